/* A change of a draft: what all of them read first and do last. */
#ifndef GRUNNMUR_HR_SURVEY_STEP_H
#define GRUNNMUR_HR_SURVEY_STEP_H

#include <stdbool.h>

#include "form.h"
#include "reply.h"
#include "request.h"
#include "survey_draft.h"

struct survey_step {
	const struct request *req;
	struct form *form;
	const char *op;
	int64_t rev;                    /* -1: any */
	struct survey_draft draft;
	bool was_done;                  /* this very change is stored already */
};

/* Reads the form's op and rev, and the draft of the address. False: there is no such draft. */
bool survey_step_begin(const struct request *req, struct survey_step *step);

/*
 * Whether the draft is another than the form was made of; asked once the form is all right and was
 * not done before.
 */
bool survey_step_is_stale(const struct survey_step *step);

/*
 * Stores the changed definition; what says in a word what was done, at which control of the draft's
 * page the user goes on ("edit.section.law").
 */
struct reply survey_step_end(struct survey_step *step, const char *what, const char *at);

/* As after the change, where it was done before. */
struct reply survey_step_done(const struct survey_step *step, const char *at);

/* Somebody else was faster; what was typed is shown. */
struct reply survey_step_stale(const struct survey_step *step);

/*
 * What the form is about is not in the draft: 404, or somebody else took it out. Asked once all
 * fields are read: a body that cannot be read is told first.
 */
struct reply survey_step_missing(const struct survey_step *step);

/* {id, code, rev, version, …} of a draft, for every view. */
struct cJSON *survey_step_head(const struct survey_draft *draft);

/* A page's own view, with what every page of a draft says of it. */
struct cJSON *survey_step_page(const struct request *req, const struct survey_draft *draft);

#endif
