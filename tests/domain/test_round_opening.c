/* Who is asked, what they are asked, and the level that is pinned. On the small municipality. */
#include "folder.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "job.h"
#include "job_run.h"
#include "round_opening.h"

static const struct job_kind kinds[] = {
	{ "round.open", round_opening_work }, { "round.undo", round_opening_undo_work }, { NULL, NULL },
};

/* Asks for a round to be opened and does it; the job's id, 0: it was not taken. */
static int64_t ask_for(const char *code)
{
	struct db *db = db_session(DB_WRITE);
	const int64_t job = round_opening_ask(db, NULL, round_opening_find(db, code), NULL);

	if (job)
		db_commit(db);
	else
		db_rollback(db);
	return job;
}

/* How opening it ended: "done", the reason, or "" when it was not even asked. */
static const char *open_round(const char *code)
{
	if (!ask_for(code))
		return "";
	assert_true(job_run_next(kinds, NULL));
	return stored("SELECT COALESCE(reason, state) FROM job ORDER BY id DESC LIMIT 1");
}

static void import(void)
{
	assert_string_equal(folder_import(), "");
}

static void everybody_with_a_position_today_is_asked_once(void **state)
{
	(void)state;
	import();
	assert_string_equal(open_round("R1"), "done");
	assert_int_equal(round_opening_count(db_session(DB_SAVE), round_opening_find(db_session(DB_SAVE), "R1")).people, 4);
	assert_string_equal(stored("SELECT GROUP_CONCAT(p.employee_no ORDER BY a.id) FROM assessment a"
	    " JOIN person p ON p.id = a.person_id"), "T2,T3,T4,T1");
	assert_string_equal(
		stored("SELECT CONCAT_WS(' ', state, opened_at) FROM round"), "open 2026-11-24 09:00:00");
	assert_string_equal(
		stored("SELECT COUNT(*) FROM audit WHERE action = 'round.open' AND object_id ="
			   " (SELECT id FROM round)"),
		"1");
}

#define PINNED(no)                                                                                 \
	"SELECT CONCAT_WS(' ', u.code, r.code, a.sector, a.percent, COALESCE(m.code, '-'), a.state)"   \
	" FROM assessment a JOIN person p ON p.id = a.person_id JOIN unit u ON u.id = a.unit_id"       \
	" JOIN role r ON r.id = a.role_id LEFT JOIN municipality m ON m.id = a.municipality_id"        \
	" WHERE p.employee_no = '" no "'"

static void the_main_position_is_pinned(void **state)
{
	(void)state;
	import();
	assert_string_equal(open_round("R1"), "done");
	assert_string_equal(stored(PINNED("T3")), "HEL SYKEPLEIER helse_omsorg 79.50 SOL assigned");
	assert_string_equal(stored(PINNED("T4")), "STA HR-RAD administrasjon 100.00 BJO assigned");
}

/* Section, required and level of each item of a competence (or question) that somebody is asked. */
#define ASKED(no, code)                                                                            \
	"SELECT GROUP_CONCAT(s.code, ' ', n.required, ' ', COALESCE(n.required_level, '-'))"           \
	" FROM answer n JOIN assessment a ON a.id = n.assessment_id JOIN person p ON p.id = "          \
	"a.person_id"                                                                                  \
	" JOIN item i ON i.id = n.item_id JOIN section s ON s.id = i.section_id"                       \
	" LEFT JOIN competence c ON c.id = i.competence_id"                                            \
	" WHERE p.employee_no = '" no "' AND COALESCE(c.code, i.code) = '" code "'"

static void the_highest_level_over_positions_and_offices_is_required(void **state)
{
	(void)state;
	folder_add("requirements.csv", "RENHOLDER,LED-KULTUR,4,0\nSYKEPLEIER,LED-KULTUR,2,0\n"
	    "RENHOLDER,DIG-KI,1,0\nVERNEOMBUD,LED-ENDRING,3,0\nHO-ASS,LED-SAMTALE,3,0");
	import();
	assert_string_equal(open_round("R1"), "done");
	assert_string_equal(stored(ASKED("T3", "LED-KULTUR")), "work 1 4");
	assert_string_equal(stored(ASKED("T3", "LED-ENDRING")), "work 1 3");
	assert_string_equal(stored(ASKED("T3", "LED-SAMTALE")), "");
	assert_string_equal(stored(ASKED("T3", "DIG-KI")), "work 1 1");
}

