/* Certificates: what waits for the leader, one of them with its file, and the decision. */
#include <inttypes.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "certificate_decision.h"
#include "certificate_file.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "queue.h"
#include "words.h"

static const struct queue_kind waiting = {
	.page = "certificate_list", .list = "certificates", .menu = "menu_leader_certificates",
	.heading = N_("Certificates"), .pages = N_("Pages of certificates"), .json_others = 500,
	.open = certificate_decision_open, .past = certificate_decision_past,
	.cards = certificate_decision_cards, .words = words_certificate,
};

static struct reply list(const struct request *req)
{
	return queue_page(req, &waiting);
}

static struct reply show(const struct request *req)
{
	cJSON *view = certificate_decision_show(req->db, req->user, request_id(req, "id"));

	if (!view)
		return reply_not_found();
	audit_look_person(req->user, json_get_int(view, "person_id", 0));
	cJSON *page = words_certificate(view);
	const bool is_open = strcmp(json_get_text(view, "state"), "submitted") == 0;

	json_set(page, "steps", words_all(json_get(view, "history"), words_certificate_step));
	json_set_bool(page, "has_steps", json_get(view, "history")->child);
	json_set_bool(page, "waits_elsewhere", is_open && !json_get_true(view, "can_decide"));
	json_set_bool(page, "menu_leader_certificates", true);
	return reply_with(reply_page("certificate_show", view), page);
}

static struct reply download(const struct request *req)
{
	const int64_t id = request_id(req, "id");
	struct certificate_file file;

	if (!certificate_file_seen(req->db, req->user, id, &file))
		return reply_not_found();
	audit_look_person(req->user, file.person_id);
	return reply_foreign(file.download, file.media, file.bytes, file.length);
}

/* Deciding ------------------------------------------------------------------ */

/* What has become of a certificate that no longer waits, in a sentence. */
static const char *closed_text(const cJSON *now)
{
	const char *state = json_get_text(now, "state"), *by = json_get_text(now, "decided_by");
	const char *at = json_get_text(now, "decided_at");
	const char *when = at ? i18n_moment(at) : "";

	if (by && strcmp(state, "confirmed") == 0)
		return arena_printf(
		    _("%s has confirmed this certificate (%s). Your answer was not stored."), by, when);
	if (by && strcmp(state, "refused") == 0)
		return arena_printf(
		    _("%s has refused this certificate (%s). Your answer was not stored."), by, when);
	if (by && strcmp(state, "withdrawn") == 0)
		return arena_printf(
		    _("%s has withdrawn this certificate (%s). Your answer was not stored."), by, when);
	return _("This certificate does not wait any more. Nothing was changed.");
}

static struct reply refused(const struct request *req, int64_t id, enum decision_outcome outcome)
{
	cJSON *now = certificate_decision_state(req->db, req->user, id);

	switch (outcome) {
	case DECISION_OWN:
		return reply_conflict_with(_("Nobody confirms their own certificate. It waits for the"
		    " nearest leader above you."), now);
	case DECISION_OWN_FOR:
		return reply_conflict_with(_("You cannot decide this certificate. It waits for a leader of"
		    " its owner's main position, who is not the owner's deputy."), now);
	case DECISION_STALE:
		return reply_conflict_with(_("The certificate has been changed since you opened it. Read it"
		    " again before you decide."), now);
	case DECISION_CLOSED:
		return reply_conflict_with(closed_text(now), now);
	default:
		return reply_not_found();
	}
}

static struct reply decide(const struct request *req)
{
	static const char *const decisions[] = { "confirm", "refuse", NULL };
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *decision = form_choice(form, "do", decisions, false);
	const char *reason = form_text(form, "reason", 0, 2000);
	const int64_t rev = form_int(form, "rev", 0, INT32_MAX, -1);
	const char *op = form_op(form);
	const bool refuses = decision && strcmp(decision, "refuse") == 0;

	if (refuses && !*reason)
		form_error(form, "reason",
		    _("Write why you do not accept it, so that its owner can put it right."));
	if (!form_ok(form))
		return reply_form(show(req), form);
	const enum decision_outcome outcome = certificate_decision_make(req->db, req->user, id,
	    refuses ? "refused" : "confirmed", reason, rev, op);

	if (outcome != DECISION_MADE) {
		cJSON *typed = cJSON_CreateArray();

		if (*reason)
			reply_typed_add(typed, _("Your answer"), NULL, reason);
		return reply_typed(refused(req, id, outcome), typed);
	}
	return reply_done(req, arena_printf("/leader/certificates?done=%" PRId64, id),
	    certificate_decision_state(req->db, req->user, id));
}

const struct route certificate_routes[] = {
	{ METHOD_GET, "/certificates", ROLE_LEADER, list, DB_READ },
	{ METHOD_GET, "/certificates/{id}", ROLE_LEADER, show, DB_READ },
	{ METHOD_POST, "/certificates/{id}", ROLE_LEADER, decide, DB_WRITE },
	{ METHOD_GET, "/certificates/{id}/file", ROLE_LEADER, download, DB_READ },
	{ 0 }
};
