/* The form that a definition gives to an employee in a role, without storing anything. */
#ifndef GRUNNMUR_SURVEY_PREVIEW_H
#define GRUNNMUR_SURVEY_PREVIEW_H

#include "assessment_form.h"
#include "survey_asked.h"

/*
 * As assessment_form_read with all its items, but nobody's: ids are places in the form, nothing is
 * answered. In the user's language.
 */
struct assessment_form *survey_preview(struct db *db, const struct user *user,
    const struct survey_catalogue *catalogue, const struct cJSON *definition,
    const struct survey_person *person);

/* The section of a page, as assessment_form_section gives it. */
struct cJSON *survey_preview_section(const struct assessment_form *form,
    const struct cJSON *definition, size_t page, const char *language);

#endif
