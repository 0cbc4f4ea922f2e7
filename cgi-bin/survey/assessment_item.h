/* What the card of an item shows beside its JSON. */
#ifndef GRUNNMUR_SURVEY_ASSESSMENT_ITEM_H
#define GRUNNMUR_SURVEY_ASSESSMENT_ITEM_H

#include "assessment_view.h"

struct cJSON;

/*
 * Adds to an item what its card needs: options, what was typed, the fault, both sides of a
 * conflict. shown is a struct assessment_shown.
 */
void assessment_item_dress(struct cJSON *item, const void *shown);

/*
 * What was typed and is not what is stored, as reply_typed takes it; shown->typed is the form it
 * came in.
 */
struct cJSON *assessment_item_typed(const struct assessment_shown *shown);

#endif
