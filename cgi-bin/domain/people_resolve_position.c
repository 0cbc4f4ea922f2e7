/* Which positions of ours the rows of a delivery are, and which becomes the main one. */
#include "people_resolve.h"

/* Who has it, where, and as what. */
static void find_subjects(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_position_row r"
	    "  JOIN people_person_row w FORCE INDEX (PRIMARY) ON w.import_id = r.import_id"
	    "   AND w.employee_no = r.employee_no"
	    "  LEFT JOIN people_unit_row a ON a.import_id = r.import_id AND a.unit_key = r.unit_key"
	    "  LEFT JOIN unit_source k ON k.source_id = ? AND k.unit_key = r.unit_key"
	    "  LEFT JOIN unit u ON u.code = r.unit_key"
	    "  LEFT JOIN people_source_role m ON m.source_id = ? AND m.job_code = r.job_code"
	    "  LEFT JOIN role j ON j.code = CONVERT(r.job_code USING ascii)"
	    "   SET r.who = w.who, r.person_id = w.person_id, r.position_id = NULL, r.is_first = 0,"
	    "       r.unit_id = IF(a.unit_key IS NULL, COALESCE(k.unit_id, u.id), a.unit_id),"
	    "       r.role_id = COALESCE(m.role_id, j.id),"
	    "       r.left_out = COALESCE(m.role_id, j.id) IS NULL"
	    "           OR COALESCE(a.unit_key, k.unit_id, u.id) IS NULL"
	    " WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->source_id), db_int(run->source_id), db_int(run->import_id)));
}

/* By the source's own number of the position. Another person's is a fault, and left out. */
static void by_key(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_position_row r"
	    "  JOIN position s ON s.source_id = CONVERT(CONCAT(?, r.position_key) USING ascii)"
	    "   SET r.position_id = IF(s.person_id = r.person_id, s.id, NULL),"
	    "       r.left_out = r.left_out OR r.person_id IS NULL OR s.person_id <> r.person_id"
	    " WHERE r.import_id = ?", DB_ARGS(db_text(run->prefix), db_int(run->import_id)));
}

/*
 * Without a number it is the same position when person, unit and role are the same, and so is its
 * first day; of several, in their order.
 */
static void by_first_day(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_position_row r FORCE INDEX (PRIMARY)"
	    "  JOIN (SELECT row_no, person_id, unit_id, role_id, valid_from, ROW_NUMBER() OVER"
	    "          (PARTITION BY person_id, unit_id, role_id, valid_from ORDER BY row_no) AS place"
	    "          FROM people_position_row WHERE import_id = ? AND position_id IS NULL"
	    "           AND left_out = 0 AND person_id IS NOT NULL) f ON f.row_no = r.row_no"
	    "  JOIN (SELECT s.id, s.person_id, s.unit_id, s.role_id, s.valid_from, ROW_NUMBER() OVER"
	    "          (PARTITION BY s.person_id, s.unit_id, s.role_id, s.valid_from ORDER BY s.id)"
	    "             AS place"
	    "          FROM position s LEFT JOIN position_source d ON d.position_id = s.id"
	    "         WHERE " PEOPLE_SCOPE
	    "           AND NOT EXISTS (SELECT 1 FROM people_position_row x FORCE INDEX (by_position)"
	    "               WHERE x.import_id = ? AND x.position_id = s.id)) g"
	    "    ON g.person_id = f.person_id AND g.unit_id = f.unit_id AND g.role_id = f.role_id"
	    "   AND g.valid_from = f.valid_from AND g.place = f.place"
	    "   SET r.position_id = g.id WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->import_id), PEOPLE_SCOPE_ARGS(run), db_int(run->import_id),
	        db_int(run->import_id)));
}

/* What is left is the same in unit and role, if it has not ended: its first day was corrected. */
static void by_order(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_position_row r FORCE INDEX (PRIMARY)"
	    "  JOIN (SELECT row_no, person_id, unit_id, role_id, ROW_NUMBER() OVER"
	    "          (PARTITION BY person_id, unit_id, role_id ORDER BY valid_from, row_no) AS place"
	    "          FROM people_position_row WHERE import_id = ? AND position_id IS NULL"
	    "           AND left_out = 0 AND person_id IS NOT NULL"
	    "           AND (valid_to IS NULL OR valid_to >= ?)) f ON f.row_no = r.row_no"
	    "  JOIN (SELECT s.id, s.person_id, s.unit_id, s.role_id, ROW_NUMBER() OVER"
	    "          (PARTITION BY s.person_id, s.unit_id, s.role_id ORDER BY s.valid_from, s.id)"
	    "             AS place"
	    "          FROM position s LEFT JOIN position_source d ON d.position_id = s.id"
	    "         WHERE " PEOPLE_SCOPE " AND (s.valid_to IS NULL OR s.valid_to >= ?)"
	    "           AND NOT EXISTS (SELECT 1 FROM people_position_row x FORCE INDEX (by_position)"
	    "               WHERE x.import_id = ? AND x.position_id = s.id)) g"
	    "    ON g.person_id = f.person_id AND g.unit_id = f.unit_id AND g.role_id = f.role_id"
	    "   AND g.place = f.place"
	    "   SET r.position_id = g.id WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), PEOPLE_SCOPE_ARGS(run),
	        db_text(run->today), db_int(run->import_id), db_int(run->import_id)));
}

/* One row left out leaves the person as they are: a position that moved would only end. */
static void freeze(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_person_row w JOIN (SELECT who FROM people_person_row"
	    "    WHERE import_id = ? AND left_out = 1 UNION SELECT who FROM people_position_row"
	    "    WHERE import_id = ? AND left_out = 1) f ON f.who = w.who"
	    "   SET w.frozen = 1 WHERE w.import_id = ?",
	    DB_ARGS(db_int(run->import_id), db_int(run->import_id), db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE people_position_row r JOIN people_person_row w FORCE INDEX (PRIMARY)"
	    "    ON w.import_id = r.import_id"
	    "   AND w.employee_no = r.employee_no AND w.frozen = 1"
	    "   SET r.left_out = 1 WHERE r.import_id = ?", DB_ARGS(db_int(run->import_id)));
}

/* Exactly one of a person's is the main one: valid today before others, marked, the largest. */
static void choose_main(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE people_position_row r FORCE INDEX (PRIMARY) JOIN (SELECT row_no, ROW_NUMBER() OVER"
	    "     (PARTITION BY who"
	    "     ORDER BY (valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)) DESC,"
	    "              is_main DESC, percent DESC, row_no) AS place"
	    "     FROM people_position_row WHERE import_id = ? AND left_out = 0) f"
	    "    ON f.row_no = r.row_no AND f.place = 1"
	    "   SET r.is_first = 1 WHERE r.import_id = ?",
	    DB_ARGS(db_text(run->today), db_text(run->today), db_int(run->import_id),
	        db_int(run->import_id)));
}

void people_resolve_positions(const struct people_run *run)
{
	find_subjects(run);
	by_key(run);
	by_first_day(run);
	by_order(run);
	freeze(run);
	choose_main(run);
}
