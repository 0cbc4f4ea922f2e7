/* grunnmur migrate: the whole schema, or the steps that it lacks; and the grants. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "commands.h"
#include "db.h"
#include "i18n.h"
#include "log.h"
#include "person.h"
#include "schema.h"

struct step { int64_t version; const char *path; };
struct steps { struct step *list; size_t count; };

static bool run_file(struct db *db, const char *path)
{
	const char *sql = file_text(path);
	const char *problem = sql ? db_run_script(db, sql) : NULL;

	if (problem)
		fprintf(stderr, "%s: %s\n", path, problem);
	return sql && !problem;
}

static int is_migration(const struct dirent *entry)
{
	const char *name = entry->d_name;
	const size_t length = strlen(name);

	return strspn(name, "0123456789") == 4 && name[4] == '_' && length > 9
	    && strcmp(name + length - 4, ".sql") == 0;
}

/*
 * The steps of a folder in their order; a step that is missing, or two with one number, stop the
 * migration.
 */
static bool find_steps(const char *folder, struct steps *steps)
{
	struct dirent **entries;
	const int count = scandir(folder, &entries, is_migration, alphasort);

	if (count < 0) {
		perror(folder);
		return false;
	}
	steps->list = arena_alloc(((size_t)count + 1) * sizeof *steps->list);
	steps->count = (size_t)count;
	bool complete = true;

	for (int i = 0; i < count; i++) {
		steps->list[i] = (struct step){ strtol(entries[i]->d_name, NULL, 10),
			arena_printf("%s/%s", folder, entries[i]->d_name) };
		complete &= steps->list[i].version == i + 1;
		free(entries[i]);
	}
	free(entries);
	if (!complete)
		fprintf(stderr, _("%s: the steps are not numbered 0001, 0002 and so on without a gap.\n"),
		    folder);
	return complete;
}

static bool run_steps(struct db *db, const struct steps *steps, int64_t version)
{
	for (size_t i = (size_t)version; i < steps->count; i++) {
		if (!run_file(db, steps->list[i].path))
			return false;
		if (schema_version(db) != steps->list[i].version) {
			fprintf(stderr, _("%s: the step does not record its version.\n"), steps->list[i].path);
			return false;
		}
		printf(_("Version %lld is in place.\n"), (long long)steps->list[i].version);
	}
	return true;
}

static bool is_folder(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool fill(struct db *db, const char *schema)
{
	if (!run_file(db, schema))
		return false;
	printf(_("The schema is in place, version %lld.\n"), (long long)schema_version(db));
	return true;
}

static bool migrate(struct db *db, const char *source)
{
	const bool folder = is_folder(source);
	const int64_t version = schema_version(db);
	struct steps steps = { 0 };

	if (version < 0) {
		fprintf(stderr, "%s\n",
		    _("The database holds tables that are not ours; it must be empty."));
		return false;
	}
	if (version == 0)
		return fill(db, folder ? arena_printf("%s/schema.sql", source) : source);
	if (!folder) {
		fprintf(stderr, "%s\n",
		    _("The database has a schema already; its next steps are in a folder."));
		return false;
	}
	if (!find_steps(arena_printf("%s/migrate", source), &steps))
		return false;
	if (version > (int64_t)steps.count) {
		fprintf(stderr, _("The database has version %lld, which is newer than this program's"
		    " %zu.\n"), (long long)version, steps.count);
		return false;
	}
	if (version == (int64_t)steps.count)
		printf(_("The schema is up to date, version %lld.\n"), (long long)version);
	return run_steps(db, &steps, version);
}

int migrate_run(int count, char **words)
{
	const char *source = NULL;
	bool grants = false;

	for (int i = 0; i < count; i++) {
		if (strcmp(words[i], "--grants") == 0)
			grants = true;
		else if (strcmp(words[i], "--schema") == 0 && i + 1 < count)
			source = words[++i];
		else
			return USAGE;
	}
	db_expect(0, "grunnmur_admin");
	struct db *db = db_session(DB_SAVE);

	if (!schema_lock(db)) {
		fprintf(stderr, "%s\n", _("Another migration is under way."));
		return NOT_DONE;
	}
	if (!migrate(db, source ? source : file_sql_path(".")))
		return NOT_DONE;
	return grants && !run_file(db, file_sql_path("grants.sql")) ? NOT_DONE : DONE;
}
