/* A round's consultation: laying it before representatives, their statements, the end. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "consultation.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "round.h"
#include "round_about.h"
#include "round_words.h"
#include "saved.h"

enum { DOCUMENTS_MOST = 2000, OTHERS_MOST = 2000, TEXT_MOST = 4000, MINUTES_MOST = 8000,
	PARTIES_MOST = 100 };

/* Showing ------------------------------------------------------------------- */

/* "Safety representative, Solvang sykehjem: Rita Ravn", or the name of a body. */
static const char *party_text(const cJSON *party)
{
	const char *office = json_get_text(party, "office");

	return office ? arena_printf("%s, %s: %s", consultation_office_text(office),
	    json_get_text(party, "unit"), json_get_text(party, "person"))
	    : json_get_text(party, "name");
}

static cJSON *party_shown(const cJSON *party)
{
	cJSON *row = cJSON_Duplicate(party, true), *statement;

	json_set_text(row, "text", party_text(party));
	json_set_bool(row, "is_silent", !json_get(party, "statements")->child);
	cJSON_ArrayForEach(statement, cJSON_GetObjectItemCaseSensitive(row, "statements")) {
		const char *view = json_get_text(statement, "view");

		json_set_text(statement, "view_text", consultation_view_text(view));
		json_set_bool(statement, "agrees", strcmp(view, "agrees") == 0);
		json_set_bool(statement, "disagrees", strcmp(view, "disagrees") == 0);
	}
	return row;
}

static cJSON *consultation_shown(const cJSON *consultation)
{
	cJSON *row = cJSON_Duplicate(consultation, true), *parties = cJSON_CreateArray();
	const char *ended = json_get_text(row, "ended"), *outcome = json_get_text(row, "outcome");
	const cJSON *party;

	cJSON_ArrayForEach(party, json_get(consultation, "parties"))
		cJSON_AddItemToArray(parties, party_shown(party));
	cJSON_ReplaceItemInObjectCaseSensitive(row, "parties", parties);
	json_set_text(row, "laid_on",
	    arena_text(clock_oslo(json_get_text(consultation, "laid_at")), 10));
	json_set_text(row, "ended_text", ended ? consultation_ended_text(ended) : NULL);
	json_set_text(row, "outcome_text", outcome ? consultation_outcome_text(outcome) : NULL);
	return row;
}

static bool was_chosen(const cJSON *typed, const char *field, const char *code)
{
	const cJSON *sent = typed ? json_get(typed, field) : NULL;
	const cJSON *list = sent ? json_get(sent, "values") : NULL, *one;
	const char *value = sent ? json_get_text(sent, "value") : NULL;

	cJSON_ArrayForEach(one, list)
		if (strcmp(one->valuestring, code) == 0)
			return true;
	return value && strcmp(value, code) == 0;
}

static cJSON *choices_of(const char *const *codes, const char *(*word)(const char *),
    const cJSON *typed, const char *field)
{
	cJSON *list = cJSON_CreateArray();

	for (; *codes; codes++) {
		cJSON *choice = cJSON_CreateObject();

		json_set_text(choice, "code", *codes);
		json_set_text(choice, "text", word(*codes));
		json_set_bool(choice, "selected", was_chosen(typed, field, *codes));
		cJSON_AddItemToArray(list, choice);
	}
	return list;
}

/* Those to choose from, by id: offices in force, or the parties of the consultation that waits. */
static cJSON *by_id(const cJSON *rows, const cJSON *typed, const char *field)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		const char *id = arena_printf("%lld", (long long)json_get_int(row, "id", 0));
		cJSON *choice = cJSON_CreateObject();

		json_set_text(choice, "code", id);
		json_set_text(choice, "text", party_text(row));
		json_set_bool(choice, "selected", was_chosen(typed, field, id));
		cJSON_AddItemToArray(list, choice);
	}
	return list;
}

