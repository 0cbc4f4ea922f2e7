/* Jobs as HR follows them: how far they are, how they ended, and cancelling them. */
#include "job.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "form.h"
#include "i18n.h"
#include "job_words.h"
#include "json.h"
#include "pages.h"
#include "round_opening.h"

/* A worker says how far it is every few seconds; after so long it is thought to be gone. */
enum { QUIET_SECONDS = 60, REFRESH_SECONDS = 3 };

static cJSON *worded(const cJSON *job)
{
	cJSON *row = cJSON_Duplicate(job, true);
	const char *state = json_get_text(job, "state"), *phase = json_get_text(job, "phase");
	const bool runs = strcmp(state, "running") == 0, waits = strcmp(state, "queued") == 0;

	job_words_add(row);
	json_set_bool(row, "runs", runs);
	json_set_bool(row, "is_open", runs || waits);
	json_set_bool(row, "is_queued", waits);
	json_set_bool(row, "is_done", strcmp(state, "done") == 0);
	json_set_bool(row, "is_failed", strcmp(state, "failed") == 0);
	json_set_bool(row, "is_cancelled", strcmp(state, "cancelled") == 0);
	json_set_bool(row, "is_quiet", runs && json_get_int(job, "silent_seconds", 0) > QUIET_SECONDS);
	json_set_bool(row, "is_counted", json_get_int(job, "total", 0) > 0);
	json_set_text(row, "phase_text", phase ? job_words_phase(phase) : "");
	return row;
}

static struct reply list(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();
	cJSON *rows = cJSON_CreateArray(), *job;
	cJSON *jobs = db_rows_json(job_list(req->db));

	cJSON_ArrayForEach(job, jobs)
		cJSON_AddItemToArray(rows, worded(job));
	json_set(view, "jobs", jobs);
	json_set_bool(page, "has_rows", rows->child);
	json_set(page, "rows", rows);
	json_set_bool(page, "menu_jobs", true);
	return reply_with(reply_page("job_list", view), page);
}

static cJSON *one(const struct request *req)
{
	struct db_rows *job = job_get(req->db, request_id(req, "id"));

	return db_next(job) ? db_row_json(job) : NULL;
}

static struct reply show(const struct request *req)
{
	cJSON *job = one(req), *view = cJSON_CreateObject(), *page = cJSON_CreateObject();

	if (!job)
		return reply_not_found();
	cJSON *row = worded(job);
	const bool is_open = json_get_true(row, "is_open");

	json_set(view, "job", job);
	json_set(page, "row", row);
	json_set_int(page, "refresh", is_open ? REFRESH_SECONDS : 0);
	json_set_bool(page, "refreshes", is_open);
	json_set_text(page, "now", clock_now());
	json_set_bool(page, "menu_jobs", true);
	return reply_with(reply_page("job_show", view), page);
}

/* An opening may have written people's questions already: they are taken back. */
static void undo(const struct request *req, const cJSON *job)
{
	if (strcmp(json_get_text(job, "kind"), "round.open") == 0)
		round_opening_ask_undo(req->db, req->user, json_get_int(job, "object_id", 0), NULL);
}

static struct reply cancel(const struct request *req)
{
	static const char *const what[] = { "cancel", NULL };
	struct form *form = form_read(req);

	form_choice(form, "do", what, false);
	form_op(form);
	cJSON *job = one(req);

	if (!job)
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(show(req), form);
	if (job_cancel(req->db, req->user, request_id(req, "id")))
		undo(req, job);
	else if (strcmp(json_get_text(job, "state"), "cancelled") != 0)
		return reply_conflict(_("The job had ended before. Nothing was cancelled."));
	cJSON *view = cJSON_CreateObject();

	json_set(view, "job", one(req));
	return reply_done(req, arena_printf("/hr/jobs/%lld", (long long)request_id(req, "id")), view);
}

const struct route job_routes[] = {
	{ METHOD_GET, "/jobs", ROLE_HR, list, DB_READ },
	{ METHOD_GET, "/jobs/{id}", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/jobs/{id}", ROLE_HR, cancel, DB_WRITE },
	{ 0 }
};
