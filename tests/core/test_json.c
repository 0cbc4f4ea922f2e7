/* JSON from outside is read strictly (S16, S17), ours is written compactly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "json.h"

#define BYTES(text) text, sizeof text - 1

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

static void good_json_comes_back(void **state)
{
	static const struct { const char *given, *written; } cases[] = {
		{ "{}", "{}" }, { "[]", "[]" }, { " [ 1 , 2 ]\r\n", "[1,2]" }, { "\"\"", "\"\"" },
		{ "true", "true" }, { "false", "false" }, { "null", "null" },
		{ "{\"a\":{\"b\":[null,true,\"x\"]}}", "{\"a\":{\"b\":[null,true,\"x\"]}}" },
		{ "0", "0" }, { "-0", "0" }, { "-17", "-17" }, { "1250.5", "1250.5" },
		{ "1250.50", "1250.5" },
		{ "0.1", "0.1" }, { "1e3", "1000" }, { "1E+2", "100" }, { "12.5e-1", "1.25" },
		{ "2147483648", "2147483648" }, { "9007199254740991", "9007199254740991" },
		{ "0.30000000000000004", "0.30000000000000004" }, { "1e300", "1e+300" },
		{ "\"\\u00e6\\u00F8\"", "\"æø\"" }, { "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"" },
		{ "\"a\\nb\\tc\\rd\"", "\"a\\nb\\u0009c\\u000dd\"" },
		{ "\"\\\"\\\\\\/\"", "\"\\\"\\\\/\"" },
		{ "{\"role\":1,\"Role\":2}", "{\"role\":1,\"Role\":2}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why;
		const cJSON *value = json_read(cases[i].given, strlen(cases[i].given), &why);

		if (value == NULL)
			fail_msg("%s: %s", cases[i].given, why);
		assert_string_equal(json_text(value), cases[i].written);
	}
}

static void bad_json_is_refused(void **state)
{
	static const struct { const char *bytes; size_t length; } cases[] = {
		{ BYTES("") }, { BYTES(" ") }, { BYTES("{") }, { BYTES("}") }, { BYTES("[1,]") },
		{ BYTES("{\"a\":1,}") },
		{ BYTES("{a:1}") }, { BYTES("{'a':1}") }, { BYTES("{\"a\"}") }, { BYTES("{\"a\":}") },
		{ BYTES("{1:2}") },
		{ BYTES("[1 2]") }, { BYTES("tru") }, { BYTES("True") }, { BYTES("nullx") },
		{ BYTES("NaN") }, { BYTES("Infinity") },
		{ BYTES("{} x") }, { BYTES("{}{}") }, { BYTES("{}\0") }, { BYTES("1\0002") },
		{ BYTES("\xef\xbb\xbf{}") },
		{ BYTES("01") }, { BYTES("+1") }, { BYTES("1.") }, { BYTES(".5") }, { BYTES("-") },
		{ BYTES("1e") }, { BYTES("0x10") },
		{ BYTES("1e400") }, { BYTES("-1e400") }, { BYTES("[1e999]") },
		{ BYTES("1111111111111111111111111111111111111111111111111111111111111111111111") },
		{ BYTES("\"abc") }, { BYTES("\"a\nb\"") }, { BYTES("\"a\tb\"") }, { BYTES("\"a\0b\"") },
		{ BYTES("\"\x01\"") },
		{ BYTES("\"\x7f\"") }, { BYTES("\"\xff\"") }, { BYTES("\"\xc3\"") },
		{ BYTES("\"\xc0\x80\"") }, { BYTES("\"\xed\xa0\x80\"") },
		{ BYTES("\"\\u0000\"") }, { BYTES("\"\\u0001\"") }, { BYTES("\"\\u007f\"") },
		{ BYTES("\"\\b\"") }, { BYTES("\"\\f\"") },
		{ BYTES("\"\\x41\"") }, { BYTES("\"\\u12\"") }, { BYTES("\"\\u12g4\"") }, { BYTES("\"\\") },
		{ BYTES("\"\\ud800\"") }, { BYTES("\"\\udc00\"") }, { BYTES("\"\\ud800\\u0041\"") },
		{ BYTES("\"\\ud800x\"") },
		{ BYTES("{\"a\\u0000b\":1}") }, { BYTES("{\"a\":1,\"a\":2}") },
		{ BYTES("{\"a\":1,\"\\u0061\":2}") },
		{ BYTES("[{\"x\":{\"b\":1,\"c\":2,\"b\":3}}]") },
		{ BYTES("// comment\n{}") }, { BYTES("{} // comment") }, { BYTES("/* */ {}") },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why = NULL;

		if (json_read(cases[i].bytes, cases[i].length, &why) != NULL)
			fail_msg("case %zu taken: %s", i, cases[i].bytes);
		assert_non_null(why);
	}
}

