/* HR's reminders: the list first, then the job; what became of it; letters. */
#include "app.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "pages.h"
#include "job_run.h"
#include "reminder_send.h"

static const struct route *const tables[] = { reminder_routes, NULL };
static const struct job_kind kinds[] = { { "remind.send", reminder_send_work }, { NULL, NULL } };

#define OP "0123456789abcdef0123456789abcdef"

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	app_configure("smtp = smtp://127.0.0.1:9\nmail_from = grunnmur@trefjord.example\n");
	return result;
}

static void work(void)
{
	while (job_run_next(kinds, NULL)) { }
	db_rollback_all();
}

static void only_hr_comes_in(void **state)
{
	(void)state;
	static const char *const paths[] = { "/rounds/1/reminders", "/rounds/1/letters", "/reminders/1" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_int_equal(visit("ann", paths[i]).status, 403);
		assert_int_equal(visit("lea", paths[i]).status, 403);
	}
	assert_int_equal(submit("lea", "/rounds/1/reminders", "kind=never&op=" OP).status, 403);
	assert_string_equal(stored("SELECT COUNT(*) FROM reminder_sending"), "0");
}

static void what_is_not_there_is_not_found(void **state)
{
	(void)state;
	static const char *const paths[] = { "/rounds/99/reminders", "/rounds/99/letters", "/rounds/1/letters?unit=99", "/reminders/99" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		assert_int_equal(visit("hal", paths[i]).status, 404);
	assert_int_equal(submit("hal", "/rounds/99/reminders", "kind=never").status, 404);
}

static void the_list_comes_first(void **state)
{
	(void)state;
	assert_int_equal(visit("hal", "/rounds/1/reminders").status, 200);
	assert_true(shows("Har ikke begynt <span class=\"gm-num\">(1)</span>"));
	assert_true(shows("Kan få påminnelse nå: 1."));
	assert_true(shows("Se hvor de er"));
	assert_true(shows("Kan sendes fra 28.11.2026."));
	assert_false(shows("Send påminnelse til"));
	assert_int_equal(visit("hal", "/rounds/1/reminders?kind=never").status, 200);
	assert_true(shows("Send påminnelse til 1 person"));
	assert_true(shows("Solvang sykehjem"));
	assert_false(shows("O&#39;Hara"));
	visit("hal", "/rounds/1/reminders?kind=last&lang=nn");
	assert_true(shows("Solvang sjukeheim"));
	assert_false(shows("Send påminning til"));
	assert_int_equal(visit("hal", "/rounds/1/reminders?kind=nonsense&page=9").status, 200);
	assert_int_equal(visit("hal", "/rounds/2/reminders?kind=never").status, 200);
	assert_true(shows("Runden er ikke åpen."));
	assert_true(shows("Runden er avsluttet. Ingen får flere påminnelser."));
	assert_false(shows("Fristen er"));
}

static void its_json_counts(void **state)
{
	(void)state;
	assert_int_equal(visit_json("hal", "/rounds/1/reminders?kind=last").status, 200);
	const cJSON *view = shown_json();

	assert_int_equal(json_get_int(cJSON_GetArrayItem(json_get(view, "kinds"), 2), "people", 0), 3);
	assert_int_equal(json_get_int(cJSON_GetArrayItem(json_get(view, "kinds"), 2), "mail", 0), 1);
	assert_int_equal(json_get_int(cJSON_GetArrayItem(json_get(view, "kinds"), 2), "all", 0), 3);
	assert_int_equal(cJSON_GetArraySize(json_get(view, "units")), 2);
	assert_int_equal(cJSON_GetArraySize(json_get(view, "sendings")), 0);
}

static void sending_is_a_job(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/rounds/1/reminders", "kind=never&op=" OP).status, 303);
	assert_non_null(strstr(shown_head(), "Location: /grunnmur/hr/rounds/1/reminders\r\n"));
	assert_string_equal(stored("SELECT CONCAT(kind, ' ', object_id, ' ', asked_by, ' ', state) FROM job"),
	    arena_printf("remind.send %s 7 queued", stored("SELECT id FROM reminder_sending")));
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "1");
	visit("hal", "/rounds/1/reminders");
	assert_true(shows("Sendes nå"));
	assert_true(shows("data-refresh=\"3\""));
	assert_true(shows("Sendt i dag."));
	work();
	visit("hal", "/rounds/1/reminders");
	assert_true(shows("1 e-post på vei"));
	assert_true(shows("Har ikke begynt <span class=\"gm-num\">(1)</span>"));
	assert_true(shows("Har fått påminnelse i dag: 1."));
	assert_false(shows("Kan få påminnelse nå: 1."));
	app_run("UPDATE outbox SET state = 'sent', ended_at = '2026-11-24 09:00:10'");
	visit("hal", "/rounds/1/reminders");
	assert_true(shows("Ferdig"));
	assert_false(shows("data-refresh"));
}

