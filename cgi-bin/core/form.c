/* Forms and JSON bodies, one reading for both; what was typed and what is wrong is kept. */
#include "form_inside.h"

#include <string.h>
#include <strings.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "log.h"
#include "multipart.h"
#include "request.h"

#define MOST_FIELDS 300

void form_refuse(struct form *form, int status, const char *message)
{
	if (form->status != 200)
		return;
	form->status = status;
	form->fault = message;
}

/* Reading the body -------------------------------------------------------- */

static void read_json(struct form *form, const struct request *req)
{
	const char *why;
	const cJSON *member, *body = json_read(req->body, req->body_length, &why);
	size_t count;

	if (!cJSON_IsObject(body)) {
		log_line("bad JSON body: %s", body != NULL ? "no object" : why);
		form_refuse(form, 400,
		    _("What was sent is not a JSON object that can be read. Nothing was changed."));
		return;
	}
	count = (size_t)cJSON_GetArraySize(body);
	if (count > MOST_FIELDS) {
		form_refuse(form, 400, _("Too many fields were sent at once. Nothing was changed."));
		return;
	}
	form->sent = arena_alloc((count + 1) * sizeof *form->sent);
	cJSON_ArrayForEach(member, body)
		form->sent[form->count++] = (struct form_sent){ .name = member->string, .json = member };
}

static void read_fields(struct form *form, const struct request *req)
{
	const struct field *fields = request_split(req->body, req->body_length, MOST_FIELDS);
	size_t count = 0;

	if (fields == NULL) {
		form_refuse(form, 400,
		    _("What was sent is not a form that can be read. Nothing was changed."));
		return;
	}
	while (fields[count].name != NULL)
		count++;
	form->sent = arena_alloc((count + 1) * sizeof *form->sent);
	for (; form->count < count; form->count++)
		form->sent[form->count] = (struct form_sent){ .name = fields[form->count].name,
			.text = fields[form->count].value };
}

/* A file is text of no field, whatever the field is read as. */
static void read_parts(struct form *form, const struct request *req)
{
	const struct multipart *part = multipart_split(req->content_type, req->body,
	    req->body_length, MOST_FIELDS);

	if (part != NULL)
		form->sent = arena_alloc((MOST_FIELDS + 1) * sizeof *form->sent);
	for (; part != NULL && part->name != NULL; part++) {
		const char *text = part->file_name != NULL ? "" : multipart_as_text(part);

		if (text == NULL)
			break;
		form->sent[form->count++] = (struct form_sent){ .name = part->name, .text = text,
			.file = part->file_name != NULL ? part : NULL };
	}
	if (part == NULL || part->name != NULL)
		form_refuse(form, 400,
		    _("What was sent is not a form that can be read. Nothing was changed."));
}

static bool is_urlencoded(const char *type)
{
	static const char name[] = "application/x-www-form-urlencoded";
	const size_t length = sizeof name - 1;

	return strncasecmp(type, name, length) == 0 && strchr(" \t;", type[length]) != NULL;
}

struct form *form_read(const struct request *req)
{
	struct form *form = arena_alloc(sizeof *form);

	form->status = 200;
	form->view = cJSON_CreateObject();
	form->errors = cJSON_CreateObject();
	if (req->body_length == 0)
		return form;
	if (req->sends_json)
		read_json(form, req);
	else if (req->content_type != NULL && is_urlencoded(req->content_type))
		read_fields(form, req);
	else if (req->content_type != NULL && req->takes_files && multipart_is(req->content_type))
		read_parts(form, req);
	else
		form_refuse(form, 415, _("Only forms and JSON are taken here. Nothing was changed."));
	form_take(form, "csrf", false);
	return form;
}

struct form *form_query(const struct request *req)
{
	struct request query = *req;

	query.body = req->query_text;
	query.body_length = strlen(req->query_text);
	query.content_type = "application/x-www-form-urlencoded";
	query.sends_json = false;
	return form_read(&query);
}

/* Taking a field ---------------------------------------------------------- */

/*
 * The field as it was sent, first of several; NULL when it was not. All of its name are read by
 * this.
 */
struct form_sent *form_take(struct form *form, const char *field, bool may_repeat)
{
	struct form_sent *first = NULL;

	for (size_t i = 0; i < form->count; i++) {
		struct form_sent *sent = &form->sent[i];

		if (strcmp(sent->name, field) != 0)
			continue;
		sent->read = true;
		if (first != NULL && !may_repeat)
			form_refuse(form, 400, _("A field was sent twice. Nothing was changed."));
		first = first != NULL ? first : sent;
	}
	return first;
}

/* The field's place in the view. */
static cJSON *shown(struct form *form, const char *field)
{
	cJSON *place = cJSON_GetObjectItemCaseSensitive(form->view, field);

	if (place != NULL)
		return place;
	place = cJSON_CreateObject();
	json_set_text(place, "id", field);
	json_set(form->view, field, place);
	return place;
}

