/* A unit's own people against what they are asked and what their roles need. */
#ifndef GRUNNMUR_HEAT_MAP_H
#define GRUNNMUR_HEAT_MAP_H

#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * {competences, people, certificates} of a unit that the leader sees today; empty lists for
 * another's unit.
 * competences: [{code, name, language, facet, required_level, lowest_level, highest_level,
 *   topic, topic_name, topic_language, statutory, proof, law}], in the order of the catalogue;
 *   required_level is null where roles differ.
 * people: [{id, name, role, role_language, state, cells:[{code, facet, level, required_level,
 *   gap, status}]}], by name. state is null for who was not asked in the round; level is null
 *   where nothing was submitted, "not_relevant" for that; a cell is there for what the person
 *   was asked or needs today, in the order of competences.
 * certificates: as proof_unit gives them.
 */
struct cJSON *heat_map(struct db *db, const struct user *leader, int64_t unit_id, int64_t round_id);

/* The levels' names in the user's language: [{level, name, language}]. */
struct cJSON *heat_map_scale(struct db *db, const struct user *user);

#endif
