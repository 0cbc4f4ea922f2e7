/* Requirements as rows of a file: one for each role, competence and facet. They belong to roles. */
#include "catalogue.h"

#include <cjson/cJSON.h>

#include "catalogue_value.h"
#include "i18n.h"
#include "json.h"

static const struct catalogue_field fields[] = {
	{ .name = "role", .label = N_("Role"), .type = CATALOGUE_CHOICE, .needed = true, .fixed = true,
	  .most = 24, .source = CATALOGUE_ROLES },
	{ .name = "competence", .label = N_("Competence"), .type = CATALOGUE_CHOICE, .needed = true,
	  .fixed = true, .most = 24, .source = CATALOGUE_COMPETENCES },
	{ .name = "facet", .label = N_("Facet"), .type = CATALOGUE_CHOICE, .needed = true,
	  .fixed = true, .most = 20, .choices = catalogue_facets, .word = catalogue_facet_text },
	{ .name = "level", .label = N_("Level"), .type = CATALOGUE_NUMBER, .least = 0, .most = 4 },
	{ .name = "statutory", .label = N_("Demanded by law of this role"), .type = CATALOGUE_FLAG },
	{ 0 }
};

/* id is that of the role. */
static struct cJSON *all(struct db *db, int64_t id)
{
	return db_rows_json(db_query(db,
	    "SELECT q.role_id AS id, r.code AS role, c.code AS competence, q.facet, q.level,"
	    "       q.statutory"
	    "  FROM requirement q JOIN role r ON r.id = q.role_id"
	    "  JOIN competence c ON c.id = q.competence_id"
	    " WHERE (? = 0 OR q.role_id = ?) ORDER BY q.role_id, c.position, q.facet",
	    DB_ARGS(db_int(id), db_int(id))));
}

static void check(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults)
{
	struct db_rows *facet = db_query(db,
	    "SELECT c.statutory FROM competence c"
	    "  JOIN competence_facet f ON f.competence_id = c.id AND f.facet = ?"
	    " WHERE c.code = ?",
	    DB_ARGS(db_text(json_get_text(object, "facet")),
	        db_text(json_get_text(object, "competence"))));

	(void)id;
	if (!db_next(facet))
		catalogue_value_fault(faults, "facet", _("The competence has no such facet."));
	else if (json_get_true(object, "statutory") && !db_col_int(facet, "statutory"))
		catalogue_value_fault(faults, "statutory",
		    _("The catalogue names no law for this competence."));
	if (json_get_true(object, "statutory") && !cJSON_IsNumber(json_get(object, "level")))
		catalogue_value_fault(faults, "level", _("What the law demands needs its level."));
}

const struct catalogue_kind catalogue_requirement = {
	"requirement", "requirements", fields, all, NULL, check, NULL, NULL,
};
