/* Who is asked what of a definition, and what its designer is told. */
#include "app.h"

#include <string.h>

#include "i18n.h"
#include "survey.h"
#include "survey_asked.h"
#include "survey_warning.h"

#define ALL "\"nb\":\"T\",\"nn\":\"T\",\"en\":\"T\""
#define HEAD "{\"code\":\"S\",\"version\":1,\"title\":{" ALL "},\"notice\":{" ALL "},\"sections\":"
#define SECTION(code, audience, more) "{\"code\":\"" code "\",\"title\":{" ALL "},\"audience\":{" audience "}" more "}"

static const char *asked(const char *sections, const char *role, const char *sector, bool leads)
{
	static char text[400];
	const struct survey_catalogue *catalogue = survey_asked_catalogue(db_session(DB_READ), "nb");
	const struct survey_person person = { survey_asked_role(catalogue, role), sector, leads };
	size_t count, length = 0;
	char whole[2000];

	snprintf(whole, sizeof whole, HEAD "%s}", sections);
	const struct survey_item *items = survey_asked(catalogue, cJSON_Parse(whole), &person, &count);

	*text = '\0';
	for (size_t i = 0; i < count; i++)
		length += (size_t)snprintf(text + length, sizeof text - length, "%s%s:%s/%s/%d", i ? " " : "",
		    json_get_text(items[i].section, "code"), items[i].facet ? items[i].facet->code
		    : json_get_text(items[i].question, "code"), items[i].facet ? items[i].facet->facet : "-", items[i].level);
	return text;
}

static void a_role_is_asked_what_it_requires_once(void **state)
{
	(void)state;
	static const char sections[] = "[" SECTION("law", "\"everyone\":true", ",\"from_requirements\":\"statutory\"") ","
		SECTION("all", "\"roles\":[\"NURSE\"]", ",\"competences\":[\"RESPEKT\",\"HYG\",\"BRANN\"]") ","
		SECTION("lead", "\"leaders\":true", ",\"questions\":[{\"code\":\"L\",\"type\":\"text\"}]") "]";

	assert_string_equal(asked(sections, "NURSE", "helse_omsorg", false),
		"law:BRANN/knowledge/2 all:HYG/knowledge/3 all:HYG/practice/3 all:RESPEKT/attitude/-1");
	assert_string_equal(asked(sections, "LEAD", "felles", true), "law:BRANN/knowledge/3 lead:L/-/-1");
	assert_string_equal(asked(sections, "HRADV", "administrasjon", false), "law:BRANN/knowledge/1");
	app_run("UPDATE competence SET valid_to = '2026-11-23' WHERE id = 1");
	assert_string_equal(asked(sections, "HRADV", "administrasjon", false), "");
}

/* What opening a round writes for ann is what is worked out for her role. */
static void it_is_what_a_round_asks(void **state)
{
	(void)state;
	static const char sections[] = "[" SECTION("law", "\"everyone\":true", ",\"from_requirements\":\"statutory\"") ","
		SECTION("work", "\"everyone\":true", ",\"from_requirements\":\"other\"") ","
		SECTION("x", "\"sectors\":[\"helse_omsorg\"]", ",\"competences\":[\"RESPEKT\"]") "]";

	assert_string_equal(asked(sections, "NURSE", "helse_omsorg", false),
		"law:BRANN/knowledge/2 work:HYG/knowledge/3 work:HYG/practice/3 x:RESPEKT/attitude/-1");
	assert_string_equal(stored("SELECT GROUP_CONCAT(required_level ORDER BY item_id) FROM answer WHERE assessment_id = 1"
		" AND required_level IS NOT NULL"), "2,3,3");
}

static const char *warned(const char *sections)
{
	static char text[1000];
	size_t length = 0;
	char whole[3000];
	const cJSON *warning;

	snprintf(whole, sizeof whole, HEAD "%s}", sections);
	i18n_use("en");
	const cJSON *list = survey_warnings(survey_asked_catalogue(db_session(DB_READ), "nb"), cJSON_Parse(whole));

	*text = '\0';
	cJSON_ArrayForEach(warning, list) {
		const char *section = json_get_text(warning, "section"), *question = json_get_text(warning, "question");

		length += (size_t)snprintf(text + length, sizeof text - length, "%s %s %s: %s\n", json_get_text(warning, "kind"),
		    section ? section : "-", question ? question : "-", json_get_text(warning, "message"));
	}
	return text;
}

