/* A growing text in the arena, and the escapes for HTML, addresses and the log. */
#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "fault.h"

#define FIRST_ROOM 256

/* Makes room for length more bytes and the NUL. */
static void reserve(struct buf *buf, size_t length)
{
	size_t room = buf->room > 0 ? buf->room : FIRST_ROOM;

	if (length < buf->room - buf->length)
		return;
	while (room - buf->length <= length)
		room *= 2;
	buf->text = arena_grow(buf->text, buf->room, room);
	buf->room = room;
}

void buf_add_bytes(struct buf *buf, const char *bytes, size_t length)
{
	if (length == 0)
		return;
	reserve(buf, length);
	memcpy(buf->text + buf->length, bytes, length);
	buf->length += length;
	buf->text[buf->length] = '\0';
}

void buf_add(struct buf *buf, const char *text)
{
	if (text != NULL)
		buf_add_bytes(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
	reserve(buf, 1);
	buf->text[buf->length++] = c;
	buf->text[buf->length] = '\0';
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list arguments, again;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		fault("a text could not be formatted: %s", format);
	reserve(buf, (size_t)length);
	vsnprintf(buf->text + buf->length, (size_t)length + 1, format, again);
	va_end(again);
	buf->length += (size_t)length;
}

static const char *entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return "&#96;";
	}
}

void buf_add_html(struct buf *buf, const char *text)
{
	if (text == NULL)
		return;
	for (;;) {
		const size_t span = strcspn(text, "&<>\"'`");

		buf_add_bytes(buf, text, span);
		text += span;
		if (*text == '\0')
			return;
		buf_add(buf, entity(*text++));
	}
}

static int is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '.' || c == '_' || c == '~';
}

void buf_add_url(struct buf *buf, const char *text)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; text != NULL && *text != '\0'; text++) {
		const unsigned char c = (unsigned char)*text;

		if (is_unreserved(*text))
			buf_add_char(buf, *text);
		else
			buf_add_bytes(buf, (const char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
	}
}

void buf_add_log(struct buf *buf, const char *text)
{
	static const char hex[] = "0123456789abcdef";

	for (; text != NULL && *text != '\0'; text++) {
		const unsigned char c = (unsigned char)*text;

		if (c >= 0x20 && c < 0x7f && c != '\\')
			buf_add_char(buf, *text);
		else
			buf_add_bytes(buf, (const char[]){ '\\', 'x', hex[c >> 4], hex[c & 15] }, 4);
	}
}

const char *buf_text(const struct buf *buf)
{
	return buf->text != NULL ? buf->text : "";
}
