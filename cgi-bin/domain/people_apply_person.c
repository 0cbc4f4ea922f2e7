/* Applies the people of a delivery and their positions. Nobody is deleted. */
#include "people_apply.h"

#include "people_compare.h"

/* A row of people_person_row r that says its person's login. */
#define TAKES_LOGIN \
	" r.frozen = 0 AND r.second = 0 AND r.keeps_login = 0 AND r.login IS NOT NULL"

/* Every login that goes to somebody else is free before anybody takes it. */
static void free_logins(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE person p JOIN people_person_row r FORCE INDEX (by_login) ON r.import_id = ?"
	    "   AND r.login = p.login"
	    "   SET p.login = NULL WHERE " TAKES_LOGIN " AND NOT (r.person_id <=> p.id)",
	    DB_ARGS(db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE person p JOIN people_person_row r FORCE INDEX (by_person) ON r.import_id = ?"
	    "   AND r.person_id = p.id"
	    "   SET p.login = NULL WHERE " TAKES_LOGIN " AND NOT (r.login <=> p.login)",
	    DB_ARGS(db_int(run->import_id)));
}

static void make_persons(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO person (employee_no, login, given_name, family_name, email, language, active,"
	    "   hired_on, ended_on)"
	    " SELECT CONCAT(?, r.employee_no), IF(r.keeps_login, NULL, r.login), r.given_name,"
	    "        r.family_name, r.email, r.language, 1, r.hired_on, r.ended_on"
	    "   FROM people_person_row r WHERE r.import_id = ? AND r.person_id IS NULL"
	    "    AND r.joins_no IS NULL AND r.frozen = 0 ORDER BY r.file, r.line",
	    DB_ARGS(db_text(run->prefix), db_int(run->import_id)));
}

/* By which numbers people are known, once they are made: a former municipality's before all. */
static void keep_numbers(const struct people_run *run)
{
	if (!run->is_new)
		db_exec(run->db,
		    "INSERT IGNORE INTO person_origin (municipality_id, employee_no, person_id)"
		    " SELECT ?, r.employee_no, COALESCE(r.person_id, p.id) FROM people_person_row r"
		    "   LEFT JOIN person p ON p.employee_no ="
		    "       CONVERT(CONCAT(?, COALESCE(r.joins_no, r.employee_no)) USING ascii)"
		    "  WHERE r.import_id = ? AND r.frozen = 0"
		    "    AND COALESCE(r.person_id, p.id) IS NOT NULL",
		    DB_ARGS(db_int(run->municipality_id), db_text(run->prefix), db_int(run->import_id)));
	else
		db_exec(run->db,
		    "INSERT IGNORE INTO person_number (employee_no, person_id)"
		    " SELECT r.employee_no, COALESCE(r.person_id, p.id) FROM people_person_row r"
		    "   JOIN people_choice c ON c.import_id = r.import_id AND c.item = r.employee_no"
		    "    AND c.code IN ('login_new', 'login_twice') AND c.choice = 'join'"
		    "   LEFT JOIN person p ON p.employee_no = r.joins_no"
		    "  WHERE r.import_id = ? AND r.frozen = 0"
		    "    AND COALESCE(r.person_id, p.id) IS NOT NULL",
		    DB_ARGS(db_int(run->import_id)));
}

/* The language is the person's own choice; an empty login takes none away. */
static void change_persons(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE person p JOIN people_person_row r FORCE INDEX (by_person) ON r.import_id = ?"
	    "   AND r.person_id = p.id"
	    "   AND r.frozen = 0 AND r.second = 0"
	    "  LEFT JOIN people_choice c ON c.import_id = r.import_id AND c.code = 'inactive'"
	    "   AND c.item = r.employee_no AND c.choice = 'open'"
	    "   SET p.given_name = r.given_name, p.family_name = r.family_name,"
	    "       p.login = IF(r.keeps_login, p.login, COALESCE(r.login, p.login)),"
	    "       p.email = IF(? = 1, r.email, p.email),"
	    "       p.hired_on = COALESCE(r.hired_on, p.hired_on), p.ended_on = r.ended_on,"
	    "       p.active = IF(c.item IS NULL, p.active, 1)",
	    DB_ARGS(db_int(run->import_id), db_bool(run->has_emails)));
}

/*
 * Who leaves with this delivery, and has no position from another source. One by one: a joined
 * UPDATE over a derived table asks for rights on every table that refers to persons.
 */
