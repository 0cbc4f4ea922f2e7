/* What roles require, as tables: read from either side, put back with versions. */
#include "app.h"

#include <string.h>

#include "catalogue_change.h"
#include "requirement_table.h"

static struct db *db(void)
{
	return db_session(DB_WRITE);
}

static enum catalogue_result put(const struct requirement_cell *cells, size_t count, int64_t *changed, cJSON **faults)
{
	*faults = cJSON_CreateObject();
	return requirement_table_put(db(), user_of("hal"), "role.require", 1, cells, count, changed, *faults);
}

static void a_role_sees_every_facet_a_competence_every_role(void **state)
{
	(void)state;
	struct db_rows *rows = requirement_table_role(db(), "nb", 1);
	int64_t required = 0;

	assert_int_equal(db_count(rows), 4);
	while (db_next(rows))
		required += !db_col_null(rows, "level");
	assert_int_equal(required, 3);
	rows = requirement_table_competence(db(), "nb", 2);
	assert_int_equal(db_count(rows), 8);
	db_next(rows);
	assert_string_equal(db_col_text(rows, "name"), "Enhetsleder");
	assert_true(db_col_null(rows, "level"));
	assert_int_equal(db_count(requirement_table_role(db(), "nb", 99)), 0);
	assert_int_equal(db_count(requirement_table_competence(db(), "nb", 99)), 0);
}

static void the_whole_is_roles_facets_and_levels(void **state)
{
	(void)state;
	const cJSON *all = requirement_table_all(db(), "nn");

	assert_int_equal(cJSON_GetArraySize(json_get(all, "roles")), 4);
	assert_int_equal(cJSON_GetArraySize(json_get(all, "facets")), 4);
	assert_int_equal(cJSON_GetArraySize(json_get(all, "requirements")), 6);
	assert_string_equal(json_get_text(json_get(all, "facets")->child, "topic"), "emergency");
}

static void cells_of_many_roles_are_one_change(void **state)
{
	(void)state;
	const struct requirement_cell cells[] = {
		{ 1, "RESPEKT", "attitude", 3, -1, false }, { 2, "BRANN", "knowledge", -1, 0, false },
		{ 1, "HYG", "practice", 4, -1, false }, { 3, "BRANN", "knowledge", 1, 99, true },
	};
	int64_t changed;
	cJSON *faults;

	assert_int_equal(put(cells, 4, &changed, &faults), CATALOGUE_DONE);
	db_commit(db());
	assert_int_equal(changed, 3);
	assert_string_equal(stored("SELECT GROUP_CONCAT(competence_id, facet, level ORDER BY competence_id, facet) FROM requirement"
		" WHERE role_id = 1"), "1knowledge2,2knowledge3,2practice4,3attitude3");
	assert_string_equal(stored("SELECT COUNT(*) FROM requirement WHERE role_id = 2"), "0");
	assert_string_equal(stored("SELECT GROUP_CONCAT(object_id, ':', version ORDER BY object_id) FROM catalogue_change"), "1:1,2:1");
	assert_string_equal(stored("SELECT GROUP_CONCAT(action, ' ', detail) FROM audit"), "role.require requirements: 3");
	assert_int_equal(put(cells, 4, &changed, &faults), CATALOGUE_SAME);
	assert_int_equal(changed, 0);
}

static void what_is_stale_or_no_law_is_refused(void **state)
{
	(void)state;
	const struct requirement_cell stale = { 1, "HYG", "practice", 4, 7, false };
	const struct requirement_cell no_law = { 1, "HYG", "practice", 4, 0, true };
	const struct requirement_cell no_role = { 99, "HYG", "practice", 4, 0, false };
	int64_t changed;
	cJSON *faults;

	assert_int_equal(put(&stale, 1, &changed, &faults), CATALOGUE_STALE);
	assert_int_equal(put(&no_law, 1, &changed, &faults), CATALOGUE_SAME);
	assert_non_null(json_get(faults, "requirements"));
	assert_int_equal(put(&no_role, 1, &changed, &faults), CATALOGUE_SAME);
	db_rollback(db());
	assert_string_equal(stored("SELECT COUNT(*) FROM catalogue_change"), "0");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit"), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_role_sees_every_facet_a_competence_every_role), APP_TEST(the_whole_is_roles_facets_and_levels),
		APP_TEST(cells_of_many_roles_are_one_change), APP_TEST(what_is_stale_or_no_law_is_refused),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
