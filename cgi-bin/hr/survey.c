/* The surveys: which there are, a new one, and one stored version as it is. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "round.h"
#include "survey.h"
#include "survey_draft.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_outline.h"
#include "survey_text.h"

static const struct survey_text title_text = {
	"title", N_("What is the survey called?"), NULL, 200, false,
};

/* The list ------------------------------------------------------------------ */

static cJSON *survey_of(cJSON *surveys, const char *code)
{
	cJSON *survey;

	cJSON_ArrayForEach(survey, surveys)
		if (strcmp(json_get_text(survey, "code"), code) == 0)
			return survey;
	return NULL;
}

static cJSON *add_survey(cJSON *surveys, const char *code, const char *title, const char *language)
{
	cJSON *survey = cJSON_CreateObject();

	json_set_text(survey, "code", code);
	json_set_text(survey, "title", title);
	json_set_text(survey, "language", language);
	json_set(survey, "versions", cJSON_CreateArray());
	cJSON_AddItemToArray(surveys, survey);
	return survey;
}

static void add_version(cJSON *survey, const struct db_rows *row)
{
	cJSON *version = cJSON_CreateObject();

	json_set_int(version, "id", db_col_int(row, "id"));
	json_set_int(version, "version", db_col_int(row, "version"));
	json_set_int(version, "rounds", db_col_int(row, "rounds"));
	json_set_int(version, "open_rounds", db_col_int(row, "open_rounds"));
	cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(survey, "versions"), version);
}

/* A survey that has no version yet is called as its draft. */
static void add_draft(const struct request *req, cJSON *surveys, const struct db_rows *row)
{
	const char *code = db_col_text(row, "code"), *text = db_col_text(row, "definition");
	const char *why, *other;
	cJSON *survey = survey_of(surveys, code), *draft = cJSON_CreateObject();

	if (!survey) {
		const cJSON *definition = json_read(text, strlen(text), &why);
		const char *title = survey_edit_text(json_get(definition, "title"),
		    req->user->language, &other);

		survey = add_survey(surveys, code, *title ? title : code, *title ? other : NULL);
	}
	json_set_int(draft, "id", db_col_int(row, "id"));
	json_set_int(draft, "rev", db_col_int(row, "rev"));
	json_set(draft, "changed_at", cJSON_Duplicate(json_get(db_row_json(row), "changed_at"), true));
	json_set_text(draft, "changed_by", db_col_text(row, "changed_by"));
	json_set(survey, "draft", draft);
}

static struct reply list(const struct request *req)
{
	struct db_rows *versions = survey_versions(req->db, req->user);
	struct db_rows *drafts = survey_draft_list(req->db);
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();
	cJSON *surveys = cJSON_CreateArray(), *survey;

	while (db_next(versions)) {
		survey = survey_of(surveys, db_col_text(versions, "code"));
		add_version(survey ? survey : add_survey(surveys, db_col_text(versions, "code"),
		    db_col_text(versions, "title"), db_col_text(versions, "language")), versions);
	}
	while (db_next(drafts))
		add_draft(req, surveys, drafts);
	cJSON_ArrayForEach(survey, surveys) {
		if (!json_get(survey, "draft"))
			json_set_null(survey, "draft");
	}
	json_set(view, "surveys", surveys);
	json_set_bool(page, "has_surveys", surveys->child);
	json_set_bool(page, "menu_surveys", true);
	return reply_with(reply_page("survey_list", view), page);
}

/* A new one ----------------------------------------------------------------- */

static struct reply new_page(struct form *typed)
{
	cJSON *page = cJSON_CreateObject(), *texts = cJSON_CreateArray();
	const char *code = survey_field_typed(typed, "code");

	survey_field_add_text(texts, &title_text, typed, NULL);
	json_set(page, "texts", texts);
	json_set_text(page, "code_value", code ? code : "");
	json_set_text(page, "code_error", survey_field_error(typed, "code"));
	json_set_bool(page, "menu_surveys", true);
	return reply_with(reply_page("survey_new", cJSON_CreateObject()), page);
}

static struct reply blank(const struct request *req)
{
	(void)req;
	return new_page(NULL);
}

/* Codes of versions and drafts, as objects that have one. */
static cJSON *codes_taken(const struct request *req)
{
	cJSON *taken = db_rows_json(survey_versions(req->db, req->user)), *draft;
	cJSON *drafts = db_rows_json(survey_draft_list(req->db));

	while ((draft = cJSON_DetachItemFromArray(drafts, 0)))
		cJSON_AddItemToArray(taken, draft);
	return taken;
}

static struct reply made(const struct request *req, int64_t id)
{
	cJSON *view = cJSON_CreateObject(), *draft = cJSON_CreateObject();

	json_set_int(draft, "id", id);
	json_set(view, "draft", draft);
	return reply_created(req, arena_printf("/hr/surveys/drafts/%lld", (long long)id), view);
}

static const char *read_code(struct form *form, const cJSON *taken, const char *title)
{
	const char *code = form_text(form, "code", 0, 40);

	if (!*code)
		return survey_edit_free_code(taken, title);
	if (!survey_edit_is_code(code))
		form_error(form, "code", _("Use letters from a to z, digits, hyphen and underscore."));
	if (survey_of((cJSON *)taken, code))
		form_error(form, "code",
		    _("There is a survey with this code. Begin the next version from its page."));
	return code;
}

static struct reply create(const struct request *req)
{
	struct form *form = form_read(req);
	const char *op = form_op(form);
	const cJSON *taken = codes_taken(req);
	cJSON *title = survey_field_texts(form, &title_text, true, NULL);
	const char *nb = json_get_text(title, "nb");
	const char *code = read_code(form, taken, nb ? nb : "");
	const int64_t before = audit_op_object(req->db, req->user, op, "survey_draft.make");

