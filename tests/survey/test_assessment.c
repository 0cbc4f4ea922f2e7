/* The pages of an assessment: notice, form, receipt; submitting and reopening. */
#include "app.h"
#include "pages.h"

static int start(void **state)
{
	static const struct route *const tables[] = { assessment_routes, answer_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

static void the_notice_stands_before_the_first_question(void **state)
{
	(void)state;
	assert_int_equal(visit("ann", "/assessments/1").status, 200);
	assert_true(shows("Kommunen er ansvarlig."));
	assert_true(shows("?section=1"));
	assert_false(shows("data-autosave"));
	visit("ann", "/assessments/1?section=2");
	assert_true(shows("data-autosave"));
	assert_true(shows("Håndhygiene"));
	assert_false(shows("Brannvern</h4>"));
}

static void it_goes_on_at_the_first_unanswered_page(void **state)
{
	(void)state;
	assert_int_equal(visit("eli", "/assessments/4").status, 200);
	assert_true(shows("id=\"item-2\""));
	visit("maret", "/assessments/5");
	assert_true(shows("value_5"));
	assert_true(shows("value=\"submit\""));
	visit("eli", "/assessments/4?section=99");
	assert_true(shows("id=\"item-2\""));
	visit("eli", "/assessments/4?section=2&missing=1");
	assert_true(shows("data-error"));
}

static void a_page_that_is_not_there_is_not_found(void **state)
{
	(void)state;
	assert_int_equal(visit_json("eli", "/assessments/4?section=1").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "sections")), 1);
	assert_int_equal(visit_json("eli", "/assessments/4?section=99").status, 404);
}

static void json_is_the_whole_form(void **state)
{
	(void)state;
	assert_int_equal(visit_json("eli", "/assessments/4").status, 200);
	const cJSON *head = json_get(shown_json(), "assessment"), *sections = json_get(shown_json(), "sections");
	const cJSON *item = json_get(sections->child, "items")->child;

	assert_string_equal(json_get_text(head, "state"), "started");
	assert_string_equal(json_get_text(head, "round"), "R1");
	assert_string_equal(json_get_text(head, "closes_at"), "2026-12-04T23:00:00Z");
	assert_int_equal(json_get(head, "answered")->valueint, 1);
	assert_int_equal(json_get(head, "total")->valueint, 4);
	assert_int_equal(cJSON_GetArraySize(sections), 4);
	assert_int_equal(json_get(sections->child, "id")->valueint, 1);
	assert_string_equal(json_get_text(item, "competence"), "BRANN");
	assert_true(cJSON_IsTrue(json_get(item, "statutory")));
	assert_int_equal(json_get(item, "required_level")->valueint, 2);
	assert_int_equal(json_get(item, "level")->valueint, 1);
	assert_int_equal(cJSON_GetArraySize(json_get(item, "anchors")), 5);
	assert_string_equal(json_get_text(json_get(item, "anchors")->child, "text"), "knowledge på nivå 0");
	item = json_get(sections->child->next->next->next, "items")->child;
	assert_true(cJSON_IsNull(json_get(item, "anchors")));
	assert_int_equal(cJSON_GetArraySize(json_get(item, "choices")), 2);
	assert_int_equal(json_get(json_get(item->next, "show_if"), "item")->valueint, 5);
}

static void json_of_one_section_is_that_page(void **state)
{
	(void)state;
	assert_int_equal(visit_json("eli", "/assessments/4?section=2").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "sections")), 1);
	assert_int_equal(json_get(json_get(shown_json(), "sections")->child, "id")->valueint, 2);
}

static void texts_fall_back_to_bokmal(void **state)
{
	(void)state;
	visit_json("max", "/assessments/4");
	assert_int_equal(visit_json("eli", "/assessments/4?lang=en").status, 200);
	const cJSON *sections = json_get(shown_json(), "sections");
	const cJSON *items = json_get(sections->child->next, "items");

	assert_string_equal(json_get_text(sections->child, "title"), "What the law requires");
	assert_string_equal(json_get_text(items->child, "name"), "Håndhygiene");
	assert_string_equal(json_get_text(items->child, "language"), "nb");
	visit("eli", "/assessments/4?section=2&lang=en");
	assert_true(shows("lang=\"nb\">Håndhygiene"));
}

