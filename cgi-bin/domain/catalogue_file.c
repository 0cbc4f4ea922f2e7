/* The catalogue as files: a kind's objects as CSV or JSON, written, and read as they were sent. */
#include "catalogue_file.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "buf.h"
#include "catalogue_value.h"
#include "i18n.h"
#include "json.h"
#include "sheet.h"
#include "utf8.h"

#define BOM "\xef\xbb\xbf"

/* Rows in one cell are read by people up to so many; more of them are a file of their own. */
enum { CELL_ROWS_MOST = 40, ROWS_MOST = 8000 };

/* Writing ------------------------------------------------------------------- */

static bool is_column(const struct catalogue_field *field)
{
	return field->type != CATALOGUE_ROWS || field->most <= CELL_ROWS_MOST;
}

const char *catalogue_file_csv(struct db *db, const struct catalogue_kind *kind, char delimiter,
    size_t *length)
{
	struct buf text = { 0 };
	const cJSON *object, *all = kind->all(db, 0);

	buf_add(&text, BOM);
	for (const struct catalogue_field *field = kind->fields; field->name; field++)
		if (is_column(field))
			sheet_cell(&text, delimiter, field->name);
	sheet_end(&text);
	cJSON_ArrayForEach(object, all) {
		for (const struct catalogue_field *field = kind->fields; field->name; field++)
			if (is_column(field))
				sheet_cell(&text, delimiter,
				    catalogue_value_text(field, json_get(object, field->name)));
		sheet_end(&text);
	}
	*length = text.length;
	return buf_text(&text);
}

const char *catalogue_file_json(struct db *db, const struct catalogue_kind *kind, size_t *length)
{
	cJSON *file = cJSON_CreateObject(), *all = kind->all(db, 0), *object;
	struct buf text = { 0 };

	cJSON_ArrayForEach(object, all)
		cJSON_DeleteItemFromObjectCaseSensitive(object, "id");
	json_set(file, kind->plural, all);
	json_write(&text, file);
	buf_add(&text, "\n");
	*length = text.length;
	return buf_text(&text);
}

/* Reading ------------------------------------------------------------------- */

void catalogue_file_fault(struct cJSON *faults, int64_t place, const char *column,
    const char *message)
{
	cJSON *fault = cJSON_CreateObject();

	json_set_int(fault, "place", place);
	json_set_text(fault, "column", column);
	json_set_text(fault, "message", message);
	cJSON_AddItemToArray(faults, fault);
}

static const struct catalogue_field *field_named(const struct catalogue_kind *kind,
    const char *name)
{
	for (const struct catalogue_field *field = kind->fields; field->name; field++)
		if (strcmp(field->name, name) == 0)
			return field;
	return NULL;
}

struct reading {
	const struct catalogue_kind *kind;
	const char *const *names;       /* of the heading; NULL before it */
	size_t count;
	cJSON *rows, *faults;
};

/* Whether every column of the heading is one, and is there once. */
static bool heading_fits(struct reading *reading)
{
	bool fits = true;

	for (size_t i = 0; i < reading->count; i++) {
		const char *why = field_named(reading->kind, reading->names[i]) ? NULL
		    : _("There is no such column.");

		for (size_t k = 0; !why && k < i; k++)
			if (strcmp(reading->names[k], reading->names[i]) == 0)
				why = _("This column stands twice.");
		if (why)
			catalogue_file_fault(reading->faults, 1, reading->names[i], why);
		fits = fits && !why;
	}
	for (const struct catalogue_field *field = reading->kind->fields; field->name; field++) {
		bool there = !field->fixed;

		for (size_t i = 0; i < reading->count; i++)
			there = there || strcmp(reading->names[i], field->name) == 0;
		if (!there)
			catalogue_file_fault(reading->faults, 1, field->name, _("This column is missing."));
		fits = fits && there;
	}
	return fits;
}

static bool is_blank(const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cells[i][strspn(cells[i], " \t\n\r")] != '\0')
			return false;
	return true;
}

static void add_row(struct reading *reading, int64_t place, cJSON *sent)
{
	cJSON *row = cJSON_CreateObject();

	json_set_int(row, "place", place);
	json_set(row, "sent", sent);
	cJSON_AddItemToArray(reading->rows, row);
}

