/* Who and what the rows of a delivery are: persons and units. */
#include "people_resolve.h"

#include "arena.h"
#include "clock.h"

bool people_run_begin(struct people_run *run, struct db *db, int64_t import_id)
{
	struct db_rows *row = db_query(db,
	    "SELECT i.source_id, i.has_people, i.has_units, i.state, i.base, s.municipality_id,"
	    "       m.is_new, m.code, EXISTS (SELECT 1 FROM people_person_row w"
	    "           WHERE w.import_id = i.id AND w.email IS NOT NULL) AS has_emails"
	    "  FROM people_import i JOIN people_source s ON s.id = i.source_id"
	    "  JOIN municipality m ON m.id = s.municipality_id WHERE i.id = ? FOR UPDATE",
	    DB_ARGS(db_int(import_id)));

	if (!db_next(row))
		return false;
	*run = (struct people_run){ .db = db, .import_id = import_id,
		.source_id = db_col_int(row, "source_id"),
		.has_people = db_col_int(row, "has_people") == 1,
		.has_units = db_col_int(row, "has_units") == 1,
		.has_emails = db_col_int(row, "has_emails") == 1,
		.municipality_id = db_col_int(row, "municipality_id"),
		.is_new = db_col_int(row, "is_new") == 1, .state = db_col_text(row, "state"),
		.base = db_col_text(row, "base"), .today = arena_printf("%s", clock_today()) };
	run->yesterday = clock_add_days(run->today, -1);
	run->prefix = run->is_new ? "" : arena_printf("%s-", db_col_text(row, "code"));
	return true;
}

/* Persons --------------------------------------------------------------------- */

/* By number alone: names and addresses tell nothing. */
static void by_number(const struct people_run *run)
{
	if (run->is_new)
		db_exec(run->db,
		    "UPDATE people_person_row r LEFT JOIN person p ON p.employee_no = r.employee_no"
		    "  LEFT JOIN person_number n ON n.employee_no = r.employee_no"
		    "   SET r.person_id = COALESCE(n.person_id, p.id), r.joins_no = NULL,"
		    "       r.keeps_login = 0, r.frozen = r.left_out"
		    " WHERE r.import_id = ?", DB_ARGS(db_int(run->import_id)));
	else
		db_exec(run->db,
		    "UPDATE people_person_row r LEFT JOIN person_origin o ON o.municipality_id = ?"
		    "   AND o.employee_no = r.employee_no"
		    "   SET r.person_id = o.person_id, r.joins_no = NULL, r.keeps_login = 0,"
		    "       r.frozen = r.left_out"
		    " WHERE r.import_id = ?",
		    DB_ARGS(db_int(run->municipality_id), db_int(run->import_id)));
}

/* By HR's word: a new number is somebody who has that login, here or in an earlier row. */
static void by_word(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_person_row r JOIN people_choice c ON c.import_id = r.import_id"
	    "   AND c.code = 'login_new' AND c.item = r.employee_no AND c.choice = 'join'"
	    "  JOIN person p ON p.login = r.login"
	    "   SET r.person_id = p.id WHERE r.import_id = ? AND r.person_id IS NULL",
	    DB_ARGS(db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE people_person_row r JOIN people_choice c ON c.import_id = r.import_id"
	    "   AND c.code = 'login_twice' AND c.item = r.employee_no AND c.choice = 'join'"
	    "  JOIN (SELECT login, MIN(file * 10000000 + line) AS place FROM people_person_row"
	    "         WHERE import_id = ? AND login IS NOT NULL GROUP BY login) f ON f.login = r.login"
	    "  JOIN people_person_row x FORCE INDEX (by_login) ON x.import_id = r.import_id"
	    "   AND x.login = r.login"
	    "   AND x.file * 10000000 + x.line = f.place"
	    "   SET r.person_id = x.person_id,"
	    "       r.joins_no = IF(x.person_id IS NULL, x.employee_no, NULL)"
	    " WHERE r.import_id = ? AND r.person_id IS NULL AND x.employee_no <> r.employee_no",
	    DB_ARGS(db_int(run->import_id), db_int(run->import_id)));
}

/*
 * A login that somebody else has, or an earlier row, is not taken unless HR says that it moves. A
 * second number's row says nothing about its person.
 */
