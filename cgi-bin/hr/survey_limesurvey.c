/* Plain questions of a LimeSurvey survey for a draft: looked through first, then added. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "limesurvey.h"
#include "pages.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_outline.h"
#include "survey_step.h"

enum { CHARACTERS_MOST = 2 << 20 };

/* Reading ------------------------------------------------------------------- */

/* The file, or what the first look put into the page; NULL: it cannot be taken. */
static const char *read_text(struct form *form, struct limesurvey *found)
{
	struct form_file file;
	const bool has_file = form_file(form, "file", &file);
	const char *text = form_text(form, "text", 0, CHARACTERS_MOST);
	size_t line;

	if (!has_file && !*text) {
		form_error(form, "file", _("Choose a file."));
		return NULL;
	}
	const char *why = limesurvey_read(has_file ? file.bytes : text,
	    has_file ? file.length : strlen(text), found, &line);

	if (!why)
		return has_file ? arena_text(file.bytes, file.length) : text;
	form_error(form, has_file ? "file" : "text", arena_printf(_("Line %zu: %s"), line, why));
	return NULL;
}

/* Showing ------------------------------------------------------------------- */

static struct reply page_of(const struct request *req, struct survey_draft *draft,
    const struct limesurvey *found, const char *text, struct form *typed)
{
	cJSON *view = cJSON_CreateObject(), *page = survey_step_page(req, draft);
	cJSON *definition = cJSON_CreateObject();

	json_set(view, "draft", survey_step_head(draft));
	json_set(view, "sections", found ? found->sections : cJSON_CreateArray());
	json_set(view, "lost", found ? found->lost : cJSON_CreateArray());
	json_set(definition, "sections", cJSON_Duplicate(json_get(view, "sections"), true));
	json_set(page, "outline", survey_outline(req, definition, NULL));
	json_set_bool(page, "is_draft", false);
	json_set_bool(page, "is_plain", true);
	json_set_bool(page, "has_found", found != NULL);
	json_set_bool(page, "has_lost", json_get(view, "lost")->child);
	json_set_text(page, "text", text ? text : "");
	json_set_text(page, "file_error", survey_field_error(typed, "file"));
	return reply_with(reply_page("survey_limesurvey", view), page);
}

static struct reply show(const struct request *req)
{
	struct survey_draft draft;

	return survey_draft_read(req->db, request_id(req, "id"), &draft)
	    ? page_of(req, &draft, NULL, NULL, NULL) : reply_not_found();
}

static struct reply receive(const struct request *req)
{
	static const char *const steps[] = { "check", "add", NULL };
	struct survey_step step;

	if (!survey_step_begin(req, &step))
		return reply_not_found();
	const char *what = form_choice(step.form, "do", steps, false);
	struct limesurvey found;
	const char *text = read_text(step.form, &found);

	if (step.was_done)
		return survey_step_done(&step, "new");
	if (!form_ok(step.form))
		return reply_form(page_of(req, &step.draft, text ? &found : NULL, text, step.form),
		    step.form);
	if (strcmp(what, "check") == 0)
		return page_of(req, &step.draft, &found, text, NULL);
	if (survey_step_is_stale(&step))
		return survey_step_stale(&step);
	limesurvey_add(step.draft.definition, found.sections);
	return survey_step_end(&step, "limesurvey", "new");
}

const struct route survey_limesurvey_routes[] = {
	{ METHOD_GET,  "/surveys/drafts/{id}/limesurvey", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/drafts/{id}/limesurvey", ROLE_HR, receive, DB_WRITE | ROUTE_UPLOAD },
	{ 0 }
};
