/* The retry rule proved on a request. */
#include "retry.h"

#include <string.h>

#include "buf.h"
#include "db_fault.h"
#include "fault.h"

enum { UNAVAILABLE = 503, BROKEN = 500, DEADLOCK = 1213, LOST = 2013, NO_SERVER = 2002, BUG = 1054 };

/* security.md section 7: the statement was refused; its outcome is unknown; there is no server. */
static const unsigned refused[] = { DEADLOCK, 1020, 1205 };
static const unsigned unknown[] = { 2006, LOST, 2055, 1927, 1053, 1180, 1317 };
static const unsigned nobody[] = { 1047, NO_SERVER, 2003, 1040 };

struct outcome_of_request { int status; bool streamed, cut; struct buf file; };

struct streaming { const struct reply *reply; struct sink sink; };

static bool collect(struct sink *sink, const char *bytes, size_t length)
{
	buf_add_bytes(sink->target, bytes, length);
	return true;
}

static void run_stream(void *context)
{
	struct streaming *streaming = context;

	streaming->reply->stream(&streaming->sink, streaming->reply->context);
}

/* Sends it as the web server would; of a file, its rows too. */
static struct outcome_of_request send(const struct retried *request)
{
	struct outcome_of_request result = { 0 };
	struct reply reply;

	if (!request->body)
		reply = visit(request->login, request->path);
	else if (*request->body == '{')
		reply = send_json(request->method, request->login, request->path, request->body);
	else
		reply = submit(request->login, request->path, request->body);
	result.status = reply.status;
	result.streamed = reply.stream != NULL;
	if (reply.stream) {
		struct streaming streaming = { &reply, { collect, &result.file } };

		result.cut = fault_guard(run_stream, &streaming) != OUTCOME_DONE;
		db_rollback_all();
	}
	return result;
}

static const char *stored_now(const struct retried *request)
{
	return app_stored(request->look);
}

static bool is_stored(const struct retried *request)
{
	return strcmp(stored_now(request), request->after) == 0;
}

/* Sends it with a fault; the calls that were made are in *calls. What it changed is undone afterwards by undo(). */
static struct outcome_of_request send_with(const struct retried *request, struct db_fault fault, size_t *calls)
{
	if (fault.calls == DB_EVERY_CALL)
		db_close_all();
	db_fault_begin(fault);
	const struct outcome_of_request result = send(request);

	*calls = db_fault_end();
	return result;
}

static void undo(const struct retried *request)
{
	app_run(request->undo);
}

/* How many calls it makes when nothing fails; on the way it is seen to do what the test thinks. */
static size_t calls_of(const struct retried *request, enum db_calls kind)
{
	size_t calls;

	assert_string_equal(stored_now(request), request->before);
	struct outcome_of_request result = send_with(request, (struct db_fault){ kind, 0, 0, false, false }, &calls);

	assert_int_equal(result.status, request->status);
	assert_false(result.cut);
	if (!strstr(result.streamed ? buf_text(&result.file) : shown(), request->answer))
		fail_msg("%s: not the answer: %s", request->path, shown());
	assert_string_equal(stored_now(request), request->after);
	undo(request);
	assert_string_equal(stored_now(request), request->before);
	assert_true(calls > 2);
	return calls;
}

#define EXPECT(request, fault, true_that) \
	do { \
		if (!(true_that)) \
			fail_msg("%s %s, error %u%s at call %zu%s: not %s; status %d, stored: %s", (request)->method, \
			    (request)->path, (fault).code, (fault).executed ? " (executed)" : "", (fault).at, \
			    (fault).for_ever ? " for ever" : "", #true_that, result.status, stored_now(request)); \
	} while (0)

/* A file whose rows have begun cannot be begun again: then it is cut, and the browser sees that. */
static void expect_mended(const struct retried *request, struct db_fault fault)
{
	size_t calls;
	const struct outcome_of_request result = send_with(request, fault, &calls);
	const char *text = result.streamed ? buf_text(&result.file) : shown();

	EXPECT(request, fault, result.status == request->status);
	EXPECT(request, fault, is_stored(request));
	EXPECT(request, fault, result.cut ? result.streamed && calls == fault.at : strstr(text, request->answer) != NULL);
	EXPECT(request, fault, result.cut || calls > fault.at);
	undo(request);
}

static void expect_given_up(const struct retried *request, struct db_fault fault)
{
	size_t calls;
	const struct outcome_of_request result = send_with(request, fault, &calls);
	const bool unsure = fault.executed || request->at_once;

	EXPECT(request, fault, result.cut || result.status == UNAVAILABLE);
	EXPECT(request, fault, result.cut || strstr(shown_head(), "\r\nRetry-After: 5\r\n"));
	EXPECT(request, fault, strcmp(stored_now(request), request->before) == 0 || (unsure && is_stored(request)));
	undo(request);
}

static void expect_broken(const struct retried *request, struct db_fault fault)
{
	size_t calls;
	const struct outcome_of_request result = send_with(request, fault, &calls);

	EXPECT(request, fault, result.cut || result.status == BROKEN);
	EXPECT(request, fault, strcmp(stored_now(request), request->before) == 0 || (request->at_once && is_stored(request)));
	EXPECT(request, fault, fault.calls == DB_EVERY_CALL || calls == fault.at);
	undo(request);
}

static void with_each(const struct retried *request, struct db_fault fault, const unsigned *codes, size_t count,
    void (*expect)(const struct retried *, struct db_fault))
{
	for (size_t i = 0; i < count; i++) {
		fault.code = codes[i];
		expect(request, fault);
	}
}

#define EACH(codes) codes, sizeof codes / sizeof *codes

void retry_mends(const struct retried *request)
{
	const size_t calls = calls_of(request, DB_STATEMENTS);

	for (size_t at = 1; at <= calls; at++) {
		const struct db_fault before = { DB_STATEMENTS, at, 0, false, false }, after = { DB_STATEMENTS, at, 0, true, false };

		with_each(request, before, EACH(refused), expect_mended);
		with_each(request, before, EACH(unknown), expect_mended);
		with_each(request, before, EACH(nobody), expect_mended);
		with_each(request, after, EACH(unknown), expect_mended);
	}
}

void retry_gives_up(const struct retried *request)
{
	const size_t calls = calls_of(request, DB_STATEMENTS);

	for (size_t at = 1; at <= calls; at++) {
		expect_given_up(request, (struct db_fault){ DB_STATEMENTS, at, DEADLOCK, false, true });
		expect_given_up(request, (struct db_fault){ DB_STATEMENTS, at, LOST, false, true });
		expect_given_up(request, (struct db_fault){ DB_STATEMENTS, at, LOST, true, true });
		expect_given_up(request, (struct db_fault){ DB_STATEMENTS, at, NO_SERVER, false, true });
	}
}

void retry_is_not_for_bugs(const struct retried *request)
{
	const size_t calls = calls_of(request, DB_STATEMENTS);

	for (size_t at = 1; at <= calls; at++)
		expect_broken(request, (struct db_fault){ DB_STATEMENTS, at, BUG, false, false });
}

void retry_reaches_every_call(const struct retried *request)
{
	const size_t calls = calls_of(request, DB_EVERY_CALL);

	for (size_t at = 1; at <= calls; at++) {
		expect_mended(request, (struct db_fault){ DB_EVERY_CALL, at, LOST, false, false });
		expect_given_up(request, (struct db_fault){ DB_EVERY_CALL, at, NO_SERVER, false, true });
	}
}
