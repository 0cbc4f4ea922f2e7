/* The leader's side of training requests: what waits for whom, and the decision. */
#include "training_decision.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "employee.h"
#include "fault.h"
#include "json.h"
#include "training.h"

/* Request q lies in the leader's area of today and has been handed in. */
#define SEEN \
	" q.state <> 'draft' AND q.submitted_at IS NOT NULL" \
	" AND EXISTS (SELECT 1 FROM unit_tree t" \
	"       JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?" \
	"        AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"      WHERE t.unit_id = q.unit_id)"

/*
 * Who may decide q: leads its unit or one above, is not the asker nor the asker's deputy, and
 * can log in.
 */
#define DECIDERS \
	"unit_tree t" \
	" JOIN unit_leader l ON l.unit_id = t.ancestor_id" \
	"  AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"  AND l.person_id <> q.person_id AND NOT (l.deputy_for_id <=> q.person_id)" \
	" JOIN person b ON b.id = l.person_id AND b.active = 1" \
	"  AND EXISTS (SELECT 1 FROM position p WHERE p.person_id = b.id" \
	"        AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?))"

#define CARD \
	"SELECT q.id, q.person_id, CONCAT(h.given_name, ' ', h.family_name) AS person," \
	"       (SELECT COALESCE(rown.name, rnb.name, r.code) FROM position p" \
	"          JOIN role r ON r.id = p.role_id" \
	"          LEFT JOIN role_text rown ON rown.role_id = r.id AND rown.language = ?" \
	"          LEFT JOIN role_text rnb ON rnb.role_id = r.id AND rnb.language = 'nb'" \
	"         WHERE p.person_id = q.person_id AND p.valid_from <= ?" \
	"           AND (p.valid_to IS NULL OR p.valid_to >= ?)" \
	"         ORDER BY p.is_main DESC, p.percent DESC, p.id LIMIT 1) AS role," \
	"       q.unit_id, COALESCE(own.name, nb.name, u.code) AS unit," \
	"       IF(own.name IS NULL, 'nb', NULL) AS unit_language, q.title, q.form AS" \
	"        training_form, o.provider, q.reason," \
	"       q.state, q.starts_on, q.ends_on, q.hours, q.price, q.substitute_hours," \
	"       q.study_leave_days, q.submitted_at, q.rev," \
	"       EXISTS (SELECT 1 FROM training_request_competence k" \
	"         JOIN competence c ON c.id = k.competence_id AND c.statutory = 1" \
	"        WHERE k.request_id = q.id) AS statutory," \
	"       (SELECT MIN(c.law) FROM training_request_competence k" \
	"          JOIN competence c ON c.id = k.competence_id AND c.statutory = 1" \
	"         WHERE k.request_id = q.id) AS law," \
	"       (SELECT GROUP_CONCAT(COALESCE(cown.name, cnb.name, c.code) ORDER BY c.position" \
	"        SEPARATOR '; ')" \
	"          FROM training_request_competence k" \
	"          JOIN competence c ON c.id = k.competence_id" \
	"          LEFT JOIN competence_text cown ON cown.competence_id = c.id AND cown.language = ?" \
	"          LEFT JOIN competence_text cnb ON cnb.competence_id = c.id AND cnb.language = 'nb'" \
	"         WHERE k.request_id = q.id) AS competences," \
	"       q.person_id = ? AS own," \
	"       q.state = 'submitted' AND COALESCE((SELECT l.person_id = ? FROM " DECIDERS \
	"         WHERE t.unit_id = q.unit_id ORDER BY t.depth, l.person_id <> ? LIMIT 1), 0) =" \
	"          1 AS waits_for_me," \
	"       IF(q.state <> 'submitted', NULL, (" \
	"        SELECT CONCAT(b.given_name, ' ', b.family_name) FROM " DECIDERS \
	"         WHERE t.unit_id = q.unit_id" \
	"         ORDER BY t.depth, l.deputy_for_id IS NOT NULL, l.id LIMIT 1)) AS waits_for," \
	"       q.state = 'submitted' AND EXISTS (SELECT 1 FROM " DECIDERS \
	"         WHERE t.unit_id = q.unit_id AND l.person_id = ?) AS can_decide," \
	"       (SELECT CONCAT(d.given_name, ' ', d.family_name) FROM " DECIDERS \
	"          LEFT JOIN person d ON d.id = l.deputy_for_id" \
	"         WHERE t.unit_id = q.unit_id AND l.person_id = ?" \
	"         ORDER BY t.depth, l.deputy_for_id IS NOT NULL, l.id LIMIT 1) AS deputy_for," \
	"       (SELECT MAX(e.at) FROM training_event e WHERE e.request_id = q.id) AS decided_at" \
	"  FROM training_request q" \
	"  JOIN person h ON h.id = q.person_id" \
	"  JOIN unit u ON u.id = q.unit_id" \
	"  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?" \
	"  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'" \
	"  LEFT JOIN offering o ON o.id = q.offering_id" \
	" WHERE" SEEN

