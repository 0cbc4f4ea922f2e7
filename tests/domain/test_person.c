/* Who a login is, and what a person is to a request today. */
#include "app.h"

#include "person.h"

static void roles_follow_from_positions_leadership_and_offices(void **state)
{
	(void)state;
	assert_int_equal(user_of("ann")->roles, ROLE_EMPLOYEE);
	assert_int_equal(user_of("lea")->roles, ROLE_EMPLOYEE | ROLE_LEADER);
	assert_int_equal(user_of("dag")->roles, ROLE_EMPLOYEE | ROLE_LEADER);      /* deputy until 1 December */
	assert_int_equal(user_of("eli")->roles, ROLE_EMPLOYEE);                   /* was deputy until yesterday */
	assert_int_equal(user_of("hal")->roles, ROLE_EMPLOYEE | ROLE_HR);
	assert_int_equal(user_of("rita")->roles, ROLE_EMPLOYEE | ROLE_REPRESENTATIVE);
	assert_string_equal(user_of("ann")->name, "Ann O'Hara");
}

static void a_login_is_exact(void **state)
{
	(void)state;
	static const char *const strangers[] = { "ANN", "ann ", "ann@EVIL", "ánn", "", "gone", "late", "nobody" };

	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
		assert_null(person_identify(db_session(DB_READ), strangers[i]));
}

static void rights_end_with_the_row(void **state)
{
	(void)state;
	app_run("DELETE FROM unit_leader WHERE person_id = 2; DELETE FROM granted_role");
	assert_int_equal(user_of("lea")->roles, ROLE_EMPLOYEE);
	assert_int_equal(user_of("hal")->roles, ROLE_EMPLOYEE);
}

static void the_chosen_language_is_stored(void **state)
{
	(void)state;
	person_choose_language(db_session(DB_SAVE), user_of("ann"), "nn");
	assert_string_equal(user_of("ann")->language, "nn");
	assert_string_equal(stored("SELECT COUNT(*) FROM person WHERE language = 'nn'"), "2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(roles_follow_from_positions_leadership_and_offices),
		APP_TEST(a_login_is_exact),
		APP_TEST(rights_end_with_the_row),
		APP_TEST(the_chosen_language_is_stored),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
