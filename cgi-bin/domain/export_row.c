/* One row of an export, as CSV or as a line of JSON. */
#include "export_row.h"

#include <stdio.h>
#include <string.h>

#include "sheet.h"

/* Cells ---------------------------------------------------------------- */

static void add_json(struct buf *out, const char *text)
{
	buf_add_char(out, '"');
	while (*text) {
		size_t span = 0;

		while ((unsigned char)text[span] >= ' ' && text[span] != '"' && text[span] != '\\')
			span++;
		buf_add_bytes(out, text, span);
		text += span;
		if (*text == '"' || *text == '\\')
			buf_add_bytes(out, (const char[]){ '\\', *text++ }, 2);
		else if (*text)
			buf_printf(out, "\\u%04x", (unsigned)(unsigned char)*text++);
	}
	buf_add_char(out, '"');
}

/* "name": of a line of JSON; a comma before it unless it is the first of the line. */
static void add_key(struct buf *out, const char *name)
{
	if (out->length == 0 || out->text[out->length - 1] != '{')
		buf_add_char(out, ',');
	buf_add_char(out, '"');
	buf_add(out, name);
	buf_add_bytes(out, "\":", 2);
}

static void add_text(struct buf *out, const struct export_form *form, const char *name,
    const char *text)
{
	if (!form->lines) {
		sheet_cell(out, form->delimiter, text);
		return;
	}
	add_key(out, name);
	if (text)
		add_json(out, text);
	else
		buf_add(out, "null");
}

/* value < 0: none. */
static void add_small(struct buf *out, const struct export_form *form, const char *name, int value)
{
	if (form->lines)
		add_key(out, name);
	if (value >= 0)
		buf_add_char(out, (char)('0' + value));
	else if (form->lines)
		buf_add(out, "null");
	if (!form->lines)
		buf_add_char(out, form->delimiter);
}

/* value < 0: none; else 0 and 1 in CSV, false and true in JSON. */
static void add_flag(struct buf *out, const struct export_form *form, const char *name, int value)
{
	if (!form->lines || value < 0) {
		add_small(out, form, name, value);
		return;
	}
	add_key(out, name);
	buf_add(out, value ? "true" : "false");
}

/* "2026-11-24 09:30:00" as RFC 3339. */
static void add_moment(struct buf *out, const struct export_form *form, const char *name,
    const char *moment)
{
	if (!moment) {
		add_text(out, form, name, NULL);
		return;
	}
	if (form->lines) {
		add_key(out, name);
		buf_add_char(out, '"');
	}
	buf_add_bytes(out, moment, 10);
	buf_add_char(out, 'T');
	buf_add_bytes(out, moment + 11, 8);
	buf_add_char(out, 'Z');
	buf_add_char(out, form->lines ? '"' : form->delimiter);
}

/*
 * What a backslash and the characters behind it stand for; our JSON escapes nothing but these and
 * control bytes.
 */
static const char *add_escaped(struct buf *out, const char *escape)
{
	switch (*escape) {
	case 'n':
		buf_add_char(out, '\n');
		return escape + 1;
	case 't':
		buf_add_char(out, '\t');
		return escape + 1;
	case 'u':
		return strnlen(escape, 5) == 5 ? escape + 5 : escape + 1;
	default:
		buf_add_char(out, *escape);
		return *escape ? escape + 1 : escape;
	}
}

void export_row_plain(struct buf *out, const char *json)
{
	bool inside = false;

	while (*json) {
		const char c = *json++;

		if (c == '"')
			inside = !inside;
		else if (inside && c == '\\')
			json = add_escaped(out, json);
		else if (inside || !strchr("[], ", c))
			buf_add_char(out, c);
		else if (c == ',')
			buf_add_char(out, '|');
	}
}

static void add_value(struct buf *out, const struct export_form *form,
    const struct export_item *item, const char *value)
{
	if (form->pseudonymous && strcmp(item->type, "text") == 0)
		value = NULL;
	if (!form->lines) {
		sheet_cell(out, form->delimiter, value);
		return;
	}
	add_key(out, "value");
	buf_add(out, value ? value : "null");
}

/* Rows ----------------------------------------------------------------- */

void export_row_heading(struct buf *out, const struct export_form *form)
{
	static const char *const columns[] = {
		"round", "employee_no", "name", "legacy_municipality", "unit", "unit_name", "role",
		"sector", "competence", "competence_name", "facet", "statutory", "required_level",
		"self_level", "not_relevant", "leader_level", "agreed_level", "wish", "teach",
		"comment", "state", "answered_at", "value", NULL,
	};

	if (form->lines)
		return;
	buf_add(out, "\xef\xbb\xbf");
	for (const char *const *column = columns; *column; column++) {
		if (form->pseudonymous && (strcmp(*column, "name") == 0 || strcmp(*column, "comment") == 0))
			continue;
		const bool key = form->pseudonymous && strcmp(*column, "employee_no") == 0;

		sheet_cell(out, form->delimiter, key ? "person" : *column);
	}
	sheet_end(out);
}

void export_row_person(struct buf *out, const struct export_form *form, const char *round,
    const struct export_person *person)
{
	if (form->lines)
		buf_add_char(out, '{');
	add_text(out, form, "round", round);
	add_text(out, form, form->pseudonymous ? "person" : "employee_no", person->number);
	if (!form->pseudonymous)
		add_text(out, form, "name", person->name);
	add_text(out, form, "legacy_municipality",
	    person->municipality ? person->municipality->code : NULL);
	add_text(out, form, "unit", person->unit->code);
	add_text(out, form, "unit_name", person->unit->name);
	add_text(out, form, "role", person->role->code);
	add_text(out, form, "sector", person->sector);
}

void export_row_item(struct buf *out, const struct export_form *form,
    const struct export_item *item)
{
	const bool competence = strcmp(item->type, "competence") == 0;

	add_text(out, form, "competence", item->code);
	add_text(out, form, "competence_name", item->name);
	add_text(out, form, "facet", item->facet);
	add_flag(out, form, "statutory", competence ? item->statutory : -1);
}

void export_row_answer(struct buf *out, const struct export_form *form,
    const struct export_person *person, const struct export_item *item,
    const struct export_answer *answer)
{
	/*
	 * Levels and marks are of competences that were submitted; there is nothing to say of others.
	 */
	const bool marked = person->submitted && item->facet;

	add_small(out, form, "required_level", answer->required_level);
	add_small(out, form, "self_level", answer->self_level);
	add_flag(out, form, "not_relevant", marked ? answer->not_relevant : -1);
	add_small(out, form, "leader_level", answer->leader_level);
	add_small(out, form, "agreed_level", answer->agreed_level);
	add_flag(out, form, "wish", marked ? answer->wish : -1);
	add_flag(out, form, "teach", marked ? answer->teach : -1);
	if (!form->pseudonymous)
		add_text(out, form, "comment", answer->comment);
	add_text(out, form, "state", person->state);
	add_moment(out, form, "answered_at", answer->answered_at);
	add_value(out, form, item, answer->value);
	if (form->lines)
		buf_add_bytes(out, "}\n", 2);
	else
		sheet_end(out);
}
