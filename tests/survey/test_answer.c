/* Saving answers through the program's own addresses: one at a time, and a whole page. */
#include <string.h>

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

static int64_t number(const char *name)
{
	return (int64_t)json_get(shown_json(), name)->valuedouble;
}

static int put(const char *login, const char *path, const char *json)
{
	return send_json("PUT", login, path, json).status;
}

#define ANN "/assessments/1/answers/1"

/* One answer ---------------------------------------------------------------- */

static void saves_a_level(void **state)
{
	(void)state;
	assert_int_equal(put("ann", ANN, "{\"level\":3,\"wish\":true,\"teach\":false,\"comment\":\"Ja\",\"rev\":0}"), 200);
	assert_int_equal(number("rev"), 1);
	assert_int_equal(number("answered"), 1);
	assert_int_equal(number("total"), 4);
	assert_string_equal(json_get_text(shown_json(), "saved_at"), "2026-11-24T09:00:00Z");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', draft_level, draft_wish, draft_teach, draft_comment, rev, draft_at)"
	    " FROM answer WHERE assessment_id = 1 AND item_id = 1"), "3 1 0 Ja 1 2026-11-24 09:00:00");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', notice_version, started_at, state) FROM assessment WHERE id = 1"),
	    "1 2026-11-24 09:00:00 assigned");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "0");
	assert_string_equal(stored("SELECT COUNT(self_level) FROM answer WHERE assessment_id = 1"), "0");
}

static void level_zero_and_not_relevant_are_answers(void **state)
{
	(void)state;
	assert_int_equal(put("ann", ANN, "{\"level\":0,\"rev\":0}"), 200);
	assert_int_equal(number("answered"), 1);
	assert_int_equal(put("ann", "/assessments/1/answers/2", "{\"not_relevant\":true,\"rev\":0}"), 200);
	assert_int_equal(number("answered"), 2);
}

static void clearing_the_last_answer_unstarts(void **state)
{
	(void)state;
	put("ann", ANN, "{\"level\":3,\"rev\":0}");
	assert_int_equal(put("ann", ANN, "{\"level\":null,\"rev\":1}"), 200);
	assert_int_equal(number("answered"), 0);
	assert_string_equal(stored("SELECT started_at IS NULL AND notice_version = 1 FROM assessment WHERE id = 1"), "1");
}

static void a_wish_alone_is_no_answer(void **state)
{
	(void)state;
	assert_int_equal(put("ann", ANN, "{\"wish\":true,\"rev\":0}"), 200);
	assert_int_equal(number("answered"), 0);
	assert_string_equal(stored("SELECT started_at IS NULL FROM assessment WHERE id = 1"), "1");
}

static void the_same_on_a_stale_rev_is_done(void **state)
{
	(void)state;
	put("ann", ANN, "{\"level\":3,\"rev\":0}");
	assert_int_equal(put("ann", ANN, "{\"level\":3,\"rev\":0}"), 200);
	assert_int_equal(number("rev"), 1);
	assert_int_equal(number("answered"), 1);
	assert_string_equal(stored("SELECT rev FROM answer WHERE assessment_id = 1 AND item_id = 1"), "1");
}

static void another_on_a_stale_rev_is_a_conflict(void **state)
{
	(void)state;
	put("ann", ANN, "{\"level\":3,\"comment\":\"x\",\"rev\":0}");
	assert_int_equal(put("ann", ANN, "{\"level\":1,\"rev\":0}"), 409);
	const cJSON *kept = json_get(shown_json(), "stored");

	assert_int_equal(json_get(kept, "level")->valueint, 3);
	assert_int_equal(json_get(kept, "rev")->valueint, 1);
	assert_string_equal(json_get_text(kept, "comment"), "x");
	assert_string_equal(stored("SELECT draft_level FROM answer WHERE assessment_id = 1 AND item_id = 1"), "3");
}

static void after_submission_nothing_is_saved(void **state)
{
	(void)state;
	assert_int_equal(put("lea", "/assessments/3/answers/1", "{\"level\":1,\"rev\":1}"), 409);
	assert_null(json_get(shown_json(), "stored"));
	assert_int_equal(put("ann", "/assessments/6/answers/1", "{\"level\":1,\"rev\":1}"), 409);
	app_run("UPDATE round SET closes_at = '2026-11-24 09:00:00' WHERE id = 1");
	assert_int_equal(put("ann", ANN, "{\"level\":1,\"rev\":0}"), 409);
	assert_null(json_get(shown_json(), "stored"));
}

