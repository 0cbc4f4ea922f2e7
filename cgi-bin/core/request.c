/* A request: address, query, body and the user the web server vouches for, decoded and checked as
 * text. */
#include "request.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "config.h"
#include "utf8.h"

enum {
	QUERY_FIELDS = 100,
	HEADERS_MOST = 100,
	HEADER_LENGTH = 8192,
	LOGIN_MOST = 255
};

const char *request_parameter(const struct request *req, const char *name)
{
	const size_t length = strlen(name);

	for (const char *const *p = req->parameters; *p; p++)
		if (strncmp(*p, name, length) == 0 && (*p)[length] == '=')
			return *p + length + 1;
	return NULL;
}

/* Fields ------------------------------------------------------------------ */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One name or value without its escapes; NULL: a bad escape, or no text. */
static const char *decode(const char *text, size_t length)
{
	char *out = arena_alloc(length + 1);
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] != '%') {
			out[n++] = text[i] == '+' ? ' ' : text[i];
			continue;
		}
		if (i + 2 >= length || hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0)
			return NULL;
		out[n++] = (char)(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
		i += 2;
	}
	/* The line ends of a textarea come as CRLF; text has LF alone (S17). */
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (out[i] != '\r' || i + 1 >= n || out[i + 1] != '\n')
			out[kept++] = out[i];
	out[kept] = '\0';
	return utf8_ok(out, kept) ? out : NULL;
}

const struct field *request_split(const char *text, size_t length, size_t max)
{
	size_t count = length > 0;

	for (size_t i = 0; i < length; i++)
		count += text[i] == '&';
	if (count > max)
		return NULL;
	struct field *fields = arena_alloc((count + 1) * sizeof *fields);
	size_t n = 0;

	for (size_t from = 0; from < length;) {
		const char *end = memchr(text + from, '&', length - from);
		const size_t to = end ? (size_t)(end - text) : length;
		const char *equals = memchr(text + from, '=', to - from);
		const size_t middle = equals ? (size_t)(equals - text) : to;

		if (to > from) {
			fields[n].name = decode(text + from, middle - from);
			fields[n].value = equals ? decode(equals + 1, to - middle - 1) : "";
			if (!fields[n].name || !fields[n].value)
				return NULL;
			n++;
		}
		from = to + 1;
	}
	fields[n] = (struct field){ NULL, NULL };
	return fields;
}

static const char *field_value(const struct field *fields, const char *name)
{
	for (; fields && fields->name; fields++)
		if (strcmp(fields->name, name) == 0)
			return fields->value;
	return NULL;
}

/* A whole decimal number and nothing else; false: none, or out of range. */
static bool read_int(const char *text, int64_t min, int64_t max, int64_t *number)
{
	if (!text || !*text || strlen(text) > 18 || strspn(text, "0123456789") != strlen(text))
		return false;
	*number = strtoll(text, NULL, 10);
	return *number >= min && *number <= max;
}

int64_t request_id(const struct request *req, const char *name)
{
	int64_t id;

	return read_int(field_value(req->parts, name), 1, INT64_MAX, &id) ? id : 0;
}

const char *request_query(const struct request *req, const char *name)
{
	return field_value(req->query, name);
}

int64_t request_query_int(const struct request *req, const char *name, int64_t min, int64_t max,
    int64_t fallback)
{
	int64_t number;

	return read_int(request_query(req, name), min, max, &number) ? number : fallback;
}

/* What is wanted ---------------------------------------------------------- */

/* The quality that an Accept header gives a type, in thousandths; 0 when it does not name it (RFC
 * 9110, 12.5.1). */
static int quality(const char *accept, const char *type)
{
	const size_t length = strlen(type);
	int best = 0;

	while (*accept) {
		const size_t part = strcspn(accept, ",");
		const size_t space = strspn(accept, " \t");

		if (strncasecmp(accept + space, type, length) == 0 &&
			strchr(" \t;,", accept[space + length])) {
			const char *q = memmem(accept, part, "q=", 2);
			const double value = q ? strtod(q + 2, NULL) : 1;

			/* What is above 1 is no quality, nor is what is no number at all. */
			if (value <= 1 && value * 1000 > best)
				best = (int)(value * 1000);
		}
		accept += part;
		accept += *accept == ',';
	}
	return best;
}

static bool is_type(const char *content_type, const char *type)
{
	const size_t length = strlen(type);

	return strncasecmp(content_type, type, length) == 0 && strchr(" \t;", content_type[length]);
}

