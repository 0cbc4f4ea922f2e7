/*
 * Who is asked what when a round opens, and the level that is required of them.
 *
 * What somebody is asked follows from three things: the roles that their positions and offices
 * bring, their sector, and whether they lead. Few people differ in all of them: the questions are
 * found out once for each such kind of people, and then only joined to everybody of that kind.
 */
#ifndef GRUNNMUR_ROUND_ASKING_H
#define GRUNNMUR_ROUND_ASKING_H

#include <stdint.h>

#include "db.h"

/*
 * Finds out what the round's assessments are asked, on a day of Oslo ("YYYY-MM-DD"). It is kept in
 * temporary tables of that session: to be called again when the session or the transaction that it
 * was called in is gone.
 */
void round_asking_prepare(struct db *db, int64_t round_id, const char *day);

/* Writes the answer rows of the round's assessments after one id up to another. */
void round_asking_write(struct db *db, int64_t round_id, int64_t after, int64_t last);

#endif
