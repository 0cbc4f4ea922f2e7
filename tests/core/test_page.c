/* What every page shows beside its own: its language, its user, the ways that are open to them. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "page.h"

static struct reply find(const struct request *req)
{
	(void)req;
	return reply_not_found();
}

static struct reply refuse(const struct request *req)
{
	(void)req;
	return reply_typed(reply_conflict("Too late."), cJSON_CreateArray());
}

static struct reply refuse_typed(const struct request *req)
{
	struct cJSON *typed = cJSON_CreateArray();

	(void)req;
	reply_typed_add(typed, "Comment", NULL, "<i>Mine</i>");
	return reply_typed(reply_conflict("Too late."), typed);
}

static const struct route routes[] = {
	{ METHOD_GET, "/give", ROLE_EMPLOYEE, find, 0 },
	{ METHOD_GET, "/things/{id}", ROLE_EMPLOYEE, find, 0 },
	{ METHOD_POST, "/things/{id}/submit", ROLE_EMPLOYEE, refuse, 0 },
	{ METHOD_POST, "/give", ROLE_EMPLOYEE, refuse_typed, 0 },
	{ 0 }
};
static const struct route *const tables[] = { routes, NULL };

static void a_page_knows_its_user_and_its_place(void **state)
{
	(void)state;
	visit("lea", "/give?lang=nn&a=%3Cb%3E");
	assert_non_null(strstr(shown(), "<html lang=\"nn\""));
	assert_non_null(strstr(shown(), "Lea Lund"));
	assert_non_null(strstr(shown(), "href=\"/grunnmur/leader/\""));
	assert_null(strstr(shown(), "href=\"/grunnmur/hr/rounds\""));
	assert_null(strstr(shown(), "<b>"));
}

static void a_stranger_gets_a_page_without_ways(void **state)
{
	(void)state;
	assert_int_equal(visit("nobody", "/give").status, 403);
	assert_null(strstr(shown(), "name=\"csrf\""));
	assert_null(strstr(shown(), "href=\"/grunnmur/leader/\""));
}

static void globals_name_the_program_and_the_languages(void **state)
{
	(void)state;
	const struct reply reply = reply_not_found();
	const struct request req = { .address = "/grunnmur/survey/give", .query_text = "", .user = user_of("hal") };
	const cJSON *page = json_get(page_globals(&req, &reply, "Gone"), "page");

	assert_string_equal(json_get_text(page, "root"), "/grunnmur");
	assert_true(cJSON_IsTrue(json_get(page, "in_survey")));
	assert_true(cJSON_IsTrue(json_get(page, "has_hr")));
	assert_false(cJSON_IsTrue(json_get(page, "has_leader")));
	assert_int_equal(cJSON_GetArraySize(json_get(page, "languages")), 3);
	assert_int_equal(strlen(json_get_text(page, "op")), 32);
}

static bool leads_to(const char *address)
{
	return shows(arena_printf("name=\"return\" value=\"%s\"", address));
}

/* Another language, and the link of a refusal, lead to a page that is there. */
static void a_page_says_where_it_is_found_again(void **state)
{
	(void)state;
	visit("lea", "/give?lang=nn&a=1");
	assert_true(leads_to("/grunnmur/survey/give?a=1"));
	assert_int_equal(submit("lea", "/things/5/submit", "").status, 409);
	assert_true(leads_to("/grunnmur/survey/things/5"));
	assert_true(shows("href=\"/grunnmur/survey/things/5\""));
	assert_true(shows("Med Tilbake"));
	assert_int_equal(visit("lea", "/things/5/submit?a=1").status, 405);
	assert_true(leads_to("/grunnmur/survey/things/5"));
	visit("lea", "/nowhere?a=1");
	assert_true(leads_to("/grunnmur/survey/nowhere?a=1"));
}

static void what_was_typed_stands_on_the_refusal(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/give", "").status, 409);
	assert_true(shows("Det du skrev"));
	assert_true(shows("&lt;i&gt;Mine&lt;/i&gt;"));
	assert_false(shows("Med Tilbake"));
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
		APP_TEST(a_page_knows_its_user_and_its_place),
		APP_TEST(a_stranger_gets_a_page_without_ways),
		APP_TEST(a_page_says_where_it_is_found_again),
		APP_TEST(what_was_typed_stands_on_the_refusal),
		APP_TEST(globals_name_the_program_and_the_languages),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
