/*
 * What all decisions of leaders have in common: how one is claimed and refused, and, as parts of
 * statements, whose something is, in which unit, who may decide it and for whom it waits. It is
 * called q there and has person_id and state; it is open while that is 'submitted'.
 */
#ifndef GRUNNMUR_DECISION_H
#define GRUNNMUR_DECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

/* The most decided ones that a list holds; those of so many days. */
enum { DECISION_PAST = 20, DECISION_DAYS = 30 };

enum decision_outcome {
	DECISION_MADE,          /* now, or by the same operation before */
	DECISION_UNSEEN,        /* no such one in the leader's area */
	DECISION_OWN,           /* the leader's own */
	DECISION_OWN_FOR,       /* of the one whom the leader is deputy for */
	DECISION_STALE,         /* it was changed since rev */
	DECISION_CLOSED,        /* it is not open: decided or withdrawn */
};

/*
 * Of the person of q, the main position of today: the one marked, else the highest percentage,
 * then the lowest id. Binds today twice.
 */
#define DECISION_POSITION(column) \
	"(SELECT m." column " FROM position m" \
	"  WHERE m.person_id = q.person_id" \
	"    AND m.valid_from <= ? AND (m.valid_to IS NULL OR m.valid_to >= ?)" \
	"  ORDER BY m.is_main DESC, m.percent DESC, m.id LIMIT 1)"

/* The units of the leader's area of today, below a unit if that is not 0. */
#define DECISION_AREA \
	"area AS (SELECT DISTINCT t.unit_id FROM unit_leader l" \
	"   JOIN unit_tree t ON t.ancestor_id = l.unit_id" \
	"  WHERE l.person_id = ? AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"    AND (? = 0 OR EXISTS (SELECT 1 FROM unit_tree s" \
	"          WHERE s.ancestor_id = ? AND s.unit_id = t.unit_id)))"
#define DECISION_AREA_ARGS me, today, today, unit, unit

/* A unit lies in the leader's area of today. */
#define DECISION_LED(unit) \
	"EXISTS (SELECT 1 FROM unit_tree t" \
	"       JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?" \
	"        AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"      WHERE t.unit_id = " unit ")"

/* A person works today in a unit of the leader's area. */
#define DECISION_SEEN(person) \
	"EXISTS (SELECT 1 FROM position p" \
	"         JOIN unit_tree t ON t.unit_id = p.unit_id" \
	"         JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?" \
	"          AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"        WHERE p.person_id = " person \
	"          AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?))"
#define DECISION_SEEN_ARGS me, today, today, today, today

/* Who leads unit t.unit_id or one above, and can log in. Binds today four times. */
#define DECISION_LEADERS(but) \
	"unit_tree t" \
	" JOIN unit_leader l ON l.unit_id = t.ancestor_id" \
	"  AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" but \
	" JOIN person b ON b.id = l.person_id AND b.active = 1" \
	"  AND EXISTS (SELECT 1 FROM position p WHERE p.person_id = b.id" \
	"        AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?))"

/* Who may decide q: any of them but its person, and that one's deputy. */
#define DECISION_MAKERS \
	DECISION_LEADERS( \
	    "  AND l.person_id <> q.person_id AND NOT (l.deputy_for_id <=> q.person_id)")
#define DECISION_MAKERS_ARGS today, today, today, today

/* The leader may decide what is in a unit. */
#define DECISION_MAY(unit) \
	"EXISTS (SELECT 1 FROM " DECISION_MAKERS " WHERE t.unit_id = " unit " AND l.person_id = ?)"
#define DECISION_MAY_ARGS DECISION_MAKERS_ARGS, me

/* Whom the leader acts for in deciding what is in a unit: a column of d, that person. */
#define DECISION_DEPUTY(column, unit) \
	"(SELECT " column " FROM " DECISION_MAKERS \
	"   LEFT JOIN person d ON d.id = l.deputy_for_id" \
	"  WHERE t.unit_id = " unit " AND l.person_id = ?" \
	"  ORDER BY t.depth, l.deputy_for_id IS NOT NULL, l.id LIMIT 1)"

