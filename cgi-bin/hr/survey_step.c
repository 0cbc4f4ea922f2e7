/* A change of a draft: what all of them read first and do last. */
#include "survey_step.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "i18n.h"
#include "json.h"
#include "survey_edit.h"
#include "survey_field.h"

static const char action[] = "survey_draft.change";

bool survey_step_begin(const struct request *req, struct survey_step *step)
{
	*step = (struct survey_step){ .req = req, .form = form_read(req) };
	step->op = form_op(step->form);
	step->rev = form_int(step->form, "rev", 0, UINT32_MAX, -1);
	if (!survey_draft_read(req->db, request_id(req, "id"), &step->draft))
		return false;
	step->was_done = audit_op_object(req->db, req->user, step->op, action) == step->draft.id;
	return true;
}

bool survey_step_is_stale(const struct survey_step *step)
{
	return step->rev >= 0 && step->rev != step->draft.rev;
}

cJSON *survey_step_head(const struct survey_draft *draft)
{
	cJSON *head = cJSON_CreateObject();

	json_set_int(head, "id", draft->id);
	json_set_text(head, "code", draft->code);
	json_set_int(head, "rev", draft->rev);
	json_set_int(head, "version", draft->version);
	if (draft->based_on_id)
		json_set_int(head, "based_on", draft->based_on_id);
	else
		json_set_null(head, "based_on");
	return head;
}

struct reply survey_step_done(const struct survey_step *step, const char *at)
{
	cJSON *view = cJSON_CreateObject();

	json_set(view, "draft", survey_step_head(&step->draft));
	return reply_done(step->req, arena_printf("/hr/surveys/drafts/%lld%s%s",
	    (long long)step->draft.id, at ? "?at=" : "", at ? at : ""), view);
}

struct reply survey_step_end(struct survey_step *step, const char *what, const char *at)
{
	const struct request *req = step->req;

	if (!survey_draft_save(req->db, req->user, &step->draft, what))
		return survey_step_stale(step);
	if (!audit_op_claim(req->db, req->user, step->op, action, step->draft.id))
		return reply_conflict(_("This has been sent before."));
	return survey_step_done(step, at);
}

/* The language of a text field: "title_nn" is nynorsk. */
static const char *language_of(const char *name)
{
	static const char *const languages[] = { "nb", "nn", "en", NULL };
	const size_t length = strlen(name);

	for (const char *const *code = languages; *code; code++)
		if (length > 3 && name[length - 3] == '_' && strcmp(name + length - 2, *code) == 0)
			return *code;
	return NULL;
}


struct reply survey_step_stale(const struct survey_step *step)
{
	cJSON *typed = cJSON_CreateArray();
	const cJSON *field, *view = form_view(step->form);

	cJSON_ArrayForEach(field, view) {
		const char *language = language_of(field->string);
		const char *text = cJSON_IsObject(field) ? json_get_text(field, "value") : NULL;

		if (language && text && *text)
			reply_typed_add(typed, survey_field_language(language), language, text);
	}
	return reply_typed(reply_conflict(_("Somebody has changed this since you opened it.")), typed);
}

struct reply survey_step_missing(const struct survey_step *step)
{
	const int status = form_status(step->form);

	if (status != 200 && status != 422)
		return reply_form(reply_json(status, NULL), step->form);
	return survey_step_is_stale(step) ? survey_step_stale(step) : reply_not_found();
}

cJSON *survey_step_page(const struct request *req, const struct survey_draft *draft)
{
	cJSON *page = cJSON_CreateObject();
	const char *other, *title = survey_edit_text(json_get(draft->definition, "title"),
	    req->user->language, &other);

	json_set_bool(page, "menu_surveys", true);
	json_set_text(page, "survey_title", *title ? title : draft->code);
	json_set_text(page, "survey_language", *title ? other : NULL);
	return page;
}
