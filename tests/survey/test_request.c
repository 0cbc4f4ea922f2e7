/* My training requests through the program's addresses. */
#include <string.h>

#include "app.h"
#include "pages.h"

static int start(void **state)
{
	static const struct route *const tables[] = { request_routes, training_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

#define OP "000000000000000000000000000000aa"

static void lists_my_own(void **state)
{
	(void)state;
	assert_int_equal(visit_json("bo", "/requests").status, 200);
	const cJSON *first = json_get(shown_json(), "requests")->child;

	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requests")), 2);
	assert_int_equal(json_get(first, "id")->valueint, 19);
	assert_string_equal(json_get_text(first, "state"), "returned");
	visit("bo", "/requests");
	assert_true(shows("Sårstell"));
	visit("rita", "/requests");
	assert_true(shows("gm-empty"));
}

static void shows_one_with_its_history(void **state)
{
	(void)state;
	assert_int_equal(visit_json("bo", "/requests/19").status, 200);
	const cJSON *request = json_get(shown_json(), "request"), *step = json_get(request, "history")->child->next;

	assert_string_equal(json_get_text(request, "title"), "Sårstell");
	assert_string_equal(json_get_text(json_get(request, "competences")->child, "code"), "HYG");
	assert_string_equal(json_get_text(step, "actor"), "Lea Lund");
	assert_string_equal(json_get_text(step, "reason"), "Hvilket kurs mener du?");
	visit("bo", "/requests/19");
	assert_true(shows("Hvilket kurs mener du?"));
	assert_true(shows("name=\"comment\""));
	assert_true(shows("value=\"1800\""));
	visit("bo", "/requests/20");
	assert_true(shows("<li>Brannvern</li>"));
	assert_false(shows("name=\"title\""));
	assert_true(shows("value=\"cancel\""));
}

static void others_do_not_see_it(void **state)
{
	(void)state;
	assert_int_equal(visit("bo", "/requests/17").status, 404);
	assert_int_equal(visit("lea", "/requests/17").status, 404);
	assert_int_equal(visit("ann", "/requests/99").status, 404);
	assert_int_equal(submit("bo", "/requests/17", "do=cancel").status, 404);
	assert_int_equal(submit("bo", "/requests/18", "do=save&title=").status, 404);
	assert_string_equal(stored("SELECT state FROM training_request WHERE id = 17"), "submitted");
}

static void creates_a_draft(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/requests", "op=" OP "&do=save&title=Norskkurs&form=classroom&hours=7,5"
	    "&price=1 250&competences=BRANN&competences=HYG&reason=Jeg+vil&offering=").status, 303);
	assert_string_equal(stored("SELECT CONCAT_WS('|', title, form, hours, price, reason, state, unit_id, submitted_at IS NULL)"
	    " FROM training_request ORDER BY id DESC LIMIT 1"), "Norskkurs|classroom|7.50|1250.00|Jeg vil|draft|3|1");
	assert_string_equal(stored("SELECT COUNT(*) FROM training_request_competence q JOIN training_request t ON t.id = q.request_id"
	    " WHERE t.title = 'Norskkurs'"), "2");
	assert_string_equal(stored("SELECT action FROM audit"), "training.create");
	assert_int_equal(submit("ann", "/requests", "op=" OP "&do=save&title=Norskkurs&form=classroom").status, 303);
	assert_string_equal(stored("SELECT COUNT(*) FROM training_request WHERE title = 'Norskkurs'"), "1");
}

