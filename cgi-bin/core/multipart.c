/* The parts of a multipart/form-data body: fields, and files. */
#include "multipart.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "utf8.h"

/* RFC 2046, 5.1.1: of these, at most seventy. */
#define BOUNDARY_LETTERS \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'()+_,-./:=? "
enum { BOUNDARY_MOST = 70, NAME_MOST = 255, HEADERS_MOST = 4096 };

static const char type_name[] = "multipart/form-data";

/* What is still to be read. */
struct rest { const char *at, *end; };

bool multipart_is(const char *content_type)
{
	const size_t length = sizeof type_name - 1;

	return strncasecmp(content_type, type_name, length) == 0
	    && strchr(" \t;", content_type[length]) != NULL;
}

/* The line that parts are divided by, with its two hyphens; NULL: the type names none. */
static const char *divider_of(const char *content_type)
{
	const char *at = strcasestr(content_type, "boundary=");

	if (!at)
		return NULL;
	at += strlen("boundary=");
	const bool quoted = *at == '"';
	const size_t length = quoted ? strcspn(at + 1, "\"") : strcspn(at, "; \t");
	const char *text = arena_text(at + quoted, length);

	if (length == 0 || length > BOUNDARY_MOST || strspn(text, BOUNDARY_LETTERS) != length
	    || (quoted && at[1 + length] != '"'))
		return NULL;
	return arena_printf("--%s", text);
}

static bool take(struct rest *rest, const char *text)
{
	const size_t length = strlen(text);

	if ((size_t)(rest->end - rest->at) < length || memcmp(rest->at, text, length) != 0)
		return false;
	rest->at += length;
	return true;
}

/* What browsers write for ", CR and LF in a name (HTML standard, multipart/form-data encoding). */
static char unescaped(const char *text, size_t *length)
{
	*length = 3;
	if (strncasecmp(text, "%22", 3) == 0)
		return '"';
	if (strncasecmp(text, "%0D", 3) == 0 || strncasecmp(text, "%0A", 3) == 0)
		return ' ';
	*length = 1;
	return *text;
}

/* A parameter of Content-Disposition; NULL: it is not there, is too long, or no text. */
static const char *parameter(const char *header, const char *name)
{
	const char *at = strcasestr(header, arena_printf("; %s=\"", name));
	size_t length = 0, step;

	if (!at)
		return NULL;
	at = strchr(at, '"') + 1;
	const char *end = strchr(at, '"');

	if (!end || end - at > NAME_MOST)
		return NULL;
	char *value = arena_alloc((size_t)(end - at) + 1);

	for (; at < end; at += step)
		value[length++] = unescaped(at, &step);
	value[length] = '\0';
	return utf8_ok(value, length) ? value : NULL;
}

/* The headers of a part, up to and with the empty line; of them Content-Disposition counts. */
static bool read_headers(struct rest *rest, struct multipart *part)
{
	const size_t left = (size_t)(rest->end - rest->at);
	const char *end = memmem(rest->at, left < HEADERS_MOST ? left : HEADERS_MOST, "\r\n\r\n", 4);

	if (!end)
		return false;
	const char *headers = arena_text(rest->at, (size_t)(end - rest->at));
	const char *disposition = strcasestr(headers, "Content-Disposition: form-data");

	rest->at = end + 4;
	if (!disposition || (disposition != headers && disposition[-1] != '\n'))
		return false;
	disposition = arena_text(disposition, strcspn(disposition, "\r\n"));
	part->name = parameter(disposition, "name");
	part->file_name = parameter(disposition, "filename");
	return part->name && *part->name
	    && (part->file_name || !strcasestr(disposition, "; filename"));
}

/* One part and the divider behind it. */
static bool read_part(struct rest *rest, const char *divider, struct multipart *part)
{
	const char *line = arena_printf("\r\n%s", divider);

	if (!take(rest, "\r\n") || !read_headers(rest, part))
		return false;
	const char *end = memmem(rest->at, (size_t)(rest->end - rest->at), line, strlen(line));

	if (!end)
		return false;
	part->bytes = rest->at;
	part->length = (size_t)(end - rest->at);
	rest->at = end + strlen(line);
	return true;
}

const struct multipart *multipart_split(const char *content_type, const char *body, size_t length,
    size_t max)
{
	struct multipart *parts = arena_alloc((max + 1) * sizeof *parts);
	struct rest rest = { body, body + length };
	const char *divider = multipart_is(content_type) ? divider_of(content_type) : NULL;
	size_t count = 0;

	if (!divider || !take(&rest, divider))
		return NULL;
	while (!take(&rest, "--")) {
		if (count == max || !read_part(&rest, divider, &parts[count]))
			return NULL;
		count++;
	}
	take(&rest, "\r\n");
	if (rest.at != rest.end)
		return NULL;
	parts[count].name = NULL;
	return parts;
}

const char *multipart_as_text(const struct multipart *part)
{
	char *text = arena_alloc(part->length + 1);
	size_t kept = 0;

	for (size_t i = 0; i < part->length; i++)
		if (part->bytes[i] != '\r' || i + 1 >= part->length || part->bytes[i + 1] != '\n')
			text[kept++] = part->bytes[i];
	text[kept] = '\0';
	return utf8_ok(text, kept) ? text : NULL;
}

const char *multipart_text(const struct multipart *parts, const char *name)
{
	for (; parts && parts->name; parts++)
		if (!parts->file_name && strcmp(parts->name, name) == 0)
			return multipart_as_text(parts);
	return NULL;
}
