/* Files of the catalogue in the browser: taken out, sent in, looked through, applied; late or faulty ones are refused. */
#include "app.h"

#include <string.h>

#include "pages.h"

static const struct route *const tables[] = { catalogue_file_routes, catalogue_routes, NULL };

#define OP "\"op\":\"0123456789abcdef0123456789abcdef\""
#define NURSE "code;name_nb;sector\\nNURSE;Sjukepleiar;helse_omsorg\\nVIKAR;Vikar;felles\\n"

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static void only_hr_comes_in(void **state)
{
	(void)state;
	static const char *const paths[] = { "/catalogue/import", "/catalogue/import/1", "/catalogue/export.csv?kind=roles",
		"/catalogue/export.json?kind=roles" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		assert_int_equal(visit("ann", paths[i]).status, 403);
	assert_int_equal(submit("ann", "/catalogue/import", "kind=roles").status, 403);
	assert_int_equal(submit("ann", "/catalogue/import/1", "do=apply").status, 403);
	assert_int_equal(visit("hal", "/catalogue/import").status, 200);
	assert_int_equal(visit("hal", "/catalogue/import/99").status, 404);
	assert_int_equal(submit("hal", "/catalogue/import/99", "do=apply&digest=0123456789abcdef").status, 404);
}

static void every_kind_is_taken_out(void **state)
{
	(void)state;
	static const char *const kinds[] = { "competences", "roles", "requirements", "offerings", "coverages" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		char path[80];

		snprintf(path, sizeof path, "/catalogue/export.csv?kind=%s&delimiter=,", kinds[i]);
		assert_int_equal(visit("hal", path).status, 200);
		snprintf(path, sizeof path, "/catalogue/export.json?kind=%s", kinds[i]);
		assert_int_equal(visit("hal", path).status, 200);
		assert_non_null(json_get(shown_json(), kinds[i]));
	}
	visit("hal", "/catalogue/export.csv?kind=requirements");
	assert_non_null(strstr(shown_head(), "attachment; filename=\"grunnmur-requirements-2026-11-24.csv\""));
	assert_true(shows("role;competence;facet;level;statutory\r\nNURSE;BRANN;knowledge;2;1\r\n"));
	assert_int_equal(visit("hal", "/catalogue/export.csv?kind=people").status, 422);
	assert_int_equal(visit("hal", "/catalogue/export.csv").status, 422);
	assert_int_equal(visit("hal", "/catalogue/export.csv?kind=roles&x=1").status, 400);
}

/* The address of the file that was sent in last. */
static char address[60];

static const char *sent_in(const char *kind, const char *text)
{
	static char digest[17];
	char body[2000];

	snprintf(body, sizeof body, "{\"kind\":\"%s\",\"name\":\"fil.csv\",\"text\":\"%s\"}", kind, text);
	assert_int_equal(send_json("POST", "hal", "/catalogue/import", body).status, 201);
	snprintf(address, sizeof address, "/catalogue/import/%d", json_get(json_get(shown_json(), "import"), "id")->valueint);
	snprintf(digest, sizeof digest, "%s", json_get_text(shown_json(), "digest"));
	return digest;
}

static struct reply apply(const char *digest, const char *more)
{
	char body[200];

	snprintf(body, sizeof body, "{\"do\":\"apply\",\"digest\":\"%s\"%s}", digest, more);
	return send_json("POST", "hal", address, body);
}

static void a_file_is_looked_through_and_applied(void **state)
{
	(void)state;
	const char *digest = sent_in("roles", NURSE);

	visit("hal", address);
	assert_true(shows("<del>Sykepleier</del>"));
	assert_true(shows("<ins>Sjukepleiar</ins>"));
	assert_true(shows("value=\"apply\""));
	assert_string_equal(stored("SELECT COUNT(*) FROM role"), "4");
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "0");
	assert_int_equal(apply(digest, "," OP).status, 200);
	assert_int_equal(apply(digest, "," OP).status, 200);
	assert_int_equal(apply(digest, "").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM role"), "5");
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "2");
	visit("hal", address);
	assert_true(shows("1 nye, 1 endret"));
	assert_false(shows("value=\"apply\""));
	visit("hal", "/catalogue/import");
	assert_true(shows("fil.csv"));
	sent_in("roles", NURSE);
	visit("hal", address);
	assert_true(shows("Ingenting endres"));
}

static void faults_are_listed_and_nothing_is_changed(void **state)
{
	(void)state;
	const char *digest = sent_in("roles", "code;name_nb;sector\\nNURSE;Sjukepleiar;havet\\nLEAD;Sjef;felles\\n");

	visit("hal", address);
	assert_true(shows("<code>sector</code>"));
	assert_false(shows("value=\"apply\""));
	assert_int_equal(apply(digest, "").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "0");
}

static void what_is_late_or_no_file_is_refused(void **state)
{
	(void)state;
	const char *digest = sent_in("roles", NURSE);

	app_run("UPDATE role_text SET name = 'Pleier' WHERE role_id = 1 AND language = 'nb'");
	assert_int_equal(apply(digest, "").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM role"), "4");
	assert_string_equal(stored("SELECT applied_at FROM catalogue_import"), "");
	assert_int_equal(apply("short", "").status, 422);
	assert_int_equal(submit("hal", "/catalogue/import", "kind=roles&text=").status, 422);
	assert_true(shows("href=\"#file\""));
	assert_int_equal(submit("hal", "/catalogue/import", "kind=roles&text=x&file=x").status, 422);
	assert_int_equal(submit("hal", "/catalogue/import", "kind=people&text=x").status, 422);
	assert_int_equal(submit("hal", "/catalogue/import", "kind=roles&text=x&op=0123456789abcdef0123456789abcdef").status, 303);
	assert_int_equal(submit("hal", "/catalogue/import", "kind=roles&text=x&op=0123456789abcdef0123456789abcdef").status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_import"), "2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_hr_comes_in), APP_TEST(every_kind_is_taken_out), APP_TEST(a_file_is_looked_through_and_applied),
		APP_TEST(faults_are_listed_and_nothing_is_changed), APP_TEST(what_is_late_or_no_file_is_refused),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
