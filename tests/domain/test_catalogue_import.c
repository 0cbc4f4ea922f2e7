/* Files of the catalogue: what goes out comes in unchanged; a dry run says what a file would do, and where it is wrong. */
#include "app.h"

#include <string.h>

#include "catalogue_file.h"
#include "catalogue_import.h"

static const struct catalogue_kind *const kinds[] = {
	&catalogue_competence, &catalogue_role, &catalogue_offering, &catalogue_coverage, &catalogue_requirement, &catalogue_topic,
	&catalogue_level, &catalogue_anchor,
};

static struct db *db(void)
{
	return db_session(DB_WRITE);
}

static const struct catalogue_difference *compared(const struct catalogue_kind *kind, const char *text)
{
	return catalogue_import_compare(db(), kind, text, strlen(text));
}

/* "place column message" of the first fault. */
static const char *fault_of(const struct catalogue_kind *kind, const char *text)
{
	const cJSON *fault = compared(kind, text)->faults->child;
	static char shown[300];

	snprintf(shown, sizeof shown, "%s", fault ? json_text(fault) : "none");
	return shown;
}

static void what_goes_out_comes_in_unchanged(void **state)
{
	(void)state;
	app_run("INSERT INTO competence_law VALUES (1, 'lov om \"brann\"; vern', 'https://lovdata.no/1', '§ 12', '2031-01-01', NULL);"
		"UPDATE competence_text SET name = '=SUM(A1)', description = '-1+1\nto linjer' WHERE competence_id = 2;"
		"INSERT INTO coverage (unit_id, competence_id, facet, level, share) VALUES (3, 1, 'knowledge', 2, 50)");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t length;
		const char *files[] = { catalogue_file_csv(db(), kinds[i], ';', &length), catalogue_file_csv(db(), kinds[i], ',', &length),
			catalogue_file_json(db(), kinds[i], &length) };

		for (size_t k = 0; k < 3; k++) {
			const struct catalogue_difference *d = compared(kinds[i], files[k]);

			if (d->rows->child || d->faults->child || d->count == 0)
				fail_msg("%s, %zu: %s %s", kinds[i]->plural, k, json_text(d->rows), json_text(d->faults));
		}
		if (i == 0)
			assert_non_null(strstr(files[0], "'=SUM(A1)"));
	}
	db_rollback(db());
}

static void a_file_says_what_it_would_change(void **state)
{
	(void)state;
	const struct catalogue_difference *d = compared(&catalogue_role,
		"code;name_nb;sector\r\nNURSE;Sjukepleiar;helse_omsorg\r\nLEAD;Enhetsleder;felles\r\n\r\nVIKAR;\"Vikar, \"\"på\"\" natt\";felles\r\n");

	assert_null(d->faults->child);
	assert_int_equal(d->count, 3);
	assert_int_equal(d->made, 1);
	assert_int_equal(d->changed, 1);
	assert_string_equal(json_text(json_get(d->rows->child, "changes")),
		"[{\"field\":\"name_nb\",\"old\":\"Sykepleier\",\"new\":\"Sjukepleiar\"}]");
	assert_string_equal(json_get_text(d->rows->child->next, "name"), "Vikar, \"på\" natt");
	assert_string_equal(stored("SELECT COUNT(*) FROM role"), "4");
	/* Windows-1252, commas, a byte order mark. */
	assert_int_equal(compared(&catalogue_role, "code,name_nb,sector\nNURSE,Sykepleier p\xe5 natt,helse_omsorg\n")->changed, 1);
	assert_int_equal(compared(&catalogue_role, "\xef\xbb\xbf" "code\nNURSE\n")->changed, 0);
}

static void faults_have_their_place(void **state)
{
	(void)state;
	static const struct { const char *text, *fault; } cases[] = {
		{ "", "{\"place\":0,\"column\":null," }, { "code;colour\nNURSE;red\n", "{\"place\":1,\"column\":\"colour\"," },
		{ "name_nb\nSykepleier\n", "{\"place\":1,\"column\":\"code\"," }, { "code;code\nA;B\n", "{\"place\":1,\"column\":\"code\"," },
		{ "code;name_nb\nNURSE\n", "{\"place\":2,\"column\":null," }, 
		{ "code;sector\nLEAD;felles\nNURSE;havet\n", "{\"place\":3,\"column\":\"sector\"," },
		{ "code\nNURSE\nNURSE\n", "{\"place\":3,\"column\":\"code\"," }, { "code\nNEW\n", "{\"place\":2,\"column\":\"name_nb\"," },
		{ "code;requirements\nNURSE;HYG | practice | 9 | 0\n", "{\"place\":2,\"column\":\"requirements\",\"message\":\"1_level: " },
		{ "code;styrk08\nNURSE;12\n", "{\"place\":2,\"column\":\"styrk08\"," }, { "code;name_nb\nNURSE;\"x\n", "{\"place\":2,\"column\":null," },
		{ "{\"roles\":[{\"code\":\"NURSE\"},{\"code\":\"LEAD\",\"colour\":1}]}", "{\"place\":2,\"column\":\"colour\"," },
		{ "{\"roles\":1}", "{\"place\":0,\"column\":\"roles\"," }, { "{\"roles\":[1]}", "{\"place\":1,\"column\":null," }, { "{", "{\"place\":0," },
		{ "{\"roles\":[{\"code\":\"NURSE\"},{\"code\":\"NURSE\"}]}", "{\"place\":2,\"column\":\"code\"," },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *fault = fault_of(&catalogue_role, cases[i].text);

		if (strncmp(fault, cases[i].fault, strlen(cases[i].fault)) != 0)
			fail_msg("%s: %s", cases[i].text, fault);
	}
	assert_non_null(strstr(fault_of(&catalogue_level, "level;name_nb;anchor_nb\n5;Mester;Kan alt.\n"), "\"column\":\"level\""));
	assert_non_null(strstr(fault_of(&catalogue_level, "level;name_nn\n3;Aleine\n"), "\"column\":\"anchor_nn\""));
	assert_non_null(strstr(fault_of(&catalogue_competence, "code;verified\nHYG;perhaps\n"), "\"column\":\"verified\""));
	assert_non_null(strstr(fault_of(&catalogue_requirement, "role;competence;facet;level;statutory\nNURSE;HYG;practice;2;1\n"),
		"\"column\":\"statutory\""));
	assert_non_null(strstr(fault_of(&catalogue_requirement, "role;competence;facet;level\nNURSE;HYG;attitude;2\n"), "\"column\":\"facet\""));
}

