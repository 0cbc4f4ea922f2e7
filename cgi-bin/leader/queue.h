/* What waits for leaders, as a page: mine as cards, other open ones and the past as rows. */
#ifndef GRUNNMUR_LEADER_QUEUE_H
#define GRUNNMUR_LEADER_QUEUE_H

#include <stdint.h>

#include "db.h"
#include "reply.h"
#include "request.h"

struct cJSON;

/* What waits, of one kind. */
struct queue_kind {
	const char *page;       /* its template */
	const char *list;       /* its name in JSON, and its address */
	const char *menu;       /* what marks it in the menu */
	const char *heading, *pages;    /* what it is called, and what its pages are */
	int64_t json_others;    /* JSON has no pages, and so many of others at most; 0: all */

	/* [{id, waits_for_me, …}] in the leader's area below a unit, mine first; what was decided. */
	struct cJSON *(*open)(struct db *, const struct user *, int64_t unit);
	struct cJSON *(*past)(struct db *, const struct user *, int64_t unit);
	/* What there is to read about these; and the words that a page says of one. */
	struct cJSON *(*cards)(struct db *, const struct user *, const struct cJSON *ids);
	struct cJSON *(*words)(const struct cJSON *);
};

/*
 * The list as page and JSON, ?unit= below a unit, ?page= of its pages. The page has mine, others
 * and past, each with has_…; each of mine has its own operation id. The one whose id is ?done= is
 * set as done, once it is decided. 404 where the unit is not the leader's.
 */
struct reply queue_page(const struct request *req, const struct queue_kind *kind);

#endif
