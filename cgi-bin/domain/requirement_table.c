/* What roles require, as tables that HR fills in: of one role, of one competence, of all. */
#include "requirement_table.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "json.h"

/* Reading ------------------------------------------------------------------- */

struct db_rows *requirement_table_role(struct db *db, const char *language, int64_t role_id)
{
	return db_query(db,
	    "SELECT c.id, c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language,"
	    "       t.code AS part, f.facet, q.level, q.statutory, c.statutory AS by_law, c.law,"
	    "       c.valid_to IS NOT NULL AND c.valid_to < ? AS ended,"
	    "       (SELECT COALESCE(MAX(h.version), 0) FROM catalogue_change h"
	    "         WHERE h.kind = 'role' AND h.object_id = r.id) AS rev"
	    "  FROM role r JOIN competence c JOIN topic t ON t.id = c.topic_id"
	    "  JOIN competence_facet f ON f.competence_id = c.id"
	    "  LEFT JOIN requirement q ON q.role_id = r.id AND q.competence_id = c.id"
	    "   AND q.facet = f.facet"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE r.id = ?"
	    " ORDER BY t.position, c.position, f.facet",
	    DB_ARGS(db_text(clock_today()), db_text(language), db_int(role_id)));
}

struct db_rows *requirement_table_competence(struct db *db, const char *language,
    int64_t competence_id)
{
	return db_query(db,
	    "SELECT r.id, r.code, COALESCE(own.name, nb.name, r.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language,"
	    "       r.sector AS part, f.facet, q.level, q.statutory, c.statutory AS by_law,"
	    "       NULL AS law, r.valid_to IS NOT NULL AND r.valid_to < ? AS ended,"
	    "       (SELECT COALESCE(MAX(h.version), 0) FROM catalogue_change h"
	    "         WHERE h.kind = 'role' AND h.object_id = r.id) AS rev"
	    "  FROM competence c JOIN competence_facet f ON f.competence_id = c.id JOIN role r"
	    "  LEFT JOIN requirement q ON q.role_id = r.id AND q.competence_id = c.id"
	    "   AND q.facet = f.facet"
	    "  LEFT JOIN role_text own ON own.role_id = r.id AND own.language = ?"
	    "  LEFT JOIN role_text nb ON nb.role_id = r.id AND nb.language = 'nb'"
	    " WHERE c.id = ?"
	    " ORDER BY name, r.id, f.facet",
	    DB_ARGS(db_text(clock_today()), db_text(language), db_int(competence_id)));
}

static struct db_rows *all_roles(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT r.id, r.code, COALESCE(own.name, nb.name, r.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language, r.sector,"
	    "       r.valid_to IS NOT NULL AND r.valid_to < ? AS ended"
	    "  FROM role r"
	    "  LEFT JOIN role_text own ON own.role_id = r.id AND own.language = ?"
	    "  LEFT JOIN role_text nb ON nb.role_id = r.id AND nb.language = 'nb'"
	    " ORDER BY name, r.id", DB_ARGS(db_text(clock_today()), db_text(language)));
}

static struct db_rows *all_facets(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT c.id, c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language,"
	    "       t.code AS topic, f.facet, c.statutory,"
	    "       c.valid_to IS NOT NULL AND c.valid_to < ? AS ended"
	    "  FROM competence c JOIN topic t ON t.id = c.topic_id"
	    "  JOIN competence_facet f ON f.competence_id = c.id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " ORDER BY t.position, c.position, f.facet",
	    DB_ARGS(db_text(clock_today()), db_text(language)));
}

struct cJSON *requirement_table_all(struct db *db, const char *language)
{
	cJSON *matrix = cJSON_CreateObject();

