/* The queue of jobs as HR sees it: asking once, following, cancelling. */
#include "app.h"

#include "audit.h"
#include "job.h"

static const char op[] = "0123456789abcdef0123456789abcdef";

static int64_t asked(int64_t round, const char *key)
{
	struct db *db = db_session(DB_WRITE);
	const int64_t id = job_add(db, user_of("hal"), "round.open", round, key);

	if (id)
		db_commit(db);
	else
		db_rollback(db);
	return id;
}

static void a_job_is_asked_for_once(void **state)
{
	(void)state;
	const int64_t first = asked(1, op);

	assert_true(first > 0);
	assert_int_equal(asked(1, op), first);
	assert_int_equal(asked(1, NULL), 0);
	assert_true(asked(2, NULL) > first);
	assert_string_equal(stored("SELECT COUNT(*) FROM job"), "2");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'job.add' AND actor_id = 7"), "2");
}

static void what_has_ended_may_be_asked_for_again(void **state)
{
	(void)state;
	const int64_t first = asked(1, NULL);

	assert_true(job_cancel(db_session(DB_SAVE), user_of("hal"), first));
	assert_true(asked(1, NULL) > first);
	assert_string_equal(stored("SELECT GROUP_CONCAT(state ORDER BY id) FROM job"), "cancelled,queued");
}

static void what_has_ended_cannot_be_cancelled(void **state)
{
	(void)state;
	const int64_t id = asked(1, NULL);

	assert_true(job_cancel(db_session(DB_SAVE), user_of("hal"), id));
	assert_false(job_cancel(db_session(DB_SAVE), user_of("hal"), id));
	assert_false(job_cancel(db_session(DB_SAVE), user_of("hal"), 999));
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'job.cancel'"), "1");
}

static void a_job_is_found_by_what_it_is_about(void **state)
{
	(void)state;
	const int64_t id = asked(1, NULL);
	struct db_rows *job = job_of(db_session(DB_SAVE), "round.open", 1);

	assert_true(db_next(job));
	assert_int_equal(db_col_int(job, "id"), id);
	assert_string_equal(db_col_text(job, "person"), "Hal Holm");
	assert_int_equal(db_count(job_of(db_session(DB_SAVE), "round.open", 2)), 0);
	assert_int_equal(db_count(job_get(db_session(DB_SAVE), id + 1)), 0);
	assert_int_equal(db_count(job_list(db_session(DB_SAVE))), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_job_is_asked_for_once),
		APP_TEST(what_has_ended_may_be_asked_for_again),
		APP_TEST(what_has_ended_cannot_be_cancelled),
		APP_TEST(a_job_is_found_by_what_it_is_about),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
