/* The form of an assessment: pages of whole topics, at most six competences each. */
#include "app.h"

#include "assessment_form.h"

static const struct assessment_form *form_of(const char *login, int64_t id, bool whole)
{
	return assessment_form_read(db_session(DB_READ), user_of(login), id, whole);
}

static void a_section_begins_a_page(void **state)
{
	(void)state;
	const struct assessment_form *form = form_of("eli", 4, false);

	assert_int_equal(form->page_count, 4);
	assert_int_equal(form->item_count, 6);
	assert_int_equal(form->pages[1].count, 2);
	assert_int_equal(form->pages[1].total, 2);
	assert_int_equal(form->pages[0].answered, 1);
	assert_int_equal(form->pages[3].total, 0);
	assert_int_equal(assessment_form_continue(form), 2);
	assert_int_equal(assessment_form_page_of(form, 6), 4);
	assert_int_equal(assessment_form_page_of(form, 99), 0);
	assert_true(form->is_working);
	assert_null(form_of("ann", 4, false));
}

/* Adds competences to the last section, each of one facet, and asks them of assessment 1. */
static void ask(int first, int count, int topic)
{
	for (int i = first; i < first + count; i++) {
		char sql[900];

		snprintf(sql, sizeof sql,
		    "INSERT INTO competence VALUES (%d, 'C%d', %d, %d, 'felles', 0, 0, NULL, NULL, NULL, 'knowledge', NULL, NULL);"
		    "INSERT INTO competence_text VALUES (%d, 'nb', 'Nr. %d', '');"
		    "INSERT INTO competence_facet VALUES (%d, 'knowledge');"
		    "INSERT INTO item VALUES (%d, 1, 4, 'competence', %d, 'knowledge', NULL, 1, NULL, NULL);"
		    "INSERT INTO answer (round_id, assessment_id, item_id, required) VALUES (1, 1, %d, 1)",
		    i, i, i, topic, i, i, i, i, i, i);
		app_run(sql);
	}
}

static void sizes(const size_t *wanted)
{
	const struct assessment_form *form = form_of("ann", 1, false);
	size_t page = 0;

	for (; wanted[page]; page++)
		assert_int_equal(form->pages[page].count, wanted[page]);
	assert_int_equal(form->page_count, page);
}

static void a_long_topic_is_split_evenly(void **state)
{
	(void)state;
	ask(10, 8, 1);
	sizes((const size_t[]){ 1, 2, 1, 6, 4, 0 });
	ask(18, 5, 1);
	sizes((const size_t[]){ 1, 2, 1, 2, 5, 4, 4, 0 });
}

static void topics_stay_whole(void **state)
{
	(void)state;
	app_run("DELETE FROM answer WHERE item_id IN (5, 6)");
	ask(10, 3, 1);
	ask(13, 2, 2);
	ask(15, 3, 3);
	sizes((const size_t[]){ 1, 2, 1, 5, 3, 0 });
}

static void a_page_reads_only_its_own_items(void **state)
{
	(void)state;
	const struct user *eli = user_of("eli");
	struct assessment_form *form = assessment_form_read(db_session(DB_READ), eli, 4, false);

	assert_null(form->items[1].json);
	assessment_form_read_page(db_session(DB_READ), eli, form, 2);
	assert_non_null(form->items[1].json);
	assert_non_null(form->items[2].json);
	assert_null(form->items[3].json);
	assert_string_equal(json_get_text(assessment_form_item(form, 3), "facet"), "practice");
	assert_int_equal(json_get(assessment_form_section(form, 2), "id")->valueint, 2);
}

static void statements_are_few(void **state)
{
	(void)state;
	const struct user *eli = user_of("eli");
	size_t before = db_statements();
	struct assessment_form *form = assessment_form_read(db_session(DB_READ), eli, 4, true);

	assert_int_equal(db_statements() - before, 3);
	assert_int_equal(cJSON_GetArraySize(json_get(assessment_form_section(form, 1), "items")), 1);
	before = db_statements();
	form = assessment_form_read(db_session(DB_READ), eli, 4, false);
	assessment_form_read_page(db_session(DB_READ), eli, form, 2);
	assert_int_equal(db_statements() - before, 4);
}

static void the_notice_is_that_of_the_round(void **state)
{
	(void)state;
	const struct cJSON *notice = assessment_form_notice(db_session(DB_READ), user_of("max"), 4);

	assert_null(notice);
	notice = assessment_form_notice(db_session(DB_READ), user_of("eli"), 4);
	assert_int_equal(json_get(notice, "version")->valueint, 1);
	assert_string_equal(json_get_text(notice, "text"), "Kommunen er ansvarlig.");
	assert_int_equal(cJSON_GetArraySize(assessment_form_scale(form_of("eli", 4, false))), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_section_begins_a_page), APP_TEST(a_long_topic_is_split_evenly),
		APP_TEST(topics_stay_whole), APP_TEST(a_page_reads_only_its_own_items),
		APP_TEST(statements_are_few), APP_TEST(the_notice_is_that_of_the_round),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
