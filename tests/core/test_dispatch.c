/* The way of a request: who comes in, what is refused and how, what is committed, tried again, given up. */
#include "app.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "csrf.h"
#include "fault.h"
#include "form.h"

static int calls;

static struct reply show(const struct request *req)
{
	cJSON *view = cJSON_CreateObject();

	json_set_text(view, "language", req->user->language);
	return reply_json(200, view);
}

static struct reply change(const struct request *req)
{
	db_exec(req->db, "UPDATE person SET email = 'new@trefjord.example' WHERE id = ?", DB_ARGS(db_int(req->user->id)));
	return reply_done(req, "/survey/", NULL);
}

static struct reply change_and_refuse(const struct request *req)
{
	change(req);
	return reply_conflict("No longer.");
}

static struct reply change_and_break(const struct request *req)
{
	change(req);
	fault("broken on purpose: <b>%s</b>", req->user->login);
}

static struct reply change_when_not_busy(const struct request *req)
{
	const struct reply reply = change(req);

	if (calls++ < 2)
		fault_busy("busy on purpose");
	return reply;
}

static struct reply find(const struct request *req)
{
	(void)req;
	return reply_not_found();
}

static struct reply keep(const struct request *req)
{
	struct form *form = form_read(req);
	struct form_file file;
	const bool sent = form_file(form, "file", &file);

	if (!form_ok(form))
		return reply_form(reply_json(200, cJSON_CreateObject()), form);
	cJSON *view = cJSON_CreateObject();

	json_set_bool(view, "sent", sent);
	json_set_int(view, "length", (int64_t)file.length);
	return reply_json(200, view);
}

static const struct route routes[] = {
	{ METHOD_GET,  "/show", ROLE_EMPLOYEE, show, 0 },
	{ METHOD_GET,  "/hr", ROLE_HR, show, 0 },
	{ METHOD_GET,  "/things/{id}", ROLE_EMPLOYEE, find, 0 },
	{ METHOD_POST, "/change", ROLE_EMPLOYEE, change, 0 },
	{ METHOD_POST, "/refuse", ROLE_EMPLOYEE, change_and_refuse, 0 },
	{ METHOD_POST, "/break", ROLE_EMPLOYEE, change_and_break, 0 },
	{ METHOD_POST, "/busy", ROLE_EMPLOYEE, change_when_not_busy, 0 },
	{ METHOD_POST, "/files", ROLE_EMPLOYEE, keep, ROUTE_UPLOAD },
	{ 0 }
};
static const struct route *const tables[] = { routes, NULL };

static const char *email(void)
{
	return stored("SELECT email FROM person WHERE id = 3");
}

static void who_may_not_come_in_is_told_so(void **state)
{
	(void)state;
	assert_int_equal(visit("ann", "/show").status, 200);
	assert_int_equal(visit("ann", "/nothing").status, 404);
	assert_int_equal(visit("ann", "/hr").status, 403);
	assert_int_equal(visit("hal", "/hr").status, 200);
	assert_int_equal(visit("nobody", "/show").status, 403);
	assert_int_equal(visit("gone", "/show").status, 403);
	assert_int_equal(visit("late", "/show").status, 403);
	assert_int_equal(visit("ann", "/change").status, 405);
	assert_non_null(strstr(shown_head(), "\r\nAllow: POST"));
	app_next("GRUNNMUR_AUTH", NULL);
	assert_int_equal(visit("ann", "/show").status, 500);
	assert_int_equal(visit("ann", "").status, 303);
}

static void a_refusal_leaves_a_row(void **state)
{
	(void)state;
	visit("ann", "/hr");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', actor_id, action) FROM audit"), "3 refused.role");
	visit("nobody", "/show");
	assert_string_equal(stored("SELECT detail FROM audit WHERE action = 'refused.stranger'"), "GET nobody /grunnmur/survey/show");
	visit("ann", "/things/7");
	assert_string_equal(stored("SELECT object_id FROM audit WHERE action = 'refused.not_found'"), "7");
}

