/* What a delivery changes of people and their positions. */
#include "people_compare.h"

static void new_persons(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, new, file, line)"
	    " SELECT w.import_id, 'new', 'person', w.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name), COALESCE(t.name, a.name), w.file,"
	    "        w.line"
	    "   FROM people_person_row w LEFT JOIN people_position_row r FORCE INDEX (by_who)"
	    "     ON r.import_id = w.import_id AND r.who = w.who AND r.is_first = 1"
	    "   LEFT JOIN unit_text t ON t.unit_id = r.unit_id AND t.language = 'nb'"
	    "   LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.unit_key"
	    "  WHERE w.import_id = ? AND w.person_id IS NULL AND w.joins_no IS NULL AND w.frozen = 0"
	    "  ORDER BY w.file, w.line", DB_ARGS(db_int(run->import_id)));
}

/* An empty login changes nothing: the login stays. */
static void changed_persons(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, file, line)"
	    " SELECT w.import_id, 'changed', k.code, w.employee_no,"
	    "        CONCAT(p.given_name, ' ', p.family_name),"
	    "        CASE k.code WHEN 'given_name' THEN p.given_name"
	    "          WHEN 'family_name' THEN p.family_name WHEN 'login' THEN p.login"
	    "          ELSE p.email END COLLATE utf8mb4_bin AS old,"
	    "        CASE k.code WHEN 'given_name' THEN w.given_name"
	    "          WHEN 'family_name' THEN w.family_name"
	    "          WHEN 'login' THEN IF(w.keeps_login, p.login, COALESCE(w.login, p.login))"
	    "          ELSE w.email END COLLATE utf8mb4_bin AS new, w.file, w.line"
	    "   FROM people_person_row w JOIN person p ON p.id = w.person_id"
	    "   JOIN (SELECT 'given_name' AS code UNION SELECT 'family_name' UNION SELECT 'login'"
	    "         UNION SELECT 'email') k"
	    "  WHERE w.import_id = ? AND w.frozen = 0 AND w.second = 0"
	    "    AND (k.code <> 'email' OR ? = 1)"
	    " HAVING NOT (old <=> new) ORDER BY w.file, w.line, k.code",
	    DB_ARGS(db_int(run->import_id), db_bool(run->has_emails)));
}

/* Those who were shut out, and are let in again by HR's word. */
static void opened_persons(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, file, line)"
	    " SELECT w.import_id, 'changed', 'active', w.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name), w.file, w.line"
	    "   FROM people_person_row w JOIN people_choice c ON c.import_id = w.import_id"
	    "    AND c.item = w.employee_no AND c.code = 'inactive' AND c.choice = 'open'"
	    "  WHERE w.import_id = ? AND w.frozen = 0 AND w.second = 0 ORDER BY w.file, w.line",
	    DB_ARGS(db_int(run->import_id)));
}

/* Numbers that are joined to a person by HR's word. */
static void joined_numbers(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, new, file, line)"
	    " SELECT w.import_id, 'changed', 'number', w.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name), COALESCE(p.employee_no, w.joins_no),"
	    "        w.file, w.line"
	    "   FROM people_person_row w JOIN people_choice c ON c.import_id = w.import_id"
	    "    AND c.item = w.employee_no AND c.code IN ('login_new', 'login_twice')"
	    "    AND c.choice = 'join'"
	    "   LEFT JOIN person p ON p.id = w.person_id"
	    "  WHERE w.import_id = ? AND w.frozen = 0 ORDER BY w.file, w.line",
	    DB_ARGS(db_int(run->import_id)));
}

/* The main position is in another unit than today's. */
static void moved_persons(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, file, line)"
	    " SELECT r.import_id, 'moved', 'person', w.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name), o.name, COALESCE(n.name, a.name),"
	    "        r.file, r.line"
	    "   FROM people_position_row r JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "     ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.employee_no"
	    "   JOIN (SELECT person_id, unit_id, ROW_NUMBER() OVER (PARTITION BY person_id"
	    "            ORDER BY is_main DESC, percent DESC, id) AS place FROM position"
	    "          WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)) b"
	    "     ON b.person_id = r.person_id AND b.place = 1"
	    "   LEFT JOIN unit_text o ON o.unit_id = b.unit_id AND o.language = 'nb'"
	    "   LEFT JOIN unit_text n ON n.unit_id = r.unit_id AND n.language = 'nb'"
	    "   LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.unit_key"
	    "  WHERE r.import_id = ? AND r.is_first = 1 AND NOT (b.unit_id <=> r.unit_id)"
	    "  ORDER BY r.row_no",
	    DB_ARGS(db_text(run->today), db_text(run->today), db_int(run->import_id)));
}

/* Nobody is deleted: their positions end. */
static void gone_persons(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old)"
	    " SELECT ?, 'gone', 'person', p.employee_no, CONCAT(p.given_name, ' ', p.family_name),"
	    "        t.name"
	    "   FROM (SELECT s.person_id, MIN(s.unit_id) AS unit_id FROM position s"
	    "           LEFT JOIN position_source d ON d.position_id = s.id"
	    "          WHERE " PEOPLE_GONE " GROUP BY s.person_id) s"
	    "   JOIN person p ON p.id = s.person_id"
	    "   LEFT JOIN unit_text t ON t.unit_id = s.unit_id AND t.language = 'nb'"
	    "  ORDER BY p.family_name, p.given_name, p.id",
	    DB_ARGS(db_int(run->import_id), PEOPLE_GONE_ARGS(run)));
}

