/* A worker's side of the queue: takes a job, does it, says how far it is. */
#include "job_run.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "fault.h"
#include "log.h"

/* So many times in a row a job may end its worker, or find no way, before it is given up. */
enum { TRIES = 5 };

static bool (*worker_ends)(void);

/* Taking ------------------------------------------------------------------- */

static struct db_rows *waiting_lanes(void)
{
	return db_query(db_session(DB_HOLD), "SELECT DISTINCT lane FROM job WHERE waits = 1",
	    DB_ARGS());
}

static bool take_lane(const char *lane)
{
	return db_count(db_query(db_session(DB_HOLD),
	    "SELECT name FROM job_lane WHERE name = ? FOR UPDATE SKIP LOCKED",
	    DB_ARGS(db_text(lane)))) == 1;
}

bool job_take_lane(const char *lane)
{
	struct db *db = db_session(DB_SAVE);

	if (take_lane(lane))
		return true;
	/* Taken by another, or never laid. */
	if (db_count(db_query(db, "SELECT name FROM job_lane WHERE name = ?",
	    DB_ARGS(db_text(lane)))) > 0)
		return false;
	db_try(db, "INSERT INTO job_lane (name) VALUES (?)", DB_ARGS(db_text(lane)));
	return take_lane(lane);
}

static struct db_rows *first_of(const char *lane)
{
	return db_query(db_session(DB_SAVE),
	    "SELECT j.id, j.kind, j.object_id, j.attempt, j.tries, j.asked_by, p.login, p.language"
	    "  FROM job j LEFT JOIN person p ON p.id = j.asked_by"
	    " WHERE j.waits = 1 AND j.lane = ? ORDER BY j.id LIMIT 1", DB_ARGS(db_text(lane)));
}

static const struct user *asker(const struct db_rows *row)
{
	struct user *user = arena_alloc(sizeof *user);

	*user = (struct user){ .id = db_col_int(row, "asked_by"), .login = db_col_text(row, "login"),
		.language = db_col_text(row, "language") };
	return user->id ? user : NULL;
}

/* Every attempt has a number of its own, stored before it begins. False: it was cancelled. */
static bool begin_attempt(struct job *job)
{
	const int64_t before = job->attempt++;

	job->tries++;
	return db_exec(db_session(DB_SAVE),
	    "UPDATE job SET state = 'running', attempt = ?, tries = tries + 1, started_at = ?,"
	    "  seen_at = ?, phase = NULL, done = 0, total = 0"
	    " WHERE id = ? AND attempt = ? AND waits = 1",
	    DB_ARGS(db_int(job->attempt), db_text(clock_now()), db_text(clock_now()),
	        db_int(job->id), db_int(before))) == 1;
}

/* Saying how far ----------------------------------------------------------- */

static void still_mine(const struct job *job, int64_t rows)
{
	if (rows == 0)
		fault_busy("job %lld was cancelled, or is done by another worker", (long long)job->id);
	if (worker_ends && worker_ends())
		fault_busy("job %lld is left for the next worker", (long long)job->id);
}

static int64_t store_progress(struct db *db, const struct job *job, const char *phase,
    int64_t done, int64_t total)
{
	clock_begin();
	return db_exec(db,
	    "UPDATE job SET phase = ?, done = ?, total = ?, seen_at = ?"
	    " WHERE id = ? AND attempt = ? AND state = 'running'",
	    DB_ARGS(db_text(phase), db_int(done), db_int(total), db_text(clock_now()),
	        db_int(job->id), db_int(job->attempt)));
}

void job_progress(const struct job *job, const char *phase, int64_t done, int64_t total)
{
	still_mine(job, store_progress(db_session(DB_SAVE), job, phase, done, total));
}

void job_step(struct db *db, const struct job *job, const char *phase, int64_t done, int64_t total)
{
	const int64_t rows = store_progress(db, job, phase, done, total);

	if (rows == 1) {
		db_exec(db, "UPDATE job SET tries = 0 WHERE id = ?", DB_ARGS(db_int(job->id)));
		db_commit(db);
	}
	still_mine(job, rows);
}

/* Ending ------------------------------------------------------------------- */

static void store_failure(const struct job *job, const char *reason, const char *detail)
{
	db_exec(db_session(DB_SAVE),
	    "UPDATE job SET state = 'failed', reason = ?, detail = LEFT(?, 500), ended_at = ?"
	    " WHERE id = ? AND attempt = ? AND state = 'running'",
	    DB_ARGS(db_text(reason), db_text(detail), db_text(clock_now()), db_int(job->id),
	        db_int(job->attempt)));
}

/* done becomes total: a bar that ends full. */
static void store_success(struct db *db, const struct job *job)
{
	const int64_t rows = db_exec(db,
	    "UPDATE job SET state = 'done', done = total, ended_at = ?"
	    " WHERE id = ? AND attempt = ? AND state = 'running'",
	    DB_ARGS(db_text(clock_now()), db_int(job->id), db_int(job->attempt)));

	if (rows == 1)
		db_commit(db);
	else
		fault_busy("job %lld was cancelled at its end", (long long)job->id);
}

struct doing { job_work *work; struct job *job; };

static void do_job(void *context)
{
	const struct doing *doing = context;
	struct db *db = db_session(DB_WRITE);
	const char *reason = doing->work(db, doing->job);

	clock_begin();
	if (!reason) {
		store_success(db, doing->job);
		return;
	}
	db_rollback(db);
	store_failure(doing->job, reason, doing->job->detail);
}

static void give_up(void *context)
{
	const struct job *job = context;

	store_failure(job, "broken", log_reference());
}

/* A job that breaks, breaks again: it is not tried for ever. One that met a deadlock, or no
 * database, is. */
static void work_on(const struct job_kind *kind, struct job *job)
{
	struct doing doing = { kind->work, job };

	log_begin();
	log_line("job %lld, %s %lld, attempt %lld", (long long)job->id, job->kind,
	    (long long)job->object_id, (long long)job->attempt);
	const enum outcome outcome = fault_guard(do_job, &doing);

	db_rollback(db_session(DB_WRITE));
	if (outcome == OUTCOME_BROKEN || (outcome == OUTCOME_BUSY && job->tries >= TRIES
	    && !(worker_ends && worker_ends())))
		give_up(job);
}

static const struct job_kind *kind_of(const struct job_kind *kinds, const char *name)
{
	for (; kinds->name; kinds++)
		if (strcmp(kinds->name, name) == 0)
			return kinds;
	return NULL;
}

static bool run_first(const struct job_kind *kinds, const char *lane)
{
	struct db_rows *row = first_of(lane);

	if (!db_next(row))
		return false;
	struct job job = { db_col_int(row, "id"), db_col_int(row, "object_id"),
		db_col_int(row, "attempt"), db_col_int(row, "tries"), db_col_text(row, "kind"),
		asker(row), "" };
	const struct job_kind *kind = kind_of(kinds, job.kind);

	if (!begin_attempt(&job))
		return true;
	if (!kind || job.tries > TRIES)
		give_up(&job);
	else
		work_on(kind, &job);
	return true;
}

bool job_run_next(const struct job_kind *kinds, bool (*ending)(void))
{
	bool worked = false;

	worker_ends = ending;
	clock_begin();
	for (struct db_rows *lanes = waiting_lanes(); !worked && db_next(lanes);) {
		const char *lane = db_col_text(lanes, "lane");

		worked = take_lane(lane) && run_first(kinds, lane);
		db_rollback(db_session(DB_HOLD));
	}
	db_rollback(db_session(DB_HOLD));
	return worked;
}
