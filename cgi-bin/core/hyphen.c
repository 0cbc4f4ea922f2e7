/* Places where a long word may be broken, by how syllables are built in Norwegian (and well enough
 * in English). */
#include "hyphen.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "buf.h"

enum { LONG_WORD = 9, LEAST_PART = 3 };

enum sort { SORT_OTHER, SORT_VOWEL, SORT_CONSONANT };

static size_t length_of(const char *letter)
{
	size_t length = 1;

	while (((unsigned char)letter[length] & 0xC0) == 0x80)
		length++;
	return length;
}

static enum sort sort_of(const char *letter)
{
	static const char *const vowels[] = {
		"æ", "ø", "å", "Æ", "Ø", "Å", "á", "à", "é", "è", "ê",
		"ó", "ò", "ô", "ä", "ö", "ü",
	};
	const unsigned char byte = (unsigned char)*letter;

	if (byte < 0x80 && ((byte | 0x20) < 'a' || (byte | 0x20) > 'z'))
		return SORT_OTHER;
	if (byte < 0x80)
		return strchr("aeiouyAEIOUY", byte) ? SORT_VOWEL : SORT_CONSONANT;
	if (byte == 0xC2 || byte >= 0xE0)       /* signs and spaces, § and the like; other scripts */
		return SORT_OTHER;
	for (size_t i = 0; i < sizeof vowels / sizeof vowels[0]; i++)
		if (strncmp(letter, vowels[i], strlen(vowels[i])) == 0)
			return SORT_VOWEL;
	return SORT_CONSONANT;
}

static bool is_one_of(const char *letters, const char *const list[])
{
	for (; *list != NULL; list++)
		if (strncmp(letters, *list, strlen(*list)) == 0)
			return true;
	return false;
}

/* How many of count consonants between two vowels stay with the first one. */
static size_t stay(const char *letters, size_t count)
{
	static const char *const sounds[] = { "sj", "kj", "gj", "tj", "hj", NULL };
	static const char *const starts[] = {
		"sj", "kj", "gj", "tj", "hj", "st", "sk", "sp", "pl", "pr", "tr", "dr",
		"kr", "kl", "gr", "br", "bl", "fl", "fr", "kn", "kv", "sv", "sl", "sm",
		"sn",
		NULL,
	};
	const char *last = letters + count - 2;

	if (count == 1)
		return 0;
	if (count == 2)
		return is_one_of(letters, sounds) ? 0 : 1;
	/* The s of «ferdsteknologi» joins two words; that of «selvstendig» begins a syllable. */
	if (*last == 's' && strchr("dgt", last[-1]) != NULL)
		return count - 1;
	return is_one_of(last, starts) ? count - 2 : count - 1;
}

/* Adds a word of count letters, from its first byte to end. */
static void add_word(struct buf *out, const char *word, const char *end, size_t count)
{
	const char *letter = word, *next = NULL;

	for (size_t i = 0; letter < end; i++, letter += length_of(letter)) {
		if (letter == next && i >= LEAST_PART && count - i >= LEAST_PART)
			buf_add(out, "\u00AD");
		if (sort_of(letter) == SORT_VOWEL) {
			const char *from = letter + length_of(letter), *to = from;

			while (to < end && sort_of(to) == SORT_CONSONANT && (unsigned char)*to < 0x80)
				to++;
			next = to > from && to < end && sort_of(to) == SORT_VOWEL
			    ? from + stay(from, (size_t)(to - from)) : NULL;
		}
		buf_add_bytes(out, letter, length_of(letter));
	}
}

const char *hyphen_soft(const char *text)
{
	struct buf out = { 0 };

	while (*text != '\0') {
		const char *end = text;
		size_t count = 0;

		for (; *end != '\0' && sort_of(end) != SORT_OTHER; end += length_of(end))
			count++;
		if (count >= LONG_WORD)
			add_word(&out, text, end, count);
		else
			buf_add_bytes(&out, text, (size_t)(end - text));
		if (*end != '\0')
			buf_add_bytes(&out, end, length_of(end));
		text = *end == '\0' ? end : end + length_of(end);
	}
	return buf_text(&out);
}
