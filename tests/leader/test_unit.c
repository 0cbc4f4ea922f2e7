/* A unit's page: heat map, proofs, units below. */
#include "app.h"

#include "pages.h"

static const struct route *const tables[] = { unit_routes, NULL };

static int start(void **state)
{
	app_start(state);
	app_serves("leader", tables);
	return 0;
}

static const cJSON *person(const char *name)
{
	const cJSON *person;

	cJSON_ArrayForEach(person, json_get(shown_json(), "people"))
		if (strcmp(json_get_text(person, "name"), name) == 0)
			return person;
	fail_msg("no %s in %s", name, shown());
	return NULL;
}

static const cJSON *cell(const char *name, const char *code, const char *facet)
{
	const cJSON *cell;

	cJSON_ArrayForEach(cell, json_get(person(name), "cells"))
		if (strcmp(json_get_text(cell, "code"), code) == 0
		    && strcmp(json_get_text(cell, "facet"), facet) == 0)
			return cell;
	fail_msg("no %s of %s", code, name);
	return NULL;
}

static void shows_submitted_levels_against_pinned_requirements(void **state)
{
	(void)state;
	assert_int_equal(visit_json("lea", "/units/3").status, 200);
	assert_string_equal("HEL-1", json_get_text(json_get(shown_json(), "unit"), "code"));
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "people")), 6);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "competences")), 4);
	assert_int_equal(json_get(cell("Bo Berg", "HYG", "knowledge"), "level")->valueint, 3);
	assert_int_equal(json_get(cell("Bo Berg", "HYG", "knowledge"), "gap")->valueint, 0);
	assert_int_equal(json_get(cell("Bo Berg", "HYG", "practice"), "level")->valueint, 2);
	assert_int_equal(json_get(cell("Bo Berg", "HYG", "practice"), "gap")->valueint, 1);
	assert_string_equal("expired", json_get_text(cell("Bo Berg", "BRANN", "knowledge"), "status"));
	app_run("UPDATE requirement SET level = 4");
	visit_json("lea", "/units/3");
	assert_int_equal(json_get(cell("Bo Berg", "HYG", "practice"), "gap")->valueint, 1);
}

static void hides_what_is_not_submitted(void **state)
{
	(void)state;
	visit_json("lea", "/units/3");
	assert_string_equal("assigned", json_get_text(person("Ann O'Hara"), "state"));
	assert_true(cJSON_IsNull(json_get(cell("Ann O'Hara", "BRANN", "knowledge"), "level")));
	assert_true(cJSON_IsNull(json_get(cell("Ann O'Hara", "BRANN", "knowledge"), "gap")));
	assert_int_equal(json_get(cell("Máret Čuđi", "HYG", "knowledge"), "level")->valueint, 2);
	visit_json("max", "/units/4");
	assert_string_equal("started", json_get_text(person("Eli Elvestad"), "state"));
	assert_true(cJSON_IsNull(json_get(cell("Eli Elvestad", "BRANN", "knowledge"), "level")));
}

static void tells_not_relevant_from_not_answered(void **state)
{
	(void)state;
	app_run("UPDATE answer SET self_level = NULL, not_relevant = 1"
	    " WHERE assessment_id = 2 AND item_id = 4");
	visit_json("lea", "/units/3");
	assert_string_equal("not_relevant",
	    json_get_text(cell("Bo Berg", "RESPEKT", "attitude"), "level"));
	assert_int_equal(visit("lea", "/units/3?topic=attitudes&lang=en").status, 200);
	assert_non_null(strstr(shown(), "<small>Not relevant</small>"));
}

/* Rita was not asked: what her role needs is shown all the same. */
static void starts_from_the_requirements(void **state)
{
	(void)state;
	visit_json("lea", "/units/3");
	assert_true(cJSON_IsNull(json_get(person("Rita Ravn"), "state")));
	assert_int_equal(
	    json_get(cell("Rita Ravn", "BRANN", "knowledge"), "required_level")->valueint, 4);
	assert_string_equal("missing",
	    json_get_text(cell("Rita Ravn", "BRANN", "knowledge"), "status"));
}

static void a_columns_requirement_is_null_where_roles_differ(void **state)
{
	const cJSON *column;

	(void)state;
	visit_json("lea", "/units/3");
	column = json_get(shown_json(), "competences")->child;
	assert_string_equal("BRANN", json_get_text(column, "code"));
	assert_true(cJSON_IsNull(json_get(column, "required_level")));
	visit_json("max", "/units/4");
	column = json_get(shown_json(), "competences")->child->next;
	assert_string_equal("HYG", json_get_text(column, "code"));
}

static void lists_proofs_by_urgency(void **state)
{
	const cJSON *first;

	(void)state;
	visit_json("lea", "/units/3");
	first = json_get(shown_json(), "certificates")->child;
	assert_string_equal("Bo Berg", json_get_text(first, "person"));
	assert_string_equal("expired", json_get_text(first, "status"));
	assert_int_equal(json_get(first, "days")->valueint, -23);
	assert_string_equal("missing", json_get_text(first->next, "status"));
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "certificates")), 6);
	visit("lea", "/units/3?lang=en");
	assert_non_null(strstr(shown(), "Expired 23 days ago"));
	assert_non_null(strstr(shown(), "Runs out in 16 days"));
}

