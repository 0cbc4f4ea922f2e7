/* The rounds, and one of them: how far it is, and what can be done with it next. */
#include "round.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "clock.h"
#include "consultation.h"
#include "i18n.h"
#include "job.h"
#include "json.h"
#include "pages.h"
#include "round_life.h"
#include "round_progress.h"
#include "round_words.h"
#include "saved.h"

enum { REFRESH_SECONDS = 5 };

static struct reply home(const struct request *req)
{
	(void)req;
	return reply_redirect("/hr/rounds");
}

static struct reply list(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();
	cJSON *rounds = db_rows_json(round_list(req->db, req->user));
	cJSON *rows = cJSON_Duplicate(rounds, true), *row;

	cJSON_ArrayForEach(row, rows)
		round_words_add(row);
	json_set(view, "rounds", rounds);
	json_set(page, "rows", rows);
	json_set_bool(page, "has_rows", rows->child);
	json_set_bool(page, "menu_rounds", true);
	return reply_with(reply_page("round_list", view), page);
}

/* What was chosen in the form of the export, when it comes back with a fault. */
static void add_choices(cJSON *page, const struct request *req)
{
	const char *pseudonymous = request_query(req, "pseudonymous");
	const char *delimiter = request_query(req, "delimiter");

	json_set_bool(page, "with_names", pseudonymous && strcmp(pseudonymous, "0") == 0);
	json_set_bool(page, "with_commas", delimiter && strcmp(delimiter, ",") == 0);
}

static bool is_under_way(const struct request *req, const char *kind)
{
	struct db_rows *job = job_of(req->db, kind, request_id(req, "id"));
	const char *state = db_next(job) ? db_col_text(job, "state") : "";

	return strcmp(state, "queued") == 0 || strcmp(state, "running") == 0;
}

/* The opening: under way, to come, stopped in its midst, or hindered. */
static void add_opening(cJSON *page, const struct request *req)
{
	const cJSON *head = json_get(page, "head");
	const char *state = json_get_text(head, "state");
	struct db_rows *job = job_of(req->db, "round.open", request_id(req, "id"));
	const bool waits = is_under_way(req, "round.open"), is_ready = strcmp(state, "ready") == 0;
	const bool has_papers = json_get_true(head, "confidential") || json_get_true(head, "has_dpia");
	const bool is_due = json_get_true(head, "is_due"), is_late = json_get_true(head, "is_late");
	const bool has_job = db_next(job);

	json_set_bool(page, "is_opening", waits);
	json_set_int(page, "job", has_job ? db_col_int(job, "id") : 0);
	json_set_bool(page, "may_open", is_ready && !waits && has_papers && is_due && !is_late);
	json_set_bool(page, "came_too_late", is_ready && is_late);
	json_set_bool(page, "opens_by_itself", is_ready && !waits && has_papers && !is_due);
	json_set_bool(page, "lacks_dpia", is_ready && !has_papers);
	json_set_bool(page, "has_failed", is_ready && has_job
	    && strcmp(db_col_text(job, "state"), "failed") == 0);
	json_set_bool(page, "is_stopped", strcmp(state, "opening") == 0 && !waits
	    && !is_under_way(req, "round.undo"));
}

/* Which steps the state allows, for the page to offer. */
static void add_steps(cJSON *page, const struct request *req)
{
	const cJSON *head = json_get(page, "head");
	const char *state = json_get_text(head, "state");
	const bool waits = json_get_true(page, "is_opening"), open = json_get_true(head, "is_open");

	json_set_bool(page, "is_draft", strcmp(state, "draft") == 0);
	json_set_bool(page, "is_consulted", strcmp(state, "consultation") == 0);
	json_set_bool(page, "may_withdraw", round_life_may(state, "withdraw") && !waits);
	json_set_bool(page, "may_extend", round_life_may(state, "extend") && open);
	json_set_bool(page, "may_archive", round_life_may(state, "archive"));
	json_set_bool(page, "may_export", json_get_true(head, "has_people")
	    && !json_get_true(head, "confidential"));
	const struct consultation_waiting waiting = consultation_waits_for(req->db,
	    request_id(req, "id"));

	json_set_int(page, "silent", waiting.parties);
	json_set_bool(page, "has_silent", waiting.parties > 0 && !waiting.is_over);
	json_set_text(page, "answer_by", waiting.answer_by);
}

struct reply round_show(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	const int64_t unit_id = request_query_int(req, "unit", 1, INT32_MAX, 0);
	struct db_rows *round = round_get(req->db, req->user, id);
	struct db_rows *path = round_unit_path(req->db, req->user, unit_id);

	if (!db_next(round) || (unit_id && db_count(path) == 0))
		return reply_not_found();
	cJSON *view = cJSON_CreateObject();

	json_set(view, "round", db_row_json(round));
	round_progress_read(req, view, unit_id);
	json_set(view, "events", db_rows_json(round_life_history(req->db, id)));
	cJSON *page = round_words_page(json_get(view, "round"), "");
	const bool open = json_get_true(json_get(page, "head"), "is_open");

	round_progress_show(req, view, path, page);
	json_set(page, "history", round_words_history(json_get(view, "events")));
	json_set_bool(page, "has_history", json_get(view, "events")->child);
	json_set_int(page, "refresh", open ? REFRESH_SECONDS : 0);
	json_set_bool(page, "refreshes", open);
	json_set_text(page, "now", clock_now());
	saved_show(page, req);
	add_choices(page, req);
	add_opening(page, req);
	add_steps(page, req);
	return reply_with(reply_page("round_show", view), page);
}

const struct route round_routes[] = {
	{ METHOD_GET, "/", ROLE_HR, home, DB_READ },
	{ METHOD_GET, "/rounds", ROLE_HR, list, DB_READ },
	{ METHOD_GET, "/rounds/{id}", ROLE_HR, round_show, DB_READ },
	{ 0 }
};
