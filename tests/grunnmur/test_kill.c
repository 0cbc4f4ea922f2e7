/*
 * A worker that is killed at every statement and every commit of a job, before it and after it: the
 * next one brings the job to the same end, with nothing lost and nothing doubled.
 */
#include "folder.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands.h"
#include "db_fault.h"
#include "job.h"
#include "round_opening.h"

static const char fresh[] = "DELETE FROM answer; DELETE FROM assessment; DELETE FROM job; DELETE FROM audit;"
	"UPDATE round SET state = 'ready', opened_at = NULL WHERE code <> 'R2027'";

#define WHOLE \
	"SELECT CONCAT_WS(' ', r.state, COUNT(*), COUNT(DISTINCT n.assessment_id, n.item_id)," \
	" COUNT(DISTINCT n.assessment_id), SUM(n.required_level), (SELECT COUNT(*) FROM assessment)," \
	" (SELECT GROUP_CONCAT(state) FROM job), (SELECT COUNT(*) FROM audit WHERE action = 'round.open'))" \
	" FROM round r JOIN answer n ON n.round_id = r.id GROUP BY r.id"

static void ask(const char *code)
{
	struct db *db = db_session(DB_WRITE);

	assert_true(round_opening_ask(db, NULL, round_opening_find(db, code), NULL) > 0);
	db_commit(db);
}

/* A worker in a process of its own that works until nothing is left, and dies at that call. */
static bool dies_at(size_t call, bool executed)
{
	int status;

	db_close_all();
	const pid_t child = fork();

	if (child == 0) {
		db_fault_kill(DB_STATEMENTS, call, executed);
		while (job_run_next(worker_kinds, NULL)) { }
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFSIGNALED(status);
}

/* The server may need a moment to see that the worker before is gone. */
static void finish(void)
{
	for (int i = 0; i < 1000 && *stored("SELECT 1 FROM job WHERE waits = 1"); i++) {
		if (!job_run_next(worker_kinds, NULL))
			usleep(10000);
	}
}

static const char *after_a_kill(const char *code, size_t call, bool executed, bool *died)
{
	app_run(fresh);
	ask(code);
	*died = dies_at(call, executed);
	finish();
	return stored(WHOLE);
}

/* Every step calls; 0: as far as there are calls. */
static void opening_survives(const char *code, size_t first, size_t step)
{
	assert_string_equal(folder_import(), "");
	ask(code);
	finish();
	char *whole = strdup(stored(WHOLE));
	size_t kills = 0;
	bool died = true;

	for (size_t call = first; died; call += step) {
		for (int executed = 0; executed < 2; executed++) {
			const char *now = after_a_kill(code, call, executed, &died);

			if (strcmp(now, whole) != 0)
				fail_msg("killed %s call %zu: %s instead of %s", executed ? "after" : "before", call, now, whole);
			kills += died;
		}
	}
	print_message("%zu kills\n", kills);
	assert_true(kills > 4);
	free(whole);
}

static void an_opening_is_killed_at_every_call(void **state)
{
	(void)state;
	opening_survives("R1", 1, 1);
}

static void an_opening_in_parts_is_killed_here_and_there(void **state)
{
	(void)state;
	folder_demo();
	opening_survives("R2026", 5, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(an_opening_is_killed_at_every_call),
		FOLDER_TEST(an_opening_in_parts_is_killed_here_and_there),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
