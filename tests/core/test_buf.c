/* Growing texts and the escapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "buf.h"

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

static void texts_grow(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	assert_string_equal(buf_text(&buf), "");
	buf_add(&buf, NULL);
	buf_add_bytes(&buf, NULL, 0);
	for (int i = 0; i < 10000; i++) {
		buf_add(&buf, "abc");
		buf_add_char(&buf, 'd');
		assert_int_equal(strlen(buf.text), buf.length);
	}
	assert_int_equal(buf.length, 40000);
	assert_true(buf.room <= 4 * buf.length);
	assert_memory_equal(buf.text + 39996, "abcd", 5);
}

static void formats_fit_whatever_their_length(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	for (int width = 0; width < 600; width++) {
		buf = (struct buf){ 0 };
		buf_printf(&buf, "%*s|", width, "");
		assert_int_equal(buf.length, width + 1);
		assert_int_equal(buf.text[width], '|');
	}
	buf = (struct buf){ 0 };
	buf_printf(&buf, "%s", "");
	assert_string_equal(buf.text, "");
}

static void escapes(void **state)
{
	static const struct { void (*add)(struct buf *, const char *); const char *given, *escaped;
	    } cases[] = {
		{ buf_add_html, "a & b < c > d \" e ' f ` g",
		    "a &amp; b &lt; c &gt; d &quot; e &#39; f &#96; g" },
		{ buf_add_html, "<script>alert('x')</script>",
		    "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" },
		{ buf_add_html, "æøå €", "æøå €" },
		{ buf_add_html, "", "" },
		{ buf_add_html, NULL, "" },
		{ buf_add_html, "&", "&amp;" },
		{ buf_add_url, "a b/c?d=e&f", "a%20b%2Fc%3Fd%3De%26f" },
		{ buf_add_url, "AZaz09-._~", "AZaz09-._~" },
		{ buf_add_url, "å", "%C3%A5" },
		{ buf_add_url, "'\"<>", "%27%22%3C%3E" },
		{ buf_add_url, NULL, "" },
		{ buf_add_log, "plain text", "plain text" },
		{ buf_add_log, "a\nb\r\tc\\d\x7f", "a\\x0ab\\x0d\\x09c\\x5cd\\x7f" },
		{ buf_add_log, "å\x1b[31m", "\\xc3\\xa5\\x1b[31m" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf buf = { 0 };

		cases[i].add(&buf, cases[i].given);
		assert_string_equal(buf_text(&buf), cases[i].escaped);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(texts_grow, release),
		cmocka_unit_test_teardown(formats_fit_whatever_their_length, release),
		cmocka_unit_test_teardown(escapes, release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
