/* The fields of a certificate: read from what was sent, and shown with what is stored or typed. */
#include "certificate_form.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "clock.h"
#include "field.h"
#include "i18n.h"
#include "json.h"

enum { ISSUER_MOST = 120, NUMBER_MOST = 60, CODE_MOST = 24 };

/* Reading ------------------------------------------------------------------- */

static void check_file(struct form *form, struct certificate_sent *sent)
{
	if (sent->file.length > CERTIFICATE_FILE_MOST)
		form_error(form, "file",
		    _("The file is larger than 5 MB. Take the picture in a smaller size, or send fewer"
		        " pages."));
	else if (!sent->file.type)
		form_error(form, "file", _("Choose a PDF, or a picture as JPEG or PNG."));
}

static void check(const struct request *req, struct form *form, struct certificate_sent *sent)
{
	const struct certificate_wish *wish = &sent->wish;

	if (!*wish->competence
	    || !certificate_knows(req->db, req->user, request_id(req, "id"), wish->competence))
		form_error(form, "competence", _("Choose what the certificate is of."));
	if (!*wish->issuer)
		form_error(form, "issuer", _("Write who has issued it."));
	if (!wish->issued_on)
		form_error(form, "issued_on", _("Write the day on which it was issued."));
	else if (strcmp(wish->issued_on, clock_today()) > 0)
		form_error(form, "issued_on", _("The day of issue must be today or earlier."));
	if (wish->issued_on && wish->expires_on && strcmp(wish->expires_on, wish->issued_on) < 0)
		form_error(form, "expires_on",
		    _("The last valid day must not be before the day of issue."));
	if (sent->brings_file)
		check_file(form, sent);
}

struct certificate_sent certificate_form_read(const struct request *req, struct form *form,
    bool matters)
{
	struct form_file file;
	struct certificate_sent sent = {
		.wish = {
			.competence = form_text(form, "competence", 0, CODE_MOST),
			.issuer = form_text(form, "issuer", 0, ISSUER_MOST),
			.number = form_text(form, "number", 0, NUMBER_MOST),
			.issued_on = form_day(form, "issued_on"),
			.expires_on = form_day(form, "expires_on"),
		},
		.brings_file = form_file(form, "file", &file),
		.drops_file = form_bool(form, "drop_file"),
	};

	sent.file = (struct certificate_file){ .type = certificate_file_type(file.bytes, file.length),
		.name = file.name, .bytes = file.bytes, .length = file.length };
	if (matters)
		check(req, form, &sent);
	return sent;
}

/* Showing ------------------------------------------------------------------- */

static cJSON *group_of(const cJSON *competences, const char *name, bool required,
    const char *selected)
{
	cJSON *group = cJSON_CreateObject(), *choices = cJSON_CreateArray();
	const cJSON *source;

	cJSON_ArrayForEach(source, competences) {
		if (json_get_true(source, "required") != required)
			continue;
		cJSON *choice = cJSON_Duplicate(source, true);

		json_set_bool(choice, "selected",
		    strcmp(json_get_text(source, "code"), selected) == 0);
		cJSON_AddItemToArray(choices, choice);
	}
	json_set_text(group, "name", name);
	json_set_bool(group, "has_choices", choices->child != NULL);
	json_set(group, "choices", choices);
	return group;
}

struct cJSON *certificate_form_fields(const struct request *req, struct form *typed_form,
    const struct cJSON *stored, const char *chosen)
{
	static const char *const fields[] = {
		"competence", "issuer", "issued_on", "expires_on", "file",
	};
	const cJSON *typed = typed_form ? form_view(typed_form) : NULL;
	cJSON *view = cJSON_CreateObject(), *groups = cJSON_CreateArray();
	cJSON *competences = certificate_competences(req->db, req->user,
	    request_id(req, "id"));

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		json_set(view, fields[i], field_of(typed, stored, fields[i]));
	/* {{#number}} is a way of writing, in a template. */
	json_set(view, "number_field", field_of(typed, stored, "number"));
	const char *selected = json_get_text(json_get(view, "competence"), "value");

	if (!typed && !stored && chosen)
		selected = chosen;
	cJSON_AddItemToArray(groups, group_of(competences,
	    _("What your jobs require proof of"), true, selected));
	cJSON_AddItemToArray(groups, group_of(competences, _("Other competences"), false, selected));
	json_set(view, "groups", groups);
	json_set_bool(view, "has_stored_file", stored && json_get_text(stored, "file_type"));
	json_set_bool(view, "was_typed", typed != NULL);
	return view;
}
