/* What a confidential round leaves out of its tables. What an attacker gets of them: tests/hr/test_round_progress.c. */
#include "app.h"

#include "i18n.h"
#include "round.h"
#include "round_withheld.h"

static cJSON *view_of(int64_t round_id)
{
	struct db *db = db_session(DB_READ);
	struct db_rows *round = round_get(db, user_of("hal"), round_id);
	cJSON *view = cJSON_CreateObject(), *unit;

	db_next(round);
	json_set(view, "round", db_row_json(round));
	json_set(view, "units", db_rows_json(round_units(db, user_of("hal"), round_id, 0)));
	cJSON_ArrayForEach(unit, json_get(view, "units"))
		json_set(unit, "own", cJSON_CreateObject());
	json_set(view, "sectors", db_rows_json(round_sectors(db, round_id)));
	json_set(view, "municipalities", db_rows_json(round_municipalities(db, round_id)));
	json_set(view, "bands", db_rows_json(round_bands(db, round_id)));
	round_withheld(db, round_id, view);
	return view;
}

static const char *how(const cJSON *rows, int place)
{
	const char *text = json_get_text(cJSON_GetArrayItem(rows, place), "withheld");

	return text ? text : "";
}

static void a_round_that_is_not_confidential_leaves_nothing_out(void **state)
{
	(void)state;
	const cJSON *view = view_of(1);

	for (int i = 0; i < cJSON_GetArraySize(json_get(view, "units")); i++)
		assert_string_equal(how(json_get(view, "units"), i), "");
	assert_int_equal(json_get_int(json_get(view, "bands")->child, "invited", 0), 2);
}

/* Of the five, one is in HEL-2 and four in HEL-1; three are from one former municipality, two from another. */
static void small_groups_are_left_out(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1");
	const cJSON *view = view_of(1), *units = json_get(view, "units"), *bands = json_get(view, "bands");

	assert_string_equal(how(units, 0), "");
	assert_string_equal(how(units, 1), "");
	assert_string_equal(how(units, 2), "small");
	assert_string_equal(how(units, 3), "small");
	assert_true(cJSON_IsNull(json_get(cJSON_GetArrayItem(units, 3), "invited")));
	assert_true(cJSON_IsNull(json_get(cJSON_GetArrayItem(units, 3), "submitted")));
	assert_string_equal(how(json_get(view, "sectors"), 0), "");
	assert_string_equal(how(json_get(view, "municipalities"), 0), "small");
	for (int i = 0; i < cJSON_GetArraySize(bands); i++)
		assert_string_equal(how(bands, i), "small");
}

/* One of another sector in a unit that is shown: the sectors would tell what the unit does not. */
static void a_sector_tells_no_more_than_the_units(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1; UPDATE assessment SET sector = 'felles' WHERE id = 1");
	const cJSON *sectors = json_get(view_of(1), "sectors");

	assert_string_equal(how(sectors, 0), "small");
	assert_string_equal(how(sectors, 1), "small");
}

static void a_round_that_asks_few_counts_nobody(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1");
	const cJSON *view = view_of(2);

	assert_string_equal(json_get_text(json_get(view, "round"), "withheld"), "small");
	assert_true(cJSON_IsNull(json_get(json_get(view, "round"), "submitted")));
	assert_string_equal(how(json_get(view, "units"), 0), "small");
	assert_string_equal(how(json_get(view, "sectors"), 0), "small");
	assert_string_equal(how(json_get(view, "municipalities"), 0), "small");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_round_that_is_not_confidential_leaves_nothing_out), APP_TEST(small_groups_are_left_out),
		APP_TEST(a_sector_tells_no_more_than_the_units), APP_TEST(a_round_that_asks_few_counts_nobody),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
