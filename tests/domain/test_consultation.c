/* The record of a consultation: before whom, what they said, how it ended. */
#include "app.h"

#include <string.h>

#include "consultation.h"

static struct db *db(void)
{
	return db_session(DB_WRITE);
}

static int reset(void **state)
{
	if (app_reset(state))
		return 1;
	app_run("INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version)"
	    " VALUES (3, 'R3', 1, 'draft', '2026-12-31', '2027-01-31', 1, 1);"
	    "INSERT INTO office VALUES (2, 3, 'hovedtillitsvalgt', 1, NULL, '2026-05-01', NULL),"
	    " (3, 4, 'tillitsvalgt', 3, NULL, '2020-01-01', '2026-11-23')");
	return 0;
}

static const struct round_now *locked(void)
{
	return round_life_lock(db(), 3);
}

static bool lay(const char *const *offices, const char *others, const char *answer_by)
{
	const bool laid = consultation_lay(db(), user_of("hal"), locked(),
	    &(struct consultation_laying){ "Spørsmålene", answer_by, offices, others });

	if (laid)
		db_commit(db());
	else
		db_rollback(db());
	return laid;
}

static const char *const both[] = { "1", "2", NULL }, *const none[] = { NULL }, *const ended[] = { "3", NULL },
	*const twice[] = { "1", "1", NULL }, *const no_number[] = { "x", NULL };

static bool state_of(int64_t party, const char *view, const char *text)
{
	const bool kept = consultation_state(db(), user_of("hal"), locked(),
	    &(struct consultation_statement){ party, "2026-11-24", view, text });

	if (kept)
		db_commit(db());
	else
		db_rollback(db());
	return kept;
}

static int64_t party(const char *which)
{
	return strtoll(strcmp(which, "first") == 0 ? stored("SELECT MIN(id) FROM consultation_party")
	    : stored("SELECT MAX(id) FROM consultation_party"), NULL, 10);
}

static void it_is_laid_before_offices_and_bodies(void **state)
{
	(void)state;
	assert_true(lay(both, "\n AMU \r\n\nRådet for personer med nedsatt funksjonsevne\n", "2026-12-01"));
	assert_string_equal(stored("SELECT GROUP_CONCAT(COALESCE(office_id, name) ORDER BY id SEPARATOR '|') FROM consultation_party"),
	    "1|2|AMU|Rådet for personer med nedsatt funksjonsevne");
	assert_string_equal(stored("SELECT CONCAT_WS('|', laid_by, documents, answer_by, waits) FROM consultation"),
	    "7|Spørsmålene|2026-12-01|1");
	assert_string_equal(stored("SELECT CONCAT(state, rev) FROM round WHERE id = 3"), "consultation1");
}

static void nobody_or_somebody_out_of_office_is_refused(void **state)
{
	(void)state;
	assert_false(lay(none, " \n ", "2026-12-01"));
	assert_false(lay(ended, "", "2026-12-01"));
	assert_false(lay(ended, "AMU", "2026-12-01"));
	assert_false(lay(twice, "", "2026-12-01"));
	assert_false(lay(no_number, "", "2026-12-01"));
	assert_string_equal(stored("SELECT CONCAT(state, (SELECT COUNT(*) FROM consultation)) FROM round WHERE id = 3"), "draft0");
	assert_true(lay(none, "AMU", "2026-12-01"));
}

static void it_ends_when_all_have_answered(void **state)
{
	(void)state;
	lay(both, "", "2026-11-24");
	assert_int_equal(consultation_waits_for(db(), 3).parties, 2);
	assert_false(consultation_waits_for(db(), 3).is_over);          /* the deadline's day counts */
	assert_true(state_of(party("first"), "agrees", "Bra"));
	assert_true(state_of(party("first"), "disagrees", ""));         /* a second thought stands beside the first */
	assert_int_equal(consultation_waits_for(db(), 3).parties, 1);
	assert_false(consultation_end(db(), user_of("hal"), locked(), "Referat", "agreed", "2027-03-01"));
	db_rollback(db());
	assert_true(state_of(party("last"), "noted", ""));
	assert_true(consultation_end(db(), user_of("hal"), locked(), "Referat", "not_agreed", "2027-03-01"));
	db_commit(db());
	assert_string_equal(stored("SELECT CONCAT_WS('|', ended, minutes, outcome, evaluation_on) FROM consultation"),
	    "answered|Referat|not_agreed|2027-03-01");
	assert_string_equal(stored("SELECT CONCAT_WS('|', state, consulted_on) FROM round WHERE id = 3"), "ready|2026-11-24");
	assert_string_equal(stored("SELECT GROUP_CONCAT(step ORDER BY id) FROM round_event"), "lay,state,state,state,ready");
}

