/* A section of a draft: its title, its place, who is asked, by which rule. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "catalogue.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "round.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_step.h"

enum { CODES_MOST = 400 };

static const struct survey_text title_text = {
	"title", N_("What is the section called?"), NULL, 200, false,
};
static const char *const rules[] = { "listed", "statutory", "other", NULL };

/* The form ------------------------------------------------------------------ */

static bool is_flagged(struct form *typed, const char *name, bool stored)
{
	const char *value = survey_field_typed(typed, name);

	return typed ? *value && strcmp(value, "0") != 0 && strcmp(value, "false") != 0 : stored;
}

static void add_audience(const struct request *req, cJSON *page, struct form *typed,
    const cJSON *audience)
{
	cJSON *sectors = cJSON_CreateArray(), *roles = cJSON_CreateArray();
	struct db_rows *known = catalogue_role.list(req->db, req->user->language, "", "");
	bool any = false;

	for (const char *const *sector = catalogue_sectors; *sector; sector++)
		survey_field_add_option(sectors, *sector, round_sector_text(*sector),
		    survey_field_is_chosen(typed, "sectors", *sector, json_get(audience, "sectors")));
	while (db_next(known)) {
		const char *code = db_col_text(known, "code");
		const bool chosen = survey_field_is_chosen(typed, "roles", code,
		    json_get(audience, "roles"));

		if (chosen || !db_col_int(known, "ended"))
			survey_field_add_option(roles, code, db_col_text(known, "name"), chosen);
		any |= chosen;
	}
	json_set_bool(page, "everyone", is_flagged(typed, "everyone",
	    json_get_true(audience, "everyone")));
	json_set_bool(page, "leaders", is_flagged(typed, "leaders",
	    json_get_true(audience, "leaders")));
	json_set(page, "sectors", sectors);
	json_set(page, "roles", roles);
	json_set_bool(page, "has_chosen_roles", any);
}

static void add_rule(cJSON *page, struct form *typed, const cJSON *section)
{
	const char *from = json_get_text(section, "from_requirements");
	const char *value = typed ? survey_field_typed(typed, "rule") : from ? from : "listed";

	for (const char *const *rule = rules; *rule; rule++)
		json_set_bool(page, arena_printf("rule_%s", *rule), strcmp(value, *rule) == 0);
	json_set_text(page, "rule_error", survey_field_error(typed, "rule"));
}

static void add_places(cJSON *page, struct form *typed, size_t count, size_t present)
{
	cJSON *places = cJSON_CreateArray();
	const char *value = survey_field_typed(typed, "place");

	for (size_t i = 1; i <= count; i++) {
		const char *number = arena_printf("%zu", i);

		survey_field_add_option(places, number, number, value ? strcmp(value, number) == 0
		    : i == present);
	}
	json_set(page, "places", places);
	json_set_bool(page, "has_places", count > 1);
}

static struct reply page_of(const struct request *req, struct survey_draft *draft,
    cJSON *section, struct form *typed)
{
	cJSON *view = cJSON_CreateObject(), *page = survey_step_page(req, draft);
	cJSON *texts = cJSON_CreateArray();
	const cJSON *sections = json_get(draft->definition, "sections");
	const size_t count = survey_edit_count(sections) + !section;
	const char *other, *title = survey_edit_text(json_get(section, "title"), req->user->language,
	    &other);
	const char *code = survey_field_typed(typed, "code");

	survey_field_add_text(texts, &title_text, typed, json_get(section, "title"));
	json_set(page, "texts", texts);
	json_set_text(page, "section_code", section ? json_get_text(section, "code") : NULL);
	json_set_text(page, "heading", section ? *title ? title : json_get_text(section, "code")
	    : _("New section"));
	json_set_text(page, "heading_language", section && *title ? other : NULL);
	json_set_text(page, "code_value", code ? code : "");
	json_set_text(page, "code_error", survey_field_error(typed, "code"));
	json_set_text(page, "audience_error", survey_field_error(typed, "everyone"));
	json_set_int(page, "competences", cJSON_GetArraySize(json_get(section, "competences")));
	json_set_int(page, "questions", cJSON_GetArraySize(json_get(section, "questions")));
	json_set_bool(page, "is_listed", !json_get_text(section, "from_requirements"));
	add_audience(req, page, typed, json_get(section, "audience"));
	add_rule(page, typed, section);
	add_places(page, typed, count, section ? survey_edit_place(sections, section) : count);
	json_set(view, "draft", survey_step_head(draft));
	json_set(view, "section", section ? cJSON_Duplicate(section, true) : cJSON_CreateNull());
	return reply_with(reply_page("survey_section", view), page);
}

