/*
 * Files that are to change the catalogue: kept as they came, compared with what is stored, and
 * applied when HR has seen the difference.
 */
#ifndef GRUNNMUR_CATALOGUE_IMPORT_H
#define GRUNNMUR_CATALOGUE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalogue.h"
#include "db.h"
#include "request.h"

struct cJSON;

enum { CATALOGUE_IMPORT_MOST = 2 * 1024 * 1024 };       /* bytes of a file */

/* Keeps a file; gives its id. Those that nobody has applied go after 30 days. */
int64_t catalogue_import_add(struct db *db, const struct user *user,
    const struct catalogue_kind *kind, const char *name, const char *bytes, size_t length);

/*
 * The latest, the newest first: id, kind (its plural), name, at, person, applied_at, made, changed.
 */
struct db_rows *catalogue_import_list(struct db *db);

/* One of them, and its body, which is NULL when it was applied; no row: there is none. */
struct db_rows *catalogue_import_get(struct db *db, int64_t id);

/*
 * What a file would do. rows: [{place, code, name, is_new, changes:[{field, old, new}]}] of what is
 * other than stored; faults as catalogue_file_read gives them, and of what does not fit. digest is
 * of all that would change, from what to what: it is another when the catalogue has changed so that
 * the file would do something else.
 */
struct catalogue_difference {
	struct cJSON *rows, *faults;
	int64_t count, made, changed;
	const char *digest;
	struct cJSON *objects;                  /* [{id, object}] beside rows */
};
const struct catalogue_difference *catalogue_import_compare(struct db *db,
    const struct catalogue_kind *kind, const char *bytes, size_t length);

/*
 * Does what a difference says, in the caller's transaction, with versions and one row in the audit.
 * CATALOGUE_STALE: somebody was faster; nothing may be kept.
 */
enum catalogue_result catalogue_import_apply(struct db *db, const struct user *user, int64_t id,
    const struct catalogue_kind *kind, const struct catalogue_difference *difference);

#endif
