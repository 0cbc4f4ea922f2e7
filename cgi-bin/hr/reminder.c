/* Reminders in a round: who would get one, sending them, what became of them; letters on paper. */
#include "reminder.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "choice.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "mail.h"
#include "outbox.h"
#include "pages.h"
#include "reminder_letter.h"
#include "reminder_view.h"
#include "round.h"
#include "round_words.h"
#include "table_page.h"

enum { ROWS_A_PAGE = 40, FAULTS_MOST = 100, LETTERS_MOST = 150 };

/* HR reminds everybody in the round. */
enum { EVERYBODY = 0 };

/* closes_at of a round that people can answer in now; NULL: they cannot. */
static const char *open_until(const struct db_rows *round)
{
	const char *closes_at = db_col_text(round, "closes_at");

	return round_is_open(db_col_text(round, "state"), closes_at) ? closes_at : NULL;
}

static void add_head(cJSON *page, const struct db_rows *round)
{
	cJSON *head = db_row_json(round);

	json_set_text(head, "last_day", round_last_day(db_col_text(round, "closes_at")));
	json_set(page, "head", head);
	json_set_bool(page, "is_open", open_until(round) != NULL);
	json_set_bool(page, "menu_rounds", true);
}

/* As many rows as a page takes, the number-th of them, and where the others are. */
static void add_rows(cJSON *page, const cJSON *all, const struct request *req)
{
	cJSON *rows = table_page_rows(page, all, ROWS_A_PAGE,
	    request_query_int(req, "page", 1, INT32_MAX, 1));

	json_set_bool(page, "has_rows", rows->child);
	json_set(page, "rows", rows);
}

/* The kind whose people are looked at; NULL: none. */
static const char *chosen_kind(const struct request *req)
{
	const char *kind = request_query(req, "kind");

	return kind && choice_has(reminder_kinds, kind) ? kind : NULL;
}

static void add_units(cJSON *page, const cJSON *units, const struct request *req)
{
	cJSON *unit;

	add_rows(page, units, req);
	cJSON_ArrayForEach(unit, json_get(page, "rows"))
		json_set_int(unit, "others", json_get_int(unit, "people", 0)
		    - json_get_int(unit, "mail", 0));
}

static cJSON *list_page(const struct request *req, const cJSON *view, const struct db_rows *round)
{
	cJSON *page = round_words_page(json_get(view, "round"), "/reminders");
	const int64_t id = request_id(req, "id");
	const char *kind = chosen_kind(req);

	add_units(page, json_get(view, "units"), req);
	table_page_links(page, arena_printf("hr/rounds/%lld/reminders?kind=%s&", (long long)id,
	    kind ? kind : ""), "#who");
	reminder_view_add(page, reminder_view_cards(json_get(view, "kinds"),
	    json_get(view, "sendings"), open_until(round), kind, true), json_get(view, "sendings"));
	json_set_bool(page, "is_unnamed", kind && db_col_int(round, "confidential"));
	json_set_bool(page, "no_mail", !mail_is_configured());
	json_set_text(page, "reminder_form", arena_printf("hr/rounds/%lld/reminders", (long long)id));
	json_set_text(page, "reminder_path", arena_printf("hr/rounds/%lld/reminders?",
	    (long long)id));
	json_set_null(page, "round_field");
	return page;
}

static struct reply list(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	const char *kind = chosen_kind(req);
	struct db_rows *round = round_get(req->db, req->user, id);

	if (!db_next(round))
		return reply_not_found();
	cJSON *view = cJSON_CreateObject();

	json_set(view, "round", db_row_json(round));
	json_set(view, "kinds", reminder_view_kinds(req->db, id, EVERYBODY));
	json_set(view, "units", kind && reminder_may_name(req->db, id)
	    ? db_rows_json(reminder_units(req->db, req->user, id, kind)) : cJSON_CreateArray());
	json_set(view, "sendings", reminder_view_sendings(req->db, id,
	    reminder_sendings(req->db, id, EVERYBODY)));
	return reply_with(reply_page("reminder_list", view), list_page(req, view, round));
}

