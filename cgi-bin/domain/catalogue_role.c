/* Roles as the catalogue has them, with what they require. */
#include "catalogue.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "catalogue_value.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "round.h"

static const struct catalogue_field requirement_columns[] = {
	{ .name = "competence", .label = N_("Competence"), .type = CATALOGUE_CHOICE, .needed = true,
	  .most = 24, .source = CATALOGUE_COMPETENCES },
	{ .name = "facet", .label = N_("Facet"), .type = CATALOGUE_CHOICE, .needed = true, .most = 20,
	  .choices = catalogue_facets, .word = catalogue_facet_text },
	{ .name = "level", .label = N_("Level"), .type = CATALOGUE_NUMBER, .needed = true, .least = 0,
	  .most = 4 },
	{ .name = "statutory", .label = N_("Demanded by law of this role"), .type = CATALOGUE_FLAG },
	{ 0 }
};

static const struct catalogue_field fields[] = {
	{ .name = "code", .label = N_("Code"), .type = CATALOGUE_CODE, .needed = true, .fixed = true,
	  .most = 24, .help = N_("Letters from A to Z, digits and hyphens. It never changes.") },
	{ .name = "name_nb", .label = N_("Name in bokmål"), .type = CATALOGUE_TEXT, .needed = true,
	  .most = 120 },
	{ .name = "name_nn", .label = N_("Name in nynorsk"), .type = CATALOGUE_TEXT, .most = 120 },
	{ .name = "name_en", .label = N_("Name in English"), .type = CATALOGUE_TEXT, .most = 120 },
	{ .name = "styrk08", .label = N_("Occupation code (STYRK-08)"), .type = CATALOGUE_CODE,
	  .most = 4, .help = N_("Four digits.") },
	{ .name = "sector", .label = N_("Sector"), .type = CATALOGUE_CHOICE, .needed = true, .most = 20,
	  .choices = catalogue_sectors, .word = round_sector_text },
	{ .name = "valid_to", .label = N_("Used until"), .type = CATALOGUE_DAY,
	  .help = N_("The last day. Positions that have the role keep it.") },
	{ .name = "requirements", .label = N_("Requirements"), .type = CATALOGUE_ROWS, .most = 1000,
	  .columns = requirement_columns },
	{ 0 }
};

static struct cJSON *all(struct db *db, int64_t id)
{
	const struct db_arg *one = DB_ARGS(db_int(id), db_int(id));
	cJSON *objects = db_rows_json(db_query(db,
	    "SELECT r.id, r.code, nb.name AS name_nb, nn.name AS name_nn, en.name AS name_en,"
	    "       r.styrk08, r.sector, r.valid_to"
	    "  FROM role r"
	    "  LEFT JOIN role_text nb ON nb.role_id = r.id AND nb.language = 'nb'"
	    "  LEFT JOIN role_text nn ON nn.role_id = r.id AND nn.language = 'nn'"
	    "  LEFT JOIN role_text en ON en.role_id = r.id AND en.language = 'en'"
	    " WHERE (? = 0 OR r.id = ?) ORDER BY r.id", one));

	catalogue_attach(objects, "requirements", db_query(db,
	    "SELECT q.role_id AS owner, c.code AS competence, q.facet, q.level, q.statutory"
	    "  FROM requirement q JOIN competence c ON c.id = q.competence_id"
	    " WHERE (? = 0 OR q.role_id = ?) ORDER BY q.role_id, c.position, q.facet", one), NULL);
	return objects;
}

static int64_t find(struct db *db, const struct cJSON *object)
{
	struct db_rows *rows = db_query(db, "SELECT id FROM role WHERE code = ?",
	    DB_ARGS(db_text(json_get_text(object, "code"))));

	return db_next(rows) ? db_col_int(rows, "id") : 0;
}

