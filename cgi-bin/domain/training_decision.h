/* The leader's side of training requests: what waits for whom, and the decision. */
#ifndef GRUNNMUR_TRAINING_DECISION_H
#define GRUNNMUR_TRAINING_DECISION_H

#include <stdint.h>

#include "db.h"
#include "decision.h"
#include "request.h"

struct cJSON;

/*
 * Open requests in the leader's area of today, below unit_id if that is not 0: [{id, waits_for_me,
 * statutory}]. Those that wait for the leader come first, then by law, then by start. An open
 * request is where its asker has the main position today, and waits for whoever leads the nearest
 * unit upwards and may decide it.
 */
struct cJSON *training_decision_open(struct db *db, const struct user *leader, int64_t unit_id);

/* Those that were decided, returned or cancelled lately, latest first: [{id, decided_at}]. */
struct cJSON *training_decision_past(struct db *db, const struct user *leader, int64_t unit_id);

/*
 * What there is to read about the requests of ids, [{id, …}], in that order; those outside the
 * leader's area are left out: [{id, person_id, person, role, unit_id, unit, unit_language, title,
 * training_form, provider, reason, state, starts_on, ends_on, hours, price, substitute_hours,
 * study_leave_days, submitted_at, rev, statutory, law, competences, own, waits_for_me, waits_for,
 * can_decide, deputy_for, decided_at}]. waits_for is null where nobody may decide. deputy_for is
 * whom the leader acts for in deciding it. competences are names, separated by "; ", and law is of
 * a statutory one among them.
 */
struct cJSON *training_decision_cards(struct db *db, const struct user *leader,
    const struct cJSON *ids);

/*
 * One request in the leader's area that is no draft; NULL for any other. As above, and
 * gaps: what employee_answers gives of the competences that it is to give,
 * history: [{at, actor, deputy_for, state, reason}], oldest first.
 */
struct cJSON *training_decision_request(struct db *db, const struct user *leader, int64_t id);

/*
 * state is approved, declined or returned; rev -1: whichever there is. In the caller's
 * transaction, with its event and audit.
 */
enum decision_outcome training_decision_make(struct db *db, const struct user *leader, int64_t id,
    const char *state, const char *reason, int64_t rev, const char *op);

/*
 * The state after that, read afresh: {id, state, rev, decided_by, decided_at, reason}; the last
 * three null while it is open. Empty outside the leader's area.
 */
struct cJSON *training_decision_state(struct db *db, const struct user *leader, int64_t id);

#endif
