/*
 * Reads a municipality's CSV folder into an empty database, and the answers of a round. Every row
 * is checked and all faults are listed; the caller stores nothing if there is one.
 */
#ifndef GRUNNMUR_IMPORT_H
#define GRUNNMUR_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

struct db;

/* line counts from 1 with the heading, 0: the file as a whole; column may be NULL. */
struct import_fault {
	const char *file;
	size_t line;
	const char *column, *message;
	const struct import_fault *next;
};

/*
 * The catalogue and the survey of the folder seed, then the organisation, people, training and
 * rounds of folder, as the generator in sql/seed writes them; rounds become ready. The transaction
 * is the caller's: NULL, or the faults, after which it must be rolled back. The database must be
 * empty: import_is_possible.
 */
const struct import_fault *import_folder(struct db *db, const char *seed, const char *folder);
bool import_is_possible(struct db *db);

/* Whether the database keeps all letters: its own character set is utf8mb4. */
bool import_keeps_letters(struct db *db);

/*
 * assessments.csv of folder into the assessments of open rounds. The transaction is the caller's.
 */
const struct import_fault *import_answers(struct db *db, const char *folder);

#endif
