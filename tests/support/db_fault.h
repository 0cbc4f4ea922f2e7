/*
 * Stands between core and Connector/C in the test programs that are linked with its --wrap: counts
 * the calls that may fail, and lets them fail as a test says.
 */
#ifndef GRUNNMUR_TESTS_DB_FAULT_H
#define GRUNNMUR_TESTS_DB_FAULT_H

#include <stdbool.h>
#include <stddef.h>

/* COMMIT alone; what is executed: statements and COMMIT; or every call that asks the server for something. */
enum db_calls { DB_COMMITS, DB_STATEMENTS, DB_EVERY_CALL };

struct db_fault {
	enum db_calls calls;    /* which are counted */
	size_t at;              /* the first that fails; 0: none */
	unsigned code;          /* MariaDB's error */
	bool executed;          /* it is done all the same: the answer alone is lost */
	bool for_ever;          /* every call after it fails too */
};

/* Begins to count, and to fail. */
void db_fault_begin(struct db_fault fault);

/* Begins to count; the process is killed at that call, before it is done or after. */
void db_fault_kill(enum db_calls calls, size_t at, bool executed);

/* Ends failing; the calls counted since the beginning. */
size_t db_fault_end(void);

#endif
