/*
 * What a round is: its survey, days, purpose, basis, who sees what, notice; kept by HR. It is one
 * object of fields, as the catalogue's are, in parts that can be changed in different states.
 */
#ifndef GRUNNMUR_ROUND_ABOUT_H
#define GRUNNMUR_ROUND_ABOUT_H

#include "catalogue.h"
#include "round_life.h"

struct round_part {
	const char *title, *help;               /* English; help may be NULL */
	struct catalogue_kind kind;             /* its fields, and what is wrong with them together */
	const char *states[4];                  /* in which it may be changed; ended by NULL */
};

extern const struct round_part round_parts[];   /* ended by a NULL title */

/* Whether a part may be changed in a state. */
bool round_about_may(const struct round_part *part, const char *state);

/* All fields of a round; NULL: there is none. */
struct cJSON *round_about_read(struct db *db, int64_t id);

/* What a new round begins with. */
struct cJSON *round_about_fresh(void);

/*
 * Writes what HR left empty, who sees what and the notice, from the other fields; and anew what is
 * still as it was written from old, which may be NULL.
 */
void round_about_complete(struct db *db, const struct cJSON *old, struct cJSON *object);

/* Stores a new round as a draft; gives its id. */
int64_t round_about_make(struct db *db, const struct user *user, const struct cJSON *object);

/*
 * Stores a locked round anew. What employees have been shown stays: a changed notice is a new
 * version. Nothing is done when nothing differs from old.
 */
void round_about_save(struct db *db, const struct user *user, const struct round_now *now,
    const struct cJSON *old, const struct cJSON *object);

/* What a letter of GDPR art. 6 (1) means, in the user's language. */
const char *round_basis_text(const char *letter);

#endif
