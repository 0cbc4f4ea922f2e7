/* The leader's first page: the units led today, their direct children, and what waits in each. */
#include <cjson/cJSON.h>

#include "json.h"
#include "organisation.h"
#include "pages.h"
#include "words.h"

/* Each unit that is led with its children below it; a unit that is both is shown in both places. */
static cJSON *sections(const cJSON *units)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *unit;

	cJSON_ArrayForEach(unit, units)
		if (json_get_true(unit, "led"))
			cJSON_AddItemToArray(list, words_unit_above(unit, units));
	return list;
}

static struct reply show(const struct request *req)
{
	cJSON *round = organisation_round(req->db, req->user);
	int64_t round_id = 0;

	json_is_int(json_get(round, "id"), 1, INT64_MAX, &round_id);
	cJSON *units = organisation_led(req->db, req->user, round_id);
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();

	json_set(view, "round", round ? round : cJSON_CreateNull());
	json_set(view, "units", units);
	json_set(page, "mapping", words_round(json_get(view, "round")));
	json_set_bool(page, "menu_units", true);
	json_set(page, "sections", sections(units));
	return reply_with(reply_page("overview", view), page);
}

const struct route overview_routes[] = {
	{ METHOD_GET, "/", ROLE_LEADER, show, DB_READ },
	{ 0 }
};
