/* Nobody's rights grow through a file, two numbers are one person by HR's word alone, and the tree stays a tree. */
#include "people.h"

#include <string.h>

#include "arena.h"
#include "person.h"

static int start(void **state)
{
	app_reset(state);
	people_sources();
	app_run("INSERT INTO granted_role VALUES (8, 'hr')");
	return 0;
}

#define PEOPLE_TEST(function) cmocka_unit_test_setup(function, start)

/* One conflict of an import: its id, by what it is about. */
static int64_t conflict(int64_t import_id, const char *code, const char *item)
{
	struct db_rows *row = db_query(db_session(DB_SAVE),
	    "SELECT id FROM people_change WHERE import_id = ? AND kind = 'conflict' AND code = ? AND item = ?",
	    DB_ARGS(db_int(import_id), db_text(code), db_text(item)));

	return db_next(row) ? db_col_int(row, "id") : 0;
}

static enum people_step choose(const char *login, int64_t import_id, const char *code, const char *item, const char *choice)
{
	struct db *db = db_session(DB_WRITE);
	const enum people_step step = people_import_choose(db, user_of(login), import_id, conflict(import_id, code, item), choice);

	if (step != PEOPLE_DONE) {
		db_rollback(db);
		return step;
	}
	assert_int_equal(people_import_check(db, user_of(login), import_id, -1), PEOPLE_DONE);
	db_commit(db);
	people_work();
	return step;
}

/* people_units with one line in another's place, and further ones. */
static const char *units_with(const char *code, const char *lines)
{
	const char *line = people_units, *end;
	char *text = arena_printf("%s", "");

	for (; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (strncmp(line, code, strlen(code)) != 0 || line[strlen(code)] != ';')
			text = arena_printf("%s%.*s", text, (int)(end + 1 - line), line);
	}
	return arena_printf("%s%s", text, lines);
}

static void hr_does_not_become_a_leader_by_its_own_file(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, NULL),
	    units_with("HEL-1", "HEL-1;HEL;Solvang sykehjem;T7;;253;01.05.2026;\n"));

	assert_string_equal(people_rows_of(made.id, "conflict"), "leads HEL-1 >Hal Holm");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_UNDECIDED);
	assert_int_equal(choose("hal", made.id, "leads", "HEL-1", "take"), PEOPLE_OWN);
	assert_int_equal(people_settle(made.id, ""), PEOPLE_UNDECIDED);
	assert_int_equal(choose("hal", made.id, "leads", "HEL-1", "leave"), PEOPLE_DONE);
	assert_string_equal(people_rows_of(made.id, "changed"), "");
	assert_int_equal(choose("rita", made.id, "leads", "HEL-1", "take"), PEOPLE_DONE);
	assert_string_equal(people_rows_of(made.id, "changed"), "leader HEL-1 Lea Lund>Hal Holm");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', person_id, COALESCE(deputy_for_id, '-'), valid_from, COALESCE(valid_to, '-'))"
	    " ORDER BY id) FROM unit_leader WHERE unit_id = 3"), "2 - 2026-05-01 2026-11-23,11 2 2026-11-20 2026-12-01,7 - 2026-11-24 -");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE action = 'people.lead' AND person_id = 7"), "1");
}

static void what_is_left_is_left(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, "N1;Ny;Ansatt;ny;;HEL-1;NURSE;S;100;1;01.01.2026;\n"),
	    units_with("HEL-1", "HEL-1;HEL;Solvang sykehjem;T7;;253;01.05.2026;\n"));

	assert_int_equal(choose("hal", made.id, "leads", "HEL-1", "leave"), PEOPLE_DONE);
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(person_id ORDER BY id) FROM unit_leader WHERE unit_id = 3 AND deputy_for_id IS NULL"), "2");
}

