/* grunnmur import: a folder into an empty database, or answers into a round; all or nothing. */
#include "import.h"

#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "db.h"
#include "i18n.h"

static int tell(const struct import_fault *fault)
{
	unsigned long count = 0;

	for (; fault; fault = fault->next, count++) {
		fputs(fault->file, stderr);
		if (fault->line > 0)
			fprintf(stderr, ":%zu", fault->line);
		if (fault->column && *fault->column)
			fprintf(stderr, ": %s", fault->column);
		fprintf(stderr, ": %s\n", fault->message);
	}
	fprintf(stderr, i18n_plural("%lu fault. Nothing was stored.\n",
	    "%lu faults. Nothing was stored.\n", count), count);
	return BAD_DATA;
}

int import_run(int count, char **words)
{
	const bool answers = count == 2 && strcmp(words[0], "--answers") == 0;

	if (!answers && (count != 1 || words[0][0] == '-'))
		return USAGE;
	struct db *db = db_session(DB_WRITE);

	if (!answers && !import_is_possible(db)) {
		fprintf(stderr, "%s\n",
		    _("The database holds people or a catalogue already; this import needs an empty one."));
		return NOT_DONE;
	}
	if (!import_keeps_letters(db)) {
		fprintf(stderr, "%s\n", _("The character set of the database must be utf8mb4."));
		return NOT_DONE;
	}
	const struct import_fault *faults = answers ? import_answers(db, words[1])
	    : import_folder(db, file_sql_path("seed"), words[0]);

	if (faults) {
		db_rollback(db);
		return tell(faults);
	}
	db_commit(db);
	puts(answers ? _("The answers are stored.") : _("The municipality is stored."));
	return DONE;
}
