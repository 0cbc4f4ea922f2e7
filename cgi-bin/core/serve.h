/* The program's loop: accept, dispatch, send, release. FastCGI is known here alone. */
#ifndef GRUNNMUR_SERVE_H
#define GRUNNMUR_SERVE_H

#include "route.h"

struct program {
	const char *name;                       /* "leader": its address, and its account */
	const struct route *const *tables;      /* ended by NULL */
	unsigned schema_version;                /* what the database must be at */
	/* The user of a login, or NULL for a stranger. */
	const struct user *(*identify)(struct db *db, const char *login);
	/* Leaves a row on a refusal (403; 404 on a thing that exists); in its own autocommit. */
	void (*refused)(const struct user *user, const char *login, const char *why,
	    const struct request *req);
};

/* Serves FastCGI on descriptor 0 until SIGTERM; `--routes` prints the table. The exit status. */
int serve(const struct program *program, int argc, char **argv);

#endif
