/* The scale: the five levels, and what each means for a facet. They are worded, never made. */
#include "catalogue.h"

#include <cjson/cJSON.h>

#include "arena.h"
#include "catalogue_value.h"
#include "i18n.h"
#include "json.h"

/* Levels -------------------------------------------------------------------- */

static const struct catalogue_field level_fields[] = {
	{ .name = "level", .label = N_("Level"), .type = CATALOGUE_NUMBER, .needed = true,
	  .fixed = true, .least = 0, .most = 4 },
	{ .name = "name_nb", .label = N_("Name in bokmål"), .type = CATALOGUE_TEXT, .needed = true,
	  .most = 60 },
	{ .name = "anchor_nb", .label = N_("Meaning in bokmål"), .type = CATALOGUE_LONG,
	  .needed = true, .most = 300 },
	{ .name = "name_nn", .label = N_("Name in nynorsk"), .type = CATALOGUE_TEXT, .most = 60 },
	{ .name = "anchor_nn", .label = N_("Meaning in nynorsk"), .type = CATALOGUE_LONG, .most = 300 },
	{ .name = "name_en", .label = N_("Name in English"), .type = CATALOGUE_TEXT, .most = 60 },
	{ .name = "anchor_en", .label = N_("Meaning in English"), .type = CATALOGUE_LONG, .most = 300 },
	{ 0 }
};

static struct cJSON *all_levels(struct db *db, int64_t id)
{
	return db_rows_json(db_query(db,
	    "SELECT nb.level + 1 AS id, nb.level, nb.name AS name_nb, nb.anchor AS anchor_nb,"
	    "       nn.name AS name_nn, nn.anchor AS anchor_nn, en.name AS name_en,"
	    "       en.anchor AS anchor_en"
	    "  FROM scale_text nb"
	    "  LEFT JOIN scale_text nn ON nn.level = nb.level AND nn.language = 'nn'"
	    "  LEFT JOIN scale_text en ON en.level = nb.level AND en.language = 'en'"
	    " WHERE nb.language = 'nb' AND (? = 0 OR nb.level + 1 = ?) ORDER BY nb.level",
	    DB_ARGS(db_int(id), db_int(id))));
}

/* A language has both texts or none. */
static void check_level(struct db *db, int64_t id, const struct cJSON *object,
    struct cJSON *faults)
{
	(void)db;
	(void)id;
	for (const char *const *language = catalogue_languages; *language; language++) {
		const char *name = arena_printf("name_%s", *language);
		const char *anchor = arena_printf("anchor_%s", *language);

		if (!json_get_text(object, name) != !json_get_text(object, anchor))
			catalogue_value_fault(faults, json_get_text(object, name) ? anchor : name,
			    _("A level has both its name and its meaning in a language."));
	}
}

static int64_t store_level(struct db *db, int64_t id, const struct cJSON *object)
{
	for (const char *const *language = catalogue_languages; *language; language++) {
		const char *name = json_get_text(object, arena_printf("name_%s", *language));
		const char *anchor = json_get_text(object, arena_printf("anchor_%s", *language));

		if (name && anchor)
			db_exec(db,
			    "INSERT INTO scale_text (level, language, name, anchor) VALUES (?, ?, ?, ?)"
			    " ON DUPLICATE KEY UPDATE name = VALUES(name), anchor = VALUES(anchor)",
			    DB_ARGS(db_int(id - 1), db_text(*language), db_text(name), db_text(anchor)));
		else
			db_exec(db, "DELETE FROM scale_text WHERE level = ? AND language = ?",
			    DB_ARGS(db_int(id - 1), db_text(*language)));
	}
	return id;
}

static struct db_rows *list_levels(struct db *db, const char *language, const char *search,
    const char *topic)
{
	(void)topic;
	return db_query(db,
	    "SELECT nb.level + 1 AS id, nb.level AS code, COALESCE(own.name, nb.name) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language,"
	    "       COALESCE(own.anchor, nb.anchor) AS text"
	    "  FROM scale_text nb"
	    "  LEFT JOIN scale_text own ON own.level = nb.level AND own.language = ?"
	    " WHERE nb.language = 'nb'"
	    "   AND (? = '' OR LOCATE(?, CONCAT_WS(' ', own.name, nb.name, own.anchor)) > 0)"
	    " ORDER BY nb.level", DB_ARGS(db_text(language), db_text(search), db_text(search)));
}

