/* The codes of an imported file, found again by hash. */
#include "import_codes.h"

#include <string.h>

#include "arena.h"

/* FNV-1a */
static size_t hash(const char *code)
{
	uint64_t sum = 14695981039346656037u;

	for (; *code; code++)
		sum = (sum ^ (unsigned char)*code) * 1099511628211u;
	return (size_t)(sum ^ sum >> 32);
}

/* The slot that holds the code, or the free one where it belongs. */
static uint32_t *slot_of(const struct import_codes *codes, const char *code)
{
	size_t at = hash(code) & (codes->slot_count - 1);

	while (codes->slots[at] && strcmp(codes->codes[codes->slots[at] - 1].code, code) != 0)
		at = (at + 1) & (codes->slot_count - 1);
	return &codes->slots[at];
}

static void grow(struct import_codes *codes)
{
	const size_t room = codes->room ? 2 * codes->room : 64;
	struct import_code *wider = arena_alloc(room * sizeof *wider);

	if (codes->count > 0)
		memcpy(wider, codes->codes, codes->count * sizeof *wider);
	codes->codes = wider;
	codes->room = room;
	codes->slot_count = 2 * room;
	codes->slots = arena_alloc(codes->slot_count * sizeof *codes->slots);
	for (size_t i = 0; i < codes->count; i++)
		*slot_of(codes, codes->codes[i].code) = (uint32_t)i + 1;
}

int64_t import_codes_add(struct import_codes *codes, const char *code, void *value)
{
	if (codes->count == codes->room)
		grow(codes);
	uint32_t *slot = slot_of(codes, code);

	if (*slot)
		return 0;
	codes->codes[codes->count++] = (struct import_code){ code, value };
	*slot = (uint32_t)codes->count;
	return *slot;
}

int64_t import_codes_find(const struct import_codes *codes, const char *code)
{
	return codes->count > 0 ? *slot_of(codes, code) : 0;
}

void *import_codes_value(const struct import_codes *codes, int64_t id)
{
	return id > 0 ? codes->codes[id - 1].value : NULL;
}
