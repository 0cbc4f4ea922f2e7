/* grunnmur check: a line for each thing that only people can mend; status 1 if there is any. */
#include <stdio.h>

#include "commands.h"
#include "db.h"
#include "i18n.h"
#include "inspection.h"
#include "outbox.h"

static const char *why(const struct db_rows *mails)
{
	const char *reason = db_col_text(mails, "reason");

	return reason ? outbox_reason_text(reason) : _("No worker sends them.");
}

int check_run(int count, char **words)
{
	unsigned long faults = 0;

	(void)words;
	if (count > 0)
		return USAGE;
	struct db *db = db_session(DB_READ);
	struct db_rows *units = inspection_units_without_leader(db);
	struct db_rows *people = inspection_people_without_position(db);
	struct db_rows *requests = inspection_requests_without_decider(db);

	for (; db_next(units); faults++)
		printf(_("Unit %s (%s) has no leader today.\n"), db_col_text(units, "code"),
		    db_col_text(units, "name"));
	for (; db_next(people); faults++)
		printf(_("Employee %s has no position that is valid today.\n"),
		    db_col_text(people, "employee_no"));
	for (; db_next(requests); faults++)
		printf(_("Training request %s of employee %s in unit %s waits, but nobody can decide"
		    " it.\n"), db_col_text(requests, "id"), db_col_text(requests, "employee_no"),
		    db_col_text(requests, "unit"));
	for (struct db_rows *mails = inspection_mails(db); db_next(mails); faults++)
		printf(_("Mails: %s. %s: %s\n"), db_col_text(mails, "mails"),
		    outbox_state_text(db_col_text(mails, "state")), why(mails));
	if (faults == 0)
		puts(_("Nothing is wrong."));
	return faults > 0 ? NOT_DONE : DONE;
}