const struct catalogue_kind catalogue_level = {
	"level", "levels", level_fields, all_levels, NULL, check_level, store_level, list_levels,
};

/* Anchors ------------------------------------------------------------------- */

static const struct catalogue_field anchor_fields[] = {
	{ .name = "facet", .label = N_("Facet"), .type = CATALOGUE_CHOICE, .needed = true,
	  .fixed = true, .most = 20, .choices = catalogue_facets, .word = catalogue_facet_text },
	{ .name = "level", .label = N_("Level"), .type = CATALOGUE_NUMBER, .needed = true,
	  .fixed = true, .least = 0, .most = 4 },
	{ .name = "text_nb", .label = N_("Meaning in bokmål"), .type = CATALOGUE_LONG,
	  .needed = true, .most = 300 },
	{ .name = "text_nn", .label = N_("Meaning in nynorsk"), .type = CATALOGUE_LONG, .most = 300 },
	{ .name = "text_en", .label = N_("Meaning in English"), .type = CATALOGUE_LONG, .most = 300 },
	{ 0 }
};

/* An id counts the five levels of each facet. */
static struct cJSON *all_anchors(struct db *db, int64_t id)
{
	return db_rows_json(db_query(db,
	    "SELECT (nb.facet + 0 - 1) * 5 + nb.level + 1 AS id, nb.facet, nb.level,"
	    "       nb.text AS text_nb, nn.text AS text_nn, en.text AS text_en"
	    "  FROM anchor_text nb"
	    "  LEFT JOIN anchor_text nn"
	    "    ON nn.facet = nb.facet AND nn.level = nb.level AND nn.language = 'nn'"
	    "  LEFT JOIN anchor_text en"
	    "    ON en.facet = nb.facet AND en.level = nb.level AND en.language = 'en'"
	    " WHERE nb.language = 'nb' AND (? = 0 OR (nb.facet + 0 - 1) * 5 + nb.level + 1 = ?)"
	    " ORDER BY id", DB_ARGS(db_int(id), db_int(id))));
}

static int64_t store_anchor(struct db *db, int64_t id, const struct cJSON *object)
{
	const struct db_arg facet = db_text(json_get_text(object, "facet"));
	const struct db_arg level = db_int(json_get_int(object, "level", 0));

	for (const char *const *language = catalogue_languages; *language; language++) {
		const char *text = json_get_text(object, arena_printf("text_%s", *language));

		if (text)
			db_exec(db,
			    "INSERT INTO anchor_text (facet, level, language, text) VALUES (?, ?, ?, ?)"
			    " ON DUPLICATE KEY UPDATE text = VALUES(text)",
			    DB_ARGS(facet, level, db_text(*language), db_text(text)));
		else
			db_exec(db,
			    "DELETE FROM anchor_text WHERE facet = ? AND level = ? AND language = ?",
			    DB_ARGS(facet, level, db_text(*language)));
	}
	return id;
}

static struct db_rows *list_anchors(struct db *db, const char *language, const char *search,
    const char *topic)
{
	(void)topic;
	return db_query(db,
	    "SELECT (nb.facet + 0 - 1) * 5 + nb.level + 1 AS id, nb.facet, nb.level,"
	    "       IF(own.text IS NULL, 'nb', NULL) AS language, COALESCE(own.text, nb.text) AS text"
	    "  FROM anchor_text nb"
	    "  LEFT JOIN anchor_text own"
	    "    ON own.facet = nb.facet AND own.level = nb.level AND own.language = ?"
	    " WHERE nb.language = 'nb' AND (? = '' OR LOCATE(?, CONCAT_WS(' ', own.text, nb.text)) > 0)"
	    " ORDER BY id", DB_ARGS(db_text(language), db_text(search), db_text(search)));
}

const struct catalogue_kind catalogue_anchor = {
	"anchor", "anchors", anchor_fields, all_anchors, NULL, NULL, store_anchor, list_anchors,
};
