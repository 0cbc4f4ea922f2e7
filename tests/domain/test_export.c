/* The file of a round: who is in it, what is empty, in which order; when nobody reads any more. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "export.h"
#include "i18n.h"

struct file { struct buf text; size_t parts, most; };

static bool collect(void *reader, const char *bytes, size_t length)
{
	struct file *file = reader;

	buf_add_bytes(&file->text, bytes, length);
	return ++file->parts != file->most;
}

static const char *file_of(const struct export_form *form, int64_t *rows)
{
	struct file file = { { 0 }, 0, 0 };
	const int64_t written = export_run(db_session(DB_READ), user_of("hal"), 1, "R1", form, collect, &file);

	if (rows)
		*rows = written;
	return buf_text(&file.text);
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		count++;
	return count;
}

static const struct export_form named = { .delimiter = ';' };
static const struct export_form keyed = { .delimiter = ';', .pseudonymous = true };

static void everybody_who_was_asked_is_in_it(void **state)
{
	(void)state;
	int64_t rows;
	const char *text = file_of(&named, &rows);

	assert_int_equal(rows, 30);
	assert_int_equal(count_of(text, "\r\n"), 31);
	assert_string_equal(stored("SELECT COUNT(*) FROM answer WHERE round_id = 1"), "30");
	assert_int_equal(count_of(text, "\r\nR1;T3;Ann O'Hara;SOL;HEL-1;Solvang sykehjem;NURSE;helse_omsorg;"), 6);
	assert_int_equal(count_of(text, "R0;"), 0);
}

static void what_is_not_submitted_stays_empty(void **state)
{
	(void)state;
	const char *text = file_of(&named, NULL);

	assert_non_null(strstr(text, ";BRANN;Brannvern;knowledge;1;2;;;;;;;;assigned;;\r\n"));
	/* Eli has drafted a level of 1: only she sees it. */
	assert_non_null(strstr(text, "R1;T6;Eli Elvestad;BJO;HEL-2;Bjørkelia hjemmetjeneste;NURSE;helse_omsorg;BRANN;Brannvern;knowledge;"
	    "1;2;;;;;;;;started;;\r\n"));
	assert_non_null(strstr(text, "R1;T4;Bo Berg;SOL;HEL-1;Solvang sykehjem;NURSE;helse_omsorg;HYG;Håndhygiene;knowledge;0;3;2;0;3;3;"
	    "0;0;;agreed;2026-10-20T08:30:00Z;\r\n"));
}

static void while_reopened_it_is_what_was_submitted_last(void **state)
{
	(void)state;
	assert_non_null(strstr(file_of(&named, NULL), "T12;Máret Čuđi;BJO;HEL-1;Solvang sykehjem;NURSE;helse_omsorg;HYG;Håndhygiene;"
	    "knowledge;0;3;2;0;;;0;0;;reopened;"));
}

static void plain_questions_have_a_value(void **state)
{
	(void)state;
	app_run("UPDATE answer SET value = '[\"digital\",\"classroom\"]', answered_at = '2026-10-20 08:30:00'"
	    " WHERE assessment_id = 2 AND item_id = 5");
	app_run("UPDATE answer SET value = '[\"digital\"]' WHERE assessment_id = 1 AND item_id = 5");
	const char *text = file_of(&named, NULL);

	assert_int_equal(count_of(text, ";digital"), 1);
	assert_non_null(strstr(text, ";FORM;Hvilke former passer for deg?;;;;;;;;;;;agreed;2026-10-20T08:30:00Z;digital|classroom\r\n"));
	assert_non_null(strstr(file_of(&(struct export_form){ .lines = true }, NULL), "\"value\":[\"digital\",\"classroom\"]}\n"));
}

static void names_are_in_the_users_language(void **state)
{
	(void)state;
	struct user user = *user_of("hal");
	struct file file = { { 0 }, 0, 0 };

	user.language = "en";
	export_run(db_session(DB_READ), &user, 1, "R1", &named, collect, &file);
	assert_non_null(strstr(file.text.text, ";BRANN;Fire safety;"));
	assert_non_null(strstr(file.text.text, ";HYG;Håndhygiene;"));
}