static void a_leaders_reminder_does_not_forbid_hrs(void **state)
{
	(void)state;
	app_run("INSERT INTO reminder_sending VALUES (1, 1, 'paused', '2026-11-24', 5, 5, '2026-11-24 08:00:00', 0, 0)");
	visit("hal", "/rounds/1/reminders?kind=paused");
	assert_true(shows("Send påminnelse til 2 personer"));
	assert_true(shows("leder, egne ansatte"));
}

static void the_same_click_twice_is_one(void **state)
{
	(void)state;
	submit("hal", "/rounds/1/reminders", "kind=never&op=" OP);
	work();
	assert_int_equal(submit("hal", "/rounds/1/reminders", "kind=never&op=" OP).status, 303);
	assert_int_equal(submit("hal", "/rounds/1/reminders", "kind=never&op=" "f123456789abcdef0123456789abcdef").status, 409);
	assert_true(shows("allerede sendt i dag"));
	assert_string_equal(stored("SELECT COUNT(*) FROM job"), "1");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'job.add'"), "1");
}

static void what_does_not_fit_is_refused(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", "/rounds/1/reminders", "kind=all").status, 422);
	assert_int_equal(submit("hal", "/rounds/1/reminders", "").status, 422);
	assert_int_equal(submit("hal", "/rounds/1/reminders", "kind=never&person=3").status, 400);
	assert_int_equal(submit("hal", "/rounds/1/reminders", "kind=last").status, 409);
	assert_true(shows("Fristen er ikke nær"));
	assert_int_equal(submit("hal", "/rounds/2/reminders", "kind=never").status, 409);
	assert_true(shows("Runden er ikke åpen"));
	assert_string_equal(stored("SELECT COUNT(*) FROM reminder_sending"), "0");
}

static void a_sending_shows_what_became_of_it(void **state)
{
	(void)state;
	app_run("UPDATE person SET email = 'x@x.no' WHERE id IN (6, 12)");
	submit("hal", "/rounds/1/reminders", "kind=never");
	submit("hal", "/rounds/1/reminders", "kind=paused");
	work();
	app_run("UPDATE outbox SET state = 'failed', reason = 'mail.address', said = '550 5.1.1 No <such> user', ended_at = queued_at"
	    " WHERE person_id = 6; UPDATE outbox SET state = 'uncertain', reason = 'mail.cut', ended_at = queued_at WHERE person_id = 12");
	char id[64];

	snprintf(id, sizeof id, "/reminders/%s", stored("SELECT MAX(id) FROM reminder_sending"));

	assert_int_equal(visit("hal", id).status, 200);
	assert_true(shows("2 e-poster kom ikke fram"));
	assert_true(shows("Eli Elvestad"));
	assert_true(shows("550 5.1.1 No &lt;such&gt; user"));
	assert_true(shows("Kan ha kommet fram"));
	assert_int_equal(visit_json("hal", id).status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "faults")), 2);
	app_run("UPDATE job SET state = 'failed', reason = 'remind.closed'; UPDATE reminder_sending SET people = NULL, mails = NULL");
	visit("hal", id);
	assert_true(shows("Ingen har fått påminnelse av denne ennå."));
}

