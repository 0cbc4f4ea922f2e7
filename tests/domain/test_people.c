/* A delivery of an HR system, from its files to what is stored. */
#include "people.h"

#include <string.h>

static int start(void **state)
{
	app_reset(state);
	people_sources();
	return 0;
}

#define PEOPLE_TEST(function) cmocka_unit_test_setup(function, start)

static void what_is_stored_already_is_no_difference(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, NULL), people_units);

	assert_null(made.problem);
	assert_string_equal(people_end(), "done ");
	assert_string_equal(people_rows_of(made.id, "new"), "");
	assert_string_equal(people_rows_of(made.id, "changed"), "");
	assert_string_equal(people_rows_of(made.id, "moved"), "");
	assert_string_equal(people_rows_of(made.id, "gone"), "");
	assert_string_equal(people_rows_of(made.id, "conflict"), "");
	assert_string_equal(people_rows_of(made.id, "fault"), "no_position T10 >; no_leader HEL >; no_leader STA >");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, people, gone) FROM people_import"), "checked 10 0");
}

static void a_new_person_is_made_with_position_and_number(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL,
	    "T20;Nora;Ny;nora;nora@trefjord.example;HEL-1;NURSE;Sykepleier;33,33;ja;2026-11-01;31.12.9999\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "new"), "person T20 >Solvang sykehjem");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(people_end(), "done ");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.login, p.given_name, p.email, p.active, s.unit_id, s.role_id, s.percent,"
	    " s.is_main, s.valid_from, COALESCE(s.valid_to, '-')) FROM person p JOIN position s ON s.person_id = p.id"
	    " WHERE p.employee_no = 'T20'"), "nora Nora nora@trefjord.example 1 3 1 33.33 1 2026-11-01 -");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'people.apply' AND actor_id = 7"), "1");
	assert_string_equal(stored("SELECT (SELECT COUNT(*) FROM people_person_row) + (SELECT COUNT(*) FROM people_position_row)"
	    " + (SELECT COUNT(*) FROM people_change)"), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PEOPLE_TEST(what_is_stored_already_is_no_difference),
		PEOPLE_TEST(a_new_person_is_made_with_position_and_number),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
