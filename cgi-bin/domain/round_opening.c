/* Opens a round: an assessment a person, then what each is asked, some hundred people at a time. */
#include "round_opening.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "job.h"
#include "round_asking.h"
#include "round_life.h"

/* So many people's answers are written in one transaction. */
enum { PEOPLE_A_STEP = 400 };

struct opening {
	struct db *db;
	const struct job *job;
	int64_t round_id;
	const char *day;                /* Oslo's, on which the opening began */
};

/*
 * The main position of each pins unit, role, sector, percentage and legacy municipality; in the
 * order of the export.
 */
static int64_t assign(const struct opening *o)
{
	return db_exec(o->db,
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
	    DB_ARGS(db_int(o->round_id), db_text(o->day), db_text(o->day)));
}

/* Asking for it ------------------------------------------------------------- */

int64_t round_opening_ask(struct db *db, const struct user *actor, int64_t round_id, const char *op)
{
	const int64_t before = audit_op_object(db, actor, op, "job.add");

	if (before)
		return before;
	struct db_rows *round = db_query(db,
	    "SELECT id FROM round WHERE id = ? AND state IN ('ready', 'opening')"
	    "   AND (confidential = 1 OR dpia IS NOT NULL) FOR UPDATE",
	    DB_ARGS(db_int(round_id)));

	return db_next(round) ? job_add(db, actor, "round.open", round_id, op) : 0;
}

int64_t round_opening_ask_undo(struct db *db, const struct user *actor, int64_t round_id,
    const char *op)
{
	struct db_rows *round = db_query(db,
	    "SELECT id FROM round WHERE id = ? AND state = 'opening' FOR UPDATE",
	    DB_ARGS(db_int(round_id)));

	return !db_next(round) ? 0 : job_add(db, actor, "round.undo", round_id, op);
}

int64_t round_opening_find(struct db *db, const char *code)
{
	struct db_rows *round = db_query(db, "SELECT id FROM round WHERE code = ?",
	    DB_ARGS(db_text(code)));

	return db_next(round) ? db_col_int(round, "id") : 0;
}

/* The work ------------------------------------------------------------------ */

static const char *may_begin(const struct db_rows *round)
{
	if (strcmp(db_col_text(round, "opens_at"), clock_now()) > 0)
		return "round.too_early";
	return strcmp(db_col_text(round, "closes_at"), clock_now()) <= 0 ? "round.too_late" : NULL;
}

static struct db_rows *locked_round(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT state, opens_at, closes_at, opened_at FROM round WHERE id = ? FOR UPDATE",
	    DB_ARGS(db_int(id)));
}

/* The round and one assessment a person, as one step: until it is done the round is ready. */
static const char *begin(struct opening *o)
{
	struct db_rows *round = locked_round(o->db, o->round_id);
	const char *state = db_next(round) ? db_col_text(round, "state") : "";

	if (strcmp(state, "opening") == 0) {
		o->day = arena_text(clock_oslo(db_col_text(round, "opened_at")), 10);
		return NULL;
	}
	if (strcmp(state, "ready") != 0)
		return *state ? "round.not_ready" : "round.unknown";
	const char *reason = may_begin(round);

	if (reason)
		return reason;
	o->day = arena_printf("%s", clock_today());
	db_exec(o->db, "UPDATE round SET state = 'opening', opened_at = ?, rev = rev + 1 WHERE id = ?",
	    DB_ARGS(db_text(clock_now()), db_int(o->round_id)));
	if (assign(o) == 0)
		return "round.asks_nobody";
	job_step(o->db, o->job, "people", 0, 0);
	return NULL;
}

static int64_t first_number(struct db_rows *rows)
{
	return db_next(rows) ? db_at_int(rows, 0) : 0;
}

/* Up to which assessment answers are written: they are, in the order of the ids. */
static int64_t written(const struct opening *o)
{
	return first_number(db_query(o->db,
	    "SELECT MAX(assessment_id) AS id FROM answer WHERE round_id = ?",
	    DB_ARGS(db_int(o->round_id))));
}

static struct db_rows *next_part(const struct opening *o, int64_t after)
{
	return db_query(o->db,
	    "SELECT MAX(id) AS last, COUNT(*) AS people"
	    "  FROM (SELECT id FROM assessment WHERE round_id = ? AND id > ? ORDER BY id LIMIT ?) part",
	    DB_ARGS(db_int(o->round_id), db_int(after), db_int(PEOPLE_A_STEP)));
}

static int64_t people_up_to(const struct opening *o, int64_t last)
{
	return first_number(db_query(o->db,
	    "SELECT COUNT(*) AS people FROM assessment WHERE round_id = ? AND id <= ?",
	    DB_ARGS(db_int(o->round_id), db_int(last))));
}

static void ask_all(const struct opening *o)
{
	const int64_t total = people_up_to(o, INT32_MAX);
	int64_t after = written(o), done = people_up_to(o, after);

	round_asking_prepare(o->db, o->round_id, o->day);
	for (;;) {
		struct db_rows *part = next_part(o, after);

		db_next(part);
		if (db_col_int(part, "people") == 0)
			return;
		round_asking_write(o->db, o->round_id, after, db_col_int(part, "last"));
		after = db_col_int(part, "last");
		done += db_col_int(part, "people");
		job_step(o->db, o->job, "questions", done, total);
	}
}

struct round_opened round_opening_count(struct db *db, int64_t round_id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT (SELECT COUNT(*) FROM assessment WHERE round_id = ?) AS people,"
	    "       (SELECT COUNT(*) FROM answer WHERE round_id = ?) AS answers",
	    DB_ARGS(db_int(round_id), db_int(round_id)));

	db_next(rows);
	return (struct round_opened){ db_col_int(rows, "people"), db_col_int(rows, "answers") };
}

const char *round_opening_work(struct db *db, struct job *job)
{
	struct opening o = { .db = db, .job = job, .round_id = job->object_id };
	const char *reason = begin(&o);

	if (reason)
		return reason;
	ask_all(&o);
	const struct round_opened opened = round_opening_count(db, o.round_id);

	db_exec(db, "UPDATE round SET state = 'open', rev = rev + 1 WHERE id = ? AND state = 'opening'",
	    DB_ARGS(db_int(o.round_id)));
	round_life_event(db, job->actor, o.round_id, "open", NULL,
	    arena_printf("%lld people, %lld answers", (long long)opened.people,
	        (long long)opened.answers));
	return NULL;
}

/* Answers first, in parts that hold no lock for long. Nobody can have answered yet. */
const char *round_opening_undo_work(struct db *db, struct job *job)
{
	const int64_t id = job->object_id;
	struct db_rows *round = locked_round(db, id);

	if (!db_next(round) || strcmp(db_col_text(round, "state"), "opening") != 0)
		return NULL;
	while (db_exec(db, "DELETE FROM answer WHERE round_id = ? LIMIT 50000",
	    DB_ARGS(db_int(id))) > 0)
		job_step(db, job, "undo", 0, 0);
	db_exec(db, "DELETE FROM assessment WHERE round_id = ?", DB_ARGS(db_int(id)));
	db_exec(db,
	    "UPDATE round SET state = 'ready', opened_at = NULL, rev = rev + 1"
	    " WHERE id = ? AND state = 'opening'",
	    DB_ARGS(db_int(id)));
	round_life_event(db, job->actor, id, "undo", NULL, "");
	return NULL;
}
