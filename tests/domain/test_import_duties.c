/* Leaders, deputies, offices, granted roles. */
#include "folder.h"

static void says(const char *expected)
{
	assert_string_equal(folder_import(), expected);
	assert_string_equal(stored("SELECT COUNT(*) FROM unit_leader"), "0");
}

static void a_leader_leads_from_the_unit_or_the_position_on(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(u.code, ' ', p.employee_no, ' ', l.valid_from ORDER BY l.id)"
			   " FROM unit_leader l JOIN unit u ON u.id = l.unit_id JOIN person p ON p.id = "
			   "l.person_id"
			   " WHERE l.deputy_for_id IS NULL"),
		"TRE T1 2026-05-01,HEL T2 2026-09-01");
}

static void a_deputy_says_for_whom(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', person_id, deputy_for_id, valid_from, valid_to)"
			   " FROM unit_leader WHERE deputy_for_id IS NOT NULL"),
		"3 2 2026-11-20 2026-12-01");
}

static void a_leader_is_known_and_comes_before_the_unit_ends(void **state)
{
	(void)state;
	folder_change("units.csv", ",T1,,2026-05-01,", ",T77,,2026-05-01,");
	folder_change("units.csv", ",T2,253,2026-05-01,", ",T2,253,2026-05-01,2026-08-31");
	says("units.csv:2: leader_employee_no: \"T77\" is unknown.\n"
		 "units.csv:3: leader_employee_no: The leader's position there begins after the unit's "
		 "last day.\n");
}

static void a_deputy_is_another_person_of_the_leader_there(void **state)
{
	(void)state;
	folder_add("delegations.csv", "HEL,T2,T2,2026-12-02,2026-12-01");
	folder_add("delegations.csv", "HEL,T1,T3,2026-11-20,2026-12-01");
	folder_add("delegations.csv", "X,T9,T9,,");
	says("delegations.csv:3: substitute_employee_no: Nobody is their own deputy.\n"
	    "delegations.csv:3: valid_to: 2026-12-01 lies before 2026-12-02 in the column valid_from.\n"
	    "delegations.csv:4: leader_employee_no: The unit has another leader.\n"
	    "delegations.csv:4: valid_from: This person leads the unit from that day already.\n"
	    "delegations.csv:5: unit_code: \"X\" is unknown.\n"
	    "delegations.csv:5: leader_employee_no: \"T9\" is unknown.\n"
	    "delegations.csv:5: substitute_employee_no: \"T9\" is unknown.\n"
	    "delegations.csv:5: valid_from: This is needed.\n"
	    "delegations.csv:5: valid_to: This is needed.\n");
}

static void an_office_brings_its_role_and_no_union(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(o.kind, ' ', COALESCE(r.code, '-') ORDER BY o.id)"
			   " FROM office o LEFT JOIN role r ON r.id = o.role_id"),
		"verneombud VERNEOMBUD,tillitsvalgt -,amu_medlem AMU-MEDLEM");
}

static void grants_are_known(void **state)
{
	(void)state;
	folder_add("system_roles.csv", "maret,hr");
	folder_add("system_roles.csv", "nobody,root");
	folder_add("offices.csv", "T3,sjef,HEL,");
	says("offices.csv:6: office: \"sjef\" is none of: tillitsvalgt, hovedtillitsvalgt,"
		 " verneombud, hovedverneombud, amu_medlem.\n"
		 "system_roles.csv:3: role: This person has the role from an earlier row.\n"
		 "system_roles.csv:4: username: \"nobody\" is unknown.\n"
		 "system_roles.csv:4: role: \"root\" is none of: hr.\n");
}

static void a_granted_role_is_stored(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.login, g.role) FROM granted_role g"
	    " JOIN person p ON p.id = g.person_id"), "maret hr");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(a_leader_leads_from_the_unit_or_the_position_on),
		FOLDER_TEST(a_deputy_says_for_whom),
		FOLDER_TEST(a_leader_is_known_and_comes_before_the_unit_ends),
		FOLDER_TEST(a_deputy_is_another_person_of_the_leader_there),
		FOLDER_TEST(an_office_brings_its_role_and_no_union),
		FOLDER_TEST(grants_are_known),
		FOLDER_TEST(a_granted_role_is_stored),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
