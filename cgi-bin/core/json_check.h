/* The grammar of RFC 8259 over bytes from outside (S16, S17); part of json_read. */
#ifndef GRUNNMUR_JSON_CHECK_H
#define GRUNNMUR_JSON_CHECK_H

#include <stddef.h>

/*
 * NULL, or what is wrong, to be translated: grammar, UTF-8, control characters raw or escaped, lone
 * surrogates, depth over 32, too many values, a number too long to be read whole. Names that come
 * twice and numbers out of range show after parsing only.
 */
const char *json_check(const char *bytes, size_t length);

/* The line, from 1 on, where it found that; 0: nothing is wrong. */
size_t json_check_line(const char *bytes, size_t length);

#endif
