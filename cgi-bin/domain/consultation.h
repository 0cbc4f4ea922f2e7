/*
 * Consultation (drøfting): a round laid before those who have a right to be heard, what they said,
 * how it ended. What is stored of a representative is the office, never a membership.
 */
#ifndef GRUNNMUR_CONSULTATION_H
#define GRUNNMUR_CONSULTATION_H

#include "round_life.h"

struct consultation_laying {
	const char *documents;          /* what they are given */
	const char *answer_by;          /* the last day for answering */
	const char *const *offices;     /* ids as texts, ended by NULL */
	const char *others;             /* bodies without an office here, one a line */
};

/*
 * Lays a draft before them: it is in consultation. False: an office is not in force today, or
 * nobody was named; nothing may be kept then.
 */
bool consultation_lay(struct db *db, const struct user *user, const struct round_now *now,
    const struct consultation_laying *laying);

struct consultation_statement {
	int64_t party_id;
	const char *stated_on, *view, *text;
};

extern const char *const consultation_views[], *const consultation_outcomes[];

/* Keeps a statement of a party of the consultation that waits. False: there is no such party. */
bool consultation_state(struct db *db, const struct user *user, const struct round_now *now,
    const struct consultation_statement *statement);

/* How many parties have not answered, and whether their time is over. */
struct consultation_waiting { int64_t parties; bool is_over; const char *answer_by; };
struct consultation_waiting consultation_waits_for(struct db *db, int64_t round_id);

/*
 * Ends it: the round is ready. Whether all had answered is kept. False: somebody has not, and has
 * still time to.
 */
bool consultation_end(struct db *db, const struct user *user, const struct round_now *now,
    const char *minutes, const char *outcome, const char *evaluation_on);

/*
 * All consultations of a round, the latest first: id, laid_at, laid_by, documents, answer_by,
 * ended_at, ended, minutes, outcome, evaluation_on, parties:[{id, office, person, unit, name,
 * statements:[{stated_on, view, text, recorded_at, recorded_by}]}].
 */
struct cJSON *consultation_list(struct db *db, const struct user *user, int64_t round_id);

/* Offices in force today, the higher ones first, at most 60: id, office, person, unit. */
struct cJSON *consultation_offices(struct db *db, const struct user *user);

/* Names of offices, views, outcomes, and ways to end; in the user's language. */
const char *consultation_office_text(const char *office);
const char *consultation_view_text(const char *view);
const char *consultation_outcome_text(const char *outcome);
const char *consultation_ended_text(const char *ended);

#endif
