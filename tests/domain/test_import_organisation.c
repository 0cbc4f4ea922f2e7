/* Municipalities and the two trees. */
#include "folder.h"

static const char heading[] =
	"unit_code,parent_code,legacy_municipality,sector,level,name_nb,name_nn,"
	"leader_employee_no,kostra_function,valid_from,valid_to\n";

/* These units instead of the demo's, and nothing that refers to those. */
static void put_units(const char *rows)
{
	char text[2048];

	snprintf(text, sizeof text, "%s%s", heading, rows);
	folder_put("units.csv", text);
	folder_put("positions.csv",
		"position_id,employee_no,unit_code,legacy_unit_code,role_code,employment_pct,"
		"is_main,employment_type,valid_from,valid_to\n");
	folder_put("delegations.csv",
		"unit_code,leader_employee_no,substitute_employee_no,valid_from,valid_to\n");
	folder_put("offices.csv", "employee_no,office,unit_code,organisation\n");
	folder_put("training_requests.csv",
		"request_id,employee_no,competence_code,title_nb,form,cost_nok,"
		"substitute_hours,status,submitted_on,decided_on,decided_by\n");
}

static void the_tree_holds_each_unit_below_its_ancestors(void **state)
{
	(void)state;
	put_units("C,B,,,enhet,C,C,,,2026-01-01,\nA,,,,kommune,A,A,,,2026-01-01,\nB,A,,,omr,B,B,,,2026-"
			  "01-01,2026-12-31\n");
	assert_string_equal(folder_import(), "");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(a.code, u.code, t.depth ORDER BY a.code, u.code SEPARATOR ' ')"
			   " FROM unit_tree t JOIN unit a ON a.id = t.ancestor_id JOIN unit u ON u.id = "
			   "t.unit_id"),
		"AA0 AB1 AC2 BB0 BC1 CC0");
}

static void a_cycle_is_found(void **state)
{
	(void)state;
	put_units("A,,,,kommune,A,A,,,2026-01-01,\nB,D,,,enhet,B,B,,,2026-01-01,\nC,B,,,enhet,C,C,,,"
			  "2026-01-01,\n"
			  "D,C,,,enhet,D,D,,,2026-01-01,\nE,E,,,enhet,E,E,,,2026-01-01,\n");
	assert_string_equal(folder_import(),
	    "units.csv:3: parent_code: \"B\" lies below itself, or below a unit that does.\n"
	    "units.csv:4: parent_code: \"C\" lies below itself, or below a unit that does.\n"
	    "units.csv:5: parent_code: \"D\" lies below itself, or below a unit that does.\n"
	    "units.csv:6: parent_code: \"E\" lies below itself, or below a unit that does.\n");
	assert_string_equal(stored("SELECT COUNT(*) FROM unit"), "0");
}

static void a_unit_refers_to_what_is_there_and_ends_after_it_begins(void **state)
{
	(void)state;
	put_units("A,X,OSL,hav,kommune,A,A,,12,2026-01-02,2026-01-01\nA,,,,,,A,,,2026-02-30,\n");
	assert_string_equal(folder_import(),
		"units.csv:2: legacy_municipality: \"OSL\" is unknown.\n"
		"units.csv:2: sector: \"hav\" is none of: oppvekst, helse_omsorg, teknisk, kultur, "
		"administrasjon, felles.\n"
		"units.csv:2: kostra_function: This must be 3 digits.\n"
		"units.csv:2: valid_to: 2026-01-01 lies before 2026-01-02 in the column valid_from.\n"
		"units.csv:3: unit_code: \"A\" stands in an earlier row too.\n"
		"units.csv:3: level: This is needed.\n"
		"units.csv:3: name_nb: This is needed.\n"
		"units.csv:3: valid_from: This is no date that exists, written YYYY-MM-DD.\n"
		"units.csv:2: parent_code: \"X\" is unknown.\n");
}

static void a_municipality_has_a_number_that_fits(void **state)
{
	(void)state;
	folder_change("municipalities.csv", "9801,310000116,nb,0.5,0", "981,310000117,no,0.5,1");
	assert_string_equal(folder_import(),
		"municipalities.csv:3: municipality_no: This must be 4 digits.\n"
		"municipalities.csv:3: org_no: This is no organisation number: its last digit does not "
		"fit.\n"
		"municipalities.csv:3: written_language: \"no\" is none of: nb, nn, en, se.\n"
		"municipalities.csv:3: is_new: Only one municipality can be the new one.\n");
}

static void legacy_units_have_a_tree_too(void **state)
{
	(void)state;
	folder_change("legacy_units.csv", "SOL,,SOL", "SOL,SOL-HEL,SOL");
	assert_string_equal(folder_import(),
		"legacy_units.csv:2: parent_code: \"SOL\" lies below itself, or below a unit that does.\n"
		"legacy_units.csv:3: parent_code: \"SOL-HEL\" lies below itself, or below a unit that "
		"does.\n");
	assert_string_equal(stored("SELECT COUNT(*) FROM legacy_unit"), "0");
}

static void the_demo_has_both_trees(void **state)
{
	(void)state;
	folder_demo();
	assert_string_equal(folder_import(), "");
	assert_string_equal(stored("SELECT COUNT(*) FROM unit"), "48");
	assert_string_equal(stored("SELECT COUNT(*) FROM unit_text WHERE language = 'nn'"), "48");
	assert_string_equal(stored("SELECT COUNT(*) FROM unit WHERE parent_id IS NULL"), "1");
	assert_string_equal(stored("SELECT COUNT(*) FROM legacy_unit WHERE parent_id IS NULL"), "3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(the_tree_holds_each_unit_below_its_ancestors),
		FOLDER_TEST(a_cycle_is_found),
		FOLDER_TEST(a_unit_refers_to_what_is_there_and_ends_after_it_begins),
		FOLDER_TEST(a_municipality_has_a_number_that_fits),
		FOLDER_TEST(legacy_units_have_a_tree_too),
		FOLDER_TEST(the_demo_has_both_trees),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