static void a_change_needs_its_token_and_its_origin(void **state)
{
	(void)state;
	static const struct { const char *site, *origin, *token; int status; } cases[] = {
		{ "same-origin", NULL, NULL, 403 }, { "same-origin", NULL, "", 403 }, { "same-origin", NULL, "00", 403 },
		{ "cross-site", NULL, "own", 403 }, { "none", "http://127.0.0.1:8080", "own", 403 }, { NULL, NULL, "own", 403 },
		{ NULL, "http://evil.example", "own", 403 }, { NULL, "null", "own", 403 },
		{ NULL, "http://127.0.0.1:8080", "own", 303 }, { "same-origin", NULL, "own", 303 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		app_next("HTTP_SEC_FETCH_SITE", cases[i].site);
		app_next("HTTP_ORIGIN", cases[i].origin);
		if (!cases[i].token || strcmp(cases[i].token, "own") != 0)
			app_next("HTTP_X_CSRF_TOKEN", cases[i].token);
		assert_int_equal(submit("ann", "/change", "").status, cases[i].status);
		assert_string_equal(email(), cases[i].status == 303 ? "new@trefjord.example" : "ann@trefjord.example");
	}
}

/* A body with a file of so many bytes. */
static const char *with_file(size_t size)
{
	static const char head[] = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
	static char body[(21 << 20) + 200];

	memcpy(body, head, sizeof head - 1);
	memset(body + sizeof head - 1, 'x', size);
	memcpy(body + sizeof head - 1 + size, "\r\n--b--\r\n", sizeof "\r\n--b--\r\n");
	return body;
}

static int send_file(const char *path, size_t size)
{
	const char *body = with_file(size);

	app_next("CONTENT_TYPE", "multipart/form-data; boundary=b");
	return submit("ann", path, body).status;
}

static void files_go_where_they_are_taken(void **state)
{
	(void)state;
	assert_int_equal(send_file("/files", 19 << 20), 200);
	assert_string_equal(shown(), "{\"sent\":true,\"length\":19922944}");
	assert_int_equal(send_file("/files", 20 << 20), 413);
	assert_int_equal(send_file("/change", 2 << 20), 413);
	assert_int_equal(submit("ann", "/files", "file=x").status, 200);
	assert_string_equal(shown(), "{\"sent\":false,\"length\":0}");
	app_next("CONTENT_TYPE", "multipart/form-data; boundary=b");
	assert_int_equal(submit("ann", "/files", "--b\r\nno part").status, 400);
}

/* Without the header that scripts send the token is looked for in the body. */
static void the_token_comes_with_the_file(void **state)
{
	(void)state;
	char body[1000];

	for (int own = 0; own < 2; own++) {
		snprintf(body, sizeof body, "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n--b--\r\n",
		    own ? csrf_token("ann") : csrf_token("bo"));
		app_next("CONTENT_TYPE", "multipart/form-data; boundary=b");
		app_next("HTTP_X_CSRF_TOKEN", NULL);
		assert_int_equal(submit("ann", "/files", body).status, own ? 200 : 403);
	}
}

static void only_what_succeeds_is_stored(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/refuse", "").status, 409);
	assert_string_equal(email(), "ann@trefjord.example");
	assert_int_equal(submit("ann", "/break", "").status, 500);
	assert_string_equal(email(), "ann@trefjord.example");
	assert_null(strstr(shown(), "on purpose"));
	assert_int_equal(submit("ann", "/change", "").status, 303);
	assert_string_equal(email(), "new@trefjord.example");
}

static void what_is_busy_is_tried_again(void **state)
{
	(void)state;
	calls = 0;
	assert_int_equal(submit("ann", "/busy", "").status, 303);
	assert_int_equal(calls, 3);
	assert_string_equal(email(), "new@trefjord.example");
}

static void what_stays_busy_is_given_up_with_503(void **state)
{
	(void)state;
	calls = -1000;
	assert_int_equal(submit("ann", "/busy", "").status, 503);
	assert_non_null(strstr(shown_head(), "Retry-After: 5"));
	assert_string_equal(email(), "ann@trefjord.example");
}

static void json_gets_json_and_pages_get_pages(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "ann", "/refuse", "{}").status, 409);
	assert_string_equal(json_get_text(shown_json(), "detail"), "No longer.");
	assert_non_null(strstr(shown_head(), "Content-Type: application/problem+json"));
	submit("ann", "/refuse", "");
	assert_non_null(strstr(shown_head(), "Content-Type: text/html; charset=utf-8"));
	assert_non_null(strstr(shown(), "No longer."));
}

static void the_language_is_the_users_or_asked_for(void **state)
{
	(void)state;
	visit("ann", "/show");
	assert_string_equal(shown(), "{\"language\":\"nb\"}");
	visit("bo", "/show");
	assert_string_equal(shown(), "{\"language\":\"nn\"}");
	visit("bo", "/show?lang=en");
	assert_string_equal(shown(), "{\"language\":\"en\"}");
	visit("bo", "/show?lang=xx");
	assert_string_equal(shown(), "{\"language\":\"nn\"}");
}

static void every_status_has_the_security_headers(void **state)
{
	(void)state;
	static const char *const paths[] = { "/show", "/nothing", "/hr", "/change", "/show?a=%", "/things/1" };
	static const char *const headers[] = {
		"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin",
		"Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin", "Permissions-Policy: ",
		"Cache-Control: no-store",
	};

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		visit("ann", paths[i]);
		for (size_t j = 0; j < sizeof headers / sizeof *headers; j++)
			assert_non_null(strstr(shown_head(), headers[j]));
		assert_null(strstr(shown_head(), "Set-Cookie"));
	}
}

static void health_is_for_this_machine_alone(void **state)
{
	(void)state;
	app_next("REMOTE_USER", NULL);
	app_next("GRUNNMUR_AUTH", NULL);
	assert_int_equal(visit("-", "/health").status, 200);
	assert_string_equal(json_get_text(shown_json(), "status"), "ok");
	assert_int_equal(submit("ann", "/health", "").status, 405);
	assert_non_null(strstr(shown_head(), "Allow: GET, HEAD"));
	app_next("HTTP_X_FORWARDED_FOR", "10.0.0.1");
	assert_int_equal(submit("ann", "/health", "").status, 404);
	app_next("HTTP_X_FORWARDED_FOR", "10.0.0.1");
	assert_int_equal(visit("-", "/health").status, 404);
	app_next("REMOTE_ADDR", "10.0.0.1");
	assert_int_equal(visit("-", "/health").status, 404);
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
		APP_TEST(who_may_not_come_in_is_told_so),
		APP_TEST(a_refusal_leaves_a_row),
		APP_TEST(a_change_needs_its_token_and_its_origin),
		APP_TEST(files_go_where_they_are_taken),
		APP_TEST(the_token_comes_with_the_file),
		APP_TEST(only_what_succeeds_is_stored),
		APP_TEST(what_is_busy_is_tried_again),
		APP_TEST(what_stays_busy_is_given_up_with_503),
		APP_TEST(json_gets_json_and_pages_get_pages),
		APP_TEST(the_language_is_the_users_or_asked_for),
		APP_TEST(every_status_has_the_security_headers),
		APP_TEST(health_is_for_this_machine_alone),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
