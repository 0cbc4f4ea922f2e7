/* What roles require, as tables that HR fills in: of one role, of one competence, of all. */
#ifndef GRUNNMUR_REQUIREMENT_TABLE_H
#define GRUNNMUR_REQUIREMENT_TABLE_H

#include <stdint.h>

#include "catalogue.h"
#include "db.h"
#include "request.h"

struct cJSON;

/*
 * A row for each facet that a role could require, or for each role that could require a facet of a
 * competence, in the order of the catalogue: [{id, code, name, language, part, facet, level,
 * statutory, by_law, law, ended, rev}]. id, code and name are of the other side: the competence
 * or the role; part is its topic or sector; level and statutory are null where nothing is
 * required; by_law says whether the competence is demanded by law at all; rev is the role's.
 */
struct db_rows *requirement_table_role(struct db *db, const char *language, int64_t role_id);
struct db_rows *requirement_table_competence(struct db *db, const char *language,
    int64_t competence_id);

/*
 * The whole matrix: {roles:[{id, code, name, language, sector, ended}], facets:[{id, code, name,
 * language, topic, facet, statutory, ended}], requirements:[{role, competence, facet, level,
 * statutory}]} with codes; in the order of the catalogue.
 */
struct cJSON *requirement_table_all(struct db *db, const char *language);

/* A cell that was filled in; level -1: nothing is required. */
struct requirement_cell {
	int64_t role_id;
	const char *competence, *facet;
	int64_t level, rev;                     /* rev -1: any version of the role */
	bool statutory;
};

/*
 * Puts cells into the roles that they are of, each changed role with a version, and one audit row
 * for all of them: action, of object_id. *changed counts the requirements that are other than
 * before. A fault that a role has with its new requirements is added to faults; nothing may be kept
 * then.
 */
enum catalogue_result requirement_table_put(struct db *db, const struct user *user,
    const char *action, int64_t object_id, const struct requirement_cell *cells, size_t count,
    int64_t *changed, struct cJSON *faults);

/* The same without its row in the audit, for who changes more. */
enum catalogue_result requirement_table_keep(struct db *db, const struct user *user,
    const struct requirement_cell *cells, size_t count, int64_t *changed, struct cJSON *faults);

#endif
