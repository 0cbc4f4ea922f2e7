/* What is wrong with a delivery, beyond its cells: what it refers to, and what is missing. */
#include "people_compare.h"

/* The source's own word for a column: %s.%s as a scalar of a statement. */
#define HEADING(file, field) \
	"(SELECT h.heading FROM people_source_column h WHERE h.source_id = ? AND h.file = '" file "'" \
	" AND h.field = '" field "')"

/* Positions -------------------------------------------------------------------- */

static void unknown_units(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, old, file, line,"
	    "   heading)"
	    " SELECT r.import_id, 'fault', 'unknown_unit', 'left_out', r.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name), r.unit_key, r.file, r.line,"
	    HEADING("people", "unit_code")
	    "   FROM people_position_row r JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "     ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.employee_no"
	    "   LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.unit_key"
	    "  WHERE r.import_id = ? AND r.unit_id IS NULL AND a.unit_key IS NULL ORDER BY r.row_no",
	    DB_ARGS(db_int(run->source_id), db_int(run->import_id)));
}

/* One for each job code, or they would be as many as people. new says how many rows. */
static void unknown_jobs(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, name, old, new, file, line,"
	    "   heading)"
	    " SELECT ?, 'fault', 'unknown_job', 'left_out', MAX(r.title), r.job_code, COUNT(*),"
	    "        MIN(r.file), MIN(r.line), " HEADING("people", "job_code")
	    "   FROM people_position_row r WHERE r.import_id = ? AND r.role_id IS NULL"
	    "  GROUP BY r.job_code ORDER BY COUNT(*) DESC, r.job_code",
	    DB_ARGS(db_int(run->import_id), db_int(run->source_id), db_int(run->import_id)));
}

static void taken_positions(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, old, file, line,"
	    "   heading)"
	    " SELECT r.import_id, 'fault', 'position_taken', 'left_out', r.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name), r.position_key, r.file, r.line,"
	    HEADING("people", "position_id")
	    "   FROM people_position_row r JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "     ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.employee_no"
	    "   JOIN position s ON s.source_id = CONVERT(CONCAT(?, r.position_key) USING ascii)"
	    "  WHERE r.import_id = ? AND NOT (s.person_id <=> r.person_id) ORDER BY r.row_no",
	    DB_ARGS(db_int(run->source_id), db_text(run->prefix), db_int(run->import_id)));
}

/* Several positions today, and not exactly one of them marked: the largest becomes the main one. */
static void unclear_mains(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, file, line,"
	    "   heading)"
	    " SELECT ?, 'fault', IF(SUM(r.is_main) = 0, 'main_none', 'main_many'), 'note',"
	    "        MIN(r.employee_no), MAX(CONCAT(w.given_name, ' ', w.family_name)), MIN(r.file),"
	    "        MIN(r.line), " HEADING("people", "is_main")
	    "   FROM people_position_row r JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "     ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.employee_no"
	    "  WHERE r.import_id = ? AND r.left_out = 0 AND r.valid_from <= ?"
	    "    AND (r.valid_to IS NULL OR r.valid_to >= ?)"
	    "  GROUP BY r.who HAVING COUNT(*) > 1 AND SUM(r.is_main) <> 1 ORDER BY MIN(r.row_no)",
	    DB_ARGS(db_int(run->import_id), db_int(run->source_id), db_int(run->import_id),
	        db_text(run->today), db_text(run->today)));
}

static void without_position(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, file, line)"
	    " SELECT w.import_id, 'fault', 'no_position', 'note', w.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name), w.file, w.line"
	    "   FROM people_person_row w WHERE w.import_id = ? AND w.frozen = 0 AND w.second = 0"
	    "    AND NOT EXISTS (SELECT 1 FROM people_position_row r FORCE INDEX (by_who)"
	    "        WHERE r.import_id = w.import_id"
	    "        AND r.who = w.who AND r.valid_from <= ?"
	    "        AND (r.valid_to IS NULL OR r.valid_to >= ?))"
	    "  ORDER BY w.file, w.line",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), db_text(run->today)));
}

/* Units ------------------------------------------------------------------------- */

static void unknown_parents(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, old, file, line,"
	    "   heading)"
	    " SELECT r.import_id, 'fault', 'unknown_parent', 'stop', r.code, r.name, r.parent_key,"
	    "        r.file, r.line, " HEADING("units", "parent_code")
	    "   FROM people_unit_row r LEFT JOIN people_unit_row a ON a.import_id = r.import_id"
	    "    AND a.unit_key = r.parent_key"
	    "  WHERE r.import_id = ? AND r.parent_key IS NOT NULL AND r.parent_id IS NULL"
	    "    AND a.unit_key IS NULL ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->source_id), db_int(run->import_id)));
}

