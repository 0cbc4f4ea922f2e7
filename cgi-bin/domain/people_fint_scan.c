/* The entries of a FINT collection, one after another. */
#include "people_fint_scan.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "json.h"

static const char *skip_space(const char *at, const char *end)
{
	while (at < end && memchr(" \t\r\n", *at, 4))
		at++;
	return at;
}

/* Behind the text that begins at at; end: it has no end. */
static const char *skip_text(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		if (*at == '\\' && at + 1 < end)
			at++;
	return at < end ? at + 1 : end;
}

/* Behind the value that begins at at, whatever is in it. */
static const char *skip_value(const char *at, const char *end)
{
	size_t depth = 0;

	while (at < end) {
		if (*at == '"')
			at = skip_text(at, end);
		else if (depth == 0 && memchr(",]} \t\r\n", *at, 7))
			return at;
		else {
			depth += *at == '{' || *at == '[';
			depth -= depth > 0 && (*at == '}' || *at == ']');
			at++;
		}
		if (depth == 0 && at < end && memchr(",]} \t\r\n", *at, 7))
			return at;
	}
	return end;
}

/* Where the value of a member of the object at at begins; NULL: there is no such member. */
static const char *member(const char *at, const char *end, const char *name)
{
	const size_t length = strlen(name);

	at = skip_space(at, end);
	if (at == end || *at++ != '{')
		return NULL;
	for (;;) {
		at = skip_space(at, end);
		if (at == end || *at != '"')
			return NULL;
		const char *key = at + 1, *behind = skip_text(at, end);
		const bool found = (size_t)(behind - key) == length + 1 && memcmp(key, name, length) == 0;

		at = skip_space(behind, end);
		if (at == end || *at++ != ':')
			return NULL;
		at = skip_space(at, end);
		if (found)
			return at;
		at = skip_space(skip_value(at, end), end);
		if (at == end || *at++ != ',')
			return NULL;
	}
}

bool people_fint_scan_begin(struct people_fint_scan *scan, const char *bytes, size_t length)
{
	const char *end = bytes + length, *start = skip_space(bytes, end);
	const char *embedded = member(start, end, "_embedded");
	const char *entries = embedded ? member(embedded, end, "_entries") : start;
	const char *total = member(start, end, "total_items");

	*scan = (struct people_fint_scan){ .at = entries, .end = end, .total = -1 };
	if (total && total < end && *total >= '0' && *total <= '9')
		scan->total = strtoll(arena_text(total, (size_t)(skip_value(total, end) - total)), NULL,
		    10);
	if (!entries || entries == end || *entries != '[')
		return false;
	scan->at++;
	return true;
}

bool people_fint_scan_next(struct people_fint_scan *scan, struct cJSON **entry)
{
	const char *fault, *start = skip_space(scan->at, scan->end);

	if (start < scan->end && *start == ',' && scan->entry > 0)
		start = skip_space(start + 1, scan->end);
	if (start == scan->end || *start == ']')
		return false;
	const char *behind = skip_value(start, scan->end);

	scan->at = behind;
	scan->entry++;
	*entry = json_read(start, (size_t)(behind - start), &fault);
	if (!cJSON_IsObject(*entry))
		*entry = NULL;
	/* What is no value, and no end either, would be met for ever. */
	if (behind == start)
		scan->at = scan->end;
	return true;
}
