/* One request from the web server's parameters to the reply's bytes: identity, rights, handler,
 * commit, another try. */
#include "dispatch.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "config.h"
#include "csrf.h"
#include "db.h"
#include "fault.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "log.h"
#include "multipart.h"
#include "serve.h"

enum { TRY_MS = 8000, WAIT_FIRST_MS = 10, WAIT_MOST_MS = 500, CSRF_FIELDS = 2000 };

struct attempt {
	const struct program *program;
	const char *const *parameters;
	const char *body;
	size_t body_length;
	struct request *req;
	struct reply reply;
	bool writes;                    /* the reply waits for a commit */
	const char *bytes;
	size_t length;
};

/* Refusing ---------------------------------------------------------------- */

struct refusal { const struct attempt *attempt; const char *login, *why; };

static void record(void *context)
{
	const struct refusal *refusal = context;

	refusal->attempt->program->refused(refusal->attempt->req->user, refusal->login, refusal->why,
	    refusal->attempt->req);
}

/* The row of a refusal is of use, but no reason to fail: what it raises is in the log. */
static void leave_trace(const struct attempt *attempt, const char *login, const char *why)
{
	struct refusal refusal = { attempt, login, why };

	log_line("refused: %s: %s %s", why, login ? login : "-", attempt->req->address);
	if (attempt->program->refused && fault_guard(record, &refusal) != OUTCOME_DONE)
		db_rollback_all();
}

static struct reply simple(int status, const char *template, const char *message)
{
	return (struct reply){ .status = status, .template = template, .message = message };
}

static struct reply refuse_request(int status, const char *why)
{
	log_line("refused with %d: %s", status, why);
	switch (status) {
	case 404: return reply_not_found();
	case 405: return simple(405, "bad", _("This address does not take that kind of request."));
	case 413:
		return simple(413, "bad",
		    _("What you sent is too large. Forms may have 1 MB, files 20 MB."));
	default:
		return reply_bad(_("The address or the form could not be read. Go back and try again."));
	}
}

/* Forged requests (S13) --------------------------------------------------- */

static bool comes_from_us(const struct request *req)
{
	const char *site = request_parameter(req, "HTTP_SEC_FETCH_SITE");
	const char *origin = request_parameter(req, "HTTP_ORIGIN");

	if (site)
		return strcmp(site, "same-origin") == 0;
	for (const char *const *own = config()->origins; origin && own && *own; own++)
		if (strcmp(origin, *own) == 0)
			return true;
	return false;
}

static const char *token_of(const struct request *req)
{
	const char *token = request_parameter(req, "HTTP_X_CSRF_TOKEN");

	if (token || req->sends_json)
		return token;
	if (multipart_is(req->content_type))
		return multipart_text(multipart_split(req->content_type, req->body, req->body_length,
		    CSRF_FIELDS), "csrf");
	const struct field *field = request_split(req->body, req->body_length, CSRF_FIELDS);

	for (; field && field->name; field++)
		if (strcmp(field->name, "csrf") == 0)
			return field->value;
	return NULL;
}

static struct reply refuse_forged(const struct attempt *attempt)
{
	struct reply reply = reply_refused(_("The page was open for too long, or the request came from "
										 "elsewhere. Reload the page and try again."));

	leave_trace(attempt, attempt->req->user->login, "forged");
	reply.problem_type = "urn:grunnmur:problem:csrf";
	return reply;
}

/* The way of a request ---------------------------------------------------- */

static bool is_local(const struct request *req)
{
	static const char *const forwarded[] = {
		"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA",
	};
	const char *address = request_parameter(req, "REMOTE_ADDR");

	for (size_t i = 0; i < sizeof forwarded / sizeof *forwarded; i++)
		if (request_parameter(req, forwarded[i]))
			return false;
	return address && (strcmp(address, "127.0.0.1") == 0 || strcmp(address, "::1") == 0);
}

static struct reply refuse_method(const struct request *req, unsigned allowed)
{
	static const char *const names[] = { "", "GET, HEAD", "POST", "PUT" };
	struct reply reply = refuse_request(405, req->address);
	const char *list = "";

	for (unsigned method = METHOD_GET; method <= METHOD_PUT; method++)
		if (allowed & 1u << method)
			list = arena_printf("%s%s%s", list, *list ? ", " : "", names[method]);
	reply_header(&reply, "Allow", list);
	return reply;
}

/* The one address before identity (R16); it says nothing of anybody. */
static struct reply health(const struct attempt *attempt)
{
	if (!is_local(attempt->req))
		return reply_not_found();
	if (attempt->req->method != METHOD_GET)
		return refuse_method(attempt->req, 1u << METHOD_GET);
	const bool healthy = db_healthy();
	cJSON *view = cJSON_CreateObject();

	json_set_text(view, "program", attempt->program->name);
	json_set_text(view, "status", healthy ? "ok" : "unavailable");
	json_set_int(view, "schema", attempt->program->schema_version);
	return reply_json(healthy ? 200 : 503, view);
}

static enum db_mode mode_of(const struct route *route)
{
	const enum db_mode mode = (enum db_mode)(route->session & ~ROUTE_UPLOAD);

	return route->method != METHOD_GET && mode == DB_READ ? DB_WRITE : mode;
}

static struct reply run_route(struct attempt *attempt, int refused, const char *why)
{
	struct request *req = attempt->req;
	unsigned allowed;
	const struct route *route = route_find(attempt->program->tables, req, &allowed);

