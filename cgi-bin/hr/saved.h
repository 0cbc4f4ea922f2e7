/* That a change was stored: said once, on the page it leads to. */
#ifndef GRUNNMUR_HR_SAVED_H
#define GRUNNMUR_HR_SAVED_H

#include <stdbool.h>

#include "reply.h"
#include "request.h"

struct cJSON;

/* After a change: on to a page that says so; in JSON the view, made: as a new thing's. */
struct reply saved_reply(const struct request *req, const char *path, struct cJSON *view,
    bool made);

/* Adds to a page was_saved, which the partial saved tells. */
void saved_show(struct cJSON *page, const struct request *req);

#endif
