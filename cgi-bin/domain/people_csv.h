/* Reads the CSV files of an HR system: people with their positions, and units. */
#ifndef GRUNNMUR_PEOPLE_CSV_H
#define GRUNNMUR_PEOPLE_CSV_H

#include <stddef.h>

#include "people_rows.h"
#include "people_source.h"

/* What a file turned out to be. */
struct people_read {
	const char *content;            /* "people", "units", a FINT resource; NULL: nothing was read */
	const char *encoding;
	char delimiter;                 /* '\0': it has none */
	size_t rows;
	const char *problem;            /* why nothing was read: a word of the product */
	const char *detail;             /* which column is missing; "" */
	const char *heading;            /* what the mapping calls it; NULL: it is not mapped */
	const char *const *headings;    /* as far as they were read, none that is forbidden */
	size_t heading_count;
	int columns[PEOPLE_FIELDS];     /* where each field was found; -1: nowhere */
};

/*
 * Reads bytes into rows; place is the file's, from 1. What is no column of the mapping is not
 * looked at. Problems of the file as a whole: those of people_text_read, "heading" (it has no
 * column of people or units), "column" (one that is needed is missing, detail says which field).
 */
struct people_read people_csv_read(struct people_rows *rows, const struct people_source *source,
    int64_t place, const char *bytes, size_t length);

#endif
