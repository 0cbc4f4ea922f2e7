/* What waits for leaders, as a page: mine as cards, other open ones and the past as rows. */
#ifndef GRUNNMUR_LEADER_QUEUE_H
#define GRUNNMUR_LEADER_QUEUE_H

#include <stdint.h>

struct cJSON;

/*
 * Takes what is on one page out of all that is open ([{waits_for_me, …}], mine first), of the
 * last page when there is none so far; others begin where mine end. Links the pages.
 */
struct cJSON *queue_take(struct cJSON *page, struct cJSON *open, int64_t *wanted);

/* For JSON, which has no pages: the same with no more than so many of others. */
enum { QUEUE_OTHERS = 500 };
struct cJSON *queue_cut(struct cJSON *open);

/*
 * Sets mine, others and past, each with its words and has_…; each of mine has its own operation
 * id. The one whose id is done is set as done, once it is decided.
 */
void queue_split(struct cJSON *page, const struct cJSON *list,
    struct cJSON *words(const struct cJSON *), int64_t done);

#endif
