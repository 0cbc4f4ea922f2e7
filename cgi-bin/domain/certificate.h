/*
 * Certificates: what their owner registers, corrects and withdraws, and the trail of all steps.
 * Whether one counts, and its status by its dates, is in proof.h.
 */
#ifndef GRUNNMUR_CERTIFICATE_H
#define GRUNNMUR_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "certificate_file.h"
#include "db.h"
#include "request.h"

struct cJSON;

/* In a statement, before its WHERE: the steps e of certificate q. */
#define CERTIFICATE_HISTORY \
	"SELECT e.at, CONCAT(a.given_name, ' ', a.family_name) AS actor," \
	"       CONCAT(f.given_name, ' ', f.family_name) AS deputy_for, e.step, e.reason" \
	"  FROM certificate q" \
	"  JOIN certificate_event e ON e.certificate_id = q.id" \
	"  JOIN person a ON a.id = e.actor_id" \
	"  LEFT JOIN person f ON f.id = e.deputy_for_id"

/* What is registered. Days are text; number and expires_on may be NULL. */
struct certificate_wish { const char *competence, *issuer, *number, *issued_on, *expires_on; };

/* How a step ended: done, no such certificate of this person, changed since rev, withdrawn. */
enum certificate_step {
	CERTIFICATE_DONE, CERTIFICATE_NOT_FOUND, CERTIFICATE_STALE, CERTIFICATE_STATE,
};

/* Names of states and of steps, in the user's language; how a state is marked on pages. */
const char *certificate_state_text(const char *state);
const char *certificate_state_icon(const char *state);
const char *certificate_state_color(const char *state);
const char *certificate_step_text(const char *step);
const char *certificate_step_icon(const char *step);

/* Adds a step to the trail; deputy_for 0: on one's own account; reason may be NULL. */
void certificate_event_add(struct db *db, const struct user *actor, int64_t certificate_id,
    int64_t deputy_for, const char *step, const char *reason);

/*
 * The person's own certificates, what calls for something first, and what is required and missing,
 * without an id: [{id, competence, name, language, law, issuer, number, issued_on, expires_on,
 * state, status, days, file_type, file_name, file_size, reason, submitted_at, rev}]. status and
 * days are null where it does not count; reason is why it was refused.
 */
struct cJSON *certificate_own(struct db *db, const struct user *user);

/* Those that the leader has not accepted: [{id, name, language}]. */
struct cJSON *certificate_refused(struct db *db, const struct user *user);

/* One of them, with history: [{at, actor, deputy_for, step, reason}]; NULL: there is none. */
struct cJSON *certificate_show(struct db *db, const struct user *user, int64_t id);

/*
 * What a certificate can be of, what the person's jobs require proof of first: [{code, name,
 * language, required, renewal_months}]. Certificate id (0: a new one) keeps what it is of, also
 * when that has left the catalogue.
 */
struct cJSON *certificate_competences(struct db *db, const struct user *user, int64_t id);

/* Whether a code is one of them. */
bool certificate_knows(struct db *db, const struct user *user, int64_t id, const char *competence);

/*
 * Registers a certificate, with its file unless that is NULL; gives its id. Where the last valid
 * day is not said and the competence must be renewed, it is counted from the day of issue.
 */
int64_t certificate_register(struct db *db, const struct user *user,
    const struct certificate_wish *wish, const struct certificate_file *file);

/*
 * Replaces what is registered; it waits for the leader anew. file NULL: it stays, but is dropped
 * where drops says so. rev < 0: whatever it is.
 */
enum certificate_step certificate_correct(struct db *db, const struct user *user, int64_t id,
    int64_t rev, const struct certificate_wish *wish, const struct certificate_file *file,
    bool drops);

/* Takes it back for good, and its file with it. */
enum certificate_step certificate_withdraw(struct db *db, const struct user *user, int64_t id,
    int64_t rev);

#endif
