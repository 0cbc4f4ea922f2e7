/* One run of the import: session, faults, rows on their way to the tables. For import*.c alone. */
#ifndef GRUNNMUR_IMPORT_RUN_H
#define GRUNNMUR_IMPORT_RUN_H

#include "buf.h"
#include "db.h"
#include "import.h"
#include "import_codes.h"

/*
 * Rows for one table. They go to the server some thousand at a time, as one JSON array that the
 * statement takes apart with JSON_TABLE. Once there is a fault nothing is stored any more, but all
 * files are read to their ends.
 */
struct import_batch {
	struct import_batch *next;
	struct import *in;
	void (*store)(struct db *db, struct db_arg rows);
	struct buf json;
	size_t rows;
};

struct import {
	struct db *db;
	const char *folder;             /* where files are found now */
	struct import_fault *faults, **faults_end;
	struct import_batch *batches, **batches_end;
	struct import_codes topics, competences, roles, municipalities, units, legacy_units, people,
	    logins;
	const char *survey_code;
	int64_t survey_id;
	const struct cJSON *notice;     /* of the survey's definition: a text for each language */
};

/* Begins a run in db, whose transaction is the caller's. */
void import_run_begin(struct import *in, struct db *db);

/* A fault; column may be NULL, line 0. The message is not copied. */
void import_run_fault(struct import *in, const char *file, size_t line, const char *column,
    const char *message);

/* Parents before children: batches are stored in the order in which they were opened. */
void import_batch_open(struct import *in, struct import_batch *batch,
    void (*store)(struct db *db, struct db_arg rows));
void import_batch_add(struct import_batch *batch, const struct db_arg *values);

/* Stores what is left and forgets the batches. */
void import_batches_end(struct import *in);

#endif
