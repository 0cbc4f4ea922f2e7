/* What counts as text (S17), byte by byte at the borders of RFC 3629. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "utf8.h"

#define BYTES(text) text, sizeof text - 1

static void texts_and_others(void **state)
{
	static const struct { const char *bytes; size_t length; bool ok; } cases[] = {
		{ BYTES(""), true }, { BYTES("plain"), true }, { BYTES("tab\tand\nnewline"), true },
		{ BYTES("æøåÆØÅ"), true }, { BYTES("\xc2\x80"), true }, { BYTES("\xdf\xbf"), true },
		{ BYTES("\xe0\xa0\x80"), true }, { BYTES("\xed\x9f\xbf"), true },
		{ BYTES("\xee\x80\x80"), true },
		{ BYTES("\xef\xbf\xbf"), true }, { BYTES("\xf0\x90\x80\x80"), true },
		{ BYTES("\xf4\x8f\xbf\xbf"), true },
		{ BYTES("\xf0\x9f\x98\x80"), true },
		{ BYTES("nul\0inside"), false }, { BYTES("\r"), false }, { BYTES("a\r\nb"), false },
		{ BYTES("\x01"), false }, { BYTES("\x1f"), false }, { BYTES("\x7f"), false },
		{ BYTES("\x1b[0m"), false },
		{ BYTES("\x80"), false }, { BYTES("\xbf"), false }, { BYTES("\xc3"), false },
		{ BYTES("\xc3("), false },
		{ BYTES("\xc0\x80"), false }, { BYTES("\xc1\xbf"), false },
		{ BYTES("\xe0\x9f\xbf"), false }, { BYTES("\xed\xa0\x80"), false },
		{ BYTES("\xed\xbf\xbf"), false },
		{ BYTES("\xe2\x82"), false }, { BYTES("\xe2\x28\xac"), false },
		{ BYTES("\xf0\x8f\xbf\xbf"), false }, { BYTES("\xf4\x90\x80\x80"), false },
		{ BYTES("\xf0\x9f\x98"), false }, { BYTES("\xf0\x9f\x98("), false },
		{ BYTES("\xf5\x80\x80\x80"), false },
		{ BYTES("\xfe"), false }, { BYTES("\xff"), false }, { BYTES("gr\xfc\xdf"), false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (utf8_ok(cases[i].bytes, cases[i].length) != cases[i].ok)
			fail_msg("case %zu: %s", i, cases[i].bytes);
}

static void characters_are_counted(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(""), 0);
	assert_int_equal(utf8_count("abc"), 3);
	assert_int_equal(utf8_count("blåbærsyltetøy"), 14);
	assert_int_equal(utf8_count("\xf0\x9f\x98\x80!"), 2);
}

static void windows_becomes_utf8(void **state)
{
	(void)state;
	size_t made;
	const char *text = utf8_from_windows("bl\xe5" "b\xe6r \x80 \x96 \x81", 12, &made);

	assert_string_equal(text, "blåbær € – \ufffd");
	assert_int_equal(made, strlen(text));
	assert_true(utf8_ok(text, made));
	arena_release();
}

static void the_end_of_a_text_is_seen(void **state)
{
	(void)state;
	assert_true(utf8_ends_with("valid_from", "_from"));
	assert_true(utf8_ends_with("_from", "_from"));
	assert_true(utf8_ends_with("from", ""));
	assert_false(utf8_ends_with("from", "_from"));
	assert_false(utf8_ends_with("valid_from_", "_from"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_and_others),
		cmocka_unit_test(characters_are_counted),
		cmocka_unit_test(windows_becomes_utf8),
		cmocka_unit_test(the_end_of_a_text_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
