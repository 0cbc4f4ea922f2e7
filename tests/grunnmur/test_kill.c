/*
 * A worker that is killed at every statement and every commit of a job, before it and after it: the
 * next one brings the job to the same end, with nothing lost and nothing doubled.
 */
#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "certificate_warning.h"
#include "commands.h"
#include "db_fault.h"
#include "job.h"
#include "people.h"
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
static bool dies_at(enum db_calls calls, size_t call, bool executed)
{
	int status;

	db_close_all();
	const pid_t child = fork();

	if (child == 0) {
		db_fault_kill(calls, call, executed);
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
	*died = dies_at(DB_STATEMENTS, call, executed);
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

/* Imports of people --------------------------------------------------------------- */

#define PEOPLE \
	"SELECT CONCAT_WS(' / '," \
	" (SELECT GROUP_CONCAT(CONCAT_WS(' ', p.employee_no, p.login, p.family_name, p.ended_on) ORDER BY p.employee_no)" \
	"   FROM person p), (SELECT GROUP_CONCAT(CONCAT_WS(' ', p.employee_no, u.code, s.percent, s.is_main, s.valid_from, s.valid_to)" \
	"   ORDER BY p.employee_no, u.code, s.valid_from) FROM position s JOIN person p ON p.id = s.person_id JOIN unit u ON u.id = s.unit_id)," \
	" (SELECT GROUP_CONCAT(CONCAT_WS(' ', u.code, p.employee_no, l.valid_from, l.valid_to) ORDER BY u.code, p.employee_no)" \
	"   FROM unit_leader l JOIN unit u ON u.id = l.unit_id JOIN person p ON p.id = l.person_id)," \
	" (SELECT COUNT(*) FROM unit_tree), (SELECT COUNT(*) FROM position_source)," \
	" (SELECT CONCAT_WS(' ', state, people, gone, counts) FROM people_import), (SELECT COUNT(*) FROM people_change)," \
	" (SELECT COUNT(*) FROM people_person_row), (SELECT GROUP_CONCAT(state ORDER BY id) FROM job)," \
	" (SELECT GROUP_CONCAT(action ORDER BY id) FROM audit))"

static const char changed[] = "T4;Bo;Bergh;bo;;HEL-2;NURSE;S;60;1;01.12.2026;\nN1;Nora;Ny;nora;;HEL-3;NURSE;S;50;1;01.11.2026;\n";

/* An import that is read, and checked too where its storing is what is killed. */
static void deliver(bool checked)
{
	struct db *db = db_session(DB_WRITE);
	char *people = strdup(people_with("T4", changed)), *units = malloc(2000);
	struct people_source source;

	snprintf(units, 2000, "%sHEL-3;HEL;Ny avdeling;N1;;;01.06.2026;\n", people_units);
	const struct people_upload uploads[] = { { "p.csv", people, strlen(people) }, { "u.csv", units, strlen(units) } };

	people_source_get(db, 1, &source);
	const struct people_made made = people_import_make(db, NULL, &source, uploads, 2, NULL);

	assert_null(made.problem);
	db_commit(db);
	if (checked) {
		finish();
		assert_int_equal(people_import_apply(db, NULL, made.id, -1, ""), PEOPLE_DONE);
		db_commit(db);
	}
	free(people);
	free(units);
}

static const char *import_after_a_kill(bool checked, enum db_calls calls, size_t call, bool executed, bool *died)
{
	void *none = NULL;

	app_reset(&none);
	people_sources();
	deliver(checked);
	*died = dies_at(calls, call, executed);
	finish();
	return stored(PEOPLE);
}

/* Every step calls, before it and after it by turns; the whole import must be the same. The number of kills. */
static size_t import_dies_in(bool checked, enum db_calls calls, size_t first, size_t step, const char *whole)
{
	size_t kills = 0;
	bool died = true;

	for (size_t call = first; died; call += step) {
		for (int executed = 0; executed < 2; executed++) {
			if (step > 1 && executed != (call % 2 == 0))
				continue;
			const char *now = import_after_a_kill(checked, calls, call, executed, &died);

			if (strcmp(now, whole) != 0)
				fail_msg("killed %s call %zu: %s instead of %s", executed ? "after" : "before", call, now, whole);
			kills += died;
		}
	}
	return kills;
}

/* At every commit, and at every third statement. */
static void import_survives(bool checked)
{
	bool died;
	char *whole = strdup(import_after_a_kill(checked, DB_STATEMENTS, 100000, false, &died));

	assert_false(died);
	const size_t commits = import_dies_in(checked, DB_COMMITS, 1, 1, whole);
	const size_t statements = import_dies_in(checked, DB_STATEMENTS, 1, 3, whole);

	print_message("%zu kills at commits, %zu at statements\n", commits, statements);
	assert_true(commits >= 2);      /* one transaction at least, killed before its end and after */
	assert_true(statements > 10);
	free(whole);
}

static void a_check_of_people_is_killed(void **state)
{
	(void)state;
	import_survives(false);
}

static void a_storing_of_people_is_killed(void **state)
{
	(void)state;
	import_survives(true);
	assert_non_null(strstr(stored(PEOPLE), "T4 bo Bergh"));
	assert_non_null(strstr(stored(PEOPLE), "HEL-3 N1 2026-11-24"));
}

/* Warnings of certificates -------------------------------------------------------- */

#define WARNED \
	"SELECT CONCAT_WS(' / ', (SELECT GROUP_CONCAT(CONCAT_WS(' ', certificate_id, threshold, day) ORDER BY certificate_id)" \
	" FROM certificate_warning), (SELECT GROUP_CONCAT(CONCAT_WS(' ', person_id, kind, state) ORDER BY person_id) FROM outbox)," \
	" (SELECT GROUP_CONCAT(state) FROM job), (SELECT GROUP_CONCAT(CONCAT_WS(' ', action, detail) ORDER BY id) FROM audit))"

static const char *warned_after_a_kill(enum db_calls calls, size_t call, bool executed, bool *died)
{
	void *none = NULL;

	app_reset(&none);
	app_configure("smtp = smtp://127.0.0.1:1\nmail_from = grunnmur@trefjord.example\n");
	app_run("UPDATE certificate SET expires_on = '2026-12-01'; UPDATE person SET email = CONCAT(login, '@x.no') WHERE id < 4");
	certificate_warning_due(db_session(DB_WRITE));
	*died = dies_at(calls, call, executed);
	finish();
	app_configure("");
	return stored(WARNED);
}

static void warnings_survive(enum db_calls calls, const char *whole, size_t least)
{
	size_t kills = 0;
	bool died = true;

	for (size_t call = 1; died; call++)
		for (int executed = 0; executed < 2; executed++) {
			assert_string_equal(warned_after_a_kill(calls, call, executed, &died), whole);
			kills += died;
		}
	print_message("%zu kills\n", kills);
	assert_true(kills > least);
}

static void warnings_are_killed_at_every_call_and_commit(void **state)
{
	(void)state;
	bool died;
	char *whole = strdup(warned_after_a_kill(DB_STATEMENTS, 100000, false, &died));

	assert_string_equal(whole, "1 30 2026-11-24,2 30 2026-11-24,3 30 2026-11-24 / 2 certificate queued,3 certificate queued / done /"
	    " job.add warn.certificates 20261124,certificate.warn 3 certificates, 2 mails");
	warnings_survive(DB_STATEMENTS, whole, 10);
	warnings_survive(DB_COMMITS, whole, 0);
	free(whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(an_opening_is_killed_at_every_call),
		FOLDER_TEST(an_opening_in_parts_is_killed_here_and_there),
		APP_TEST(a_check_of_people_is_killed),
		APP_TEST(a_storing_of_people_is_killed),
		APP_TEST(warnings_are_killed_at_every_call_and_commit),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
