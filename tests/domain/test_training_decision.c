/* What waits for whom, and the decision, also when two decide at once. */
#include "app.h"

#include "training_decision.h"

static enum decision_outcome decide(enum db_mode mode, const char *login, int64_t id,
    const char *state)
{
	return training_decision_make(db_session(mode), user_of(login), id, state, "Fordi", -1, NULL);
}

static void decides_with_event_and_audit(void **state)
{
	(void)state;
	assert_int_equal(decide(DB_WRITE, "lea", 17, "declined"), DECISION_MADE);
	db_commit(db_session(DB_WRITE));
	assert_string_equal("declined", stored("SELECT state FROM training_request WHERE id = 17"));
	assert_string_equal("Fordi", stored("SELECT reason FROM training_event WHERE request_id = 17"
	    " AND state = 'declined'"));
	assert_string_equal("training.decline",
	    stored("SELECT action FROM audit WHERE object_id = 17"));
}

static void a_rollback_leaves_nothing(void **state)
{
	(void)state;
	assert_int_equal(decide(DB_WRITE, "lea", 17, "approved"), DECISION_MADE);
	db_rollback(db_session(DB_WRITE));
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 17"));
	assert_string_equal("0", stored("SELECT COUNT(*) FROM audit"));
	assert_string_equal("1", stored("SELECT COUNT(*) FROM training_event WHERE request_id = 17"));
}

/*
 * Top has read the request as open, in the very transaction, when dag decides it in another
 * session.
 */
static void the_second_of_two_is_told(void **state)
{
	struct db *second = db_session(DB_WRITE);
	cJSON *seen = training_decision_request(second, user_of("top"), 17);

	(void)state;
	assert_string_equal("submitted", json_get_text(seen, "state"));
	assert_int_equal(decide(DB_SAVE, "dag", 17, "declined"), DECISION_MADE);
	assert_int_equal(decide(DB_WRITE, "top", 17, "approved"), DECISION_CLOSED);
	cJSON *now = training_decision_state(second, user_of("top"), 17);

	assert_string_equal("declined", json_get_text(now, "state"));
	assert_string_equal("Dag Dahl", json_get_text(now, "decided_by"));
	db_rollback(second);
	assert_string_equal("declined", stored("SELECT state FROM training_request WHERE id = 17"));
}

/* The same, with the leadership gone in the meantime. */
static void leadership_that_ended_meanwhile_counts(void **state)
{
	struct db *second = db_session(DB_WRITE);

	(void)state;
	training_decision_request(second, user_of("lea"), 17);
	app_run("UPDATE unit_leader SET valid_to = '2026-11-23' WHERE id IN (2)");
	assert_int_equal(decide(DB_WRITE, "lea", 17, "approved"), DECISION_UNSEEN);
	db_rollback(second);
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 17"));
}

static void refusals_say_why(void **state)
{
	(void)state;
	assert_int_equal(decide(DB_WRITE, "lea", 21, "approved"), DECISION_OWN);
	assert_int_equal(decide(DB_WRITE, "dag", 21, "approved"), DECISION_OWN_FOR);
	assert_int_equal(decide(DB_WRITE, "lea", 20, "declined"), DECISION_CLOSED);
	assert_int_equal(decide(DB_WRITE, "lea", 18, "approved"), DECISION_UNSEEN);
	assert_int_equal(decide(DB_WRITE, "max", 17, "approved"), DECISION_UNSEEN);
	assert_int_equal(training_decision_make(db_session(DB_WRITE), user_of("lea"), 17, "approved",
	    "", 0, NULL), DECISION_STALE);
	db_rollback(db_session(DB_WRITE));
}

/*
 * A deputy who also leads above in their own right decides as the one or the other, the nearest
 * first.
 */
static void one_acts_as_deputy_at_the_nearest_unit(void **state)
{
	(void)state;
	app_run("INSERT INTO unit_leader VALUES (9, 2, 11, NULL, '2026-05-01', NULL)");
	assert_int_equal(decide(DB_WRITE, "dag", 17, "approved"), DECISION_MADE);
	db_commit(db_session(DB_WRITE));
	assert_string_equal("2", stored("SELECT deputy_for_id FROM training_event WHERE request_id = 17"
	    " AND state = 'approved'"));
	assert_int_equal(decide(DB_WRITE, "dag", 21, "approved"), DECISION_MADE);
	db_commit(db_session(DB_WRITE));
	assert_string_equal("", stored("SELECT deputy_for_id FROM training_event WHERE request_id = 21"
	    " AND state = 'approved'"));
}

static void lists_are_limited_to_the_leaders_area(void **state)
{
	struct db *db = db_session(DB_READ);

	(void)state;
	assert_int_equal(cJSON_GetArraySize(training_decision_open(db, user_of("top"), 0)), 3);
	assert_int_equal(cJSON_GetArraySize(training_decision_open(db, user_of("lea"), 0)), 2);
	assert_int_equal(cJSON_GetArraySize(training_decision_open(db, user_of("lea"), 4)), 0);
	assert_int_equal(cJSON_GetArraySize(training_decision_past(db, user_of("lea"), 0)), 2);
	assert_null(training_decision_past(db, user_of("max"), 0)->child);
}

