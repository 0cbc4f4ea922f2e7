/* The memory of a request, released as a whole. Nothing taken from it is ever freed by hand. */
#ifndef GRUNNMUR_ARENA_H
#define GRUNNMUR_ARENA_H

#include <stddef.h>

/*
 * size bytes, zeroed and aligned for any type; faults when the request has used more than the
 * limit.
 */
void *arena_alloc(size_t size);

/* The piece of size bytes made larger, where it is or elsewhere; NULL and 0: a new one. */
void *arena_grow(void *piece, size_t size, size_t wanted);

/* A copy of length bytes of text with a NUL behind it. */
char *arena_text(const char *text, size_t length);

/* A formatted text. */
char *arena_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Calls release(resource) when the arena is released; the latest is released first. */
void arena_defer(void (*release)(void *), void *resource);

/* Bytes taken since the last release. */
size_t arena_used(void);

/* Releases everything; the first block is kept for the next request. */
void arena_release(void);

/* The most that one request may take, in bytes; 64 MB until said otherwise. */
void arena_limit(size_t bytes);

/* Makes cJSON allocate here. Called once at the start of a program. */
void arena_serves_cjson(void);

#endif
