/* Cells as HR systems write them, the encodings of files, and what must never be read. */
#include "app.h"

#include <string.h>

#include "people_cell.h"
#include "people_source.h"
#include "people_text.h"

static void days_are_written_in_many_ways(void **state)
{
	static const struct { const char *cell, *day, *fault; } cases[] = {
		{ "31.12.2026", "2026-12-31", NULL }, { "1.2.2026", "2026-02-01", NULL }, { "2026-12-31", "2026-12-31", NULL },
		{ "20261231", "2026-12-31", NULL }, { "2026-12-31T00:00:00", "2026-12-31", NULL }, { "31.12.2026 00:00:00", "2026-12-31", NULL },
		{ " 31.12.2026 ", "2026-12-31", NULL }, { "", NULL, NULL }, { "  ", NULL, NULL }, { "31.12.9999", NULL, NULL },
		{ "9999-12-31", NULL, NULL }, { "31.02.2026", NULL, "day" }, { "31.13.2026", NULL, "day" }, { "12/31/2026", NULL, "day" },
		{ "31.12.26", NULL, "day" }, { "i morgen", NULL, "day" }, { "1.1.1800", NULL, "day" }, { "99999999999.1.2026", NULL, "day" },
	};
	const char *fault;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *day = people_cell_day(cases[i].cell, &fault);

		if ((day ? strcmp(day, cases[i].day ? cases[i].day : "") : cases[i].day != NULL)
		    || (fault ? strcmp(fault, cases[i].fault ? cases[i].fault : "") : cases[i].fault != NULL))
			fail_msg("%s: %s, %s", cases[i].cell, day, fault);
	}
}

static void percentages_have_commas(void **state)
{
	static const struct { const char *cell, *percent; } cases[] = {
		{ "100", "100.00" }, { "33,33", "33.33" }, { "33.3333", "33.33" }, { "80 %", "80.00" }, { "0", "0.00" }, { "100,00%", "100.00" },
		{ "101", NULL }, { "hundre", NULL }, { "-5", NULL }, { "1,", NULL }, { "1e2", NULL }, { "1000", NULL }, { "50 prosent", NULL },
	};
	const char *fault;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *percent = people_cell_percent(cases[i].cell, &fault);

		if (percent ? strcmp(percent, cases[i].percent ? cases[i].percent : "") : cases[i].percent != NULL)
			fail_msg("%s: %s", cases[i].cell, percent);
		assert_string_equal(fault ? fault : "", cases[i].percent ? "" : "percent");
	}
}

static void flags_and_languages(void **state)
{
	const char *fault;

	(void)state;
	assert_true(people_cell_flag("Ja", &fault) && people_cell_flag("J", &fault) && people_cell_flag("1", &fault));
	assert_false(people_cell_flag("Nei", &fault) || people_cell_flag("", &fault) || people_cell_flag(NULL, &fault));
	assert_null(fault);
	assert_false(people_cell_flag("kanskje", &fault));
	assert_string_equal(fault, "flag");
	assert_string_equal(people_cell_language("Nynorsk"), "nn");
	assert_null(people_cell_language("fransk"));
}

static void texts_logins_addresses(void **state)
{
	const char *fault;

	(void)state;
	assert_string_equal(people_cell_text("  Kari\r\nAnne\u00a0 ", 80, &fault), "Kari  Anne");
	assert_null(people_cell_text("B\xef\xbf\xbdrge", 80, &fault));
	assert_string_equal(fault, "letters");
	assert_null(people_cell_text("abc", 2, &fault));
	assert_string_equal(fault, "long");
	assert_null(people_cell_login("kari anne", &fault));
	assert_string_equal(fault, "login");
	assert_null(people_cell_email("kari", &fault));
	assert_string_equal(fault, "email");
	assert_null(people_cell_code("Æ1", 24, &fault));
	assert_string_equal(fault, "code");
}

