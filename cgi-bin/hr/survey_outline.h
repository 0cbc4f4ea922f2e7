/* A definition in words, section by section, for its pages. */
#ifndef GRUNNMUR_HR_SURVEY_OUTLINE_H
#define GRUNNMUR_HR_SURVEY_OUTLINE_H

#include "request.h"

struct cJSON;

/*
 * [{number, code, title, audience, rule, competences, questions, …}]; at is the control that has
 * the focus ("up.section.law"), NULL: none.
 */
struct cJSON *survey_outline(const struct request *req, const struct cJSON *definition,
    const char *at);

/* What a type of question is called. */
const char *survey_outline_type(const char *type);

#endif
