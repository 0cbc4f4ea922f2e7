/* Training requests: what is asked for, the steps an employee takes, and the trail of all steps. */
#ifndef GRUNNMUR_TRAINING_H
#define GRUNNMUR_TRAINING_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "decision.h"
#include "request.h"

struct cJSON;

/*
 * In a statement: the unit where request q is answered. An open one follows its asker; a closed one
 * stays where it was, and so does that of who has no position any more. Binds as above.
 */
#define TRAINING_UNIT \
	"IF(q.state IN ('submitted', 'escalated')," \
	" COALESCE(" DECISION_POSITION("unit_id") ", q.unit_id), q.unit_id)"

/*
 * In a statement: id and unit_id, as above, of the requests that wait for an answer in units, a
 * name in that statement; from the units on, so that few units are few rows. Binds today four
 * times.
 */
#define TRAINING_WAITING(units) \
	"SELECT q.id, p.unit_id FROM " units " w" \
	"  JOIN position p ON p.unit_id = w.unit_id" \
	"  JOIN training_request q ON q.person_id = p.person_id AND q.state = 'submitted'" \
	" WHERE p.id = " DECISION_POSITION("id") \
	" UNION ALL " \
	"SELECT q.id, q.unit_id FROM " units " w" \
	"  JOIN training_request q ON q.unit_id = w.unit_id AND q.state = 'submitted'" \
	" WHERE " DECISION_POSITION("id") " IS NULL"

/* In a statement, before its WHERE: the steps e of request q. */
#define TRAINING_HISTORY \
	"SELECT e.at, CONCAT(a.given_name, ' ', a.family_name) AS actor," \
	"       CONCAT(f.given_name, ' ', f.family_name) AS deputy_for, e.state, e.reason" \
	"  FROM training_request q" \
	"  JOIN training_event e ON e.request_id = q.id" \
	"  JOIN person a ON a.id = e.actor_id" \
	"  LEFT JOIN person f ON f.id = e.deputy_for_id"

/* What an employee asks for. Decimals and days are text; NULL: not said. */
struct training_wish {
	int64_t offering;                       /* 0: something that is not in the catalogue */
	const char *title;                      /* an offering's own is taken when this is "" */
	const char *form;                       /* one of training_forms; NULL: that of the offering */
	const char *reason;
	const char *starts_on, *ends_on;
	const char *hours, *price, *substitute_hours, *study_leave_days;
	const char *const *competences;         /* codes, ended by NULL; none: those of the offering */
};

/*
 * How a step ended: done, no such request of this person, changed since rev, not in a state for
 * it, or a draft of what is offered no more.
 */
enum training_step {
	TRAINING_DONE, TRAINING_NOT_FOUND, TRAINING_STALE, TRAINING_STATE, TRAINING_ENDED,
};

/* The forms of training, ended by NULL. */
extern const char *const training_forms[];

/* Names of states and forms, in the user's language. */
const char *training_state_text(const char *state);
const char *training_own_state_text(const char *state);         /* as told to the one who asks */
const char *training_form_text(const char *form);

/* How a state is marked on pages: an icon and a colour of the design system. */
const char *training_state_icon(const char *state);
const char *training_state_color(const char *state);

/* Adds a step to a request's trail; deputy_for 0: on one's own account; reason may be NULL. */
void training_event_add(struct db *db, const struct user *actor, int64_t request_id,
    int64_t deputy_for, const char *state, const char *reason);

/*
 * The person's own requests, those that wait for the person first: [{id, title, form, state, …,
 * rev}].
 */
struct cJSON *training_own(struct db *db, const struct user *user);

/*
 * One of them, with competences: [{code, name, language}] and history: [{at, actor, deputy_for,
 * state, reason}], oldest first; NULL: there is no such request of this person. Of a returned one
 * both give what was saved since.
 */
struct cJSON *training_show(struct db *db, const struct user *user, int64_t id);

/*
 * Which of the wish's codes and offering do not exist or cannot be asked for: the field's name, or
 * NULL if all can. Request id (0: a new one) may keep an offering that has ended since it was sent.
 */
const char *training_unknown(struct db *db, const struct user *user, int64_t id,
    const struct training_wish *wish);

/* Creates a request as a draft, or submitted; returns its id. The wish has been checked. */
int64_t training_create(struct db *db, const struct user *user, const struct training_wish *wish,
    bool submitted);

/*
 * Replaces the whole of what a draft or returned request asks for; of a returned one the leader
 * reads it when it is submitted. rev < 0: whatever it is.
 */
enum training_step training_save(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const struct training_wish *wish);

/*
 * Submits a draft, or a returned request again, with an answer to the leader; comment may be "".
 * wish is what it asks for now; NULL: what was saved.
 */
enum training_step training_submit(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const struct training_wish *wish, const char *comment);

/* Cancels a request that is neither declined, completed nor cancelled. */
enum training_step training_cancel(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const char *comment);

#endif
