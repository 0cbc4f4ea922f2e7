/* The choices of a question in its form: a row each, some empty ones behind them. */
#ifndef GRUNNMUR_HR_SURVEY_CHOICE_H
#define GRUNNMUR_HR_SURVEY_CHOICE_H

struct cJSON;
struct form;

/* Where a question stands, or a new one will. */
struct survey_place_of { struct cJSON *section, *question; };

/* The rows for the page, as typed, else as stored. */
struct cJSON *survey_choice_rows(struct form *typed, const struct cJSON *stored);

/*
 * The choices as they were sent, in the order of their places: rows without a text are none. A row
 * keeps the code that it had, since answers are stored under it; a new one gets it from its text.
 */
struct cJSON *survey_choice_read(struct form *form, const struct cJSON *stored);

#endif
