/* The codes of an imported file: each has an id, from 1 in the order of the file, and a value. */
#ifndef GRUNNMUR_IMPORT_CODES_H
#define GRUNNMUR_IMPORT_CODES_H

#include <stddef.h>
#include <stdint.h>

struct import_code { const char *code; void *value; };

struct import_codes {
	struct import_code *codes;
	size_t count, room;
	uint32_t *slots;
	size_t slot_count;
};

/* The new code's id; 0 when the code is there already. The code is not copied: arena or literal. */
int64_t import_codes_add(struct import_codes *codes, const char *code, void *value);

/* 0: unknown. */
int64_t import_codes_find(const struct import_codes *codes, const char *code);

/* What was added with the code; NULL for id 0. */
void *import_codes_value(const struct import_codes *codes, int64_t id);

#endif
