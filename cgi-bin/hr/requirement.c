/* What a role requires, and which roles require a competence: tables that are filled in. */
#include <inttypes.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "buf.h"
#include "catalogue_page.h"
#include "form.h"
#include "heat_map.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "requirement_cell.h"
#include "round.h"
#include "table_page.h"

enum { ROWS_A_PAGE = 40, PART_MOST = 40 };

/* Which rows are shown: those of a topic or sector, "" those that are required; and which page. */
struct choice {
	const char *part;
	int64_t page, saved;
};

/* The table ----------------------------------------------------------------- */

static const char *name_of(const cJSON *object, const char *language)
{
	const char *own = json_get_text(object, arena_printf("name_%s", language));
	const char *name = own ? own : json_get_text(object, "name_nb");

	return name ? name : json_get_text(object, "code");
}

/* False: there is no such role or competence. */
static bool open_side(const struct request *req, struct requirement_side *side)
{
	const char *language = req->user->language;
	const struct catalogue_section *section = catalogue_page_section(req);
	const int64_t id = request_id(req, "id");
	const cJSON *object = catalogue_read(req->db, section->kind, id);

	if (!object)
		return false;
	side->of_role = section->kind == &catalogue_role;
	side->id = id;
	side->code = json_get_text(object, "code");
	side->name = name_of(object, language);
	side->rows = db_rows_json(side->of_role ? requirement_table_role(req->db, language, id)
	    : requirement_table_competence(req->db, language, id));
	side->scale = heat_map_scale(req->db, req->user);
	return true;
}

static bool is_required(const cJSON *row)
{
	return cJSON_IsNumber(json_get(row, "level"));
}

/* What has ended is shown where it is required still, so that it can be taken away. */
static bool is_chosen(const cJSON *row, const char *part)
{
	if (!*part)
		return is_required(row);
	return strcmp(json_get_text(row, "part"), part) == 0
	    && (is_required(row) || !json_get_true(row, "ended"));
}

static cJSON *part_of(const struct requirement_side *side, const char *code, const char *name,
    const char *chosen)
{
	cJSON *part = cJSON_CreateObject();
	const cJSON *row;
	int64_t count = 0;

	cJSON_ArrayForEach(row, side->rows)
		count += is_required(row) && (!*code || is_chosen(row, code));
	json_set_text(part, "code", code);
	json_set_text(part, "name", name);
	json_set_int(part, "count", count);
	json_set_bool(part, "selected", strcmp(code, chosen) == 0);
	return part;
}

/* The topics or sectors to choose from, each with how much is required of it. */
static cJSON *parts_of(const struct request *req, const struct requirement_side *side,
    const char *chosen)
{
	cJSON *parts = cJSON_CreateArray();
	const cJSON *topic, *topics = side->of_role
	    ? catalogue_choices(req->db, CATALOGUE_TOPICS, req->user->language) : NULL;

	cJSON_AddItemToArray(parts, part_of(side, "", side->of_role ? _("What is required now")
	    : _("Roles that require it now"), chosen));
	cJSON_ArrayForEach(topic, topics)
		cJSON_AddItemToArray(parts, part_of(side, json_get_text(topic, "code"),
		    json_get_text(topic, "name"), chosen));
	for (const char *const *sector = catalogue_sectors; !side->of_role && *sector; sector++)
		cJSON_AddItemToArray(parts, part_of(side, *sector, round_sector_text(*sector), chosen));
	return parts;
}

static const char *known_part(const cJSON *parts, const char *wanted)
{
	const cJSON *part;

	cJSON_ArrayForEach(part, parts)
		if (wanted && strcmp(json_get_text(part, "code"), wanted) == 0)
			return wanted;
	return "";
}

static void add_rows(cJSON *page, const struct requirement_side *side, struct form *form,
    const struct choice *choice)
{
	cJSON *rows = cJSON_CreateArray();
	const cJSON *row;
	int64_t count = 0, last = 0, place = 0;

	cJSON_ArrayForEach(row, side->rows)
		count += is_chosen(row, choice->part);
	const int64_t present = table_page_cut(page, count, ROWS_A_PAGE, choice->page);

	cJSON_ArrayForEach(row, side->rows) {
		if (!is_chosen(row, choice->part) || place++ / ROWS_A_PAGE != present - 1)
			continue;
		const int64_t id = json_get_int(row, "id", 0);

		cJSON_AddItemToArray(rows, requirement_cell_show(side, row, form,
		    !side->of_role && id != last));
		last = id;
	}
	json_set_bool(page, "has_rows", rows->child);
	json_set(page, "rows", rows);
}

static int64_t rev_of(const struct request *req, const struct requirement_side *side)
{
	const cJSON *first = side->rows ? side->rows->child : NULL;

	(void)req;
	return side->of_role && first ? json_get_int(first, "rev", 0) : 0;
}

