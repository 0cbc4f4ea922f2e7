/* A draft: what it asks, in which order, what is wrong with it; and the version made of it. */
#include "survey_draft.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "survey_asked.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_outline.h"
#include "survey_remark.h"
#include "survey_step.h"
#include "survey_warning.h"

static const struct survey_text title_text = {
	"title", N_("What is the survey called?"), NULL, 200, false,
};
static const struct survey_text notice_text = {
	"notice", N_("The notice that is read before the first question"),
	N_("Purpose, legal basis, who sees what, how long it is kept. A round begins with this text."),
	4000, true,
};

/* The page ------------------------------------------------------------------ */

static cJSON *view_of(const struct request *req, const struct survey_draft *draft)
{
	cJSON *view = cJSON_CreateObject(), *head = survey_step_head(draft);

	json_set_text(head, "changed_at", arena_printf("%.10sT%.8sZ", draft->changed_at,
	    draft->changed_at + 11));
	json_set_text(head, "changed_by", draft->changed_by);
	json_set(head, "definition", cJSON_Duplicate(draft->definition, true));
	json_set(view, "draft", head);
	json_set(view, "faults", survey_remark_faults(req, draft->definition));
	json_set(view, "warnings", survey_warnings(survey_asked_catalogue(req->db,
	    req->user->language), draft->definition));
	return view;
}

static void add_remarks(cJSON *page, const cJSON *view, const struct request *req,
    const cJSON *definition)
{
	const cJSON *faults = json_get(view, "faults"), *warnings = json_get(view, "warnings");
	const int fault_count = cJSON_GetArraySize(faults), count = cJSON_GetArraySize(warnings);

	json_set(page, "fault_rows", survey_remark_links(req, definition, faults));
	json_set_bool(page, "has_faults", fault_count > 0);
	json_set_text(page, "faults_title", arena_printf(i18n_plural(
	    "%d thing must be put right before a version can be made",
	    "%d things must be put right before a version can be made", (unsigned long)fault_count),
	    fault_count));
	json_set(page, "warning_rows", survey_remark_links(req, definition,
	    warnings));
	json_set_bool(page, "has_warnings", count > 0);
	json_set_text(page, "warnings_title", arena_printf(i18n_plural("%d thing to think over",
	    "%d things to think over", (unsigned long)count), count));
}

static struct reply page_of(const struct request *req, const struct survey_draft *draft)
{
	const char *at = request_query(req, "at"), *other;
	cJSON *view = view_of(req, draft), *page = survey_step_page(req, draft);
	cJSON *outline = survey_outline(req, draft->definition, at);

	json_set_bool(page, "is_draft", true);
	json_set_bool(page, "is_plain", false);
	json_set_text(page, "base", arena_printf("surveys/drafts/%lld", (long long)draft->id));
	json_set_bool(page, "was_saved", at != NULL);
	json_set_bool(page, "at_new", at && strcmp(at, "new") == 0);
	json_set_bool(page, "is_first_version", draft->version == 1);
	json_set_bool(page, "has_base", draft->based_on_id != 0);
	json_set_int(page, "based_on_version", draft->based_on);
	json_set_int(page, "next_version", draft->version);
	json_set_text(page, "notice", survey_edit_text(json_get(draft->definition, "notice"),
	    req->user->language, &other));
	json_set_text(page, "notice_language", other);
	json_set_bool(page, "has_sections", outline->child);
	json_set(page, "outline", outline);
	add_remarks(page, view, req, draft->definition);
	return reply_with(reply_page("survey_draft", view), page);
}

static struct reply show(const struct request *req)
{
	struct survey_draft draft;

	return survey_draft_read(req->db, request_id(req, "id"), &draft) ? page_of(req, &draft)
	    : reply_not_found();
}

/* Order and removal --------------------------------------------------------- */

struct target { cJSON *list, *one, *section; };

/* What a section's or question's code means; one is NULL: nothing of the draft. */
static struct target target_of(const struct survey_draft *draft, const char *what,
    const char *code)
{
	struct target t = { 0 };

	if (strcmp(what, "section") == 0) {
		t.list = survey_edit_list(draft->definition, "sections");
		t.one = survey_edit_section(draft->definition, code);
		return t;
	}
	t.one = survey_edit_question(draft->definition, code, &t.section);
	t.list = t.one ? survey_edit_list(t.section, "questions") : NULL;
	return t;
}

