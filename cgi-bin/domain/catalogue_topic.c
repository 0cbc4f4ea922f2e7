/* Topics, by which competences are ordered and asked. */
#include "catalogue.h"

#include <cjson/cJSON.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"

static const struct catalogue_field fields[] = {
	{ .name = "code", .label = N_("Code"), .type = CATALOGUE_CODE, .needed = true, .fixed = true,
	  .most = 40, .help = N_("Letters from A to Z, digits and hyphens. It never changes.") },
	{ .name = "name_nb", .label = N_("Name in bokmål"), .type = CATALOGUE_TEXT, .needed = true,
	  .most = 120 },
	{ .name = "name_nn", .label = N_("Name in nynorsk"), .type = CATALOGUE_TEXT, .most = 120 },
	{ .name = "name_en", .label = N_("Name in English"), .type = CATALOGUE_TEXT, .most = 120 },
	{ .name = "position", .label = N_("Place in the order"), .type = CATALOGUE_NUMBER, .least = 1,
	  .most = 9999, .help = N_("Empty: after all others.") },
	{ .name = "valid_to", .label = N_("Used until"), .type = CATALOGUE_DAY,
	  .help = N_("The last day. Competences of the topic keep it.") },
	{ 0 }
};

static struct cJSON *all(struct db *db, int64_t id)
{
	return db_rows_json(db_query(db,
	    "SELECT t.id, t.code, nb.name AS name_nb, nn.name AS name_nn, en.name AS name_en,"
	    "       t.position, t.valid_to"
	    "  FROM topic t"
	    "  LEFT JOIN topic_text nb ON nb.topic_id = t.id AND nb.language = 'nb'"
	    "  LEFT JOIN topic_text nn ON nn.topic_id = t.id AND nn.language = 'nn'"
	    "  LEFT JOIN topic_text en ON en.topic_id = t.id AND en.language = 'en'"
	    " WHERE (? = 0 OR t.id = ?) ORDER BY t.id", DB_ARGS(db_int(id), db_int(id))));
}

static int64_t find(struct db *db, const struct cJSON *object)
{
	struct db_rows *rows = db_query(db, "SELECT id FROM topic WHERE code = ?",
	    DB_ARGS(db_text(json_get_text(object, "code"))));

	return db_next(rows) ? db_col_int(rows, "id") : 0;
}

static int64_t store(struct db *db, int64_t id, const struct cJSON *object)
{
	const int64_t position = json_get_int(object, "position", 0);

	if (!id) {
		db_exec(db, "INSERT INTO topic (code, position) VALUES (?, 0)",
		    DB_ARGS(db_text(json_get_text(object, "code"))));
		id = db_insert_id(db);
	}
	db_exec(db,
	    "UPDATE topic t JOIN (SELECT COALESCE(MAX(position), 0) + 1 AS next FROM topic) p"
	    "   SET t.position = COALESCE(?, p.next), t.valid_to = ? WHERE t.id = ?",
	    DB_ARGS(db_int_or_null(position, position > 0), db_text(json_get_text(object, "valid_to")),
	        db_int(id)));
	for (const char *const *language = catalogue_languages; *language; language++) {
		const char *name = json_get_text(object, arena_printf("name_%s", *language));

		if (name)
			db_exec(db,
			    "INSERT INTO topic_text (topic_id, language, name) VALUES (?, ?, ?)"
			    " ON DUPLICATE KEY UPDATE name = VALUES(name)",
			    DB_ARGS(db_int(id), db_text(*language), db_text(name)));
		else
			db_exec(db, "DELETE FROM topic_text WHERE topic_id = ? AND language = ?",
			    DB_ARGS(db_int(id), db_text(*language)));
	}
	return id;
}

static struct db_rows *list(struct db *db, const char *language, const char *search,
    const char *topic)
{
	(void)topic;
	return db_query(db,
	    "SELECT t.id, t.code, COALESCE(own.name, nb.name, t.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language, t.position,"
	    "       t.valid_to, t.valid_to IS NOT NULL AND t.valid_to < ? AS ended,"
	    "       (SELECT COUNT(*) FROM competence c WHERE c.topic_id = t.id) AS competences"
	    "  FROM topic t"
	    "  LEFT JOIN topic_text own ON own.topic_id = t.id AND own.language = ?"
	    "  LEFT JOIN topic_text nb ON nb.topic_id = t.id AND nb.language = 'nb'"
	    " WHERE ? = '' OR LOCATE(?, CONCAT_WS(' ', t.code, own.name, nb.name)) > 0"
	    " ORDER BY t.position, t.id",
	    DB_ARGS(db_text(clock_today()), db_text(language), db_text(search), db_text(search)));
}

const struct catalogue_kind catalogue_topic = {
	"topic", "topics", fields, all, find, NULL, store, list,
};
