/* What only people can mend. On tests/support/seed.sql. */
#include "app.h"

#include "buf.h"
#include "inspection.h"

static const char *listed(struct db_rows *rows)
{
	struct buf text = { 0 };

	while (db_next(rows))
		buf_printf(&text, "%s;", db_at_text(rows, 0));
	return buf_text(&text);
}

static void units_without_a_leader_today(void **state)
{
	(void)state;
	assert_string_equal(listed(inspection_units_without_leader(db_session(DB_READ))), "HEL;STA;");
	app_run("UPDATE unit_leader SET valid_to = '2026-11-23' WHERE id = 3;"
	    "UPDATE unit SET valid_to = '2026-11-23' WHERE code = 'STA'");
	assert_string_equal(listed(inspection_units_without_leader(db_session(DB_READ))), "HEL;HEL-2;");
}

static void people_without_a_position_today(void **state)
{
	(void)state;
	assert_string_equal(listed(inspection_people_without_position(db_session(DB_READ))), "T10;");
}

/* 21 is lea's own: her deputy may not, top may. */
static void requests_that_nobody_can_decide(void **state)
{
	(void)state;
	assert_string_equal(listed(inspection_requests_without_decider(db_session(DB_READ))), "");
	app_run("UPDATE unit_leader SET valid_to = '2026-11-23' WHERE person_id = 1");
	assert_string_equal(listed(inspection_requests_without_decider(db_session(DB_READ))), "21;");
	app_run("UPDATE position SET valid_to = '2026-11-23' WHERE person_id = 5");
	assert_string_equal(listed(inspection_requests_without_decider(db_session(DB_READ))), "21;22;");
}

/* Ann has moved to where max leads: that lea has left is nothing to her request. */
static void an_open_request_is_where_its_asker_works(void **state)
{
	(void)state;
	app_run("UPDATE position SET valid_to = '2026-11-23' WHERE id = 3;"
	    "INSERT INTO position SELECT 20, 'P20', 3, 4, NULL, 1, 80, 1, 'fast', '2026-11-24', NULL;"
	    "UPDATE unit_leader SET valid_to = '2026-11-23' WHERE unit_id <> 4");
	assert_string_equal(listed(inspection_requests_without_decider(db_session(DB_READ))), "21;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(units_without_a_leader_today),
		APP_TEST(people_without_a_position_today),
		APP_TEST(requests_that_nobody_can_decide),
		APP_TEST(an_open_request_is_where_its_asker_works),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
