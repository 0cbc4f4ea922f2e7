/* Training that can be had, with what it teaches. */
#ifndef GRUNNMUR_OFFERING_H
#define GRUNNMUR_OFFERING_H

#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * Offerings that have not ended, by title: [{id, code, title, language, form, provider, hours,
 * price, places, competences:[{code, name, language, reaches_level}]}].
 */
struct cJSON *offering_list(struct db *db, const struct user *user);

#endif