static const char *const kinds[] = { "section", "question", NULL };

/* "up.section.law", as a button sends it. */
static bool move(struct survey_step *step, const char **at)
{
	const char *word = form_text(step->form, "step", 0, 60), *dot = strchr(word, '.');
	const char *code = dot ? strchr(dot + 1, '.') : NULL;
	const char *way = dot ? arena_text(word, (size_t)(dot - word)) : "";
	const char *what = code ? arena_text(dot + 1, (size_t)(code - dot - 1)) : "";
	const bool up = strcmp(way, "up") == 0;
	const struct target t = code && (up || strcmp(way, "down") == 0)
	    ? target_of(&step->draft, what, code + 1) : (struct target){ 0 };

	if (!t.one) {
		form_error(step->form, "step", _("This is not in the draft."));
		return false;
	}
	const size_t place = survey_edit_place(t.list, t.one);

	if (up ? place > 1 : place < survey_edit_count(t.list))
		survey_edit_move(t.list, t.one, up ? place - 1 : place + 1);
	*at = word;
	return true;
}

/* To a place of the own list, or of another section's: what a drag ends with. */
static bool place_at(struct survey_step *step, const char **at)
{
	const char *what = form_choice(step->form, "what", kinds, false);
	const char *code = form_text(step->form, "code", 1, 40);
	const char *into = form_text(step->form, "into", 0, 40);
	const int64_t place = form_int_required(step->form, "place", 1, 1000);
	struct target t = what ? target_of(&step->draft, what, code) : (struct target){ 0 };
	cJSON *section = *into ? survey_edit_section(step->draft.definition, into) : NULL;

	if (!t.one)
		form_error(step->form, "code", _("This is not in the draft."));
	if (*into && (!section || (what && strcmp(what, "section") == 0)))
		form_error(step->form, "into", _("This is not a section of the draft."));
	if (!form_ok(step->form))
		return false;
	if (section && section != t.section) {
		survey_edit_remove(t.list, t.one);
		t.list = survey_edit_list(section, "questions");
		cJSON_AddItemToArray(t.list, t.one);
	}
	survey_edit_move(t.list, t.one, (size_t)place);
	*at = arena_printf("edit.%s.%s", what, code);
	return true;
}

static bool take_out(struct survey_step *step, const char **at)
{
	const char *what = form_choice(step->form, "what", kinds, false);
	const char *code = form_text(step->form, "code", 1, 40);
	const struct target t = what ? target_of(&step->draft, what, code) : (struct target){ 0 };

	if (!t.one) {
		form_error(step->form, "code", _("This is not in the draft."));
		return false;
	}
	survey_edit_remove(t.list, t.one);
	*at = "new";
	return true;
}

static const char *const steps[] = { "move", "place", "remove", "version", "discard", NULL };

static struct reply reorder(struct survey_step *step, const char *what)
{
	const char *at = NULL;
	const bool done = strcmp(what, "move") == 0 ? move(step, &at)
	    : strcmp(what, "place") == 0 ? place_at(step, &at) : take_out(step, &at);

	if (!form_ok(step->form) || !done) {
		survey_draft_read(step->req->db, step->draft.id, &step->draft);
		return reply_form(page_of(step->req, &step->draft), step->form);
	}
	return survey_step_end(step, what, at);
}

/* The end of a draft -------------------------------------------------------- */

static struct reply version_made(const struct request *req, int64_t id)
{
	cJSON *view = cJSON_CreateObject(), *survey = cJSON_CreateObject();

	json_set_int(survey, "id", id);
	json_set(view, "survey", survey);
	return reply_done(req, arena_printf("/hr/surveys/%lld", (long long)id), view);
}

static struct reply gone(const struct request *req)
{
	cJSON *view = cJSON_CreateObject();

	json_set_null(view, "draft");
	return reply_done(req, "/hr/surveys", view);
}

static struct reply make_version(struct survey_step *step)
{
	const struct request *req = step->req;
	const cJSON *faults = survey_remark_faults(req, step->draft.definition);