	if (refused && refused != 405)
		return refuse_request(refused, why);
	if (*req->path == '\0')
		return reply_redirect(arena_printf("/%s/", attempt->program->name));
	if (!allowed)
		return reply_not_found();
	req->page = arena_printf("%.*s%s", (int)(strlen(req->address) - strlen(req->path)),
	    req->address, route_page(attempt->program->tables, req->path));
	if (!route)
		return refuse_method(req, allowed);
	if (!(route->roles & req->user->roles)) {
		leave_trace(attempt, req->user->login, "role");
		return reply_refused(_("This page is for others than your role."));
	}
	if (req->method != METHOD_GET &&
		(!comes_from_us(req) || !csrf_ok(req->user->login, token_of(req))))
		return refuse_forged(attempt);
	req->takes_files = route->session & ROUTE_UPLOAD;
	req->db = db_session(mode_of(route));
	attempt->writes = mode_of(route) == DB_WRITE;
	struct reply reply = route->handler(req);

	if (reply.status == 404)
		leave_trace(attempt, req->user->login, "not_found");
	return reply;
}

static struct reply identified(struct attempt *attempt, int refused, const char *why)
{
	struct request *req = attempt->req;
	const char *problem;
	const char *login = request_login(req, &problem);
	const char *language = req->query ? request_query(req, "lang") : NULL;

	if (!login) {
		log_line("no identity: %s", problem);
		return simple(500, "fault", NULL);
	}
	req->user = attempt->program->identify(db_session(DB_READ), login);
	if (!req->user) {
		leave_trace(attempt, login, "stranger");
		return reply_refused(_("You are logged in, but not registered here with a position today. "
							   "Ask your leader or HR."));
	}
	if (language && i18n_has(language))
		i18n_use(language);
	else if (req->user->language)
		i18n_use(req->user->language);
	struct user *user = arena_alloc(sizeof *user);

	*user = *req->user;
	user->language = i18n_language();
	req->user = user;
	return run_route(attempt, refused, why);
}

static const char *parameter_or_empty(const struct attempt *attempt, const char *name)
{
	const struct request bare = { .parameters = attempt->parameters };
	const char *value = request_parameter(&bare, name);

	return value ? value : "";
}

static void run(void *context)
{
	struct attempt *attempt = context;
	const char *why;

	attempt->req = arena_alloc(sizeof *attempt->req);
	clock_begin();
	i18n_use(config()->language);
	const size_t most = route_body_most(attempt->program->tables,
	    parameter_or_empty(attempt, "PATH_INFO"), parameter_or_empty(attempt, "CONTENT_TYPE"));
	const int refused = request_begin(attempt->req, attempt->program->name, attempt->parameters,
	    attempt->body, attempt->body_length, most, &why);

	if (refused == 404)
		attempt->reply = refuse_request(404, why);
	else if (strcmp(attempt->req->path, "/health") == 0)
		attempt->reply = health(attempt);
	else
		attempt->reply = identified(attempt, refused, why);
	attempt->bytes = reply_bytes(attempt->req, &attempt->reply, &attempt->length);
	if (attempt->writes && attempt->reply.status < 400)
		db_commit(attempt->req->db);
	else if (!attempt->reply.stream)
		db_rollback_all();
}

/* Failing ----------------------------------------------------------------- */

static void fail(void *context)
{
	struct attempt *attempt = context;

	attempt->bytes = reply_bytes(attempt->req, &attempt->reply, &attempt->length);
}

/* The answer when nothing helped; if even the page cannot be made, a line of text. */
static void answer_failure(struct attempt *attempt, int status)
{
	static const char last[] =
		"Status: 500 Internal Server Error\r\n"
		"Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
		"X-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src "
		"'none'\r\n\r\n500\n";
	static const char *const nobody[] = { NULL };
	static struct request unread;

	unread = (struct request){ .parameters = nobody };
	if (!attempt->req || !attempt->req->parameters)
		attempt->req = &unread;
	attempt->reply = simple(status, "fault",
		status == 503 ? _("The database does not answer just now. What you have typed is still on "
						  "the page: wait a little and try again.")
					  : NULL);
	if (status == 503)
		reply_header(&attempt->reply, "Retry-After", "5");
	if (fault_guard(fail, attempt) == OUTCOME_DONE)
		return;
	attempt->bytes = last;
	attempt->length = sizeof last - 1;
}

/* Half of it to all of it, so that those who failed together do not come back together. */
static void wait_about(int64_t ms)
{
	unsigned char jitter;

	csrf_random(&jitter, sizeof jitter);
	clock_wait(ms / 2 + ms * jitter / 512);
}

const char *dispatch(const struct program *program, const char *const *parameters,
    const char *body, size_t body_length, size_t *length, const struct reply **reply)
{
	static struct attempt attempt;
	const int64_t begun = clock_ms();
	enum outcome outcome;

	log_begin();
	for (int64_t wait = WAIT_FIRST_MS;; wait = wait * 2 < WAIT_MOST_MS ? wait * 2 : WAIT_MOST_MS) {
		attempt = (struct attempt){ .program = program, .parameters = parameters, .body = body,
			.body_length = body_length };
		outcome = fault_guard(run, &attempt);
		if (outcome == OUTCOME_DONE)
			break;
		db_rollback_all();
		if (outcome == OUTCOME_BROKEN || clock_ms() - begun + wait > TRY_MS)
			break;
		arena_release();
		wait_about(wait);
	}
	if (outcome != OUTCOME_DONE)
		answer_failure(&attempt, outcome == OUTCOME_BUSY ? 503 : 500);
	*length = attempt.length;
	*reply = &attempt.reply;
	return attempt.bytes;
}
