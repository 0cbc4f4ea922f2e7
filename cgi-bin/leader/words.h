/* Copies of what the view holds, with the words that a page shows beside them. */
#ifndef GRUNNMUR_LEADER_WORDS_H
#define GRUNNMUR_LEADER_WORDS_H

struct cJSON;

/*
 * An answer (employee_answers): facet_text, has_… of its levels; bad, soon and status_text of
 * its proof.
 */
struct cJSON *words_answer(const struct cJSON *answer);

/* A proof (proof_unit): bad, soon and status_text; is_unconfirmed. */
struct cJSON *words_proof(const struct cJSON *proof);

/* A request: state_text, state_icon, state_color; form_text; has_… of its amounts: 0 is one. */
struct cJSON *words_request(const struct cJSON *request);

/*
 * A certificate (certificate_decision_cards): state_text, state_icon, state_color; bad, soon and
 * status_text; file_text.
 */
struct cJSON *words_certificate(const struct cJSON *certificate);

/* A step of it: state_text. */
struct cJSON *words_certificate_step(const struct cJSON *step);

/* A step of a request: state_text. */
struct cJSON *words_step(const struct cJSON *step);

/*
 * A unit (organisation_led): has_requests, and invited_or_one, which a progress bar can be
 * measured by.
 */
struct cJSON *words_unit(const struct cJSON *unit);

/* A unit with children:[…] of the list, whose parent it is. */
struct cJSON *words_unit_above(const struct cJSON *unit, const struct cJSON *units);

/*
 * A round, or NULL: is_open, and last_day, the day that answers can still be handed in, as a
 * text.
 */
struct cJSON *words_round(const struct cJSON *round);

/* A copy of a list, each of it with its words. */
struct cJSON *words_all(const struct cJSON *list, struct cJSON *words(const struct cJSON *));

/* Marks json by the status of a proof, NULL: none is needed. */
void words_status(struct cJSON *json, const char *status, const char *text);

#endif
