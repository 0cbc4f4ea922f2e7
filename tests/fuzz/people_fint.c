/* Any bytes as files of FINT, a record separator between them: what is kept is codes, and no national identity number. */
#include <stdlib.h>
#include <string.h>

#include "people_cell.h"
#include "people_fint.h"

static struct import_fault stop;

static void try_input(const char *bytes, size_t length)
{
	const struct people_source source = { .id = 1, .is_new = true, .code = "x", .format = "fint" };
	const char *end = bytes + length;
	struct people_rows rows;

	people_rows_begin(&rows, NULL, 1);
	rows.store.faults = &stop;
	struct people_fint *fint = people_fint_begin(&rows, &source);

	for (const char *at = bytes, *next; at < end; at = next + 1) {
		next = memchr(at, 0x1e, (size_t)(end - at));
		if (!next)
			next = end;
		people_fint_read(fint, 1, at, (size_t)(next - at));
		if (next == end)
			break;
	}
	people_fint_end(fint);
	for (size_t i = 0; i < rows.numbers.count; i++)
		if (people_cell_is_national(rows.numbers.codes[i].code))
			abort();
	people_rows_end(&rows);
}

#include "harness.h"
