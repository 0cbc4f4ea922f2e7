/* A survey out of a file: checked first, with all its faults; then a draft of its own. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "survey.h"
#include "survey_asked.h"
#include "survey_draft.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_remark.h"
#include "survey_warning.h"

enum { BYTES_MOST = 2 << 20 };

static const char action[] = "survey_draft.make";

/* What was sent, as far as it could be read. */
struct sent {
	cJSON *definition;              /* NULL: it is no JSON object */
	const char *text;               /* for the page that asks again */
	int64_t draft_id;               /* of the survey that it is; 0: none */
	bool replaces;
};

/* Reading ------------------------------------------------------------------- */

/* A file, a field with text, or in JSON the definition itself. */
static cJSON *read_definition(struct form *form, const char **text)
{
	struct form_file file;
	const bool has_file = form_file(form, "file", &file);
	const cJSON *sent = form_json(form, "definition");
	const char *why;

	*text = "";
	if (!has_file && cJSON_IsObject(sent)) {
		*text = json_text(sent);
		return cJSON_Duplicate(sent, true);
	}
	const char *bytes = has_file ? file.bytes : cJSON_IsString(sent) ? sent->valuestring : "";
	const size_t length = has_file ? file.length : strlen(bytes);

	if (length == 0 || length > BYTES_MOST) {
		form_error(form, "file", length ? _("The file is larger than 2 MB.")
		    : _("Choose a file, or write the definition in the field."));
		return NULL;
	}
	cJSON *definition = json_read(bytes, length, &why);

	if (!definition || !cJSON_IsObject(definition))
		form_error(form, has_file ? "file" : "definition", definition
		    ? _("An object is needed here.")
		    : arena_printf(_("This is not JSON: %s."), i18n_text(why)));
	else
		*text = has_file ? json_text(definition) : bytes;
	return cJSON_IsObject(definition) ? definition : NULL;
}

/* The number that the version would get counts, whatever the file has: it must have one. */
static void set_version(const struct request *req, cJSON *definition)
{
	const char *code = json_get_text(definition, "code");
	struct db_rows *versions = survey_versions(req->db, req->user);
	int64_t version, next = 1;

	if (!json_is_int(json_get(definition, "version"), 1, 65535, &version))
		return;
	while (code && db_next(versions))
		if (strcmp(db_col_text(versions, "code"), code) == 0
		    && db_col_int(versions, "version") >= next)
			next = db_col_int(versions, "version") + 1;
	cJSON_ReplaceItemInObjectCaseSensitive(definition, "version",
	    cJSON_CreateNumber((double)next));
}

static struct sent read_sent(const struct request *req, struct form *form)
{
	struct sent sent = { 0 };

	sent.definition = read_definition(form, &sent.text);
	sent.replaces = form_bool(form, "replace");
	if (!sent.definition)
		return sent;
	const char *code = json_get_text(sent.definition, "code");

	set_version(req, sent.definition);
	sent.draft_id = code ? survey_draft_find(req->db, code) : 0;
	return sent;
}

/* Showing ------------------------------------------------------------------- */

static cJSON *view_of(const struct request *req, const struct sent *sent)
{
	cJSON *view = cJSON_CreateObject();
	const bool is_read = sent && sent->definition;
	cJSON *faults = is_read ? survey_remark_faults(req, sent->definition)
	    : cJSON_CreateArray();
	const bool is_whole = is_read && !faults->child;

	json_set_text(view, "code", is_read ? json_get_text(sent->definition, "code") : NULL);
	json_set(view, "warnings", is_whole ? survey_warnings(survey_asked_catalogue(req->db,
	    req->user->language), sent->definition) : cJSON_CreateArray());
	json_set(view, "faults", faults);
	if (is_read && sent->draft_id)
		json_set_int(view, "draft", sent->draft_id);
	else
		json_set_null(view, "draft");
	return view;
}

