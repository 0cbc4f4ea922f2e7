/* An import: its difference to look through, what HR decides, and storing or discarding it. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "buf.h"
#include "choice.h"
#include "form.h"
#include "i18n.h"
#include "job.h"
#include "job_words.h"
#include "json.h"
#include "pages.h"
#include "people_import.h"
#include "people_words.h"

enum { ROWS_A_PAGE = 40, REFRESH_SECONDS = 3 };

static const char *const kinds[] = {
	"fault", "conflict", "gone", "new", "moved", "changed", NULL,
};

/* The rows --------------------------------------------------------------------------- */

static int64_t count_of(const cJSON *counts, const char *kind)
{
	return json_get_int(counts, kind, 0);
}

/* What stops it or waits for a decision is shown before what changes. */
static const char *kind_of(const struct request *req, const cJSON *import, const cJSON *counts)
{
	static const char *const order[] = { "gone", "new", "moved", "changed", "fault", NULL };
	const char *wanted = request_query(req, "kind");

	if (choice_has(kinds, wanted))
		return wanted;
	if (json_get_int(import, "stops", 0) > 0)
		return "fault";
	if (count_of(counts, "conflict") > 0)
		return "conflict";
	for (const char *const *kind = order; *kind; kind++)
		if (count_of(counts, *kind) > 0)
			return *kind;
	return "fault";
}

static cJSON *tabs_of(const cJSON *counts, const char *present)
{
	cJSON *tabs = cJSON_CreateArray();

	for (const char *const *kind = kinds; *kind; kind++) {
		cJSON *tab = cJSON_CreateObject();

		json_set_text(tab, "kind", *kind);
		json_set_text(tab, "title", people_words_kind(*kind));
		json_set_int(tab, "count", count_of(counts, *kind));
		json_set_bool(tab, "current", strcmp(*kind, present) == 0);
		cJSON_AddItemToArray(tabs, tab);
	}
	return tabs;
}

static cJSON *worded(const cJSON *changes)
{
	cJSON *rows = cJSON_Duplicate(changes, true), *row;

	cJSON_ArrayForEach(row, rows) {
		people_words_add(row);
		if (strcmp(json_get_text(row, "kind"), "conflict") == 0)
			json_set(row, "choices", people_words_choices(row));
	}
	return rows;
}

static const char *encoded(const char *text)
{
	struct buf address = { 0 };

	buf_add_url(&address, text);
	return buf_text(&address);
}

/* One page of one kind; one row more than shown says that there is a next page. */
static void add_rows(const struct request *req, cJSON *view, cJSON *page, const cJSON *import,
    const cJSON *counts)
{
	const int64_t id = json_get_int(import, "id", 0);
	const char *kind = kind_of(req, import, counts), *q = request_query(req, "q");
	const int64_t after = request_query_int(req, "after", 0, UINT32_MAX, 0);
	cJSON *changes = db_rows_json(people_import_changes(req->db, req->user, id, kind, q ? q : "",
	    after, ROWS_A_PAGE + 1));
	const bool more = cJSON_GetArraySize(changes) > ROWS_A_PAGE;

	if (more)
		cJSON_DeleteItemFromArray(changes, ROWS_A_PAGE);
	const int64_t last = changes->child ? json_get_int(changes->child->prev, "id", 0) : 0;

	json_set(page, "tabs", tabs_of(counts, kind));
	json_set_text(page, "kind_title", people_words_kind(kind));
	json_set_text(page, "kind", kind);
	json_set_bool(page, "is_fault", strcmp(kind, "fault") == 0);
	json_set_bool(page, "is_conflict", strcmp(kind, "conflict") == 0);
	json_set_int(page, "found", people_import_count(req->db, id, kind, q ? q : ""));
	json_set_text(page, "q", q ? q : "");
	json_set_text(page, "q_address", encoded(q ? q : ""));
	json_set_bool(page, "is_narrowed", q && *q);
	json_set(page, "rows", worded(changes));
	json_set_bool(page, "has_rows", changes->child);
	json_set_bool(page, "has_first", after > 0);
	json_set_bool(page, "has_next", more);
	json_set_int(page, "next", last);
	json_set(view, "changes", changes);
}

/* The import ---------------------------------------------------------------------------- */

