/* What pages say of a round: its state, days and steps in words; the tabs that its pages share. */
#ifndef GRUNNMUR_ROUND_WORDS_H
#define GRUNNMUR_ROUND_WORDS_H

#include "request.h"

struct cJSON;

/* Adds share, waiting, has_started and withheld_text to a row that counts people. */
void round_words_share(struct cJSON *row);

/* Adds to a round what a page says of it: state_text, first_day, last_day, is_open, … */
void round_words_add(struct cJSON *round);

/* A round's page: head with the words of the round, and the tabs, path the present one's. */
struct cJSON *round_words_page(const struct cJSON *round, const char *path);

/* The steps of a round for the page: [{at, person, by_clock, text, reason}]. */
struct cJSON *round_words_history(const struct cJSON *events);

#endif
