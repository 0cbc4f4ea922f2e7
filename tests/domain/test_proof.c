/* The certificates that people hold against those that their roles ask for. */
#include "app.h"

#include "i18n.h"
#include "proof.h"

static void a_unit_lists_each_proof_that_is_needed(void **state)
{
	cJSON *proofs = proof_unit(db_session(DB_READ), user_of("lea"), 3);

	(void)state;
	assert_int_equal(cJSON_GetArraySize(proofs), 6);
	assert_string_equal("expired", json_get_text(proofs->child, "status"));
	assert_string_equal("valid", json_get_text(proofs->child->prev, "status"));
	assert_null(proof_unit(db_session(DB_READ), user_of("max"), 3)->child);
}

static void the_certificate_that_lasts_longest_counts(void **state)
{
	(void)state;
	app_run("INSERT INTO certificate VALUES (9, NULL, 4, 1, 'Ny', NULL, '2026-11-01', NULL, 'submitted', NULL, 0)");
	assert_string_equal("missing",
	    json_get_text(proof_unit(db_session(DB_READ), user_of("lea"), 3)->child, "status"));
}

static void a_person_has_what_is_held_beyond_the_roles_as_well(void **state)
{
	(void)state;
	app_run("INSERT INTO certificate VALUES (9, NULL, 4, 2, 'Kurs', NULL, '2026-11-01', NULL, 'submitted', NULL, 0)");
	cJSON *proofs = proof_person(db_session(DB_READ), user_of("lea"), 4);

	assert_int_equal(cJSON_GetArraySize(proofs), 2);
	assert_null(proof_person(db_session(DB_READ), user_of("max"), 4)->child);
}

static void words_count_the_days(void **state)
{
	(void)state;
	i18n_use("en");
	assert_string_equal("Expired 1 day ago", proof_text("expired", true, -1));
	assert_string_equal("Expired 9 days ago", proof_text("expired", true, -9));
	assert_string_equal("Runs out in 12 days", proof_text("expiring", true, 12));
	assert_string_equal("Last valid day is today", proof_text("expiring", true, 0));
	assert_string_equal("Valid", proof_text("valid", false, 0));
	assert_string_equal("Missing", proof_word("missing"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_unit_lists_each_proof_that_is_needed),
		APP_TEST(the_certificate_that_lasts_longest_counts),
		APP_TEST(a_person_has_what_is_held_beyond_the_roles_as_well),
		APP_TEST(words_count_the_days),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
