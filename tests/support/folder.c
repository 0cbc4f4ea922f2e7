/* A municipality's CSV folder for tests of the import. */
#include "folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "i18n.h"
#include "import.h"

static char folder[] = "/tmp/grunnmur-folder-XXXXXX";
static bool made;

const char *folder_path(void)
{
	return folder;
}

static const char *path_of(const char *in, const char *name)
{
	return arena_printf("%s/%s", in, name);
}

static char *text_of(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf text = { 0 };
	char part[65536];

	if (!file)
		fail_msg("cannot read %s", path);
	for (size_t length; (length = fread(part, 1, sizeof part, file)) > 0;)
		buf_add_bytes(&text, part, length);
	fclose(file);
	return text.text;
}

void folder_put(const char *name, const char *text)
{
	FILE *file = fopen(path_of(folder, name), "wb");

	if (!file || fputs(text, file) < 0 || fclose(file))
		fail_msg("cannot write %s", name);
}

void folder_change(const char *name, const char *from, const char *to)
{
	const char *text = text_of(path_of(folder, name)), *at = strstr(text, from);

	if (!at)
		fail_msg("%s does not hold %s", name, from);
	folder_put(name, arena_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from)));
}

void folder_add(const char *name, const char *line)
{
	folder_put(name, arena_printf("%s%s\n", text_of(path_of(folder, name)), line));
}

void folder_remove(const char *name)
{
	unlink(path_of(folder, name));
}

static void copy_files(const char *from)
{
	DIR *dir = opendir(from);

	if (!dir)
		fail_msg("no folder %s", from);
	for (struct dirent *entry; (entry = readdir(dir));) {
		const char *dot = strrchr(entry->d_name, '.');

		if (dot && (strcmp(dot, ".csv") == 0 || strcmp(dot, ".json") == 0))
			folder_put(entry->d_name, text_of(path_of(from, entry->d_name)));
	}
	closedir(dir);
}

void folder_demo(void)
{
	copy_files("sql/seed/demo");
}

static void remove_files(void)
{
	DIR *dir = opendir(folder);

	for (struct dirent *entry; dir && (entry = readdir(dir));)
		if (entry->d_name[0] != '.')
			folder_remove(entry->d_name);
	if (dir)
		closedir(dir);
}

int folder_reset(void **state)
{
	if (app_reset(state))
		return 1;
	struct db_rows *tables = db_query(db_session(DB_SAVE),
	    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()"
	    " AND table_type = 'BASE TABLE' AND table_name <> 'schema_version'", DB_ARGS());
	struct buf script = { 0 };

	buf_add(&script, "SET foreign_key_checks = 0; START TRANSACTION;");
	while (db_next(tables))
		buf_printf(&script, "DELETE FROM `%s`;", db_col_text(tables, "name"));
	buf_add(&script, "COMMIT; SET foreign_key_checks = 1");
	app_run(script.text);
	i18n_use("en");
	if (!made && !mkdtemp(folder))
		return 1;
	made = true;
	remove_files();
	copy_files("sql/seed");
	copy_files("tests/support/small");
	arena_release();
	return 0;
}

int folder_stop(void **state)
{
	remove_files();
	rmdir(folder);
	return app_stop(state);
}

static const char *finish(struct db *db, const struct import_fault *fault)
{
	struct buf text = { 0 };

	if (!fault)
		db_commit(db);
	else
		db_rollback(db);
	for (; fault; fault = fault->next) {
		buf_add(&text, fault->file);
		if (fault->line > 0)
			buf_printf(&text, ":%zu", fault->line);
		if (fault->column)
			buf_printf(&text, ": %s", fault->column);
		buf_printf(&text, ": %s\n", fault->message);
	}
	return buf_text(&text);
}

const char *folder_import(void)
{
	struct db *db = db_session(DB_WRITE);

	return finish(db, import_folder(db, folder, folder));
}

const char *folder_import_answers(void)
{
	struct db *db = db_session(DB_WRITE);

	return finish(db, import_answers(db, folder));
}
