/* Progress of rounds: who is counted where. */
#include "app.h"

#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "round.h"

static struct db *db(void)
{
	return db_session(DB_READ);
}

static int64_t sum(struct db_rows *rows, const char *column)
{
	int64_t sum = 0;

	while (db_next(rows))
		sum += db_col_int(rows, column);
	return sum;
}

static void list_has_the_latest_first_with_counts(void **state)
{
	(void)state;
	struct db_rows *rows = round_list(db(), user_of("hal"));

	assert_true(db_next(rows));
	assert_string_equal(db_col_text(rows, "code"), "R1");
	assert_string_equal(db_col_text(rows, "title"), "Kartlegging 2026");
	assert_int_equal(db_col_int(rows, "invited"), 5);
	assert_int_equal(db_col_int(rows, "started"), 2);       /* one begun, one reopened */
	assert_int_equal(db_col_int(rows, "submitted"), 2);
	assert_true(db_next(rows));
	assert_string_equal(db_col_text(rows, "code"), "R0");
	assert_int_equal(db_col_int(rows, "submitted"), 1);
	assert_false(db_next(rows));
}

static void a_round_without_people_counts_nobody(void **state)
{
	(void)state;
	app_run("INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version)"
	    " VALUES (3, 'R9', 1, 'ready', '2027-01-01', '2027-02-01', 1, 1)");
	struct db_rows *round = round_get(db(), user_of("hal"), 3);

	assert_true(db_next(round));
	assert_string_equal(db_col_text(round, "title"), "R9");
	assert_int_equal(db_col_int(round, "invited"), 0);
	assert_int_equal(db_col_int(round, "started"), 0);
	assert_int_equal(db_count(round_units(db(), user_of("hal"), 3, 0)), 0);
	assert_int_equal(db_count(round_get(db(), user_of("hal"), 99)), 0);
}

static void a_title_that_is_not_translated_says_so(void **state)
{
	(void)state;
	i18n_use("nn");
	struct user user = *user_of("hal");

	user.language = "nn";
	struct db_rows *round = round_get(db(), &user, 2);

	assert_true(db_next(round));
	assert_string_equal(db_col_text(round, "language"), "nb");
	round = round_get(db(), &user, 1);
	assert_true(db_next(round));
	assert_null(db_col_text(round, "language"));
	i18n_use("nb");
}

static void units_are_counted_over_what_lies_below(void **state)
{
	(void)state;
	struct db_rows *rows = round_units(db(), user_of("hal"), 1, 0);
	static const struct { const char *code; int64_t depth, invited, started, submitted; } expected[] = {
		{ "TRE", 0, 5, 2, 2 }, { "HEL", 1, 5, 2, 2 }, { "HEL-2", 2, 1, 1, 0 }, { "HEL-1", 2, 4, 1, 2 },
	};

	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		assert_true(db_next(rows));
		assert_string_equal(db_col_text(rows, "code"), expected[i].code);
		assert_int_equal(db_col_int(rows, "depth"), expected[i].depth);
		assert_int_equal(db_col_int(rows, "invited"), expected[i].invited);
		assert_int_equal(db_col_int(rows, "started"), expected[i].started);
		assert_int_equal(db_col_int(rows, "submitted"), expected[i].submitted);
		assert_int_equal(db_col_int(rows, "has_units"), expected[i].depth < 2);
	}
	assert_false(db_next(rows));
}

static void a_unit_is_looked_into(void **state)
{
	(void)state;
	struct db_rows *rows = round_units(db(), user_of("hal"), 1, 2), *path;

	assert_int_equal(db_count(rows), 3);
	path = round_unit_path(db(), user_of("hal"), 3);
	assert_int_equal(db_count(path), 3);
	assert_true(db_next(path));
	assert_int_equal(db_col_int(path, "id"), 1);
	assert_int_equal(db_count(round_unit_path(db(), user_of("hal"), 99)), 0);
}

static void groups_add_up_to_everybody(void **state)
{
	(void)state;
	assert_int_equal(sum(round_sectors(db(), 1), "invited"), 5);
	assert_int_equal(sum(round_municipalities(db(), 1), "submitted"), 2);
	app_run("UPDATE assessment SET municipality_id = NULL WHERE id = 1");
	struct db_rows *rows = round_municipalities(db(), 1);

	assert_int_equal(db_count(rows), 3);
	assert_true(db_next(rows) && db_next(rows) && db_next(rows));
	assert_null(db_col_text(rows, "name"));
	assert_int_equal(db_col_int(rows, "invited"), 1);
}

static void the_last_day_is_the_one_before_a_closing_midnight(void **state)
{
	(void)state;
	assert_string_equal(round_last_day("2026-12-04 23:00:00"), "2026-12-04");
	assert_string_equal(round_last_day("2026-12-04 11:00:00"), "2026-12-04");
	assert_string_equal(round_last_day("2026-07-04 22:00:00"), "2026-07-04");
	assert_true(round_is_open("open", "2026-12-04 23:00:00"));
	assert_false(round_is_open("open", "2026-11-24 08:59:59"));
	assert_false(round_is_open("closed", "2026-12-04 23:00:00"));
}

static void states_and_sectors_have_names(void **state)
{
	(void)state;
	assert_string_not_equal(round_state_text("open"), "open");
	assert_string_not_equal(round_sector_text("helse_omsorg"), "helse_omsorg");
	assert_string_equal(round_state_text("unheard"), "unheard");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(list_has_the_latest_first_with_counts), APP_TEST(a_round_without_people_counts_nobody),
		APP_TEST(a_title_that_is_not_translated_says_so), APP_TEST(units_are_counted_over_what_lies_below),
		APP_TEST(a_unit_is_looked_into), APP_TEST(groups_add_up_to_everybody),
		APP_TEST(the_last_day_is_the_one_before_a_closing_midnight), APP_TEST(states_and_sectors_have_names),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
