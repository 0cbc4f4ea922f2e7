/* What is wrong with a definition, and what is to be thought over, each with its place. */
#ifndef GRUNNMUR_HR_SURVEY_REMARK_H
#define GRUNNMUR_HR_SURVEY_REMARK_H

#include "request.h"

struct cJSON;

/* [{path, message, section, question}] of survey_check; the last two are codes, or null. */
struct cJSON *survey_remark_faults(const struct request *req, const struct cJSON *definition);

/* Faults or warnings once more for a page: where each is, in words, and leads to. */
struct cJSON *survey_remark_links(const struct request *req, const struct cJSON *definition,
    const struct cJSON *rows);

#endif
