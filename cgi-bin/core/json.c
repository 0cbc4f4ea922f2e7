/* Strict reading of JSON from outside, and the making of our own. */
#include "json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "i18n.h"
#include "fault.h"
#include "json_check.h"

#define EXACT_INTEGER 9007199254740992.0        /* 2^53: beyond, a double skips integers */

static int by_name(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Looked for after parsing, when "a" and its escaped form are the same name. */
static bool names_differ(const cJSON *object)
{
	const size_t count = (size_t)cJSON_GetArraySize(object);
	const char **names = arena_alloc((count + 1) * sizeof *names);
	const cJSON *member;
	size_t at = 0;

	cJSON_ArrayForEach(member, object)
		names[at++] = member->string;
	qsort(names, count, sizeof *names, by_name);
	for (at = 1; at < count; at++)
		if (strcmp(names[at - 1], names[at]) == 0)
			return false;
	return true;
}

static const char *fault_of(const cJSON *value)
{
	const cJSON *member;

	if (cJSON_IsNumber(value) && !isfinite(value->valuedouble))
		return N_("number out of range");
	if (cJSON_IsObject(value) && !names_differ(value))
		return N_("a name twice");
	cJSON_ArrayForEach(member, value) {
		const char *fault_text = fault_of(member);

		if (fault_text != NULL)
			return fault_text;
	}
	return NULL;
}

cJSON *json_read(const char *bytes, size_t length, const char **fault_text)
{
	const char *wrong = json_check(bytes, length);
	cJSON *value = NULL;

	if (wrong == NULL) {
		/* A copy of its own: the parser wants a NUL behind the last byte. */
		value = cJSON_ParseWithLengthOpts(arena_text(bytes, length), length + 1, NULL, 1);
		wrong = value != NULL ? fault_of(value) : N_("not understood");
	}
	if (fault_text != NULL)
		*fault_text = wrong;
	return wrong == NULL ? value : NULL;
}

static void write_escaped(struct buf *out, char c)
{
	if (c == '"' || c == '\\')
		buf_add_bytes(out, (const char[]){ '\\', c }, 2);
	else if (c == '\n')
		buf_add_bytes(out, "\\n", 2);
	else
		buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

static void write_string(struct buf *out, const char *text)
{
	/* What ends a run of bytes that are written as they are; a page is mostly such runs. */
	static const bool ends_run[256] = {
		[0] = true, [1] = true, [2] = true, [3] = true, [4] = true, [5] = true, [6] = true,
		[7] = true, [8] = true, [9] = true, [10] = true, [11] = true, [12] = true, [13] = true,
		[14] = true, [15] = true, [16] = true, [17] = true, [18] = true, [19] = true,
		[20] = true, [21] = true, [22] = true, [23] = true, [24] = true, [25] = true,
		[26] = true, [27] = true, [28] = true, [29] = true, [30] = true, [31] = true,
		['"'] = true, ['\\'] = true,
	};

	buf_add_char(out, '"');
	for (;;) {
		const char *end = text;

		while (!ends_run[(unsigned char)*end])
			end++;
		buf_add_bytes(out, text, (size_t)(end - text));
		if (*end == '\0')
			break;
		write_escaped(out, *end);
		text = end + 1;
	}
	buf_add_char(out, '"');
}

static void write_integer(struct buf *out, int64_t number)
{
	char digits[24], *first = digits + sizeof digits;
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do
		*--first = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (number < 0)
		*--first = '-';
	buf_add_bytes(out, first, (size_t)(digits + sizeof digits - first));
}

static void write_number(struct buf *out, double number)
{
	char text[32];

	if (!isfinite(number)) {
		buf_add_bytes(out, "null", 4);
		return;
	}
	if (fabs(number) <= EXACT_INTEGER && number == (double)(int64_t)number) {
		write_integer(out, (int64_t)number);
		return;
	}
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(text, sizeof text, "%.*g", precision, number);
		if (strtod(text, NULL) == number)
			break;
	}
	buf_add(out, text);
}

static void write_members(struct buf *out, const cJSON *parent)
{
	for (const cJSON *member = parent->child; member != NULL; member = member->next) {
		if (member != parent->child)
			buf_add_char(out, ',');
		if (cJSON_IsObject(parent)) {
			write_string(out, member->string);
			buf_add_char(out, ':');
		}
		json_write(out, member);
	}
}

void json_write(struct buf *out, const cJSON *value)
{
	switch (value->type & 0xff) {
	case cJSON_False: buf_add_bytes(out, "false", 5); break;
	case cJSON_True: buf_add_bytes(out, "true", 4); break;
	case cJSON_NULL: buf_add_bytes(out, "null", 4); break;
	case cJSON_Number: write_number(out, value->valuedouble); break;
	case cJSON_String: write_string(out, value->valuestring); break;
	case cJSON_Array:
	case cJSON_Object:
		buf_add_char(out, cJSON_IsArray(value) ? '[' : '{');
		write_members(out, value);
		buf_add_char(out, cJSON_IsArray(value) ? ']' : '}');
		break;
	default: fault("a JSON value of no kind");
	}
}

const char *json_text(const cJSON *value)
{
	struct buf out = { 0 };

	json_write(&out, value);
	return buf_text(&out);
}

const cJSON *json_get(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

const char *json_get_text(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(json_get(object, name));
}

bool json_get_true(const cJSON *object, const char *name)
{
	return cJSON_IsTrue(json_get(object, name));
}

int64_t json_get_int(const cJSON *object, const char *name, int64_t fallback)
{
	const cJSON *member = json_get(object, name);

	return cJSON_IsNumber(member) ? (int64_t)member->valuedouble : fallback;
}

bool json_is_int(const cJSON *value, int64_t min, int64_t max, int64_t *number)
{
	const double given = cJSON_IsNumber(value) ? value->valuedouble : NAN;

	if (!(fabs(given) <= EXACT_INTEGER) || given != (double)(int64_t)given)
		return false;
	if ((int64_t)given < min || (int64_t)given > max)
		return false;
	*number = (int64_t)given;
	return true;
}

void json_set(cJSON *object, const char *name, cJSON *value)
{
	if (!cJSON_AddItemToObjectCS(object, name, value))
		fault("no member could be added: %s", name);
}

void json_set_text(cJSON *object, const char *name, const char *text)
{
	json_set(object, name, text != NULL ? cJSON_CreateStringReference(text) : cJSON_CreateNull());
}

void json_set_int(cJSON *object, const char *name, int64_t number)
{
	json_set(object, name, cJSON_CreateNumber((double)number));
}

void json_set_bool(cJSON *object, const char *name, bool value)
{
	json_set(object, name, cJSON_CreateBool(value));
}

void json_set_null(cJSON *object, const char *name)
{
	json_set(object, name, cJSON_CreateNull());
}
