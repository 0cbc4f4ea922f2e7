/*
 * Every state of a round × every step × everybody: what is answered, and what the round is then. What
 * is not in the table is refused. The operator's command is in tests/grunnmur/test_round.c, the clock
 * in tests/domain/test_round_life.c.
 */
#include "app.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "job_run.h"
#include "pages.h"
#include "round_opening.h"

static const struct route *const tables[] = { round_edit_routes, round_routes, round_step_routes,
	round_consultation_routes, NULL };
static const struct job_kind kinds[] = { { "round.open", round_opening_work },
	{ "round.undo", round_opening_undo_work }, { NULL, NULL } };

#define NOTICE "notice_nb=Les+dette.&notice_nn=&notice_en="
#define DAYS "opens_on=2026-11-24&closes_on=2027-01-31"
#define ALL "survey=SURVEY/1&title_nb=Runde&title_nn=&title_en=&" DAYS "&purpose_nb=Plan&purpose_nn=&purpose_en=" \
	"&basis=b&law=&retention_months=12&dpia=ARK&recipients_nb=&recipients_nn=&recipients_en=&" NOTICE

static const struct { const char *name, *path, *form; } steps[] = {
	{ "edit", "/edit", "do=save&" ALL },
	{ "edit ready", "/edit", "do=save&" DAYS "&dpia=ARK&" NOTICE },
	{ "edit open", "/edit", "do=save&" NOTICE },
	{ "lay", "/consultation", "do=lay&offices=1&documents=Alt&answer_by=2026-11-25" },
	{ "state", "/consultation", "do=state&party=1&view=agrees&stated_on=2026-11-24" },
	{ "ready", "/consultation", "do=ready&minutes=Referat&outcome=agreed&evaluation_on=2027-03-01" },
	{ "withdraw", "", "do=withdraw&reason=Nytt" },
	{ "open", "", "do=open" },
	{ "undo", "", "do=undo" },
	{ "extend", "", "do=extend&closes_on=2027-03-31&reason=Sykdom" },
	{ "close", "", "do=close&reason=Alle+har+svart" },
	{ "archive", "", "do=archive" },
};

/* What a round is made to be, and how its records stand then. */
#define ROUND(state, opens, closes) \
	"UPDATE round SET state = '" state "', opens_at = '" opens "', closes_at = '" closes "', dpia = 'ARK' WHERE id = 3;"
#define PARTY "INSERT INTO consultation_party VALUES (1, 1, 1, NULL);"
#define WAITS(by) \
	"INSERT INTO consultation (id, round_id, laid_at, documents, answer_by) VALUES" \
	" (1, 3, '2026-11-20 09:00:00', 'Alt', '" by "');" PARTY
#define SAID "INSERT INTO consultation_statement VALUES (1, 1, '2026-11-21', 'agrees', NULL, '2026-11-21 09:00:00', 7);"
#define BEFORE "2026-11-23 23:00:00"
#define LATER "2026-12-23 23:00:00"

static const struct { const char *name, *sql; } states[] = {
	{ "draft", ROUND("draft", "2026-12-01 23:00:00", LATER) },
	{ "consultation", ROUND("consultation", "2026-12-01 23:00:00", LATER) WAITS("2026-11-25") },
	{ "all answered", ROUND("consultation", "2026-12-01 23:00:00", LATER) WAITS("2026-11-25") SAID },
	{ "deadline past", ROUND("consultation", "2026-12-01 23:00:00", LATER) WAITS("2026-11-23") },
	{ "ready", ROUND("ready", BEFORE, LATER) },
	{ "ready, too early", ROUND("ready", "2026-12-01 23:00:00", LATER) },
	{ "ready, too late", ROUND("ready", BEFORE, "2026-11-24 08:00:00") },
	{ "ready, no DPIA", ROUND("ready", BEFORE, LATER) "UPDATE round SET dpia = NULL WHERE id = 3;" },
	{ "ready, confidential", ROUND("ready", BEFORE, LATER) "UPDATE round SET dpia = NULL, confidential = 1 WHERE id = 3;" },
	{ "ready, being opened", ROUND("ready", BEFORE, LATER)
	  "INSERT INTO job (kind, object_id, asked_at, state) VALUES ('round.open', 3, '2026-11-24 08:59:00', 'queued');" },
	{ "opening", ROUND("opening", BEFORE, LATER) "UPDATE round SET opened_at = '2026-11-24 08:00:00' WHERE id = 3;" },
	{ "open", ROUND("open", BEFORE, LATER) },
	{ "open, over", ROUND("open", BEFORE, "2026-11-24 08:00:00") },
	{ "closed", ROUND("closed", BEFORE, LATER) },
	{ "archived", ROUND("archived", BEFORE, LATER) },
};

