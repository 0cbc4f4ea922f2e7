/* A person's own assessment of a round: saving an answer, saving a page, submitting, reopening. */
#ifndef GRUNNMUR_ASSESSMENT_H
#define GRUNNMUR_ASSESSMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/* The whole answer to one item, as the person means it now. */
struct assessment_answer {
	int level;                      /* 0 to 4, or -1: none */
	bool not_relevant, wish, teach;
	const char *comment;            /* "": none */
	const char *value;              /* of a plain question: JSON text; NULL: none */
};

/* What the value of a plain question must be. */
struct assessment_question {
	const char *type;               /* competence, text, one, many, number, date */
	const char *const *choices;     /* codes, ended by NULL */
};

enum assessment_result {
	ASSESSMENT_DONE,
	ASSESSMENT_NOT_FOUND,           /* not this person's, or not asked */
	ASSESSMENT_CLOSED,              /* submitted, or the round is over */
	ASSESSMENT_CONFLICT,            /* another answer was stored since rev */
	ASSESSMENT_TYPE,                /* the answer is of another kind than the question */
	ASSESSMENT_COMMENTS_OFF,
	ASSESSMENT_MISSING              /* submission: required items lack an answer */
};

/* What became of a save; rev and counts when done, stored when in conflict. */
struct assessment_saved {
	enum assessment_result result;
	int64_t rev, answered, total;
	struct cJSON *stored;           /* {level, not_relevant, wish, teach, comment, value, rev} */
};

/* One item of a page that was sent as a whole. rev is what the answer is based on. */
struct assessment_change { int64_t item, rev; struct assessment_answer answer; };

/*
 * Saves one answer on a session in autocommit: one UPDATE and one SELECT when all is well. The same
 * content on a stale rev is done as well, and changes nothing.
 */
struct assessment_saved assessment_save(struct db *db, const struct user *user, int64_t id,
    int64_t item, int64_t rev, const struct assessment_answer *answer);

/* What kind of question an item of this person's assessment is; type NULL: not asked. */
struct assessment_question assessment_question(struct db *db, const struct user *user, int64_t id,
    int64_t item);

/*
 * Saves the changes whose rev is fresh, in the caller's transaction, and leaves the others: *stale
 * gets an object {item: stored} of those where something else was stored meanwhile. changes are in
 * the order of the form.
 */
enum assessment_result assessment_save_page(struct db *db, const struct user *user, int64_t id,
    const struct assessment_change *changes, size_t count, struct cJSON **stale);

/* The required items that lack an answer, in the order of the form. */
struct cJSON *assessment_missing(struct db *db, const struct user *user, int64_t id);

/* Copies the working copy to what others see; rev of the assessment, < 0: whatever it is. */
enum assessment_result assessment_submit(struct db *db, const struct user *user, int64_t id,
    int64_t rev);

/* Opens a submitted assessment again, until the round closes. */
enum assessment_result assessment_reopen(struct db *db, const struct user *user, int64_t id,
    int64_t rev);

/* The state as it is shown: started is assigned with an answer. */
#define ASSESSMENT_STATE "IF(a.state = 'assigned' AND a.started_at IS NOT NULL, 'started', a.state)"

/* Whether row an is answered, in a statement. */
#define ASSESSMENT_ANSWERED \
	"(an.draft_level IS NOT NULL OR an.draft_not_relevant = 1 OR an.draft_value IS NOT NULL)"

/* Names of states, in the user's language. */
const char *assessment_state_text(const char *state);

/*
 * The last day for answers, "Friday 4 December", when a round closes as that day ends; else the
 * moment. closes_at as in JSON.
 */
const char *assessment_deadline(const char *closes_at);

/*
 * The person's assessments, the open ones first: [{id, round, title, language, state, closes_at,
 * answered, total, open}].
 */
struct cJSON *assessment_own(struct db *db, const struct user *user);

#endif
