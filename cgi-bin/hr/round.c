/* The rounds, and one of them: how far people have come, by unit, sector and municipality. */
#include "round.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "clock.h"
#include "form.h"
#include "i18n.h"
#include "job.h"
#include "json.h"
#include "pages.h"
#include "round_opening.h"

enum { REFRESH_SECONDS = 5, ROWS_A_PAGE = 60 };

static int64_t number(const cJSON *object, const char *name)
{
	int64_t value = 0;

	return json_is_int(json_get(object, name), 0, INT64_MAX, &value) ? value : 0;
}

/* 100 only when all have submitted. */
static void add_share(cJSON *row)
{
	const int64_t invited = number(row, "invited"), submitted = number(row, "submitted");

	json_set_int(row, "share", invited ? submitted * 100 / invited : 0);
	json_set_int(row, "waiting", invited - submitted - number(row, "started"));
	json_set_bool(row, "has_started", number(row, "started") > 0);
}

/* The rows of a view once more for the page, each with its share. */
static cJSON *with_shares(const cJSON *rows)
{
	cJSON *list = cJSON_Duplicate(rows, true);
	cJSON *row;

	cJSON_ArrayForEach(row, list)
		add_share(row);
	return list;
}

/* What a page says of a round: its state in words, and its last day. */
static void add_words(cJSON *round)
{
	const char *state = json_get_text(round, "state");
	const char *closes_at = json_get_text(round, "closes_at");
	/* RFC 3339 and the clock's own form differ in the letter between day and time. */
	const char *closes = arena_printf("%.10s %.8s", closes_at, closes_at + 11);
	const bool open = round_is_open(state, closes);

	add_share(round);
	json_set_text(round, "first_day", arena_text(clock_oslo(json_get_text(round, "opens_at")), 10));
	json_set_text(round, "last_day", round_last_day(closes));
	json_set_bool(round, "is_open", open);
	json_set_bool(round, "is_over", strcmp(state, "closed") == 0 || strcmp(state, "archived") == 0);
	json_set_bool(round, "has_people", number(round, "invited") > 0
	    && strcmp(state, "opening") != 0);
	json_set_text(round, "state_text", strcmp(state, "open") == 0 && !open
	    ? _("Deadline passed") : round_state_text(state));
}

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
		add_words(row);
	json_set(view, "rounds", rounds);
	json_set(page, "rows", rows);
	json_set_bool(page, "has_rows", rows->child);
	json_set_bool(page, "menu_rounds", true);
	return reply_with(reply_page("round_list", view), page);
}

static void add_row(cJSON *rows, const cJSON *unit, bool below)
{
	cJSON *row = cJSON_Duplicate(unit, true);

	add_share(row);
	json_set_bool(row, "below", below);
	cJSON_AddItemToArray(rows, row);
}

static void add_children(cJSON *rows, const cJSON *units, const cJSON *area)
{
	const cJSON *unit;

	cJSON_ArrayForEach(unit, units)
		if (number(unit, "parent_id") == number(area, "id"))
			add_row(rows, unit, true);
}

/* People whose position is in the unit itself, not in one below it, so that the table adds up. */
static void add_own(cJSON *rows, const cJSON *top, const cJSON *units)
{
	static const char *const counts[] = { "invited", "started", "submitted" };
	cJSON *own = cJSON_CreateObject();
	const cJSON *unit;

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		int64_t left = number(top, counts[i]);

		cJSON_ArrayForEach(unit, units)
			if (number(unit, "parent_id") == number(top, "id"))
				left -= number(unit, counts[i]);
		json_set_int(own, counts[i], left);
	}
	if (number(own, "invited") == 0)
		return;
	json_set_text(own, "name", arena_printf(_("%s, in no unit below"), json_get_text(top, "name")));
	json_set(own, "language", cJSON_Duplicate(json_get(top, "language"), true));
	json_set_int(own, "id", number(top, "id"));
	json_set_bool(own, "has_units", false);
	add_row(rows, own, false);
}

/*
 * The table of units: what lies directly below the one that is looked at, with what lies below
 * that as long as it is no more than a page; beyond that each opens by itself.
 */
static cJSON *unit_rows(const cJSON *units)
{
	cJSON *rows = cJSON_CreateArray();
	const bool deep = cJSON_GetArraySize(units) <= ROWS_A_PAGE;
	const cJSON *top, *area;

	cJSON_ArrayForEach(top, units) {
		if (number(top, "depth") != 0)
			continue;
		add_own(rows, top, units);
		cJSON_ArrayForEach(area, units) {
			if (number(area, "depth") != 1 || number(area, "parent_id") != number(top, "id"))
				continue;
			add_row(rows, area, false);
			if (deep)
				add_children(rows, units, area);
		}
	}
	return rows;
}

/* As many rows as a page takes, the number-th of them, and where the others are. */
static void add_unit_rows(cJSON *page, cJSON *rows, int64_t wanted)
{
	const int64_t count = cJSON_GetArraySize(rows), pages = (count + ROWS_A_PAGE - 1) / ROWS_A_PAGE;
	const int64_t present = wanted < pages ? wanted : pages > 0 ? pages : 1;
	cJSON *part = cJSON_CreateArray(), *row = rows->child;

	for (int64_t i = 0; row && i < present * ROWS_A_PAGE; i++) {
		cJSON *next = row->next;

		if (i >= (present - 1) * ROWS_A_PAGE)
			cJSON_AddItemToArray(part, cJSON_DetachItemViaPointer(rows, row));
		row = next;
	}
	json_set_bool(page, "has_units", part->child);
	json_set(page, "unit_rows", part);
	json_set_bool(page, "is_cut", pages > 1);
	json_set_int(page, "page_number", present);
	json_set_int(page, "page_count", pages);
	json_set_bool(page, "has_previous", present > 1);
	json_set_int(page, "previous", present - 1);
	json_set_bool(page, "has_next", present < pages);
	json_set_int(page, "next", present + 1);
}

