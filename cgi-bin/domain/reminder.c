/* Reminders to people who have not submitted: who would get one, and what was sent. */
#include "reminder.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "i18n.h"
#include "job.h"
#include "outbox.h"
#include "reminder_inside.h"
#include "round.h"

enum { DAY_SECONDS = 24 * 60 * 60 };

const char *const reminder_kinds[] = { "never", "paused", "last", NULL };

bool reminder_may_name(struct db *db, int64_t round_id)
{
	return db_count(db_query(db, "SELECT id FROM round WHERE id = ? AND confidential = 1",
	    DB_ARGS(db_int(round_id)))) == 0;
}

static struct db_arg quiet_since(void)
{
	return db_text(clock_later(-REMINDER_QUIET_DAYS * DAY_SECONDS));
}

/* How many ---------------------------------------------------------------------- */

/* Who has paused is looked up once for each, in their answers: it is asked twice of the result. */
#define COUNTED \
	"SELECT COALESCE(SUM(w.never), 0) AS never_all," \
	"       COALESCE(SUM(w.never AND w.waits), 0) AS never," \
	"       COALESCE(SUM(w.never AND w.waits AND h.has_mail), 0) AS never_mail," \
	"       COALESCE(SUM(w.paused), 0) AS paused_all," \
	"       COALESCE(SUM(w.paused AND w.waits), 0) AS paused," \
	"       COALESCE(SUM(w.paused AND w.waits AND h.has_mail), 0) AS paused_mail," \
	"       COUNT(*) AS last_all, COALESCE(SUM(w.waits), 0) AS last," \
	"       COALESCE(SUM(w.waits AND h.has_mail), 0) AS last_mail" \
	"  FROM (SELECT DISTINCT a.person_id, " REMINDER_NEVER " AS never," \
	"               " REMINDER_PAUSED " AS paused," \
	"               NOT " REMINDER_WAS_TODAY " AS waits" REMINDER_MISSING

#define COUNTED_END ") w JOIN person_reach h ON h.id = w.person_id"

static struct db_rows *count_all(struct db *db, int64_t round_id)
{
	const struct db_arg quiet = quiet_since(), today = db_text(clock_today());

	return db_query(db, COUNTED REMINDER_HERE COUNTED_END,
	    DB_ARGS(quiet, quiet, quiet, today, db_int(round_id), today, today));
}

static struct db_rows *count_led(struct db *db, int64_t round_id, int64_t leader)
{
	const struct db_arg quiet = quiet_since(), today = db_text(clock_today()), me = db_int(leader);

	return db_query(db, COUNTED REMINDER_LED COUNTED_END,
	    DB_ARGS(quiet, quiet, quiet, today, db_int(round_id), me, today, today, me, today, today));
}

void reminder_count(struct db *db, int64_t round_id, int64_t scope,
    struct reminder_count counts[3])
{
	struct db_rows *row = scope ? count_led(db, round_id, scope) : count_all(db, round_id);

	db_next(row);
	for (size_t i = 0; reminder_kinds[i]; i++)
		counts[i] = (struct reminder_count){
			db_col_int(row, arena_printf("%s_all", reminder_kinds[i])),
			db_col_int(row, reminder_kinds[i]),
			db_col_int(row, arena_printf("%s_mail", reminder_kinds[i])) };
}

/* Who --------------------------------------------------------------------------- */

struct db_rows *reminder_units(struct db *db, const struct user *user, int64_t round_id,
    const char *kind)
{
	const struct db_arg quiet = quiet_since(), today = db_text(clock_today());
	const struct db_arg of = db_text(kind);

	return db_query(db,
	    "SELECT u.id, u.code, COALESCE(own.name, nb.name, u.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language,"
	    "       w.people, w.mail"
	    "  FROM (SELECT w.unit_id, COUNT(*) AS people, CAST(SUM(h.has_mail) AS UNSIGNED) AS mail"
	    "          FROM (SELECT a.unit_id, a.person_id" REMINDER_WAITING REMINDER_HERE
	    REMINDER_OF_KIND ") w"
	    "          JOIN person_reach h ON h.id = w.person_id GROUP BY w.unit_id) w"
	    "  JOIN unit u ON u.id = w.unit_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " ORDER BY name, u.id",
	    DB_ARGS(db_int(round_id), today, today, today, REMINDER_OF_KIND_ARGS(of, quiet),
	        db_text(user->language)));
}

