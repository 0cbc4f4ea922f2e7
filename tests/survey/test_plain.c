/* Plain questions of every type, each shown by an earlier answer: page by page, saved, submitted. */
#include "app.h"

#include <string.h>

#include "pages.h"

static const struct route *const tables[] = { assessment_routes, answer_routes, NULL };

/* ann's form gets one question of each type, all of which hang on “digital” of question 5, in a section of their own. */
static int reset(void **state)
{
	if (app_reset(state))
		return 1;
	app_run("INSERT INTO section (id, survey_id, position, code, for_everyone, for_leaders) VALUES (9, 1, 9, 'more', 1, 0);"
		"INSERT INTO section_text VALUES (9, 'nb', 'Mer');"
		"INSERT INTO item VALUES (20, 1, 9, 'text', NULL, NULL, 'T', 0, 5, 'digital'), (21, 1, 9, 'one', NULL, NULL, 'O', 0, 5, 'digital'),"
		" (22, 1, 9, 'many', NULL, NULL, 'M', 0, 5, 'digital'), (23, 1, 9, 'number', NULL, NULL, 'N', 0, 5, 'digital'),"
		" (24, 1, 9, 'date', NULL, NULL, 'D', 0, 5, 'digital'), (25, 1, 9, 'text', NULL, NULL, 'C', 0, 21, 'a');"
		"INSERT INTO item_text SELECT id, 'nb', CONCAT('Spørsmål ', CONVERT(code USING utf8mb4)) FROM item WHERE id >= 20;"
		"INSERT INTO choice VALUES (21, 1, 'a'), (21, 2, 'b'), (22, 1, 'a'), (22, 2, 'b');"
		"INSERT INTO choice_text SELECT item_id, position, 'nb', UPPER(CONVERT(code USING utf8mb4)) FROM choice WHERE item_id >= 20;"
		"INSERT INTO answer (round_id, assessment_id, item_id, required) SELECT 1, 1, id, 0 FROM item WHERE id >= 20;"
		"UPDATE answer SET draft_level = 2 WHERE assessment_id = 1 AND required = 1");
	return 0;
}

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("survey", tables);
	return result;
}

static void answer(const char *value)
{
	char sql[200];

	snprintf(sql, sizeof sql, "UPDATE answer SET draft_value = '%s' WHERE assessment_id = 1 AND item_id = 5", value);
	app_run(sql);
}

static void a_later_page_asks_only_what_the_answer_shows(void **state)
{
	(void)state;
	visit("ann", "/assessments/1?section=5");
	assert_true(shows("Etter svarene dine"));
	assert_false(shows("Spørsmål T"));
	answer("[\"digital\"]");
	visit("ann", "/assessments/1?section=5");
	assert_true(shows("Spørsmål T"));
	assert_true(shows("Spørsmål D"));
	assert_true(shows("Ikke skriv om helse"));
	/* What hangs on this page's own answers stands there for the script to show. */
	assert_true(shows("data-show-item=\"21\" data-show-values=\"a\""));
	answer("[\"classroom\"]");
	visit("ann", "/assessments/1?section=5");
	assert_false(shows("Spørsmål C"));
}

static void every_type_is_saved_and_submitted(void **state)
{
	(void)state;
	answer("[\"digital\"]");
	assert_int_equal(submit("ann", "/assessments/1", "do=save&section=5&rev_20=0&value_20=Mye&rev_21=0&value_21=a&rev_22=0&value_22=b&value_22=a"
		"&rev_23=0&value_23=12%2C5&rev_24=0&value_24=2026-12-04&rev_25=0&value_25=Fordi").status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(draft_value ORDER BY item_id) FROM answer WHERE assessment_id = 1 AND item_id >= 20"),
		"\"Mye\",\"a\",[\"a\",\"b\"],12.5,\"2026-12-04\",\"Fordi\"");
	visit("ann", "/assessments/1?section=5");
	assert_true(shows("value=\"12,5\""));
	assert_int_equal(submit("ann", "/assessments/1", "do=save&section=5&rev_23=1&value_23=mye&rev_24=1&value_24=i+dag").status, 422);
	assert_int_equal(submit("ann", "/assessments/1/submit", "").status, 303);
	assert_string_equal(stored("SELECT COUNT(value) FROM answer WHERE assessment_id = 1 AND item_id >= 20"), "6");
}

static void what_is_not_shown_is_not_submitted(void **state)
{
	(void)state;
	answer("[\"digital\"]");
	assert_int_equal(submit("ann", "/assessments/1", "do=save&section=5&rev_20=0&value_20=Mye&rev_21=0&value_21=b&rev_25=0"
		"&value_25=Fordi").status, 303);
	assert_int_equal(submit("ann", "/assessments/1/submit", "").status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(item_id) FROM answer WHERE assessment_id = 1 AND item_id >= 20 AND value IS NOT NULL"), "20,21");
}

#define TEST(function) cmocka_unit_test_setup(function, reset)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_later_page_asks_only_what_the_answer_shows), TEST(every_type_is_saved_and_submitted),
		TEST(what_is_not_shown_is_not_submitted),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
