/* The table of a program's addresses: what is not in it does not exist, and a row without roles
 * stops the start (S5). */
#ifndef GRUNNMUR_ROUTE_H
#define GRUNNMUR_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "db.h"
#include "reply.h"
#include "request.h"

struct route {
	enum method method;
	/* "/requests/{id}": {…} is one part without a slash; "/requests/new" stands before it. */
	const char *path;
	unsigned roles;                 /* any of these may come in */
	struct reply (*handler)(const struct request *req);
	/* enum db_mode: 0 (DB_READ) on a change means DB_WRITE; DB_SAVE where a change is one
	 * statement. With ROUTE_UPLOAD: takes files (form_file). */
	unsigned session;
};

#define ROUTE_UPLOAD 0x100u

/* The longest body of a request (S16): of one with files to a path that takes them, of others. */
enum { ROUTE_UPLOAD_MOST = 20 << 20, ROUTE_BODY_MOST = 1 << 20 };

/* How many bytes the body of a request to that path may have. */
size_t route_body_most(const struct route *const tables[], const char *path,
    const char *content_type);

/* The row for a path; NULL when there is none. *allowed has the methods of the path, 0: there is no
 * such path. Fills req->parts. */
const struct route *route_find(
	const struct route *const tables[], struct request *req, unsigned *allowed);

/* The path, or the nearest above it, that a GET finds: the page that a change belongs to. "/": none
 * does. */
const char *route_page(const struct route *const tables[], const char *path);

/* Faults on a row without roles or handler, or a path twice. */
void route_check(const struct route *const tables[]);

/* The table as JSON on stdout, {program, routes:[{method, path, roles, upload}]}: for tests of
 * rights. */
void route_print(const char *program, const struct route *const tables[]);

#endif
