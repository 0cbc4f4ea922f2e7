/* How far people have come in a round: by unit, sector, former municipality, percentage. */
#include "round_progress.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "round.h"
#include "round_withheld.h"
#include "round_words.h"
#include "table_page.h"

enum { ROWS_A_PAGE = 60 };

static int64_t number(const cJSON *object, const char *name)
{
	return json_get_int(object, name, 0);
}

/* The rows of a view once more for the page, each with its share. */
static cJSON *with_shares(const cJSON *rows)
{
	cJSON *list = cJSON_Duplicate(rows, true);
	cJSON *row;

	cJSON_ArrayForEach(row, list)
		round_words_share(row);
	return list;
}

static void add_row(cJSON *rows, const cJSON *unit, bool below)
{
	cJSON *row = cJSON_Duplicate(unit, true);

	round_words_share(row);
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
static void add_own(cJSON *rows, const cJSON *top)
{
	cJSON *own = cJSON_Duplicate(json_get(top, "own"), true);

	if (number(own, "invited") == 0 && !json_get_text(own, "withheld"))
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
		add_own(rows, top);
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
static void add_unit_rows(cJSON *page, const cJSON *rows, int64_t wanted)
{
	cJSON *part = table_page_rows(page, rows, ROWS_A_PAGE, wanted);

	json_set_bool(page, "has_units", part->child);
	json_set(page, "unit_rows", part);
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

/* "50–79 %", and words for none and for full. */
static const char *band_text(const cJSON *band)
{
	const int64_t least = number(band, "least"), most = number(band, "most");

	if (most == 0)
		return _("On call (0%)");
	return least == 100 ? _("Full time (100%)")
	    : arena_printf(_("%lld–%lld%%"), (long long)least, (long long)most);
}

static cJSON *band_rows(const cJSON *bands)
{
	cJSON *rows = with_shares(bands), *row;

	cJSON_ArrayForEach(row, rows)
		json_set_text(row, "name", band_text(row));
	return rows;
}

/* The counts of those in the unit itself become an object. */
static cJSON *with_own(cJSON *units)
{
	static const char *const names[] = { "own_invited", "own_started", "own_submitted" };
	cJSON *unit;

	cJSON_ArrayForEach(unit, units) {
		cJSON *own = cJSON_CreateObject();

		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			json_set(own, names[i] + strlen("own_"),
			    cJSON_DetachItemFromObjectCaseSensitive(unit, names[i]));
		json_set(unit, "own", own);
	}
	return units;
}

void round_progress_read(const struct request *req, cJSON *view, int64_t unit_id)
{
	const int64_t id = request_id(req, "id");
	cJSON *sectors = db_rows_json(round_sectors(req->db, id)), *row;

	cJSON_ArrayForEach(row, sectors)
		json_set_text(row, "name", round_sector_text(json_get_text(row, "sector")));
	json_set(view, "units", with_own(db_rows_json(round_units(req->db, req->user, id, unit_id))));
	json_set(view, "sectors", sectors);
	json_set(view, "municipalities", db_rows_json(round_municipalities(req->db, id)));
	json_set(view, "bands", db_rows_json(round_bands(req->db, id)));
	round_withheld(req->db, id, view);
}

void round_progress_show(const struct request *req, const cJSON *view, struct db_rows *path,
    cJSON *page)
{
	json_set(page, "sector_rows", with_shares(json_get(view, "sectors")));
	json_set(page, "municipality_rows", municipality_rows(json_get(view, "municipalities")));
	json_set(page, "band_rows", band_rows(json_get(view, "bands")));
	add_path(page, path);
	add_unit_rows(page, unit_rows(json_get(view, "units")),
	    request_query_int(req, "page", 1, INT32_MAX, 1));
}
