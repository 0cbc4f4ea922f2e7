/* Opens a round: who is asked, and what; the level that their roles require today is pinned. */
#include "round_opening.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"

/*
 * The main position of each pins unit, role, sector, percentage and legacy municipality; in the
 * order of the export.
 */
static int64_t assign(struct db *db, int64_t round_id)
{
	const char *today = clock_today();

	return db_exec(db,
	    "INSERT INTO assessment (round_id, person_id, unit_id, role_id, municipality_id, sector,"
	    "   percent)"
	    " SELECT ?, m.person_id, m.unit_id, m.role_id,"
	    "        COALESCE(l.municipality_id,"
	    "            (SELECT MIN(o.municipality_id) FROM person_origin o"
	    "              WHERE o.person_id = m.person_id)),"
	    "        COALESCE(u.sector, r.sector), m.percent"
	    "   FROM (SELECT person_id, unit_id, role_id, legacy_unit_id, percent,"
	    "                ROW_NUMBER() OVER (PARTITION BY person_id"
	    "                                   ORDER BY is_main DESC, percent DESC, id) AS place"
	    "           FROM position WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)) m"
	    "   JOIN person p ON p.id = m.person_id AND p.active = 1"
	    "   JOIN unit u ON u.id = m.unit_id"
	    "   JOIN role r ON r.id = m.role_id"
	    "   LEFT JOIN legacy_unit l ON l.id = m.legacy_unit_id"
	    "  WHERE m.place = 1"
	    "  ORDER BY u.code, p.family_name, p.given_name, p.id",
	    DB_ARGS(db_int(round_id), db_text(today), db_text(today)));
}

/*
 * need: what a person's roles require today, those of offices among them: the highest level,
 * statutory if it is for one of them. asked: the items of the sections whose audience the person is
 * in; of a section that asks what roles require, those that they do. Of several sections with the
 * same facet of a competence the first asks it.
 */
static int64_t ask(struct db *db, int64_t round_id)
{
	const char *today = clock_today();

	return db_exec(db,
	    "INSERT INTO answer (round_id, assessment_id, item_id, required, required_level)"
	    " WITH held AS ("
	    "  SELECT a.id AS assessment_id, p.role_id FROM assessment a"
	    "    JOIN position p ON p.person_id = a.person_id AND p.valid_from <= ?"
	    "     AND (p.valid_to IS NULL OR p.valid_to >= ?)"
	    "   WHERE a.round_id = ?"
	    "  UNION SELECT a.id, o.role_id FROM assessment a"
	    "    JOIN office o ON o.person_id = a.person_id AND o.role_id IS NOT NULL"
	    "     AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)"
	    "   WHERE a.round_id = ?),"
	    " need AS ("
	    "  SELECT h.assessment_id, q.competence_id, q.facet, MAX(q.level) AS level,"
	    "         MAX(q.statutory) AS statutory"
	    "    FROM held h JOIN requirement q ON q.role_id = h.role_id"
	    "   GROUP BY h.assessment_id, q.competence_id, q.facet),"
	    " audience AS ("
	    "  SELECT a.id AS assessment_id, s.id AS section_id, s.from_requirements"
	    "    FROM round r JOIN assessment a ON a.round_id = r.id"
	    "    JOIN section s ON s.survey_id = r.survey_id"
	    "   WHERE r.id = ? AND (s.for_everyone = 1"
	    "      OR EXISTS (SELECT 1 FROM section_sector x"
	    "                  WHERE x.section_id = s.id AND x.sector = a.sector)"
	    "      OR EXISTS (SELECT 1 FROM section_role x JOIN held h ON h.role_id = x.role_id"
	    "                  WHERE x.section_id = s.id AND h.assessment_id = a.id)"
	    "      OR s.for_leaders = 1 AND EXISTS (SELECT 1 FROM unit_leader l"
	    "            WHERE l.person_id = a.person_id AND l.deputy_for_id IS NULL"
	    "              AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)))),"
	    " asked AS ("
	    "  SELECT v.assessment_id, i.id AS item_id, i.competence_id, i.facet, i.required"
	    "    FROM audience v JOIN item i ON i.section_id = v.section_id"
	    "   WHERE v.from_requirements IS NULL OR i.competence_id IS NULL"
	    "  UNION ALL SELECT v.assessment_id, i.id, i.competence_id, i.facet, i.required"
	    "    FROM audience v JOIN need n ON n.assessment_id = v.assessment_id"
	    "     AND n.statutory = (v.from_requirements = 'statutory')"
	    "    JOIN item i ON i.section_id = v.section_id AND i.competence_id = n.competence_id"
	    "     AND i.facet = n.facet),"
	    " first AS ("
	    "  SELECT k.*, ROW_NUMBER() OVER (PARTITION BY k.assessment_id,"
	    "    COALESCE(k.competence_id, -k.item_id), k.facet ORDER BY k.item_id) AS place"
	    "    FROM asked k)"
	    " SELECT ?, f.assessment_id, f.item_id, f.required, n.level FROM first f"
	    "   LEFT JOIN need n ON n.assessment_id = f.assessment_id"
	    "    AND n.competence_id = f.competence_id AND n.facet = f.facet"
	    "  WHERE f.place = 1 ORDER BY f.assessment_id, f.item_id",
	    DB_ARGS(db_text(today), db_text(today), db_int(round_id), db_text(today), db_text(today),
	        db_int(round_id), db_int(round_id), db_text(today), db_text(today), db_int(round_id)));
}

