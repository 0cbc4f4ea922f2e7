/*
 * A worker's side of the queue: takes a job, does it, says how far it is.
 *
 * A job is taken by locking its lane's row (FOR UPDATE SKIP LOCKED) on a session that does
 * nothing else; the lock goes with the worker. A job found running under a free lane was left by a
 * worker that died, and begins again. Whatever a worker commits carries the attempt that it began:
 * a worker that lost its lane, or whose job was cancelled, can commit nothing more.
 */
#ifndef GRUNNMUR_JOB_RUN_H
#define GRUNNMUR_JOB_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct job {
	int64_t id, object_id, attempt, tries;
	const char *kind;
	const struct user *actor;       /* who asked; NULL: the operator */
	const char *detail;             /* what a failure's reason is about; "" */
};

/*
 * Does the work in the session of DB_WRITE. NULL: done; what is not committed yet is committed
 * together with the job's end. Else the reason, a word of the product ('round.too_late'); what is
 * not committed is undone. It may be called again after a crash and must find its own traces.
 */
typedef const char *job_work(struct db *db, struct job *job);

struct job_kind { const char *name; job_work *work; };

/*
 * Takes the next job of a free lane and does it; kinds end in a NULL name. False: nothing waits, or
 * others are at it. ending, asked while the job says how far it is, stops it: it is left for the
 * next worker.
 */
bool job_run_next(const struct job_kind *kinds, bool (*ending)(void));

/*
 * Takes a lane for other work than jobs, in the session of DB_HOLD: it is held until that is rolled
 * back. False: another worker has it.
 */
bool job_take_lane(const char *lane);

/*
 * Says how far it is, for everybody to see at once; the work's own transaction stays open. The
 * clock moves on: a job that needs one day throughout keeps it. Does not return when the job was
 * cancelled or is another's: the work is undone.
 */
void job_progress(const struct job *job, const char *phase, int64_t done, int64_t total);

/* Commits what was done so far, together with how far it is. Does not return in the same cases. */
void job_step(struct db *db, const struct job *job, const char *phase, int64_t done,
    int64_t total);

#endif
