/* The values of the catalogue's fields, from a form, a file or JSON: one reading for all. */
#include "catalogue_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "buf.h"
#include "choice.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "utf8.h"

/* Where a value is read: its field, what faults are called there. */
struct place {
	struct catalogue_known *known;
	const struct catalogue_field *field;
	const char *name;
	cJSON *faults;
};

void catalogue_value_fault(struct cJSON *faults, const char *field, const char *message)
{
	if (!json_get(faults, field))
		json_set_text(faults, field, message);
}

static cJSON *wrong(const struct place *at, const char *message)
{
	catalogue_value_fault(at->faults, at->name, message);
	return cJSON_CreateNull();
}

static const char *trimmed(const char *text)
{
	text += strspn(text, " \t\r\n");
	size_t length = strlen(text);

	while (length > 0 && strchr(" \t\r\n", text[length - 1]))
		length--;
	return arena_text(text, length);
}

/* What was sent, as text: "" when nothing was. */
static const char *sent_text(const cJSON *sent)
{
	if (!sent || cJSON_IsNull(sent))
		return "";
	if (cJSON_IsBool(sent))
		return cJSON_IsTrue(sent) ? "1" : "0";
	return cJSON_IsString(sent) ? trimmed(sent->valuestring) : json_text(sent);
}

