/* LimeSurvey's tab-separated structure: what becomes plain questions, and what is told instead. */
#include "app.h"

#include <string.h>

#include "i18n.h"
#include "limesurvey.h"
#include "limesurvey_row.h"

#define HEAD "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tvalidation\tmandatory\tother\tdefault\tsame_default\n"
#define SETTINGS "S\t\tsid\t\t123456\nS\t\tlanguage\t\tnb\nSL\t\tsurveyls_title\t\tPrøve\t\tnb\n"
#define GROUP(name, language) "G\tG0\t" name "\t1\tOm gruppen\t\t" language "\n"
#define Q(type, name, relevance, text, language, rest) "Q\t" type "\t" name "\t" relevance "\t" text "\t\t" language "\t\t" rest "\n"
#define A(code, text, language) "A\t0\t" code "\t0\t" text "\t\t" language "\n"
#define SQ(code, text, language) "SQ\t0\t" code "\t1\t" text "\t\t" language "\n"

static struct limesurvey found;

static const char *read(const char *text)
{
	size_t line;

	i18n_use("en");
	const char *why = limesurvey_read(text, strlen(text), &found, &line);

	return why ? why : json_text(found.sections);
}

static const char *lost(void)
{
	static char text[2000];
	size_t length = 0;
	const cJSON *one;

	*text = '\0';
	cJSON_ArrayForEach(one, found.lost)
		length += (size_t)snprintf(text + length, sizeof text - length, "%d %s: %s\n", json_get(one, "line")->valueint,
		    json_get_text(one, "code") ? json_get_text(one, "code") : "-", json_get_text(one, "message"));
	return text;
}

static void groups_questions_and_answers_are_taken(void **state)
{
	(void)state;
	assert_string_equal(read("\xef\xbb\xbf" HEAD SETTINGS GROUP("Læring", "nb") Q("M", "FORM", "1", "<p>Hvilke &amp; hvor?</p>", "nb", "Y")
		SQ("dig", "Digitalt", "nb") SQ("kurs", "Kurs", "nb")
		Q("L", "TID", "\"FORM_dig.NAOK == \"\"Y\"\"\"", "\"Når, da?\"", "nb", "N") A("A1", "Nå", "nb") A("A2", "Siden", "nb")
		Q("D", "DAG", "((TID.NAOK == 'A1'))", "Dag", "nb", "") Q("Y", "OK", "", "Greit?", "nb", "")
		GROUP("Lærelyst", "nn") Q("M", "FORM", "1", "Kva?", "nn", "Y") SQ("dig", "Digitalt", "nn") SQ("kurs", "Kurs", "nn")),
		"[{\"code\":\"laering\",\"title\":{\"nb\":\"Læring\",\"nn\":\"Lærelyst\"},\"audience\":{\"everyone\":true},\"questions\":["
		"{\"code\":\"FORM\",\"type\":\"many\",\"text\":{\"nb\":\"Hvilke & hvor?\",\"nn\":\"Kva?\"},\"required\":true,\"choices\":["
		"{\"code\":\"dig\",\"text\":{\"nb\":\"Digitalt\",\"nn\":\"Digitalt\"}},{\"code\":\"kurs\",\"text\":{\"nb\":\"Kurs\",\"nn\":\"Kurs\"}}]},"
		"{\"code\":\"TID\",\"type\":\"one\",\"required\":false,\"text\":{\"nb\":\"Når, da?\"},\"show_if\":{\"question\":\"FORM\","
		"\"has\":\"dig\"},\"choices\":[{\"code\":\"A1\",\"text\":{\"nb\":\"Nå\"}},{\"code\":\"A2\",\"text\":{\"nb\":\"Siden\"}}]},"
		"{\"code\":\"DAG\",\"type\":\"date\",\"required\":false,\"text\":{\"nb\":\"Dag\"},\"show_if\":{\"question\":\"TID\",\"has\":\"A1\"}},"
		"{\"code\":\"OK\",\"type\":\"one\",\"text\":{\"nb\":\"Greit?\"},\"choices\":[{\"code\":\"Y\",\"text\":{\"nb\":\"Ja\",\"nn\":\"Ja\","
		"\"en\":\"Yes\"}},{\"code\":\"N\",\"text\":{\"nb\":\"Nei\",\"nn\":\"Nei\",\"en\":\"No\"}}],\"required\":false}]}]");
	assert_string_equal(lost(), "");
}

