/*
 * Who and what the rows of a delivery are: persons, units, positions of ours, or new ones. The same
 * for the check and for applying it; HR's choices are in it.
 */
#ifndef GRUNNMUR_PEOPLE_RESOLVE_H
#define GRUNNMUR_PEOPLE_RESOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

/* One work on an import; false from people_run_begin: there is no such import. */
struct people_run {
	struct db *db;
	int64_t import_id, source_id, municipality_id;
	bool is_new, has_people, has_units;
	bool has_emails;                /* any: else addresses are not delivered */
	const char *prefix;             /* before numbers of a former municipality; "" */
	const char *state, *base;
	const char *today, *yesterday;
};
bool people_run_begin(struct people_run *run, struct db *db, int64_t import_id);

/*
 * Fills person_id, joins_no, who, keeps_login, second, frozen of persons; unit_id, parent_id,
 * leader_id, keeps_* of units; person_id, unit_id, role_id, position_id, left_out, who, is_first
 * of positions.
 */
void people_resolve(const struct people_run *run);

/* Only who the persons and units are, once new ones are made. */
void people_resolve_persons(const struct people_run *run);
void people_resolve_units(const struct people_run *run);
void people_resolve_positions(const struct people_run *run);

/*
 * The positions that this source delivers: as conditions on a position s and its source d, with
 * the arguments PEOPLE_SCOPE_ARGS(run).
 */
#define PEOPLE_SCOPE \
	" (d.source_id = ? OR (d.source_id IS NULL AND (? = 1 OR EXISTS (SELECT 1 FROM person_origin" \
	" g WHERE g.person_id = s.person_id AND g.municipality_id = ?))))"
#define PEOPLE_SCOPE_ARGS(run) \
	db_int((run)->source_id), db_bool((run)->is_new), db_int((run)->municipality_id)

#endif
