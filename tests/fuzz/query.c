/*
 * Any bytes as a query: what is split is text, and comes back the same when it is put together and
 * split again.
 */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "request.h"
#include "utf8.h"

static void compare(const struct field *fields, const struct field *again)
{
	for (; fields->name != NULL; fields++, again++)
		if (again->name == NULL || strcmp(fields->name, again->name) != 0 ||
		    strcmp(fields->value, again->value) != 0)
			abort();
	if (again->name != NULL)
		abort();
}

static void try_input(const char *bytes, size_t length)
{
	const struct field *fields = request_split(bytes, length, 300);
	struct buf query = { 0 };

	if (fields == NULL)
		return;
	for (const struct field *field = fields; field->name != NULL; field++) {
		if (!utf8_ok(field->name, strlen(field->name)) ||
		    !utf8_ok(field->value, strlen(field->value)))
			abort();
		buf_add(&query, field == fields ? "" : "&");
		buf_add_url(&query, field->name);
		buf_add_char(&query, '=');
		buf_add_url(&query, field->value);
	}
	compare(fields, request_split(buf_text(&query), query.length, 300));
}

#include "harness.h"