static void what_is_statutory_for_one_role_is_asked_with_the_law(void **state)
{
	(void)state;
	folder_put("requirements.csv",
		"role_code,competence_code,required_level,statutory\n"
		"SYKEPLEIER,FHJ-GRUNN,3,0\nRENHOLDER,FHJ-GRUNN,2,1\nHR-RAD,FHJ-GRUNN,2,0\nKOMDIR,HMS-GRUNN,"
		"3,1\n"
		"ENHLEDER,HMS-GRUNN,3,0\n");
	import();
	assert_string_equal(open_round("R1"), "done");
	assert_string_equal(stored(ASKED("T3", "FHJ-GRUNN")), "law 1 3");
	assert_string_equal(stored(ASKED("T4", "FHJ-GRUNN")), "work 1 2");
	assert_string_equal(stored(ASKED("T1", "HMS-GRUNN")), "law 1 3");
	assert_string_equal(stored(ASKED("T2", "HMS-GRUNN")), "work 1 3");
	assert_string_equal(stored(ASKED("T4", "HMS-GRUNN")), "common 1 -");
}

static void each_facet_is_asked_once_in_the_first_section_that_has_it(void **state)
{
	(void)state;
	import();
	assert_string_equal(open_round("R1"), "done");
	assert_string_equal(
		stored(
			"SELECT COUNT(*) FROM (SELECT 1 FROM answer n JOIN item i ON i.id = n.item_id"
			" WHERE i.competence_id IS NOT NULL GROUP BY n.assessment_id, i.competence_id, i.facet"
			" HAVING COUNT(*) > 1) d"),
		"0");
	assert_string_equal(stored("SELECT COUNT(*) FROM answer"),
		stored("SELECT COUNT(DISTINCT assessment_id, item_id)"
			   " FROM answer"));
}

static void audiences_are_sectors_leaders_and_everyone(void **state)
{
	(void)state;
	import();
	assert_string_equal(open_round("R1"), "done");
	assert_string_equal(stored(ASKED("T3", "HO-HVERDAG")), stored(ASKED("T2", "HO-HVERDAG")));
	assert_string_equal(stored(ASKED("T4", "HO-HVERDAG")), "");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(DISTINCT p.employee_no ORDER BY p.employee_no) FROM answer n"
			   " JOIN assessment a ON a.id = n.assessment_id JOIN person p ON p.id = a.person_id"
			   " JOIN item i ON i.id = n.item_id JOIN section s ON s.id = i.section_id WHERE "
			   "s.code = 'leaders'"),
		"T1,T2");
	assert_string_equal(
		stored(
			"SELECT COUNT(*) FROM answer n JOIN item i ON i.id = n.item_id WHERE i.code = 'FORM'"),
		"4");
	assert_string_equal(stored(ASKED("T4", "FORM")), "learning 0 -");
}

static void an_audience_of_roles_is_asked(void **state)
{
	(void)state;
	folder_change("survey.json", "\"leaders\": true", "\"roles\": [\"RENHOLDER\", \"AMU-MEDLEM\"]");
	import();
	assert_string_equal(open_round("R1"), "done");
	assert_string_equal(
		stored("SELECT GROUP_CONCAT(DISTINCT p.employee_no ORDER BY p.employee_no) FROM answer n"
			   " JOIN assessment a ON a.id = n.assessment_id JOIN person p ON p.id = a.person_id"
			   " JOIN item i ON i.id = n.item_id JOIN section s ON s.id = i.section_id WHERE "
			   "s.code = 'leaders'"),
		"T3,T4");
}

static void answers_lie_in_the_order_of_the_export(void **state)
{
	(void)state;
	folder_demo();
	import();
	assert_string_equal(open_round("R2026"), "done");
	assert_string_equal(
		stored(
			"SELECT COUNT(*) FROM (SELECT a.id, ROW_NUMBER() OVER (ORDER BY u.code, p.family_name,"
			" p.given_name, p.id) AS place, ROW_NUMBER() OVER (ORDER BY a.id) AS stored FROM "
			"assessment a"
			" JOIN person p ON p.id = a.person_id JOIN unit u ON u.id = a.unit_id) o WHERE place "
			"<> stored"),
		"0");
	assert_string_equal(stored("SELECT COUNT(*) FROM assessment"), "500");
}

static void a_round_opens_once_and_in_its_time(void **state)
{
	(void)state;
	import();
	assert_string_equal(open_round("NONE"), "");
	setenv("GRUNNMUR_NOW", "2026-10-31T22:59:59Z", 1);
	clock_begin();
	assert_string_equal(open_round("R1"), "round.too_early");
	setenv("GRUNNMUR_NOW", "2026-12-04T23:00:00Z", 1);
	clock_begin();
	assert_string_equal(open_round("R1"), "round.too_late");
	setenv("GRUNNMUR_NOW", "2026-11-24T09:00:00Z", 1);
	clock_begin();
	assert_string_equal(open_round("R1"), "done");
	assert_string_equal(open_round("R1"), "");
	assert_string_equal(stored("SELECT COUNT(*) FROM assessment"), "4");
}

