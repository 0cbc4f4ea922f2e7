/* Reminders as HR and leaders see them alike. */
#include "reminder_view.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "reminder.h"
#include "round.h"
#include "small_group.h"

enum { REFRESH_SECONDS = 3 };

static void set_count(cJSON *object, const char *name, int64_t number, bool is_told)
{
	if (is_told)
		json_set_int(object, name, number);
	else
		json_set_null(object, name);
}

struct cJSON *reminder_view_kinds(struct db *db, int64_t round_id, int64_t scope)
{
	struct reminder_count counts[3];
	const bool tells = reminder_may_name(db, round_id);
	cJSON *list = cJSON_CreateArray();

	reminder_count(db, round_id, scope, counts);
	for (size_t i = 0; reminder_kinds[i]; i++) {
		cJSON *kind = cJSON_CreateObject();

		json_set_text(kind, "kind", reminder_kinds[i]);
		set_count(kind, "all", counts[i].all, tells);
		set_count(kind, "people", counts[i].people,
		    tells || counts[i].people >= SMALL_GROUP_LEAST);
		set_count(kind, "mail", counts[i].mail, tells);
		cJSON_AddItemToArray(list, kind);
	}
	return list;
}

static void take_out(cJSON *sending)
{
	static const char *const mails[] = { "mails", "sent", "waiting", "faults" };

	if (json_get_int(sending, "people", 0) < SMALL_GROUP_LEAST)
		cJSON_ReplaceItemInObjectCaseSensitive(sending, "people", cJSON_CreateNull());
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
		cJSON_ReplaceItemInObjectCaseSensitive(sending, mails[i], cJSON_CreateNull());
}

struct cJSON *reminder_view_sendings(struct db *db, int64_t round_id, struct db_rows *rows)
{
	const bool tells = reminder_may_name(db, round_id);
	cJSON *list = db_rows_json(rows), *sending;

	cJSON_ArrayForEach(sending, list) {
		json_set_bool(sending, "done", cJSON_IsNumber(json_get(sending, "people")));
		json_set_bool(sending, "is_waiting", json_get_int(sending, "waiting", 0) > 0);
		json_set_bool(sending, "has_faults", json_get_int(sending, "faults", 0) > 0);
		if (!tells)
			take_out(sending);
	}
	return list;
}

/* Cards ------------------------------------------------------------------------- */

static const char *about(const char *kind)
{
	if (strcmp(kind, "never") == 0)
		return _("Were asked, and have not begun.");
	if (strcmp(kind, "paused") == 0)
		return arena_printf(_("Have begun, and saved nothing for %d days."), REMINDER_QUIET_DAYS);
	return arena_printf(_("All who have not submitted, in the last %d days before the deadline."),
	    REMINDER_LAST_DAYS);
}

/* HR's own sending does not forbid a leader's, nor a leader's HR's. */
static bool was_sent_today(const cJSON *sendings, const char *kind, bool by_hr)
{
	const cJSON *sending;

	cJSON_ArrayForEach(sending, sendings)
		if (json_get_true(sending, "by_hr") == by_hr
		    && strcmp(json_get_text(sending, "kind"), kind) == 0
		    && strcmp(json_get_text(sending, "day"), clock_today()) == 0
		    && (json_get_true(sending, "done") || json_get_true(sending, "is_under_way")))
			return true;
	return false;
}

static const char *first_near_day(const char *closes_at)
{
	return i18n_date(clock_add_days(round_last_day(closes_at), 1 - REMINDER_LAST_DAYS));
}

/* Why a kind cannot be sent now; NULL: it can. */
static const char *why_not(const cJSON *card, const cJSON *sendings, const char *closes_at,
    bool by_hr)
{
	const char *kind = json_get_text(card, "kind");

	if (!closes_at)
		return _("The round is not open.");
	if (was_sent_today(sendings, kind, by_hr))
		return _("Sent today. It can be sent again tomorrow.");
	if (strcmp(kind, "last") == 0 && !reminder_is_near(closes_at))
		return arena_printf(_("Can be sent from %s."), first_near_day(closes_at));
	return json_get_int(card, "people", -1) == 0 ? _("Nobody to remind now.") : NULL;
}

/* A number, or what stands for fewer than are counted. */
static const char *number_text(int64_t people)
{
	return people < 0 ? small_group_text("small") : i18n_number((double)people, 0);
}

static const char *count_text(const cJSON *object)
{
	return number_text(json_get_int(object, "people", -1));
}

/* The number is of all in this state; where that is not told, of those who can be reminded. */
static void add_count(cJSON *card, bool is_open)
{
	const int64_t all = json_get_int(card, "all", -1), people = json_get_int(card, "people", -1);

	json_set_text(card, "count_text", number_text(all < 0 ? people : all));
	json_set_int(card, "reminded", all - people);
	json_set_bool(card, "tells_today", all > 0 && is_open);
	json_set_bool(card, "tells_now_alone", all < 0);
}

static const char *send_text(const cJSON *card)
{
	const int64_t people = json_get_int(card, "people", -1);

	return people < 0 ? _("Remind them") : arena_printf(i18n_plural("Remind %s person",
	    "Remind %s people", (unsigned long)people), count_text(card));
}

