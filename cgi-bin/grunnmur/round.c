/* grunnmur round open CODE */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "db.h"
#include "i18n.h"
#include "round_opening.h"

static const char *refusal(enum round_opening outcome)
{
	switch (outcome) {
	case ROUND_UNKNOWN:
		return _("There is no round with this code.");
	case ROUND_NOT_READY:
		return _("The round is not ready to be opened, or it was opened before.");
	case ROUND_TOO_EARLY:
		return _("The round's opening time has not come.");
	case ROUND_TOO_LATE:
		return _("The round's closing time is past.");
	case ROUND_ASKS_NOBODY:
		return _("Nobody has a position that is valid today.");
	case ROUND_OPENED:
		break;
	}
	return NULL;
}

int round_run(int count, char **words)
{
	struct round_opened opened = { 0 };

	if (count != 2 || strcmp(words[0], "open") != 0)
		return USAGE;
	struct db *db = db_session(DB_WRITE);
	const char *why = refusal(round_opening_open(db, NULL, words[1], &opened));

	if (why) {
		db_rollback(db);
		fprintf(stderr, "%s: %s\n", words[1], why);
		return NOT_DONE;
	}
	db_commit(db);
	printf(_("The round is open: %lld people are asked %lld questions.\n"),
	    (long long)opened.people, (long long)opened.answers);
	return DONE;
}
