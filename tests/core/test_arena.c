/* The memory of a request: zeroed, aligned, limited, released as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "fault.h"
#include "json.h"

static int release(void **state)
{
	(void)state;
	arena_release();
	arena_limit((size_t)64 << 20);
	return 0;
}

static void pieces_are_zeroed_and_aligned(void **state)
{
	(void)state;
	for (int again = 0; again < 2; again++) {
		for (size_t size = 0; size < 5000; size += 7) {
			unsigned char *piece = arena_alloc(size);

			assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(piece[i], 0);
			memset(piece, 0xff, size);
		}
		arena_release();
		assert_int_equal(arena_used(), 0);
	}
}

static void large_pieces_have_a_block_of_their_own(void **state)
{
	char *piece = arena_alloc((size_t)5 << 20);

	(void)state;
	piece[((size_t)5 << 20) - 1] = 'x';
	assert_true(arena_used() == (size_t)5 << 20);
	assert_non_null(arena_alloc(1));
}

static void texts_are_copied(void **state)
{
	char text[] = "bokmål";
	const char *copy = arena_text(text, 3);

	(void)state;
	text[0] = 'x';
	assert_string_equal(copy, "bok");
	assert_string_equal(arena_text(NULL, 0), "");
	assert_string_equal(arena_printf("%d av %s", 7, "12"), "7 av 12");
	assert_string_equal(arena_printf("%s", ""), "");
}

static void pieces_grow(void **state)
{
	char *piece = arena_grow(NULL, 0, 10);
	char *other, *moved;

	(void)state;
	memset(piece, 'a', 10);
	assert_ptr_equal(arena_grow(piece, 10, 100000), piece);
	assert_int_equal(arena_used(), 100000);
	for (size_t i = 10; i < 100000; i++)
		assert_int_equal(piece[i], 0);
	memset(piece, 'b', 100000);
	other = arena_alloc(16);
	moved = arena_grow(piece, 100000, (size_t)3 << 20);
	assert_ptr_not_equal(moved, piece);
	assert_int_equal(moved[99999], 'b');
	assert_int_equal(moved[100000], 0);
	assert_int_equal(other[0], 0);
}

static char order[8];

static void note(void *resource)
{
	order[strlen(order)] = *(const char *)resource;
}

static void deferred_are_released_latest_first(void **state)
{
	(void)state;
	arena_defer(note, (char[]){ "a" });
	arena_defer(note, (char[]){ "b" });
	arena_defer(note, (char[]){ "c" });
	arena_release();
	assert_string_equal(order, "cba");
	arena_release();
	assert_string_equal(order, "cba");
}

static void take_too_much(void *context)
{
	(void)context;
	for (;;)
		arena_alloc(100);
}

static void take_huge(void *context)
{
	arena_alloc(*(const size_t *)context);
}

static void the_limit_is_a_fault(void **state)
{
	size_t huge = SIZE_MAX;

	(void)state;
	arena_limit(10000);
	assert_int_equal(fault_guard(take_too_much, NULL), OUTCOME_BROKEN);
	assert_true(arena_used() <= 10000);
	assert_int_equal(fault_guard(take_huge, &huge), OUTCOME_BROKEN);
	arena_release();
	assert_non_null(arena_alloc(9999));
}

static void cjson_allocates_here(void **state)
{
	cJSON *object;

	(void)state;
	arena_serves_cjson();
	object = cJSON_CreateObject();
	json_set_text(object, "name", "Kari");
	assert_true(arena_used() > 0);
	cJSON_Delete(object);           /* frees nothing, harms nothing */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(pieces_are_zeroed_and_aligned, release),
		cmocka_unit_test_teardown(large_pieces_have_a_block_of_their_own, release),
		cmocka_unit_test_teardown(texts_are_copied, release),
		cmocka_unit_test_teardown(pieces_grow, release),
		cmocka_unit_test_teardown(deferred_are_released_latest_first, release),
		cmocka_unit_test_teardown(the_limit_is_a_fault, release),
		cmocka_unit_test_teardown(cjson_allocates_here, release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
