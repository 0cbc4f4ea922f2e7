/* Offerings of training as the catalogue has them. */
#include "catalogue.h"

#include <cjson/cJSON.h>

#include "arena.h"
#include "catalogue_value.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "training.h"

static const struct catalogue_field competence_columns[] = {
	{ .name = "competence", .label = N_("Competence"), .type = CATALOGUE_CHOICE, .needed = true,
	  .most = 24, .source = CATALOGUE_COMPETENCES },
	{ .name = "reaches_level", .label = N_("Level it leads to"), .type = CATALOGUE_NUMBER,
	  .needed = true, .least = 0, .most = 4 },
	{ 0 }
};

static const struct catalogue_field fields[] = {
	{ .name = "code", .label = N_("Code"), .type = CATALOGUE_CODE, .needed = true, .fixed = true,
	  .most = 24, .help = N_("Letters from A to Z, digits and hyphens. It never changes.") },
	{ .name = "title_nb", .label = N_("Title in bokmål"), .type = CATALOGUE_TEXT, .needed = true,
	  .most = 200 },
	{ .name = "title_nn", .label = N_("Title in nynorsk"), .type = CATALOGUE_TEXT, .most = 200 },
	{ .name = "title_en", .label = N_("Title in English"), .type = CATALOGUE_TEXT, .most = 200 },
	{ .name = "form", .label = N_("Form of training"), .type = CATALOGUE_CHOICE, .needed = true,
	  .most = 20, .choices = training_forms, .word = training_form_text },
	{ .name = "provider", .label = N_("Provider"), .type = CATALOGUE_TEXT, .needed = true,
	  .most = 120 },
	{ .name = "hours", .label = N_("Hours of training"), .type = CATALOGUE_DECIMAL, .needed = true,
	  .least = 0, .most = 9999 },
	{ .name = "price", .label = N_("Price in kroner"), .type = CATALOGUE_DECIMAL, .needed = true,
	  .least = 0, .most = 99999999 },
	{ .name = "places", .label = N_("Places"), .type = CATALOGUE_NUMBER, .least = 1, .most = 65535,
	  .help = N_("Empty: no limit.") },
	{ .name = "valid_to", .label = N_("Offered until"), .type = CATALOGUE_DAY,
	  .help = N_("The last day that somebody can ask for it. Requests that are sent go on.") },
	{ .name = "competences", .label = N_("What it teaches"), .type = CATALOGUE_ROWS, .most = 20,
	  .columns = competence_columns },
	{ 0 }
};

static struct cJSON *all(struct db *db, int64_t id)
{
	const struct db_arg *one = DB_ARGS(db_int(id), db_int(id));
	cJSON *objects = db_rows_json(db_query(db,
	    "SELECT o.id, o.code, nb.title AS title_nb, nn.title AS title_nn, en.title AS title_en,"
	    "       o.form, o.provider, o.hours, o.price, o.places, o.valid_to"
	    "  FROM offering o"
	    "  LEFT JOIN offering_text nb ON nb.offering_id = o.id AND nb.language = 'nb'"
	    "  LEFT JOIN offering_text nn ON nn.offering_id = o.id AND nn.language = 'nn'"
	    "  LEFT JOIN offering_text en ON en.offering_id = o.id AND en.language = 'en'"
	    " WHERE (? = 0 OR o.id = ?) ORDER BY o.id", one));

	catalogue_attach(objects, "competences", db_query(db,
	    "SELECT f.offering_id AS owner, c.code AS competence, f.reaches_level"
	    "  FROM offering_competence f JOIN competence c ON c.id = f.competence_id"
	    " WHERE (? = 0 OR f.offering_id = ?) ORDER BY f.offering_id, c.position", one), NULL);
	return objects;
}

static int64_t find(struct db *db, const struct cJSON *object)
{
	struct db_rows *rows = db_query(db, "SELECT id FROM offering WHERE code = ?",
	    DB_ARGS(db_text(json_get_text(object, "code"))));

	return db_next(rows) ? db_col_int(rows, "id") : 0;
}

