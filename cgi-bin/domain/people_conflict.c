/*
 * What a delivery cannot decide: whether two numbers are one person, and what would give somebody
 * rights. Each waits for HR's word; person_id is who gains by it, and may not give it.
 */
#include "people_compare.h"

#include "arena.h"

/* A login that a person of ours has is delivered for another number. old is who has it. */
static void logins(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, person_id,"
	    "   other_no, choice, file, line)"
	    " SELECT r.import_id, 'conflict', k.code, r.employee_no,"
	    "        CONCAT(r.given_name, ' ', r.family_name),"
	    "        CONCAT(h.given_name, ' ', h.family_name), r.login, h.id, h.employee_no, c.choice,"
	    "        r.file, r.line"
	    "   FROM people_person_row r JOIN person h ON h.login = r.login"
	    "   JOIN (SELECT 'login_new' AS code, 1 AS makes UNION SELECT 'login_moves', 0) k"
	    "   LEFT JOIN person o ON o.employee_no = r.employee_no AND ? = 1"
	    "   LEFT JOIN person_origin g ON g.municipality_id = ? AND g.employee_no = r.employee_no"
	    "   LEFT JOIN person_number n ON n.employee_no = r.employee_no AND ? = 1"
	    "   LEFT JOIN people_choice c ON c.import_id = r.import_id AND c.code = k.code"
	    "    AND c.item = r.employee_no"
	    "  WHERE r.import_id = ? AND r.frozen = 0"
	    "    AND h.id <> COALESCE(n.person_id, o.id, IF(? = 1, NULL, g.person_id), 0)"
	    "    AND k.makes = (COALESCE(n.person_id, o.id, IF(? = 1, NULL, g.person_id)) IS NULL)"
	    "    AND (r.second = 0 OR k.makes = 1) ORDER BY r.file, r.line",
	    DB_ARGS(db_bool(run->is_new), db_int(run->municipality_id), db_bool(run->is_new),
	        db_int(run->import_id), db_bool(run->is_new), db_bool(run->is_new)));
}

/* Two numbers of the delivery have one login, which nobody of ours has yet. */
static void logins_twice(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, old, new, other_no, choice,"
	    "   file, line)"
	    " SELECT r.import_id, 'conflict', 'login_twice', r.employee_no,"
	    "        CONCAT(r.given_name, ' ', r.family_name),"
	    "        CONCAT(x.given_name, ' ', x.family_name), r.login, x.employee_no, c.choice,"
	    "        r.file, r.line"
	    "   FROM (SELECT employee_no, ROW_NUMBER() OVER (PARTITION BY login ORDER BY file, line)"
	    "           AS place, FIRST_VALUE(employee_no) OVER (PARTITION BY login"
	    "           ORDER BY file, line) AS first_no FROM people_person_row"
	    "          WHERE import_id = ? AND login IS NOT NULL) f"
	    "   JOIN people_person_row r FORCE INDEX (PRIMARY) ON r.import_id = ?"
	    "    AND r.employee_no = f.employee_no"
	    "   JOIN people_person_row x FORCE INDEX (PRIMARY) ON x.import_id = ?"
	    "    AND x.employee_no = f.first_no"
	    "   LEFT JOIN people_choice c ON c.import_id = r.import_id AND c.code = 'login_twice'"
	    "    AND c.item = r.employee_no"
	    "  WHERE f.place > 1 AND r.frozen = 0"
	    "    AND NOT EXISTS (SELECT 1 FROM person h WHERE h.login = r.login)"
	    "    AND (r.who <> x.who OR c.choice IS NOT NULL) ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id), db_int(run->import_id), db_int(run->import_id)));
}

/* Somebody who was shut out is delivered with a position. */
static void shut_out(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, person_id, choice, file,"
	    "   line)"
	    " SELECT r.import_id, 'conflict', 'inactive', r.employee_no,"
	    "        CONCAT(r.given_name, ' ', r.family_name), p.id, c.choice, r.file, r.line"
	    "   FROM people_person_row r JOIN person p ON p.id = r.person_id AND p.active = 0"
	    "   LEFT JOIN people_choice c ON c.import_id = r.import_id AND c.code = 'inactive'"
	    "    AND c.item = r.employee_no"
	    "  WHERE r.import_id = ? AND r.frozen = 0 AND r.second = 0 AND EXISTS (SELECT 1"
	    "        FROM people_position_row s FORCE INDEX (by_who) WHERE s.import_id = r.import_id"
	    "         AND s.who = r.who"
	    "         AND (s.valid_to IS NULL OR s.valid_to >= ?)) ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id), db_text(run->today)));
}

