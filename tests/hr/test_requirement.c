/* Requirements in the browser: one role's table, one competence's, and all of them. */
#include "app.h"

#include <string.h>

#include "pages.h"

static const struct route *const tables[] = { catalogue_routes, requirement_routes, requirement_matrix_routes, NULL };

#define OP "&op=0123456789abcdef0123456789abcdef"
#define ROLE "/roles/1/requirements"
#define COMPETENCE "/catalogue/2/requirements"

static int start(void **state)
{
	const int result = app_start(state);

	app_serves("hr", tables);
	return result;
}

static void only_hr_comes_in(void **state)
{
	(void)state;
	assert_int_equal(visit("ann", "/requirements").status, 403);
	assert_int_equal(visit("ann", ROLE).status, 403);
	assert_int_equal(visit("ann", COMPETENCE).status, 403);
	assert_int_equal(submit("ann", ROLE, "level_3_attitude=2").status, 403);
	assert_int_equal(submit("ann", COMPETENCE, "level_1_practice=2").status, 403);
	assert_int_equal(visit("hal", "/requirements").status, 200);
	assert_int_equal(visit("hal", "/roles/99/requirements").status, 404);
	assert_int_equal(visit("hal", "/catalogue/99/requirements").status, 404);
	assert_int_equal(submit("hal", "/roles/99/requirements", "rev=0").status, 404);
	assert_int_equal(submit("hal", "/catalogue/99/requirements", "rev=0").status, 404);
}

static void a_role_shows_what_it_requires_and_a_topic_the_rest(void **state)
{
	(void)state;
	visit("hal", ROLE);
	assert_true(shows("name=\"level_2_practice\""));
	assert_true(shows("aria-label=\"Håndhygiene, Utførelse: nivå for Sykepleier\""));
	assert_true(shows("name=\"law_1_knowledge\""));
	assert_false(shows("name=\"law_2_knowledge\""));
	assert_false(shows("level_3_attitude"));
	visit("hal", ROLE "?part=attitudes");
	assert_true(shows("level_3_attitude"));
	assert_false(shows("level_2_practice"));
	visit("hal", ROLE "?part=nothing");
	assert_true(shows("level_2_practice"));
	visit_json("hal", ROLE);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requirements")), 4);
	assert_string_equal(json_get_text(json_get(shown_json(), "requirements")->child, "competence"), "BRANN");
}

static void a_role_is_filled_in(void **state)
{
	(void)state;
	const char *form = "rev=0&part=attitudes&page=1&level_3_attitude=2&level_1_knowledge=&level_2_practice=3" OP;

	assert_int_equal(submit("hal", ROLE, form).status, 303);
	assert_true(strstr(shown_head(), "/hr/roles/1/requirements?part=attitudes&page=1&saved=2") != NULL);
	assert_int_equal(submit("hal", ROLE, form).status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(competence_id, facet, level ORDER BY competence_id, facet) FROM requirement"
		" WHERE role_id = 1"), "2knowledge3,2practice3,3attitude2");
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "1");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'role.require'"), "1");
	assert_int_equal(submit("hal", "/roles/2/requirements", "rev=0&level_3_attitude=2" OP).status, 409);
	visit("hal", ROLE "?part=attitudes&saved=2");
	assert_true(shows("Lagret: 2 krav er endret."));
	visit("hal", "/roles/1");
	assert_true(shows("<ins>RESPEKT"));
}

static void what_is_late_comes_back_as_it_was_typed(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", ROLE, "rev=0&level_3_attitude=2").status, 303);
	assert_int_equal(submit("hal", ROLE, "rev=0&level_3_attitude=4").status, 409);
	assert_true(shows("Respekt, Holdning: nivå for Sykepleier"));
	assert_string_equal(stored("SELECT level FROM requirement WHERE competence_id = 3"), "2");
	assert_int_equal(submit("hal", ROLE, "rev=0&level_3_attitude=2").status, 303);
}

