/* A growing text in the arena, and the escapes for HTML and addresses. */
#ifndef GRUNNMUR_BUF_H
#define GRUNNMUR_BUF_H

#include <stddef.h>

/*
 * text ends in NUL and may be read at any time; { 0 } is an empty one with text NULL until the
 * first append.
 */
struct buf { char *text; size_t length, room; };

void buf_add(struct buf *buf, const char *text);                      /* NULL adds nothing */
void buf_add_bytes(struct buf *buf, const char *bytes, size_t length);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Escaped for HTML text and quoted attributes: & < > " ' ` */
void buf_add_html(struct buf *buf, const char *text);

/*
 * Percent-encoded for one part of an address: all but letters, digits and - . _ ~ (RFC 3986, 2.3).
 */
void buf_add_url(struct buf *buf, const char *text);

/* Escaped for a line of the log: control bytes, backslash and bytes outside ASCII as \xNN. */
void buf_add_log(struct buf *buf, const char *text);

/* The text, never NULL. */
const char *buf_text(const struct buf *buf);

#endif
