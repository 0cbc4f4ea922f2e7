/*
 * The retry rule (R6) proved on a request: each error of its table at each statement, COMMIT
 * included, once and for ever. For programs linked with db_fault's --wrap.
 */
#ifndef GRUNNMUR_TESTS_RETRY_H
#define GRUNNMUR_TESTS_RETRY_H

#include "app.h"

struct retried {
	const char *method, *login, *path;
	const char *body;               /* NULL: a look; "{…": JSON, else a form */
	int status;
	const char *answer;             /* stands in the right answer */
	const char *look;               /* a query, and what it gives before and after */
	const char *before, *after;
	const char *undo;               /* statements that make it as before */
	bool at_once;                   /* what is stored is stored before all is done (autocommit) */
};

/* An error that another try mends: the right answer, and everything stored once. */
void retry_mends(const struct retried *request);

/* One that stays: 503 with Retry-After, and nothing stored; once at most where that cannot be known. */
void retry_gives_up(const struct retried *request);

/* Any other: 500 at once, and nothing stored. */
void retry_is_not_for_bugs(const struct retried *request);

/* The same for connecting, preparing and reading rows, in sessions that are new. */
void retry_reaches_every_call(const struct retried *request);

#endif
