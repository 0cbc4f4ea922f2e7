/* The heat map as a table on a page: one topic at a time, digit, badge and mark in a cell. */
#include "map_page.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "proof.h"
#include "profile.h"
#include "words.h"

/* A table is at most so wide; an average of fewer answers says little and is left out. */
enum { WIDEST = 12, FEWEST = 5 };

/* A column: how many are asked or bound, where it is shown, what its average is made of. */
struct column {
	const cJSON *competence;
	const char *choice;     /* the choice of the filter that it is under */
	int asked, place;       /* place: among the columns of its topic, those of most people first */
	int sum, count;
};

struct map { struct column *columns; size_t count; };

static bool same(const cJSON *a, const cJSON *b, const char *name)
{
	return strcmp(json_get_text(a, name), json_get_text(b, name)) == 0;
}

/*
 * A person's cells under the columns, both in the order of the catalogue; NULL where the person is
 * neither asked nor bound.
 */
static const cJSON **cells_of(const struct map *map, const cJSON *person)
{
	const cJSON **cells = arena_alloc((map->count + 1) * sizeof *cells);
	const cJSON *cell = json_get(person, "cells")->child;

	for (size_t i = 0; i < map->count && cell; i++)
		if (same(cell, map->columns[i].competence, "code")
		    && same(cell, map->columns[i].competence, "facet")) {
			cells[i] = cell;
			cell = cell->next;
		}
	return cells;
}

/* Places a column among those of its topic, and in a part of it where that is too wide. */
static void place(struct map *map, struct column *column)
{
	const char *topic = json_get_text(column->competence, "topic");
	int all = 0;

	for (struct column *other = map->columns; other < map->columns + map->count; other++) {
		if (!same(other->competence, column->competence, "topic"))
			continue;
		all++;
		column->place += other->asked > column->asked
		    || (other->asked == column->asked && other < column);
	}
	int parts = (all + WIDEST - 1) / WIDEST, part = column->place / ((all + parts - 1) / parts) + 1;

	column->choice = parts == 1 ? topic : arena_printf("%s.%d", topic, part);
}

static struct map map_of(const cJSON *view)
{
	const cJSON *competences = json_get(view, "competences"), *competence, *person;
	struct map map = { .columns =
	    arena_alloc(((size_t)cJSON_GetArraySize(competences) + 1) * sizeof *map.columns) };

	cJSON_ArrayForEach(competence, competences)
		map.columns[map.count++].competence = competence;
	cJSON_ArrayForEach(person, json_get(view, "people")) {
		const cJSON **cells = cells_of(&map, person);

		for (size_t i = 0; i < map.count; i++)
			map.columns[i].asked += cells[i] != NULL;
	}
	for (size_t i = 0; i < map.count; i++)
		place(&map, &map.columns[i]);
	return map;
}

static const cJSON *choice_at(const cJSON *choices, const char *value)
{
	const cJSON *choice;

	cJSON_ArrayForEach(choice, choices)
		if (value && strcmp(json_get_text(choice, "value"), value) == 0)
			return choice;
	return NULL;
}

/* The choices of the filter, in the order of the catalogue: law first. */
static cJSON *choices_of(const struct map *map)
{
	cJSON *choices = cJSON_CreateArray();

	for (const struct column *column = map->columns; column < map->columns + map->count; column++) {
		if (choice_at(choices, column->choice))
			continue;
		cJSON *choice = cJSON_CreateObject();
		const char *name = json_get_text(column->competence, "topic_name");
		const char *part = strrchr(column->choice, '.');

		json_set_text(choice, "value", column->choice);
		json_set_text(choice, "language", json_get_text(column->competence, "topic_language"));
		json_set_text(choice, "name", part ? arena_printf(_("%s, part %s"), name, part + 1) : name);
		cJSON_AddItemToArray(choices, choice);
	}
	return choices;
}

/* "Requirement 3", "Requirement 1–3", or that some have none. */
static const char *requirement_text(const cJSON *competence)
{
	int lowest = (int)json_get_int(competence, "lowest_level", -1);
	int highest = (int)json_get_int(competence, "highest_level", -1);

	if (highest < 0)
		return _("No requirement");
	if (lowest != highest)
		return arena_printf(_("Requirement %d–%d"), lowest, highest);
	if ((int)json_get_int(competence, "required_level", -1) < 0)
		return arena_printf(_("Requirement %d for some"), highest);
	return arena_printf(_("Requirement %d"), highest);
}

/* The facet is named where a competence has several. */
static bool has_facets(const cJSON *competence)
{
	return (competence->next && same(competence->next, competence, "code"))
	    || (competence->prev->next && same(competence->prev, competence, "code"));
}

static cJSON *column_json(const cJSON *competence)
{
	cJSON *column = cJSON_CreateObject();

	json_set_text(column, "name", json_get_text(competence, "name"));
	json_set_text(column, "language", json_get_text(competence, "language"));
	json_set_text(column, "facet_text",
	    has_facets(competence) ? profile_facet_text(json_get_text(competence, "facet")) : NULL);
	json_set_text(column, "requirement_text", requirement_text(competence));
	return column;
}

