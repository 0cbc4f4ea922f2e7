/* Who is asked what when a round opens, and the level that is required of them. */
#include "round_asking.h"

/* alike_id: the first assessment of the round whose person is asked exactly the same. */
static void make_tables(struct db *db)
{
	db_exec(db,
	    "CREATE TEMPORARY TABLE IF NOT EXISTS asked_alike ("
	    "  assessment_id INT UNSIGNED NOT NULL PRIMARY KEY, alike_id INT UNSIGNED NOT NULL,"
	    "  KEY (alike_id)) ENGINE=InnoDB", DB_ARGS());
	db_exec(db,
	    "CREATE TEMPORARY TABLE IF NOT EXISTS asked_item ("
	    "  alike_id INT UNSIGNED NOT NULL, item_id INT UNSIGNED NOT NULL,"
	    "  required BOOLEAN NOT NULL, required_level TINYINT UNSIGNED NULL,"
	    "  PRIMARY KEY (alike_id, item_id)) ENGINE=InnoDB", DB_ARGS());
	db_exec(db, "DELETE FROM asked_alike", DB_ARGS());
	db_exec(db, "DELETE FROM asked_item", DB_ARGS());
}

/* MIN in the place of FIRST_VALUE would look at every pair of people who are alike. */
static void find_alike(struct db *db, int64_t round_id, const char *day)
{
	const struct db_arg round = db_int(round_id), on = db_text(day);

	db_exec(db,
	    "INSERT INTO asked_alike (assessment_id, alike_id)"
	    " WITH held AS ("
	    "  SELECT a.id, p.role_id FROM assessment a"
	    "    JOIN position p ON p.person_id = a.person_id AND p.valid_from <= ?"
	    "     AND (p.valid_to IS NULL OR p.valid_to >= ?)"
	    "   WHERE a.round_id = ?"
	    "  UNION SELECT a.id, o.role_id FROM assessment a"
	    "    JOIN office o ON o.person_id = a.person_id AND o.role_id IS NOT NULL"
	    "     AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)"
	    "   WHERE a.round_id = ?),"
	    " roles AS (SELECT id, GROUP_CONCAT(role_id ORDER BY role_id) AS list"
	    "   FROM held GROUP BY id)"
	    " SELECT a.id, FIRST_VALUE(a.id) OVER (PARTITION BY a.sector, r.list,"
	    "    EXISTS (SELECT 1 FROM unit_leader l"
	    "             WHERE l.person_id = a.person_id AND l.deputy_for_id IS NULL"
	    "               AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?))"
	    "    ORDER BY a.id)"
	    "   FROM assessment a JOIN roles r ON r.id = a.id WHERE a.round_id = ?",
	    DB_ARGS(on, on, round, on, on, round, on, on, round));
}

/*
 * For one of each kind. need: what the roles require today, those of offices among them: the
 * highest level, statutory if it is for one of them. asked: the items of the sections whose
 * audience the person is in; of a section that asks what roles require, those that they do; none of
 * a competence that has ended or is not used yet. Of several sections with the same facet the first
 * asks it.
 */
static void find_items(struct db *db, int64_t round_id, const char *day)
{
	const struct db_arg round = db_int(round_id), on = db_text(day);

	db_exec(db,
	    "INSERT INTO asked_item (alike_id, item_id, required, required_level)"
	    " WITH kind AS (SELECT DISTINCT alike_id AS id FROM asked_alike),"
	    " held AS ("
	    "  SELECT k.id, p.role_id FROM kind k JOIN assessment a ON a.id = k.id"
	    "    JOIN position p ON p.person_id = a.person_id AND p.valid_from <= ?"
	    "     AND (p.valid_to IS NULL OR p.valid_to >= ?)"
	    "  UNION SELECT k.id, o.role_id FROM kind k JOIN assessment a ON a.id = k.id"
	    "    JOIN office o ON o.person_id = a.person_id AND o.role_id IS NOT NULL"
	    "     AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)),"
	    " need AS ("
	    "  SELECT h.id, q.competence_id, q.facet, MAX(q.level) AS level,"
	    "         MAX(q.statutory) AS statutory"
	    "    FROM held h JOIN requirement q ON q.role_id = h.role_id"
	    "   GROUP BY h.id, q.competence_id, q.facet),"
	    " audience AS ("
	    "  SELECT k.id, s.id AS section_id, s.from_requirements"
	    "    FROM round r JOIN section s ON s.survey_id = r.survey_id"
	    "    JOIN kind k JOIN assessment a ON a.id = k.id"
	    "   WHERE r.id = ? AND (s.for_everyone = 1"
	    "      OR EXISTS (SELECT 1 FROM section_sector x"
	    "                  WHERE x.section_id = s.id AND x.sector = a.sector)"
	    "      OR EXISTS (SELECT 1 FROM section_role x JOIN held h ON h.role_id = x.role_id"
	    "                  WHERE x.section_id = s.id AND h.id = k.id)"
	    "      OR s.for_leaders = 1 AND EXISTS (SELECT 1 FROM unit_leader l"
	    "            WHERE l.person_id = a.person_id AND l.deputy_for_id IS NULL"
	    "              AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)))),"
	    " asked AS ("
	    "  SELECT v.id, i.id AS item_id, i.competence_id, i.facet, i.required"
	    "    FROM audience v JOIN item i ON i.section_id = v.section_id"
	    "   WHERE v.from_requirements IS NULL OR i.competence_id IS NULL"
	    "  UNION ALL SELECT v.id, i.id, i.competence_id, i.facet, i.required"
	    "    FROM audience v JOIN need n ON n.id = v.id"
	    "     AND n.statutory = (v.from_requirements = 'statutory')"
	    "    JOIN item i ON i.section_id = v.section_id AND i.competence_id = n.competence_id"
	    "     AND i.facet = n.facet),"
	    " first AS (SELECT q.*, ROW_NUMBER() OVER (PARTITION BY q.id,"
	    "    COALESCE(q.competence_id, -q.item_id), q.facet ORDER BY q.item_id) AS place"
	    "    FROM asked q LEFT JOIN competence c ON c.id = q.competence_id"
	    "   WHERE COALESCE(c.valid_from, ?) <= ? AND COALESCE(c.valid_to, ?) >= ?)"
	    " SELECT f.id, f.item_id, f.required, n.level FROM first f"
	    "   LEFT JOIN need n ON n.id = f.id"
	    "    AND n.competence_id = f.competence_id AND n.facet = f.facet"
	    "  WHERE f.place = 1",
	    DB_ARGS(on, on, on, on, round, on, on, on, on, on, on));
}

void round_asking_prepare(struct db *db, int64_t round_id, const char *day)
{
	make_tables(db);
	find_alike(db, round_id, day);
	find_items(db, round_id, day);
}

void round_asking_write(struct db *db, int64_t round_id, int64_t after, int64_t last)
{
	db_exec(db,
	    "INSERT INTO answer (round_id, assessment_id, item_id, required, required_level)"
	    " SELECT ?, a.assessment_id, i.item_id, i.required, i.required_level"
	    "   FROM asked_alike a JOIN asked_item i ON i.alike_id = a.alike_id"
	    "  WHERE a.assessment_id > ? AND a.assessment_id <= ?"
	    "  ORDER BY a.assessment_id, i.item_id",
	    DB_ARGS(db_int(round_id), db_int(after), db_int(last)));
}