static void what_has_ended_is_not_ordered(void **state)
{
	(void)state;
	app_run("UPDATE offering SET valid_to = '2026-11-23' WHERE id = 1");
	assert_int_equal(submit("bo", "/requests", "do=submit&offering=1").status, 422);
	assert_true(shows("tilbydd"));
	app_run("UPDATE training_request SET offering_id = 1 WHERE id = 18");
	assert_int_equal(submit("ann", "/requests/18", "do=submit").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM training_request WHERE offering_id = 1 AND person_id = 4"), "0");
	assert_string_equal(stored("SELECT state FROM training_request WHERE id = 18"), "draft");
}

static void creates_from_an_offering_and_submits(void **state)
{
	(void)state;
	const struct reply reply = send_json("POST", "ann", "/requests", "{\"offering\":1,\"do\":\"submit\","
	    "\"starts_on\":\"2026-12-08\",\"substitute_hours\":3.5}");

	assert_int_equal(reply.status, 201);
	assert_non_null(strstr(shown_head(), "Location: /grunnmur/survey/requests/"));
	assert_string_equal(json_get_text(shown_json(), "state"), "submitted");
	assert_string_equal(stored("SELECT CONCAT_WS('|', title, form, hours, price, substitute_hours, submitted_at) FROM training_request"
	    " ORDER BY id DESC LIMIT 1"), "Slokkeøvelse|practical|3.00|450.00|3.50|2026-11-24 09:00:00");
	assert_string_equal(stored("SELECT competence_id FROM training_request_competence ORDER BY request_id DESC LIMIT 1"), "1");
	assert_string_equal(stored("SELECT state FROM training_event ORDER BY id DESC LIMIT 1"), "submitted");
}

static void refused(const char *json, const char *field)
{
	assert_int_equal(send_json("POST", "ann", "/requests", json).status, 422);
	assert_non_null(json_get(json_get(shown_json(), "errors"), field));
}

static void bad_wishes_are_refused(void **state)
{
	(void)state;
	refused("{\"form\":\"digital\"}", "title");
	refused("{\"title\":\"x\"}", "form");
	refused("{\"title\":\"x\",\"form\":\"magic\"}", "form");
	refused("{\"offering\":99}", "offering");
	refused("{\"title\":\"x\",\"form\":\"digital\",\"competences\":[\"NOPE\"]}", "competences");
	refused("{\"title\":\"x\",\"form\":\"digital\",\"starts_on\":\"2026-12-08\",\"ends_on\":\"2026-12-01\"}", "ends_on");
	refused("{\"title\":\"x\",\"form\":\"digital\",\"starts_on\":\"2026-02-30\"}", "starts_on");
	refused("{\"title\":\"x\",\"form\":\"digital\",\"starts_on\":\"2025-12-01\",\"do\":\"submit\"}", "starts_on");
	refused("{\"title\":\"x\",\"form\":\"digital\",\"hours\":-1}", "hours");
	refused("{\"title\":\"x\",\"form\":\"digital\",\"price\":1000000000}", "price");
	assert_int_equal(send_json("POST", "ann", "/requests", "{\"title\":\"x\",\"form\":\"digital\",\"state\":\"approved\"}").status, 400);
	assert_int_equal(submit("ann", "/requests", "do=save&title=&form=digital&reason=Lang+tekst").status, 422);
	assert_true(shows("Lang tekst"));
	assert_true(shows("ds-error-summary"));
	assert_string_equal(stored("SELECT COUNT(*) FROM training_request"), "6");
}

static void saves_and_submits_a_draft(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/requests/18", "rev=0&do=save&title=Spansk&form=digital&op=" OP).status, 303);
	assert_string_equal(stored("SELECT CONCAT(title, form, rev, state) FROM training_request WHERE id = 18"), "Spanskdigital1draft");
	assert_int_equal(submit("ann", "/requests/18", "rev=0&do=save&title=Fransk&form=digital").status, 409);
	assert_int_equal(submit("ann", "/requests/18", "rev=0&do=save&title=Spansk&form=digital&op=" OP).status, 303);
	assert_int_equal(send_json("POST", "ann", "/requests/18", "{\"do\":\"submit\",\"rev\":1}").status, 200);
	assert_string_equal(json_get_text(shown_json(), "state"), "submitted");
	assert_string_equal(stored("SELECT CONCAT(state, rev, submitted_at) FROM training_request WHERE id = 18"),
	    "submitted22026-11-24 09:00:00");
	assert_int_equal(send_json("POST", "ann", "/requests/18", "{\"do\":\"submit\"}").status, 409);
	assert_int_equal(send_json("POST", "ann", "/requests/18", "{\"do\":\"save\",\"title\":\"x\",\"form\":\"digital\"}").status, 409);
}

static void answers_a_return(void **state)
{
	(void)state;
	assert_int_equal(submit("bo", "/requests/19", "rev=2&do=submit&title=S%C3%A5rstell+niv%C3%A5+2&form=classroom&hours=7"
	    "&comment=Det+p%C3%A5+sykehuset").status, 303);
	assert_string_equal(stored("SELECT CONCAT(title, state, rev) FROM training_request WHERE id = 19"), "Sårstell nivå 2submitted3");
	assert_string_equal(stored("SELECT GROUP_CONCAT(action) FROM audit"), "training.submit");
	assert_string_equal(stored("SELECT reason FROM training_event ORDER BY id DESC LIMIT 1"), "Det på sykehuset");
}

/* The browser sends no field for boxes without a tick, so what is not sent is emptied. */
static void a_save_is_the_whole_request(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "bo", "/requests/19", "{\"do\":\"save\",\"title\":\"Sår\",\"form\":\"digital\"}").status, 200);
	assert_string_equal(json_get_text(shown_json(), "title"), "Sår");
	assert_true(cJSON_IsNull(json_get(shown_json(), "price")));
	assert_true(cJSON_IsNull(json_get(shown_json(), "reason")));
	assert_null(json_get(shown_json(), "competences")->child);
	assert_int_equal(send_json("POST", "bo", "/requests/19", "{\"do\":\"save\",\"price\":5}").status, 422);
	assert_non_null(json_get(json_get(shown_json(), "errors"), "title"));
	assert_int_equal(send_json("POST", "bo", "/requests/19", "{\"do\":\"submit\"}").status, 200);
	assert_string_equal(stored("SELECT title FROM training_request WHERE id = 19"), "Sår");
}

static void what_i_wrote_in_a_returned_one_comes_back(void **state)
{
	(void)state;
	assert_int_equal(submit("bo", "/requests/19", "rev=2&do=save&title=Ny+tittel&form=digital&competences=BRANN").status, 303);
	visit("bo", "/requests/19");
	assert_true(shows("value=\"Ny tittel\""));
	assert_true(shows("value=\"BRANN\" checked"));
	assert_string_equal(stored("SELECT title FROM training_request WHERE id = 19"), "Sårstell");
}

