/*
 * Whether bytes are text (RFC 3629, without control bytes but tab and newline), and how many
 * characters.
 */
#include "utf8.h"

#include "buf.h"

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

const char *utf8_from_windows(const char *bytes, size_t length, size_t *made)
{
	/* 0x80 to 0x9f; all others are what they are in Unicode. */
	static const char *const special[32] = {
		"\u20ac", NULL, "\u201a", "\u0192", "\u201e", "\u2026", "\u2020", "\u2021",
		"\u02c6", "\u2030", "\u0160", "\u2039", "\u0152", NULL, "\u017d", NULL,
		NULL, "\u2018", "\u2019", "\u201c", "\u201d", "\u2022", "\u2013", "\u2014",
		"\u02dc", "\u2122", "\u0161", "\u203a", "\u0153", NULL, "\u017e", "\u0178",
	};
	struct buf text = { 0 };

	for (size_t i = 0; i < length; i++) {
		const unsigned char byte = (unsigned char)bytes[i];

		if (byte < 0x80)
			buf_add_char(&text, (char)byte);
		else if (byte < 0xa0)
			buf_add(&text, special[byte - 0x80] ? special[byte - 0x80] : "\ufffd");
		else
			buf_add_bytes(&text, (const char[]){ (char)(0xc0 | byte >> 6),
			    (char)(0x80 | (byte & 0x3f)) }, 2);
	}
	*made = text.length;
	return buf_text(&text);
}
