/* One CSV file: heading, separators, text that is none, rows that do not fit. */
#include "folder.h"

#include <string.h>

#include "buf.h"
#include "i18n.h"
#include "import_file.h"

static struct buf seen;

static void take(struct import_row *row)
{
	buf_printf(&seen, "%zu %s %s;", row->line, import_cell(row, "a") ? import_cell(row, "a") : "-",
	    import_cell(row, "b") ? import_cell(row, "b") : "-");
}

/* What the file says of itself: "line: column: message" of each fault. */
static const char *faults_of(const char *text)
{
	struct buf told = { 0 };
	struct import in;

	seen = (struct buf){ 0 };
	import_run_begin(&in, NULL);
	in.folder = folder_path();
	folder_put("x.csv", text);
	import_file_read(&in, "x.csv", "a b", take, NULL);
	for (const struct import_fault *fault = in.faults; fault; fault = fault->next)
		buf_printf(&told, "%zu: %s: %s\n", fault->line, fault->column ? fault->column : "",
			fault->message);
	return buf_text(&told);
}

static void columns_are_found_by_name(void **state)
{
	(void)state;
	assert_string_equal(faults_of("b,x,a\n1,2,3\n\"q,\"\"\",,\n"), "");
	assert_string_equal(seen.text, "2 3 1;3 - q,\";");
}

static void semicolons_and_a_mark_at_the_start_are_fine(void **state)
{
	(void)state;
	assert_string_equal(faults_of("\xef\xbb\xbf" "a;b\r\nå,1;2\r\n"), "");
	assert_string_equal(seen.text, "2 å,1 2;");
}

static void each_missing_column_is_named(void **state)
{
	(void)state;
	assert_string_equal(faults_of("x,y\n1,2\n"),
	    "1: a: This column is missing.\n1: b: This column is missing.\n");
	assert_string_equal(faults_of("a,b,a\n1,2,3\n"), "1: a: This column stands twice.\n");
	assert_string_equal(faults_of(""), "1: : The file is empty.\n");
}

static void a_row_of_another_width_is_a_fault_and_reading_goes_on(void **state)
{
	(void)state;
	assert_string_equal(faults_of("a,b\n1\n1,2,3\n\"two\nlines\",2\n5,6\n"),
		"2: : The row has 1 cells, the heading has 2.\n3: : The row has 3 cells, the heading has "
		"2.\n");
	assert_string_equal(seen.text, "4 two\nlines 2;6 5 6;");
}

static void what_is_no_text_is_told_with_line_and_column(void **state)
{
	(void)state;
	assert_string_equal(faults_of("a,b\n1,B\xe6rum\n\"x,\xff\",2\nok,\x01\n\xc3\xa6,2\n"),
		"2: b: This is not UTF-8 text.\n3: a: This is not UTF-8 text.\n4: b: This is not UTF-8 "
		"text.\n");
	assert_string_equal(seen.text, "2 1 B?rum;3 x,? 2;4 ok ?;5 æ 2;");
}

static void a_quotation_mark_without_end_is_a_fault(void **state)
{
	(void)state;
	assert_string_not_equal(faults_of("a,b\n1,\"2\n"), "");
	i18n_use("nb");
	assert_non_null(strstr(faults_of("a,b\n1,\"2\n"), "Et anførselstegn"));
	assert_string_not_equal(faults_of("a,b\n1,2\"3\n"), "");
}

static void a_file_that_is_not_there_is_a_fault(void **state)
{
	(void)state;
	struct import in;

	import_run_begin(&in, NULL);
	in.folder = folder_path();
	import_file_read(&in, "none.csv", "a", take, NULL);
	assert_string_equal(in.faults->message, "The file cannot be read: No such file or directory.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(columns_are_found_by_name),
		FOLDER_TEST(semicolons_and_a_mark_at_the_start_are_fine),
		FOLDER_TEST(each_missing_column_is_named),
		FOLDER_TEST(a_row_of_another_width_is_a_fault_and_reading_goes_on),
		FOLDER_TEST(what_is_no_text_is_told_with_line_and_column),
		FOLDER_TEST(a_quotation_mark_without_end_is_a_fault),
		FOLDER_TEST(a_file_that_is_not_there_is_a_fault),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
