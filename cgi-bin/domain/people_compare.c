/* The difference between a delivery and what is stored: its order, its sums, its units. */
#include "people_compare.h"

#include <string.h>

/* CRC32 of each row, summed: the order of the rows does not matter, every column does. */
#define SUM(columns, table) \
	"(SELECT CONCAT(COUNT(*), '.', COALESCE(SUM(CRC32(CONCAT_WS('|', " columns "))), 0))" \
	" FROM " table ")"

const char *people_base(const struct people_run *run)
{
	struct db_rows *row = db_query(run->db,
	    "SELECT CONCAT_WS(' ', ?,"
	    SUM("id, employee_no, IFNULL(login, '-'), given_name, family_name, IFNULL(email, '-'),"
	        " active, IFNULL(hired_on, '-'), IFNULL(ended_on, '-')", "person") ","
	    SUM("id, source_id, person_id, unit_id, role_id, percent, is_main, kind, valid_from,"
	        " IFNULL(valid_to, '-')", "position") ","
	    SUM("id, code, IFNULL(parent_id, 0), level, IFNULL(kostra_function, '-'), valid_from,"
	        " IFNULL(valid_to, '-')", "unit") ","
	    SUM("unit_id, name", "unit_text WHERE language = 'nb'") ","
	    SUM("id, unit_id, person_id, IFNULL(deputy_for_id, 0), valid_from, IFNULL(valid_to, '-')",
	        "unit_leader") ","
	    SUM("municipality_id, employee_no, person_id", "person_origin") ","
	    SUM("employee_no, person_id", "person_number") ","
	    SUM("person_id, role", "granted_role") ","
	    SUM("source_id, job_code, role_id", "people_source_role") ") AS base",
	    DB_ARGS(db_text(run->today)));

	db_next(row);
	return db_col_text(row, "base");
}

/* Units ------------------------------------------------------------------------- */

static void new_units(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, new, file, line)"
	    " SELECT r.import_id, 'new', 'unit', r.code, r.name,"
	    "        COALESCE((SELECT x.name FROM unit_text x WHERE x.unit_id = r.parent_id"
	    "           AND x.language = 'nb'), a.name), r.file, r.line"
	    "   FROM people_unit_row r LEFT JOIN people_unit_row a ON a.import_id = r.import_id"
	    "    AND a.unit_key = r.parent_key"
	    "  WHERE r.import_id = ? AND r.unit_id IS NULL ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id)));
}

static void moved_units(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, file, line)"
	    " SELECT r.import_id, 'moved', 'unit', r.code, r.name, o.name, COALESCE(n.name, a.name),"
	    "        r.file, r.line"
	    "   FROM people_unit_row r JOIN unit u ON u.id = r.unit_id"
	    "   LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.parent_key"
	    "   LEFT JOIN unit_text o ON o.unit_id = u.parent_id AND o.language = 'nb'"
	    "   LEFT JOIN unit_text n ON n.unit_id = r.parent_id AND n.language = 'nb'"
	    "  WHERE r.import_id = ? AND r.keeps_parent = 0 AND (NOT (u.parent_id <=> r.parent_id)"
	    "      OR (r.parent_key IS NOT NULL AND r.parent_id IS NULL)) ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id)));
}

/* What a file does not deliver changes nothing. */
static void changed_units(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, file, line)"
	    " SELECT r.import_id, 'changed', k.code, r.code, r.name,"
	    "        CASE k.code WHEN 'unit_name' THEN t.name WHEN 'unit_code' THEN u.code"
	    "          WHEN 'unit_level' THEN u.level WHEN 'unit_function' THEN u.kostra_function"
	    "          WHEN 'unit_from' THEN u.valid_from ELSE u.valid_to END"
	    "          COLLATE utf8mb4_bin AS old,"
	    "        CASE k.code WHEN 'unit_name' THEN r.name WHEN 'unit_code' THEN r.code"
	    "          WHEN 'unit_level' THEN r.level WHEN 'unit_function' THEN r.kostra_function"
	    "          WHEN 'unit_from' THEN r.valid_from ELSE r.valid_to END"
	    "          COLLATE utf8mb4_bin AS new, r.file, r.line"
	    "   FROM people_unit_row r JOIN unit u ON u.id = r.unit_id"
	    "   LEFT JOIN unit_text t ON t.unit_id = u.id AND t.language = 'nb'"
	    "   JOIN (SELECT 'unit_name' AS code UNION SELECT 'unit_code' UNION SELECT 'unit_level'"
	    "         UNION SELECT 'unit_function' UNION SELECT 'unit_from' UNION SELECT 'unit_to') k"
	    "  WHERE r.import_id = ?"
	    " HAVING NOT (old <=> new) AND (new IS NOT NULL OR k.code = 'unit_to')"
	    "  ORDER BY r.file, r.line, k.code",
	    DB_ARGS(db_int(run->import_id)));
}

