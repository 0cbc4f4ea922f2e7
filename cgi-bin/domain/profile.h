/*
 * A person's own profile: what is required, what the person can, and what is
 * missing.
 */
#ifndef GRUNNMUR_PROFILE_H
#define GRUNNMUR_PROFILE_H

#include <stdbool.h>

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * Required or answered competences, facet by facet, in the catalogue's order: [{code, name,
 * language, topic, facet, law, statutory, proof, required_level, self_level, not_relevant,
 * leader_level, agreed_level, gap, status, expires_on, offerings}]. required_level
 * is as pinned in the latest assessment, of what was asked there; self_level is the person's own
 * working copy in it; gap is null where nothing is required or nothing is known;
 * status null where no proof is needed.
 */
struct cJSON *profile_competences(struct db *db, const struct user *user);

/*
 * Whether one of them calls for training: of what needs proof the certificate counts, not the
 * level.
 */
bool profile_is_missing(const struct cJSON *competence);

/*
 * Earlier answers, oldest first: [{code, facet, round, title, closes_at, self_level,
 * agreed_level}].
 */
struct cJSON *profile_history(struct db *db, const struct user *user);

/*
 * The certificates that are held, the one that lasts longest of each competence, and the proofs
 * that are required and missing; what runs out first comes first: [{competence, name, language,
 * law, id, issuer, issued_on, expires_on, status, confirmed, days, warned_on, required,
 * offerings}]. confirmed is null where there is none; warned_on is when its person was last told
 * that it runs out.
 */
struct cJSON *profile_certificates(struct db *db, const struct user *user);

/* "Knowledge", and "What I know", in the user's language. */
const char *profile_facet_text(const char *facet);
const char *profile_facet_hint(const char *facet);

#endif
