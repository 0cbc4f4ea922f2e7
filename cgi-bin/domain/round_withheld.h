/*
 * What the tables of a confidential round leave out. Units are a tree, in which every unit is
 * somewhere the total of those below it: who is left out of what is shown of a unit must never be
 * a small group. Sectors put the same people together otherwise: a sector is shown only where its
 * figures are a sum of what the units tell anyway. Former municipalities and percentages share
 * no more than the total with other tables.
 */
#ifndef GRUNNMUR_ROUND_WITHHELD_H
#define GRUNNMUR_ROUND_WITHHELD_H

#include <stdint.h>

#include "db.h"

struct cJSON;

/*
 * Of a view with the round and the rows of its units, sectors, municipalities and bands: adds
 * withheld to each row and to own of a unit: null, "small" (fewer than five) or "other" (for the
 * sake of those). Where it is not null, the three counts become null.
 */
void round_withheld(struct db *db, int64_t round_id, struct cJSON *view);

#endif
