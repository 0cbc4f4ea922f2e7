/* The form of any object of the catalogue: its fields shown, and read as they were sent. */
#include "catalogue_form.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "catalogue_value.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "reply.h"

/* Rows that stand empty below those that are there. */
enum { ROWS_FREE = 2, ROWS_MOST = 40 };

/* Reading ------------------------------------------------------------------- */

static const char *cell_name(const char *field, int64_t row, const char *column)
{
	return arena_printf("%s_%lld_%s", field, (long long)row, column);
}

/* How many rows of a field the form has sent. */
static int64_t rows_sent(struct form *form, const struct catalogue_field *field)
{
	int64_t most = 0;

	for (int64_t row = 1; row <= ROWS_MOST; row++)
		for (const struct catalogue_field *c = field->columns; c->name; c++)
			if (form_has(form, cell_name(field->name, row, c->name)))
				most = row;
	return most;
}

static cJSON *rows_of(struct form *form, const struct catalogue_field *field)
{
	const int64_t count = rows_sent(form, field);
	cJSON *rows = cJSON_CreateArray();

	for (int64_t row = 1; row <= count; row++) {
		cJSON *cells = cJSON_CreateObject();

		for (const struct catalogue_field *c = field->columns; c->name; c++) {
			const cJSON *sent = form_json(form, cell_name(field->name, row, c->name));

			json_set(cells, c->name, sent ? cJSON_Duplicate(sent, true) : cJSON_CreateNull());
		}
		cJSON_AddItemToArray(rows, cells);
	}
	return count ? rows : NULL;
}

static cJSON *codes_of(struct form *form, const struct catalogue_field *field)
{
	const char *const *codes = form_list(form, field->name, 20, 40);
	cJSON *list = cJSON_CreateArray();

	while (*codes)
		cJSON_AddItemToArray(list, cJSON_CreateStringReference(*codes++));
	return list;
}

/* A box that is not ticked is not sent by a browser; what JSON does not name stays as it is. */
static cJSON *sent_of(const struct request *req, struct form *form,
    const struct catalogue_field *field)
{
	const bool has = form_has(form, field->name);

	if (field->type == CATALOGUE_ROWS && !req->sends_json)
		return rows_of(form, field);
	if (field->type == CATALOGUE_MANY && (has || !req->sends_json))
		return codes_of(form, field);
	const cJSON *sent = form_json(form, field->name);

	if (!has)
		return field->type == CATALOGUE_FLAG && !req->sends_json ? cJSON_CreateFalse() : NULL;
	return sent ? cJSON_Duplicate(sent, true) : cJSON_CreateNull();
}

struct cJSON *catalogue_form_object(const struct request *req, const struct catalogue_kind *kind,
    struct form *form, int64_t id, const struct cJSON *old)
{
	cJSON *sent = cJSON_CreateObject(), *faults = cJSON_CreateObject();
	const cJSON *fault;

	for (const struct catalogue_field *field = kind->fields; field->name; field++) {
		cJSON *value = field->type == CATALOGUE_KEPT ? NULL : sent_of(req, form, field);

		if (value)
			json_set(sent, field->name, value);
	}
	cJSON *object = catalogue_value_object(catalogue_value_known(req->db), kind, old, sent, faults);

	if (kind->check && !faults->child)
		kind->check(req->db, id, object, faults);
	if (!id && !faults->child && kind->find(req->db, object))
		catalogue_value_fault(faults, kind->fields[0].name, _("There is one with this code."));
	cJSON_ArrayForEach(fault, faults)
		form_error(form, fault->string, fault->valuestring);
	return object;
}

/* Showing ------------------------------------------------------------------- */

static bool has_code(const cJSON *list, const char *code)
{
	cJSON *wanted = cJSON_CreateString(code);

	return catalogue_value_has(list, wanted);
}

static cJSON *choice_of(const char *code, const char *text, bool selected)
{
	cJSON *choice = cJSON_CreateObject();

	json_set_text(choice, "code", code);
	json_set_text(choice, "text", text);
	json_set_bool(choice, "selected", selected);
	return choice;
}

/* The choices of a field: its own codes, or those of another kind. */
static cJSON *choices_of(struct catalogue_known *known, const struct catalogue_field *field,
    const char *value, const cJSON *values)
{
	cJSON *list = cJSON_CreateArray();

	for (const char *const *code = field->choices; code && *code; code++)
		cJSON_AddItemToArray(list, choice_of(*code, field->word ? field->word(*code) : *code,
		    strcmp(*code, value) == 0 || has_code(values, *code)));
	if (!field->source)
		return list;
	const cJSON *one, *codes = catalogue_value_codes(known, field->source);

	cJSON_ArrayForEach(one, codes) {
		const char *code = json_get_text(one, "code");
		const bool selected = strcmp(code, value) == 0;

		if (selected || !json_get_true(one, "ended"))
			cJSON_AddItemToArray(list, choice_of(code, json_get_text(one, "name"), selected));
	}
	return list;
}

const char *catalogue_form_language(const char *name)
{
	const size_t length = strlen(name);

	for (const char *const *code = catalogue_languages; *code; code++)
		if (length > 3 && name[length - 3] == '_' && strcmp(name + length - 2, *code) == 0)
			return *code;
	return NULL;
}

