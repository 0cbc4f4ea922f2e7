/* Changes of a definition that is being built. */
#include "survey_edit.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "json.h"

enum { CODE_MOST = 40, STEM_MOST = 30 };

cJSON *survey_edit_new(const char *code)
{
	cJSON *definition = cJSON_CreateObject();

	json_set_text(definition, "code", code);
	json_set(definition, "title", cJSON_CreateObject());
	json_set(definition, "notice", cJSON_CreateObject());
	json_set(definition, "sections", cJSON_CreateArray());
	return definition;
}

static cJSON *find(const cJSON *list, const char *code)
{
	cJSON *one;

	cJSON_ArrayForEach(one, list) {
		const char *own = json_get_text(one, "code");

		if (code && own && strcmp(own, code) == 0)
			return one;
	}
	return NULL;
}

cJSON *survey_edit_section(cJSON *definition, const char *code)
{
	return find(json_get(definition, "sections"), code);
}

cJSON *survey_edit_question(cJSON *definition, const char *code, cJSON **section)
{
	cJSON *one, *question;

	cJSON_ArrayForEach(one, json_get(definition, "sections")) {
		question = find(json_get(one, "questions"), code);
		if (!question)
			continue;
		if (section)
			*section = one;
		return question;
	}
	return NULL;
}

cJSON *survey_edit_list(cJSON *object, const char *name)
{
	if (!json_get(object, name))
		json_set(object, name, cJSON_CreateArray());
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

void survey_edit_set(cJSON *object, const char *name, cJSON *value)
{
	cJSON_DeleteItemFromObjectCaseSensitive(object, name);
	if (value)
		json_set(object, name, value);
}

/* Places -------------------------------------------------------------------- */

size_t survey_edit_place(const cJSON *list, const cJSON *one)
{
	size_t place = 1;
	const cJSON *other;

	cJSON_ArrayForEach(other, list) {
		if (other == one)
			return place;
		place++;
	}
	return 0;
}

size_t survey_edit_count(const cJSON *list)
{
	return (size_t)cJSON_GetArraySize(list);
}

void survey_edit_move(cJSON *list, cJSON *one, size_t place)
{
	cJSON *others = cJSON_CreateArray(), *next;

	cJSON_DetachItemViaPointer(list, one);
	while ((next = cJSON_DetachItemFromArray(list, 0)))
		cJSON_AddItemToArray(others, next);
	/* Not cJSON_InsertItemInArray: Debian's 1.7.15 inserts nothing but at the beginning. */
	for (size_t at = 1; (next = at == place ? one : cJSON_DetachItemFromArray(others, 0)); at++)
		cJSON_AddItemToArray(list, next);
	if (survey_edit_place(list, one) == 0)
		cJSON_AddItemToArray(list, one);
}

void survey_edit_remove(cJSON *list, cJSON *one)
{
	cJSON_DetachItemViaPointer(list, one);
}

/* Codes --------------------------------------------------------------------- */

static const char plain[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

bool survey_edit_is_code(const char *text)
{
	return text && *text && strlen(text) <= CODE_MOST && strspn(text, plain) == strlen(text);
}

/* A letter of ours in ASCII; all else but letters and digits is a hyphen. */
static const char *letter(const char **text)
{
	static const struct { const char *from, *to; } letters[] = {
		{ "æ", "ae" }, { "Æ", "ae" }, { "ø", "o" }, { "Ø", "o" }, { "å", "a" }, { "Å", "a" },
		{ "é", "e" }, { "ä", "a" }, { "ö", "o" }, { "á", "a" }, { "č", "c" }, { "š", "s" },
	};

	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (strncmp(*text, letters[i].from, strlen(letters[i].from)) == 0) {
			*text += strlen(letters[i].from);
			return letters[i].to;
		}
	const char c = *(*text)++;

	if (c >= 'A' && c <= 'Z')
		return arena_printf("%c", c + 32);
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return arena_printf("%c", c);
	return "-";
}

static const char *stem(const char *text)
{
	struct buf code = { 0 };

	while (*text && code.length < STEM_MOST) {
		const char *next = letter(&text);
		const bool is_hyphen = *next == '-';

		if (!is_hyphen || (code.length && code.text[code.length - 1] != '-'))
			buf_add(&code, next);
	}
	while (code.length && code.text[code.length - 1] == '-')
		code.text[--code.length] = '\0';
	return code.length ? code.text : "x";
}

const char *survey_edit_free_code(const cJSON *list, const char *text)
{
	const char *start = stem(text), *code = start;

	for (int n = 2; find(list, code); n++)
		code = arena_printf("%s-%d", start, n);
	return code;
}

const char *survey_edit_code(const cJSON *definition, const char *within, const char *text)
{
	const cJSON *sections = json_get(definition, "sections"), *section;

	if (strcmp(within, "sections") == 0)
		return survey_edit_free_code(sections, text);
	const char *start = stem(text), *code = start;

	for (int n = 2;; n++) {
		bool taken = false;

		cJSON_ArrayForEach(section, sections)
			taken |= find(json_get(section, "questions"), code) != NULL;
		if (!taken)
			return code;
		code = arena_printf("%s-%d", start, n);
	}
}

const char *survey_edit_text(const cJSON *texts, const char *language, const char **other)
{
	const char *own = json_get_text(texts, language), *nb = json_get_text(texts, "nb");

	*other = own || !nb ? NULL : "nb";
	return own ? own : nb ? nb : "";
}
