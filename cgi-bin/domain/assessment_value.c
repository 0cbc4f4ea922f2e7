/* What may be the answer to a plain question. */
#include "assessment_value.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "utf8.h"

enum { STORED_MOST = 4000 };        /* characters of answer.value */

static bool is_choice(const struct assessment_question *question, const cJSON *value)
{
	for (const char *const *choice = question->choices; cJSON_IsString(value) && *choice; choice++)
		if (strcmp(*choice, value->valuestring) == 0)
			return true;
	return false;
}

/* The chosen codes in the order of the choices, so that the same choice is the same text. */
static const char *many(const struct assessment_question *question, const cJSON *value,
    const char **wrong)
{
	cJSON *chosen = cJSON_CreateArray();
	const cJSON *one;

	cJSON_ArrayForEach(one, value)
		if (!is_choice(question, one))
			*wrong = _("Choose among the alternatives.");
	for (const char *const *choice = question->choices; *choice; choice++)
		cJSON_ArrayForEach(one, value)
			if (cJSON_IsString(one) && strcmp(one->valuestring, *choice) == 0) {
				cJSON_AddItemToArray(chosen, cJSON_CreateStringReference(*choice));
				break;
			}
	if (!cJSON_IsArray(value))
		*wrong = _("Choose among the alternatives.");
	return chosen->child ? json_text(chosen) : NULL;
}

/* Why a value that is there is none for this type; NULL: it is one. */
static const char *fault_of(const struct assessment_question *question, const cJSON *value)
{
	const char *type = question->type;

	if (strcmp(type, "one") == 0)
		return is_choice(question, value) ? NULL : _("Choose one of the alternatives.");
	if (strcmp(type, "number") == 0)
		return cJSON_IsNumber(value) && value->valuedouble > -1e12 && value->valuedouble < 1e12
		    ? NULL : _("Write a number, for example 12,5.");
	if (!cJSON_IsString(value))
		return _("This must be text.");
	if (strcmp(type, "date") == 0)
		return clock_is_day(value->valuestring) ? NULL : _("Write a date, for example 4.12.2026.");
	if (utf8_count(value->valuestring) > ASSESSMENT_TEXT_MOST)
		return arena_printf(_("Write at most %d characters. Now there are %zu."),
		    ASSESSMENT_TEXT_MOST, utf8_count(value->valuestring));
	return NULL;
}

const char *assessment_value(const struct assessment_question *question, const struct cJSON *value,
    const char **wrong)
{
	const char *stored;

	*wrong = NULL;
	if (!value || cJSON_IsNull(value) || (cJSON_IsString(value) && !*value->valuestring))
		return NULL;
	if (strcmp(question->type, "many") == 0) {
		stored = many(question, value, wrong);
	} else {
		*wrong = fault_of(question, value);
		stored = json_text(value);
	}
	if (!*wrong && stored && utf8_count(stored) > STORED_MOST)
		*wrong = _("This is too long.");
	return *wrong ? NULL : stored;
}
