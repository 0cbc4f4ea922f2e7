/*
 * A delivery from an HR system, from its files to its end: read, checked by a job, decided by HR,
 * applied by a job or discarded. The files themselves are never stored.
 */
#ifndef GRUNNMUR_PEOPLE_IMPORT_H
#define GRUNNMUR_PEOPLE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "people_csv.h"
#include "people_source.h"
#include "request.h"

/* So many files may come at a time; more people than this share may not disappear unsaid. */
enum { PEOPLE_FILES = 8, PEOPLE_GONE_PERCENT = 10, PEOPLE_REASON_MIN = 10 };

struct people_upload { const char *name, *bytes; size_t length; };

struct people_made {
	int64_t id, job;
	const char *problem;            /* a word of the product; NULL: made. Then roll back */
	const char *detail;             /* which field, of "column" */
	const char *heading;            /* what the mapping calls it; NULL: it is not mapped */
	size_t file;                    /* which of the files, from 0 */
	const char *const *headings;    /* of that file, for the mapping */
	size_t heading_count;
};

/*
 * Reads the files into a new import and asks for its check. Problems: those of a file as a whole
 * (people_csv.h, people_fint.h), "twice" (two files of one kind), "nothing" (no file), "open"
 * (id is the import of this source that is not ended). The same op gives the same import. actor
 * NULL is the operator.
 */
struct people_made people_import_make(struct db *db, const struct user *actor,
    const struct people_source *source, const struct people_upload *uploads, size_t count,
    const char *op);

/*
 * One import: id, source_id, source, source_code, format, state, person (who asked), asked_at,
 * ended_at, has_people, has_units, people, gone, rev, reason, counts (text: JSON), stops (faults
 * that stop it), open_conflicts, changes (rows that are no fault and no conflict).
 */
struct db_rows *people_import_get(struct db *db, int64_t id);
struct db_rows *people_import_files(struct db *db, int64_t id);     /* place, name, content, … */
struct db_rows *people_import_list(struct db *db);          /* the last fifty, latest first */
int64_t people_import_open(struct db *db, int64_t source_id);       /* 0: none is open */

/*
 * Rows of the difference after one id: kind NULL is any, q narrows by number, code or name. Ordered
 * by id: code, severity, item, name, old, new, other_no, choice, choosable (by this user), file
 * (its name), line, heading, person_id.
 */
struct db_rows *people_import_changes(struct db *db, const struct user *user, int64_t id,
    const char *kind, const char *q, int64_t after, int64_t count);

/* How many rows that is in all, but for conflicts that are decided. */
int64_t people_import_count(struct db *db, int64_t id, const char *kind, const char *q);

/* One step; what happened. Stale: the import has another revision; rev -1 does not ask. */
enum people_step { PEOPLE_DONE, PEOPLE_STALE, PEOPLE_CLOSED, PEOPLE_BUSY, PEOPLE_OWN,
	PEOPLE_STOPPED, PEOPLE_UNDECIDED, PEOPLE_REASON };

/* Checks again, after choices or a new mapping. */
enum people_step people_import_check(struct db *db, const struct user *actor, int64_t id,
    int64_t rev);

/*
 * Decides a conflict; the difference is to be made again. PEOPLE_OWN: the user gains by this
 * choice, another must make it.
 */
enum people_step people_import_choose(struct db *db, const struct user *actor, int64_t id,
    int64_t change_id, const char *choice);

/*
 * Asks for it to be applied. PEOPLE_STOPPED: faults stop it; PEOPLE_UNDECIDED: a conflict waits;
 * PEOPLE_REASON: too many disappear and reason ("" is none) does not say why.
 */
enum people_step people_import_apply(struct db *db, const struct user *actor, int64_t id,
    int64_t rev, const char *reason);

/* Ends it without anything applied. */
enum people_step people_import_discard(struct db *db, const struct user *actor, int64_t id,
    int64_t rev);

/* Whether more disappear than may unsaid. */
bool people_import_shrinks(int64_t people, int64_t gone);

/* What may be chosen in a conflict of that code, ended by NULL. */
const char *const *people_import_choices(const char *code);

/* Whether a choice gives somebody something: who gains by it may not make it. */
bool people_import_gives(const char *choice);

#endif