static void others_do_not_see_it(void **state)
{
	(void)state;
	assert_int_equal(visit("bo", "/assessments/1").status, 404);
	assert_int_equal(visit("lea", "/assessments/1").status, 404);
	assert_int_equal(visit("ann", "/assessments/99").status, 404);
	assert_int_equal(visit_json("hal", "/assessments/1").status, 404);
}

static void the_receipt_says_what_was_answered(void **state)
{
	(void)state;
	assert_int_equal(visit("lea", "/assessments/3").status, 200);
	assert_true(shows("2 Under veiledning"));
	assert_true(shows("/assessments/3/reopen"));
	assert_false(shows("data-autosave"));
	visit("bo", "/assessments/2");
	assert_false(shows("/reopen"));
	assert_true(shows("Håndhygiene") || shows("Handhygiene"));
	visit("ann", "/assessments/6");
	assert_false(shows("/reopen"));
}

static void submitting_tells_what_is_missing(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "eli", "/assessments/4/submit", "{}").status, 409);
	const cJSON *missing = json_get(shown_json(), "missing");

	assert_int_equal(cJSON_GetArraySize(missing), 3);
	assert_int_equal(missing->child->valueint, 2);
	assert_int_equal(submit("eli", "/assessments/4/submit", "").status, 422);
	assert_true(shows("ds-error-summary"));
	assert_true(shows("?section=2&amp;missing=1#item-2"));
	assert_string_equal(stored("SELECT state FROM assessment WHERE id = 4"), "assigned");
}

static void submitting_copies_the_answers(void **state)
{
	(void)state;
	app_run("UPDATE answer SET draft_value = '[\"classroom\"]' WHERE assessment_id = 5 AND item_id = 5;"
	    "UPDATE answer SET draft_value = '\"shift\"' WHERE assessment_id = 5 AND item_id = 6");
	assert_int_equal(send_json("POST", "maret", "/assessments/5/submit", "{\"rev\":2}").status, 200);
	assert_string_equal(json_get_text(shown_json(), "state"), "submitted");
	assert_string_equal(stored("SELECT self_level FROM answer WHERE assessment_id = 5 AND item_id = 2"), "4");
	assert_string_equal(stored("SELECT value FROM answer WHERE assessment_id = 5 AND item_id = 5"), "[\"classroom\"]");
	assert_string_equal(stored("SELECT value IS NULL FROM answer WHERE assessment_id = 5 AND item_id = 6"), "1");
	assert_string_equal(stored("SELECT CONCAT(state, rev) FROM assessment WHERE id = 5"), "submitted3");
	assert_int_equal(send_json("POST", "maret", "/assessments/5/submit", "{}").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "1");
}

/* The third hangs on the second, which hangs on the first; the first has been changed since both were answered. */
static void what_a_hidden_answer_shows_is_hidden(void **state)
{
	(void)state;
	app_run("INSERT INTO item (id, survey_id, section_id, type, code, required, show_if_item_id, show_if_choice)"
	    " VALUES (7, 1, 4, 'text', 'WHY', 0, 6, 'shift');"
	    "INSERT INTO item_text VALUES (7, 'nb', 'Hvorfor på vakt?');"
	    "INSERT INTO answer (round_id, assessment_id, item_id, required, draft_value) VALUES (1, 5, 7, 0, '\"Stille netter\"');"
	    "UPDATE answer SET draft_value = '[\"digital\"]' WHERE assessment_id = 5 AND item_id = 5;"
	    "UPDATE answer SET draft_value = '\"shift\"' WHERE assessment_id = 5 AND item_id = 6");
	assert_int_equal(send_json("POST", "maret", "/assessments/5/submit", "{}").status, 200);
	assert_string_equal(stored("SELECT value FROM answer WHERE assessment_id = 5 AND item_id = 7"), "\"Stille netter\"");
	visit("maret", "/assessments/5");
	assert_true(shows("Stille netter"));
	assert_int_equal(send_json("POST", "maret", "/assessments/5/reopen", "{}").status, 200);
	assert_int_equal(send_json("PUT", "maret", "/assessments/5/answers/5", "{\"value\":[\"classroom\"],\"rev\":0}").status, 200);
	assert_int_equal(send_json("POST", "maret", "/assessments/5/submit", "{}").status, 200);
	assert_string_equal(stored("SELECT COUNT(*) FROM answer WHERE assessment_id = 5 AND item_id IN (6, 7) AND value IS NOT NULL"), "0");
	visit("maret", "/assessments/5");
	assert_false(shows("Når passer digital opplæring?"));
	assert_false(shows("Stille netter"));
}

