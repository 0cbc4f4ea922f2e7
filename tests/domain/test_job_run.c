/* A worker: each job is done once, whatever happens to the worker, and one of a lane at a time. */
#include "app.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "job.h"
#include "job_run.h"

/* The work of these tests adds rows to topic: one a step, three in all, coded by the job's object. */
enum { STEPS = 3 };

static struct { int die_at; bool die_before, ends; const char *reason; } behaviour;

static bool ends(void)
{
	return behaviour.ends;
}

static void add_row(struct db *db, const struct job *job, int64_t step)
{
	db_exec(db,
	    "INSERT INTO topic (code, position) VALUES (CONCAT('job', ?, '-', ?), ?)",
	    DB_ARGS(db_int(job->object_id), db_int(step), db_int(step)));
}

/* Goes on where its own rows end. */
static const char *by_steps(struct db *db, struct job *job)
{
	struct db_rows *rows = db_query(db,
	    "SELECT COUNT(*) AS done FROM topic WHERE code LIKE CONCAT('job', ?, '-%')",
	    DB_ARGS(db_int(job->object_id)));

	db_next(rows);
	for (int64_t step = db_col_int(rows, "done") + 1; step <= STEPS; step++) {
		add_row(db, job, step);
		if (behaviour.die_before && step == behaviour.die_at)
			kill(getpid(), SIGKILL);
		job_step(db, job, "people", step, STEPS);
		if (step == behaviour.die_at)
			kill(getpid(), SIGKILL);
	}
	return NULL;
}

static const char *at_once(struct db *db, struct job *job)
{
	for (int64_t step = 1; step <= STEPS; step++) {
		add_row(db, job, step);
		job_progress(job, "people", step, STEPS);
		if (step == behaviour.die_at)
			kill(getpid(), SIGKILL);
	}
	job->detail = "R1";
	return behaviour.reason;
}

static const char *breaks(struct db *db, struct job *job)
{
	add_row(db, job, 1);
	fault("broken on purpose");
}

static const char *loses_its_link(struct db *db, struct job *job)
{
	add_row(db, job, 1);
	fault_busy("no database, on purpose");
}

/* HR cancels while the worker is at it. */
static const char *is_cancelled(struct db *db, struct job *job)
{
	add_row(db, job, 1);
	app_run("UPDATE job SET state = 'cancelled', ended_at = asked_at");
	job_progress(job, "people", 1, STEPS);
	fail_msg("went on after it was cancelled");
	return NULL;
}

static const char *is_cancelled_at_its_end(struct db *db, struct job *job)
{
	add_row(db, job, 1);
	app_run("UPDATE job SET state = 'cancelled', ended_at = asked_at");
	return NULL;
}

static const struct job_kind kinds[] = {
	{ "test.steps", by_steps }, { "test.once", at_once }, { "test.breaks", breaks },
	{ "test.busy", loses_its_link }, { "test.cancelled", is_cancelled },
	{ "test.late", is_cancelled_at_its_end }, { NULL, NULL },
};

static void ask(const char *kind, int64_t object)
{
	struct db *db = db_session(DB_WRITE);

	assert_true(job_add(db, NULL, kind, object, NULL) > 0);
	db_commit(db);
}

static bool work(void)
{
	return job_run_next(kinds, ends);
}

#define ROWS "SELECT COUNT(*) FROM topic WHERE code LIKE 'job%'"
#define STATE "SELECT CONCAT_WS(' ', state, attempt, done, total, COALESCE(reason, '-'), detail) FROM job"

static int reset(void **state)
{
	memset(&behaviour, 0, sizeof behaviour);
	return app_reset(state);
}

static void work_and_end_are_one(void **state)
{
	(void)state;
	assert_false(work());
	ask("test.once", 1);
	assert_true(work());
	assert_string_equal(stored(STATE), "done 1 3 3 - ");
	assert_string_equal(stored(ROWS), "3");
	assert_false(work());
}

static void a_failure_says_why_and_leaves_nothing(void **state)
{
	(void)state;
	behaviour.reason = "round.too_late";
	ask("test.once", 1);
	assert_true(work());
	assert_string_equal(stored(STATE), "failed 1 3 3 round.too_late R1");
	assert_string_equal(stored(ROWS), "0");
	assert_false(work());
}

static void what_is_broken_is_not_tried_again(void **state)
{
	(void)state;
	ask("test.breaks", 1);
	ask("test.nobody_does_this", 1);
	assert_true(work());
	assert_true(work());
	assert_false(work());
	assert_string_equal(stored("SELECT COUNT(*) FROM job WHERE state = 'failed' AND reason = 'broken'"
	    " AND LENGTH(detail) = 12"), "2");
	assert_string_equal(stored(ROWS), "0");
}

static void what_is_busy_is_tried_five_times(void **state)
{
	(void)state;
	ask("test.busy", 1);
	for (int i = 0; i < 5; i++) {
		assert_string_equal(stored("SELECT waits FROM job"), "1");
		assert_true(work());
	}
	assert_false(work());
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, attempt, reason) FROM job"), "failed 5 broken");
}

