/*
 * Any bytes as text: what is taken are the shortest forms of characters that may stand in a text,
 * and as many as are counted.
 */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "utf8.h"

/* Another way to the same answer: the character that the bits make, and how long it has to be. */
static size_t decode(const unsigned char *bytes, size_t left, unsigned long *character)
{
	static const struct { unsigned char mask, lead; unsigned long least; } forms[] = {
		{ 0x80, 0x00, 0 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 }, { 0xf8, 0xf0, 0x10000 },
	};
	size_t length = 0;

	while (length < 4 && (bytes[0] & forms[length].mask) != forms[length].lead)
		length++;
	if (length == 4 || length >= left)
		return 0;
	*character = bytes[0] & (unsigned char)~forms[length].mask;
	for (size_t i = 1; i <= length; i++) {
		if (bytes[i] >> 6 != 2)
			return 0;
		*character = *character << 6 | (bytes[i] & 0x3f);
	}
	return *character < forms[length].least ? 0 : length + 1;
}

static int is_of_text(unsigned long character)
{
	if (character < 0x20)
		return character == '\t' || character == '\n';
	return character != 0x7f && character <= 0x10ffff && character >> 11 != 0xd800 >> 11;
}

static void try_input(const char *bytes, size_t length)
{
	const unsigned char *text = (const unsigned char *)bytes;
	size_t at = 0, count = 0;
	unsigned long character;

	while (at < length) {
		const size_t step = decode(text + at, length - at, &character);

		if (step == 0 || !is_of_text(character))
			break;
		at += step;
		count++;
	}
	if (utf8_ok(bytes, length) != (at == length))
		abort();
	if (at == length && utf8_count(arena_text(bytes, length)) != count)
		abort();
}

#include "harness.h"
