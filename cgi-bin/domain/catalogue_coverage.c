/* Coverage requirements: what a unit must have, whoever it is. */
#include "catalogue.h"

#include <cjson/cJSON.h>

#include "catalogue_value.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"

static const struct catalogue_field fields[] = {
	{ .name = "unit", .label = N_("Unit"), .type = CATALOGUE_CHOICE, .needed = true, .fixed = true,
	  .most = 40, .source = CATALOGUE_UNITS },
	{ .name = "competence", .label = N_("Competence"), .type = CATALOGUE_CHOICE, .needed = true,
	  .fixed = true, .most = 24, .source = CATALOGUE_COMPETENCES },
	{ .name = "facet", .label = N_("Facet"), .type = CATALOGUE_CHOICE, .needed = true,
	  .fixed = true, .most = 20, .choices = catalogue_facets, .word = catalogue_facet_text },
	{ .name = "level", .label = N_("At this level at least"), .type = CATALOGUE_NUMBER,
	  .needed = true, .least = 1, .most = 4 },
	{ .name = "people", .label = N_("At least so many people"), .type = CATALOGUE_NUMBER,
	  .least = 1, .most = 9999 },
	{ .name = "share", .label = N_("Or at least so many percent of the unit"),
	  .type = CATALOGUE_NUMBER, .least = 1, .most = 100 },
	{ .name = "basis", .label = N_("What demands it"), .type = CATALOGUE_TEXT, .most = 200,
	  .help = N_("Act and section, a risk assessment or your own decision.") },
	{ .name = "valid_to", .label = N_("Applies until"), .type = CATALOGUE_DAY,
	  .help = N_("The last day.") },
	{ 0 }
};

static struct cJSON *all(struct db *db, int64_t id)
{
	return db_rows_json(db_query(db,
	    "SELECT v.id, u.code AS unit, c.code AS competence, v.facet, v.level, v.people, v.share,"
	    "       v.basis, v.valid_to"
	    "  FROM coverage v JOIN unit u ON u.id = v.unit_id"
	    "  JOIN competence c ON c.id = v.competence_id"
	    " WHERE (? = 0 OR v.id = ?) ORDER BY v.id", DB_ARGS(db_int(id), db_int(id))));
}

static int64_t find(struct db *db, const struct cJSON *object)
{
	struct db_rows *rows = db_query(db,
	    "SELECT v.id FROM coverage v JOIN unit u ON u.id = v.unit_id"
	    "  JOIN competence c ON c.id = v.competence_id"
	    " WHERE u.code = ? AND c.code = ? AND v.facet = ?",
	    DB_ARGS(db_text(json_get_text(object, "unit")),
	        db_text(json_get_text(object, "competence")),
	        db_text(json_get_text(object, "facet"))));

	return db_next(rows) ? db_col_int(rows, "id") : 0;
}

static void check(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults)
{
	const bool people = cJSON_IsNumber(json_get(object, "people"));
	const bool share = cJSON_IsNumber(json_get(object, "share"));
	const char *competence = json_get_text(object, "competence");
	const char *facet = json_get_text(object, "facet");

	(void)id;
	if (people == share)
		catalogue_value_fault(faults, people ? "share" : "people",
		    _("Say either how many people or which share."));
	if (competence && facet && !db_next(db_query(db,
	    "SELECT f.facet FROM competence_facet f JOIN competence c ON c.id = f.competence_id"
	    " WHERE c.code = ? AND f.facet = ?", DB_ARGS(db_text(competence), db_text(facet)))))
		catalogue_value_fault(faults, "facet", _("The competence has no such facet."));
}

static int64_t store(struct db *db, int64_t id, const struct cJSON *object)
{
	const int64_t people = json_get_int(object, "people", 0);
	const int64_t share = json_get_int(object, "share", 0);
	const struct db_arg level = db_int(json_get_int(object, "level", 1));
	const struct db_arg at_least = db_int_or_null(people, people > 0);
	const struct db_arg percent = db_int_or_null(share, share > 0);
	const struct db_arg basis = db_text(json_get_text(object, "basis"));
	const struct db_arg valid_to = db_text(json_get_text(object, "valid_to"));

	if (id) {
		db_exec(db,
		    "UPDATE coverage SET level = ?, people = ?, share = ?, basis = ?, valid_to = ?"
		    " WHERE id = ?", DB_ARGS(level, at_least, percent, basis, valid_to, db_int(id)));
		return id;
	}
	db_exec(db,
	    "INSERT INTO coverage (unit_id, competence_id, facet, level, people, share, basis,"
	    "   valid_to)"
	    " SELECT u.id, c.id, ?, ?, ?, ?, ?, ? FROM unit u JOIN competence c ON c.code = ?"
	    "  WHERE u.code = ?",
	    DB_ARGS(db_text(json_get_text(object, "facet")), level, at_least, percent, basis, valid_to,
	        db_text(json_get_text(object, "competence")),
	        db_text(json_get_text(object, "unit"))));
	return db_insert_id(db);
}

static struct db_rows *list(struct db *db, const char *language, const char *search,
    const char *topic)
{
	(void)topic;
	return db_query(db,
	    "SELECT v.id, c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language,"
	    "       COALESCE(uown.name, unb.name, u.code) AS unit, v.facet, v.level, v.people, v.share,"
	    "       v.valid_to, v.valid_to IS NOT NULL AND v.valid_to < ? AS ended"
	    "  FROM coverage v"
	    "  JOIN competence c ON c.id = v.competence_id"
	    "  JOIN unit u ON u.id = v.unit_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    "  LEFT JOIN unit_text uown ON uown.unit_id = u.id AND uown.language = ?"
	    "  LEFT JOIN unit_text unb ON unb.unit_id = u.id AND unb.language = 'nb'"
	    " WHERE ? = '' OR LOCATE(?, CONCAT_WS(' ', c.code, u.code, own.name, nb.name, uown.name,"
	    "   unb.name)) > 0"
	    " ORDER BY unit, name, v.id",
	    DB_ARGS(db_text(clock_today()), db_text(language), db_text(language), db_text(search),
	        db_text(search)));
}

const struct catalogue_kind catalogue_coverage = {
	"coverage", "coverages", fields, all, find, check, store, list,
};
