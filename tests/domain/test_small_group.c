/* Which groups are withheld: the small, and the smallest others for their sake. */
#include "app.h"

#include "arena.h"
#include "i18n.h"
#include "small_group.h"

/* Groups of so many, ended by -1: those withheld by a minus before them. */
static const char *withheld(const int *people, bool is_total_withheld)
{
	struct small_group groups[8];
	size_t count = 0;
	const char *text = "";

	for (; people[count] >= 0; count++)
		groups[count] = (struct small_group){ people[count], false };
	small_group_withhold(groups, count, is_total_withheld);
	for (size_t i = 0; i < count; i++)
		text = arena_printf("%s%s%s%d", text, *text ? " " : "", groups[i].is_withheld ? "-" : "", people[i]);
	return text;
}

#define GROUPS(...) ((const int []){ __VA_ARGS__, -1 })

static void a_small_group_takes_the_smallest_other_with_it(void **state)
{
	(void)state;
	assert_string_equal(withheld(GROUPS(5, 30, 12), false), "5 30 12");
	assert_string_equal(withheld(GROUPS(30, 4, 12, 9), false), "30 -4 12 -9");
	assert_string_equal(withheld(GROUPS(30, 0, 4), false), "-30 0 -4");
	assert_string_equal(withheld(GROUPS(7, 7, 1), false), "-7 7 -1");
}

/* Two of one are two, and a group of two could be had. */
static void together_they_are_no_small_group_either(void **state)
{
	(void)state;
	assert_string_equal(withheld(GROUPS(1, 20, 1, 8), false), "-1 20 -1 -8");
	assert_string_equal(withheld(GROUPS(1, 20, 4, 8), false), "-1 20 -4 8");
}

static void what_is_withheld_is_not_had_from_its_parts(void **state)
{
	(void)state;
	assert_string_equal(withheld(GROUPS(20, 6, 9), true), "20 -6 9");
	assert_string_equal(withheld(GROUPS(20, 2, 9), true), "20 -2 -9");
	assert_string_equal(withheld(GROUPS(2, 1), true), "-2 -1");
	assert_string_equal(withheld(GROUPS(0), true), "0");
}

static void it_is_said_in_words(void **state)
{
	(void)state;
	i18n_use("en");
	assert_string_equal(small_group_text("small"), "fewer than five");
	assert_string_equal(small_group_text("other"), "not shown");
	assert_false(small_group_is(0));
	assert_true(small_group_is(4));
	assert_false(small_group_is(SMALL_GROUP_LEAST));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_small_group_takes_the_smallest_other_with_it), APP_TEST(together_they_are_no_small_group_either),
		APP_TEST(what_is_withheld_is_not_had_from_its_parts), APP_TEST(it_is_said_in_words),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
