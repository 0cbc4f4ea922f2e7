/* Lists of fixed texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "choice.h"

static void only_what_is_listed_is_there(void **state)
{
	(void)state;
	static const char *const some[] = { "save", "submit", NULL }, *const none[] = { NULL };

	assert_true(choice_has(some, "save"));
	assert_true(choice_has(some, "submit"));
	assert_false(choice_has(some, "sub"));
	assert_false(choice_has(some, "Save"));
	assert_false(choice_has(some, ""));
	assert_false(choice_has(some, NULL));
	assert_false(choice_has(none, "save"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_listed_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
