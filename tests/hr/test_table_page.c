/* Tables cut into pages: which rows are shown, and where the others are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cjson/cJSON.h>

#include "arena.h"
#include "json.h"
#include "table_page.h"

static int begin(void **state)
{
	(void)state;
	arena_serves_cjson();
	arena_release();
	return 0;
}

static cJSON *numbers(int count)
{
	cJSON *rows = cJSON_CreateArray();

	for (int i = 1; i <= count; i++)
		cJSON_AddItemToArray(rows, cJSON_CreateNumber(i));
	return rows;
}

static void each_page_has_its_rows(void **state)
{
	(void)state;
	static const struct { int count, wanted; const char *rows; int number, pages; } cases[] = {
		{ 0, 1, "[]", 1, 1 }, { 2, 1, "[1,2]", 1, 1 }, { 3, 1, "[1,2,3]", 1, 1 }, { 4, 1, "[1,2,3]", 1, 2 },
		{ 4, 2, "[4]", 2, 2 }, { 7, 2, "[4,5,6]", 2, 3 }, { 7, 99, "[7]", 3, 3 }, { 0, 99, "[]", 1, 1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cJSON *page = cJSON_CreateObject();

		assert_string_equal(json_text(table_page_rows(page, numbers(cases[i].count), 3, cases[i].wanted)), cases[i].rows);
		assert_int_equal(json_get_int(page, "page_number", 0), cases[i].number);
		assert_int_equal(json_get_int(page, "page_count", 0), cases[i].pages);
		assert_int_equal(json_get_true(page, "is_cut"), cases[i].pages > 1);
		assert_int_equal(json_get_true(page, "has_previous"), cases[i].number > 1);
		assert_int_equal(json_get_true(page, "has_next"), cases[i].number < cases[i].pages);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup(each_page_has_its_rows, begin) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
