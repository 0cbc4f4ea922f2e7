/* An export when memory is wanting: whole, refused, or cut where its rows have begun. */
#include "memory.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "pages.h"

enum { SERVED = 200, BROKEN = 500 };

struct streaming { const struct reply *reply; struct sink sink; };

/* What the browser has is outside the request's memory. */
static bool look_for_the_end(struct sink *sink, const char *bytes, size_t length)
{
	bool *seen = sink->target;

	*seen = *seen || memmem(bytes, length, "at the very end", 15) != NULL;
	return true;
}

static void run_stream(void *context)
{
	struct streaming *streaming = context;

	streaming->reply->stream(&streaming->sink, streaming->reply->context);
}

/* A file that was cut counts as an error; one that was not has its last row. */
static int fetch(const char *path)
{
	bool seen = false;
	const struct reply reply = visit("hal", path);
	struct streaming streaming = { &reply, { look_for_the_end, &seen } };

	if (!reply.stream)
		return reply.status;
	const enum outcome outcome = memory_guard(run_stream, &streaming);

	db_rollback_all();
	if (outcome != OUTCOME_DONE)
		return BROKEN;
	assert_true(seen);
	return reply.status;
}

static int csv(void)
{
	return fetch("/rounds/1/export.csv?pseudonymous=0");
}

static int keyed_lines(void)
{
	return fetch("/rounds/1/export.jsonl?pseudonymous=1");
}

/* The longest comment needs more room than a column has at first. */
static void allocations_fail(void **state)
{
	(void)state;
	app_run("UPDATE answer SET comment = CONCAT(REPEAT('x', 900), ' at the very end') WHERE assessment_id = 2 AND item_id = 1;"
	    " UPDATE answer SET value = '\"at the very end\"' WHERE assessment_id = 2 AND item_id = 6");
	memory_fails_in_turn(csv, SERVED);
	memory_fails_in_turn(keyed_lines, SERVED);
	memory_runs_out(csv, SERVED);
}

static int start(void **state)
{
	static const struct route *const tables[] = { round_routes, export_routes, NULL };

	if (app_start(state))
		return 1;
	app_serves("hr", tables);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { APP_TEST(allocations_fail) };

	return cmocka_run_group_tests(tests, start, app_stop);
}
