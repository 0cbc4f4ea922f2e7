/* Reads one CSV file of an import: checks its text and its heading, and hands out its rows. */
#include "import_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "sheet.h"
#include "utf8.h"

struct reading {
	struct import *in;
	const char *name, *columns;
	char delimiter;
	const char **names;
	size_t count;
	bool complete;                  /* the heading has all columns */
	void (*row)(struct import_row *row);
	void *context;
};

static void close_file(void *file)
{
	fclose(file);
}

char *import_file_bytes(struct import *in, const char *name, size_t *length)
{
	FILE *file = fopen(arena_printf("%s/%s", in->folder, name), "rbe");
	long size;

	if (!file) {
		import_run_fault(in, name, 0, NULL,
		    arena_printf(_("The file cannot be read: %s."), strerror(errno)));
		return NULL;
	}
	arena_defer(close_file, file);
	if (fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET)) {
		import_run_fault(in, name, 0, NULL,
		    arena_printf(_("The file cannot be read: %s."), strerror(errno)));
		return NULL;
	}
	char *bytes = arena_alloc((size_t)size + 1);

	*length = fread(bytes, 1, (size_t)size, file);
	return bytes;
}

/* The end of the cell that starts at text: its delimiter, or the line's end. */
static const char *cell_end(const char *text, const char *line_end, char delimiter)
{
	bool quoted = false;

	for (; text < line_end && (quoted || *text != delimiter); text++)
		quoted ^= *text == '"';
	return text;
}

/* What the heading calls the column, as far as the heading can be read. */
static const char *column_name(const struct reading *reading, const char *heading, size_t column)
{
	const char *end = heading + strcspn(heading, "\r\n"), *stop;

	for (;; column--, heading = stop + 1) {
		stop = cell_end(heading, end, reading->delimiter);
		if (column == 0 && utf8_ok(heading, (size_t)(stop - heading)))
			return arena_text(heading, (size_t)(stop - heading));
		if (column == 0 || stop == end)
			return NULL;
	}
}

/*
 * A fault for each cell of the line that is no text; its bytes become question marks, so that the
 * reading goes on.
 */
static void check_line(struct reading *reading, const char *heading, char *line,
    const char *line_end, size_t number)
{
	const char *end;
	size_t column = 0;

	for (char *cell = line; cell <= line_end; cell = line + (end + 1 - line), column++) {
		end = cell_end(cell, line_end, reading->delimiter);
		if (utf8_ok(cell, (size_t)(end - cell)))
			continue;
		import_run_fault(reading->in, reading->name, number, column_name(reading, heading, column),
		    _("This is not UTF-8 text."));
		for (char *at = cell; at < end; at++)
			if (*at & 0x80 || (unsigned char)*at < ' ' || *at == 0x7f)
				*at = '?';
	}
}

static void check_text(struct reading *reading, char *bytes, size_t length)
{
	size_t number = 1;

	for (size_t start = 0, end; start < length; start = end + 1, number++) {
		const char *newline = memchr(bytes + start, '\n', length - start);

		end = newline ? (size_t)(newline - bytes) : length;
		const size_t last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;

		if (!utf8_ok(bytes + start, last - start))
			check_line(reading, bytes, bytes + start, bytes + last, number);
	}
}

static bool has_column(const struct reading *reading, const char *name, size_t length)
{
	for (size_t i = 0; i < reading->count; i++)
		if (strlen(reading->names[i]) == length && strncmp(reading->names[i], name, length) == 0)
			return true;
	return false;
}

static void read_heading(struct reading *reading, const char *const *cells, size_t count)
{
	reading->names = arena_alloc((count + 1) * sizeof *reading->names);
	reading->complete = true;
	for (size_t i = 0; i < count; i++) {
		if (has_column(reading, cells[i], strlen(cells[i]))) {
			import_run_fault(reading->in, reading->name, 1, cells[i],
			    _("This column stands twice."));
			reading->complete = false;
		}
		reading->names[reading->count++] = cells[i];
	}
	for (const char *at = reading->columns; *at; at += strspn(at, " ")) {
		const size_t length = strcspn(at, " ");

		if (!has_column(reading, at, length)) {
			import_run_fault(reading->in, reading->name, 1, arena_text(at, length),
			    _("This column is missing."));
			reading->complete = false;
		}
		at += length;
	}
}

static size_t place_of(const struct reading *reading, const char *column)
{
	size_t i = 0;

	while (column && i < reading->count && strcmp(reading->names[i], column) != 0)
		i++;
	return i;
}

/* The faults of a row, from *from on, in the order of its columns. */
static void sort_faults(const struct reading *reading, struct import_fault **from)
{
	struct import_fault *rest = *from, **end = from;

	*from = NULL;
	while (rest) {
		struct import_fault *fault = rest, **at = from;
		const size_t place = place_of(reading, fault->column);

		rest = (struct import_fault *)fault->next;
		while (*at && place_of(reading, (*at)->column) <= place)
			at = (struct import_fault **)&(*at)->next;
		fault->next = *at;
		*at = fault;
	}
	while (*end)
		end = (struct import_fault **)&(*end)->next;
	reading->in->faults_end = end;
}

static bool take_row(size_t line, const char *const *cells, size_t count, void *context)
{
	struct reading *reading = context;

	if (!reading->names) {
		read_heading(reading, cells, count);
		return reading->complete;
	}
	if (count != reading->count) {
		import_run_fault(reading->in, reading->name, line, NULL,
		    arena_printf(_("The row has %zu cells, the heading has %zu."), count, reading->count));
		return true;
	}
	struct import_row row = { reading->in, reading->name, line, reading->names, cells, count,
		reading->context };

	struct import_fault **from = reading->in->faults_end;

	reading->row(&row);
	sort_faults(reading, from);
	return true;
}

void import_file_read(struct import *in, const char *name, const char *columns,
    void (*row)(struct import_row *row), void *context)
{
	struct reading reading = { .in = in, .name = name, .columns = columns, .row = row,
	    .context = context };
	size_t length, line;
	char *bytes = import_file_bytes(in, name, &length);

	if (!bytes)
		return;
	reading.delimiter = memchr(bytes, ';', strcspn(bytes, "\n")) ? ';' : ',';
	check_text(&reading, bytes, length);
	const char *problem = sheet_read(bytes, length, reading.delimiter, take_row, &reading, &line);

	if (problem)
		import_run_fault(in, name, line, NULL, i18n_text(problem));
	else if (!reading.names)
		import_run_fault(in, name, 1, NULL, _("The file is empty."));
}
