/* Tables that are cut into pages: the rows of one of them, and where the others are. */
#include "table_page.h"

#include <cjson/cJSON.h>

#include "json.h"

int64_t table_page_cut(struct cJSON *page, int64_t count, int64_t a_page, int64_t wanted)
{
	const int64_t pages = count > 0 ? (count + a_page - 1) / a_page : 1;
	const int64_t present = wanted < pages ? wanted : pages;

	json_set_int(page, "count", count);
	json_set_bool(page, "is_cut", pages > 1);
	json_set_int(page, "page_number", present);
	json_set_int(page, "page_count", pages);
	json_set_bool(page, "has_previous", present > 1);
	json_set_int(page, "previous", present - 1);
	json_set_bool(page, "has_next", present < pages);
	json_set_int(page, "next", present + 1);
	return present;
}

struct cJSON *table_page_rows(struct cJSON *page, const struct cJSON *rows, int64_t a_page,
    int64_t wanted)
{
	const int64_t present = table_page_cut(page, cJSON_GetArraySize(rows), a_page, wanted);
	cJSON *shown = cJSON_CreateArray();
	const cJSON *row;
	int64_t place = 0;

	cJSON_ArrayForEach(row, rows)
		if (place++ / a_page == present - 1)
			cJSON_AddItemToArray(shown, cJSON_Duplicate(row, true));
	return shown;
}

void table_page_links(struct cJSON *page, const char *address, const char *place)
{
	json_set_text(page, "table_address", address);
	json_set_text(page, "table_place", place);
}
