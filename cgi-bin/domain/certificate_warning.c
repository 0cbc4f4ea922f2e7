/* Telling people that a certificate runs out, on their page and by mail. */
#include "certificate_warning.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "config.h"
#include "i18n.h"
#include "job.h"
#include "mail.h"
#include "proof.h"
#include "reminder_text.h"

enum { FAR_DAYS = PROOF_SOON_DAYS, NEAR_DAYS = 30, LATE_DAYS = 7 };

/* Oslo's hour from which people are told. */
static const char morning[] = "06";

/* The day as a number, which a job can be about. */
static int64_t number_of(const char *day)
{
	return strtoll(day, NULL, 10) * 10000 + strtoll(day + 5, NULL, 10) * 100
	    + strtoll(day + 8, NULL, 10);
}

void certificate_warning_due(struct db *db)
{
	const int64_t day = number_of(clock_today());

	if (strncmp(clock_oslo(clock_now()) + 11, morning, 2) < 0)
		return;
	struct db_rows *asked = db_query(db,
	    "SELECT id FROM job WHERE kind = 'warn.certificates' AND object_id = ? LIMIT 1",
	    DB_ARGS(db_int(day)));

	if (db_count(asked) == 0 && job_add(db, NULL, "warn.certificates", day, NULL) != 0)
		db_commit(db);
	else
		db_rollback(db);
}

/* Nothing of the same competence lasts longer than certificate x, which counts. */
#define LASTS_LONGEST \
	PROOF_COUNTS("x") \
	" AND NOT EXISTS (SELECT 1 FROM certificate y" \
	"      WHERE y.person_id = x.person_id AND y.competence_id = x.competence_id" \
	"        AND " PROOF_COUNTS("y") \
	"        AND (y.expires_on IS NULL OR y.expires_on > x.expires_on" \
	"          OR (y.expires_on = x.expires_on AND y.id > x.id)))"

static int64_t warn(struct db *db)
{
	const char *day = clock_today();
	const struct db_arg today = db_text(day), near = db_text(clock_add_days(day, NEAR_DAYS));

	return db_exec(db,
	    "INSERT INTO certificate_warning (certificate_id, expires_on, threshold, person_id, day)"
	    " SELECT d.id, d.expires_on, d.threshold, d.person_id, ? FROM ("
	    "  SELECT x.id, x.expires_on, x.person_id,"
	    "         IF(x.expires_on <= ?, 0, IF(x.expires_on <= ?, ?, ?)) AS threshold"
	    "    FROM certificate x"
	    "    JOIN person h ON h.id = x.person_id AND h.active = 1"
	    "   WHERE x.expires_on BETWEEN ? AND ? AND " LASTS_LONGEST
	    "     AND EXISTS (SELECT 1 FROM position s WHERE s.person_id = h.id"
	    "          AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?))) d"
	    "  WHERE NOT EXISTS (SELECT 1 FROM certificate_warning w WHERE w.certificate_id = d.id"
	    "     AND w.expires_on = d.expires_on AND w.threshold <= d.threshold)",
	    DB_ARGS(today, today, near, db_int(NEAR_DAYS), db_int(FAR_DAYS),
	        db_text(clock_add_days(day, -LATE_DAYS)), db_text(clock_add_days(day, FAR_DAYS)),
	        today, today));
}

/* One mail a person, about the last of their warnings behind a row; its day has the others. */
static int64_t write_mails(struct db *db, int64_t behind)
{
	const struct db_arg now = db_text(clock_now());

	if (!mail_is_configured())
		return 0;
	return db_exec(db,
	    "INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at)"
	    " SELECT 'certificate', MAX(w.id), w.person_id, ?, ?"
	    "   FROM certificate_warning w JOIN person p ON p.id = w.person_id AND p.email IS NOT NULL"
	    "  WHERE w.id > ? GROUP BY w.person_id ORDER BY w.person_id",
	    DB_ARGS(now, now, db_int(behind)));
}

const char *certificate_warning_work(struct db *db, struct job *job)
{
	struct db_rows *last = db_query(db,
	    "SELECT COALESCE(MAX(id), 0) AS id FROM certificate_warning", DB_ARGS());

	db_next(last);
	const int64_t warned = warn(db), mails = write_mails(db, db_col_int(last, "id"));

	audit_add(db, job->actor, "certificate.warn", job->object_id, 0,
	    arena_printf("%lld certificates, %lld mails", (long long)warned, (long long)mails));
	return NULL;
}

/* The mail ---------------------------------------------------------------------- */

static const char *text_for(const char *person)
{
	return arena_printf("%s\n\n%s\n\n%s\n%s\n\n%s\n\n%s\n%s\n\n%s\n",
	    arena_printf(_("Hello %s"), person),
	    _("A certificate of yours runs out soon, or has just done so."),
	    _("See which one it is, and what you can do:"),
	    reminder_text_address_of("/survey/certificates"), _("Log in as usual."), _("Regards"),
	    config()->municipality,
	    _("This mail was sent by itself, and an answer to it is read by nobody."));
}

const char *certificate_warning_mail(struct db *db, const struct db_rows *outbox, struct mail *mail)
{
	struct db_rows *row = db_query(db,
	    "SELECT CONCAT(p.given_name, ' ', p.family_name) AS person, p.email, p.active,"
	    "       COALESCE(p.language, ?) AS language,"
	    "       EXISTS (SELECT 1 FROM certificate_warning w"
	    "         JOIN certificate x ON x.id = w.certificate_id AND x.expires_on = w.expires_on"
	    "        WHERE w.person_id = p.id AND w.day = v.day AND " LASTS_LONGEST ") AS holds"
	    "  FROM certificate_warning v JOIN person p ON p.id = v.person_id"
	    " WHERE v.id = ? AND p.id = ?",
	    DB_ARGS(db_text(config()->language), db_int(db_col_int(outbox, "object_id")),
	        db_int(db_col_int(outbox, "person_id"))));

	if (!db_next(row) || !db_col_int(row, "holds"))
		return "mail.renewed";
	if (!db_col_int(row, "active"))
		return "mail.left";
	mail->language = i18n_use(db_col_text(row, "language"));
	mail->to = db_col_text(row, "email") ? db_col_text(row, "email") : "";
	mail->to_name = db_col_text(row, "person");
	mail->subject = _("Reminder: a certificate runs out");
	mail->text = text_for(mail->to_name);
	return NULL;
}
