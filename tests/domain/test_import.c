/* A whole folder: all of it, or nothing. */
#include "folder.h"

#include <stdlib.h>
#include <string.h>

#include "import.h"

static void the_demo_is_stored_whole(void **state)
{
	(void)state;
	folder_demo();
	assert_true(import_is_possible(db_session(DB_WRITE)));
	assert_string_equal(folder_import(), "");
	assert_string_equal(stored("SELECT COUNT(*) FROM person"), "500");
	assert_string_equal(stored("SELECT COUNT(*) FROM position WHERE is_main = 1"), "500");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM unit_leader WHERE deputy_for_id IS NULL"), "48");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', action, detail) FROM audit"),
	    "import.folder 500 people, 48 units");
	assert_false(import_is_possible(db_session(DB_WRITE)));
}

/* The fault comes last, in the last file: by then every table has been filled. */
static void one_fault_stores_nothing(void **state)
{
	(void)state;
	folder_demo();
	folder_change("consultation_parties.csv", "agrees", "agree");
	assert_string_equal(folder_import(),
	    "consultation_parties.csv:2: view: \"agree\" is none of: agrees, disagrees, noted.\n");
	assert_string_equal(
		stored("SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM competence)"
			   " + (SELECT COUNT(*) FROM unit_tree) + (SELECT COUNT(*) FROM survey) + (SELECT "
			   "COUNT(*) FROM audit)"),
		"0");
	folder_change("consultation_parties.csv", ",agree,", ",agrees,");
	assert_string_equal(folder_import(), "");
}

static void faults_of_all_files_are_listed(void **state)
{
	(void)state;
	folder_remove("scale.csv");
	folder_change("units.csv", "Solvang sykehjem", "Solvang \xe6ldresenter");
	folder_change("positions.csv", "SYKEPLEIER", "LEGE");
	folder_add("certificates.csv", "C1,T3,BRANN-GRUNN,2026-01-01,,X,1");
	folder_add("rounds.csv", "R1,R,,,KARTLEGGING-2026,2026-11-01,2026-12-04,2026-10-01,F,,,");
	assert_string_equal(folder_import(),
	    "scale.csv: The file cannot be read: No such file or directory.\n"
	    "units.csv:3: name_nb: This is not UTF-8 text.\n"
	    "positions.csv:5: role_code: \"LEGE\" is unknown.\n"
	    "certificates.csv:4: certificate_id: \"C1\" stands in an earlier row too.\n"
	    "rounds.csv:3: round_code: \"R1\" stands in an earlier row too.\n");
}

static void a_spreadsheets_file_is_read_too(void **state)
{
	(void)state;
	folder_put("system_roles.csv", "\xef\xbb\xbf" "username;role\r\nmaret;hr\r\n");
	assert_string_equal(folder_import(), "");
	assert_string_equal(stored("SELECT COUNT(*) FROM granted_role"), "1");
}

static void a_database_that_would_lose_letters_is_told(void **state)
{
	(void)state;
	assert_true(import_keeps_letters(db_session(DB_WRITE)));
	app_run("ALTER DATABASE CHARACTER SET latin1");
	db_close_all();
	assert_false(import_keeps_letters(db_session(DB_WRITE)));
	app_run("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci");
	db_close_all();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(the_demo_is_stored_whole),
		FOLDER_TEST(one_fault_stores_nothing),
		FOLDER_TEST(faults_of_all_files_are_listed),
		FOLDER_TEST(a_spreadsheets_file_is_read_too),
		FOLDER_TEST(a_database_that_would_lose_letters_is_told),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
