/* Training requests: what waits for the leader, one request, and its decision. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "queue.h"
#include "training_decision.h"
#include "words.h"

static const char *const decisions[] = { "approve", "decline", "return", NULL };

static const struct queue_kind waiting = {
	.page = "request_list", .list = "requests", .menu = "menu_leader_requests",
	.heading = N_("Training requests"), .pages = N_("Pages of requests"),
	.open = training_decision_open, .past = training_decision_past,
	.cards = training_decision_cards, .words = words_request,
};

static struct reply list(const struct request *req)
{
	return queue_page(req, &waiting);
}

static struct reply show(const struct request *req)
{
	cJSON *view = training_decision_request(req->db, req->user, request_id(req, "id"));
	int64_t person = 0;

	if (!view)
		return reply_not_found();
	const cJSON *gaps = json_get(view, "gaps");

	if (gaps->child && json_is_int(json_get(view, "person_id"), 1, INT64_MAX, &person))
		audit_look_person(req->user, person);
	cJSON *page = words_request(view);
	bool is_open = strcmp(json_get_text(view, "state"), "submitted") == 0;

	json_set(page, "gap_rows", words_all(gaps, words_answer));
	json_set(page, "steps", words_all(json_get(view, "history"), words_step));
	json_set_bool(page, "has_gaps", gaps->child);
	json_set_bool(page, "waits_elsewhere", is_open && !json_get_true(view, "can_decide"));
	json_set_bool(page, "menu_leader_requests", true);
	return reply_with(reply_page("request_show", view), page);
}

/* What has become of a request that can no longer be decided, in a sentence. */
static const char *closed_text(const cJSON *now)
{
	const char *state = json_get_text(now, "state"), *by = json_get_text(now, "decided_by");
	const char *at = json_get_text(now, "decided_at");
	const char *when = at ? i18n_moment(at) : "";

	if (by && strcmp(state, "approved") == 0)
		return arena_printf(
		    _("%s has approved this request (%s). Your answer was not stored."), by, when);
	if (by && strcmp(state, "declined") == 0)
		return arena_printf(
		    _("%s has declined this request (%s). Your answer was not stored."), by, when);
	if (by && strcmp(state, "returned") == 0)
		return arena_printf(
		    _("%s has returned this request (%s). Your answer was not stored."), by, when);
	if (by && strcmp(state, "cancelled") == 0)
		return arena_printf(
		    _("%s has cancelled this request (%s). Your answer was not stored."), by, when);
	return _("This request is no longer open. Nothing was changed.");
}

static struct reply refused(const struct request *req, int64_t id, enum decision_outcome outcome)
{
	cJSON *now = training_decision_state(req->db, req->user, id);

	switch (outcome) {
	case DECISION_OWN:
		return reply_conflict_with(
		    _("Nobody decides their own request. It waits for the nearest leader above you."), now);
	case DECISION_OWN_FOR:
		return reply_conflict_with(_("You are deputy for the one who asks, and cannot decide their"
		    " own request. It waits for the nearest leader above."), now);
	case DECISION_STALE:
		return reply_conflict_with(
		    _("The request has been changed since you opened it. Read it again before you decide."),
		    now);
	case DECISION_CLOSED:
		return reply_conflict_with(closed_text(now), now);
	default:
		return reply_not_found();
	}
}

static struct reply decide(const struct request *req)
{
	static const char *const states[] = { "approved", "declined", "returned" };
	int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *decision = form_choice(form, "do", decisions, false);
	const char *reason = form_text(form, "reason", 0, 2000);
	int64_t rev = form_int(form, "rev", 0, INT32_MAX, -1);
	const char *op = form_op(form);
	size_t which = 0;

	while (decision && strcmp(decisions[which], decision) != 0)
		which++;
	if (decision && which == 1 && !*reason)
		form_error(form, "reason",
		    _("Write why you decline, so that the one who asks understands."));
	if (decision && which == 2 && !*reason)
		form_error(form, "reason", _("Write what has to be changed before you can decide."));
	if (!form_ok(form))
		return reply_form(show(req), form);
	enum decision_outcome outcome =
	    training_decision_make(req->db, req->user, id, states[which], reason, rev, op);

	if (outcome != DECISION_MADE) {
		cJSON *typed = cJSON_CreateArray();

		if (*reason)
			reply_typed_add(typed, _("Your answer"), NULL, reason);
		return reply_typed(refused(req, id, outcome), typed);
	}
	return reply_done(req, arena_printf("/leader/requests?done=%lld", (long long)id),
	    training_decision_state(req->db, req->user, id));
}

const struct route request_routes[] = {
	{ METHOD_GET, "/requests", ROLE_LEADER, list, DB_READ },
	{ METHOD_GET, "/requests/{id}", ROLE_LEADER, show, DB_READ },
	{ METHOD_POST, "/requests/{id}", ROLE_LEADER, decide, DB_WRITE },
	{ 0 }
};