static void a_unit_does_not_come_below_hr_unseen(void **state)
{
	(void)state;
	app_run("INSERT INTO unit_leader (unit_id, person_id, valid_from) VALUES (5, 7, '2026-05-01')");
	const struct people_made made = people_deliver(1, people_with(NULL, NULL),
	    arena_printf("%s%s", units_with("HEL-2", ""), "STA-2;STA;Ny stab;;;;;\nHEL-2;STA-2;Bjørkelia hjemmetjeneste;T5;;258;01.05.2026;\n"));

	assert_string_equal(people_rows_of(made.id, "conflict"), "moves_below HEL-2 >Hal Holm");
	assert_int_equal(choose("hal", made.id, "moves_below", "HEL-2", "take"), PEOPLE_OWN);
	assert_int_equal(choose("rita", made.id, "moves_below", "HEL-2", "leave"), PEOPLE_DONE);
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT parent_id FROM unit WHERE code = 'HEL-2'"), "2");
	assert_string_equal(stored("SELECT GROUP_CONCAT(a.code ORDER BY t.depth) FROM unit_tree t JOIN unit a ON a.id = t.ancestor_id"
	    " JOIN unit u ON u.id = t.unit_id WHERE u.code = 'STA-2'"), "STA-2,STA,TRE");
	assert_string_equal(stored("SELECT sector FROM unit WHERE code = 'STA-2'"), "administrasjon");
}

static void a_login_does_not_move_unseen(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with("T1",
	    "T1;Tove;Topp;hal;;TRE;LEAD;Direktør;100;1;01.01.2020;\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "conflict"), "login_moves T1 Hal Holm>hal");
	assert_int_equal(choose("hal", made.id, "login_moves", "T1", "move"), PEOPLE_OWN);
	assert_int_equal(choose("hal", made.id, "login_moves", "T1", "apart"), PEOPLE_DONE);
	assert_string_equal(people_rows_of(made.id, "changed"), "");
}

static void two_logins_change_places(void **state)
{
	static const char swapped[] = "T3;Ann;O'Hara;bo;ann@trefjord.example;HEL-1;NURSE;Sykepleier;80;1;01.01.2020;\n"
		"T4;Bo;Berg;ann;;HEL-1;NURSE;Sykepleier;100;1;01.01.2020;\n";
	char *people = arena_printf("%s", people_with("T3", swapped)), *bo = strstr(people, "T4;Bo;Berg;bo");

	(void)state;
	memmove(bo, strchr(bo, '\n') + 1, strlen(strchr(bo, '\n') + 1) + 1);
	const struct people_made made = people_deliver(1, people, NULL);

	assert_int_equal(choose("hal", made.id, "login_moves", "T3", "move"), PEOPLE_DONE);
	assert_int_equal(choose("hal", made.id, "login_moves", "T4", "move"), PEOPLE_DONE);
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT(id, COALESCE(login, '-')) ORDER BY id) FROM person WHERE id IN (3, 4)"), "3bo,4ann");
}

static void a_login_that_two_rows_have_goes_where_hr_says(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, arena_printf("%s", people_with("T3",
	    "T3;Ann;O'Hara;bo;ann@trefjord.example;HEL-1;NURSE;Sykepleier;80;1;01.01.2020;\n")), NULL);

	assert_int_equal(choose("hal", made.id, "login_moves", "T3", "move"), PEOPLE_DONE);
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT(id, COALESCE(login, '-')) ORDER BY id) FROM person WHERE id IN (3, 4)"), "3bo,4-");
}

