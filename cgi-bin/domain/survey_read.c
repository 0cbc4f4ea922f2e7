/* A stored version as the definition that it was stored from. */
#include "survey.h"

#include <string.h>

#include "arena.h"
#include "json.h"

struct reading {
	const cJSON *texts, *audience, *items, *choices;
};

/* All texts of a version: of what (kind, id, place), in which language. */
static struct db_rows *query_texts(struct db *db, int64_t id)
{
	const struct db_arg survey = db_int(id);

	return db_query(db,
	    "SELECT kind, id, place, language, text FROM ("
	    " SELECT 'title' AS kind, 0 AS id, 0 AS place, language, title AS text FROM survey_text"
	    "   WHERE survey_id = ?"
	    " UNION ALL SELECT 'notice', 0, 0, language, text FROM survey_notice WHERE survey_id = ?"
	    " UNION ALL SELECT 'section', t.section_id, 0, t.language, t.title FROM section s"
	    "   JOIN section_text t ON t.section_id = s.id WHERE s.survey_id = ?"
	    " UNION ALL SELECT 'question', t.item_id, 0, t.language, t.text FROM item i"
	    "   JOIN item_text t ON t.item_id = i.id WHERE i.survey_id = ?"
	    " UNION ALL SELECT 'choice', t.item_id, t.position, t.language, t.text FROM item i"
	    "   JOIN choice_text t ON t.item_id = i.id WHERE i.survey_id = ?) all_texts"
	    " ORDER BY FIELD(language, 'nb', 'nn', 'en', 'se')",
	    DB_ARGS(survey, survey, survey, survey, survey));
}

static struct db_rows *query_sections(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT id, code, for_everyone, for_leaders, from_requirements FROM section"
	    " WHERE survey_id = ? ORDER BY position",
	    DB_ARGS(db_int(id)));
}

static struct db_rows *query_audience(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT x.section_id, 'sectors' AS kind, x.sector AS code FROM section s"
	    "  JOIN section_sector x ON x.section_id = s.id WHERE s.survey_id = ?"
	    " UNION ALL SELECT x.section_id, 'roles', r.code FROM section s"
	    "  JOIN section_role x ON x.section_id = s.id JOIN role r ON r.id = x.role_id"
	    "  WHERE s.survey_id = ? ORDER BY section_id, kind, code",
	    DB_ARGS(db_int(id), db_int(id)));
}

static struct db_rows *query_items(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT i.id, i.section_id, i.type, i.code, i.required, p.code AS question,"
	    "       i.show_if_choice, c.code AS competence"
	    "  FROM item i"
	    "  LEFT JOIN item p ON p.id = i.show_if_item_id"
	    "  LEFT JOIN competence c ON c.id = i.competence_id"
	    " WHERE i.survey_id = ? ORDER BY i.id",
	    DB_ARGS(db_int(id)));
}

static struct db_rows *query_choices(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT c.item_id, c.position, c.code FROM item i JOIN choice c ON c.item_id = i.id"
	    " WHERE i.survey_id = ? ORDER BY c.item_id, c.position",
	    DB_ARGS(db_int(id)));
}

static bool is_of(const cJSON *row, const char *column, int64_t id)
{
	return json_get_int(row, column, -1) == id;
}

/* {language: text}. */
static cJSON *texts_of(const struct reading *r, const char *kind, int64_t id, int64_t place)
{
	cJSON *texts = cJSON_CreateObject();
	const cJSON *row;

	cJSON_ArrayForEach(row, r->texts)
		if (is_of(row, "id", id) && is_of(row, "place", place)
		    && strcmp(json_get_text(row, "kind"), kind) == 0)
			json_set_text(texts, json_get_text(row, "language"), json_get_text(row, "text"));
	return texts;
}

static void add_codes(const struct reading *r, cJSON *audience, const char *kind, int64_t section)
{
	cJSON *codes = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, r->audience)
		if (is_of(row, "section_id", section) && strcmp(json_get_text(row, "kind"), kind) == 0)
			cJSON_AddItemToArray(codes, cJSON_CreateString(json_get_text(row, "code")));
	if (codes->child)
		json_set(audience, kind, codes);
}

