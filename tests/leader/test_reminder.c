/* A leader's reminders: own people alone, by name, the list first. */
#include "app.h"

#include <string.h>

#include "job_run.h"
#include "pages.h"
#include "reminder_send.h"

static const struct route *const tables[] = { reminder_routes, NULL };
static const struct job_kind kinds[] = { { "remind.send", reminder_send_work }, { NULL, NULL } };

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("leader", tables);
	app_configure("smtp = smtp://127.0.0.1:9\nmail_from = grunnmur@trefjord.example\n");
	return result;
}

static void work(void)
{
	while (job_run_next(kinds, NULL)) { }
	db_rollback_all();
}

static void only_leaders_come_in(void **state)
{
	(void)state;
	assert_int_equal(visit("ann", "/reminders").status, 403);
	assert_int_equal(visit("hal", "/reminders").status, 403);
	assert_int_equal(submit("ann", "/reminders", "round=1&kind=never").status, 403);
}

static void own_people_are_listed_by_name(void **state)
{
	(void)state;
	assert_int_equal(visit("lea", "/reminders").status, 200);
	assert_true(shows("Har ikke begynt"));
	assert_false(shows("Ann O&#39;Hara"));
	assert_int_equal(visit("lea", "/reminders?kind=last").status, 200);
	assert_true(shows("Ann O&#39;Hara"));
	assert_true(shows("Máret Čuđi"));
	assert_false(shows("Eli Elvestad"));
	assert_true(shows("E-post og egen side"));
	assert_int_equal(visit_json("max", "/reminders?round=1&kind=paused").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "people")), 2);
	assert_int_equal(visit("lea", "/reminders?round=2").status, 404);
}

static void own_people_alone_are_reminded(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/reminders", "round=1&kind=paused").status, 303);
	assert_non_null(strstr(shown_head(), "Location: /grunnmur/leader/reminders?round=1\r\n"));
	visit("lea", "/reminders");
	assert_true(shows("Sendes nå"));
	work();
	assert_string_equal(stored("SELECT GROUP_CONCAT(person_id) FROM reminder"), "12");
	visit("lea", "/reminders");
	assert_true(shows("Ferdig"));
	assert_int_equal(submit("lea", "/reminders", "round=1&kind=paused").status, 409);
	visit("max", "/reminders");
	assert_true(shows("You have sent no reminder yet"));
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'job.add'"), "1");
}

static void what_does_not_fit_is_refused(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/reminders", "round=1&kind=all").status, 422);
	assert_int_equal(submit("lea", "/reminders", "kind=never").status, 422);
	assert_int_equal(submit("lea", "/reminders", "round=1&kind=never&unit=1").status, 400);
	assert_int_equal(submit("lea", "/reminders", "round=2&kind=never").status, 404);
	assert_int_equal(submit("lea", "/reminders", "round=99&kind=never").status, 404);
	assert_int_equal(submit("lea", "/reminders", "round=1&kind=last").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM reminder_sending"), "0");
}

static void a_confidential_round_names_nobody(void **state)
{
	(void)state;
	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	visit("lea", "/reminders?kind=paused");
	assert_true(shows("Denne runden er konfidensiell"));
	assert_false(shows("Máret"));
	assert_false(shows("Send påminnelse til 1 person"));
	assert_true(shows("færre enn fem"));
	assert_int_equal(visit_json("lea", "/reminders?kind=paused").status, 200);
	assert_null(json_get(shown_json(), "people")->child);
	assert_true(cJSON_IsNull(json_get(json_get(shown_json(), "kinds")->child, "people")));
	assert_int_equal(submit("lea", "/reminders", "round=1&kind=paused").status, 303);
	work();
	assert_string_equal(stored("SELECT GROUP_CONCAT(person_id) FROM reminder"), "12");
	visit("lea", "/reminders");
	assert_true(shows("færre enn fem"));
	visit_json("lea", "/reminders");
	assert_true(cJSON_IsNull(json_get(json_get(shown_json(), "sendings")->child, "people")));
}

static void no_open_round_is_said(void **state)
{
	(void)state;
	app_run("UPDATE round SET state = 'closed'");
	assert_int_equal(visit("lea", "/reminders").status, 200);
	assert_true(shows("gm-empty"));
	assert_int_equal(visit_json("lea", "/reminders").status, 200);
	assert_true(cJSON_IsNull(json_get(shown_json(), "round")));
}

static void every_language_is_whole(void **state)
{
	(void)state;
	visit("lea", "/reminders?kind=never&lang=nn");
	assert_true(shows("Send påminning til 1 person"));
	visit("lea", "/reminders?kind=never&lang=en");
	assert_true(shows("Remind 1 person"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_leaders_come_in), APP_TEST(own_people_are_listed_by_name), APP_TEST(own_people_alone_are_reminded),
		APP_TEST(what_does_not_fit_is_refused), APP_TEST(a_confidential_round_names_nobody),
		APP_TEST(no_open_round_is_said), APP_TEST(every_language_is_whole),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
