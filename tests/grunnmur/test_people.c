/* grunnmur people: the nightly import, its report and its status. */
#include "people.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"

static char path[] = "/tmp/grunnmur-people-XXXXXX", report[] = "/tmp/grunnmur-report-XXXXXX";

static int start(void **state)
{
	app_reset(state);
	people_sources();
	return 0;
}

#define PEOPLE_TEST(function) cmocka_unit_test_setup(function, start)

static int files(void **state)
{
	close(mkstemp(path));
	close(mkstemp(report));
	return app_start(state);
}

static int no_files(void **state)
{
	unlink(path);
	unlink(report);
	return app_stop(state);
}

static void write_file(const char *text)
{
	FILE *file = fopen(path, "w");

	fputs(text, file);
	fclose(file);
}

/* The status; what was said is in the report. */
static int run(int count, char **words)
{
	const int out = dup(1), file = open(report, O_WRONLY | O_TRUNC);

	fflush(stdout);
	dup2(file, 1);
	const int status = people_run(count, words);

	fflush(stdout);
	dup2(out, 1);
	close(file);
	close(out);
	db_rollback_all();
	return status;
}

static bool said(const char *text)
{
	static char all[20000];
	FILE *file = fopen(report, "r");
	const size_t length = fread(all, 1, sizeof all - 1, file);

	all[length] = '\0';
	fclose(file);
	return strstr(all, text) != NULL;
}

static int import(const char *text)
{
	char source[] = "TRE";

	write_file(text);
	return run(2, (char *[]){ source, path });
}

static void a_night_is_stored_and_told(void **state)
{
	(void)state;
	assert_int_equal(import(people_with("T3", "T3;Ann;Ohara;ann;ann@trefjord.example;HEL-1;NURSE;S;80;1;01.01.2020;\n")), DONE);
	assert_true(said("T3 Ann O'Hara: Etternavn: O'Hara → Ohara"));
	assert_string_equal(stored("SELECT family_name FROM person WHERE id = 3"), "Ohara");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, COALESCE(asked_by, '-')) FROM people_import"), "applied -");
	assert_int_equal(import(people_with("T3", "T3;Ann;Ohara;ann;ann@trefjord.example;HEL-1;NURSE;S;80;1;01.01.2020;\n")), DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(state ORDER BY id) FROM people_import"), "applied,discarded");
}

static void a_check_stores_nothing(void **state)
{
	char check[] = "--check", source[] = "TRE";

	(void)state;
	write_file(people_with("T4", NULL));
	assert_int_equal(run(3, (char *[]){ check, source, path }), DONE);
	assert_true(said("T4 Bo Berg"));
	assert_false(said("--reason"));
	assert_string_equal(stored("SELECT COUNT(*) FROM position WHERE person_id = 4 AND valid_to IS NULL"), "1");
}

static void a_fault_is_told_with_what_stands_in_the_file(void **state)
{
	(void)state;
	assert_int_equal(import(people_with("T3", "T3;Ann;O'Hara;ann;ann@trefjord.example;HEL-1;NURSE;S;hundre;1;01.01.2020;\n")), DONE);
	assert_true(said("kolonne prosent: T3"));
	assert_true(said("Stillingsprosenten må være et tall fra 0 til 100. (hundre)\n"));
}

static void what_waits_for_hr_stays_open_until_the_next_night(void **state)
{
	(void)state;
	assert_int_equal(import(people_with(NULL, "T40;Ann;Ny;ann;;HEL-1;NURSE;S;80;1;01.01.2020;\n")), NOT_DONE);
	assert_string_equal(stored("SELECT state FROM people_import"), "checked");
	assert_int_equal(import(people_with(NULL, NULL)), DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(state ORDER BY id) FROM people_import"), "discarded,discarded");
}

static void many_gone_need_a_reason(void **state)
{
	char check[] = "--check", why[] = "--reason", reason[] = "Sykehjemmet går over til staten.", source[] = "TRE";

	(void)state;
	write_file("ansattnr;fornavn;etternavn;enhetskode;stillingskode;prosent;fradato\nT1;Tove;Topp;TRE;LEAD;100;01.01.2020\n");
	assert_int_equal(run(3, (char *[]){ check, source, path }), DONE);
	assert_true(said("9 av 10 personer ville forsvinne, mer enn 10 %. Det lagres bare med --reason.\n"));
	assert_int_equal(run(2, (char *[]){ source, path }), NOT_DONE);
	assert_int_equal(run(4, (char *[]){ why, reason, source, path }), DONE);
	assert_string_equal(stored("SELECT COUNT(*) FROM position WHERE valid_to IS NULL"), "1");
}

static void what_does_not_fit_has_its_status(void **state)
{
	char nothing[] = "INGEN", source[] = "TRE", missing[] = "/no/such/file";

	(void)state;
	assert_int_equal(import("hva;som;helst\n"), BAD_DATA);
	assert_int_equal(import(people_with(NULL, ";Uten;Nummer;x;;HEL-1;NURSE;S;100;1;01.01.2020;\n")), BAD_DATA);
	assert_int_equal(run(2, (char *[]){ nothing, path }), NOT_DONE);
	assert_int_equal(run(2, (char *[]){ source, missing }), BAD_DATA);
	assert_int_equal(run(1, (char *[]){ source }), USAGE);
	people_deliver(2, people_with(NULL, NULL), NULL);
	app_run("DELETE FROM people_change; UPDATE people_import SET state = 'discarded' WHERE source_id = 1;"
	    "UPDATE people_import SET source_id = 1 WHERE source_id = 2");
	assert_int_equal(import(people_with(NULL, NULL)), BUSY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PEOPLE_TEST(a_night_is_stored_and_told),
		PEOPLE_TEST(a_check_stores_nothing),
		PEOPLE_TEST(a_fault_is_told_with_what_stands_in_the_file),
		PEOPLE_TEST(what_waits_for_hr_stays_open_until_the_next_night),
		PEOPLE_TEST(many_gone_need_a_reason),
		PEOPLE_TEST(what_does_not_fit_has_its_status),
	};

	return cmocka_run_group_tests(tests, files, no_files);
}