static void a_stale_submission_is_refused(void **state)
{
	(void)state;
	assert_int_equal(send_json("POST", "maret", "/assessments/5/submit", "{\"rev\":1}").status, 409);
	assert_string_equal(stored("SELECT state FROM assessment WHERE id = 5"), "reopened");
	assert_int_equal(send_json("POST", "maret", "/assessments/5/submit", "{\"state\":1}").status, 400);
	assert_int_equal(send_json("POST", "bo", "/assessments/5/submit", "{}").status, 404);
}

static void reopening_until_the_deadline(void **state)
{
	(void)state;
	assert_int_equal(submit("lea", "/assessments/3/reopen", "op=0000000000000000000000000000000a").status, 303);
	assert_string_equal(stored("SELECT CONCAT(state, rev) FROM assessment WHERE id = 3"), "reopened2");
	assert_int_equal(submit("lea", "/assessments/3/reopen", "op=0000000000000000000000000000000a").status, 303);
	assert_int_equal(submit("lea", "/assessments/3/reopen", "").status, 409);
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'assessment.reopen'"), "1");
	assert_int_equal(send_json("PUT", "lea", "/assessments/3/answers/1", "{\"level\":4,\"rev\":1}").status, 200);
	assert_string_equal(stored("SELECT self_level FROM answer WHERE assessment_id = 3 AND item_id = 1"), "2");
}

static void reopening_is_refused_when_read_or_closed(void **state)
{
	(void)state;
	assert_int_equal(submit("bo", "/assessments/2/reopen", "").status, 409);
	assert_int_equal(submit("ann", "/assessments/6/reopen", "").status, 409);
	assert_int_equal(submit("ann", "/assessments/3/reopen", "").status, 404);
	assert_string_equal(stored("SELECT COUNT(*) FROM assessment WHERE state = 'reopened'"), "1");
}

static void a_confidential_round_says_so_all_the_way(void **state)
{
	(void)state;
	static const struct { const char *login, *path, *said; } pages[] = {
		{ "ann", "/assessments/1", "Runden er konfidensiell" }, { "ann", "/assessments/1?section=1", "Runden er konfidensiell" },
		{ "ann", "/assessments/1?section=4", "ingen ser dem som dine" }, { "lea", "/assessments/3", "Runden er konfidensiell" },
	};

	app_run("UPDATE round SET confidential = 1 WHERE id = 1");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		assert_int_equal(visit(pages[i].login, pages[i].path).status, 200);
		assert_true(shows(pages[i].said));
		assert_false(shows("Lederen din"));
		assert_false(shows("lederen din"));
		assert_false(shows("til lederen"));
	}
	app_run("UPDATE round SET confidential = 0 WHERE id = 1");
	visit("ann", "/assessments/1");
	assert_false(shows("konfidensiell"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(the_notice_stands_before_the_first_question),
		APP_TEST(it_goes_on_at_the_first_unanswered_page),
		APP_TEST(a_page_that_is_not_there_is_not_found), APP_TEST(json_is_the_whole_form),
		APP_TEST(json_of_one_section_is_that_page), APP_TEST(texts_fall_back_to_bokmal),
		APP_TEST(others_do_not_see_it), APP_TEST(the_receipt_says_what_was_answered),
		APP_TEST(submitting_tells_what_is_missing), APP_TEST(submitting_copies_the_answers),
		APP_TEST(what_a_hidden_answer_shows_is_hidden),
		APP_TEST(a_stale_submission_is_refused), APP_TEST(reopening_until_the_deadline),
		APP_TEST(reopening_is_refused_when_read_or_closed),
		APP_TEST(a_confidential_round_says_so_all_the_way),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
