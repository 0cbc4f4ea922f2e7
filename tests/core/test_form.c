/*
 * Fields of a form and of a JSON body: what is taken, what is refused and how, and what comes back
 * to the page.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "buf.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "request.h"

#define FORM "application/x-www-form-urlencoded"

static int release(void **state)
{
	(void)state;
	arena_release();
	return 0;
}

static struct form *form_of(const char *body)
{
	return form_read(&(struct request){ .content_type = FORM "; charset=UTF-8", .body = body,
		.body_length = strlen(body) });
}

static struct form *json_of(const char *body)
{
	return form_read(&(struct request){ .content_type = "application/json", .sends_json = true,
	    .body = body,
		.body_length = strlen(body) });
}

static const char *view_text(struct form *form, const char *field, const char *member)
{
	return json_get_text(json_get(form_view(form), field), member);
}

static void texts(void **state)
{
	static const struct { const char *body, *text; int status; } forms[] = {
		{ "t=abc", "abc", 200 }, { "t=++a+b%20%0A", "a b", 200 },
		{ "t=%C3%A6%C3%B8%C3%A5", "æøå", 200 },
		{ "t=a%0D%0Ab", "a\nb", 200 }, { "t=a%09b", "a\tb", 200 }, { "t=abcde", "abcde", 200 },
		{ "t=%E2%82%AC%E2%82%AC%E2%82%AC%E2%82%AC%E2%82%AC", "€€€€€", 200 },
		{ "t=abcdef", "abcdef", 422 }, { "t=a", "a", 422 }, { "t=", "", 422 }, { "", "", 422 },
		{ "t=+++", "", 422 },
		{ "t=%00", "", 400 }, { "t=%FF", "", 400 }, { "t=%C3", "", 400 }, { "t=%4", "", 400 },
		{ "t=%zz", "", 400 },
		{ "t=a%0Db", "", 400 }, { "t=%1B", "", 400 }, { "t=%ED%A0%80", "", 400 },
		{ "t=abc&t=abc", "abc", 400 },
		{ "t=abc&u=1", "abc", 400 }, { "t=abc&csrf=x", "abc", 200 },
		{ "t=abc&csrf=x&csrf=y", "abc", 400 },
		{ "t=abc&person=7", "abc", 400 }, { "T=abc", "", 400 },
	};
	static const struct { const char *body, *text; int status; } jsons[] = {
		{ "{\"t\":\"abc\"}", "abc", 200 }, { "{\"t\":\" a\\r\\nb \"}", "a\nb", 200 },
		{ "{\"t\":\"\\u00e6\\u00e6\"}", "ææ", 200 },
		{ "{\"t\":null}", "", 422 }, { "{}", "", 422 }, { "{\"t\":7}", "", 422 },
		{ "{\"t\":[\"abc\"]}", "", 422 },
		{ "{\"t\":true}", "", 422 }, { "{\"t\":\"a\\rb\"}", "", 400 },
		{ "{\"t\":\"abc\",\"t\":\"abc\"}", "", 400 },
		{ "{\"t\":\"abc\",\"rev\":1}", "abc", 400 }, { "[\"t\"]", "", 400 }, { "\"t\"", "", 400 },
		{ "{\"t\":\"abc\"", "", 400 },
		{ "{\"t\":\"a\\u0000b\"}", "", 400 }, { "{\"t\":\"abc\"}x", "", 400 },
		{ "{\"T\":\"abc\"}", "", 400 }, { "t=abc", "", 400 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		struct form *form = form_of(forms[i].body);

		assert_string_equal(form_text(form, "t", 2, 5), forms[i].text);
		if (form_status(form) != forms[i].status)
			fail_msg("%s: %d", forms[i].body, form_status(form));
		assert_int_equal(form_ok(form), forms[i].status == 200);
		assert_int_equal(form_fault(form) != NULL, forms[i].status == 400);
	}
	for (size_t i = 0; i < sizeof jsons / sizeof jsons[0]; i++) {
		struct form *form = json_of(jsons[i].body);

		assert_string_equal(form_text(form, "t", 2, 5), jsons[i].text);
		if (form_status(form) != jsons[i].status)
			fail_msg("%s: %d", jsons[i].body, form_status(form));
	}
}

static void numbers(void **state)
{
	static const struct { const char *body; bool json; int64_t number; int status; } cases[] = {
		{ "n=7", false, 7, 200 }, { "n=+7+", false, 7, 200 }, { "n=-3", false, -3, 200 },
		{ "n=1+000", false, 1000, 200 },
		{ "n=1%C2%A0000", false, 1000, 200 }, { "n=1%E2%80%AF000", false, 1000, 200 },
		{ "n=", false, 42, 200 }, { "", false, 42, 200 },
		{ "n=1001", false, 42, 422 }, { "n=-11", false, 42, 422 }, { "n=7.5", false, 42, 422 },
		{ "n=x", false, 42, 422 }, { "n=7x", false, 42, 422 },
		{ "n=0x7", false, 42, 422 }, { "n=1e2", false, 42, 422 },
		{ "n=99999999999999999999999", false, 42, 422 }, { "n=7&n=8", false, 7, 400 },
		{ "{\"n\":7}", true, 7, 200 }, { "{\"n\":7.0}", true, 7, 200 },
		{ "{\"n\":null}", true, 42, 200 }, { "{}", true, 42, 200 },
		{ "{\"n\":\"7\"}", true, 42, 422 }, { "{\"n\":7.5}", true, 42, 422 },
		{ "{\"n\":1e300}", true, 42, 422 }, { "{\"n\":true}", true, 42, 422 },
		{ "{\"n\":{}}", true, 42, 422 }, { "{\"n\":1e400}", true, 42, 400 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct form *form = cases[i].json ? json_of(cases[i].body) : form_of(cases[i].body);

		if (form_int(form, "n", -10, 1000, 42) != cases[i].number ||
		    form_status(form) != cases[i].status)
			fail_msg("%s: %d", cases[i].body, form_status(form));
	}
	assert_int_equal(form_int_required(form_of("n=5"), "n", 0, 9), 5);
}

static void a_required_number_must_be_there(void **state)
{
	struct form *form = form_of("");

	(void)state;
	form_int_required(form, "n", 1, 9);
	assert_int_equal(form_status(form), 422);
	assert_string_equal(view_text(form, "n", "error"), "Write a whole number from 1 to 9.");
}

static void decimals(void **state)
{
	static const struct { const char *body; bool json; const char *decimal; int status; } cases[] =
	    {
		{ "d=1234.5", false, "1234.50", 200 }, { "d=1+234%2C5", false, "1234.50", 200 },
		{ "d=0", false, "0.00", 200 }, { "d=007", false, "7.00", 200 },
		{ "d=1234%2C56", false, "1234.56", 200 }, { "d=", false, NULL, 200 },
		{ "", false, NULL, 200 }, { "d=10000", false, "10000.00", 200 },
		{ "d=10000%2C01", false, NULL, 422 }, { "d=-1", false, NULL, 422 },
		{ "d=1.250", false, NULL, 422 }, { "d=1.2.3", false, NULL, 422 },
		{ "d=1.", false, NULL, 422 }, { "d=.5", false, NULL, 422 }, { "d=1e2", false, NULL, 422 },
		{ "d=nan", false, NULL, 422 }, { "d=inf", false, NULL, 422 },
		{ "{\"d\":1234.5}", true, "1234.50", 200 }, { "{\"d\":0.1}", true, "0.10", 200 },
		{ "{\"d\":1e3}", true, "1000.00", 200 }, { "{\"d\":null}", true, NULL, 200 },
		{ "{\"d\":1.234}", true, NULL, 422 }, { "{\"d\":\"1.5\"}", true, NULL, 422 },
		{ "{\"d\":-1}", true, NULL, 422 }, { "{\"d\":1e20}", true, NULL, 422 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct form *form = cases[i].json ? json_of(cases[i].body) : form_of(cases[i].body);
		const char *decimal = form_decimal(form, "d", 10000, 2);

		if (form_status(form) != cases[i].status)
			fail_msg("%s: %d", cases[i].body, form_status(form));
		assert_int_equal(decimal == NULL, cases[i].decimal == NULL);
		if (decimal != NULL)
			assert_string_equal(decimal, cases[i].decimal);
	}
	assert_string_equal(form_decimal(form_of("d=12"), "d", 99, 0), "12");
}

static void days(void **state)
{
	static const struct { const char *body; bool json; const char *day; int status; } cases[] = {
		{ "d=2026-11-24", false, "2026-11-24", 200 }, { "d=24.11.2026", false, "2026-11-24", 200 },
		{ "d=4.1.2026", false, "2026-01-04", 200 },
		{ "d=4.+1.+2026", false, "2026-01-04", 200 }, { "d=", false, NULL, 200 },
		{ "d=31.11.2026", false, NULL, 422 }, { "d=24.11.26", false, NULL, 422 },
		{ "d=24/11/2026", false, NULL, 422 }, { "d=tomorrow", false, NULL, 422 },
		{ "d=2026-02-29", false, NULL, 422 }, { "d=24.11.", false, NULL, 422 },
		{ "{\"d\":\"2026-11-24\"}", true, "2026-11-24", 200 },
		{ "{\"d\":\"24.11.2026\"}", true, NULL, 422 }, { "{\"d\":20261124}", true, NULL, 422 },
		{ "{\"d\":null}", true, NULL, 200 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct form *form = cases[i].json ? json_of(cases[i].body) : form_of(cases[i].body);
		const char *day = form_day(form, "d");

		if (form_status(form) != cases[i].status || (day == NULL) != (cases[i].day == NULL))
			fail_msg("%s: %d", cases[i].body, form_status(form));
		if (day != NULL)
			assert_string_equal(day, cases[i].day);
	}
}

static void choices_flags_and_operations(void **state)
{
	static const char *const choices[] = { "approve", "decline", NULL };
	struct form *form = form_of("do=approve&wish=on&teach=0&op=0123456789abcdef0123456789abcdef");

	(void)state;
	assert_string_equal(form_choice(form, "do", choices, false), "approve");
	assert_true(form_bool(form, "wish"));
	assert_false(form_bool(form, "teach"));
	assert_false(form_bool(form, "absent"));
	assert_string_equal(form_op(form), "0123456789abcdef0123456789abcdef");
	assert_true(form_ok(form));
	assert_null(form_choice(form_of(""), "do", choices, true));
	assert_null(form_op(form_of("")));

	form = form_of("do=delete&wish=perhaps&op=0123456789ABCDEF0123456789ABCDEF");
	assert_null(form_choice(form, "do", choices, true));
	assert_false(form_bool(form, "wish"));
	assert_null(form_op(form));
	assert_int_equal(cJSON_GetArraySize(form_errors(form)), 3);

	form = form_of("");
	assert_null(form_choice(form, "do", choices, false));
	assert_int_equal(form_status(form), 422);

	form = json_of("{\"a\":true,\"b\":false,\"c\":null,\"d\":1,\"e\":\"true\"}");
	assert_true(form_bool(form, "a"));
	assert_false(form_bool(form, "b") || form_bool(form, "c"));
	assert_true(form_ok(form) == false);            /* d and e are not read yet */
	form = json_of("{\"d\":1}");
	assert_false(form_bool(form, "d"));
	assert_int_equal(form_status(form), 422);
}

