/*
 * The fields of a training request: read from what was sent, and shown with what is stored or was
 * typed.
 */
#include "request_form.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "field.h"
#include "i18n.h"
#include "json.h"
#include "reply.h"

enum { TITLE_MOST = 200, REASON_MOST = 2000, COMPETENCES_MOST = 50, CODE_MOST = 24 };

static const char *const fields[] = {
	"offering", "title", "form", "reason", "starts_on", "ends_on", "hours", "price",
	"substitute_hours", "study_leave_days",
};

/* Reading ------------------------------------------------------------------- */

static void check(const struct request *req, struct form *form, const struct training_wish *wish,
    bool submits)
{
	if (!wish->offering && !*wish->title)
		form_error(form, "title", _("Write what you want to learn."));
	if (!wish->offering && !wish->form)
		form_error(form, "form", _("Choose the form of training."));
	if (wish->starts_on && wish->ends_on && strcmp(wish->ends_on, wish->starts_on) < 0)
		form_error(form, "ends_on", _("The last day must not be before the first."));
	if (submits && wish->starts_on && strcmp(wish->starts_on, clock_today()) < 0)
		form_error(form, "starts_on", _("The first day must be today or later."));
	if (!form_ok(form))
		return;
	const char *unknown = training_unknown(req->db, req->user, request_id(req, "id"), wish);

	if (unknown)
		form_error(form, unknown, strcmp(unknown, "offering") == 0
		    ? _("This training is not offered now. Choose another one.")
		    : _("Choose one that is in the catalogue."));
}

struct training_wish request_form_read(const struct request *req, struct form *form, bool submits)
{
	const struct training_wish wish = {
		.offering = form_int(form, "offering", 1, UINT32_MAX, 0),
		.title = form_text(form, "title", 0, TITLE_MOST),
		.form = form_choice(form, "form", training_forms, true),
		.reason = form_text(form, "reason", 0, REASON_MOST),
		.starts_on = form_day(form, "starts_on"),
		.ends_on = form_day(form, "ends_on"),
		.hours = form_decimal(form, "hours", 9999, 2),
		.price = form_decimal(form, "price", 99999999, 2),
		.substitute_hours = form_decimal(form, "substitute_hours", 9999, 2),
		.study_leave_days = form_decimal(form, "study_leave_days", 999, 2),
		.competences = form_list(form, "competences", COMPETENCES_MOST, CODE_MOST),
	};

	check(req, form, &wish, submits);
	return wish;
}

bool request_form_sent(struct form *form)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (form_has(form, fields[i]))
			return true;
	return form_has(form, "competences");
}

/* Showing ------------------------------------------------------------------- */

static cJSON *form_choices(const char *chosen)
{
	cJSON *list = cJSON_CreateArray();

	for (const char *const *code = training_forms; *code; code++) {
		cJSON *choice = cJSON_CreateObject();

		json_set_text(choice, "code", *code);
		json_set_text(choice, "text", training_form_text(*code));
		json_set_bool(choice, "selected", strcmp(*code, chosen) == 0);
		cJSON_AddItemToArray(list, choice);
	}
	return list;
}

static bool is_chosen(const cJSON *typed, const cJSON *stored, const char *code)
{
	const cJSON *sent = typed ? json_get(typed, "competences") : NULL, *one, *list;

	list = typed ? (sent ? json_get(sent, "values") : NULL) : stored
	    ? json_get(stored, "competences") : NULL;
	cJSON_ArrayForEach(one, list) {
		const char *text = cJSON_IsString(one) ? one->valuestring : json_get_text(one, "code");

		if (text && strcmp(text, code) == 0)
			return true;
	}
	return false;
}

static cJSON *competence_choice(const cJSON *source, bool checked)
{
	cJSON *choice = cJSON_CreateObject();

	json_set_text(choice, "code", json_get_text(source, "code"));
	json_set_text(choice, "name", json_get_text(source, "name"));
	json_set_text(choice, "language", json_get_text(source, "language"));
	json_set_bool(choice, "checked", checked);
	return choice;
}