#define DECIDERS_ARGS today, today, today, today
#define CARD_ARGS \
	language, today, today, language, me, me, DECIDERS_ARGS, me, DECIDERS_ARGS, DECIDERS_ARGS, me, \
	DECIDERS_ARGS, me, language, me, today, today

#define BELOW \
	" AND (? = 0 OR EXISTS (SELECT 1 FROM unit_tree s" \
	"       WHERE s.ancestor_id = ? AND s.unit_id = q.unit_id))"

struct cJSON *training_decision_open(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);
	const struct db_arg me = db_int(leader->id), unit = db_int(unit_id);

	return db_rows_json(db_query(db,
	    CARD " AND q.state = 'submitted'" BELOW
	    " ORDER BY waits_for_me DESC, statutory DESC, q.starts_on IS NULL, q.starts_on,"
	    "  q.submitted_at, q.id"
	    " LIMIT ?",
	    DB_ARGS(CARD_ARGS, unit, unit, db_int(DECISION_OPEN))));
}

struct cJSON *training_decision_past(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);
	const struct db_arg me = db_int(leader->id), unit = db_int(unit_id);
	const char *since = clock_add_days(clock_today(), -DECISION_DAYS);

	return db_rows_json(db_query(db,
	    CARD " AND q.state <> 'submitted'" BELOW
	    " AND EXISTS (SELECT 1 FROM training_event e WHERE e.request_id = q.id AND e.at >= ?)"
	    " ORDER BY decided_at DESC, q.id DESC"
	    " LIMIT ?",
	    DB_ARGS(CARD_ARGS, unit, unit, db_text(since), db_int(DECISION_PAST))));
}

static cJSON *codes_json(struct db *db, int64_t id)
{
	return db_rows_json(db_query(db,
	    "SELECT c.code FROM training_request_competence k JOIN competence c ON c.id ="
	    " k.competence_id"
	    " WHERE k.request_id = ?",
	    DB_ARGS(db_int(id))));
}

/*
 * Of the person's answers those that the request is about; none where the person is no longer
 * the leader's to see.
 */
static cJSON *gaps_json(struct db *db, const struct user *leader, int64_t id, int64_t person_id)
{
	cJSON *codes = codes_json(db, id), *gaps = cJSON_CreateArray(), *next = NULL;
	cJSON *answers = codes->child ? employee_answers(db, leader, person_id) : NULL;
	const cJSON *code;

	for (cJSON *answer = answers ? answers->child : NULL; answer; answer = next) {
		next = answer->next;
		cJSON_ArrayForEach(code, codes)
			if (strcmp(json_get_text(answer, "code"), json_get_text(code, "code")) == 0) {
				cJSON_AddItemToArray(gaps, cJSON_DetachItemViaPointer(answers, answer));
				break;
			}
	}
	return gaps;
}

struct cJSON *training_decision_request(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);
	const struct db_arg me = db_int(leader->id);
	struct db_rows *rows = db_query(db, CARD " AND q.id = ?", DB_ARGS(CARD_ARGS, db_int(id)));

	if (!db_next(rows))
		return NULL;
	cJSON *json = db_row_json(rows);

	json_set(json, "gaps", gaps_json(db, leader, id, db_col_int(rows, "person_id")));
	json_set(json, "history", training_history(db, id));
	return json;
}

/*
 * Why nothing was changed, told by what is there now: a locking read sees past the transaction's
 * snapshot, one in a subquery does not.
 */
