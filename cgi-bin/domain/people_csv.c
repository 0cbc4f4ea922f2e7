/* Reads the CSV files of an HR system. */
#include "people_csv.h"

#include <string.h>

#include "arena.h"
#include "people_cell.h"
#include "people_text.h"
#include "sheet.h"

struct reading {
	struct people_rows *rows;
	const struct people_source *source;
	struct people_read *read;
	int64_t place;
	size_t line;                    /* of the row that is read now */
	const char *const *cells;
	size_t count;
	bool faulty;                    /* something of the row was wrong */
};

/* Cells ----------------------------------------------------------------------- */

static struct people_place here(const struct reading *r)
{
	return (struct people_place){ r->place, r->line };
}

static const char *heading_of(const struct reading *r, enum people_field field)
{
	const int column = r->read->columns[field];

	return column < 0 ? NULL : r->read->headings[column];
}

static const char *cell_of(const struct reading *r, enum people_field field)
{
	const int column = r->read->columns[field];

	return column < 0 || (size_t)column >= r->count ? NULL : r->cells[column];
}

/* A fault in a field. What looks like a national identity number is not repeated. */
static void refuse(struct reading *r, enum people_field field, enum people_severity severity,
    const char *code, const char *item)
{
	const char *cell = cell_of(r, field);

	r->faulty = true;
	people_rows_fault(r->rows, here(r), heading_of(r, field), severity, code, item,
	    strcmp(code, "national") == 0 ? NULL : cell);
}

/* What a cell was made of it; it must be there when the field is needed. item is whose it is. */
static const char *checked(struct reading *r, enum people_field field, const char *value,
    const char *fault, const char *item)
{
	if (fault)
		refuse(r, field, PEOPLE_LEFT_OUT, fault, item);
	else if (!value && people_fields[field].needed)
		refuse(r, field, PEOPLE_LEFT_OUT, "needed", item);
	return value;
}

static const char *text(struct reading *r, enum people_field field, size_t max, const char *item)
{
	const char *fault, *value = people_cell_text(cell_of(r, field), max, &fault);

	return checked(r, field, value, fault, item);
}

static const char *code(struct reading *r, enum people_field field, size_t max, const char *item)
{
	const char *fault, *value = people_cell_code(cell_of(r, field), max, &fault);

	return checked(r, field, value, fault, item);
}

static const char *day(struct reading *r, enum people_field field, const char *item)
{
	const char *fault, *value = people_cell_day(cell_of(r, field), &fault);

	return checked(r, field, value, fault, item);
}

/* What a row is about. Without it nobody can tell who would seem to be gone: the delivery stops. */
static const char *key(struct reading *r, enum people_field field, size_t max)
{
	const char *fault, *value = people_cell_code(cell_of(r, field), max, &fault);

	if (!value)
		refuse(r, field, PEOPLE_STOP, fault ? fault : "needed", NULL);
	return value;
}

static void days_follow(struct reading *r, const char *from, const char *to,
    enum people_field field, const char *item)
{
	if (from && to && strcmp(from, to) > 0)
		refuse(r, field, PEOPLE_LEFT_OUT, "days", item);
}

/* Rows ------------------------------------------------------------------------ */

static struct people_person person_of(struct reading *r, const char *number)
{
	const char *fault, *email = people_cell_email(cell_of(r, PEOPLE_EMAIL), &fault);
	struct people_person person = { .number = number };

	person.email = checked(r, PEOPLE_EMAIL, email, fault, number);
	const char *login = people_cell_login(cell_of(r, PEOPLE_LOGIN), &fault);

	person.login = checked(r, PEOPLE_LOGIN, login, fault, number);
	person.given_name = text(r, PEOPLE_GIVEN_NAME, 80, number);
	person.family_name = text(r, PEOPLE_FAMILY_NAME, 80, number);
	person.hired_on = day(r, PEOPLE_HIRED, number);
	person.language = people_cell_language(cell_of(r, PEOPLE_LANGUAGE));
	return person;
}

static struct people_position position_of(struct reading *r, const char *number)
{
	const char *fault, *percent = people_cell_percent(cell_of(r, PEOPLE_PERCENT), &fault);
	struct people_position p = { .number = number };

	p.percent = checked(r, PEOPLE_PERCENT, percent, fault, number);
	p.is_main = people_cell_flag(cell_of(r, PEOPLE_MAIN), &fault);
	checked(r, PEOPLE_MAIN, "", fault, number);
	p.unit = code(r, PEOPLE_POSITION_UNIT, 40, number);
	p.job = text(r, PEOPLE_JOB, 40, number);
	p.title = text(r, PEOPLE_TITLE, 120, number);
	p.from = day(r, PEOPLE_FROM, number);
	p.to = day(r, PEOPLE_TO, number);
	p.key = code(r, PEOPLE_POSITION, 40 - r->source->prefix_length, number);
	p.kind = text(r, PEOPLE_KIND, 40, number);
	days_follow(r, p.from, p.to, PEOPLE_TO, number);
	return p;
}

static void take_person(struct reading *r)
{
	const char *number = key(r, PEOPLE_NUMBER, 24 - r->source->prefix_length);

	if (!number)
		return;
	const struct people_person person = person_of(r, number);
	const struct people_position position = position_of(r, number);

	if (r->faulty) {
		people_rows_leave_out(r->rows, here(r), number);
		return;
	}
	people_rows_person(r->rows, here(r), &person);
	people_rows_position(r->rows, here(r), &position);
}

/* Three digits: a fault leaves the function out, not the unit. */
static const char *function_of(struct reading *r, const char *unit)
{
	const char *fault, *value = people_cell_code(cell_of(r, PEOPLE_FUNCTION), 40, &fault);

	if (!fault && (!value || (strlen(value) == 3 && strspn(value, "0123456789") == 3)))
		return value;
	refuse(r, PEOPLE_FUNCTION, PEOPLE_NOTE, "function", unit);
	return NULL;
}