static bool take_row(size_t line, const char *const *cells, size_t count, void *context)
{
	struct reading *reading = context;
	cJSON *sent = cJSON_CreateObject();

	if (!reading->names) {
		const char **names = arena_alloc((count + 1) * sizeof *names);

		memcpy(names, cells, count * sizeof *names);
		reading->names = names;
		reading->count = count;
		return heading_fits(reading);
	}
	if (is_blank(cells, count))
		return true;
	if (count != reading->count) {
		catalogue_file_fault(reading->faults, (int64_t)line, NULL, arena_printf(
		    _("The row has %zu cells, the heading has %zu."), count, reading->count));
		return true;
	}
	for (size_t i = 0; i < count; i++)
		json_set_text(sent, reading->names[i], cells[i]);
	add_row(reading, (int64_t)line, sent);
	return true;
}

/* Line ends are no text to utf8_ok, so it is asked between them. */
static bool is_utf8(const char *bytes, size_t length)
{
	size_t start = 0;

	for (size_t i = 0; i <= length; i++)
		if (i == length || bytes[i] == '\r') {
			if (!utf8_ok(bytes + start, i - start))
				return false;
			start = i + 1;
		}
	return true;
}

static void read_csv(struct reading *reading, const char *bytes, size_t length)
{
	size_t line = 0;
	const char *text = is_utf8(bytes, length) ? bytes : utf8_from_windows(bytes, length, &length);
	const char *problem = sheet_read(text, length, sheet_delimiter(text, length, ";,"), take_row,
	    reading, &line);

	if (problem)
		catalogue_file_fault(reading->faults, (int64_t)line, NULL, i18n_text(problem));
	else if (!reading->names)
		catalogue_file_fault(reading->faults, 0, NULL, _("The file is empty."));
}

/* One object of a JSON file: only what the kind has, and its id, which is not read. */
static void take_object(struct reading *reading, int64_t place, const cJSON *object)
{
	cJSON *sent = cJSON_CreateObject();
	const cJSON *value;

	if (!cJSON_IsObject(object)) {
		catalogue_file_fault(reading->faults, place, NULL, _("This is no object."));
		return;
	}
	cJSON_ArrayForEach(value, object) {
		if (strcmp(value->string, "id") == 0)
			continue;
		if (!field_named(reading->kind, value->string))
			catalogue_file_fault(reading->faults, place, value->string,
			    _("There is no such field."));
		else
			json_set(sent, value->string, cJSON_Duplicate(value, true));
	}
	add_row(reading, place, sent);
}

static void read_json(struct reading *reading, const char *bytes, size_t length)
{
	const char *fault;
	const cJSON *file = json_read(bytes, length, &fault);
	const cJSON *list = file ? json_get(file, reading->kind->plural) : NULL, *object;
	int64_t place = 0;

	if (!file)
		catalogue_file_fault(reading->faults, 0, NULL,
		    arena_printf(_("This is no JSON that can be read: %s."), fault));
	else if (!cJSON_IsArray(list))
		catalogue_file_fault(reading->faults, 0, reading->kind->plural,
		    _("The file must be an object with this list."));
	else
		cJSON_ArrayForEach(object, list)
			take_object(reading, ++place, object);
}

bool catalogue_file_is_json(const char *bytes, size_t length)
{
	size_t start = 0;

	while (start < length && strchr(" \t\r\n", bytes[start]))
		start++;
	return start < length && bytes[start] == '{';
}

struct cJSON *catalogue_file_read(const struct catalogue_kind *kind, const char *bytes,
    size_t length, struct cJSON *faults)
{
	struct reading reading = { .kind = kind, .rows = cJSON_CreateArray(), .faults = faults };

	if (length >= 3 && memcmp(bytes, BOM, 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	if (memchr(bytes, '\0', length))
		catalogue_file_fault(faults, 0, NULL, _("This is no text. Save a workbook as CSV first."));
	else if (catalogue_file_is_json(bytes, length))
		read_json(&reading, bytes, length);
	else
		read_csv(&reading, bytes, length);
	if (cJSON_GetArraySize(reading.rows) <= ROWS_MOST)
		return reading.rows;
	catalogue_file_fault(faults, 0, NULL, _("These are too many rows."));
	return cJSON_CreateArray();
}