/* A code that another unit of the delivery has, or another of ours. */
static void taken_codes(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, old, file, line,"
	    "   heading)"
	    " SELECT ?, 'fault', 'code_taken', 'stop', r.code, r.name, r.code, r.file,"
	    "        r.line, " HEADING("units", "unit_code")
	    "   FROM (SELECT x.*,"
	    "           ROW_NUMBER() OVER (PARTITION BY x.code ORDER BY x.unit_key) AS of_code,"
	    "           ROW_NUMBER() OVER (PARTITION BY COALESCE(x.unit_id, x.unit_key)"
	    "               ORDER BY x.unit_key) AS of_unit"
	    "           FROM people_unit_row x WHERE x.import_id = ?) r"
	    "   LEFT JOIN unit u ON u.code = r.code"
	    "  WHERE r.of_code > 1 OR r.of_unit > 1 OR u.id <> r.unit_id ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id), db_int(run->source_id), db_int(run->import_id)));
}

/* What no way leads to from the top lies below itself. */
static void cycles(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, old, file, line,"
	    "   heading)"
	    " WITH RECURSIVE above AS (SELECT r.unit_key, IF(r.keeps_parent, k.unit_key, b.unit_key)"
	    "     AS parent FROM people_unit_row r LEFT JOIN unit u ON u.id = r.unit_id"
	    "     LEFT JOIN people_unit_row k ON k.import_id = r.import_id AND k.unit_id = u.parent_id"
	    "     LEFT JOIN people_unit_row b ON b.import_id = r.import_id"
	    "      AND b.unit_key = r.parent_key WHERE r.import_id = ?),"
	    " reached AS (SELECT unit_key FROM above WHERE parent IS NULL"
	    "   UNION SELECT a.unit_key FROM reached x JOIN above a ON a.parent = x.unit_key)"
	    " SELECT r.import_id, 'fault', 'cycle', 'stop', r.code, r.name, r.parent_key, r.file,"
	    "        r.line, " HEADING("units", "parent_code")
	    "   FROM people_unit_row r LEFT JOIN reached x ON x.unit_key = r.unit_key"
	    "  WHERE r.import_id = ? AND x.unit_key IS NULL ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id), db_int(run->source_id), db_int(run->import_id)));
}

/* A leader whom nobody knows: who leads the unit today goes on. */
static void unknown_leaders(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, old, file, line,"
	    "   heading)"
	    " SELECT r.import_id, 'fault', 'unknown_leader', 'note', r.code, r.name, r.leader_no,"
	    "        r.file, r.line, " HEADING("units", "leader_no")
	    "   FROM people_unit_row r LEFT JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "     ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.leader_no AND (w.person_id IS NOT NULL OR w.frozen = 0)"
	    "  WHERE r.import_id = ? AND r.leader_no IS NOT NULL AND r.leader_id IS NULL"
	    "    AND w.employee_no IS NULL ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->source_id), db_int(run->import_id)));
}

static void without_leader(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, file, line,"
	    "   heading)"
	    " SELECT r.import_id, 'fault', 'no_leader', 'note', r.code, r.name, r.file, r.line,"
	    HEADING("units", "leader_no")
	    "   FROM people_unit_row r WHERE r.import_id = ? AND r.leader_no IS NULL"
	    "    AND r.keeps_leader = 0 AND COALESCE(r.valid_to, ?) >= ? ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->source_id), db_int(run->import_id), db_text(run->today),
	        db_text(run->today)));
}

/* Who leads but has no position on that day is let in nowhere. */
static void leaders_without_position(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name, old, file, line)"
	    " SELECT u.import_id, 'fault', 'leader_without', 'note', u.code, u.name,"
	    "        CONCAT(w.given_name, ' ', w.family_name), u.file, u.line"
	    "   FROM people_unit_row u JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "     ON w.import_id = u.import_id"
	    "    AND w.employee_no = u.leader_no"
	    "  WHERE u.import_id = ? AND COALESCE(u.valid_to, ?) >= ? AND w.frozen = 0"
	    "    AND NOT EXISTS (SELECT 1 FROM people_position_row r FORCE INDEX (by_who)"
	    "        WHERE r.import_id = w.import_id"
	    "        AND r.who = w.who AND (r.valid_to IS NULL OR r.valid_to >= ?))"
	    "  ORDER BY u.file, u.line",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), db_text(run->today),
	        db_text(run->today)));
}

void people_faults(const struct people_run *run)
{
	if (run->has_people) {
		unknown_jobs(run);
		unknown_units(run);
		taken_positions(run);
		unclear_mains(run);
		without_position(run);
	}
	if (run->has_units) {
		unknown_parents(run);
		taken_codes(run);
		cycles(run);
		unknown_leaders(run);
		without_leader(run);
		leaders_without_position(run);
	}
}