static struct reply remind(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *kind = form_choice(form, "kind", reminder_kinds, false);
	const char *op = form_op(form);
	int64_t job;

	if (!round_code(req->db, id))
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(list(req), form);
	switch (reminder_ask(req->db, req->user, id, kind, EVERYBODY, op, &job)) {
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
	return reply_done(req, arena_printf("/hr/rounds/%lld/reminders", (long long)id), view);
}

/* One sending ------------------------------------------------------------------- */

static cJSON *worded(const cJSON *list)
{
	cJSON *rows = cJSON_Duplicate(list, true), *row;

	cJSON_ArrayForEach(row, rows) {
		const char *reason = json_get_text(row, "reason");
		const char *state = json_get_text(row, "state");

		json_set_text(row, "reason_text", reason ? outbox_reason_text(reason) : "");
		json_set_text(row, "state_text", outbox_state_text(state));
		json_set_bool(row, "is_uncertain", strcmp(state, "uncertain") == 0);
	}
	return rows;
}

/* Of a confidential round not how many, nor that some were dropped: those had submitted. */
static cJSON *outcome(const struct request *req, int64_t id, bool names)
{
	cJSON *rows = db_rows_json(outbox_outcome(req->db, "reminder", id)), *row = rows->child;

	while (row && !names) {
		cJSON *next = row->next;

		if (strcmp(json_get_text(row, "state"), "dropped") == 0)
			cJSON_DetachItemViaPointer(rows, row);
		else
			cJSON_ReplaceItemInObjectCaseSensitive(row, "mails", cJSON_CreateNull());
		row = next;
	}
	return rows;
}

/* What can be sent again, while people can answer: asks is whether that is to be confirmed. */
static void add_again(cJSON *page, const cJSON *view, const struct db_rows *round, bool asks)
{
	const bool may = open_until(round) && mail_is_configured();
	bool failed = false, uncertain = false;
	const cJSON *row;

	cJSON_ArrayForEach(row, json_get(view, "outcome")) {
		failed |= strcmp(json_get_text(row, "state"), "failed") == 0;
		uncertain |= strcmp(json_get_text(row, "state"), "uncertain") == 0;
	}
	json_set_bool(page, "has_again", may && (failed || uncertain));
	json_set_bool(page, "has_failed", failed);
	json_set_bool(page, "has_uncertain", uncertain);
	json_set_bool(page, "asks", asks && uncertain);
}

static cJSON *show_page(const cJSON *view, const struct db_rows *round, cJSON *row, bool asks)
{
	cJSON *page = cJSON_CreateObject();

	reminder_view_words(row);
	add_head(page, round);
	json_set(page, "row", row);
	json_set_bool(page, "has_outcome", json_get(view, "outcome")->child);
	json_set(page, "outcome_rows", worded(json_get(view, "outcome")));
	json_set_bool(page, "has_faults", json_get(view, "faults")->child);
	json_set(page, "fault_rows", worded(json_get(view, "faults")));
	json_set_bool(page, "is_cut", cJSON_GetArraySize(json_get(view, "faults")) == FAULTS_MOST);
	add_again(page, view, round, asks);
	return page;
}

static struct reply show_sending(const struct request *req, bool asks)
{
	const int64_t id = request_id(req, "id");
	const int64_t round_id = reminder_round(req->db, id);
	struct db_rows *round = round_get(req->db, req->user, round_id);

	if (!db_next(round))
		return reply_not_found();
	const bool names = reminder_may_name(req->db, round_id);
	cJSON *view = cJSON_CreateObject(), *row = reminder_view_sendings(req->db, round_id,
	    reminder_sending(req->db, id))->child;

	json_set(view, "sending", cJSON_Duplicate(row, true));
	json_set(view, "outcome", outcome(req, id, names));
	json_set(view, "faults", names ? db_rows_json(outbox_faults(req->db, req->user, "reminder", id,
	    FAULTS_MOST)) : cJSON_CreateArray());
	return reply_with(reply_page("reminder_show", view), show_page(view, round,
	    cJSON_Duplicate(row, true), asks));
}

static struct reply show(const struct request *req)
{
	const char *again = request_query(req, "again");

	return show_sending(req, again && strcmp(again, "uncertain") == 0);
}

static struct reply send_again(const struct request *req)
{
	static const char *const states[] = { "failed", "uncertain", NULL };
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *state = form_choice(form, "which", states, false);
	const bool sure = form_bool(form, "sure"), asks = state && strcmp(state, "uncertain") == 0;
	const char *op = form_op(form);

	if (!reminder_round(req->db, id))
		return reply_not_found();
	if (asks && !sure)
		form_error(form, "sure", _("Say that you know that some may get the mail twice."));
	if (!form_ok(form))
		return reply_form(show_sending(req, asks), form);
	switch (reminder_again(req->db, req->user, id, state, op)) {
	case REMINDER_AGAIN_CLOSED:
		return reply_conflict(_("The round is not open. Nobody was reminded."));
	case REMINDER_AGAIN_NONE:
		return reply_conflict(_("There is no such mail to send again."));
	case REMINDER_AGAIN_OTHER:
		return reply_conflict(_("This has been sent before."));
	case REMINDER_AGAIN:
		break;
	}
	cJSON *view = cJSON_CreateObject();

	json_set_int(view, "sending", id);
	return reply_done(req, arena_printf("/hr/reminders/%lld", (long long)id), view);
}

/* Letters ----------------------------------------------------------------------- */

static struct reply letter_units(const struct request *req, const struct db_rows *round)
{
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();

	json_set(view, "round", db_row_json(round));
	json_set(view, "unit", cJSON_CreateNull());
	json_set(view, "units", db_rows_json(reminder_letter_units(req->db, req->user,
	    request_id(req, "id"))));
	json_set(view, "letters", cJSON_CreateArray());
	add_head(page, round);
	add_rows(page, json_get(view, "units"), req);
	table_page_links(page, arena_printf("hr/rounds/%lld/letters?",
	    (long long)request_id(req, "id")), "");
	return reply_with(reply_page("letter_units", view), page);
}

static struct reply letters(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	const int64_t unit_id = request_query_int(req, "unit", 1, INT32_MAX, 0);
	struct db_rows *round = round_get(req->db, req->user, id);

	if (!db_next(round))
		return reply_not_found();
	if (!unit_id)
		return letter_units(req, round);
	struct db_rows *unit = reminder_letter_unit(req->db, req->user, unit_id);

	if (!db_next(unit))
		return reply_not_found();
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();
	cJSON *sheets = reminder_letters(req->db, id, unit_id, LETTERS_MOST);

	json_set(view, "round", db_row_json(round));
	json_set(view, "unit", db_row_json(unit));
	json_set(view, "units", cJSON_CreateArray());
	json_set(view, "letters", sheets);
	add_head(page, round);
	json_set_bool(page, "has_letters", sheets->child);
	json_set_bool(page, "is_cut", cJSON_GetArraySize(sheets) == LETTERS_MOST);
	json_set_int(page, "count", cJSON_GetArraySize(sheets));
	audit_look_unit(req->user, unit_id);
	return reply_with(reply_page("letter_show", view), page);
}

const struct route reminder_routes[] = {
	{ METHOD_GET, "/rounds/{id}/reminders", ROLE_HR, list, DB_READ },
	{ METHOD_POST, "/rounds/{id}/reminders", ROLE_HR, remind, DB_WRITE },
	{ METHOD_GET, "/rounds/{id}/letters", ROLE_HR, letters, DB_READ },
	{ METHOD_GET, "/reminders/{id}", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/reminders/{id}", ROLE_HR, send_again, DB_WRITE },
	{ 0 }
};
