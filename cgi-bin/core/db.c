/* Sessions with MariaDB: connecting, checking, committing, losing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "config.h"
#include "db_inside.h"
#include "fault.h"
#include "log.h"

enum { MODES = 4, ERROR_NO_TABLE = 1146 };

static struct db sessions[MODES];
static unsigned expected_version;
static const char *default_account = "grunnmur";
static size_t statements;

void db_expect(unsigned schema_version, const char *account)
{
	expected_version = schema_version;
	default_account = account;
}

void db_counted(void)
{
	statements++;
}

size_t db_statements(void)
{
	return statements;
}

/* Connecting ------------------------------------------------------------- */

static void forget(struct db *db)
{
	for (size_t i = 0; i < SLOTS; i++) {
		if (db->slots[i] && db->slots[i]->handle) {
			mysql_stmt_close(db->slots[i]->handle);
			db->slots[i]->handle = NULL;
			db->slots[i]->prepared = false;
		}
	}
}

void db_disconnect(struct db *db)
{
	if (!db->link)
		return;
	MYSQL *link = db->link;

	/* Rows that nobody will read are not waited for: the socket goes first. */
	if (db->reading)
		mariadb_cancel(link);
	forget(db);
	mysql_close(link);
	db->link = NULL;
	db->reading = db->asked = false;
}

/* Errors after which the same transaction may succeed (security.md 7); the link is kept only where
 * the server says so. */
static bool is_busy(unsigned code, bool *keeps_link)
{
	static const unsigned short kept[] = { 1213, 1020, 1205, 1290, 1836, 1021, 1030, 1114 };
	static const unsigned short lost[] = {
		2006, 2013, 2055, 1927, 1053, 1180, 1317, 1047, 2002, 2003, 1040, 1203,
		1158, 1159, 1160, 1161,
	};

	*keeps_link = true;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (code == kept[i])
			return true;
	*keeps_link = false;
	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
		if (code == lost[i])
			return true;
	return false;
}

/* Never returns: the error is either worth another try or a fault. */
_Noreturn void db_raise(struct db *db, unsigned code, const char *message, const char *what)
{
	char *copy = arena_printf("%s", message);
	bool keeps_link;

	if (!is_busy(code, &keeps_link))
		fault("database error %u: %s: %s", code, copy, what);
	if (!keeps_link)
		db_disconnect(db);
	fault_busy("database error %u: %s: %s", code, copy, what);
}

/* A row of short texts of a statement without arguments, before statements can be prepared. */
static bool ask(MYSQL *link, const char *sql, char *answer, size_t room)
{
	if (mysql_query(link, sql))
		return false;
	MYSQL_RES *result = mysql_store_result(link);

	if (!result)
		return false;
	MYSQL_ROW row = mysql_fetch_row(result);

	snprintf(answer, room, "%s", row && row[0] ? row[0] : "");
	mysql_free_result(result);
	return true;
}

#define SETTINGS \
	"SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 3," \
	" sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'"
#define READS_COMMITTED ", tx_isolation = 'READ-COMMITTED'"

static const char *prepare_session(MYSQL *link, enum db_mode mode)
{
	static const char *const settings[MODES] = {
		[DB_READ] = SETTINGS ", tx_read_only = 1",
		[DB_WRITE] = SETTINGS READS_COMMITTED ", autocommit = 0",
		[DB_SAVE] = SETTINGS READS_COMMITTED,
		[DB_HOLD] = SETTINGS READS_COMMITTED ", autocommit = 0",
	};
	static char misfit[120];
	char answer[32];

	if (mysql_query(link, settings[mode]))
		return mysql_error(link);
	if (!ask(link, "SELECT @@innodb_flush_log_at_trx_commit", answer, sizeof answer))
		return mysql_error(link);
	if (strcmp(answer, "1") != 0)
		return "innodb_flush_log_at_trx_commit is not 1: a save would not survive a power cut";
	if (expected_version == 0)
		return NULL;
	if (!ask(link, "SELECT MAX(version) FROM schema_version", answer, sizeof answer))
		return mysql_errno(link) == ERROR_NO_TABLE ? "the database has no schema"
		    : mysql_error(link);
	if (strtoul(answer, NULL, 10) != expected_version) {
		snprintf(misfit, sizeof misfit, "the schema has version %s, this program needs %u",
		    answer, expected_version);
		return misfit;
	}
	if (mode == DB_WRITE || mode == DB_HOLD)
		mysql_rollback(link);
	return NULL;
}

