/*
 * What the pages of an assessment show beside its JSON: topics, cards, chosen boxes, what is wrong.
 */
#ifndef GRUNNMUR_SURVEY_ASSESSMENT_VIEW_H
#define GRUNNMUR_SURVEY_ASSESSMENT_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment.h"
#include "assessment_form.h"
#include "reply.h"

/* A page as it is shown, after a post with what was typed and what came of it. */
struct assessment_shown {
	struct assessment_form *form;
	size_t page;
	bool marks_missing;                         /* what lacks an answer is shown as a fault */
	const struct assessment_change *changes;    /* typed, over what is stored */
	size_t change_count;
	struct form *typed;                         /* has the faults of fields; or NULL */
	struct cJSON *stale;                        /* {item: stored}; or NULL */
	struct cJSON *missing;                      /* ids of what lacks an answer; or NULL */
};

/* The page of the form; its items are read already. */
struct reply assessment_view_page(const struct assessment_shown *shown);

#endif
