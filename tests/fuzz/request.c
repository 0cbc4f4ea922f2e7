/*
 * Any bytes as what the web server hands over: parameters, each ended by a NUL byte, and behind an
 * empty one the body. What is taken for a request and for a login is text.
 */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "request.h"
#include "route.h"
#include "utf8.h"

enum { PARAMETERS_MOST = 64 };

static struct reply no_reply(const struct request *req)
{
	(void)req;
	return (struct reply){ .status = 200 };
}

static const struct route routes[] = {
	{ METHOD_GET, "/", ROLE_EMPLOYEE, no_reply, DB_READ },
	{ METHOD_PUT, "/assessments/{id}/answers/{item}", ROLE_EMPLOYEE, no_reply, DB_SAVE },
	{ METHOD_POST, "/requests/{id}", ROLE_LEADER, no_reply, DB_WRITE },
	{ 0 }
};
static const struct route *const tables[] = { routes, NULL };

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void expect_text(const char *text)
{
	expect(text != NULL && utf8_ok(text, strlen(text)));
}

static void look(struct request *req)
{
	const char *why = NULL, *login = request_login(req, &why);
	unsigned allowed;

	expect_text(req->address);
	for (const struct field *field = req->query; field->name != NULL; field++) {
		expect_text(field->name);
		expect(request_query(req, field->name) == field->value);
	}
	if (login == NULL)
		expect_text(why);
	else
		expect(*login != '\0' && strlen(login) <= 255 && utf8_ok(login, strlen(login)));
	if (route_find(tables, req, &allowed) != NULL)
		expect(allowed != 0 && request_id(req, "id") >= 0);
	expect(!request_is_json(req) || req->wants_json || req->sends_json);
}

static void try_input(const char *bytes, size_t length)
{
	const char *copy = arena_text(bytes, length), *end = copy + length;
	const char *parameters[PARAMETERS_MOST + 1] = { NULL };
	struct request req;
	const char *why = NULL;

	for (size_t i = 0; i < PARAMETERS_MOST && copy < end && *copy != '\0'; i++) {
		parameters[i] = copy;
		copy += strlen(copy) + 1;
	}
	copy = copy < end ? copy + 1 : end;
	const int status = request_begin(&req, "survey", parameters, copy, (size_t)(end - copy), ROUTE_BODY_MOST, &why);

	if (status == 0)
		look(&req);
	else
		expect(status == 400 || status == 404 || status == 405 || status == 413);
}

#include "harness.h"
