/* A person's own assessment of a round: saving an answer, submitting, reopening. */
#include "assessment.h"

#include <string.h>

#include "arena.h"
#include "assessment_form.h"
#include "audit.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "round.h"

/* One answer -------------------------------------------------------------- */

static bool is_answer(const struct assessment_answer *answer)
{
	return answer->level >= 0 || answer->not_relevant || answer->value;
}

static struct db_arg comment_of(const struct assessment_answer *answer)
{
	return db_text(*answer->comment ? answer->comment : NULL);
}

/* A level belongs to a competence and a value to a plain question; an empty answer fits both. */
static bool is_of_competence(const struct assessment_answer *answer)
{
	return answer->level >= 0 || answer->not_relevant || answer->wish || answer->teach ||
	    *answer->comment;
}

/*
 * The hot path: person, state, time and revision stand in the WHERE, so that nothing needs to be
 * read before.
 */
static int64_t update_answer(struct db *db, const struct user *user, int64_t id, int64_t item,
    int64_t rev, const struct assessment_answer *answer)
{
	const struct db_arg now = db_text(clock_now());

	return db_exec(db,
	    "UPDATE assessment a"
	    "  JOIN round r ON r.id = a.round_id"
	    "  JOIN item i ON i.id = ?"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "  AND an.item_id = i.id"
	    "   SET an.draft_level = ?, an.draft_not_relevant = ?, an.draft_wish = ?,"
	    "       an.draft_teach = ?,"
	    "       an.draft_comment = ?, an.draft_value = ?, an.draft_at = ?, an.rev = an.rev + 1,"
	    "       a.notice_version = COALESCE(a.notice_version, r.notice_version),"
	    "       a.started_at = COALESCE(a.started_at, IF(an.required = 1, ?, NULL))"
	    " WHERE a.id = ? AND a.person_id = ? AND a.state IN ('assigned', 'reopened')"
	    "   AND r.state = 'open' AND r.closes_at > ? AND an.rev = ?"
	    "   AND (? = 0 OR i.type = 'competence') AND (? = 0 OR i.type <> 'competence')"
	    "   AND (? = 0 OR r.comments = 1)",
	    DB_ARGS(db_int(item), db_int_or_null(answer->level, answer->level >= 0),
	        db_bool(answer->not_relevant), db_bool(answer->wish), db_bool(answer->teach),
	        comment_of(answer), db_text(answer->value), now,
	        is_answer(answer) ? now : db_null(), db_int(id), db_int(user->id), now, db_int(rev),
	        db_bool(is_of_competence(answer)), db_bool(answer->value != NULL),
	        db_bool(*answer->comment != '\0')));
}

static void count_answers(struct db *db, const struct user *user, int64_t id,
    struct assessment_saved *saved)
{
	struct db_rows *rows = db_query(db,
	    "SELECT COALESCE(SUM(" ASSESSMENT_ANSWERED "), 0) AS answered, COUNT(*) AS total"
	    "  FROM assessment a"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "  AND an.required = 1"
	    " WHERE a.id = ? AND a.person_id = ?",
	    DB_ARGS(db_int(id), db_int(user->id)));

	db_next(rows);
	saved->answered = db_col_int(rows, "answered");
	saved->total = db_col_int(rows, "total");
}

/* The last answer was taken back: the assessment counts as not started again. */
static void unstart(struct db *db, const struct user *user, int64_t id)
{
	db_exec(db,
	    "UPDATE assessment a SET a.started_at = NULL"
	    " WHERE a.id = ? AND a.person_id = ? AND a.started_at IS NOT NULL AND NOT EXISTS ("
	    "SELECT 1 FROM answer an WHERE an.round_id = a.round_id AND an.assessment_id = a.id"
	    "     AND an.required = 1 AND " ASSESSMENT_ANSWERED ")",
	    DB_ARGS(db_int(id), db_int(user->id)));
}