	if (faults->child) {
		form_error(step->form, "do", _("The draft has faults; put them right first."));
		return reply_form(page_of(req, &step->draft), step->form);
	}
	const int64_t id = survey_draft_settle(req->db, req->user, &step->draft);

	if (!id)
		return survey_step_stale(step);
	if (!audit_op_claim(req->db, req->user, step->op, "survey.make", id))
		return reply_conflict(_("This has been sent before."));
	return version_made(req, id);
}

static struct reply discard(struct survey_step *step)
{
	const struct request *req = step->req;

	if (!survey_draft_discard(req->db, req->user, &step->draft))
		return survey_step_stale(step);
	if (!audit_op_claim(req->db, req->user, step->op, "survey_draft.discard", step->draft.id))
		return reply_conflict(_("This has been sent before."));
	return gone(req);
}

/* Where the draft is gone, the same post may have ended it. */
static struct reply ended(const struct survey_step *step)
{
	const struct request *req = step->req;
	const int64_t id = audit_op_object(req->db, req->user, step->op, "survey.make");

	if (id)
		return version_made(req, id);
	if (audit_op_object(req->db, req->user, step->op, "survey_draft.discard"))
		return gone(req);
	return reply_not_found();
}

static struct reply change(const struct request *req)
{
	struct survey_step step;

	if (!survey_step_begin(req, &step))
		return ended(&step);
	const char *what = form_choice(step.form, "do", steps, false);

	if (step.was_done)
		return survey_step_done(&step, NULL);
	if (!what)
		return reply_form(page_of(req, &step.draft), step.form);
	if (survey_step_is_stale(&step))
		return survey_step_stale(&step);
	if (strcmp(what, "version") != 0 && strcmp(what, "discard") != 0)
		return reorder(&step, what);
	if (!form_ok(step.form))
		return reply_form(page_of(req, &step.draft), step.form);
	return strcmp(what, "version") == 0 ? make_version(&step) : discard(&step);
}

/* Title and notice ---------------------------------------------------------- */

static struct reply texts_page(const struct request *req, const struct survey_draft *draft,
    struct form *typed)
{
	cJSON *view = cJSON_CreateObject(), *page = survey_step_page(req, draft);
	cJSON *texts = cJSON_CreateArray();

	survey_field_add_text(texts, &title_text, typed, json_get(draft->definition, "title"));
	survey_field_add_text(texts, &notice_text, typed, json_get(draft->definition, "notice"));
	json_set(page, "texts", texts);
	json_set(view, "draft", survey_step_head(draft));
	json_set(view, "title", cJSON_Duplicate(json_get(draft->definition, "title"), true));
	json_set(view, "notice", cJSON_Duplicate(json_get(draft->definition, "notice"), true));
	return reply_with(reply_page("survey_texts_edit", view), page);
}

static struct reply texts(const struct request *req)
{
	struct survey_draft draft;

	return survey_draft_read(req->db, request_id(req, "id"), &draft)
	    ? texts_page(req, &draft, NULL) : reply_not_found();
}

static struct reply save_texts(const struct request *req)
{
	struct survey_step step;

	if (!survey_step_begin(req, &step))
		return reply_not_found();
	cJSON *definition = step.draft.definition;
	cJSON *title = survey_field_texts(step.form, &title_text, true, json_get(definition, "title"));
	cJSON *notice = survey_field_texts(step.form, &notice_text, false,
	    json_get(definition, "notice"));

	if (step.was_done)
		return survey_step_done(&step, "texts");
	if (!form_ok(step.form))
		return reply_form(texts_page(req, &step.draft, step.form), step.form);
	if (survey_step_is_stale(&step))
		return survey_step_stale(&step);
	survey_edit_set(definition, "title", title);
	survey_edit_set(definition, "notice", notice);
	return survey_step_end(&step, "texts", "texts");
}

const struct route survey_draft_routes[] = {
	{ METHOD_GET,  "/surveys/drafts/{id}", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/drafts/{id}", ROLE_HR, change, DB_WRITE },
	{ METHOD_GET,  "/surveys/drafts/{id}/texts", ROLE_HR, texts, DB_READ },
	{ METHOD_POST, "/surveys/drafts/{id}/texts", ROLE_HR, save_texts, DB_WRITE },
	{ 0 }
};