static void national_identity_numbers_are_known(void **state)
{
	(void)state;
	assert_true(people_cell_is_national("12836950036"));
	assert_true(people_cell_is_national("128369 50036"));
	assert_true(people_cell_is_national("Kari 12836950036 Berg"));
	assert_false(people_cell_is_national("12836950037"));
	assert_false(people_cell_is_national("10001"));
	assert_false(people_cell_is_national("128369500361"));
	const char *fault;

	assert_null(people_cell_text("12836950036", 80, &fault));
	assert_string_equal(fault, "national");
}

static void columns_are_found_by_their_many_names(void **state)
{
	struct people_source source = { .code = "x" };
	const char *const headings[] = { "ANSATT NR.", "Årslønn", "Fødselsnr", "Ressursnummer", "E-post", "Sykefravær %" };

	(void)state;
	assert_int_equal(people_source_column(&source, PEOPLE_NUMBER, headings, 6), 0);
	assert_int_equal(people_source_column(&source, PEOPLE_EMAIL, headings, 6), 4);
	assert_int_equal(people_source_column(&source, PEOPLE_GIVEN_NAME, headings, 6), -1);
	source.headings[PEOPLE_NUMBER] = "ressursnummer";
	assert_int_equal(people_source_column(&source, PEOPLE_NUMBER, headings, 6), 3);
	source.headings[PEOPLE_TITLE] = "Årslønn";
	assert_int_equal(people_source_column(&source, PEOPLE_TITLE, headings, 6), -1);
	assert_true(people_source_is_forbidden("FØDSELSNUMMER") && people_source_is_forbidden("Lønnstrinn")
	    && people_source_is_forbidden("fnr") && people_source_is_forbidden("Sykmeldt fravær"));
	assert_false(people_source_is_forbidden("Stillingskode") || people_source_is_forbidden("Navn"));
}

#define READ(bytes, to) people_text_read(bytes, sizeof bytes - 1, to)

static void encodings_are_found_out(void **state)
{
	struct people_text text;

	(void)state;
	assert_null(READ("navn;by\nBørge;Ålesund\n", &text));
	assert_string_equal(text.encoding, "UTF-8");
	assert_int_equal(text.delimiter, ';');
	assert_null(READ("\xef\xbb\xbfnavn,by\n", &text));
	assert_string_equal(text.encoding, "UTF-8 BOM");
	assert_string_equal(text.text, "navn,by\n");
	assert_int_equal(text.delimiter, ',');
	assert_null(READ("navn\tby\nB\xf8rge\t\xc5lesund \x80 100\n", &text));
	assert_string_equal(text.encoding, "Windows-1252");
	assert_string_equal(text.text, "navn\tby\nBørge\tÅlesund € 100\n");
	assert_int_equal(text.delimiter, '\t');
	assert_null(READ("navn;by\nBørge;Ål\nB\xf8rge;Ål\n", &text));
	assert_string_equal(text.encoding, "UTF-8");
	assert_string_equal(text.text, "navn;by\nBørge;Ål\nB" PEOPLE_CELL_NO_LETTER "rge;Ål\n");
	assert_null(READ("navn;by\nB\x81rge;x\n", &text));
	assert_string_equal(text.text, "navn;by\nB" PEOPLE_CELL_NO_LETTER "rge;x\n");
	assert_string_equal(READ("PK\x03\x04 and so on", &text), "workbook");
	assert_string_equal(READ("\xff\xfen\0a\0", &text), "utf16");
	assert_string_equal(READ("navn\0by", &text), "binary");
	assert_string_equal(people_text_read("", 0, &text), "empty");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(days_are_written_in_many_ways),
		APP_TEST(percentages_have_commas),
		APP_TEST(flags_and_languages),
		APP_TEST(texts_logins_addresses),
		APP_TEST(national_identity_numbers_are_known),
		APP_TEST(columns_are_found_by_their_many_names),
		APP_TEST(encodings_are_found_out),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