/* The job that is at it, or was last. */
static cJSON *job_at(const struct request *req, int64_t id, const char *state)
{
	const char *kind = strcmp(state, "applying") == 0 || strcmp(state, "applied") == 0
	    ? "people.apply" : "people.check";
	struct db_rows *job = job_of(req->db, kind, id);

	return db_next(job) ? db_row_json(job) : NULL;
}

static bool waits(const cJSON *job)
{
	static const char *const states[] = { "queued", "running", NULL };

	return job && choice_has(states, json_get_text(job, "state"));
}

/* What can be done now: by the state, and by whether its job is still at it. */
static void add_state(cJSON *page, const cJSON *import, cJSON *job)
{
	const char *state = json_get_text(import, "state");
	const bool at_work = waits(job), checked = strcmp(state, "checked") == 0;
	const bool over = strcmp(state, "applied") == 0 || strcmp(state, "discarded") == 0;
	const int64_t people = json_get_int(import, "people", 0);
	const int64_t gone = json_get_int(import, "gone", 0);
	const bool free = json_get_int(import, "stops", 0) == 0
	    && json_get_int(import, "open_conflicts", 0) == 0;

	json_set_text(page, "state_text", people_words_state(state));
	json_set_bool(page, "is_at_work", at_work);
	json_set_int(page, "refresh", at_work ? REFRESH_SECONDS : 0);
	json_set_bool(page, "is_stopped", !at_work && !checked && !over);
	json_set_bool(page, "is_checked", checked && !at_work);
	json_set_bool(page, "is_applied", strcmp(state, "applied") == 0);
	json_set_bool(page, "is_over", over);
	json_set_bool(page, "has_stops", json_get_int(import, "stops", 0) > 0);
	json_set_bool(page, "has_undecided", json_get_int(import, "open_conflicts", 0) > 0);
	json_set_bool(page, "may_apply", free && json_get_int(import, "changes", 0) > 0);
	json_set_bool(page, "is_same", free && json_get_int(import, "changes", 0) == 0);
	json_set_bool(page, "shrinks", people_import_shrinks(people, gone));
	if (!job)
		return;
	job_words_add(job);
	const char *phase = json_get_text(job, "phase");

	json_set_text(job, "phase_text", phase ? job_words_phase(phase) : "");
	json_set_bool(job, "is_counted", json_get_int(job, "total", 0) > 0);
	json_set_bool(job, "is_failed", strcmp(json_get_text(job, "state"), "failed") == 0);
	json_set(page, "job", job);
}

static cJSON *worded_files(const cJSON *files)
{
	cJSON *rows = cJSON_Duplicate(files, true), *row;

	cJSON_ArrayForEach(row, rows) {
		json_set_text(row, "content_text", people_words_content(json_get_text(row, "content")));
		json_set_text(row, "delimiter_text",
		    people_words_delimiter(json_get_text(row, "delimiter")));
	}
	return rows;
}

/* counts is stored as a text; in the view it is an object. */
static cJSON *import_of(const struct request *req, const cJSON **counts)
{
	struct db_rows *row = people_import_get(req->db, request_id(req, "id"));
	const char *fault;

	if (!db_next(row))
		return NULL;
	cJSON *import = db_row_json(row);
	const char *text = json_get_text(import, "counts");
	cJSON *object = json_read(text, strlen(text), &fault);

	object = object ? object : cJSON_CreateObject();
	cJSON_ReplaceItemInObjectCaseSensitive(import, "counts", object);
	*counts = object;
	return import;
}

struct reply people_difference_page(const struct request *req, struct form *form)
{
	const cJSON *counts, *typed = form ? form_view(form) : NULL;
	cJSON *import = import_of(req, &counts), *view = cJSON_CreateObject();
	cJSON *page = cJSON_CreateObject();

	if (!import)
		return reply_not_found();
	cJSON *files = db_rows_json(people_import_files(req->db, json_get_int(import, "id", 0)));
	cJSON *job = job_at(req, json_get_int(import, "id", 0), json_get_text(import, "state"));
	const cJSON *reason = typed ? json_get(typed, "reason") : NULL;

	json_set(view, "import", import);
	json_set(page, "file_rows", worded_files(files));
	json_set(view, "files", files);
	json_set(view, "job", job ? cJSON_Duplicate(job, true) : cJSON_CreateNull());
	add_rows(req, view, page, import, counts);
	add_state(page, import, job);
	json_set_text(page, "reason_value", reason ? json_get_text(reason, "value") : "");
	json_set_bool(page, "menu_people", true);
	return reply_with(reply_page("people_import", view), page);
}

