/* My certificates: the list, one of them with its file, and what I do with it. */
#include "certificate.h"

#include <inttypes.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "certificate_form.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "proof.h"

/* Showing ------------------------------------------------------------------- */

static const char *size_text(const cJSON *size)
{
	const double bytes = cJSON_GetNumberValue(size);

	return bytes < 1 << 20 ? arena_printf("%.0f kB", bytes < 1024 ? 1 : bytes / 1024)
	    : arena_printf("%s MB", i18n_number(bytes / (1 << 20), 1));
}

static void add_words(cJSON *certificate)
{
	const char *state = json_get_text(certificate, "state");
	const char *status = json_get_text(certificate, "status");
	const char *file = json_get_text(certificate, "file_type");
	const cJSON *days = json_get(certificate, "days");
	const bool dated = cJSON_IsNumber(days);

	json_set_bool(certificate, "has_status", status != NULL);
	if (status) {
		json_set_text(certificate, "status_text",
		    proof_text(status, dated, dated ? days->valueint : 0));
		json_set_text(certificate, "status_color", proof_color(status));
		json_set_text(certificate, "status_icon", proof_icon(status));
	}
	json_set_bool(certificate, "has_number", json_get_text(certificate, "number"));
	json_set_bool(certificate, "has_file", file != NULL);
	if (file)
		json_set_text(certificate, "file_text", arena_printf("%s, %s",
		    certificate_file_text(file), size_text(json_get(certificate, "file_size"))));
	if (!state)
		return;
	json_set_text(certificate, "state_text", certificate_state_text(state));
	json_set_text(certificate, "state_icon", certificate_state_icon(state));
	json_set_text(certificate, "state_color", certificate_state_color(state));
}

static struct reply list(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	cJSON *rows = cJSON_CreateArray(), *missing = cJSON_CreateArray();
	cJSON *certificates = certificate_own(req->db, req->user);
	const cJSON *certificate;

	cJSON_ArrayForEach(certificate, certificates) {
		cJSON *row = cJSON_Duplicate(certificate, true);

		add_words(row);
		cJSON_AddItemToArray(json_get_text(row, "state") ? rows : missing, row);
	}
	json_set(view, "certificates", certificates);
	json_set_bool(page_view, "menu_certificates", true);
	json_set_bool(page_view, "has_rows", rows->child != NULL);
	json_set_bool(page_view, "has_missing", missing->child != NULL);
	json_set(page_view, "rows", rows);
	json_set(page_view, "missing", missing);
	return reply_with(reply_page("certificate_list", view), page_view);
}

static void add_history(cJSON *page_view, const cJSON *certificate)
{
	cJSON *steps = cJSON_Duplicate(json_get(certificate, "history"), true), *entry;

	cJSON_ArrayForEach(entry, steps) {
		const char *step = json_get_text(entry, "step");

		json_set_text(entry, "step_text", certificate_step_text(step));
		json_set_text(entry, "step_icon", certificate_step_icon(step));
	}
	json_set_bool(page_view, "has_steps", steps->child != NULL);
	json_set(page_view, "steps", steps);
}

/* With what was typed, if it is not NULL, and why that was refused as things stand, or NULL. */
static struct reply page_of(const struct request *req, struct form *typed, const char *refused)
{
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	cJSON *certificate = certificate_show(req->db, req->user, request_id(req, "id"));

	if (!certificate)
		return reply_not_found();
	const char *state = json_get_text(certificate, "state");
	const bool is_over = strcmp(state, "withdrawn") == 0;
	cJSON *shown = cJSON_Duplicate(certificate, true);

	add_words(shown);
	add_history(page_view, certificate);
	json_set(view, "certificate", certificate);
	json_set(page_view, "shown", shown);
	json_set_bool(page_view, "menu_certificates", true);
	json_set_bool(page_view, "may_change", !is_over);
	json_set_bool(page_view, "is_refused", strcmp(state, "refused") == 0);
	json_set_bool(page_view, "is_confirmed", strcmp(state, "confirmed") == 0);
	json_set_bool(page_view, "is_waiting", strcmp(state, "submitted") == 0);
	json_set_bool(page_view, "opens_form", typed || strcmp(state, "refused") == 0);
	if (!is_over)
		json_set(page_view, "fields", certificate_form_fields(req, typed, certificate, NULL));
	struct reply page = reply_with(reply_page("certificate_show", view), page_view);

	page.status = refused ? 409 : 200;
	page.message = refused;
	return page;
}

