/* Which version a database has; and that all migrations lead to what schema.sql holds. */
#include "app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include "arena.h"
#include "buf.h"
#include "person.h"
#include "schema.h"

static void an_empty_database_has_version_0(void **state)
{
	(void)state;
	char *name = strdup(stored("SELECT DATABASE()"));

	db_expect(0, "root");
	db_close_all();
	assert_int_equal(schema_version(db_session(DB_SAVE)), PERSON_SCHEMA_VERSION);
	app_run(arena_printf("DROP DATABASE %s; CREATE DATABASE %s; USE %s", name, name, name));
	assert_int_equal(schema_version(db_session(DB_SAVE)), 0);
	app_run("CREATE TABLE other (id INT PRIMARY KEY)");
	assert_int_equal(schema_version(db_session(DB_SAVE)), -1);
	free(name);
}

static void one_migration_at_a_time(void **state)
{
	(void)state;
	assert_true(schema_lock(db_session(DB_SAVE)));
	assert_false(schema_lock(db_session(DB_READ)));
}

static const char *text_of(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf text = { 0 };
	char part[4096];

	if (!file)
		fail_msg("no %s", path);
	for (size_t length; (length = fread(part, 1, sizeof part, file)) > 0;)
		buf_add_bytes(&text, part, length);
	fclose(file);
	return text.text;
}

/* A line for each column, key, reference, check and view. */
static const char *described(void)
{
	struct db_rows *rows = db_query(db_session(DB_SAVE),
		"SELECT CONCAT_WS(' ', 'column', table_name, LPAD(ordinal_position, 3, '0'), column_name, "
		"column_type,"
		" is_nullable, COALESCE(column_default, '-'), COALESCE(collation_name, '-'), extra) AS line"
		"  FROM information_schema.columns WHERE table_schema = DATABASE()"
		" UNION ALL SELECT CONCAT_WS(' ', 'key', table_name, index_name, non_unique, seq_in_index, "
		"column_name)"
		"  FROM information_schema.statistics WHERE table_schema = DATABASE()"
		" UNION ALL SELECT CONCAT_WS(' ', 'reference', table_name, constraint_name, column_name,"
		" referenced_table_name, referenced_column_name, ordinal_position)"
		"  FROM information_schema.key_column_usage WHERE table_schema = DATABASE()"
		" UNION ALL SELECT CONCAT_WS(' ', 'check', table_name, constraint_name, check_clause)"
		"  FROM information_schema.check_constraints WHERE constraint_schema = DATABASE()"
		" UNION ALL SELECT CONCAT_WS(' ', 'view', table_name, view_definition, security_type)"
		"  FROM information_schema.views WHERE table_schema = DATABASE()"
		" UNION ALL SELECT CONCAT_WS(' ', 'table', table_name, engine, table_collation)"
		"  FROM information_schema.tables WHERE table_schema = DATABASE()"
		" UNION ALL SELECT CONCAT('version ', MAX(version)) FROM schema_version"
		" ORDER BY line",
		DB_ARGS());
	struct buf text = { 0 };

	while (db_next(rows))
		buf_printf(&text, "%s\n", db_at_text(rows, 0));
	return buf_text(&text);
}

static void empty(const char *name)
{
	app_run(arena_printf("DROP DATABASE %s; CREATE DATABASE %s; USE %s", name, name, name));
}

static void all_migrations_lead_to_the_schema(void **state)
{
	(void)state;
	struct dirent **entries;
	const char *name = arena_printf("%s", stored("SELECT DATABASE()"));

	db_expect(0, "root");
	db_close_all();
	empty(name);
	app_run(text_of("sql/schema.sql"));
	const char *whole = described();

	empty(name);
	const int count = scandir("sql/migrate", &entries, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.')
			app_run(text_of(arena_printf("sql/migrate/%s", entries[i]->d_name)));
		free(entries[i]);
	}
	free(entries);
	assert_string_equal(described(), whole);
	assert_non_null(strstr(whole, "table answer InnoDB"));
	assert_string_equal(
		stored("SELECT COUNT(*) FROM information_schema.tables t WHERE table_schema = DATABASE()"
			   " AND table_type = 'BASE TABLE' AND NOT EXISTS (SELECT 1 FROM "
			   "information_schema.table_constraints c"
			   "   WHERE c.table_schema = DATABASE() AND c.table_name = t.table_name AND "
			   "c.constraint_type = 'PRIMARY KEY')"),
		"0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_migration_at_a_time),
		cmocka_unit_test(all_migrations_lead_to_the_schema),
		cmocka_unit_test(an_empty_database_has_version_0),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