static struct reply page_of(const struct request *req, const struct sent *sent, struct form *typed)
{
	cJSON *view = view_of(req, sent), *page = cJSON_CreateObject();
	const cJSON *faults = json_get(view, "faults"), *warnings = json_get(view, "warnings");
	const bool is_read = sent && sent->definition;
	const char *other = NULL, *title = is_read
	    ? survey_edit_text(json_get(sent->definition, "title"), req->user->language, &other) : "";
	const int count = cJSON_GetArraySize(faults);

	json_set_bool(page, "menu_surveys", true);
	json_set_bool(page, "has_faults", count > 0);
	json_set_text(page, "faults_title", arena_printf(i18n_plural("%d fault in the file",
	    "%d faults in the file", (unsigned long)count), count));
	json_set_bool(page, "has_warnings", warnings->child);
	json_set_bool(page, "may_store", is_read && count == 0);
	json_set_bool(page, "has_draft", json_get_int(view, "draft", 0) != 0);
	json_set_text(page, "definition_text", is_read ? sent->text : "");
	json_set_text(page, "survey_title", *title ? title : json_get_text(view, "code"));
	json_set_text(page, "survey_language", other);
	json_set_text(page, "file_error", survey_field_error(typed, "file"));
	json_set_text(page, "definition_error", survey_field_error(typed, "definition"));
	json_set_text(page, "replace_error", survey_field_error(typed, "replace"));
	json_set_text(page, "typed_definition", typed && !is_read
	    ? survey_field_typed(typed, "definition") : "");
	return reply_with(reply_page("survey_import", view), page);
}

static struct reply show(const struct request *req)
{
	return page_of(req, NULL, NULL);
}

/* Storing ------------------------------------------------------------------- */

static struct reply made(const struct request *req, int64_t id)
{
	cJSON *view = cJSON_CreateObject(), *draft = cJSON_CreateObject();

	json_set_int(draft, "id", id);
	json_set(view, "draft", draft);
	return reply_created(req, arena_printf("/hr/surveys/drafts/%lld", (long long)id), view);
}

/* In a JSON answer each fault stands under its own path. */
static void name_faults(const struct request *req, struct form *form, const struct sent *sent)
{
	const struct survey_fault *fault = sent->definition
	    ? survey_check(req->db, sent->definition) : NULL;

	for (; fault; fault = fault->next)
		form_error(form, *fault->path ? fault->path : "definition", fault->message);
	if (sent->draft_id && !sent->replaces)
		form_error(form, "replace", _("There is a draft of this survey. Say that it goes."));
}

static int64_t store(const struct request *req, const struct sent *sent)
{
	struct survey_draft draft;

	if (!sent->draft_id)
		return survey_draft_make(req->db, req->user, sent->definition, 0);
	if (!survey_draft_read(req->db, sent->draft_id, &draft))
		return 0;
	draft.definition = sent->definition;
	return survey_draft_save(req->db, req->user, &draft, "import") ? draft.id : 0;
}

static struct reply receive(const struct request *req)
{
	static const char *const steps[] = { "check", "store", NULL };
	struct form *form = form_read(req);
	const char *step = form_choice(form, "do", steps, false), *op = form_op(form);
	const struct sent sent = read_sent(req, form);
	const bool stores = step && strcmp(step, "store") == 0;
	const int64_t before = audit_op_object(req->db, req->user, op, action);

	if (before && stores)
		return made(req, before);
	if (stores)
		name_faults(req, form, &sent);
	if (!form_ok(form))
		return reply_form(page_of(req, &sent, form), form);
	if (!stores)
		return page_of(req, &sent, NULL);
	const int64_t id = store(req, &sent);

	if (!id)
		return reply_conflict(_("Somebody has changed this since you opened it."));
	if (!audit_op_claim(req->db, req->user, op, action, id))
		return reply_conflict(_("This has been sent before."));
	return made(req, id);
}

const struct route survey_import_routes[] = {
	{ METHOD_GET,  "/surveys/import", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/import", ROLE_HR, receive, DB_WRITE | ROUTE_UPLOAD },
	{ 0 }
};
