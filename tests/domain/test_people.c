/* A delivery of an HR system, from its files to what is stored. */
#include "people.h"

#include <string.h>

#include "arena.h"
#include "person.h"

static int start(void **state)
{
	app_reset(state);
	people_sources();
	return 0;
}

#define PEOPLE_TEST(function) cmocka_unit_test_setup(function, start)

static void what_is_stored_already_is_no_difference(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, NULL), people_units);

	assert_null(made.problem);
	assert_string_equal(people_end(), "done ");
	assert_string_equal(people_rows_of(made.id, "new"), "");
	assert_string_equal(people_rows_of(made.id, "changed"), "");
	assert_string_equal(people_rows_of(made.id, "moved"), "");
	assert_string_equal(people_rows_of(made.id, "gone"), "");
	assert_string_equal(people_rows_of(made.id, "conflict"), "");
	assert_string_equal(people_rows_of(made.id, "fault"), "no_position T10 >; no_leader HEL >; no_leader STA >");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', state, people, gone) FROM people_import"), "checked 10 0");
}

static void a_new_person_is_made_with_position_and_number(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL,
	    "T20;Nora;Ny;nora;nora@trefjord.example;HEL-1;NURSE;Sykepleier;33,33;ja;2026-11-01;31.12.9999\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "new"), "person T20 >Solvang sykehjem");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(people_end(), "done ");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.login, p.given_name, p.email, p.active, s.unit_id, s.role_id, s.percent,"
	    " s.is_main, s.valid_from, COALESCE(s.valid_to, '-')) FROM person p JOIN position s ON s.person_id = p.id"
	    " WHERE p.employee_no = 'T20'"), "nora Nora nora@trefjord.example 1 3 1 33.33 1 2026-11-01 -");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'people.apply' AND actor_id = 7"), "1");
	assert_string_equal(stored("SELECT (SELECT COUNT(*) FROM people_person_row) + (SELECT COUNT(*) FROM people_position_row)"
	    " + (SELECT COUNT(*) FROM people_change)"), "0");
}

static void what_changes_is_told_field_by_field(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with("T3",
	    "T3;Ann Marie;O'Hara;ann;am@trefjord.example;HEL-1;NURSE;Sykepleier;90,5;1;01.02.2020;30.06.2027\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "changed"), "email T3 ann@trefjord.example>am@trefjord.example; given_name T3 Ann>Ann Marie;"
	    " percent T3 80.00>90.50; position_from T3 2020-01-01>2020-02-01; position_to T3 >2027-06-30");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.given_name, p.email, s.percent, s.valid_from, s.valid_to) FROM person p"
	    " JOIN position s ON s.person_id = p.id WHERE p.id = 3"), "Ann Marie am@trefjord.example 90.50 2020-02-01 2027-06-30");
	assert_string_equal(stored("SELECT source_id FROM position WHERE person_id = 3"), "P3");
}

static void who_moves_gets_a_new_position_and_the_old_one_ends(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with("T4",
	    "T4;Bo;Berg;bo;;HEL-2;NURSE;Sykepleier;100;1;01.12.2026;\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "moved"), "person T4 Solvang sykehjem>Bjørkelia hjemmetjeneste");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', unit_id, valid_from, COALESCE(valid_to, '-')) ORDER BY id)"
	    " FROM position WHERE person_id = 4"), "3 2020-01-01 2026-11-23,4 2026-12-01 -");
}

static void who_is_gone_keeps_login_and_loses_the_position(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with("T4", NULL), NULL);

	assert_string_equal(people_rows_of(made.id, "gone"), "person T4 Solvang sykehjem>");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.login, p.active, p.ended_on, s.valid_to) FROM person p"
	    " JOIN position s ON s.person_id = p.id WHERE p.id = 4"), "bo 1 2026-11-23 2026-11-23");
	assert_string_equal(stored("SELECT COUNT(*) FROM assessment WHERE person_id = 4"), "1");
	assert_null(person_identify(db_session(DB_READ), "bo"));
}

