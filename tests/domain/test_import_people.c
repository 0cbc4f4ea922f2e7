/* People and positions. */
#include "folder.h"

static void says(const char *expected)
{
	assert_string_equal(folder_import(), expected);
	assert_string_equal(stored("SELECT COUNT(*) FROM person"), "0");
}

static void people_are_stored_as_they_are(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', employee_no, login, given_name, family_name, email,"
			   " birth_year, language, hired_on, active) FROM person WHERE id = 3"),
		"T3 ann Ann O'Hara ann@trefjord.example 1980 nn 2010-01-01 1");
	assert_string_equal(
		stored("SELECT CONCAT(given_name, ' ', family_name) FROM person WHERE login = 'maret'"),
		"Máret Čuđi");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM person WHERE login IS NULL AND language IS NULL"), "1");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(m.code, o.employee_no ORDER BY o.person_id)"
			   " FROM person_origin o JOIN municipality m ON m.id = o.municipality_id"),
		"SOLS1,SOLS2,BJOB1,BJOB2");
}

static void positions_are_stored_as_they_are(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', p.source_id, u.code, l.code, r.code, p.percent, p.is_main,"
			   " p.kind, p.valid_from, p.valid_to) FROM position p JOIN unit u ON u.id = p.unit_id"
			   " LEFT JOIN legacy_unit l ON l.id = p.legacy_unit_id JOIN role r ON r.id = p.role_id"
			   " WHERE p.source_id = 'P3'"),
		"P3 STA RENHOLDER 20.50 0 fast 2020-01-01");
}

static void a_login_is_one_persons(void **state)
{
	(void)state;
	folder_change("employees.csv", ",lea,", ",top,");
	folder_change("employees.csv", ",ann,", ",an n,");
	folder_add("employees.csv", "T1,S2,SOL,Å,Å,TOP,x,abc,no,2026-02-30,yes,");
	says("employees.csv:3: username: \"top\" stands in an earlier row too.\n"
	    "employees.csv:4: username: A login name has no spaces.\n"
	    "employees.csv:7: employee_no: \"T1\" stands in an earlier row too.\n"
	    "employees.csv:7: legacy_employee_no: \"S2\" stands in an earlier row too.\n"
	    "employees.csv:7: email: This is no e-mail address.\n"
	    "employees.csv:7: birth_year: This must be a whole number from 1900 to 2100.\n"
	    "employees.csv:7: preferred_language: \"no\" is none of: nb, nn, en, se.\n"
	    "employees.csv:7: hired_on: This is no date that exists, written YYYY-MM-DD.\n"
	    "employees.csv:7: active: This must be a whole number from 0 to 1.\n");
}

static void an_origin_is_whole(void **state)
{
	(void)state;
	folder_change("employees.csv", "T1,S1,SOL", "T1,S1,");
	folder_change("employees.csv", "T2,S2,SOL", "T2,,SOL");
	folder_change("employees.csv", "T3,B1,BJO", "T3,B1,OSL");
	says("employees.csv:2: legacy_municipality: This is needed.\n"
	    "employees.csv:3: legacy_employee_no: This is needed.\n"
	    "employees.csv:4: legacy_municipality: \"OSL\" is unknown.\n");
}

static void a_position_refers_to_what_is_there(void **state)
{
	(void)state;
	folder_add("positions.csv", "P1,T9,X,Y,Z,,,\"100,01\",2,,2026-01-02,2026-01-01");
	says(
		"positions.csv:8: position_id: \"P1\" stands in an earlier row too.\n"
		"positions.csv:8: employee_no: \"T9\" is unknown.\n"
		"positions.csv:8: unit_code: \"X\" is unknown.\n"
		"positions.csv:8: legacy_unit_code: \"Y\" is unknown.\n"
		"positions.csv:8: role_code: \"Z\" is unknown.\n"
		"positions.csv:8: employment_pct: This must be a number from 0 to 100 with at most two "
		"decimals.\n"
		"positions.csv:8: is_main: This must be a whole number from 0 to 1.\n"
		"positions.csv:8: employment_type: This is needed.\n"
		"positions.csv:8: valid_to: 2026-01-01 lies before 2026-01-02 in the column valid_from.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(people_are_stored_as_they_are),
		FOLDER_TEST(positions_are_stored_as_they_are),
		FOLDER_TEST(a_login_is_one_persons),
		FOLDER_TEST(an_origin_is_whole),
		FOLDER_TEST(a_position_refers_to_what_is_there),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
