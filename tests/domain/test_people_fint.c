/* FINT's collections: the fixtures with their awkward cases, pages, both forms of dates, links, and what goes no further. */
#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "people_fint_scan.h"

static int start(void **state)
{
	app_reset(state);
	people_sources();
	return 0;
}

#define PEOPLE_TEST(function) cmocka_unit_test_setup(function, start)

static char *file_of(const char *name)
{
	FILE *file = fopen(arena_printf("tests/support/fint/%s.json", name), "rb");
	char *text = arena_alloc(200000);

	assert_non_null(file);
	assert_true(fread(text, 1, 199999, file) > 0);
	fclose(file);
	return text;
}

static struct people_made deliver(const char *const *texts, size_t count)
{
	struct db *db = db_session(DB_WRITE);
	struct people_upload uploads[8];
	struct people_source source;

	for (size_t i = 0; i < count; i++)
		uploads[i] = (struct people_upload){ arena_printf("fil%zu.json", i), texts[i], strlen(texts[i]) };
	assert_true(people_source_get(db, 3, &source));
	const struct people_made made = people_import_make(db, NULL, &source, uploads, count, NULL);

	if (made.problem)
		db_rollback(db);
	else
		db_commit(db);
	people_work();
	return made;
}

static struct people_made deliver_fixtures(void)
{
	const char *const texts[] = { file_of("organisasjonselement"), file_of("personalressurs"), file_of("person"), file_of("arbeidsforhold"),
		file_of("stillingskode"), file_of("arbeidsforholdstype") };

	return deliver(texts, 6);
}

static void the_fixtures_are_read(void **state)
{
	(void)state;
	const struct people_made made = deliver_fixtures();

	assert_null(made.problem);
	assert_string_equal(people_end(), "done ");
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', unit_key, code, COALESCE(parent_key, '-'), name, COALESCE(leader_no, '-'),"
	    " valid_from, COALESCE(valid_to, '-')) ORDER BY unit_key SEPARATOR '; ') FROM people_unit_row"),
	    "100 T - Trefjord kommune T100001 2028-01-01 -; 110 T.1 100 Oppvekst T100002 2028-01-01 -;"
	    " 111 T.1.1 110 Bjørkebakken skule T100003 2028-01-01 -; 120 T.2 100 Helse og omsorg - 2028-01-01 -;"
	    " 121 T.2.1 120 Elvetun sykehjem T100006 2028-01-01 -; 129 T.2.9 120 Dagsenter (nedlagt) - 2010-01-01 2027-12-31");
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', employee_no, given_name, family_name, COALESCE(login, '-'),"
	    " COALESCE(language, '-'), hired_on) ORDER BY employee_no SEPARATOR '; ') FROM people_person_row WHERE employee_no IN"
	    " ('T100001', 'T100003', 'T100007')"), "T100001 Solveig Prøveberg solveig.proveberg - 2027-06-01;"
	    " T100003 Ragnhild Testhaug ragnhild.testhaug nn 2009-08-01; T100007 Piotr Kulissestad - - 2020-03-01");
	assert_string_equal(stored("SELECT GROUP_CONCAT(CONCAT_WS(' ', position_key, employee_no, unit_key, job_code, percent, is_main, valid_from,"
	    " COALESCE(valid_to, '-')) ORDER BY row_no SEPARATOR '; ') FROM people_position_row WHERE position_key IN ('AF-1', 'AF-5', 'AF-8')"),
	    "AF-1 T100001 100 9001 100.00 1 2027-06-01 -; AF-5 T100005 111 - 10.33 1 2028-01-01 2028-06-30;"
	    " AF-8 T100007 121 9006 20.00 0 2026-01-01 2027-12-31");
}

