/* HR's pages of people: sources and their mapping, files that are read, the difference, what is decided. */
#include "people.h"

#include <string.h>

#include "pages.h"

static const struct route *const tables[] = { people_routes, people_mapping_routes, people_upload_routes,
	people_difference_routes, NULL };

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static int reset(void **state)
{
	app_reset(state);
	people_sources();
	return 0;
}

#define PEOPLE_TEST(function) cmocka_unit_test_setup(function, reset)
#define OP "&op=0123456789abcdef0123456789abcdef"

static void the_pages_are_shown(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with("T4", "T20;Nora;Ny;ann;;HEL-1;X;Y;80;1;2026-01-01;\n"), people_units);
	char address[80];

	assert_null(made.problem);
	assert_int_equal(visit("hal", "/people").status, 200);
	assert_true(shows("Visma"));
	assert_true(shows("Lars Late <span class=\"gm-muted\">(T10)</span>"));
	assert_int_equal(visit("hal", "/people/sources/1").status, 200);
	assert_int_equal(visit("hal", "/people/sources/new").status, 200);
	assert_int_equal(visit("hal", "/people/import").status, 200);
	assert_int_equal(visit("hal", "/people/import?source=3").status, 200);
	for (const char *const *kind = (const char *const[]){ "fault", "conflict", "gone", "new", "moved", "changed", NULL }; *kind; kind++) {
		snprintf(address, sizeof address, "/people/import/%lld?kind=%s", (long long)made.id, *kind);
		assert_int_equal(visit("hal", address).status, 200);
	}
}

static int send_file(int source, const char *field, const char *bytes)
{
	static char body[2000];

	snprintf(body, sizeof body, "--b\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\n%d\r\n"
	    "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"fil.csv\"\r\n\r\n%s\r\n--b--\r\n", source, field, bytes);
	app_next("CONTENT_TYPE", "multipart/form-data; boundary=b");
	return submit("hal", "/people/import", body).status;
}

/* The import that could not be made is not mistaken for one that waits: another file can be chosen at once. */
static void a_file_that_cannot_be_read_leaves_the_form(void **state)
{
	static const struct { int source; const char *field, *bytes, *told; } files[] = {
		{ 1, "people", "hva;som;helst\n1;2;3\n", "Den første linjen har ingen kolonne" },
		{ 1, "people", "PK\x03\x04", "en Excel-arbeidsbok" },
		{ 1, "people", "", "Filen er tom." },
		{ 3, "elements", "ansattnr;fornavn\nT1;Tove\n", "ingen FINT-samling" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		assert_int_equal(send_file(files[i].source, files[i].field, files[i].bytes), 422);
		assert_true(shows(files[i].told));
		assert_false(shows("er i gang"));
		assert_true(shows("type=\"file\""));
		assert_string_equal(stored("SELECT COUNT(*) FROM people_import"), "0");
	}
}

/* What the mapping names is looked for under that name, and asked for by it. */
static void a_column_that_is_not_in_the_file_is_named(void **state)
{
	(void)state;
	app_run("INSERT INTO people_source_column (source_id, file, field, heading) VALUES (1, 'people', 'employee_no', 'Finnes ikke'),"
	    " (1, 'units', 'parent_code', 'Over')");
	assert_int_equal(send_file(1, "people", people_with(NULL, NULL)), 422);
	assert_true(shows("Fant ikke kolonnen «Finnes ikke» (ansattnummer)."));
	assert_int_equal(send_file(1, "units", people_units), 422);
	assert_true(shows("Fant ikke kolonnen «Over» (overordnet enhet)."));
	app_run("UPDATE people_source_column SET heading = 'ansattnr' WHERE field = 'employee_no'");
	assert_int_equal(send_file(1, "people", "ansattnr;fornavn\nT1;Tove\n"), 422);
	assert_true(shows("Kolonnen for «Etternavn» mangler."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PEOPLE_TEST(the_pages_are_shown),
		PEOPLE_TEST(a_file_that_cannot_be_read_leaves_the_form),
		PEOPLE_TEST(a_column_that_is_not_in_the_file_is_named),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
