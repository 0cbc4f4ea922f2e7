/* What jobs are called on pages: kinds, phases, reasons; and where their subject is shown. */
#ifndef GRUNNMUR_HR_JOB_WORDS_H
#define GRUNNMUR_HR_JOB_WORDS_H

struct cJSON;

/*
 * Adds to a row of job_list what its page shows: title, state_text, reason_text (of a failure: what
 * happened and what to do), and subject, the path below the prefix of what it is about.
 */
void job_words_add(struct cJSON *row);

/* What the worker is at. */
const char *job_words_phase(const char *phase);

#endif
