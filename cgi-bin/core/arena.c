/* The memory of a request: blocks that only grow, released together; the first is kept. */
#include "arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "fault.h"

/*
 * Under AddressSanitizer each piece has a poisoned gap behind it, so that an overflow inside a
 * block is seen.
 */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_WATCHED 1
#endif
#endif

#ifdef ARENA_WATCHED
#include <sanitizer/asan_interface.h>
#define GAP 16
#define hide(address, size) ASAN_POISON_MEMORY_REGION(address, size)
#define show(address, size) ASAN_UNPOISON_MEMORY_REGION(address, size)
#else
#define GAP 0
#define hide(address, size) ((void)(address), (void)(size))
#define show(address, size) ((void)(address), (void)(size))
#endif

#define ALIGNMENT alignof(max_align_t)
#define BLOCK_SIZE ((size_t)1 << 20)

struct block {
	struct block *older;
	size_t room, taken;
	max_align_t bytes[];
};

struct deferred {
	struct deferred *older;
	void (*release)(void *);
	void *resource;
};

static struct {
	struct block *newest;
	struct deferred *deferred;
	size_t used, limit;
} arena = { .limit = (size_t)64 << 20 };

static struct block *new_block(size_t room)
{
	struct block *block = malloc(sizeof *block + room);

	if (block == NULL)
		fault("out of memory: %zu bytes", room);
	block->older = arena.newest;
	block->room = room;
	block->taken = 0;
	hide(block->bytes, room);
	arena.newest = block;
	return block;
}

/* What a piece takes of its block. */
static size_t whole(size_t size)
{
	return (size + GAP + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *arena_alloc(size_t size)
{
	struct block *block = arena.newest;
	size_t need;
	char *piece;

	if (size > arena.limit - arena.used)
		fault("the request needs more than %zu bytes", arena.limit);
	need = whole(size);
	if (block == NULL || need > block->room - block->taken)
		block = new_block(need > BLOCK_SIZE ? need : BLOCK_SIZE);
	piece = (char *)block->bytes + block->taken;
	block->taken += need;
	arena.used += size;
	show(piece, size);
	return memset(piece, 0, size);
}

void *arena_grow(void *piece, size_t size, size_t wanted)
{
	struct block *block = arena.newest;
	char *larger;

	if (piece != NULL && block != NULL && wanted - size <= arena.limit - arena.used &&
	    (char *)piece + whole(size) == (char *)block->bytes + block->taken &&
	    whole(wanted) - whole(size) <= block->room - block->taken) {
		block->taken += whole(wanted) - whole(size);
		arena.used += wanted - size;
		show(piece, wanted);
		memset((char *)piece + size, 0, wanted - size);
		return piece;
	}
	larger = arena_alloc(wanted);
	return size > 0 ? memcpy(larger, piece, size) : larger;
}

char *arena_text(const char *text, size_t length)
{
	char *copy = arena_alloc(length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *arena_printf(const char *format, ...)
{
	va_list arguments, again;
	char *text;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		fault("a text could not be formatted: %s", format);
	text = arena_alloc((size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void arena_defer(void (*release)(void *), void *resource)
{
	struct deferred *deferred = arena_alloc(sizeof *deferred);

	*deferred = (struct deferred){ arena.deferred, release, resource };
	arena.deferred = deferred;
}

size_t arena_used(void)
{
	return arena.used;
}

static void release_deferred(void)
{
	while (arena.deferred != NULL) {
		const struct deferred latest = *arena.deferred;

		arena.deferred = latest.older;
		latest.release(latest.resource);
	}
}

void arena_release(void)
{
	release_deferred();
	while (arena.newest != NULL && arena.newest->older != NULL) {
		struct block *older = arena.newest->older;

		show(arena.newest->bytes, arena.newest->room);
		free(arena.newest);
		arena.newest = older;
	}
	if (arena.newest != NULL) {
		arena.newest->taken = 0;
		hide(arena.newest->bytes, arena.newest->room);
	}
	arena.used = 0;
}

void arena_limit(size_t bytes)
{
	arena.limit = bytes;
}

static void keep(void *piece)
{
	(void)piece;
}

void arena_serves_cjson(void)
{
	cJSON_Hooks hooks = { arena_alloc, keep };

	cJSON_InitHooks(&hooks);
}
