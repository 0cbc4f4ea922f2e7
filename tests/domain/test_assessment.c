/* Saving, submitting and reopening an assessment. */
#include "app.h"

#include "assessment.h"
#include "assessment_value.h"
#include "i18n.h"

static struct assessment_saved save(const char *login, int64_t id, int64_t item, int64_t rev, int level)
{
	const struct assessment_answer answer = { .level = level, .comment = "" };

	return assessment_save(db_session(DB_SAVE), user_of(login), id, item, rev, &answer);
}

static void a_save_is_one_update_and_one_select(void **state)
{
	(void)state;
	const struct user *ann = user_of("ann");
	const struct assessment_answer answer = { .level = 3, .comment = "" };
	const size_t before = db_statements();
	const struct assessment_saved saved = assessment_save(db_session(DB_SAVE), ann, 1, 1, 0, &answer);

	assert_int_equal(db_statements() - before, 2);
	assert_int_equal(saved.result, ASSESSMENT_DONE);
	assert_int_equal(saved.rev, 1);
	assert_int_equal(saved.answered, 1);
	assert_int_equal(saved.total, 4);
}

static void each_refusal_has_its_reason(void **state)
{
	(void)state;
	const struct assessment_answer value = { .level = -1, .comment = "", .value = "\"x\"" };
	const struct assessment_answer remark = { .level = 1, .comment = "x" };

	assert_int_equal(save("bo", 1, 1, 0, 1).result, ASSESSMENT_NOT_FOUND);
	assert_int_equal(save("lea", 3, 1, 1, 1).result, ASSESSMENT_CLOSED);
	assert_int_equal(save("ann", 1, 5, 0, 1).result, ASSESSMENT_TYPE);
	assert_int_equal(assessment_save(db_session(DB_SAVE), user_of("ann"), 1, 1, 0, &value).result, ASSESSMENT_TYPE);
	app_run("UPDATE round SET comments = 0");
	assert_int_equal(assessment_save(db_session(DB_SAVE), user_of("ann"), 1, 1, 0, &remark).result, ASSESSMENT_COMMENTS_OFF);
}

static void a_stale_save_compares_contents(void **state)
{
	(void)state;
	assert_int_equal(save("eli", 4, 1, 0, 1).result, ASSESSMENT_DONE);
	assert_int_equal(save("eli", 4, 1, 0, 1).rev, 1);
	const struct assessment_saved saved = save("eli", 4, 1, 0, 2);

	assert_int_equal(saved.result, ASSESSMENT_CONFLICT);
	assert_int_equal(json_get(saved.stored, "level")->valueint, 1);
}

static void the_last_answer_taken_back_unstarts(void **state)
{
	(void)state;
	assert_int_equal(save("eli", 4, 1, 1, -1).answered, 0);
	assert_string_equal(stored("SELECT started_at IS NULL FROM assessment WHERE id = 4"), "1");
}

static void a_page_saves_what_is_fresh(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const struct assessment_change changes[] = {
		{ 1, 0, { .level = 3, .comment = "" } }, { 2, 0, { .level = 2, .comment = "" } },
		{ 4, 0, { .level = -1, .comment = "" } },
	};
	struct cJSON *stale;

	assert_int_equal(assessment_save_page(db, user_of("eli"), 4, changes, 3, &stale), ASSESSMENT_DONE);
	db_commit(db);
	assert_int_equal(cJSON_GetArraySize(stale), 1);
	assert_int_equal(json_get(json_get(stale, "1"), "level")->valueint, 1);
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT(item_id, ':', rev) ORDER BY item_id) FROM answer"
	    " WHERE assessment_id = 4"), "1:1,2:1,3:0,4:0,5:0,6:0");
	assert_int_equal(assessment_save_page(db, user_of("ann"), 4, changes, 3, &stale), ASSESSMENT_NOT_FOUND);
	db_rollback(db);
}

static void submitting_and_reopening(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);

	assert_int_equal(assessment_submit(db, user_of("eli"), 4, -1), ASSESSMENT_MISSING);
	assert_int_equal(assessment_submit(db, user_of("maret"), 5, 1), ASSESSMENT_CONFLICT);
	assert_int_equal(assessment_submit(db, user_of("ann"), 5, -1), ASSESSMENT_NOT_FOUND);
	assert_int_equal(assessment_submit(db, user_of("maret"), 5, 2), ASSESSMENT_DONE);
	assert_int_equal(assessment_submit(db, user_of("maret"), 5, -1), ASSESSMENT_CLOSED);
	assert_int_equal(assessment_reopen(db, user_of("maret"), 5, 3), ASSESSMENT_DONE);
	assert_int_equal(assessment_reopen(db, user_of("maret"), 5, -1), ASSESSMENT_CLOSED);
	assert_int_equal(assessment_reopen(db, user_of("bo"), 2, -1), ASSESSMENT_CLOSED);
	db_commit(db);
	assert_string_equal(stored("SELECT CONCAT(state, rev) FROM assessment WHERE id = 5"), "reopened4");
	assert_string_equal(stored("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit"), "assessment.submit,assessment.reopen");
}

static void the_deadline_is_the_last_day(void **state)
{
	(void)state;
	i18n_use("en");
	assert_string_equal(assessment_deadline("2026-12-04T23:00:00Z"), i18n_date_long("2026-12-04"));
	assert_string_equal(assessment_deadline("2026-12-04T11:00:00Z"), i18n_moment("2026-12-04T11:00:00Z"));
}

static void my_own_are_listed(void **state)
{
	(void)state;
	const struct cJSON *first = assessment_own(db_session(DB_READ), user_of("ann"))->child;

	assert_string_equal(json_get_text(first, "round"), "R1");
	assert_true(cJSON_IsTrue(json_get(first, "open")));
	assert_string_equal(json_get_text(first->next, "round"), "R0");
	assert_int_equal(json_get(first->next, "answered")->valueint, 4);
	assert_null(assessment_own(db_session(DB_READ), user_of("hal"))->child);
}

static const char *value(const char *type, const char *json, bool fits)
{
	static const char *const codes[] = { "a", "b", NULL };
	const struct assessment_question question = { type, codes };
	const char *why, *wrong;
	const char *text = assessment_value(&question, json_read(json, strlen(json), &why), &wrong);

	assert_true((wrong == NULL) == fits);
	return text ? text : "";
}

static void values_fit_their_question(void **state)
{
	(void)state;
	assert_string_equal(value("many", "[\"b\",\"a\",\"b\"]", true), "[\"a\",\"b\"]");
	assert_string_equal(value("many", "[]", true), "");
	value("many", "[\"c\"]", false);
	value("many", "\"a\"", false);
	assert_string_equal(value("one", "\"a\"", true), "\"a\"");
	value("one", "\"c\"", false);
	value("one", "3", false);
	assert_string_equal(value("number", "3.5", true), "3.5");
	value("number", "1e300", false);
	value("number", "\"3\"", false);
	value("date", "\"2026-13-01\"", false);
	assert_string_equal(value("date", "\"2026-12-01\"", true), "\"2026-12-01\"");
	assert_string_equal(value("text", "\"\"", true), "");
	value("text", "true", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_save_is_one_update_and_one_select), APP_TEST(each_refusal_has_its_reason),
		APP_TEST(a_stale_save_compares_contents), APP_TEST(the_last_answer_taken_back_unstarts),
		APP_TEST(a_page_saves_what_is_fresh), APP_TEST(submitting_and_reopening),
		APP_TEST(the_deadline_is_the_last_day), APP_TEST(my_own_are_listed),
		APP_TEST(values_fit_their_question),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
