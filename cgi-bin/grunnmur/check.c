/* grunnmur check: a line for each thing that only people can mend; status 1 if there is any. */
#include <stdio.h>
#include <string.h>

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

static const char *round_words(const char *reason)
{
	static const struct i18n_word words[] = {
		{ "dpia", N_("Round %s is ready and its day has come, but the reference of its data"
			" protection impact assessment is missing.") },
		{ "late", N_("The closing day of round %s came before it was opened.") },
		{ "failed", N_("The opening of round %s failed, or was cancelled.") },
		{ "stopped", N_("The opening of round %s stopped in its midst.") },
		{ "answers", N_("The deadline for answers to the consultation of round %s is past.") },
		{ NULL, NULL },
	};

	return i18n_word(words, reason);
}

/* Puts the round's code into the words. */
static void tell_round(const char *words, const char *code)
{
	const char *place = strstr(words, "%s");

	printf("%.*s%s%s\n", (int)(place - words), words, code, place + 2);
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
	struct db_rows *certificates = inspection_certificates_without_decider(db);
	struct db_rows *rounds = inspection_rounds(db);

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
	for (; db_next(certificates); faults++)
		printf(_("Certificate %s of employee %s in unit %s waits, but nobody can confirm it.\n"),
		    db_col_text(certificates, "id"), db_col_text(certificates, "employee_no"),
		    db_col_text(certificates, "unit"));
	for (struct db_rows *mails = inspection_mails(db); db_next(mails); faults++)
		printf(_("Mails: %s. %s: %s\n"), db_col_text(mails, "mails"),
		    outbox_state_text(db_col_text(mails, "state")), why(mails));
	for (; db_next(rounds); faults++)
		tell_round(round_words(db_col_text(rounds, "why")), db_col_text(rounds, "code"));
	if (faults == 0)
		puts(_("Nothing is wrong."));
	return faults > 0 ? NOT_DONE : DONE;
}
