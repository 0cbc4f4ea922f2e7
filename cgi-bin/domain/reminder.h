/*
 * Reminders to people who have not submitted in an open round: who would get one, who asked for
 * them and what became of them. Kinds: "never", who has not begun; "paused", who has begun and
 * saved nothing for some days; "last", all of them, in the last days before the deadline. Nobody is
 * reminded twice a day, whoever asks; nobody who has submitted, left, or has no position today.
 *
 * A scope is whose people are meant: 0, everybody in the round (HR); else the leader's, by id:
 * those with a position today in the units led today and below, but not the leader.
 */
#ifndef GRUNNMUR_REMINDER_H
#define GRUNNMUR_REMINDER_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

/* So many days of silence are a pause; in so many days before the deadline all are reminded. */
enum { REMINDER_QUIET_DAYS = 5, REMINDER_LAST_DAYS = 7 };

extern const char *const reminder_kinds[];      /* ended by NULL */

/* Whether HR and leaders may see who has not submitted; not in a confidential round. */
bool reminder_may_name(struct db *db, int64_t round_id);

/*
 * all: how many are of a kind, reminded today or not; people: how many would be reminded now; mail:
 * how many of them have a mail address.
 */
struct reminder_count { int64_t all, people, mail; };

/* One for each of reminder_kinds, in its order; three. */
void reminder_count(struct db *db, int64_t round_id, int64_t scope,
    struct reminder_count counts[3]);

/* Those of a kind by the unit pinned in the round: id, code, name, language, people, has_mail. */
struct db_rows *reminder_units(struct db *db, const struct user *user, int64_t round_id,
    const char *kind);

/*
 * A leader's people of a kind by name, at most so many: id, person, unit_name, unit_language,
 * started_at, reminded_on (last), has_mail.
 */
struct db_rows *reminder_people(struct db *db, const struct user *leader, int64_t round_id,
    const char *kind, int64_t most);

/* Open rounds in which some of a leader's people were asked: id, title, language, closes_at. */
struct db_rows *reminder_rounds(struct db *db, const struct user *leader);

/*
 * What was sent in a round, the latest first: id, kind, day, person (who asked), by_hr, asked_at,
 * people and mails (NULL: not done yet), state of its job, reason, sent, waiting, faults. scope 0:
 * everybody's sendings; else the leader's own.
 */
struct db_rows *reminder_sendings(struct db *db, int64_t round_id, int64_t scope);

/* One of them, with round_id; no row: there is none. */
struct db_rows *reminder_sending(struct db *db, int64_t id);

/* The round of a sending; 0: there is no such sending. */
int64_t reminder_round(struct db *db, int64_t id);

enum reminder_asked {
	REMINDER_ASKED,         /* a job does it */
	REMINDER_NOT_OPEN,      /* nobody can answer now */
	REMINDER_TOO_EARLY,     /* kind "last": the deadline is not near */
	REMINDER_TODAY          /* this kind was sent, or is being sent, today */
};

/* Asks for those of a kind to be reminded; *job is the job's id, the same again for the same op. */
enum reminder_asked reminder_ask(struct db *db, const struct user *actor, int64_t round_id,
    const char *kind, int64_t scope, const char *op, int64_t *job);

enum reminder_again {
	REMINDER_AGAIN,
	REMINDER_AGAIN_CLOSED,  /* nobody can answer now */
	REMINDER_AGAIN_NONE,    /* no mail of the sending ended so */
	REMINDER_AGAIN_OTHER    /* the op is another's */
};

/*
 * Lets the mails of a sending go out once more that ended in a state, "failed" or "uncertain"; once
 * for an op. What is refused is to be rolled back.
 */
enum reminder_again reminder_again(struct db *db, const struct user *actor, int64_t id,
    const char *state, const char *op);

/* Whether "last" can be sent now; closes_at is UTC, "YYYY-MM-DD HH:MM:SS". */
bool reminder_is_near(const char *closes_at);

/* What a kind is called, in the user's language. */
const char *reminder_kind_text(const char *kind);

#endif
