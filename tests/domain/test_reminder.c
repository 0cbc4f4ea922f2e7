/* Who is reminded of what, on the real schema: never twice a day, never who has submitted. */
#include "app.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "clock.h"
#include "db_fault.h"
#include "i18n.h"
#include "job.h"
#include "job_run.h"
#include "reminder.h"
#include "reminder_send.h"
#include "reminder_text.h"

static const struct job_kind kinds[] = { { "remind.send", reminder_send_work }, { NULL, NULL } };

#define WORKER "smtp = smtp://127.0.0.1:9\nmail_from = grunnmur@trefjord.example\n"

/*
 * In the seed Ann (3, with an address) has not begun, Eli (6) began on 1 November, Maret (12) has reopened, none has saved since;
 * Bo and Lea have submitted. A near deadline is 4 December.
 */
static void now(const char *moment)
{
	setenv("GRUNNMUR_NOW", moment, 1);
	clock_begin();
}

static int fill(void **state)
{
	setenv("GRUNNMUR_NOW", "2026-11-24T09:00:00Z", 1);
	if (app_reset(state))
		return 1;
	app_configure(WORKER);
	app_run("ALTER TABLE reminder_sending AUTO_INCREMENT = 1; ALTER TABLE job AUTO_INCREMENT = 1;"
	    "UPDATE answer SET draft_at = '2026-11-01 09:00:00' WHERE assessment_id = 5 AND draft_at IS NOT NULL");
	return 0;
}

static enum reminder_asked ask_as(const char *login, const char *kind, int64_t scope)
{
	struct db *db = db_session(DB_WRITE);
	int64_t job = 0;
	const enum reminder_asked asked = reminder_ask(db, user_of(login), 1, kind, scope, NULL, &job);

	if (asked == REMINDER_ASKED)
		db_commit(db);
	else
		db_rollback(db);
	return asked;
}

static void work(void)
{
	while (job_run_next(kinds, NULL)) { }
	db_rollback_all();
}

static const char *reminded(void)
{
	return stored("SELECT GROUP_CONCAT(CONCAT(person_id, ':', sending_id) ORDER BY sending_id, person_id) FROM reminder");
}

static const char *counted(int64_t scope)
{
	struct reminder_count counts[3];

	reminder_count(db_session(DB_READ), 1, scope, counts);
	return arena_printf("%d/%d %d/%d %d/%d", (int)counts[0].people, (int)counts[0].mail, (int)counts[1].people, (int)counts[1].mail,
	    (int)counts[2].people, (int)counts[2].mail);
}

static void kinds_are_counted(void **state)
{
	(void)state;
	assert_string_equal(counted(0), "1/1 2/0 3/1");
	app_run("UPDATE answer SET draft_at = '2026-11-23 08:00:00' WHERE assessment_id = 4 AND item_id = 1");
	assert_string_equal(counted(0), "1/1 1/0 3/1");
	app_run("UPDATE assessment SET submitted_at = '2026-11-22 08:00:00' WHERE id = 5");
	assert_string_equal(counted(0), "1/1 0/0 3/1");
	app_run("UPDATE person SET active = 0 WHERE id = 3; UPDATE position SET valid_to = '2026-11-23' WHERE person_id = 6");
	assert_string_equal(counted(0), "0/0 0/0 1/0");
}

static void a_leader_counts_own_people_alone(void **state)
{
	(void)state;
	assert_string_equal(counted(user_of("lea")->id), "1/1 1/0 2/1");
	assert_string_equal(counted(user_of("max")->id), "0/0 2/0 2/0");
	assert_string_equal(counted(user_of("top")->id), "1/1 2/0 3/1");
	assert_string_equal(counted(user_of("dag")->id), "1/1 1/0 2/1");
	assert_string_equal(counted(user_of("ann")->id), "0/0 0/0 0/0");
	app_run("INSERT INTO unit_leader VALUES (9, 3, 3, NULL, '2026-05-01', NULL)");
	assert_string_equal(counted(user_of("ann")->id), "0/0 1/0 1/0");
}

