/*
 * grunnmur people [--check] [--reason TEXT] SOURCE FILE…: the nightly import. It reads, compares,
 * reports, and stores when nothing waits for HR's word. Status 0: stored, or nothing differs;
 * 1: it waits for HR; 65: the files; 75: try later.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "commands.h"
#include "db.h"
#include "i18n.h"
#include "job.h"
#include "json.h"
#include "people_import.h"
#include "people_words.h"

enum { ROWS_AT_A_TIME = 1000 };

struct call {
	bool checks;                    /* only reports */
	const char *reason, *source, **files;
	size_t count;
};

static bool read_words(struct call *call, int count, char **words)
{
	int at = 0;

	*call = (struct call){ .reason = "" };
	for (; at < count && strncmp(words[at], "--", 2) == 0; at++) {
		if (strcmp(words[at], "--check") == 0)
			call->checks = true;
		else if (strcmp(words[at], "--reason") == 0 && at + 1 < count)
			call->reason = words[++at];
		else
			return false;
	}
	call->source = at < count ? words[at++] : NULL;
	call->files = (const char **)(words + at);
	call->count = (size_t)(count - at);
	return call->source && call->count > 0 && call->count <= PEOPLE_FILES;
}

/* Does the job itself, or waits for the worker that was faster; its state and reason. */
static struct db_rows *end_of(int64_t import_id, const char *kind)
{
	for (;;) {
		const bool worked = job_run_next(worker_kinds, NULL);
		struct db_rows *job = job_of(db_session(DB_SAVE), kind, import_id);

		if (!db_next(job) || !db_col_null(job, "ended_at"))
			return job;
		if (!worked)
			nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
	}
}

static bool is_done(const struct db_rows *job)
{
	return strcmp(db_col_text(job, "state"), "done") == 0;
}

/* Reporting -------------------------------------------------------------------------- */

/* Whom no row of the report is about: the command reads as nobody. */
static const struct user nobody;

static void tell_row(const struct db_rows *row)
{
	cJSON *json = db_row_json(row);

	people_words_add(json);
	const char *file = json_get_text(json, "file"), *place = json_get_text(json, "place");
	const char *item = json_get_text(json, "item"), *name = json_get_text(json, "name");
	const char *before = json_get_text(json, "before"), *after = json_get_text(json, "after");

	printf("%s%s%s%s%s%s%s: %s", file ? file : "", file && *place ? ", " : "", place,
	    file || *place ? ": " : "", item ? item : "", item && name ? " " : "", name ? name : "",
	    json_get_text(json, "what"));
	if (strcmp(json_get_text(json, "kind"), "fault") == 0)
		printf("%s%s%s", *before ? " (" : "", before, *before ? ")" : "");
	else if (*before || *after)
		printf(": %s → %s", before, after);
	putchar('\n');
}

static void tell_kind(int64_t id, const char *kind)
{
	struct db *db = db_session(DB_SAVE);
	const int64_t count = people_import_count(db, id, kind, "");
	int64_t after = 0;

	if (count == 0)
		return;
	printf("%s (%lld)\n", people_words_kind(kind), (long long)count);
	for (size_t shown = ROWS_AT_A_TIME; shown == ROWS_AT_A_TIME;) {
		struct db_rows *rows = people_import_changes(db, &nobody, id, kind, "", after,
		    ROWS_AT_A_TIME);

		for (shown = db_count(rows); db_next(rows); after = db_col_int(rows, "id"))
			tell_row(rows);
	}
}

static void report(int64_t id)
{
	static const char *const kinds[] = {
		"fault", "conflict", "gone", "new", "moved", "changed", NULL,
	};

	for (const char *const *kind = kinds; *kind; kind++)
		tell_kind(id, *kind);
}

/* A check, too, says that storing needs a reason. */
static void tell_shrinking(int64_t id, const char *reason)
{
	struct db_rows *import = people_import_get(db_session(DB_SAVE), id);

	if (!db_next(import) || strlen(reason) >= PEOPLE_REASON_MIN)
		return;
	const int64_t people = db_col_int(import, "people"), gone = db_col_int(import, "gone");

	if (people_import_shrinks(people, gone))
		printf(_("%lld of %lld people would disappear, more than %d %%. Storing that needs"
		    " --reason.\n"), (long long)gone, (long long)people, PEOPLE_GONE_PERCENT);
}

