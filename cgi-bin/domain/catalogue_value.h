/* The values of the catalogue's fields, from a form, a file or JSON: one reading for all. */
#ifndef GRUNNMUR_CATALOGUE_VALUE_H
#define GRUNNMUR_CATALOGUE_VALUE_H

#include "catalogue.h"

/* The codes that fields refer to, each list read once, when it is asked for. In the arena. */
struct catalogue_known {
	struct db *db;
	struct cJSON *codes[CATALOGUE_SOURCES];
};
struct catalogue_known *catalogue_value_known(struct db *db);

/* [{code, name, ended}] of them, as catalogue_choices gives them in the user's language. */
const struct cJSON *catalogue_value_codes(struct catalogue_known *known,
    enum catalogue_source source);

/*
 * The whole object of a kind from what was sent: texts as they are typed or stand in a file, or
 * JSON. Faults are added as {field: message}, of rows as "field_row_column". A field that was not
 * sent is as it is in old, which may be NULL.
 */
struct cJSON *catalogue_value_object(struct catalogue_known *known,
    const struct catalogue_kind *kind, const struct cJSON *old, const struct cJSON *sent,
    struct cJSON *faults);

/* Whether two values mean the same; the order of a list means nothing. */
bool catalogue_value_same(const struct cJSON *one, const struct cJSON *other);
bool catalogue_value_has(const struct cJSON *list, const struct cJSON *value);

/* A fault in a field; the first of a field stays. */
void catalogue_value_fault(struct cJSON *faults, const char *field, const char *message);

/* A value as one types it, rows a line each with | between the columns. */
const char *catalogue_value_text(const struct catalogue_field *field, const struct cJSON *value);

#endif