static void lists_name_them(void **state)
{
	(void)state;
	struct db_rows *units = reminder_units(db_session(DB_READ), user_of("hal"), 1, "last");

	assert_int_equal(db_count(units), 2);
	db_next(units);
	assert_string_equal(db_col_text(units, "name"), "Bjørkelia hjemmetjeneste");
	assert_int_equal(db_col_int(units, "people"), 1);
	db_next(units);
	assert_int_equal(db_col_int(units, "people"), 2);
	assert_int_equal(db_col_int(units, "mail"), 1);
	struct db_rows *people = reminder_people(db_session(DB_READ), user_of("lea"), 1, "last", 10);

	assert_int_equal(db_count(people), 2);
	db_next(people);
	assert_string_equal(db_col_text(people, "person"), "Máret Čuđi");
	db_next(people);
	assert_string_equal(db_col_text(people, "person"), "Ann O'Hara");
	assert_true(db_col_null(people, "reminded_on"));
	assert_int_equal(db_count(reminder_people(db_session(DB_READ), user_of("lea"), 1, "last", 1)), 1);
	assert_int_equal(db_count(reminder_rounds(db_session(DB_READ), user_of("lea"))), 1);
	assert_int_equal(db_count(reminder_rounds(db_session(DB_READ), user_of("ann"))), 0);
}

static void those_of_the_list_are_reminded_with_a_mail_where_it_can_be_sent(void **state)
{
	(void)state;
	assert_int_equal(ask_as("hal", "never", 0), REMINDER_ASKED);
	work();
	assert_string_equal(reminded(), "3:1");
	assert_string_equal(stored("SELECT GROUP_CONCAT(person_id, ' ', kind, ' ', object_id, ' ', state) FROM outbox"), "3 reminder 1 queued");
	assert_string_equal(stored("SELECT CONCAT(people, ' ', mails) FROM reminder_sending"), "1 1");
	assert_string_equal(stored("SELECT detail FROM audit WHERE action = 'reminder.send'"), "never: 1 people, 1 mails");
	assert_int_equal(ask_as("hal", "paused", 0), REMINDER_ASKED);
	work();
	assert_string_equal(reminded(), "3:1,6:2,12:2");
	assert_string_equal(stored("SELECT COUNT(*) FROM outbox"), "1");
	assert_string_equal(counted(0), "0/0 0/0 0/0");
}

static void without_a_mail_server_notices_are_given_all_the_same(void **state)
{
	(void)state;
	app_configure("");
	ask_as("hal", "never", 0);
	work();
	assert_string_equal(reminded(), "3:1");
	assert_string_equal(stored("SELECT COUNT(*) FROM outbox"), "0");
}

static void one_of_a_kind_a_day(void **state)
{
	(void)state;
	assert_int_equal(ask_as("hal", "never", 0), REMINDER_ASKED);
	assert_int_equal(ask_as("hal", "never", 0), REMINDER_TODAY);
	work();
	assert_int_equal(ask_as("hal", "never", 0), REMINDER_TODAY);
	assert_int_equal(ask_as("lea", "never", user_of("lea")->id), REMINDER_ASKED);
	work();
	assert_string_equal(reminded(), "3:1");
	now("2026-11-24T23:30:00Z");
	assert_int_equal(ask_as("lea", "never", user_of("lea")->id), REMINDER_ASKED);
	work();
	assert_string_equal(reminded(), "3:1,3:5");
}

