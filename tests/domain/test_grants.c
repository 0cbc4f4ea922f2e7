/* Each program's database account: exactly the rights of grants.txt, and what that refuses
 * (security.md S27). */
#include "app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mysql.h>

#include "arena.h"
#include "buf.h"

static const char *text_of(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf text = { 0 };
	char part[4096];

	if (!file)
		fail_msg("no %s", path);
	for (size_t length; (length = fread(part, 1, sizeof part, file)) > 0;)
		buf_add_bytes(&text, part, length);
	fclose(file);
	return text.text;
}

static void drop_accounts(void)
{
	app_run(
		"DROP USER IF EXISTS grunnmur_survey@localhost; DROP USER IF EXISTS "
		"grunnmur_leader@localhost;"
		"DROP USER IF EXISTS grunnmur_hr@localhost; DROP USER IF EXISTS grunnmur_worker@localhost;"
		"DROP USER IF EXISTS grunnmur_admin@localhost");
}

/* The accounts as grants.sql makes them, but for the way of logging in: a test has one login of the
 * machine. */
static int start(void **state)
{
	if (app_start(state) || app_reset(state))
		return 1;
	drop_accounts();
	app_run(text_of("sql/grants.sql"));
	app_run("ALTER USER grunnmur_survey@localhost IDENTIFIED BY ''; ALTER USER "
			"grunnmur_leader@localhost"
			" IDENTIFIED BY ''; ALTER USER grunnmur_hr@localhost IDENTIFIED BY '';"
			"ALTER USER grunnmur_worker@localhost IDENTIFIED BY ''");
	return 0;
}

static int stop(void **state)
{
	drop_accounts();
	return app_stop(state);
}

static void rights_are_those_of_the_list(void **state)
{
	(void)state;
	struct db_rows *rows = db_query(db_session(DB_SAVE),
		"SELECT CONCAT_WS(' ', REGEXP_REPLACE(grantee, '.*grunnmur_([a-z]+).*', '\\\\1'), what, "
		"rights) AS line FROM ("
		" SELECT grantee, 'everywhere' AS what, privilege_type AS rights"
		"   FROM information_schema.user_privileges"
		" UNION ALL SELECT grantee, 'schema', GROUP_CONCAT(privilege_type ORDER BY privilege_type "
		"SEPARATOR ', ')"
		"   FROM information_schema.schema_privileges WHERE table_schema = DATABASE() GROUP BY "
		"grantee"
		" UNION ALL SELECT grantee, table_name, GROUP_CONCAT(privilege_type ORDER BY "
		"privilege_type SEPARATOR ', ')"
		"   FROM information_schema.table_privileges WHERE table_schema = DATABASE() GROUP BY "
		"grantee, table_name"
		" UNION ALL SELECT grantee, table_name, CONCAT(privilege_type, ' of ',"
		"     GROUP_CONCAT(column_name ORDER BY column_name SEPARATOR ', '))"
		"   FROM information_schema.column_privileges WHERE table_schema = DATABASE()"
		"  GROUP BY grantee, table_name, privilege_type) g"
		" WHERE grantee LIKE '\\'grunnmur%' ORDER BY line",
		DB_ARGS());
	struct buf text = { 0 };

	while (db_next(rows))
		buf_printf(&text, "%s\n", db_at_text(rows, 0));
	if (getenv("GRUNNMUR_GRANTS"))
		fputs(buf_text(&text), stdout);
	assert_string_equal(buf_text(&text), text_of("tests/domain/grants.txt"));
}

static void nobody_may_grant(void **state)
{
	(void)state;
	assert_string_equal(stored("SELECT COUNT(*) FROM information_schema.table_privileges"
	    " WHERE grantee LIKE '\\'grunnmur%' AND is_grantable = 'YES'"), "0");
	assert_string_equal(stored("SELECT COUNT(*) FROM information_schema.schema_privileges"
	    " WHERE grantee LIKE '\\'grunnmur%' AND is_grantable = 'YES'"), "0");
}

