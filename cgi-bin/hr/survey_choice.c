/* The choices of a question in its form: a row each, some empty ones behind them. */
#include "survey_choice.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "survey_edit.h"
#include "survey_field.h"

enum { ROWS_MOST = 60, ROWS_FREE = 4 };

static struct survey_text text_of(int row)
{
	return (struct survey_text){ arena_printf("choice_%d", row), "", NULL, 200, false };
}

static const char *field(int row, const char *name)
{
	return arena_printf("choice_%d_%s", row, name);
}

/* How many rows the form has sent. */
static int rows_sent(struct form *form)
{
	int most = 0;

	for (int row = 1; row <= ROWS_MOST; row++)
		if (form_has(form, field(row, "nb")) || form_has(form, field(row, "nn"))
		    || form_has(form, field(row, "en")) || form_has(form, field(row, "place")))
			most = row;
	return most;
}

struct cJSON *survey_choice_rows(struct form *typed, const struct cJSON *stored)
{
	const int count = typed ? rows_sent(typed) : cJSON_GetArraySize(stored) + ROWS_FREE;
	cJSON *rows = cJSON_CreateArray();

	for (int row = 1; row <= count && row <= ROWS_MOST; row++) {
		const cJSON *choice = cJSON_GetArrayItem(stored, row - 1);
		const struct survey_text text = text_of(row);
		const char *place = survey_field_typed(typed, field(row, "place"));
		cJSON *shown = cJSON_CreateObject(), *texts = cJSON_CreateArray();

		survey_field_add_text(texts, &text, typed, json_get(choice, "text"));
		json_set_int(shown, "row", row);
		json_set_text(shown, "choice_code", choice ? json_get_text(choice, "code")
		    : survey_field_typed(typed, field(row, "code")));
		json_set_text(shown, "choice_place", place && *place ? place
		    : arena_printf("%d", row));
		json_set_text(shown, "choice_place_error",
		    survey_field_error(typed, field(row, "place")));
		json_set(shown, "cells", cJSON_Duplicate(json_get(texts->child, "fields"), true));
		cJSON_AddItemToArray(rows, shown);
	}
	return rows;
}

/* A choice with the place that it wants. */
struct row { int64_t place; int number; cJSON *choice; };

static int by_place(const void *one, const void *other)
{
	const struct row *a = one, *b = other;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->number - b->number;
}

static bool has_code(const cJSON *list, const char *code)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list) {
		const char *own = json_get_text(one, "code");

		if (own && strcmp(own, code) == 0)
			return true;
	}
	return false;
}

/* NULL: the row says nothing. */
static cJSON *read_row(struct form *form, int row, const cJSON *stored)
{
	const struct survey_text text = text_of(row);
	const char *code = form_text(form, field(row, "code"), 0, 40);
	const cJSON *old;

	cJSON_ArrayForEach(old, stored)
		if (*code && strcmp(json_get_text(old, "code"), code) == 0)
			break;
	cJSON *texts = survey_field_texts(form, &text, false, json_get(old, "text"));

	if (!texts->child)
		return NULL;
	if (!json_get_text(texts, "nb"))
		form_error(form, field(row, "nb"), _("Write something here."));
	if (*code && !survey_edit_is_code(code))
		form_error(form, field(row, "code"),
		    _("Use letters from a to z, digits, hyphen and underscore."));
	cJSON *choice = cJSON_CreateObject();

	if (*code)
		json_set_text(choice, "code", code);
	json_set(choice, "text", texts);
	return choice;
}

/* Codes of those that have none yet, once all that have one are known. */
static void name_new(cJSON *choices)
{
	cJSON *choice;

	cJSON_ArrayForEach(choice, choices) {
		const char *nb = json_get_text(json_get(choice, "text"), "nb");

		if (!json_get(choice, "code"))
			json_set_text(choice, "code", survey_edit_free_code(choices, nb ? nb : ""));
	}
}

struct cJSON *survey_choice_read(struct form *form, const struct cJSON *stored)
{
	const int count = rows_sent(form);
	struct row *rows = arena_alloc(((size_t)count + 1) * sizeof *rows);
	cJSON *choices = cJSON_CreateArray();
	size_t found = 0;

	for (int row = 1; row <= count; row++) {
		const int64_t place = form_int(form, field(row, "place"), 1, 1000, row);
		cJSON *choice = read_row(form, row, stored);

		if (choice)
			rows[found++] = (struct row){ place, row, choice };
	}
	qsort(rows, found, sizeof *rows, by_place);
	for (size_t i = 0; i < found; i++) {
		const char *code = json_get_text(rows[i].choice, "code");

		if (code && has_code(choices, code))
			form_error(form, field(rows[i].number, "code"),
			    _("Two choices have the same code."));
		cJSON_AddItemToArray(choices, rows[i].choice);
	}
	name_new(choices);
	return choices;
}
