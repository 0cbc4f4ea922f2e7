/* The employee's requests with each error of the database at each statement. */
#include "retry.h"

#include "pages.h"

#define OP "000000000000000000000000000000aa"

/* The session that each runs on decides what is stored when: a look, a save at once, a transaction. */
static const struct retried page = { .method = "GET", .login = "ann", .path = "/assessments/1", .status = 200,
	.answer = "Kommunen er ansvarlig.", .look = "SELECT COUNT(*) FROM answer WHERE rev > 0 AND assessment_id = 1",
	.before = "0", .after = "0", .undo = "DO 1" };

static const struct retried save = { .method = "PUT", .login = "ann", .path = "/assessments/1/answers/1",
	.body = "{\"level\":3,\"rev\":0}", .status = 200, .answer = "\"rev\":1,\"answered\":1,",
	.look = "SELECT CONCAT_WS(' ', a.draft_level, a.rev, s.notice_version) FROM answer a JOIN assessment s ON s.id = a.assessment_id"
	    " WHERE s.id = 1 AND a.item_id = 1",
	.before = "0", .after = "3 1 1",
	.undo = "UPDATE answer SET draft_level = NULL, draft_at = NULL, rev = 0 WHERE assessment_id = 1;"
	    " UPDATE assessment SET notice_version = NULL, started_at = NULL WHERE id = 1", .at_once = true };

static const struct retried create = { .method = "POST", .login = "ann", .path = "/requests",
	.body = "op=" OP "&do=submit&title=Norskkurs&form=classroom&reason=Fordi&competences=BRANN", .status = 303, .answer = "",
	.look = "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM training_request), (SELECT COUNT(*) FROM training_request_competence),"
	    " (SELECT COUNT(*) FROM training_event), (SELECT COUNT(*) FROM op), (SELECT COUNT(*) FROM audit))",
	.before = "6 4 8 0 0", .after = "7 5 9 1 1",
	.undo = "DELETE FROM training_event WHERE request_id > 22; DELETE FROM training_request_competence WHERE request_id > 22;"
	    " DELETE FROM training_request WHERE id > 22; DELETE FROM op; DELETE FROM audit" };

static void a_page(void **state)
{
	(void)state;
	retry_mends(&page);
	retry_gives_up(&page);
	retry_is_not_for_bugs(&page);
}

static void a_saved_answer(void **state)
{
	(void)state;
	retry_mends(&save);
	retry_gives_up(&save);
	retry_is_not_for_bugs(&save);
}

static void a_new_request(void **state)
{
	(void)state;
	retry_mends(&create);
	retry_gives_up(&create);
	retry_is_not_for_bugs(&create);
}

static void every_call_of_new_sessions(void **state)
{
	(void)state;
	retry_reaches_every_call(&page);
	retry_reaches_every_call(&save);
	retry_reaches_every_call(&create);
}

static int start(void **state)
{
	static const struct route *const tables[] = { assessment_routes, answer_routes, request_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_page), APP_TEST(a_saved_answer), APP_TEST(a_new_request), APP_TEST(every_call_of_new_sessions),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
