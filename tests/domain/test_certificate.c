/* Certificates of one's own: registered, corrected, withdrawn; their status by their dates. */
#include "app.h"

#include <string.h>

#include "certificate.h"
#include "i18n.h"

static const struct certificate_wish fire = { "BRANN", "Brannvesenet", "B-17", "2026-11-20", "2027-11-20" };

static int64_t add(const char *login, const struct certificate_wish *wish)
{
	const int64_t id = certificate_register(db_session(DB_WRITE), user_of(login), wish, NULL);

	db_commit(db_session(DB_WRITE));
	return id;
}

static const cJSON *own(const char *login, int64_t id)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, certificate_own(db_session(DB_READ), user_of(login)))
		if (json_get_int(row, "id", 0) == id)
			return row;
	fail_msg("no certificate %lld", (long long)id);
	return NULL;
}

static void what_is_registered_counts_and_waits(void **state)
{
	(void)state;
	const int64_t id = add("bo", &fire);
	const cJSON *row = own("bo", id);

	assert_string_equal(json_get_text(row, "state"), "submitted");
	assert_string_equal(json_get_text(row, "status"), "valid");
	assert_string_equal(json_get_text(row, "number"), "B-17");
	assert_string_equal(json_get_text(row, "submitted_at"), "2026-11-24T09:00:00Z");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', step, actor_id, at) FROM certificate_event"), "registered 4 2026-11-24 09:00:00");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', action, person_id, detail) FROM audit"), "certificate.register 4 BRANN");
}

static void without_a_last_day_it_is_counted_from_the_day_of_issue(void **state)
{
	(void)state;
	const struct certificate_wish yearly = { "BRANN", "X", "", "2026-11-20", NULL }, once = { "HYG", "X", "", "2026-11-20", NULL };

	assert_string_equal(json_get_text(own("bo", add("bo", &yearly)), "expires_on"), "2027-11-20");
	assert_true(cJSON_IsNull(json_get(own("bo", add("bo", &once)), "expires_on")));
	assert_string_equal(stored("SELECT COUNT(*) FROM certificate WHERE number IS NULL AND id > 3"), "2");
}

static const char *status_on(const char *last_day)
{
	const struct certificate_wish wish = { "BRANN", "X", NULL, "2026-01-01", last_day };

	return json_get_text(own("bo", add("bo", &wish)), "status");
}

static void the_last_valid_day_counts(void **state)
{
	(void)state;
	assert_string_equal(status_on("2026-11-23"), "expired");
	assert_string_equal(status_on("2026-11-24"), "expiring");
	assert_string_equal(status_on("2027-02-22"), "expiring");
	assert_string_equal(status_on("2027-02-23"), "valid");
}

static void what_is_required_and_missing_is_listed(void **state)
{
	(void)state;
	const cJSON *row = own("rita", 0);

	assert_string_equal(json_get_text(row, "competence"), "BRANN");
	assert_string_equal(json_get_text(row, "status"), "missing");
	assert_true(cJSON_IsNull(json_get(row, "id")));
	add("rita", &fire);
	assert_int_equal(cJSON_GetArraySize(certificate_own(db_session(DB_READ), user_of("rita"))), 1);
	app_run("UPDATE certificate SET state = 'refused' WHERE person_id = 8");
	assert_int_equal(cJSON_GetArraySize(certificate_own(db_session(DB_READ), user_of("rita"))), 2);
	assert_int_equal(cJSON_GetArraySize(certificate_refused(db_session(DB_READ), user_of("rita"))), 1);
}

static enum certificate_step correct(const char *login, int64_t id, int64_t rev)
{
	const enum certificate_step step = certificate_correct(db_session(DB_WRITE), user_of(login), id, rev, &fire, NULL, false);

	db_commit(db_session(DB_WRITE));
	return step;
}

static void corrected_it_waits_anew(void **state)
{
	(void)state;
	assert_int_equal(correct("ann", 1, 0), CERTIFICATE_DONE);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, issuer, number, expires_on, rev) FROM certificate WHERE id = 1"),
	    "submitted Brannvesenet B-17 2027-11-20 1");
	assert_string_equal(stored("SELECT detail FROM audit WHERE action = 'certificate.correct'"), "confirmed -> submitted");
	assert_int_equal(correct("ann", 1, 0), CERTIFICATE_STALE);
	assert_int_equal(correct("bo", 1, -1), CERTIFICATE_NOT_FOUND);
	assert_int_equal(correct("ann", 99, -1), CERTIFICATE_NOT_FOUND);
	const cJSON *shown = certificate_show(db_session(DB_READ), user_of("ann"), 1);

	assert_string_equal(json_get_text(json_get(shown, "history")->child, "step"), "corrected");
	assert_string_equal(json_get_text(json_get(shown, "history")->child, "actor"), "Ann O'Hara");
	assert_null(certificate_show(db_session(DB_READ), user_of("bo"), 1));
}