static bool is_listed(const cJSON *list, const char *code)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (strcmp(json_get_text(one, "code"), code) == 0)
			return true;
	return false;
}

/* What the person's jobs require, each competence once, and what the request names beside. */
static cJSON *competence_choices(const cJSON *typed, const cJSON *stored, const cJSON *known)
{
	const cJSON *source, *named = stored ? json_get(stored, "competences") : NULL;
	cJSON *list = cJSON_CreateArray();

	cJSON_ArrayForEach(source, known) {
		const char *code = json_get_text(source, "code");
		const bool chosen = is_chosen(typed, stored, code);

		if (!is_listed(list, code) && (chosen ||
		    cJSON_IsNumber(json_get(source, "required_level"))))
			cJSON_AddItemToArray(list, competence_choice(source, chosen));
	}
	cJSON_ArrayForEach(source, named) {
		const char *code = json_get_text(source, "code");

		if (json_get_text(source, "name") && !is_listed(list, code))
			cJSON_AddItemToArray(list, competence_choice(source, is_chosen(typed, stored, code)));
	}
	return list;
}

struct cJSON *request_form_fields(struct form *typed_form, const struct cJSON *stored,
    const struct cJSON *known)
{
	const cJSON *typed = typed_form ? form_view(typed_form) : NULL;
	cJSON *view = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		json_set(view, fields[i], field_of(typed, stored, fields[i]));
	json_set(view, "comment", field_of(typed, NULL, "comment"));
	json_set(view, "forms", form_choices(json_get_text(json_get(view, "form"), "value")));
	cJSON *competences = competence_choices(typed, stored, known);
	const cJSON *offering = json_get(view, "offering"), *choice;
	bool any = false;

	cJSON_ArrayForEach(choice, competences)
		any = any || json_get_true(choice, "checked");
	json_set(view, "chosen_offering", *json_get_text(offering, "value")
	    ? cJSON_Duplicate(offering, true) : cJSON_CreateNull());
	json_set_bool(view, "has_competences", competences->child != NULL);
	json_set_bool(view, "any_checked", any);
	json_set(view, "competences", competences);
	return view;
}

static const char *competence_names(const cJSON *view, const cJSON *stored, const cJSON *known)
{
	const cJSON *choice, *choices = competence_choices(view, stored, known);
	const char *names = "";

	cJSON_ArrayForEach(choice, choices)
		if (json_get_true(choice, "checked"))
			names = arena_printf("%s%s%s", names, *names ? "; " : "",
			    json_get_text(choice, "name"));
	return names;
}

struct cJSON *request_form_typed(struct form *typed, const struct cJSON *stored,
    const struct cJSON *known)
{
	static const struct i18n_word names[] = {
		{ "title", N_("What do you want to learn?") }, { "form", N_("Form of training") },
		{ "reason", N_("Why") }, { "competences", N_("Competences") },
		{ "starts_on", N_("First day") }, { "ends_on", N_("Last day") },
		{ "hours", N_("Hours of training") }, { "price", N_("Price in kroner") },
		{ "substitute_hours", N_("Hours with a substitute") },
		{ "study_leave_days", N_("Days of study leave") },
		{ "comment", N_("Your answer to the leader (optional)") }, { NULL, NULL },
	};
	const cJSON *view = form_view(typed);
	cJSON *list = cJSON_CreateArray();

	for (const struct i18n_word *name = names; name->code; name++) {
		const cJSON *field = json_get(view, name->code);
		const char *text = field ? json_get_text(field, "value") : NULL;

		if (strcmp(name->code, "competences") == 0)
			text = competence_names(view, stored, known);
		else if (text && strcmp(name->code, "form") == 0)
			text = training_form_text(text);
		if (text && *text)
			reply_typed_add(list, i18n_text(name->message), NULL, text);
	}
	return list;
}
