/* Connector/C with the errors a test wants. */
#include "db_fault.h"

#include <mysql.h>
#include <signal.h>
#include <unistd.h>

static struct db_fault fault;
static bool armed, kills;
static size_t count;
static unsigned error;          /* of the call that was made to fail last, until another succeeds */

void db_fault_begin(struct db_fault wanted)
{
	fault = wanted;
	armed = true;
	kills = false;
	count = 0;
	error = 0;
}

void db_fault_kill(enum db_calls calls, size_t at, bool executed)
{
	db_fault_begin((struct db_fault){ calls, at, 1, executed, false });
	kills = true;
}

size_t db_fault_end(void)
{
	armed = false;
	error = 0;
	return count;
}

/* Whether this call is to fail. After a failure for ever nothing works, counted or not. */
static bool fails(enum db_calls kind)
{
	error = 0;
	if (!armed)
		return false;
	const bool counted = kind <= fault.calls;

	count += counted;
	if (fault.at && ((counted && count == fault.at) || (fault.for_ever && count >= fault.at)))
		error = fault.code;
	return error != 0;
}

/* link is what carries the call: with an answer that is lost, it is lost. */
#define WRAP(type, name, kind, failure, link_of_it, parameters, arguments) \
	type __real_##name parameters; \
	type __wrap_##name parameters; \
	type __wrap_##name parameters \
	{ \
		if (!fails(kind)) \
			return __real_##name arguments; \
		if (kills) { \
			if (fault.executed) \
				(void)__real_##name arguments; \
			kill(getpid(), SIGKILL); \
		} \
		if (fault.executed) { \
			(void)__real_##name arguments; \
			mariadb_cancel(link_of_it); \
		} \
		return failure; \
	}

WRAP(MYSQL *, mysql_real_connect, DB_EVERY_CALL, NULL, link,
    (MYSQL *link, const char *host, const char *user, const char *password, const char *database, unsigned port,
        const char *socket, unsigned long flags),
    (link, host, user, password, database, port, socket, flags))
WRAP(int, mysql_query, DB_EVERY_CALL, 1, link, (MYSQL *link, const char *sql), (link, sql))
WRAP(int, mysql_stmt_prepare, DB_EVERY_CALL, 1, st->mysql, (MYSQL_STMT *st, const char *sql, unsigned long length), (st, sql, length))
WRAP(int, mysql_stmt_fetch, DB_EVERY_CALL, 1, st->mysql, (MYSQL_STMT *st), (st))
WRAP(my_bool, mysql_rollback, DB_EVERY_CALL, 1, link, (MYSQL *link), (link))
WRAP(int, mysql_stmt_execute, DB_STATEMENTS, 1, st->mysql, (MYSQL_STMT *st), (st))
WRAP(my_bool, mysql_commit, DB_COMMITS, 1, link, (MYSQL *link), (link))

unsigned __real_mysql_errno(MYSQL *link);
unsigned __wrap_mysql_errno(MYSQL *link);
unsigned __real_mysql_stmt_errno(MYSQL_STMT *st);
unsigned __wrap_mysql_stmt_errno(MYSQL_STMT *st);

unsigned __wrap_mysql_errno(MYSQL *link)
{
	return error ? error : __real_mysql_errno(link);
}

unsigned __wrap_mysql_stmt_errno(MYSQL_STMT *st)
{
	return error ? error : __real_mysql_stmt_errno(st);
}
