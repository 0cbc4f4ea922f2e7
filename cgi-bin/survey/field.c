/* A field of a form with what was typed, else with what is stored. */
#include "field.h"

#include <cjson/cJSON.h>

#include "i18n.h"
#include "json.h"

static const char *stored_text(const cJSON *stored, const char *field)
{
	const cJSON *value = stored ? json_get(stored, field) : NULL;

	if (cJSON_IsNumber(value))
		return i18n_typed_number(value->valuedouble);
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
