/* The address of an export: who may, what it is called, what the trace says, what is refused. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "pages.h"

static const struct route *const tables[] = { export_routes, NULL };

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static const char *trace(void)
{
	return stored("SELECT CONCAT_WS(' ', viewer_id, object, object_id, day, action, count, detail) FROM audit_look");
}

static void only_hr_gets_it(void **state)
{
	(void)state;
	assert_int_equal(visit("ann", "/rounds/1/export.csv").status, 403);
	assert_int_equal(visit("lea", "/rounds/1/export.jsonl").status, 403);
	assert_string_equal(trace(), "");
	assert_int_equal(visit("hal", "/rounds/99/export.csv").status, 404);
	assert_string_equal(trace(), "");
}

static void the_file_has_a_name_and_leaves_a_trace(void **state)
{
	(void)state;
	const struct reply reply = visit("hal", "/rounds/1/export.csv?pseudonymous=1&delimiter=;");

	assert_int_equal(reply.status, 200);
	assert_non_null(reply.stream);
	assert_non_null(strstr(shown_head(), "Content-Disposition: attachment; filename=\"grunnmur-r1-2026-11-24.csv\""));
	assert_non_null(strstr(shown_head(), "Content-Type: text/csv; charset=utf-8"));
	assert_string_equal(trace(), "7 round 1 2026-11-24 export 1 csv, pseudonymous");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "0");
}

static void the_purpose_is_kept(void **state)
{
	(void)state;
	visit("hal", "/rounds/1/export.jsonl?purpose=Tilsyn+2026");
	assert_non_null(strstr(shown_head(), "grunnmur-r1-2026-11-24.jsonl"));
	assert_string_equal(trace(), "7 round 1 2026-11-24 export 1 jsonl, with names: Tilsyn 2026");
	visit("hal", "/rounds/1/export.csv?pseudonymous=0");
	assert_non_null(strstr(trace(), "export 2 csv, with names: -"));
	assert_non_null(strstr(trace(), "Tilsyn 2026"));
}

static void what_does_not_fit_is_named(void **state)
{
	(void)state;
	static const char long_purpose[] = "/rounds/1/export.csv?purpose=%0401d";
	char address[512];

	assert_int_equal(visit("hal", "/rounds/1/export.csv?delimiter=x").status, 422);
	assert_non_null(strstr(shown(), "delimiter-error"));
	assert_int_equal(visit_json("hal", "/rounds/1/export.csv?pseudonymous=yes").status, 422);
	assert_non_null(json_get(json_get(shown_json(), "errors"), "pseudonymous"));
	assert_int_equal(visit("hal", "/rounds/1/export.csv?names=1").status, 400);
	assert_int_equal(visit("hal", "/rounds/1/export.csv?delimiter=,&delimiter=;").status, 400);
	snprintf(address, sizeof address, long_purpose, 1);
	assert_int_equal(visit("hal", address).status, 422);
	assert_string_equal(trace(), "");
}

/* Unit and role point to a person where there is one alone: no rows at all, with names or without. */
static void a_confidential_round_is_not_exported(void **state)
{
	(void)state;
	static const char *const addresses[] = { "export.csv", "export.csv?pseudonymous=1", "export.csv?pseudonymous=0&purpose=x",
		"export.jsonl", "export.jsonl?pseudonymous=1" };

	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		assert_int_equal(visit("hal", arena_printf("/rounds/1/%s", addresses[i])).status, 409);
		assert_true(shows("Denne runden er konfidensiell."));
		app_next("REQUEST_METHOD", "HEAD");
		assert_int_equal(visit("hal", arena_printf("/rounds/1/%s", addresses[i])).status, 409);
	}
	assert_string_equal(trace(), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_hr_gets_it), APP_TEST(the_file_has_a_name_and_leaves_a_trace), APP_TEST(the_purpose_is_kept),
		APP_TEST(what_does_not_fit_is_named),
		APP_TEST(a_confidential_round_is_not_exported),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
