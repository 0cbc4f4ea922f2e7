/* The form of an assessment: what is asked, page by page, with what has been answered. */
#include "assessment_form.h"

#include <string.h>

#include "arena.h"
#include "assessment.h"
#include "assessment_pages.h"
#include "assessment_text.h"
#include "clock.h"
#include "json.h"

/* Reading ----------------------------------------------------------------- */

static struct assessment_form *read_head(struct db *db, const struct user *user, int64_t id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT a.id, " ASSESSMENT_STATE " AS state, r.code AS round,"
	    "       COALESCE(own.title, nb.title, r.code) AS title,"
	    "       IF(own.title IS NULL, 'nb', NULL) AS language,"
	    "       COALESCE(r.closed_at, r.closes_at) AS closes_at, a.submitted_at, a.rev,"
	    "       r.comments, r.confidential,"
	    "       r.state = 'open' AND r.closes_at > ? AS open"
	    "  FROM assessment a"
	    "  JOIN round r ON r.id = a.round_id AND r.state <> 'opening'"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    " WHERE a.id = ? AND a.person_id = ?",
	    DB_ARGS(db_text(clock_now()), db_text(user->language), db_int(id), db_int(user->id)));

	if (!db_next(rows))
		return NULL;
	struct assessment_form *form = arena_alloc(sizeof *form);
	const char *state = db_col_text(rows, "state");

	form->id = id;
	form->head = db_row_json(rows);
	form->is_open = db_col_int(rows, "open") != 0;
	form->has_comments = db_col_int(rows, "comments") != 0;
	form->is_working = form->is_open && (strcmp(state, "assigned") == 0 ||
	    strcmp(state, "started") == 0 || strcmp(state, "reopened") == 0);
	return form;
}

/*
 * What pages and counts need of each item: enough for the outline, without a text but choices that
 * were made.
 */
static struct db_rows *query_outline(struct db *db, const struct user *user, int64_t id)
{
	return db_query(db,
	    "SELECT an.item_id AS id, i.section_id, c.topic_id, i.competence_id, an.required,"
	    "       " ASSESSMENT_ANSWERED " AS answered, i.show_if_item_id, i.show_if_choice,"
	    "       IF(i.type IN ('one', 'many'), an.draft_value, NULL) AS chosen"
	    "  FROM assessment a"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "  JOIN item i ON i.id = an.item_id"
	    "  LEFT JOIN competence c ON c.id = i.competence_id"
	    " WHERE a.id = ? AND a.person_id = ? ORDER BY an.item_id",
	    DB_ARGS(db_int(id), db_int(user->id)));
}

/* The same with all that is shown. The items of a page stand side by side in the key. */
static struct db_rows *query_items(struct db *db, const struct user *user, int64_t id,
    int64_t first, int64_t last)
{
	return db_query(db,
	    "SELECT an.item_id AS id, i.section_id, c.topic_id, i.competence_id, an.required,"
	    "       " ASSESSMENT_ANSWERED " AS answered, i.type, i.facet, i.show_if_item_id,"
	    "       i.show_if_choice,"
	    "       c.code, COALESCE(own.name, nb.name, c.code) AS name, own.name IS NULL AS other,"
	    "       COALESCE(own.description, nb.description) AS description, c.statutory, c.law,"
	    "       IF(i.type IN ('one', 'many'), an.draft_value, NULL) AS chosen,"
	    "       an.required_level, an.rev, an.draft_level, an.draft_not_relevant, an.draft_wish,"
	    "       an.draft_teach, an.draft_comment, an.draft_value, an.leader_level, an.agreed_level"
	    "  FROM assessment a"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "   AND an.item_id BETWEEN ? AND ?"
	    "  JOIN item i ON i.id = an.item_id"
	    "  LEFT JOIN competence c ON c.id = i.competence_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE a.id = ? AND a.person_id = ? ORDER BY an.item_id",
	    DB_ARGS(db_int(first), db_int(last), db_text(user->language), db_int(id),
	    db_int(user->id)));
}

/* The item as JSON ---------------------------------------------------------- */

static void set_level(cJSON *item, const char *name, const struct db_rows *row, const char *column)
{
	if (db_col_null(row, column))
		json_set_null(item, name);
	else
		json_set_int(item, name, db_col_int(row, column));
}

