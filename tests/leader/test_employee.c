/* A person as their leader sees them. */
#include "app.h"

#include "pages.h"

static const struct route *const tables[] = { employee_routes, NULL };

static int start(void **state)
{
	app_start(state);
	app_serves("leader", tables);
	return 0;
}

static const cJSON *answer(const char *code, const char *facet)
{
	const cJSON *answer;

	cJSON_ArrayForEach(answer, json_get(shown_json(), "answers"))
		if (strcmp(json_get_text(answer, "code"), code) == 0
		    && strcmp(json_get_text(answer, "facet"), facet) == 0)
			return answer;
	fail_msg("no %s in %s", code, shown());
	return NULL;
}

static void shows_three_levels_side_by_side(void **state)
{
	(void)state;
	assert_int_equal(visit_json("lea", "/employees/4").status, 200);
	const cJSON *hygiene = answer("HYG", "knowledge");

	assert_int_equal(json_get(hygiene, "required_level")->valueint, 3);
	assert_int_equal(json_get(hygiene, "self_level")->valueint, 2);
	assert_int_equal(json_get(hygiene, "leader_level")->valueint, 3);
	assert_int_equal(json_get(hygiene, "agreed_level")->valueint, 3);
	assert_int_equal(json_get(hygiene, "gap")->valueint, 0);
	assert_int_equal(json_get(answer("HYG", "practice"), "gap")->valueint, 1);
	assert_string_equal("expired", json_get_text(answer("BRANN", "knowledge"), "status"));
	assert_true(cJSON_IsTrue(json_get(answer("BRANN", "knowledge"), "statutory")));
	assert_int_equal(visit("lea", "/employees/4").status, 200);
}

static void shows_nothing_before_submission(void **state)
{
	(void)state;
	visit_json("max", "/employees/6");
	assert_true(cJSON_IsNull(json_get(answer("BRANN", "knowledge"), "self_level")));
	assert_string_equal("started",
	    json_get_text(json_get(shown_json(), "assessment"), "state"));
	visit("max", "/employees/6?lang=en");
	assert_non_null(strstr(shown(), "has not been handed in yet"));
}

/* Her draft says 4 by now; what she handed in says 2. */
static void shows_what_was_submitted_last_while_reopened(void **state)
{
	(void)state;
	visit_json("lea", "/employees/12");
	assert_int_equal(json_get(answer("HYG", "knowledge"), "self_level")->valueint, 2);
	visit("lea", "/employees/12?lang=en");
	assert_non_null(strstr(shown(), "You see what was handed in last."));
}

static void shows_what_the_roles_need_of_one_who_was_not_asked(void **state)
{
	(void)state;
	visit_json("lea", "/employees/8");
	assert_true(cJSON_IsNull(json_get(shown_json(), "assessment")));
	assert_int_equal(json_get(answer("BRANN", "knowledge"), "required_level")->valueint, 4);
	assert_true(cJSON_IsNull(json_get(answer("BRANN", "knowledge"), "item")));
	visit("lea", "/employees/8?lang=en");
	assert_non_null(strstr(shown(), "has not been asked in a round yet"));
}

static void shows_plain_answers_in_words(void **state)
{
	(void)state;
	app_run("UPDATE answer SET value = '[\"digital\",\"classroom\"]'"
	    " WHERE assessment_id = 2 AND item_id = 5");
	visit_json("lea", "/employees/4");
	const cJSON *question = json_get(shown_json(), "questions")->child;

	assert_string_equal("Digitalt, Kurs", json_get_text(question, "answer"));
	visit("lea", "/employees/4");
	assert_non_null(strstr(shown(), "Digitalt, Kurs"));
}

static void shows_wishes_and_comments(void **state)
{
	(void)state;
	app_run("UPDATE answer SET wish = 1, teach = 1, comment = '<b>Ja</b>'"
	    " WHERE assessment_id = 2 AND item_id = 1");
	visit("lea", "/employees/4?lang=en");
	assert_non_null(strstr(shown(), "Wants training"));
	assert_non_null(strstr(shown(), "&lt;b&gt;Ja"));
}

static void shows_no_drafts_of_requests(void **state)
{
	(void)state;
	visit_json("lea", "/employees/3");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requests")), 1);
	visit_json("lea", "/employees/4");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requests")), 2);
}

static void is_for_leaders_of_the_person_today(void **state)
{
	(void)state;
	assert_int_equal(visit("top", "/employees/4").status, 200);
	assert_int_equal(visit("dag", "/employees/4").status, 200);
	assert_int_equal(visit("max", "/employees/12").status, 200);
	assert_int_equal(visit("max", "/employees/4").status, 404);
	assert_int_equal(visit("lea", "/employees/6").status, 404);
	assert_int_equal(visit("lea", "/employees/9").status, 404);
	assert_int_equal(visit("lea", "/employees/10").status, 404);
	assert_int_equal(visit("lea", "/employees/999").status, 404);
	assert_int_equal(visit("ann", "/employees/3").status, 403);
	app_run("UPDATE position SET valid_to = '2026-11-23' WHERE id = 4");
	assert_int_equal(visit("lea", "/employees/4").status, 404);
}

static void leaves_a_look_on_the_person(void **state)
{
	(void)state;
	visit("lea", "/employees/4");
	visit("lea", "/employees/4");
	visit("max", "/employees/4");
	visit("lea", "/employees/2");
	assert_string_equal("1", stored("SELECT COUNT(*) FROM audit_look"));
	assert_string_equal("2", stored("SELECT count FROM audit_look"
	    " WHERE viewer_id = 2 AND object = 'person' AND object_id = 4"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(shows_three_levels_side_by_side),
		APP_TEST(shows_nothing_before_submission),
		APP_TEST(shows_what_was_submitted_last_while_reopened),
		APP_TEST(shows_what_the_roles_need_of_one_who_was_not_asked),
		APP_TEST(shows_plain_answers_in_words),
		APP_TEST(shows_wishes_and_comments),
		APP_TEST(shows_no_drafts_of_requests),
		APP_TEST(is_for_leaders_of_the_person_today),
		APP_TEST(leaves_a_look_on_the_person),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
