/* The leader's side of certificates: what waits for whom, and whether it is confirmed. */
#ifndef GRUNNMUR_CERTIFICATE_DECISION_H
#define GRUNNMUR_CERTIFICATE_DECISION_H

#include <stdint.h>

#include "db.h"
#include "decision.h"
#include "request.h"

struct cJSON;

/*
 * Certificates that wait in the leader's area of today, below unit_id if that is not 0: [{id,
 * waits_for_me, statutory}]. Those that wait for the leader come first, then by law, then by age.
 * One is where its person has the main position today, and waits for whoever leads the nearest
 * unit upwards and may decide it.
 */
struct cJSON *certificate_decision_open(struct db *db, const struct user *leader, int64_t unit_id);

/* Those that were decided lately, latest first: [{id, decided_at}]. */
struct cJSON *certificate_decision_past(struct db *db, const struct user *leader, int64_t unit_id);

/*
 * What there is to read about the certificates of ids, [{id, …}], in that order; those of people
 * whom the leader does not see are left out, and those that were withdrawn: [{id, person_id,
 * person, role, unit_id, unit, unit_language, competence, name, language, law, statutory, issuer,
 * number, issued_on, expires_on, state, status, days, file_type, file_size, submitted_at, rev, own,
 * waits_for_me, waits_for, can_decide, deputy_for, decided_at}]. status is null where it does not
 * count; the rest as training_decision_cards has it.
 */
struct cJSON *certificate_decision_cards(struct db *db, const struct user *leader,
    const struct cJSON *ids);

/* One of them, as above, with history: [{at, actor, deputy_for, step, reason}]; NULL: none. */
struct cJSON *certificate_decision_show(struct db *db, const struct user *leader, int64_t id);

/*
 * Those of one person, what waits first: [{id, competence, name, language, issuer, issued_on,
 * expires_on, state}].
 */
struct cJSON *certificate_decision_of(struct db *db, const struct user *leader, int64_t person_id);

/*
 * state is confirmed or refused; rev -1: whichever there is. In the caller's transaction, with its
 * event and audit.
 */
enum decision_outcome certificate_decision_make(struct db *db, const struct user *leader,
    int64_t id, const char *state, const char *reason, int64_t rev, const char *op);

/*
 * The state after that: {id, state, rev, decided_by, decided_at, reason}; the last three null while
 * it waits. Empty where the leader does not see its person.
 */
struct cJSON *certificate_decision_state(struct db *db, const struct user *leader, int64_t id);

#endif
