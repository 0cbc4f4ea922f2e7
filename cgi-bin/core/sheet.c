/* Tables as CSV (RFC 4180), written and read; formulas are defused (S18). */
#include "sheet.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <csv.h>

#include "arena.h"
#include "buf.h"
#include "i18n.h"
#include "utf8.h"

#define BOM "\xef\xbb\xbf"

static bool starts_with_bom(const char *text)
{
	return strncmp(text, BOM, sizeof BOM - 1) == 0;
}

/* -12, 3.5, 3,5: what no spreadsheet calculates. */
static bool is_number(const char *text)
{
	size_t digits;

	text += *text == '-';
	digits = strspn(text, "0123456789");
	text += digits;
	if (digits == 0)
		return false;
	if (*text == '.' || *text == ',') {
		digits = strspn(++text, "0123456789");
		text += digits;
	}
	return digits > 0 && *text == '\0';
}

static bool starts_formula(const char *text)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };

	if (*text == '\0')
		return false;
	if (strchr("=+-@\t\r\n", *text) != NULL)
		return true;
	if (*text != wide[0][0])
		return false;
	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

/*
 * A text that already looks defused gets a ' as well, so that reading gives back what was written.
 */
static bool needs_defusing(const char *text)
{
	return starts_formula(text + strspn(text, "'")) && !is_number(text);
}

/* The length of text up to its end or a character that needs quotes. */
static size_t plain_length(const char *text, char delimiter)
{
	static const bool ends[256] = { ['\0'] = true, ['"'] = true, ['\r'] = true, ['\n'] = true };
	const char *end = text;

	while (!ends[(unsigned char)*end] && *end != delimiter)
		end++;
	return (size_t)(end - text);
}

/* Whether the first byte is one that a formula, a defused cell or a byte order mark starts with. */
static bool is_suspect(char first)
{
	static const bool suspects[256] = { ['='] = true, ['+'] = true, ['-'] = true, ['@'] = true,
		['\t'] = true, ['\r'] = true, ['\n'] = true, ['\''] = true, [0xef] = true };

	return suspects[(unsigned char)first];
}

static void add_quoted(struct buf *row, char delimiter, const char *text)
{
	size_t span;

	buf_add_char(row, '"');
	if (needs_defusing(text))
		buf_add_char(row, '\'');
	for (; text[span = strcspn(text, "\"")] != '\0'; text += span + 1) {
		buf_add_bytes(row, text, span + 1);
		buf_add_char(row, '"');
	}
	buf_add_bytes(row, text, span);
	buf_add_bytes(row, (const char[]){ '"', delimiter }, 2);
}

/* Each cell is followed by a delimiter; the end of the row takes the last one away. */
void sheet_cell(struct buf *row, char delimiter, const char *text)
{
	size_t length;

	if (text == NULL)
		text = "";
	length = plain_length(text, delimiter);
	if (text[length] != '\0' ||
	    (is_suspect(*text) && (needs_defusing(text) || starts_with_bom(text)))) {
		add_quoted(row, delimiter, text);
		return;
	}
	buf_add_bytes(row, text, length);
	buf_add_char(row, delimiter);
}

void sheet_cell_int(struct buf *row, char delimiter, int64_t number)
{
	char text[24];

	buf_add_bytes(row, text, (size_t)snprintf(text, sizeof text, "%" PRId64, number));
	buf_add_char(row, delimiter);
}

void sheet_end(struct buf *row)
{
	if (row->length > 0)
		row->text[--row->length] = '\0';
	/* A row of one empty cell must not become an empty line, which is no row. */
	if (row->length == 0 || row->text[row->length - 1] == '\n' || strcmp(row->text, BOM) == 0)
		buf_add(row, "\"\"");
	buf_add_bytes(row, "\r\n", 2);
}

struct reading {
	sheet_row_function *row;
	void *context;
	const char *fault;
	const char **cells;
	size_t count, room;
	size_t line;            /* of what comes next */
	size_t row_line;        /* of the row's first cell */
	bool after_cr, stopped;
};

