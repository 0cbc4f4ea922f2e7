/* Changes of a definition: places, codes, texts. */
#include "app.h"

#include "survey_edit.h"

static cJSON *three(void)
{
	return cJSON_Parse("{\"code\":\"S\",\"sections\":[{\"code\":\"a\",\"questions\":[{\"code\":\"Q1\"},{\"code\":\"Q2\"}]},"
		"{\"code\":\"b\"},{\"code\":\"c\",\"questions\":[{\"code\":\"Q3\"}]}]}");
}

static const char *order(const cJSON *definition)
{
	static char text[40];
	const cJSON *section;
	size_t length = 0;

	cJSON_ArrayForEach(section, json_get(definition, "sections"))
		length += (size_t)snprintf(text + length, sizeof text - length, "%s", json_get_text(section, "code"));
	return text;
}

static void sections_move_to_any_place(void **state)
{
	(void)state;
	cJSON *definition = three(), *sections = survey_edit_list(definition, "sections");

	survey_edit_move(sections, survey_edit_section(definition, "c"), 1);
	assert_string_equal(order(definition), "cab");
	survey_edit_move(sections, survey_edit_section(definition, "c"), 2);
	assert_string_equal(order(definition), "acb");
	survey_edit_move(sections, survey_edit_section(definition, "a"), 99);
	assert_string_equal(order(definition), "cba");
	survey_edit_move(sections, survey_edit_section(definition, "b"), 2);
	assert_string_equal(order(definition), "cba");
	assert_int_equal(survey_edit_place(sections, survey_edit_section(definition, "a")), 3);
	assert_int_equal(survey_edit_count(sections), 3);
	survey_edit_remove(sections, survey_edit_section(definition, "b"));
	assert_string_equal(order(definition), "ca");
	assert_null(survey_edit_section(definition, "b"));
	assert_null(survey_edit_section(definition, NULL));
}

static void questions_are_found_where_they_stand(void **state)
{
	(void)state;
	cJSON *definition = three(), *section = NULL;

	assert_non_null(survey_edit_question(definition, "Q3", &section));
	assert_string_equal(json_get_text(section, "code"), "c");
	assert_null(survey_edit_question(definition, "Q4", &section));
	assert_non_null(survey_edit_list(survey_edit_section(definition, "b"), "questions"));
}

static void codes_are_made_of_texts(void **state)
{
	(void)state;
	const cJSON *definition = three();

	assert_string_equal(survey_edit_code(definition, "sections", "Når får du hjælp?"), "nar-far-du-hjaelp");
	assert_string_equal(survey_edit_code(definition, "sections", "B"), "b-2");
	assert_string_equal(survey_edit_code(definition, "questions", "  -- ??"), "x");
	assert_string_equal(survey_edit_free_code(cJSON_Parse("[{\"code\":\"q\"},{\"code\":\"q-2\"}]"), "Q"), "q-3");
	assert_string_equal(survey_edit_code(definition, "questions", "0123456789 0123456789 0123456789 0123456789"),
		"0123456789-0123456789-01234567");
	assert_true(survey_edit_is_code("A_b-9"));
	assert_false(survey_edit_is_code(""));
	assert_false(survey_edit_is_code("a.b"));
	assert_false(survey_edit_is_code("01234567890123456789012345678901234567890"));
}

static void texts_fall_back_on_bokmal(void **state)
{
	(void)state;
	const cJSON *texts = cJSON_Parse("{\"nb\":\"Ja\",\"en\":\"Yes\"}");
	const char *other;

	assert_string_equal(survey_edit_text(texts, "en", &other), "Yes");
	assert_null(other);
	assert_string_equal(survey_edit_text(texts, "nn", &other), "Ja");
	assert_string_equal(other, "nb");
	assert_string_equal(survey_edit_text(NULL, "nn", &other), "");
	assert_null(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(sections_move_to_any_place), APP_TEST(questions_are_found_where_they_stand),
		APP_TEST(codes_are_made_of_texts), APP_TEST(texts_fall_back_on_bokmal),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
