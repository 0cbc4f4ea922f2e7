/* The fields of a certificate: read from what was sent, and shown with what is stored or typed. */
#ifndef GRUNNMUR_SURVEY_CERTIFICATE_FORM_H
#define GRUNNMUR_SURVEY_CERTIFICATE_FORM_H

#include <stdbool.h>

#include "certificate.h"
#include "form.h"
#include "request.h"

struct cJSON;

/* What was sent: file is there with brings_file, and to be taken away with drops_file. */
struct certificate_sent {
	struct certificate_wish wish;
	struct certificate_file file;
	bool brings_file, drops_file;
};

/*
 * Reads all fields; what is wrong is noted in the form. Where they do not matter, as for a step
 * without them, they are read but not missed.
 */
struct certificate_sent certificate_form_read(const struct request *req, struct form *form,
    bool matters);

/*
 * Fields for the page: {competence, issuer, …, groups:[{name, choices:[{code, name, language,
 * selected}]}]}; typed over stored, either may be NULL. chosen is a code to begin with, or NULL.
 */
struct cJSON *certificate_form_fields(const struct request *req, struct form *typed,
    const struct cJSON *stored, const char *chosen);

#endif