/* The cell of a person, or of nobody when the person is neither asked nor bound. */
static cJSON *cell_json(struct column *column, const cJSON *cell)
{
	cJSON *json = cJSON_CreateObject();
	const cJSON *level = cell ? json_get(cell, "level") : NULL;
	int gap = cell ? (int)json_get_int(cell, "gap", -1) : -1;
	const char *status = cell ? json_get_text(cell, "status") : NULL;

	if (cJSON_IsNumber(level)) {
		column->sum += level->valueint;
		column->count++;
	}
	json_set_bool(json, "blank", !cell);
	json_set_bool(json, "has_level", cJSON_IsNumber(level));
	json_set_bool(json, "irrelevant", cJSON_IsString(level));
	json_set_bool(json, "unanswered", cell && cJSON_IsNull(level));
	if (cJSON_IsNumber(level))
		json_set_int(json, "level", level->valueint);
	else
		json_set_null(json, "level");
	if (gap > 0)
		json_set_int(json, "gap", gap);
	else
		json_set_null(json, "gap");
	words_status(json, status, status ? proof_word(status) : NULL);
	return json;
}

static const char *state_text(const char *state)
{
	if (!state)
		return _("Not asked");
	if (strcmp(state, "assigned") == 0)
		return _("Not started");
	if (strcmp(state, "started") == 0)
		return _("Started");
	return strcmp(state, "reopened") == 0 ? _("Opened again") : NULL;
}

/* The shown columns in their order, ended by NULL. */
static struct column **shown_of(const struct map *map, const char *choice)
{
	struct column **shown = arena_alloc((map->count + 1) * sizeof *shown);
	size_t count = 0;

	for (struct column *column = map->columns; column < map->columns + map->count; column++) {
		size_t at = count;

		if (strcmp(column->choice, choice) != 0)
			continue;
		for (; at > 0 && shown[at - 1]->place > column->place; at--)
			shown[at] = shown[at - 1];
		shown[at] = column;
		count++;
	}
	return shown;
}

static cJSON *row_json(const struct map *map, struct column *const *shown, const cJSON *person)
{
	cJSON *row = cJSON_CreateObject(), *list = cJSON_CreateArray();
	const cJSON **cells = cells_of(map, person);

	for (; *shown; shown++)
		cJSON_AddItemToArray(list, cell_json(*shown, cells[*shown - map->columns]));
	json_set(row, "id", cJSON_Duplicate(json_get(person, "id"), false));
	json_set_text(row, "name", json_get_text(person, "name"));
	json_set_text(row, "role", json_get_text(person, "role"));
	json_set_text(row, "role_language", json_get_text(person, "role_language"));
	json_set_text(row, "state_text", state_text(json_get_text(person, "state")));
	json_set(row, "cells", list);
	return row;
}

static cJSON *average_json(const struct column *column)
{
	cJSON *average = cJSON_CreateObject();

	json_set_text(average, "text",
	    column->count < FEWEST ? NULL : i18n_number((double)column->sum / column->count, 1));
	return average;
}

/* The figures of the whole unit, whatever topic is chosen. */
static void add_figures(cJSON *page, const cJSON *people)
{
	const cJSON *person, *cell;
	int asked = 0, answered = 0, gaps = 0;

	cJSON_ArrayForEach(person, people) {
		const char *state = json_get_text(person, "state");

		asked += state != NULL;
		answered += state && !state_text(state);
		cJSON_ArrayForEach(cell, json_get(person, "cells"))
			gaps += (int)json_get_int(cell, "gap", -1) > 0;
	}
	json_set_int(page, "asked", asked);
	json_set_int(page, "asked_or_one", asked > 0 ? asked : 1);
	json_set_int(page, "answered", answered);
	json_set_int(page, "gap_count", gaps);
}

static void add_table(cJSON *page, const struct map *map, const cJSON *people, const char *choice)
{
	cJSON *heads = cJSON_CreateArray(), *rows = cJSON_CreateArray(), *feet = cJSON_CreateArray();
	struct column *const *shown = shown_of(map, choice);
	const cJSON *person;

	cJSON_ArrayForEach(person, people)
		cJSON_AddItemToArray(rows, row_json(map, shown, person));
	for (; *shown; shown++) {
		cJSON_AddItemToArray(heads, column_json((*shown)->competence));
		cJSON_AddItemToArray(feet, average_json(*shown));
	}
	json_set(page, "columns", heads);
	json_set(page, "rows", rows);
	json_set(page, "averages", feet);
}

void map_page_add(cJSON *page, const cJSON *view, const char *chosen)
{
	const struct map map = map_of(view);
	cJSON *choices = choices_of(&map), *choice;
	const cJSON *now = choice_at(choices, chosen), *people = json_get(view, "people");

	if (!now)
		now = choices->child;
	cJSON_ArrayForEach(choice, choices)
		json_set_bool(choice, "chosen", choice == now);
	add_figures(page, people);
	json_set_text(page, "topic_name", now ? json_get_text(now, "name") : NULL);
	json_set_bool(page, "has_map", now);
	if (now)
		add_table(page, &map, people, json_get_text(now, "value"));
	json_set(page, "topics", choices);
}
