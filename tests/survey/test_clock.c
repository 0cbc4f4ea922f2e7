/* The clock jumps while a page is open: the page is refused as too old or taken, and never half. */
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "clock.h"
#include "csrf.h"
#include "pages.h"

#define ANSWER "/assessments/1/answers/1"

static void at(const char *now)
{
	setenv("GRUNNMUR_NOW", now, 1);
	clock_begin();
}

static int back_to_the_seed_s_time(void **state)
{
	(void)state;
	at("2026-11-24T09:00:00Z");
	return 0;
}

static const char *stored_answer(void)
{
	return stored("SELECT CONCAT_WS(' ', COALESCE(draft_level, '-'), rev) FROM answer WHERE assessment_id = 1 AND item_id = 1");
}

/* Saves at that time with the token of the page that was opened at 09:00. */
static int save_at(const char *now, const char *json)
{
	at("2026-11-24T09:00:00Z");
	char *token = strdup(csrf_token("ann"));        /* the next request takes the arena */

	at(now);
	app_next("HTTP_X_CSRF_TOKEN", token);
	const int status = send_json("PUT", "ann", ANSWER, json).status;

	free(token);
	return status;
}

static void an_open_page_saves_across_midnight(void **state)
{
	(void)state;
	assert_int_equal(save_at("2026-11-24T06:00:00Z", "{\"level\":1,\"rev\":0}"), 200);
	assert_int_equal(save_at("2026-11-25T00:30:00Z", "{\"level\":2,\"rev\":1}"), 200);
	assert_string_equal(stored_answer(), "2 2");
}

static void a_page_from_too_far_away_is_refused_and_says_so(void **state)
{
	static const char *const far[] = { "2026-11-26T00:30:00Z", "2027-11-24T09:00:00Z", "2026-11-23T09:00:00Z", "1999-12-31T09:00:00Z" };

	(void)state;
	for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
		assert_int_equal(save_at(far[i], "{\"level\":1,\"rev\":0}"), 403);
		assert_string_equal(stored_answer(), "- 0");
	}
	assert_int_equal(save_at("2026-11-26T00:30:00Z", "{\"level\":1,\"rev\":0}"), 403);
	assert_string_equal(json_get_text(shown_json(), "type"), "urn:grunnmur:problem:csrf");
	at("2026-11-26T00:30:00Z");
	assert_int_equal(send_json("PUT", "ann", ANSWER, "{\"level\":1,\"rev\":0}").status, 200);
}

static void what_closed_meanwhile_is_refused_and_says_so(void **state)
{
	(void)state;
	at("2026-12-04T22:59:59Z");
	assert_int_equal(send_json("PUT", "ann", ANSWER, "{\"level\":1,\"rev\":0}").status, 200);
	at("2026-12-04T23:00:00Z");
	assert_int_equal(send_json("PUT", "ann", ANSWER, "{\"level\":2,\"rev\":1}").status, 409);
	assert_non_null(strstr(json_get_text(shown_json(), "detail"), "runden er avsluttet"));
	assert_int_equal(submit("ann", "/assessments/1", "section=1&level_1=2&rev_1=1&do=save").status, 409);
	assert_string_equal(stored_answer(), "1 1");
	at("2026-11-24T09:00:00Z");
	assert_int_equal(send_json("PUT", "ann", ANSWER, "{\"level\":2,\"rev\":1}").status, 200);
	assert_string_equal(stored_answer(), "2 2");
}

static int start(void **state)
{
	static const struct route *const tables[] = { assessment_routes, answer_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

#define CLOCK_TEST(function) cmocka_unit_test_setup_teardown(function, app_reset, back_to_the_seed_s_time)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLOCK_TEST(an_open_page_saves_across_midnight), CLOCK_TEST(a_page_from_too_far_away_is_refused_and_says_so),
		CLOCK_TEST(what_closed_meanwhile_is_refused_and_says_so),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