	if (before)
		return made(req, before);
	if (!form_ok(form))
		return reply_form(new_page(form), form);
	cJSON *definition = survey_edit_new(code);

	survey_edit_set(definition, "title", title);
	const int64_t id = survey_draft_make(req->db, req->user, definition, 0);

	if (!id)
		return reply_conflict(_("There is a draft of this survey already."));
	if (!audit_op_claim(req->db, req->user, op, "survey_draft.make", id))
		return reply_conflict(_("This has been sent before."));
	return made(req, id);
}

/* A stored version ---------------------------------------------------------- */

static cJSON *version_view(const struct request *req, int64_t id, cJSON *definition)
{
	cJSON *view = cJSON_CreateObject(), *survey = cJSON_CreateObject();

	json_set_int(survey, "id", id);
	json_set_text(survey, "code", json_get_text(definition, "code"));
	json_set_int(survey, "version", json_get_int(definition, "version", 0));
	json_set_int(survey, "rev", survey_text_rev(req->db, id));
	json_set(survey, "definition", definition);
	json_set(view, "survey", survey);
	json_set(view, "rounds", db_rows_json(survey_rounds(req->db, req->user, id)));
	json_set(view, "changes", db_rows_json(survey_text_changes(req->db, id)));
	return view;
}

static cJSON *rounds_in_words(const cJSON *rounds)
{
	cJSON *list = cJSON_Duplicate(rounds, true), *round;

	cJSON_ArrayForEach(round, list)
		json_set_text(round, "state_text", round_state_text(json_get_text(round, "state")));
	return list;
}

static const char *place_words(const cJSON *change)
{
	static const struct i18n_word places[] = {
		{ "title", N_("The survey's title") }, { "notice", N_("The notice") },
		{ "section", N_("Survey section") }, { "question", N_("Survey question") },
		{ "choice", N_("Choice") }, { NULL, NULL },
	};
	const char *word = i18n_word(places, json_get_text(change, "what"));
	const char *code = json_get_text(change, "code"), *choice = json_get_text(change, "choice");

	if (!word || !code)
		return word;
	return choice ? arena_printf("%s %s, %s", word, code, choice)
	    : arena_printf("%s %s", word, code);
}

static cJSON *changes_in_words(const cJSON *changes)
{
	cJSON *list = cJSON_Duplicate(changes, true), *change;

	cJSON_ArrayForEach(change, list) {
		json_set_bool(change, "made", strcmp(json_get_text(change, "what"), "made") == 0);
		json_set_text(change, "place", place_words(change));
		json_set_text(change, "language_name", json_get_text(change, "language")
		    ? survey_field_language(json_get_text(change, "language")) : NULL);
	}
	return list;
}

static struct reply show(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	cJSON *definition = survey_definition(req->db, id);

	if (!definition)
		return reply_not_found();
	cJSON *view = version_view(req, id, definition), *page = cJSON_CreateObject();
	const char *other, *code = json_get_text(definition, "code");
	const char *title = survey_edit_text(json_get(definition, "title"), req->user->language,
	    &other);
	const cJSON *rounds = json_get(view, "rounds"), *changes = json_get(view, "changes");

	json_set_bool(page, "menu_surveys", true);
	json_set_bool(page, "is_draft", false);
	json_set_bool(page, "is_plain", false);
	json_set_text(page, "base", arena_printf("surveys/%lld", (long long)id));
	json_set_text(page, "survey_title", *title ? title : code);
	json_set_text(page, "survey_language", *title ? other : NULL);
	json_set(page, "outline", survey_outline(req, definition, NULL));
	json_set(page, "round_rows", rounds_in_words(rounds));
	json_set_bool(page, "has_rounds", rounds->child);
	json_set(page, "change_rows", changes_in_words(changes));
	json_set_bool(page, "has_changes", changes->child);
	json_set_int(page, "draft_id", survey_draft_find(req->db, code));
	json_set_bool(page, "has_draft", json_get_int(page, "draft_id", 0) != 0);
	json_set_text(page, "notice", survey_edit_text(json_get(definition, "notice"),
	    req->user->language, &other));
	return reply_with(reply_page("survey_show", view), page);
}

/* The next version begins as this one. */
static struct reply begin_next(const struct request *req)
{
	static const char *const steps[] = { "draft", NULL };
	struct form *form = form_read(req);
	const int64_t id = request_id(req, "id");
	cJSON *definition = survey_definition(req->db, id);

	if (!definition)
		return reply_not_found();
	form_choice(form, "do", steps, false);
	const char *op = form_op(form);
	const int64_t before = audit_op_object(req->db, req->user, op, "survey_draft.make");

	if (before)
		return made(req, before);
	if (!form_ok(form))
		return reply_form(show(req), form);
	const int64_t draft = survey_draft_make(req->db, req->user, definition, id);

	if (!draft)
		return reply_conflict(_("There is a draft of this survey already."));
	if (!audit_op_claim(req->db, req->user, op, "survey_draft.make", draft))
		return reply_conflict(_("This has been sent before."));
	return made(req, draft);
}

const struct route survey_routes[] = {
	{ METHOD_GET,  "/surveys", ROLE_HR, list, DB_READ },
	{ METHOD_POST, "/surveys", ROLE_HR, create, DB_WRITE },
	{ METHOD_GET,  "/surveys/new", ROLE_HR, blank, DB_READ },
	{ METHOD_GET,  "/surveys/{id}", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/{id}", ROLE_HR, begin_next, DB_WRITE },
	{ 0 }
};
