/* grunnmur round open, in every state of a round: the operator opens what is ready, and takes no other step. */
#include "app.h"

#include <string.h>

#include "commands.h"
#include "round_life.h"

#define BEFORE "2026-11-23 23:00:00"
#define LATER "2026-12-23 23:00:00"

static int opened(const char *code)
{
	char open[] = "open", name[20];
	char *words[] = { open, name };

	snprintf(name, sizeof name, "%s", code);
	return round_run(2, words);
}

static void put(const char *state, const char *opens, const char *closes, const char *dpia)
{
	char sql[600];

	snprintf(sql, sizeof sql, "DELETE FROM answer WHERE round_id = 3; DELETE FROM assessment WHERE round_id = 3; DELETE FROM job;"
	    "DELETE FROM round_event; DELETE FROM round WHERE id = 3;"
	    "INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version, dpia, opened_at)"
	    " VALUES (3, 'R3', 1, '%s', '%s', '%s', 1, 1, %s, '2026-11-24 08:00:00')", state, opens, closes, dpia);
	app_run(sql);
}

static void the_operator_opens_what_is_ready(void **state)
{
	(void)state;
	static const struct { const char *state, *opens, *closes, *dpia; int status; const char *after; } cases[] = {
		{ "draft", BEFORE, LATER, "'A'", NOT_DONE, "draft" }, { "consultation", BEFORE, LATER, "'A'", NOT_DONE, "consultation" },
		{ "ready", BEFORE, LATER, "'A'", DONE, "open" }, { "ready", "2026-12-01", LATER, "'A'", NOT_DONE, "ready" },
		{ "ready", "2026-11-01", BEFORE, "'A'", NOT_DONE, "ready" }, { "ready", BEFORE, LATER, "NULL", NOT_DONE, "ready" },
		{ "opening", BEFORE, LATER, "'A'", DONE, "open" }, { "open", BEFORE, LATER, "'A'", NOT_DONE, "open" },
		{ "closed", BEFORE, LATER, "'A'", NOT_DONE, "closed" }, { "archived", BEFORE, LATER, "'A'", NOT_DONE, "archived" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put(cases[i].state, cases[i].opens, cases[i].closes, cases[i].dpia);
		assert_int_equal(opened("R3"), cases[i].status);
		assert_string_equal(stored("SELECT state FROM round WHERE id = 3"), cases[i].after);
	}
	assert_int_equal(opened("NONE"), NOT_DONE);
	assert_int_equal(round_run(0, NULL), USAGE);
}

/* What does not go on by itself is listed; what the worker is at is not. */
static void check_lists_rounds_that_need_somebody(void **state)
{
	(void)state;
	app_run("UPDATE unit SET valid_to = '2026-11-01' WHERE code IN ('HEL', 'STA'); UPDATE person SET active = 0 WHERE employee_no = 'T10'");
	static const struct { const char *state, *opens, *closes, *dpia, *job; int status; } cases[] = {
		{ "ready", BEFORE, LATER, "NULL", "", NOT_DONE }, { "ready", "2026-11-01", BEFORE, "'A'", "", NOT_DONE },
		{ "ready", BEFORE, LATER, "'A'", "'failed', 'broken', '2026-11-24'", NOT_DONE },
		{ "ready", BEFORE, LATER, "'A'", "'cancelled', NULL, '2026-11-24'", NOT_DONE },
		{ "ready", BEFORE, LATER, "'A'", "'queued', NULL, NULL", DONE }, { "ready", BEFORE, LATER, "'A'", "", DONE },
		{ "opening", BEFORE, LATER, "'A'", "", NOT_DONE }, { "opening", BEFORE, LATER, "'A'", "'running', NULL, NULL", DONE },
		{ "open", BEFORE, LATER, "'A'", "", DONE }, { "draft", BEFORE, LATER, "NULL", "", DONE },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char sql[300];

		put(cases[i].state, cases[i].opens, cases[i].closes, cases[i].dpia);
		snprintf(sql, sizeof sql, "INSERT INTO job (kind, object_id, asked_at, state, reason, ended_at)"
		    " VALUES ('round.open', 3, '2026-11-24', %s)", cases[i].job);
		if (*cases[i].job)
			app_run(sql);
		assert_int_equal(check_run(0, NULL), cases[i].status);
	}
	put("consultation", "2026-12-31", "2027-01-31", "NULL");
	app_run("INSERT INTO consultation (id, round_id, laid_at, documents, answer_by) VALUES (1, 3, '2026-11-01', 'x', '2026-11-24')");
	assert_int_equal(check_run(0, NULL), DONE);
	app_run("UPDATE consultation SET answer_by = '2026-11-23'");
	assert_int_equal(check_run(0, NULL), NOT_DONE);
	app_run("DELETE FROM consultation");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(the_operator_opens_what_is_ready), APP_TEST(check_lists_rounds_that_need_somebody),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