static void a_letter_for_each_whom_no_mail_reaches(void **state)
{
	(void)state;
	app_run("UPDATE person SET language = 'nn' WHERE id = 12");
	assert_int_equal(visit("hal", "/rounds/1/letters").status, 200);
	assert_true(shows("Bjørkelia hjemmetjeneste"));
	assert_true(shows("letters?unit=3"));
	assert_int_equal(visit("hal", "/rounds/1/letters?unit=3").status, 200);
	assert_true(shows("<article class=\"gm-letter gm-stack\" lang=\"nn\">"));
	assert_true(shows("Hei Máret Čuđi"));
	assert_true(shows("Fristen er fredag 4. desember."));
	assert_true(shows("127.0.0.1:8080/grunnmur<"));
	assert_false(shows("O&#39;Hara"));
	assert_string_equal(stored("SELECT CONCAT(object, ' ', object_id) FROM audit_look"), "unit 3");
	submit("hal", "/rounds/1/reminders", "kind=never");
	work();
	app_run("UPDATE outbox SET state = 'failed', reason = 'mail.address', ended_at = queued_at");
	visit("hal", "/rounds/1/letters?unit=2");
	assert_true(shows("Hei Ann O&#39;Hara"));
	assert_true(shows("Hei Eli Elvestad"));
	app_run("UPDATE assessment SET state = 'submitted', submitted_at = '2026-11-24 08:00:00'");
	visit("hal", "/rounds/1/letters?unit=2");
	assert_true(shows("Alle i enheten som ikke har sendt inn, kan nås på e-post."));
	visit("hal", "/rounds/1/letters");
	assert_true(shows("Alle som ikke har sendt inn, kan nås på e-post."));
	assert_false(shows("Runden er ikke åpen"));
	visit("hal", "/rounds/2/letters");
	assert_true(shows("Runden er ikke åpen."));
	assert_false(shows("kan nås på e-post"));
}

/* A letter to all without an address, and no list of those whose mail did not arrive: neither tells who has submitted. */
static void a_confidential_round_shows_counts_alone(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	submit("hal", "/rounds/1/reminders", "kind=never");
	work();
	app_run("UPDATE outbox SET state = 'failed', reason = 'mail.address', ended_at = queued_at");
	char path[64];

	snprintf(path, sizeof path, "/reminders/%s", stored("SELECT MAX(id) FROM reminder_sending"));
	visit("hal", path);
	assert_true(shows("Noen e-poster kom ikke fram"));
	assert_true(shows("færre enn fem"));
	assert_false(shows("O&#39;Hara"));
	assert_int_equal(visit_json("hal", path).status, 200);
	assert_true(cJSON_IsNull(json_get(json_get(shown_json(), "sending"), "people")));
	assert_true(cJSON_IsNull(json_get(json_get(shown_json(), "sending"), "faults")));
	assert_true(cJSON_IsNull(json_get(json_get(shown_json(), "outcome")->child, "mails")));
	visit("hal", "/rounds/1/letters?unit=3");
	assert_true(shows("Hei Lea Lund"));
	assert_true(shows("Hei Máret Čuđi"));
	assert_false(shows("O&#39;Hara"));
	assert_true(shows("Har du sendt inn, trenger du ikke gjøre noe."));
	assert_false(shows("har ikke begynt ennå"));
}

/* Ann's mail failed, Eli's and Maret's may have arrived. */
static const char *sending_with_faults(void)
{
	app_run("UPDATE person SET email = 'x@x.no' WHERE id IN (6, 12); UPDATE assessment SET started_at = NULL WHERE id = 4;"
	    "UPDATE assessment SET started_at = NULL, state = 'assigned' WHERE id = 5");
	submit("hal", "/rounds/1/reminders", "kind=never");
	work();
	app_run("UPDATE outbox SET state = 'uncertain', reason = 'mail.cut', ended_at = queued_at, attempt = 1;"
	    "UPDATE outbox SET state = 'failed', reason = 'mail.gave_up', said = '450 busy', tries = 9 WHERE person_id = 3; DELETE FROM audit");
	static char path[64];

	snprintf(path, sizeof path, "/reminders/%s", stored("SELECT MAX(id) FROM reminder_sending"));
	return path;
}

