/* A round's answers, row by row: one row per item that somebody was asked, in constant memory. */
#ifndef GRUNNMUR_EXPORT_H
#define GRUNNMUR_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "export_row.h"
#include "request.h"

/* Takes the next part of the file; false: nobody reads any more. */
typedef bool export_write(void *reader, const char *bytes, size_t length);

/*
 * Writes the file of a round, from one consistent view of the data; db must be a reading session
 * with nothing begun. Everybody invited is in it; levels, texts and marks are those of the last
 * submission. Texts are in the user's language.
 *
 * Identified rows stand in the order of assessments. Pseudonymous ones in an order drawn anew,
 * with a key drawn anew for each person: neither says who it is, nor who it was in another
 * export.
 *
 * Of a confidential round there are no rows.
 *
 * Returns how many rows were written, or -1 when the reader went away.
 */
int64_t export_run(struct db *db, const struct user *user, int64_t round_id, const char *round_code,
    const struct export_form *form, export_write *write, void *reader);

#endif
