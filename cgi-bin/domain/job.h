/* Long work that HR or the operator asks for: its queue, how far it is, how it ended. */
#ifndef GRUNNMUR_JOB_H
#define GRUNNMUR_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

/*
 * Puts a job into the queue, in the caller's transaction; kind is "lane.what" ("round.open"): of
 * one lane one job runs at a time. Returns its id, the same again for the same op; 0, with nothing
 * to be committed: the same work on the same object is waiting or running. actor NULL, with op
 * NULL, is the operator's command.
 */
int64_t job_add(struct db *db, const struct user *actor, const char *kind, int64_t object_id,
    const char *op);

/*
 * The last hundred jobs, the latest first: id, kind, object_id, person (who asked, NULL: the
 * operator), asked_at, state, started_at, phase, done, total, seen_at, ended_at, silent_seconds
 * (since a worker last said how far it is), reason, detail.
 */
struct db_rows *job_list(struct db *db);

/* One job, the same columns; no row: there is none. */
struct db_rows *job_get(struct db *db, int64_t id);

/* The last job of that kind on an object, the same columns; no row: there was none. */
struct db_rows *job_of(struct db *db, const char *kind, int64_t object_id);

/* Cancels a job that has not ended; what it did is undone. False: it has ended, or is not there. */
bool job_cancel(struct db *db, const struct user *actor, int64_t id);

#endif
