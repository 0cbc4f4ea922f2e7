/* CSV out and in: RFC 4180, formulas defused (S18), and what is written reads back the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "buf.h"
#include "sheet.h"

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

static void cells_are_quoted_and_defused(void **state)
{
	static const struct { const char *text, *cell; } cases[] = {
		{ NULL, "" }, { "", "" }, { "plain", "plain" }, { " outer ", " outer " }, { "a,b", "a,b" },
		{ "a;b", "\"a;b\"" }, { "say \"hi\"", "\"say \"\"hi\"\"\"" }, { "\"", "\"\"\"\"" },
		{ "two\nlines", "\"two\nlines\"" },
		{ "æøå", "æøå" }, { "it's", "it's" }, { "a=b", "a=b" },
		{ "=1+1", "\"'=1+1\"" }, { "+47 22 33", "\"'+47 22 33\"" }, { "-x", "\"'-x\"" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"" },
		{ "\t=1", "\"'\t=1\"" }, { "\n=1", "\"'\n=1\"" }, { "\r=1", "\"'\r=1\"" },
		{ "=\"a\"", "\"'=\"\"a\"\"\"" },
		{ "＝1", "\"'＝1\"" }, { "＋1", "\"'＋1\"" }, { "－1", "\"'－1\"" },
		{ "＠x", "\"'＠x\"" },
		{ "ＡＢ", "ＡＢ" },
		{ "-5", "-5" }, { "-5.25", "-5.25" }, { "-5,25", "-5,25" }, { "12", "12" },
		{ "-5+1", "\"'-5+1\"" }, { "-", "\"'-\"" }, { "-.5", "\"'-.5\"" }, { "-5.", "\"'-5.\"" },
		{ "+5", "\"'+5\"" },
		{ "\xef\xbb\xbfx", "\"\xef\xbb\xbfx\"" },
		{ "'=1", "\"''=1\"" }, { "'quoted'", "'quoted'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf row = { 0 };

		sheet_cell(&row, ';', cases[i].text);
		sheet_cell(&row, ';', "x");
		sheet_end(&row);
		assert_string_equal(row.text, arena_printf("%s;x\r\n", cases[i].cell));
	}
}

static void rows_end_and_empty_ones_stay(void **state)
{
	struct buf out = { 0 };

	(void)state;
	sheet_cell(&out, ',', "a,b");
	sheet_cell_int(&out, ',', -42);
	sheet_cell_int(&out, ',', INT64_MIN);
	sheet_end(&out);
	sheet_cell(&out, ',', "");
	sheet_end(&out);
	sheet_cell(&out, ',', "");
	sheet_cell(&out, ',', "");
	sheet_end(&out);
	assert_string_equal(out.text, "\"a,b\",-42,-9223372036854775808\r\n\"\"\r\n,\r\n");
}

/* Writes what was read as <line|cell|cell>. */
static bool note(size_t line, const char *const *cells, size_t count, void *context)
{
	struct buf *out = context;

	buf_printf(out, "<%zu", line);
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "|%s", cells[i]);
	buf_add_char(out, '>');
	return strcmp(cells[0], "stop") != 0;
}