/* ?section=law; none is a new one. */
static struct reply show(const struct request *req)
{
	const char *code = request_query(req, "section");
	struct survey_draft draft;

	if (!survey_draft_read(req->db, request_id(req, "id"), &draft))
		return reply_not_found();
	cJSON *section = survey_edit_section(draft.definition, code);

	return code && *code && !section ? reply_not_found() : page_of(req, &draft, section, NULL);
}

/* Saving -------------------------------------------------------------------- */

static cJSON *codes_of(struct form *form, const char *name)
{
	const char *const *codes = form_list(form, name, CODES_MOST, 40);
	cJSON *list = cJSON_CreateArray();

	while (*codes)
		cJSON_AddItemToArray(list, cJSON_CreateStringReference(*codes++));
	return list;
}

static cJSON *read_audience(struct form *form)
{
	cJSON *audience = cJSON_CreateObject();
	cJSON *sectors = codes_of(form, "sectors"), *roles = codes_of(form, "roles");
	const bool everyone = form_bool(form, "everyone"), leaders = form_bool(form, "leaders");

	if (everyone)
		json_set_bool(audience, "everyone", true);
	if (sectors->child)
		json_set(audience, "sectors", sectors);
	if (roles->child)
		json_set(audience, "roles", roles);
	if (leaders)
		json_set_bool(audience, "leaders", true);
	if (!audience->child)
		form_error(form, "everyone", _("Choose at least one group that is asked."));
	return audience;
}

static const char *read_code(struct form *form, cJSON *definition, const cJSON *title)
{
	const char *code = form_text(form, "code", 0, 40);
	const char *nb = json_get_text(title, "nb");

	if (!*code)
		return survey_edit_code(definition, "sections", nb ? nb : "");
	if (!survey_edit_is_code(code))
		form_error(form, "code", _("Use letters from a to z, digits, hyphen and underscore."));
	if (survey_edit_section(definition, code))
		form_error(form, "code", _("There is a section with this code."));
	return code;
}

/* What the form says of a section; the section itself is changed once all is right. */
struct sent { cJSON *title, *audience; const char *rule, *code; int64_t place; };

static struct sent read_section(struct survey_step *step, const cJSON *section)
{
	struct form *form = step->form;
	struct sent sent = { 0 };

	sent.title = survey_field_texts(form, &title_text, true, json_get(section, "title"));
	sent.audience = read_audience(form);
	sent.rule = form_choice(form, "rule", rules, false);
	sent.place = form_int(form, "place", 1, 1000, 0);
	if (!section)
		sent.code = read_code(form, step->draft.definition, sent.title);
	if (sent.rule && strcmp(sent.rule, "listed") != 0
	    && cJSON_GetArraySize(json_get(section, "competences")) > 0)
		form_error(form, "rule", _("Take the competences out of the section first."));
	return sent;
}

static void apply(struct survey_step *step, cJSON *section, const struct sent *sent)
{
	cJSON *sections = survey_edit_list(step->draft.definition, "sections");
	const bool listed = strcmp(sent->rule, "listed") == 0;

	if (!section) {
		section = cJSON_CreateObject();
		json_set_text(section, "code", sent->code);
		cJSON_AddItemToArray(sections, section);
	}
	survey_edit_set(section, "title", sent->title);
	survey_edit_set(section, "audience", sent->audience);
	survey_edit_set(section, "from_requirements", listed ? NULL
	    : cJSON_CreateStringReference(sent->rule));
	if (!listed)
		survey_edit_set(section, "competences", NULL);
	if (sent->place)
		survey_edit_move(sections, section, (size_t)sent->place);
}

static struct reply save(const struct request *req)
{
	struct survey_step step;

	if (!survey_step_begin(req, &step))
		return reply_not_found();
	const char *code = form_text(step.form, "section", 0, 40);
	cJSON *section = survey_edit_section(step.draft.definition, code);

	const struct sent sent = read_section(&step, section);
	const char *at = arena_printf("edit.section.%s", section ? code : sent.code);

	if (*code && !section)
		return survey_step_missing(&step);
	if (step.was_done)
		return survey_step_done(&step, at);
	if (!form_ok(step.form))
		return reply_form(page_of(req, &step.draft, section, step.form), step.form);
	if (survey_step_is_stale(&step))
		return survey_step_stale(&step);
	apply(&step, section, &sent);
	return survey_step_end(&step, section ? "section" : "new section", at);
}

const struct route survey_section_routes[] = {
	{ METHOD_GET,  "/surveys/drafts/{id}/section", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/drafts/{id}/section", ROLE_HR, save, DB_WRITE },
	{ 0 }
};