/* For radio buttons and the like: is_<value> is true, where the value may be part of a name. */
static void show_chosen(cJSON *place, const char *value)
{
	const size_t length = strlen(value);
	const char *name;

	if (length == 0 || length > 40 ||
	    strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != length)
		return;
	name = arena_printf("is_%s", value);
	if (json_get(place, name) == NULL)
		json_set_bool(place, name, true);
}

const char *form_json_as_text(const cJSON *value)
{
	if (value == NULL || cJSON_IsNull(value))
		return "";
	return cJSON_IsString(value) ? value->valuestring : json_text(value);
}

static void show(struct form *form, const char *field, const char *value)
{
	cJSON *place = shown(form, field);

	if (json_get(place, "value") != NULL)
		return;
	json_set_text(place, "value", value);
	show_chosen(place, value);
}

/* Takes a field that stands once, and shows what was typed. */
const struct form_sent *form_take_one(struct form *form, const char *field)
{
	const struct form_sent *sent = form_take(form, field, false);

	show(form, field, sent == NULL ? "" : sent->text != NULL ? sent->text :
	    form_json_as_text(sent->json));
	return sent;
}

bool form_is_absent(const struct form_sent *sent)
{
	if (sent == NULL)
		return true;
	return sent->text != NULL ? sent->text[strspn(sent->text, " \t\n")] == '\0' :
	    cJSON_IsNull(sent->json);
}

bool form_has(struct form *form, const char *field)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->sent[i].name, field) == 0)
			return true;
	return false;
}

void form_show_list(struct form *form, const char *field, const char *const *texts)
{
	cJSON *place = shown(form, field);
	cJSON *values = cJSON_CreateArray();

	if (json_get(place, "values") != NULL)
		return;
	for (; *texts != NULL; texts++) {
		cJSON_AddItemToArray(values, cJSON_CreateStringReference(*texts));
		show_chosen(place, *texts);
	}
	json_set(place, "values", values);
}

const cJSON *form_json(struct form *form, const char *field)
{
	const struct form_sent *sent = form_take_one(form, field);

	if (sent == NULL)
		return NULL;
	return sent->json != NULL ? sent->json : cJSON_CreateStringReference(sent->text);
}

bool form_file(struct form *form, const char *field, struct form_file *file)
{
	const struct form_sent *sent = form_take(form, field, false);

	*file = (struct form_file){ "", "", 0 };
	shown(form, field);
	if (sent == NULL || sent->file == NULL || *sent->file->file_name == '\0')
		return false;
	*file = (struct form_file){ sent->file->file_name, sent->file->bytes, sent->file->length };
	return true;
}

/* What is wrong ----------------------------------------------------------- */

void form_error(struct form *form, const char *field, const char *message)
{
	cJSON *messages;

	if (json_get(form->errors, field) != NULL)
		return;
	messages = cJSON_CreateArray();
	cJSON_AddItemToArray(messages, cJSON_CreateStringReference(message));
	json_set(form->errors, field, messages);
	json_set_text(shown(form, field), "error", message);
}

static void refuse_unknown(struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		const char *name = form->sent[i].name;

		if (form->sent[i].read)
			continue;
		log_line("unknown field: %s", name);
		form_refuse(form, 400, strlen(name) > 60 ?
		    _("A field is not known here. Nothing was changed.") :
		    arena_printf(_("The field “%s” is not known here. Nothing was changed."), name));
	}
}

int form_status(struct form *form)
{
	refuse_unknown(form);
	if (form->status != 200)
		return form->status;
	return form->errors->child != NULL ? 422 : 200;
}

bool form_ok(struct form *form)
{
	return form_status(form) == 200;
}

const char *form_fault(struct form *form)
{
	return form_status(form) == 422 ? NULL : form->fault;
}

cJSON *form_errors(struct form *form)
{
	return form->errors;
}

cJSON *form_view(struct form *form)
{
	cJSON *errors = cJSON_CreateArray();
	const cJSON *wrong;

	if (json_get(form->view, "errors") != NULL)
		return form->view;
	cJSON_ArrayForEach(wrong, form->errors) {
		cJSON *error = cJSON_CreateObject();

		json_set_text(error, "id", wrong->string);
		json_set_text(error, "message", wrong->child->valuestring);
		json_set_null(error, "label");
		cJSON_AddItemToArray(errors, error);
	}
	const int count = cJSON_GetArraySize(errors);

	json_set_bool(form->view, "has_errors", count > 0);
	json_set_text(form->view, "errors_title", arena_printf(
	    i18n_plural("You must correct %d fault", "You must correct %d faults",
	        (unsigned long)count), count));
	json_set(form->view, "errors", errors);
	return form->view;
}

void form_label(struct form *form, const char *field, const char *label)
{
	cJSON *error;

	cJSON_ArrayForEach(error, json_get(form_view(form), "errors")) {
		if (strcmp(json_get_text(error, "id"), field) == 0)
			cJSON_ReplaceItemInObjectCaseSensitive(error, "label",
			    cJSON_CreateStringReference(label));
	}
}