static void withdrawn_it_is_over_and_its_file_is_gone(void **state)
{
	(void)state;
	const struct certificate_file file = { .type = "png", .name = "a.png", .bytes = "x\0y", .length = 3 };
	struct certificate_file found;
	struct db *db = db_session(DB_WRITE);
	const int64_t id = certificate_register(db, user_of("bo"), &fire, &file);

	db_commit(db);
	assert_true(certificate_file_own(db_session(DB_READ), user_of("bo"), id, &found));
	assert_int_equal(found.length, 3);
	assert_memory_equal(found.bytes, "x\0y", 3);
	assert_int_equal(certificate_withdraw(db, user_of("ann"), id, -1), CERTIFICATE_NOT_FOUND);
	assert_int_equal(certificate_withdraw(db, user_of("bo"), id, 5), CERTIFICATE_STALE);
	assert_int_equal(certificate_withdraw(db, user_of("bo"), id, 0), CERTIFICATE_DONE);
	assert_int_equal(certificate_withdraw(db, user_of("bo"), id, -1), CERTIFICATE_STATE);
	assert_int_equal(certificate_correct(db, user_of("bo"), id, -1, &fire, &file, false), CERTIFICATE_STATE);
	db_commit(db);
	assert_string_equal(stored("SELECT COUNT(*) FROM certificate_file"), "0");
	assert_true(cJSON_IsNull(json_get(own("bo", id), "status")));
	assert_string_equal(stored("SELECT GROUP_CONCAT(step ORDER BY id) FROM certificate_event"), "registered,withdrawn");
}

static void a_file_stays_is_replaced_or_dropped(void **state)
{
	(void)state;
	const struct certificate_file one = { .type = "pdf", .name = "one.pdf", .bytes = "1", .length = 1 };
	const struct certificate_file two = { .type = "jpeg", .name = "two.jpg", .bytes = "22", .length = 2 };
	struct db *db = db_session(DB_WRITE);

	certificate_correct(db, user_of("ann"), 1, -1, &fire, &one, false);
	certificate_correct(db, user_of("ann"), 1, -1, &fire, NULL, false);
	db_commit(db);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', name, size) FROM certificate_file"), "one.pdf 1");
	certificate_correct(db, user_of("ann"), 1, -1, &fire, &two, true);
	db_commit(db);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', type, name, size) FROM certificate_file"), "jpeg two.jpg 2");
	certificate_correct(db, user_of("ann"), 1, -1, &fire, NULL, true);
	db_commit(db);
	assert_string_equal(stored("SELECT COUNT(*) FROM certificate_file"), "0");
}

static void what_can_be_chosen_begins_with_what_is_required(void **state)
{
	(void)state;
	const cJSON *list = certificate_competences(db_session(DB_READ), user_of("ann"), 0);

	assert_string_equal(json_get_text(list->child, "code"), "BRANN");
	assert_true(json_get_true(list->child, "required"));
	assert_false(json_get_true(list->child->next, "required"));
	assert_int_equal(cJSON_GetArraySize(list), 3);
	assert_true(certificate_knows(db_session(DB_READ), user_of("ann"), 0, "HYG"));
	assert_false(certificate_knows(db_session(DB_READ), user_of("ann"), 0, "hyg"));
	app_run("UPDATE competence SET valid_to = '2026-11-23' WHERE id = 2");
	assert_false(certificate_knows(db_session(DB_READ), user_of("ann"), 0, "HYG"));
	assert_int_equal(cJSON_GetArraySize(certificate_competences(db_session(DB_READ), user_of("hal"), 0)), 2);
	app_run("UPDATE competence SET valid_to = '2026-11-23' WHERE id = 1");
	assert_true(certificate_knows(db_session(DB_READ), user_of("ann"), 1, "BRANN"));
	assert_false(certificate_knows(db_session(DB_READ), user_of("bo"), 1, "BRANN"));
	assert_int_equal(cJSON_GetArraySize(certificate_competences(db_session(DB_READ), user_of("ann"), 1)), 2);
}

static void words_are_in_the_language(void **state)
{
	(void)state;
	i18n_use("nn");
	assert_string_equal(certificate_state_text("submitted"), "Ikkje stadfesta enno");
	assert_string_equal(certificate_step_text("refused"), "Ikkje godteke");
	assert_string_equal(certificate_state_icon("confirmed"), "CheckmarkCircleFill");
	assert_string_equal(certificate_state_color("refused"), "danger");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(what_is_registered_counts_and_waits), APP_TEST(without_a_last_day_it_is_counted_from_the_day_of_issue),
		APP_TEST(the_last_valid_day_counts), APP_TEST(what_is_required_and_missing_is_listed),
		APP_TEST(corrected_it_waits_anew), APP_TEST(withdrawn_it_is_over_and_its_file_is_gone),
		APP_TEST(a_file_stays_is_replaced_or_dropped), APP_TEST(what_can_be_chosen_begins_with_what_is_required),
		APP_TEST(words_are_in_the_language),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
