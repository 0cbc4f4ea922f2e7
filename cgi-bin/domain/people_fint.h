/*
 * Reads FINT's collections of one delivery: organisasjonselement, personalressurs, person,
 * arbeidsforhold, stillingskode, arbeidsforholdstype. What leads from one to another is followed in
 * memory by the last two parts of a link; national identity numbers in them go no further.
 */
#ifndef GRUNNMUR_PEOPLE_FINT_H
#define GRUNNMUR_PEOPLE_FINT_H

#include <stdbool.h>
#include <stddef.h>

#include "people_csv.h"

struct people_fint;

struct people_fint *people_fint_begin(struct people_rows *rows, const struct people_source *source);

/*
 * Reads one file, which may be a page of a collection. Problems of the file as a whole: "empty",
 * "binary", "fint" (no collection that we know).
 */
struct people_read people_fint_read(struct people_fint *fint, int64_t place, const char *bytes,
    size_t length);

/*
 * Joins what was read, and gives it to the rows. NULL, or the problem: "fint_part" (of people,
 * names and positions some are missing), "fint_cut" (a collection has fewer entries than it says).
 */
const char *people_fint_end(struct people_fint *fint);

/* Whether people were read, or units. */
bool people_fint_has_people(const struct people_fint *fint);
bool people_fint_has_units(const struct people_fint *fint);

#endif