void people_compare_persons(const struct people_run *run)
{
	new_persons(run);
	moved_persons(run);
	joined_numbers(run);
	opened_persons(run);
	changed_persons(run);
	gone_persons(run);
}

/* Positions --------------------------------------------------------------------- */

#define PLACE(unit, role, percent) \
	"CONCAT(" unit ", ', ', " role ", ', ', REPLACE(" percent ", '.', ','), ' %')"

/* Further positions of people who are here already. */
static void new_positions(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, new, file, line)"
	    " SELECT r.import_id, 'changed', 'position', r.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name),"
	    PLACE("COALESCE(t.name, a.name)", "x.name", "r.percent") ", r.file, r.line"
	    "   FROM people_position_row r JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "     ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.employee_no"
	    "   LEFT JOIN role_text x ON x.role_id = r.role_id AND x.language = 'nb'"
	    "   LEFT JOIN unit_text t ON t.unit_id = r.unit_id AND t.language = 'nb'"
	    "   LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.unit_key"
	    "  WHERE r.import_id = ? AND r.left_out = 0 AND r.person_id IS NOT NULL"
	    "    AND r.position_id IS NULL ORDER BY r.row_no", DB_ARGS(db_int(run->import_id)));
}

static void changed_positions(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, file, line)"
	    " SELECT r.import_id, 'changed', k.code, r.employee_no,"
	    "        CONCAT(w.given_name, ' ', w.family_name),"
	    "        CASE k.code WHEN 'percent' THEN s.percent WHEN 'role' THEN o.name"
	    "          WHEN 'position_from' THEN s.valid_from WHEN 'position_to' THEN s.valid_to"
	    "          WHEN 'kind' THEN s.kind WHEN 'main' THEN s.is_main ELSE u.name END AS old,"
	    "        CASE k.code WHEN 'percent' THEN r.percent WHEN 'role' THEN n.name"
	    "          WHEN 'position_from' THEN r.valid_from WHEN 'position_to' THEN r.valid_to"
	    "          WHEN 'kind' THEN COALESCE(r.kind, s.kind) WHEN 'main' THEN r.is_first"
	    "          ELSE COALESCE(v.name, a.name) END AS new, r.file, r.line"
	    "   FROM people_position_row r JOIN position s ON s.id = r.position_id"
	    "   JOIN people_person_row w FORCE INDEX (PRIMARY) ON w.import_id = r.import_id"
	    "    AND w.employee_no = r.employee_no"
	    "   JOIN (SELECT 'percent' AS code UNION SELECT 'role' UNION SELECT 'position_from'"
	    "     UNION SELECT 'position_to' UNION SELECT 'kind' UNION SELECT 'main'"
	    "     UNION SELECT 'position_unit') k"
	    "   LEFT JOIN role_text o ON o.role_id = s.role_id AND o.language = 'nb'"
	    "   LEFT JOIN role_text n ON n.role_id = r.role_id AND n.language = 'nb'"
	    "   LEFT JOIN unit_text u ON u.unit_id = s.unit_id AND u.language = 'nb'"
	    "   LEFT JOIN unit_text v ON v.unit_id = r.unit_id AND v.language = 'nb'"
	    "   LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.unit_key"
	    "  WHERE r.import_id = ? AND r.left_out = 0 AND (k.code <> 'position_unit'"
	    "        OR NOT (s.unit_id <=> r.unit_id))"
	    " HAVING NOT (old <=> new) ORDER BY r.row_no, k.code",
	    DB_ARGS(db_int(run->import_id)));
}

/* Positions that end, of people who are still delivered. */
static void ended_positions(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old)"
	    " SELECT ?, 'changed', 'position_ends', p.employee_no,"
	    "        CONCAT(p.given_name, ' ', p.family_name),"
	    PLACE("t.name", "x.name", "s.percent")
	    "   FROM position s LEFT JOIN position_source d ON d.position_id = s.id"
	    "   JOIN person p ON p.id = s.person_id"
	    "   LEFT JOIN role_text x ON x.role_id = s.role_id AND x.language = 'nb'"
	    "   LEFT JOIN unit_text t ON t.unit_id = s.unit_id AND t.language = 'nb'"
	    "  WHERE " PEOPLE_SCOPE " AND (s.valid_to IS NULL OR s.valid_to >= ?)"
	    "    AND EXISTS (SELECT 1 FROM people_person_row w FORCE INDEX (by_person)"
	    "        WHERE w.import_id = ?"
	    "        AND w.person_id = s.person_id AND w.frozen = 0)"
	    "    AND NOT EXISTS (SELECT 1 FROM people_position_row r FORCE INDEX (by_position)"
	    "        WHERE r.import_id = ?"
	    "        AND r.position_id = s.id) ORDER BY p.family_name, p.given_name, s.id",
	    DB_ARGS(db_int(run->import_id), PEOPLE_SCOPE_ARGS(run), db_text(run->today),
	        db_int(run->import_id), db_int(run->import_id)));
}

void people_compare_positions(const struct people_run *run)
{
	new_positions(run);
	changed_positions(run);
	ended_positions(run);
}