static int64_t kept(const struct catalogue_kind *kind, const char *text)
{
	return catalogue_import_add(db(), user_of("hal"), kind, "fil.csv", text, strlen(text));
}

static void it_is_applied_as_a_whole_with_versions(void **state)
{
	(void)state;
	const char *text = "code;name_nb;sector\nNURSE;Sjukepleiar;helse_omsorg\nVIKAR;Vikar;felles\n";
	const int64_t id = kept(&catalogue_role, text);

	assert_int_equal(catalogue_import_apply(db(), user_of("hal"), id, &catalogue_role, compared(&catalogue_role, text)), CATALOGUE_DONE);
	db_commit(db());
	assert_string_equal(stored("SELECT GROUP_CONCAT(version, IF(old IS NULL, 'new', 'old') ORDER BY object_id) FROM catalogue_change"), "1old,1new");
	assert_string_equal(stored("SELECT GROUP_CONCAT(action, ' ', detail ORDER BY id SEPARATOR ', ') FROM audit"),
		"catalogue.upload roles, catalogue.import roles: 1 new, 1 changed");
	assert_string_equal(stored("SELECT CONCAT(made, changed, body IS NULL) FROM catalogue_import"), "111");
	assert_int_equal(compared(&catalogue_role, text)->made, 0);
	assert_int_equal(catalogue_import_apply(db(), user_of("hal"), id, &catalogue_role, compared(&catalogue_role, text)), CATALOGUE_STALE);
	db_rollback(db());
}

static void requirements_become_versions_of_their_roles(void **state)
{
	(void)state;
	const char *text = "role;competence;facet;level;statutory\nNURSE;HYG;practice;;\nNURSE;RESPEKT;attitude;3;0\nLEAD;RESPEKT;attitude;2;\n"
		"LEAD;HYG;practice;;\n";
	const struct catalogue_difference *d = compared(&catalogue_requirement, text);

	assert_null(d->faults->child);
	assert_int_equal(d->made, 2);
	assert_int_equal(d->changed, 1);
	assert_int_equal(catalogue_import_apply(db(), user_of("hal"), kept(&catalogue_requirement, text), &catalogue_requirement, d), CATALOGUE_DONE);
	db_commit(db());
	assert_string_equal(stored("SELECT GROUP_CONCAT(role_id, ':', competence_id, facet, level ORDER BY role_id, competence_id) FROM requirement"
		" WHERE role_id <= 2"), "1:1knowledge2,1:2knowledge3,1:3attitude3,2:1knowledge3,2:3attitude2");
	assert_string_equal(stored("SELECT GROUP_CONCAT(kind, object_id ORDER BY object_id) FROM catalogue_change"), "role1,role2");
}

static void what_would_change_has_its_digest(void **state)
{
	(void)state;
	const char *text = "code;name_nb;sector\nNURSE;Sjukepleiar;helse_omsorg\n";
	const char *digest = compared(&catalogue_role, text)->digest;

	assert_string_equal(compared(&catalogue_role, text)->digest, digest);
	app_run("UPDATE role_text SET name = 'Leder' WHERE role_id = 2 AND language = 'nb'");
	assert_string_equal(compared(&catalogue_role, text)->digest, digest);
	app_run("UPDATE role_text SET name = 'Pleier' WHERE role_id = 1 AND language = 'nb'");
	assert_string_not_equal(compared(&catalogue_role, text)->digest, digest);
}

static void files_are_kept_and_go(void **state)
{
	(void)state;
	const int64_t id = kept(&catalogue_role, "code\nNURSE\n");
	struct db_rows *file = catalogue_import_get(db(), id);

	assert_true(db_next(file));
	assert_string_equal(db_col_text(file, "body"), "code\nNURSE\n");
	assert_string_equal(db_col_text(file, "kind"), "roles");
	assert_int_equal(db_count(catalogue_import_list(db())), 1);
	db_commit(db());
	app_run("UPDATE catalogue_import SET at = at - INTERVAL 31 DAY");
	kept(&catalogue_role, "code\nLEAD\n");
	assert_false(db_next(catalogue_import_get(db(), id)));
	db_rollback(db());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(what_goes_out_comes_in_unchanged), APP_TEST(a_file_says_what_it_would_change), APP_TEST(faults_have_their_place),
		APP_TEST(it_is_applied_as_a_whole_with_versions), APP_TEST(requirements_become_versions_of_their_roles),
		APP_TEST(what_would_change_has_its_digest), APP_TEST(files_are_kept_and_go),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
