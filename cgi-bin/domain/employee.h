/* A person as their leader sees them: place, what was submitted, proofs, requests. */
#ifndef GRUNNMUR_EMPLOYEE_H
#define GRUNNMUR_EMPLOYEE_H

#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * A person with a position of today in a unit that the leader leads or below; NULL for anybody
 * else: {person:{id, name}, positions:[{unit_id, unit, unit_language, role, role_language,
 * percent, led}], main one first, assessment:{id, round, title, language, state, submitted_at}
 * or null, of the latest round that is open or closed, answers:[{item, code, name, language,
 * facet, topic, topic_language, statutory, law, proof, status, required_level, self_level,
 * not_relevant, leader_level, agreed_level, gap, wish, teach, comment}]: what was asked, and
 * what the roles need beyond that (item null); levels are null until something is submitted,
 * questions:[{item, text, language, answer, dated}]: plain questions that were answered,
 * certificates: as proof_person gives them, registered: as certificate_decision_of gives them,
 * requests:[{id, title, state, starts_on, price, submitted_at}], latest first}.
 */
struct cJSON *employee_profile(struct db *db, const struct user *leader, int64_t person_id);

/* The answers of that alone; NULL for anybody whom the leader does not see. */
struct cJSON *employee_answers(struct db *db, const struct user *leader, int64_t person_id);

#endif
