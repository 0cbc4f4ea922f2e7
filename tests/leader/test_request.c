/* Training requests: the queue, one request, its decision. */
#include "app.h"

#include "pages.h"

static const struct route *const tables[] = { request_routes, NULL };

static int start(void **state)
{
	app_start(state);
	app_serves("leader", tables);
	return 0;
}

static const cJSON *request(int id)
{
	const cJSON *request;

	cJSON_ArrayForEach(request, json_get(shown_json(), "requests"))
		if (json_get(request, "id")->valueint == id)
			return request;
	return NULL;
}

static bool flag(const cJSON *object, const char *name)
{
	return cJSON_IsTrue(json_get(object, name));
}

static void lists_what_waits_for_me_first(void **state)
{
	(void)state;
	assert_int_equal(visit_json("lea", "/requests").status, 200);
	assert_int_equal(json_get(json_get(shown_json(), "requests")->child, "id")->valueint, 17);
	assert_true(flag(request(17), "waits_for_me"));
	assert_true(flag(request(17), "statutory"));
	assert_string_equal("Ann O'Hara", json_get_text(request(17), "person"));
	assert_string_equal("Brannvern", json_get_text(request(17), "competences"));
	assert_false(flag(request(21), "waits_for_me"));
	assert_true(flag(request(21), "own"));
	assert_string_equal("Tove Topp", json_get_text(request(21), "waits_for"));
	assert_null(request(18));
	assert_null(request(22));
	assert_non_null(request(20));
	assert_int_equal(visit("lea", "/requests").status, 200);
	assert_non_null(strstr(shown(), "name=\"do\" value=\"approve\""));
}

/* The absent leader's own request passes the deputy by. */
static void waits_for_the_nearest_who_may_decide(void **state)
{
	(void)state;
	visit_json("top", "/requests");
	assert_true(flag(request(21), "waits_for_me"));
	assert_false(flag(request(17), "waits_for_me"));
	assert_true(flag(request(17), "can_decide"));
	visit_json("dag", "/requests");
	assert_true(flag(request(17), "waits_for_me"));
	assert_string_equal("Lea Lund", json_get_text(request(17), "deputy_for"));
	assert_false(flag(request(21), "waits_for_me"));
	assert_false(flag(request(21), "can_decide"));
}

/* Max has left: what waited for him waits above. */
static void a_vacant_leaders_requests_wait_above(void **state)
{
	(void)state;
	visit_json("top", "/requests");
	assert_false(flag(request(22), "waits_for_me"));
	app_run("UPDATE position SET valid_to = '2026-11-23' WHERE person_id = 5");
	visit_json("top", "/requests");
	assert_true(flag(request(22), "waits_for_me"));
}

static void can_be_narrowed_to_a_unit(void **state)
{
	(void)state;
	visit_json("top", "/requests?unit=4");
	assert_non_null(request(22));
	assert_null(request(17));
	assert_int_equal(visit("top", "/requests?unit=4").status, 200);
	assert_int_equal(visit("lea", "/requests?unit=4").status, 404);
}

static void shows_cost_gap_and_history(void **state)
{
	(void)state;
	assert_int_equal(visit_json("lea", "/requests/17").status, 200);
	assert_int_equal(json_get(shown_json(), "price")->valueint, 450);
	assert_string_equal("BRANN", json_get_text(json_get(shown_json(), "gaps")->child, "code"));
	assert_string_equal("submitted",
	    json_get_text(json_get(shown_json(), "history")->child, "state"));
	assert_string_equal("1",
	    stored("SELECT COUNT(*) FROM audit_look WHERE object = 'person' AND object_id = 3"));
	visit("lea", "/requests/17?lang=en");
	assert_non_null(strstr(shown(), "450"));
	assert_int_equal(visit("lea", "/requests/19").status, 200);
	assert_non_null(strstr(shown(), "Hvilket kurs mener du?"));
}

