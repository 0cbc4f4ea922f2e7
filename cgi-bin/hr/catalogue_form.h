/* The form of any object of the catalogue: its fields shown, and read as they were sent. */
#ifndef GRUNNMUR_HR_CATALOGUE_FORM_H
#define GRUNNMUR_HR_CATALOGUE_FORM_H

#include "catalogue.h"

struct cJSON;
struct form;

/*
 * The fields for the page, with what was typed (typed may be NULL), else what object has (NULL: it
 * is a new one).
 */
struct cJSON *catalogue_form_fields(const struct request *req, const struct catalogue_kind *kind,
    struct form *typed, const struct cJSON *object);

/*
 * What was sent, a checked whole object; what is wrong is in the form. id 0 and old NULL: it is a
 * new one.
 */
struct cJSON *catalogue_form_object(const struct request *req, const struct catalogue_kind *kind,
    struct form *form, int64_t id, const struct cJSON *old);

/* What was typed, for the page that refuses it. */
struct cJSON *catalogue_form_typed(const struct catalogue_kind *kind, struct form *form);

/* The language that a field's text is in, "title_nn"; NULL: the page's. */
const char *catalogue_form_language(const char *name);

#endif
