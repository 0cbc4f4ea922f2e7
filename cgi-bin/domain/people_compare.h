/*
 * The difference between a delivery and what is stored, as rows of people_change. By subject:
 * people_fault*.c what is wrong, people_conflict.c what HR must decide, people_compare*.c what
 * would change.
 */
#ifndef GRUNNMUR_PEOPLE_COMPARE_H
#define GRUNNMUR_PEOPLE_COMPARE_H

#include "people_resolve.h"

/* Makes the difference anew, and counts it in the import; what was found while reading stays. */
void people_compare(const struct people_run *run);

void people_faults(const struct people_run *run);
void people_conflicts(const struct people_run *run);
void people_compare_units(const struct people_run *run);
void people_compare_persons(const struct people_run *run);
void people_compare_positions(const struct people_run *run);

/* A sum over everything that the difference depends on; another day is another sum. */
const char *people_base(const struct people_run *run);

/*
 * Those whom the source delivers and who have a position from today on, but no row: as a condition
 * on a position s and its source d, with PEOPLE_GONE_ARGS(run).
 */
#define PEOPLE_GONE \
	PEOPLE_SCOPE " AND (s.valid_to IS NULL OR s.valid_to >= ?) AND NOT EXISTS (SELECT 1" \
	" FROM people_person_row w FORCE INDEX (by_person) WHERE w.import_id = ?" \
	" AND w.person_id = s.person_id)"
#define PEOPLE_GONE_ARGS(run) \
	PEOPLE_SCOPE_ARGS(run), db_text((run)->today), db_int((run)->import_id)

/*
 * Positions s that the delivery leaves out, of people that it has or has not: not of those whose
 * row has a fault.
 */
#define PEOPLE_POSITION_GONE \
	" NOT EXISTS (SELECT 1 FROM people_person_row w FORCE INDEX (by_person) WHERE w.import_id = ?" \
	"     AND w.person_id = s.person_id AND w.frozen = 1)" \
	" AND NOT EXISTS (SELECT 1 FROM people_position_row q FORCE INDEX (by_position)" \
	"     WHERE q.import_id = ? AND q.position_id = s.id)"
#define PEOPLE_POSITION_GONE_ARGS(run) db_int((run)->import_id), db_int((run)->import_id)

/*
 * Units that the source delivers no longer: as a condition on a unit u, with
 * PEOPLE_UNIT_GONE_ARGS(run). One that somebody is left in stays.
 */
#define PEOPLE_UNIT_MISSING \
	" (EXISTS (SELECT 1 FROM unit_source k WHERE k.source_id = ? AND k.unit_id = u.id)" \
	"  OR (? = 1 AND NOT EXISTS (SELECT 1 FROM unit_source k WHERE k.unit_id = u.id)))" \
	" AND NOT EXISTS (SELECT 1 FROM people_unit_row r WHERE r.import_id = ?" \
	"     AND r.unit_id = u.id)"
#define PEOPLE_UNIT_EMPTY \
	" (NOT EXISTS (SELECT 1 FROM people_position_row q WHERE q.import_id = ?" \
	"     AND q.unit_id = u.id AND q.left_out = 0)" \
	" AND NOT EXISTS (SELECT 1 FROM position s LEFT JOIN position_source d" \
	"     ON d.position_id = s.id WHERE s.unit_id = u.id AND (s.valid_to IS NULL" \
	"     OR s.valid_to >= ?) AND (? = 0 OR NOT (" PEOPLE_SCOPE ") OR EXISTS (SELECT 1" \
	"       FROM people_person_row w FORCE INDEX (by_person) WHERE w.import_id = ?" \
	"        AND w.person_id = s.person_id" \
	"        AND w.frozen = 1))))"
#define PEOPLE_UNIT_GONE PEOPLE_UNIT_MISSING " AND " PEOPLE_UNIT_EMPTY
#define PEOPLE_UNIT_GONE_ARGS(run) \
	db_int((run)->source_id), db_bool((run)->is_new), db_int((run)->import_id), \
	    db_int((run)->import_id), db_text((run)->today), db_bool((run)->has_people), \
	    PEOPLE_SCOPE_ARGS(run), db_int((run)->import_id)

#endif