static void a_job_that_failed_or_was_cancelled_may_be_asked_for_again(void **state)
{
	(void)state;
	ask_as("hal", "never", 0);
	struct db *db = db_session(DB_WRITE);

	assert_true(job_cancel(db, user_of("hal"), 1));
	db_commit(db);
	work();
	assert_string_equal(reminded(), "");
	assert_int_equal(ask_as("hal", "never", 0), REMINDER_ASKED);
	work();
	assert_string_equal(reminded(), "3:1");
	assert_string_equal(stored("SELECT COUNT(*) FROM reminder_sending"), "1");
}

static void the_same_operation_is_the_same_job(void **state)
{
	(void)state;
	static const char op[] = "0123456789abcdef0123456789abcdef";
	struct db *db = db_session(DB_WRITE);
	int64_t first = 0, second = 0;

	assert_int_equal(reminder_ask(db, user_of("hal"), 1, "never", 0, op, &first), REMINDER_ASKED);
	db_commit(db);
	work();
	assert_int_equal(reminder_ask(db, user_of("hal"), 1, "never", 0, op, &second), REMINDER_ASKED);
	db_rollback(db);
	assert_int_equal(first, second);
}

static void who_submits_between_list_and_sending_is_left_alone(void **state)
{
	(void)state;
	now("2026-11-30T09:00:00Z");
	ask_as("hal", "last", 0);
	app_run("UPDATE assessment SET state = 'submitted', submitted_at = '2026-11-30 09:00:30' WHERE person_id = 3");
	work();
	assert_string_equal(reminded(), "6:1,12:1");
}

static void the_last_days_alone_are_near(void **state)
{
	(void)state;
	assert_int_equal(ask_as("hal", "last", 0), REMINDER_TOO_EARLY);
	now("2026-11-27T23:00:01Z");
	assert_int_equal(ask_as("hal", "last", 0), REMINDER_ASKED);
	now("2026-12-04T23:00:00Z");
	assert_int_equal(ask_as("hal", "never", 0), REMINDER_NOT_OPEN);
	work();
	assert_string_equal(stored("SELECT CONCAT(state, ' ', reason) FROM job"), "failed remind.closed");
	assert_string_equal(reminded(), "");
}

static void a_leader_reminds_own_people_alone(void **state)
{
	(void)state;
	now("2026-11-30T09:00:00Z");
	ask_as("max", "last", user_of("max")->id);
	work();
	assert_string_equal(reminded(), "6:1,12:1");
	ask_as("top", "last", user_of("top")->id);
	work();
	assert_string_equal(reminded(), "6:1,12:1,3:2");
}

static void the_history_tells_what_became_of_it(void **state)
{
	(void)state;
	ask_as("hal", "never", 0);
	ask_as("max", "paused", user_of("max")->id);
	struct db_rows *rows = reminder_sendings(db_session(DB_READ), 1, 0);

	assert_int_equal(db_count(rows), 2);
	db_next(rows);
	assert_string_equal(db_col_text(rows, "state"), "queued");
	assert_true(db_col_null(rows, "people"));
	assert_string_equal(db_col_text(rows, "person"), "Max Moe");
	work();
	app_run("UPDATE outbox SET state = 'failed', reason = 'mail.address', ended_at = '2026-11-24 09:01:00'");
	rows = reminder_sendings(db_session(DB_READ), 1, user_of("max")->id);
	assert_int_equal(db_count(rows), 1);
	rows = reminder_sending(db_session(DB_READ), 1);
	db_next(rows);
	assert_string_equal(db_col_text(rows, "state"), "done");
	assert_int_equal(db_col_int(rows, "faults"), 1);
	assert_int_equal(db_col_int(rows, "people"), 1);
	assert_int_equal(db_count(reminder_sending(db_session(DB_READ), 99)), 0);
}

static void a_confidential_round_names_nobody(void **state)
{
	(void)state;
	assert_true(reminder_may_name(db_session(DB_READ), 1));
	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	assert_false(reminder_may_name(db_session(DB_READ), 1));
	assert_true(reminder_may_name(db_session(DB_READ), 2));
	ask_as("hal", "never", 0);
	work();
	assert_string_equal(reminded(), "3:1");
}