static void add_group_names(cJSON *sectors)
{
	cJSON *row;

	cJSON_ArrayForEach(row, sectors)
		json_set_text(row, "name", round_sector_text(json_get_text(row, "sector")));
}

/* The unit that the table of units is about, null for all, and what lies above it below the top. */
static void add_path(cJSON *page, struct db_rows *path)
{
	cJSON *above = db_rows_json(path);
	cJSON *unit = cJSON_DetachItemFromArray(above, cJSON_GetArraySize(above) - 1);

	cJSON_DeleteItemFromArray(above, 0);
	json_set(page, "path", above);
	json_set(page, "unit", unit ? unit : cJSON_CreateNull());
}

static cJSON *municipality_rows(const cJSON *municipalities)
{
	cJSON *rows = with_shares(municipalities), *row;

	cJSON_ArrayForEach(row, rows)
		if (!json_get_text(row, "name"))
			cJSON_ReplaceItemInObject(row, "name", cJSON_CreateString(_("From none of them")));
	return rows;
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

/* The opening that is under way, or stopped in its midst. */
static void add_opening(cJSON *page, const struct request *req, const char *state)
{
	struct db_rows *job = job_of(req->db, "round.open", request_id(req, "id"));
	const bool waits = is_under_way(req, "round.open");

	json_set_bool(page, "is_opening", waits);
	json_set_int(page, "job", db_next(job) ? db_col_int(job, "id") : 0);
	json_set_bool(page, "may_open", strcmp(state, "ready") == 0 && !waits);
	json_set_bool(page, "is_stopped", strcmp(state, "opening") == 0 && !waits
	    && !is_under_way(req, "round.undo"));
}

static cJSON *round_page(cJSON *view, struct db_rows *path)
{
	cJSON *page = cJSON_CreateObject(), *round = cJSON_Duplicate(json_get(view, "round"), true);

	add_words(round);
	json_set(page, "head", round);
	json_set(page, "sector_rows", with_shares(json_get(view, "sectors")));
	json_set(page, "municipality_rows", municipality_rows(json_get(view, "municipalities")));
	add_path(page, path);
	json_set_int(page, "refresh", json_get_true(round, "is_open") ? REFRESH_SECONDS : 0);
	json_set_bool(page, "refreshes", json_get_true(round, "is_open"));
	json_set_text(page, "now", clock_now());
	json_set_bool(page, "menu_rounds", true);
	return page;
}

struct reply round_show(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	const int64_t unit_id = request_query_int(req, "unit", 1, INT32_MAX, 0);
	struct db_rows *round = round_get(req->db, req->user, id);
	struct db_rows *path = round_unit_path(req->db, req->user, unit_id);

	if (!db_next(round) || (unit_id && db_count(path) == 0))
		return reply_not_found();
	cJSON *view = cJSON_CreateObject(), *sectors = db_rows_json(round_sectors(req->db, id));

	add_group_names(sectors);
	json_set(view, "round", db_row_json(round));
	json_set(view, "units", db_rows_json(round_units(req->db, req->user, id, unit_id)));
	json_set(view, "sectors", sectors);
	json_set(view, "municipalities", db_rows_json(round_municipalities(req->db, id)));
	cJSON *page = round_page(view, path);

	add_unit_rows(page, unit_rows(json_get(view, "units")),
	    request_query_int(req, "page", 1, INT32_MAX, 1));
	add_choices(page, req);
	add_opening(page, req, json_get_text(json_get(view, "round"), "state"));
	return reply_with(reply_page("round_show", view), page);
}

/* Opening takes a while: a worker does it, and its page shows how far it is. */
static struct reply open_or_undo(const struct request *req)
{
	static const char *const what[] = { "open", "undo", NULL };
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);

	const char *chosen = form_choice(form, "do", what, false);
	const char *op = form_op(form);
	struct db_rows *round = round_get(req->db, req->user, id);

	if (!db_next(round))
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(round_show(req), form);
	const int64_t job = strcmp(chosen, "open") == 0 ? round_opening_ask(req->db, req->user, id, op)
	    : is_under_way(req, "round.open") ? 0
	    : round_opening_ask_undo(req->db, req->user, id, op);

	if (!job)
		return reply_conflict(_("The round is not ready to be opened, or it was opened before."));
	cJSON *view = cJSON_CreateObject();

	json_set_int(view, "job", job);
	return reply_done(req, arena_printf("/hr/jobs/%lld", (long long)job), view);
}

const struct route round_routes[] = {
	{ METHOD_GET, "/", ROLE_HR, home, DB_READ },
	{ METHOD_GET, "/rounds", ROLE_HR, list, DB_READ },
	{ METHOD_GET, "/rounds/{id}", ROLE_HR, round_show, DB_READ },
	{ METHOD_POST, "/rounds/{id}", ROLE_HR, open_or_undo, DB_WRITE },
	{ 0 }
};
