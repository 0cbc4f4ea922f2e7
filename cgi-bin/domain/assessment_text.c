/* The texts that the items of a form share. */
#include "assessment_text.h"

#include <string.h>

#include "arena.h"
#include "json.h"

enum { FACETS = 4 };

struct text { const char *kind, *code, *text, *language; int64_t id; };

struct assessment_texts {
	struct text *texts;
	size_t count;
	cJSON *anchors[FACETS];         /* by facet; the last is the scale's own */
};

static const char *const facets[FACETS] = { "knowledge", "attitude", "practice", "" };

static size_t facet_index(const char *facet)
{
	for (size_t i = 0; i < FACETS - 1; i++)
		if (facet && strcmp(facets[i], facet) == 0)
			return i;
	return FACETS - 1;
}

static const char *name_of_level(const struct assessment_texts *texts, int64_t level)
{
	for (size_t i = 0; i < texts->count; i++)
		if (texts->texts[i].id == level && strcmp(texts->texts[i].kind, "level") == 0)
			return texts->texts[i].text;
	return NULL;
}

static cJSON *collect_anchors(const struct assessment_texts *texts, const char *facet)
{
	cJSON *anchors = cJSON_CreateArray();

	for (size_t i = 0; i < texts->count; i++) {
		const struct text *text = &texts->texts[i];

		if (strcmp(text->kind, "anchor") != 0 || strcmp(text->code, facet) != 0)
			continue;
		cJSON *anchor = cJSON_CreateObject();

		json_set_int(anchor, "level", text->id);
		json_set_text(anchor, "name", name_of_level(texts, text->id));
		json_set_text(anchor, "text", text->text);
		if (text->language)
			json_set_text(anchor, "language", text->language);
		cJSON_AddItemToArray(anchors, anchor);
	}
	return anchors;
}

/*
 * The scale's own anchors are those of no facet. Bokmål is always there, the user's language
 * perhaps.
 */
static struct db_rows *query(struct db *db, const struct user *user, int64_t assessment)
{
	const struct db_arg language = db_text(user->language);
	const struct db_arg id = db_int(assessment);

	return db_query(db,
	    "SELECT 'level' AS kind, nb.level AS id, '' AS code,"
	    "       COALESCE(t.name, nb.name) AS text,"
	    " t.level IS NULL AS other"
	    "  FROM scale_text nb LEFT JOIN scale_text t ON t.level = nb.level AND t.language = ?"
	    " WHERE nb.language = 'nb'"
	    " UNION ALL "
	    "SELECT 'anchor', nb.level, '', COALESCE(t.anchor, nb.anchor), t.level IS NULL"
	    "  FROM scale_text nb LEFT JOIN scale_text t ON t.level = nb.level AND t.language = ?"
	    " WHERE nb.language = 'nb'"
	    " UNION ALL "
	    "SELECT 'anchor', nb.level, nb.facet, COALESCE(t.text, nb.text), t.level IS NULL"
	    "  FROM anchor_text nb"
	    "  LEFT JOIN anchor_text t ON t.facet = nb.facet AND t.level = nb.level AND t.language = ?"
	    " WHERE nb.language = 'nb'"
	    " UNION ALL "
	    "SELECT 'topic', nb.topic_id, '', COALESCE(t.name, nb.name), t.topic_id IS NULL"
	    "  FROM topic_text nb LEFT JOIN topic_text t ON t.topic_id = nb.topic_id AND t.language = ?"
	    " WHERE nb.language = 'nb'"
	    " UNION ALL "
	    "SELECT 'section', s.id, '', COALESCE(t.title, nb.title, s.code), t.section_id IS NULL"
	    "  FROM assessment a"
	    "  JOIN round r ON r.id = a.round_id"
	    "  JOIN section s ON s.survey_id = r.survey_id"
	    "  LEFT JOIN section_text t ON t.section_id = s.id AND t.language = ?"
	    "  LEFT JOIN section_text nb ON nb.section_id = s.id AND nb.language = 'nb'"
	    " WHERE a.id = ?"
	    " UNION ALL "
	    "SELECT 'question', i.id, '', COALESCE(t.text, nb.text, i.code), t.item_id IS NULL"
	    "  FROM assessment a JOIN round r ON r.id = a.round_id"
	    "  JOIN item i ON i.survey_id = r.survey_id AND i.code IS NOT NULL"
	    "  LEFT JOIN item_text t ON t.item_id = i.id AND t.language = ?"
	    "  LEFT JOIN item_text nb ON nb.item_id = i.id AND nb.language = 'nb'"
	    " WHERE a.id = ?"
	    " UNION ALL "
	    "(SELECT 'choice', c.item_id, c.code, COALESCE(t.text, nb.text, c.code), t.item_id IS NULL"
	    "  FROM assessment a JOIN round r ON r.id = a.round_id"
	    "  JOIN item i ON i.survey_id = r.survey_id AND i.code IS NOT NULL"
	    "  JOIN choice c ON c.item_id = i.id"
	    "  LEFT JOIN choice_text t ON t.item_id = c.item_id AND t.position = c.position"
	    "  AND t.language = ?"
	    "  LEFT JOIN choice_text nb ON nb.item_id = c.item_id AND nb.position = c.position"
	    "   AND nb.language = 'nb'"
	    " WHERE a.id = ? ORDER BY c.item_id, c.position LIMIT 10000)",
	    DB_ARGS(language, language, language, language, language, id, language, id, language, id));
}

const struct assessment_texts *assessment_text_read(struct db *db, const struct user *user,
    int64_t assessment)
{
	struct db_rows *rows = query(db, user, assessment);
	struct assessment_texts *texts = arena_alloc(sizeof *texts);

	texts->texts = arena_alloc((db_count(rows) + 1) * sizeof *texts->texts);
	while (db_next(rows))
		texts->texts[texts->count++] = (struct text){
			.kind = db_col_text(rows, "kind"), .code = db_col_text(rows, "code"),
			.text = db_col_text(rows, "text"), .id = db_col_int(rows, "id"),
			.language = db_col_int(rows, "other") ? "nb" : NULL,
		};
	for (size_t i = 0; i < FACETS; i++)
		texts->anchors[i] = collect_anchors(texts, facets[i]);
	return texts;
}

const char *assessment_text(const struct assessment_texts *texts, const char *kind, int64_t id,
    const char **language)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (texts->texts[i].id != id || strcmp(texts->texts[i].kind, kind) != 0)
			continue;
		*language = texts->texts[i].language;
		return texts->texts[i].text;
	}
	*language = NULL;
	return NULL;
}

struct cJSON *assessment_text_anchors(const struct assessment_texts *texts, const char *facet)
{
	return texts->anchors[facet_index(facet)];
}

struct cJSON *assessment_text_choices(const struct assessment_texts *texts, int64_t item)
{
	cJSON *choices = NULL;

	for (size_t i = 0; i < texts->count; i++) {
		const struct text *text = &texts->texts[i];

		if (text->id != item || strcmp(text->kind, "choice") != 0)
			continue;
		cJSON *choice = cJSON_CreateObject();

		choices = choices ? choices : cJSON_CreateArray();
		json_set_text(choice, "code", text->code);
		json_set_text(choice, "text", text->text);
		if (text->language)
			json_set_text(choice, "language", text->language);
		cJSON_AddItemToArray(choices, choice);
	}
	return choices;
}
