/* Rounds as HR follows them: which there are, and how far people have come. */
#ifndef GRUNNMUR_ROUND_H
#define GRUNNMUR_ROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

/*
 * Counts are of people: invited is everybody who was asked, submitted those whose answers are in,
 * started those who have begun and not (or, after reopening, not again) submitted. They say who
 * takes part, never what was answered.
 *
 * All rounds, the latest first: id, code, title, language, state, opens_at, closes_at,
 * confidential, has_dpia, rev, withheld, invited, started, submitted; language is that of the title
 * when it is not the user's; closes_at of a closed round is when it closed. withheld is "small",
 * and nobody is counted, when a confidential round asks too few (small_group.h). The other counts
 * are as they are: round_withheld.h.
 */
struct db_rows *round_list(struct db *db, const struct user *user);

/* One round, the same columns; no row: there is none. */
struct db_rows *round_get(struct db *db, const struct user *user, int64_t id);

/* The code of a round, without counting anybody; NULL: there is none. */
const char *round_code(struct db *db, int64_t id);

/* Whether nobody but the person may see a person's answers. */
bool round_is_confidential(struct db *db, int64_t id);

/*
 * Units with people in the round: unit_id (0: the top of the tree), its children and theirs, by
 * name within each depth: id, parent_id, code, name, language, depth, has_units, invited,
 * started, submitted, and own_invited, … of those in none of the units below. Counts are over the
 * subtree, by the unit that was pinned when the round opened.
 */
struct db_rows *round_units(struct db *db, const struct user *user, int64_t id, int64_t unit_id);

/*
 * What lies above a unit, the topmost first and itself last: id, name, language. No row: there is
 * no such unit.
 */
struct db_rows *round_unit_path(struct db *db, const struct user *user, int64_t unit_id);

/* sector, invited, started, submitted. */
struct db_rows *round_sectors(struct db *db, int64_t id);

/*
 * By where people came from: id, code, name (NULL: from none, hired since), invited, started,
 * submitted.
 */
struct db_rows *round_municipalities(struct db *db, int64_t id);

/*
 * By employment percentage, from none (on call) to full: least, most, invited, started, submitted.
 * Who works part of the time is to get the same chance to answer.
 */
struct db_rows *round_bands(struct db *db, int64_t id);

/* Names of states and sectors, in the user's language. */
const char *round_state_text(const char *state);
const char *round_sector_text(const char *sector);

/*
 * The last Oslo day on which a closing moment, the first that is too late, lets people answer;
 * "YYYY-MM-DD".
 */
const char *round_last_day(const char *closes_at);

/* Whether people can answer now. */
bool round_is_open(const char *state, const char *closes_at);

#endif