/* The JSON face: the other side's id, code and name under the name of what it is. */
static cJSON *view_of(const struct request *req, const struct requirement_side *side)
{
	cJSON *view = cJSON_CreateObject(), *head = cJSON_CreateObject(), *list = cJSON_CreateArray();
	const cJSON *row;

	json_set_int(head, "id", side->id);
	json_set_text(head, "code", side->code);
	json_set_text(head, "name", side->name);
	if (side->of_role)
		json_set_int(head, "rev", rev_of(req, side));
	json_set(view, side->of_role ? "role" : "competence", head);
	cJSON_ArrayForEach(row, side->rows) {
		cJSON *cell = cJSON_Duplicate(row, true);

		json_set_text(cell, side->of_role ? "competence" : "role", json_get_text(row, "code"));
		json_set_text(cell, side->of_role ? "topic" : "sector", json_get_text(row, "part"));
		cJSON_DeleteItemFromObjectCaseSensitive(cell, "code");
		cJSON_DeleteItemFromObjectCaseSensitive(cell, "part");
		if (side->of_role)
			cJSON_DeleteItemFromObjectCaseSensitive(cell, "rev");
		else
			cJSON_DeleteItemFromObjectCaseSensitive(cell, "law");
		cJSON_AddItemToArray(list, cell);
	}
	json_set(view, "requirements", list);
	return view;
}

static struct reply page_of(const struct request *req, const struct requirement_side *side,
    struct form *form, struct choice choice)
{
	const struct catalogue_section *section = catalogue_page_section(req);
	cJSON *page = catalogue_page_heads(section);
	cJSON *parts = parts_of(req, side, choice.part ? choice.part : "");

	choice.part = known_part(parts, choice.part);
	json_set_int(page, "id", side->id);
	json_set_text(page, "name", side->name);
	json_set_text(page, "code", side->code);
	json_set_bool(page, "of_role", side->of_role);
	json_set_int(page, "rev", rev_of(req, side));
	json_set(page, "parts", parts);
	json_set_text(page, "part", choice.part);
	json_set_bool(page, "is_saved", choice.saved > 0);
	json_set_text(page, "saved", arena_printf(i18n_plural("Saved: %lld requirement is changed.",
	    "Saved: %lld requirements are changed.", (unsigned long)choice.saved),
	    (long long)choice.saved));
	add_rows(page, side, form, &choice);
	table_page_links(page, arena_printf("hr/%s/%lld/requirements?part=%s&",
	    json_get_text(page, "path"), (long long)side->id, choice.part), "");
	return reply_with(reply_page("requirement_table", view_of(req, side)), page);
}

static struct reply show(const struct request *req)
{
	struct requirement_side side;

	if (!open_side(req, &side))
		return reply_not_found();
	return page_of(req, &side, NULL, (struct choice){ .part = request_query(req, "part"),
	    .page = request_query_int(req, "page", 1, INT32_MAX, 1),
	    .saved = request_query_int(req, "saved", 1, 9999, 0) });
}

/* Saving -------------------------------------------------------------------- */

static struct reply saved(const struct request *req, struct requirement_side *side,
    const struct choice *choice)
{
	struct buf part = { 0 };

	buf_add_url(&part, choice->part);
	side->rows = NULL;
	if (request_is_json(req))
		open_side(req, side);
	return reply_done(req, arena_printf("/hr%s?part=%s&page=%lld&saved=%lld", req->path,
	    buf_text(&part), (long long)choice->page, (long long)choice->saved), view_of(req, side));
}

static struct reply save(const struct request *req)
{
	struct requirement_side side;
	struct form *form = form_read(req);
	const char *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	struct choice choice = { .part = form_text(form, "part", 0, PART_MOST),
		.page = form_int(form, "page", 1, INT32_MAX, 1) };
	cJSON *faults = cJSON_CreateObject();
	size_t count;

	if (!open_side(req, &side))
		return reply_not_found();
	const char *action = side.of_role ? "role.require" : "competence.require";
	const struct requirement_cell *cells = requirement_cell_read(&side, form, rev, &count);
	const int64_t before = audit_op_object(req->db, req->user, op, action);

	if (before)
		return before == side.id ? saved(req, &side, &choice)
		    : reply_conflict(_("This has been sent before."));
	if (!form_ok(form))
		return reply_form(page_of(req, &side, form, choice), form);
	if (requirement_table_put(req->db, req->user, action, side.id, cells, count, &choice.saved,
	    faults) == CATALOGUE_STALE)
		return reply_typed(reply_conflict(_("Somebody has changed this since you opened it.")),
		    requirement_cell_typed(&side, form));
	if (faults->child)
		form_error(form, "requirements", faults->child->valuestring);
	if (!form_ok(form))
		return reply_form(page_of(req, &side, form, choice), form);
	if (!audit_op_claim(req->db, req->user, op, action, side.id))
		return reply_conflict(_("This has been sent before."));
	return saved(req, &side, &choice);
}

const struct route requirement_routes[] = {
	{ METHOD_GET, "/roles/{id}/requirements", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/roles/{id}/requirements", ROLE_HR, save, DB_WRITE },
	{ METHOD_GET, "/catalogue/{id}/requirements", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/catalogue/{id}/requirements", ROLE_HR, save, DB_WRITE },
	{ 0 }
};