/* The unit is the one pinned in the round. */
struct db_rows *reminder_people(struct db *db, const struct user *leader, int64_t round_id,
    const char *kind, int64_t most)
{
	const struct db_arg quiet = quiet_since(), today = db_text(clock_today());
	const struct db_arg of = db_text(kind), me = db_int(leader->id);

	return db_query(db,
	    "SELECT p.id, CONCAT(p.given_name, ' ', p.family_name) AS person,"
	    "       COALESCE(own.name, nb.name, u.code) AS unit_name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS unit_language,"
	    "       w.started_at,"
	    "       (SELECT MAX(m.day) FROM reminder m WHERE m.round_id = w.round_id"
	    "         AND m.person_id = w.person_id) AS reminded_on, h.has_mail"
	    "  FROM (SELECT a.round_id, a.unit_id, a.person_id, a.started_at" REMINDER_WAITING
	    REMINDER_LED REMINDER_OF_KIND ") w"
	    "  JOIN person p ON p.id = w.person_id"
	    "  JOIN person_reach h ON h.id = w.person_id"
	    "  JOIN unit u ON u.id = w.unit_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " ORDER BY unit_name, u.id, p.family_name, p.given_name, p.id LIMIT ?",
	    DB_ARGS(db_int(round_id), today, me, today, today, me, today, today,
	        REMINDER_OF_KIND_ARGS(of, quiet), db_text(leader->language), db_int(most)));
}

struct db_rows *reminder_rounds(struct db *db, const struct user *leader)
{
	const struct db_arg me = db_int(leader->id), today = db_text(clock_today());

	return db_query(db,
	    "SELECT r.id, COALESCE(own.title, nb.title, r.code) AS title,"
	    "       IF(own.title IS NULL AND nb.title IS NOT NULL, 'nb', NULL) AS language, r.closes_at"
	    "  FROM round r"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    " WHERE r.state = 'open' AND r.closes_at > ?"
	    "   AND EXISTS (SELECT 1 FROM assessment a WHERE a.round_id = r.id" REMINDER_LED ")"
	    " ORDER BY r.closes_at, r.id",
	    DB_ARGS(db_text(leader->language), db_text(clock_now()), me, today, today, me, today,
	        today));
}

/* What was sent ----------------------------------------------------------------- */

#define SENDINGS \
	"SELECT s.id, s.round_id, s.kind, s.day, s.scope_id = 0 AS by_hr," \
	"       CONCAT(p.given_name, ' ', p.family_name) AS person, s.asked_at, s.people, s.mails," \
	"       j.id AS job, j.state, j.reason," \
	"       (SELECT COUNT(*) FROM outbox o WHERE o.kind = 'reminder' AND o.object_id = s.id" \
	"         AND o.state = 'sent') AS sent," \
	"       (SELECT COUNT(*) FROM outbox o WHERE o.kind = 'reminder' AND o.object_id = s.id" \
	"         AND o.state IN ('queued', 'sending')) AS waiting," \
	"       (SELECT COUNT(*) FROM outbox o WHERE o.kind = 'reminder' AND o.object_id = s.id" \
	"         AND o.state IN ('failed', 'uncertain')) AS faults" \
	"  FROM reminder_sending s" \
	"  JOIN person p ON p.id = s.asked_by" \
	"  LEFT JOIN job j ON j.id = (SELECT MAX(k.id) FROM job k" \
	"       WHERE k.kind = 'remind.send' AND k.object_id = s.id)"

struct db_rows *reminder_sendings(struct db *db, int64_t round_id, int64_t scope)
{
	return db_query(db,
	    SENDINGS
	    " WHERE s.round_id = ? AND (? = 0 OR s.scope_id = ?) ORDER BY s.id DESC LIMIT 100",
	    DB_ARGS(db_int(round_id), db_int(scope), db_int(scope)));
}

struct db_rows *reminder_sending(struct db *db, int64_t id)
{
	return db_query(db, SENDINGS " WHERE s.id = ?", DB_ARGS(db_int(id)));
}

