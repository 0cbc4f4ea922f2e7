/* Opens a round: one assessment a person, one answer row an item asked, levels pinned. */
#ifndef GRUNNMUR_ROUND_OPENING_H
#define GRUNNMUR_ROUND_OPENING_H

#include <stdint.h>

#include "db.h"
#include "job_run.h"
#include "request.h"

enum round_opening {
	ROUND_OPENED,
	ROUND_UNKNOWN,          /* no round has this code */
	/* its state is not ready: consultation is not over, or it was opened before */
	ROUND_NOT_READY,
	ROUND_TOO_EARLY,        /* its opening time has not come */
	ROUND_TOO_LATE,         /* its closing time is past */
	ROUND_ASKS_NOBODY       /* nobody has a valid position today */
};

struct round_opened { int64_t people, answers; };

/*
 * Everybody active with a position that is valid today is asked. The transaction is the caller's:
 * after a crash in its midst the round is ready as before, so that it can be opened again. actor
 * NULL is the operator's command.
 */
enum round_opening round_opening_open(struct db *db, const struct user *actor, const char *code,
    struct round_opened *opened);

/* The same as a job, "round.open" on the round's id; reasons are 'round.' and the outcome. */
const char *round_opening_work(struct db *db, struct job *job);

#endif