static cJSON *audience_of(const struct reading *r, const cJSON *section)
{
	cJSON *audience = cJSON_CreateObject();
	const int64_t id = json_get_int(section, "id", 0);

	if (json_get_true(section, "for_everyone"))
		json_set_bool(audience, "everyone", true);
	add_codes(r, audience, "sectors", id);
	add_codes(r, audience, "roles", id);
	if (json_get_true(section, "for_leaders"))
		json_set_bool(audience, "leaders", true);
	return audience;
}

static cJSON *choices_of(const struct reading *r, int64_t item)
{
	cJSON *choices = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, r->choices) {
		if (!is_of(row, "item_id", item))
			continue;
		cJSON *choice = cJSON_CreateObject();

		json_set_text(choice, "code", json_get_text(row, "code"));
		json_set(choice, "text", texts_of(r, "choice", item, json_get_int(row, "position", 0)));
		cJSON_AddItemToArray(choices, choice);
	}
	return choices->child ? choices : NULL;
}

static cJSON *question_of(const struct reading *r, const cJSON *item)
{
	const int64_t id = json_get_int(item, "id", 0);
	cJSON *question = cJSON_CreateObject(), *choices = choices_of(r, id);

	json_set_text(question, "code", json_get_text(item, "code"));
	json_set_text(question, "type", json_get_text(item, "type"));
	json_set_bool(question, "required", json_get_true(item, "required"));
	if (json_get_text(item, "question")) {
		cJSON *show_if = cJSON_CreateObject();

		json_set_text(show_if, "question", json_get_text(item, "question"));
		json_set_text(show_if, "has", json_get_text(item, "show_if_choice"));
		json_set(question, "show_if", show_if);
	}
	json_set(question, "text", texts_of(r, "question", id, 0));
	if (choices)
		json_set(question, "choices", choices);
	return question;
}

/* A competence has an item for each of its facets, side by side. */
static void add_competence(cJSON *codes, const cJSON *item)
{
	const char *code = json_get_text(item, "competence");
	const cJSON *last = codes->child ? codes->child->prev : NULL;

	if (!last || strcmp(last->valuestring, code) != 0)
		cJSON_AddItemToArray(codes, cJSON_CreateString(code));
}

static cJSON *section_of(const struct reading *r, const cJSON *row)
{
	const int64_t id = json_get_int(row, "id", 0);
	const char *from = json_get_text(row, "from_requirements");
	cJSON *section = cJSON_CreateObject();
	cJSON *competences = cJSON_CreateArray(), *questions = cJSON_CreateArray();
	const cJSON *item;

	json_set_text(section, "code", json_get_text(row, "code"));
	json_set(section, "title", texts_of(r, "section", id, 0));
	json_set(section, "audience", audience_of(r, row));
	cJSON_ArrayForEach(item, r->items) {
		if (!is_of(item, "section_id", id))
			continue;
		if (json_get_text(item, "code"))
			cJSON_AddItemToArray(questions, question_of(r, item));
		else
			add_competence(competences, item);
	}
	if (from)
		json_set_text(section, "from_requirements", from);
	else if (competences->child)
		json_set(section, "competences", competences);
	if (questions->child)
		json_set(section, "questions", questions);
	return section;
}

struct cJSON *survey_definition(struct db *db, int64_t id)
{
	struct db_rows *survey = db_query(db, "SELECT code, version FROM survey WHERE id = ?",
	    DB_ARGS(db_int(id)));

	if (!db_next(survey))
		return NULL;
	const struct reading r = {
		.texts = db_rows_json(query_texts(db, id)),
		.audience = db_rows_json(query_audience(db, id)),
		.items = db_rows_json(query_items(db, id)),
		.choices = db_rows_json(query_choices(db, id)),
	};
	const cJSON *rows = db_rows_json(query_sections(db, id)), *row;
	cJSON *definition = cJSON_CreateObject(), *sections = cJSON_CreateArray();

	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(sections, section_of(&r, row));
	json_set_text(definition, "code", db_col_text(survey, "code"));
	json_set_int(definition, "version", db_col_int(survey, "version"));
	json_set(definition, "title", texts_of(&r, "title", 0, 0));
	json_set(definition, "notice", texts_of(&r, "notice", 0, 0));
	json_set(definition, "sections", sections);
	return definition;
}