static void what_is_not_mine_does_not_exist(void **state)
{
	(void)state;
	assert_int_equal(put("bo", ANN, "{\"level\":1,\"rev\":0}"), 404);
	assert_int_equal(put("ann", "/assessments/99/answers/1", "{\"level\":1,\"rev\":0}"), 404);
	assert_int_equal(put("ann", "/assessments/1/answers/99", "{\"level\":1,\"rev\":0}"), 404);
	assert_int_equal(put("bo", ANN, "{\"level\":9,\"rev\":0}"), 404);
	assert_int_equal(put("bo", ANN, "{\"value\":\"x\",\"rev\":0}"), 404);
}

static void refused(const char *json, const char *field)
{
	assert_int_equal(put("ann", ANN, json), 422);
	assert_non_null(json_get(json_get(shown_json(), "errors"), field));
	assert_string_equal(stored("SELECT SUM(rev) FROM answer WHERE assessment_id = 1"), "0");
}

static void bad_answers_are_refused(void **state)
{
	(void)state;
	refused("{\"level\":5,\"rev\":0}", "level");
	refused("{\"level\":-1,\"rev\":0}", "level");
	refused("{\"level\":1.5,\"rev\":0}", "level");
	refused("{\"level\":\"1\",\"rev\":0}", "level");
	refused("{\"level\":1,\"not_relevant\":true,\"rev\":0}", "not_relevant");
	refused("{\"level\":1,\"wish\":\"yes\",\"rev\":0}", "wish");
	refused("{\"level\":1}", "rev");
	refused("{\"level\":1,\"rev\":null}", "rev");
	refused("{\"value\":\"x\",\"rev\":0}", "value");
	assert_int_equal(put("ann", ANN, "{\"level\":1,\"rev\":0,\"state\":\"agreed\"}"), 400);
	assert_int_equal(put("ann", ANN, "[1]"), 400);
}

static void comments_can_be_off(void **state)
{
	(void)state;
	app_run("UPDATE round SET comments = 0 WHERE id = 1");
	refused("{\"level\":1,\"comment\":\"x\",\"rev\":0}", "comment");
	assert_int_equal(put("ann", ANN, "{\"level\":1,\"comment\":\"\",\"rev\":0}"), 200);
}

static void plain_questions_take_their_own_values(void **state)
{
	(void)state;
	const char *many = "/assessments/1/answers/5", *one = "/assessments/1/answers/6";

	assert_int_equal(put("ann", many, "{\"value\":[\"classroom\",\"digital\"],\"rev\":0}"), 200);
	assert_int_equal(number("answered"), 0);
	assert_string_equal(stored("SELECT draft_value FROM answer WHERE assessment_id = 1 AND item_id = 5"),
	    "[\"digital\",\"classroom\"]");
	assert_int_equal(put("ann", many, "{\"value\":[\"digital\",\"classroom\"],\"rev\":0}"), 200);
	assert_int_equal(put("ann", one, "{\"value\":\"shift\",\"rev\":0}"), 200);
	assert_int_equal(put("ann", one, "{\"value\":\"never\",\"rev\":1}"), 422);
	assert_int_equal(put("ann", one, "{\"level\":1,\"rev\":1}"), 422);
	assert_int_equal(put("ann", one, "{\"value\":null,\"rev\":1}"), 200);
	assert_string_equal(stored("SELECT draft_value IS NULL FROM answer WHERE assessment_id = 1 AND item_id = 6"), "1");
}

