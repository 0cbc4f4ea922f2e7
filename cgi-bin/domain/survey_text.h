/* Putting right the texts of a stored version: nothing else of it changes, and each is logged. */
#ifndef GRUNNMUR_SURVEY_TEXT_H
#define GRUNNMUR_SURVEY_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * What was done to a version, the latest first: at, person, what ("made", "title", "notice",
 * "section", "question", "choice"), code, choice, language, old, new.
 */
struct db_rows *survey_text_changes(struct db *db, int64_t survey_id);

/* Changes with every change of a text of the version. */
int64_t survey_text_rev(struct db *db, int64_t survey_id);

/* The same, holding off others until the transaction ends. */
int64_t survey_text_lock(struct db *db, int64_t survey_id);

/* Which text: of what, and its code, its choice; code and choice may be NULL. */
struct survey_place { const char *what, *code, *choice; };

/*
 * Puts the texts of a place right: those that differ from old are stored and logged. A text that is
 * there is changed, never taken away: what fixed lacks stays. Returns how many were changed.
 */
int survey_text_fix(struct db *db, const struct user *user, int64_t survey_id,
    const struct survey_place *place, const struct cJSON *old, const struct cJSON *fixed);

#endif
