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

/* An open request is in the unit where the asker works now; here is read once for each. */
#define CARD \
	"WITH here AS (SELECT DISTINCT q.id, j.place, " TRAINING_UNIT " AS unit_id" \
	"   FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, id BIGINT PATH '$.id')) j" \
	"   JOIN training_request q ON q.id = j.id)" \
	"SELECT q.id, " DECISION_WHOSE ", q.title, q.form AS training_form, o.provider, q.reason," \
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
	"       " DECISION_BY "," \
	"       (SELECT MAX(e.at) FROM training_event e WHERE e.request_id = q.id) AS decided_at" \
	"  FROM here" \
	"  JOIN training_request q ON q.id = here.id" \
	"  JOIN person h ON h.id = q.person_id" \
	"  JOIN unit u ON u.id = here.unit_id" \
	"  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?" \
	"  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'" \
	"  LEFT JOIN offering o ON o.id = q.offering_id" \
	" WHERE q.state <> 'draft' AND q.submitted_at IS NOT NULL AND " \
	DECISION_LED("here.unit_id") \
	" ORDER BY here.place"

struct cJSON *training_decision_cards(struct db *db, const struct user *leader,
    const struct cJSON *ids)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);
	const struct db_arg me = db_int(leader->id);

	return db_rows_json(db_query(db, CARD,
	    DB_ARGS(today, today, db_text(json_text(ids)), DECISION_WHOSE_ARGS, language,
	        DECISION_BY_ARGS, language, me, today, today)));
}

struct cJSON *training_decision_open(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg me = db_int(leader->id), unit = db_int(unit_id);

	return db_rows_json(db_query(db,
	    "WITH " DECISION_AREA ", here AS (" TRAINING_WAITING("area") ")"
	    "SELECT q.id, " DECISION_WAITS_FOR_ME " AS waits_for_me,"
	    "       EXISTS (SELECT 1 FROM training_request_competence k"
	    "         JOIN competence c ON c.id = k.competence_id AND c.statutory = 1"
	    "        WHERE k.request_id = q.id) AS statutory"
	    "  FROM here"
	    "  JOIN training_request q ON q.id = here.id"
	    " ORDER BY waits_for_me DESC, statutory DESC, q.starts_on IS NULL, q.starts_on,"
	    "  q.submitted_at, q.id",
	    DB_ARGS(DECISION_AREA_ARGS, today, today, today, today, DECISION_WAITS_ARGS)));
}

struct cJSON *training_decision_past(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg me = db_int(leader->id), unit = db_int(unit_id);
	const char *since = clock_add_days(clock_today(), -DECISION_DAYS);

	return db_rows_json(db_query(db,
	    "WITH " DECISION_AREA
	    "SELECT q.id, MAX(e.at) AS decided_at"
	    "  FROM area"
	    "  JOIN training_request q ON q.unit_id = area.unit_id"
	    "   AND q.state NOT IN ('draft', 'submitted') AND q.submitted_at IS NOT NULL"
	    "  JOIN training_event e ON e.request_id = q.id AND e.at >= ?"
	    " GROUP BY q.id"
	    " ORDER BY decided_at DESC, q.id DESC"
	    " LIMIT ?",
	    DB_ARGS(DECISION_AREA_ARGS, db_text(since), db_int(DECISION_PAST))));
}

static cJSON *codes_json(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return db_rows_json(db_query(db,
	    "SELECT c.code"
	    "  FROM training_request q"
	    "  JOIN training_request_competence k ON k.request_id = q.id"
	    "  JOIN competence c ON c.id = k.competence_id"
	    " WHERE q.id = ? AND " DECISION_LED(TRAINING_UNIT),
	    DB_ARGS(db_int(id), me, today, today, today, today)));
}

/*
 * Of the person's answers those that the request is about; none where the person is no longer
 * the leader's to see.
 */
static cJSON *gaps_json(struct db *db, const struct user *leader, int64_t id, int64_t person_id)
{
	cJSON *codes = codes_json(db, leader, id), *gaps = cJSON_CreateArray(), *next = NULL;
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

static cJSON *history_json(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return db_rows_json(db_query(db,
	    TRAINING_HISTORY
	    " WHERE q.id = ? AND " DECISION_LED(TRAINING_UNIT) " ORDER BY e.id",
	    DB_ARGS(db_int(id), me, today, today, today, today)));
}

struct cJSON *training_decision_request(struct db *db, const struct user *leader, int64_t id)
{
	cJSON *ids = cJSON_CreateArray(), *one = cJSON_CreateObject();
	int64_t person_id = 0;

	json_set_int(one, "id", id);
	cJSON_AddItemToArray(ids, one);
	cJSON *json = training_decision_cards(db, leader, ids)->child;

	if (!json || !json_is_int(json_get(json, "person_id"), 1, INT64_MAX, &person_id))
		return NULL;
	json_set(json, "gaps", gaps_json(db, leader, id, person_id));
	json_set(json, "history", history_json(db, leader, id));
	return json;
}

static struct db_rows *find(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return db_query(db,
	    "SELECT q.state, q.rev, q.person_id FROM training_request q"
	    " WHERE q.id = ? AND q.state <> 'draft' AND q.submitted_at IS NOT NULL AND "
	    DECISION_LED(TRAINING_UNIT),
	    DB_ARGS(db_int(id), me, today, today, today, today));
}

/* The request's person, and whom the leader acts for in deciding it. */
static struct db_rows *parties(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	struct db_rows *rows = db_query(db,
	    "SELECT q.person_id, " DECISION_DEPUTY("d.id", "q.unit_id") " AS deputy_for"
	    "  FROM training_request q"
	    " WHERE q.id = ?",
	    DB_ARGS(DECISION_MAKERS_ARGS, me, db_int(id)));

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

	enum decision_outcome outcome;

	if (!decision_claim(db, find, leader, id, action, op, &outcome))
		return outcome;
	/* It is pinned where it is decided, before its state says that it is closed. */
	int64_t decided = db_exec(db,
	    "UPDATE training_request q"
	    "   SET q.unit_id = " TRAINING_UNIT ", q.state = ?, q.rev = q.rev + 1"
	    " WHERE q.id = ? AND q.state = 'submitted' AND (? < 0 OR q.rev = ?)"
	    "   AND " DECISION_MAY(TRAINING_UNIT),
	    DB_ARGS(today, today, db_text(state), db_int(id), db_int(rev), db_int(rev),
	        DECISION_MAKERS_ARGS, today, today, me));

	if (decided == 0)
		return decision_refusal(db, find, leader, id, rev);
	struct db_rows *who = parties(db, leader, id);

	training_event_add(db, leader, id, db_col_int(who, "deputy_for"), state, reason);
	audit_add(db, leader, action, id, db_col_int(who, "person_id"),
	    arena_printf("submitted -> %s", state));
	return DECISION_MADE;
}

struct cJSON *training_decision_state(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	struct db_rows *rows = db_query(db,
	    DECISION_STATE("training_request", "training_event e ON e.request_id = q.id",
	        DECISION_LED(TRAINING_UNIT)),
	    DB_ARGS(db_int(id), me, today, today, today, today));

	return db_next(rows) ? db_row_json(rows) : cJSON_CreateObject();
}
