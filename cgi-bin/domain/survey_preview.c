/* The form that a definition gives to an employee in a role. */
#include "survey_preview.h"

#include <string.h>

#include "arena.h"
#include "assessment_pages.h"
#include "assessment_text.h"
#include "json.h"
#include "survey_edit.h"

struct preview {
	struct assessment_form *form;
	const struct survey_item *asked;
	const cJSON *definition;
	const char *language;
};

/* Plain questions ----------------------------------------------------------- */

static void set_own_text(const struct preview *p, cJSON *object, const char *name,
    const cJSON *texts, const char *code)
{
	const char *other, *text = survey_edit_text(texts, p->language, &other);

	json_set_text(object, name, *text ? text : code);
	if (*text && other)
		json_set_text(object, "language", other);
}

static cJSON *choices_of(const struct preview *p, const cJSON *question)
{
	cJSON *choices = cJSON_CreateArray();
	const cJSON *choice;

	cJSON_ArrayForEach(choice, json_get(question, "choices")) {
		cJSON *shown = cJSON_CreateObject();

		json_set_text(shown, "code", json_get_text(choice, "code"));
		set_own_text(p, shown, "text", json_get(choice, "text"), json_get_text(choice, "code"));
		cJSON_AddItemToArray(choices, shown);
	}
	return choices->child ? choices : cJSON_CreateNull();
}

/* The place of the question that a condition names; 0: it is not asked. */
static int64_t place_of(const struct preview *p, const char *code)
{
	for (size_t i = 0; code && i < p->form->item_count; i++)
		if (p->asked[i].question && strcmp(json_get_text(p->asked[i].question, "code"), code) == 0)
			return (int64_t)i + 1;
	return 0;
}

static cJSON *condition_of(const struct preview *p, const cJSON *question)
{
	const cJSON *rule = json_get(question, "show_if");
	const int64_t place = place_of(p, json_get_text(rule, "question"));

	if (!place)
		return cJSON_CreateNull();
	cJSON *condition = cJSON_CreateObject();

	json_set_int(condition, "item", place);
	json_set_text(condition, "choice", json_get_text(rule, "has"));
	return condition;
}

static cJSON *question_json(const struct preview *p, int64_t place, const cJSON *question)
{
	static const char *const nothing[] = { "competence", "description", "facet", "topic", "law",
		"required_level", "anchors", "value", "level", "comment", "leader_level", "agreed_level" };
	static const char *const no[] = { "statutory", "not_relevant", "wish", "teach" };
	cJSON *item = cJSON_CreateObject();

	json_set_int(item, "id", place);
	json_set_text(item, "type", json_get_text(question, "type"));
	json_set_bool(item, "required", json_get_true(question, "required"));
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		json_set_null(item, nothing[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		json_set_bool(item, no[i], false);
	set_own_text(p, item, "name", json_get(question, "text"), json_get_text(question, "code"));
	json_set(item, "choices", choices_of(p, question));
	json_set(item, "show_if", condition_of(p, question));
	json_set_int(item, "rev", 0);
	return item;
}

/* Competences --------------------------------------------------------------- */

/* The rows of the facets asked, as the form reads those of an assessment. */
static struct db_rows *query_facets(struct db *db, const char *language, const cJSON *asked)
{
	return db_query(db,
	    "SELECT j.id, 'competence' AS type, 1 AS required, c.id AS competence_id, c.topic_id,"
	    "       j.facet, c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       own.name IS NULL AS other,"
	    "       COALESCE(own.description, nb.description) AS description, c.statutory, c.law,"
	    "       j.level AS required_level, 0 AS rev, NULL AS draft_level, 0 AS draft_not_relevant,"
	    "       0 AS draft_wish, 0 AS draft_teach, NULL AS draft_comment,"
	    "       NULL AS leader_level, NULL AS agreed_level"
	    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]', competence_id INT PATH '$[1]',"
	    "         facet VARCHAR(20) PATH '$[2]', level TINYINT UNSIGNED PATH '$[3]')) j"
	    "  JOIN competence c ON c.id = j.competence_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'",
	    DB_ARGS(db_text(json_text(asked)), db_text(language)));
}

static cJSON *facets_asked(const struct preview *p)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < p->form->item_count; i++) {
		const struct survey_item *item = &p->asked[i];

		if (!item->facet)
			continue;
		cJSON *row = cJSON_CreateArray();

		cJSON_AddItemToArray(row, cJSON_CreateNumber((double)i + 1));
		cJSON_AddItemToArray(row, cJSON_CreateNumber((double)item->facet->competence_id));
		cJSON_AddItemToArray(row, cJSON_CreateStringReference(item->facet->facet));
		cJSON_AddItemToArray(row, item->level < 0 ? cJSON_CreateNull()
		    : cJSON_CreateNumber(item->level));
		cJSON_AddItemToArray(list, row);
	}
	return list;
}

/* The form ------------------------------------------------------------------ */

static void place_items(struct preview *p)
{
	const cJSON *sections = json_get(p->definition, "sections");

	for (size_t i = 0; i < p->form->item_count; i++) {
		const struct survey_item *asked = &p->asked[i];
		struct assessment_item *item = &p->form->items[i];

		item->id = (int64_t)i + 1;
		item->section = (int64_t)survey_edit_place(sections, asked->section);
		item->topic = asked->facet ? asked->facet->topic_id : 0;
		item->competence = asked->facet ? asked->facet->competence_id : 0;
		item->required = asked->facet || json_get_true(asked->question, "required");
		if (asked->question)
			item->json = question_json(p, item->id, asked->question);
	}
}

struct assessment_form *survey_preview(struct db *db, const struct user *user,
    const struct survey_catalogue *catalogue, const cJSON *definition,
    const struct survey_person *person)
{
	struct assessment_form *form = arena_alloc(sizeof *form);
	struct preview p = { .form = form, .definition = definition, .language = user->language };

	p.asked = survey_asked(catalogue, definition, person, &form->item_count);
	form->has_comments = true;
	form->texts = assessment_text_read(db, user, 0);
	form->items = arena_alloc((form->item_count + 1) * sizeof *form->items);
	place_items(&p);
	struct db_rows *rows = query_facets(db, user->language, facets_asked(&p));

	while (db_next(rows))
		form->items[db_col_int(rows, "id") - 1].json = assessment_form_item_json(rows, form);
	assessment_pages_lay(form);
	return form;
}

cJSON *survey_preview_section(const struct assessment_form *form, const cJSON *definition,
    size_t page, const char *language)
{
	const struct assessment_page *p = &form->pages[page - 1];
	const cJSON *source = cJSON_GetArrayItem(json_get(definition, "sections"),
	    (int)p->section - 1);
	const char *other, *title = survey_edit_text(json_get(source, "title"), language, &other);
	cJSON *section = cJSON_CreateObject(), *items = cJSON_CreateArray();

	json_set_int(section, "id", (int64_t)page);
	json_set_text(section, "title", *title ? title : json_get_text(source, "code"));
	json_set_text(section, "language", *title ? other : NULL);
	for (size_t i = p->first; i < p->first + p->count; i++)
		cJSON_AddItemToArray(items, form->items[i].json);
	json_set(section, "items", items);
	return section;
}