static void add_shape(cJSON *shown, const struct catalogue_field *field)
{
	const enum catalogue_type type = field->type;
	const bool is_number = type == CATALOGUE_NUMBER || type == CATALOGUE_DECIMAL;

	json_set_bool(shown, "is_line", type == CATALOGUE_CODE || type == CATALOGUE_TEXT || is_number);
	json_set_bool(shown, "is_number", is_number);
	json_set_bool(shown, "is_long", type == CATALOGUE_LONG);
	json_set_bool(shown, "is_day", type == CATALOGUE_DAY);
	json_set_bool(shown, "is_flag", type == CATALOGUE_FLAG);
	json_set_bool(shown, "is_choice", type == CATALOGUE_CHOICE);
	json_set_bool(shown, "is_many", type == CATALOGUE_MANY);
	json_set_bool(shown, "is_rows", type == CATALOGUE_ROWS);
	json_set_int(shown, "most", is_number ? 12 : field->most);
}

/* One field or cell, called name on the page, with what was typed or is stored. */
static cJSON *field_of(struct catalogue_known *known, const struct catalogue_field *field,
    const char *name, const cJSON *typed, const cJSON *stored)
{
	const cJSON *sent = typed ? json_get(typed, name) : NULL;
	const char *was = field->type == CATALOGUE_DAY && stored && !cJSON_IsNull(stored)
	    ? stored->valuestring : catalogue_value_text(field, stored);
	const char *value = sent ? json_get_text(sent, "value") : typed ? "" : was;
	cJSON *shown = cJSON_CreateObject();

	value = value ? value : "";
	json_set_text(shown, "name", name);
	json_set_text(shown, "label", i18n_text(field->label));
	json_set_text(shown, "help", field->help ? i18n_text(field->help) : NULL);
	json_set_text(shown, "value", value);
	json_set_text(shown, "error", sent ? json_get_text(sent, "error") : NULL);
	json_set_text(shown, "language", catalogue_form_language(name));
	json_set_bool(shown, "needed", field->needed);
	json_set_bool(shown, "checked", *value && strcmp(value, "0") != 0);
	json_set_bool(shown, "open", typed || (cJSON_IsArray(stored) && stored->child));
	add_shape(shown, field);
	json_set(shown, "choices", choices_of(known, field, value,
	    sent ? json_get(sent, "values") : typed ? NULL : stored));
	return shown;
}

static cJSON *rows_shown(struct catalogue_known *known, const struct catalogue_field *field,
    struct form *form, const cJSON *typed, const cJSON *stored)
{
	cJSON *rows = cJSON_CreateArray();
	const int64_t there = form ? rows_sent(form, field) : cJSON_GetArraySize(stored) + ROWS_FREE;

	for (int64_t place = 1; place <= there; place++) {
		const cJSON *old = cJSON_GetArrayItem(stored, (int)place - 1);
		cJSON *row = cJSON_CreateObject(), *cells = cJSON_CreateArray();

		for (const struct catalogue_field *c = field->columns; c->name; c++) {
			const char *name = cell_name(field->name, place, c->name);

			cJSON_AddItemToArray(cells, field_of(known, c, name, typed,
			    old ? json_get(old, c->name) : NULL));
			if (form)
				form_label(form, name, arena_printf(_("%s in row %lld"), i18n_text(c->label),
				    (long long)place));
		}
		json_set_int(row, "place", place);
		json_set(row, "cells", cells);
		cJSON_AddItemToArray(rows, row);
	}
	return rows;
}

struct cJSON *catalogue_form_fields(const struct request *req, const struct catalogue_kind *kind,
    struct form *form, const struct cJSON *object)
{
	struct catalogue_known *known = catalogue_value_known(req->db);
	const cJSON *typed = form ? form_view(form) : NULL;
	cJSON *fields = cJSON_CreateArray();

	for (const struct catalogue_field *field = kind->fields; field->name; field++) {
		const cJSON *stored = object ? json_get(object, field->name) : NULL;
		const bool is_long = field->type == CATALOGUE_ROWS && field->most > ROWS_MOST;

		if (field->type == CATALOGUE_KEPT || is_long || (field->fixed && object))
			continue;
		cJSON *shown = field_of(known, field, field->name, typed, stored);

		if (form)
			form_label(form, field->name, i18n_text(field->label));
		json_set(shown, "rows", field->type == CATALOGUE_ROWS
		    ? rows_shown(known, field, form, typed, stored) : cJSON_CreateArray());
		cJSON_AddItemToArray(fields, shown);
	}
	return fields;
}

struct cJSON *catalogue_form_typed(const struct catalogue_kind *kind, struct form *form)
{
	const cJSON *typed = form_view(form);
	cJSON *list = cJSON_CreateArray();

	for (const struct catalogue_field *field = kind->fields; field->name; field++) {
		const cJSON *sent = json_get(typed, field->name);
		const char *text = sent ? json_get_text(sent, "value") : NULL;

		if (text && *text)
			reply_typed_add(list, i18n_text(field->label), catalogue_form_language(field->name),
			    text);
	}
	return list;
}
