/* Which questions a form shows: what earlier answers decide, in chains and over pages. */
#include "app.h"

#include "assessment_form.h"
#include "assessment_pages.h"

/* Three plain questions in two sections: the second hangs on the first, the third on the second. */
static struct assessment_form *chain(const char *first, const char *second)
{
	static struct assessment_item items[3];
	static struct assessment_form form;

	items[0] = (struct assessment_item){ .id = 1, .section = 1, .chosen = first };
	items[1] = (struct assessment_item){ .id = 2, .section = 1, .show_if = 1, .show_if_choice = "a", .chosen = second };
	items[2] = (struct assessment_item){ .id = 3, .section = 2, .show_if = 2, .show_if_choice = "b_1" };
	form = (struct assessment_form){ .items = items, .item_count = 3 };
	form.head = cJSON_CreateObject();
	assessment_pages_lay(&form);
	return &form;
}

static void an_answer_shows_what_hangs_on_it(void **state)
{
	(void)state;
	const struct assessment_form *form = chain("\"a\"", "[\"b_1\",\"c\"]");

	assert_int_equal(form->page_count, 2);
	assert_true(form->items[1].is_met);
	assert_true(form->items[2].is_met);
	assert_false(assessment_pages_hides(form, 3));
}

static void without_it_a_later_page_leaves_it_out(void **state)
{
	(void)state;
	const struct assessment_form *form = chain("\"x\"", "[\"b_1\"]");

	assert_false(form->items[2].is_met);
	assert_true(assessment_pages_hides(form, 3));
	/* On its own page it stays, since the answer there may change. */
	assert_false(assessment_pages_hides(form, 2));
	form = chain("\"a\"", "\"b\"");
	assert_true(assessment_pages_hides(form, 3));
	assert_false(assessment_pages_hides(form, 99));
}

static void a_condition_on_what_is_not_asked_is_not_met(void **state)
{
	(void)state;
	struct assessment_form *form = chain(NULL, NULL);

	form->items[0].id = 7;
	assessment_pages_lay(form);
	assert_true(assessment_pages_hides(form, 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(an_answer_shows_what_hangs_on_it), APP_TEST(without_it_a_later_page_leaves_it_out),
		APP_TEST(a_condition_on_what_is_not_asked_is_not_met),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
