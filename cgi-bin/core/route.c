/* The table of a program's addresses: finds the row of a path, checks the table, prints it. */
#include "route.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "fault.h"
#include "json.h"
#include "multipart.h"

enum { PARTS_MOST = 4 };

/* Whether path is of the shape of pattern; the parts named in braces are put into parts, unless
 * that is NULL. */
static bool matches(const char *pattern, const char *path, struct field *parts)
{
	size_t count = 0;

	while (*pattern) {
		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		const size_t name = strcspn(pattern + 1, "}");
		const size_t value = strcspn(path, "/");

		if (value == 0 || count == PARTS_MOST)
			return false;
		if (parts) {
			parts[count].name = arena_text(pattern + 1, name);
			parts[count].value = arena_text(path, value);
		}
		count++;
		pattern += name + 2;
		path += value;
	}
	return *path == '\0';
}

const struct route *route_find(const struct route *const tables[], struct request *req,
    unsigned *allowed)
{
	const char *found = NULL;

	*allowed = 0;
	for (; *tables; tables++) {
		for (const struct route *route = *tables; route->path; route++) {
			struct field *parts = arena_alloc((PARTS_MOST + 1) * sizeof *parts);

			if ((found && strcmp(found, route->path) != 0)
			    || !matches(route->path, req->path, parts))
				continue;
			found = route->path;
			*allowed |= 1u << route->method;
			req->parts = parts;
			if (route->method == req->method)
				return route;
		}
	}
	return NULL;
}

static bool is_page(const struct route *const tables[], const char *path)
{
	for (; *tables; tables++)
		for (const struct route *route = *tables; route->path; route++)
			if (route->method == METHOD_GET && matches(route->path, path, NULL))
				return true;
	return false;
}

size_t route_body_most(const struct route *const tables[], const char *path,
    const char *content_type)
{
	if (!multipart_is(content_type))
		return ROUTE_BODY_MOST;
	for (; *tables; tables++)
		for (const struct route *route = *tables; route->path; route++)
			if ((route->session & ROUTE_UPLOAD) && matches(route->path, path, NULL))
				return ROUTE_UPLOAD_MOST;
	return ROUTE_BODY_MOST;
}

const char *route_page(const struct route *const tables[], const char *path)
{
	size_t length = strlen(path);

	while (length > 0) {
		const char *above = arena_text(path, length);

		if (is_page(tables, above))
			return above;
		while (path[--length] != '/')
			continue;
	}
	return "/";
}

static bool is_twice(const struct route *const tables[], const struct route *row)
{
	int count = 0;

	for (; *tables; tables++)
		for (const struct route *route = *tables; route->path; route++)
			count += route->method == row->method && strcmp(route->path, row->path) == 0;
	return count > 1;
}

void route_check(const struct route *const tables[])
{
	for (const struct route *const *table = tables; *table; table++)
		for (const struct route *route = *table; route->path; route++)
			if (!route->roles || !route->handler || is_twice(tables, route))
				fault("route %s has no role, no handler, or is there twice", route->path);
}

static cJSON *roles_json(unsigned roles)
{
	static const char *const names[] = { "employee", "leader", "hr", "representative" };
	cJSON *array = cJSON_CreateArray();

	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (roles & 1u << i)
			cJSON_AddItemToArray(array, cJSON_CreateString(names[i]));
	return array;
}

void route_print(const char *program, const struct route *const tables[])
{
	static const char *const methods[] = { "", "GET", "POST", "PUT" };
	cJSON *routes = cJSON_CreateArray(), *all = cJSON_CreateObject();

	for (; *tables; tables++) {
		for (const struct route *route = *tables; route->path; route++) {
			cJSON *row = cJSON_CreateObject();

			json_set_text(row, "method", methods[route->method]);
			json_set_text(row, "path", route->path);
			json_set(row, "roles", roles_json(route->roles));
			json_set_bool(row, "upload", route->session & ROUTE_UPLOAD);
			cJSON_AddItemToArray(routes, row);
		}
	}
	json_set_text(all, "program", program);
	json_set(all, "routes", routes);
	puts(json_text(all));
}
