/* The leader's side of certificates: for whom they wait, and what may be decided by whom. */
#include "app.h"

#include <string.h>

#include "arena.h"
#include "certificate_decision.h"

/* Lea's waits for top, her leader; Ann's and Bo's for Lea, or Dag for her; Eli's for Max. */
static int fill(void **state)
{
	if (app_reset(state))
		return 1;
	app_run("UPDATE certificate SET state = 'submitted', submitted_at = '2026-11-20 10:00:00' WHERE id IN (1, 2, 3);"
	    "INSERT INTO certificate VALUES (4, NULL, 6, 2, 'Kurs', NULL, '2026-11-01', NULL, 'submitted', '2026-11-01 10:00:00', 0),"
	    " (5, NULL, 12, 2, 'Kurs', '7', '2026-11-01', NULL, 'submitted', '2026-11-02 10:00:00', 0)");
	return 0;
}

#define TEST(function) cmocka_unit_test_setup(function, fill)

static const char *queue(const char *login, int64_t unit)
{
	const cJSON *row;
	const char *text = "";

	cJSON_ArrayForEach(row, certificate_decision_open(db_session(DB_READ), user_of(login), unit))
		text = arena_printf("%s%s%lld", text, json_get_true(row, "waits_for_me") ? " !" : " ", (long long)json_get_int(row, "id", 0));
	return text;
}

static void what_waits_for_me_comes_first_then_by_law(void **state)
{
	(void)state;
	assert_string_equal(queue("lea", 0), " !1 !2 !5 3");
	assert_string_equal(queue("dag", 0), " !1 !2 !5 3");
	assert_string_equal(queue("top", 0), " !3 1 2 4 5");
	assert_string_equal(queue("top", 4), " 4");
	assert_string_equal(queue("max", 0), " !4");
	app_run("UPDATE person SET active = 0 WHERE id = 6");
	assert_string_equal(queue("max", 0), "");
}

static const cJSON *card(const char *login, int64_t id)
{
	return certificate_decision_show(db_session(DB_READ), user_of(login), id);
}

/* Who sees a person in any of their units sees their certificates; who decides leads the main one. */
static void a_leader_of_another_position_sees_and_does_not_decide(void **state)
{
	(void)state;
	assert_true(json_get_true(card("lea", 5), "can_decide"));
	assert_false(json_get_true(card("max", 5), "can_decide"));
	assert_string_equal(json_get_text(card("max", 5), "waits_for"), "Lea Lund");
	assert_string_equal(json_get_text(card("max", 5), "number"), "7");
	assert_null(card("max", 1));
	assert_null(card("lea", 4));
	assert_string_equal(json_get_text(card("dag", 1), "deputy_for"), "Lea Lund");
	assert_true(json_get_true(card("lea", 3), "own"));
	assert_false(json_get_true(card("lea", 3), "can_decide"));
	assert_string_equal(json_get_text(card("lea", 3), "waits_for"), "Tove Topp");
	app_run("UPDATE certificate SET state = 'withdrawn' WHERE id = 5");
	assert_null(card("lea", 5));
}

static enum decision_outcome decide(const char *login, int64_t id, const char *to, int64_t rev, const char *op)
{
	struct db *db = db_session(DB_WRITE);
	const enum decision_outcome outcome = certificate_decision_make(db, user_of(login), id, to, "Uleselig", rev, op);

	if (outcome == DECISION_MADE)
		db_commit(db);
	else
		db_rollback(db);
	return outcome;
}

#define OP "0123456789abcdef0123456789abcdef"

