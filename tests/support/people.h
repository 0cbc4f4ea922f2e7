/* Deliveries of an HR system for tests: the people of tests/support/seed.sql as such a system would write them. */
#ifndef GRUNNMUR_TESTS_PEOPLE_H
#define GRUNNMUR_TESTS_PEOPLE_H

#include "app.h"

#include "people_apply.h"
#include "people_import.h"

/* The seed's people and units; nothing in them differs from what is stored. */
extern const char people_head[], people_seed[], people_units[];

/* A source TRE of the new municipality, id 1; another, SOL of a former one, id 2. */
void people_sources(void);

/* people_head and people_seed with one line in another's place: that of an employee number, or further lines; NULL: none. */
const char *people_with(const char *number, const char *lines);

/* What of the delivery of hal, or of the operator: made, and checked if it was made. units NULL: only people. */
struct people_made people_deliver(int64_t source, const char *people, const char *units);

/* Lets the worker do all that waits. */
void people_work(void);

/* Applies what was checked: the step, after the worker. */
enum people_step people_settle(int64_t import_id, const char *reason);

/* The rows of a kind: "code item old>new" of each, separated by "; ". */
const char *people_rows_of(int64_t import_id, const char *kind);

/* The last job that ended: its state and reason. */
const char *people_end(void);

#endif
