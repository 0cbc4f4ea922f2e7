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
	app_run("INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at) VALUES ('reminder', 1, 3, '2026-11-24 08:30:00', '2026-11-24')");
	assert_int_equal(check_run(0, NULL), DONE);
	app_run("UPDATE outbox SET queued_at = '2026-11-24 07:30:00'");
	assert_int_equal(check_run(0, NULL), NOT_DONE);
	app_run("UPDATE outbox SET state = 'sent', ended_at = '2026-11-24 08:00:00'");
	assert_int_equal(check_run(0, NULL), DONE);
	app_run("UPDATE outbox SET state = 'uncertain', reason = 'mail.cut'");
	assert_int_equal(check_run(0, NULL), NOT_DONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(faults_are_told_by_the_status) };

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
