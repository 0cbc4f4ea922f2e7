/* Survey definitions: JSON in, stored as a version that never changes once a round uses it. */
#ifndef GRUNNMUR_SURVEY_H
#define GRUNNMUR_SURVEY_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

struct cJSON;

/* path says where in the definition: "sections[2].questions[0].show_if"; "" is the whole. */
struct survey_fault { const char *path, *message; const struct survey_fault *next; };

/*
 * All that is wrong with a definition, or NULL: unknown keys, a missing text, unknown competences
 * and roles, conditions on questions that do not come before, a version that is stored already.
 */
const struct survey_fault *survey_check(struct db *db, const struct cJSON *definition);

/* The same where what the catalogue has is known already; lists of codes end in NULL. */
struct survey_known { const char *const *competences, *const *roles; bool is_stored; };
const struct survey_fault *survey_faults(const struct survey_known *known,
    const struct cJSON *definition);

/*
 * The definition of a stored version, as survey_store takes it; NULL: there is none. Competences
 * stand in the order of the catalogue.
 */
struct cJSON *survey_definition(struct db *db, int64_t id);

/*
 * Stores a definition that survey_check has passed; its id. Items get ids in the order of the form:
 * section, topic, catalogue, facet, then the section's plain questions. A section that asks what
 * roles require has an item for each facet of a competence that some role requires in that way. The
 * transaction is the caller's.
 */
int64_t survey_store(struct db *db, const struct cJSON *definition);

/* The languages that texts of a definition may have; bokmål must be there. Ended by NULL. */
extern const char *const survey_languages[];

#endif
