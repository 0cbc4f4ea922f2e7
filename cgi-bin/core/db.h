/*
 * Sessions with MariaDB, prepared statements, typed arguments, rows. Connector/C is known here
 * alone.
 *
 * A statement is a literal; it is prepared once per session and found again by its address. A query
 * reads all its rows into the arena. What MariaDB refuses is a fault; what another try may mend
 * (deadlock, lost link, no server) leaves with OUTCOME_BUSY after the session was rolled back or
 * closed.
 */
#ifndef GRUNNMUR_DB_H
#define GRUNNMUR_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cJSON;
struct db;
struct db_rows;

/*
 * DB_READ: read-only for the server too, autocommit. DB_WRITE: writes, committed by db_commit.
 * DB_SAVE: writes, autocommit: each statement is on disk when it returns. What writes reads what is
 * committed now, statement by statement: what is read after a lock was waited for is not old.
 * DB_HOLD: as DB_WRITE, for a lock that outlives the transactions of the others.
 */
enum db_mode { DB_READ, DB_WRITE, DB_SAVE, DB_HOLD };

/* The schema version that sessions must find (0: any, for migrations), and the account's name when
 * the configuration has none. */
void db_expect(unsigned schema_version, const char *account);

/* The program's session of that mode, connected on first use; checks sql_mode, flush setting and
 * schema version on connecting. */
struct db *db_session(enum db_mode mode);

void db_commit(struct db *db);
void db_rollback(struct db *db);    /* never raises; closes a session that does not answer */
void db_rollback_all(void);
void db_close_all(void);

/* Answers whether the server answers and its schema fits; never raises. */
bool db_healthy(void);

struct db_arg {
	enum { DB_ARG_END, DB_ARG_NULL, DB_ARG_INT, DB_ARG_TEXT } kind;
	int64_t number;
	const char *text;
	size_t length;
};

struct db_arg db_int(int64_t number);
struct db_arg db_text(const char *text); /* NULL is SQL NULL; decimals and dates are text too */
struct db_arg db_bytes(const char *bytes, size_t length);
struct db_arg db_null(void);
struct db_arg db_int_or_null(int64_t number, bool present);
struct db_arg db_bool(bool value);
#define DB_ARGS(...) ((const struct db_arg[]){ __VA_ARGS__ __VA_OPT__(,) { DB_ARG_END, 0, 0, 0 } })

#define db_query(db, sql, args)  db_query_literal((db), "" sql "", (args))
#define db_exec(db, sql, args)   db_exec_literal((db), "" sql "", (args))
#define db_try(db, sql, args)    db_try_literal((db), "" sql "", (args))
#define db_each(db, sql, args, row, context)                                                       \
	db_each_literal((db), "" sql "", (args), (row), (context))

struct db_rows *db_query_literal(struct db *db, const char *sql, const struct db_arg *args);
int64_t db_exec_literal(
	struct db *db, const char *sql, const struct db_arg *args); /* rows matched */
bool db_try_literal(
	struct db *db, const char *sql, const struct db_arg *args); /* false: duplicate key */

/* Unbuffered: calls row for each row as it comes, in constant memory, until there is none or row
 * returns false. */
void            db_each_literal(struct db *db, const char *sql, const struct db_arg *args,
                    bool (*row)(const struct db_rows *row, void *context), void *context);

int64_t db_insert_id(const struct db *db);    /* AUTO_INCREMENT of the last INSERT */

bool        db_next(struct db_rows *rows);                              /* false: no row left */
size_t      db_count(const struct db_rows *rows);
int64_t db_col_int(
	const struct db_rows *rows, const char *column); /* 0 for NULL; faults on an unknown column */
const char *db_col_text(
	const struct db_rows *rows, const char *column); /* NULL is NULL; lives as long as the arena */
bool        db_col_null(const struct db_rows *rows, const char *column);

/*
 * This row as an object, the rest as an array of objects. Integers and DECIMAL become numbers, a
 * column of display length 1 (BOOLEAN, a comparison) true or false, DATETIME RFC 3339 with Z,
 * others text. TINYINT UNSIGNED is a number.
 */
struct cJSON *db_row_json(const struct db_rows *rows);
struct cJSON *db_rows_json(struct db_rows *rows);

/* By column number, for loops over very many rows. */
int64_t     db_at_int(const struct db_rows *rows, size_t column);
bool        db_at_null(const struct db_rows *rows, size_t column);
const char *db_at_text(
	const struct db_rows *rows, size_t column); /* in db_each: valid until the callback returns */

/* For the command alone: runs a file of statements as they are (schema, migrations, grants).
 * Returns NULL or the server's message. */
const char *db_run_script(struct db *db, const char *sql);

/* For tests and the bench: statements and round trips since the start of the request. */
size_t db_statements(void);

#endif