static void check(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults)
{
	const cJSON *rows = json_get(object, "competences"), *row, *other;
	int64_t place = 0;

	(void)db;
	(void)id;
	cJSON_ArrayForEach(row, rows) {
		place++;
		cJSON_ArrayForEach(other, rows) {
			if (other == row)
				break;
			if (cJSON_Compare(json_get(other, "competence"), json_get(row, "competence"), true))
				catalogue_value_fault(faults, arena_printf("competences_%lld_competence",
				    (long long)place), _("This competence stands above already."));
		}
	}
}

static void store_titles(struct db *db, int64_t id, const struct cJSON *object)
{
	for (const char *const *language = catalogue_languages; *language; language++) {
		const char *title = json_get_text(object, arena_printf("title_%s", *language));

		if (title)
			db_exec(db,
			    "INSERT INTO offering_text (offering_id, language, title) VALUES (?, ?, ?)"
			    " ON DUPLICATE KEY UPDATE title = VALUES(title)",
			    DB_ARGS(db_int(id), db_text(*language), db_text(title)));
		else
			db_exec(db, "DELETE FROM offering_text WHERE offering_id = ? AND language = ?",
			    DB_ARGS(db_int(id), db_text(*language)));
	}
}

static void store_competences(struct db *db, int64_t id, const struct cJSON *object)
{
	db_exec(db, "DELETE FROM offering_competence WHERE offering_id = ?", DB_ARGS(db_int(id)));
	db_exec(db,
	    "INSERT INTO offering_competence (offering_id, competence_id, reaches_level)"
	    " SELECT ?, c.id, j.level"
	    "   FROM JSON_TABLE(?, '$[*]' COLUMNS (competence VARCHAR(24) PATH '$.competence',"
	    "     level INT PATH '$.reaches_level')) j"
	    "   JOIN competence c ON c.code = j.competence",
	    DB_ARGS(db_int(id), db_text(json_text(json_get(object, "competences")))));
}

static int64_t store(struct db *db, int64_t id, const struct cJSON *object)
{
	const int64_t places = json_get_int(object, "places", 0);

	if (!id) {
		db_exec(db,
		    "INSERT INTO offering (code, form, provider, hours, price) VALUES (?, ?, '', 0, 0)",
		    DB_ARGS(db_text(json_get_text(object, "code")),
		        db_text(json_get_text(object, "form"))));
		id = db_insert_id(db);
	}
	db_exec(db,
	    "UPDATE offering SET form = ?, provider = ?, hours = ?, price = ?, places = ?, valid_to = ?"
	    " WHERE id = ?",
	    DB_ARGS(db_text(json_get_text(object, "form")), db_text(json_get_text(object, "provider")),
	        db_text(json_text(json_get(object, "hours"))),
	        db_text(json_text(json_get(object, "price"))), db_int_or_null(places, places > 0),
	        db_text(json_get_text(object, "valid_to")), db_int(id)));
	store_titles(db, id, object);
	store_competences(db, id, object);
	return id;
}

static struct db_rows *list(struct db *db, const char *language, const char *search,
    const char *topic)
{
	(void)topic;
	return db_query(db,
	    "SELECT o.id, o.code, COALESCE(own.title, nb.title, o.code) AS name,"
	    "       IF(own.title IS NULL AND nb.title IS NOT NULL, 'nb', NULL) AS language,"
	    "       o.form, o.provider, o.hours, o.price, o.valid_to,"
	    "       o.valid_to IS NOT NULL AND o.valid_to < ? AS ended"
	    "  FROM offering o"
	    "  LEFT JOIN offering_text own ON own.offering_id = o.id AND own.language = ?"
	    "  LEFT JOIN offering_text nb ON nb.offering_id = o.id AND nb.language = 'nb'"
	    " WHERE ? = '' OR LOCATE(?, CONCAT_WS(' ', o.code, own.title, nb.title, o.provider)) > 0"
	    " ORDER BY name, o.id",
	    DB_ARGS(db_text(clock_today()), db_text(language), db_text(search), db_text(search)));
}

const struct catalogue_kind catalogue_offering = {
	"offering", "offerings", fields, all, find, check, store, list,
};
