/* The person's own profile: requirements of today, levels, certificates by date. */
#include "app.h"

#include "employee.h"
#include "i18n.h"
#include "profile.h"

static const cJSON *row_of(const struct cJSON *rows, const char *name, const char *code, const char *facet)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (strcmp(json_get_text(row, name), code) == 0 && (!facet || strcmp(json_get_text(row, "facet"), facet) == 0))
			return row;
	return NULL;
}

static void the_highest_requirement_counts(void **state)
{
	(void)state;
	const struct cJSON *rows = profile_competences(db_session(DB_READ), user_of("rita"));

	assert_int_equal(json_get(row_of(rows, "code", "BRANN", "knowledge"), "required_level")->valueint, 4);
	assert_int_equal(json_get(row_of(rows, "code", "HYG", "practice"), "required_level")->valueint, 3);
	assert_null(row_of(rows, "code", "RESPEKT", "attitude"));
	assert_string_equal(json_get_text(row_of(rows, "code", "BRANN", NULL), "status"), "missing");
}

static void requirements_follow_the_day(void **state)
{
	(void)state;
	app_run("UPDATE office SET valid_to = '2026-11-23';"
	    "UPDATE position SET role_id = 2, valid_from = '2026-11-24' WHERE id = 8");
	const struct cJSON *rows = profile_competences(db_session(DB_READ), user_of("rita"));

	assert_int_equal(json_get(row_of(rows, "code", "BRANN", "knowledge"), "required_level")->valueint, 3);
	assert_null(row_of(rows, "code", "HYG", "practice"));
}

static void the_agreed_level_makes_the_gap(void **state)
{
	(void)state;
	const struct cJSON *rows = profile_competences(db_session(DB_READ), user_of("bo"));

	assert_int_equal(json_get(row_of(rows, "code", "HYG", "knowledge"), "gap")->valueint, 0);
	assert_int_equal(json_get(row_of(rows, "code", "HYG", "practice"), "gap")->valueint, 1);
	assert_int_equal(json_get(row_of(rows, "code", "BRANN", "knowledge"), "gap")->valueint, 0);
	assert_true(cJSON_IsNull(json_get(row_of(rows, "code", "HYG", "knowledge"), "status")));
}

static bool same_member(const cJSON *one, const cJSON *other, const char *name)
{
	return cJSON_Compare(json_get(one, name), json_get(other, name), true);
}

/* Of what was asked the pinned level counts, of the rest today's; the leader reads the same. */
static void the_gap_is_the_one_that_the_leader_sees(void **state)
{
	(void)state;
	app_run("UPDATE requirement SET level = 4 WHERE role_id = 1;"
	    "INSERT INTO competence_facet VALUES (3, 'knowledge');"
	    "INSERT INTO requirement VALUES (1, 3, 'knowledge', 2, 0)");
	const cJSON *mine = profile_competences(db_session(DB_READ), user_of("bo"));
	const cJSON *read = employee_answers(db_session(DB_READ), user_of("lea"), 4), *row;

	assert_int_equal(json_get(row_of(mine, "code", "HYG", "practice"), "required_level")->valueint, 3);
	assert_int_equal(json_get(row_of(mine, "code", "HYG", "practice"), "gap")->valueint, 1);
	assert_int_equal(json_get(row_of(mine, "code", "RESPEKT", "knowledge"), "required_level")->valueint, 2);
	assert_int_equal(cJSON_GetArraySize(mine), 5);
	assert_int_equal(cJSON_GetArraySize(read), 5);
	cJSON_ArrayForEach(row, mine) {
		const cJSON *same = row_of(read, "code", json_get_text(row, "code"), json_get_text(row, "facet"));

		assert_true(same_member(row, same, "required_level"));
		assert_true(same_member(row, same, "gap"));
	}
}

static bool is_missing(const char *code, const char *facet)
{
	return profile_is_missing(row_of(profile_competences(db_session(DB_READ), user_of("bo")), "code", code, facet));
}

static void of_what_needs_proof_the_certificate_counts(void **state)
{
	(void)state;
	assert_true(is_missing("HYG", "practice"));
	assert_false(is_missing("HYG", "knowledge"));
	assert_true(is_missing("BRANN", "knowledge"));
	app_run("UPDATE certificate SET expires_on = NULL WHERE id = 2;"
	    "UPDATE answer SET draft_level = 1 WHERE assessment_id = 2 AND item_id = 1");
	assert_false(is_missing("BRANN", "knowledge"));
	app_run("DELETE FROM requirement WHERE competence_id = 1; DELETE FROM certificate WHERE id = 2");
	assert_true(is_missing("BRANN", "knowledge"));
	app_run("UPDATE answer SET required_level = NULL WHERE assessment_id = 2 AND item_id = 1");
	assert_false(is_missing("BRANN", "knowledge"));
}

static const char *status(const char *login)
{
	return json_get_text(row_of(profile_certificates(db_session(DB_READ), user_of(login)), "competence", "BRANN", NULL), "status");
}

static void the_last_valid_day_counts(void **state)
{
	(void)state;
	assert_string_equal(status("ann"), "expiring");
	app_run("UPDATE certificate SET expires_on = '2026-11-24' WHERE id = 1");
	assert_string_equal(status("ann"), "expiring");
	app_run("UPDATE certificate SET expires_on = '2026-11-23' WHERE id = 1");
	assert_string_equal(status("ann"), "expired");
	app_run("UPDATE certificate SET expires_on = '2027-02-22' WHERE id = 1");
	assert_string_equal(status("ann"), "expiring");
	app_run("UPDATE certificate SET expires_on = '2027-02-23' WHERE id = 1");
	assert_string_equal(status("ann"), "valid");
	app_run("UPDATE certificate SET expires_on = NULL WHERE id = 1");
	assert_string_equal(status("ann"), "valid");
	app_run("DELETE FROM certificate WHERE id = 1");
	assert_string_equal(status("ann"), "missing");
}

static void the_one_that_lasts_longest_counts(void **state)
{
	(void)state;
	app_run("INSERT INTO certificate VALUES (9, NULL, 4, 1, 'Ny', NULL, '2026-11-20', '2027-11-20', 'submitted', NULL, 0)");
	const cJSON *row = row_of(profile_certificates(db_session(DB_READ), user_of("bo")), "competence", "BRANN", NULL);

	assert_string_equal(json_get_text(row, "status"), "valid");
	assert_string_equal(json_get_text(row, "issuer"), "Ny");
}

static void history_is_what_was_submitted(void **state)
{
	(void)state;
	const struct cJSON *history = profile_history(db_session(DB_READ), user_of("ann"));

	assert_int_equal(cJSON_GetArraySize(history), 4);
	assert_string_equal(json_get_text(history->child, "round"), "R0");
	assert_int_equal(json_get(history->child, "self_level")->valueint, 2);
	i18n_use("en");
	assert_string_equal(profile_facet_text("attitude"), "Attitude");
	assert_string_equal(profile_facet_hint("practice"), "What I do in practice");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(the_highest_requirement_counts), APP_TEST(requirements_follow_the_day),
		APP_TEST(the_agreed_level_makes_the_gap),
		APP_TEST(the_gap_is_the_one_that_the_leader_sees),
		APP_TEST(of_what_needs_proof_the_certificate_counts), APP_TEST(the_last_valid_day_counts),
		APP_TEST(the_one_that_lasts_longest_counts), APP_TEST(history_is_what_was_submitted),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