int64_t reminder_round(struct db *db, int64_t id)
{
	struct db_rows *row = db_query(db, "SELECT round_id FROM reminder_sending WHERE id = ?",
	    DB_ARGS(db_int(id)));

	return db_next(row) ? db_col_int(row, "round_id") : 0;
}

/* Asking for it ----------------------------------------------------------------- */

bool reminder_is_near(const char *closes_at)
{
	return strcmp(closes_at, clock_later(REMINDER_LAST_DAYS * DAY_SECONDS)) <= 0;
}

/* The sending of today; one whose job failed or was cancelled may be asked for again. */
static int64_t sending_of_today(struct db *db, const struct user *actor, int64_t round_id,
    const char *kind, int64_t scope)
{
	const struct db_arg round = db_int(round_id), of = db_text(kind), who = db_int(scope);
	const struct db_arg today = db_text(clock_today());

	if (db_try(db,
	    "INSERT INTO reminder_sending (round_id, kind, day, scope_id, asked_by, asked_at)"
	    " VALUES (?, ?, ?, ?, ?, ?)",
	    DB_ARGS(round, of, today, who, db_int(actor->id), db_text(clock_now()))))
		return db_insert_id(db);
	struct db_rows *there = db_query(db,
	    "SELECT id FROM reminder_sending WHERE round_id = ? AND kind = ? AND day = ?"
	    " AND scope_id = ? AND people IS NULL",
	    DB_ARGS(round, of, today, who));

	return db_next(there) ? db_col_int(there, "id") : 0;
}

enum reminder_asked reminder_ask(struct db *db, const struct user *actor, int64_t round_id,
    const char *kind, int64_t scope, const char *op, int64_t *job)
{
	*job = audit_op_object(db, actor, op, "job.add");
	if (*job)
		return REMINDER_ASKED;
	struct db_rows *round = db_query(db, "SELECT state, closes_at FROM round WHERE id = ?",
	    DB_ARGS(db_int(round_id)));

	if (!db_next(round)
	    || !round_is_open(db_col_text(round, "state"), db_col_text(round, "closes_at")))
		return REMINDER_NOT_OPEN;
	if (strcmp(kind, "last") == 0 && !reminder_is_near(db_col_text(round, "closes_at")))
		return REMINDER_TOO_EARLY;
	const int64_t sending = sending_of_today(db, actor, round_id, kind, scope);

	*job = sending ? job_add(db, actor, "remind.send", sending, op) : 0;
	return *job ? REMINDER_ASKED : REMINDER_TODAY;
}

enum reminder_again reminder_again(struct db *db, const struct user *actor, int64_t id,
    const char *state, const char *op)
{
	const int64_t round_id = reminder_round(db, id);
	struct db_rows *round = db_query(db, "SELECT state, closes_at FROM round WHERE id = ?",
	    DB_ARGS(db_int(round_id)));

	if (audit_op_object(db, actor, op, "reminder.again") == id)
		return REMINDER_AGAIN;
	if (!db_next(round)
	    || !round_is_open(db_col_text(round, "state"), db_col_text(round, "closes_at")))
		return REMINDER_AGAIN_CLOSED;
	if (!audit_op_claim(db, actor, op, "reminder.again", id))
		return REMINDER_AGAIN_OTHER;
	const int64_t mails = outbox_again(db, "reminder", id, state);

	if (mails == 0)
		return REMINDER_AGAIN_NONE;
	/* In a confidential round the log counts nobody either. */
	audit_add(db, actor, "reminder.again", round_id, 0, reminder_may_name(db, round_id)
	    ? arena_printf("sending %lld, %s: %lld mails", (long long)id, state, (long long)mails)
	    : arena_printf("sending %lld, %s", (long long)id, state));
	return REMINDER_AGAIN;
}

const char *reminder_kind_text(const char *kind)
{
	static const struct i18n_word kinds[] = {
		{ "never", N_("Never started") }, { "paused", N_("Paused") },
		{ "last", N_("Not submitted") }, { NULL, NULL },
	};
	const char *text = i18n_word(kinds, kind);

	return text ? text : kind;
}