static void they_are_stored_once_their_codes_have_roles(void **state)
{
	(void)state;
	app_run("INSERT INTO people_source_role VALUES (3, '9001', 2), (3, '9002', 2), (3, '9003', 2), (3, '9004', 1), (3, '9005', 2),"
	    " (3, '9006', 1), (3, '-', 1)");
	const struct people_made made = deliver_fixtures();

	assert_string_equal(stored("SELECT COUNT(*) FROM people_change WHERE kind = 'new' AND code = 'person'"), "7");
	assert_int_equal(people_settle(made.id, "Ny kommune fra nyttår, alle andre slutter."), PEOPLE_DONE);
	assert_string_equal(people_end(), "done ");
	assert_string_equal(stored("SELECT GROUP_CONCAT(a.code ORDER BY t.depth) FROM unit_tree t JOIN unit u ON u.id = t.unit_id"
	    " JOIN unit a ON a.id = t.ancestor_id WHERE u.code = 'T.2.1'"), "T.2.1,T.2,T");
	assert_string_equal(stored("SELECT CONCAT_WS(' ', p.given_name, l.valid_from) FROM unit_leader l JOIN unit u ON u.id = l.unit_id"
	    " JOIN person p ON p.id = l.person_id WHERE u.code = 'T.2.1'"), "Bente 2028-01-01");
	const struct people_made again = deliver_fixtures();

	assert_string_equal(people_rows_of(again.id, "new"), "");
	assert_string_equal(people_rows_of(again.id, "moved"), "");
	assert_string_equal(people_rows_of(again.id, "changed"), "");
}

static void national_identity_numbers_go_no_further(void **state)
{
	(void)state;
	deliver_fixtures();
	assert_string_equal(stored("SELECT COUNT(*) FROM people_person_row WHERE CONCAT_WS('|', employee_no, given_name, family_name, login, email)"
	    " RLIKE '[0-9]{11}'"), "0");
	assert_string_equal(stored("SELECT COUNT(*) FROM people_change WHERE CONCAT_WS('|', item, name, old, new, heading) RLIKE '[0-9]{11}'"), "0");
	assert_string_equal(stored("SELECT COUNT(*) FROM audit WHERE detail RLIKE '[0-9]{11}'"), "0");
}

#define ENTRY(self, rest) "{" rest "\"_links\":{\"self\":[{\"href\":\"https://x/y/" self "\"}]"
#define PERSON(nr, name) ENTRY("person/fodselsnummer/" nr, "\"navn\":{\"fornavn\":\"" name "\",\"etternavn\":\"B\"},") "}}"
#define EMPLOYEE(no, nr) ENTRY("personalressurs/ansattnummer/" no, "\"ansattnummer\":{\"identifikatorverdi\":\"" no "\"},") \
	",\"person\":[{\"href\":\"/person/fodselsnummer/" nr "\"}]}}"
#define WORK(id, no, rest) ENTRY("arbeidsforhold/systemid/" id, "\"systemId\":{\"identifikatorverdi\":\"" id "\"}," rest) \
	",\"personalressurs\":[{\"href\":\"z/personalressurs/Ansattnummer/" no "\"}],\"arbeidssted\":[{\"href\":\"z/organisasjonskode/HEL-1\"}]," \
	"\"stillingskode\":[{\"href\":\"z/stillingskode/systemid/NURSE\"}]}}"
#define ALL(entries) "{\"_embedded\":{\"_entries\":[" entries "]},\"total_items\":1}"
#define FROM(start) "\"gyldighetsperiode\":{\"start\":" start ",\"slutt\":null},"

static void links_dates_and_hundredths(void **state)
{
	const char *const texts[] = { ALL(EMPLOYEE("E1", "x1")), ALL(PERSON("x1", "Kari")),
		ALL(WORK("W1", "E1", FROM("1735686000000") "\"ansettelsesprosent\":3333,\"hovedstilling\":true,\"arslonn\":99,")) };

	(void)state;
	assert_null(deliver(texts, 3).problem);
	assert_string_equal(stored("SELECT CONCAT_WS(' ', employee_no, unit_key, job_code, percent, is_main, valid_from) FROM people_position_row"),
	    "E1 HEL-1 NURSE 33.33 1 2025-01-01");
	assert_string_equal(stored("SELECT given_name FROM people_person_row"), "Kari");
}