/* What HR may do, and what the round is in the end, the jobs done; NULL: 422, the form is not whole. All else is 409. */
static const struct { const char *state, *step, *end; } allowed[] = {
	{ "draft", "edit", "draft" }, { "draft", "lay", "consultation" },
	{ "consultation", "state", "consultation" }, { "consultation", "withdraw", "draft" },
	{ "all answered", "state", "consultation" }, { "all answered", "withdraw", "draft" },
	{ "all answered", "ready", "ready" },
	{ "deadline past", "state", "consultation" }, { "deadline past", "withdraw", "draft" },
	{ "deadline past", "ready", "ready" },
	{ "draft", "edit ready", NULL }, { "draft", "edit open", NULL },
	{ "ready", "edit open", "ready" }, { "ready, too early", "edit open", "ready" }, { "ready, too late", "edit open", "ready" },
	{ "ready, no DPIA", "edit open", "ready" }, { "ready, confidential", "edit open", "ready" },
	{ "ready", "edit ready", "ready" }, { "ready", "withdraw", "draft" }, { "ready", "open", "open" },
	{ "ready, too early", "edit ready", "ready" }, { "ready, too early", "withdraw", "draft" },
	{ "ready, too late", "edit ready", "ready" }, { "ready, too late", "withdraw", "draft" },
	{ "ready, no DPIA", "edit ready", "ready" }, { "ready, no DPIA", "withdraw", "draft" },
	{ "ready, confidential", "edit ready", "ready" }, { "ready, confidential", "withdraw", "draft" },
	{ "ready, confidential", "open", "open" },
	{ "opening", "open", "open" }, { "opening", "undo", "ready" },
	{ "open", "edit open", "open" }, { "open", "extend", "open" }, { "open", "close", "closed" },
	{ "open, over", "edit open", "open" }, { "open, over", "close", "closed" },
	{ "closed", "archive", "archived" },
};

static const char *const others[] = { "ann", "lea", "rita", "gone", "nobody" };

enum { STATES = sizeof states / sizeof *states, STEPS = sizeof steps / sizeof *steps };

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static void put(size_t state)
{
	app_run("DELETE FROM answer WHERE round_id = 3; DELETE FROM assessment WHERE round_id = 3; DELETE FROM job;"
	    "DELETE FROM consultation_statement; DELETE FROM consultation_party; DELETE FROM consultation;"
	    "DELETE FROM round_event; DELETE FROM round_notice WHERE round_id = 3; DELETE FROM round_text WHERE round_id = 3;"
	    "DELETE FROM round WHERE id = 3;"
	    "INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version, basis)"
	    " VALUES (3, 'R3', 1, 'draft', '2026-11-24', '2027-01-01', 1, 1, 'b');"
	    "INSERT INTO round_text (round_id, language, title, purpose) VALUES (3, 'nb', 'Runde', 'Plan');"
	    "INSERT INTO round_notice VALUES (3, 1, 'nb', 'Les.')");
	app_run(states[state].sql);
}

/* The status of a step in a state; 303: *end is what the round is then. */
static int expected(const char *state, const char *step, const char **end)
{
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strcmp(allowed[i].state, state) == 0 && strcmp(allowed[i].step, step) == 0) {
			*end = allowed[i].end;
			return *end ? 303 : 422;
		}
	return 409;
}

/* All that a step could change; kept beyond the request. */
static const char *now(void)
{
	static char kept[2][300];
	static int turn;

	turn = !turn;
	snprintf(kept[turn], sizeof kept[turn], "%s", stored("SELECT CONCAT_WS(' ', r.state, r.rev, r.opens_at, r.closes_at, r.notice_version,"
	    " (SELECT COUNT(*) FROM round_event), (SELECT COUNT(*) FROM consultation), (SELECT COUNT(*) FROM job),"
	    " (SELECT COUNT(*) FROM consultation WHERE waits = 1), (SELECT COUNT(*) FROM consultation_statement))"
	    " FROM round r WHERE r.id = 3"));
	return kept[turn];
}