static size_t line_ends(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
			count++;
	return count;
}

/* The cell as text: CRLF becomes LF, a defusing ' goes; NULL: it is no text. */
static const char *cell_text(const char *bytes, size_t length)
{
	char *text = arena_alloc(length + 1);
	size_t kept = 0;

	for (size_t i = 0; i < length; i++)
		if (bytes[i] != '\r' || i + 1 == length || bytes[i + 1] != '\n')
			text[kept++] = bytes[i];
	if (!utf8_ok(text, kept))
		return NULL;
	return *text == '\'' && starts_formula(text + strspn(text, "'")) ? text + 1 : text;
}

static void keep_cell(struct reading *reading, const char *text)
{
	if (reading->count == reading->room) {
		const size_t room = reading->room > 0 ? 2 * reading->room : 32;
		const char **cells = arena_alloc(room * sizeof *cells);

		if (reading->count > 0)
			memcpy(cells, reading->cells, reading->count * sizeof *cells);
		reading->cells = cells;
		reading->room = room;
	}
	reading->cells[reading->count++] = text;
}

static void take_cell(void *bytes, size_t length, void *context)
{
	struct reading *reading = context;
	const char *text;

	if (reading->stopped)
		return;
	if (reading->count == 0)
		reading->row_line = reading->line;
	text = cell_text(bytes != NULL ? bytes : "", length);
	if (text == NULL) {
		reading->fault = arena_printf(_("Column %zu: this is not UTF-8 text."), reading->count + 1);
		reading->row_line = reading->line;
		reading->stopped = true;
		return;
	}
	reading->line += line_ends(bytes != NULL ? bytes : "", length);
	reading->after_cr = false;
	keep_cell(reading, text);
}

/*
 * Comes for each line end, of an empty line and for the LF of CRLF too; end is -1 where the file
 * ends without one.
 */
static void take_end(int end, void *context)
{
	struct reading *reading = context;

	if (reading->stopped)
		return;
	if (reading->count > 0) {
		reading->stopped = !reading->row(reading->row_line, reading->cells, reading->count,
		    reading->context);
		reading->count = 0;
	}
	if (end != '\n' || !reading->after_cr)
		reading->line++;
	reading->after_cr = end == '\r';
}

/* RFC 4180: spaces are part of a cell. */
static int no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void release(void *parser)
{
	csv_free(parser);
}

char sheet_delimiter(const char *text, size_t length, const char *delimiters)
{
	size_t best = 0, most = 0;

	for (size_t i = 0; delimiters[i]; i++) {
		size_t count = 0;
		bool quoted = false;

		for (size_t at = 0; at < length && (quoted || text[at] != '\n'); at++) {
			quoted ^= text[at] == '"';
			count += !quoted && text[at] == delimiters[i];
		}
		if (count > most) {
			best = i;
			most = count;
		}
	}
	return delimiters[best];
}

const char *sheet_read(const char *bytes, size_t length, char delimiter, sheet_row_function *row,
    void *context, size_t *line)
{
	struct csv_parser *parser = arena_alloc(sizeof *parser);
	struct reading reading = { .row = row, .context = context, .line = 1, .row_line = 1 };
	const size_t bom = length >= 3 && memcmp(bytes, BOM, 3) == 0 ? 3 : 0;
	const size_t chunk = 4096;

	csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
	arena_defer(release, parser);
	csv_set_delim(parser, (unsigned char)delimiter);
	csv_set_space_func(parser, no_space);
	for (size_t at = bom; at < length && !reading.stopped; at += chunk) {
		const size_t size = length - at < chunk ? length - at : chunk;

		if (csv_parse(parser, bytes + at, size, take_cell, take_end, &reading) != size) {
			*line = reading.line;
			return N_("A quotation mark stands where none may, or is missing.");
		}
	}
	if (!reading.stopped && csv_fini(parser, take_cell, take_end, &reading) != 0) {
		*line = reading.line;
		return N_("A quotation mark at the start of a cell has none at its end.");
	}
	if (reading.fault != NULL)
		*line = reading.row_line;
	return reading.fault;
}
