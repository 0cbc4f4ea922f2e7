/* A field of a form with what was typed, else with what is stored. */
#ifndef GRUNNMUR_SURVEY_FIELD_H
#define GRUNNMUR_SURVEY_FIELD_H

struct cJSON;

/* {value, error}; typed is form_view's object, stored one of the database; both may be NULL. */
struct cJSON *field_of(const struct cJSON *typed, const struct cJSON *stored, const char *name);

#endif
