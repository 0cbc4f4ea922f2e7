/* Sessions, statements and rows on a real MariaDB: what comes back, what is refused, what is lost and found again. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "fault.h"

static void columns_become_json_by_their_type(void **state)
{
	(void)state;
	struct db_rows *rows = db_query(db_session(DB_READ),
	    "SELECT 42 AS whole, CAST(1250.50 AS DECIMAL(8,2)) AS money, (1 = 1) AS yes, NULL AS nothing,"
	    " CAST('2026-11-24 09:30:00' AS DATETIME) AS moment, CAST('2026-11-24' AS DATE) AS day,"
	    " CAST(? AS CHAR) AS text", DB_ARGS(db_text("Čuđi")));

	assert_true(db_next(rows));
	assert_string_equal(json_text(db_row_json(rows)),
	    "{\"whole\":42,\"money\":1250.5,\"yes\":true,\"nothing\":null,"
	    "\"moment\":\"2026-11-24T09:30:00Z\",\"day\":\"2026-11-24\",\"text\":\"Čuđi\"}");
	assert_int_equal(db_col_int(rows, "whole"), 42);
	assert_true(db_col_null(rows, "nothing"));
	assert_null(db_col_text(rows, "nothing"));
	assert_false(db_next(rows));
}

static void levels_are_numbers_and_flags_are_not(void **state)
{
	(void)state;
	struct db_rows *rows = db_query(db_session(DB_READ),
	    "SELECT draft_level AS level, draft_wish AS wish FROM answer WHERE assessment_id = 2 AND item_id = 1", DB_ARGS());

	assert_true(db_next(rows));
	assert_string_equal(json_text(db_row_json(rows)), "{\"level\":2,\"wish\":false}");
}

static void texts_longer_than_the_buffer_come_whole(void **state)
{
	(void)state;
	for (int length = 510; length < 2000; length += 487) {
		struct db_rows *rows = db_query(db_session(DB_READ),
		    "SELECT REPEAT('å', ?) AS text, 'after' AS next", DB_ARGS(db_int(length)));

		assert_true(db_next(rows));
		assert_int_equal(strlen(db_col_text(rows, "text")), 2 * length);
		assert_string_equal(db_col_text(rows, "next"), "after");
	}
}

static void an_update_counts_the_rows_it_matched(void **state)
{
	(void)state;
	struct db *db = db_session(DB_SAVE);

	assert_int_equal(db_exec(db, "UPDATE person SET active = 1 WHERE id = ?", DB_ARGS(db_int(3))), 1);
	assert_int_equal(db_exec(db, "UPDATE person SET active = 1 WHERE id = ?", DB_ARGS(db_int(999))), 0);
}

static void a_duplicate_key_is_an_answer(void **state)
{
	(void)state;
	struct db *db = db_session(DB_SAVE);

	assert_false(db_try(db, "INSERT INTO granted_role VALUES (?, 'hr')", DB_ARGS(db_int(7))));
	assert_true(db_try(db, "INSERT INTO granted_role VALUES (?, 'hr')", DB_ARGS(db_int(3))));
}

enum rude { WRITE_WHILE_READING, WRONG_COLUMN, TOO_FEW_ARGUMENTS, BAD_STATEMENT, ASK };

static void be_rude(void *context)
{
	const enum rude *rude = context;
	struct db_rows *rows;

	switch (*rude) {
	case WRITE_WHILE_READING:
		db_exec(db_session(DB_READ), "UPDATE person SET active = 0", DB_ARGS());
		break;
	case WRONG_COLUMN:
		rows = db_query(db_session(DB_READ), "SELECT id FROM person WHERE id = 1", DB_ARGS());
		db_next(rows);
		db_col_int(rows, "nonsense");
		break;
	case TOO_FEW_ARGUMENTS:
		db_query(db_session(DB_READ), "SELECT id FROM person WHERE id = ? OR id = ?", DB_ARGS(db_int(1)));
		break;
	case BAD_STATEMENT:
		db_query(db_session(DB_READ), "SELECT nonsense FROM person", DB_ARGS());
		break;
	case ASK:
		db_query(db_session(DB_READ), "SELECT id FROM person WHERE id = 2", DB_ARGS());
		break;
	}
}

static enum outcome outcome_of(enum rude rude)
{
	const enum outcome outcome = fault_guard(be_rude, &rude);

	db_rollback_all();
	return outcome;
}

static void mistakes_are_faults_and_the_session_goes_on(void **state)
{
	(void)state;
	assert_int_equal(outcome_of(WRITE_WHILE_READING), OUTCOME_BROKEN);
	assert_int_equal(outcome_of(WRONG_COLUMN), OUTCOME_BROKEN);
	assert_int_equal(outcome_of(TOO_FEW_ARGUMENTS), OUTCOME_BROKEN);
	assert_int_equal(outcome_of(BAD_STATEMENT), OUTCOME_BROKEN);
	assert_string_equal(stored("SELECT COUNT(*) FROM person WHERE active = 0"), "1");
	assert_int_equal(outcome_of(ASK), OUTCOME_DONE);
}

/* The first try finds the link gone and is busy; the next connects, and knows its statements again. */
static void a_lost_link_is_busy_once(void **state)
{
	(void)state;
	struct db_rows *rows = db_query(db_session(DB_READ), "SELECT CONNECTION_ID() AS id", DB_ARGS());

	assert_int_equal(outcome_of(ASK), OUTCOME_DONE);
	assert_true(db_next(rows));
	db_exec(db_session(DB_SAVE), "KILL CONNECTION ?", DB_ARGS(db_int(db_col_int(rows, "id"))));
	assert_int_equal(outcome_of(ASK), OUTCOME_BUSY);
	assert_int_equal(outcome_of(ASK), OUTCOME_DONE);
}

