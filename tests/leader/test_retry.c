/* The leader's requests with each error of the database at each statement. */
#include "retry.h"

#include "pages.h"

#define OP "000000000000000000000000000000aa"

/* A look at a person leaves its row at once. */
static const struct retried person = { .method = "GET", .login = "lea", .path = "/employees/4", .status = 200,
	.answer = "Bo Berg", .look = "SELECT COUNT(*) FROM audit_look", .before = "0", .after = "1",
	.undo = "DELETE FROM audit_look", .at_once = true };

static const struct retried decision = { .method = "POST", .login = "lea", .path = "/requests/17",
	.body = "do=approve&reason=Fint&rev=1&op=" OP, .status = 303, .answer = "",
	.look = "SELECT CONCAT_WS(' ', state, rev, (SELECT COUNT(*) FROM training_event WHERE request_id = t.id),"
	    " (SELECT COUNT(*) FROM op), (SELECT COUNT(*) FROM audit)) FROM training_request t WHERE id = 17",
	.before = "submitted 1 1 0 0", .after = "approved 2 2 1 1",
	.undo = "UPDATE training_request SET state = 'submitted', rev = 1 WHERE id = 17;"
	    " DELETE FROM training_event WHERE request_id = 17 AND state = 'approved'; DELETE FROM op; DELETE FROM audit" };

static void a_look_at_a_person(void **state)
{
	(void)state;
	retry_mends(&person);
	retry_gives_up(&person);
	retry_is_not_for_bugs(&person);
}

static void a_decision(void **state)
{
	(void)state;
	retry_mends(&decision);
	retry_gives_up(&decision);
	retry_is_not_for_bugs(&decision);
}

static void every_call_of_new_sessions(void **state)
{
	(void)state;
	retry_reaches_every_call(&person);
	retry_reaches_every_call(&decision);
}

static int start(void **state)
{
	static const struct route *const tables[] = { employee_routes, request_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("leader", tables);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_look_at_a_person), APP_TEST(a_decision), APP_TEST(every_call_of_new_sessions),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
