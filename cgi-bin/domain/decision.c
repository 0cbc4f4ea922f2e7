/* What all decisions of leaders have in common: how one is claimed and refused. */
#include "decision.h"

#include <string.h>

#include "audit.h"

enum decision_outcome decision_refusal(struct db *db,
    struct db_rows *find(struct db *, const struct user *, int64_t id),
    const struct user *leader, int64_t id, int64_t rev)
{
	struct db_rows *rows = find(db, leader, id);

	if (!db_next(rows))
		return DECISION_UNSEEN;
	if (db_col_int(rows, "person_id") == leader->id)
		return DECISION_OWN;
	if (strcmp(db_col_text(rows, "state"), "submitted") != 0)
		return DECISION_CLOSED;
	return rev >= 0 && db_col_int(rows, "rev") != rev ? DECISION_STALE : DECISION_OWN_FOR;
}

bool decision_claim(struct db *db,
    struct db_rows *find(struct db *, const struct user *, int64_t id),
    const struct user *leader, int64_t id, const char *action, const char *op,
    enum decision_outcome *outcome)
{
	const int64_t before = audit_op_object(db, leader, op, action);

	if (before == 0 && audit_op_claim(db, leader, op, action, id))
		return true;
	*outcome = decision_refusal(db, find, leader, id, -1);
	/* The same operation again is what it was the first time, for who still leads. */
	if (before != 0 && before == id)
		*outcome = *outcome == DECISION_UNSEEN ? DECISION_UNSEEN : DECISION_MADE;
	/* One that was used for something else decides nothing. */
	else if (*outcome == DECISION_OWN_FOR)
		*outcome = DECISION_STALE;
	return false;
}
