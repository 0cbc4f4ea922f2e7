/* The parts of a multipart/form-data body: fields, and files (RFC 7578 in the strict form that
 * browsers and curl send). */
#ifndef GRUNNMUR_MULTIPART_H
#define GRUNNMUR_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>

/*
 * bytes lie in the body, without a NUL behind them, and may be anything. file_name is NULL for a
 * field, "" for a file field in which nothing was chosen; as text, and for people to read alone:
 * nothing is ever called by it.
 */
struct multipart {
	const char *name, *file_name, *bytes;
	size_t length;
};

/* Whether a Content-Type is multipart/form-data. */
bool multipart_is(const char *content_type);

/*
 * The parts in the order sent, at most max, ended by a NULL name; in the arena. NULL: no such body,
 * too many, or a name that is no text.
 */
const struct multipart *multipart_split(const char *content_type, const char *body, size_t length,
    size_t max);

/* The text of the first field of that name, in the arena; NULL: there is none, or it is no text. */
const char *multipart_text(const struct multipart *parts, const char *name);

/* A part as text: CRLF becomes LF (S17); NULL: it is no text. */
const char *multipart_as_text(const struct multipart *part);

#endif