static void hides_drafts_and_other_areas(void **state)
{
	(void)state;
	assert_int_equal(visit("lea", "/requests/18").status, 404);
	assert_int_equal(visit("lea", "/requests/22").status, 404);
	assert_int_equal(visit("lea", "/requests/999").status, 404);
	assert_int_equal(visit("max", "/requests/17").status, 404);
	assert_int_equal(visit("ann", "/requests/17").status, 403);
	assert_int_equal(submit("max", "/requests/17", "do=approve").status, 404);
	assert_int_equal(submit("max", "/requests/999", "do=approve").status, 404);
	assert_int_equal(submit("max", "/requests/x", "do=approve").status, 404);
	assert_int_equal(submit("lea", "/requests/18", "do=approve").status, 404);
	assert_int_equal(submit("ann", "/requests/17", "do=approve").status, 403);
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 17"));
	assert_string_equal("draft", stored("SELECT state FROM training_request WHERE id = 18"));
}

static void approving_stores_event_and_audit(void **state)
{
	struct reply reply = submit("lea", "/requests/17",
	    "do=approve&reason=Fint&rev=1&op=0123456789abcdef0123456789abcdef");

	(void)state;
	assert_int_equal(reply.status, 303);
	assert_string_equal("approved", stored("SELECT state FROM training_request WHERE id = 17"));
	assert_string_equal("2", stored("SELECT rev FROM training_request WHERE id = 17"));
	assert_string_equal("2 Fint", stored("SELECT CONCAT(actor_id, ' ', reason) FROM training_event"
	    " WHERE request_id = 17 AND state = 'approved' AND deputy_for_id IS NULL"));
	assert_string_equal("training.approve submitted -> approved 3",
	    stored("SELECT CONCAT(action, ' ', detail, ' ', person_id) FROM audit"
	        " WHERE object_id = 17"));
	assert_string_equal("1", stored("SELECT COUNT(*) FROM audit"));
	assert_int_equal(visit("lea", "/requests?done=17").status, 200);
	assert_non_null(strstr(shown(), "role=\"status\""));
}

static void decline_and_return_need_a_reason(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/requests/17", "do=decline&reason=+").status, 422);
	assert_non_null(strstr(shown(), "href=\"#reason\""));
	assert_non_null(strstr(shown(), "Du må rette 1 feil"));
	assert_non_null(strstr(shown(), "id=\"reason-error\""));
	assert_int_equal(submit("lea", "/requests/17", "do=return").status, 422);
	assert_int_equal(submit("lea", "/requests/17", "do=perhaps&reason=Nei+takk").status, 422);
	assert_non_null(strstr(shown(), "Nei takk"));
	assert_int_equal(submit("lea", "/requests/17", "reason=Nei").status, 422);
	assert_int_equal(submit("lea", "/requests/17", "do=approve&state=approved").status, 400);
	assert_int_equal(submit("lea", "/requests/17", "do=approve&do=decline").status, 400);
	assert_string_equal("1", stored("SELECT rev FROM training_request WHERE id = 17"));
	assert_string_equal("0", stored("SELECT COUNT(*) FROM audit WHERE action LIKE 'training%'"));
	assert_int_equal(submit("lea", "/requests/17", "do=decline&reason=For+dyrt").status, 303);
	assert_string_equal("declined", stored("SELECT state FROM training_request WHERE id = 17"));
	assert_int_equal(submit("max", "/requests/22", "do=return&reason=N%C3%A5r%3F").status, 303);
	assert_string_equal("returned", stored("SELECT state FROM training_request WHERE id = 22"));
}

static void json_gets_the_new_state(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "lea", "/requests/17", "{\"do\":\"approve\"}").status, 200);
	assert_string_equal("approved", json_get_text(shown_json(), "state"));
	assert_int_equal(json_get(shown_json(), "rev")->valueint, 2);
	assert_int_equal(send_json("POST", "max", "/requests/22", "{\"do\":\"return\"}").status, 422);
	assert_non_null(json_get(json_get(shown_json(), "errors"), "reason"));
}