static void too_many_gone_need_a_reason(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1,
	    "ansattnr;fornavn;etternavn;enhetskode;stillingskode;prosent;fradato\n"
	    "T1;Tove;Topp;TRE;LEAD;100;01.01.2020\n", NULL);

	assert_string_equal(stored("SELECT CONCAT_WS(' ', people, gone) FROM people_import"), "10 9");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_REASON);
	assert_int_equal(people_settle(made.id, "Fordi"), PEOPLE_REASON);
	assert_int_equal(people_settle(made.id, "Sykehjemmet går over til staten fra i dag."), PEOPLE_DONE);
	assert_string_equal(stored("SELECT state FROM people_import"), "applied");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'people.apply' AND detail LIKE '%9 of 10 gone: Sykehjemmet%'"), "1");
	assert_string_equal(stored("SELECT COUNT(*) FROM person"), "11");
}

static void a_faulty_row_leaves_the_person_as_they_are(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with("T12",
	    "T12;Máret;Čuđi;maret;;HEL-1;NURSE;Sykepleier;60;1;01.01.2020;\n"
	    "T12;Máret;Čuđi;maret;;HEL-2;NURSE;Sykepleier;førti;0;01.01.2020;\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "fault"), "percent T12 førti>; no_position T10 >");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', line, heading, severity) FROM people_change WHERE code = 'percent'"), "13 prosent left_out");
	assert_string_equal(people_rows_of(made.id, "changed"), "");
	assert_string_equal(people_rows_of(made.id, "gone"), "");
}

static void every_fault_is_told_with_line_and_column(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL,
	    "N1;A;;n1;;HEL-1;NURSE;S;100;1;01.01.2020;\n" "N2;A;B;n 2;;HEL-1;NURSE;S;100;1;01.01.2020;\n"
	    "N3;A;B;n3;x;HEL-1;NURSE;S;100;1;01.01.2020;\n" "N4;A;B;n4;;FINNES-IKKE;NURSE;S;100;1;01.01.2020;\n"
	    "N5;A;B;n5;;HEL-1;7174;\"Syke-\npleier\";100;1;01.01.2020;\n" "N6;A;12836950036;n6;;HEL-1;NURSE;S;100;1;01.01.2020;\n"
	    "N7;A;B;n7;;HEL-1;NURSE;S;100;kanskje;01.01.2020;\n" "N8;A;B;n8;;HEL-1;NURSE;S;100;1;31.02.2020;\n"
	    "N9;A;B;n9;;HEL-1;NURSE;S;100;1;01.01.2020;01.01.2019\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "fault"), "needed N1 >; login N2 n 2>; email N3 x>; national N6 >; flag N7 kanskje>;"
	    " day N8 31.02.2020>; days N9 01.01.2019>; unknown_job 7174>1; unknown_unit N4 FINNES-IKKE>; no_position T10 >");
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT(line, ':', heading) ORDER BY id) FROM people_change WHERE heading IS NOT NULL"),
	    "14:etternavn,15:brukernavn,16:epost,20:etternavn,21:hovedstilling,22:fradato,23:tildato,18:stillingskode,17:enhetskode");
	assert_string_equal(people_rows_of(made.id, "new"), "");
}

static void a_job_code_gets_its_role_and_the_check_is_made_again(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, "N5;A;B;n5;;HEL-1;7174;Sykepleier;100;1;01.01.2020;\n"), NULL);
	struct db *db = db_session(DB_WRITE);
	struct db_rows *jobs = people_source_jobs(db, 1);

	assert_true(db_next(jobs));
	assert_string_equal(db_col_text(jobs, "job_code"), "7174");
	assert_string_equal(db_col_text(jobs, "title"), "Sykepleier");
	assert_null(db_col_text(jobs, "role"));
	people_source_map_job(db, 1, "7174", 1);
	assert_int_equal(people_import_check(db, user_of("hal"), made.id, -1), PEOPLE_DONE);
	db_commit(db);
	people_work();
	assert_string_equal(people_rows_of(made.id, "fault"), "no_position T10 >");
	assert_string_equal(people_rows_of(made.id, "new"), "person N5 >Solvang sykehjem");
}