/* The units of the file in its order, as a text. */
static const char *first_cells(const char *text, size_t column)
{
	struct buf cells = { 0 };

	for (const char *line = strstr(text, "\r\n"); line && line[2]; line = strstr(line + 2, "\r\n")) {
		const char *cell = line + 2;

		for (size_t i = 0; i < column; i++)
			cell = strchr(cell, ';') + 1;
		buf_add_bytes(&cells, cell, strcspn(cell, ";"));
		buf_add_char(&cells, ' ');
	}
	return buf_text(&cells);
}

static void without_names_nobody_can_be_found_again(void **state)
{
	(void)state;
	app_run("UPDATE answer SET comment = 'Jeg heter Bo' WHERE assessment_id = 2");
	const char *first = file_of(&keyed, NULL), *second = file_of(&keyed, NULL);
	const char *keys = first_cells(first, 1);

	assert_int_equal(count_of(first, "\r\n"), 31);
	assert_null(strstr(first, "Berg"));
	assert_null(strstr(first, "T4"));
	assert_null(strstr(first, "heter"));
	assert_non_null(strstr(file_of(&named, NULL), "heter"));
	assert_string_not_equal(keys, first_cells(second, 1));
	/* Six rows a person, side by side, each person with a key of their own. */
	for (size_t person = 0; person < 5; person++) {
		const char *key = arena_text(keys + person * 6 * 18, 18);

		assert_int_equal(*key, 'p');
		assert_int_equal(count_of(keys, key), 6);
	}
}

static void the_order_without_names_is_drawn(void **state)
{
	(void)state;
	const char *states = first_cells(file_of(&keyed, NULL), 18);
	bool differs = false;

	for (int i = 0; i < 40 && !differs; i++)
		differs = strcmp(states, first_cells(file_of(&keyed, NULL), 18)) != 0;
	assert_true(differs);
}

static void a_reader_who_left_ends_it(void **state)
{
	(void)state;
	struct file file = { { 0 }, 0, 1 };

	assert_int_equal(export_run(db_session(DB_READ), user_of("hal"), 1, "R1", &named, collect, &file), -1);
	assert_int_equal(file.parts, 1);
	file = (struct file){ { 0 }, 0, 2 };
	assert_int_equal(export_run(db_session(DB_READ), user_of("hal"), 1, "R1", &named, collect, &file), -1);
	assert_int_equal(count_of(file_of(&named, NULL), "\r\n"), 31);
}

static void a_round_of_nobody_is_a_heading(void **state)
{
	(void)state;
	app_run("INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version)"
	    " VALUES (3, 'R9', 1, 'ready', '2027-01-01', '2027-02-01', 1, 1)");
	struct file file = { { 0 }, 0, 0 };

	assert_int_equal(export_run(db_session(DB_READ), user_of("hal"), 3, "R9", &keyed, collect, &file), 0);
	assert_int_equal(count_of(file.text.text, "\r\n"), 1);
}

static void a_confidential_round_gives_no_rows(void **state)
{
	(void)state;
	int64_t rows;

	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	assert_int_equal(count_of(file_of(&named, &rows), "\r\n"), 1);
	assert_int_equal(rows, 0);
	assert_int_equal(count_of(file_of(&keyed, &rows), "\r\n"), 1);
	assert_int_equal(rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(everybody_who_was_asked_is_in_it), APP_TEST(what_is_not_submitted_stays_empty),
		APP_TEST(while_reopened_it_is_what_was_submitted_last), APP_TEST(plain_questions_have_a_value),
		APP_TEST(names_are_in_the_users_language), APP_TEST(without_names_nobody_can_be_found_again),
		APP_TEST(the_order_without_names_is_drawn), APP_TEST(a_reader_who_left_ends_it),
		APP_TEST(a_round_of_nobody_is_a_heading),
		APP_TEST(a_confidential_round_gives_no_rows),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