static enum round_opening may_open(struct db_rows *round)
{
	if (!db_next(round))
		return ROUND_UNKNOWN;
	if (strcmp(db_col_text(round, "state"), "ready") != 0
	    && strcmp(db_col_text(round, "state"), "opening") != 0)
		return ROUND_NOT_READY;
	if (strcmp(db_col_text(round, "opens_at"), clock_now()) > 0)
		return ROUND_TOO_EARLY;
	return strcmp(db_col_text(round, "closes_at"), clock_now()) <= 0 ? ROUND_TOO_LATE
	    : ROUND_OPENED;
}

static enum round_opening open_found(struct db *db, const struct user *actor,
    struct db_rows *round, struct round_opened *opened)
{
	const enum round_opening outcome = may_open(round);

	if (outcome != ROUND_OPENED)
		return outcome;
	const int64_t id = db_col_int(round, "id");

	db_exec(db, "UPDATE round SET state = 'opening' WHERE id = ?", DB_ARGS(db_int(id)));
	opened->people = assign(db, id);
	if (opened->people == 0)
		return ROUND_ASKS_NOBODY;
	opened->answers = ask(db, id);
	db_exec(db, "UPDATE round SET state = 'open', opened_at = ? WHERE id = ?",
	    DB_ARGS(db_text(clock_now()), db_int(id)));
	audit_add(db, actor, "round.open", id, 0, arena_printf("%lld people, %lld answers",
	    (long long)opened->people, (long long)opened->answers));
	return ROUND_OPENED;
}

enum round_opening round_opening_open(struct db *db, const struct user *actor, const char *code,
    struct round_opened *opened)
{
	return open_found(db, actor, db_query(db,
	    "SELECT id, state, opens_at, closes_at FROM round WHERE code = ? FOR UPDATE",
	    DB_ARGS(db_text(code))), opened);
}

const char *round_opening_work(struct db *db, struct job *job)
{
	static const char *const reasons[] = { [ROUND_OPENED] = NULL,
		[ROUND_UNKNOWN] = "round.unknown", [ROUND_NOT_READY] = "round.not_ready",
		[ROUND_TOO_EARLY] = "round.too_early", [ROUND_TOO_LATE] = "round.too_late",
		[ROUND_ASKS_NOBODY] = "round.asks_nobody" };
	struct round_opened opened = { 0 };

	job_progress(job, "people", 0, 0);
	return reasons[open_found(db, job->actor, db_query(db,
	    "SELECT id, state, opens_at, closes_at FROM round WHERE id = ? FOR UPDATE",
	    DB_ARGS(db_int(job->object_id))), &opened)];
}
