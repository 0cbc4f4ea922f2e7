/* Allocations that fail when a test says so, while a request is answered. */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include <mysql.h>

#include "arena.h"
#include "dispatch.h"

enum { PLENTY = 64 << 20, STEPS = 120, TRIES = 5000 };

static size_t countdown;        /* the allocation that fails, counted from the next; 0: none */
static size_t limit = PLENTY;
static bool answering, failed, own_only;

enum maker { OURS, THEIRS };    /* the C library for us; Connector/C */

static bool fails(enum maker maker)
{
	if (!answering || (own_only && maker == THEIRS) || countdown == 0 || --countdown > 0)
		return false;
	failed = true;
	return true;
}

#define WRAP(type, name, maker, parameters, arguments) \
	type __real_##name parameters; \
	type __wrap_##name parameters; \
	type __wrap_##name parameters \
	{ \
		return fails(maker) ? NULL : __real_##name arguments; \
	}

WRAP(void *, malloc, OURS, (size_t size), (size))
WRAP(void *, calloc, OURS, (size_t count, size_t size), (count, size))
WRAP(void *, realloc, OURS, (void *piece, size_t size), (piece, size))
WRAP(char *, strdup, OURS, (const char *text), (text))
WRAP(MYSQL *, mysql_init, THEIRS, (MYSQL *link), (link))
WRAP(MYSQL_STMT *, mysql_stmt_init, THEIRS, (MYSQL *link), (link))
WRAP(MYSQL_RES *, mysql_stmt_result_metadata, THEIRS, (MYSQL_STMT *st), (st))

static void begin(void)
{
	answering = true;
	arena_limit(limit);
}

static void end(void)
{
	answering = false;
	arena_limit(PLENTY);
}

const char *__real_dispatch(const struct program *program, const char *const *parameters, const char *body, size_t body_length,
    size_t *length, const struct reply **reply);
const char *__wrap_dispatch(const struct program *program, const char *const *parameters, const char *body, size_t body_length,
    size_t *length, const struct reply **reply);

const char *__wrap_dispatch(const struct program *program, const char *const *parameters, const char *body, size_t body_length,
    size_t *length, const struct reply **reply)
{
	begin();
	const char *bytes = __real_dispatch(program, parameters, body, body_length, length, reply);

	end();
	return bytes;
}

enum outcome memory_guard(void (*body)(void *), void *context)
{
	begin();
	const enum outcome outcome = fault_guard(body, context);

	end();
	return outcome;
}

/* Asks while the allocation of that number fails; false: so many were not made. */
static bool ask_with(int (*ask)(void), int status, size_t number)
{
	countdown = number;
	failed = false;
	const int answered = ask();

	countdown = 0;
	if (answered != (failed ? 500 : status))
		fail_msg("allocation %zu %s: %d", number, failed ? "failed" : "was not made", answered);
	assert_int_equal(visit("-", "/health").status, 200);
	return failed;
}

void memory_fails_in_turn(int (*ask)(void), int status)
{
	size_t lasting = 0, passing = 0;

	/* What lasts is made once: the first then passes, the second fails, and is the first next time. */
	own_only = true;
	ask_with(ask, status, 1);
	while (ask_with(ask, status, 2))
		assert_true(++lasting < TRIES);
	own_only = false;
	do
		db_close_all();
	while (ask_with(ask, status, ++passing));
	print_message("# %zu lasting and %zu passing allocations failed\n", lasting, passing - 1);
	assert_true(passing > 3);
	assert_int_equal(ask(), status);
}

void memory_runs_out(int (*ask)(void), int status)
{
	assert_int_equal(ask(), status);
	const size_t used = arena_used(), step = used / STEPS + 1;

	for (limit = 0; limit < used; limit += step) {
		const int answered = ask();

		if (answered != 500 && answered != status)
			fail_msg("with %zu bytes: %d", limit, answered);
		assert_true(answered == 500 || limit + step >= used / 2);
		const size_t wanted = limit;

		limit = PLENTY;
		assert_int_equal(visit("-", "/health").status, 200);
		limit = wanted;
	}
	limit = PLENTY;
	assert_int_equal(ask(), status);
}
