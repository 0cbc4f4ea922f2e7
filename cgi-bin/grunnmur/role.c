/* grunnmur role grant|revoke LOGIN hr: makes the first HR user, and takes the right away again. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "db.h"
#include "grant.h"
#include "i18n.h"

int role_run(int count, char **words)
{
	if (count != 3 || strcmp(words[2], "hr") != 0)
		return USAGE;
	const bool grant = strcmp(words[0], "grant") == 0;

	if (!grant && strcmp(words[0], "revoke") != 0)
		return USAGE;
	struct db *db = db_session(DB_WRITE);
	const int64_t person = grant_person(db, words[1]);

	if (person == 0) {
		fprintf(stderr, "%s: %s\n", words[1], _("Nobody has this login."));
		return NOT_DONE;
	}
	const bool changed = grant ? grant_role(db, person, words[2])
	    : grant_revoke(db, person, words[2]);

	if (!changed) {
		db_rollback(db);
		puts(grant ? _("This person has the role already.")
		    : _("This person does not have the role."));
		return DONE;
	}
	db_commit(db);
	puts(grant ? _("The role is granted.") : _("The role is revoked."));
	return DONE;
}
