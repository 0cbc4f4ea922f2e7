/*
 * Reminders on paper: a letter for each whom no mail reaches, because there is no address or the
 * mail did not arrive. In a round where nobody may be named, everybody asked without an address
 * gets one, whether they have submitted or not: a letter tells nothing then.
 */
#ifndef GRUNNMUR_REMINDER_LETTER_H
#define GRUNNMUR_REMINDER_LETTER_H

#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/* Units with letters, by the unit pinned in the round: id, code, name, language, letters. */
struct db_rows *reminder_letter_units(struct db *db, const struct user *user, int64_t round_id);

/* A unit: id, name, language; no row: there is none. */
struct db_rows *reminder_letter_unit(struct db *db, const struct user *user, int64_t unit_id);

/*
 * The letters of a unit, by name, at most so many, each in its receiver's language: [{language,
 * person, unit, greeting, matter, deadline, how, where, address, regards, municipality}]. None in a
 * round that nobody can answer in. Afterwards the language in use is again what it was.
 */
struct cJSON *reminder_letters(struct db *db, int64_t round_id, int64_t unit_id, int64_t most);

#endif
