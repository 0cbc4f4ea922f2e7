/* The leader's first page. */
#include "app.h"

#include "pages.h"

static const struct route *const tables[] = { overview_routes, NULL };

static int start(void **state)
{
	app_start(state);
	app_serves("leader", tables);
	return 0;
}

/* The unit of a code in the last JSON body. */
static const cJSON *unit(const char *code)
{
	const cJSON *unit;

	cJSON_ArrayForEach(unit, json_get(shown_json(), "units"))
		if (strcmp(json_get_text(unit, "code"), code) == 0)
			return unit;
	fail_msg("no unit %s in %s", code, shown());
	return NULL;
}

static int count(const char *code, const char *name)
{
	return json_get(unit(code), name)->valueint;
}

static void shows_led_units_with_children(void **state)
{
	(void)state;
	assert_int_equal(visit_json("top", "/").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "units")), 3);
	assert_int_equal(count("TRE", "people"), 10);
	assert_int_equal(count("TRE", "invited"), 5);
	assert_int_equal(count("TRE", "submitted"), 2);
	assert_int_equal(count("TRE", "requests_waiting"), 3);
	assert_int_equal(count("HEL", "people"), 8);
	assert_true(cJSON_IsTrue(json_get(unit("TRE"), "led")));
	assert_true(cJSON_IsFalse(json_get(unit("HEL"), "led")));
}

/* Who has submitted is nobody's to see: neither the page nor its figures know of such a round. */
static void a_confidential_round_is_not_there(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1");
	assert_int_equal(visit_json("top", "/").status, 200);
	assert_true(cJSON_IsNull(json_get(shown_json(), "round")));
	assert_int_equal(count("TRE", "invited"), 0);
	assert_int_equal(count("HEL", "submitted"), 0);
	assert_int_equal(visit("top", "/").status, 200);
	assert_false(shows("Kartlegging 2026"));
}

/* Asked for BRANN: ann (valid), bo (expired), lea (valid), rita, dag and maret (missing). */
static void counts_proofs_that_are_missing_or_expired(void **state)
{
	(void)state;
	visit_json("lea", "/");
	assert_int_equal(count("HEL-1", "statutory_missing"), 4);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "units")), 1);
}

static void counts_a_person_of_two_units_once(void **state)
{
	(void)state;
	visit_json("top", "/");
	assert_int_equal(count("HEL", "statutory_missing"), 6);
}

static void shows_deputies_whom_they_act_for(void **state)
{
	(void)state;
	visit_json("dag", "/");
	assert_string_equal("Lea Lund", json_get_text(unit("HEL-1"), "deputy_for"));
	visit("dag", "/");
	assert_non_null(strstr(shown(), "Lea Lund"));
}

static void is_for_those_who_lead_today(void **state)
{
	(void)state;
	assert_int_equal(visit("ann", "/").status, 403);
	assert_int_equal(visit("eli", "/").status, 403);
	assert_int_equal(visit("hal", "/").status, 403);
	assert_int_equal(visit("nobody", "/").status, 403);
}

static void rights_end_with_leadership(void **state)
{
	(void)state;
	assert_int_equal(visit("lea", "/").status, 200);
	app_run("UPDATE unit_leader SET valid_to = '2026-11-23' WHERE id = 2");
	assert_int_equal(visit("lea", "/").status, 403);
}

static void shows_the_page_in_all_languages(void **state)
{
	(void)state;
	assert_int_equal(visit("top", "/").status, 200);
	assert_non_null(strstr(shown(), "Trefjord kommune"));
	assert_int_equal(visit("top", "/?lang=nn").status, 200);
	assert_int_equal(visit("top", "/?lang=en").status, 200);
	assert_non_null(strstr(shown(), "lang=\"nb\""));
	app_run("DELETE FROM audit_look; DELETE FROM answer; DELETE FROM assessment;"
	    "DELETE FROM round_text;DELETE FROM round_notice; DELETE FROM round");
	assert_int_equal(visit("top", "/?lang=en").status, 200);
	assert_non_null(strstr(shown(), "No mapping has been opened yet."));
}

static void units_out_of_use_leave_an_empty_page(void **state)
{
	(void)state;
	app_run("UPDATE unit SET valid_to = '2026-11-01' WHERE id = 3");
	assert_int_equal(visit("lea", "/?lang=en").status, 200);
	assert_non_null(strstr(shown(), "No unit to show"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(shows_led_units_with_children),
		APP_TEST(a_confidential_round_is_not_there),
		APP_TEST(counts_proofs_that_are_missing_or_expired),
		APP_TEST(counts_a_person_of_two_units_once),
		APP_TEST(shows_deputies_whom_they_act_for),
		APP_TEST(is_for_those_who_lead_today),
		APP_TEST(rights_end_with_leadership),
		APP_TEST(shows_the_page_in_all_languages),
		APP_TEST(units_out_of_use_leave_an_empty_page),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
