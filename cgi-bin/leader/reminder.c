/* A leader reminds those of the own people who have not submitted: first the list, then it goes. */
#include "reminder.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "choice.h"
#include "clock.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "mail.h"
#include "pages.h"
#include "reminder_view.h"
#include "round.h"

/* More are counted, not listed. */
enum { PEOPLE_MOST = 200 };

/* RFC 3339 and the clock's own form differ in the letter between day and time. */
static const char *moment_of(const cJSON *round)
{
	const char *closes_at = json_get_text(round, "closes_at");

	return arena_printf("%.10s %.8s", closes_at, closes_at + 11);
}

/* The round of the query among the leader's; without one, the first to close. NULL: none. */
static const cJSON *chosen_round(const struct request *req, const cJSON *rounds)
{
	const int64_t wanted = request_query_int(req, "round", 1, INT32_MAX, 0);
	const cJSON *round;

	if (!wanted)
		return rounds->child;
	cJSON_ArrayForEach(round, rounds)
		if (json_get_int(round, "id", 0) == wanted)
			return round;
	return NULL;
}

static const char *chosen_kind(const struct request *req)
{
	const char *kind = request_query(req, "kind");

	return kind && choice_has(reminder_kinds, kind) ? kind : NULL;
}

/* The people of the card that was chosen. */
static void add_people(cJSON *page, const cJSON *people, bool may_name)
{
	cJSON *rows = cJSON_Duplicate(people, true);

	json_set_bool(page, "has_rows", rows->child);
	json_set(page, "rows", rows);
	json_set_bool(page, "is_cut", cJSON_GetArraySize(rows) == PEOPLE_MOST);
	json_set_int(page, "most", PEOPLE_MOST);
	json_set_bool(page, "is_unnamed", cJSON_IsObject(json_get(page, "who")) && !may_name);
}

static void add_rounds(cJSON *page, const cJSON *rounds, const cJSON *round)
{
	cJSON *others = cJSON_CreateArray(), *head = cJSON_Duplicate(round, true);
	const cJSON *other;

	json_set_text(head, "last_day", round_last_day(moment_of(round)));
	json_set(page, "head", head);
	cJSON_ArrayForEach(other, rounds)
		if (other != round)
			cJSON_AddItemToArray(others, cJSON_Duplicate(other, true));
	json_set_bool(page, "has_other_rounds", others->child);
	json_set(page, "other_rounds", others);
}

static cJSON *show_page(const struct request *req, const cJSON *view, const cJSON *round,
    bool may_name)
{
	cJSON *page = cJSON_CreateObject();
	const int64_t id = json_get_int(round, "id", 0);

	add_rounds(page, json_get(view, "rounds"), round);
	reminder_view_add(page, reminder_view_cards(json_get(view, "kinds"), json_get(view, "sendings"),
	    moment_of(round), chosen_kind(req), false), json_get(view, "sendings"));
	add_people(page, json_get(view, "people"), may_name);
	json_set_bool(page, "no_mail", !mail_is_configured());
	json_set_text(page, "reminder_form", "leader/reminders");
	json_set_text(page, "reminder_path", arena_printf("leader/reminders?round=%lld&",
	    (long long)id));
	json_set_int(page, "round_field", id);
	json_set_bool(page, "menu_reminders", true);
	return page;
}

/* No round of theirs is open. */
static struct reply nothing(cJSON *view)
{
	cJSON *page = cJSON_CreateObject();

	json_set_bool(page, "menu_reminders", true);
	json_set_null(page, "head");
	json_set_null(page, "who");
	return reply_with(reply_page("reminder_list", view), page);
}

static struct reply show(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *rounds = db_rows_json(reminder_rounds(req->db,
	    req->user));
	const cJSON *round = chosen_round(req, rounds);
	const int64_t id = json_get_int(round, "id", 0);
	const char *kind = chosen_kind(req);

	if (!round && request_query(req, "round"))
		return reply_not_found();
	const bool may_name = round && reminder_may_name(req->db, id);

	json_set(view, "rounds", rounds);
	json_set(view, "round", round ? cJSON_CreateNumber((double)id) : cJSON_CreateNull());
	json_set(view, "kinds", round ? reminder_view_kinds(req->db, id, req->user->id)
	    : cJSON_CreateArray());
	json_set(view, "people", kind && may_name ? db_rows_json(reminder_people(req->db, req->user,
	    id, kind, PEOPLE_MOST)) : cJSON_CreateArray());
	json_set(view, "sendings", round ? reminder_view_sendings(req->db, id,
	    reminder_sendings(req->db, id, req->user->id)) : cJSON_CreateArray());
	if (!round)
		return nothing(view);
	return reply_with(reply_page("reminder_list", view), show_page(req, view, round, may_name));
}

static bool is_among(const cJSON *rounds, int64_t id)
{
	const cJSON *round;

	cJSON_ArrayForEach(round, rounds)
		if (json_get_int(round, "id", 0) == id)
			return true;
	return false;
}

static struct reply remind(const struct request *req)
{
	struct form *form = form_read(req);
	const int64_t id = form_int_required(form, "round", 1, INT32_MAX);
	const char *kind = form_choice(form, "kind", reminder_kinds, false);
	const char *op = form_op(form);
	int64_t job;

	if (!form_ok(form))
		return reply_form(show(req), form);
	if (!is_among(db_rows_json(reminder_rounds(req->db, req->user)), id))
		return reply_not_found();
	switch (reminder_ask(req->db, req->user, id, kind, req->user->id, op, &job)) {
	case REMINDER_NOT_OPEN:
		return reply_conflict(_("The round is not open. Nobody was reminded."));
	case REMINDER_TOO_EARLY:
		return reply_conflict(_("The deadline is not near yet. Nobody was reminded."));
	case REMINDER_TODAY:
		return reply_conflict(_("This reminder was sent today already."));
	case REMINDER_ASKED:
		break;
	}
	cJSON *view = cJSON_CreateObject();

	json_set_int(view, "job", job);
	return reply_done(req, arena_printf("/leader/reminders?round=%lld", (long long)id), view);
}

const struct route reminder_routes[] = {
	{ METHOD_GET, "/reminders", ROLE_LEADER, show, DB_READ },
	{ METHOD_POST, "/reminders", ROLE_LEADER, remind, DB_WRITE },
	{ 0 }
};