static void add_forms(cJSON *page, const cJSON *view, const struct consultation_waiting *waiting,
    const cJSON *typed)
{
	const char *state = json_get_text(json_get(view, "round"), "state");
	const cJSON *latest = json_get(view, "consultations")->child;
	const bool waits = strcmp(state, "consultation") == 0;

	json_set_bool(page, "may_lay", strcmp(state, "draft") == 0);
	json_set_bool(page, "may_state", waits);
	json_set_bool(page, "may_end", waits && (waiting->parties == 0 || waiting->is_over));
	json_set_int(page, "silent", waiting->parties);
	json_set_bool(page, "has_silent", waiting->parties > 0);
	json_set_text(page, "answer_by", waiting->answer_by);
	json_set_text(page, "today", clock_today());
	json_set(page, "office_choices", by_id(json_get(view, "offices"), typed, "offices"));
	json_set_bool(page, "has_offices", json_get(view, "offices")->child);
	json_set(page, "party_choices", by_id(waits && latest ? json_get(latest, "parties") : NULL,
	    typed, "party"));
	json_set(page, "views",
	    choices_of(consultation_views, consultation_view_text, typed, "view"));
	json_set(page, "outcomes",
	    choices_of(consultation_outcomes, consultation_outcome_text, typed, "outcome"));
}

static struct reply page_of(const struct request *req, struct form *form)
{
	const int64_t id = request_id(req, "id");
	struct db_rows *round = round_get(req->db, req->user, id);

	if (!db_next(round))
		return reply_not_found();
	const struct consultation_waiting waiting = consultation_waits_for(req->db, id);
	cJSON *view = cJSON_CreateObject(), *rows = cJSON_CreateArray(), *consultation;

	json_set(view, "round", db_row_json(round));
	json_set(view, "consultations", consultation_list(req->db, req->user, id));
	json_set(view, "offices", consultation_offices(req->db, req->user));
	cJSON *page = round_words_page(json_get(view, "round"), "/consultation");

	cJSON_ArrayForEach(consultation, json_get(view, "consultations"))
		cJSON_AddItemToArray(rows, consultation_shown(consultation));
	saved_show(page, req);
	json_set(page, "rows", rows);
	json_set_bool(page, "has_rows", rows->child);
	add_forms(page, view, &waiting, form ? form_view(form) : NULL);
	return reply_with(reply_page("round_consultation", view), page);
}

static struct reply show(const struct request *req)
{
	return page_of(req, NULL);
}

/* Changing ------------------------------------------------------------------ */

/* What the form says, all of it; a step reads its own. */
struct wish {
	const char *step, *op;
	int64_t rev;
	struct consultation_laying laying;
	struct consultation_statement statement;
	const char *minutes, *outcome, *evaluation_on;
};

static struct wish read_wish(struct form *form)
{
	static const char *const steps[] = { "lay", "state", "ready", NULL };

	return (struct wish){ .step = form_choice(form, "do", steps, false), .op = form_op(form),
		.rev = form_int(form, "rev", 0, UINT32_MAX, -1),
		.laying = { .documents = form_text(form, "documents", 0, DOCUMENTS_MOST),
			.answer_by = form_day(form, "answer_by"),
			.offices = form_list(form, "offices", PARTIES_MOST, 10),
			.others = form_text(form, "others", 0, OTHERS_MOST) },
		.statement = { .party_id = form_int(form, "party", 1, UINT32_MAX, 0),
			.stated_on = form_day(form, "stated_on"),
			.view = form_choice(form, "view", consultation_views, true),
			.text = form_text(form, "text", 0, TEXT_MOST) },
		.minutes = form_text(form, "minutes", 0, MINUTES_MOST),
		.outcome = form_choice(form, "outcome", consultation_outcomes, true),
		.evaluation_on = form_day(form, "evaluation_on") };
}

static void need(struct form *form, const char *field, bool there, const char *message)
{
	if (!there)
		form_error(form, field, message);
}

static void check_laying(struct form *form, const struct wish *wish)
{
	const struct consultation_laying *laying = &wish->laying;

	need(form, "offices", *laying->offices || *laying->others,
	    _("Choose at least one, or name a body below."));
	need(form, "documents", *laying->documents, _("Write what they are given to read."));
	need(form, "answer_by", laying->answer_by && strcmp(laying->answer_by, clock_today()) >= 0,
	    _("Choose a day from today on."));
}

static void check_statement(struct form *form, const struct wish *wish)
{
	const struct consultation_statement *statement = &wish->statement;

	need(form, "party", statement->party_id, _("Choose who says it."));
	need(form, "view", statement->view, _("Choose what they think."));
	need(form, "stated_on", statement->stated_on
	    && strcmp(statement->stated_on, clock_today()) <= 0, _("Choose a day that has been."));
}

