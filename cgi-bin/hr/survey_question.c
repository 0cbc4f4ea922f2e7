/* A plain question of a draft: its texts, type, choices, condition and place. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "survey_choice.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_outline.h"
#include "survey_step.h"

static const struct survey_text question_text = {
	"text", N_("What is asked?"), NULL, 500, true,
};
static const char *const types[] = { "text", "one", "many", "number", "date", NULL };

/* The form ------------------------------------------------------------------ */

static const char *text_in(const struct request *req, const cJSON *object, const char *name)
{
	const char *other, *text = survey_edit_text(json_get(object, name), req->user->language,
	    &other);

	return *text ? text : json_get_text(object, "code");
}

/* "FORM.digital", as the condition's field says it. */
static const char *condition_of(const cJSON *question)
{
	const cJSON *rule = json_get(question, "show_if");
	const char *code = json_get_text(rule, "question"), *has = json_get_text(rule, "has");

	return code && has ? arena_printf("%s.%s", code, has) : "";
}

/* Every choice of the questions that come before; all, for one that has no place yet. */
static cJSON *condition_options(const struct request *req, const struct survey_draft *draft,
    const cJSON *own, const char *chosen)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *section, *question, *choice;

	cJSON_ArrayForEach(section, json_get(draft->definition, "sections")) {
		cJSON_ArrayForEach(question, json_get(section, "questions")) {
			if (question == own)
				return list;
			cJSON_ArrayForEach(choice, json_get(question, "choices")) {
				const char *value = arena_printf("%s.%s", json_get_text(question, "code"),
				    json_get_text(choice, "code"));

				survey_field_add_option(list, value, arena_printf("%s: %s",
				    text_in(req, question, "text"), text_in(req, choice, "text")),
				    strcmp(value, chosen) == 0);
			}
		}
	}
	return list;
}

static void add_options(const struct request *req, cJSON *page, struct survey_draft *draft,
    const struct survey_place_of *at, struct form *typed)
{
	cJSON *kinds = cJSON_CreateArray(), *sections = cJSON_CreateArray();
	const char *type = typed ? survey_field_typed(typed, "type")
	    : json_get_text(at->question, "type");
	const char *into = typed ? survey_field_typed(typed, "into")
	    : json_get_text(at->section, "code");
	const char *condition = typed ? survey_field_typed(typed, "show_if")
	    : condition_of(at->question);
	const cJSON *section;

	for (const char *const *kind = types; *kind; kind++)
		survey_field_add_option(kinds, *kind, survey_outline_type(*kind),
		    type && strcmp(type, *kind) == 0);
	cJSON_ArrayForEach(section, json_get(draft->definition, "sections"))
		survey_field_add_option(sections, json_get_text(section, "code"),
		    text_in(req, section, "title"),
		    into && strcmp(into, json_get_text(section, "code")) == 0);
	cJSON *conditions = condition_options(req, draft, at->question, condition);

	json_set(page, "types", kinds);
	json_set(page, "into_sections", sections);
	json_set_bool(page, "has_conditions", conditions->child);
	json_set(page, "conditions", conditions);
}

static struct reply page_of(const struct request *req, struct survey_draft *draft,
    const struct survey_place_of *at, struct form *typed)
{
	cJSON *view = cJSON_CreateObject(), *page = survey_step_page(req, draft);
	cJSON *texts = cJSON_CreateArray(), *question = at->question;
	const char *code = survey_field_typed(typed, "code"), *place = survey_field_typed(typed,
	    "place"), *required = survey_field_typed(typed, "required");
	const size_t now = question ? survey_edit_place(json_get(at->section, "questions"), question)
	    : survey_edit_count(json_get(at->section, "questions")) + 1;

	survey_field_add_text(texts, &question_text, typed, json_get(question, "text"));
	json_set(page, "texts", texts);
	json_set_text(page, "question_code", question ? json_get_text(question, "code") : NULL);
	json_set_text(page, "section_code", json_get_text(at->section, "code"));
	json_set_text(page, "section_title", text_in(req, at->section, "title"));
	json_set_text(page, "heading", question ? text_in(req, question, "text")
	    : _("New question"));
	json_set_text(page, "code_value", code ? code : "");
	json_set_text(page, "place_value", place ? place : arena_printf("%zu", now));
	json_set_bool(page, "is_required", required ? *required
	    : json_get_true(question, "required"));
	static const char *const errors[] = { "code", "type", "place", "show_if", "required", "into",
		"choices" };

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		json_set_text(page, arena_printf("%s_error", errors[i]),
		    survey_field_error(typed, errors[i]));
	add_options(req, page, draft, at, typed);
	json_set(page, "choice_rows", survey_choice_rows(typed, json_get(question, "choices")));
	json_set(view, "draft", survey_step_head(draft));
	json_set_text(view, "section", json_get_text(at->section, "code"));
	json_set(view, "question", question ? cJSON_Duplicate(question, true) : cJSON_CreateNull());
	return reply_with(reply_page("survey_question", view), page);
}

/* A question by its code, or a new one of a section; the section is NULL if there is none. */
static struct survey_place_of find(struct survey_draft *draft, const char *section,
    const char *question)
{
	struct survey_place_of at = { 0 };

	if (question && *question)
		at.question = survey_edit_question(draft->definition, question, &at.section);
	else
		at.section = survey_edit_section(draft->definition, section);
	return at;
}