static const char *joined(const char *const *texts)
{
	struct buf out = { 0 };

	for (; *texts != NULL; texts++)
		buf_printf(&out, "<%s>", *texts);
	return buf_text(&out);
}

static void lists(void **state)
{
	static const struct { const char *body; bool json; const char *texts; int status; } cases[] = {
		{ "l=a&l=b+c&l=", false, "<a><b c>", 200 }, { "", false, "", 200 },
		{ "l=a&l=b&l=c&l=d", false, "<a><b><c><d>", 422 },
		{ "l=abcdef", false, "", 422 }, { "l=a&x=1", false, "<a>", 400 },
		{ "{\"l\":[\"a\",\"b\",7]}", true, "<a><b><7>", 200 }, { "{\"l\":[]}", true, "", 200 },
		{ "{\"l\":null}", true, "", 200 },
		{ "{\"l\":\"a\"}", true, "", 422 }, { "{\"l\":[true]}", true, "", 422 },
		{ "{\"l\":[[\"a\"]]}", true, "", 422 }, { "{\"l\":{\"a\":1}}", true, "", 422 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct form *form = cases[i].json ? json_of(cases[i].body) : form_of(cases[i].body);

		assert_string_equal(joined(form_list(form, "l", 3, 5)), cases[i].texts);
		if (form_status(form) != cases[i].status)
			fail_msg("%s: %d", cases[i].body, form_status(form));
	}
}

static void json_values(void **state)
{
	struct form *form = json_of("{\"answers\":[{\"item\":1}]}");

	(void)state;
	assert_string_equal(json_text(form_json(form, "answers")), "[{\"item\":1}]");
	assert_true(form_ok(form));
	assert_string_equal(form_json(form_of("answers=x"), "answers")->valuestring, "x");
	assert_null(form_json(form_of(""), "answers"));
	form = json_of("{\"a\":null}");
	assert_true(form_has(form, "a"));
	assert_false(form_has(form, "b"));
}

static void bodies_as_a_whole(void **state)
{
	struct buf many = { 0 };
	struct form *form;

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_printf(&many, "%sl=%d", i > 0 ? "&" : "", i);
	form = form_of(many.text);
	form_list(form, "l", 300, 3);
	assert_int_equal(form_status(form), 200);
	buf_add(&many, "&l=300");
	assert_int_equal(form_status(form_of(many.text)), 400);

	form = form_read(&(struct request){ .content_type = "multipart/form-data; boundary=x", .body =
	    "--x", .body_length = 3 });
	assert_int_equal(form_status(form), 415);
	assert_non_null(form_fault(form));
	assert_int_equal(form_status(form_read(&(struct request){ .content_type = "", .body = "a=b",
	    .body_length = 3 })), 415);
	assert_int_equal(form_status(form_read(&(struct request){ .content_type = "text/plain", .body =
	    "", .body_length = 0 })), 200);
	assert_int_equal(form_status(form_read(&(struct request){ .sends_json = true, .content_type =
	    "application/json",
		.body = "", .body_length = 0 })), 200);
}

static void what_was_typed_comes_back(void **state)
{
	struct form *form = form_of("title=&price=12+x&form=digital&choices=a-1&choices=b+2&other=");
	const cJSON *view, *errors;

	(void)state;
	form_text(form, "title", 1, 80);
	form_decimal(form, "price", 1000, 2);
	form_text(form, "form", 0, 20);
	form_list(form, "choices", 5, 20);
	form_text(form, "other", 0, 20);
	form_error(form, "title", "a second message");
	form_error(form, "items", "Answer item 7.");
	assert_int_equal(form_status(form), 422);
	view = form_view(form);
	assert_ptr_equal(view, form_view(form));
	assert_string_equal(view_text(form, "title", "error"), "Write something here.");
	assert_string_equal(view_text(form, "title", "id"), "title");
	assert_string_equal(view_text(form, "price", "value"), "12 x");
	assert_true(cJSON_IsTrue(json_get(json_get(view, "form"), "is_digital")));
	assert_null(json_get(json_get(view, "form"), "error"));
	assert_string_equal(json_text(json_get(json_get(view, "choices"), "values")),
	    "[\"a-1\",\"b 2\"]");
	assert_true(cJSON_IsTrue(json_get(json_get(view, "choices"), "is_a-1")));
	assert_null(json_get(json_get(view, "choices"), "is_b 2"));
	assert_true(cJSON_IsTrue(json_get(view, "has_errors")));
	errors = json_get(view, "errors");
	assert_int_equal(cJSON_GetArraySize(errors), 3);
	assert_string_equal(json_get_text(view, "errors_title"), "You must correct 3 faults");
	assert_string_equal(json_text(errors->child),
	    "{\"id\":\"title\",\"message\":\"Write something here.\",\"label\":null}");
	form_label(form, "items", "Items");
	form_label(form, "nothing", "Nothing");
	errors = json_get(form_view(form), "errors");
	assert_string_equal(json_get_text(cJSON_GetArrayItem(errors, 2), "label"), "Items");
	assert_string_equal(json_text(json_get(form_errors(form), "items")), "[\"Answer item 7.\"]");
	assert_false(cJSON_IsTrue(json_get(form_view(form_of("")), "has_errors")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(texts, release),
		cmocka_unit_test_teardown(numbers, release),
		cmocka_unit_test_teardown(a_required_number_must_be_there, release),
		cmocka_unit_test_teardown(decimals, release),
		cmocka_unit_test_teardown(days, release),
		cmocka_unit_test_teardown(choices_flags_and_operations, release),
		cmocka_unit_test_teardown(lists, release),
		cmocka_unit_test_teardown(json_values, release),
		cmocka_unit_test_teardown(bodies_as_a_whole, release),
		cmocka_unit_test_teardown(what_was_typed_comes_back, release),
	};

	arena_serves_cjson();
	i18n_use("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
