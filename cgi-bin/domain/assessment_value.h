/* What may be the answer to a plain question. */
#ifndef GRUNNMUR_ASSESSMENT_VALUE_H
#define GRUNNMUR_ASSESSMENT_VALUE_H

#include "assessment.h"

struct cJSON;

/* The longest text that may be written. */
enum { ASSESSMENT_TEXT_MOST = 2000 };

/*
 * The value as it is stored, JSON text; NULL: none (null, "" and [] are none), or what it is does
 * not fit the question: then *wrong says what to do, in the user's language.
 */
const char *assessment_value(const struct assessment_question *question, const struct cJSON *value,
    const char **wrong);

#endif