/* Steps -------------------------------------------------------------------------------- */

static bool read_files(const struct call *call, struct people_upload *uploads)
{
	for (size_t i = 0; i < call->count; i++) {
		const char *text = file_bytes(call->files[i], &uploads[i].length);

		if (!text)
			return false;
		uploads[i].bytes = text;
		uploads[i].name = call->files[i];
	}
	return true;
}

/* Last night's, which nobody has taken up, gives way. False: HR is at work on one. */
static bool clear_way(struct db *db, int64_t source_id)
{
	const int64_t open = people_import_open(db, source_id);

	if (!open)
		return true;
	struct db_rows *import = people_import_get(db, open);

	if (!db_next(import) || !db_col_null(import, "person")
	    || people_import_discard(db, NULL, open, -1) != PEOPLE_DONE)
		return false;
	db_commit(db);
	return true;
}

static int refuse(const struct call *call, const struct people_made *made)
{
	db_rollback(db_session(DB_WRITE));
	if (strcmp(made->problem, "open") == 0) {
		fprintf(stderr, "%s\n", _("An import from this source is under way. Try later."));
		return BUSY;
	}
	fprintf(stderr, "%s: %s\n", call->files[made->file],
	    people_words_problem(made->problem, made->detail, made->heading));
	return BAD_DATA;
}

static int discard(int64_t id, int status, const char *message)
{
	struct db *db = db_session(DB_WRITE);

	people_import_discard(db, NULL, id, -1);
	db_commit(db);
	puts(message);
	return status;
}

static int store(int64_t id, const char *reason)
{
	struct db *db = db_session(DB_WRITE);

	switch (people_import_apply(db, NULL, id, -1, reason)) {
	case PEOPLE_DONE:
		db_commit(db);
		break;
	case PEOPLE_STOPPED:
		db_rollback(db);
		puts(_("Faults stop it. Nothing was stored."));
		return BAD_DATA;
	case PEOPLE_UNDECIDED:
		db_rollback(db);
		puts(_("It waits for HR's decisions. Nothing was stored."));
		return NOT_DONE;
	case PEOPLE_REASON:
		db_rollback(db);
		puts(_("Too many people would disappear. Say why with --reason, or let HR decide. Nothing"
		    " was stored."));
		return NOT_DONE;
	default:
		db_rollback(db);
		return BUSY;
	}
	if (!is_done(end_of(id, "people.apply"))) {
		puts(_("Something was changed here meanwhile. Try again. Nothing was stored."));
		return BUSY;
	}
	puts(_("The changes are stored."));
	return DONE;
}

static bool differs(int64_t id)
{
	struct db_rows *import = people_import_get(db_session(DB_SAVE), id);

	return db_next(import) && (db_col_int(import, "changes") > 0
	    || db_col_int(import, "stops") > 0 || db_col_int(import, "open_conflicts") > 0);
}

static int import_files(const struct call *call, const struct people_source *source)
{
	struct db *db = db_session(DB_WRITE);
	struct people_upload uploads[PEOPLE_FILES];

	if (!read_files(call, uploads))
		return BAD_DATA;
	if (!clear_way(db, source->id))
		return refuse(call, &(struct people_made){ .problem = "open", .detail = "" });
	const struct people_made made = people_import_make(db, NULL, source, uploads, call->count,
	    NULL);

	if (made.problem)
		return refuse(call, &made);
	db_commit(db);
	if (!is_done(end_of(made.id, "people.check")))
		return BROKEN;
	report(made.id);
	tell_shrinking(made.id, call->reason);
	if (call->checks)
		return discard(made.id, DONE, _("Only checked. Nothing was stored."));
	if (!differs(made.id))
		return discard(made.id, DONE, _("The files say what is stored already."));
	return store(made.id, call->reason);
}

int people_run(int count, char **words)
{
	struct call call;
	struct people_source source;

	if (!read_words(&call, count, words))
		return USAGE;
	struct db *db = db_session(DB_WRITE);
	const int64_t id = people_source_find(db, call.source);

	if (!id || !people_source_get(db, id, &source)) {
		fprintf(stderr, "%s: %s\n", call.source, _("There is no source with this code."));
		return NOT_DONE;
	}
	return import_files(&call, &source);
}
