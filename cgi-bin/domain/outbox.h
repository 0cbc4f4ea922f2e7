/*
 * Mails that wait to be sent, and what became of them. A mail is a row written in the transaction
 * of what it tells of; a worker makes its text, from what holds then, and sends it (outbox_send.h).
 */
#ifndef GRUNNMUR_OUTBOX_H
#define GRUNNMUR_OUTBOX_H

#include <stdint.h>

#include "db.h"
#include "request.h"

/* What became of the mails that tell of an object: state, reason, mails; no row: there are none. */
struct db_rows *outbox_outcome(struct db *db, const char *kind, int64_t object_id);

/*
 * The mails of an object that somebody must do something about, at most so many: person, unit_name,
 * unit_language, state, reason, said, ended_at.
 */
struct db_rows *outbox_faults(struct db *db, const struct user *user, const char *kind,
    int64_t object_id, int64_t most);

/*
 * Queues the mails of an object that ended in a state, "failed" or "uncertain", once more; how
 * many. An uncertain one may come twice.
 */
int64_t outbox_again(struct db *db, const char *kind, int64_t object_id, const char *state);

/* What a state is called, in the user's language. */
const char *outbox_state_text(const char *state);

/* What a reason means and what to do, in the user's language. */
const char *outbox_reason_text(const char *reason);

#endif