static void it_ends_when_the_deadline_is_past_and_that_is_kept(void **state)
{
	(void)state;
	lay(both, "", "2026-12-01");
	app_run("UPDATE consultation SET answer_by = '2026-11-23'");
	assert_true(consultation_waits_for(db(), 3).is_over);
	assert_true(consultation_end(db(), user_of("hal"), locked(), "Ingen svarte", "noted", "2027-03-01"));
	db_commit(db());
	assert_string_equal(stored("SELECT ended FROM consultation"), "deadline");
}

static void only_a_party_of_the_one_that_waits_is_heard(void **state)
{
	(void)state;
	lay(both, "", "2026-12-01");
	const int64_t old = party("first");

	assert_false(state_of(999, "agrees", ""));
	round_life_withdraw(db(), user_of("hal"), locked(), "Nytt formål");
	db_commit(db());
	assert_false(state_of(old, "agrees", ""));
	assert_string_equal(stored("SELECT CONCAT_WS('|', ended, COALESCE(waits, 'over')) FROM consultation"), "withdrawn|over");
	assert_true(lay(both, "", "2026-12-01"));
	assert_false(state_of(old, "agrees", ""));
	assert_string_equal(stored("SELECT COUNT(*) FROM consultation"), "2");
}

static void the_record_is_read_whole(void **state)
{
	(void)state;
	lay(both, "AMU", "2026-12-01");
	state_of(party("last"), "noted", "Tatt opp 24.11.");
	const cJSON *list = consultation_list(db(), user_of("hal"), 3), *parties = json_get(list->child, "parties");

	assert_int_equal(cJSON_GetArraySize(list), 1);
	assert_int_equal(cJSON_GetArraySize(parties), 3);
	assert_string_equal(json_get_text(parties->child, "office"), "verneombud");
	assert_string_equal(json_get_text(parties->child, "person"), "Rita Ravn");
	assert_null(json_get(parties->child, "statements")->child);
	const cJSON *body = cJSON_GetArrayItem(parties, 2);

	assert_string_equal(json_get_text(body, "name"), "AMU");
	assert_string_equal(json_get_text(json_get(body, "statements")->child, "text"), "Tatt opp 24.11.");
	assert_string_equal(json_get_text(json_get(body, "statements")->child, "recorded_by"), "Hal Holm");
	const cJSON *offices = consultation_offices(db(), user_of("hal"));

	assert_int_equal(cJSON_GetArraySize(offices), 2);
	assert_string_equal(json_get_text(offices->child, "office"), "hovedtillitsvalgt");
}

static void everything_has_its_word(void **state)
{
	(void)state;
	static const char *const offices[] = { "tillitsvalgt", "hovedtillitsvalgt", "verneombud", "hovedverneombud", "amu_medlem" };
	static const char *const ends[] = { "answered", "deadline", "withdrawn" };

	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
		assert_non_null(consultation_office_text(offices[i]));
	for (size_t i = 0; consultation_views[i]; i++)
		assert_non_null(consultation_view_text(consultation_views[i]));
	for (size_t i = 0; consultation_outcomes[i]; i++)
		assert_non_null(consultation_outcome_text(consultation_outcomes[i]));
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		assert_non_null(consultation_ended_text(ends[i]));
}

#define TEST(function) cmocka_unit_test_setup(function, reset)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_is_laid_before_offices_and_bodies), TEST(nobody_or_somebody_out_of_office_is_refused),
		TEST(it_ends_when_all_have_answered), TEST(it_ends_when_the_deadline_is_past_and_that_is_kept),
		TEST(only_a_party_of_the_one_that_waits_is_heard), TEST(the_record_is_read_whole), TEST(everything_has_its_word),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
