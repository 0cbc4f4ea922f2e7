/* What the cells of LimeSurvey's structure mean. */
#include "limesurvey_row.h"

#include <stddef.h>
#include <string.h>

#include "arena.h"
#include "buf.h"

const char *limesurvey_type(const char *type)
{
	static const char *const types[][2] = {
		{ "S", "text" }, { "T", "text" }, { "U", "text" }, { "L", "one" }, { "!", "one" },
		{ "O", "one" }, { "Y", "one" }, { "5", "one" }, { "M", "many" }, { "P", "many" },
		{ "N", "number" }, { "D", "date" },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i][0]) == 0)
			return types[i][1];
	return NULL;
}

const char *limesurvey_language(const char *language)
{
	static const char *const languages[][2] = {
		{ "nb", "nb" }, { "no", "nb" }, { "nn", "nn" }, { "en", "en" }, { "se", "se" },
	};

	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (strncmp(language, languages[i][0], 2) == 0
		    && (language[2] == '\0' || language[2] == '-' || language[2] == '_'))
			return languages[i][1];
	return NULL;
}

/* Texts ------------------------------------------------------------------------- */

/* An entity at text, and its length; NULL: it is none that we know. */
static const char *entity(const char *text, size_t *length)
{
	static const char *const entities[][2] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" },
		{ "&nbsp;", " " }, { "&aring;", "å" }, { "&Aring;", "Å" }, { "&oslash;", "ø" },
		{ "&Oslash;", "Ø" }, { "&aelig;", "æ" }, { "&AElig;", "Æ" },
	};

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		*length = strlen(entities[i][0]);
		if (strncmp(text, entities[i][0], *length) == 0)
			return entities[i][1];
	}
	return NULL;
}

/* A tag begins with a letter or a stroke; "a < b" has none. */
static size_t tag_length(const char *text)
{
	const char *end = text[1] == '/' || text[1] == '!' || (text[1] >= 'a' && text[1] <= 'z')
	    || (text[1] >= 'A' && text[1] <= 'Z') ? strchr(text, '>') : NULL;

	return *text == '<' && end ? (size_t)(end - text) + 1 : 0;
}

/* One space for white space of any length. */
static void add_plain(struct buf *out, char c)
{
	if (c && !strchr(" \t\r\n", c))
		buf_add_char(out, c);
	else if (out->length && out->text[out->length - 1] != ' ')
		buf_add_char(out, ' ');
}

const char *limesurvey_plain(const char *text)
{
	struct buf out = { 0 };

	while (*text) {
		size_t length = tag_length(text);

		if (length) {
			add_plain(&out, ' ');
			text += length;
			continue;
		}
		const char *known = *text == '&' ? entity(text, &length) : NULL;

		if (known && *known != ' ')
			buf_add(&out, known);
		else
			add_plain(&out, known ? ' ' : *text);
		text += known ? length : 1;
	}
	while (out.length && out.text[out.length - 1] == ' ')
		out.text[--out.length] = '\0';
	return buf_text(&out);
}

/* Conditions ------------------------------------------------------------------------ */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static const char *skip(const char *text)
{
	return text + strspn(text, " \t\r\n");
}

/* Whether the bracket at the beginning is closed by the last character, and not before. */
static bool is_held(const char *text, size_t length)
{
	int depth = 0;

	for (size_t i = 0; i < length; i++) {
		depth += (text[i] == '(' || text[i] == '{') - (text[i] == ')' || text[i] == '}');
		if (depth <= 0)
			return i > 0 && i + 1 == length;
	}
	return false;
}

/* Without white space, and without braces and brackets that hold the whole. */
static const char *core(const char *text)
{
	for (;;) {
		text = skip(text);
		size_t length = strlen(text);

		while (length && strchr(" \t\r\n", text[length - 1]))
			length--;
		if (!is_held(text, length))
			return arena_text(text, length);
		text = arena_text(text + 1, length - 2);
	}
}

bool limesurvey_is_always(const char *relevance)
{
	const char *text = core(relevance);

	return *text == '\0' || strcmp(text, "1") == 0;
}

bool limesurvey_rule(const char *relevance, struct limesurvey_rule *rule)
{
	const char *text = core(relevance), *at = text;

	while (is_name(*at))
		at++;
	const size_t name = (size_t)(at - text);

	if (strncmp(at, ".NAOK", 5) == 0)
		at += 5;
	else if (strncmp(at, ".value", 6) == 0)
		at += 6;
	at = skip(at);
	if (name == 0 || strncmp(at, "==", 2) != 0)
		return false;
	at = skip(at + 2);
	const char quote = *at, *value = at + 1;

	if (quote != '"' && quote != '\'')
		return false;
	const size_t length = strcspn(value, "\"'");

	if (value[length] != quote || *skip(value + length + 1) || length == 0)
		return false;
	*rule = (struct limesurvey_rule){ arena_text(text, name), arena_text(value, length) };
	return true;
}

bool limesurvey_rule_of_box(const char *relevance, struct limesurvey_rule *rule)
{
	if (!limesurvey_rule(relevance, rule) || strcmp(rule->choice, "Y") != 0)
		return false;
	const char *line = strrchr(rule->question, '_');

	if (!line || line == rule->question || !line[1])
		return false;
	rule->choice = line + 1;
	rule->question = arena_text(rule->question, (size_t)(line - rule->question));
	return true;
}
