/* HR's requests with each error of the database at each statement: a page, and an export until its last row. */
#include "retry.h"

#include "pages.h"

static const struct retried page = { .method = "GET", .login = "hal", .path = "/rounds/1", .status = 200,
	.answer = "Kartlegging 2026", .look = "SELECT COUNT(*) FROM audit", .before = "0", .after = "0", .undo = "DO 1" };

/* The trace of an export is stored before its first row. */
static const struct retried export = { .method = "GET", .login = "hal", .path = "/rounds/1/export.csv?pseudonymous=0",
	.status = 200, .answer = "R1;T3;Ann O'Hara;", .look = "SELECT COUNT(*) FROM audit_look", .before = "0", .after = "1",
	.undo = "DELETE FROM audit_look", .at_once = true };

static const struct retried lines = { .method = "GET", .login = "hal", .path = "/rounds/1/export.jsonl",
	.status = 200, .answer = "Ann O'Hara", .look = "SELECT COUNT(*) FROM audit_look", .before = "0", .after = "1",
	.undo = "DELETE FROM audit_look", .at_once = true };

static void a_page(void **state)
{
	(void)state;
	retry_mends(&page);
	retry_gives_up(&page);
	retry_is_not_for_bugs(&page);
}

static void an_export(void **state)
{
	(void)state;
	retry_mends(&export);
	retry_gives_up(&export);
	retry_is_not_for_bugs(&export);
	retry_mends(&lines);
}

static void every_call_of_new_sessions(void **state)
{
	(void)state;
	retry_reaches_every_call(&page);
	retry_reaches_every_call(&export);
	retry_reaches_every_call(&lines);
}

static int start(void **state)
{
	static const struct route *const tables[] = { round_routes, export_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("hr", tables);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(a_page), APP_TEST(an_export), APP_TEST(every_call_of_new_sessions) };

	return cmocka_run_group_tests(tests, start, app_stop);
}
