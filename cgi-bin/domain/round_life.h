/*
 * The life of a round: draft, consultation, ready, opening, open, closed, archived. Each step is
 * an event: who, when, what, why. Between them stands what round_opening and consultation do.
 */
#ifndef GRUNNMUR_ROUND_LIFE_H
#define GRUNNMUR_ROUND_LIFE_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

/* A round as it is, locked until the transaction ends. */
struct round_now {
	int64_t id, rev;
	const char *state, *opens_at, *closes_at;
	bool confidential, has_dpia;
	bool is_opened_now;             /* a job that opens it waits or runs */
};

/* NULL: there is none. */
const struct round_now *round_life_lock(struct db *db, int64_t id);

/*
 * Why a step cannot be taken, as a sentence to the user; NULL: it can. Steps are "change", "lay",
 * "withdraw", "ready", "open", "undo", "extend", "close", "archive". rev is the revision that the
 * user saw, -1 any.
 */
const char *round_life_refusal(const struct round_now *now, const char *step, int64_t rev);

/* Whether the state alone lets a step be taken. */
bool round_life_may(const char *state, const char *step);

/* Back to draft, from consultation or ready; a consultation that waits ends with it. */
void round_life_withdraw(struct db *db, const struct user *user, const struct round_now *now,
    const char *reason);

/* A later closing time, of an open round. */
void round_life_extend(struct db *db, const struct user *user, const struct round_now *now,
    const char *closes_at, const char *reason);

/* Closed before its time. */
void round_life_close(struct db *db, const struct user *user, const struct round_now *now,
    const char *reason);

void round_life_archive(struct db *db, const struct user *user, const struct round_now *now,
    const char *reason);

/*
 * A step that was taken: its event and its row in the audit, in the caller's transaction. actor
 * NULL is the worker by the clock, or the operator. reason may be NULL.
 */
void round_life_event(struct db *db, const struct user *actor, int64_t round_id, const char *step,
    const char *reason, const char *detail);

/* Moves a locked round to a state, and its revision with it. */
void round_life_move(struct db *db, const struct round_now *now, const char *state);

/* id, at, person (NULL: by the clock or the operator), step, reason, detail; the latest first. */
struct db_rows *round_life_history(struct db *db, int64_t round_id);

/*
 * What the clock asks for: a ready round whose time has come is to be opened, an open one whose
 * time is over is closed. Each in a transaction of its own; to be called again and again. An
 * opening that failed is not asked for again before the opening day is moved.
 */
void round_life_due(struct db *db);

#endif
