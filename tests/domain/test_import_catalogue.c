/* The catalogue: what is stored, and what is said of a catalogue that does not hold together. */
#include "folder.h"

#include <string.h>

static void says(const char *expected)
{
	assert_string_equal(folder_import(), expected);
	assert_string_equal(stored("SELECT COUNT(*) FROM competence"), "0");
}

static void the_starter_catalogue_is_stored(void **state)
{
	(void)state;
	assert_string_equal(folder_import(), "");
	assert_string_equal(stored("SELECT COUNT(*) FROM competence"), "110");
	assert_string_equal(stored("SELECT COUNT(*) FROM competence_text"), "330");
	assert_string_equal(stored("SELECT COUNT(*) FROM topic_text"), "42");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', position, statutory, proof, law, renewal_months)"
			   " FROM competence WHERE code = 'HMS-LEDER'"),
		"1 1 1 arbeidsmiljøloven § 3-5");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', renewal_months, renewal_basis)"
	    " FROM competence WHERE code = 'BRANN-GRUNN'"), "12 practice");
	assert_string_equal(stored("SELECT COUNT(*) FROM competence WHERE statutory = 1 AND id NOT IN"
	    " (SELECT competence_id FROM competence_law)"), "0");
}

static void what_is_statutory_has_its_law(void **state)
{
	(void)state;
	folder_change("catalogue.csv", "arbeidsmiljøloven § 3-5", "");
	says("catalogue.csv:2: law: What is statutory needs its act and section.\n");
}

static void a_competence_has_a_known_topic_and_facet(void **state)
{
	(void)state;
	folder_change("catalogue.csv", "HMS-LEDER,felles,knowledge,work_environment",
		"HMS-LEDER,felles,skill,work");
	says("catalogue.csv:2: kind: \"skill\" is none of: knowledge, attitude, practice.\n"
	    "catalogue.csv:2: topic: \"work\" is unknown.\n");
}

static void renewal_agrees_with_the_catalogue(void **state)
{
	(void)state;
	folder_change("renewal.csv", "BRANN-GRUNN,12,practice", "BRANN-GRUNN,13,habit");
	folder_change("renewal.csv", "FHJ-GRUNN,24", "FHJ-UKJENT,24");
	says("renewal.csv:2: renewal_months: The catalogue says otherwise.\n"
		 "renewal.csv:2: basis: \"habit\" is none of: law, norm, practice.\n"
		 "renewal.csv:3: competence_code: \"FHJ-UKJENT\" is unknown.\n"
		 "renewal.csv: competence_code: \"FHJ-GRUNN\" is renewed after some months; its row is "
		 "missing.\n");
}

static void the_address_of_an_act_is_a_link(void **state)
{
	(void)state;
	folder_change(
		"law_refs.csv", "https://lovdata.no/eli/lov/2016/06/17/73", "javascript:alert(1)");
	says("law_refs.csv:2: address: An address starts with https:// and has no spaces.\n");
}

static void a_code_stands_once(void **state)
{
	(void)state;
	folder_change("catalogue.csv", "HMS-ARBLEDER,", "HMS-LEDER,");
	assert_non_null(strstr(
		folder_import(), "catalogue.csv:3: code: \"HMS-LEDER\" stands in an earlier row too.\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(the_starter_catalogue_is_stored),
		FOLDER_TEST(what_is_statutory_has_its_law),
		FOLDER_TEST(a_competence_has_a_known_topic_and_facet),
		FOLDER_TEST(renewal_agrees_with_the_catalogue),
		FOLDER_TEST(the_address_of_an_act_is_a_link),
		FOLDER_TEST(a_code_stands_once),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
