/* Faults leave to the innermost guard; without one the program ends with 70. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "fault.h"

static void nothing(void *context)
{
	*(int *)context = 1;
}

static void broken(void *context)
{
	(void)context;
	fault("planned: %d", 1);
}

static void busy(void *context)
{
	(void)context;
	fault_busy("planned: %s", "busy");
}

static void nested(void *context)
{
	*(enum outcome *)context = fault_guard(busy, NULL);
	fault("after the inner guard");
}

static void outcomes(void **state)
{
	int done = 0;
	enum outcome inner = OUTCOME_DONE;

	(void)state;
	assert_int_equal(fault_guard(nothing, &done), OUTCOME_DONE);
	assert_int_equal(done, 1);
	assert_int_equal(fault_guard(broken, NULL), OUTCOME_BROKEN);
	assert_int_equal(fault_guard(busy, NULL), OUTCOME_BUSY);
	assert_int_equal(fault_guard(nested, &inner), OUTCOME_BROKEN);
	assert_int_equal(inner, OUTCOME_BUSY);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(fault_guard(i % 2 ? nothing : busy, &done), i % 2 ? OUTCOME_DONE :
		    OUTCOME_BUSY);
}

static void without_a_guard_the_program_ends(void **state)
{
	const pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		fault_guard(broken, NULL);
		fault("no guard");
	}
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 70);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes),
		cmocka_unit_test(without_a_guard_the_program_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