#define MAILS "SELECT GROUP_CONCAT(person_id, ' ', state, ' ', tries, ' ', COALESCE(reason, '-') ORDER BY person_id SEPARATOR ', ') FROM outbox"

static void a_failed_mail_is_sent_again(void **state)
{
	(void)state;
	const char *path = sending_with_faults();

	visit("hal", path);
	assert_true(shows("Send på nytt"));
	assert_int_equal(submit("hal", path, "which=failed&op=" OP).status, 303);
	assert_string_equal(stored(MAILS), "3 queued 0 -, 6 uncertain 0 mail.cut, 12 uncertain 0 mail.cut");
	assert_string_equal(stored("SELECT COUNT(*) FROM outbox WHERE person_id = 3 AND due_at <= '2026-11-24 09:00:00' AND said = ''"), "1");
	assert_string_equal(stored("SELECT CONCAT(action, ' ', object_id, ' ', detail) FROM audit"),
	    arena_printf("reminder.again 1 sending %s, failed: 1 mails", path + strlen("/reminders/")));
	app_run("UPDATE outbox SET state = 'failed', reason = 'mail.gave_up', ended_at = queued_at WHERE person_id = 3");
	assert_int_equal(submit("hal", path, "which=failed&op=" OP).status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "1");
	assert_string_equal(stored("SELECT state FROM outbox WHERE person_id = 3"), "failed");
}

static void what_may_have_arrived_is_sent_again_on_ones_word_alone(void **state)
{
	(void)state;
	const char *path = sending_with_faults();

	visit("hal", path);
	assert_true(shows("?again=uncertain#again"));
	assert_false(shows("value=\"uncertain\""));
	visit("hal", arena_printf("%s?again=uncertain", path));
	assert_true(shows("Disse e-postene kan ha kommet fram"));
	assert_int_equal(submit("hal", path, "which=uncertain&op=" OP).status, 422);
	assert_true(shows("Disse e-postene kan ha kommet fram"));
	assert_true(shows("id=\"sure-error\""));
	assert_int_equal(send_json("POST", "hal", path, "{\"which\":\"uncertain\",\"sure\":false}").status, 422);
	assert_string_equal(stored("SELECT COUNT(*) FROM outbox WHERE state = 'uncertain'"), "2");
	assert_int_equal(submit("hal", path, "which=uncertain&sure=1&op=" OP).status, 303);
	assert_string_equal(stored(MAILS), "3 failed 9 mail.gave_up, 6 queued 0 -, 12 queued 0 -");
}

static void what_cannot_be_sent_again_is_refused(void **state)
{
	(void)state;
	const char *path = sending_with_faults();

	assert_int_equal(submit("lea", path, "which=failed").status, 403);
	assert_int_equal(submit("hal", "/reminders/99", "which=failed").status, 404);
	assert_int_equal(submit("hal", path, "which=sent").status, 422);
	assert_int_equal(submit("hal", path, "which=failed&person=3").status, 400);
	app_run("UPDATE outbox SET state = 'sent', reason = NULL");
	assert_int_equal(submit("hal", path, "which=failed").status, 409);
	assert_true(shows("Det er ingen slik e-post"));
	visit("hal", path);
	assert_false(shows("Send på nytt"));
	app_run("UPDATE outbox SET state = 'failed', reason = 'mail.refused'; UPDATE round SET state = 'closed' WHERE id = 1");
	assert_int_equal(submit("hal", path, "which=failed").status, 409);
	assert_true(shows("Runden er ikke åpen"));
	visit("hal", path);
	assert_false(shows("Send på nytt"));
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'reminder.again'"), "0");
}

/* Of a confidential round nobody is named for it. */
static void a_confidential_rounds_mails_are_sent_again_too(void **state)
{
	(void)state;
	const char *path = sending_with_faults();

	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	visit("hal", path);
	assert_true(shows("Send på nytt"));
	assert_false(shows("O&#39;Hara"));
	assert_int_equal(submit("hal", path, "which=failed").status, 303);
	assert_string_equal(stored("SELECT state FROM outbox WHERE person_id = 3"), "queued");
	assert_string_equal(stored("SELECT detail FROM audit"), arena_printf("sending %s, failed", path + strlen("/reminders/")));
}