/* The stored answers from one item to another, in their order, and all that may refuse a save. */
static struct db_rows *stored_answers(struct db *db, const struct user *user, int64_t id,
    int64_t first, int64_t last)
{
	return db_query(db,
	    "SELECT a.state IN ('assigned', 'reopened') AND r.state = 'open'"
	    " AND r.closes_at > ? AS is_open,"
	    "       r.comments, an.item_id, i.type, an.rev, an.draft_level AS level,"
	    "       an.draft_not_relevant AS not_relevant, an.draft_wish AS wish,"
	    "       an.draft_teach AS teach, an.draft_comment AS comment, an.draft_value AS value"
	    "  FROM assessment a"
	    "  JOIN round r ON r.id = a.round_id"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "   AND an.item_id BETWEEN ? AND ?"
	    "  JOIN item i ON i.id = an.item_id"
	    " WHERE a.id = ? AND a.person_id = ? ORDER BY an.item_id",
	    DB_ARGS(db_text(clock_now()), db_int(first), db_int(last), db_int(id), db_int(user->id)));
}

static bool same_text(const char *one, const char *other)
{
	return strcmp(one ? one : "", other ? other : "") == 0;
}

static bool is_same(const struct db_rows *row, const struct assessment_answer *answer)
{
	const int64_t level = db_col_null(row, "level") ? -1 : db_col_int(row, "level");

	return level == answer->level &&
	    (db_col_int(row, "not_relevant") != 0) == answer->not_relevant &&
	    (db_col_int(row, "wish") != 0) == answer->wish &&
	    (db_col_int(row, "teach") != 0) == answer->teach &&
	    same_text(db_col_text(row, "comment"), answer->comment) &&
	    same_text(db_col_text(row, "value"), answer->value);
}

static struct cJSON *stored_json(const struct db_rows *row)
{
	const char *value = db_col_text(row, "value");
	const char *why;
	cJSON *stored = cJSON_CreateObject();

	if (db_col_null(row, "level"))
		json_set_null(stored, "level");
	else
		json_set_int(stored, "level", db_col_int(row, "level"));
	json_set_bool(stored, "not_relevant", db_col_int(row, "not_relevant") != 0);
	json_set_bool(stored, "wish", db_col_int(row, "wish") != 0);
	json_set_bool(stored, "teach", db_col_int(row, "teach") != 0);
	json_set_text(stored, "comment", db_col_text(row, "comment"));
	json_set(stored, "value", value ? json_read(value, strlen(value), &why) : cJSON_CreateNull());
	json_set_int(stored, "rev", db_col_int(row, "rev"));
	return stored;
}

/* Why an answer does not fit its question; DONE if it does. */
static enum assessment_result misfit(const struct db_rows *row,
    const struct assessment_answer *answer)
{
	const bool is_competence = strcmp(db_col_text(row, "type"), "competence") == 0;

	if (is_competence ? answer->value != NULL : is_of_competence(answer))
		return ASSESSMENT_TYPE;
	return *answer->comment && !db_col_int(row, "comments") ? ASSESSMENT_COMMENTS_OFF
	    : ASSESSMENT_DONE;
}

/* Why a save matched no row. */
static struct assessment_saved refusal(struct db *db, const struct user *user, int64_t id,
    int64_t item, const struct assessment_answer *answer)
{
	struct db_rows *row = stored_answers(db, user, id, item, item);
	struct assessment_saved saved = { .result = ASSESSMENT_NOT_FOUND };

	if (!db_next(row))
		return saved;
	saved.result = ASSESSMENT_CLOSED;
	if (!db_col_int(row, "is_open"))
		return saved;
	saved.result = misfit(row, answer);
	if (saved.result != ASSESSMENT_DONE)
		return saved;
	saved.rev = db_col_int(row, "rev");
	if (is_same(row, answer)) {
		count_answers(db, user, id, &saved);
		return saved;
	}
	saved.result = ASSESSMENT_CONFLICT;
	saved.stored = stored_json(row);
	return saved;
}

struct assessment_saved assessment_save(struct db *db, const struct user *user, int64_t id,
    int64_t item, int64_t rev, const struct assessment_answer *answer)
{
	struct assessment_saved saved = { .result = ASSESSMENT_DONE, .rev = rev + 1 };

	if (!update_answer(db, user, id, item, rev, answer))
		return refusal(db, user, id, item, answer);
	count_answers(db, user, id, &saved);
	if (saved.answered == 0 && !is_answer(answer))
		unstart(db, user, id);
	return saved;
}

