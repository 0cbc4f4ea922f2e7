/* A unit's own people against the requirements. */
#include "app.h"

#include "heat_map.h"

static cJSON *map_of(const char *login, int64_t unit)
{
	return heat_map(db_session(DB_READ), user_of(login), unit, 1);
}

static void another_leaders_unit_is_empty(void **state)
{
	cJSON *map = map_of("max", 3);

	(void)state;
	assert_null(json_get(map, "people")->child);
	assert_null(json_get(map, "competences")->child);
	assert_null(json_get(map, "certificates")->child);
}

static void people_come_by_name_with_their_main_role_here(void **state)
{
	const cJSON *people = json_get(map_of("lea", 3), "people");

	(void)state;
	assert_string_equal("Ann O'Hara", json_get_text(people->child, "name"));
	assert_string_equal("Sykepleier", json_get_text(people->child, "role"));
	app_run("INSERT INTO position VALUES"
	    " (99, 'P99', 3, 3, NULL, 2, 100, 0, 'fast', '2020-01-01', NULL)");
	people = json_get(map_of("lea", 3), "people");
	assert_int_equal(cJSON_GetArraySize(people), 6);
	assert_string_equal("Sykepleier", json_get_text(people->child, "role"));
	app_run("UPDATE position SET is_main = 0 WHERE id = 3");
	assert_string_equal("Enhetsleder",
	    json_get_text(json_get(map_of("lea", 3), "people")->child, "role"));
}

static void a_cell_is_there_for_what_is_asked_or_needed(void **state)
{
	const cJSON *person;
	int cells = 0;

	(void)state;
	cJSON_ArrayForEach(person, json_get(map_of("lea", 3), "people"))
		if (strcmp(json_get_text(person, "name"), "Dag Dahl") == 0)
			cells = cJSON_GetArraySize(json_get(person, "cells"));
	assert_int_equal(cells, 3);
}

static void reads_no_draft(void **state)
{
	const cJSON *person, *cell;

	(void)state;
	app_run("UPDATE answer SET draft_level = 4");
	cJSON_ArrayForEach(person, json_get(map_of("lea", 3), "people"))
		cJSON_ArrayForEach(cell, json_get(person, "cells"))
			assert_false(cJSON_IsNumber(json_get(cell, "level"))
			    && json_get(cell, "level")->valueint == 4);
}

static void the_scale_has_five_names(void **state)
{
	cJSON *scale = heat_map_scale(db_session(DB_READ), user_of("max"));

	(void)state;
	assert_int_equal(cJSON_GetArraySize(scale), 5);
	assert_string_equal("nb", json_get_text(scale->child, "language"));
}

/* Whoever asks for it: what was answered in a confidential round is nobody's but the person's. */
static void a_confidential_round_shows_nobody(void **state)
{
	const cJSON *person, *cell;

	(void)state;
	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	cJSON_ArrayForEach(person, json_get(map_of("lea", 3), "people")) {
		assert_true(cJSON_IsNull(json_get(person, "state")));
		cJSON_ArrayForEach(cell, json_get(person, "cells"))
			assert_true(cJSON_IsNull(json_get(cell, "level")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(another_leaders_unit_is_empty),
		APP_TEST(people_come_by_name_with_their_main_role_here),
		APP_TEST(a_cell_is_there_for_what_is_asked_or_needed),
		APP_TEST(reads_no_draft),
		APP_TEST(the_scale_has_five_names),
		APP_TEST(a_confidential_round_shows_nobody),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