/* Three wait, one of them begun; nobody of another kind: zero is no more told than three. */
static void of_a_confidential_round_few_are_not_counted(void **state)
{
	(void)state;
	static const char *const pages[] = { "/rounds/1/reminders", "/rounds/1/reminders?kind=never", "/rounds/1/reminders?kind=paused" };
	const cJSON *kind;

	app_run("UPDATE round SET confidential = 1; UPDATE assessment SET started_at = NULL WHERE id = 4");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		assert_int_equal(visit("hal", pages[i]).status, 200);
		assert_true(shows("Har ikke begynt <span class=\"gm-num\">(færre enn fem)</span>"));
		assert_false(shows("Solvang sykehjem"));
		assert_false(shows("Med e-post:"));
	}
	assert_true(shows("Send påminnelse"));
	assert_false(shows("Send påminnelse til"));
	assert_int_equal(visit_json("hal", "/rounds/1/reminders?kind=last").status, 200);
	cJSON_ArrayForEach(kind, json_get(shown_json(), "kinds")) {
		assert_true(cJSON_IsNull(json_get(kind, "people")));
		assert_true(cJSON_IsNull(json_get(kind, "mail")));
	}
	assert_null(json_get(shown_json(), "units")->child);
	assert_int_equal(submit("hal", "/rounds/1/reminders", "kind=never").status, 303);
	work();
	assert_string_equal(stored("SELECT COUNT(*) FROM reminder"), "2");
	visit("hal", "/rounds/1/reminders");
	assert_true(shows("E-poster på vei"));
	visit_json("hal", "/rounds/1/reminders");
	assert_true(cJSON_IsTrue(json_get(json_get(shown_json(), "sendings")->child, "done")));
	assert_true(cJSON_IsNull(json_get(json_get(shown_json(), "sendings")->child, "mails")));
}

static void of_a_confidential_round_many_are_counted(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1; UPDATE assessment SET state = 'assigned', started_at = NULL, submitted_at = NULL");
	visit("hal", "/rounds/1/reminders?kind=never");
	assert_true(shows("Send påminnelse til 5 personer"));
	assert_false(shows("Solvang sykehjem"));
	submit("hal", "/rounds/1/reminders", "kind=never");
	work();
	visit_json("hal", "/rounds/1/reminders");
	assert_int_equal(json_get_int(json_get(shown_json(), "sendings")->child, "people", 0), 5);
	assert_true(cJSON_IsNull(json_get(json_get(shown_json(), "sendings")->child, "mails")));
}

static void every_language_is_whole(void **state)
{
	(void)state;
	visit("hal", "/rounds/1/reminders?kind=never&lang=en");
	assert_true(shows("Remind 1 person"));
	assert_true(shows("Letters to those without e-mail"));
	visit("hal", "/rounds/1/reminders?kind=never&lang=nn");
	assert_true(shows("Send påminning til 1 person"));
	assert_false(shows("Påminnelse"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_hr_comes_in), APP_TEST(what_is_not_there_is_not_found), APP_TEST(the_list_comes_first),
		APP_TEST(its_json_counts), APP_TEST(sending_is_a_job), APP_TEST(a_leaders_reminder_does_not_forbid_hrs),
		APP_TEST(the_same_click_twice_is_one),
		APP_TEST(what_does_not_fit_is_refused), APP_TEST(a_sending_shows_what_became_of_it),
		APP_TEST(a_letter_for_each_whom_no_mail_reaches), APP_TEST(a_confidential_round_shows_counts_alone),
		APP_TEST(a_failed_mail_is_sent_again), APP_TEST(what_may_have_arrived_is_sent_again_on_ones_word_alone),
		APP_TEST(what_cannot_be_sent_again_is_refused), APP_TEST(a_confidential_rounds_mails_are_sent_again_too),
		APP_TEST(of_a_confidential_round_few_are_not_counted), APP_TEST(of_a_confidential_round_many_are_counted),
		APP_TEST(every_language_is_whole),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
