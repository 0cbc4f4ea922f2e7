/* The tree of units as a leader sees it: those led today, what lies below, their figures. */
#ifndef GRUNNMUR_ORGANISATION_H
#define GRUNNMUR_ORGANISATION_H

#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * The units that the leader leads today and their direct children, by name: [{id, parent_id,
 * code, name, language, led, deputy_for, people, invited, submitted, statutory_missing,
 * requests_waiting}]. Counts are over the subtree; invited and submitted are of round_id.
 * language is of the name when it is not the user's.
 */
struct cJSON *organisation_led(struct db *db, const struct user *leader, int64_t round_id);

/*
 * The same of one unit that the leader sees today, first, and of its direct children. Empty: no
 * such unit.
 */
struct cJSON *organisation_below(struct db *db, const struct user *leader, int64_t unit_id,
    int64_t round_id);

/*
 * What lies above a unit, from the topmost that the leader sees: [{id, name, language}], the
 * unit itself last. Empty: not seen.
 */
struct cJSON *organisation_path(struct db *db, const struct user *leader, int64_t unit_id);

/*
 * The latest round that is open or closed, {id, code, title, language, state, closes_at}; NULL:
 * none.
 */
struct cJSON *organisation_round(struct db *db, const struct user *user);

/* The unit's own latest such round: one that its people of today were asked in. */
struct cJSON *organisation_round_of(struct db *db, const struct user *user, int64_t unit_id);

#endif
