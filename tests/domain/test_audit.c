/* The trace of changes, looks and refusals, and operation ids. */
#include "app.h"

#include "audit.h"
#include "fault.h"

static void a_look_is_one_row_a_day_with_a_count(void **state)
{
	(void)state;
	audit_look_person(user_of("lea"), 3);
	audit_look_person(user_of("lea"), 3);
	audit_look_person(user_of("top"), 3);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit_look"), "2");
	assert_string_equal(stored("SELECT count FROM audit_look WHERE viewer_id = 2"), "2");
	assert_string_equal(stored("SELECT day FROM audit_look WHERE viewer_id = 2"), "2026-11-24");
}

static void looking_at_oneself_leaves_nothing(void **state)
{
	(void)state;
	audit_look_person(user_of("lea"), 2);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit_look"), "0");
}

static void a_change_that_is_rolled_back_leaves_no_row(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);

	audit_add(db, user_of("lea"), "training.approve", 17, 3, "submitted to approved");
	db_rollback(db);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "0");
	audit_add(db, user_of("lea"), "training.approve", 17, 3, "submitted to approved");
	db_commit(db);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', actor_id, action, object_id, person_id, at) FROM audit"),
	    "2 training.approve 17 3 2026-11-24 09:00:00");
}

static const char op[] = "0123456789abcdef0123456789abcdef";

static void claim_again(void *context)
{
	audit_op_claim(db_session(DB_SAVE), context, op, "training.create", 19);
}

/* A twin that lost the race begins again, and then finds what the first one stored. */
static void an_operation_is_known_when_it_comes_again(void **state)
{
	(void)state;
	struct db *db = db_session(DB_SAVE);
	const struct user *ann = user_of("ann");

	assert_int_equal(audit_op_object(db, ann, op, "training.create"), 0);
	assert_true(audit_op_claim(db, ann, op, "training.create", 18));
	assert_int_equal(fault_guard(claim_again, (void *)(uintptr_t)ann), OUTCOME_BUSY);
	assert_false(audit_op_claim(db, ann, op, "training.submit", 19));
	assert_false(audit_op_claim(db, user_of("bo"), op, "training.create", 19));
	assert_int_equal(audit_op_object(db, ann, op, "training.create"), 18);
	assert_int_equal(audit_op_object(db, user_of("bo"), op, "training.create"), 0);
	assert_true(audit_op_claim(db, ann, NULL, "training.create", 20));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_look_is_one_row_a_day_with_a_count),
		APP_TEST(looking_at_oneself_leaves_nothing),
		APP_TEST(a_change_that_is_rolled_back_leaves_no_row),
		APP_TEST(an_operation_is_known_when_it_comes_again),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
