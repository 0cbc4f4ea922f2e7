/* What the parts of db share: sessions and their prepared statements. Included by db*.c alone. */
#ifndef GRUNNMUR_DB_INSIDE_H
#define GRUNNMUR_DB_INSIDE_H

#include <mysql.h>

#include "db.h"

enum { SLOTS = 512 };

enum kind { KIND_INT, KIND_BOOL, KIND_DECIMAL, KIND_MOMENT, KIND_TEXT };

struct column {
	char *name;
	enum kind kind;
	int64_t number;                 /* the row being fetched is put here … */
	char *text;                     /* … or here, room bytes and a NUL */
	size_t room;
	unsigned long length;
	my_bool null, cut;
};

/* What is known of a literal in one session. Columns outlive a lost link: rows read before it still
 * name them. */
struct statement {
	const char *sql;
	MYSQL_STMT *handle;             /* NULL: none on the present link */
	bool prepared;                  /* and its columns are known */
	struct column *columns;
	MYSQL_BIND *binds;
	unsigned column_count;
};

struct db {
	MYSQL *link;
	enum db_mode mode;
	bool reading;                   /* rows of a statement are still on the wire */
	bool asked;                     /* since the last commit or rollback */
	struct statement *slots[SLOTS];
};

/* Ends the link and what was prepared on it; rows still on the wire are thrown away. */
void db_disconnect(struct db *db);

/* Never returns: busy for what another try may mend (security.md 7), else a fault. what is the
 * statement. */
_Noreturn void db_raise(struct db *db, unsigned code, const char *message, const char *what);

/* Prepares on first use and executes; NULL when the server answered with the *expected error (which
 * may be NULL). */
struct statement *db_execute(
	struct db *db, const char *sql, const struct db_arg *args, const unsigned *expected);

/* Reads the next row into the statement's columns; false: there is none. */
bool db_fetch(struct db *db, struct statement *st);

/* A statement or commit went over the wire. */
void db_counted(void);

#endif