static bool is_code(const char *text)
{
	return text[strspn(text,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./")] == '\0';
}

struct catalogue_known *catalogue_value_known(struct db *db)
{
	struct catalogue_known *known = arena_alloc(sizeof *known);

	known->db = db;
	return known;
}

const struct cJSON *catalogue_value_codes(struct catalogue_known *known,
    enum catalogue_source source)
{
	if (!known->codes[source])
		known->codes[source] = catalogue_choices(known->db, source, i18n_language());
	return known->codes[source];
}

static bool is_known(struct catalogue_known *known, enum catalogue_source source,
    const char *code)
{
	const cJSON *one, *codes = catalogue_value_codes(known, source);

	cJSON_ArrayForEach(one, codes)
		if (strcmp(json_get_text(one, "code"), code) == 0)
			return true;
	return false;
}

/* In a file one writes a code, and has to know which there are. */
static const char *none_of(const char *const *choices, const char *text)
{
	struct buf list = { 0 };

	for (const char *const *choice = choices; *choice; choice++)
		buf_printf(&list, "%s%s", list.length ? ", " : "", *choice);
	return arena_printf(_("\"%s\" is none of: %s."), text, buf_text(&list));
}

static cJSON *words(const struct place *at, const char *text)
{
	const struct catalogue_field *field = at->field;

	if (utf8_count(text) > (size_t)field->most)
		return wrong(at, arena_printf(_("Write at most %lld characters."),
		    (long long)field->most));
	if (field->type == CATALOGUE_CODE && !is_code(text))
		return wrong(at, _("A code has letters from A to Z, digits and - _ . / only."));
	if (field->source && !is_known(at->known, field->source, text))
		return wrong(at, arena_printf(_("\"%s\" is not in the catalogue."), text));
	if (field->type == CATALOGUE_CHOICE && field->choices && !choice_has(field->choices, text))
		return wrong(at, none_of(field->choices, text));
	return cJSON_CreateString(text);
}

static cJSON *flag(const struct place *at, const char *text)
{
	static const char *const yes[] = { "1", "true", "on", NULL };
	static const char *const no[] = { "", "0", "false", NULL };

	if (!choice_has(yes, text) && !choice_has(no, text))
		return wrong(at, _("Write 1 for yes or 0 for no."));
	return cJSON_CreateBool(choice_has(yes, text));
}

static cJSON *number(const struct place *at, const char *text)
{
	const struct catalogue_field *field = at->field;
	char *plain = arena_text(text, strlen(text)), *end, *comma = strchr(plain, ',');

	if (comma && field->type == CATALOGUE_DECIMAL)
		*comma = '.';
	const double value = strtod(plain, &end);
	const bool is_plain = plain[strspn(plain, "0123456789.")] == '\0' && *end == '\0';
	const bool is_whole = field->type == CATALOGUE_DECIMAL || !strchr(plain, '.');

	if (!is_plain || !is_whole || value < (double)field->least || value > (double)field->most)
		return wrong(at, arena_printf(field->type == CATALOGUE_DECIMAL
		    ? _("Write a number from %lld to %lld.")
		    : _("Write a whole number from %lld to %lld."), (long long)field->least,
		    (long long)field->most));
	/* As the column keeps it: two decimals. */
	return cJSON_CreateNumber((double)(int64_t)(value * 100 + 0.5) / 100);
}

static cJSON *day(const struct place *at, const char *text)
{
	const size_t dot = strspn(text, "0123456789");

	if (text[dot] == '.') {
		char *rest, *end;
		const long date = strtol(text, &rest, 10), month = strtol(rest + 1, &end, 10);

		if (*end == '.')
			text = arena_printf("%s-%02ld-%02ld", end + 1, month, date);
	}
	return clock_is_day(text) ? cJSON_CreateString(text)
	    : wrong(at, _("Write a day as 31.12.2026."));
}

/* Codes as a list, or as one text with spaces or commas between; in the order of the choices. */
static cJSON *many(const struct place *at, const cJSON *sent)
{
	cJSON *list = cJSON_CreateArray(), *codes = cJSON_CreateArray();
	const cJSON *one, *given = cJSON_IsArray(sent) ? sent : NULL;

	cJSON_ArrayForEach(one, given)
		cJSON_AddItemToArray(codes, cJSON_CreateString(sent_text(one)));
	for (const char *text = given ? "" : sent_text(sent); *text;) {
		const size_t length = strcspn(text, " ,");

		if (length)
			cJSON_AddItemToArray(codes, cJSON_CreateString(arena_text(text, length)));
		text += length + strspn(text + length, " ,");
	}
	cJSON_ArrayForEach(one, codes)
		if (!choice_has(at->field->choices, one->valuestring))
			return wrong(at, _("Choose among those that are offered."));
	for (const char *const *choice = at->field->choices; *choice; choice++) {
		cJSON *code = cJSON_CreateString(*choice);

		if (catalogue_value_has(codes, code))
			cJSON_AddItemToArray(list, code);
	}
	if (at->field->needed && !list->child)
		return wrong(at, _("Choose at least one."));
	return list;
}

static cJSON *rows(const struct place *at, const cJSON *sent);

static cJSON *value_of(const struct place *at, const cJSON *sent)
{
	const struct catalogue_field *field = at->field;

	if (field->type == CATALOGUE_MANY)
		return many(at, sent);
	if (field->type == CATALOGUE_ROWS)
		return rows(at, sent);
	const char *text = sent_text(sent);

	if (field->type == CATALOGUE_FLAG)
		return flag(at, text);
	if (!*text)
		return field->needed ? wrong(at, _("This must be filled in.")) : cJSON_CreateNull();
	if (field->type == CATALOGUE_NUMBER || field->type == CATALOGUE_DECIMAL)
		return number(at, text);
	return field->type == CATALOGUE_DAY ? day(at, text) : words(at, text);
}

/* As it was where nothing is said; of a new one the first choice. */
static cJSON *kept(const struct place *at, const cJSON *before, const cJSON *sent)
{
	const char *text = sent_text(sent);

	if (*text)
		return choice_has(at->field->choices, text) ? cJSON_CreateString(text)
		    : wrong(at, _("Choose one of those that are offered."));
	return before ? cJSON_Duplicate(before, true) : cJSON_CreateString(at->field->choices[0]);
}

/* A line of a cell, "act | https://… | § 3-1", as an object. */
static cJSON *row_of_line(const struct catalogue_field *columns, const char *line)
{
	cJSON *row = cJSON_CreateObject();

	for (; columns->name; columns++) {
		const size_t length = strcspn(line, "|");

		json_set_text(row, columns->name, trimmed(arena_text(line, length)));
		line += length + (line[length] == '|');
	}
	return row;
}

static cJSON *rows_of_cell(const struct catalogue_field *columns, const char *text)
{
	cJSON *list = cJSON_CreateArray();

	while (*text) {
		const size_t length = strcspn(text, "\n");

		cJSON_AddItemToArray(list, row_of_line(columns, arena_text(text, length)));
		text += length + strspn(text + length, "\n");
	}
	return list;
}

static bool is_empty(const struct catalogue_field *columns, const cJSON *row)
{
	for (; columns->name; columns++)
		if (*sent_text(json_get(row, columns->name)) && columns->type != CATALOGUE_FLAG)
			return false;
	return true;
}

static cJSON *rows(const struct place *at, const cJSON *sent)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *one;
	int64_t count = 0;

	if (!cJSON_IsArray(sent))
		sent = rows_of_cell(at->field->columns, sent_text(sent));
	cJSON_ArrayForEach(one, sent) {
		const int64_t place = ++count;
		cJSON *row = cJSON_CreateObject();

		if (is_empty(at->field->columns, one))
			continue;
		for (const struct catalogue_field *column = at->field->columns; column->name; column++) {
			const struct place cell = { at->known, column, arena_printf("%s_%lld_%s", at->name,
			    (long long)place, column->name), at->faults };

			json_set(row, column->name, value_of(&cell, json_get(one, column->name)));
		}
		cJSON_AddItemToArray(list, row);
	}
	if (count > at->field->most)
		return wrong(at, _("These are too many rows."));
	return list;
}

struct cJSON *catalogue_value_object(struct catalogue_known *known,
    const struct catalogue_kind *kind, const struct cJSON *old, const struct cJSON *sent,
    struct cJSON *faults)
{
	cJSON *object = cJSON_CreateObject();

	for (const struct catalogue_field *field = kind->fields; field->name; field++) {
		const cJSON *before = old ? json_get(old, field->name) : NULL;
		const cJSON *now = json_get(sent, field->name);
		const struct place at = { known, field, field->name, faults };

		if (before && (!now || field->fixed))
			json_set(object, field->name, cJSON_Duplicate(before, true));
		else if (field->type == CATALOGUE_KEPT)
			json_set(object, field->name, kept(&at, before, now));
		else
			json_set(object, field->name, value_of(&at, now));
	}
	return object;
}

bool catalogue_value_has(const struct cJSON *list, const struct cJSON *value)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (cJSON_Compare(one, value, true))
			return true;
	return false;
}