static void two_numbers_are_joined_by_word_alone(void **state)
{
	static const char line[] = "T30;Ann;O'Hara;ann;;HEL-2;NURSE;Sykepleier;20;0;01.01.2026;\n";

	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, line), NULL);

	assert_string_equal(people_rows_of(made.id, "conflict"), "login_new T30 Ann O'Hara>ann");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_UNDECIDED);
	assert_string_equal(stored("SELECT JSON_VALUE(counts, '$.conflict') FROM people_import"), "1");
	assert_int_equal(people_import_count(db_session(DB_SAVE), made.id, "conflict", ""), 1);
	assert_int_equal(choose("hal", made.id, "login_new", "T30", "join"), PEOPLE_DONE);
	assert_string_equal(stored("SELECT JSON_VALUE(counts, '$.conflict') FROM people_import"), "");
	assert_int_equal(people_import_count(db_session(DB_SAVE), made.id, "conflict", ""), 0);
	assert_string_equal(people_rows_of(made.id, "new"), "");
	assert_string_equal(people_rows_of(made.id, "changed"), "number T30 >T3; position T30 >Bjørkelia hjemmetjeneste, Sykepleier, 20,00 %");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT(unit_id, ':', percent, ':', is_main) ORDER BY id) FROM position WHERE person_id = 3"),
	    "3:80.00:1,4:20.00:0");
	assert_string_equal(stored("SELECT person_id FROM person_number WHERE employee_no = 'T30'"), "3");
	const struct people_made again = people_deliver(1, people_with(NULL, line), NULL);

	assert_string_equal(people_rows_of(again.id, "conflict"), "");
	assert_string_equal(people_rows_of(again.id, "changed"), "");
}

static void the_same_name_joins_nobody(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, "T31;Ann;O'Hara;ann2;;HEL-2;NURSE;S;20;1;01.01.2026;\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "conflict"), "");
	assert_string_equal(people_rows_of(made.id, "new"), "person T31 >Bjørkelia hjemmetjeneste");
}

static void two_new_numbers_with_one_login(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL,
	    "N1;Kari;Ny;kari;;HEL-1;NURSE;S;60;1;01.01.2026;\n" "N2;Kari;Ny;kari;;HEL-2;NURSE;S;40;0;01.01.2026;\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "conflict"), "login_twice N2 Kari Ny>kari");
	assert_int_equal(choose("hal", made.id, "login_twice", "N2", "join"), PEOPLE_DONE);
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.employee_no, n.employee_no, COUNT(s.id), SUM(s.percent)) FROM person p"
	    " JOIN person_number n ON n.person_id = p.id JOIN position s ON s.person_id = p.id WHERE p.login = 'kari'"), "N1 N2 2 100.00");
}

static void who_is_shut_out_stays_out_until_somebody_else_says_so(void **state)
{
	(void)state;
	app_run("UPDATE person SET active = 0 WHERE id = 4");
	const struct people_made made = people_deliver(1, people_with(NULL, NULL), NULL);

	assert_string_equal(people_rows_of(made.id, "conflict"), "inactive T4 >");
	assert_int_equal(choose("hal", made.id, "inactive", "T4", "open"), PEOPLE_DONE);
	assert_int_equal(people_import_apply(db_session(DB_WRITE), user_of("hal"), made.id, 99, ""), PEOPLE_STALE);
	assert_string_equal(people_rows_of(made.id, "changed"), "active T4 >");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_non_null(person_identify(db_session(DB_READ), "bo"));
}

static void a_former_municipality_has_numbers_of_its_own(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(2, arena_printf("%s%s", people_head,
	    "S3;Ann;O'Hara;ann;ann@trefjord.example;HEL-1;NURSE;S;70;1;01.01.2020;\n"
	    "S4;Bo;Berg;bo;;HEL-1;NURSE;S;100;1;01.01.2020;\n" "S12;Máret;Čuđi;maret;;HEL-1;NURSE;S;60;1;01.01.2020;\n"
	    "S99;Ny;Her;nyher;;HEL-1;NURSE;S;100;1;01.01.2026;\n"), NULL);

	assert_string_equal(people_rows_of(made.id, "gone"), "");
	assert_string_equal(people_rows_of(made.id, "changed"),
	    "percent S3 80.00>70.00; position_ends T12 Bjørkelia hjemmetjeneste, Sykepleier, 40,00 %>");
	assert_int_equal(people_settle(made.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.employee_no, o.municipality_id, o.employee_no) FROM person p"
	    " JOIN person_origin o ON o.person_id = p.id WHERE p.login = 'nyher'"), "SOL-S99 2 S99");
	assert_string_equal(stored("SELECT COUNT(*) FROM position WHERE person_id = 5 AND valid_to IS NULL"), "1");
}