static void changed_leaders(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, file, line)"
	    " SELECT r.import_id, 'changed', 'leader', r.code, r.name, o.names,"
	    "        COALESCE(CONCAT(p.given_name, ' ', p.family_name),"
	    "                 CONCAT(w.given_name, ' ', w.family_name)), r.file, r.line"
	    "   FROM people_unit_row r"
	    "   LEFT JOIN (SELECT l.unit_id, COUNT(*) AS leaders, MIN(l.person_id) AS person_id,"
	    "       GROUP_CONCAT(CONCAT(x.given_name, ' ', x.family_name) SEPARATOR ', ') AS names"
	    "       FROM unit_leader l JOIN person x ON x.id = l.person_id"
	    "       JOIN unit u ON u.id = l.unit_id"
	    "      WHERE l.deputy_for_id IS NULL AND l.valid_from <= GREATEST(?, u.valid_from)"
	    "        AND (l.valid_to IS NULL OR l.valid_to >= GREATEST(?, u.valid_from))"
	    "      GROUP BY l.unit_id) o"
	    "     ON o.unit_id = r.unit_id"
	    "   LEFT JOIN person p ON p.id = r.leader_id"
	    "   LEFT JOIN people_person_row w FORCE INDEX (PRIMARY) ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.leader_no"
	    "  WHERE r.import_id = ? AND r.keeps_leader = 0"
	    "    AND (COALESCE(o.leaders, 0) <> (r.leader_no IS NOT NULL)"
	    "      OR (r.leader_no IS NOT NULL AND NOT (o.person_id <=> r.leader_id)))"
	    "  ORDER BY r.file, r.line",
	    DB_ARGS(db_text(run->today), db_text(run->today), db_int(run->import_id)));
}

/* A unit that is no longer delivered ends; its people, if any are left there, are told of. */
static void gone_units(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name)"
	    " SELECT ?, 'gone', 'unit', u.code, t.name"
	    "   FROM unit u LEFT JOIN unit_text t ON t.unit_id = u.id AND t.language = 'nb'"
	    "  WHERE (u.valid_to IS NULL OR u.valid_to >= ?) AND " PEOPLE_UNIT_GONE
	    "  ORDER BY u.code",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), PEOPLE_UNIT_GONE_ARGS(run)));
}

/* One that is no longer delivered, but that somebody has a position in, stays. */
static void units_in_use(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, severity, item, name)"
	    " SELECT ?, 'fault', 'unit_in_use', 'note', u.code, t.name"
	    "   FROM unit u LEFT JOIN unit_text t ON t.unit_id = u.id AND t.language = 'nb'"
	    "  WHERE (u.valid_to IS NULL OR u.valid_to >= ?) AND " PEOPLE_UNIT_MISSING
	    "    AND NOT " PEOPLE_UNIT_EMPTY " ORDER BY u.code",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), PEOPLE_UNIT_GONE_ARGS(run)));
}

void people_compare_units(const struct people_run *run)
{
	new_units(run);
	moved_units(run);
	changed_units(run);
	changed_leaders(run);
	gone_units(run);
	units_in_use(run);
}

/* All -------------------------------------------------------------------------- */

/* How many the source has today, and how many of them are not delivered. */
static void count_people(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_import i SET i.people = (SELECT COUNT(DISTINCT s.person_id)"
	    "     FROM position s LEFT JOIN position_source d ON d.position_id = s.id"
	    "    WHERE " PEOPLE_SCOPE " AND s.valid_from <= ? AND (s.valid_to IS NULL"
	    "        OR s.valid_to >= ?)),"
	    "   i.gone = (SELECT COUNT(*) FROM people_change c WHERE c.import_id = i.id"
	    "       AND c.kind = 'gone' AND c.code = 'person')"
	    " WHERE i.id = ?",
	    DB_ARGS(PEOPLE_SCOPE_ARGS(run), db_text(run->today), db_text(run->today),
	        db_int(run->import_id)));
}

void people_compare(const struct people_run *run)
{
	db_exec(run->db, "DELETE FROM people_change WHERE import_id = ? AND is_read = 0",
	    DB_ARGS(db_int(run->import_id)));
	people_faults(run);
	people_conflicts(run);
	if (run->has_units)
		people_compare_units(run);
	if (run->has_people) {
		people_compare_persons(run);
		people_compare_positions(run);
	}
	count_people(run);
	db_exec(run->db,
	    "UPDATE people_import i SET i.counts = (SELECT COALESCE(JSON_OBJECTAGG(k.kind, k.count),"
	    "     '{}') FROM (SELECT kind, COUNT(*) AS count FROM people_change WHERE import_id = ?"
	    "      AND (kind <> 'conflict' OR choice IS NULL) GROUP BY kind) k) WHERE i.id = ?",
	    DB_ARGS(db_int(run->import_id), db_int(run->import_id)));
}