/* The last valid day counts. */
static void a_proof_is_valid_on_its_last_day(void **state)
{
	(void)state;
	app_run("UPDATE certificate SET expires_on = '2026-11-24' WHERE id = 2");
	visit_json("lea", "/units/3");
	assert_string_equal("expiring", json_get_text(cell("Bo Berg", "BRANN", "knowledge"), "status"));
	app_run("UPDATE certificate SET expires_on = '2027-02-23' WHERE id = 2");
	visit_json("lea", "/units/3");
	assert_string_equal("valid", json_get_text(cell("Bo Berg", "BRANN", "knowledge"), "status"));
	app_run("UPDATE certificate SET expires_on = NULL WHERE id = 2");
	visit_json("lea", "/units/3");
	assert_string_equal("valid", json_get_text(cell("Bo Berg", "BRANN", "knowledge"), "status"));
}

static void shows_a_person_in_every_unit_of_theirs(void **state)
{
	(void)state;
	visit_json("max", "/units/4");
	assert_non_null(person("Máret Čuđi"));
	visit_json("lea", "/units/3");
	assert_non_null(person("Máret Čuđi"));
}

static void is_for_leaders_of_the_unit_and_above(void **state)
{
	(void)state;
	assert_int_equal(visit("top", "/units/3").status, 200);
	assert_int_equal(visit("dag", "/units/3").status, 200);
	assert_int_equal(visit("max", "/units/3").status, 404);
	assert_int_equal(visit("lea", "/units/2").status, 404);
	assert_int_equal(visit("lea", "/units/99").status, 404);
	assert_int_equal(visit("lea", "/units/x").status, 404);
	assert_int_equal(visit("eli", "/units/4").status, 403);
	assert_int_equal(visit("hal", "/units/3").status, 403);
}

static void a_deputys_rights_end_with_the_period(void **state)
{
	(void)state;
	assert_int_equal(visit("dag", "/units/3").status, 200);
	app_run("UPDATE unit_leader SET valid_to = '2026-11-23' WHERE id = 4");
	assert_int_equal(visit("dag", "/units/3").status, 403);
}

static void leaves_a_look_on_the_unit_once_a_day(void **state)
{
	(void)state;
	visit("lea", "/units/3");
	visit("max", "/units/3");
	visit_json("lea", "/units/3");
	assert_string_equal("1", stored("SELECT COUNT(*) FROM audit_look"));
	assert_string_equal("2", stored("SELECT count FROM audit_look"
	    " WHERE viewer_id = 2 AND object = 'unit' AND object_id = 3 AND day = '2026-11-24'"));
}

static void shows_children_where_nobody_works_in_the_unit_itself(void **state)
{
	(void)state;
	visit_json("top", "/units/2");
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "people")), 0);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "units")), 2);
	assert_int_equal(visit("top", "/units/2?lang=en").status, 200);
	assert_non_null(strstr(shown(), "The people are in the units below."));
	assert_non_null(strstr(shown(), "/grunnmur/leader/units/4"));
}

static void shows_one_topic_at_a_time(void **state)
{
	(void)state;
	visit("lea", "/units/3?lang=en");
	assert_non_null(strstr(shown(), "<option value=\"emergency\" selected>Emergencies"));
	assert_null(strstr(shown(), "Respect</span>"));
	visit("lea", "/units/3?topic=attitudes&lang=en");
	assert_non_null(strstr(shown(), "Respect</span>"));
	assert_int_equal(visit("lea", "/units/3?topic=%22%3E").status, 200);
	assert_int_equal(visit("lea", "/units/3?lang=nn").status, 200);
}

static void a_confidential_round_shows_nobodys_state_nor_level(void **state)
{
	(void)state;
	const cJSON *one, *cell;

	app_run("UPDATE round SET confidential = 1");
	assert_int_equal(visit_json("lea", "/units/3").status, 200);
	assert_int_equal(cJSON_GetArraySize(json_get(shown_json(), "people")), 6);
	cJSON_ArrayForEach(one, json_get(shown_json(), "people")) {
		assert_true(cJSON_IsNull(json_get(one, "state")));
		cJSON_ArrayForEach(cell, json_get(one, "cells"))
			assert_true(cJSON_IsNull(json_get(cell, "level")));
	}
	assert_int_equal(visit("lea", "/units/3").status, 200);
	assert_false(shows("Kartlegging 2026"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(shows_submitted_levels_against_pinned_requirements),
		APP_TEST(hides_what_is_not_submitted),
		APP_TEST(tells_not_relevant_from_not_answered),
		APP_TEST(starts_from_the_requirements),
		APP_TEST(a_confidential_round_shows_nobodys_state_nor_level),
		APP_TEST(a_columns_requirement_is_null_where_roles_differ),
		APP_TEST(lists_proofs_by_urgency),
		APP_TEST(a_proof_is_valid_on_its_last_day),
		APP_TEST(shows_a_person_in_every_unit_of_theirs),
		APP_TEST(is_for_leaders_of_the_unit_and_above),
		APP_TEST(a_deputys_rights_end_with_the_period),
		APP_TEST(leaves_a_look_on_the_unit_once_a_day),
		APP_TEST(shows_children_where_nobody_works_in_the_unit_itself),
		APP_TEST(shows_one_topic_at_a_time),
	};

	return cmocka_run_group_tests(tests, start, app_stop);
}
