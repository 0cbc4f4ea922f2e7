/* Narrows and orders a list of the catalogue by what the address says. */
#ifndef GRUNNMUR_HR_CATALOGUE_FILTER_H
#define GRUNNMUR_HR_CATALOGUE_FILTER_H

#include "request.h"

struct cJSON;

/*
 * Those of all that fit ?status=, in the order of ?sort=; page gets what can be chosen, each
 * status with how many there are: statuses, sorts, status, sort.
 */
struct cJSON *catalogue_filter(const struct request *req, struct cJSON *page, struct cJSON *all);

#endif