static void what_does_not_fit_is_named(void **state)
{
	(void)state;
	assert_int_equal(submit("hal", ROLE, "rev=0&level_3_attitude=5&level_2_practice=1").status, 422);
	assert_true(shows("href=\"#level_3_attitude\""));
	assert_true(shows("<option value=\"1\" selected>"));
	assert_int_equal(submit("hal", ROLE, "rev=0&level_2_practice=1&law_2_practice=1").status, 422);
	assert_true(shows("href=\"#requirements\""));
	assert_int_equal(submit("hal", ROLE, "rev=0&level_99_practice=1").status, 400);
	static const char *const bodies[] = {
		"{\"requirements\":1}", "{\"requirements\":[{\"competence\":\"NONE\",\"facet\":\"practice\",\"level\":1}]}",
		"{\"requirements\":[{\"competence\":\"HYG\",\"facet\":\"practice\",\"level\":5}]}",
		"{\"requirements\":[{\"competence\":\"HYG\",\"facet\":\"practice\"}]}",
		"{\"requirements\":[{\"competence\":\"HYG\",\"facet\":\"practice\",\"level\":1,\"statutory\":1}]}",
		"{\"requirements\":[{\"competence\":\"HYG\",\"facet\":\"practice\",\"level\":1,\"rev\":1}]}",
		"{\"requirements\":[{\"competence\":\"HYG\",\"facet\":\"practice\",\"level\":1,\"statutory\":true}]}",
	};

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		if (send_json("POST", "hal", ROLE, bodies[i]).status != 422)
			fail_msg("%s", bodies[i]);
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "0");
}

static void a_competence_is_filled_in_over_roles(void **state)
{
	(void)state;
	visit("hal", COMPETENCE "?part=felles");
	assert_true(shows("name=\"level_2_knowledge\" aria-label=\"Håndhygiene, Kunnskap: nivå for Enhetsleder\""));
	assert_true(shows("name=\"rev_2\""));
	assert_int_equal(submit("hal", COMPETENCE, "part=felles&rev_2=0&level_2_knowledge=1&level_2_practice=&rev_4=0"
		"&level_4_knowledge=2&rev_1=5&level_1_knowledge=3" OP).status, 303);
	assert_string_equal(stored("SELECT GROUP_CONCAT(role_id, ':', level ORDER BY role_id) FROM requirement"
		" WHERE competence_id = 2 AND facet = 'knowledge'"), "1:3,2:1,4:2");
	assert_string_equal(stored("SELECT CONCAT(object_id, detail) FROM audit WHERE action = 'competence.require'"), "2requirements: 2");
	assert_int_equal(submit("hal", COMPETENCE, "rev_2=0&level_2_knowledge=4").status, 409);
	send_json("POST", "hal", COMPETENCE, "{\"requirements\":[{\"role\":\"LEAD\",\"facet\":\"knowledge\",\"level\":4,\"rev\":1}]}");
	assert_string_equal(json_get_text(json_get(shown_json(), "competence"), "code"), "HYG");
	assert_string_equal(stored("SELECT level FROM requirement WHERE role_id = 2 AND competence_id = 2"), "4");
}

static void what_has_ended_can_be_taken_away(void **state)
{
	(void)state;
	app_run("UPDATE competence SET valid_to = '2026-01-01' WHERE id IN (2, 3)");
	visit("hal", ROLE "?part=attitudes");
	assert_true(shows("gm-empty"));
	visit("hal", ROLE);
	assert_true(shows("Avsluttet"));
	assert_int_equal(submit("hal", ROLE, "rev=0&level_2_practice=&level_2_knowledge=").status, 303);
	visit("hal", ROLE);
	assert_false(shows("Avsluttet"));
}

static void all_stand_in_one_table(void **state)
{
	(void)state;
	visit("hal", "/requirements?topic=health_practice");
	assert_true(shows("data-level=\"3\">3<"));
	assert_true(shows("/hr/roles/1/requirements?part=health_practice"));
	assert_false(shows("Brannvern"));
	visit("hal", "/requirements?topic=emergency&sector=administrasjon");
	assert_true(shows("HR-rådgiver"));
	assert_true(shows("lovkrav"));
	assert_false(shows("Sykepleier"));
	visit("hal", "/requirements?topic=emergency&sector=kultur");
	assert_true(shows("gm-empty"));
	visit("hal", "/requirements?lang=nn");
	assert_true(shows("Kva kvar rolle krev"));
	visit_json("hal", "/requirements");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "requirements")), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(only_hr_comes_in), APP_TEST(a_role_shows_what_it_requires_and_a_topic_the_rest),
		APP_TEST(a_role_is_filled_in), APP_TEST(what_is_late_comes_back_as_it_was_typed),
		APP_TEST(what_does_not_fit_is_named), APP_TEST(a_competence_is_filled_in_over_roles),
		APP_TEST(what_has_ended_can_be_taken_away), APP_TEST(all_stand_in_one_table),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