static void add_competence(cJSON *item, const struct db_rows *row,
    const struct assessment_form *form)
{
	const char *language;

	json_set_text(item, "competence", db_col_text(row, "code"));
	json_set_text(item, "name", db_col_text(row, "name"));
	if (db_col_int(row, "other"))
		json_set_text(item, "language", "nb");
	json_set_text(item, "description", db_col_text(row, "description"));
	json_set_text(item, "facet", db_col_text(row, "facet"));
	json_set_text(item, "topic", assessment_text(form->texts, "topic", db_col_int(row, "topic_id"),
	    &language));
	json_set_bool(item, "statutory", db_col_int(row, "statutory") != 0);
	json_set_text(item, "law", db_col_text(row, "law"));
	set_level(item, "required_level", row, "required_level");
	cJSON_AddItemReferenceToObject(item, "anchors",
	    assessment_text_anchors(form->texts, db_col_text(row, "facet")));
}

static cJSON *show_if(const struct db_rows *row)
{
	if (db_col_null(row, "show_if_item_id"))
		return cJSON_CreateNull();
	cJSON *condition = cJSON_CreateObject();

	json_set_int(condition, "item", db_col_int(row, "show_if_item_id"));
	json_set_text(condition, "choice", db_col_text(row, "show_if_choice"));
	return condition;
}

static void add_question(cJSON *item, const struct db_rows *row, const struct assessment_form *form)
{
	static const char *const nothing[] = { "competence", "description", "facet", "topic", "law",
		"required_level", "anchors" };
	const char *language, *why, *value = db_col_text(row, "draft_value");
	cJSON *choices = assessment_text_choices(form->texts, db_col_int(row, "id"));

	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		json_set_null(item, nothing[i]);
	json_set_bool(item, "statutory", false);
	json_set_text(item, "name", assessment_text(form->texts, "question", db_col_int(row, "id"),
	    &language));
	if (language)
		json_set_text(item, "language", language);
	json_set(item, "value", value ? json_read(value, strlen(value), &why) : cJSON_CreateNull());
	json_set(item, "choices", choices ? choices : cJSON_CreateNull());
	json_set(item, "show_if", show_if(row));
}

cJSON *assessment_form_item_json(const struct db_rows *row, const struct assessment_form *form)
{
	cJSON *item = cJSON_CreateObject();

	json_set_int(item, "id", db_col_int(row, "id"));
	json_set_text(item, "type", db_col_text(row, "type"));
	json_set_bool(item, "required", db_col_int(row, "required") != 0);
	if (db_col_null(row, "competence_id"))
		add_question(item, row, form);
	else
		add_competence(item, row, form);
	set_level(item, "level", row, "draft_level");
	json_set_bool(item, "not_relevant", db_col_int(row, "draft_not_relevant") != 0);
	json_set_bool(item, "wish", db_col_int(row, "draft_wish") != 0);
	json_set_bool(item, "teach", db_col_int(row, "draft_teach") != 0);
	json_set_text(item, "comment", db_col_text(row, "draft_comment"));
	set_level(item, "leader_level", row, "leader_level");
	set_level(item, "agreed_level", row, "agreed_level");
	json_set_int(item, "rev", db_col_int(row, "rev"));
	return item;
}

/* Together ------------------------------------------------------------------ */

static void take_items(struct assessment_form *form, struct db_rows *rows, bool whole)
{
	int64_t answered = 0, total = 0;

	form->items = arena_alloc((db_count(rows) + 1) * sizeof *form->items);
	while (db_next(rows)) {
		struct assessment_item *item = &form->items[form->item_count++];

		*item = (struct assessment_item){
			.id = db_col_int(rows, "id"), .section = db_col_int(rows, "section_id"),
			.topic = db_col_int(rows, "topic_id"), .competence = db_col_int(rows, "competence_id"),
			.required = db_col_int(rows, "required") != 0,
			.answered = db_col_int(rows, "answered") != 0,
			.show_if = db_col_int(rows, "show_if_item_id"),
			.show_if_choice = db_col_text(rows, "show_if_choice"),
			.chosen = db_col_text(rows, "chosen"),
			.json = whole ? assessment_form_item_json(rows, form) : NULL,
		};
		total += item->required;
		answered += item->required && item->answered;
	}
	json_set_int(form->head, "answered", answered);
	json_set_int(form->head, "total", total);
}