static enum decision_outcome refusal(struct db *db, const struct user *leader, int64_t id,
    int64_t rev)
{
	const struct db_arg today = db_text(clock_today());
	struct db_rows *rows = db_query(db,
	    "SELECT q.state, q.rev, q.person_id"
	    "  FROM training_request q"
	    "  JOIN unit_tree t ON t.unit_id = q.unit_id"
	    "  JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?"
	    "   AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)"
	    " WHERE q.id = ? AND q.state <> 'draft' AND q.submitted_at IS NOT NULL"
	    " LIMIT 1 LOCK IN SHARE MODE",
	    DB_ARGS(db_int(leader->id), today, today, db_int(id)));

	if (!db_next(rows))
		return DECISION_UNSEEN;
	if (db_col_int(rows, "person_id") == leader->id)
		return DECISION_OWN;
	if (strcmp(db_col_text(rows, "state"), "submitted") != 0)
		return DECISION_CLOSED;
	return rev >= 0 && db_col_int(rows, "rev") != rev ? DECISION_STALE : DECISION_OWN_FOR;
}

/* An operation id that was used for something else decides nothing. */
static enum decision_outcome misused(struct db *db, const struct user *leader, int64_t id)
{
	const enum decision_outcome why = refusal(db, leader, id, -1);

	return why == DECISION_OWN_FOR ? DECISION_STALE : why;
}

/* The request's person, and whom the leader acts for in deciding it. */
static struct db_rows *parties(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	struct db_rows *rows = db_query(db,
	    "SELECT q.person_id, (SELECT l.deputy_for_id FROM " DECIDERS
	    "         WHERE t.unit_id = q.unit_id AND l.person_id = ?"
	    "         ORDER BY t.depth, l.deputy_for_id IS NOT NULL, l.id LIMIT 1) AS deputy_for"
	    "  FROM training_request q"
	    " WHERE q.id = ?",
	    DB_ARGS(DECIDERS_ARGS, me, db_int(id)));

	if (!db_next(rows))
		fault("request %lld vanished while it was decided", (long long)id);
	return rows;
}

enum decision_outcome training_decision_make(struct db *db, const struct user *leader, int64_t id,
    const char *state, const char *reason, int64_t rev, const char *op)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	const char *action = strcmp(state, "approved") == 0 ? "training.approve"
	    : strcmp(state, "declined") == 0                ? "training.decline"
	                                                    : "training.return";

	/* The same operation again is what it was the first time. */
	const int64_t before = audit_op_object(db, leader, op, action);

	if (before != 0 && before == id)
		return DECISION_MADE;
	if (before != 0 || !audit_op_claim(db, leader, op, action, id))
		return misused(db, leader, id);
	int64_t decided = db_exec(db,
	    "UPDATE training_request q"
	    "   SET q.state = ?, q.rev = q.rev + 1"
	    " WHERE q.id = ? AND q.state = 'submitted' AND (? < 0 OR q.rev = ?)"
	    "   AND EXISTS (SELECT 1 FROM " DECIDERS
	    "         WHERE t.unit_id = q.unit_id AND l.person_id = ?)",
	    DB_ARGS(db_text(state), db_int(id), db_int(rev), db_int(rev), DECIDERS_ARGS, me));

	if (decided == 0)
		return refusal(db, leader, id, rev);
	struct db_rows *who = parties(db, leader, id);

	training_event_add(db, leader, id, db_col_int(who, "deputy_for"), state, reason);
	audit_add(db, leader, action, id, db_col_int(who, "person_id"),
	    arena_printf("submitted -> %s", state));
	return DECISION_MADE;
}

struct cJSON *training_decision_state(struct db *db, int64_t id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT q.id, q.state, q.rev, IF(q.state = 'submitted', NULL,"
	    "         CONCAT(a.given_name, ' ', a.family_name)) AS decided_by,"
	    "       IF(q.state = 'submitted', NULL, e.at) AS decided_at,"
	    "       IF(q.state = 'submitted', NULL, e.reason) AS reason"
	    "  FROM training_request q"
	    "  LEFT JOIN training_event e ON e.request_id = q.id"
	    "  LEFT JOIN person a ON a.id = e.actor_id"
	    " WHERE q.id = ?"
	    " ORDER BY e.id DESC LIMIT 1 LOCK IN SHARE MODE",
	    DB_ARGS(db_int(id)));

	return db_next(rows) ? db_row_json(rows) : cJSON_CreateObject();
}
