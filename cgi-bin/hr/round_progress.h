/* How far people have come in a round: read, and shown as tables. */
#ifndef GRUNNMUR_ROUND_PROGRESS_H
#define GRUNNMUR_ROUND_PROGRESS_H

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * Adds units (below unit_id, 0: all), sectors, municipalities and bands to the view, which has the
 * round; those of a confidential one without what tells of few.
 */
void round_progress_read(const struct request *req, struct cJSON *view, int64_t unit_id);

/* Adds the tables to the page; path is what lies above the unit, and itself. */
void round_progress_show(const struct request *req, const struct cJSON *view,
    struct db_rows *path, struct cJSON *page);

#endif
