/*
 * What a delivery says, on its way from its files to the tables of the import. Rows wait in the
 * arena until the last file is read, because a person's next row may have the fault.
 */
#ifndef GRUNNMUR_PEOPLE_ROWS_H
#define GRUNNMUR_PEOPLE_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "import_run.h"

struct people_unit {
	const char *key, *code, *parent, *name, *level, *leader, *function, *from, *to;
	bool keeps_leader;              /* the leader's number could not be read */
};
struct people_person {
	const char *number, *given_name, *family_name, *login, *email, *language, *hired_on, *ended_on;
};
struct people_position {
	const char *key, *number, *unit, *job, *title, *percent, *kind, *from, *to;
	bool is_main;
};

/* note: nothing is left out; left_out: the row is; stop: the delivery cannot be applied. */
enum people_severity { PEOPLE_NOTE, PEOPLE_LEFT_OUT, PEOPLE_STOP };

/* Where something stands: the file's place, from 1; a line, or the number of an entry. */
struct people_place { int64_t file; size_t line; };

struct people_rows {
	struct import store;            /* batches alone: faults of a delivery do not stop them */
	struct import_batch units, persons, positions, faults;
	struct import_codes unit_keys, numbers, position_keys;
	int64_t import_id, position_count;
	size_t stops;
	bool has_units;
};

void people_rows_begin(struct people_rows *rows, struct db *db, int64_t import_id);

/* The texts are not copied. The second of a key is left out, with a fault. */
void people_rows_unit(struct people_rows *rows, struct people_place at,
    const struct people_unit *unit);
void people_rows_person(struct people_rows *rows, struct people_place at,
    const struct people_person *person);
void people_rows_position(struct people_rows *rows, struct people_place at,
    const struct people_position *position);

/* Something of a person could not be read: what is stored of them stays as it is. */
void people_rows_leave_out(struct people_rows *rows, struct people_place at, const char *number);

/* A fault, by a word of the product; heading is the column's, item whom or what it is about. */
void people_rows_fault(struct people_rows *rows, struct people_place at, const char *heading,
    enum people_severity severity, const char *code, const char *item, const char *value);

/* Stores what was gathered. */
void people_rows_end(struct people_rows *rows);

#endif
