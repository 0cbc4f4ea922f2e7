/* A survey as an employee in a role gets it: every page, in any language and width. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "assessment_card.h"
#include "catalogue.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "round.h"
#include "survey.h"
#include "survey_draft.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_preview.h"

struct looking {
	const struct survey_catalogue *catalogue;
	struct survey_person person;
	struct assessment_form *form;
	const cJSON *definition;
	const char *base;               /* "surveys/7" */
	const char *sector;             /* as chosen; "": the role's own */
	size_t page;
	int64_t width;
};

/* What is chosen ------------------------------------------------------------ */

static const char *query(const struct request *req, const char *name)
{
	const char *value = request_query(req, name);

	return value ? value : "";
}

static bool is_sector(const char *code)
{
	for (const char *const *sector = catalogue_sectors; *sector; sector++)
		if (strcmp(*sector, code) == 0)
			return true;
	return false;
}

/* The first role that is in use, where none is chosen. */
static const struct survey_role *role_of(const struct survey_catalogue *catalogue,
    const char *code)
{
	const struct survey_role *role = survey_asked_role(catalogue, code);

	for (size_t i = 0; !role && i < catalogue->role_count; i++)
		if (!catalogue->roles[i].ended)
			return &catalogue->roles[i];
	return role;
}

static int64_t width_of(const struct request *req)
{
	const int64_t width = request_query_int(req, "width", 1, 5000, 390);

	return width == 768 || width == 1280 ? width : 390;
}

/* False: there is no role at all. */
static bool look(const struct request *req, const cJSON *definition, const char *base,
    struct looking *l)
{
	const char *sector = query(req, "sector"), *leads = request_query(req, "leads");

	*l = (struct looking){ .definition = definition, .base = base, .width = width_of(req),
		.sector = is_sector(sector) ? sector : "" };
	l->catalogue = survey_asked_catalogue(req->db, req->user->language);
	l->person.role = role_of(l->catalogue, query(req, "role"));
	if (!l->person.role)
		return false;
	l->person.sector = *l->sector ? l->sector : l->person.role->sector;
	l->person.leads = leads && strcmp(leads, "1") == 0;
	l->form = survey_preview(req->db, req->user, l->catalogue, definition, &l->person);
	const int64_t page = request_query_int(req, "section", 1, INT32_MAX, 1);

	l->page = page <= (int64_t)l->form->page_count ? (size_t)page : l->form->page_count;
	return true;
}

/* The controls -------------------------------------------------------------- */

static cJSON *role_options(const struct looking *l)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < l->catalogue->role_count; i++) {
		const struct survey_role *role = &l->catalogue->roles[i];

		if (!role->ended || role == l->person.role)
			survey_field_add_option(list, role->code, role->name, role == l->person.role);
	}
	return list;
}

static cJSON *sector_options(const struct looking *l)
{
	cJSON *list = cJSON_CreateArray();

	for (const char *const *sector = catalogue_sectors; *sector; sector++)
		survey_field_add_option(list, *sector, round_sector_text(*sector),
		    strcmp(*sector, l->sector) == 0);
	return list;
}

static cJSON *language_options(void)
{
	cJSON *list = cJSON_CreateArray();

	for (const char *const *code = survey_field_languages; *code; code++)
		survey_field_add_option(list, *code, survey_field_language(*code),
		    strcmp(*code, i18n_language()) == 0);
	return list;
}

static cJSON *width_options(const struct looking *l)
{
	static const struct { int64_t width; const char *name; } widths[] = {
		{ 390, N_("Phone (390)") }, { 768, N_("Tablet (768)") }, { 1280, N_("Desktop (1280)") },
	};
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		survey_field_add_option(list, arena_printf("%lld", (long long)widths[i].width),
		    i18n_text(widths[i].name), widths[i].width == l->width);
	return list;
}

/* The form itself ----------------------------------------------------------- */

/* Nothing is typed, wrong or in conflict: it is nobody's form. */
static void dress(cJSON *item, const void *form)
{
	json_set_null(item, "error");
	assessment_card_dress(item, form);
	json_set_null(item, "conflict");
}

static cJSON *page_list(const struct looking *l, const char *language)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t n = 1; n <= l->form->page_count; n++) {
		const cJSON *section = survey_preview_section(l->form, l->definition, n, language);
		cJSON *entry = cJSON_CreateObject();

		json_set_int(entry, "number", (int64_t)n);
		json_set_text(entry, "title", json_get_text(section, "title"));
		json_set_text(entry, "language", json_get_text(section, "language"));
		json_set_bool(entry, "current", n == l->page);
		cJSON_AddItemToArray(list, entry);
	}
	return list;
}