static void the_tree_stays_a_tree(void **state)
{
	(void)state;
	const struct people_made round = people_deliver(1, people_with(NULL, NULL),
	    arena_printf("%s%s", units_with("HEL", ""), "HEL;HEL-1;Helse og omsorg;;;;01.05.2026;\n"));

	assert_string_equal(stored("SELECT GROUP_CONCAT(item ORDER BY item) FROM people_change WHERE code = 'cycle'"), "HEL,HEL-1,HEL-2");
	assert_int_equal(people_settle(round.id, ""), PEOPLE_STOPPED);
	struct db *db = db_session(DB_WRITE);

	people_import_discard(db, user_of("hal"), round.id, -1);
	db_commit(db);
	const struct people_made unknown = people_deliver(1, people_with(NULL, NULL), units_with("STA", "STA;INGEN;Stab;;;;;\n"));

	assert_string_equal(stored("SELECT CONCAT_WS(' ', code, severity, old) FROM people_change WHERE code = 'unknown_parent'"),
	    "unknown_parent stop INGEN");
	assert_int_equal(people_settle(unknown.id, ""), PEOPLE_STOPPED);
}

static void a_unit_ends_when_nobody_is_left_in_it(void **state)
{
	(void)state;
	const struct people_made made = people_deliver(1, people_with(NULL, NULL), arena_printf("%s%s", units_with("STA", ""),
	    "NY;TRE;Ny enhet;T1;;;01.01.2027;\n"));

	assert_string_equal(people_rows_of(made.id, "gone"), "");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', code, item) FROM people_change WHERE code = 'unit_in_use'"), "unit_in_use STA");
	struct db *db = db_session(DB_WRITE);

	people_import_discard(db, user_of("hal"), made.id, -1);
	db_commit(db);
	const struct people_made moved = people_deliver(1, people_with("T7", "T7;Hal;Holm;hal;;NY;HRADV;Rådgiver;100;1;01.01.2020;\n"),
	    arena_printf("%s%s", units_with("STA", ""), "NY;TRE;Ny enhet;T1;;;01.05.2026;\n"));

	assert_string_equal(people_rows_of(moved.id, "gone"), "unit STA >");
	assert_int_equal(people_settle(moved.id, ""), PEOPLE_DONE);
	assert_string_equal(stored("SELECT valid_to FROM unit WHERE code = 'STA'"), "2026-11-23");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', u.code, l.person_id) FROM position s JOIN unit u ON u.id = s.unit_id"
	    " JOIN unit_leader l ON l.unit_id = u.id WHERE s.person_id = 7 AND s.valid_to IS NULL"), "NY 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PEOPLE_TEST(hr_does_not_become_a_leader_by_its_own_file),
		PEOPLE_TEST(what_is_left_is_left),
		PEOPLE_TEST(a_unit_does_not_come_below_hr_unseen),
		PEOPLE_TEST(a_login_does_not_move_unseen),
		PEOPLE_TEST(two_logins_change_places),
		PEOPLE_TEST(a_login_that_two_rows_have_goes_where_hr_says),
		PEOPLE_TEST(two_numbers_are_joined_by_word_alone),
		PEOPLE_TEST(the_same_name_joins_nobody),
		PEOPLE_TEST(two_new_numbers_with_one_login),
		PEOPLE_TEST(who_is_shut_out_stays_out_until_somebody_else_says_so),
		PEOPLE_TEST(a_former_municipality_has_numbers_of_its_own),
		PEOPLE_TEST(the_tree_stays_a_tree),
		PEOPLE_TEST(a_unit_ends_when_nobody_is_left_in_it),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
