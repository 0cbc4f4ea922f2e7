/* What a handler answers, and how it becomes the bytes that are sent: page or JSON, with the
 * headers of every response. */
#include "reply.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "config.h"
#include "csrf.h"
#include "fault.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "page.h"
#include "request.h"
#include "template.h"

/* Making ------------------------------------------------------------------ */

struct reply reply_page(const char *template, cJSON *view)
{
	return (struct reply){ .status = 200, .template = template, .view = view };
}

struct reply reply_with(struct reply page, cJSON *page_view)
{
	page.page_view = page_view;
	return page;
}

struct reply reply_form(struct reply page, struct form *form)
{
	if (page.status == 404)
		return page;
	page.status = form_status(form);
	page.form = form;
	if (page.status != 422)
		page.message = form_fault(form);
	return page;
}

struct reply reply_redirect(const char *path)
{
	return (struct reply){ .status = 303, .location = path };
}

struct reply reply_json(int status, cJSON *view)
{
	return (struct reply){ .status = status, .view = view };
}

struct reply reply_done(const struct request *req, const char *path, cJSON *view)
{
	return request_is_json(req) ? reply_json(200, view) : reply_redirect(path);
}

struct reply reply_created(const struct request *req, const char *path, cJSON *view)
{
	if (!request_is_json(req))
		return reply_redirect(path);
	return (struct reply){ .status = 201, .view = view, .location = path };
}

struct reply reply_not_found(void)
{
	return (struct reply){ .status = 404, .template = "not_found" };
}

struct reply reply_conflict(const char *message)
{
	return (struct reply){ .status = 409, .template = "conflict", .message = message };
}

struct reply reply_conflict_with(const char *message, cJSON *members)
{
	struct reply reply = reply_conflict(message);

	reply.view = members;
	return reply;
}

struct reply reply_typed(struct reply refusal, cJSON *typed)
{
	if (!refusal.page_view)
		refusal.page_view = cJSON_CreateObject();
	json_set_bool(refusal.page_view, "has_typed", typed->child != NULL);
	json_set(refusal.page_view, "typed", typed);
	return refusal;
}

void reply_typed_add(cJSON *typed, const char *label, const char *language, const char *text)
{
	cJSON *entry = cJSON_CreateObject();

	json_set_text(entry, "label", label);
	json_set_text(entry, "language", language);
	json_set_text(entry, "text", text);
	cJSON_AddItemToArray(typed, entry);
}

struct reply reply_refused(const char *message)
{
	return (struct reply){ .status = 403, .template = "refused", .message = message };
}

struct reply reply_bad(const char *message)
{
	return (struct reply){ .status = 400, .template = "bad", .message = message };
}

struct reply reply_file(const char *name, const char *type, const void *data, size_t length)
{
	return (struct reply){ .status = 200, .file_name = name, .file_type = type, .file = data,
		.file_length = length };
}

struct reply reply_foreign(const char *name, const char *type, const void *data, size_t length)
{
	struct reply reply = reply_file(name, type, data, length);

	reply.is_foreign = true;
	return reply;
}

struct reply reply_stream(const char *name, const char *type,
    void (*stream)(struct sink *sink, void *context), void *context)
{
	return (struct reply){ .status = 200, .file_name = name, .file_type = type, .stream = stream,
		.context = context };
}

bool sink_write(struct sink *sink, const char *bytes, size_t length)
{
	return sink->write(sink, bytes, length);
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
	for (size_t i = 0; i < sizeof reply->headers / sizeof *reply->headers; i++) {
		if (reply->headers[i].name)
			continue;
		reply->headers[i] = (struct header){ name, value };
		return;
	}
	fault("too many headers: %s", name);
}

/* The body ---------------------------------------------------------------- */

static const char *title_of(int status)
{
	switch (status) {
	case 400: return _("The request could not be read");
	case 403: return _("You do not have access to this");
	case 404: return _("The page was not found");
	case 405: return _("This cannot be done here");
	case 409: return _("This cannot be done now");
	case 413: return _("What was sent is too large");
	case 415: return _("What was sent has a format we cannot read");
	case 422: return _("Something must be corrected");
	case 503: return _("The service is busy");
	default:  return _("Something went wrong on our side");
	}
}

