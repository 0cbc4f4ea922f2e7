/* Rights that no position gives. */
#include "app.h"

#include "grant.h"

static void a_login_is_exact(void **state)
{
	(void)state;
	struct db *db = db_session(DB_READ);

	assert_int_equal(grant_person(db, "ann"), 3);
	assert_int_equal(grant_person(db, "Ann"), 0);
	assert_int_equal(grant_person(db, "ann "), 0);
}

static void a_role_is_granted_once_and_told(void **state)
{
	(void)state;
	struct db *db = db_session(DB_SAVE);

	assert_true(grant_role(db, 3, "hr"));
	assert_false(grant_role(db, 3, "hr"));
	assert_int_equal(user_of("ann")->roles & ROLE_HR, ROLE_HR);
	assert_string_equal(
		stored(
			"SELECT GROUP_CONCAT(action, ' ', object_id, ' ', person_id, ' ', detail) FROM audit"),
		"role.grant 3 3 hr");
}

static void a_role_is_revoked_once_and_told(void **state)
{
	(void)state;
	struct db *db = db_session(DB_SAVE);

	assert_true(grant_revoke(db, 7, "hr"));
	assert_false(grant_revoke(db, 7, "hr"));
	assert_int_equal(user_of("hal")->roles & ROLE_HR, 0);
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(action, ' ', person_id) FROM audit"), "role.revoke 7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_login_is_exact),
		APP_TEST(a_role_is_granted_once_and_told),
		APP_TEST(a_role_is_revoked_once_and_told),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