static void it_is_decided_once_with_its_trail(void **state)
{
	(void)state;
	assert_int_equal(decide("lea", 1, "refused", 0, OP), DECISION_MADE);
	assert_int_equal(decide("lea", 1, "refused", 0, OP), DECISION_MADE);
	assert_int_equal(decide("top", 1, "confirmed", -1, NULL), DECISION_CLOSED);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, rev) FROM certificate WHERE id = 1"), "refused 1");
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', step, actor_id, reason)) FROM certificate_event"), "refused 2 Uleselig");
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', action, object_id, person_id, detail)) FROM audit"),
	    "certificate.refuse 1 3 submitted -> refused");
	const cJSON *now = certificate_decision_state(db_session(DB_READ), user_of("top"), 1);

	assert_string_equal(json_get_text(now, "decided_by"), "Lea Lund");
	assert_string_equal(json_get_text(now, "reason"), "Uleselig");
	assert_string_equal(json_get_text(json_get(card("lea", 1), "history")->child, "step"), "refused");
	assert_true(cJSON_IsNull(json_get(card("lea", 1), "status")));
	assert_int_equal(json_get_int(certificate_decision_past(db_session(DB_READ), user_of("top"), 0)->child, "id", 0), 1);
	assert_null(certificate_decision_past(db_session(DB_READ), user_of("max"), 0)->child);
}

/* Top has read it as waiting, in the very transaction, when dag answers in another session. */
static void the_second_of_two_is_told(void **state)
{
	struct db *second = db_session(DB_WRITE);

	(void)state;
	assert_string_equal(json_get_text(certificate_decision_show(second, user_of("top"), 1), "state"), "submitted");
	assert_int_equal(certificate_decision_make(db_session(DB_SAVE), user_of("dag"), 1, "refused", "Uleselig", -1, NULL), DECISION_MADE);
	assert_int_equal(certificate_decision_make(second, user_of("top"), 1, "confirmed", "", -1, NULL), DECISION_CLOSED);
	assert_string_equal(json_get_text(certificate_decision_state(second, user_of("top"), 1), "decided_by"), "Dag Dahl");
	db_rollback(second);
}

static void a_deputy_acts_for_the_leader(void **state)
{
	(void)state;
	assert_int_equal(decide("dag", 2, "confirmed", 0, NULL), DECISION_MADE);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', step, actor_id, deputy_for_id) FROM certificate_event"), "confirmed 11 2");
}

static void who_may_not_is_refused(void **state)
{
	(void)state;
	assert_int_equal(decide("lea", 3, "confirmed", -1, NULL), DECISION_OWN);
	assert_int_equal(decide("dag", 3, "confirmed", -1, NULL), DECISION_OWN_FOR);
	assert_int_equal(decide("max", 5, "confirmed", -1, NULL), DECISION_OWN_FOR);
	assert_int_equal(decide("max", 1, "confirmed", -1, NULL), DECISION_UNSEEN);
	assert_int_equal(decide("lea", 99, "confirmed", -1, NULL), DECISION_UNSEEN);
	assert_int_equal(decide("lea", 1, "confirmed", 7, NULL), DECISION_STALE);
	assert_string_equal(stored("SELECT COUNT(*) FROM certificate WHERE state = 'submitted'"), "5");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "0");
	assert_int_equal(decide("lea", 1, "confirmed", 0, OP), DECISION_MADE);
	assert_int_equal(decide("lea", 2, "confirmed", 0, OP), DECISION_STALE);
}

static void those_of_one_person_are_listed(void **state)
{
	(void)state;
	const cJSON *list = certificate_decision_of(db_session(DB_READ), user_of("max"), 12);

	assert_int_equal(cJSON_GetArraySize(list), 1);
	assert_string_equal(json_get_text(list->child, "state"), "submitted");
	assert_null(certificate_decision_of(db_session(DB_READ), user_of("max"), 3)->child);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_waits_for_me_comes_first_then_by_law), TEST(a_leader_of_another_position_sees_and_does_not_decide),
		TEST(it_is_decided_once_with_its_trail), TEST(a_deputy_acts_for_the_leader), TEST(who_may_not_is_refused),
		TEST(the_second_of_two_is_told), TEST(those_of_one_person_are_listed),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