static void hr_takes(size_t state, size_t step)
{
	const char *end = NULL;
	const int wanted = expected(states[state].name, steps[step].name, &end);
	char cell[80];

	snprintf(cell, sizeof cell, "%s, %s", states[state].name, steps[step].name);
	put(state);
	const char *before = now();
	const int status = submit("hal", arena_printf("/rounds/3%s", steps[step].path), steps[step].form).status;

	if (status != wanted)
		fail_msg("%s: %d", cell, status);
	if (status != 303) {
		if (strcmp(now(), before) != 0)
			fail_msg("%s: refused, and yet %s became %s", cell, before, now());
		return;
	}
	while (job_run_next(kinds, NULL)) { }
	const char *state_now = stored("SELECT state FROM round WHERE id = 3");

	if (strcmp(state_now, end) != 0)
		fail_msg("%s: it is %s", cell, state_now);
	if (strcmp(stored("SELECT COUNT(*) FROM round_event"), "1") != 0)
		fail_msg("%s: %s events", cell, stored("SELECT COUNT(*) FROM round_event"));
	const int again = submit("hal", arena_printf("/rounds/3%s", steps[step].path), steps[step].form).status;

	if (strcmp(states[state].name, end) != 0 && strncmp(steps[step].name, "edit", 4) != 0
	    && strcmp(steps[step].name, "state") != 0 && strcmp(steps[step].name, "extend") != 0 && again != 409)
		fail_msg("%s: once more: %d", cell, again);
}

static void hr_takes_the_steps_of_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < STATES; i++)
		for (size_t k = 0; k < STEPS; k++)
			hr_takes(i, k);
}

/* No employee, leader, representative, former employee or stranger: 403, and nothing is changed. */
static void nobody_else_takes_any(void **state)
{
	(void)state;
	static const char *const pages[] = { "", "/edit", "/consultation" };

	for (size_t i = 0; i < STATES; i++) {
		put(i);
		const char *before = now();

		for (size_t who = 0; who < sizeof others / sizeof *others; who++) {
			for (size_t k = 0; k < STEPS; k++)
				assert_int_equal(submit(others[who], arena_printf("/rounds/3%s", steps[k].path), steps[k].form).status, 403);
			for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
				assert_int_equal(visit(others[who], arena_printf("/rounds/3%s", pages[p])).status, 403);
			assert_int_equal(submit(others[who], "/rounds", ALL "&code=NEW").status, 403);
			assert_int_equal(visit(others[who], "/rounds/new").status, 403);
		}
		assert_string_equal(now(), before);
	}
}

/* Whatever the state is, its pages are there, and offer no step that the state refuses. */
static void pages_offer_what_the_state_allows(void **state)
{
	(void)state;
	static const struct { const char *step, *shown, *page; } buttons[] = {
		{ "lay", "value=\"lay\"", "/consultation" }, { "state", "value=\"state\"", "/consultation" },
		{ "ready", "value=\"ready\"", "/consultation" }, { "withdraw", "value=\"withdraw\"", "" },
		{ "undo", "value=\"undo\"", "" }, { "extend", "value=\"extend\"", "" }, { "archive", "value=\"archive\"", "" },
		{ "open", "value=\"open\"", "" },
	};

	for (size_t i = 0; i < STATES; i++) {
		put(i);
		assert_int_equal(visit("hal", "/rounds/3/edit").status, 200);
		for (size_t b = 0; b < sizeof buttons / sizeof *buttons; b++) {
			assert_int_equal(visit("hal", arena_printf("/rounds/3%s", buttons[b].page)).status, 200);
			const char *end = NULL;

			expected(states[i].name, buttons[b].step, &end);
			if (shows(buttons[b].shown) != (end != NULL))
				fail_msg("%s: %s %s", states[i].name, buttons[b].step, shows(buttons[b].shown) ? "is offered" : "is not offered");
		}
	}
}

static void a_round_that_is_not_there_is_not_found(void **state)
{
	(void)state;
	for (size_t k = 0; k < STEPS; k++)
		assert_int_equal(submit("hal", arena_printf("/rounds/99%s", steps[k].path), steps[k].form).status, 404);
	assert_int_equal(visit("hal", "/rounds/99/edit").status, 404);
	assert_int_equal(visit("hal", "/rounds/99/consultation").status, 404);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(hr_takes_the_steps_of_the_table), APP_TEST(nobody_else_takes_any),
		APP_TEST(pages_offer_what_the_state_allows), APP_TEST(a_round_that_is_not_there_is_not_found),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