static void tables_are_read(void **state)
{
	static const struct { const char *csv, *read; } cases[] = {
		{ "", "" }, { "\n\n", "" }, { "a", "<1|a>" }, { "a\n", "<1|a>" }, { "a\r\n", "<1|a>" },
		{ "a;b\n1;2\n", "<1|a|b><2|1|2>" }, { "a;b\r\n1;2\r\n", "<1|a|b><2|1|2>" },
		{ "a\rb\rc", "<1|a><2|b><3|c>" },
		{ "\xef\xbb\xbf" "a;b\n", "<1|a|b>" }, { ";\n", "<1||>" }, { "\"\"\n", "<1|>" },
		{ " a ; b \n", "<1| a | b >" },
		{ "a\n\n\nb\n", "<1|a><4|b>" }, { "a\r\n\r\nb\r\n", "<1|a><3|b>" },
		{ "\"x\ny\";2\nb\n", "<1|x\ny|2><3|b>" }, { "\"x\r\ny\";2\r\nb\r\n", "<1|x\ny|2><3|b>" },
		{ "\"a;\"\"b\"\"\"\n", "<1|a;\"b\">" }, { "a,b\n", "<1|a,b>" },
		{ "'=1;'plain;'-5;''=x\n", "<1|=1|'plain|-5|'=x>" }, { "a\nstop\nb\n", "<1|a><2|stop>" },
		{ "æ;ø;å\n", "<1|æ|ø|å>" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = { 0 };
		size_t line = 0;
		const char *why = sheet_read(cases[i].csv, strlen(cases[i].csv), ';', note, &out, &line);

		if (why != NULL)
			fail_msg("case %zu: %s", i, why);
		assert_string_equal(buf_text(&out), cases[i].read);
	}
}

static void faults_name_their_line(void **state)
{
	static const struct { const char *csv; size_t line; const char *why; } cases[] = {
		{ "a\nb\"c\n", 2, "quotation mark" }, { "a\n\n\"b\"c\n", 3, "quotation mark" },
		{ "a\n\"b\nc", 2, "quotation mark" }, { "a\nb;\xff\n", 2, "Column 2: this is not UTF-8" },
		{ "a\n\"x\ny\";\x01\n", 3, "Column 2: this is not UTF-8" },
		{ "gr\xfc\xdf", 1, "Column 1: this is not UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = { 0 };
		size_t line = 0;
		const char *why = sheet_read(cases[i].csv, strlen(cases[i].csv), ';', note, &out, &line);

		assert_non_null(why);
		assert_non_null(strstr(why, cases[i].why));
		assert_int_equal(line, cases[i].line);
	}
	assert_string_equal(sheet_read("a\0b", 3, ';', note, &(struct buf){ 0 }, &(size_t){ 0 }),
	    "Column 1: this is not UTF-8 text.");
}

static bool compare(size_t line, const char *const *cells, size_t count, void *context)
{
	const char *const *texts = context;

	(void)line;
	for (size_t i = 0; i < count; i++)
		assert_string_equal(cells[i], texts[i]);
	assert_null(texts[count]);
	return true;
}

static void what_is_written_reads_back(void **state)
{
	static const char *const texts[] = {
		"=1", "'=1", "''=1", "-5", "'-5", "+", "@", "＠", "\"", "a\nb", "\n", "\t", ";", "'", "",
		    " ", "it's", "-1-1", NULL
	};
	struct buf out = { 0 };
	size_t line;

	(void)state;
	buf_add(&out, "\xef\xbb\xbf");
	for (size_t i = 0; texts[i] != NULL; i++)
		sheet_cell(&out, ';', texts[i]);
	sheet_end(&out);
	assert_null(sheet_read(out.text, out.length, ';', compare, (void *)(uintptr_t)texts, &line));
}

static bool count_rows(size_t line, const char *const *cells, size_t count, void *context)
{
	size_t *rows = context;

	(void)cells;
	assert_int_equal(line, ++*rows);
	assert_int_equal(count, 3);
	return true;
}

static void long_tables_are_read_across_chunks(void **state)
{
	struct buf out = { 0 };
	size_t line, rows = 0;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		sheet_cell_int(&out, ',', i);
		sheet_cell(&out, ',', "blåbær, \"syltetøy\"");
		sheet_cell(&out, ',', "=x");
		sheet_end(&out);
	}
	assert_null(sheet_read(out.text, out.length, ',', count_rows, &rows, &line));
	assert_int_equal(rows, 5000);
}

static void the_delimiter_is_what_the_heading_has_most_often(void **state)
{
	(void)state;
	static const struct { const char *text; char delimiter; } cases[] = {
		{ "a;b,c;d\n,,,,", ';' }, { "a,b,c;d", ',' }, { "\"a,b,c,d\";e\nx", ';' }, { "\"a\nb\",c\n;;;", ',' },
		{ "a\tb", '\t' }, { "a", ';' }, { "", ';' },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(sheet_delimiter(cases[i].text, strlen(cases[i].text), ";\t,"), cases[i].delimiter);
	assert_int_equal(sheet_delimiter("a\tb", 3, ";,"), ';');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(cells_are_quoted_and_defused, release),
		cmocka_unit_test_teardown(rows_end_and_empty_ones_stay, release),
		cmocka_unit_test_teardown(tables_are_read, release),
		cmocka_unit_test_teardown(faults_name_their_line, release),
		cmocka_unit_test_teardown(what_is_written_reads_back, release),
		cmocka_unit_test_teardown(long_tables_are_read_across_chunks, release),
		cmocka_unit_test(the_delimiter_is_what_the_heading_has_most_often),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
