/* The leader program's route tables, one per subject. */
#ifndef GRUNNMUR_LEADER_PAGES_H
#define GRUNNMUR_LEADER_PAGES_H

#include "route.h"

extern const struct route overview_routes[];
extern const struct route unit_routes[];
extern const struct route employee_routes[];
extern const struct route request_routes[];
extern const struct route certificate_routes[];
extern const struct route reminder_routes[];

#endif