static void the_second_is_told_who_decided(void **state)
{
	(void)state;
	submit("dag", "/requests/17", "do=decline&reason=Nei");
	assert_int_equal(send_json("POST", "lea", "/requests/17", "{\"do\":\"approve\"}").status, 409);
	assert_string_equal("declined", json_get_text(shown_json(), "state"));
	assert_string_equal("Dag Dahl", json_get_text(shown_json(), "decided_by"));
	assert_int_equal(submit("lea", "/requests/17", "do=approve&reason=God+id%C3%A9").status, 409);
	assert_non_null(strstr(shown(), "Dag Dahl"));
	assert_non_null(strstr(shown(), "God idé"));
	assert_string_equal("declined", stored("SELECT state FROM training_request WHERE id = 17"));
	assert_string_equal("2", stored("SELECT COUNT(*) FROM training_event WHERE request_id = 17"));
	assert_string_equal("1", stored("SELECT COUNT(*) FROM audit WHERE action LIKE 'training%'"));
}

static void the_same_operation_again_is_answered_as_before(void **state)
{
	const char *again = "do=approve&op=0123456789abcdef0123456789abcdef";

	(void)state;
	assert_int_equal(submit("lea", "/requests/17", again).status, 303);
	assert_int_equal(submit("lea", "/requests/17", again).status, 303);
	assert_string_equal("2", stored("SELECT COUNT(*) FROM training_event WHERE request_id = 17"));
	assert_string_equal("1", stored("SELECT COUNT(*) FROM audit WHERE action LIKE 'training%'"));
	assert_int_equal(submit("top", "/requests/22", again).status, 409);
	assert_int_equal(submit("lea", "/requests/17",
	    "do=decline&reason=Nei&op=0123456789abcdef0123456789abcdef").status, 409);
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 22"));
}

static void a_stale_revision_is_refused(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/requests/17", "do=approve&rev=0").status, 409);
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 17"));
}

static void nobody_decides_their_own(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/requests/21", "do=approve").status, 409);
	assert_int_equal(submit("dag", "/requests/21", "do=approve").status, 409);
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 21"));
	assert_int_equal(visit("lea", "/requests/21").status, 200);
	assert_null(strstr(shown(), "name=\"do\""));
	assert_int_equal(submit("top", "/requests/21", "do=approve").status, 303);
	assert_string_equal("approved", stored("SELECT state FROM training_request WHERE id = 21"));
}

static void a_deputys_decision_says_for_whom(void **state)
{
	(void)state;
	assert_int_equal(submit("dag", "/requests/17", "do=approve").status, 303);
	assert_string_equal("11 2", stored("SELECT CONCAT(actor_id, ' ', deputy_for_id)"
	    " FROM training_event WHERE request_id = 17 AND state = 'approved'"));
	visit("lea", "/requests/17?lang=en");
	assert_non_null(strstr(shown(), "Dag Dahl for Lea Lund"));
}

static void rights_end_with_leadership(void **state)
{
	(void)state;
	assert_int_equal(visit("dag", "/requests/17").status, 200);
	app_run("UPDATE unit_leader SET valid_to = '2026-11-23' WHERE id = 4");
	assert_int_equal(submit("dag", "/requests/17", "do=approve").status, 403);
	app_run("UPDATE unit_leader SET unit_id = 4 WHERE id = 2");
	assert_int_equal(submit("lea", "/requests/17", "do=approve").status, 404);
	assert_string_equal("submitted", stored("SELECT state FROM training_request WHERE id = 17"));
}

