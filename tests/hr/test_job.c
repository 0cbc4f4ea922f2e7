/* The pages of jobs: a round's opening is asked for, followed and cancelled. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "job_run.h"
#include "pages.h"
#include "round_opening.h"

static const struct route *const tables[] = { job_routes, round_routes, round_step_routes, NULL };
static const struct job_kind kinds[] = { { "round.open", round_opening_work },
	{ "round.undo", round_opening_undo_work }, { NULL, NULL } };

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

/* A third round, ready to be opened now. */
static int reset(void **state)
{
	if (app_reset(state))
		return 1;
	app_run("INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version, dpia)"
	    " VALUES (3, 'R2', 1, 'ready', '2026-11-23 23:00:00', '2026-12-23 23:00:00', 1, 1, 'ARK');"
	    "INSERT INTO round_text (round_id, language, title, purpose) VALUES (3, 'nb', 'Ny runde', 'Oversikt')");
	return 0;
}

static int64_t job_id(void)
{
	return strtoll(stored("SELECT MAX(id) FROM job"), NULL, 10);
}

static const char *address(void)
{
	return arena_printf("/jobs/%lld", (long long)job_id());
}

static void opening_a_round_becomes_a_job(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/rounds/3").status, 200);
	assert_true(shows("value=\"open\""));
	assert_int_equal(submit("hal", "/rounds/3", "do=open&op=0123456789abcdef0123456789abcdef").status, 303);
	assert_non_null(strstr(shown_head(), arena_printf("Location: /grunnmur/hr%s\r\n", address())));
	assert_int_equal(visit("hal", address()).status, 200);
	assert_true(shows("Åpning av en runde"));
	assert_true(shows("data-refresh=\"3\""));
	assert_true(job_run_next(kinds, NULL));
	assert_int_equal(visit("hal", address()).status, 200);
	assert_true(shows("Ferdig"));
	assert_false(shows("data-refresh"));
	assert_string_equal(stored("SELECT state FROM round WHERE id = 3"), "open");
}

static void sent_twice_it_is_one_job(void **state)
{
	(void)state;
	static const char form[] = "do=open&op=0123456789abcdef0123456789abcdef";

	assert_int_equal(submit("hal", "/rounds/3", form).status, 303);
	assert_int_equal(submit("hal", "/rounds/3", form).status, 303);
	assert_int_equal(submit("hal", "/rounds/3", "do=open").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM job"), "1");
}

static void what_is_not_ready_is_not_opened(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/rounds/1", "do=open").status, 409);
	assert_int_equal(submit("hal", "/rounds/99", "do=open").status, 404);
	assert_int_equal(submit("hal", "/rounds/3", "do=fly").status, 422);
	assert_int_equal(submit("ann", "/rounds/3", "do=open").status, 403);
	assert_string_equal(stored("SELECT COUNT(*) FROM job"), "0");
}

static void a_failure_says_what_to_do(void **state)
{
	(void)state;
	submit("hal", "/rounds/3", "do=open");
	app_run("UPDATE round SET closes_at = '2026-11-24 00:00:00' WHERE id = 3");
	assert_true(job_run_next(kinds, NULL));
	assert_int_equal(visit("hal", address()).status, 200);
	assert_true(shows("Mislyktes"));
	assert_true(shows("Fristen for runden er ute."));
	assert_string_equal(stored("SELECT state FROM round WHERE id = 3"), "ready");
}

static void a_job_can_be_cancelled_until_it_ends(void **state)
{
	(void)state;
	submit("hal", "/rounds/3", "do=open");
	assert_int_equal(submit("ann", address(), "do=cancel").status, 403);
	assert_int_equal(submit("hal", address(), "do=cancel").status, 303);
	assert_int_equal(submit("hal", address(), "do=cancel").status, 303);
	assert_int_equal(visit("hal", address()).status, 200);
	assert_true(shows("Avbrutt"));
	assert_false(job_run_next(kinds, NULL));
	submit("hal", "/rounds/3", "do=open");
	assert_true(job_run_next(kinds, NULL));
	assert_int_equal(submit("hal", address(), "do=cancel").status, 409);
	assert_int_equal(submit("hal", "/jobs/9999", "do=cancel").status, 404);
}

/* An opening that broke in its midst is shown, goes on, or is taken back. */
static void a_stopped_opening_is_shown(void **state)
{
	(void)state;
	submit("hal", "/rounds/3", "do=open");
	assert_int_equal(visit("hal", "/rounds/3").status, 200);
	assert_true(shows("Runden blir åpnet"));
	assert_int_equal(submit("hal", "/rounds/3", "do=undo").status, 409);
	app_run("UPDATE job SET state = 'failed', reason = 'broken', ended_at = asked_at;"
	    "UPDATE round SET state = 'opening', opened_at = '2026-11-24 09:00:00' WHERE id = 3");
	assert_int_equal(visit("hal", "/rounds/3").status, 200);
	assert_true(shows("value=\"undo\""));
	assert_int_equal(submit("hal", "/rounds/3", "do=undo").status, 303);
	assert_true(job_run_next(kinds, NULL));
	assert_string_equal(stored("SELECT state FROM round WHERE id = 3"), "ready");
}

static void jobs_are_listed_and_json(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/jobs").status, 200);
	assert_true(shows("gm-empty"));
	submit("hal", "/rounds/3", "do=open");
	assert_int_equal(visit("hal", "/jobs").status, 200);
	assert_true(shows("Hal Holm"));
	assert_int_equal(visit_json("hal", address()).status, 200);
	const cJSON *job = json_get(shown_json(), "job");

	assert_string_equal(json_get_text(job, "state"), "queued");
	assert_null(json_get(job, "state_text"));
	assert_int_equal(visit("ann", "/jobs").status, 403);
}

static void a_silent_worker_is_told(void **state)
{
	(void)state;
	submit("hal", "/rounds/3", "do=open");
	app_run("UPDATE job SET state = 'running', attempt = 1, seen_at = '2026-11-24 08:58:00'");
	assert_int_equal(visit("hal", address()).status, 200);
	assert_true(shows("ikke gitt lyd fra seg"));
	app_run("UPDATE job SET seen_at = '2026-11-24 08:59:50', done = 3, total = 10");
	assert_int_equal(visit("hal", address()).status, 200);
	assert_false(shows("ikke gitt lyd fra seg"));
	assert_true(shows("value=\"3\" max=\"10\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(opening_a_round_becomes_a_job, reset),
		cmocka_unit_test_setup(sent_twice_it_is_one_job, reset),
		cmocka_unit_test_setup(what_is_not_ready_is_not_opened, reset),
		cmocka_unit_test_setup(a_failure_says_what_to_do, reset),
		cmocka_unit_test_setup(a_job_can_be_cancelled_until_it_ends, reset),
		cmocka_unit_test_setup(a_stopped_opening_is_shown, reset),
		cmocka_unit_test_setup(jobs_are_listed_and_json, reset),
		cmocka_unit_test_setup(a_silent_worker_is_told, reset),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
