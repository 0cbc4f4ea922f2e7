/* What the card of an item shows beside its JSON: chosen boxes, what was typed, what is wrong. */
#include "assessment_item.h"

#include <inttypes.h>
#include <string.h>

#include "arena.h"
#include "assessment_card.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "profile.h"

/* Typed over stored --------------------------------------------------------- */

static void replace(cJSON *item, const char *name, cJSON *value)
{
	cJSON_ReplaceItemInObjectCaseSensitive(item, name, value);
}

/* What was typed stands on the page again, stored or not. */
static void type_over(cJSON *item, const struct assessment_change *change)
{
	const struct assessment_answer *answer = &change->answer;
	const char *why;

	replace(item, "level", answer->level >= 0 ? cJSON_CreateNumber(answer->level)
	    : cJSON_CreateNull());
	replace(item, "not_relevant", cJSON_CreateBool(answer->not_relevant));
	replace(item, "wish", cJSON_CreateBool(answer->wish));
	replace(item, "teach", cJSON_CreateBool(answer->teach));
	replace(item, "comment", cJSON_CreateStringReference(answer->comment));
	if (json_get(item, "value"))
		replace(item, "value", answer->value ? json_read(answer->value, strlen(answer->value), &why)
		    : cJSON_CreateNull());
}

static const struct assessment_change *change_of(const struct assessment_shown *shown, int64_t item)
{
	for (size_t i = 0; i < shown->change_count; i++)
		if (shown->changes[i].item == item)
			return &shown->changes[i];
	return NULL;
}

/* One item ------------------------------------------------------------------ */

/* An answer in words, as both sides of a conflict are told. */
static const char *words_of(const cJSON *item, const cJSON *answer)
{
	const char *words = "";
	const cJSON *option, *options = assessment_card_options(item, answer);

	cJSON_ArrayForEach(option, options) {
		if (!json_get_true(option, "checked"))
			continue;
		const char *name = json_get_text(option, "name");

		words = arena_printf("%s%s%s", words, *words ? ", " : "", name
		    ? arena_printf("%" PRId64 " %s", json_get_int(option, "level", -1), name)
		    : json_get_text(option, "text"));
	}
	if (!*words && cJSON_IsString(json_get(answer, "value")))
		words = json_get_text(answer, "value");
	if (!*words && cJSON_IsNumber(json_get(answer, "value")))
		words = i18n_number(json_get(answer, "value")->valuedouble, -1);
	if (json_get_true(answer, "not_relevant"))
		words = _("Not relevant in my job");
	return *words ? words : _("No answer");
}

static const char *more_words(const cJSON *answer, const char *words)
{
	const char *comment = json_get_text(answer, "comment");

	if (json_get_true(answer, "wish"))
		words = arena_printf("%s, %s", words, _("I want training in this"));
	if (json_get_true(answer, "teach"))
		words = arena_printf("%s, %s", words, _("I can teach others"));
	return comment && *comment ? arena_printf("%s, «%s»", words, comment) : words;
}

static void add_conflict(cJSON *item, const struct assessment_shown *shown)
{
	const cJSON *stored = shown->stale
	    ? json_get(shown->stale, arena_printf("%" PRId64, json_get_int(item, "id", -1))) : NULL;

	if (!stored) {
		json_set_null(item, "conflict");
		return;
	}
	cJSON *conflict = cJSON_CreateObject();

	json_set_text(conflict, "stored", more_words(stored, words_of(item, stored)));
	json_set_text(conflict, "typed", more_words(item, words_of(item, item)));
	json_set(item, "conflict", conflict);
	replace(item, "rev", cJSON_CreateNumber((double)json_get_int(stored, "rev", -1)));
}

/* What could not be read as an answer, as it was typed; NULL: all could. */
static const char *unread(const struct assessment_shown *shown, const char *name, int64_t id)
{
	const cJSON *field = json_get(form_view(shown->typed), arena_printf("%s_%" PRId64, name, id));

	return field && json_get_text(field, "error") ? json_get_text(field, "value") : NULL;
}

static const char *typed_words(cJSON *item, const struct assessment_shown *shown, int64_t id)
{
	const char *value = unread(shown, "value", id), *comment = unread(shown, "comment", id);
	const char *words = value ? value : more_words(item, words_of(item, item));

	return comment ? arena_printf("%s, «%s»", words, comment) : words;
}

struct cJSON *assessment_item_typed(const struct assessment_shown *shown)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < shown->change_count; i++) {
		const int64_t id = shown->changes[i].item;
		cJSON *item = cJSON_Duplicate(assessment_form_item(shown->form, id), true);
		const char *before = more_words(item, words_of(item, item));
		const char *facet = json_get_text(item, "facet"), *name = json_get_text(item, "name");

		type_over(item, &shown->changes[i]);
		const char *words = typed_words(item, shown, id);

		if (strcmp(words, before) != 0)
			reply_typed_add(list, facet ? arena_printf("%s, %s", name, profile_facet_text(facet))
			    : name, json_get_text(item, "language"), words);
	}
	return list;
}

static const char *field_error(const struct assessment_shown *shown, int64_t id)
{
	static const char *const fields[] = { "level", "not_relevant", "value", "comment", "wish",
	    "teach", "rev" };

	for (size_t i = 0; shown->typed && i < sizeof fields / sizeof *fields; i++) {
		const cJSON *errors = json_get(form_errors(shown->typed), arena_printf("%s_%" PRId64,
		    fields[i], id));

		if (errors)
			return errors->child->valuestring;
	}
	return NULL;
}

static const char *error_of(const cJSON *item, const struct assessment_shown *shown)
{
	const char *error = field_error(shown, json_get_int(item, "id", -1));

	if (error || !shown->marks_missing || !json_get_true(item, "required")
	    || assessment_card_answered(item))
		return error;
	return json_get_text(item, "facet")
	    ? _("Choose the level that fits best, or “Not relevant in my job”.")
	    : _("Answer this question.");
}

void assessment_item_dress(cJSON *item, const void *context)
{
	const struct assessment_shown *shown = context;
	const struct assessment_change *change = change_of(shown, json_get_int(item, "id", -1));

	if (change)
		type_over(item, change);
	json_set_text(item, "error", error_of(item, shown));
	assessment_card_dress(item, shown->form);
	add_conflict(item, shown);
}