static void texts_numbers_and_dates_are_checked(void **state)
{
	(void)state;
	const char *path = "/assessments/1/answers/6";

	app_run("UPDATE item SET type = 'number' WHERE id = 6");
	assert_int_equal(put("ann", path, "{\"value\":12.5,\"rev\":0}"), 200);
	assert_int_equal(put("ann", path, "{\"value\":\"12\",\"rev\":1}"), 422);
	app_run("UPDATE item SET type = 'date' WHERE id = 6");
	assert_int_equal(put("ann", path, "{\"value\":\"2026-02-30\",\"rev\":1}"), 422);
	assert_int_equal(put("ann", path, "{\"value\":\"2026-02-28\",\"rev\":1}"), 200);
	app_run("UPDATE item SET type = 'text' WHERE id = 6");
	assert_int_equal(put("ann", path, "{\"value\":\"Blåbær\",\"rev\":2}"), 200);
	assert_int_equal(put("ann", path, "{\"value\":[\"x\"],\"rev\":3}"), 422);
}

/* A whole page -------------------------------------------------------------- */

static void a_page_is_saved_and_goes_on(void **state)
{
	(void)state;
	const struct reply reply = submit("ann", "/assessments/1",
	    "section=2&level_2=3&rev_2=0&wish_2=1&comment_2=Fint&level_3=&rev_3=0&do=next");

	assert_int_equal(reply.status, 303);
	assert_non_null(strstr(shown_head(), "Location: /grunnmur/survey/assessments/1?section=3"));
	assert_string_equal(stored("SELECT CONCAT_WS(' ', draft_level, draft_wish, draft_comment, rev) FROM answer"
	    " WHERE assessment_id = 1 AND item_id = 2"), "3 1 Fint 1");
	assert_string_equal(stored("SELECT rev FROM answer WHERE assessment_id = 1 AND item_id = 3"), "0");
	assert_string_equal(stored("SELECT started_at FROM assessment WHERE id = 1"), "2026-11-24 09:00:00");
	assert_int_equal(submit("ann", "/assessments/1", "section=2&level_2=3&rev_2=0&wish_2=1&comment_2=Fint&do=previous").status, 303);
	assert_non_null(strstr(shown_head(), "?section=1"));
	assert_string_equal(stored("SELECT rev FROM answer WHERE assessment_id = 1 AND item_id = 2"), "1");
}

static void a_stale_part_of_a_page_is_shown_with_both(void **state)
{
	(void)state;
	put("ann", "/assessments/1/answers/2", "{\"level\":1,\"rev\":0}");
	assert_int_equal(submit("ann", "/assessments/1", "section=2&level_2=4&rev_2=0&level_3=2&rev_3=0&do=next").status, 409);
	assert_non_null(strstr(shown(), "1 Kjennskap"));
	assert_non_null(strstr(shown(), "4 Veileder andre"));
	assert_non_null(strstr(shown(), "name=\"rev_2\" value=\"1\""));
	assert_string_equal(stored("SELECT draft_level FROM answer WHERE assessment_id = 1 AND item_id = 2"), "1");
	assert_string_equal(stored("SELECT draft_level FROM answer WHERE assessment_id = 1 AND item_id = 3"), "2");
	assert_int_equal(submit("ann", "/assessments/1", "section=2&level_2=4&rev_2=1&level_3=2&rev_3=1&do=next").status, 303);
	assert_string_equal(stored("SELECT draft_level FROM answer WHERE assessment_id = 1 AND item_id = 2"), "4");
}

static void a_bad_page_comes_back_with_what_was_typed(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/assessments/1",
	    "section=2&level_2=9&rev_2=0&level_3=1&rev_3=0&comment_3=Skrevet&do=next").status, 422);
	assert_non_null(strstr(shown(), "Skrevet"));
	assert_string_equal(stored("SELECT SUM(rev) FROM answer WHERE assessment_id = 1"), "0");
	assert_int_equal(submit("ann", "/assessments/1", "section=1&do=fly").status, 422);
	assert_int_equal(submit("ann", "/assessments/1", "section=1&do=save&person=2").status, 400);
}

static void of_level_and_not_relevant_the_new_one_is_meant(void **state)
{
	(void)state;
	put("ann", ANN, "{\"level\":3,\"rev\":0}");
	assert_int_equal(submit("ann", "/assessments/1", "section=1&level_1=3&not_relevant_1=1&rev_1=1&do=save").status, 303);
	assert_string_equal(stored("SELECT draft_level IS NULL AND draft_not_relevant FROM answer WHERE assessment_id = 1 AND item_id = 1"), "1");
	assert_int_equal(submit("ann", "/assessments/1", "section=1&level_1=2&not_relevant_1=1&rev_1=2&do=save").status, 303);
	assert_string_equal(stored("SELECT draft_level FROM answer WHERE assessment_id = 1 AND item_id = 1"), "2");
}

