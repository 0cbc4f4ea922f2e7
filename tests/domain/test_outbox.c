/* Mails from the outbox to a real SMTP server: each of them once, whatever happens to server, worker and receiver. */
#include "app.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "clock.h"
#include "db_fault.h"
#include "i18n.h"
#include "outbox.h"
#include "outbox_send.h"
#include "reminder_send.h"
#include "smtp.h"

static const struct outbox_kind kinds[] = { { "reminder", reminder_mail }, { NULL, NULL } };
static const char *const moody[] = { "--moody", NULL };
static int port;

enum { PEOPLE = 3000 };

/* Ann, Eli and Maret have not submitted in the seed; each gets an address. */
static int fill(void **state)
{
	if (app_reset(state))
		return 1;
	smtp_stop();
	smtp_empty();
	port = smtp_start(port, moody);
	setenv("GRUNNMUR_NOW", "2026-11-24T09:00:00Z", 1);
	clock_begin();
	app_configure(arena_printf("smtp = smtp://127.0.0.1:%d\nmail_from = grunnmur@trefjord.example\n", port));
	app_run("UPDATE person SET email = CONCAT(login, '@trefjord.example') WHERE id IN (3, 6, 12);"
	    "INSERT INTO reminder_sending VALUES (1, 1, 'never', '2026-11-24', 0, 7, '2026-11-24 08:59:00', 3, 3)");
	return 0;
}

static void queue(const char *people)
{
	app_run(arena_printf("INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at)"
	    " SELECT 'reminder', 1, id, '2026-11-24 08:59:00', '2026-11-24 08:59:00' FROM person WHERE id IN (%s) ORDER BY id",
	    people));
}

static enum outbox_end turn(void)
{
	const enum outbox_end end = outbox_send(kinds, NULL);

	db_rollback_all();
	return end;
}

static void now(const char *moment)
{
	setenv("GRUNNMUR_NOW", moment, 1);
	clock_begin();
}

static const char *ends(void)
{
	return stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', person_id, state, reason, tries) ORDER BY id SEPARATOR ', ') FROM outbox");
}

static void each_gets_a_mail_in_their_language(void **state)
{
	(void)state;
	app_run("UPDATE person SET language = 'nn' WHERE id = 12; UPDATE person SET language = 'en' WHERE id = 6");
	queue("3, 6, 12");
	assert_int_equal(turn(), OUTBOX_WORKED);
	assert_int_equal(turn(), OUTBOX_IDLE);
	assert_string_equal(ends(), "3 sent 0, 6 sent 0, 12 sent 0");
	assert_int_equal(smtp_count(), 3);
	assert_non_null(strstr(smtp_read(1), "Subject: Påminnelse: Kartlegging 2026, frist 4.12.2026\n"));
	assert_non_null(strstr(smtp_read(1), "Hei Ann O'Hara\n"));
	assert_non_null(strstr(smtp_read(1), "http://127.0.0.1:8080/grunnmur/survey/assessments/1\n"));
	assert_non_null(strstr(smtp_read(2), "Hello Eli Elvestad\n"));
	assert_non_null(strstr(smtp_read(2), "deadline 4 December 2026"));
	assert_non_null(strstr(smtp_read(3), "Hei Máret Čuđi\n"));
	assert_non_null(strstr(smtp_read(3), "Påminning: "));
	assert_non_null(strstr(smtp_raw(3), "Message-ID: <grunnmur-"));
	assert_non_null(strstr(smtp_raw(3), "-2026-11-24@trefjord.example>"));
}

/* The round's title, the name, the deadline and the link: neither competence nor answer is in it. */
static void a_mail_tells_no_answer(void **state)
{
	(void)state;
	queue("6, 12");
	turn();
	for (size_t i = 1; i <= 2; i++) {
		assert_null(strstr(smtp_read(i), "Håndhygiene"));
		assert_null(strstr(smtp_read(i), "Brannvern"));
		assert_null(strstr(smtp_read(i), "nivå"));
	}
}

