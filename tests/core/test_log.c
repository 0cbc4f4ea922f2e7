/* One line per event, whatever the values hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "log.h"

static char written[20000];

/* What log_line writes for text, in written. */
static const char *logged(const char *text)
{
	int ends[2], own = dup(STDERR_FILENO);
	ssize_t length;

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	log_line("%s", text);
	dup2(own, STDERR_FILENO);
	close(ends[1]);
	length = read(ends[0], written, sizeof written - 1);
	close(ends[0]);
	close(own);
	written[length > 0 ? length : 0] = '\0';
	return written;
}

static void a_line_has_time_program_and_reference(void **state)
{
	(void)state;
	log_program("leader");
	log_begin();
	logged("hello");
	assert_int_equal(strlen(log_reference()), 12);
	assert_int_equal(strspn(log_reference(), "0123456789abcdefghijklmnopqrstuvwxyz"), 12);
	assert_memory_equal(written + 4, "-", 1);
	assert_non_null(strstr(written, "Z leader "));
	assert_non_null(strstr(written, log_reference()));
	assert_non_null(strstr(written, " hello\n"));
	assert_string_equal(log_program_name(), "leader");
}

static void references_differ(void **state)
{
	char first[13];

	(void)state;
	log_begin();
	memcpy(first, log_reference(), sizeof first);
	log_begin();
	assert_string_not_equal(first, log_reference());
}

static void a_value_cannot_make_a_line(void **state)
{
	(void)state;
	logged("x\n2026-11-24T00:00:00Z forged\r\x1b[2J å \\");
	assert_non_null(strstr(written, "x\\x0a2026"));
	assert_non_null(strstr(written, "\\x0d\\x1b[2J \\xc3\\xa5 \\x5c\n"));
	assert_ptr_equal(strchr(written, '\n'), written + strlen(written) - 1);
}

static void a_long_value_is_cut(void **state)
{
	static char text[10000];

	(void)state;
	memset(text, 0xff, sizeof text - 1);
	logged(text);
	assert_true(strlen(written) < 9000);
	assert_int_equal(written[strlen(written) - 1], '\n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_has_time_program_and_reference),
		cmocka_unit_test(references_differ),
		cmocka_unit_test(a_value_cannot_make_a_line),
		cmocka_unit_test(a_long_value_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