static void what_is_wrong_is_told_by_entry_and_field(void **state)
{
	static const struct { const char *work, *fault; } cases[] = {
		{ WORK("W1", "E1", FROM("\"2025-01-01T00:00:00Z\"") "\"ansettelsesprosent\":10001,"), "percent ansettelsesprosent left_out" },
		{ WORK("W1", "E1", FROM("\"2025-01-01T00:00:00Z\"")), "percent ansettelsesprosent left_out" },
		{ WORK("W1", "E1", FROM("null") "\"ansettelsesprosent\":1,"), "needed start left_out" },
		{ WORK("W1", "E1", FROM("\"i fjor\"") "\"ansettelsesprosent\":1,"), "day start left_out" },
		{ WORK("W1", "E1", FROM("1e300") "\"ansettelsesprosent\":1,"), "day start left_out" },
		{ WORK("W1", "E9", FROM("\"2025-01-01T00:00:00Z\"") "\"ansettelsesprosent\":1,"), "needed personalressurs stop" },
		{ "7", "entry  stop" }, { "{\"a\":}", "entry  stop" }, { "{\"a\":1}", "entry  stop" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *const texts[] = { ALL(EMPLOYEE("E1", "x1")), ALL(PERSON("x1", "Kari")), arena_printf(
		    "{\"_embedded\":{\"_entries\":[%s,%s]}}",
		    WORK("W0", "E1", FROM("\"2025-01-01T00:00:00Z\"") "\"ansettelsesprosent\":1,"), cases[i].work) };

		assert_null(deliver(texts, 3).problem);
		assert_string_equal(stored("SELECT CONCAT(code, ' ', COALESCE(heading, ''), ' ', severity) FROM people_change"
		    " WHERE kind = 'fault' AND is_read = 1 AND line = 2"), cases[i].fault);
		app_run("DELETE FROM job; DELETE FROM people_file; DELETE FROM people_change; DELETE FROM people_person_row;"
		    "DELETE FROM people_position_row; DELETE FROM people_import");
	}
}

static void what_is_missing_is_told(void **state)
{
	const char *const part[] = { ALL(EMPLOYEE("E1", "x1")) };
	const char *const cut[] = { ALL(EMPLOYEE("E1", "x1")), ALL(PERSON("x1", "Kari")),
		"{\"_embedded\":{\"_entries\":[" WORK("W1", "E1", FROM("1") "\"ansettelsesprosent\":1,") "]},\"total_items\":2}" };
	const char *const none[] = { "{\"_embedded\":{}}" }, *const other[] = { "<html>" };

	(void)state;
	assert_string_equal(deliver(part, 1).problem, "fint_part");
	assert_string_equal(deliver(cut, 3).problem, "fint_cut");
	assert_string_equal(deliver(none, 1).problem, "fint");
	assert_string_equal(deliver(other, 1).problem, "fint");
	assert_string_equal(stored("SELECT COUNT(*) FROM people_import"), "0");
}

static void entries_are_found_whatever_is_around_them(void **state)
{
	static const struct { const char *text; int count; } cases[] = {
		{ "[{\"a\":\"]}\\\"\"},{}]", 2 }, { "{\"x\":[1,{\"_entries\":[1]}],\"_embedded\":{\"y\":\"{\",\"_entries\":[ {} , {} ]}}", 2 },
		{ "{\"_embedded\":{\"_entries\":[]}}", 0 }, { "[{}", 1 }, { "[", 0 }, { "[,{}]", 0 }, { "[{}}{}]", 1 },
	};
	struct people_fint_scan scan;
	cJSON *entry;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int count = 0;

		assert_true(people_fint_scan_begin(&scan, cases[i].text, strlen(cases[i].text)));
		while (people_fint_scan_next(&scan, &entry))
			count += entry != NULL;
		if (count != cases[i].count)
			fail_msg("%s: %d", cases[i].text, count);
	}
	assert_false(people_fint_scan_begin(&scan, "{\"_embedded\":{\"entries\":[]}}", 28));
	assert_false(people_fint_scan_begin(&scan, "", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PEOPLE_TEST(the_fixtures_are_read),
		PEOPLE_TEST(they_are_stored_once_their_codes_have_roles),
		PEOPLE_TEST(national_identity_numbers_go_no_further),
		PEOPLE_TEST(links_dates_and_hundredths),
		PEOPLE_TEST(what_is_wrong_is_told_by_entry_and_field),
		PEOPLE_TEST(what_is_missing_is_told),
		PEOPLE_TEST(entries_are_found_whatever_is_around_them),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
