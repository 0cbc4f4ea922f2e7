/* The jobs of an import: the check, and the applying in one transaction. */
#ifndef GRUNNMUR_PEOPLE_APPLY_H
#define GRUNNMUR_PEOPLE_APPLY_H

#include "job_run.h"
#include "people_resolve.h"

/*
 * The job "people.check": finds out who and what the rows are, makes the difference, and the import
 * is checked. Reason: people.not_open.
 */
job_work people_check_work;

/*
 * The job "people.apply": everything or nothing. Reasons: people.not_open; people.base_changed when
 * what the difference was made against is no longer the same, or another day has come.
 */
job_work people_apply_work;

/* Parts of the applying, in their order. */
void people_apply_units(const struct people_run *run);
void people_apply_persons(const struct people_run *run);
void people_apply_positions(const struct people_run *run);
void people_apply_leaders(const struct people_run *run, const struct user *actor);

/*
 * Deletes what a delivery said, but for the import itself, its files' names, and until the next one
 * ends its job codes without a role: HR maps them when it is over.
 */
void people_forget(struct db *db, int64_t import_id);

#endif
