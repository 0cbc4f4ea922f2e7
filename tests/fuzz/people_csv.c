/* Any bytes as an HR system's CSV: what is kept of a number is a code, and no national identity number. */
#include <stdlib.h>
#include <string.h>

#include "people_cell.h"
#include "people_csv.h"
#include "utf8.h"

/* Nothing is stored: there is no database. */
static struct import_fault stop;

static void try_input(const char *bytes, size_t length)
{
	const struct people_source source = { .id = 1, .is_new = true, .code = "x", .format = "csv" };
	struct people_rows rows;

	people_rows_begin(&rows, NULL, 1);
	rows.store.faults = &stop;
	const struct people_read read = people_csv_read(&rows, &source, 1, bytes, length);

	for (size_t i = 0; i < read.heading_count; i++)
		if (!utf8_ok(read.headings[i], strlen(read.headings[i])) || people_source_is_forbidden(read.headings[i]))
			abort();
	for (size_t i = 0; i < rows.numbers.count; i++) {
		const char *number = rows.numbers.codes[i].code;

		if (!*number || strlen(number) > 24 || people_cell_is_national(number))
			abort();
	}
	people_rows_end(&rows);
}

#include "harness.h"