/* A radio button cannot be unchosen without script: a box beside it takes the answer back. */
static void an_answer_is_taken_back(void **state)
{
	(void)state;
	visit("ann", "/assessments/1?section=2");
	assert_false(shows("name=\"clear_2\""));
	submit("ann", "/assessments/1", "section=2&level_2=3&rev_2=0&wish_2=1&do=save");
	submit("ann", "/assessments/1", "section=4&value_6=shift&rev_6=0&do=save");
	visit("ann", "/assessments/1?section=2");
	assert_true(shows("name=\"clear_2\""));
	assert_false(shows("name=\"clear_3\""));
	assert_int_equal(submit("ann", "/assessments/1", "section=2&level_2=3&clear_2=1&rev_2=1&wish_2=1&do=save").status, 303);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', draft_level IS NULL, draft_not_relevant, draft_wish) FROM answer"
	    " WHERE assessment_id = 1 AND item_id = 2"), "1 0 1");
	visit("ann", "/assessments/1?section=4");
	assert_true(shows("name=\"clear_6\""));
	assert_false(shows("name=\"clear_5\""));
	assert_int_equal(submit("ann", "/assessments/1", "section=4&value_6=shift&clear_6=1&rev_6=1&do=save").status, 303);
	assert_string_equal(stored("SELECT draft_value IS NULL FROM answer WHERE assessment_id = 1 AND item_id = 6"), "1");
}

static void plain_questions_of_a_page_are_saved(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/assessments/1",
	    "section=4&value_5=classroom&value_5=digital&rev_5=0&value_6=shift&rev_6=0&do=save").status, 303);
	assert_string_equal(stored("SELECT draft_value FROM answer WHERE assessment_id = 1 AND item_id = 5"),
	    "[\"digital\",\"classroom\"]");
	assert_string_equal(stored("SELECT draft_value FROM answer WHERE assessment_id = 1 AND item_id = 6"), "\"shift\"");
}

static void the_page_of_somebody_else_does_not_exist(void **state)
{
	(void)state;
	assert_int_equal(submit("bo", "/assessments/1", "section=1&level_1=1&rev_1=0&do=save").status, 404);
	assert_int_equal(submit("lea", "/assessments/3", "section=1&level_1=1&rev_1=1&do=save").status, 409);
}

/* The round closed, or another device submitted, while the page was open without script. */
static void what_comes_too_late_is_shown(void **state)
{
	(void)state;
	submit("ann", "/assessments/1", "section=2&level_2=1&rev_2=0&do=save");
	app_run("UPDATE round SET closes_at = '2026-11-24 09:00:00' WHERE id = 1");
	assert_int_equal(submit("ann", "/assessments/1",
	    "section=2&level_2=1&rev_2=1&level_3=4&rev_3=0&wish_3=1&comment_3=Lang+tekst&do=next").status, 409);
	assert_true(shows("Det du skrev"));
	assert_true(shows("4 Veileder andre, Jeg ønsker opplæring i dette, «Lang tekst»"));
	assert_false(shows("1 Kjennskap"));
	assert_true(shows("href=\"/grunnmur/survey/assessments/1\""));
	app_run("UPDATE item SET type = 'number' WHERE id = 6");
	assert_int_equal(submit("ann", "/assessments/1", "section=4&value_6=tolv+timer&rev_6=0&value_5=digital&rev_5=0&do=save").status, 409);
	assert_true(shows("tolv timer"));
	assert_true(shows("Digitalt"));
	assert_string_equal(stored("SELECT rev FROM answer WHERE assessment_id = 1 AND item_id = 3"), "0");
}

