/* A worker's side of reminders. */
#include "reminder_send.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "config.h"
#include "i18n.h"
#include "mail.h"
#include "reminder.h"
#include "reminder_inside.h"
#include "reminder_text.h"
#include "round.h"

enum { DAY_SECONDS = 24 * 60 * 60 };

#define REMIND \
	"INSERT INTO reminder (round_id, person_id, day, sending_id)" \
	" SELECT a.round_id, a.person_id, ?, ?" REMINDER_WAITING

/* Whoever has submitted since the list was seen is no longer among them. */
static int64_t remind(struct db *db, const struct db_rows *sending)
{
	const struct db_arg id = db_int(db_col_int(sending, "id"));
	const struct db_arg round = db_int(db_col_int(sending, "round_id"));
	const struct db_arg day = db_text(db_col_text(sending, "day")), today = db_text(clock_today());
	const struct db_arg of = db_text(db_col_text(sending, "kind"));
	const struct db_arg who = db_int(db_col_int(sending, "scope_id"));
	const struct db_arg quiet = db_text(clock_later(-REMINDER_QUIET_DAYS * DAY_SECONDS));

	if (who.number == 0)
		return db_exec(db, REMIND REMINDER_HERE REMINDER_OF_KIND,
		    DB_ARGS(day, id, round, day, today, today, REMINDER_OF_KIND_ARGS(of, quiet)));
	return db_exec(db, REMIND REMINDER_LED REMINDER_OF_KIND,
	    DB_ARGS(day, id, round, day, who, today, today, who, today, today,
	        REMINDER_OF_KIND_ARGS(of, quiet)));
}

static int64_t write_mails(struct db *db, int64_t sending_id)
{
	const struct db_arg now = db_text(clock_now());

	if (!mail_is_configured())
		return 0;
	return db_exec(db,
	    "INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at)"
	    " SELECT 'reminder', m.sending_id, m.person_id, ?, ?"
	    "   FROM reminder m JOIN person p ON p.id = m.person_id AND p.email IS NOT NULL"
	    "  WHERE m.sending_id = ? ORDER BY m.person_id",
	    DB_ARGS(now, now, db_int(sending_id)));
}

const char *reminder_send_work(struct db *db, struct job *job)
{
	struct db_rows *sending = db_query(db,
	    "SELECT s.id, s.round_id, s.kind, s.day, s.scope_id, s.people, r.state, r.closes_at"
	    "  FROM reminder_sending s JOIN round r ON r.id = s.round_id WHERE s.id = ?",
	    DB_ARGS(db_int(job->object_id)));

	if (!db_next(sending))
		return "remind.unknown";
	if (!db_col_null(sending, "people"))
		return NULL;
	if (!round_is_open(db_col_text(sending, "state"), db_col_text(sending, "closes_at")))
		return "remind.closed";
	const int64_t people = remind(db, sending), mails = write_mails(db, job->object_id);

	db_exec(db, "UPDATE reminder_sending SET people = ?, mails = ? WHERE id = ?",
	    DB_ARGS(db_int(people), db_int(mails), db_int(job->object_id)));
	audit_add(db, job->actor, "reminder.send", db_col_int(sending, "round_id"), 0,
	    arena_printf("%s: %lld people, %lld mails", db_col_text(sending, "kind"),
	        (long long)people, (long long)mails));
	return NULL;
}

/* The mail ---------------------------------------------------------------------- */

static const char *why_not(const struct db_rows *row)
{
	if (!round_is_open(db_col_text(row, "state"), db_col_text(row, "closes_at")))
		return "mail.closed";
	if (!db_col_int(row, "waits"))
		return "mail.submitted";
	return db_col_int(row, "active") ? NULL : "mail.left";
}

const char *reminder_mail(struct db *db, const struct db_rows *outbox, struct mail *mail)
{
	struct db_rows *row = db_query(db,
	    "SELECT a.id AS assessment, CONCAT(p.given_name, ' ', p.family_name) AS person, p.email,"
	    "       COALESCE(p.language, ?) AS language, p.active, r.state, r.closes_at,"
	    "       COALESCE(own.title, nb.title, r.code) AS title,"
	    "       a.state IN ('assigned', 'reopened') AS waits, a.started_at IS NOT NULL AS started"
	    "  FROM reminder_sending s"
	    "  JOIN round r ON r.id = s.round_id"
	    "  JOIN assessment a ON a.round_id = s.round_id AND a.person_id = ?"
	    "  JOIN person p ON p.id = a.person_id"
	    "  LEFT JOIN round_text own ON own.round_id = r.id"
	    "   AND own.language = COALESCE(p.language, ?)"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    " WHERE s.id = ?",
	    DB_ARGS(db_text(config()->language), db_int(db_col_int(outbox, "person_id")),
	        db_text(config()->language), db_int(db_col_int(outbox, "object_id"))));

	if (!db_next(row))
		return "mail.closed";
	const char *why = why_not(row);

	if (why)
		return why;
	mail->language = i18n_use(db_col_text(row, "language"));
	mail->to = db_col_text(row, "email") ? db_col_text(row, "email") : "";
	mail->to_name = db_col_text(row, "person");
	const struct reminder_text text = { db_col_text(row, "person"), db_col_text(row, "title"),
		round_last_day(db_col_text(row, "closes_at")), db_col_int(row, "assessment"),
		db_col_int(row, "started") != 0 };

	mail->subject = reminder_text_subject(&text);
	mail->text = reminder_text_mail(&text);
	return NULL;
}
