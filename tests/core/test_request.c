/* Addresses, queries and identity as a web server hands them over, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "config.h"
#include "request.h"
#include "route.h"

static struct request begun(int expected, const char *const *parameters)
{
	struct request req;
	const char *why;

	assert_int_equal(request_begin(&req, "leader", parameters, "", 0, ROUTE_BODY_MOST, &why), expected);
	return req;
}

#define PARAMETERS_OF(...) ((const char *const[]){ "SCRIPT_NAME=/grunnmur/leader", __VA_ARGS__, NULL })

static void path_and_address_are_read(void **state)
{
	(void)state;
	const struct request req = begun(0, PARAMETERS_OF("REQUEST_METHOD=GET", "PATH_INFO=/units/7", "QUERY_STRING=topic=2&q=%C3%A6+b"));

	assert_string_equal(req.path, "/units/7");
	assert_string_equal(req.address, "/grunnmur/leader/units/7");
	assert_string_equal(request_query(&req, "q"), "æ b");
	assert_int_equal(request_query_int(&req, "topic", 1, 9, 0), 2);
	assert_int_equal(request_query_int(&req, "topic", 3, 9, 5), 5);
	assert_null(request_query(&req, "absent"));
}

static void what_cannot_be_read_is_refused(void **state)
{
	(void)state;
	static const struct { int status; const char *script, *method, *path, *query; } cases[] = {
		{ 404, "SCRIPT_NAME=/grunnmur/hr", "REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=" },
		{ 404, "SCRIPT_NAME=/grunnmur/leader/", "REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=" },
		{ 405, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=DELETE", "PATH_INFO=/", "QUERY_STRING=" },
		{ 405, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=get", "PATH_INFO=/", "QUERY_STRING=" },
		{ 400, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=GET", "PATH_INFO=/\xff", "QUERY_STRING=" },
		{ 400, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=a=%" },
		{ 400, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=a=%zz" },
		{ 400, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=a=%00" },
		{ 400, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=a=%C0%AF" },
		{ 400, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=a=1&a=2" },
		{ 0, "SCRIPT_NAME=/grunnmur/leader", "REQUEST_METHOD=HEAD", "PATH_INFO=/", "QUERY_STRING=a=1;b=2" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		begun(cases[i].status, (const char *const[]){ cases[i].script, cases[i].method, cases[i].path, cases[i].query, NULL });
}

static void only_ampersand_separates(void **state)
{
	(void)state;
	const struct field *fields = request_split("a=1;b=2&c", 9, 10);

	assert_string_equal(fields[0].value, "1;b=2");
	assert_string_equal(fields[1].name, "c");
	assert_string_equal(fields[1].value, "");
	assert_null(fields[2].name);
	assert_null(request_split("a&b&c", 5, 2));
}

static void line_ends_of_a_textarea_become_newlines(void **state)
{
	(void)state;
	const struct field *fields = request_split("t=a%0D%0Ab", 10, 10);

	assert_string_equal(fields[0].value, "a\nb");
	assert_null(request_split("t=a%0Db", 7, 10));
}

static void ids_are_positive_integers(void **state)
{
	(void)state;
	static const struct { const char *text; int64_t id; } cases[] = {
		{ "17", 17 }, { "0", 0 }, { "-1", 0 }, { "1e3", 0 }, { "", 0 }, { " 1", 0 }, { "99999999999999999999", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct field parts[] = { { "id", cases[i].text }, { NULL, NULL } };
		const struct request req = { .parts = parts };

		assert_int_equal(request_id(&req, "id"), cases[i].id);
	}
}

static void json_is_chosen_by_accept(void **state)
{
	(void)state;
	static const struct { const char *accept; bool json; } cases[] = {
		{ "HTTP_ACCEPT=application/json", true }, { "HTTP_ACCEPT=text/html,application/json;q=0.9", false },
		{ "HTTP_ACCEPT=application/json;q=1e99", false }, { "HTTP_ACCEPT=application/json;q=nan", false },
		{ "HTTP_ACCEPT=application/json;q=-1", false }, { "HTTP_ACCEPT=application/json;q=0", false },
		{ "HTTP_ACCEPT=text/html;q=0.5, application/json", true }, { "HTTP_ACCEPT=*/*", false },
		{ "HTTP_ACCEPT=application/jsonx", false }, { "HTTP_ACCEPT=", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(begun(0, PARAMETERS_OF("REQUEST_METHOD=GET", cases[i].accept)).wants_json, cases[i].json);
}

static const char *login_of(const char *const *parameters)
{
	const struct request req = { .parameters = parameters };
	const char *why;

	return request_login(&req, &why);
}

#define LOGIN_OF(...) login_of((const char *const[]){ __VA_ARGS__, NULL })

static void identity_is_remote_user_alone(void **state)
{
	(void)state;
	char *long_name = arena_alloc(300);

	snprintf(long_name, 300, "REMOTE_USER=%0256d", 7);
	assert_string_equal(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER=kari"), "kari");
	assert_string_equal(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER=kari@TREFJORD.NO"), "kari");
	assert_string_equal(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER=kari@EVIL"), "kari@EVIL");
	assert_string_equal(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER=@TREFJORD.NO"), "@TREFJORD.NO");
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=on"));
	assert_null(LOGIN_OF("REMOTE_USER=kari"));
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=off", "REMOTE_USER=kari"));
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER="));
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER=kari", "REMOTE_USER=ola"));
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER=ka\nri"));
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=on", "REMOTE_USER=ka\xffri"));
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=on", "HTTP_REMOTE_USER=kari", "HTTP_X_REMOTE_USER=kari"));
	assert_null(LOGIN_OF("GRUNNMUR_AUTH=on", long_name));
}

static int configure(void **state)
{
	(void)state;
	char path[] = "/tmp/grunnmur-conf-XXXXXX";
	const int descriptor = mkstemp(path);

	dprintf(descriptor, "prefix = /grunnmur\nmunicipality = Trefjord kommune\nlanguage = nb\n"
	    "origins = http://127.0.0.1\nrealm = TREFJORD.NO\nkey_file = /none\ntemplates = cgi-bin\n"
	    "locale = build/locale\nstatic_version = test\ndatabase = none\ndatabase_socket = /none\n");
	close(descriptor);
	config_read(path);
	unlink(path);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(path_and_address_are_read),
		cmocka_unit_test(what_cannot_be_read_is_refused),
		cmocka_unit_test(only_ampersand_separates),
		cmocka_unit_test(line_ends_of_a_textarea_become_newlines),
		cmocka_unit_test(ids_are_positive_integers),
		cmocka_unit_test(json_is_chosen_by_accept),
		cmocka_unit_test(identity_is_remote_user_alone),
	};

	return cmocka_run_group_tests(tests, configure, NULL);
}
