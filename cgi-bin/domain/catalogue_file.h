/* The catalogue as files: a kind's objects as CSV or JSON, written, and read as they were sent. */
#ifndef GRUNNMUR_CATALOGUE_FILE_H
#define GRUNNMUR_CATALOGUE_FILE_H

#include <stddef.h>

#include "catalogue.h"

struct cJSON;

/*
 * All of a kind as CSV with a byte order mark, a column for each field, by its name; lists with
 * spaces between, rows a line each with | between their columns. What has very many rows (a role's
 * requirements) is a file of its own.
 */
const char *catalogue_file_csv(struct db *db, const struct catalogue_kind *kind, char delimiter,
    size_t *length);

/* All of a kind as JSON: {kind's plural: [object, …]}. */
const char *catalogue_file_json(struct db *db, const struct catalogue_kind *kind, size_t *length);

/*
 * What a file says of a kind: [{place, sent}]; place is the row's line in CSV (UTF-8 or
 * Windows-1252, ; or ,), the object's number in JSON. What cannot be read is in faults as [{place,
 * column, message}]; place 0 is the whole file, column may be null.
 */
struct cJSON *catalogue_file_read(const struct catalogue_kind *kind, const char *bytes,
    size_t length, struct cJSON *faults);

/* Adds a fault as above. */
void catalogue_file_fault(struct cJSON *faults, int64_t place, const char *column,
    const char *message);

/* Whether the file is JSON; else it is CSV. */
bool catalogue_file_is_json(const char *bytes, size_t length);

#endif
