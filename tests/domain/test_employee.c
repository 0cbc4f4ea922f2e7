/* A person as their leader sees them. */
#include "app.h"

#include "employee.h"

static void only_people_of_the_leaders_units_are_seen(void **state)
{
	struct db *db = db_session(DB_READ);

	(void)state;
	assert_non_null(employee_profile(db, user_of("lea"), 4));
	assert_null(employee_profile(db, user_of("max"), 4));
	assert_null(employee_profile(db, user_of("lea"), 10));
	assert_null(employee_answers(db, user_of("max"), 4));
	assert_int_equal(cJSON_GetArraySize(employee_answers(db, user_of("lea"), 4)), 4);
}

static void positions_say_where_the_leader_leads(void **state)
{
	cJSON *profile = employee_profile(db_session(DB_READ), user_of("max"), 12);
	const cJSON *first = json_get(profile, "positions")->child;

	(void)state;
	assert_string_equal("Solvang sykehjem", json_get_text(first, "unit"));
	assert_true(cJSON_IsFalse(json_get(first, "led")));
	assert_true(cJSON_IsTrue(json_get(first->next, "led")));
}

static void a_page_costs_a_fixed_number_of_statements(void **state)
{
	struct db *db = db_session(DB_READ);
	const struct user *lea = user_of("lea");
	size_t before = db_statements();

	(void)state;
	employee_profile(db, lea, 4);
	assert_true(db_statements() - before <= 8);
}

/* The round before it, which is not confidential, is what the leader sees; of that one alone nothing. */
static void a_confidential_round_shows_nothing_of_the_person(void **state)
{
	const cJSON *answer;

	(void)state;
	app_run("UPDATE answer SET value = '[\"digital\"]' WHERE assessment_id = 2 AND item_id = 5;"
	    "UPDATE round SET confidential = 1 WHERE id = 1");
	const cJSON *bo = employee_profile(db_session(DB_READ), user_of("lea"), 4);

	assert_true(cJSON_IsNull(json_get(bo, "assessment")));
	assert_null(json_get(bo, "questions")->child);
	cJSON_ArrayForEach(answer, json_get(bo, "answers")) {
		assert_true(cJSON_IsNull(json_get(answer, "self_level")));
		assert_true(cJSON_IsNull(json_get(answer, "agreed_level")));
	}
	const cJSON *ann = employee_profile(db_session(DB_READ), user_of("lea"), 3);

	assert_string_equal(json_get_text(json_get(ann, "assessment"), "round"), "R0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_people_of_the_leaders_units_are_seen),
		APP_TEST(positions_say_where_the_leader_leads),
		APP_TEST(a_confidential_round_shows_nothing_of_the_person),
		APP_TEST(a_page_costs_a_fixed_number_of_statements),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
