/* Codes with their ids: found again, however many there are. */
#include "app.h"

#include "arena.h"
#include "import_codes.h"

static void ids_count_from_one_in_order(void **state)
{
	(void)state;
	struct import_codes codes = { 0 };

	assert_int_equal(import_codes_find(&codes, "A"), 0);
	for (int i = 1; i <= 10000; i++)
		assert_int_equal(import_codes_add(&codes, arena_printf("CODE-%d", i), NULL), i);
	for (int i = 1; i <= 10000; i++)
		assert_int_equal(import_codes_find(&codes, arena_printf("CODE-%d", i)), i);
	assert_int_equal(import_codes_find(&codes, "CODE-0"), 0);
	arena_release();
}

static void a_code_is_added_once_and_keeps_its_value(void **state)
{
	(void)state;
	struct import_codes codes = { 0 };
	int first, second;

	assert_int_equal(import_codes_add(&codes, "A", &first), 1);
	assert_int_equal(import_codes_add(&codes, "A", &second), 0);
	assert_int_equal(import_codes_add(&codes, "a", &second), 2);
	assert_ptr_equal(import_codes_value(&codes, 1), &first);
	assert_null(import_codes_value(&codes, 0));
	arena_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_count_from_one_in_order),
		cmocka_unit_test(a_code_is_added_once_and_keeps_its_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
