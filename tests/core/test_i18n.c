/*
 * Messages, dates and numbers in each language, from catalogues that the test makes of the
 * product's own texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "arena.h"
#include "i18n.h"

static char folder[] = "/tmp/grunnmur-locale-XXXXXX";

static const char *catalogue(const char *language)
{
	return arena_printf("%s/C.UTF-8/LC_MESSAGES/%s.mo", folder, language);
}

static void compile(const char *language)
{
	const pid_t child = fork();
	int status;

	if (child == 0) {
		execlp("msgfmt", "msgfmt", "-o", catalogue(language),
		    arena_printf("cgi-bin/po/core.%s.po", language), (char *)NULL);
		_exit(1);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

static int start(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return 1;
	mkdir(arena_printf("%s/C.UTF-8", folder), 0700);
	mkdir(arena_printf("%s/C.UTF-8/LC_MESSAGES", folder), 0700);
	compile("nb");
	compile("nn");
	setenv("LANGUAGE", "de", 1);            /* must not matter */
	i18n_start(folder);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	unlink(catalogue("nb"));
	unlink(catalogue("nn"));
	rmdir(arena_printf("%s/C.UTF-8/LC_MESSAGES", folder));
	rmdir(arena_printf("%s/C.UTF-8", folder));
	rmdir(folder);
	arena_release();
	return 0;
}

static void languages_are_chosen(void **state)
{
	(void)state;
	assert_string_equal(i18n_use("nn"), "nn");
	assert_string_equal(i18n_language(), "nn");
	assert_string_equal(i18n_use("en"), "en");
	assert_string_equal(i18n_use("se"), "nb");
	assert_string_equal(i18n_use("xx"), "nb");
	assert_string_equal(i18n_use(NULL), "nb");
	assert_string_equal(i18n_use("../nn"), "nb");
	assert_true(i18n_has("nb") && i18n_has("nn") && i18n_has("en"));
	assert_false(i18n_has("se") || i18n_has("") || i18n_has(NULL));
}

static void messages_follow_the_language_from_one_request_to_the_next(void **state)
{
	(void)state;
	for (int again = 0; again < 3; again++) {
		i18n_use("nb");
		assert_string_equal(_("Write something here."), "Skriv noe her.");
		i18n_use("nn");
		assert_string_equal(_("Write something here."), "Skriv noko her.");
		i18n_use("en");
		assert_string_equal(_("Write something here."), "Write something here.");
	}
	i18n_use("nb");
	assert_string_equal(_("Nobody has translated this."), "Nobody has translated this.");
	assert_string_equal(_(""), "");
	assert_string_equal(i18n_plural("%lu person", "%lu people", 2), "%lu people");
	i18n_use("en");
	assert_string_equal(i18n_plural("%lu person", "%lu people", 1), "%lu person");
	assert_string_equal(i18n_plural("%lu person", "%lu people", 0), "%lu people");
}

static void dates_and_moments(void **state)
{
	static const struct { const char *language; const char *(*format)(const char *);
	    const char *given, *shown; } cases[] = {
		{ "nb", i18n_date, "2026-12-04", "4.12.2026" },
		{ "nn", i18n_date, "2026-12-04", "4.12.2026" },
		{ "en", i18n_date, "2026-12-04", "4 December 2026" },
		{ "nb", i18n_date, "2026-05-17", "17.5.2026" },
		{ "nb", i18n_date, "2026-12-31T23:30:00Z", "1.1.2027" },
		{ "nb", i18n_date, "soon", "soon" }, { "en", i18n_date, "", "" },
		{ "nb", i18n_date_long, "2026-12-04", "fredag 4. desember" },
		{ "nn", i18n_date_long, "2026-12-05", "laurdag 5. desember" },
		{ "en", i18n_date_long, "2026-12-04", "Friday 4 December" },
		{ "nb", i18n_date_long, "2026-05-17", "søndag 17. mai" },
		{ "nb", i18n_moment, "2026-12-04T09:42:00Z", "4.12.2026 kl. 10.42" },
		{ "nn", i18n_moment, "2026-07-04 09:42:00", "4.7.2026 kl. 11.42" },
		{ "en", i18n_moment, "2026-12-04T09:42:00Z", "4 December 2026, 10:42" },
		{ "nb", i18n_moment, "2026-12-31T23:05:00Z", "1.1.2027 kl. 00.05" },
		{ "nb", i18n_time, "2026-12-04T09:42:00Z", "kl. 10.42" },
		{ "en", i18n_time, "2026-12-04T09:42:00Z", "10:42" },
		{ "nb", i18n_moment, "2026-12-04", "2026-12-04" }, { "nb", i18n_time, "x", "x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		i18n_use(cases[i].language);
		assert_string_equal(cases[i].format(cases[i].given), cases[i].shown);
	}
}

static void numbers(void **state)
{
	static const struct { const char *language; double number; int decimals; const char *shown;
	    } cases[] = {
		{ "nb", 0, -1, "0" }, { "nb", 12345.5, -1, "12\u202f345,5" },
		{ "nn", 12345.5, 2, "12\u202f345,50" },
		{ "en", 12345.5, -1, "12,345.5" }, { "en", 1234567, 0, "1,234,567" },
		{ "nb", 999, -1, "999" },
		{ "nb", 1000, -1, "1\u202f000" }, { "nb", 0.126, -1, "0,13" }, { "nb", 0.1, 0, "0" },
		{ "nb", 100, -1, "100" },
		{ "nb", -1250.5, -1, "\u22121\u202f250,5" }, { "en", -0.001, -1, "0" },
		{ "nb", 1e15, 0, "1\u202f000\u202f000\u202f000\u202f000\u202f000" },
		{ "nb", INFINITY, -1, "–" }, { "nb", NAN, 2, "–" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		i18n_use(cases[i].language);
		assert_string_equal(i18n_number(cases[i].number, cases[i].decimals), cases[i].shown);
	}
}

static void numbers_are_typed_again(void **state)
{
	(void)state;
	i18n_use("nb");
	assert_string_equal(i18n_typed_number(12345.5), "12345,5");
	assert_string_equal(i18n_typed_number(100), "100");
	assert_string_equal(i18n_typed_number(0), "0");
	i18n_use("en");
	assert_string_equal(i18n_typed_number(7.25), "7.25");
}

static void money(void **state)
{
	(void)state;
	i18n_use("nb");
	assert_string_equal(i18n_money(1250), "1\u202f250\u00a0kr");
	assert_string_equal(i18n_money(1250.5), "1\u202f250,50\u00a0kr");
	assert_string_equal(i18n_money(0), "0\u00a0kr");
	assert_string_equal(i18n_money(0.001), "0\u00a0kr");
	i18n_use("en");
	assert_string_equal(i18n_money(1250), "NOK\u00a01,250");
	assert_string_equal(i18n_money(INFINITY), "NOK\u00a0–");
}

static void without_catalogues_there_is_no_start(void **state)
{
	const pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		close(STDERR_FILENO);
		i18n_start("/nowhere");
		_exit(0);
	}
	waitpid(child, &status, 0);
	assert_int_equal(WEXITSTATUS(status), 78);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_are_chosen),
		cmocka_unit_test(messages_follow_the_language_from_one_request_to_the_next),
		cmocka_unit_test(dates_and_moments),
		cmocka_unit_test(numbers),
		cmocka_unit_test(numbers_are_typed_again), cmocka_unit_test(money),
		cmocka_unit_test(without_catalogues_there_is_no_start),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