/* application/problem+json, RFC 9457. Members of the view join it. */
static cJSON *problem(const struct reply *reply)
{
	cJSON *document = cJSON_CreateObject();
	const cJSON *member;

	json_set_text(document, "type", reply->problem_type ? reply->problem_type : "about:blank");
	json_set_text(document, "title", title_of(reply->status));
	json_set_int(document, "status", reply->status);
	if (reply->message)
		json_set_text(document, "detail", reply->message);
	if (reply->form && reply->status == 422)
		json_set(document, "errors", form_errors(reply->form));
	else if (reply->status == 409 && reply->view)
		cJSON_ArrayForEach(member, reply->view)
			json_set(document, member->string, cJSON_Duplicate(member, true));
	return document;
}

static const char *page(const struct request *req, const struct reply *reply, size_t *length)
{
	const struct cJSON *stack[4];
	struct buf out = { 0 };
	size_t depth = 0;

	stack[depth++] = page_globals(req, reply, title_of(reply->status));
	if (reply->page_view)
		stack[depth++] = reply->page_view;
	if (reply->view)
		stack[depth++] = reply->view;
	template_render(&out, reply->template, stack, depth, i18n_language());
	*length = out.length;
	return buf_text(&out);
}

const char *reply_body(const struct request *req, const struct reply *reply, const char **type,
    size_t *length)
{
	*type = NULL;
	*length = 0;
	if (reply->stream || reply->file) {
		*type = reply->file_type;
		*length = reply->file_length;
		return reply->file;
	}
	if (reply->status == 303)
		return "";
	if (reply->status < 400 && (!reply->template || request_is_json(req))) {
		const char *text = reply->view ? json_text(reply->view) : "{}";

		*type = "application/json";
		*length = strlen(text);
		return text;
	}
	if (!reply->template || request_is_json(req)) {
		const char *text = json_text(problem(reply));

		*type = "application/problem+json";
		*length = strlen(text);
		return text;
	}
	*type = "text/html; charset=utf-8";
	return page(req, reply, length);
}

/* The head ---------------------------------------------------------------- */

static const char *reason_of(int status)
{
	switch (status) {
	case 200: return "OK";
	case 201: return "Created";
	case 303: return "See Other";
	case 400: return "Bad Request";
	case 403: return "Forbidden";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 409: return "Conflict";
	case 413: return "Content Too Large";
	case 415: return "Unsupported Media Type";
	case 422: return "Unprocessable Content";
	case 429: return "Too Many Requests";
	case 503: return "Service Unavailable";
	default:  return "Internal Server Error";
	}
}

/* security.md S14; what the web server adds for its own answers is in conf/. */
static const char policy[] =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'; object-src 'none'";
static const char security_headers[] =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n"
    "Cache-Control: no-store\r\n"
    "Vary: Accept\r\n";

static void add_head(struct buf *out, const struct request *req, const struct reply *reply,
    const char *type)
{
	buf_printf(out, "Status: %d %s\r\n", reply->status, reason_of(reply->status));
	buf_printf(out, "%s%s\r\n", policy, reply->is_foreign ? "; sandbox" : "");
	buf_add(out, security_headers);
	if (type)
		buf_printf(out, "Content-Type: %s\r\n", type);
	if (reply->file_name)
		buf_printf(out, "Content-Disposition: attachment; filename=\"%s\"\r\n", reply->file_name);
	if (reply->location)
		buf_printf(out, "Location: %s%s\r\n", config()->prefix, reply->location);
	if (req->method == METHOD_GET && req->user)
		buf_printf(out, "X-CSRF-Token: %s\r\n", csrf_token(req->user->login));
	for (size_t i = 0; i < sizeof reply->headers / sizeof *reply->headers; i++)
		if (reply->headers[i].name)
			buf_printf(out, "%s: %s\r\n", reply->headers[i].name, reply->headers[i].value);
}

const char *reply_bytes(const struct request *req, const struct reply *reply, size_t *length)
{
	const char *type;
	size_t body_length;
	const char *body = reply_body(req, reply, &type, &body_length);
	const char *method = request_parameter(req, "REQUEST_METHOD");
	struct buf out = { 0 };

	add_head(&out, req, reply, type);
	if (!reply->stream)
		buf_printf(&out, "Content-Length: %zu\r\n", body_length);
	buf_add(&out, "\r\n");
	if (body && !(method && strcmp(method, "HEAD") == 0))
		buf_add_bytes(&out, body, body_length);
	*length = out.length;
	return buf_text(&out);
}