static void keep_logins(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_person_row r"
	    "   SET r.who = IF(r.person_id IS NULL, COALESCE(r.joins_no, r.employee_no),"
	    "                  CONCAT('#', r.person_id)) WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE people_person_row r FORCE INDEX (PRIMARY) JOIN (SELECT employee_no,"
	    "     ROW_NUMBER() OVER"
	    "     (PARTITION BY who ORDER BY file, line) AS place FROM people_person_row"
	    "    WHERE import_id = ?) f ON f.employee_no = r.employee_no"
	    "   SET r.second = f.place > 1 WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->import_id), db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE people_person_row r JOIN person h ON h.login = r.login"
	    "   AND (r.person_id IS NULL OR h.id <> r.person_id)"
	    "   SET r.keeps_login = NOT EXISTS (SELECT 1 FROM people_choice c"
	    "       WHERE c.import_id = r.import_id AND c.code IN ('login_new', 'login_moves')"
	    "         AND c.item = r.employee_no AND c.choice = 'move')"
	    " WHERE r.import_id = ?", DB_ARGS(db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE people_person_row r FORCE INDEX (PRIMARY) JOIN (SELECT w.employee_no,"
	    "     ROW_NUMBER() OVER"
	    "     (PARTITION BY w.login ORDER BY c.item IS NULL, w.file, w.line) AS place"
	    "     FROM people_person_row w LEFT JOIN people_choice c ON c.import_id = w.import_id"
	    "      AND c.code IN ('login_new', 'login_moves') AND c.item = w.employee_no"
	    "      AND c.choice = 'move'"
	    "    WHERE w.import_id = ? AND w.login IS NOT NULL AND w.second = 0) f"
	    "    ON f.employee_no = r.employee_no AND f.place > 1"
	    "   SET r.keeps_login = 1 WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->import_id), db_int(run->import_id)));
}

void people_resolve_persons(const struct people_run *run)
{
	by_number(run);
	by_word(run);
	keep_logins(run);
}

/* Units ----------------------------------------------------------------------- */

static void find_units(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_unit_row r"
	    "  LEFT JOIN unit_source k ON k.source_id = ? AND k.unit_key = r.unit_key"
	    "  LEFT JOIN unit u ON u.code = r.code"
	    "   SET r.unit_id = COALESCE(k.unit_id, u.id) WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->source_id), db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE people_unit_row r"
	    "  LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.parent_key"
	    "  LEFT JOIN unit_source k ON k.source_id = ? AND k.unit_key = r.parent_key"
	    "  LEFT JOIN unit u ON u.code = r.parent_key"
	    "   SET r.parent_id = IF(a.unit_key IS NULL, COALESCE(k.unit_id, u.id), a.unit_id),"
	    "       r.keeps_parent = EXISTS (SELECT 1 FROM people_choice c"
	    "           WHERE c.import_id = r.import_id AND c.code = 'moves_below'"
	    "             AND c.item = r.code AND c.choice = 'leave')"
	    " WHERE r.import_id = ?", DB_ARGS(db_int(run->source_id), db_int(run->import_id)));
}

/* A leader may be somebody whom the delivery does not name: one of another source. */
static void find_leaders(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_unit_row r"
	    "  LEFT JOIN people_person_row w FORCE INDEX (PRIMARY) ON w.import_id = r.import_id"
	    "   AND w.employee_no = r.leader_no"
	    "  LEFT JOIN person p ON ? = 1 AND p.employee_no = r.leader_no"
	    "  LEFT JOIN person_number n ON ? = 1 AND n.employee_no = r.leader_no"
	    "  LEFT JOIN person_origin o ON ? = 0 AND o.municipality_id = ?"
	    "   AND o.employee_no = r.leader_no"
	    "  LEFT JOIN people_choice c ON c.import_id = r.import_id AND c.code = 'leads'"
	    "   AND c.item = r.code AND c.choice = 'leave'"
	    "   SET r.leader_id = COALESCE(w.person_id, n.person_id, p.id, o.person_id),"
	    "       r.keeps_leader = IF(r.leader_no IS NULL, r.keeps_leader, c.item IS NOT NULL"
	    "           OR (COALESCE(w.person_id, n.person_id, p.id, o.person_id) IS NULL"
	    "               AND COALESCE(w.left_out, 1) = 1))"
	    " WHERE r.import_id = ?",
	    DB_ARGS(db_bool(run->is_new), db_bool(run->is_new), db_bool(run->is_new),
	        db_int(run->municipality_id), db_int(run->import_id)));
}

void people_resolve_units(const struct people_run *run)
{
	find_units(run);
	find_leaders(run);
}

void people_resolve(const struct people_run *run)
{
	people_resolve_persons(run);
	people_resolve_units(run);
	people_resolve_positions(run);
}