/* A leader who cannot be read leaves the leader of today. */
static const char *leader_of(struct reading *r, const char *unit, bool *keeps)
{
	const char *fault, *leader = people_cell_code(cell_of(r, PEOPLE_LEADER), 24, &fault);

	*keeps = fault || r->read->columns[PEOPLE_LEADER] < 0;
	if (fault)
		refuse(r, PEOPLE_LEADER, PEOPLE_NOTE, fault, unit);
	return leader;
}

/* A faulty unit would hang the tree elsewhere: it stops the delivery. */
static void take_unit(struct reading *r)
{
	const char *unit = key(r, PEOPLE_UNIT, 40), *fault;
	struct people_unit row = { .key = unit, .code = unit };

	if (!unit)
		return;
	row.parent = people_cell_code(cell_of(r, PEOPLE_PARENT), 40, &fault);
	if (fault)
		refuse(r, PEOPLE_PARENT, PEOPLE_STOP, fault, unit);
	if (row.parent && strcmp(row.parent, unit) == 0)
		row.parent = NULL;
	row.name = text(r, PEOPLE_UNIT_NAME, 200, unit);
	row.level = text(r, PEOPLE_LEVEL, 40, unit);
	row.from = day(r, PEOPLE_UNIT_FROM, unit);
	row.to = day(r, PEOPLE_UNIT_TO, unit);
	row.leader = leader_of(r, unit, &row.keeps_leader);
	row.function = function_of(r, unit);
	days_follow(r, row.from, row.to, PEOPLE_UNIT_TO, unit);
	if (!row.name)
		row.name = unit;
	people_rows_unit(r->rows, here(r), &row);
}

/* The file --------------------------------------------------------------------- */

/* What is forbidden is known by no name either. */
static void keep_headings(struct reading *r, const char *const *cells, size_t count)
{
	const char **headings = arena_alloc((count + 1) * sizeof *headings);
	const char *fault;

	for (size_t i = 0; i < count; i++) {
		const char *heading = people_cell_text(cells[i], 120, &fault);

		headings[i] = heading && !people_source_is_forbidden(heading) ? heading : "";
	}
	r->read->headings = headings;
	r->read->heading_count = count;
	for (size_t i = 0; i < PEOPLE_FIELDS; i++)
		r->read->columns[i] = people_source_column(r->source, (enum people_field)i, headings,
		    count);
}

/* By what tells them apart; without it, by what most columns are of. NULL: none is known. */
static const char *content_of(const int *columns)
{
	size_t people = 0, units = 0;

	if (columns[PEOPLE_PARENT] >= 0)
		return "units";
	if (columns[PEOPLE_NUMBER] >= 0)
		return "people";
	for (size_t i = 0; i < PEOPLE_FIELDS; i++)
		if (columns[i] >= 0)
			++*(strcmp(people_fields[i].file, "units") == 0 ? &units : &people);
	return units > people ? "units" : people > 0 ? "people" : NULL;
}

/* Units have a unit above them; people have a number. The other file's fields are no columns. */
static void find_content(struct reading *r)
{
	int *columns = r->read->columns;
	const char *content = content_of(columns);

	if (!content) {
		r->read->problem = "heading";
		return;
	}
	r->read->content = content;
	for (size_t i = 0; i < PEOPLE_FIELDS; i++) {
		if (strcmp(people_fields[i].file, content) != 0)
			columns[i] = -1;
		else if (columns[i] < 0 && people_fields[i].needed && !r->read->problem) {
			r->read->problem = "column";
			r->read->detail = people_fields[i].name;
			r->read->heading = r->source->headings[i];
		}
	}
}

/* Empty cells behind the last column are a habit of spreadsheets. */
static bool fits(const struct reading *r)
{
	for (size_t i = r->read->heading_count; i < r->count; i++)
		if (*r->cells[i])
			return false;
	return r->count >= r->read->heading_count;
}

static bool is_empty(const struct reading *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->cells[i][strspn(r->cells[i], " ")])
			return false;
	return true;
}

static bool take_row(size_t line, const char *const *cells, size_t count, void *context)
{
	struct reading *r = context;

	r->line = line;
	r->cells = cells;
	r->count = count;
	r->faulty = false;
	if (!r->read->headings) {
		keep_headings(r, cells, count);
		find_content(r);
		return !r->read->problem;
	}
	if (is_empty(r))
		return true;
	r->read->rows++;
	if (!fits(r))
		people_rows_fault(r->rows, here(r), NULL, PEOPLE_STOP, "cells", NULL,
		    arena_printf("%zu / %zu", count, r->read->heading_count));
	else if (strcmp(r->read->content, "units") == 0)
		take_unit(r);
	else
		take_person(r);
	return true;
}

struct people_read people_csv_read(struct people_rows *rows, const struct people_source *source,
    int64_t place, const char *bytes, size_t length)
{
	struct people_read read = { .detail = "" };
	struct people_text text_ = { 0 };
	struct reading r = { .rows = rows, .source = source, .read = &read, .place = place };
	size_t line = 0;

	read.problem = people_text_read(bytes, length, &text_);
	if (read.problem)
		return read;
	read.encoding = text_.encoding;
	read.delimiter = text_.delimiter;
	if (sheet_read(text_.text, text_.length, text_.delimiter, take_row, &r, &line))
		people_rows_fault(rows, (struct people_place){ place, line }, NULL, PEOPLE_STOP, "quotes",
		    NULL, NULL);
	if (!read.problem && !read.headings)
		read.problem = "empty";
	return read;
}
