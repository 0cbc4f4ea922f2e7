/* A person as their leader sees them: place, what was submitted, proofs, requests. */
#include "employee.h"

#include "certificate_decision.h"
#include "clock.h"
#include "decision.h"
#include "json.h"
#include "proof.h"
#include "requirement.h"
#include "training.h"

/* Person h works today in a unit that the leader leads, or below. */
#define SEEN DECISION_SEEN("h.id")
#define SEEN_ARGS db_int(leader->id), today, today, today, today

static cJSON *person_json(struct db *db, const struct user *leader, int64_t person_id)
{
	const struct db_arg today = db_text(clock_today());
	struct db_rows *rows = db_query(db,
	    "SELECT h.id, CONCAT(h.given_name, ' ', h.family_name) AS name"
	    "  FROM person h"
	    " WHERE h.id = ? AND h.active = 1 AND " SEEN,
	    DB_ARGS(db_int(person_id), SEEN_ARGS));

	return db_next(rows) ? db_row_json(rows) : NULL;
}

static cJSON *positions_json(struct db *db, const struct user *leader, int64_t person_id)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);

	return db_rows_json(db_query(db,
	    "SELECT p.unit_id, COALESCE(uown.name, unb.name, u.code) AS unit,"
	    "       IF(uown.name IS NULL, 'nb', NULL) AS unit_language,"
	    "       COALESCE(rown.name, rnb.name, r.code) AS role,"
	    "       IF(rown.name IS NULL, 'nb', NULL) AS role_language, p.percent,"
	    "       EXISTS (SELECT 1 FROM unit_tree t"
	    "         JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?"
	    "          AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)"
	    "        WHERE t.unit_id = p.unit_id) AS led"
	    "  FROM position p"
	    "  JOIN unit u ON u.id = p.unit_id"
	    "  JOIN role r ON r.id = p.role_id"
	    "  LEFT JOIN unit_text uown ON uown.unit_id = u.id AND uown.language = ?"
	    "  LEFT JOIN unit_text unb ON unb.unit_id = u.id AND unb.language = 'nb'"
	    "  LEFT JOIN role_text rown ON rown.role_id = r.id AND rown.language = ?"
	    "  LEFT JOIN role_text rnb ON rnb.role_id = r.id AND rnb.language = 'nb'"
	    " WHERE p.person_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)"
	    " ORDER BY p.is_main DESC, p.percent DESC, p.id",
	    DB_ARGS(db_int(leader->id), today, today, language, language, db_int(person_id), today,
	        today)));
}

static cJSON *assessment_json(struct db *db, const struct user *leader, int64_t person_id,
    int64_t *assessment_id)
{
	const struct db_arg today = db_text(clock_today());
	struct db_rows *rows = db_query(db,
	    "SELECT a.id, r.code AS round, COALESCE(own.title, nb.title, r.code)"
	    " AS title,"
	    "       IF(own.title IS NULL, 'nb', NULL) AS language,"
	    "       IF(a.state = 'assigned' AND a.started_at IS NOT NULL, 'started', a.state) AS state,"
	    "       a.submitted_at"
	    "  FROM assessment a"
	    "  JOIN person h ON h.id = a.person_id"
	    "  JOIN round r ON r.id = a.round_id AND r.state IN ('open', 'closed')"
	    "   AND r.confidential = 0"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    " WHERE a.person_id = ? AND " SEEN
	    " ORDER BY r.opens_at DESC, r.id DESC LIMIT 1",
	    DB_ARGS(db_text(leader->language), db_int(person_id), SEEN_ARGS));

	if (!db_next(rows))
		return cJSON_CreateNull();
	*assessment_id = db_col_int(rows, "id");
	return db_row_json(rows);
}

static cJSON *answers_json(struct db *db, const struct user *leader, int64_t person_id,
    int64_t assessment_id)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));

	return db_rows_json(db_query(db,
	    "WITH here AS (SELECT h.id AS person_id FROM person h WHERE h.id = ? AND " SEEN ")"
	    ", asked AS ("
	    "SELECT i.id AS item, i.competence_id, i.facet, w.required_level, w.self_level,"
	    "       w.not_relevant, w.leader_level, w.agreed_level, w.wish, w.teach, w.comment"
	    "  FROM here"
	    "  JOIN assessment a ON a.person_id = here.person_id AND a.id = ?"
	    "  JOIN round r ON r.id = a.round_id AND r.confidential = 0"
	    "  JOIN answer w ON w.round_id = a.round_id AND w.assessment_id = a.id"
	    "  JOIN item i ON i.id = w.item_id AND i.competence_id IS NOT NULL)"
	    ", " REQUIREMENT_NEED ", " REQUIREMENT_COUNTS
	    " SELECT b.item, c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "        IF(own.name IS NULL, 'nb', NULL) AS language, k.facet,"
	    "        COALESCE(town.name, tnb.name, t.code) AS topic,"
	    "        IF(town.name IS NULL, 'nb', NULL) AS topic_language, c.statutory, c.law, c.proof,"
	    "        IF(c.proof = 1, " PROOF_STATUS ", NULL) AS status, k.required_level,"
	    "        b.self_level, COALESCE(b.not_relevant, 0) = 1 AS not_relevant, b.leader_level,"
	    "        b.agreed_level,"
	    "        GREATEST(0, CAST(k.required_level AS SIGNED)"
	    "          - CAST(COALESCE(b.agreed_level, b.self_level) AS SIGNED)) AS gap,"
	    "        COALESCE(b.wish, 0) = 1 AS wish, COALESCE(b.teach, 0) = 1 AS teach, b.comment"
	    "   FROM counts k"
	    "   JOIN competence c ON c.id = k.competence_id"
	    "   JOIN topic t ON t.id = c.topic_id"
	    "   LEFT JOIN asked b ON b.competence_id = k.competence_id AND b.facet = k.facet"
	    "   LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "   LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    "   LEFT JOIN topic_text town ON town.topic_id = t.id AND town.language = ?"
	    "   LEFT JOIN topic_text tnb ON tnb.topic_id = t.id AND tnb.language = 'nb'"
	    "   LEFT JOIN " PROOF_BEST " z ON z.competence_id = c.id"
	    "  ORDER BY t.position, c.position, k.facet",
	    DB_ARGS(db_int(person_id), SEEN_ARGS, db_int(assessment_id), today, today, today, today,
	        today, today, today, soon, language, language)));
}

