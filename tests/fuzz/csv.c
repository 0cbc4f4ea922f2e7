/* Any bytes as CSV: what is read is text, and what is written of it reads back the same. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "sheet.h"
#include "utf8.h"

static bool write_row(size_t line, const char *const *cells, size_t count, void *context)
{
	struct buf *out = context;

	if (line == 0 || count == 0)
		abort();
	for (size_t i = 0; i < count; i++) {
		if (!utf8_ok(cells[i], strlen(cells[i])))
			abort();
		sheet_cell(out, ',', cells[i]);
	}
	sheet_end(out);
	return true;
}

static void try_input(const char *bytes, size_t length)
{
	struct buf once = { 0 }, twice = { 0 };
	size_t line = 0;

	/* As our exports begin. */
	buf_add(&once, "\xef\xbb\xbf");
	buf_add(&twice, "\xef\xbb\xbf");
	if (sheet_read(bytes, length, ';', write_row, &once, &line) != NULL) {
		if (line == 0)
			abort();
		return;
	}
	if (sheet_read(buf_text(&once), once.length, ',', write_row, &twice, &line) != NULL)
		abort();
	if (strcmp(buf_text(&once), buf_text(&twice)) != 0)
		abort();
}

#include "harness.h"
