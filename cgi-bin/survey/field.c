/* A field of a form with what was typed, else with what is stored. */
#include "field.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"

/* A stored number as one would type it: no zeros at the end, decimal comma but in English. */
static const char *typed_number(double number)
{
	char *text = arena_printf("%.2f", number);
	size_t length = strlen(text);

	while (text[length - 1] == '0')
		text[--length] = '\0';
	if (text[length - 1] == '.')
		text[--length] = '\0';
	char *point = strchr(text, '.');

	if (point && strcmp(i18n_language(), "en") != 0)
		*point = ',';
	return text;
}

static const char *stored_text(const cJSON *stored, const char *field)
{
	const cJSON *value = stored ? json_get(stored, field) : NULL;

	if (cJSON_IsNumber(value))
		return typed_number(value->valuedouble);
	return cJSON_IsString(value) ? value->valuestring : "";
}

struct cJSON *field_of(const struct cJSON *typed, const struct cJSON *stored,
    const char *name)
{
	const cJSON *sent = typed ? json_get(typed, name) : NULL;
	const char *value = sent ? json_get_text(sent, "value") : NULL;
	cJSON *field = cJSON_CreateObject();

	json_set_text(field, "value", value ? value : typed ? "" : stored_text(stored, name));
	json_set_text(field, "error", sent ? json_get_text(sent, "error") : NULL);
	return field;
}
