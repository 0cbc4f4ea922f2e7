/* The heat map as a table on a page: one topic at a time, digit, badge and mark in a cell. */
#include "map_page.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "proof.h"
#include "words.h"

/* A table is at most so wide; an average of fewer answers says little and is left out. */
enum { WIDEST = 12, FEWEST = 5 };

/* A column of the page, with what its average is made of. */
struct chosen { const cJSON *competence; bool shown; int sum, count; };

static bool same(const cJSON *a, const cJSON *b, const char *name)
{
	return strcmp(json_get_text(a, name), json_get_text(b, name)) == 0;
}

/* The competences of a topic before this one, and all of them. */
static int place_in_topic(const cJSON *competences, const cJSON *competence, int *all)
{
	const cJSON *other;
	int place = -1;

	*all = 0;
	cJSON_ArrayForEach(other, competences) {
		if (!same(other, competence, "topic"))
			continue;
		if (other == competence)
			place = *all;
		++*all;
	}
	return place;
}

/*
 * The choice that a competence is under: its topic, in parts of equal width where it is wider
 * than a table.
 */
static const char *choice_of(const cJSON *competences, const cJSON *competence,
    int *part, int *parts)
{
	int all, place = place_in_topic(competences, competence, &all);

	*parts = (all + WIDEST - 1) / WIDEST;
	*part = place / ((all + *parts - 1) / *parts) + 1;
	return *parts == 1 ? json_get_text(competence, "topic")
	                   : arena_printf("%s.%d", json_get_text(competence, "topic"), *part);
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
static cJSON *choices_of(const cJSON *competences)
{
	cJSON *choices = cJSON_CreateArray();
	const cJSON *competence;
	int part, parts;

	cJSON_ArrayForEach(competence, competences) {
		const char *value = choice_of(competences, competence, &part, &parts);

		if (choice_at(choices, value))
			continue;
		cJSON *choice = cJSON_CreateObject();
		const char *name = json_get_text(competence, "topic_name");

		json_set_text(choice, "value", value);
		json_set_text(choice, "language", json_get_text(competence, "topic_language"));
		json_set_text(choice, "name",
		    parts == 1 ? name : arena_printf(_("%s, part %d of %d"), name, part, parts));
		cJSON_AddItemToArray(choices, choice);
	}
	return choices;
}

static int number_of(const cJSON *object, const char *name)
{
	const cJSON *number = json_get(object, name);

	return cJSON_IsNumber(number) ? number->valueint : -1;
}

/* "Requirement 3", "Requirement 1–3", or that some have none. */
static const char *requirement_text(const cJSON *competence)
{
	int lowest = number_of(competence, "lowest_level");
	int highest = number_of(competence, "highest_level");

	if (highest < 0)
		return _("No requirement");
	if (lowest != highest)
		return arena_printf(_("Requirement %d–%d"), lowest, highest);
	if (number_of(competence, "required_level") < 0)
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
	    has_facets(competence) ? words_facet(json_get_text(competence, "facet")) : NULL);
	json_set_text(column, "requirement_text", requirement_text(competence));
	return column;
}

/* The cell of a person, or of nobody when the person is neither asked nor bound. */
static cJSON *cell_json(struct chosen *column, const cJSON *cell)
{
	cJSON *json = cJSON_CreateObject();
	const cJSON *level = cell ? json_get(cell, "level") : NULL;
	int gap = cell ? number_of(cell, "gap") : -1;
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

/* Cells come in the order of all columns, with gaps; both are walked together. */
static cJSON *row_json(struct chosen *columns, size_t count, const cJSON *person)
{
	cJSON *row = cJSON_CreateObject(), *cells = cJSON_CreateArray();
	const cJSON *cell = json_get(person, "cells")->child;

	for (size_t i = 0; i < count; i++) {
		const cJSON *competence = columns[i].competence, *found = NULL;

		if (cell && same(cell, competence, "code") && same(cell, competence, "facet")) {
			found = cell;
			cell = cell->next;
		}
		if (columns[i].shown)
			cJSON_AddItemToArray(cells, cell_json(&columns[i], found));
	}
	json_set(row, "id", cJSON_Duplicate(json_get(person, "id"), false));
	json_set_text(row, "name", json_get_text(person, "name"));
	json_set_text(row, "role", json_get_text(person, "role"));
	json_set_text(row, "role_language", json_get_text(person, "role_language"));
	json_set_text(row, "state_text", state_text(json_get_text(person, "state")));
	json_set(row, "cells", cells);
	return row;
}

static cJSON *averages(const struct chosen *columns, size_t count)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < count; i++) {
		if (!columns[i].shown)
			continue;
		cJSON *average = cJSON_CreateObject();

		json_set_text(average, "text", columns[i].count < FEWEST ? NULL
		        : i18n_number((double)columns[i].sum / columns[i].count, 1));
		cJSON_AddItemToArray(list, average);
	}
	return list;
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
			gaps += number_of(cell, "gap") > 0;
	}
	json_set_int(page, "asked", asked);
	json_set_int(page, "asked_or_one", asked > 0 ? asked : 1);
	json_set_int(page, "answered", answered);
	json_set_int(page, "gap_count", gaps);
}

static void add_table(cJSON *page, const cJSON *view, const char *value)
{
	const cJSON *competences = json_get(view, "competences"), *competence, *person;
	cJSON *heads = cJSON_CreateArray(), *rows = cJSON_CreateArray();
	struct chosen *columns =
	    arena_alloc(((size_t)cJSON_GetArraySize(competences) + 1) * sizeof *columns);
	size_t count = 0;
	int part, parts;

	cJSON_ArrayForEach(competence, competences) {
		struct chosen *column = &columns[count++];

		column->competence = competence;
		column->shown = strcmp(choice_of(competences, competence, &part, &parts), value) == 0;
		if (column->shown)
			cJSON_AddItemToArray(heads, column_json(competence));
	}
	cJSON_ArrayForEach(person, json_get(view, "people"))
		cJSON_AddItemToArray(rows, row_json(columns, count, person));
	json_set(page, "columns", heads);
	json_set(page, "rows", rows);
	json_set(page, "averages", averages(columns, count));
}

void map_page_add(cJSON *page, const cJSON *view, const char *chosen)
{
	cJSON *choices = choices_of(json_get(view, "competences")), *choice;
	const cJSON *now = choice_at(choices, chosen);

	if (!now)
		now = choices->child;
	cJSON_ArrayForEach(choice, choices)
		json_set_bool(choice, "chosen", choice == now);
	add_figures(page, json_get(view, "people"));
	json_set_text(page, "topic_name", now ? json_get_text(now, "name") : NULL);
	json_set_bool(page, "has_map", now);
	if (now)
		add_table(page, view, json_get_text(now, "value"));
	json_set(page, "topics", choices);
}
