/* grunnmur role: grants and revokes, and says when there is nothing to do. */
#include "app.h"

#include "commands.h"

static char grant[] = "grant", revoke[] = "revoke", hr[] = "hr", ann[] = "ann", nobody[] = "Ann",
	root[] = "root";

static int role(char *what, char *login, char *name)
{
	char *words[] = { what, login, name };

	return role_run(3, words);
}

static void a_role_comes_and_goes(void **state)
{
	(void)state;
	assert_int_equal(role(grant, ann, hr), DONE);
	assert_string_equal(stored("SELECT COUNT(*) FROM granted_role WHERE person_id = 3"), "1");
	assert_int_equal(role(grant, ann, hr), DONE);
	assert_int_equal(role(revoke, ann, hr), DONE);
	assert_int_equal(role(revoke, ann, hr), DONE);
	assert_string_equal(stored("SELECT COUNT(*) FROM granted_role WHERE person_id = 3"), "0");
	assert_string_equal(stored("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit"),
	    "role.grant,role.revoke");
}

static void what_does_not_fit_changes_nothing(void **state)
{
	(void)state;
	assert_int_equal(role(grant, nobody, hr), NOT_DONE);
	assert_int_equal(role(grant, ann, root), USAGE);
	assert_int_equal(role(hr, ann, hr), USAGE);
	assert_int_equal(role_run(0, NULL), USAGE);
	db_rollback_all();      /* the program's main does so at its end */
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_role_comes_and_goes),
		APP_TEST(what_does_not_fit_changes_nothing),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
