/* grunnmur check: its status tells whether anything is wrong. */
#include "app.h"

#include "commands.h"

static void faults_are_told_by_the_status(void **state)
{
	(void)state;
	assert_int_equal(check_run(0, NULL), NOT_DONE);
	app_run("UPDATE unit SET valid_to = '2026-11-01' WHERE code IN ('HEL', 'STA');"
	        "UPDATE person SET active = 0 WHERE employee_no = 'T10'");
	assert_int_equal(check_run(0, NULL), DONE);
	assert_int_equal(check_run(1, NULL), USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(faults_are_told_by_the_status) };

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
