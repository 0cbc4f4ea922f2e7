/* The tree of units as a leader sees it. */
#include "app.h"

#include "organisation.h"

static struct db *db(void)
{
	return db_session(DB_READ);
}

static void led_units_come_with_their_direct_children(void **state)
{
	cJSON *units = organisation_led(db(), user_of("top"), 1);

	(void)state;
	assert_int_equal(cJSON_GetArraySize(units), 3);
	assert_string_equal("HEL", json_get_text(units->child, "code"));
	assert_int_equal(json_get(units->child, "invited")->valueint, 5);
	assert_int_equal(cJSON_GetArraySize(organisation_led(db(), user_of("max"), 1)), 1);
	assert_int_equal(cJSON_GetArraySize(organisation_led(db(), user_of("ann"), 1)), 0);
}

static void counts_without_a_round_are_none(void **state)
{
	cJSON *units = organisation_led(db(), user_of("lea"), 0);

	(void)state;
	assert_int_equal(json_get(units->child, "invited")->valueint, 0);
	assert_int_equal(json_get(units->child, "people")->valueint, 6);
}

/* Ann's open request goes with her to where max leads; who has left is counted where they were. */
static void requests_wait_where_their_askers_work(void **state)
{
	(void)state;
	cJSON *of_lea = organisation_led(db(), user_of("lea"), 0)->child;
	const cJSON *of_max;

	assert_int_equal(json_get(of_lea, "requests_waiting")->valueint, 2);
	app_run("UPDATE position SET valid_to = '2026-11-23' WHERE id = 3;"
	    "UPDATE position SET valid_to = '2026-11-23' WHERE id = 4;"
	    "UPDATE training_request SET state = 'submitted' WHERE id = 19;"
	    "INSERT INTO position SELECT 20, 'P20', 3, 4, NULL, 1, 80, 1, 'fast', '2026-11-24', NULL;"
	    "INSERT INTO position SELECT 21, 'P21', 3, 5, NULL, 1, 20, 0, 'fast', '2026-11-24', NULL");
	of_lea = organisation_led(db(), user_of("lea"), 0)->child;
	of_max = organisation_led(db(), user_of("max"), 0)->child;
	assert_int_equal(json_get(of_lea, "requests_waiting")->valueint, 2);
	assert_int_equal(json_get(of_max, "requests_waiting")->valueint, 2);
}

static void below_begins_with_the_unit_itself(void **state)
{
	cJSON *units = organisation_below(db(), user_of("top"), 2, 1);

	(void)state;
	assert_string_equal("HEL", json_get_text(units->child, "code"));
	assert_int_equal(cJSON_GetArraySize(units), 3);
	assert_int_equal(cJSON_GetArraySize(organisation_below(db(), user_of("max"), 2, 1)), 0);
	assert_int_equal(cJSON_GetArraySize(organisation_below(db(), user_of("max"), 3, 1)), 0);
}

static void a_path_begins_where_the_leader_begins(void **state)
{
	cJSON *path = organisation_path(db(), user_of("top"), 3);

	(void)state;
	assert_int_equal(cJSON_GetArraySize(path), 3);
	assert_string_equal("Trefjord kommune", json_get_text(path->child, "name"));
	assert_int_equal(cJSON_GetArraySize(organisation_path(db(), user_of("lea"), 3)), 1);
	assert_null(organisation_path(db(), user_of("lea"), 4)->child);
}

static void the_round_is_the_latest_that_was_opened(void **state)
{
	cJSON *round = organisation_round(db(), user_of("lea"));

	(void)state;
	assert_string_equal("R1", json_get_text(round, "code"));
	assert_string_equal("R1",
	    json_get_text(organisation_round_of(db(), user_of("lea"), 3), "code"));
	assert_null(organisation_round_of(db(), user_of("top"), 5));
	app_run("UPDATE round SET state = 'draft' WHERE id = 1");
	assert_string_equal("R0", json_get_text(organisation_round(db(), user_of("lea")), "code"));
	app_run("UPDATE round SET state = 'draft'");
	assert_null(organisation_round(db(), user_of("lea")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(led_units_come_with_their_direct_children),
		APP_TEST(counts_without_a_round_are_none),
		APP_TEST(requests_wait_where_their_askers_work),
		APP_TEST(below_begins_with_the_unit_itself),
		APP_TEST(a_path_begins_where_the_leader_begins),
		APP_TEST(the_round_is_the_latest_that_was_opened),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