static void end_persons(const struct people_run *run)
{
	struct db_rows *gone = db_query(run->db,
	    "SELECT f.person_id FROM (SELECT DISTINCT s.person_id FROM position s"
	    "     LEFT JOIN position_source d ON d.position_id = s.id WHERE " PEOPLE_GONE ") f"
	    " WHERE NOT EXISTS (SELECT 1 FROM position s LEFT JOIN position_source d"
	    "     ON d.position_id = s.id WHERE s.person_id = f.person_id"
	    "      AND (s.valid_to IS NULL OR s.valid_to >= ?) AND NOT (" PEOPLE_SCOPE "))",
	    DB_ARGS(PEOPLE_GONE_ARGS(run), db_text(run->today), PEOPLE_SCOPE_ARGS(run)));

	while (db_next(gone))
		db_exec(run->db, "UPDATE person SET ended_on = ? WHERE id = ?",
		    DB_ARGS(db_text(run->yesterday), db_int(db_col_int(gone, "person_id"))));
}

void people_apply_persons(const struct people_run *run)
{
	free_logins(run);
	make_persons(run);
	keep_numbers(run);
	people_resolve_persons(run);
	people_resolve_positions(run);
	change_persons(run);
	end_persons(run);
}

/* Positions ----------------------------------------------------------------------- */

/* One that has begun ends yesterday; one that has not is taken back. */
static void end_positions(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE position s LEFT JOIN position_source d ON d.position_id = s.id"
	    "   SET s.valid_to = GREATEST(?, s.valid_from)"
	    " WHERE " PEOPLE_SCOPE " AND (s.valid_to IS NULL OR s.valid_to >= ?)"
	    "   AND s.valid_from <= ? AND " PEOPLE_POSITION_GONE,
	    DB_ARGS(db_text(run->yesterday), PEOPLE_SCOPE_ARGS(run), db_text(run->today),
	        db_text(run->today), PEOPLE_POSITION_GONE_ARGS(run)));
	db_exec(run->db,
	    "DELETE s FROM position s LEFT JOIN position_source d ON d.position_id = s.id"
	    " WHERE " PEOPLE_SCOPE " AND s.valid_from > ? AND " PEOPLE_POSITION_GONE,
	    DB_ARGS(PEOPLE_SCOPE_ARGS(run), db_text(run->today), PEOPLE_POSITION_GONE_ARGS(run)));
}

static void change_positions(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE position s JOIN people_position_row r FORCE INDEX (by_position)"
	    "    ON r.import_id = ? AND r.position_id = s.id"
	    "   AND r.left_out = 0"
	    "   SET s.unit_id = r.unit_id, s.role_id = r.role_id, s.percent = r.percent,"
	    "       s.is_main = r.is_first, s.kind = COALESCE(r.kind, s.kind),"
	    "       s.valid_from = r.valid_from, s.valid_to = r.valid_to",
	    DB_ARGS(db_int(run->import_id)));
}

/* What a position is called here, whether the source numbers it or not. */
#define OUR_KEY \
	"CONVERT(COALESCE(CONCAT(?, r.position_key), CONCAT('I', r.import_id, '-', r.row_no))" \
	" USING ascii)"

static void make_positions(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO position (source_id, person_id, unit_id, role_id, percent, is_main, kind,"
	    "   valid_from, valid_to)"
	    " SELECT " OUR_KEY ", r.person_id, r.unit_id, r.role_id, r.percent, r.is_first,"
	    "        COALESCE(r.kind, ''), r.valid_from, r.valid_to"
	    "   FROM people_position_row r WHERE r.import_id = ? AND r.left_out = 0"
	    "    AND r.position_id IS NULL AND r.person_id IS NOT NULL ORDER BY r.row_no",
	    DB_ARGS(db_text(run->prefix), db_int(run->import_id)));
	db_exec(run->db,
	    "INSERT INTO position_source (position_id, source_id)"
	    " SELECT s.id, ? FROM people_position_row r JOIN position s ON s.source_id = " OUR_KEY
	    "  WHERE r.import_id = ? AND r.left_out = 0 AND r.position_id IS NULL",
	    DB_ARGS(db_int(run->source_id), db_text(run->prefix), db_int(run->import_id)));
	db_exec(run->db,
	    "INSERT INTO position_source (position_id, source_id)"
	    " SELECT r.position_id, ? FROM people_position_row r"
	    "  WHERE r.import_id = ? AND r.left_out = 0 AND r.position_id IS NOT NULL"
	    "     ON DUPLICATE KEY UPDATE source_id = VALUES(source_id)",
	    DB_ARGS(db_int(run->source_id), db_int(run->import_id)));
}

void people_apply_positions(const struct people_run *run)
{
	end_positions(run);
	change_positions(run);
	make_positions(run);
}
