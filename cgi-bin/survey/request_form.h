/*
 * The fields of a training request: read from what was sent, and shown with what is stored or was
 * typed.
 */
#ifndef GRUNNMUR_SURVEY_REQUEST_FORM_H
#define GRUNNMUR_SURVEY_REQUEST_FORM_H

#include <stdbool.h>

#include "form.h"
#include "request.h"
#include "training.h"

struct cJSON;

/* Reads and checks the whole wish; what is to be submitted must not begin in the past. */
struct training_wish request_form_read(const struct request *req, struct form *form, bool submits);

/* Whether any field of a wish was sent. */
bool request_form_sent(struct form *form);

/*
 * {title:{value,error}, …, forms:[{code,text,selected}],
 * competences:[{code,name,language,checked}]} for the page: typed over stored, either may be NULL.
 * known are the person's competences, [{code, name, …}].
 */
struct cJSON *request_form_fields(struct form *typed, const struct cJSON *stored,
    const struct cJSON *known);

/* What was typed, in words, as reply_typed takes it: for a page that has no form for it. */
struct cJSON *request_form_typed(struct form *typed, const struct cJSON *stored,
    const struct cJSON *known);

#endif