static cJSON *questions_json(struct db *db, const struct user *leader, int64_t person_id,
    int64_t assessment_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg language = db_text(leader->language);

	return db_rows_json(db_query(db,
	    "SELECT i.id AS item, COALESCE(own.text, nb.text, i.code) AS text,"
	    "       IF(own.text IS NULL, 'nb', NULL) AS language, i.type = 'date' AS dated,"
	    "       COALESCE(GROUP_CONCAT(COALESCE(cown.text, cnb.text, k.code)"
	    "         ORDER BY k.position SEPARATOR ', '), JSON_UNQUOTE(w.value)) AS answer"
	    "  FROM person h"
	    "  JOIN assessment a ON a.person_id = h.id"
	    "  JOIN round r ON r.id = a.round_id AND r.confidential = 0"
	    "  JOIN answer w ON w.round_id = a.round_id AND w.assessment_id = a.id"
	    "  JOIN item i ON i.id = w.item_id AND i.competence_id IS NULL"
	    "  LEFT JOIN item_text own ON own.item_id = i.id AND own.language = ?"
	    "  LEFT JOIN item_text nb ON nb.item_id = i.id AND nb.language = 'nb'"
	    "  LEFT JOIN choice k ON k.item_id = i.id AND JSON_CONTAINS(w.value, JSON_QUOTE(k.code))"
	    "  LEFT JOIN choice_text cown ON cown.item_id = k.item_id AND cown.position = k.position"
	    "   AND cown.language = ?"
	    "  LEFT JOIN choice_text cnb ON cnb.item_id = k.item_id AND cnb.position = k.position"
	    "   AND cnb.language = 'nb'"
	    " WHERE h.id = ? AND " SEEN " AND a.id = ? AND w.value IS NOT NULL"
	    " GROUP BY i.id"
	    " ORDER BY i.id",
	    DB_ARGS(language, language, db_int(person_id), SEEN_ARGS, db_int(assessment_id))));
}

static cJSON *requests_json(struct db *db, const struct user *leader, int64_t person_id)
{
	const struct db_arg today = db_text(clock_today());

	return db_rows_json(db_query(db,
	    "SELECT q.id, q.title, q.state, q.starts_on, q.price, q.submitted_at"
	    "  FROM training_request q"
	    " WHERE q.person_id = ? AND q.state <> 'draft' AND q.submitted_at IS NOT NULL"
	    "   AND EXISTS (SELECT 1 FROM unit_tree t"
	    "         JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?"
	    "          AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)"
	    "        WHERE t.unit_id = " TRAINING_UNIT ")"
	    " ORDER BY q.submitted_at DESC, q.id DESC",
	    DB_ARGS(db_int(person_id), db_int(leader->id), today, today, today, today)));
}

struct cJSON *employee_profile(struct db *db, const struct user *leader, int64_t person_id)
{
	int64_t assessment_id = 0;
	cJSON *person = person_json(db, leader, person_id);
	cJSON *json = cJSON_CreateObject();

	if (!person)
		return NULL;
	json_set(json, "person", person);
	json_set(json, "positions", positions_json(db, leader, person_id));
	json_set(json, "assessment", assessment_json(db, leader, person_id, &assessment_id));
	json_set(json, "answers", answers_json(db, leader, person_id, assessment_id));
	json_set(json, "questions", questions_json(db, leader, person_id, assessment_id));
	json_set(json, "certificates", proof_person(db, leader, person_id));
	json_set(json, "registered", certificate_decision_of(db, leader, person_id));
	json_set(json, "requests", requests_json(db, leader, person_id));
	return json;
}

struct cJSON *employee_answers(struct db *db, const struct user *leader, int64_t person_id)
{
	int64_t assessment_id = 0;

	if (!person_json(db, leader, person_id))
		return NULL;
	assessment_json(db, leader, person_id, &assessment_id);
	return answers_json(db, leader, person_id, assessment_id);
}