/* Whether a person (l or w) leads a unit, or one above it, today. */
#define LEADS(person, unit) \
	" EXISTS (SELECT 1 FROM unit_tree t JOIN unit_leader q ON q.unit_id = t.ancestor_id" \
	"  AND q.valid_from <= ? AND (q.valid_to IS NULL OR q.valid_to >= ?)" \
	"  WHERE t.unit_id = " unit " AND q.person_id = " person ")"

/* HR becomes the leader of a unit: with that goes what no HR user may do. */
static void hr_leads(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, new, person_id, choice,"
	    "   file, line)"
	    " SELECT r.import_id, 'conflict', 'leads', r.code, r.name,"
	    "        CONCAT(p.given_name, ' ', p.family_name), p.id, c.choice, r.file, r.line"
	    "   FROM people_unit_row r JOIN granted_role g ON g.person_id = r.leader_id"
	    "   JOIN person p ON p.id = g.person_id"
	    "   LEFT JOIN people_choice c ON c.import_id = r.import_id AND c.code = 'leads'"
	    "    AND c.item = r.code"
	    "  WHERE r.import_id = ? AND NOT " LEADS("p.id", "COALESCE(r.unit_id, 0)")
	    "  ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), db_text(run->today)));
}

/* A unit comes below one that HR leads; what lies between may be new. */
static void hr_leads_above(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO people_change (import_id, kind, code, item, name, new, person_id, choice,"
	    "   file, line)"
	    " WITH RECURSIVE up AS (SELECT unit_key, parent_key AS above FROM people_unit_row"
	    "     WHERE import_id = ? AND parent_key IS NOT NULL"
	    "   UNION SELECT up.unit_key, r.parent_key FROM up JOIN people_unit_row r"
	    "     ON r.import_id = ? AND r.unit_key = up.above AND r.parent_key IS NOT NULL)"
	    " SELECT r.import_id, 'conflict', 'moves_below', r.code, r.name,"
	    "        MIN(CONCAT(p.given_name, ' ', p.family_name)), p.id, MIN(c.choice), r.file, r.line"
	    "   FROM up JOIN people_unit_row r ON r.import_id = ? AND r.unit_key = up.unit_key"
	    "   JOIN unit u ON u.id = r.unit_id AND NOT (u.parent_id <=> r.parent_id)"
	    "   LEFT JOIN people_unit_row b ON b.import_id = r.import_id AND b.unit_key = up.above"
	    "   LEFT JOIN unit w ON w.code = up.above"
	    "   JOIN unit_tree e ON e.unit_id = COALESCE(b.unit_id, w.id)"
	    "   JOIN unit_leader l ON l.unit_id = e.ancestor_id AND l.valid_from <= ?"
	    "    AND (l.valid_to IS NULL OR l.valid_to >= ?)"
	    "   JOIN granted_role g ON g.person_id = l.person_id JOIN person p ON p.id = l.person_id"
	    "   LEFT JOIN people_choice c ON c.import_id = r.import_id AND c.code = 'moves_below'"
	    "    AND c.item = r.code"
	    "  WHERE NOT " LEADS("l.person_id", "u.id")
	    "  GROUP BY r.unit_key, p.id ORDER BY r.file, r.line",
	    DB_ARGS(db_int(run->import_id), db_int(run->import_id), db_int(run->import_id),
	        db_text(run->today), db_text(run->today), db_text(run->today), db_text(run->today)));
}

void people_conflicts(const struct people_run *run)
{
	if (run->has_people) {
		logins(run);
		logins_twice(run);
		shut_out(run);
	}
	if (run->has_units) {
		hr_leads(run);
		hr_leads_above(run);
	}
}