static void a_round_that_asks_nobody_stays_ready(void **state)
{
	(void)state;
	import();
	app_run("UPDATE person SET active = 0");
	assert_string_equal(open_round("R1"), "round.asks_nobody");
	assert_string_equal(stored("SELECT state FROM round"), "ready");
}

/* The worker stops after so many looks at whether it should. */
static int looks;

static bool ends_later(void)
{
	return looks-- == 0;
}

static const char *opening_stopped(int after)
{
	looks = after;
	assert_true(job_run_next(kinds, ends_later));
	return stored("SELECT CONCAT_WS(' ', r.state, j.state, j.phase, j.done, j.total) FROM round r JOIN job j"
	    " ON j.object_id = r.id ORDER BY j.id DESC LIMIT 1");
}

#define COUNTS "SELECT CONCAT(COUNT(*), ' ', COUNT(DISTINCT assessment_id, item_id), ' '," \
	" COUNT(DISTINCT assessment_id)) FROM answer"

static void an_opening_goes_on_where_a_worker_left_it(void **state)
{
	(void)state;
	folder_demo();
	import();
	assert_string_equal(open_round("R2026"), "done");
	char *whole = strdup(stored(COUNTS));

	app_run("DELETE FROM answer; DELETE FROM assessment; DELETE FROM job;"
	    "UPDATE round SET state = 'ready', opened_at = NULL WHERE code = 'R2026'");
	assert_true(ask_for("R2026") > 0);
	assert_string_equal(opening_stopped(0), "opening running people 0 0");
	assert_string_equal(opening_stopped(0), "opening running questions 400 500");
	setenv("GRUNNMUR_NOW", "2026-11-25T09:00:00Z", 1);
	app_run("UPDATE position SET valid_to = '2026-11-24' WHERE valid_to IS NULL");
	assert_true(job_run_next(kinds, NULL));
	setenv("GRUNNMUR_NOW", "2026-11-24T09:00:00Z", 1);
	clock_begin();
	assert_string_equal(stored(COUNTS), whole);
	assert_string_equal(stored("SELECT state FROM round WHERE code = 'R2026'"), "open");
	free(whole);
}

static void a_stopped_opening_is_taken_back(void **state)
{
	(void)state;
	folder_demo();
	import();
	const int64_t job = ask_for("R2026");
	struct db *db = db_session(DB_WRITE);

	assert_string_equal(opening_stopped(1), "opening running questions 400 500");
	assert_true(job_cancel(db, NULL, job));
	assert_true(round_opening_ask_undo(db, NULL, round_opening_find(db, "R2026"), NULL) > 0);
	db_commit(db);
	assert_true(job_run_next(kinds, NULL));
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, COALESCE(opened_at, '-'),"
	    " (SELECT COUNT(*) FROM assessment), (SELECT COUNT(*) FROM answer)) FROM round"), "ready - 0 0");
	assert_string_equal(open_round("R2026"), "done");
}

/* What is open stays: answers may have come. */
static void an_open_round_is_not_taken_back(void **state)
{
	(void)state;
	import();
	assert_string_equal(open_round("R1"), "done");
	struct db *db = db_session(DB_WRITE);

	assert_int_equal(round_opening_ask_undo(db, NULL, round_opening_find(db, "R1"), NULL), 0);
	assert_true(job_add(db, NULL, "round.undo", round_opening_find(db, "R1"), NULL) > 0);
	db_commit(db);
	assert_true(job_run_next(kinds, NULL));
	assert_string_equal(stored("SELECT CONCAT(state, (SELECT COUNT(*) FROM assessment)) FROM round"), "open4");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(everybody_with_a_position_today_is_asked_once),
		FOLDER_TEST(the_main_position_is_pinned),
		FOLDER_TEST(the_highest_level_over_positions_and_offices_is_required),
		FOLDER_TEST(what_is_statutory_for_one_role_is_asked_with_the_law),
		FOLDER_TEST(each_facet_is_asked_once_in_the_first_section_that_has_it),
		FOLDER_TEST(audiences_are_sectors_leaders_and_everyone),
		FOLDER_TEST(an_audience_of_roles_is_asked),
		FOLDER_TEST(answers_lie_in_the_order_of_the_export),
		FOLDER_TEST(a_round_opens_once_and_in_its_time),
		FOLDER_TEST(a_round_that_asks_nobody_stays_ready),
		FOLDER_TEST(an_opening_goes_on_where_a_worker_left_it),
		FOLDER_TEST(a_stopped_opening_is_taken_back),
		FOLDER_TEST(an_open_round_is_not_taken_back),
	};

	return cmocka_run_group_tests(tests, app_start, folder_stop);
}
