/* What counts as text: valid UTF-8 without control bytes but tab and newline (security S17). */
#ifndef GRUNNMUR_UTF8_H
#define GRUNNMUR_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the bytes are text; overlong forms, surrogates, U+0000 and what lies above U+10FFFF are
 * not (RFC 3629).
 */
bool utf8_ok(const char *bytes, size_t length);

/* How many characters (code points) a valid text has. */
size_t utf8_count(const char *text);

/* Whether a text ends so; every text ends in nothing. */
bool utf8_ends_with(const char *text, const char *end);

/* What stands for a byte that was no letter: U+FFFD. */
#define UTF8_NO_LETTER "\xef\xbf\xbd"

/*
 * The bytes, of Windows-1252, as UTF-8 in the arena; the five that it leaves open become
 * UTF8_NO_LETTER. *made is the length.
 */
const char *utf8_from_windows(const char *bytes, size_t length, size_t *made);

#endif
