/* Bodies with files, as browsers and curl send them: what is read, byte for byte, and what is no such body. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "multipart.h"

#define TYPE "multipart/form-data; boundary=xyz"
#define FIELD(name, text) "--xyz\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" text "\r\n"
#define FILE_PART(name, file, text) "--xyz\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file \
	"\"\r\nContent-Type: text/csv\r\n\r\n" text "\r\n"
#define END "--xyz--\r\n"

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

static const struct multipart *split(const char *body)
{
	return multipart_split(TYPE, body, strlen(body), 10);
}

static void fields_and_files_come_as_they_were_sent(void **state)
{
	(void)state;
	const struct multipart *parts = split(FIELD("csrf", "abc") FILE_PART("file", "ansatte å.csv", "a;b\r\n--xy\r\n1;2")
	    FIELD("empty", "") FILE_PART("none", "", "") END);

	assert_non_null(parts);
	assert_string_equal(parts[0].name, "csrf");
	assert_null(parts[0].file_name);
	assert_string_equal(multipart_text(parts, "csrf"), "abc");
	assert_string_equal(parts[1].file_name, "ansatte å.csv");
	assert_int_equal(parts[1].length, strlen("a;b\r\n--xy\r\n1;2"));
	assert_memory_equal(parts[1].bytes, "a;b\r\n--xy\r\n1;2", parts[1].length);
	assert_string_equal(multipart_text(parts, "empty"), "");
	assert_string_equal(parts[3].file_name, "");
	assert_int_equal(parts[3].length, 0);
	assert_null(parts[4].name);
	assert_null(multipart_text(parts, "file"));
}

static void a_file_may_be_any_bytes_and_a_field_only_text(void **state)
{
	(void)state;
	static const char body[] = "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n\0\xff\r\n\x01\r\n--xyz--";
	const struct multipart *parts = multipart_split(TYPE, body, sizeof body - 1, 10);

	assert_non_null(parts);
	assert_int_equal(parts[0].length, 5);
	assert_memory_equal(parts[0].bytes, "\0\xff\r\n\x01", 5);
	assert_null(multipart_text(split(FIELD("a", "\xff") END), "a"));
	assert_string_equal(multipart_text(split(FIELD("a", "x\r\ny") END), "a"), "x\ny");
}

/* What the HTML standard makes of quotes and line ends in names. */
static void names_are_read_and_lead_nowhere(void **state)
{
	(void)state;
	assert_string_equal(split(FILE_PART("f", "a%22b%0D%0Ac.csv", "") END)[0].file_name, "a\"b  c.csv");
	assert_string_equal(split(FILE_PART("f", "../../etc/passwd", "") END)[0].file_name, "../../etc/passwd");
	assert_null(split(FILE_PART("f", "\xff", "") END));
	assert_null(split(FIELD("\x01", "") END));
}

static void what_is_no_such_body_is_refused(void **state)
{
	(void)state;
	static const char *const bodies[] = {
		"", "--xyz", "--xyz\r\n", FIELD("a", "b"), FIELD("a", "b") "--xyz-", "preamble\r\n" FIELD("a", "b") END,
		FIELD("a", "b") END "more", FIELD("", "b") END, "--xyz\r\n\r\nb\r\n" END, "--xyz\r\nContent-Disposition: form-data\r\n\r\nb\r\n" END,
		"--xyz\r\nX-Content-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n" END,
		"--xyz\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\nb\r\n" END,
	};
	static const char *const types[] = {
		"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"xyz", "multipart/form-data; boundary=x\tz",
		"multipart/mixed; boundary=xyz", "multipart/form-dataX; boundary=xyz", "",
		"multipart/form-data; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
	};

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		assert_null(split(bodies[i]));
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		assert_null(multipart_split(types[i], FIELD("a", "b") END, strlen(FIELD("a", "b") END), 10));
	assert_non_null(multipart_split("Multipart/Form-Data; charset=utf-8; Boundary=\"xyz\"", FIELD("a", "b") END,
	    strlen(FIELD("a", "b") END), 10));
	assert_null(multipart_split(TYPE, FIELD("a", "b") FIELD("c", "d") END, strlen(FIELD("a", "b") FIELD("c", "d") END), 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(fields_and_files_come_as_they_were_sent, release),
		cmocka_unit_test_teardown(a_file_may_be_any_bytes_and_a_field_only_text, release),
		cmocka_unit_test_teardown(names_are_read_and_lead_nowhere, release),
		cmocka_unit_test_teardown(what_is_no_such_body_is_refused, release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
