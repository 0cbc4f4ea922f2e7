/* A unit: its own people against the requirements, proofs by expiry, and the units below. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "heat_map.h"
#include "i18n.h"
#include "json.h"
#include "map_page.h"
#include "organisation.h"
#include "pages.h"
#include "words.h"

static int64_t id_of(const cJSON *object)
{
	int64_t id = 0;

	return json_is_int(json_get(object, "id"), 1, INT64_MAX, &id) ? id : 0;
}

/* The most urgent proofs that are not folded away. */
enum { PROOFS_OPEN = 15 };

/* What must be renewed or is missing, apart from what is in order; each with its words. */
static void split_proofs(cJSON *page, const cJSON *certificates)
{
	cJSON *urgent = cJSON_CreateArray(), *more = cJSON_CreateArray(), *valid = cJSON_CreateArray();
	const cJSON *certificate;
	int open = 0, folded = 0, in_order = 0;

	cJSON_ArrayForEach(certificate, certificates) {
		cJSON *row = words_proof(certificate);

		if (strcmp(json_get_text(row, "status"), "valid") == 0)
			in_order += cJSON_AddItemToArray(valid, row);
		else if (open < PROOFS_OPEN)
			open += cJSON_AddItemToArray(urgent, row);
		else
			folded += cJSON_AddItemToArray(more, row);
	}
	json_set_int(page, "urgent_count", open + folded);
	json_set_bool(page, "has_urgent", open);
	json_set_bool(page, "has_more", folded);
	json_set_bool(page, "has_valid", in_order);
	json_set_text(page, "more_text",
	    arena_printf(i18n_plural("%d more proof that is missing or runs out",
	        "%d more proofs that are missing or run out", (unsigned long)folded), folded));
	json_set_text(page, "valid_text",
	    arena_printf(i18n_plural("%d valid proof", "%d valid proofs", (unsigned long)in_order),
	        in_order));
	json_set(page, "urgent", urgent);
	json_set(page, "more", more);
	json_set(page, "valid", valid);
}

static cJSON *unit_view(const struct request *req, int64_t id)
{
	cJSON *round = organisation_round_of(req->db, req->user, id);

	if (!round)
		round = organisation_round(req->db, req->user);
	cJSON *units = organisation_below(req->db, req->user, id, id_of(round));
	cJSON *view = heat_map(req->db, req->user, id, id_of(round));

	json_set(view, "unit", cJSON_DetachItemFromArray(units, 0));
	json_set(view, "round", round ? round : cJSON_CreateNull());
	json_set(view, "units", units);
	return view;
}

static struct reply show(const struct request *req)
{
	int64_t id = request_id(req, "id");
	cJSON *path = organisation_path(req->db, req->user, id);

	if (!path->child)
		return reply_not_found();
	audit_look_unit(req->user, id);
	cJSON *view = unit_view(req, id), *page = cJSON_CreateObject();

	if (!cJSON_IsObject(json_get(view, "unit")))
		return reply_not_found();
	if (req->wants_json)
		return reply_page("unit", view);
	cJSON_DeleteItemFromArray(path, cJSON_GetArraySize(path) - 1);
	json_set(page, "path", path);
	json_set(page, "mapping", words_round(json_get(view, "round")));
	json_set_bool(page, "menu_units", true);
	json_set_bool(page, "has_people", json_get(view, "people")->child);
	json_set_bool(page, "has_units", json_get(view, "units")->child);
	json_set(page, "below", words_unit_above(json_get(view, "unit"), json_get(view, "units")));
	json_set(page, "has_requests",
	    cJSON_Duplicate(json_get(json_get(page, "below"), "has_requests"), false));
	json_set(page, "scale", heat_map_scale(req->db, req->user));
	split_proofs(page, json_get(view, "certificates"));
	map_page_add(page, view, request_query(req, "topic"));
	return reply_with(reply_page("unit", view), page);
}

const struct route unit_routes[] = {
	{ METHOD_GET, "/units/{id}", ROLE_LEADER, show, DB_READ },
	{ 0 }
};