static void what_is_cancelled_is_undone(void **state)
{
	(void)state;
	ask("test.cancelled", 1);
	assert_true(work());
	ask("test.late", 1);
	assert_true(work());
	assert_false(work());
	assert_string_equal(stored("SELECT GROUP_CONCAT(state) FROM job"), "cancelled,cancelled");
	assert_string_equal(stored(ROWS), "0");
}

static void a_worker_that_ends_leaves_the_job_to_the_next(void **state)
{
	(void)state;
	behaviour.ends = true;
	ask("test.steps", 1);
	assert_true(work());
	assert_string_equal(stored(STATE), "running 1 1 3 - ");
	assert_string_equal(stored(ROWS), "1");
	behaviour.ends = false;
	assert_true(work());
	assert_string_equal(stored(STATE), "done 2 3 3 - ");
	assert_string_equal(stored(ROWS), "3");
}

/* A worker in a process of its own; how it ended. */
static int in_child(void)
{
	int status;

	db_close_all();
	const pid_t child = fork();

	if (child == 0) {
		/* The server may need a moment to see that the worker before is gone. */
		for (int i = 0; i < 1000; i++) {
			if (work())
				_exit(0);
			usleep(10000);
		}
		_exit(1);
	}
	waitpid(child, &status, 0);
	return status;
}

/*
 * Killed before and after each step: another worker takes over at once, and in the end each row is
 * there once.
 */
static void a_killed_worker_loses_and_doubles_nothing(void **state)
{
	(void)state;
	static const char *const names[] = { "test.steps", "test.once" };

	for (int64_t round = 0; round < 2 * 2 * STEPS; round++) {
		behaviour.die_before = round % 2;
		behaviour.die_at = (int)(round / 2 % STEPS) + 1;
		ask(names[round / 2 / STEPS], round);
		assert_true(WIFSIGNALED(in_child()));
		behaviour.die_at = 0;
		assert_int_equal(in_child(), 0);
		assert_string_equal(stored("SELECT CONCAT(state, ' ', attempt) FROM job ORDER BY id DESC LIMIT 1"), "done 2");
	}
	assert_string_equal(stored("SELECT COUNT(*) FROM topic WHERE code LIKE 'job%'"), "36");
	assert_string_equal(stored("SELECT COUNT(*) FROM job WHERE state <> 'done'"), "0");
}

/* A job that kills its worker each time is given up; one that gets on is not. */
static void a_deadly_job_is_given_up(void **state)
{
	(void)state;
	behaviour.die_at = 1;
	ask("test.once", 1);
	for (int i = 0; i < 5; i++)
		assert_true(WIFSIGNALED(in_child()));
	assert_int_equal(in_child(), 0);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, reason) FROM job"), "failed broken");
	assert_string_equal(stored(ROWS), "0");
}

static const struct job_kind lanes[] = {
	{ "one.once", at_once }, { "two.once", at_once }, { NULL, NULL },
};

/* This test is the other worker: it holds a lane as one that is at a job does. */
static void one_job_of_a_lane_at_a_time(void **state)
{
	(void)state;
	ask("one.once", 1);
	ask("two.once", 2);
	assert_int_equal(db_count(db_query(db_session(DB_WRITE),
	    "SELECT name FROM job_lane WHERE name = 'one' FOR UPDATE", DB_ARGS())), 1);
	assert_true(job_run_next(lanes, NULL));
	assert_string_equal(stored("SELECT GROUP_CONCAT(state ORDER BY id) FROM job"), "queued,done");
	assert_true(job_run_next(lanes, NULL));
	assert_string_equal(stored("SELECT GROUP_CONCAT(state ORDER BY id) FROM job"), "done,done");
	ask("one.once", 3);
	db_query(db_session(DB_WRITE), "SELECT name FROM job_lane WHERE name = 'one' FOR UPDATE", DB_ARGS());
	assert_false(job_run_next(lanes, NULL));
	db_rollback(db_session(DB_WRITE));
	assert_true(job_run_next(lanes, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(work_and_end_are_one, reset),
		cmocka_unit_test_setup(a_failure_says_why_and_leaves_nothing, reset),
		cmocka_unit_test_setup(what_is_broken_is_not_tried_again, reset),
		cmocka_unit_test_setup(what_is_busy_is_tried_five_times, reset),
		cmocka_unit_test_setup(what_is_cancelled_is_undone, reset),
		cmocka_unit_test_setup(a_worker_that_ends_leaves_the_job_to_the_next, reset),
		cmocka_unit_test_setup(a_killed_worker_loses_and_doubles_nothing, reset),
		cmocka_unit_test_setup(a_deadly_job_is_given_up, reset),
		cmocka_unit_test_setup(one_job_of_a_lane_at_a_time, reset),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
