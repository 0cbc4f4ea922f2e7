/* Who is told that a certificate runs out, when, and by which mail; once each, whatever the worker goes through. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "certificate_warning.h"
#include "clock.h"
#include "job_run.h"
#include "outbox_send.h"
#include "smtp.h"

static const struct job_kind kinds[] = { { "warn.certificates", certificate_warning_work }, { NULL, NULL } };
static const struct outbox_kind mails[] = { { "certificate", certificate_warning_mail }, { NULL, NULL } };
static const char *const calm[] = { NULL };
static int port;

static void now(const char *moment)
{
	setenv("GRUNNMUR_NOW", moment, 1);
	clock_begin();
}

static int fill(void **state)
{
	if (app_reset(state))
		return 1;
	smtp_stop();
	smtp_empty();
	port = smtp_start(port, calm);
	now("2026-11-24T09:00:00Z");
	app_configure(arena_printf("smtp = smtp://127.0.0.1:%d\nmail_from = grunnmur@trefjord.example\n", port));
	app_run("DELETE FROM certificate");
	return 0;
}

static int stop(void **state)
{
	now("2026-11-24T09:00:00Z");
	smtp_forget();
	return app_stop(state);
}

#define TEST(function) cmocka_unit_test_setup(function, fill)

/* Ann, who has an address, unless it is another's. */
static void add(int id, const char *expires_on, const char *state)
{
	app_run(arena_printf("INSERT INTO certificate VALUES (%d, NULL, 3, 1, 'X', NULL, '2026-01-01', %s, '%s', NULL, 0)", id,
	    expires_on, state));
}

static void work(void)
{
	certificate_warning_due(db_session(DB_WRITE));
	db_rollback_all();
	while (job_run_next(kinds, NULL))
		db_rollback_all();
	db_rollback_all();
}

static const char *warnings(void)
{
	return stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', certificate_id, threshold, day) ORDER BY id SEPARATOR ', ') FROM"
	    " certificate_warning");
}

static void at_90_30_and_0_days_once_each(void **state)
{
	(void)state;
	add(1, "'2027-02-22'", "confirmed");
	now("2026-11-23T09:00:00Z");
	work();
	assert_string_equal(warnings(), "");
	now("2026-11-24T09:00:00Z");
	work();
	work();
	assert_string_equal(warnings(), "1 90 2026-11-24");
	for (int day = 25; day <= 30; day++) {
		now(arena_printf("2026-11-%dT09:00:00Z", day));
		work();
	}
	assert_string_equal(warnings(), "1 90 2026-11-24");
	now("2027-01-23T09:00:00Z");
	work();
	now("2027-02-21T09:00:00Z");
	work();
	assert_string_equal(warnings(), "1 90 2026-11-24, 1 30 2027-01-23");
	now("2027-02-22T09:00:00Z");
	work();
	now("2027-02-23T09:00:00Z");
	work();
	assert_string_equal(warnings(), "1 90 2026-11-24, 1 30 2027-01-23, 1 0 2027-02-22");
	assert_string_equal(stored("SELECT COUNT(*) FROM outbox"), "3");
}

/* Oslo's day has begun while it is the evening before in UTC; and nobody is told at night. */
static void the_day_is_oslos_and_begins_in_the_morning(void **state)
{
	(void)state;
	add(1, "'2026-11-25'", "confirmed");
	now("2026-11-24T23:30:00Z");
	work();
	assert_string_equal(warnings(), "");
	now("2026-11-25T04:59:00Z");
	work();
	assert_string_equal(warnings(), "");
	now("2026-11-25T05:00:00Z");
	work();
	assert_string_equal(warnings(), "1 0 2026-11-25");
}

static void after_a_pause_the_nearest_is_told_and_long_gone_is_not(void **state)
{
	(void)state;
	add(1, "'2026-11-17'", "confirmed");
	work();
	assert_string_equal(warnings(), "1 0 2026-11-24");
	app_run("DELETE FROM certificate_warning; DELETE FROM certificate; DELETE FROM job");
	add(2, "'2026-11-16'", "confirmed");
	work();
	assert_string_equal(warnings(), "");
	app_run("UPDATE certificate SET expires_on = '2026-12-10'; DELETE FROM job");
	work();
	assert_string_equal(warnings(), "2 30 2026-11-24");
}

