/* The operator's commands. Each gets the words after its name and gives the exit status. */
#ifndef GRUNNMUR_COMMANDS_H
#define GRUNNMUR_COMMANDS_H

#include <stddef.h>

#include "job_run.h"
#include "outbox_send.h"

/* sysexits.h: usage, bad data, fault, try again later. */
enum { DONE = 0, NOT_DONE = 1, USAGE = 64, BAD_DATA = 65, BROKEN = 70, BUSY = 75 };

int migrate_run(int count, char **words);
int import_run(int count, char **words);
int round_run(int count, char **words);
int role_run(int count, char **words);
int check_run(int count, char **words);
int people_run(int count, char **words);
int worker_run(int count, char **words);

/* What a worker can do, ended by a NULL name. */
extern const struct job_kind worker_kinds[];
extern const struct outbox_kind worker_mails[];

/*
 * The path of a file below the folder of the SQL files (configuration key sql); faults when there
 * is none.
 */
const char *file_sql_path(const char *name);

/* A whole file as text in the arena; NULL: it cannot be read, which was told. */
char *file_text(const char *path);

/* Its bytes, which may be anything, with a NUL behind them. */
char *file_bytes(const char *path, size_t *length);

#endif