/* The first line of the password file, in the arena; "" without a file. */
static const char *password(void)
{
	const char *path = config()->database_password_file;

	if (!path)
		return "";
	FILE *file = fopen(path, "re");
	char line[256];

	if (!file)
		fault("password file %s: %s", path, strerror(errno));
	const bool empty = !fgets(line, sizeof line, file);

	fclose(file);
	if (empty)
		fault("password file %s: empty", path);
	line[strcspn(line, "\r\n")] = '\0';
	return arena_printf("%s", line);
}

static void set_options(MYSQL *link)
{
	const struct config *c = config();
	const unsigned seconds = 5, off = 0;
	const my_bool on = 1;

	mysql_options(link, MYSQL_OPT_LOCAL_INFILE, &off);
	mysql_options(link, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(link, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
	/* The operator's command has statements that may take minutes. */
	if (strcmp(log_program_name(), "grunnmur") != 0) {
		mysql_options(link, MYSQL_OPT_READ_TIMEOUT, &seconds);
		mysql_options(link, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
	}
	if (!c->database_socket) {
		mysql_options(link, MYSQL_OPT_SSL_CA, c->database_ca);
		mysql_options(link, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &on);
	}
}

/* NULL, or why there is no session. *code has the client's error number. */
static const char *connect_session(struct db *db, unsigned *code)
{
	/* Not in the arena: what runs out of memory here would leave the link open. */
	static char why[512];
	const struct config *c = config();
	const char *secret = password();
	MYSQL *link = mysql_init(NULL);
	const char *problem;

	*code = 0;
	if (!link)
		fault("no memory for a database session");
	set_options(link);
	if (mysql_real_connect(link, c->database_socket ? NULL : c->database_host,
	    c->database_user ? c->database_user : default_account, secret, c->database,
	    c->database_socket ? 0 : c->database_port, c->database_socket, CLIENT_FOUND_ROWS)) {
		problem = prepare_session(link, db->mode);
	} else {
		*code = mysql_errno(link);
		problem = mysql_error(link);
	}
	if (problem) {
		snprintf(why, sizeof why, "%s", problem);
		mysql_close(link);
		return why;
	}
	db->link = link;
	return NULL;
}

struct db *db_session(enum db_mode mode)
{
	struct db *db = &sessions[mode];
	unsigned code;

	if (db->link)
		return db;
	db->mode = mode;
	const char *problem = connect_session(db, &code);

	if (problem)
		fault_busy("no database session: %u %s", code, problem);
	return db;
}

static void check_health(void *context)
{
	bool *healthy = context;

	*healthy = db_next(db_query(db_session(DB_READ),
	    "SELECT version FROM schema_version LIMIT 1", DB_ARGS()));
}

bool db_healthy(void)
{
	bool healthy = false;

	if (fault_guard(check_health, &healthy) != OUTCOME_DONE)
		db_disconnect(&sessions[DB_READ]);
	return healthy;
}

void db_commit(struct db *db)
{
	db_counted();
	if (mysql_commit(db->link))
		db_raise(db, mysql_errno(db->link), mysql_error(db->link), "COMMIT");
	db->asked = false;
}

/* Where a statement opens a transaction by itself, a refused one does too, and the refusal does not
 * say so: what was asked for counts, not the status that the server told last. */
static bool may_be_in_transaction(const struct db *db)
{
	unsigned status;

	mariadb_get_infov(db->link, MARIADB_CONNECTION_SERVER_STATUS, &status);
	return (status & SERVER_STATUS_IN_TRANS)
	    || (db->asked && (db->mode == DB_WRITE || db->mode == DB_HOLD));
}

void db_rollback(struct db *db)
{
	if (!db->link)
		return;
	if (db->reading) {
		db_disconnect(db);
		return;
	}
	if (may_be_in_transaction(db) && mysql_rollback(db->link))
		db_disconnect(db);
	db->asked = false;
}

void db_rollback_all(void)
{
	for (int i = 0; i < MODES; i++)
		db_rollback(&sessions[i]);
	statements = 0;
}

void db_close_all(void)
{
	for (int i = 0; i < MODES; i++)
		db_disconnect(&sessions[i]);
}

const char *db_run_script(struct db *db, const char *sql)
{
	int more = 0;

	mysql_set_server_option(db->link, MYSQL_OPTION_MULTI_STATEMENTS_ON);
	bool failed = mysql_query(db->link, sql) != 0;

	while (!failed && more == 0) {
		mysql_free_result(mysql_store_result(db->link));
		more = mysql_next_result(db->link);
		failed = more > 0;
	}
	const char *message = failed ? arena_printf("%s", mysql_error(db->link)) : NULL;

	mysql_set_server_option(db->link, MYSQL_OPTION_MULTI_STATEMENTS_OFF);
	return message;
}