bool request_is_json(const struct request *req)
{
	return req->wants_json || (req->sends_json && req->method != METHOD_GET);
}

static enum method method_of(const char *name)
{
	if (strcmp(name, "GET") == 0 || strcmp(name, "HEAD") == 0)
		return METHOD_GET;
	if (strcmp(name, "POST") == 0)
		return METHOD_POST;
	return strcmp(name, "PUT") == 0 ? METHOD_PUT : 0;
}

/* Beginning --------------------------------------------------------------- */

static bool headers_fit(const char *const *parameters)
{
	size_t count = 0;

	for (; *parameters; parameters++) {
		if (strncmp(*parameters, "HTTP_", 5) != 0)
			continue;
		if (++count > HEADERS_MOST || strlen(*parameters) > HEADER_LENGTH)
			return false;
	}
	return true;
}

static bool query_is_clear(const struct field *query)
{
	for (; query->name; query++)
		if (field_value(query + 1, query->name))
			return false;
	return true;
}

/* Path and address from SCRIPT_NAME and PATH_INFO; false: the script is not this program. */
static bool read_path(struct request *req, const char *program)
{
	const char *script = request_parameter(req, "SCRIPT_NAME");
	const char *path = request_parameter(req, "PATH_INFO");
	const char *own = arena_printf("%s/%s", config()->prefix, program);

	req->path = path ? path : "";
	req->address = arena_printf("%s%s", own, req->path);
	return script && strcmp(script, own) == 0;
}

static const char *parameter_or_empty(const struct request *req, const char *name)
{
	const char *value = request_parameter(req, name);

	return value ? value : "";
}

int request_begin(struct request *req, const char *program, const char *const *parameters,
    const char *body, size_t body_length, size_t body_most, const char **why)
{
	*req = (struct request){ .parameters = parameters, .body = body, .body_length = body_length };
	const char *accept = parameter_or_empty(req, "HTTP_ACCEPT");
	const int json = quality(accept, "application/json");

	req->method = method_of(parameter_or_empty(req, "REQUEST_METHOD"));
	req->content_type = parameter_or_empty(req, "CONTENT_TYPE");
	req->query_text = parameter_or_empty(req, "QUERY_STRING");
	req->sends_json = is_type(req->content_type, "application/json");
	req->wants_json = json > 0 && json >= quality(accept, "text/html");
	*why = "SCRIPT_NAME is not this program's";
	if (!read_path(req, program))
		return 404;
	*why = "the address is no text";
	if (!utf8_ok(req->path, strlen(req->path)))
		return 400;
	*why = "too many or too long headers";
	if (!headers_fit(parameters))
		return 400;
	*why = "the query cannot be read";
	req->query = request_split(req->query_text, strlen(req->query_text), QUERY_FIELDS);
	if (!req->query || !query_is_clear(req->query))
		return 400;
	*why = "the body is too long";
	if (body_length > body_most)
		return 413;
	*why = "unknown method";
	return req->method ? 0 : 405;
}

/* Identity ---------------------------------------------------------------- */

static bool is_repeated(const struct request *req, const char *name)
{
	const size_t length = strlen(name);
	int count = 0;

	for (const char *const *p = req->parameters; *p; p++)
		count += strncmp(*p, name, length) == 0 && (*p)[length] == '=';
	return count > 1;
}

const char *request_login(const struct request *req, const char **why)
{
	const char *auth = request_parameter(req, "GRUNNMUR_AUTH");
	const char *user = request_parameter(req, "REMOTE_USER");
	const char *realm = config()->realm;

	*why = "GRUNNMUR_AUTH is not on: the address is not protected";
	if (!auth || strcmp(auth, "on") != 0 || is_repeated(req, "GRUNNMUR_AUTH"))
		return NULL;
	*why = "REMOTE_USER is missing, empty, repeated, too long or no text";
	if (!user || !*user || is_repeated(req, "REMOTE_USER") || strlen(user) > LOGIN_MOST)
		return NULL;
	if (!utf8_ok(user, strlen(user)) || strpbrk(user, "\t\n"))
		return NULL;
	const size_t length = strlen(user);
	const size_t tail = realm ? strlen(realm) + 1 : 0;

	if (!realm || length <= tail)
		return user;
	if (user[length - tail] != '@' || strcmp(user + length - tail + 1, realm) != 0)
		return user;
	return arena_text(user, length - tail);
}