static void add_form(cJSON *page, const struct looking *l, const char *language)
{
	cJSON *section = l->page ? survey_preview_section(l->form, l->definition, l->page, language)
	    : cJSON_CreateObject();
	cJSON *items = cJSON_DetachItemFromObjectCaseSensitive(section, "items");
	const int64_t cards = assessment_card_topics(page, items ? items : cJSON_CreateArray(), dress,
	    l->form);

	cJSON *assessment = cJSON_CreateObject();

	/* Whether a round is confidential is not the survey's: what most get is shown. */
	json_set_bool(assessment, "confidential", false);
	json_set(page, "assessment", assessment);
	json_set(page, "section", section);
	json_set_int(page, "cards_count", cards);
	json_set_bool(page, "cards_any", cards > 0);
	json_set(page, "scale", assessment_form_scale(l->form));
	json_set(page, "side", page_list(l, language));
	json_set_int(page, "number", (int64_t)l->page);
	json_set_int(page, "pages", (int64_t)l->form->page_count);
	json_set_bool(page, "is_empty", l->form->page_count == 0);
	json_set_bool(page, "is_first", l->page <= 1);
	json_set_bool(page, "is_last", l->page == l->form->page_count);
	json_set_int(page, "previous", (int64_t)l->page - 1);
	json_set_int(page, "next", (int64_t)l->page + 1);
}

/* What keeps the choices in the address of another page. */
static const char *address_of(const struct looking *l)
{
	return arena_printf("role=%s&sector=%s&leads=%d&width=%lld&lang=%s", l->person.role->code,
	    l->sector, l->person.leads, (long long)l->width, i18n_language());
}

static cJSON *view_of(const struct request *req, const struct looking *l)
{
	cJSON *view = cJSON_CreateObject(), *survey = cJSON_CreateObject();
	cJSON *sections = cJSON_CreateArray();

	json_set_text(survey, "code", json_get_text(l->definition, "code"));
	json_set_int(survey, "version", json_get_int(l->definition, "version", 0));
	json_set(view, "survey", survey);
	json_set_text(view, "role", l->person.role->code);
	json_set_text(view, "sector", l->person.sector);
	json_set_bool(view, "leads", l->person.leads);
	json_set_int(view, "items", (int64_t)l->form->item_count);
	for (size_t n = 1; request_is_json(req) && n <= l->form->page_count; n++)
		cJSON_AddItemToArray(sections, survey_preview_section(l->form, l->definition, n,
		    req->user->language));
	json_set(view, "sections", sections);
	return view;
}

static struct reply page_of(const struct request *req, const cJSON *definition, const char *base)
{
	struct looking l;
	const char *language = req->user->language, *other;

	if (!look(req, definition, base, &l))
		return reply_not_found();
	cJSON *view = view_of(req, &l), *page = cJSON_CreateObject();
	const char *title = survey_edit_text(json_get(definition, "title"), language, &other);

	if (request_is_json(req))
		return reply_page("survey_preview", view);
	json_set_bool(page, "menu_surveys", true);
	json_set_text(page, "survey_title", *title ? title : json_get_text(definition, "code"));
	json_set_text(page, "survey_language", *title ? other : NULL);
	json_set_text(page, "base", base);
	json_set_text(page, "address", address_of(&l));
	json_set_text(page, "width", arena_printf("%lld", (long long)l.width));
	json_set(page, "roles", role_options(&l));
	json_set(page, "sectors", sector_options(&l));
	json_set(page, "languages", language_options());
	json_set(page, "widths", width_options(&l));
	json_set_bool(page, "leads_others", l.person.leads);
	json_set_text(page, "items_text", arena_printf(i18n_plural("%zu question",
	    "%zu questions", (unsigned long)l.form->item_count), l.form->item_count));
	add_form(page, &l, language);
	return reply_with(reply_page("survey_preview", view), page);
}

static struct reply draft(const struct request *req)
{
	struct survey_draft found;

	if (!survey_draft_read(req->db, request_id(req, "id"), &found))
		return reply_not_found();
	return page_of(req, found.definition, arena_printf("surveys/drafts/%lld",
	    (long long)found.id));
}

static struct reply version(const struct request *req)
{
	const cJSON *definition = survey_definition(req->db, request_id(req, "id"));

	return definition ? page_of(req, definition, arena_printf("surveys/%lld",
	    (long long)request_id(req, "id"))) : reply_not_found();
}

const struct route survey_preview_routes[] = {
	{ METHOD_GET, "/surveys/{id}/preview", ROLE_HR, version, DB_READ },
	{ METHOD_GET, "/surveys/drafts/{id}/preview", ROLE_HR, draft, DB_READ },
	{ 0 }
};
