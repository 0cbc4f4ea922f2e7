/* Applies the units of a delivery: the tree, their names, and who leads them from today on. */
#include "people_apply.h"

#include "audit.h"
#include "people_compare.h"

/* Units -------------------------------------------------------------------------- */

static void make_units(const struct people_run *run)
{
	db_exec(run->db,
	    "INSERT INTO unit (code, level, kostra_function, valid_from, valid_to)"
	    " SELECT r.code, COALESCE(r.level, 'enhet'), r.kostra_function, COALESCE(r.valid_from, ?),"
	    "        GREATEST(r.valid_to, COALESCE(r.valid_from, ?))"
	    "   FROM people_unit_row r WHERE r.import_id = ? AND r.unit_id IS NULL"
	    "  ORDER BY r.file, r.line",
	    DB_ARGS(db_text(run->today), db_text(run->today), db_int(run->import_id)));
	people_resolve_units(run);
	db_exec(run->db,
	    "INSERT IGNORE INTO unit_source (source_id, unit_key, unit_id)"
	    " SELECT ?, r.unit_key, r.unit_id FROM people_unit_row r WHERE r.import_id = ?",
	    DB_ARGS(db_int(run->source_id), db_int(run->import_id)));
}

static void change_units(const struct people_run *run)
{
	db_exec(run->db,
	    "UPDATE unit u JOIN people_unit_row r ON r.unit_id = u.id"
	    "   SET u.code = r.code, u.parent_id = IF(r.keeps_parent, u.parent_id, r.parent_id),"
	    "       u.level = COALESCE(r.level, u.level),"
	    "       u.kostra_function = COALESCE(r.kostra_function, u.kostra_function),"
	    "       u.valid_from = COALESCE(r.valid_from, u.valid_from),"
	    "       u.valid_to = GREATEST(r.valid_to, COALESCE(r.valid_from, u.valid_from))"
	    " WHERE r.import_id = ?", DB_ARGS(db_int(run->import_id)));
	db_exec(run->db,
	    "INSERT INTO unit_text (unit_id, language, name)"
	    " SELECT r.unit_id, 'nb', r.name FROM people_unit_row r WHERE r.import_id = ?"
	    "     ON DUPLICATE KEY UPDATE name = VALUES(name)", DB_ARGS(db_int(run->import_id)));
	db_exec(run->db,
	    "UPDATE unit u SET u.valid_to = GREATEST(?, u.valid_from)"
	    " WHERE (u.valid_to IS NULL OR u.valid_to >= ?) AND " PEOPLE_UNIT_GONE,
	    DB_ARGS(db_text(run->yesterday), db_text(run->today), PEOPLE_UNIT_GONE_ARGS(run)));
}

/* A new unit is of the sector of what lies above it. */
static void write_tree(const struct people_run *run)
{
	db_exec(run->db, "DELETE FROM unit_tree", DB_ARGS());
	db_exec(run->db,
	    "INSERT INTO unit_tree (ancestor_id, unit_id, depth)"
	    " WITH RECURSIVE below AS ("
	    "  SELECT id AS ancestor_id, id AS unit_id, 0 AS depth FROM unit"
	    "  UNION ALL"
	    "  SELECT b.ancestor_id, u.id, b.depth + 1 FROM below b"
	    "      JOIN unit u ON u.parent_id = b.unit_id)"
	    " SELECT ancestor_id, unit_id, depth FROM below", DB_ARGS());
	struct db_rows *found = db_query(run->db,
	    "SELECT u.id, f.sector FROM unit u JOIN (SELECT t.unit_id, a.sector, ROW_NUMBER() OVER"
	    "     (PARTITION BY t.unit_id ORDER BY t.depth) AS place"
	    "    FROM unit_tree t JOIN unit a ON a.id = t.ancestor_id AND a.sector IS NOT NULL) f"
	    "    ON f.unit_id = u.id AND f.place = 1"
	    "  JOIN people_unit_row r ON r.import_id = ? AND r.unit_id = u.id"
	    " WHERE u.sector IS NULL", DB_ARGS(db_int(run->import_id)));

	while (db_next(found))
		db_exec(run->db, "UPDATE unit SET sector = ? WHERE id = ?",
		    DB_ARGS(db_text(db_col_text(found, "sector")), db_int(db_col_int(found, "id"))));
}

void people_apply_units(const struct people_run *run)
{
	make_units(run);
	change_units(run);
	write_tree(run);
}

/* Leaders ------------------------------------------------------------------------ */

/* Deputies stay: the file knows none. Who begins today, or with the unit, has led nobody yet. */
static void end_leaders(const struct people_run *run)
{
	db_exec(run->db,
	    "DELETE l FROM unit_leader l JOIN people_unit_row r ON r.import_id = ?"
	    "   AND r.unit_id = l.unit_id AND r.keeps_leader = 0 AND NOT (l.person_id <=> r.leader_id)"
	    "  JOIN unit u ON u.id = l.unit_id"
	    " WHERE l.deputy_for_id IS NULL AND l.valid_from >= ?"
	    "   AND l.valid_from <= GREATEST(?, u.valid_from)",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), db_text(run->today)));
	db_exec(run->db,
	    "UPDATE unit_leader l JOIN people_unit_row r ON r.import_id = ? AND r.unit_id = l.unit_id"
	    "   AND r.keeps_leader = 0 AND NOT (l.person_id <=> r.leader_id)"
	    "   SET l.valid_to = ?"
	    " WHERE l.deputy_for_id IS NULL AND l.valid_from < ?"
	    "   AND (l.valid_to IS NULL OR l.valid_to >= ?)",
	    DB_ARGS(db_int(run->import_id), db_text(run->yesterday), db_text(run->today),
	        db_text(run->today)));
}

/* Those who become leaders today: their own access log tells them. */
static struct db_rows *new_leaders(const struct people_run *run)
{
	return db_query(run->db,
	    "SELECT r.unit_id, r.leader_id, r.code FROM people_unit_row r"
	    "  JOIN unit u ON u.id = r.unit_id"
	    " WHERE r.import_id = ? AND r.keeps_leader = 0 AND r.leader_id IS NOT NULL"
	    "   AND (u.valid_to IS NULL OR u.valid_to >= ?)"
	    "   AND NOT EXISTS (SELECT 1 FROM unit_leader l WHERE l.unit_id = r.unit_id"
	    "       AND l.person_id = r.leader_id AND l.deputy_for_id IS NULL"
	    "       AND (l.valid_to IS NULL OR l.valid_to >= ?)) ORDER BY r.code",
	    DB_ARGS(db_int(run->import_id), db_text(run->today), db_text(run->today)));
}

void people_apply_leaders(const struct people_run *run, const struct user *actor)
{
	people_resolve_units(run);
	end_leaders(run);
	for (struct db_rows *row = new_leaders(run); db_next(row);) {
		db_exec(run->db,
		    "INSERT INTO unit_leader (unit_id, person_id, valid_from, valid_to)"
		    " SELECT id, ?, GREATEST(?, valid_from), valid_to FROM unit WHERE id = ?"
		    "     ON DUPLICATE KEY UPDATE valid_to = VALUES(valid_to), deputy_for_id = NULL",
		    DB_ARGS(db_int(db_col_int(row, "leader_id")), db_text(run->today),
		        db_int(db_col_int(row, "unit_id"))));
		audit_add(run->db, actor, "people.lead", db_col_int(row, "unit_id"),
		    db_col_int(row, "leader_id"), db_col_text(row, "code"));
	}
}
