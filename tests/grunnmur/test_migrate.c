/* grunnmur migrate: on an empty database, on data, on what it must refuse. */
#include "app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "commands.h"
#include "i18n.h"
#include "person.h"

static char folder[] = "/tmp/grunnmur-migrate-XXXXXX";
static char name[64];

static void put(const char *file, const char *text)
{
	FILE *out = fopen(arena_printf("%s/%s", folder, file), "wb");

	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static void copy(const char *from, const char *file)
{
	put(file, file_text(from));
}

/* A folder with the schema and its first step, and the database of the tests with its seed. */
static int prepare(void **state)
{
	if (app_reset(state))
		return 1;
	i18n_use("en");
	snprintf(name, sizeof name, "%s", stored("SELECT DATABASE()"));
	mkdir(arena_printf("%s/migrate", folder), 0700);
	copy("sql/schema.sql", "schema.sql");
	copy("sql/migrate/0001_first.sql", "migrate/0001_first.sql");
	return 0;
}

static int tidy(void **state)
{
	(void)state;
	static const char *const files[] = {
		"schema.sql", "migrate/0001_first.sql", "migrate/0002_shoes.sql", "migrate/0003_more.sql",
		"migrate/0004_gap.sql", "migrate", NULL,
	};

	for (size_t i = 0; files[i]; i++)
		remove(arena_printf("%s/%s", folder, files[i]));
	db_close_all();
	db_expect(PERSON_SCHEMA_VERSION, "root");
	return 0;
}

/* A database of version 1 again, for the next test. */
static void restore(void)
{
	db_expect(0, "root");
	app_run(arena_printf("DROP DATABASE %s; CREATE DATABASE %s; USE %s", name, name, name));
	app_run(file_text("sql/schema.sql"));
}

static int migrate(void)
{
	char schema[] = "--schema";
	char *words[] = { schema, folder };

	db_close_all();
	return migrate_run(2, words);
}

static void an_empty_database_gets_the_schema(void **state)
{
	(void)state;
	db_expect(0, "root");
	app_run(arena_printf("DROP DATABASE %s; CREATE DATABASE %s; USE %s", name, name, name));
	assert_int_equal(migrate(), DONE);
	assert_string_equal(stored("SELECT MAX(version) FROM schema_version"), "1");
	assert_string_equal(stored("SELECT COUNT(*) FROM person"), "0");
	assert_int_equal(migrate(), DONE);
}

static const char step[] =
	"ALTER TABLE person ADD COLUMN IF NOT EXISTS shoes TINYINT UNSIGNED NULL;\n"
	"UPDATE person SET shoes = 41 WHERE shoes IS NULL;\n"
	"INSERT INTO schema_version VALUES (2, UTC_TIMESTAMP());\n";

static void a_step_changes_a_database_with_data(void **state)
{
	(void)state;
	put("migrate/0002_shoes.sql", step);
	assert_int_equal(migrate(), DONE);
	assert_string_equal(stored("SELECT MAX(version) FROM schema_version"), "2");
	assert_string_equal(stored("SELECT CONCAT(COUNT(*), ' ', SUM(shoes)) FROM person"), "12 492");
	assert_string_equal(stored("SELECT family_name FROM person WHERE id = 12"), "Čuđi");
	assert_int_equal(migrate(), DONE);
	restore();
}

static void a_step_that_fails_can_be_run_again(void **state)
{
	(void)state;
	put("migrate/0002_shoes.sql",
		arena_printf("%s%s",
			"ALTER TABLE person ADD COLUMN IF NOT EXISTS shoes"
			" TINYINT UNSIGNED NULL;\n",
			"SELECT nothing FROM nowhere;\n"));
	assert_int_equal(migrate(), NOT_DONE);
	assert_string_equal(stored("SELECT MAX(version) FROM schema_version"), "1");
	put("migrate/0002_shoes.sql", step);
	assert_int_equal(migrate(), DONE);
	assert_string_equal(stored("SELECT MAX(version) FROM schema_version"), "2");
	restore();
}

static void a_step_records_its_version(void **state)
{
	(void)state;
	put("migrate/0002_shoes.sql", "ALTER TABLE person ADD COLUMN shoes TINYINT UNSIGNED NULL;\n");
	assert_int_equal(migrate(), NOT_DONE);
	restore();
}

static void a_gap_in_the_steps_stops(void **state)
{
	(void)state;
	put("migrate/0002_shoes.sql", step);
	put("migrate/0004_gap.sql", "INSERT INTO schema_version VALUES (4, UTC_TIMESTAMP());\n");
	assert_int_equal(migrate(), NOT_DONE);
	assert_string_equal(stored("SELECT MAX(version) FROM schema_version"), "1");
}

static void a_newer_database_is_refused(void **state)
{
	(void)state;
	app_run("INSERT INTO schema_version VALUES (9, '2026-11-24 09:00:00')");
	assert_int_equal(migrate(), NOT_DONE);
	app_run("DELETE FROM schema_version WHERE version = 9");
}

static void tables_of_others_are_refused(void **state)
{
	(void)state;
	app_run("RENAME TABLE schema_version TO elsewhere");
	assert_int_equal(migrate(), NOT_DONE);
	app_run("RENAME TABLE elsewhere TO schema_version");
}

static void words_that_are_none_show_the_usage(void **state)
{
	(void)state;
	char word[] = "--up", schema[] = "--schema";
	char *one[] = { word }, *two[] = { schema };

	assert_int_equal(migrate_run(1, one), USAGE);
	assert_int_equal(migrate_run(1, two), USAGE);
}

static int start(void **state)
{
	return app_start(state) || !mkdtemp(folder);
}

static int stop(void **state)
{
	rmdir(folder);
	return app_stop(state);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, prepare, tidy)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_database_gets_the_schema),
		TEST(a_step_changes_a_database_with_data),
		TEST(a_step_that_fails_can_be_run_again),
		TEST(a_step_records_its_version),
		TEST(a_gap_in_the_steps_stops),
		TEST(a_newer_database_is_refused),
		TEST(tables_of_others_are_refused),
		TEST(words_that_are_none_show_the_usage),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
