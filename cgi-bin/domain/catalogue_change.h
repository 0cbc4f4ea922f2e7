/* The versions of what HR keeps: who changed what, when, from what to what. */
#ifndef GRUNNMUR_CATALOGUE_CHANGE_H
#define GRUNNMUR_CATALOGUE_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/* The number of the newest version; 0: as it was imported first. */
int64_t catalogue_change_newest(struct db *db, const char *kind, int64_t id);

/* Stores a version; old NULL: it was made. False: somebody else has stored that version. */
bool catalogue_change_add(struct db *db, const struct user *user, const char *kind, int64_t id,
    int64_t version, const struct cJSON *old, const struct cJSON *new);

/*
 * The versions of an object, the newest first: [{version, at, person, made, changes:[{field, old,
 * new}]}]; old and new are the field's values, of lists and rows those that went and came.
 */
struct cJSON *catalogue_change_list(struct db *db, const char *kind, int64_t id);

/* [{field, old, new}] of two objects; old NULL: nothing was. */
struct cJSON *catalogue_change_between(const struct cJSON *old, const struct cJSON *new);

/* The fields that differ, separated by spaces. */
const char *catalogue_change_names(const struct cJSON *old, const struct cJSON *new);

#endif
