/* What is wrong with the data in a way that only people can mend. */
#include "inspection.h"

#include "clock.h"
#include "decision.h"
#include "training.h"

struct db_rows *inspection_units_without_leader(struct db *db)
{
	const char *today = clock_today();

	return db_query(db,
	    "SELECT u.code, t.name FROM unit u"
	    "  LEFT JOIN unit_text t ON t.unit_id = u.id AND t.language = 'nb'"
	    " WHERE u.valid_from <= ? AND (u.valid_to IS NULL OR u.valid_to >= ?)"
	    "   AND NOT EXISTS (SELECT 1 FROM unit_leader l WHERE l.unit_id = u.id"
	    "       AND l.valid_from <= ?"
	    "         AND (l.valid_to IS NULL OR l.valid_to >= ?))"
	    " ORDER BY u.code",
	    DB_ARGS(db_text(today), db_text(today), db_text(today), db_text(today)));
}

struct db_rows *inspection_people_without_position(struct db *db)
{
	const char *today = clock_today();

	return db_query(db,
	    "SELECT p.employee_no, CONCAT(p.given_name, ' ', p.family_name) AS name FROM person p"
	    " WHERE p.active = 1 AND (p.ended_on IS NULL OR p.ended_on >= ?)"
	    "   AND NOT EXISTS (SELECT 1 FROM position s WHERE s.person_id = p.id"
	    "     AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?))"
	    " ORDER BY p.employee_no", DB_ARGS(db_text(today), db_text(today), db_text(today)));
}

struct db_rows *inspection_mails(struct db *db)
{
	enum { HOUR = 60 * 60, DAY = 24 * HOUR };

	return db_query(db,
	    "SELECT state, reason, COUNT(*) AS mails FROM outbox"
	    " WHERE (state IN ('failed', 'uncertain') AND queued_at >= ?)"
	    "    OR (state IN ('queued', 'sending') AND queued_at < ?)"
	    " GROUP BY state, reason ORDER BY state, reason",
	    DB_ARGS(db_text(clock_later(-30 * DAY)), db_text(clock_later(-HOUR))));
}

/*
 * Nobody decides their own request, nor one of the leader whom they stand in for; who decides must
 * be let in today.
 */
struct db_rows *inspection_requests_without_decider(struct db *db)
{
	const struct db_arg today = db_text(clock_today());

	return db_query(db,
	    "SELECT q.id, p.employee_no, u.code AS unit"
	    "  FROM training_request q JOIN person p ON p.id = q.person_id"
	    "      JOIN unit u ON u.id = " TRAINING_UNIT
	    " WHERE q.state IN ('submitted', 'escalated')"
	    "   AND NOT EXISTS (SELECT 1 FROM unit_tree t"
	    "     JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.valid_from <= ?"
	    "      AND (l.valid_to IS NULL OR l.valid_to >= ?)"
	    "     JOIN person d ON d.id = l.person_id AND d.active = 1"
	    "     JOIN position s ON s.person_id = d.id AND s.valid_from <= ? AND (s.valid_to IS NULL"
	    "         OR s.valid_to >= ?)"
	    "    WHERE t.unit_id = u.id AND l.person_id <> q.person_id"
	    "      AND (l.deputy_for_id IS NULL OR l.deputy_for_id <> q.person_id))"
	    " ORDER BY q.id",
	    DB_ARGS(today, today, today, today, today, today));
}

struct db_rows *inspection_certificates_without_decider(struct db *db)
{
	const struct db_arg today = db_text(clock_today());

	return db_query(db,
	    "SELECT q.id, h.employee_no, u.code AS unit"
	    "  FROM certificate q"
	    "  JOIN person h ON h.id = q.person_id AND h.active = 1"
	    "  JOIN unit u ON u.id = " DECISION_POSITION("unit_id")
	    " WHERE q.state = 'submitted'"
	    "   AND NOT EXISTS (SELECT 1 FROM " DECISION_MAKERS " WHERE t.unit_id = u.id)"
	    " ORDER BY q.id",
	    DB_ARGS(today, today, DECISION_MAKERS_ARGS));
}

struct db_rows *inspection_rounds(struct db *db)
{
	const struct db_arg now = db_text(clock_now());

	return db_query(db,
	    "SELECT x.code, x.why FROM (SELECT r.id, r.code,"
	    "   CASE WHEN r.state = 'consultation' THEN 'answers'"
	    "    WHEN r.state = 'opening' THEN 'stopped'"
	    "    WHEN r.closes_at <= ? THEN 'late'"
	    "    WHEN r.confidential = 0 AND r.dpia IS NULL THEN 'dpia' ELSE 'failed' END AS why"
	    "   FROM round r"
	    "  WHERE (r.state = 'consultation' AND EXISTS (SELECT 1 FROM consultation c"
	    "            WHERE c.round_id = r.id AND c.waits = 1 AND c.answer_by < ?)"
	    "      OR r.state = 'opening' OR r.state = 'ready' AND r.opens_at <= ?)"
	    "    AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind IN ('round.open', 'round.undo')"
	    "            AND j.object_id = r.id AND j.waits = 1)) x"
	    " WHERE x.why <> 'failed' OR EXISTS (SELECT 1 FROM job j WHERE j.kind = 'round.open'"
	    "            AND j.object_id = x.id)"
	    " ORDER BY x.code", DB_ARGS(now, db_text(clock_today()), now));
}
