/* My training requests: the list, one of them, and its steps. */
#include <inttypes.h>
#include <string.h>

#include "arena.h"
#include "audit.h"
#include "choice.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "profile.h"
#include "request_form.h"
#include "training.h"

/* Showing ------------------------------------------------------------------- */

static void add_words(cJSON *request)
{
	const char *state = json_get_text(request, "state");

	json_set_text(request, "state_text", training_own_state_text(state));
	json_set_text(request, "state_icon", training_state_icon(state));
	json_set_text(request, "state_color", training_state_color(state));
	json_set_text(request, "form_text", training_form_text(json_get_text(request, "form")));
}

static struct reply list(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	cJSON *requests = training_own(req->db, req->user), *rows = cJSON_Duplicate(requests, true),
	    *row;

	cJSON_ArrayForEach(row, rows)
		add_words(row);
	json_set(view, "requests", requests);
	json_set_bool(page_view, "menu_requests", true);
	json_set_bool(page_view, "has_rows", rows->child != NULL);
	json_set(page_view, "rows", rows);
	return reply_with(reply_page("request_list", view), page_view);
}

static void add_history(cJSON *page_view, const cJSON *request)
{
	cJSON *steps = cJSON_Duplicate(json_get(request, "history"), true), *entry;

	cJSON_ArrayForEach(entry, steps) {
		const char *state = json_get_text(entry, "state");

		json_set_text(entry, "state_text", strcmp(state, "returned") == 0 ? _("Returned")
		    : strcmp(state, "submitted") == 0 ? _("Submitted") : training_state_text(state));
		json_set_text(entry, "state_icon", training_state_icon(state));
	}
	json_set(page_view, "steps", steps);
}

/* With what was typed, if it is not NULL, and why that was refused as things stand, or NULL. */
static struct reply page_of(const struct request *req, struct form *typed, const char *refused)
{
	static const char *const editable[] = { "draft", "returned", NULL };
	static const char *const finished[] = { "declined", "completed", "cancelled", NULL };
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	cJSON *request = training_show(req->db, req->user, request_id(req, "id"));

	if (!request)
		return reply_not_found();
	const char *state = json_get_text(request, "state");
	const bool is_editable = choice_has(editable, state);
	cJSON *shown = cJSON_Duplicate(request, true);

	add_words(shown);
	json_set_bool(shown, "has_competences", json_get(request, "competences")->child != NULL);
	add_history(page_view, request);
	json_set(view, "request", request);
	json_set(page_view, "shown", shown);
	json_set_bool(page_view, "is_editable", is_editable);
	json_set_bool(page_view, "is_returned", strcmp(state, "returned") == 0);
	json_set_bool(page_view, "may_cancel", !choice_has(finished, state));
	json_set_bool(page_view, "has_offering", cJSON_IsNumber(json_get(request, "offering")));
	json_set_bool(page_view, "has_sent", typed != NULL);
	json_set_bool(page_view, "shows_facts", !is_editable || refused);
	struct reply page = reply_with(reply_page("request_show", view), page_view);

	if (is_editable)
		json_set(page_view, "fields", request_form_fields(typed, request,
		    profile_competences(req->db, req->user)));
	else if (typed)
		page = reply_typed(page, request_form_typed(typed, request,
		    profile_competences(req->db, req->user)));
	page.status = refused ? 409 : 200;
	page.message = refused;
	return page;
}

static struct reply show(const struct request *req)
{
	return page_of(req, NULL, NULL);
}

/* Asking -------------------------------------------------------------------- */

static struct reply made(const struct request *req, int64_t id)
{
	cJSON *request = training_show(req->db, req->user, id);

	return reply_created(req, arena_printf("/survey/requests/%" PRId64, id), request);
}

