/* Everything that is stored about a person, and nobody else's. */
#include "app.h"

#include "i18n.h"
#include "my_data.h"

static void my_data_is_mine_alone(void **state)
{
	(void)state;
	app_run("INSERT INTO audit_look VALUES (5, 'unit', 4, '2026-11-21', 'read', 1, '2026-11-21 10:00:00', ''),"
	    " (5, 'unit', 4, '2019-11-21', 'read', 1, '2019-11-21 10:00:00', '')");
	const struct cJSON *data = my_data(db_session(DB_READ), user_of("maret"), 200);

	assert_int_equal(cJSON_GetArraySize(json_get(data, "positions")), 2);
	assert_int_equal(cJSON_GetArraySize(json_get(data, "looks")), 1);
	assert_string_equal(json_get_text(json_get(data, "looks")->child, "what"), "Bjørkelia hjemmetjeneste");
	assert_int_equal(cJSON_GetArraySize(json_get(data, "assessments")), 1);
	assert_int_equal(json_get(json_get(json_get(data, "assessments")->child, "answers")->child->next, "draft_level")->valueint, 4);
	assert_int_equal(cJSON_GetArraySize(json_get(data, "requests")), 0);
	assert_int_equal(cJSON_GetArraySize(json_get(my_data(db_session(DB_READ), user_of("ann"), 200), "looks")), 0);
	i18n_use("en");
	assert_string_equal(my_data_action_text("refused.role"), "Access was refused");
}

static void what_i_have_not_sent_is_my_data_too(void **state)
{
	(void)state;
	app_run("INSERT INTO training_draft (request_id, title, form) VALUES (19, 'Sår og stell', 'digital');"
	    "INSERT INTO training_draft_competence VALUES (19, 1)");
	const struct cJSON *request = json_get(my_data(db_session(DB_READ), user_of("bo"), 200), "requests")->child;
	const struct cJSON *draft = json_get(request, "drafts")->child;

	assert_string_equal(json_get_text(request, "title"), "Sårstell");
	assert_string_equal(json_get_text(draft, "title"), "Sår og stell");
	assert_string_equal(json_get_text(json_get(draft, "competences")->child, "code"), "BRANN");
	assert_null(json_get(request->next, "drafts")->child);
}

static void reminders_and_their_mails_are_my_data(void **state)
{
	(void)state;
	app_run("INSERT INTO reminder_sending VALUES (1, 1, 'never', '2026-11-23', 0, 7, '2026-11-23 09:00:00', 2, 1);"
	    "INSERT INTO reminder VALUES (1, 3, '2026-11-23', 1), (1, 6, '2026-11-23', 1);"
	    "INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at, state, ended_at)"
	    " VALUES ('reminder', 1, 3, '2026-11-23', '2026-11-23', 'sent', '2026-11-23 09:00:05')");
	const struct cJSON *mine = json_get(my_data(db_session(DB_READ), user_of("ann"), 200), "reminders");

	assert_int_equal(cJSON_GetArraySize(mine), 1);
	assert_string_equal(json_get_text(mine->child, "actor"), "Hal Holm");
	assert_string_equal(json_get_text(mine->child, "mail"), "sent");
	assert_string_equal(json_get_text(mine->child, "sent_at"), "2026-11-23T09:00:05Z");
	mine = json_get(my_data(db_session(DB_READ), user_of("eli"), 200), "reminders");
	assert_true(cJSON_IsNull(json_get(mine->child, "mail")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(my_data_is_mine_alone), APP_TEST(reminders_and_their_mails_are_my_data),
		APP_TEST(what_i_have_not_sent_is_my_data_too) };

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
