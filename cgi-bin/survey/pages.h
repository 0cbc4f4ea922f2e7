/* The route tables of the employee's program, and what its pages share. */
#ifndef GRUNNMUR_SURVEY_PAGES_H
#define GRUNNMUR_SURVEY_PAGES_H

#include "route.h"

extern const struct route home_routes[], assessment_routes[], answer_routes[], profile_routes[],
    training_routes[], request_routes[], certificate_routes[],
    my_data_routes[], language_routes[];

struct form;

/* The offerings and the form to ask with, with what was typed and is wrong; typed may be NULL. */
struct reply training_page(const struct request *req, struct form *typed);

#endif
