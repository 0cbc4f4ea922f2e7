/* Tables as CSV, written and read (libcsv is known here alone); defuses formulas (S18). */
#ifndef GRUNNMUR_SHEET_H
#define GRUNNMUR_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/*
 * Adds one cell to a row that is being written: quoted where RFC 4180 needs it, a formula's first
 * character defused by a leading ', which reading takes away.
 */
void sheet_cell(struct buf *row, char delimiter, const char *text);      /* NULL: an empty cell */
void sheet_cell_int(struct buf *row, char delimiter, int64_t number);

/* Ends the row with CRLF. */
void sheet_end(struct buf *row);

/*
 * What came, cell for cell, in the arena; line counts from 1, the heading included. Returning false
 * stops the reading.
 */
typedef bool sheet_row_function(size_t line, const char *const *cells, size_t count, void *context);

/* Which of the delimiters the heading has most often, outside quotes; the first where none. */
char sheet_delimiter(const char *text, size_t length, const char *delimiters);

/*
 * Reads CSV (UTF-8, BOM taken off; quoted line breaks) and calls row for each record. Returns NULL,
 * or what is wrong, with *line.
 */
const char *sheet_read(const char *bytes, size_t length, char delimiter, sheet_row_function *row,
    void *context, size_t *line);

#endif