static void a_whole_survey_has_no_warning(void **state)
{
	(void)state;
	assert_string_equal(warned("[" SECTION("a", "\"everyone\":true", ",\"competences\":[\"BRANN\"]") "]"), "");
}

static void what_no_role_requires_is_told(void **state)
{
	(void)state;
	assert_string_equal(warned("[" SECTION("a", "\"everyone\":true", ",\"competences\":[\"RESPEKT\",\"HYG\"]") "]"),
		"unrequired a -: No role requires RESPEKT.\n");
	app_run("UPDATE competence SET valid_to = '2026-11-23' WHERE id = 2");
	assert_string_equal(warned("[" SECTION("a", "\"everyone\":true", ",\"competences\":[\"HYG\"]") ","
		SECTION("b", "\"leaders\":true", ",\"competences\":[\"HYG\"]") "]"),
		"ended a -: HYG is not in use today, and is asked of nobody.\n"
		"ended b -: HYG is not in use today, and is asked of nobody.\n"
		"twice b -: HYG stands in “T” as well, and is asked there of those who are in both.\n");
}

static void missing_translations_are_told(void **state)
{
	(void)state;
	assert_string_equal(warned("[{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":true},\"questions\":["
		"{\"code\":\"Q\",\"type\":\"one\",\"text\":{\"nb\":\"Q?\",\"nn\":\"Q?\"},"
		"\"choices\":[{\"code\":\"x\",\"text\":{\"nb\":\"X\",\"en\":\"X\"}}]}]}]"),
		"untranslated a -: The section “A” lacks a text in: Nynorsk, English\n"
		"untranslated a Q: “Q?” lacks a text in: English\n"
		"untranslated a Q: The choice “X” of “Q?” lacks a text in: Nynorsk\n");
}

static void free_text_and_far_conditions_are_told(void **state)
{
	(void)state;
	assert_string_equal(warned("[" SECTION("a", "\"leaders\":true", ",\"questions\":[{\"code\":\"P\",\"type\":\"one\","
		"\"text\":{" ALL "},\"choices\":[{\"code\":\"x\",\"text\":{" ALL "}}]}]") ","
		SECTION("b", "\"everyone\":true", ",\"questions\":[{\"code\":\"Q\",\"type\":\"text\",\"text\":{" ALL "},"
		"\"show_if\":{\"question\":\"P\",\"has\":\"x\"}}]") "," SECTION("c", "\"everyone\":true", "") "]"),
		"free_text b Q: “T” is answered in free text. Employees are asked not to write about health, union membership,"
		" users or patients; choices are safer.\n"
		"unreached b Q: “T” depends on a question in “T”, which is not asked of everyone.\n"
		"empty c -: The section “T” asks nothing yet.\n");
}

static void more_than_sixty_of_a_role_is_told(void **state)
{
	(void)state;
	static char sections[9000];
	size_t length = (size_t)snprintf(sections, sizeof sections, "[{\"code\":\"a\",\"title\":{" ALL "},"
		"\"audience\":{\"sectors\":[\"teknisk\"],\"roles\":[\"NURSE\"]},\"questions\":[");
	const cJSON *last = NULL, *one;

	for (int i = 1; i <= 61; i++)
		length += (size_t)snprintf(sections + length, sizeof sections - length, "%s{\"code\":\"Q%d\",\"type\":\"date\","
		    "\"text\":{" ALL "}}", i > 1 ? "," : "", i);
	snprintf(sections + length, sizeof sections - length, "]}]");
	char whole[10000];

	snprintf(whole, sizeof whole, HEAD "%s}", sections);
	i18n_use("en");
	const cJSON *list = survey_warnings(survey_asked_catalogue(db_session(DB_READ), "nb"), cJSON_Parse(whole));

	cJSON_ArrayForEach(one, list)
		last = one;
	/* Roles of all sectors may belong to the technical one. */
	assert_int_equal(cJSON_GetArraySize(list), 3);
	assert_string_equal(json_get_text(list->child, "message"),
		"Enhetsleder is asked 61 questions; more than 60 are seldom answered with care.");
	assert_string_equal(json_get_text(last, "kind"), "too_many");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_role_is_asked_what_it_requires_once), APP_TEST(it_is_what_a_round_asks),
		APP_TEST(a_whole_survey_has_no_warning), APP_TEST(what_no_role_requires_is_told),
		APP_TEST(missing_translations_are_told), APP_TEST(free_text_and_far_conditions_are_told),
		APP_TEST(more_than_sixty_of_a_role_is_told),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