static void check_end(struct form *form, const struct wish *wish)
{
	need(form, "minutes", *wish->minutes, _("Write what was said, or where the minutes are."));
	need(form, "outcome", wish->outcome, _("Choose how it ended."));
	need(form, "evaluation_on", wish->evaluation_on
	    && strcmp(wish->evaluation_on, clock_today()) > 0, _("Choose a day after today."));
}

/* The fields of the step; those that are not sent are not read as wrong. */
static void check(struct form *form, const struct wish *wish)
{
	if (!form_ok(form))
		return;
	if (strcmp(wish->step, "lay") == 0)
		check_laying(form, wish);
	else if (strcmp(wish->step, "state") == 0)
		check_statement(form, wish);
	else
		check_end(form, wish);
}

/* A draft that came in by an import may lack what employees must be told. */
static bool is_whole(struct db *db, int64_t id)
{
	const cJSON *round = round_about_read(db, id);

	return json_get_text(round, "purpose_nb") && json_get_text(round, "notice_nb")
	    && json_get(round, "basis")->child;
}

static const char *lay(const struct request *req, struct form *form, const struct wish *wish,
    const struct round_now *now)
{
	const char *first_day = arena_text(clock_oslo(now->opens_at), 10);

	if (!is_whole(req->db, now->id))
		return _("Fill in the purpose, the legal basis and the notice first.");
	need(form, "answer_by", strcmp(wish->laying.answer_by, first_day) < 0,
	    _("The answers must be in before the round opens."));
	need(form, "offices", !form_ok(form)
	    || consultation_lay(req->db, req->user, now, &wish->laying),
	    _("One of them is not in office today. Choose again."));
	return NULL;
}

/* NULL, or why not: what the form alone cannot tell. */
static const char *take(const struct request *req, struct form *form, const struct wish *wish,
    const struct round_now *now)
{
	if (strcmp(wish->step, "lay") == 0)
		return lay(req, form, wish, now);
	if (strcmp(wish->step, "state") == 0)
		need(form, "party", consultation_state(req->db, req->user, now, &wish->statement),
		    _("The round was not laid before them."));
	else if (!consultation_end(req->db, req->user, now, wish->minutes, wish->outcome,
	    wish->evaluation_on))
		return _("Not everybody has answered, and the deadline is not past.");
	return NULL;
}

static struct reply done(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	struct db_rows *round = round_get(req->db, req->user, id);
	cJSON *view = cJSON_CreateObject();

	db_next(round);
	json_set_text(view, "state", db_col_text(round, "state"));
	json_set_int(view, "rev", db_col_int(round, "rev"));
	return saved_reply(req, arena_printf("/hr/rounds/%lld/consultation", (long long)id), view,
	    false);
}

static struct reply refused(const struct wish *wish, const char *why)
{
	cJSON *typed = cJSON_CreateArray();
	const struct { const char *label, *text; } texts[] = {
		{ _("What they are given"), wish->laying.documents },
		{ _("Statement"), wish->statement.text }, { _("Minutes"), wish->minutes },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (*texts[i].text)
			reply_typed_add(typed, texts[i].label, NULL, texts[i].text);
	return reply_typed(reply_conflict(why), typed);
}

static struct reply change(const struct request *req)
{
	struct form *form = form_read(req);
	const struct wish wish = read_wish(form);
	const struct round_now *now = round_life_lock(req->db, request_id(req, "id"));

	if (!now)
		return reply_not_found();
	check(form, &wish);
	if (!form_ok(form))
		return reply_form(page_of(req, form), form);
	const char *action = arena_printf("round.%s", wish.step);
	const int64_t before = audit_op_object(req->db, req->user, wish.op, action);

	if (before)
		return before == now->id ? done(req)
		    : reply_conflict(_("This has been sent before."));
	const char *why = round_life_refusal(now, wish.step, wish.rev);

	why = why ? why : take(req, form, &wish, now);
	if (why)
		return refused(&wish, why);
	if (!form_ok(form)) {
		db_rollback(req->db);   /* the page shows what is stored, not half a record */
		return reply_form(page_of(req, form), form);
	}
	return audit_op_claim(req->db, req->user, wish.op, action, now->id) ? done(req)
	    : reply_conflict(_("This has been sent before."));
}

const struct route round_consultation_routes[] = {
	{ METHOD_GET, "/rounds/{id}/consultation", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/rounds/{id}/consultation", ROLE_HR, change, DB_WRITE },
	{ 0 }
};
