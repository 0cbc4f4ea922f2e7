/* What can be wrong with a survey's definition, and where it says so. On the catalogue of
 * tests/support/seed.sql. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "i18n.h"
#include "survey.h"

/* The faults of a definition whose sections are these, "path: message" each. */
static const char *faults_of(const char *sections)
{
	const char *problem,
		*text = arena_printf("{\"code\":\"NEW\",\"version\":1,\"title\":{\"nb\":\"T\"},"
							 "\"notice\":{\"nb\":\"N\"},\"sections\":%s}",
			sections);
	cJSON *definition = json_read(text, strlen(text), &problem);
	struct buf told = { 0 };

	if (!definition)
		fail_msg("%s: %s", problem, text);
	i18n_use("en");
	for (const struct survey_fault *fault = survey_check(db_session(DB_READ), definition); fault;
		 fault = fault->next)
		buf_printf(&told, "%s: %s\n", fault->path, fault->message);
	return buf_text(&told);
}

#define SECTION(rest)                                                                              \
	"[{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":true}" rest "}]"
#define QUESTION(rest) SECTION(",\"questions\":[{\"code\":\"Q\",\"text\":{\"nb\":\"?\"}," rest "}]")

static void a_good_definition_has_no_faults(void **state)
{
	(void)state;
	assert_string_equal(faults_of(SECTION(",\"competences\":[\"BRANN\",\"HYG\"]")), "");
	assert_string_equal(faults_of(SECTION(",\"from_requirements\":\"statutory\"")), "");
	assert_string_equal(faults_of(QUESTION("\"type\":\"text\",\"required\":true")), "");
	assert_string_equal(
		faults_of("[{\"code\":\"a\",\"title\":{\"nb\":\"A\",\"se\":\"A\"},\"audience\":"
				  "{\"sectors\":[\"teknisk\"],\"roles\":[\"NURSE\"],\"leaders\":true}}]"),
		"");
}

static void a_definition_has_sections(void **state)
{
	(void)state;
	assert_string_equal(
		faults_of("[]"), "sections: A list with at least one section is needed here.\n");
	assert_string_equal(
		faults_of("{}"), "sections: A list with at least one section is needed here.\n");
	assert_string_equal(faults_of("[1]"), "sections[0]: An object is needed here.\n");
}

static void keys_are_known(void **state)
{
	(void)state;
	assert_string_equal(faults_of(SECTION(",\"Competences\":[]")),
		"sections[0].Competences: This key is unknown.\n");
	assert_string_equal(faults_of(QUESTION("\"type\":\"text\",\"help\":1")),
	    "sections[0].questions[0].help: This key is unknown.\n");
	assert_string_equal(
		faults_of("[{\"code\":\"a\",\"title\":{\"nb\":\"A\",\"de\":\"A\"},\"audience\":"
				  "{\"everyone\":true}}]"),
		"sections[0].title.de: This key is unknown.\n");
}

static void bokmal_is_there(void **state)
{
	(void)state;
	assert_string_equal(
		faults_of("[{\"code\":\"a\",\"title\":{\"nn\":\"A\",\"en\":\"\"},\"audience\":"
				  "{\"everyone\":true}}]"),
		"sections[0].title.nb: The Norwegian text (nb) is missing.\n"
		"sections[0].title.en: A text of 1 to 200 characters is needed.\n");
	assert_string_equal(faults_of("[{\"code\":\"a\",\"audience\":{\"everyone\":true}}]"),
	    "sections[0].title: An object is needed here.\n");
}

static void what_is_named_is_in_the_catalogue(void **state)
{
	(void)state;
	assert_string_equal(faults_of(SECTION(",\"competences\":[\"BRANN\",\"X\",\"BRANN\",7]")),
	    "sections[0].competences[1]: \"X\" is unknown.\n"
	    "sections[0].competences[2]: \"BRANN\" stands twice.\n"
	    "sections[0].competences[3]: \"?\" is unknown.\n");
	assert_string_equal(faults_of("[{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":"
								  "{\"sectors\":[\"hav\"],\"roles\":[\"KING\"]}}]"),
		"sections[0].audience.sectors[0]: \"hav\" is unknown.\n"
		"sections[0].audience.roles[0]: \"KING\" "
		"is unknown.\n");
}

static void somebody_is_asked(void **state)
{
	(void)state;
	assert_string_equal(
		faults_of("[{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":false}}]"),
		"sections[0].audience: Nobody would be asked.\n");
	assert_string_equal(
		faults_of("[{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":1}}]"),
		"sections[0].audience.everyone: true or false is needed here.\n"
		"sections[0].audience: Nobody would be asked.\n");
}