static void only_what_counts_and_lasts_longest(void **state)
{
	(void)state;
	add(1, "'2026-12-01'", "confirmed");
	add(2, "'2027-12-01'", "submitted");
	work();
	assert_string_equal(warnings(), "");
	app_run("UPDATE certificate SET state = 'refused' WHERE id = 2; DELETE FROM job");
	work();
	assert_string_equal(warnings(), "1 30 2026-11-24");
	app_run("DELETE FROM certificate_warning; UPDATE certificate SET state = 'withdrawn' WHERE id = 1; DELETE FROM job");
	work();
	assert_string_equal(warnings(), "");
}

static void a_corrected_last_day_is_told_of_anew(void **state)
{
	(void)state;
	add(1, "'2026-12-01'", "confirmed");
	work();
	app_run("UPDATE certificate SET expires_on = '2026-12-02'; DELETE FROM job");
	work();
	assert_string_equal(warnings(), "1 30 2026-11-24, 1 30 2026-11-24");
}

static void nobody_who_has_left_is_told(void **state)
{
	(void)state;
	app_run("INSERT INTO certificate VALUES (1, NULL, 9, 1, 'X', NULL, '2026-01-01', '2026-12-01', 'confirmed', NULL, 0),"
	    " (2, NULL, 10, 1, 'X', NULL, '2026-01-01', '2026-12-01', 'confirmed', NULL, 0)");
	work();
	assert_string_equal(warnings(), "");
}

static const char *outbox(void)
{
	return stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', person_id, state, reason) ORDER BY id) FROM outbox");
}

static void send(void)
{
	outbox_send(mails, NULL);
	db_rollback_all();
}

static void one_mail_a_day_with_a_link_and_no_more(void **state)
{
	(void)state;
	add(1, "'2026-12-01'", "confirmed");
	app_run("INSERT INTO certificate VALUES (2, NULL, 3, 2, 'X', NULL, '2026-01-01', '2026-12-01', 'confirmed', NULL, 0),"
	    " (3, NULL, 4, 1, 'X', NULL, '2026-01-01', '2026-12-01', 'confirmed', NULL, 0);"
	    " UPDATE person SET language = 'nn' WHERE id = 3");
	work();
	assert_string_equal(warnings(), "1 30 2026-11-24, 2 30 2026-11-24, 3 30 2026-11-24");
	assert_string_equal(outbox(), "3 queued");
	send();
	assert_string_equal(outbox(), "3 sent");
	assert_int_equal(smtp_count(), 1);
	assert_non_null(strstr(smtp_read(1), "Subject: Påminning: Eit kursbevis går ut\n"));
	assert_non_null(strstr(smtp_read(1), "http://127.0.0.1:8080/grunnmur/survey/certificates\n"));
	assert_null(strstr(smtp_read(1), "Brannvern"));
	assert_null(strstr(smtp_read(1), "1.12"));
}

static void a_mail_that_is_needed_no_more_is_dropped(void **state)
{
	(void)state;
	add(1, "'2026-12-01'", "confirmed");
	work();
	add(2, "'2027-12-01'", "submitted");
	send();
	assert_string_equal(outbox(), "3 dropped mail.renewed");
	assert_int_equal(smtp_count(), 0);
}

static void without_mail_they_are_told_on_their_page(void **state)
{
	(void)state;
	app_configure("");
	add(1, "'2026-12-01'", "confirmed");
	work();
	assert_string_equal(warnings(), "1 30 2026-11-24");
	assert_string_equal(outbox(), "");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', object_id, detail) FROM audit WHERE action = 'certificate.warn'"),
	    "20261124 1 certificates, 0 mails");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(at_90_30_and_0_days_once_each), TEST(the_day_is_oslos_and_begins_in_the_morning),
		TEST(after_a_pause_the_nearest_is_told_and_long_gone_is_not), TEST(only_what_counts_and_lasts_longest),
		TEST(a_corrected_last_day_is_told_of_anew), TEST(nobody_who_has_left_is_told),
		TEST(one_mail_a_day_with_a_link_and_no_more), TEST(a_mail_that_is_needed_no_more_is_dropped),
		TEST(without_mail_they_are_told_on_their_page),
	};

	return cmocka_run_group_tests(tests, app_start, stop);
}
