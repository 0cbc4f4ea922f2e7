/* Reads JSON from outside strictly (S16, S17), and makes the objects of our views. */
#ifndef GRUNNMUR_JSON_H
#define GRUNNMUR_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

struct buf;

/*
 * Parses length bytes: RFC 8259, text checked before the parser, no trailing bytes, no duplicate
 * keys, no \u0000, no number that is not finite, depth at most 32. NULL: it is not that; *fault
 * then says what, for the log. In the arena.
 */
cJSON *json_read(const char *bytes, size_t length, const char **fault);

/* Compact text, in the arena, or added to a text. */
const char *json_text(const cJSON *value);
void json_write(struct buf *out, const cJSON *value);

/* By exact name; NULL if absent. */
const cJSON *json_get(const cJSON *object, const char *name);

/* The text of a member, NULL if absent or no text. */
const char *json_get_text(const cJSON *object, const char *name);

/* Whether a member is there and true; a number of a member, fallback if it is no number. */
bool json_get_true(const cJSON *object, const char *name);
int64_t json_get_int(const cJSON *object, const char *name, int64_t fallback);

/* Whether value is a whole number between min and max; then *number has it. */
bool json_is_int(const cJSON *value, int64_t min, int64_t max, int64_t *number);

/* Each name is set once; it is not copied: arena or literal. */
void json_set(cJSON *object, const char *name, cJSON *value);
/* NULL becomes null; the text is not copied: arena or literal */
void json_set_text(cJSON *object, const char *name, const char *text);
void json_set_int(cJSON *object, const char *name, int64_t number);
void json_set_bool(cJSON *object, const char *name, bool value);
void json_set_null(cJSON *object, const char *name);

#endif
