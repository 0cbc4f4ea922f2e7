/* What the tables of a confidential round leave out, so that no small group can be worked out. */
#include "round_withheld.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "json.h"
#include "small_group.h"

/* The tree ------------------------------------------------------------------ */

struct unit {
	int64_t id;
	size_t above, first, next;      /* places in the tree; first and next 0: none */
	int64_t own, people;            /* in the unit itself; with all below */
	bool is_withheld, is_own_withheld;
	size_t shown;                   /* the nearest that is shown: itself, or above */
};

/* A unit's own people of a sector. */
struct part { size_t place; const char *sector; };

/* units[0] stands for the whole round, above all others; those are by id. */
struct tree { struct unit *units; size_t count; struct part *parts; size_t part_count; };

static int by_id(const void *key, const void *unit)
{
	const int64_t wanted = *(const int64_t *)key, id = ((const struct unit *)unit)->id;

	return (wanted > id) - (wanted < id);
}

/* 0: none. */
static size_t place_of(const struct tree *tree, int64_t id)
{
	const struct unit *found = bsearch(&id, tree->units + 1, tree->count - 1,
	    sizeof *tree->units, by_id);

	return found ? (size_t)(found - tree->units) : 0;
}

static void read_units(struct tree *tree, struct db *db)
{
	struct db_rows *rows = db_query(db, "SELECT id, parent_id FROM unit ORDER BY id", DB_ARGS());
	int64_t *parents = arena_alloc((db_count(rows) + 1) * sizeof *parents);

	tree->units = arena_alloc((db_count(rows) + 1) * sizeof *tree->units);
	for (tree->count = 1; db_next(rows); tree->count++) {
		tree->units[tree->count].id = db_col_int(rows, "id");
		parents[tree->count] = db_col_int(rows, "parent_id");
	}
	for (size_t i = 1; i < tree->count; i++) {
		struct unit *unit = &tree->units[i];

		unit->above = place_of(tree, parents[i]);
		unit->next = tree->units[unit->above].first;
		tree->units[unit->above].first = i;
	}
}

static void read_people(struct tree *tree, struct db *db, int64_t round_id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT a.unit_id, a.sector, COUNT(*) AS people FROM assessment a"
	    " WHERE a.round_id = ? GROUP BY a.unit_id, a.sector", DB_ARGS(db_int(round_id)));

	tree->parts = arena_alloc((db_count(rows) + 1) * sizeof *tree->parts);
	while (db_next(rows)) {
		size_t at = place_of(tree, db_col_int(rows, "unit_id"));
		const int64_t people = db_col_int(rows, "people");

		tree->parts[tree->part_count++] = (struct part){ at, db_col_text(rows, "sector") };
		tree->units[at].own += people;
		for (; at; at = tree->units[at].above)
			tree->units[at].people += people;
		tree->units[0].people += people;
	}
}

static size_t count_below(const struct tree *tree, const struct unit *unit)
{
	size_t count = 0;

	for (size_t at = unit->first; at; at = tree->units[at].next)
		count++;
	return count;
}

/* A unit is the total of its own people and the units below it. */
static void settle(struct tree *tree, size_t place)
{
	struct unit *unit = &tree->units[place];
	const size_t count = count_below(tree, unit) + 1;
	struct small_group *groups = arena_alloc(count * sizeof *groups), *group = groups;

	group->people = unit->own;
	for (size_t at = unit->first; at; at = tree->units[at].next)
		(++group)->people = tree->units[at].people;
	small_group_withhold(groups, count, unit->is_withheld);
	unit->is_own_withheld = groups->is_withheld;
	group = groups;
	for (size_t at = unit->first; at; at = tree->units[at].next) {
		tree->units[at].is_withheld = (++group)->is_withheld;
		tree->units[at].shown = group->is_withheld ? unit->shown : at;
		settle(tree, at);
	}
}

static struct tree read_tree(struct db *db, int64_t round_id)
{
	struct tree tree = { 0 };

	read_units(&tree, db);
	read_people(&tree, db, round_id);
	tree.units[0].is_withheld = small_group_is(tree.units[0].people);
	settle(&tree, 0);
	return tree;
}

/* Rows ---------------------------------------------------------------------- */

static void take_out(cJSON *row, bool is_withheld)
{
	static const char *const counts[] = { "invited", "started", "submitted" };
	const bool is_small = small_group_is(json_get_int(row, "invited", 0));

	json_set_text(row, "withheld", !is_withheld ? NULL : is_small ? "small" : "other");
	for (size_t i = 0; is_withheld && i < sizeof counts / sizeof *counts; i++)
		cJSON_ReplaceItemInObjectCaseSensitive(row, counts[i], cJSON_CreateNull());
}

static void take_out_units(const cJSON *rows, const struct tree *tree)
{
	cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		const struct unit *unit = tree
		    ? &tree->units[place_of(tree, json_get_int(row, "id", 0))] : NULL;

		take_out(row, unit && unit->is_withheld);
		take_out(cJSON_GetObjectItemCaseSensitive(row, "own"), unit && unit->is_own_withheld);
	}
}

/* Rows that are all there is of the round and share nobody. */
static void take_out_parts(const cJSON *rows, const struct tree *tree)
{
	const size_t count = (size_t)cJSON_GetArraySize(rows);
	struct small_group *groups = arena_alloc((count + 1) * sizeof *groups), *group = groups;
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		(group++)->people = json_get_int(row, "invited", 0);
	if (tree)
		small_group_withhold(groups, count, tree->units[0].is_withheld);
	group = groups;
	cJSON_ArrayForEach(row, rows)
		take_out(row, (group++)->is_withheld);
}

static unsigned sector_bit(const cJSON *rows, const char *sector)
{
	const cJSON *row;
	unsigned bit = 1;

	cJSON_ArrayForEach(row, rows) {
		if (strcmp(json_get_text(row, "sector"), sector) == 0)
			break;
		bit <<= 1;
	}
	return bit;
}

/*
 * What the units tell are figures of sets that share nobody: each unit's own people, where they
 * are shown, and else what is left of the nearest unit that is. The sectors of a set that is of
 * more than one are withheld.
 */
static unsigned mixed_sectors(const cJSON *rows, const struct tree *tree)
{
	unsigned *sets = arena_alloc(2 * tree->count * sizeof *sets), mixed = 0;

	for (size_t i = 0; i < tree->part_count; i++) {
		const struct part *part = &tree->parts[i];
		const struct unit *unit = &tree->units[part->place];

		sets[unit->is_own_withheld ? unit->shown : tree->count + part->place]
		    |= sector_bit(rows, part->sector);
	}
	for (size_t i = 0; i < 2 * tree->count; i++)
		if (sets[i] & (sets[i] - 1))
			mixed |= sets[i];
	return mixed;
}

static void take_out_sectors(const cJSON *rows, const struct tree *tree)
{
	const unsigned mixed = tree ? mixed_sectors(rows, tree) : 0;
	const bool none = tree && tree->units[0].is_withheld;
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		take_out(row, none || mixed & sector_bit(rows, json_get_text(row, "sector")));
}

void round_withheld(struct db *db, int64_t round_id, struct cJSON *view)
{
	const bool hides = json_get_true(json_get(view, "round"), "confidential");
	const struct tree tree = hides ? read_tree(db, round_id) : (struct tree){ 0 };
	const struct tree *of = hides ? &tree : NULL;

	take_out_units(json_get(view, "units"), of);
	take_out_sectors(json_get(view, "sectors"), of);
	take_out_parts(json_get(view, "municipalities"), of);
	take_out_parts(json_get(view, "bands"), of);
}
