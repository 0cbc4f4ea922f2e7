/*
 * The pages of an assessment: the notice, the form page by page, the receipt; submitting and
 * reopening.
 */
#include "assessment.h"

#include <inttypes.h>
#include <string.h>

#include "arena.h"
#include "assessment_receipt.h"
#include "assessment_view.h"
#include "audit.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"

/* Showing ------------------------------------------------------------------- */

static struct reply show_json(const struct request *req, int64_t page)
{
	struct assessment_form *form = assessment_form_read(req->db, req->user, request_id(req, "id"),
	    true);
	cJSON *view = cJSON_CreateObject(), *sections = cJSON_CreateArray();

	if (!form || page > (int64_t)form->page_count)
		return reply_not_found();
	for (size_t n = 1; n <= form->page_count; n++)
		if (page == 0 || page == (int64_t)n)
			cJSON_AddItemToArray(sections, assessment_form_section(form, n));
	json_set(view, "assessment", form->head);
	json_set(view, "sections", sections);
	return reply_page("assessment_form", view);
}

static struct reply show_notice(const struct request *req, struct assessment_form *form)
{
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();

	json_set(view, "assessment", form->head);
	json_set_text(page_view, "deadline",
	    assessment_deadline(json_get_text(form->head, "closes_at")));
	json_set(page_view, "notice", assessment_form_notice(req->db, req->user, form->id));
	json_set_int(page_view, "pages", (int64_t)form->page_count);
	return reply_with(reply_page("assessment_notice", view), page_view);
}

static struct reply show_section(const struct request *req, struct assessment_form *form,
    size_t page)
{
	const struct assessment_shown shown = { .form = form, .page = page,
		.marks_missing = request_query_int(req, "missing", 1, 1, 0) == 1 };

	assessment_form_read_page(req->db, req->user, form, page);
	return assessment_view_page(&shown);
}

static struct reply show(const struct request *req)
{
	const int64_t page = request_query_int(req, "section", 1, INT64_MAX, 0);

	if (request_is_json(req))
		return show_json(req, page);
	struct assessment_form *form = assessment_form_read(req->db, req->user, request_id(req, "id"),
	    false);

	if (!form)
		return reply_not_found();
	if (!form->is_working || form->page_count == 0)
		return assessment_receipt(assessment_form_read(req->db, req->user, form->id, true));
	if (page > 0 && page <= (int64_t)form->page_count)
		return show_section(req, form, (size_t)page);
	if (strcmp(json_get_text(form->head, "state"), "assigned") == 0)
		return show_notice(req, form);
	return show_section(req, form, assessment_form_continue(form));
}

/* Submitting and reopening -------------------------------------------------- */

static struct reply state_reply(const struct request *req, int64_t id, const char *state)
{
	cJSON *view = cJSON_CreateObject();

	json_set_text(view, "state", state);
	return reply_done(req, arena_printf("/survey/assessments/%" PRId64, id), view);
}

/* Why a step was refused, as a sentence. */
static const char *refusal(struct assessment_form *form, bool submits)
{
	const char *state = json_get_text(form->head, "state");

	if (!form->is_open)
		return _("The round is closed, so the assessment can no longer be changed.");
	if (submits)
		return _("The assessment has been submitted already.");
	if (strcmp(state, "submitted") != 0 && form->is_working)
		return _("The assessment is open already.");
	return _("Your leader has read the assessment, so it can no longer be opened again.");
}

/* The page with what is missing; the answers themselves are stored already. */
static struct reply show_missing(const struct request *req, int64_t id)
{
	struct assessment_shown shown = { .form = assessment_form_read(req->db, req->user, id, true),
		.missing = assessment_missing(req->db, req->user, id), .marks_missing = true };

	if (request_is_json(req)) {
		cJSON *members = cJSON_CreateObject();

		json_set(members, "missing", shown.missing);
		return reply_conflict_with(_("Some questions must be answered before you can submit."),
		    members);
	}
	shown.page = assessment_form_page_of(shown.form, (int64_t)shown.missing->child->valuedouble);
	struct reply reply = assessment_view_page(&shown);

	reply.status = 422;
	return reply;
}

static struct reply step(const struct request *req, bool submits)
{
	const char *action = submits ? "assessment.submit" : "assessment.reopen";
	const char *state = submits ? "submitted" : "reopened";
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	struct assessment_form *asked = assessment_form_read(req->db, req->user, id, false);

	if (!asked)
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(reply_bad(_("Open the page again and send it from there.")), form);
	const int64_t before = audit_op_object(req->db, req->user, op, action);

	if (before != 0)
		return before == id ? state_reply(req, id, state)
		    : reply_conflict(_("This has been sent before."));
	const enum assessment_result result = submits ? assessment_submit(req->db, req->user, id, rev)
	    : assessment_reopen(req->db, req->user, id, rev);

	if (result == ASSESSMENT_MISSING)
		return show_missing(req, id);
	if (result == ASSESSMENT_CONFLICT)
		return reply_conflict(_(
		    "The assessment has changed since the page was opened. Open it again."));
	if (result != ASSESSMENT_DONE)
		return reply_conflict(refusal(asked, submits));
	if (!audit_op_claim(req->db, req->user, op, action, id))
		return reply_conflict(_("This has been sent before."));
	return state_reply(req, id, state);
}

static struct reply hand_in(const struct request *req)
{
	return step(req, true);
}

static struct reply open_again(const struct request *req)
{
	return step(req, false);
}

const struct route assessment_routes[] = {
	{ METHOD_GET,  "/assessments/{id}", ROLE_EMPLOYEE, show, 0 },
	{ METHOD_POST, "/assessments/{id}/submit", ROLE_EMPLOYEE, hand_in, 0 },
	{ METHOD_POST, "/assessments/{id}/reopen", ROLE_EMPLOYEE, open_again, 0 },
	{ 0 }
};
