/* The pages of rounds: for HR alone, in three languages, with figures that add up. */
#include "app.h"

#include <string.h>

#include "pages.h"

static const struct route *const tables[] = { round_routes, NULL };

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static void only_hr_comes_in(void **state)
{
	(void)state;
	static const char *const paths[] = { "/", "/rounds", "/rounds/1", "/rounds/99" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_int_equal(visit("ann", paths[i]).status, 403);
		assert_int_equal(visit("lea", paths[i]).status, 403);
	}
	assert_int_equal(visit("hal", "/").status, 303);
	assert_non_null(strstr(shown_head(), "Location: /grunnmur/hr/rounds\r\n"));
	assert_int_equal(visit("hal", "/rounds/99").status, 404);
	assert_int_equal(visit("hal", "/rounds/x").status, 404);
}

static void the_list_is_a_page_and_json(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/rounds").status, 200);
	assert_non_null(strstr(shown(), "Kartlegging 2026"));
	assert_non_null(strstr(shown(), "4.12.2026"));
	assert_int_equal(visit_json("hal", "/rounds").status, 200);
	const cJSON *round = cJSON_GetArrayItem(json_get(shown_json(), "rounds"), 0);

	assert_string_equal(json_get_text(round, "closes_at"), "2026-12-04T23:00:00Z");
	assert_int_equal(json_get(round, "invited")->valueint, 5);
	assert_null(json_get(round, "state_text"));
}

static void a_round_closed_early_shows_the_day_it_closed(void **state)
{
	(void)state;
	app_run("UPDATE round SET closed_at = '2025-11-20 09:00:00' WHERE id = 2");
	visit("hal", "/rounds/2");
	assert_true(shows("20.11.2025"));
	assert_false(shows("4.12.2025"));
	visit("hal", "/rounds");
	assert_true(shows("20.11.2025"));
	assert_false(shows("4.12.2025"));
}

static void history_says_what_the_clock_did(void **state)
{
	(void)state;
	app_run("INSERT INTO round_event (round_id, at, actor_id, step, detail) VALUES (2, '2025-12-04 23:00:00', NULL, 'close', '')");
	visit("hal", "/rounds/2");
	assert_true(shows("av seg selv (klokka)"));
	assert_false(shows("IT-avdelingen"));
	app_run("UPDATE round_event SET step = 'open' WHERE round_id = 2");
	visit("hal", "/rounds/2");
	assert_true(shows("av seg selv eller av IT-avdelingen"));
}

static void no_round_is_said(void **state)
{
	(void)state;
	app_run("SET FOREIGN_KEY_CHECKS = 0; DELETE FROM answer; DELETE FROM assessment; DELETE FROM round");
	assert_int_equal(visit("hal", "/rounds").status, 200);
	assert_non_null(strstr(shown(), "gm-empty"));
}

static void a_round_shows_its_progress(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/rounds/1").status, 200);
	assert_non_null(strstr(shown(), "data-refresh=\"5\""));
	assert_non_null(strstr(shown(), "Solvang sykehjem"));
	assert_non_null(strstr(shown(), "Bjørkefjell kommune"));
	assert_non_null(strstr(shown(), "export.csv"));
	assert_int_equal(visit("hal", "/rounds/2").status, 200);
	assert_null(strstr(shown(), "data-refresh"));
}

static void its_json_adds_up(void **state)
{
	(void)state;
	assert_int_equal(visit_json("hal", "/rounds/1").status, 200);
	static const char *const lists[] = { "sectors", "municipalities" };
	const cJSON *row, *view = shown_json();

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		int invited = 0;

		cJSON_ArrayForEach(row, json_get(view, lists[i]))
			invited += json_get(row, "invited")->valueint;
		assert_int_equal(invited, json_get(json_get(view, "round"), "invited")->valueint);
	}
	assert_int_equal(cJSON_GetArraySize(json_get(view, "units")), 4);
}

static void a_unit_opens(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/rounds/1?unit=2").status, 200);
	assert_non_null(strstr(shown(), "Helse og omsorg"));
	assert_int_equal(visit("hal", "/rounds/1?unit=3").status, 200);
	assert_int_equal(visit("hal", "/rounds/1?unit=5").status, 200);
	assert_int_equal(visit("hal", "/rounds/1?unit=99").status, 404);
}

static void a_round_that_nobody_was_asked_in_says_so(void **state)
{
	(void)state;
	app_run("INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version)"
	    " VALUES (3, 'R9', 1, 'ready', '2027-01-01', '2027-02-01', 1, 1)");
	assert_int_equal(visit("hal", "/rounds/3").status, 200);
	assert_non_null(strstr(shown(), "gm-empty"));
	assert_null(strstr(shown(), "export.csv"));
}

/* R1 asks four in one unit and one in the other; R0 asks one. */
static void a_confidential_round_shows_no_small_group(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1");
	assert_int_equal(visit("hal", "/rounds/1?unit=2").status, 200);
	assert_true(shows("2 av 5"));
	assert_true(shows("færre enn fem"));
	assert_true(shows("Grupper på færre enn fem personer vises uten tall"));
	assert_false(shows("2 av 4"));
	assert_false(shows("0 av 1"));
	assert_false(shows("2 av 3"));
	visit("hal", "/rounds/1?unit=3&lang=en");
	assert_true(shows("fewer than five"));
	assert_false(shows("2 of 4"));
	visit("hal", "/rounds/2");
	assert_true(shows("færre enn fem"));
	assert_false(shows("1 av 1"));
	visit("hal", "/rounds");
	assert_true(shows("færre enn fem"));
	assert_false(shows("1 av 1"));
	assert_true(shows("2 av 5"));
}

static void every_language_is_whole(void **state)
{
	(void)state;
	visit("hal", "/rounds/1?lang=en");
	assert_non_null(strstr(shown(), "Progress by former municipality"));
	visit("hal", "/rounds/1?lang=nn");
	assert_non_null(strstr(shown(), "Framdrift per tidlegare kommune"));
	visit("hal", "/rounds/1?lang=nb");
	assert_non_null(strstr(shown(), "Fremdrift per tidligere kommune"));
	assert_null(strstr(shown(), "Progress"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_hr_comes_in), APP_TEST(the_list_is_a_page_and_json), APP_TEST(no_round_is_said), APP_TEST(history_says_what_the_clock_did),
		APP_TEST(a_round_closed_early_shows_the_day_it_closed),
		APP_TEST(a_round_shows_its_progress), APP_TEST(its_json_adds_up), APP_TEST(a_unit_opens),
		APP_TEST(a_round_that_nobody_was_asked_in_says_so),
		APP_TEST(a_confidential_round_shows_no_small_group), APP_TEST(every_language_is_whole),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