/* The server's answer to a statement of an account; 0: it may. What it changes is rolled back. */
static unsigned answer_to(const char *account, const char *sql)
{
	MYSQL *link = mysql_init(NULL);
	const char *name = arena_printf("%s", stored("SELECT DATABASE()"));

	if (!mysql_real_connect(link, NULL, account, "", name, 0, getenv("GRUNNMUR_TEST_SOCKET"), 0))
		fail_msg("%s: %s", account, mysql_error(link));
	mysql_autocommit(link, 0);
	mysql_query(link, sql);
	const unsigned code = mysql_errno(link);

	if (code == 0)
		mysql_free_result(mysql_store_result(link));
	mysql_rollback(link);
	mysql_close(link);
	return code;
}

enum { TABLE = 1142, COLUMN = 1143, GLOBAL = 1227, SYNTAX = 1064, SCHEMA = 1044 };

static const struct {
	const char *account, *sql;
	unsigned code;
} forbidden[] = {
	{ "leader", "SELECT draft_level FROM answer", COLUMN },
	{ "leader", "SELECT draft_comment FROM answer", COLUMN },
	{ "leader", "SELECT rev FROM answer", COLUMN },
	{ "leader", "SELECT * FROM answer", TABLE },
	{ "leader", "UPDATE answer SET self_level = 4", TABLE },
	{ "leader", "UPDATE answer SET agreed_level = 4", TABLE },
	{ "leader", "UPDATE training_request SET price = 0", COLUMN },
	{ "leader", "INSERT INTO training_request (person_id) VALUES (1)", TABLE },
	{ "leader", "SELECT title FROM training_draft", TABLE },
	{ "leader", "SELECT competence_id FROM training_draft_competence", TABLE },
	{ "leader", "SELECT email FROM person", COLUMN },
	{ "leader", "SELECT birth_year FROM person", COLUMN },
	{ "leader", "UPDATE person SET language = 'nn'", TABLE },
	{ "leader", "SELECT * FROM audit", TABLE },
	{ "leader",
		"INSERT INTO unit_leader (unit_id, person_id, valid_from) VALUES (1, 3, '2026-01-01')",
		TABLE },
	{ "leader", "INSERT INTO granted_role VALUES (3, 'hr')", TABLE },
	{ "hr", "SELECT draft_level FROM answer", COLUMN },
	{ "hr", "SELECT draft_value FROM answer", COLUMN },
	{ "hr", "UPDATE answer SET self_level = 4", TABLE },
	{ "hr", "UPDATE training_request SET state = 'approved'", TABLE },
	{ "hr", "SELECT title FROM training_draft", TABLE },
	{ "hr", "INSERT INTO granted_role VALUES (3, 'hr')", TABLE },
	{ "hr", "SELECT hired_on FROM person", COLUMN },
	{ "hr", "UPDATE audit SET detail = ''", TABLE },
	{ "hr", "DELETE FROM audit", TABLE },
	{ "hr", "DELETE FROM audit_look", TABLE },
	{ "survey", "UPDATE person SET login = 'x'", COLUMN },
	{ "survey", "UPDATE person SET active = 1", COLUMN },
	{ "survey", "UPDATE answer SET leader_level = 4", COLUMN },
	{ "survey", "UPDATE answer SET agreed_level = 4", COLUMN },
	{ "survey", "UPDATE answer SET required_level = 0", COLUMN },
	{ "survey", "UPDATE assessment SET person_id = 3", COLUMN },
	{ "survey",
		"INSERT INTO answer (round_id, assessment_id, item_id, required) VALUES (1, 1, 1, 1)",
		TABLE },
	{ "survey", "DELETE FROM answer", TABLE },
	{ "survey", "DELETE FROM training_request", TABLE },
	{ "survey", "UPDATE training_event SET reason = ''", TABLE },
	{ "survey", "SELECT detail FROM audit", TABLE },
	{ "survey", "UPDATE audit SET detail = ''", TABLE },
	{ "survey", "DELETE FROM audit", TABLE },
	{ "survey", "UPDATE audit_look SET viewer_id = 1", COLUMN },
	{ "survey", "DELETE FROM op", TABLE },
	{ "survey", "INSERT INTO certificate (person_id, source_id) VALUES (1, 'X')", COLUMN },
	{ "survey", "UPDATE certificate SET person_id = 1", COLUMN },
	{ "survey", "UPDATE certificate_event SET reason = ''", TABLE },
	{ "leader", "UPDATE certificate SET expires_on = NULL", COLUMN },
	{ "leader", "DELETE FROM certificate_file", TABLE },
	{ "hr", "SELECT body FROM certificate_file", TABLE },
	{ "hr", "UPDATE certificate SET state = 'confirmed'", TABLE },
	{ "worker", "SELECT body FROM certificate_file", TABLE },
	{ "worker", "UPDATE certificate SET state = 'confirmed'", TABLE },
	{ "survey", "UPDATE requirement SET level = 0", TABLE },
	{ "survey", "UPDATE round SET closes_at = '2030-01-01'", TABLE },
	{ "survey", "DROP TABLE answer", TABLE },
	{ "survey", "ALTER TABLE answer ADD x INT", TABLE },
	{ "survey", "CREATE TABLE x (id INT PRIMARY KEY)", TABLE },
	{ "survey", "TRUNCATE TABLE audit", TABLE },
	{ "survey", "LOCK TABLES person WRITE", SCHEMA },
	{ "survey", "SET GLOBAL innodb_flush_log_at_trx_commit = 0", GLOBAL },
	{ "survey", "SELECT 1 INTO OUTFILE '/tmp/grunnmur-never'", GLOBAL },
	{ "survey", "SELECT 1; DROP TABLE person", SYNTAX },
	{ "survey", "SELECT * FROM mysql.global_priv", TABLE },
	{ "hr", "GRANT SELECT ON audit TO grunnmur_survey@localhost", TABLE },
};
static void what_is_forbidden_is_refused(void **state)
{
	(void)state;

	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
		const unsigned code =
			answer_to(arena_printf("grunnmur_%s", forbidden[i].account), forbidden[i].sql);

		if (code != forbidden[i].code)
			fail_msg("%s: %s: %u", forbidden[i].account, forbidden[i].sql, code);
	}
}

