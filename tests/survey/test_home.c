/* My page, my profile, my data, the choice of language. */
#include <string.h>

#include "app.h"
#include "pages.h"

static int start(void **state)
{
	static const struct route *const tables[] = {
		home_routes, profile_routes, my_data_routes, language_routes, NULL,
	};

	if (app_start(state))
		return 1;
	app_serves("survey", tables);
	return 0;
}

static const cJSON *first(const char *list)
{
	return json_get(shown_json(), list)->child;
}

/* My page ------------------------------------------------------------------- */

static void my_page_says_what_waits(void **state)
{
	(void)state;
	assert_int_equal(visit_json("ann", "/").status, 200);
	assert_string_equal(json_get_text(json_get(shown_json(), "person"), "name"), "Ann O'Hara");
	assert_string_equal(json_get(json_get(shown_json(), "person"), "roles")->child->valuestring, "employee");
	assert_string_equal(json_get_text(first("assessments"), "state"), "assigned");
	assert_int_equal(json_get(first("assessments"), "total")->valueint, 4);
	assert_int_equal(json_get(first("assessments"), "answered")->valueint, 0);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requests")), 2);
	assert_string_equal(json_get_text(first("certificates"), "status"), "expiring");
	assert_string_equal(json_get_text(first("certificates"), "competence"), "BRANN");
	assert_int_equal(visit("ann", "/").status, 200);
	assert_true(shows("Kartlegging 2026"));
	assert_true(shows("10.12.2026"));
}

static void a_reminder_is_shown_until_the_answers_are_in(void **state)
{
	(void)state;
	app_run("INSERT INTO reminder_sending VALUES (1, 1, 'never', '2026-11-23', 0, 7, '2026-11-23 09:00:00', 1, 0);"
	    "INSERT INTO reminder VALUES (1, 3, '2026-11-20', 1), (1, 3, '2026-11-23', 1), (1, 4, '2026-11-23', 1)");
	visit("ann", "/");
	assert_true(shows("Du fikk en påminnelse 23.11.2026"));
	visit("ann", "/?lang=nn");
	assert_true(shows("Du fekk ei påminning 23.11.2026"));
	visit_json("ann", "/");
	assert_string_equal(json_get_text(first("assessments"), "reminded_on"), "2026-11-23");
	visit("bo", "/");
	assert_false(shows("påminning"));
	visit("ann", "/my-data");
	assert_true(shows("23.11.2026: Kartlegging 2026, fra Hal Holm. Ingen e-post; vist på min side"));
}

static void my_page_is_friendly_when_empty(void **state)
{
	(void)state;
	app_run("DELETE FROM requirement WHERE role_id IN (1, 4)");
	assert_int_equal(visit("rita", "/").status, 200);
	assert_true(shows("gm-empty"));
	assert_int_equal(visit("rita", "/profile").status, 200);
	assert_int_equal(visit("rita", "/my-data").status, 200);
	assert_int_equal(visit("rita", "/?lang=en").status, 200);
	assert_true(shows("No assessment waits for you"));
}

static void a_missing_proof_is_told(void **state)
{
	(void)state;
	visit_json("rita", "/");
	assert_string_equal(json_get_text(first("certificates"), "status"), "missing");
	assert_true(cJSON_IsNull(json_get(first("certificates"), "expires_on")));
	visit_json("bo", "/");
	assert_string_equal(json_get_text(first("certificates"), "status"), "expired");
}

/* My profile ---------------------------------------------------------------- */

static const cJSON *competence(const char *code, const char *facet)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, json_get(shown_json(), "competences"))
		if (strcmp(json_get_text(one, "code"), code) == 0 && strcmp(json_get_text(one, "facet"), facet) == 0)
			return one;
	return NULL;
}

static void the_profile_sets_levels_against_requirements(void **state)
{
	(void)state;
	assert_int_equal(visit_json("bo", "/profile").status, 200);
	const cJSON *fire = competence("BRANN", "knowledge"), *hygiene = competence("HYG", "knowledge");

	assert_int_equal(json_get(fire, "required_level")->valueint, 2);
	assert_int_equal(json_get(fire, "gap")->valueint, 0);
	assert_string_equal(json_get_text(fire, "status"), "expired");
	assert_true(cJSON_IsTrue(json_get(fire, "statutory")));
	assert_int_equal(json_get(hygiene, "self_level")->valueint, 2);
	assert_int_equal(json_get(hygiene, "agreed_level")->valueint, 3);
	assert_int_equal(json_get(hygiene, "gap")->valueint, 0);
	assert_true(cJSON_IsNull(json_get(hygiene, "status")));
	assert_int_equal(json_get(competence("HYG", "practice"), "gap")->valueint, 1);
	assert_true(cJSON_IsNull(json_get(competence("RESPEKT", "attitude"), "required_level")));
	assert_int_equal(visit("bo", "/profile").status, 200);
	assert_true(shows("/survey/training?competence=HYG"));
}

static void offices_bring_requirements_too(void **state)
{
	(void)state;
	visit_json("rita", "/profile");
	assert_int_equal(json_get(competence("BRANN", "knowledge"), "required_level")->valueint, 4);
	assert_true(cJSON_IsNull(json_get(competence("BRANN", "knowledge"), "gap")));
}

static void the_profile_has_a_history(void **state)
{
	(void)state;
	visit_json("ann", "/profile");
	const cJSON *history = json_get(competence("BRANN", "knowledge"), "history");

	assert_int_equal(cJSON_GetArraySize(history), 1);
	assert_string_equal(json_get_text(history->child, "round"), "R0");
	assert_true(cJSON_IsNull(json_get(competence("BRANN", "knowledge"), "self_level")));
}

