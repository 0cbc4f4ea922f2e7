/* Fields of the builder's forms: the languages of a text beside each other, choices, boxes. */
#include "survey_field.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "form.h"
#include "i18n.h"
#include "json.h"

const char *const survey_field_languages[] = { "nb", "nn", "en", NULL };

const char *survey_field_language(const char *language)
{
	static const struct i18n_word names[] = {
		{ "nb", N_("Bokmål") }, { "nn", N_("Nynorsk") }, { "en", N_("English") }, { NULL, NULL },
	};

	return i18n_word(names, language);
}

static const char *name_in(const struct survey_text *text, const char *language)
{
	return arena_printf("%s_%s", text->name, language);
}

const char *survey_field_typed(struct form *typed, const char *name)
{
	const cJSON *field = typed ? json_get(form_view(typed), name) : NULL;
	const char *value = field ? json_get_text(field, "value") : NULL;

	return !typed ? NULL : value ? value : "";
}

const char *survey_field_error(struct form *typed, const char *name)
{
	const cJSON *field = typed ? json_get(form_view(typed), name) : NULL;

	return field ? json_get_text(field, "error") : NULL;
}

void survey_field_add_text(cJSON *list, const struct survey_text *text, struct form *typed,
    const cJSON *stored)
{
	cJSON *shown = cJSON_CreateObject(), *fields = cJSON_CreateArray();

	for (const char *const *language = survey_field_languages; *language; language++) {
		cJSON *field = cJSON_CreateObject();
		const char *name = name_in(text, *language);
		const char *value = typed ? survey_field_typed(typed, name)
		    : json_get_text(stored, *language);

		json_set_text(field, "name", name);
		json_set_text(field, "label", survey_field_language(*language));
		json_set_text(field, "language", *language);
		json_set_text(field, "value", value ? value : "");
		json_set_text(field, "error", survey_field_error(typed, name));
		if (typed)
			form_label(typed, name, arena_printf("%s (%s)", i18n_text(text->label),
			    survey_field_language(*language)));
		cJSON_AddItemToArray(fields, field);
	}
	json_set_text(shown, "name", text->name);
	json_set_text(shown, "legend", i18n_text(text->label));
	json_set_text(shown, "help", text->help ? i18n_text(text->help) : NULL);
	json_set_int(shown, "most", (int64_t)text->most);
	json_set_bool(shown, "is_long", text->is_long);
	json_set(shown, "fields", fields);
	cJSON_AddItemToArray(list, shown);
}

static bool is_asked(const char *language)
{
	for (const char *const *asked = survey_field_languages; *asked; asked++)
		if (strcmp(*asked, language) == 0)
			return true;
	return false;
}

cJSON *survey_field_texts(struct form *form, const struct survey_text *text, bool needs_nb,
    const cJSON *stored)
{
	cJSON *texts = cJSON_CreateObject();
	const cJSON *kept;

	for (const char *const *language = survey_field_languages; *language; language++) {
		const bool needed = needs_nb && language == survey_field_languages;
		const char *value = form_text(form, name_in(text, *language), needed, text->most);

		if (*value)
			json_set_text(texts, *language, value);
	}
	cJSON_ArrayForEach(kept, stored)
		if (!is_asked(kept->string))
			json_set_text(texts, kept->string, kept->valuestring);
	return texts;
}

static bool has_text(const cJSON *list, const char *value)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (cJSON_IsString(one) && strcmp(one->valuestring, value) == 0)
			return true;
	return false;
}

bool survey_field_is_chosen(struct form *typed, const char *name, const char *value,
    const cJSON *stored)
{
	const cJSON *field = typed ? json_get(form_view(typed), name) : NULL;

	if (!typed)
		return has_text(stored, value);
	return field && has_text(json_get(field, "values"), value);
}

void survey_field_add_option(cJSON *list, const char *code, const char *text, bool selected)
{
	cJSON *option = cJSON_CreateObject();

	json_set_text(option, "code", code);
	json_set_text(option, "text", text);
	json_set_bool(option, "selected", selected);
	cJSON_AddItemToArray(list, option);
}