/* depth brackets around nothing. */
static const char *nested(size_t depth)
{
	char *text = arena_alloc(2 * depth + 1);

	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	return text;
}

static void depth_and_size_are_limited(void **state)
{
	const size_t megabyte = (size_t)1 << 20;
	char *many = arena_alloc(megabyte);
	const char *why;

	(void)state;
	assert_non_null(json_read(nested(32), 64, &why));
	assert_null(json_read(nested(33), 66, &why));
	assert_null(json_read(nested(300000), 600000, &why));
	for (size_t i = 0; i < megabyte; i++)
		many[i] = i % 2 ? ',' : '1';
	many[0] = '[';
	many[1] = '1';
	many[2] = ',';
	assert_null(json_read(many, megabyte, &why));
}

static void members_are_found_by_exact_name(void **state)
{
	static const char text[] = "{\"Role\":\"no\",\"role\":\"yes\",\"n\":7,\"none\":null}";
	const cJSON *object = json_read(text, strlen(text), NULL);

	(void)state;
	assert_string_equal(json_get_text(object, "role"), "yes");
	assert_null(json_get(object, "ROLE"));
	assert_null(json_get_text(object, "n"));
	assert_null(json_get_text(object, "none"));
	assert_null(json_get(json_get(object, "absent"), "x"));
}

static void whole_numbers(void **state)
{
	static const struct { const char *text; bool ok; int64_t number; } cases[] = {
		{ "4", true, 4 }, { "-5", true, -5 }, { "4.0", true, 4 }, { "2e1", true, 20 },
		{ "100", true, 100 },
		{ "4.5", false, 0 }, { "101", false, 0 }, { "-6", false, 0 }, { "1e300", false, 0 },
		{ "18446744073709551617", false, 0 }, { "\"4\"", false, 0 }, { "true", false, 0 },
		{ "null", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int64_t number = 0;

		assert_int_equal(json_is_int(json_read(cases[i].text, strlen(cases[i].text), NULL), -5, 100,
		    &number),
		    cases[i].ok);
		assert_int_equal(number, cases[i].number);
	}
	assert_false(json_is_int(NULL, 0, 1, &(int64_t){ 0 }));
}

static void views_are_made(void **state)
{
	cJSON *view = cJSON_CreateObject();

	(void)state;
	json_set_text(view, "name", "Kari \"Ås\"\x01");
	json_set_text(view, "nothing", NULL);
	json_set_int(view, "id", 12345678901);
	json_set_bool(view, "yes", true);
	json_set_null(view, "null");
	json_set(view, "list", cJSON_CreateArray());
	assert_string_equal(json_text(view), "{\"name\":\"Kari \\\"Ås\\\"\\u0001\",\"nothing\":null,"
	    "\"id\":12345678901,\"yes\":true,\"null\":null,\"list\":[]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(good_json_comes_back, release),
		cmocka_unit_test_teardown(bad_json_is_refused, release),
		cmocka_unit_test_teardown(depth_and_size_are_limited, release),
		cmocka_unit_test_teardown(members_are_found_by_exact_name, release),
		cmocka_unit_test_teardown(whole_numbers, release),
		cmocka_unit_test_teardown(views_are_made, release),
	};

	arena_serves_cjson();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