/* My data ------------------------------------------------------------------- */

/* Whatever has been looked and done: the page shows the newest, the file all of it. */
static void my_data_is_complete(void **state)
{
	(void)state;
	app_run("INSERT INTO audit_look SELECT 5, 'person', 3, DATE_SUB('2026-11-24', INTERVAL seq DAY), 'read', 1, '2026-11-01', ''"
	    " FROM seq_1_to_1500;"
	    "INSERT INTO audit (at, actor_id, program, action, object_id, person_id, detail, reference)"
	    " SELECT '2026-11-01', 3, 'survey', 'person.language', 3, 3, '', 'x' FROM seq_1_to_1500");
	assert_int_equal(visit_json("ann", "/my-data").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "looks")), 1500);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "changes")), 1500);
	assert_int_equal(visit("ann", "/my-data").status, 200);
	assert_true(shows("Her står de 200 nyeste. Filen har alle."));
	visit("bo", "/my-data");
	assert_false(shows("nyeste"));
}

static void my_data_is_everything(void **state)
{
	(void)state;
	app_run("INSERT INTO audit_look VALUES (2, 'person', 3, '2026-11-20', 'read', 2, '2026-11-20 10:00:00', ''),"
	    " (2, 'unit', 3, '2026-11-21', 'read', 1, '2026-11-21 10:00:00', ''),"
	    " (7, 'round', 1, '2026-11-22', 'export', 1, '2026-11-22 10:00:00', 'secret'),"
	    " (5, 'unit', 4, '2026-11-21', 'read', 1, '2026-11-21 10:00:00', ''),"
	    " (2, 'person', 4, '2026-11-20', 'read', 2, '2026-11-20 10:00:00', '');"
	    "INSERT INTO audit (at, actor_id, program, action, object_id, person_id, detail, reference)"
	    " VALUES ('2026-11-20 10:00:00', 3, 'survey', 'training.create', 17, 3, 'x', 'abc'),"
	    " ('2026-11-20 10:00:00', 4, 'survey', 'training.create', 19, 4, 'x', 'abd')");
	assert_int_equal(visit_json("ann", "/my-data").status, 200);
	assert_non_null(strstr(shown_head(), "Content-Disposition: attachment; filename=\"my-data-2026-11-24.json\""));
	assert_string_equal(json_get_text(json_get(shown_json(), "person"), "family_name"), "O'Hara");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "assessments")), 2);
	assert_int_equal(cJSON_GetArraySize(json_get(first("assessments"), "answers")), 6);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requests")), 2);
	assert_int_equal(cJSON_GetArraySize(json_get(first("requests"), "history")), 1);
	assert_int_equal(cJSON_GetArraySize(json_get(first("requests"), "competences")), 1);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "looks")), 3);
	assert_string_equal(json_get_text(first("looks"), "viewer"), "Hal Holm");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "changes")), 1);
	assert_false(shows("secret"));
	assert_int_equal(visit("ann", "/my-data").status, 200);
	assert_true(shows("Hal Holm"));
	assert_true(shows("/survey/my-data?file=1"));
	assert_int_equal(visit("ann", "/my-data?file=1").status, 200);
	assert_non_null(strstr(shown_head(), "attachment"));
	assert_int_equal(visit("bo", "/my-data?lang=en").status, 200);
	assert_true(shows("Returned to you"));
	assert_int_equal(visit_json("maret", "/my-data").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "positions")), 2);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "origins")), 2);
}

/* Language ------------------------------------------------------------------ */

static void the_language_is_stored(void **state)
{
	(void)state;
	assert_int_equal(submit("ann", "/language", "language=en&return=/grunnmur/survey/profile").status, 303);
	assert_non_null(strstr(shown_head(), "Location: /grunnmur/survey/profile\r"));
	assert_string_equal(stored("SELECT language FROM person WHERE id = 3"), "en");
	assert_string_equal(stored("SELECT action FROM audit"), "person.language");
	assert_int_equal(send_json("POST", "ann", "/language", "{\"language\":\"nn\"}").status, 200);
	assert_int_equal(submit("ann", "/language", "language=xx&return=/grunnmur/survey/").status, 422);
	assert_string_equal(stored("SELECT language FROM person WHERE id = 3"), "nn");
}

static void it_returns_to_a_page_of_ours_only(void **state)
{
	static const char *const foreign[] = { "https://evil.example/", "//evil.example", "/grunnmurx/", "/other",
		"/grunnmur//evil.example", "/grunnmur/%5C..%5C", "/grunnmur/../x", "/grunnmur/%0D%0AX:1", "" };

	(void)state;
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		char form[200];

		snprintf(form, sizeof form, "language=nb&return=%s", foreign[i]);
		const int status = submit("ann", "/language", form).status;

		if (status == 303)
			assert_non_null(strstr(shown_head(), "Location: /grunnmur/survey/\r"));
		else
			assert_int_equal(status, 400);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(my_page_says_what_waits), APP_TEST(a_reminder_is_shown_until_the_answers_are_in), APP_TEST(my_page_is_friendly_when_empty),
		APP_TEST(a_missing_proof_is_told), APP_TEST(the_profile_sets_levels_against_requirements),
		APP_TEST(offices_bring_requirements_too), APP_TEST(the_profile_has_a_history),
		APP_TEST(my_data_is_everything), APP_TEST(my_data_is_complete), APP_TEST(the_language_is_stored),
		APP_TEST(it_returns_to_a_page_of_ours_only),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