struct assessment_question assessment_question(struct db *db, const struct user *user, int64_t id,
    int64_t item)
{
	struct db_rows *rows = db_query(db,
	    "SELECT i.type, c.code"
	    "  FROM assessment a"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "  AND an.item_id = ?"
	    "  JOIN item i ON i.id = an.item_id"
	    "  LEFT JOIN choice c ON c.item_id = i.id"
	    " WHERE a.id = ? AND a.person_id = ? ORDER BY c.position",
	    DB_ARGS(db_int(item), db_int(id), db_int(user->id)));
	const char **choices = arena_alloc((db_count(rows) + 1) * sizeof *choices);
	struct assessment_question question = { NULL, choices };

	for (size_t i = 0; db_next(rows); i++) {
		question.type = db_col_text(rows, "type");
		choices[i] = db_col_text(rows, "code");
	}
	return question;
}

/* A page of them ---------------------------------------------------------- */

static bool is_taking(struct db *db, const struct user *user, int64_t id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT 1 FROM assessment a JOIN round r ON r.id = a.round_id"
	    " WHERE a.id = ? AND a.person_id = ? AND r.state = 'open' AND r.closes_at > ?",
	    DB_ARGS(db_int(id), db_int(user->id), db_text(clock_now())));

	return db_next(rows);
}

/* Holds the assessment: a save elsewhere waits. Holding the round would stop everybody else. */
static enum assessment_result hold(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const char **state)
{
	struct db_rows *rows = db_query(db,
	    "SELECT state, rev FROM assessment WHERE id = ? AND person_id = ? FOR UPDATE",
	    DB_ARGS(db_int(id), db_int(user->id)));

	if (!db_next(rows))
		return ASSESSMENT_NOT_FOUND;
	*state = db_col_text(rows, "state");
	if (rev >= 0 && db_col_int(rows, "rev") != rev)
		return ASSESSMENT_CONFLICT;
	return is_taking(db, user, id) ? ASSESSMENT_DONE : ASSESSMENT_CLOSED;
}

static bool is_working(const char *state)
{
	return strcmp(state, "assigned") == 0 || strcmp(state, "reopened") == 0;
}

/* Saves one change over the row that holds its item now. */
static enum assessment_result save_one(struct db *db, const struct user *user, int64_t id,
    const struct db_rows *row, const struct assessment_change *change, struct cJSON *stale)
{
	const enum assessment_result fit = misfit(row, &change->answer);

	if (fit != ASSESSMENT_DONE || is_same(row, &change->answer))
		return fit;
	if (db_col_int(row, "rev") != change->rev) {
		json_set(stale, arena_printf("%lld", (long long)change->item), stored_json(row));
		return ASSESSMENT_DONE;
	}
	return update_answer(db, user, id, change->item, change->rev, &change->answer)
	    ? ASSESSMENT_DONE : ASSESSMENT_CLOSED;
}

enum assessment_result assessment_save_page(struct db *db, const struct user *user, int64_t id,
    const struct assessment_change *changes, size_t count, struct cJSON **stale)
{
	const char *state;
	enum assessment_result result = hold(db, user, id, -1, &state);

	*stale = cJSON_CreateObject();
	if (result != ASSESSMENT_DONE)
		return result;
	if (!is_working(state))
		return ASSESSMENT_CLOSED;
	struct db_rows *row = stored_answers(db, user, id, count ? changes[0].item : 0,
	    count ? changes[count - 1].item : 0);

	for (size_t i = 0; i < count && result == ASSESSMENT_DONE && db_next(row);)
		if (db_col_int(row, "item_id") == changes[i].item)
			result = save_one(db, user, id, row, &changes[i++], *stale);
	unstart(db, user, id);
	return result;
}

/* Submitting -------------------------------------------------------------- */

struct cJSON *assessment_missing(struct db *db, const struct user *user, int64_t id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT an.item_id FROM assessment a"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    " WHERE a.id = ? AND a.person_id = ? AND an.required = 1 AND NOT " ASSESSMENT_ANSWERED
	    " ORDER BY an.item_id",
	    DB_ARGS(db_int(id), db_int(user->id)));
	cJSON *missing = cJSON_CreateArray();

	while (db_next(rows))
		cJSON_AddItemToArray(missing, cJSON_CreateNumber((double)db_col_int(rows, "item_id")));
	return missing;
}