/* Whether q, in the unit of here, waits for the leader. */
#define DECISION_WAITS_FOR_ME \
	"(q.state = 'submitted' AND COALESCE((SELECT l.person_id = ? FROM " DECISION_MAKERS \
	"   WHERE t.unit_id = here.unit_id ORDER BY t.depth, l.person_id <> ? LIMIT 1), 0) = 1)"
#define DECISION_WAITS_ARGS me, DECISION_MAKERS_ARGS, me

/*
 * Columns of q, its person h and unit u, whose names are own and nb: person_id, person, role,
 * unit_id, unit, unit_language.
 */
#define DECISION_WHOSE \
	"q.person_id, CONCAT(h.given_name, ' ', h.family_name) AS person," \
	" (SELECT COALESCE(rown.name, rnb.name, r.code) FROM position p" \
	"    JOIN role r ON r.id = p.role_id" \
	"    LEFT JOIN role_text rown ON rown.role_id = r.id AND rown.language = ?" \
	"    LEFT JOIN role_text rnb ON rnb.role_id = r.id AND rnb.language = 'nb'" \
	"   WHERE p.person_id = q.person_id AND p.valid_from <= ?" \
	"     AND (p.valid_to IS NULL OR p.valid_to >= ?)" \
	"   ORDER BY p.is_main DESC, p.percent DESC, p.id LIMIT 1) AS role," \
	" here.unit_id, COALESCE(own.name, nb.name, u.code) AS unit," \
	" IF(own.name IS NULL, 'nb', NULL) AS unit_language"
#define DECISION_WHOSE_ARGS language, today, today

/* Columns of q in the unit of here: own, waits_for_me, waits_for, can_decide, deputy_for. */
#define DECISION_BY \
	"q.person_id = ? AS own, " DECISION_WAITS_FOR_ME " AS waits_for_me," \
	" IF(q.state <> 'submitted', NULL, (" \
	"  SELECT CONCAT(b.given_name, ' ', b.family_name) FROM " DECISION_MAKERS \
	"   WHERE t.unit_id = here.unit_id" \
	"   ORDER BY t.depth, l.deputy_for_id IS NOT NULL, l.id LIMIT 1)) AS waits_for," \
	" q.state = 'submitted' AND " DECISION_MAY("here.unit_id") " AS can_decide," \
	" " DECISION_DEPUTY("CONCAT(d.given_name, ' ', d.family_name)", "here.unit_id") " AS deputy_for"
#define DECISION_BY_ARGS \
	me, DECISION_WAITS_ARGS, DECISION_MAKERS_ARGS, DECISION_MAY_ARGS, DECISION_MAKERS_ARGS, me

/*
 * Statement of what became of q where the leader sees it, by the last of its steps e: {id, state,
 * rev, decided_by, decided_at, reason}. Binds q's id and what seen does.
 */
#define DECISION_STATE(table, steps, seen) \
	"SELECT q.id, q.state, q.rev, IF(q.state = 'submitted', NULL," \
	"         CONCAT(a.given_name, ' ', a.family_name)) AS decided_by," \
	"       IF(q.state = 'submitted', NULL, e.at) AS decided_at," \
	"       IF(q.state = 'submitted', NULL, e.reason) AS reason" \
	"  FROM " table " q" \
	"  LEFT JOIN " steps \
	"  LEFT JOIN person a ON a.id = e.actor_id" \
	" WHERE q.id = ? AND " seen \
	" ORDER BY e.id DESC LIMIT 1"

/* Steps of a decision ------------------------------------------------------------------ */

/*
 * Why nothing was changed, told by what is there now; rev -1: whichever there is. find gives q's
 * state, rev and person_id where the leader sees it, else no row. A session that writes reads what
 * others have committed meanwhile.
 */
enum decision_outcome decision_refusal(struct db *db,
    struct db_rows *find(struct db *, const struct user *, int64_t id),
    const struct user *leader, int64_t id, int64_t rev);

/*
 * Claims the operation for the decision; NULL op is no claim. False: there is nothing to decide,
 * and outcome is the answer: the operation was this decision before, or something else.
 */
bool decision_claim(struct db *db,
    struct db_rows *find(struct db *, const struct user *, int64_t id),
    const struct user *leader, int64_t id, const char *action, const char *op,
    enum decision_outcome *outcome);

#endif