static void what_a_user_wrote_is_text(void **state)
{
	(void)state;
	app_run("UPDATE training_request SET title = '<img src=x>', reason = '\"><script>'"
	    " WHERE id = 17");
	visit("lea", "/requests");
	assert_null(strstr(shown(), "<img src=x>"));
	assert_null(strstr(shown(), "<script>"));
	visit("lea", "/requests/17");
	assert_null(strstr(shown(), "<img src=x>"));
	assert_null(strstr(shown(), "<script>"));
}

static void empty_queue(void **state)
{
	(void)state;
	app_run("DELETE FROM training_event; DELETE FROM training_request_competence;"
	    "DELETE FROM training_request");
	assert_int_equal(visit("lea", "/requests?lang=en").status, 200);
	assert_non_null(strstr(shown(), "No request waits for you"));
	assert_int_equal(visit("lea", "/requests?lang=nn").status, 200);
}

/* 60 more of ann's: 62 in top's area, of which lea's own waits for top. */
static void many_are_shown_by_pages(void **state)
{
	(void)state;
	app_run("INSERT INTO training_request SELECT 100 + seq, NULL, 3, 3, NULL, CONCAT('Kurs ', seq),"
	    " 'digital', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'submitted',"
	    " '2026-11-22 10:00:00', 1 FROM seq_1_to_60");
	visit_json("top", "/requests");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requests")), 65);
	assert_int_equal(visit("top", "/requests?lang=en").status, 200);
	assert_non_null(strstr(shown(), ">Ledelse<"));
	assert_non_null(strstr(shown(), "Page 1 of 2"));
	assert_non_null(strstr(shown(), "/leader/requests?page=2\""));
	assert_null(strstr(shown(), ">Kurs 60<"));
	assert_non_null(strstr(shown(), "Answered lately"));
	assert_int_equal(visit("top", "/requests?lang=en&page=2&unit=3").status, 200);
	assert_non_null(strstr(shown(), ">Kurs 60<"));
	assert_non_null(strstr(shown(), "Page 2 of 2"));
	assert_non_null(strstr(shown(), "/leader/requests?unit=3&amp;page=1\""));
	assert_null(strstr(shown(), ">Ledelse<"));
	assert_null(strstr(shown(), "Answered lately"));
	assert_null(strstr(shown(), "No request waits for you"));
	assert_int_equal(visit("top", "/requests?lang=en&page=99").status, 200);
	assert_non_null(strstr(shown(), "Page 2 of 2"));
	visit("max", "/requests?lang=en&page=99");
	assert_non_null(strstr(shown(), ">Sårstell<"));
	assert_null(strstr(shown(), "Page 1"));
	visit("lea", "/requests?lang=en");
	assert_non_null(strstr(shown(), "Page 1 of 7"));
	assert_non_null(strstr(shown(), ">Slokkeøvelse<"));
	assert_true(strlen(shown()) < 60000);
	visit("lea", "/requests?lang=en&page=7");
	assert_non_null(strstr(shown(), ">Kurs 60<"));
	assert_non_null(strstr(shown(), ">Ledelse<"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(lists_what_waits_for_me_first),
		APP_TEST(waits_for_the_nearest_who_may_decide),
		APP_TEST(a_vacant_leaders_requests_wait_above),
		APP_TEST(can_be_narrowed_to_a_unit),
		APP_TEST(shows_cost_gap_and_history),
		APP_TEST(hides_drafts_and_other_areas),
		APP_TEST(approving_stores_event_and_audit),
		APP_TEST(decline_and_return_need_a_reason),
		APP_TEST(json_gets_the_new_state),
		APP_TEST(the_second_is_told_who_decided),
		APP_TEST(the_same_operation_again_is_answered_as_before),
		APP_TEST(a_stale_revision_is_refused),
		APP_TEST(nobody_decides_their_own),
		APP_TEST(a_deputys_decision_says_for_whom),
		APP_TEST(rights_end_with_leadership),
		APP_TEST(what_a_user_wrote_is_text),
		APP_TEST(empty_queue),
		APP_TEST(many_are_shown_by_pages),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