static void what_has_no_counterpart_is_told(void **state)
{
	(void)state;
	read(HEAD GROUP("G", "en") Q("F", "ARR", "1", "Array", "en", "Y") SQ("1", "Row", "en") A("1", "Col", "en")
		Q("L", "BAD CODE", "1", "x", "en", "") Q("O", "L1", "1", "One", "en", "N\tY") A("A1", "a", "en") A("a b", "b", "en")
		Q("S", "T1", "count(L1) > 1", "Text", "en", "Y") Q("S", "T2", "L1 == 'A9'", "Text", "en", "Y")
		"Q\tN\tN1\t1\tNumber\tHelp\ten\t\tY\n" Q("S", "T1", "1", "Twice", "en", "")
		GROUP("Gruppe", "de") Q("S", "T1", "1", "Text", "de", "") GROUP("Gruppe", "de"));
	assert_string_equal(lost(), "3 ARR: Questions of LimeSurvey's type “F” have no counterpart here.\n"
		"6 BAD CODE: The question's code is no code here, or stands twice.\n"
		"7 L1: The choice “Other” with its text was not taken.\n7 L1: The comment beside the choices was not taken.\n"
		"9 a b: The choice has no code that can be used here.\n"
		"10 T1: The condition “count(L1) > 1” was not taken; the question is always shown.\n"
		"11 T2: The condition “L1 == 'A9'” was not taken; the question is always shown.\n"
		"12 N1: The help text was not taken.\n13 T1: The question's code is no code here, or stands twice.\n"
		"14 -: The language de is not one of this survey's.\n");
	assert_int_equal(cJSON_GetArraySize(found.sections), 1);
	assert_int_equal(cJSON_GetArraySize(json_get(found.sections->child, "questions")), 4);
}

static void another_file_is_refused(void **state)
{
	(void)state;
	assert_string_equal(read(""), "The file has no group of questions.");
	assert_string_equal(read("a\tb\n"), "The first line lacks the headings class, type/scale, name and text.");
	assert_string_equal(read(HEAD "Q\tS\tx\t1\ty\n"), "The file has no group of questions.");
	assert_true(strstr(read(HEAD "G\t\"x"), "quotation") != NULL);
}

static void columns_are_found_by_their_heading(void **state)
{
	(void)state;
	assert_string_equal(read("id\trelated_id\tclass\ttype/scale\tname\ttext\n1\t\tG\tG0\tA\tx\n2\t\tQ\tT\tQ1\tHva?\n"),
		"[{\"code\":\"a\",\"title\":{\"nb\":\"A\"},\"audience\":{\"everyone\":true},\"questions\":[{\"code\":\"Q1\",\"type\":\"text\","
		"\"text\":{\"nb\":\"Hva?\"},\"required\":false}]}]");
}

static void texts_lose_their_mark_up(void **state)
{
	(void)state;
	assert_string_equal(limesurvey_plain(" <b>A</b>&nbsp;&aring;\r\n<br/>b < c & d "), "A å b < c & d");
	assert_string_equal(limesurvey_plain("<p"), "<p");
	assert_string_equal(limesurvey_language("nb-NO"), "nb");
	assert_string_equal(limesurvey_language("no"), "nb");
	assert_null(limesurvey_language("nog"));
}

static void a_condition_is_one_comparison(void **state)
{
	(void)state;
	struct limesurvey_rule rule;

	assert_true(limesurvey_is_always(" 1 "));
	assert_true(limesurvey_is_always("{1}"));
	assert_true(limesurvey_rule("{(Q1.NAOK == \"A2\")}", &rule));
	assert_string_equal(rule.question, "Q1");
	assert_string_equal(rule.choice, "A2");
	assert_true(limesurvey_rule_of_box("Q1_B_SQ2=='Y'", &rule));
	assert_string_equal(rule.question, "Q1_B");
	assert_string_equal(rule.choice, "SQ2");
	static const char *const other[] = { "Q1 == \"A\" and Q2 == \"B\"", "Q1 != 'A'", "Q1 == 1", "== 'A'", "!is_empty(Q1)", "Q1 == ''",
		"Q1 == 'A\"", "Q1 ==", "(Q1 == 'A') or (Q2 == 'B')" };

	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_false(limesurvey_rule(other[i], &rule));
	assert_false(limesurvey_rule_of_box("Q1_SQ2 == 'N'", &rule));
	assert_false(limesurvey_rule_of_box("_SQ2 == 'Y'", &rule));
}

static void codes_that_are_taken_get_a_number(void **state)
{
	(void)state;
	cJSON *definition = cJSON_Parse("{\"sections\":[{\"code\":\"g\",\"questions\":[{\"code\":\"Q1\"}]}]}");

	read(HEAD GROUP("G", "nb") Q("L", "Q1", "1", "x", "nb", "") A("a", "A", "nb") Q("S", "Q2", "Q1 == 'a'", "y", "nb", ""));
	limesurvey_add(definition, found.sections);
	assert_string_equal(json_text(json_get(definition, "sections")), "[{\"code\":\"g\",\"questions\":[{\"code\":\"Q1\"}]},"
		"{\"title\":{\"nb\":\"G\"},\"audience\":{\"everyone\":true},\"questions\":[{\"type\":\"one\",\"text\":{\"nb\":\"x\"},"
		"\"required\":false,\"choices\":[{\"code\":\"a\",\"text\":{\"nb\":\"A\"}}],\"code\":\"q1\"},{\"code\":\"Q2\",\"type\":\"text\","
		"\"required\":false,\"text\":{\"nb\":\"y\"},\"show_if\":{\"has\":\"a\",\"question\":\"q1\"}}],\"code\":\"g-2\"}]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(groups_questions_and_answers_are_taken), APP_TEST(what_has_no_counterpart_is_told),
		APP_TEST(another_file_is_refused), APP_TEST(columns_are_found_by_their_heading), APP_TEST(texts_lose_their_mark_up),
		APP_TEST(a_condition_is_one_comparison), APP_TEST(codes_that_are_taken_get_a_number),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
