/* The tree of units as a leader sees it: those led today, what lies below, their figures. */
#include "organisation.h"

#include <cjson/cJSON.h>

#include "clock.h"
#include "proof.h"
#include "training.h"

/* The units t of unit x: itself and those below. */
#define SUBTREE \
	"  FROM listed x" \
	"  JOIN unit_tree t ON t.ancestor_id = x.unit_id"

/* The people p of units t, by position; binds today twice. */
#define PEOPLE \
	"  JOIN position p ON p.unit_id = t.unit_id" \
	"   AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)" \
	"  JOIN person h ON h.id = p.person_id AND h.active = 1"

/* A proof that person p needs (n) has not been shown, or has expired; binds today. */
#define UNPROVED \
	" WHERE NOT EXISTS (SELECT 1 FROM certificate z" \
	"         WHERE z.person_id = p.person_id AND z.competence_id = n.competence_id" \
	"           AND (z.expires_on IS NULL OR z.expires_on >= ?) AND " PROOF_COUNTS("z") ")"

/*
 * What is missing in each unit x: person by proof, once, however many positions, roles and offices
 * ask for it. A person with positions in two units counts once where both lie below. People are
 * read once (below), not once more for each unit above theirs.
 */
#define MISSING \
	"SELECT x.unit_id, COUNT(DISTINCT s.person_id, s.competence_id) AS missing" \
	SUBTREE \
	"  JOIN (" \
	"SELECT p.unit_id, p.person_id, n.competence_id" \
	"  FROM below t" \
	PEOPLE \
	"  JOIN position a ON a.person_id = p.person_id" \
	"   AND a.valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to >= ?)" \
	"  JOIN needed n ON n.role_id = a.role_id" \
	UNPROVED \
	" UNION " \
	"SELECT p.unit_id, p.person_id, n.competence_id" \
	"  FROM below t" \
	PEOPLE \
	"  JOIN office o ON o.person_id = p.person_id" \
	"   AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)" \
	"  JOIN needed n ON n.role_id = o.role_id" \
	UNPROVED \
	") s ON s.unit_id = t.unit_id GROUP BY x.unit_id"

/* Behind a list of units (listed): the figures of each, over its subtree. */
#define FIGURES \
	", below AS (SELECT DISTINCT t.unit_id" SUBTREE ")" \
	", needed AS (" \
	"SELECT DISTINCT r.role_id, r.competence_id" \
	"  FROM requirement r" \
	"  JOIN competence c ON c.id = r.competence_id AND c.proof = 1" \
	"   AND (c.valid_from IS NULL OR c.valid_from <= ?)" \
	"   AND (c.valid_to IS NULL OR c.valid_to >= ?))" \
	" SELECT u.id, u.parent_id, u.code, COALESCE(own.name, nb.name, u.code) AS name," \
	"        IF(own.name IS NULL, 'nb', NULL) AS language," \
	"        EXISTS (SELECT 1 FROM unit_leader l WHERE l.unit_id = u.id AND l.person_id = ?" \
	"          AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)) AS led," \
	"        (SELECT CONCAT(b.given_name, ' ', b.family_name) FROM unit_leader l" \
	"           JOIN person b ON b.id = l.deputy_for_id" \
	"          WHERE l.unit_id = u.id AND l.person_id = ?" \
	"            AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"          ORDER BY l.id LIMIT 1) AS deputy_for," \
	"        COALESCE(n.people, 0) AS people, COALESCE(a.invited, 0) AS invited," \
	"        COALESCE(a.submitted, 0) AS submitted, COALESCE(m.missing, 0) AS statutory_missing," \
	"        COALESCE(w.waiting, 0) AS requests_waiting" \
	"   FROM listed x" \
	"   JOIN unit u ON u.id = x.unit_id" \
	"   LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?" \
	"   LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'" \
	"   LEFT JOIN (SELECT x.unit_id, COUNT(DISTINCT p.person_id) AS people" SUBTREE PEOPLE \
	"          GROUP BY x.unit_id) n ON n.unit_id = x.unit_id" \
	"   LEFT JOIN (SELECT x.unit_id, COUNT(*) AS invited," \
	"                CAST(SUM(a.state IN ('submitted', 'reviewed', 'agreed')) AS UNSIGNED)" \
	"                 AS submitted" \
	SUBTREE \
	"           JOIN assessment a ON a.round_id = ? AND a.unit_id = t.unit_id" \
	"           JOIN round r ON r.id = a.round_id AND r.confidential = 0" \
	"          GROUP BY x.unit_id) a ON a.unit_id = x.unit_id" \
	"   LEFT JOIN (" MISSING ") m ON m.unit_id = x.unit_id" \
	"   LEFT JOIN (SELECT x.unit_id, COUNT(*) AS waiting" \
	SUBTREE \
	"           JOIN (" TRAINING_WAITING("below") ") q ON q.unit_id = t.unit_id" \
	"          GROUP BY x.unit_id) w ON w.unit_id = x.unit_id"

