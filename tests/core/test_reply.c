/* Replies as the bytes that are sent: status line, headers, page, JSON and problem document, each in its place. */
#include "app.h"

#include <string.h>

static struct reply answer;

static struct reply give(const struct request *req)
{
	(void)req;
	return answer;
}

static struct reply change(const struct request *req)
{
	cJSON *view = cJSON_CreateObject();

	json_set_int(view, "id", 7);
	return answer.status == 201 ? reply_created(req, "/survey/requests/7", view) : reply_done(req, "/survey/requests", view);
}

static struct reply refuse(const struct request *req)
{
	cJSON *members = cJSON_CreateObject();

	(void)req;
	json_set_int(members, "rev", 3);
	return reply_conflict_with("Stale.", members);
}

static const struct route routes[] = {
	{ METHOD_GET, "/give", ROLE_EMPLOYEE, give, 0 },
	{ METHOD_GET, "/refuse", ROLE_EMPLOYEE, refuse, 0 },
	{ METHOD_POST, "/change", ROLE_EMPLOYEE, change, 0 },
	{ 0 }
};
static const struct route *const tables[] = { routes, NULL };

static void assert_head(const char *line)
{
	if (!strstr(shown_head(), line))
		fail_msg("no «%s» in\n%s", line, shown_head());
}

static void a_refusal_is_a_page_or_a_problem_document(void **state)
{
	(void)state;
	answer = reply_conflict("Somebody was faster: <b>");
	assert_int_equal(visit("ann", "/give").status, 409);
	assert_head("Status: 409 Conflict");
	assert_head("Content-Type: text/html; charset=utf-8");
	assert_non_null(strstr(shown(), "Somebody was faster: &lt;b&gt;"));
	visit_json("ann", "/give");
	assert_head("Content-Type: application/problem+json");
	assert_string_equal(json_get_text(shown_json(), "detail"), "Somebody was faster: <b>");
	assert_string_equal(json_get_text(shown_json(), "type"), "about:blank");
}

static void what_somebody_else_brought_may_do_nothing(void **state)
{
	(void)state;
	answer = reply_file("a.csv", "text/csv", "x", 1);
	visit("ann", "/give");
	assert_head("object-src 'none'\r\n");
	answer = reply_foreign("a.pdf", "application/pdf", "a\0b", 3);
	assert_int_equal(visit("ann", "/give").status, 200);
	assert_head("object-src 'none'; sandbox\r\n");
	assert_head("X-Content-Type-Options: nosniff");
	assert_head("Content-Disposition: attachment; filename=\"a.pdf\"");
	assert_head("Content-Length: 3");
}

static void members_join_the_problem_document(void **state)
{
	(void)state;
	int64_t rev;

	assert_int_equal(visit_json("ann", "/refuse").status, 409);
	assert_true(json_is_int(json_get(shown_json(), "rev"), 3, 3, &rev));
	assert_string_equal(json_get_text(shown_json(), "detail"), "Stale.");
}

static void a_change_redirects_a_form_and_answers_json(void **state)
{
	(void)state;
	answer = (struct reply){ .status = 200 };
	assert_int_equal(submit("ann", "/change", "").status, 303);
	assert_head("Location: /grunnmur/survey/requests\r\n");
	assert_int_equal(send_json("POST", "ann", "/change", "{}").status, 200);
	assert_string_equal(shown(), "{\"id\":7}");
	answer = (struct reply){ .status = 201 };
	assert_int_equal(submit("ann", "/change", "").status, 303);
	assert_head("Location: /grunnmur/survey/requests/7\r\n");
	assert_int_equal(send_json("POST", "ann", "/change", "{}").status, 201);
	assert_head("Location: /grunnmur/survey/requests/7\r\n");
}

static void a_file_is_an_attachment(void **state)
{
	(void)state;
	answer = reply_file("my-data.json", "application/json", "{}", 2);
	assert_int_equal(visit("ann", "/give").status, 200);
	assert_head("Content-Disposition: attachment; filename=\"my-data.json\"");
	assert_head("Content-Length: 2");
	assert_string_equal(shown(), "{}");
}

static void a_head_request_has_no_body(void **state)
{
	(void)state;
	answer = reply_not_found();
	app_next("REQUEST_METHOD", "HEAD");
	assert_int_equal(visit("ann", "/give").status, 404);
	assert_string_equal(shown(), "");
	assert_null(strstr(shown_head(), "Content-Length: 0"));
}

static void every_get_gives_the_token_that_writes_need(void **state)
{
	(void)state;
	answer = reply_not_found();
	visit("ann", "/give");
	assert_head("X-CSRF-Token: ");
	visit("nobody", "/give");
	assert_null(strstr(shown_head(), "X-CSRF-Token: "));
}

static int start(void **state)
{
	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_refusal_is_a_page_or_a_problem_document), APP_TEST(what_somebody_else_brought_may_do_nothing),
		APP_TEST(members_join_the_problem_document),
		APP_TEST(a_change_redirects_a_form_and_answers_json),
		APP_TEST(a_file_is_an_attachment),
		APP_TEST(a_head_request_has_no_body),
		APP_TEST(every_get_gives_the_token_that_writes_need),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
