/*
 * Everything that is stored about a person, for that person; who has looked at it, and how long it
 * is kept.
 */
#ifndef GRUNNMUR_MY_DATA_H
#define GRUNNMUR_MY_DATA_H

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * {person, origins, positions, leads, offices, roles, assessments, reminders, certificates,
 * requests, changes, looks, kept}; of changes and looks the newest, at most so many of each.
 */
struct cJSON *my_data(struct db *db, const struct user *user, int64_t most);

/* What an audit row's action is called, in the user's language. */
const char *my_data_action_text(const char *action);

#endif
