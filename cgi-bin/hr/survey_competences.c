/* Picks competences for a section of a draft: found in the catalogue, several at once. */
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

/* So many stand on the page; who seeks more narrows the search. */
enum { ROWS_MOST = 150 };

static cJSON *topic_options(const struct request *req, const char *chosen)
{
	const cJSON *topics = catalogue_choices(req->db, CATALOGUE_TOPICS, req->user->language);
	cJSON *list = cJSON_CreateArray();
	const cJSON *topic;

	cJSON_ArrayForEach(topic, topics)
		survey_field_add_option(list, json_get_text(topic, "code"), json_get_text(topic, "name"),
		    strcmp(json_get_text(topic, "code"), chosen) == 0);
	return list;
}

static cJSON *sector_options(const char *chosen)
{
	cJSON *list = cJSON_CreateArray();

	for (const char *const *sector = catalogue_sectors; *sector; sector++)
		survey_field_add_option(list, *sector, round_sector_text(*sector),
		    strcmp(*sector, chosen) == 0);
	return list;
}

static cJSON *row_of(const struct db_rows *found, const cJSON *section)
{
	const char *code = db_col_text(found, "code");
	const int64_t roles = db_col_int(found, "roles");
	cJSON *row = cJSON_CreateObject();

	json_set_text(row, "code", code);
	json_set_text(row, "name", db_col_text(found, "name"));
	json_set_text(row, "language", db_col_text(found, "language"));
	json_set_text(row, "topic", db_col_text(found, "topic"));
	json_set_bool(row, "statutory", db_col_int(found, "statutory") != 0);
	json_set_int(row, "roles", roles);
	json_set_bool(row, "chosen", survey_field_is_chosen(NULL, "", code,
	    json_get(section, "competences")));
	return row;
}

/* What the search finds and can be asked; what the section has stays to be taken out. */
static cJSON *rows_of(const struct request *req, const cJSON *section, const char *q,
    const char *topic, const char *sector)
{
	struct db_rows *found = catalogue_competence.list(req->db, req->user->language, q, topic);
	cJSON *rows = cJSON_CreateArray();

	while (db_next(found)) {
		cJSON *row = row_of(found, section);

		if (*sector && strcmp(db_col_text(found, "sector"), sector) != 0)
			continue;
		if (json_get_true(row, "chosen") || !db_col_int(found, "ended"))
			cJSON_AddItemToArray(rows, row);
	}
	return rows;
}

static const char *query(const struct request *req, const char *name)
{
	const char *value = request_query(req, name);

	return value ? value : "";
}

static struct reply page_of(const struct request *req, const struct survey_draft *draft,
    const cJSON *section)
{
	const char *q = query(req, "q"), *topic = query(req, "topic"), *sector = query(req, "sector");
	cJSON *view = cJSON_CreateObject(), *page = survey_step_page(req, draft);
	cJSON *rows = rows_of(req, section, q, topic, sector);
	const char *other, *code = json_get_text(section, "code");
	const char *title = survey_edit_text(json_get(section, "title"), req->user->language, &other);
	const int count = cJSON_GetArraySize(rows);

	while (cJSON_GetArraySize(rows) > ROWS_MOST)
		cJSON_DeleteItemFromArray(rows, ROWS_MOST);
	json_set_text(page, "section_title", *title ? title : code);
	json_set_text(page, "section_language", *title ? other : NULL);
	json_set_text(page, "q", q);
	json_set_bool(page, "is_narrowed", *q || *topic || *sector);
	json_set_bool(page, "is_cut", count > ROWS_MOST);
	json_set_int(page, "most", ROWS_MOST);
	json_set_text(page, "count_text", arena_printf(i18n_plural("%d competence", "%d competences",
	    (unsigned long)count), count));
	json_set(page, "topics", topic_options(req, topic));
	json_set(page, "sectors", sector_options(sector));
	json_set_bool(page, "has_rows", count > 0);
	json_set(view, "draft", survey_step_head(draft));
	json_set_text(view, "section", code);
	json_set(view, "competences", rows);
	return reply_with(reply_page("survey_competences", view), page);
}

static struct reply show(const struct request *req)
{
	struct survey_draft draft;

	if (!survey_draft_read(req->db, request_id(req, "id"), &draft))
		return reply_not_found();
	const cJSON *section = survey_edit_section(draft.definition, query(req, "section"));

	return section ? page_of(req, &draft, section) : reply_not_found();
}

/* Saving -------------------------------------------------------------------- */

static bool has(const char *const *codes, const char *code)
{
	for (; *codes; codes++)
		if (strcmp(*codes, code) == 0)
			return true;
	return false;
}

/* Of those that stood on the page, the ticked ones are in; the others of the section stay. */
static void pick(cJSON *section, const char *const *shown, const char *const *chosen)
{
	cJSON *picked = cJSON_CreateArray();
	const cJSON *old;

	cJSON_ArrayForEach(old, json_get(section, "competences"))
		if (!has(shown, old->valuestring) || has(chosen, old->valuestring))
			cJSON_AddItemToArray(picked, cJSON_CreateString(old->valuestring));
	for (; *chosen; chosen++)
		if (!survey_field_is_chosen(NULL, "", *chosen, picked))
			cJSON_AddItemToArray(picked, cJSON_CreateString(*chosen));
	survey_edit_set(section, "competences", picked->child ? picked : NULL);
}

static void check_known(const struct request *req, struct form *form, const char *const *chosen)
{
	const cJSON *known = catalogue_choices(req->db, CATALOGUE_COMPETENCES, req->user->language);
	const cJSON *row;

	for (; *chosen; chosen++) {
		bool found = false;

		cJSON_ArrayForEach(row, known)
			found |= strcmp(json_get_text(row, "code"), *chosen) == 0;
		if (!found)
			form_error(form, "chosen",
			    arena_printf(_("“%s” is not in the catalogue."), *chosen));
	}
}

static struct reply save(const struct request *req)
{
	struct survey_step step;

	if (!survey_step_begin(req, &step))
		return reply_not_found();
	const char *code = form_text(step.form, "section", 1, 40);
	const char *const *shown = form_list(step.form, "shown", ROWS_MOST, 40);
	const char *const *chosen = form_list(step.form, "chosen", ROWS_MOST, 40);
	cJSON *section = survey_edit_section(step.draft.definition, code);
	const char *at = arena_printf("edit.section.%s", code);

	if (json_get_text(section, "from_requirements"))
		form_error(step.form, "chosen",
		    _("A section that asks what roles require lists no competences."));
	check_known(req, step.form, chosen);
	if (*code && !section)
		return survey_step_missing(&step);
	if (step.was_done)
		return survey_step_done(&step, at);
	if (!form_ok(step.form))
		return reply_form(section ? page_of(req, &step.draft, section)
		    : reply_bad(_("Open the page again and send it from there.")), step.form);
	if (survey_step_is_stale(&step))
		return survey_step_stale(&step);
	pick(section, shown, chosen);
	return survey_step_end(&step, "competences", at);
}

const struct route survey_competences_routes[] = {
	{ METHOD_GET,  "/surveys/drafts/{id}/competences", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/drafts/{id}/competences", ROLE_HR, save, DB_WRITE },
	{ 0 }
};