/* The first row whose facet the competence has not, whose statute is none, or that stands twice. */
static void check(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults)
{
	const char *styrk08 = json_get_text(object, "styrk08");
	struct db_rows *wrong = db_query(db,
	    "SELECT j.competence, j.facet, f.facet IS NULL AS is_missing,"
	    "       j.statutory = 1 AND c.statutory = 0 AS is_no_law, COUNT(*) AS times"
	    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (competence VARCHAR(24) PATH '$.competence',"
	    "    facet VARCHAR(20) PATH '$.facet', statutory INT PATH '$.statutory')) j"
	    "  JOIN competence c ON c.code = j.competence"
	    "  LEFT JOIN competence_facet f ON f.competence_id = c.id AND f.facet = j.facet"
	    " GROUP BY j.competence, j.facet HAVING is_missing OR is_no_law OR times > 1 LIMIT 1",
	    DB_ARGS(db_text(json_text(json_get(object, "requirements")))));

	(void)id;
	if (styrk08 && (strspn(styrk08, "0123456789") != 4 || styrk08[4]))
		catalogue_value_fault(faults, "styrk08", _("Write four digits."));
	if (!db_next(wrong))
		return;
	catalogue_value_fault(faults, "requirements", arena_printf(
	    db_col_int(wrong, "is_missing") ? _("%s has no facet called %s.")
	    : db_col_int(wrong, "is_no_law") ? _("%s (%s) is not demanded by law, says the catalogue.")
	    : _("%s (%s) stands twice."), db_col_text(wrong, "competence"),
	    catalogue_facet_text(db_col_text(wrong, "facet"))));
}

static void store_names(struct db *db, int64_t id, const struct cJSON *object)
{
	for (const char *const *language = catalogue_languages; *language; language++) {
		const char *name = json_get_text(object, arena_printf("name_%s", *language));

		if (name)
			db_exec(db,
			    "INSERT INTO role_text (role_id, language, name) VALUES (?, ?, ?)"
			    " ON DUPLICATE KEY UPDATE name = VALUES(name)",
			    DB_ARGS(db_int(id), db_text(*language), db_text(name)));
		else
			db_exec(db, "DELETE FROM role_text WHERE role_id = ? AND language = ?",
			    DB_ARGS(db_int(id), db_text(*language)));
	}
}

static void store_requirements(struct db *db, int64_t id, const struct cJSON *object)
{
	db_exec(db, "DELETE FROM requirement WHERE role_id = ?", DB_ARGS(db_int(id)));
	db_exec(db,
	    "INSERT INTO requirement (role_id, competence_id, facet, level, statutory)"
	    " SELECT ?, c.id, j.facet, j.level, j.statutory"
	    "   FROM JSON_TABLE(?, '$[*]' COLUMNS (competence VARCHAR(24) PATH '$.competence',"
	    "     facet VARCHAR(20) PATH '$.facet', level INT PATH '$.level',"
	    "     statutory INT PATH '$.statutory')) j"
	    "   JOIN competence c ON c.code = j.competence",
	    DB_ARGS(db_int(id), db_text(json_text(json_get(object, "requirements")))));
}

static int64_t store(struct db *db, int64_t id, const struct cJSON *object)
{
	const struct db_arg styrk08 = db_text(json_get_text(object, "styrk08"));
	const struct db_arg sector = db_text(json_get_text(object, "sector"));
	const struct db_arg valid_to = db_text(json_get_text(object, "valid_to"));

	if (id) {
		db_exec(db, "UPDATE role SET styrk08 = ?, sector = ?, valid_to = ? WHERE id = ?",
		    DB_ARGS(styrk08, sector, valid_to, db_int(id)));
	} else {
		db_exec(db, "INSERT INTO role (code, styrk08, sector, valid_to) VALUES (?, ?, ?, ?)",
		    DB_ARGS(db_text(json_get_text(object, "code")), styrk08, sector, valid_to));
		id = db_insert_id(db);
	}
	store_names(db, id, object);
	store_requirements(db, id, object);
	return id;
}

static struct db_rows *list(struct db *db, const char *language, const char *search,
    const char *topic)
{
	(void)topic;
	return db_query(db,
	    "SELECT r.id, r.code, COALESCE(own.name, nb.name, r.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language,"
	    "       r.sector, r.valid_to, r.valid_to IS NOT NULL AND r.valid_to < ? AS ended,"
	    "       (SELECT COUNT(*) FROM requirement q WHERE q.role_id = r.id) AS requirements"
	    "  FROM role r"
	    "  LEFT JOIN role_text own ON own.role_id = r.id AND own.language = ?"
	    "  LEFT JOIN role_text nb ON nb.role_id = r.id AND nb.language = 'nb'"
	    " WHERE ? = '' OR LOCATE(?, CONCAT_WS(' ', r.code, own.name, nb.name)) > 0"
	    " ORDER BY name, r.id",
	    DB_ARGS(db_text(clock_today()), db_text(language), db_text(search), db_text(search)));
}

const struct catalogue_kind catalogue_role = {
	"role", "roles", fields, all, find, check, store, list,
};