static struct reply show(const struct request *req)
{
	return page_of(req, NULL, NULL);
}

static struct reply download(const struct request *req)
{
	struct certificate_file file;

	if (!certificate_file_own(req->db, req->user, request_id(req, "id"), &file))
		return reply_not_found();
	return reply_foreign(file.download, file.media, file.bytes, file.length);
}

/* Registering --------------------------------------------------------------- */

static struct reply form_page(const struct request *req, struct form *typed)
{
	cJSON *page_view = cJSON_CreateObject();

	json_set(page_view, "fields",
	    certificate_form_fields(req, typed, NULL, request_query(req, "competence")));
	json_set_bool(page_view, "menu_certificates", true);
	return reply_with(reply_page("certificate_new", NULL), page_view);
}

static struct reply begin(const struct request *req)
{
	return form_page(req, NULL);
}

static struct reply made(const struct request *req, int64_t id)
{
	return reply_created(req, arena_printf("/survey/certificates/%" PRId64, id),
	    certificate_show(req->db, req->user, id));
}

static struct reply create(const struct request *req)
{
	struct form *form = form_read(req);
	const char *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, 0);
	const struct certificate_sent sent = certificate_form_read(req, form, true);
	const int64_t before = audit_op_object(req->db, req->user, op, "certificate.register");

	if (before)
		return made(req, before);
	if (!form_ok(form))
		return reply_form(form_page(req, form), form);
	if (rev != 0)
		return reply_conflict(_("The certificate has changed since the page was opened."));
	const int64_t id = certificate_register(req->db, req->user, &sent.wish,
	    sent.brings_file ? &sent.file : NULL);

	if (!audit_op_claim(req->db, req->user, op, "certificate.register", id))
		return reply_conflict(_("This has been sent before."));
	return made(req, id);
}

/* Correcting and withdrawing ------------------------------------------------ */

/* Why nothing was changed, on the page as it is now, with what was typed. */
static struct reply refused(const struct request *req, struct form *typed, const char *why)
{
	return request_is_json(req) ? reply_conflict(why) : page_of(req, typed, why);
}

static struct reply stepped(const struct request *req, int64_t id)
{
	return reply_done(req, arena_printf("/survey/certificates/%" PRId64, id),
	    certificate_show(req->db, req->user, id));
}

static struct reply change(const struct request *req)
{
	static const char *const steps[] = { "save", "withdraw", NULL };
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *step = form_choice(form, "do", steps, false);
	const bool saves = step && strcmp(step, "save") == 0;
	const char *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	const struct certificate_sent sent = certificate_form_read(req, form, saves);
	struct form *typed = saves ? form : NULL;

	if (!form_ok(form))
		return reply_form(page_of(req, typed, NULL), form);
	const char *action = saves ? "certificate.correct" : "certificate.withdraw";
	const int64_t before = audit_op_object(req->db, req->user, op, action);

	if (before != 0)
		return before == id ? stepped(req, id)
		    : refused(req, typed, _("This has been sent before."));
	const enum certificate_step result = saves
	    ? certificate_correct(req->db, req->user, id, rev, &sent.wish,
	        sent.brings_file ? &sent.file : NULL, sent.drops_file)
	    : certificate_withdraw(req->db, req->user, id, rev);

	if (result == CERTIFICATE_NOT_FOUND)
		return reply_not_found();
	if (result == CERTIFICATE_STALE)
		return refused(req, typed, _("The certificate has changed since the page was opened."));
	if (result == CERTIFICATE_STATE)
		return refused(req, typed,
		    _("The certificate is withdrawn and cannot be changed. Register it anew."));
	if (!audit_op_claim(req->db, req->user, op, action, id))
		return reply_conflict(_("This has been sent before."));
	return stepped(req, id);
}

const struct route certificate_routes[] = {
	{ METHOD_GET,  "/certificates", ROLE_EMPLOYEE, list, DB_READ },
	{ METHOD_POST, "/certificates", ROLE_EMPLOYEE, create, DB_WRITE | ROUTE_UPLOAD },
	{ METHOD_GET,  "/certificates/new", ROLE_EMPLOYEE, begin, DB_READ },
	{ METHOD_GET,  "/certificates/{id}", ROLE_EMPLOYEE, show, DB_READ },
	{ METHOD_POST, "/certificates/{id}", ROLE_EMPLOYEE, change, DB_WRITE | ROUTE_UPLOAD },
	{ METHOD_GET,  "/certificates/{id}/file", ROLE_EMPLOYEE, download, DB_READ },
	{ 0 }
};