static void add_card_words(cJSON *card, const cJSON *sendings, const char *closes_at,
    const char *chosen, bool by_hr)
{
	const char *kind = json_get_text(card, "kind");
	const int64_t people = json_get_int(card, "people", -1), mail = json_get_int(card, "mail", -1);
	const char *why = why_not(card, sendings, closes_at, by_hr);

	json_set_text(card, "text", reminder_kind_text(kind));
	json_set_text(card, "about", about(kind));
	add_count(card, closes_at != NULL);
	json_set_bool(card, "by_unit", by_hr);
	json_set_bool(card, "is_few", people < 0);
	json_set_bool(card, "has_people", people != 0);
	json_set_bool(card, "has_split", people > 0 && mail >= 0);
	json_set_int(card, "others", people - mail);
	json_set_bool(card, "chosen", chosen && strcmp(chosen, kind) == 0);
	json_set_bool(card, "may_send", !why);
	json_set_text(card, "why_not", why ? why : "");
	json_set_text(card, "send_text", send_text(card));
}

static cJSON *in_words(const cJSON *sendings)
{
	cJSON *rows = cJSON_Duplicate(sendings, true), *row;

	cJSON_ArrayForEach(row, rows)
		reminder_view_words(row);
	return rows;
}

struct cJSON *reminder_view_cards(const struct cJSON *kinds, const struct cJSON *sendings,
    const char *closes_at, const char *chosen, bool by_hr)
{
	cJSON *cards = cJSON_Duplicate(kinds, true), *worded = in_words(sendings), *card;

	cJSON_ArrayForEach(card, cards)
		add_card_words(card, worded, closes_at, chosen, by_hr);
	return cards;
}

/* What was sent ----------------------------------------------------------------- */

struct status { const char *text, *color, *icon; };

static struct status status_of_job(const cJSON *sending)
{
	const char *state = json_get_text(sending, "state");

	if (state && (strcmp(state, "queued") == 0 || strcmp(state, "running") == 0))
		return (struct status){ _("Under way"), "info", "CircleBroken" };
	if (state && strcmp(state, "cancelled") == 0)
		return (struct status){ _("Stopped"), "neutral", "XMarkOctagon" };
	return (struct status){ _("Failed"), "danger", "ExclamationmarkTriangleFill" };
}

static struct status status_of(const cJSON *sending)
{
	const int64_t faults = json_get_int(sending, "faults", -1);
	const int64_t waiting = json_get_int(sending, "waiting", -1);

	if (!json_get_true(sending, "done"))
		return status_of_job(sending);
	if (json_get_true(sending, "has_faults"))
		return (struct status){ faults < 0 ? _("Some mails did not arrive")
		    : arena_printf(i18n_plural("%lld mail did not arrive",
		    "%lld mails did not arrive", (unsigned long)faults), (long long)faults), "warning",
			"ExclamationmarkTriangleFill" };
	if (json_get_true(sending, "is_waiting"))
		return (struct status){ waiting < 0 ? _("Mails on their way")
		    : arena_printf(i18n_plural("%lld mail on its way",
		    "%lld mails on their way", (unsigned long)waiting), (long long)waiting), "info",
			"CircleBroken" };
	return (struct status){ _("Done"), "success", "CheckmarkCircleFill" };
}

void reminder_view_words(struct cJSON *sending)
{
	const struct status status = status_of(sending);
	const bool is_done = json_get_true(sending, "done");
	const int64_t people = json_get_int(sending, "people", -1);
	const int64_t mails = json_get_int(sending, "mails", -1);
	const char *state = json_get_text(sending, "state");

	json_set_text(sending, "kind_text", reminder_kind_text(json_get_text(sending, "kind")));
	json_set_text(sending, "people_text", is_done ? count_text(sending) : "–");
	json_set_text(sending, "status_text", status.text);
	json_set_text(sending, "color", status.color);
	json_set_text(sending, "icon", status.icon);
	json_set_bool(sending, "has_mails", is_done && mails >= 0);
	json_set_int(sending, "others", people - mails);
	json_set_bool(sending, "is_under_way", is_done ? json_get_true(sending, "is_waiting")
	    : state && (strcmp(state, "queued") == 0 || strcmp(state, "running") == 0));
}

static const cJSON *first_with(const cJSON *list, const char *flag)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, list)
		if (json_get_true(item, flag))
			return item;
	return NULL;
}

void reminder_view_add(struct cJSON *page, struct cJSON *cards, const struct cJSON *sendings)
{
	const cJSON *chosen = first_with(cards, "chosen");
	cJSON *sent = in_words(sendings);
	const bool refreshes = first_with(sent, "is_under_way") != NULL;

	json_set(page, "who", chosen ? cJSON_Duplicate(chosen, true) : cJSON_CreateNull());
	json_set(page, "cards", cards);
	json_set_bool(page, "has_sent", sent->child);
	json_set(page, "sent_rows", sent);
	json_set_bool(page, "refreshes", refreshes);
	json_set_int(page, "refresh", refreshes ? REFRESH_SECONDS : 0);
}