bool catalogue_value_same(const struct cJSON *one, const struct cJSON *other)
{
	const cJSON *part;

	if (cJSON_IsArray(one) && cJSON_IsArray(other)) {
		cJSON_ArrayForEach(part, one)
			if (!catalogue_value_has(other, part))
				return false;
		return cJSON_GetArraySize(one) == cJSON_GetArraySize(other);
	}
	if (!cJSON_IsObject(one) || !cJSON_IsObject(other))
		return cJSON_Compare(one, other, true);
	cJSON_ArrayForEach(part, one) {
		const cJSON *twin = json_get(other, part->string);

		if (!twin || !catalogue_value_same(part, twin))
			return false;
	}
	return true;
}

static const char *one_text(const cJSON *value)
{
	if (!value || cJSON_IsNull(value))
		return "";
	if (cJSON_IsBool(value))
		return cJSON_IsTrue(value) ? "1" : "0";
	return cJSON_IsNumber(value) ? i18n_typed_number(value->valuedouble) : value->valuestring;
}

const char *catalogue_value_text(const struct catalogue_field *field, const struct cJSON *value)
{
	struct buf text = { 0 };
	const cJSON *one;

	if (!cJSON_IsArray(value))
		return one_text(value);
	cJSON_ArrayForEach(one, value) {
		buf_add(&text, !text.length ? "" : field->columns ? "\n" : " ");
		if (!field->columns)
			buf_add(&text, one_text(one));
		for (const struct catalogue_field *c = field->columns; c && c->name; c++)
			buf_printf(&text, "%s%s", c == field->columns ? "" : " | ",
			    one_text(json_get(one, c->name)));
	}
	return buf_text(&text);
}