	json_set(matrix, "roles", db_rows_json(all_roles(db, language)));
	json_set(matrix, "facets", db_rows_json(all_facets(db, language)));
	json_set(matrix, "requirements", db_rows_json(db_query(db,
	    "SELECT r.code AS role, c.code AS competence, q.facet, q.level, q.statutory"
	    "  FROM requirement q JOIN role r ON r.id = q.role_id"
	    "  JOIN competence c ON c.id = q.competence_id"
	    " ORDER BY r.code, c.position, q.facet", DB_ARGS())));
	return matrix;
}

/* Changing ------------------------------------------------------------------ */

static bool is_of(const cJSON *requirement, const struct requirement_cell *cell)
{
	return strcmp(json_get_text(requirement, "competence"), cell->competence) == 0
	    && strcmp(json_get_text(requirement, "facet"), cell->facet) == 0;
}

static cJSON *requirement_of(const struct requirement_cell *cell)
{
	cJSON *requirement = cJSON_CreateObject();

	json_set_text(requirement, "competence", cell->competence);
	json_set_text(requirement, "facet", cell->facet);
	json_set_int(requirement, "level", cell->level);
	json_set_bool(requirement, "statutory", cell->statutory);
	return requirement;
}

/* Puts one cell into a role's requirements; whether that is another than was there. */
static bool put(cJSON *requirements, const struct requirement_cell *cell)
{
	const cJSON *requirement = requirements->child;
	int place = 0;

	while (requirement && !is_of(requirement, cell)) {
		requirement = requirement->next;
		place++;
	}
	const int64_t level = requirement ? json_get_int(requirement, "level", -1) : -1;
	const bool is_same = level == cell->level
	    && (level < 0 || json_get_true(requirement, "statutory") == cell->statutory);

	if (is_same)
		return false;
	if (requirement)
		cJSON_DeleteItemFromArray(requirements, place);
	if (cell->level >= 0)
		cJSON_AddItemToArray(requirements, requirement_of(cell));
	return true;
}

/* Puts all cells of one role; the first of them is at first. */
static enum catalogue_result put_role(struct db *db, const struct user *user,
    const struct requirement_cell *cells, size_t first, size_t count, int64_t *changed,
    cJSON *faults)
{
	int64_t role_id = cells[first].role_id, fresh = 0;
	cJSON *role = catalogue_read(db, &catalogue_role, role_id);
	cJSON *requirements = role ? cJSON_GetObjectItemCaseSensitive(role, "requirements") : NULL;
	const char *names;

	for (size_t i = first; requirements && i < count; i++)
		if (cells[i].role_id == role_id && put(requirements, &cells[i]))
			fresh++;
	if (fresh == 0)
		return CATALOGUE_SAME;
	catalogue_role.check(db, role_id, role, faults);
	*changed += fresh;
	return faults->child ? CATALOGUE_SAME : catalogue_keep(db, user, &catalogue_role, &role_id,
	    cells[first].rev, role, &names);
}

static bool is_seen(const struct requirement_cell *cells, size_t place)
{
	for (size_t i = 0; i < place; i++)
		if (cells[i].role_id == cells[place].role_id)
			return true;
	return false;
}

enum catalogue_result requirement_table_keep(struct db *db, const struct user *user,
    const struct requirement_cell *cells, size_t count, int64_t *changed, struct cJSON *faults)
{
	*changed = 0;
	for (size_t i = 0; i < count; i++)
		if (!is_seen(cells, i)
		    && put_role(db, user, cells, i, count, changed, faults) == CATALOGUE_STALE)
			return CATALOGUE_STALE;
	return *changed == 0 || faults->child ? CATALOGUE_SAME : CATALOGUE_DONE;
}

enum catalogue_result requirement_table_put(struct db *db, const struct user *user,
    const char *action, int64_t object_id, const struct requirement_cell *cells, size_t count,
    int64_t *changed, struct cJSON *faults)
{
	const enum catalogue_result result = requirement_table_keep(db, user, cells, count, changed,
	    faults);

	if (result == CATALOGUE_DONE)
		audit_add(db, user, action, object_id, 0,
		    arena_printf("requirements: %lld", (long long)*changed));
	return result;
}