static const char *offered(void)
{
	struct db_rows *jobs = people_source_jobs(db_session(DB_SAVE), 1);
	const char *text = "";

	while (db_next(jobs)) {
		const char *title = db_col_text(jobs, "title"), *role = db_col_text(jobs, "role");

		text = arena_printf("%s%s %s %s %s;", text, db_col_text(jobs, "job_code"), title ? title : "-",
		    db_col_text(jobs, "positions"), role ? role : "-");
	}
	return text;
}

/* Of the latest import, stored or discarded: HR maps them in the morning. */
static void job_codes_without_a_role_outlive_their_import(void **state)
{
	(void)state;
	struct people_made made = people_deliver(1, people_with(NULL, "N5;A;B;n5;;HEL-1;7174;Sykepleier;100;1;01.01.2020;\n"
	    "N6;C;D;n6;;HEL-1;7174;Sykepleier;100;1;01.01.2020;\n" "T20;Nora;Ny;nora;;HEL-1;NURSE;S;80;1;01.01.2026;\n"), NULL);
	struct db *db = db_session(DB_WRITE);

	assert_non_null(strstr(offered(), "7174 Sykepleier 2 -;"));
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(offered(), "7174 Sykepleier 2 -;");
	assert_string_equal(stored("SELECT COUNT(*) FROM people_position_row"), "0");
	made = people_deliver(1, people_with(NULL, "N5;A;B;n5;;HEL-1;7175;Hjelp;100;1;01.01.2020;\n"), NULL);
	assert_int_equal(people_import_discard(db, user_of("hal"), made.id, -1), PEOPLE_DONE);
	db_commit(db);
	assert_string_equal(offered(), "7175 Hjelp 1 -;");
	assert_string_equal(stored("SELECT COUNT(*) FROM people_change"), "1");
	people_source_map_job(db, 1, "7175", 1);
	db_commit(db);
	assert_string_equal(offered(), "7175 Hjelp 1 NURSE;");
}

static void what_cannot_be_read_stops_it(void **state)
{
	static const char *const bad[] = {
		";Uten;Nummer;x;;HEL-1;NURSE;S;100;1;01.01.2020;\n", "N1;For;Få;celler\n", "N1;A;B;c;;HEL-1;NURSE;S;100;1;01.01.2020;;med;flere\n",
		"N1;\"Uten slutt;B;c;;HEL-1;NURSE;S;100;1;01.01.2020;\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct people_made made = people_deliver(1, people_with(NULL, bad[i]), NULL);
		struct db *db = db_session(DB_WRITE);

		assert_null(made.problem);
		assert_int_equal(people_settle(made.id, ""), PEOPLE_STOPPED);
		assert_int_equal(people_import_discard(db, user_of("hal"), made.id, -1), PEOPLE_DONE);
		db_commit(db);
	}
	assert_string_equal(stored("SELECT GROUP_CONCAT(state) FROM people_import"), "discarded,discarded,discarded,discarded");
	assert_string_equal(stored("SELECT COUNT(*) FROM people_person_row"), "0");
}

static void files_as_a_whole_are_refused(void **state)
{
	(void)state;
	assert_string_equal(people_deliver(1, "hva;som;helst\n1;2;3\n", NULL).problem, "heading");
	const struct people_made made = people_deliver(1, "ansattnr;fornavn;etternavn\nT1;A;B\n", NULL);

	assert_string_equal(made.problem, "column");
	assert_string_equal(made.detail, "unit_code");
	assert_string_equal(people_deliver(1, "PK\x03\x04", NULL).problem, "workbook");
	assert_string_equal(people_deliver(1, people_with(NULL, NULL), people_with(NULL, NULL)).problem, "twice");
	assert_string_equal(stored("SELECT COUNT(*) FROM people_import"), "0");
}

static void one_import_of_a_source_at_a_time(void **state)
{
	(void)state;
	const struct people_made first = people_deliver(1, people_with(NULL, NULL), NULL);
	const struct people_made second = people_deliver(1, people_with(NULL, NULL), NULL);

	assert_string_equal(second.problem, "open");
	assert_int_equal(second.id, first.id);
	assert_int_equal(people_import_open(db_session(DB_SAVE), 1), first.id);
}