/* Nothing that was typed is lost: it stands in the form, over what another device has stored. */
static void a_stale_page_comes_back_with_what_was_typed(void **state)
{
	(void)state;
	submit("bo", "/requests/19", "rev=2&do=save&title=Det+andre&form=digital");
	assert_int_equal(submit("bo", "/requests/19", "rev=2&do=submit&title=Mitt&form=classroom&reason=Lang+grunn&comment=Svar").status, 409);
	assert_true(shows("Førespurnaden er endra"));
	assert_true(shows("value=\"Mitt\""));
	assert_true(shows(">Lang grunn</textarea>"));
	assert_true(shows(">Svar</textarea>"));
	assert_true(shows("Det andre"));
	assert_true(shows("name=\"rev\" value=\"3\""));
	assert_int_equal(submit("bo", "/requests/19", "rev=3&do=submit&title=Mitt&form=classroom&reason=Lang+grunn").status, 303);
	assert_int_equal(submit("bo", "/requests/19", "rev=3&do=cancel").status, 409);
	assert_true(shows("name=\"rev\" value=\"4\""));
}

/* Where no form is left, it can be read and copied. */
static void what_can_no_longer_be_saved_is_shown(void **state)
{
	(void)state;
	assert_int_equal(submit("bo", "/requests/20", "rev=2&do=save&title=Nytt+navn&form=digital&reason=Viktig&hours=7,5"
	    "&competences=HYG&comment=Hei").status, 409);
	assert_true(shows("Det du skreiv"));
	assert_true(shows("Nytt navn"));
	assert_true(shows("Digitalt kurs"));
	assert_true(shows("Viktig"));
	assert_true(shows("7,5"));
	assert_true(shows("<dd class=\"gm-text\">Handhygiene"));
	assert_true(shows("Hei"));
	assert_string_equal(stored("SELECT title FROM training_request WHERE id = 20"), "Førstehjelp");
	assert_int_equal(send_json("POST", "bo", "/requests/20", "{\"do\":\"save\",\"title\":\"x\",\"form\":\"digital\"}").status, 409);
	assert_null(json_get(shown_json(), "request"));
}

static void cancels_until_it_is_over(void **state)
{
	(void)state;
	assert_int_equal(submit("bo", "/requests/20", "rev=2&do=cancel&op=" OP).status, 303);
	assert_string_equal(stored("SELECT state FROM training_request WHERE id = 20"), "cancelled");
	assert_string_equal(stored("SELECT state FROM training_event ORDER BY id DESC LIMIT 1"), "cancelled");
	assert_int_equal(submit("bo", "/requests/20", "rev=2&do=cancel&op=" OP).status, 303);
	assert_int_equal(submit("bo", "/requests/20", "do=cancel").status, 409);
	app_run("UPDATE training_request SET state = 'completed' WHERE id = 17");
	assert_int_equal(submit("ann", "/requests/17", "do=cancel").status, 409);
	assert_int_equal(submit("ann", "/requests/18", "do=explode").status, 422);
	assert_int_equal(submit("ann", "/requests/18", "title=Typed+text&form=digital").status, 422);
	assert_true(shows("Typed text"));
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'training.cancel'"), "1");
}

static void offerings_that_answer_gaps_come_first(void **state)
{
	(void)state;
	assert_int_equal(visit_json("bo", "/training").status, 200);
	const cJSON *first = json_get(shown_json(), "offerings")->child;

	assert_true(cJSON_IsTrue(json_get(first, "answers_gap")));
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "offerings")), 2);
	assert_int_equal(visit("bo", "/training").status, 200);
	assert_int_equal(visit("ann", "/training?offering=1").status, 200);
	assert_true(shows("name=\"offering\" value=\"1\""));
	assert_true(shows("value=\"450\""));
	visit("ann", "/training?competence=HYG");
	assert_true(shows("Håndhygiene på nett") || shows("Håndhygiene"));
	assert_true(shows("value=\"HYG\" checked"));
	assert_int_equal(visit("ann", "/training?competence=NOPE&offering=99").status, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(lists_my_own), APP_TEST(shows_one_with_its_history), APP_TEST(others_do_not_see_it),
		APP_TEST(creates_a_draft), APP_TEST(what_has_ended_is_not_ordered),
		APP_TEST(creates_from_an_offering_and_submits),
		APP_TEST(bad_wishes_are_refused), APP_TEST(saves_and_submits_a_draft),
		APP_TEST(answers_a_return), APP_TEST(a_save_is_the_whole_request),
		APP_TEST(what_i_wrote_in_a_returned_one_comes_back), APP_TEST(a_stale_page_comes_back_with_what_was_typed),
		APP_TEST(what_can_no_longer_be_saved_is_shown), APP_TEST(cancels_until_it_is_over),
		APP_TEST(offerings_that_answer_gaps_come_first),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