static bool in_list(const char *login, int64_t id)
{
	const cJSON *rows = training_decision_open(db_session(DB_READ), user_of(login), 0), *row;

	cJSON_ArrayForEach(row, rows)
		if (json_get(row, "id")->valueint == id)
			return true;
	return false;
}

/* Ann works at 4 from today on, where max leads; her request was made at 3, where lea does. */
static void move_ann(void)
{
	app_run("UPDATE position SET valid_to = '2026-11-23' WHERE id = 3;"
	    "INSERT INTO position SELECT 20, 'P20', 3, 4, NULL, 1, 80, 1, 'fast', '2026-11-24', NULL");
}

static void an_open_request_follows_the_asker(void **state)
{
	struct db *db = db_session(DB_READ);

	(void)state;
	move_ann();
	assert_false(in_list("lea", 17));
	assert_true(in_list("max", 17));
	assert_null(training_decision_request(db, user_of("lea"), 17));
	const cJSON *card = training_decision_request(db, user_of("max"), 17);

	assert_string_equal("Max Moe", json_get_text(card, "waits_for"));
	assert_string_equal("Bjørkelia hjemmetjeneste", json_get_text(card, "unit"));
	assert_int_equal(json_get(card, "unit_id")->valueint, 4);
	assert_int_equal(decide(DB_WRITE, "lea", 17, "approved"), DECISION_UNSEEN);
	assert_int_equal(decide(DB_WRITE, "max", 17, "approved"), DECISION_MADE);
	db_commit(db_session(DB_WRITE));
	assert_string_equal("approved 4",
	    stored("SELECT CONCAT(state, ' ', unit_id) FROM training_request WHERE id = 17"));
	assert_non_null(training_decision_request(db, user_of("max"), 17));
	assert_null(training_decision_request(db, user_of("lea"), 17));
}

/* None is marked: the highest percentage, then the lowest id. */
static void the_main_position_of_several_counts(void **state)
{
	(void)state;
	app_run("INSERT INTO position SELECT 20, 'P20', 3, 4, NULL, 1, 90, 0, 'fast', '2026-01-01', NULL");
	assert_true(in_list("lea", 17));
	app_run("UPDATE position SET is_main = 0 WHERE id = 3");
	assert_true(in_list("max", 17));
	app_run("UPDATE position SET percent = 80 WHERE id = 20");
	assert_true(in_list("lea", 17));
	assert_false(in_list("max", 17));
}

static void who_left_is_asked_for_where_they_were(void **state)
{
	(void)state;
	app_run("UPDATE position SET valid_to = '2026-11-23' WHERE id = 3");
	assert_true(in_list("lea", 17));
	assert_false(in_list("max", 17));
	assert_int_equal(decide(DB_WRITE, "lea", 17, "declined"), DECISION_MADE);
	db_rollback(db_session(DB_WRITE));
}

static void what_was_decided_stays_where_it_was(void **state)
{
	(void)state;
	app_run("UPDATE position SET unit_id = 4 WHERE person_id = 4");
	assert_non_null(training_decision_request(db_session(DB_READ), user_of("lea"), 20));
	assert_null(training_decision_request(db_session(DB_READ), user_of("max"), 20));
	assert_int_equal(decide(DB_WRITE, "max", 20, "declined"), DECISION_UNSEEN);
	db_rollback(db_session(DB_WRITE));
}

/* Ann has moved after lea read the request, in the very transaction. */
static void a_move_in_the_meantime_counts(void **state)
{
	struct db *second = db_session(DB_WRITE);

	(void)state;
	training_decision_request(second, user_of("lea"), 17);
	move_ann();
	assert_int_equal(decide(DB_WRITE, "lea", 17, "approved"), DECISION_UNSEEN);
	db_rollback(second);
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 17"));
}

/* The answer to the same operation again is told only to who still leads. */
static void an_operation_again_needs_the_right_again(void **state)
{
	static const char op[] = "0123456789abcdef0123456789abcdef";
	struct db *db = db_session(DB_WRITE);

	(void)state;
	assert_int_equal(training_decision_make(db, user_of("lea"), 17, "approved", "", -1, op),
	    DECISION_MADE);
	db_commit(db);
	assert_int_equal(training_decision_make(db, user_of("lea"), 17, "approved", "", -1, op),
	    DECISION_MADE);
	db_commit(db);
	app_run("UPDATE unit_leader SET unit_id = 5 WHERE id = 2");
	assert_int_equal(training_decision_make(db, user_of("lea"), 17, "approved", "", -1, op),
	    DECISION_UNSEEN);
	db_rollback(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(an_open_request_follows_the_asker),
		APP_TEST(the_main_position_of_several_counts),
		APP_TEST(who_left_is_asked_for_where_they_were),
		APP_TEST(what_was_decided_stays_where_it_was),
		APP_TEST(a_move_in_the_meantime_counts),
		APP_TEST(an_operation_again_needs_the_right_again),
		APP_TEST(decides_with_event_and_audit),
		APP_TEST(a_rollback_leaves_nothing),
		APP_TEST(the_second_of_two_is_told),
		APP_TEST(leadership_that_ended_meanwhile_counts),
		APP_TEST(refusals_say_why),
		APP_TEST(one_acts_as_deputy_at_the_nearest_unit),
		APP_TEST(lists_are_limited_to_the_leaders_area),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
