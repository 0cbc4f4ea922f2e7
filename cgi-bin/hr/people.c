/* People: where they come from, what was imported, and what is missing. */
#include <string.h>

#include <cjson/cJSON.h>

#include "i18n.h"
#include "inspection.h"
#include "json.h"
#include "pages.h"
#include "people_import.h"
#include "people_words.h"

/* So many of each are shown; the operator's command lists all. */
enum { SHOWN_AT_MOST = 20 };

static cJSON *worded(const cJSON *rows)
{
	cJSON *list = cJSON_Duplicate(rows, true), *row;

	cJSON_ArrayForEach(row, list) {
		const char *state = json_get_text(row, "state");

		json_set_text(row, "state_text", state ? people_words_state(state) : "");
		json_set_bool(row, "is_open", state && strcmp(state, "applied") != 0
		    && strcmp(state, "discarded") != 0);
		json_set_bool(row, "is_applied", state && strcmp(state, "applied") == 0);
	}
	return list;
}

static void add_missing(cJSON *page, const char *name, struct db_rows *rows)
{
	cJSON *list = cJSON_CreateArray(), *missing = cJSON_CreateObject();
	const int64_t count = (int64_t)db_count(rows);

	while (cJSON_GetArraySize(list) < SHOWN_AT_MOST && db_next(rows))
		cJSON_AddItemToArray(list, db_row_json(rows));
	json_set_int(missing, "count", count);
	json_set_bool(missing, "any", count > 0);
	json_set_bool(missing, "cut", count > SHOWN_AT_MOST);
	json_set_int(missing, "more", count - SHOWN_AT_MOST);
	json_set(missing, "rows", list);
	json_set(page, name, missing);
}

static struct reply home(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();
	cJSON *sources = db_rows_json(people_source_list(req->db));
	cJSON *imports = db_rows_json(people_import_list(req->db)), *row;

	/* The counts of an import are its own page's. */
	cJSON_ArrayForEach(row, imports)
		cJSON_DeleteItemFromObjectCaseSensitive(row, "counts");
	json_set_bool(page, "has_sources", sources->child);
	json_set_bool(page, "has_imports", imports->child);
	json_set(page, "source_rows", worded(sources));
	json_set(page, "import_rows", worded(imports));
	json_set(view, "sources", sources);
	json_set(view, "imports", imports);
	add_missing(page, "leaderless", inspection_units_without_leader(req->db));
	add_missing(page, "placeless", inspection_people_without_position(req->db));
	json_set_bool(page, "menu_people", true);
	return reply_with(reply_page("people_home", view), page);
}

const struct route people_routes[] = {
	{ METHOD_GET, "/people", ROLE_HR, home, DB_READ },
	{ 0 }
};
