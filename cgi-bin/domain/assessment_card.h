/*
 * A page of an assessment's form as cards: topics, in each a card a competence, plain questions.
 * The employee's form and the builder's preview of it show the same.
 */
#ifndef GRUNNMUR_ASSESSMENT_CARD_H
#define GRUNNMUR_ASSESSMENT_CARD_H

#include <stdbool.h>
#include <stdint.h>

struct assessment_form;
struct cJSON;

/* The five boxes of an item, or its choices, with what an answer chooses. */
struct cJSON *assessment_card_options(const struct cJSON *item, const struct cJSON *answer);

bool assessment_card_answered(const struct cJSON *item);

/*
 * Adds to an item as it is in JSON what its card needs: options, words of facets and conditions.
 * What is wrong and what stands in conflict ("error", "conflict") is the caller's.
 */
void assessment_card_dress(struct cJSON *item, const struct assessment_form *form);

/*
 * The items of a page, each dressed by dress, as view.topics: topics, and in them a card for each
 * competence. Returns how many cards there are.
 */
int64_t assessment_card_topics(struct cJSON *view, struct cJSON *items,
    void (*dress)(struct cJSON *item, const void *context), const void *context);

#endif
