/* What all decisions share: an operation is one decision, and a refusal says why. */
#include "app.h"

#include "decision.h"

#define OP "0123456789abcdef0123456789abcdef"

/* A request that waits, as the leader sees it who is asked for; by id 0 there is none. */
static struct db_rows *find(struct db *db, const struct user *leader, int64_t id)
{
	(void)leader;
	return db_query(db, "SELECT state, rev, person_id FROM training_request WHERE id = ?", DB_ARGS(db_int(id)));
}

static enum decision_outcome refusal(const char *login, int64_t id, int64_t rev)
{
	return decision_refusal(db_session(DB_WRITE), find, user_of(login), id, rev);
}

static void a_refusal_says_why(void **state)
{
	(void)state;
	assert_int_equal(refusal("top", 0, -1), DECISION_UNSEEN);
	assert_int_equal(refusal("ann", 17, -1), DECISION_OWN);
	assert_int_equal(refusal("top", 17, 99), DECISION_STALE);
	assert_int_equal(refusal("top", 17, -1), DECISION_OWN_FOR);
	app_run("UPDATE training_request SET state = 'approved' WHERE id = 17");
	assert_int_equal(refusal("top", 17, -1), DECISION_CLOSED);
}

static void an_operation_is_one_decision(void **state)
{
	struct db *db = db_session(DB_WRITE);
	enum decision_outcome outcome;

	(void)state;
	assert_true(decision_claim(db, find, user_of("top"), 17, "training.approve", NULL, &outcome));
	assert_true(decision_claim(db, find, user_of("top"), 17, "training.approve", OP, &outcome));
	assert_false(decision_claim(db, find, user_of("top"), 17, "training.approve", OP, &outcome));
	assert_int_equal(outcome, DECISION_MADE);
	assert_false(decision_claim(db, find, user_of("top"), 21, "training.approve", OP, &outcome));
	assert_int_equal(outcome, DECISION_STALE);
	assert_false(decision_claim(db, find, user_of("top"), 0, "training.approve", OP, &outcome));
	assert_int_equal(outcome, DECISION_UNSEEN);
	db_rollback(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_refusal_says_why), APP_TEST(an_operation_is_one_decision),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
