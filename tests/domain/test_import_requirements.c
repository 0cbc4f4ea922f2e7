/* Roles, requirements, scale, anchors, offerings. */
#include "folder.h"

static void says(const char *expected)
{
	assert_string_equal(folder_import(), expected);
	assert_string_equal(stored("SELECT COUNT(*) FROM role"), "0");
}

static void what_roles_require_is_stored(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(stored("SELECT COUNT(*) FROM role"), "51");
	assert_string_equal(stored("SELECT COUNT(*) FROM requirement"), "551");
	assert_string_equal(stored("SELECT COUNT(*) FROM scale_text"), "15");
	assert_string_equal(stored("SELECT COUNT(*) FROM anchor_text"), "45");
	assert_string_equal(stored("SELECT COUNT(*) FROM offering WHERE places IS NULL"),
	    stored("SELECT COUNT(*) FROM offering WHERE form = 'digital'"));
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', o.price, o.hours, o.places, oc.reaches_level) FROM offering o"
			   " JOIN offering_competence oc ON oc.offering_id = o.id WHERE o.code = 'OFF-02'"),
		"450.00 3.00 12 3");
}

static void a_requirement_refers_to_what_is_there(void **state)
{
	(void)state;
	folder_change("requirements.csv", "KOMDIR,HMS-GRUNN,2,1", "KONGE,HMS,5,1");
	says("requirements.csv:2: role_code: \"KONGE\" is unknown.\n"
	    "requirements.csv:2: competence_code: \"HMS\" is unknown.\n"
	    "requirements.csv:2: required_level: This must be a whole number from 0 to 4.\n");
}

static void a_role_requires_a_competence_once(void **state)
{
	(void)state;
	folder_change("requirements.csv", "KOMDIR,BRANN-GRUNN,2,1", "KOMDIR,HMS-GRUNN,2,1");
	says("requirements.csv:3: competence_code: The role's requirement of this stands in an earlier "
		 "row too.\n");
}

static void only_what_an_act_demands_is_statutory_for_a_role(void **state)
{
	(void)state;
	folder_add("requirements.csv", "RENHOLDER,LED-KULTUR,2,1");
	says("requirements.csv:553: statutory: The catalogue says that no act demands this "
		 "competence.\n");
}

static void the_scale_is_whole(void **state)
{
	(void)state;
	folder_put(
		"scale.csv", "level,name_nb,anchor_nb\n0,Ingen,Ingen\n1,En,En\n2,To,To\n3,Tre,Tre\n");
	says("scale.csv: level: The levels are 0 to 4, each with a row.\n");
}

static void the_anchors_are_whole(void **state)
{
	(void)state;
	folder_change("scale_anchors.csv", "knowledge,1,", "knowledge,0,");
	says("scale_anchors.csv:3: level: This level of this kind stands in an earlier row too.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(what_roles_require_is_stored),
		FOLDER_TEST(a_requirement_refers_to_what_is_there),
		FOLDER_TEST(a_role_requires_a_competence_once),
		FOLDER_TEST(only_what_an_act_demands_is_statutory_for_a_role),
		FOLDER_TEST(the_scale_is_whole),
		FOLDER_TEST(the_anchors_are_whole),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