static struct reply show(const struct request *req)
{
	struct survey_draft draft;

	if (!survey_draft_read(req->db, request_id(req, "id"), &draft))
		return reply_not_found();
	const struct survey_place_of at = find(&draft, request_query(req, "section"),
	    request_query(req, "question"));

	return at.section ? page_of(req, &draft, &at, NULL) : reply_not_found();
}

/* Saving -------------------------------------------------------------------- */

struct sent {
	cJSON *text, *choices, *show_if, *into;
	const char *type, *code;
	bool required;
	int64_t place;
};

static const char *read_code(struct form *form, cJSON *definition, const cJSON *text)
{
	const char *code = form_text(form, "code", 0, 40), *nb = json_get_text(text, "nb");

	if (!*code)
		return survey_edit_code(definition, "questions", nb ? nb : "");
	if (!survey_edit_is_code(code))
		form_error(form, "code", _("Use letters from a to z, digits, hyphen and underscore."));
	if (survey_edit_question(definition, code, NULL))
		form_error(form, "code", _("There is a question with this code."));
	return code;
}

static cJSON *read_condition(struct form *form)
{
	const char *value = form_text(form, "show_if", 0, 81), *dot = strchr(value, '.');
	cJSON *rule;

	if (!*value)
		return NULL;
	if (!dot || !survey_edit_is_code(dot + 1)) {
		form_error(form, "show_if", _("Choose one of the alternatives."));
		return NULL;
	}
	rule = cJSON_CreateObject();
	json_set_text(rule, "question", arena_text(value, (size_t)(dot - value)));
	json_set_text(rule, "has", dot + 1);
	return rule;
}

static struct sent read_question(struct survey_step *step, const struct survey_place_of *at)
{
	struct form *form = step->form;
	cJSON *definition = step->draft.definition;
	struct sent sent = { 0 };
	const char *into = form_text(form, "into", 0, 40);

	sent.text = survey_field_texts(form, &question_text, true, json_get(at->question, "text"));
	sent.type = form_choice(form, "type", types, false);
	sent.required = form_bool(form, "required");
	sent.place = form_int(form, "place", 1, 1000, 0);
	sent.show_if = read_condition(form);
	sent.choices = survey_choice_read(form, json_get(at->question, "choices"));
	sent.into = *into ? survey_edit_section(definition, into) : at->section;
	if (!at->question)
		sent.code = read_code(form, definition, sent.text);
	if (!sent.into)
		form_error(form, "into", _("This is not a section of the draft."));
	if (sent.required && sent.show_if)
		form_error(form, "required",
		    _("A question that is shown only sometimes cannot be required."));
	const bool chooses = sent.type && (strcmp(sent.type, "one") == 0
	    || strcmp(sent.type, "many") == 0);

	if (chooses && !sent.choices->child)
		form_error(form, "choices", _("Write the choices of the question."));
	if (sent.type && !chooses)
		sent.choices = NULL;
	return sent;
}

static void apply(const struct survey_place_of *at, const struct sent *sent)
{
	cJSON *question = at->question;
	cJSON *questions = survey_edit_list(sent->into, "questions");

	if (!question) {
		question = cJSON_CreateObject();
		json_set_text(question, "code", sent->code);
		cJSON_AddItemToArray(questions, question);
	} else if (sent->into != at->section) {
		survey_edit_remove(survey_edit_list(at->section, "questions"), question);
		cJSON_AddItemToArray(questions, question);
	}
	survey_edit_set(question, "type", cJSON_CreateStringReference(sent->type));
	survey_edit_set(question, "required", cJSON_CreateBool(sent->required));
	survey_edit_set(question, "show_if", sent->show_if);
	survey_edit_set(question, "text", sent->text);
	survey_edit_set(question, "choices", sent->choices);
	if (sent->place)
		survey_edit_move(questions, question, (size_t)sent->place);
}

static struct reply save(const struct request *req)
{
	struct survey_step step;

	if (!survey_step_begin(req, &step))
		return reply_not_found();
	const char *section = form_text(step.form, "section", 0, 40);
	const char *code = form_text(step.form, "question", 0, 40);
	const struct survey_place_of at = find(&step.draft, section, code);

	if (!*section && !*code)
		form_error(step.form, "section", _("This is not a section of the draft."));
	const struct sent sent = read_question(&step, &at);
	const char *go = arena_printf("edit.question.%s", at.question ? code : sent.code);

	if (!*section && !*code)
		return reply_form(reply_bad(_("Open the page again and send it from there.")), step.form);
	if (!at.section)
		return survey_step_missing(&step);
	if (step.was_done)
		return survey_step_done(&step, go);
	if (!form_ok(step.form))
		return reply_form(page_of(req, &step.draft, &at, step.form), step.form);
	if (survey_step_is_stale(&step))
		return survey_step_stale(&step);
	apply(&at, &sent);
	return survey_step_end(&step, at.question ? "question" : "new question", go);
}

const struct route survey_question_routes[] = {
	{ METHOD_GET,  "/surveys/drafts/{id}/question", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/drafts/{id}/question", ROLE_HR, save, DB_WRITE },
	{ 0 }
};