#define FIGURES_ARGS \
	today, today, me, today, today, me, today, today, db_text(leader->language), today, today, \
	db_int(round_id), today, today, today, today, today, today, today, today, today, today, \
	today, today, today, today

struct cJSON *organisation_led(struct db *db, const struct user *leader, int64_t round_id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return db_rows_json(db_query(db,
	    "WITH listed AS ("
	    "SELECT DISTINCT t.unit_id"
	    "  FROM unit_leader l"
	    "  JOIN unit_tree t ON t.ancestor_id = l.unit_id AND t.depth <= 1"
	    "  JOIN unit u ON u.id = t.unit_id"
	    "   AND u.valid_from <= ? AND (u.valid_to IS NULL OR u.valid_to >= ?)"
	    " WHERE l.person_id = ? AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?))"
	    FIGURES
	    "  ORDER BY name, u.id",
	    DB_ARGS(today, today, me, today, today, FIGURES_ARGS)));
}

struct cJSON *organisation_below(struct db *db, const struct user *leader, int64_t unit_id,
    int64_t round_id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	const struct db_arg unit = db_int(unit_id);

	return db_rows_json(db_query(db,
	    "WITH listed AS ("
	    "SELECT t.unit_id"
	    "  FROM unit_tree t"
	    "  JOIN unit u ON u.id = t.unit_id"
	    "   AND u.valid_from <= ? AND (u.valid_to IS NULL OR u.valid_to >= ?)"
	    " WHERE t.ancestor_id = ? AND t.depth <= 1"
	    "   AND EXISTS (SELECT 1 FROM unit_tree s"
	    "         JOIN unit_leader l ON l.unit_id = s.ancestor_id AND l.person_id = ?"
	    "          AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)"
	    "        WHERE s.unit_id = ?))"
	    FIGURES
	    "  ORDER BY u.id <> ?, name, u.id",
	    DB_ARGS(today, today, unit, me, today, today, unit, FIGURES_ARGS, unit)));
}

struct cJSON *organisation_path(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return db_rows_json(db_query(db,
	    "SELECT u.id, COALESCE(own.name, nb.name, u.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language"
	    "  FROM unit_tree t"
	    "  JOIN unit u ON u.id = t.ancestor_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE t.unit_id = ?"
	    "   AND EXISTS (SELECT 1 FROM unit_tree s"
	    "         JOIN unit_leader l ON l.unit_id = s.ancestor_id AND l.person_id = ?"
	    "          AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)"
	    "        WHERE s.unit_id = t.ancestor_id)"
	    " ORDER BY t.depth DESC",
	    DB_ARGS(db_text(leader->language), db_int(unit_id), me, today, today)));
}

static struct cJSON *round_json(struct db_rows *rows)
{
	return db_next(rows) ? db_row_json(rows) : NULL;
}

#define ROUND \
	"SELECT r.id, r.code, COALESCE(own.title, nb.title, r.code) AS title," \
	"       IF(own.title IS NULL, 'nb', NULL) AS language, r.state, r.closes_at" \
	"  FROM round r" \
	"  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?" \
	"  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'" \
	" WHERE r.state IN ('open', 'closed') AND r.confidential = 0"

struct cJSON *organisation_round(struct db *db, const struct user *user)
{
	return round_json(db_query(db, ROUND " ORDER BY r.opens_at DESC, r.id DESC LIMIT 1",
	    DB_ARGS(db_text(user->language))));
}

struct cJSON *organisation_round_of(struct db *db, const struct user *user, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());

	return round_json(db_query(db,
	    ROUND
	    "   AND EXISTS (SELECT 1 FROM position p"
	    "         JOIN assessment a ON a.person_id = p.person_id AND a.round_id = r.id"
	    "        WHERE p.unit_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR"
	    "         p.valid_to >= ?))"
	    " ORDER BY r.opens_at DESC, r.id DESC LIMIT 1",
	    DB_ARGS(db_text(user->language), db_int(unit_id), today, today)));
}