static void who_has_submitted_meanwhile_gets_none(void **state)
{
	(void)state;
	queue("3, 6, 12");
	app_run("UPDATE assessment SET state = 'submitted', submitted_at = '2026-11-24 08:59:30' WHERE person_id = 3;"
	    "UPDATE person SET active = 0 WHERE id = 6");
	turn();
	assert_string_equal(ends(), "3 dropped mail.submitted 0, 6 dropped mail.left 0, 12 sent 0");
	queue("12");
	app_run("UPDATE round SET state = 'closed' WHERE id = 1");
	turn();
	assert_non_null(strstr(ends(), "12 dropped mail.closed 0"));
	assert_int_equal(smtp_count(), 1);
}

static void a_wrong_address_is_for_people_to_mend(void **state)
{
	(void)state;
	app_run("UPDATE person SET email = 'unknown@x.no' WHERE id = 3; UPDATE person SET email = 'Ann <a@x.no>\\r\\nDATA' WHERE id = 6;"
	    "UPDATE person SET email = 'spam@x.no' WHERE id = 12");
	queue("3, 6, 12");
	turn();
	assert_string_equal(ends(), "3 failed mail.address 0, 6 failed mail.address 0, 12 failed mail.refused 0");
	struct db_rows *faults = outbox_faults(db_session(DB_READ), user_of("hal"), "reminder", 1, 10);

	assert_int_equal(db_count(faults), 3);
	db_next(faults);
	assert_string_equal(db_col_text(faults, "unit_name"), "Bjørkelia hjemmetjeneste");
	assert_string_equal(db_col_text(faults, "said"), "");
	db_next(faults);
	assert_string_equal(db_col_text(faults, "said"), "554 5.7.1 Looks like spam");
	db_next(faults);
	assert_string_equal(db_col_text(faults, "said"), "550 5.1.1 No such user here");
	assert_int_equal(db_count(outbox_outcome(db_session(DB_READ), "reminder", 1)), 2);
	assert_int_equal(smtp_count(), 0);
}

static void a_failed_mail_is_sent_again_when_its_fault_is_mended(void **state)
{
	(void)state;
	app_run("UPDATE person SET email = 'unknown@x.no' WHERE id = 3");
	queue("3, 6");
	turn();
	app_run("UPDATE person SET email = 'ann@x.no' WHERE id = 3");
	assert_int_equal(outbox_again(db_session(DB_WRITE), "reminder", 1, "failed"), 1);
	db_commit(db_session(DB_WRITE));
	turn();
	assert_string_equal(ends(), "3 sent 0, 6 sent 0");
}

static void a_busy_mailbox_is_tried_again_later_and_then_given_up(void **state)
{
	(void)state;
	app_run("UPDATE person SET email = 'busy@x.no' WHERE id = 3");
	queue("3, 6");
	assert_int_equal(turn(), OUTBOX_WORKED);
	assert_string_equal(ends(), "3 queued mail.later 1, 6 sent 0");
	assert_int_equal(turn(), OUTBOX_IDLE);
	now("2026-11-24T09:01:00Z");
	assert_int_equal(turn(), OUTBOX_WORKED);
	assert_string_equal(stored("SELECT CONCAT(tries, ' ', due_at) FROM outbox WHERE person_id = 3"), "2 2026-11-24 09:06:00");
	for (int i = 0; i < 20; i++) {
		now(arena_printf("2026-11-25T%02d:00:00Z", i));
		turn();
	}
	app_run("UPDATE outbox SET tries = 9, due_at = '2026-11-24 09:00:00' WHERE person_id = 3");
	turn();
	assert_non_null(strstr(ends(), "3 failed mail.gave_up 9"));
}

static void a_dead_server_costs_nothing_but_time(void **state)
{
	(void)state;
	queue("3, 6, 12");
	smtp_stop();
	assert_int_equal(turn(), OUTBOX_NO_SERVER);
	assert_string_equal(ends(), "3 queued mail.server 0, 6 queued 0, 12 queued 0");
	smtp_start(port, moody);
	assert_int_equal(turn(), OUTBOX_WORKED);
	assert_string_equal(ends(), "3 sent 0, 6 sent 0, 12 sent 0");
	assert_int_equal(smtp_count(), 3);
}