static struct reply create(const struct request *req)
{
	static const char *const steps[] = { "save", "submit", NULL };
	struct form *form = form_read(req);
	const char *step = form_choice(form, "do", steps, true);
	const bool submits = step && strcmp(step, "submit") == 0;
	const char *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, 0);
	const struct training_wish wish = request_form_read(req, form, submits);
	const int64_t before = audit_op_object(req->db, req->user, op, "training.create");

	if (before)
		return made(req, before);
	if (!form_ok(form))
		return reply_form(training_page(req, form), form);
	if (rev != 0)
		return reply_conflict(_("The request has changed since the page was opened."));
	const int64_t id = training_create(req->db, req->user, &wish, submits);

	if (!audit_op_claim(req->db, req->user, op, "training.create", id))
		return reply_conflict(_("This has been sent before."));
	return made(req, id);
}

/* Steps of a request -------------------------------------------------------- */

static struct reply step_reply(const struct request *req, int64_t id)
{
	cJSON *view = training_show(req->db, req->user, id);

	return reply_done(req, arena_printf("/survey/requests/%" PRId64, id), view);
}

static const char *refusal(const char *step)
{
	if (strcmp(step, "cancel") == 0)
		return _("The request is finished and cannot be cancelled.");
	return _("The request waits for an answer or has one, so it cannot be changed now.");
}

/*
 * Does the step with what was sent; nothing sent but the step itself leaves the wish as it is.
 */
static enum training_step run_step(const struct request *req, const char *step, int64_t rev,
    const struct training_wish *wish, const char *comment)
{
	const int64_t id = request_id(req, "id");

	if (strcmp(step, "cancel") == 0)
		return training_cancel(req->db, req->user, id, rev, comment);
	if (strcmp(step, "save") == 0)
		return training_save(req->db, req->user, id, rev, wish);
	return training_submit(req->db, req->user, id, rev, wish, comment);
}

/* Why nothing was changed, on the page as it is now, with what was typed. */
static struct reply refused(const struct request *req, struct form *typed, const char *why)
{
	return request_is_json(req) ? reply_conflict(why) : page_of(req, typed, why);
}

static struct reply change(const struct request *req)
{
	static const char *const steps[] = { "save", "submit", "cancel", NULL };
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *step = form_choice(form, "do", steps, false);
	const char *op = form_op(form);
	const char *comment = form_text(form, "comment", 0, 2000);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	const bool cancels = step && strcmp(step, "cancel") == 0;
	const bool saves = step && strcmp(step, "save") == 0;
	const bool has_wish = !cancels && (saves || request_form_sent(form));
	struct form *typed = has_wish ? form : NULL;
	struct training_wish wish = { 0 };

	if (has_wish)
		wish = request_form_read(req, form, !saves);
	if (!form_ok(form))
		return reply_form(page_of(req, typed, NULL), form);
	const char *action = arena_printf("training.%s", step);

	const int64_t before = audit_op_object(req->db, req->user, op, action);

	if (before != 0)
		return before == id ? step_reply(req, id)
		    : refused(req, typed, _("This has been sent before."));
	const enum training_step result = run_step(req, step, rev, has_wish ? &wish : NULL, comment);

	if (result == TRAINING_NOT_FOUND)
		return reply_not_found();
	if (result == TRAINING_STALE)
		return refused(req, typed, _("The request has changed since the page was opened."));
	if (result == TRAINING_ENDED)
		return refused(req, typed, _("This training is not offered now. Choose another one."));
	if (result == TRAINING_STATE)
		return refused(req, typed, refusal(step));
	if (!audit_op_claim(req->db, req->user, op, action, id))
		return reply_conflict(_("This has been sent before."));
	return step_reply(req, id);
}

const struct route request_routes[] = {
	{ METHOD_GET,  "/requests", ROLE_EMPLOYEE, list, 0 },
	{ METHOD_POST, "/requests", ROLE_EMPLOYEE, create, 0 },
	{ METHOD_GET,  "/requests/{id}", ROLE_EMPLOYEE, show, 0 },
	{ METHOD_POST, "/requests/{id}", ROLE_EMPLOYEE, change, 0 },
	{ 0 }
};
