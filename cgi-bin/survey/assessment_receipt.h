/* The receipt of an assessment. */
#ifndef GRUNNMUR_SURVEY_ASSESSMENT_RECEIPT_H
#define GRUNNMUR_SURVEY_ASSESSMENT_RECEIPT_H

#include "assessment_form.h"
#include "reply.h"

/*
 * The receipt of what was submitted, or what is left when the round is over; every item is read
 * already.
 */
struct reply assessment_receipt(struct assessment_form *form);

#endif
