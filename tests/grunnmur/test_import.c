/* grunnmur import: what it answers, and that it stores all or nothing. */
#include "folder.h"

#include "commands.h"

static char folder[64], answers[] = "--answers";

static int import(void)
{
	char *words[] = { folder };

	snprintf(folder, sizeof folder, "%s", folder_path());
	return import_run(1, words);
}

static void a_municipality_is_stored_once(void **state)
{
	(void)state;
	assert_int_equal(import(), DONE);
	assert_string_equal(stored("SELECT COUNT(*) FROM person"), "5");
	assert_int_equal(import(), NOT_DONE);
	assert_string_equal(stored("SELECT COUNT(*) FROM person"), "5");
}

static void faults_store_nothing(void **state)
{
	(void)state;
	folder_change("positions.csv", "P6,T5", "P6,T7");
	assert_int_equal(import(), BAD_DATA);
	assert_string_equal(stored("SELECT COUNT(*) FROM competence"), "0");
}

static void a_folder_that_is_not_there_is_bad_data(void **state)
{
	(void)state;
	char nowhere[] = "/tmp/grunnmur-nowhere";
	char *words[] = { nowhere };

	assert_int_equal(import_run(1, words), BAD_DATA);
}

static void answers_come_after_a_round_was_opened(void **state)
{
	(void)state;
	char open[] = "open", code[] = "R1";
	char *words[] = { answers, folder }, *round[] = { open, code };

	assert_int_equal(import(), DONE);
	folder_add("assessments.csv", "R1,T3,started,DIG-KI,,3,,,2026-11-20");
	assert_int_equal(import_run(2, words), BAD_DATA);
	assert_int_equal(round_run(2, round), DONE);
	assert_int_equal(round_run(2, round), NOT_DONE);
	assert_int_equal(import_run(2, words), DONE);
	assert_string_equal(stored("SELECT COUNT(*) FROM answer WHERE draft_level = 3"), "1");
}

static void other_words_show_the_usage(void **state)
{
	(void)state;
	char *words[] = { answers, folder, folder };

	assert_int_equal(import_run(0, words), USAGE);
	assert_int_equal(import_run(1, words), USAGE);
	assert_int_equal(import_run(3, words), USAGE);
	assert_int_equal(import_run(2, words + 1), USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(a_municipality_is_stored_once),
		FOLDER_TEST(faults_store_nothing),
		FOLDER_TEST(a_folder_that_is_not_there_is_bad_data),
		FOLDER_TEST(answers_come_after_a_round_was_opened),
		FOLDER_TEST(other_words_show_the_usage),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