static void what_changed_meanwhile_stops_the_storing(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with("T3",
	    "T3;Anna;O'Hara;ann;ann@trefjord.example;HEL-1;NURSE;Sykepleier;80;1;01.01.2020;\n"), NULL);

	app_run("UPDATE person SET family_name = 'Lunde' WHERE id = 2");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(people_end(), "failed people.base_changed ");
	assert_string_equal(stored("SELECT given_name FROM person WHERE id = 3"), "Ann");
	struct db *db = db_session(DB_WRITE);

	assert_int_equal(people_import_check(db, user_of("hal"), made.id, -1), PEOPLE_DONE);
	db_commit(db);
	people_work();
	assert_string_equal(people_rows_of(made.id, "changed"), "family_name T2 Lunde>Lund; given_name T3 Ann>Anna");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT CONCAT(given_name, (SELECT family_name FROM person WHERE id = 2)) FROM person WHERE id = 3"), "AnnaLund");
}

/* Salary, national identity numbers and absence are nowhere in the database, whatever they are called. */
static void what_must_not_be_read_is_not(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1,
	    "ansattnr;fødselsnr;fornavn;etternavn;enhetskode;stillingskode;prosent;årslønn;fradato;sykefravær;merknad\n"
	    "T1;01890112345;Tove;Topp;TRE;LEAD;100;734567;01.01.2020;FRAVAER-77;HEMMELIG-88\n", NULL);
	struct db_rows *columns = db_query(db_session(DB_SAVE),
	    "SELECT table_name AS t, GROUP_CONCAT(CONCAT('COALESCE(`', column_name, '`, \"\")') SEPARATOR ', \"|\", ') AS c"
	    "  FROM information_schema.columns WHERE table_schema = DATABASE() GROUP BY table_name", DB_ARGS());
	int tables = 0, seen = 0;

	assert_null(made.problem);
	for (; db_next(columns); tables++) {
		app_run(arena_printf("CREATE TEMPORARY TABLE IF NOT EXISTS seen_text (t TEXT); DELETE FROM seen_text;"
		    " INSERT INTO seen_text SELECT CONVERT(CONCAT(%s) USING utf8mb4) FROM `%s`",
		    db_col_text(columns, "c"), db_col_text(columns, "t")));
		assert_string_equal(app_stored("SELECT COUNT(*) FROM seen_text WHERE t LIKE '%01890112345%' OR t LIKE '%734567%'"
		    " OR t LIKE '%FRAVAER%' OR t LIKE '%HEMMELIG%' OR t LIKE '%merknad%' OR t LIKE '%sykefrav%'"), "0");
		seen += strcmp(stored("SELECT COUNT(*) > 0 FROM seen_text WHERE t LIKE '%Topp%'"), "1") == 0;
	}
	assert_int_equal(seen, 2);
	assert_true(tables > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PEOPLE_TEST(what_is_stored_already_is_no_difference),
		PEOPLE_TEST(a_new_person_is_made_with_position_and_number),
		PEOPLE_TEST(what_changes_is_told_field_by_field),
		PEOPLE_TEST(who_moves_gets_a_new_position_and_the_old_one_ends),
		PEOPLE_TEST(who_is_gone_keeps_login_and_loses_the_position),
		PEOPLE_TEST(too_many_gone_need_a_reason),
		PEOPLE_TEST(a_faulty_row_leaves_the_person_as_they_are),
		PEOPLE_TEST(every_fault_is_told_with_line_and_column),
		PEOPLE_TEST(a_job_code_gets_its_role_and_the_check_is_made_again),
		PEOPLE_TEST(job_codes_without_a_role_outlive_their_import),
		PEOPLE_TEST(what_cannot_be_read_stops_it),
		PEOPLE_TEST(files_as_a_whole_are_refused),
		PEOPLE_TEST(one_import_of_a_source_at_a_time),
		PEOPLE_TEST(what_changed_meanwhile_stops_the_storing),
		PEOPLE_TEST(what_must_not_be_read_is_not),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
