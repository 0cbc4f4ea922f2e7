/* Cells as what they must be: each value, and what is said of those that do not fit. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "import_file.h"

static struct import in;
static const char *cell;

/* A row of one column x with this value. */
static struct import_row *row_with(const char *value)
{
	static const char *const names[] = { "x" };
	static struct import_row row;

	import_run_begin(&in, NULL);
	cell = value;
	row = (struct import_row){ &in, "x.csv", 2, names, &cell, 1, NULL };
	return &row;
}

static const char *message(void)
{
	return in.faults ? in.faults->message : "";
}

static int start(void **state)
{
	(void)state;
	i18n_use("en");
	return 0;
}

static void texts_have_a_length_and_no_spaces_around(void **state)
{
	(void)state;
	assert_string_equal(import_text(row_with("åååå"), "x", 4), "åååå");
	assert_null(import_text(row_with("ååååå"), "x", 4));
	assert_string_equal(message(), "This is longer than 4 characters.");
	assert_null(import_text(row_with(""), "x", 4));
	assert_string_equal(message(), "This is needed.");
	assert_null(import_optional_text(row_with(""), "x", 4));
	assert_string_equal(message(), "");
	assert_null(import_text(row_with("a "), "x", 4));
	assert_string_equal(message(), "There is a space at the start or the end.");
	assert_null(import_optional_text(row_with("a"), "y", 4));
}

static void codes_are_ascii(void **state)
{
	(void)state;
	assert_string_equal(import_code(row_with("HEL-SYK_1./"), "x", 20), "HEL-SYK_1./");
	assert_null(import_code(row_with("HEL SYK"), "x", 20));
	assert_null(import_code(row_with("Å"), "x", 20));
	assert_string_equal(message(), "A code has the letters A to Z, digits and - _ . / only.");
}

static void digits_are_counted(void **state)
{
	(void)state;
	assert_string_equal(import_digits(row_with("0301"), "x", 4), "0301");
	assert_null(import_digits(row_with("301"), "x", 4));
	assert_string_equal(message(), "This must be 4 digits.");
	assert_null(import_digits(row_with("03O1"), "x", 4));
	assert_null(import_digits(row_with(""), "x", 4));
	assert_string_equal(message(), "");
}

static void numbers_lie_between_their_ends(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"5", "-1", "1.0", "x", "1 ", "+1", "0x1", "99999999999999999999", "1e0", "-", NULL,
	};

	assert_int_equal(import_number(row_with("4"), "x", 0, 4), 4);
	for (size_t i = 0; wrong[i]; i++) {
		assert_int_equal(import_number(row_with(wrong[i]), "x", 0, 4), 0);
		assert_string_equal(message(), "This must be a whole number from 0 to 4.");
	}
	assert_true(import_flag(row_with("1"), "x"));
	assert_false(import_flag(row_with("0"), "x"));
	import_flag(row_with("true"), "x");
	assert_string_equal(message(), "This must be a whole number from 0 to 1.");
}

static void decimals_take_comma_or_point(void **state)
{
	(void)state;
	static const char *const wrong[] = { "100,01", "-1", "1.234", "1.", ".5", "1,2,3", "1e2", "x",
		NULL };

	assert_string_equal(import_decimal(row_with("37,5"), "x", 100), "37.5");
	assert_string_equal(import_decimal(row_with("100"), "x", 100), "100");
	assert_string_equal(import_decimal(row_with("10.33"), "x", 100), "10.33");
	for (size_t i = 0; wrong[i]; i++) {
		assert_null(import_decimal(row_with(wrong[i]), "x", 100));
		assert_string_equal(
			message(), "This must be a number from 0 to 100 with at most two decimals.");
	}
}

static void days_exist(void **state)
{
	(void)state;
	static const char *const wrong[] = { "2026-02-29", "2026-13-01", "01.02.2026", "2026-1-1",
		"0000-00-00", NULL };

	assert_string_equal(import_day(row_with("2028-02-29"), "x"), "2028-02-29");
	for (size_t i = 0; wrong[i]; i++) {
		assert_null(import_day(row_with(wrong[i]), "x"));
		assert_string_equal(message(), "This is no date that exists, written YYYY-MM-DD.");
	}
	assert_null(import_optional_day(row_with(""), "x"));
	assert_string_equal(message(), "");
	assert_true(import_days_follow(row_with(""), "a", "2026-01-01", "b", "2026-01-01"));
	assert_false(import_days_follow(row_with(""), "a", "2026-01-02", "b", "2026-01-01"));
	assert_string_equal(message(), "2026-01-01 lies before 2026-01-02 in the column a.");
}

static void choices_are_listed(void **state)
{
	(void)state;
	assert_string_equal(import_choice(row_with("practice"), "x", import_facets), "practice");
	assert_null(import_choice(row_with("Practice"), "x", import_facets));
	assert_string_equal(message(), "\"Practice\" is none of: knowledge, attitude, practice.");
	assert_null(import_optional_choice(row_with(""), "x", import_facets));
	assert_string_equal(message(), "");
}

static void references_are_known_and_codes_new(void **state)
{
	(void)state;
	struct import_codes codes = { 0 };

	assert_int_equal(import_new(row_with("A"), "x", &codes, 5, NULL), 1);
	assert_int_equal(import_new(row_with("A"), "x", &codes, 5, NULL), 0);
	assert_string_equal(message(), "\"A\" stands in an earlier row too.");
	assert_int_equal(import_known(row_with("A"), "x", &codes), 1);
	assert_int_equal(import_known(row_with("B"), "x", &codes), 0);
	assert_string_equal(message(), "\"B\" is unknown.");
	assert_int_equal(import_known(row_with(""), "x", &codes), 0);
	assert_string_equal(message(), "This is needed.");
	assert_int_equal(import_optional_known(row_with(""), "x", &codes), 0);
	assert_string_equal(message(), "");
}

static void a_language_is_whole_and_bokmal_is_there(void **state)
{
	(void)state;
	static const char *const names[] = { "n_nb", "d_nb", "n_nn", "d_nn" };
	static const struct import_words words[] = { { "n", 9 }, { "d", 9 }, { NULL, 0 } };
	const char *cells[] = { "a", "b", "c", "" };
	struct import_row row = { &in, "x.csv", 2, names, cells, 4, NULL };
	struct import_batch batch = { .in = &in };

	import_run_begin(&in, NULL);
	import_texts(&row, &batch, DB_ARGS(db_int(7)), words);
	assert_string_equal(batch.json.text, "[[7,\"nb\",\"a\",\"b\"]");
	assert_string_equal(message(), "This language is there in part only.");
	import_run_begin(&in, NULL);
	cells[0] = "";
	import_texts(&row, &batch, DB_ARGS(db_int(7)), words);
	assert_string_equal(message(), "This is needed.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_have_a_length_and_no_spaces_around),
		cmocka_unit_test(codes_are_ascii),
		cmocka_unit_test(digits_are_counted),
		cmocka_unit_test(numbers_lie_between_their_ends),
		cmocka_unit_test(decimals_take_comma_or_point),
		cmocka_unit_test(days_exist),
		cmocka_unit_test(choices_are_listed),
		cmocka_unit_test(references_are_known_and_codes_new),
		cmocka_unit_test(a_language_is_whole_and_bokmal_is_there),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
