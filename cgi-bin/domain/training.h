/* Training requests: what is asked for, the steps an employee takes, and the trail of all steps. */
#ifndef GRUNNMUR_TRAINING_H
#define GRUNNMUR_TRAINING_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

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
 * How a step ended: done, no such request of this person, changed since rev, or not in a state for
 * it.
 */
enum training_step { TRAINING_DONE, TRAINING_NOT_FOUND, TRAINING_STALE, TRAINING_STATE };

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
 * The steps so far, oldest first: [{at, actor, deputy_for, state, reason}]. Whoever calls has seen
 * to it that it may be read.
 */
struct cJSON *training_history(struct db *db, int64_t request_id);

/*
 * The person's own requests, those that wait for the person first: [{id, title, form, state, …,
 * rev}].
 */
struct cJSON *training_own(struct db *db, const struct user *user);

/*
 * One of them, with competences: [{code, name, language}] and history; NULL: there is no such
 * request of this person. Of a returned one both give what was saved since.
 */
struct cJSON *training_show(struct db *db, const struct user *user, int64_t id);

/* Which of the wish's codes and offering do not exist: the field's name, or NULL if all do. */
const char *training_unknown(struct db *db, const struct training_wish *wish);

/* Creates a request as a draft, or submitted; returns its id. The wish has been checked. */
int64_t training_create(struct db *db, const struct user *user, const struct training_wish *wish,
    bool submitted);

/*
 * Replaces the whole of what a draft or returned request asks for; of a returned one the leader
 * reads it when it is submitted. rev < 0: whatever it is.
 */
enum training_step training_save(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const struct training_wish *wish);

/* Submits a draft, or a returned request again, with an answer to the leader; comment may be "". */
enum training_step training_submit(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const char *comment);

/* Cancels a request that is neither declined, completed nor cancelled. */
enum training_step training_cancel(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const char *comment);

#endif