/* A worker in a process of its own that dies at that statement; the next one ends it. */
static bool dies_at(size_t call, bool executed)
{
	int status;

	db_close_all();
	const pid_t child = fork();

	if (child == 0) {
		db_fault_kill(DB_STATEMENTS, call, executed);
		while (job_run_next(kinds, NULL)) { }
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFSIGNALED(status);
}

static void a_worker_that_is_killed_anywhere_reminds_all_and_nobody_twice(void **state)
{
	(void)state;
	size_t kills = 0;
	bool died = true;

	now("2026-11-30T09:00:00Z");
	for (size_t call = 1; died; call++) {
		for (int executed = 0; executed < 2; executed++) {
			app_run("DELETE FROM reminder; DELETE FROM outbox; DELETE FROM reminder_sending; DELETE FROM job; DELETE FROM audit");
			ask_as("hal", "last", 0);
			died = dies_at(call, executed);
			for (int i = 0; i < 1000 && *stored("SELECT 1 FROM job WHERE waits = 1"); i++) {
				work();
				usleep(5000);
			}
			assert_string_equal(stored("SELECT CONCAT((SELECT COUNT(*) FROM reminder), ' ', (SELECT COUNT(*) FROM outbox), ' ',"
			    " (SELECT COUNT(*) FROM audit WHERE action = 'reminder.send'), ' ', people, ' ', mails) FROM reminder_sending"),
			    "3 1 1 3 1");
			kills += died;
		}
	}
	print_message("%zu kills\n", kills);
	assert_true(kills > 10);
}

static void the_words_are_whole_in_each_language(void **state)
{
	(void)state;
	static const char *const languages[] = { "nb", "nn", "en" };
	const struct reminder_text text = { "Máret <Čuđi>", "Kartlegging 2026", "2026-12-04", 5, true };

	for (size_t i = 0; i < 3; i++) {
		i18n_use(languages[i]);
		const char *mail = reminder_text_mail(&text);

		assert_non_null(strstr(mail, "Máret <Čuđi>\n"));
		assert_non_null(strstr(mail, "Kartlegging 2026"));
		assert_non_null(strstr(mail, "\nhttp://127.0.0.1:8080/grunnmur/survey/assessments/5\n"));
		assert_non_null(strstr(mail, "\nTrefjord kommune\n"));
		for (size_t k = 0; reminder_kinds[k]; k++)
			assert_string_not_equal(reminder_kind_text(reminder_kinds[k]), reminder_kinds[k]);
	}
	assert_string_equal(reminder_text_short_address(), "127.0.0.1:8080/grunnmur");
}

#define REMINDER_TEST(function) cmocka_unit_test_setup(function, fill)

int main(void)
{
	const struct CMUnitTest tests[] = {
		REMINDER_TEST(kinds_are_counted), REMINDER_TEST(a_leader_counts_own_people_alone), REMINDER_TEST(lists_name_them),
		REMINDER_TEST(those_of_the_list_are_reminded_with_a_mail_where_it_can_be_sent),
		REMINDER_TEST(without_a_mail_server_notices_are_given_all_the_same), REMINDER_TEST(one_of_a_kind_a_day),
		REMINDER_TEST(a_job_that_failed_or_was_cancelled_may_be_asked_for_again), REMINDER_TEST(the_same_operation_is_the_same_job),
		REMINDER_TEST(who_submits_between_list_and_sending_is_left_alone), REMINDER_TEST(the_last_days_alone_are_near),
		REMINDER_TEST(a_leader_reminds_own_people_alone), REMINDER_TEST(the_history_tells_what_became_of_it),
		REMINDER_TEST(a_confidential_round_names_nobody),
		REMINDER_TEST(a_worker_that_is_killed_anywhere_reminds_all_and_nobody_twice),
		REMINDER_TEST(the_words_are_whole_in_each_language),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