/* What the answers hide is not submitted, whatever was said there before it was hidden. */
static void copy_answers(struct db *db, const struct user *user, int64_t id)
{
	const struct db_arg hidden = db_text(json_text(assessment_form_hidden(db, user, id)));

	db_exec(db,
	    "UPDATE assessment a"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "   SET an.self_level = an.draft_level, an.not_relevant = an.draft_not_relevant,"
	    "       an.wish = an.draft_wish, an.teach = an.draft_teach, an.comment = an.draft_comment,"
	    "       an.value = IF(JSON_CONTAINS(?, an.item_id), NULL, an.draft_value),"
	    "       an.answered_at = IF(JSON_CONTAINS(?, an.item_id), NULL, an.draft_at),"
	    "       a.state = 'submitted', a.submitted_at = ?, a.rev = a.rev + 1"
	    " WHERE a.id = ? AND a.person_id = ?",
	    DB_ARGS(hidden, hidden, db_text(clock_now()), db_int(id), db_int(user->id)));
}

enum assessment_result assessment_submit(struct db *db, const struct user *user, int64_t id,
    int64_t rev)
{
	const char *state;
	const enum assessment_result held = hold(db, user, id, rev, &state);

	if (held != ASSESSMENT_DONE)
		return held;
	if (!is_working(state))
		return ASSESSMENT_CLOSED;
	if (cJSON_GetArraySize(assessment_missing(db, user, id)) > 0)
		return ASSESSMENT_MISSING;
	copy_answers(db, user, id);
	audit_add(db, user, "assessment.submit", id, user->id, "");
	return ASSESSMENT_DONE;
}

enum assessment_result assessment_reopen(struct db *db, const struct user *user, int64_t id,
    int64_t rev)
{
	const char *state;
	const enum assessment_result held = hold(db, user, id, rev, &state);

	if (held != ASSESSMENT_DONE)
		return held;
	if (strcmp(state, "submitted") != 0)
		return ASSESSMENT_CLOSED;
	db_exec(db,
	    "UPDATE assessment SET state = 'reopened', rev = rev + 1 WHERE id = ? AND person_id = ?",
	    DB_ARGS(db_int(id), db_int(user->id)));
	audit_add(db, user, "assessment.reopen", id, user->id, "");
	return ASSESSMENT_DONE;
}

/* Reading ----------------------------------------------------------------- */

const char *assessment_state_text(const char *state)
{
	static const struct i18n_word names[] = {
		{ "assigned", N_("Not started") }, { "started", N_("Started") },
		{ "submitted", N_("Submitted") }, { "reopened", N_("Reopened") },
		{ "reviewed", N_("Read by the leader") }, { "agreed", N_("Agreed with the leader") },
		{ NULL, NULL },
	};
	const char *text = i18n_word(names, state);

	return text ? text : state;
}

const char *assessment_deadline(const char *closes_at)
{
	const char *local = clock_oslo(closes_at);

	if (!local || strcmp(local + 11, "00:00:00") != 0)
		return i18n_moment(closes_at);
	return i18n_date_long(round_last_day(closes_at));
}

struct cJSON *assessment_own(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT a.id, r.code AS round, COALESCE(own.title, nb.title, r.code) AS title,"
	    "       IF(own.title IS NULL, 'nb', NULL) AS language, " ASSESSMENT_STATE " AS state,"
	    "       COALESCE(r.closed_at, r.closes_at) AS closes_at, a.submitted_at,"
	    "       SUM(an.required) AS total,"
	    "       SUM(an.required AND " ASSESSMENT_ANSWERED ") AS answered, (SELECT MAX(m.day) FROM"
	    " reminder m WHERE m.round_id = a.round_id AND m.person_id = a.person_id) AS reminded_on,"
	    "       r.state = 'open' AND r.closes_at > ? AS open"
	    "  FROM assessment a"
	    "  JOIN round r ON r.id = a.round_id AND r.state IN ('open', 'closed')"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    " WHERE a.person_id = ?"
	    " GROUP BY a.id ORDER BY open DESC, r.closes_at DESC, a.id LIMIT 20",
	    DB_ARGS(db_text(clock_now()), db_text(user->language), db_int(user->id))));
}
