/* Any bytes as JSON: what is taken is written, and read again gives the same text. */
#include <stdlib.h>
#include <string.h>

#include "json.h"

static void try_input(const char *bytes, size_t length)
{
	const char *why = NULL;
	const cJSON *value = json_read(bytes, length, &why);
	const char *text;

	if ((value == NULL) == (why == NULL))
		abort();
	if (value == NULL)
		return;
	text = json_text(value);
	value = json_read(text, strlen(text), &why);
	if (value == NULL || strcmp(json_text(value), text) != 0)
		abort();
}

#include "harness.h"