static void what_is_not_committed_is_gone(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);

	db_exec(db, "UPDATE person SET language = 'en' WHERE id = 3", DB_ARGS());
	db_rollback_all();
	assert_string_equal(stored("SELECT COUNT(*) FROM person WHERE id = 3 AND language = 'en'"), "0");
	db_exec(db, "UPDATE person SET language = 'en' WHERE id = 3", DB_ARGS());
	db_commit(db);
	assert_string_equal(stored("SELECT COUNT(*) FROM person WHERE id = 3 AND language = 'en'"), "1");
}

static void take_what_was_locked(void *context)
{
	int64_t *rows = context;

	*rows = db_exec(db_session(DB_SAVE), "DELETE FROM granted_role WHERE person_id = 7", DB_ARGS());
}

/* The server's refusal does not say that a transaction is open; the row that stood in the way is locked all the same. */
static void a_first_statement_that_fails_leaves_no_lock(void **state)
{
	(void)state;
	int64_t rows = 0;

	assert_false(db_try(db_session(DB_WRITE), "INSERT INTO granted_role VALUES (?, 'hr')", DB_ARGS(db_int(7))));
	db_rollback_all();
	assert_int_equal(fault_guard(take_what_was_locked, &rows), OUTCOME_DONE);
	assert_int_equal(rows, 1);
}

static bool count_to_three(const struct db_rows *row, void *context)
{
	int64_t *sum = context;

	*sum += db_at_int(row, 0);
	return *sum < 6;
}

static void a_stream_ends_when_nobody_wants_more(void **state)
{
	(void)state;
	int64_t sum = 0;

	db_each(db_session(DB_READ), "SELECT id FROM person ORDER BY id", DB_ARGS(), count_to_three, &sum);
	assert_int_equal(sum, 6);
	assert_int_equal(outcome_of(ASK), OUTCOME_DONE);
}

static bool kill_at_the_first_row(const struct db_rows *row, void *context)
{
	int64_t *rows = context;

	if (++*rows == 1)
		db_exec(db_session(DB_SAVE), "KILL CONNECTION ?", DB_ARGS(db_int(db_at_int(row, 0))));
	return true;
}

/* More than the socket holds, so that the server is still sending when it ends the session. */
static void read_until_killed(void *rows)
{
	db_each(db_session(DB_READ), "SELECT CONNECTION_ID(), REPEAT('x', 1000) FROM person a, person b, person c, person d",
	    DB_ARGS(), kill_at_the_first_row, rows);
}

static void a_link_lost_between_two_rows_is_busy(void **state)
{
	(void)state;
	int64_t rows = 0;

	assert_int_equal(fault_guard(read_until_killed, &rows), OUTCOME_BUSY);
	assert_in_range(rows, 1, 12 * 12 * 12 * 12 - 1);
	db_rollback_all();
	assert_int_equal(outcome_of(ASK), OUTCOME_DONE);
}

static void another_schema_version_is_refused(void **state)
{
	(void)state;
	app_run("UPDATE schema_version SET version = 999");
	db_close_all();
	assert_false(db_healthy());
	assert_int_equal(outcome_of(ASK), OUTCOME_BUSY);
	db_expect(0, "root");
	app_run("UPDATE schema_version SET version = 1");
	db_close_all();
	db_expect(1, "root");
	assert_true(db_healthy());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(columns_become_json_by_their_type),
		APP_TEST(levels_are_numbers_and_flags_are_not),
		APP_TEST(texts_longer_than_the_buffer_come_whole),
		APP_TEST(an_update_counts_the_rows_it_matched),
		APP_TEST(a_duplicate_key_is_an_answer),
		APP_TEST(mistakes_are_faults_and_the_session_goes_on),
		APP_TEST(a_lost_link_is_busy_once),
		APP_TEST(what_is_not_committed_is_gone),
		APP_TEST(a_first_statement_that_fails_leaves_no_lock),
		APP_TEST(a_stream_ends_when_nobody_wants_more),
		APP_TEST(a_link_lost_between_two_rows_is_busy),
		APP_TEST(another_schema_version_is_refused),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