static void a_section_has_one_rule(void **state)
{
	(void)state;
	assert_string_equal(
		faults_of(SECTION(",\"from_requirements\":\"other\",\"competences\":[\"HYG\"]")),
		"sections[0].competences: A section that asks what roles require lists no competences.\n");
	assert_string_equal(faults_of(SECTION(",\"from_requirements\":true")),
	    "sections[0].from_requirements: This must be statutory or other.\n");
	assert_string_equal(
		faults_of("[{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":true}},"
				  "{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":true}}]"),
		"sections[1].code: \"a\" stands twice.\n");
}

static void choices_belong_to_their_types(void **state)
{
	(void)state;
	assert_string_equal(faults_of(QUESTION("\"type\":\"one\"")),
	    "sections[0].questions[0].choices: This type needs choices.\n");
	assert_string_equal(
		faults_of(
			QUESTION("\"type\":\"date\",\"choices\":[{\"code\":\"a\",\"text\":{\"nb\":\"A\"}}]")),
		"sections[0].questions[0].choices: This type has no choices.\n");
	assert_string_equal(faults_of(QUESTION("\"type\":\"slider\"")),
	    "sections[0].questions[0].type: The types are text, one, many, number and date.\n");
	assert_string_equal(
		faults_of(
			QUESTION("\"type\":\"one\",\"choices\":[{\"code\":\"a\",\"text\":{\"nb\":\"A\"}},"
					 "{\"code\":\"a\",\"text\":{\"nb\":\"B\"}},{\"code\":\"b c\",\"text\":{}}]")),
		"sections[0].questions[0].choices[1].code: \"a\" stands twice.\n"
		"sections[0].questions[0].choices[2].code: A code of 1 to 40 letters, digits, - and _ is "
		"needed here.\n");
}

#define TWO(second)                                                                                \
	SECTION(",\"questions\":[{\"code\":\"P\",\"type\":\"one\",\"text\":{\"nb\":\"?\"},"            \
			"\"choices\":[{\"code\":\"a\",\"text\":{\"nb\":\"A\"}}]},{\"code\":\"Q\",\"type\":"    \
			"\"text\","                                                                            \
			"\"text\":{\"nb\":\"?\"}," second "}]")

static void a_condition_looks_back(void **state)
{
	(void)state;
	assert_string_equal(faults_of(TWO("\"show_if\":{\"question\":\"P\",\"has\":\"a\"}")), "");
	assert_string_equal(faults_of(TWO("\"show_if\":{\"question\":\"P\",\"has\":\"b\"}")),
	    "sections[0].questions[1].show_if.has: This must be a choice of that question.\n");
	assert_string_equal(faults_of(TWO("\"show_if\":{\"question\":\"Q\",\"has\":\"a\"}")),
		"sections[0].questions[1].show_if.question: This must be the code of a question that comes "
		"before.\n");
	assert_string_equal(
		faults_of(TWO("\"required\":true,\"show_if\":{\"question\":\"P\",\"has\":\"a\"}")),
		"sections[0].questions[1].required: A question that is shown only sometimes cannot be "
		"required.\n");
	assert_string_equal(faults_of(TWO("\"show_if\":\"P\"")),
	    "sections[0].questions[1].show_if: An object is needed here.\n");
}

static void a_version_is_stored_once(void **state)
{
	(void)state;
	cJSON *definition = cJSON_Parse("{\"code\":\"SURVEY\",\"version\":1,\"title\":{\"nb\":\"T\"},"
	    "\"notice\":{\"nb\":\"N\"},\"sections\":" SECTION("") "}");

	i18n_use("en");
	const struct survey_fault *fault = survey_check(db_session(DB_READ), definition);

	assert_string_equal(fault->path, "version");
	assert_string_equal(
		fault->message, "This version is stored already; a change needs the next number.");
	assert_null(fault->next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_good_definition_has_no_faults),
		APP_TEST(a_definition_has_sections),
		APP_TEST(keys_are_known),
		APP_TEST(bokmal_is_there),
		APP_TEST(what_is_named_is_in_the_catalogue),
		APP_TEST(somebody_is_asked),
		APP_TEST(a_section_has_one_rule),
		APP_TEST(choices_belong_to_their_types),
		APP_TEST(a_condition_looks_back),
		APP_TEST(a_version_is_stored_once),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