struct assessment_form *assessment_form_read(struct db *db, const struct user *user, int64_t id,
    bool whole)
{
	struct assessment_form *form = read_head(db, user, id);

	if (!form)
		return NULL;
	form->texts = assessment_text_read(db, user, id);
	take_items(form, whole ? query_items(db, user, id, 0, UINT32_MAX)
	    : query_outline(db, user, id), whole);
	assessment_pages_lay(form);
	return form;
}

struct cJSON *assessment_form_hidden(struct db *db, const struct user *user, int64_t id)
{
	struct assessment_form form = { .head = cJSON_CreateObject() };
	cJSON *hidden = cJSON_CreateArray();

	take_items(&form, query_outline(db, user, id), false);
	assessment_pages_lay(&form);
	for (size_t i = 0; i < form.item_count; i++)
		if (!form.items[i].is_met)
			cJSON_AddItemToArray(hidden, cJSON_CreateNumber((double)form.items[i].id));
	return hidden;
}

void assessment_form_read_page(struct db *db, const struct user *user, struct assessment_form *form,
    size_t page)
{
	const struct assessment_page *p = &form->pages[page - 1];
	struct assessment_item *item = &form->items[p->first];
	struct db_rows *rows = query_items(db, user, form->id, item->id, item[p->count - 1].id);

	for (; db_next(rows); item++)
		item->json = assessment_form_item_json(rows, form);
}

const char *assessment_form_title(const struct assessment_form *form, size_t page,
    const char **language)
{
	return assessment_text(form->texts, "section", form->pages[page - 1].section, language);
}

struct cJSON *assessment_form_section(const struct assessment_form *form, size_t page)
{
	const struct assessment_page *p = &form->pages[page - 1];
	cJSON *section = cJSON_CreateObject();
	cJSON *items = cJSON_CreateArray();
	const char *language;

	json_set_int(section, "id", (int64_t)page);
	json_set_text(section, "title", assessment_form_title(form, page, &language));
	json_set_text(section, "language", language);
	for (size_t i = p->first; i < p->first + p->count; i++)
		cJSON_AddItemToArray(items, form->items[i].json);
	json_set(section, "items", items);
	return section;
}

struct cJSON *assessment_form_item(const struct assessment_form *form, int64_t item)
{
	for (size_t i = 0; i < form->item_count; i++)
		if (form->items[i].id == item)
			return form->items[i].json;
	return NULL;
}

size_t assessment_form_continue(const struct assessment_form *form)
{
	for (size_t i = 0; i < form->item_count; i++)
		if (form->items[i].required && !form->items[i].answered)
			return form->items[i].page;
	return form->page_count;
}

size_t assessment_form_page_of(const struct assessment_form *form, int64_t item)
{
	for (size_t i = 0; i < form->item_count; i++)
		if (form->items[i].id == item)
			return form->items[i].page;
	return 0;
}

struct cJSON *assessment_form_scale(const struct assessment_form *form)
{
	return assessment_text_anchors(form->texts, NULL);
}

struct cJSON *assessment_form_notice(struct db *db, const struct user *user, int64_t id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT r.notice_version AS version, COALESCE(own.text, nb.text) AS text,"
	    "       IF(own.text IS NULL, 'nb', NULL) AS language,"
	    "       COALESCE(mine.purpose, base.purpose) AS purpose"
	    "  FROM assessment a"
	    "  JOIN round r ON r.id = a.round_id"
	    "  LEFT JOIN round_notice own ON own.round_id = r.id AND own.version = r.notice_version"
	    "   AND own.language = ?"
	    "  LEFT JOIN round_notice nb ON nb.round_id = r.id AND nb.version = r.notice_version"
	    "   AND nb.language = 'nb'"
	    "  LEFT JOIN round_text mine ON mine.round_id = r.id AND mine.language = ?"
	    "  LEFT JOIN round_text base ON base.round_id = r.id AND base.language = 'nb'"
	    " WHERE a.id = ? AND a.person_id = ?",
	    DB_ARGS(db_text(user->language), db_text(user->language), db_int(id), db_int(user->id)));

	return db_next(rows) ? db_row_json(rows) : NULL;
}
