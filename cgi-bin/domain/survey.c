/* Stores a survey as a version: sections, who is asked, items in the order of the form. */
#include "survey.h"

#include <string.h>

#include "json.h"

static int64_t store_head(struct db *db, const cJSON *definition)
{
	int64_t version = 0;
	const cJSON *text;

	json_is_int(json_get(definition, "version"), 1, 65535, &version);
	db_exec(db, "INSERT INTO survey (code, version) VALUES (?, ?)",
	    DB_ARGS(db_text(json_get_text(definition, "code")), db_int(version)));
	const int64_t id = db_insert_id(db);

	cJSON_ArrayForEach(text, json_get(definition, "title"))
		db_exec(db, "INSERT INTO survey_text (survey_id, language, title) VALUES (?, ?, ?)",
		    DB_ARGS(db_int(id), db_text(text->string), db_text(text->valuestring)));
	cJSON_ArrayForEach(text, json_get(definition, "notice"))
		db_exec(db, "INSERT INTO survey_notice (survey_id, language, text) VALUES (?, ?, ?)",
		    DB_ARGS(db_int(id), db_text(text->string), db_text(text->valuestring)));
	return id;
}

static void store_audience(struct db *db, int64_t section_id, const cJSON *audience)
{
	const cJSON *code;

	cJSON_ArrayForEach(code, json_get(audience, "sectors"))
		db_exec(db, "INSERT INTO section_sector (section_id, sector) VALUES (?, ?)",
		    DB_ARGS(db_int(section_id), db_text(code->valuestring)));
	cJSON_ArrayForEach(code, json_get(audience, "roles"))
		db_exec(db, "INSERT INTO section_role (section_id, role_id) SELECT ?, id FROM role WHERE"
		    " code = ?", DB_ARGS(db_int(section_id), db_text(code->valuestring)));
}

static int64_t store_section(struct db *db, int64_t survey_id, int64_t position,
    const cJSON *section)
{
	const cJSON *audience = json_get(section, "audience"), *text;

	db_exec(db,
	    "INSERT INTO section (survey_id, position, code, for_everyone, for_leaders,"
	    "   from_requirements)"
	    " VALUES (?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_int(survey_id), db_int(position), db_text(json_get_text(section, "code")),
	        db_bool(json_get_true(audience, "everyone")),
	        db_bool(json_get_true(audience, "leaders")),
	        db_text(json_get_text(section, "from_requirements"))));
	const int64_t id = db_insert_id(db);

	cJSON_ArrayForEach(text, json_get(section, "title"))
		db_exec(db, "INSERT INTO section_text (section_id, language, title) VALUES (?, ?, ?)",
		    DB_ARGS(db_int(id), db_text(text->string), db_text(text->valuestring)));
	store_audience(db, id, audience);
	return id;
}

/* What some role requires in this way; whom it is asked is settled when a round opens. */
static void store_required(struct db *db, int64_t survey_id, int64_t section_id, const char *kind)
{
	db_exec(db,
	    "INSERT INTO item (survey_id, section_id, type, competence_id, facet, required)"
	    " SELECT ?, ?, 'competence', q.competence_id, q.facet, 1"
	    "   FROM (SELECT DISTINCT competence_id, facet FROM requirement WHERE statutory = ?) q"
	    "   JOIN competence c ON c.id = q.competence_id"
	    "   JOIN topic t ON t.id = c.topic_id"
	    "  ORDER BY t.position, c.position, q.facet",
	    DB_ARGS(db_int(survey_id), db_int(section_id), db_bool(strcmp(kind, "statutory") == 0)));
}

static void store_listed(struct db *db, int64_t survey_id, int64_t section_id, const cJSON *codes)
{
	db_exec(db,
	    "INSERT INTO item (survey_id, section_id, type, competence_id, facet, required)"
	    " SELECT ?, ?, 'competence', c.id, f.facet, 1"
	    "   FROM JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(24) PATH '$')) j"
	    "   JOIN competence c ON c.code = j.code"
	    "   JOIN competence_facet f ON f.competence_id = c.id"
	    "   JOIN topic t ON t.id = c.topic_id"
	    "  ORDER BY t.position, c.position, f.facet",
	    DB_ARGS(db_int(survey_id), db_int(section_id), db_text(json_text(codes))));
}

static void store_choices(struct db *db, int64_t item_id, const cJSON *choices)
{
	const cJSON *choice, *text;
	int64_t position = 1;

	cJSON_ArrayForEach(choice, choices) {
		db_exec(db, "INSERT INTO choice (item_id, position, code) VALUES (?, ?, ?)",
		    DB_ARGS(db_int(item_id), db_int(position), db_text(json_get_text(choice, "code"))));
		cJSON_ArrayForEach(text, json_get(choice, "text"))
			db_exec(db, "INSERT INTO choice_text (item_id, position, language, text) VALUES (?, ?,"
			    " ?, ?)", DB_ARGS(db_int(item_id), db_int(position), db_text(text->string),
			    db_text(text->valuestring)));
		position++;
	}
}

static void store_question(struct db *db, int64_t survey_id, int64_t section_id,
    const cJSON *question)
{
	const cJSON *show_if = json_get(question, "show_if"), *text;

	db_exec(db,
	    "INSERT INTO item (survey_id, section_id, type, code, required, show_if_item_id,"
	    "   show_if_choice)"
	    " SELECT ?, ?, ?, ?, ?, (SELECT id FROM item WHERE survey_id = ? AND code = ?), ?",
	    DB_ARGS(db_int(survey_id), db_int(section_id), db_text(json_get_text(question, "type")),
	    db_text(json_get_text(question, "code")),
	    db_bool(json_get_true(question, "required")), db_int(survey_id),
	    db_text(show_if ? json_get_text(show_if, "question") : NULL),
	    db_text(show_if ? json_get_text(show_if, "has") : NULL)));
	const int64_t id = db_insert_id(db);

	cJSON_ArrayForEach(text, json_get(question, "text"))
		db_exec(db, "INSERT INTO item_text (item_id, language, text) VALUES (?, ?, ?)",
		    DB_ARGS(db_int(id), db_text(text->string), db_text(text->valuestring)));
	store_choices(db, id, json_get(question, "choices"));
}

int64_t survey_store(struct db *db, const cJSON *definition)
{
	const int64_t survey_id = store_head(db, definition);
	const cJSON *section, *question;
	int64_t position = 1;

	cJSON_ArrayForEach(section, json_get(definition, "sections")) {
		const int64_t section_id = store_section(db, survey_id, position++, section);
		const char *kind = json_get_text(section, "from_requirements");

		if (kind)
			store_required(db, survey_id, section_id, kind);
		if (json_get(section, "competences"))
			store_listed(db, survey_id, section_id, json_get(section, "competences"));
		cJSON_ArrayForEach(question, json_get(section, "questions"))
			store_question(db, survey_id, section_id, question);
	}
	return survey_id;
}
