/*
 * Whether bytes are text (RFC 3629, without control bytes but tab and newline), how many
 * characters, and text of what Windows wrote.
 */
#include "utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "fault.h"

/* The length of the sequence at bytes, which has left bytes to read; 0: it is none. */
static size_t sequence(const unsigned char *bytes, size_t left)
{
	const unsigned char first = bytes[0];
	unsigned char low = 0x80, high = 0xbf;
	size_t length;

	if (first < 0x80)
		return first >= 0x20 ? first != 0x7f : first == '\t' || first == '\n';
	if (first < 0xc2 || first > 0xf4)
		return 0;
	length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (length > left)
		return 0;
	if (first == 0xe0)
		low = 0xa0;             /* overlong */
	else if (first == 0xed)
		high = 0x9f;            /* surrogates */
	else if (first == 0xf0)
		low = 0x90;             /* overlong */
	else if (first == 0xf4)
		high = 0x8f;            /* above U+10FFFF */
	if (bytes[1] < low || bytes[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

bool utf8_ok(const char *bytes, size_t length)
{
	const unsigned char *text = (const unsigned char *)bytes;
	size_t at = 0;

	while (at < length) {
		size_t step;

		if (text[at] >= 0x20 && text[at] < 0x7f) {
			at++;
			continue;
		}
		step = sequence(text + at, length - at);
		if (step == 0)
			return false;
		at += step;
	}
	return true;
}

size_t utf8_count(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		if (((unsigned char)*text & 0xc0) != 0x80)
			count++;
	return count;
}

bool utf8_ends_with(const char *text, const char *end)
{
	const size_t length = strlen(text), wanted = strlen(end);

	return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static void release(void *to)
{
	iconv_close(to);
}

const char *utf8_from_windows(const char *bytes, size_t length, size_t *made)
{
	const iconv_t to = iconv_open("UTF-8", "WINDOWS-1252");
	char part[4096], *in = (char *)(uintptr_t)bytes;
	struct buf text = { 0 };

	if (to == (iconv_t)-1)
		fault("iconv knows no Windows-1252");
	arena_defer(release, to);
	/* Some at a time: a letter takes at most three bytes. */
	while (length > 0) {
		char *end = part;
		size_t room = sizeof part;
		const size_t done = iconv(to, &in, &length, &end, &room);

		buf_add_bytes(&text, part, sizeof part - room);
		if (done == (size_t)-1 && errno != E2BIG) {
			buf_add(&text, UTF8_NO_LETTER);
			in++;
			length--;
		}
	}
	*made = text.length;
	return buf_text(&text);
}
