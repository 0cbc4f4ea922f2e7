/*
 * The texts that the items of a form share: scale, anchors, sections, topics, questions, choices.
 * One statement.
 */
#ifndef GRUNNMUR_ASSESSMENT_TEXT_H
#define GRUNNMUR_ASSESSMENT_TEXT_H

#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;
struct assessment_texts;

/* Of the survey of an assessment, in the user's language, else in bokmål. */
const struct assessment_texts *assessment_text_read(struct db *db, const struct user *user,
    int64_t assessment);

/*
 * A text by kind ("section", "topic", "question") and id; NULL: none. *language is "nb" when it is
 * not the user's, else NULL.
 */
const char *assessment_text(const struct assessment_texts *texts, const char *kind, int64_t id,
    const char **language);

/*
 * The five {level, name, text} of a facet; of none: the scale's own. Shared: to be added as
 * references.
 */
struct cJSON *assessment_text_anchors(const struct assessment_texts *texts, const char *facet);

/* The choices of a question: [{code, text}]; NULL: none. */
struct cJSON *assessment_text_choices(const struct assessment_texts *texts, int64_t item);

#endif