/* Closed before its time: that day is told, and only who had submitted reads of a last submission. */
static void a_round_closed_early_says_when_and_what_became_of_the_answers(void **state)
{
	(void)state;
	app_run("UPDATE round SET state = 'closed', closed_at = '2026-11-23 09:00:00' WHERE id = 1");
	visit("ann", "/assessments/1");
	assert_true(shows("Du sendte ikke inn svar i denne runden."));
	assert_false(shows("siste innsending"));
	assert_true(shows("Avsluttet: 23.11.2026"));
	assert_false(shows("desember"));
	app_run("UPDATE assessment SET state = 'reopened', submitted_at = '2026-11-02 08:00:00' WHERE id = 1");
	visit("ann", "/assessments/1");
	assert_true(shows("siste innsending"));
	assert_false(shows("Du sendte ikke inn svar"));
}

static void a_page_from_before_it_was_opened_again_keeps_its_answers(void **state)
{
	(void)state;
	app_run("UPDATE assessment SET rev = 2, state = 'reopened' WHERE id = 1");
	visit("ann", "/assessments/1?section=3");
	assert_true(shows("name=\"rev\" value=\"2\""));
	assert_int_equal(submit("ann", "/assessments/1", "section=1&rev=2&do=save&level_1=1&rev_1=0&level_2=1&rev_2=0"
	    "&level_3=1&rev_3=0&level_4=2&rev_4=0").status, 303);
	assert_int_equal(submit("ann", "/assessments/1", "section=3&rev=0&level_4=3&rev_4=1&do=submit").status, 409);
	assert_true(shows("Svarene dine her er lagret"));
	assert_true(shows("name=\"rev\" value=\"2\""));
	assert_string_equal(stored("SELECT draft_level FROM answer WHERE assessment_id = 1 AND item_id = 4"), "3");
}

static void the_last_page_submits(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/assessments/1", "section=4&do=submit").status, 422);
	assert_non_null(strstr(shown(), "?section=1&amp;missing=1#item-1"));
	assert_int_equal(submit("ann", "/assessments/1", "section=1&do=submit"
	    "&level_1=1&rev_1=0&level_2=1&rev_2=0&level_3=1&rev_3=0").status, 422);
	assert_non_null(strstr(shown(), "#item-4"));
	assert_string_equal(stored("SELECT SUM(draft_level) FROM answer WHERE assessment_id = 1"), "3");
	assert_int_equal(submit("ann", "/assessments/1", "section=3&do=submit&level_4=2&rev_4=0"
	    "&op=00000000000000000000000000000001").status, 303);
	assert_string_equal(stored("SELECT CONCAT(state, submitted_at, rev) FROM assessment WHERE id = 1"),
	    "submitted2026-11-24 09:00:001");
	assert_string_equal(stored("SELECT SUM(self_level) FROM answer WHERE assessment_id = 1"), "5");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'assessment.submit' AND person_id = 3"), "1");
	assert_int_equal(submit("ann", "/assessments/1", "section=3&do=submit&level_4=2&rev_4=0"
	    "&op=00000000000000000000000000000001").status, 303);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(saves_a_level), APP_TEST(level_zero_and_not_relevant_are_answers),
		APP_TEST(clearing_the_last_answer_unstarts), APP_TEST(a_wish_alone_is_no_answer),
		APP_TEST(the_same_on_a_stale_rev_is_done), APP_TEST(another_on_a_stale_rev_is_a_conflict),
		APP_TEST(after_submission_nothing_is_saved), APP_TEST(what_is_not_mine_does_not_exist),
		APP_TEST(bad_answers_are_refused), APP_TEST(comments_can_be_off),
		APP_TEST(plain_questions_take_their_own_values), APP_TEST(texts_numbers_and_dates_are_checked),
		APP_TEST(a_page_is_saved_and_goes_on), APP_TEST(a_stale_part_of_a_page_is_shown_with_both),
		APP_TEST(a_bad_page_comes_back_with_what_was_typed),
		APP_TEST(of_level_and_not_relevant_the_new_one_is_meant),
		APP_TEST(an_answer_is_taken_back), APP_TEST(plain_questions_of_a_page_are_saved),
		APP_TEST(what_comes_too_late_is_shown),
		APP_TEST(a_page_from_before_it_was_opened_again_keeps_its_answers),
		APP_TEST(a_round_closed_early_says_when_and_what_became_of_the_answers),
		APP_TEST(the_page_of_somebody_else_does_not_exist), APP_TEST(the_last_page_submits),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
