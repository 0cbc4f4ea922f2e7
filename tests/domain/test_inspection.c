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
	app_run("UPDATE person SET ended_on = '2026-11-24' WHERE id = 10");
	assert_string_equal(listed(inspection_people_without_position(db_session(DB_READ))), "T10;");
	app_run("UPDATE person SET ended_on = '2026-11-23' WHERE id = 10");
	assert_string_equal(listed(inspection_people_without_position(db_session(DB_READ))), "");
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

/* Lea's own waits for top. */
static void certificates_that_nobody_can_confirm(void **state)
{
	(void)state;
	assert_string_equal(listed(inspection_certificates_without_decider(db_session(DB_READ))), "");
	app_run("UPDATE person SET active = 0 WHERE id = 1");
	assert_string_equal(listed(inspection_certificates_without_decider(db_session(DB_READ))), "3;");
}

static void mails_that_did_not_arrive_or_wait_too_long(void **state)
{
	(void)state;
	app_run("INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at, state, reason, ended_at) VALUES"
	    " ('reminder', 1, 3, '2026-11-24 08:30:00', '2026-11-24', 'queued', NULL, NULL),"
	    " ('reminder', 1, 4, '2026-11-24 07:30:00', '2026-11-24', 'queued', 'mail.server', NULL),"
	    " ('reminder', 1, 5, '2026-11-24 08:30:00', '2026-11-24', 'failed', 'mail.address', '2026-11-24'),"
	    " ('reminder', 1, 6, '2026-09-24 08:30:00', '2026-11-24', 'uncertain', 'mail.cut', '2026-09-24'),"
	    " ('reminder', 1, 7, '2026-11-24 08:30:00', '2026-11-24', 'sent', NULL, '2026-11-24')");
	struct db_rows *rows = inspection_mails(db_session(DB_READ));

	assert_int_equal(db_count(rows), 2);
	db_next(rows);
	assert_string_equal(db_col_text(rows, "reason"), "mail.server");
	db_next(rows);
	assert_string_equal(db_col_text(rows, "reason"), "mail.address");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(units_without_a_leader_today),
		APP_TEST(people_without_a_position_today),
		APP_TEST(requests_that_nobody_can_decide),
		APP_TEST(an_open_request_is_where_its_asker_works),
		APP_TEST(certificates_that_nobody_can_confirm),
		APP_TEST(mails_that_did_not_arrive_or_wait_too_long),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