static struct reply show(const struct request *req)
{
	return people_difference_page(req, NULL);
}

/* Steps ------------------------------------------------------------------------------------ */

static struct reply answer(const struct request *req, struct form *form, enum people_step step)
{
	switch (step) {
	case PEOPLE_DONE:
		break;
	case PEOPLE_BUSY:
		return reply_conflict(_("A job is at work on this import. Wait until it has ended."));
	case PEOPLE_CLOSED:
		return reply_conflict(_("This import has been stored or discarded already."));
	case PEOPLE_OWN:
		return reply_conflict(_("You would gain by this yourself. Another HR user must choose"
		    " it."));
	case PEOPLE_STOPPED:
		return reply_conflict(_("Faults in the files must be corrected first."));
	case PEOPLE_UNDECIDED:
		return reply_conflict(_("Something is not decided yet."));
	case PEOPLE_REASON:
		form_error(form, "reason", _("Write in a sentence why so many people disappear."));
		return reply_form(people_difference_page(req, form), form);
	case PEOPLE_STALE:
		return reply_conflict(_("Somebody has changed this since you opened it."));
	}
	const cJSON *counts;
	cJSON *view = cJSON_CreateObject();

	json_set(view, "import", import_of(req, &counts));
	return reply_done(req, arena_printf("/hr/people/import/%lld", (long long)request_id(req, "id")),
	    view);
}

/* Every conflict of the page; those without a choice stay undecided. Then the difference anew. */
static enum people_step choose(const struct request *req, const char *const *changes,
    const char *const *choices, int64_t rev)
{
	const int64_t id = request_id(req, "id");
	bool any = false;

	for (size_t i = 0; changes[i]; i++) {
		if (!*choices[i])
			continue;
		const enum people_step step = people_import_choose(req->db, req->user, id,
		    strtoll(changes[i], NULL, 10), choices[i]);

		if (step != PEOPLE_DONE)
			return step;
		any = true;
	}
	return any ? people_import_check(req->db, req->user, id, rev) : PEOPLE_DONE;
}

/* The choice of each change: field choice_ID. */
static const char *const *read_choices(struct form *form, const char *const *changes)
{
	const char **choices = arena_alloc((ROWS_A_PAGE + 1) * sizeof *choices);

	for (size_t i = 0; changes[i] && i < ROWS_A_PAGE; i++)
		choices[i] = form_text(form, arena_printf("choice_%s", changes[i]), 0, 20);
	return choices;
}

static enum people_step take(const struct request *req, const char *step, int64_t rev,
    const char *reason, const char *const *changes, const char *const *choices)
{
	const int64_t id = request_id(req, "id");

	if (strcmp(step, "apply") == 0)
		return people_import_apply(req->db, req->user, id, rev, reason);
	if (strcmp(step, "discard") == 0)
		return people_import_discard(req->db, req->user, id, rev);
	if (strcmp(step, "check") == 0)
		return people_import_check(req->db, req->user, id, rev);
	return choose(req, changes, choices, rev);
}

static struct reply change(const struct request *req)
{
	static const char *const steps[] = { "apply", "discard", "check", "choose", NULL };
	struct form *form = form_read(req);
	const char *step = form_choice(form, "do", steps, false), *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	const char *reason = form_text(form, "reason", 0, 500);
	const char *const *changes = form_list(form, "change", ROWS_A_PAGE, 20);
	const char *const *choices = read_choices(form, changes);
	const cJSON *counts;

	if (!import_of(req, &counts))
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(people_difference_page(req, form), form);
	if (audit_op_object(req->db, req->user, op, "people.step") == request_id(req, "id"))
		return answer(req, form, PEOPLE_DONE);
	const enum people_step taken = take(req, step, rev, reason, changes, choices);

	if (taken == PEOPLE_DONE
	    && !audit_op_claim(req->db, req->user, op, "people.step", request_id(req, "id")))
		return reply_conflict(_("This has been sent before."));
	return answer(req, form, taken);
}

const struct route people_difference_routes[] = {
	{ METHOD_GET, "/people/import/{id}", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/people/import/{id}", ROLE_HR, change, DB_WRITE },
	{ 0 }
};
