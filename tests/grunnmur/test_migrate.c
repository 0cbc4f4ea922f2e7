/* grunnmur migrate: on an empty database, on data, on what it must refuse. */
#include "app.h"

#include <dirent.h>
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

/* A name in the folder of steps, numbered from the first that the product does not have yet. */
static const char *later(int after, const char *what)
{
	return arena_printf("migrate/%04d_%s.sql", PERSON_SCHEMA_VERSION + after, what);
}

static void each_step(void (*take)(const char *path, const char *file))
{
	struct dirent **entries;
	const int count = scandir("sql/migrate", &entries, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		const char *file = arena_printf("migrate/%s", entries[i]->d_name);

		if (entries[i]->d_name[0] != '.')
			take(arena_printf("sql/%s", file), file);
		free(entries[i]);
	}
	free(entries);
}

static const char *version(void)
{
	return stored("SELECT CAST(MAX(version) AS CHAR) FROM schema_version");
}

static const char *number(int of)
{
	return arena_printf("%d", of);
}

/* A folder with the schema and its steps, and the database of the tests with its seed. */
static int prepare(void **state)
{
	if (app_reset(state))
		return 1;
	i18n_use("en");
	snprintf(name, sizeof name, "%s", stored("SELECT DATABASE()"));
	mkdir(arena_printf("%s/migrate", folder), 0700);
	copy("sql/schema.sql", "schema.sql");
	each_step(copy);
	return 0;
}

static void drop(const char *path, const char *file)
{
	(void)path;
	remove(arena_printf("%s/%s", folder, file));
}

static int tidy(void **state)
{
	(void)state;
	each_step(drop);
	drop(NULL, later(1, "shoes"));
	drop(NULL, later(3, "gap"));
	drop(NULL, "schema.sql");
	drop(NULL, "migrate");
	db_close_all();
	db_expect(PERSON_SCHEMA_VERSION, "root");
	return 0;
}

/* A database of our version again, for the next test. */
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
	assert_string_equal(version(), number(PERSON_SCHEMA_VERSION));
	assert_string_equal(stored("SELECT COUNT(*) FROM person"), "0");
	assert_int_equal(migrate(), DONE);
}

static const char *step(void)
{
	return arena_printf("ALTER TABLE person ADD COLUMN IF NOT EXISTS shoes TINYINT UNSIGNED NULL;\n"
	    "UPDATE person SET shoes = 41 WHERE shoes IS NULL;\n"
	    "INSERT INTO schema_version VALUES (%d, UTC_TIMESTAMP());\n", PERSON_SCHEMA_VERSION + 1);
}

/* A database as the first release made it comes to today's schema, step by step. */
static void an_old_database_is_brought_up_to_date(void **state)
{
	(void)state;
	db_expect(0, "root");
	app_run(arena_printf("DROP DATABASE %s; CREATE DATABASE %s; USE %s", name, name, name));
	app_run(file_text("sql/migrate/0001_first.sql"));
	assert_string_equal(version(), "1");
	assert_int_equal(migrate(), DONE);
	assert_string_equal(version(), number(PERSON_SCHEMA_VERSION));
	restore();
}

static void a_step_changes_a_database_with_data(void **state)
{
	(void)state;
	put(later(1, "shoes"), step());
	assert_int_equal(migrate(), DONE);
	assert_string_equal(version(), number(PERSON_SCHEMA_VERSION + 1));
	assert_string_equal(stored("SELECT CONCAT(COUNT(*), ' ', SUM(shoes)) FROM person"), "12 492");
	assert_string_equal(stored("SELECT family_name FROM person WHERE id = 12"), "Čuđi");
	assert_int_equal(migrate(), DONE);
	restore();
}

static void a_step_that_fails_can_be_run_again(void **state)
{
	(void)state;
	put(later(1, "shoes"),
		arena_printf("%s%s",
			"ALTER TABLE person ADD COLUMN IF NOT EXISTS shoes"
			" TINYINT UNSIGNED NULL;\n",
			"SELECT nothing FROM nowhere;\n"));
	assert_int_equal(migrate(), NOT_DONE);
	assert_string_equal(version(), number(PERSON_SCHEMA_VERSION));
	put(later(1, "shoes"), step());
	assert_int_equal(migrate(), DONE);
	assert_string_equal(version(), number(PERSON_SCHEMA_VERSION + 1));
	restore();
}

static void a_step_records_its_version(void **state)
{
	(void)state;
	put(later(1, "shoes"), "ALTER TABLE person ADD COLUMN shoes TINYINT UNSIGNED NULL;\n");
	assert_int_equal(migrate(), NOT_DONE);
	restore();
}

static void a_gap_in_the_steps_stops(void **state)
{
	(void)state;
	put(later(1, "shoes"), step());
	put(later(3, "gap"), "SELECT 1;\n");
	assert_int_equal(migrate(), NOT_DONE);
	assert_string_equal(version(), number(PERSON_SCHEMA_VERSION));
}

static void a_newer_database_is_refused(void **state)
{
	(void)state;
	app_run("INSERT INTO schema_version VALUES (999, '2026-11-24 09:00:00')");
	assert_int_equal(migrate(), NOT_DONE);
	app_run("DELETE FROM schema_version WHERE version = 999");
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
		TEST(an_old_database_is_brought_up_to_date),
		TEST(a_step_records_its_version),
		TEST(a_gap_in_the_steps_stops),
		TEST(a_newer_database_is_refused),
		TEST(tables_of_others_are_refused),
		TEST(words_that_are_none_show_the_usage),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
