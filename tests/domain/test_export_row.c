/* Rows of an export: CSV and JSON Lines, with names and without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "export_row.h"
#include "json.h"

static const struct export_name unit = { 1, "U-1", "Solvang; sykehjem" }, role = { 1, "NURSE", NULL };
static const struct export_item competence = { .id = 1, .code = "HYG", .name = "=HYGIENE()", .facet = "practice",
	.type = "competence", .statutory = true };
static const struct export_item question = { .id = 2, .code = "WHY", .name = "Hvorfor?", .type = "text" };
static const struct export_person person = { .number = "T1", .name = "Ann \"A\" O'Hara", .unit = &unit, .role = &role,
	.sector = "felles", .state = "submitted", .submitted = true };
static const struct export_answer answer = { .required_level = 3, .self_level = 0, .leader_level = -1, .agreed_level = 4,
	.wish = true, .comment = "a\nb", .answered_at = "2026-11-24 09:30:00" };

static const char *row(const struct export_form *form, const struct export_person *who,
    const struct export_item *item, const struct export_answer *what)
{
	struct buf out = { 0 }, cells = { 0 };

	export_row_person(&out, form, "R1", who);
	export_row_item(&cells, form, item);
	buf_add(&out, buf_text(&cells));
	export_row_answer(&out, form, who, item, what);
	return buf_text(&out);
}

static void the_heading_is_the_products(void **state)
{
	(void)state;
	struct buf named = { 0 }, keyed = { 0 }, lines = { 0 };

	export_row_heading(&named, &(struct export_form){ .delimiter = ',' });
	assert_string_equal(buf_text(&named), "\xef\xbb\xbfround,employee_no,name,legacy_municipality,unit,unit_name,role,"
	    "sector,competence,competence_name,facet,statutory,required_level,self_level,not_relevant,leader_level,"
	    "agreed_level,wish,teach,comment,state,answered_at,value\r\n");
	export_row_heading(&keyed, &(struct export_form){ .delimiter = ';', .pseudonymous = true });
	assert_string_equal(buf_text(&keyed), "\xef\xbb\xbfround;person;legacy_municipality;unit;unit_name;role;sector;"
	    "competence;competence_name;facet;statutory;required_level;self_level;not_relevant;leader_level;agreed_level;"
	    "wish;teach;state;answered_at;value\r\n");
	export_row_heading(&lines, &(struct export_form){ .lines = true });
	assert_int_equal(lines.length, 0);
}

static void csv_quotes_and_defuses(void **state)
{
	(void)state;
	assert_string_equal(row(&(struct export_form){ .delimiter = ';' }, &person, &competence, &answer),
	    "R1;T1;\"Ann \"\"A\"\" O'Hara\";;U-1;\"Solvang; sykehjem\";NURSE;felles;HYG;\"'=HYGIENE()\";practice;1;3;0;0;;4;1;0;"
	    "\"a\nb\";submitted;2026-11-24T09:30:00Z;\r\n");
}

static void json_lines_have_the_same_names_and_types(void **state)
{
	(void)state;
	const char *why, *text = row(&(struct export_form){ .lines = true }, &person, &competence, &answer);
	const cJSON *line = json_read(text, strlen(text) - 1, &why);

	assert_non_null(line);
	assert_int_equal(text[strlen(text) - 1], '\n');
	assert_int_equal(cJSON_GetArraySize(line), 23);
	assert_string_equal(json_get_text(line, "name"), "Ann \"A\" O'Hara");
	assert_string_equal(json_get_text(line, "competence_name"), "=HYGIENE()");
	assert_string_equal(json_get_text(line, "comment"), "a\nb");
	assert_true(cJSON_IsTrue(json_get(line, "statutory")) && cJSON_IsTrue(json_get(line, "wish")));
	assert_true(cJSON_IsFalse(json_get(line, "teach")) && cJSON_IsNull(json_get(line, "leader_level")));
	assert_int_equal(json_get(line, "self_level")->valueint, 0);
	assert_true(cJSON_IsNull(json_get(line, "value")) && cJSON_IsNull(json_get(line, "legacy_municipality")));
}

static void without_names_comment_and_free_text_are_left_out(void **state)
{
	(void)state;
	const struct export_form keyed = { .delimiter = ';', .pseudonymous = true };
	struct export_person somebody = person;
	struct export_answer said = answer;

	somebody.number = "pabc";
	somebody.name = NULL;
	said.value = "Fordi jeg er Ann";
	assert_string_equal(row(&keyed, &somebody, &question, &said),
	    "R1;pabc;;U-1;\"Solvang; sykehjem\";NURSE;felles;WHY;Hvorfor?;;;3;0;;;4;;;submitted;2026-11-24T09:30:00Z;\r\n");
	assert_null(strstr(row(&(struct export_form){ .lines = true, .pseudonymous = true }, &somebody, &question, &said), "Ann"));
}

static void values_become_plain_cells(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "\"Lærer: \\\"mest\\\" \\\\ på\\nvakt\\t\"", "Lærer: \"mest\" \\ på\nvakt\t" },
		{ "[\"digital\",\"classroom\"]", "digital|classroom" }, { "12.5", "12.5" }, { "-3", "-3" },
		{ "\"2026-11-24\"", "2026-11-24" }, { "\"\"", "" }, { "[]", "" }, { "\"[a, b]\"", "[a, b]" },
		{ "\"x\\", "x" }, { "\"\\u1", "1" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf plain = { 0 };

		export_row_plain(&plain, cases[i][0]);
		assert_string_equal(buf_text(&plain), cases[i][1]);
	}
}

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_heading_is_the_products, release),
		cmocka_unit_test_teardown(csv_quotes_and_defuses, release),
		cmocka_unit_test_teardown(json_lines_have_the_same_names_and_types, release),
		cmocka_unit_test_teardown(without_names_comment_and_free_text_are_left_out, release),
		cmocka_unit_test_teardown(values_become_plain_cells, release),
	};

	arena_serves_cjson();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