static void a_link_that_breaks_before_the_answer_leaves_it_uncertain(void **state)
{
	(void)state;
	app_run("UPDATE person SET email = 'drop@x.no' WHERE id = 3; UPDATE person SET email = 'cut@x.no' WHERE id = 6");
	queue("3, 6, 12");
	assert_int_equal(turn(), OUTBOX_NO_SERVER);
	assert_string_equal(ends(), "3 uncertain mail.cut 0, 6 queued mail.server 0, 12 queued 0");
	app_run("UPDATE person SET email = 'eli@x.no' WHERE id = 6");
	turn();
	assert_string_equal(ends(), "3 uncertain mail.cut 0, 6 sent 0, 12 sent 0");
	assert_int_equal(smtp_count(), 3);
}

/* A worker in a process of its own that dies at that statement. */
static bool dies_at(size_t call, bool executed)
{
	int status;

	db_close_all();
	const pid_t child = fork();

	if (child == 0) {
		db_fault_kill(DB_STATEMENTS, call, executed);
		while (outbox_send(kinds, NULL) == OUTBOX_WORKED)
			db_rollback_all();
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFSIGNALED(status);
}

/* The server may need a moment to see that the dead worker's lock is gone. */
static void finish(void)
{
	for (int i = 0; i < 1000 && *stored("SELECT 1 FROM outbox WHERE ended_at IS NULL LIMIT 1"); i++)
		if (turn() == OUTBOX_IDLE)
			usleep(5000);
}

/* What came to each address: never two, and none that is called sent without one. */
static void nothing_came_twice(size_t call, bool executed)
{
	static const char *const people[] = { "ann@", "eli@", "maret@" };
	size_t sent = 0, all = smtp_count();

	for (size_t p = 0; p < 3; p++) {
		size_t got = 0;

		for (size_t i = 1; i <= all; i++)
			got += strstr(smtp_raw(i), people[p]) != NULL;
		if (got > 1)
			fail_msg("killed %s statement %zu: %s got %zu mails", executed ? "after" : "before", call, people[p], got);
		sent += got;
	}
	const char *told = stored("SELECT CONCAT(SUM(state = 'sent'), ' ', SUM(state IN ('sent', 'uncertain')), ' ', COUNT(*)) FROM outbox");
	const size_t surely = (size_t)(told[0] - '0'), perhaps = (size_t)(told[2] - '0');

	if (sent < surely || sent > perhaps || perhaps != 3 || surely < 2)
		fail_msg("killed %s statement %zu: %zu came, told %s", executed ? "after" : "before", call, sent, told);
}

static void a_worker_that_is_killed_anywhere_sends_nothing_twice(void **state)
{
	(void)state;
	size_t kills = 0, uncertain = 0;
	bool died = true;

	for (size_t call = 1; died; call++) {
		for (int executed = 0; executed < 2; executed++) {
			app_run("DELETE FROM outbox");
			smtp_empty();
			queue("3, 6, 12");
			died = dies_at(call, executed);
			finish();
			nothing_came_twice(call, executed);
			kills += died;
			uncertain += *stored("SELECT 1 FROM outbox WHERE state = 'uncertain'") != '\0';
		}
	}
	print_message("%zu kills, %zu left one uncertain\n", kills, uncertain);
	assert_true(kills > 15);
	assert_true(uncertain > 0);
}

/* How many of the mails are to an address that came before. */
static size_t doubles(void)
{
	bool seen[PEOPLE] = { false };
	size_t twice = 0;

	for (size_t i = smtp_count(); i > 0; i--) {
		const char *to = strstr(smtp_raw(i), " <p");
		const size_t person = to ? strtoul(to + 3, NULL, 10) % PEOPLE : 0;

		twice += seen[person];
		seen[person] = true;
	}
	return twice;
}

static pid_t begin_worker(void)
{
	db_close_all();
	const pid_t child = fork();

	if (child == 0) {
		for (;;)
			if (outbox_send(kinds, NULL) != OUTBOX_WORKED)
				usleep(1000);
			else
				arena_release();
	}
	return child;
}

static void thousands_get_theirs_though_workers_are_killed_in_the_midst(void **state)
{
	(void)state;
	app_run("INSERT INTO person (employee_no, given_name, family_name, email, active)"
	    " SELECT CONCAT('M', seq), 'Máret', 'Čuđi', CONCAT('p', seq, '@x.no'), 1 FROM seq_0_to_2999;"
	    "INSERT INTO assessment (round_id, person_id, unit_id, role_id, sector, percent)"
	    " SELECT 1, id, 3, 1, 'helse_omsorg', 100 FROM person WHERE employee_no LIKE 'M%';"
	    "INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at)"
	    " SELECT 'reminder', 1, id, '2026-11-24 08:59:00', '2026-11-24 08:59:00' FROM person WHERE employee_no LIKE 'M%'");
	size_t kills = 0;

	for (size_t goal = PEOPLE / 6; goal < PEOPLE; goal += PEOPLE / 6) {
		const pid_t workers[] = { begin_worker(), begin_worker() };

		while (!smtp_has(goal))
			usleep(1000);
		for (size_t i = 0; i < 2; i++, kills++) {
			kill(workers[i], SIGKILL);
			waitpid(workers[i], NULL, 0);
		}
	}
	finish();
	const char *told = stored("SELECT CONCAT(SUM(state = 'sent'), ' ', SUM(state = 'uncertain'), ' ', COUNT(*)) FROM outbox");

	print_message("%zu kills: sent, uncertain, all: %s; %zu came\n", kills, told, smtp_count());
	assert_int_equal(doubles(), 0);
	assert_string_equal(stored("SELECT SUM(state NOT IN ('sent', 'uncertain')) FROM outbox"), "0");
	assert_true(strtoul(strchr(told, ' '), NULL, 10) <= kills);
}

static void of_two_workers_one_sends(void **state)
{
	(void)state;
	queue("3");
	app_run("INSERT INTO job_lane VALUES ('outbox')");
	db_close_all();
	const pid_t child = fork();

	if (child == 0) {
		if (db_count(db_query(db_session(DB_HOLD), "SELECT name FROM job_lane WHERE name = 'outbox' FOR UPDATE", DB_ARGS())) == 1)
			app_run("CREATE TABLE held (id INT)");
		pause();
	}
	for (int i = 0; i < 1000 && !*stored("SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE()"
	    " AND table_name = 'held'"); i++)
		usleep(5000);
	assert_int_equal(turn(), OUTBOX_IDLE);
	assert_string_equal(ends(), "3 queued 0");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	app_run("DROP TABLE held");
	finish();
	assert_string_equal(ends(), "3 sent 0");
}

static void without_a_server_nothing_is_tried(void **state)
{
	(void)state;
	queue("3");
	app_configure("");
	assert_int_equal(turn(), OUTBOX_IDLE);
	assert_string_equal(ends(), "3 queued 0");
}

static void every_reason_has_its_words(void **state)
{
	(void)state;
	static const char *const reasons[] = { "mail.address", "mail.refused", "mail.gave_up", "mail.cut", "mail.later", "mail.server",
		"mail.submitted", "mail.closed", "mail.left" };

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		i18n_use("en");
		const char *english = outbox_reason_text(reasons[i]);

		i18n_use("nn");
		assert_string_not_equal(english, reasons[i]);
		assert_string_not_equal(english, outbox_reason_text(reasons[i]));
	}
}

static int stop(void **state)
{
	smtp_forget();
	return app_stop(state);
}

#define MAIL_TEST(function) cmocka_unit_test_setup(function, fill)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MAIL_TEST(each_gets_a_mail_in_their_language), MAIL_TEST(a_mail_tells_no_answer),
		MAIL_TEST(who_has_submitted_meanwhile_gets_none), MAIL_TEST(a_wrong_address_is_for_people_to_mend),
		MAIL_TEST(a_busy_mailbox_is_tried_again_later_and_then_given_up), MAIL_TEST(a_dead_server_costs_nothing_but_time),
		MAIL_TEST(a_failed_mail_is_sent_again_when_its_fault_is_mended),
		MAIL_TEST(a_link_that_breaks_before_the_answer_leaves_it_uncertain),
		MAIL_TEST(a_worker_that_is_killed_anywhere_sends_nothing_twice),
		MAIL_TEST(thousands_get_theirs_though_workers_are_killed_in_the_midst), MAIL_TEST(of_two_workers_one_sends),
		MAIL_TEST(without_a_server_nothing_is_tried), MAIL_TEST(every_reason_has_its_words),
	};

	return cmocka_run_group_tests(tests, app_start, stop);
}
