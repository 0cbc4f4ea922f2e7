/* The life of a round: what the clock does by itself, and what each step leaves behind. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "round_life.h"

static struct db *db(void)
{
	return db_session(DB_WRITE);
}

static void put(const char *state, const char *opens, const char *closes, const char *dpia)
{
	app_run(arena_printf("DELETE FROM job; DELETE FROM round_event; DELETE FROM audit; DELETE FROM round WHERE id = 3;"
	    "INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version, dpia)"
	    " VALUES (3, 'R3', 1, '%s', '%s', '%s', 1, 1, %s)", state, opens, closes, dpia));
}

static const struct round_now *locked(void)
{
	const struct round_now *now = round_life_lock(db(), 3);

	assert_non_null(now);
	return now;
}

#define BEFORE "2026-11-23 23:00:00"
#define AFTER "2026-12-23 23:00:00"

/* The clock as an actor: every state, its time come, not come, over. */
static void the_clock_opens_and_closes(void **state)
{
	(void)state;
	static const struct { const char *state, *opens, *closes, *dpia, *after, *jobs; } cases[] = {
		{ "draft", BEFORE, AFTER, "'A'", "draft", "0" }, { "consultation", BEFORE, AFTER, "'A'", "consultation", "0" },
		{ "ready", BEFORE, AFTER, "'A'", "ready", "1" }, { "ready", "2026-11-24 09:00:01", AFTER, "'A'", "ready", "0" },
		{ "ready", "2026-11-24 09:00:00", AFTER, "'A'", "ready", "1" },
		{ "ready", "2026-11-01", BEFORE, "'A'", "ready", "0" }, { "ready", BEFORE, AFTER, "NULL", "ready", "0" },
		{ "opening", BEFORE, AFTER, "'A'", "opening", "0" }, { "open", BEFORE, AFTER, "'A'", "open", "0" },
		{ "open", "2026-11-01", BEFORE, "'A'", "closed", "0" }, { "open", "2026-11-01", "2026-11-24 09:00:00", "'A'", "closed", "0" },
		{ "closed", "2026-11-01", BEFORE, "'A'", "closed", "0" }, { "archived", "2026-11-01", BEFORE, "'A'", "archived", "0" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put(cases[i].state, cases[i].opens, cases[i].closes, cases[i].dpia);
		round_life_due(db());
		round_life_due(db());
		assert_string_equal(stored("SELECT state FROM round WHERE id = 3"), cases[i].after);
		assert_string_equal(stored("SELECT COUNT(*) FROM job WHERE kind = 'round.open' AND object_id = 3"), cases[i].jobs);
		const bool closes = strcmp(cases[i].state, cases[i].after) != 0;

		assert_string_equal(stored("SELECT COUNT(*) FROM round_event WHERE step = 'close' AND actor_id IS NULL"), closes ? "1" : "0");
	}
}

static void it_was_closed_when_its_time_was_over(void **state)
{
	(void)state;
	put("open", "2026-11-01", BEFORE, "'A'");
	round_life_due(db());
	assert_string_equal(stored("SELECT closed_at FROM round WHERE id = 3"), BEFORE);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'round.close' AND actor_id IS NULL"), "1");
}

static void an_opening_that_failed_is_not_asked_for_again(void **state)
{
	(void)state;
	put("ready", BEFORE, AFTER, "'A'");
	round_life_due(db());
	app_run("UPDATE job SET state = 'failed', reason = 'broken', ended_at = asked_at");
	round_life_due(db());
	assert_string_equal(stored("SELECT COUNT(*) FROM job"), "1");
	app_run("UPDATE job SET asked_at = '2026-11-22 00:00:00'");     /* the opening day was moved since */
	round_life_due(db());
	assert_string_equal(stored("SELECT COUNT(*) FROM job"), "2");
}

/* Whom somebody else is at is left to them: no waiting, no second closing. */
static void what_others_are_at_is_left_to_them(void **state)
{
	(void)state;
	put("open", "2026-11-01", BEFORE, "'A'");
	struct db *other = db_session(DB_HOLD);

	round_life_lock(other, 3);
	round_life_due(db());
	assert_string_equal(stored("SELECT state FROM round WHERE id = 3"), "open");
	db_rollback(other);
	round_life_due(db());
	assert_string_equal(stored("SELECT state FROM round WHERE id = 3"), "closed");
}

static void a_step_leaves_who_when_why(void **state)
{
	(void)state;
	put("open", BEFORE, AFTER, "'A'");
	round_life_extend(db(), user_of("hal"), locked(), "2027-01-31 23:00:00", "Mange er syke");
	db_commit(db());
	assert_string_equal(stored("SELECT CONCAT_WS('|', state, closes_at, rev) FROM round WHERE id = 3"), "open|2027-01-31 23:00:00|1");
	assert_string_equal(stored("SELECT CONCAT_WS('|', at, actor_id, step, reason, detail) FROM round_event"),
	    "2026-11-24 09:00:00|7|extend|Mange er syke|2027-01-31 23:00:00");
	assert_string_equal(stored("SELECT CONCAT_WS('|', actor_id, object_id, detail) FROM audit WHERE action = 'round.extend'"),
	    "7|3|2027-01-31 23:00:00");
	round_life_close(db(), user_of("hal"), locked(), "Ferdig");
	db_commit(db());
	assert_string_equal(stored("SELECT CONCAT_WS('|', state, closed_at) FROM round WHERE id = 3"), "closed|2026-11-24 09:00:00");
	round_life_archive(db(), user_of("hal"), locked(), "");
	db_commit(db());
	struct db_rows *history = round_life_history(db(), 3);

	assert_true(db_next(history));
	assert_string_equal(db_col_text(history, "step"), "archive");
	assert_string_equal(db_col_text(history, "person"), "Hal Holm");
	assert_null(db_col_text(history, "reason"));
	assert_int_equal(db_count(history), 3);
}

static void refusals_say_why(void **state)
{
	(void)state;
	put("ready", "2026-12-01", AFTER, "NULL");
	const char *lacks = round_life_refusal(locked(), "open", -1);

	assert_non_null(strstr(lacks, "DPIA"));
	db_rollback(db());
	app_run("UPDATE round SET confidential = 1 WHERE id = 3");
	assert_string_not_equal(round_life_refusal(locked(), "open", -1), lacks);
	assert_null(round_life_refusal(locked(), "withdraw", 0));
	assert_non_null(round_life_refusal(locked(), "withdraw", 1));
	assert_non_null(round_life_refusal(locked(), "archive", -1));
	assert_null(round_life_lock(db(), 99));
	assert_false(round_life_may("open", "fly"));
	db_rollback(db());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(the_clock_opens_and_closes), APP_TEST(it_was_closed_when_its_time_was_over),
		APP_TEST(an_opening_that_failed_is_not_asked_for_again), APP_TEST(what_others_are_at_is_left_to_them),
		APP_TEST(a_step_leaves_who_when_why), APP_TEST(refusals_say_why),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