static void what_the_programs_do_is_allowed(void **state)
{
	(void)state;
	static const struct {
		const char *account, *sql;
	} cases[] = {
		{ "survey",
			"UPDATE answer SET draft_level = 1, draft_at = '2026-11-24', rev = rev + 1 WHERE "
			"assessment_id = 1" },
		{ "survey", "UPDATE answer SET self_level = draft_level WHERE assessment_id = 1" },
		{ "survey", "UPDATE person SET language = 'nn' WHERE id = 3" },
		{ "survey", "SELECT at, action FROM audit_own WHERE person_id = 3" },
		{ "survey", "DELETE FROM training_request_competence WHERE request_id = 17" },
		{ "survey", "DELETE FROM training_draft WHERE request_id = 19" },
		{ "survey", "DELETE FROM certificate_file WHERE certificate_id = 1" },
		{ "leader", "UPDATE certificate SET state = 'confirmed', rev = rev + 1 WHERE id = 3" },
		{ "leader", "UPDATE training_request SET state = 'approved', rev = rev + 1 WHERE id = 17" },
		{ "leader", "SELECT self_level, leader_level FROM answer" },
		{ "leader",
			"INSERT INTO audit_look VALUES (2, 'unit', 3, '2026-11-24', 'read', 1, '2026-11-24', "
			"'')"
			" ON DUPLICATE KEY UPDATE count = count + 1, last_at = VALUES(last_at), detail = "
			"VALUES(detail)" },
		{ "hr", "SELECT detail FROM audit" },
		{ "hr", "SELECT version FROM schema_version" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const unsigned code =
			answer_to(arena_printf("grunnmur_%s", cases[i].account), cases[i].sql);

		if (code != 0)
			fail_msg("%s: %s: %u", cases[i].account, cases[i].sql, code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rights_are_those_of_the_list),
		cmocka_unit_test(nobody_may_grant),
		cmocka_unit_test(what_is_forbidden_is_refused),
		cmocka_unit_test(what_the_programs_do_is_allowed),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
