/* The kinds of field: text, choice, list, number, day, flag. Each says what to do instead. */
#include "form_inside.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "choice.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "utf8.h"

/* Without outer white space, and with LF for CRLF; NULL: no text (S17). */
static const char *clean(const char *text)
{
	char *copy;
	size_t length, kept = 0;

	text += strspn(text, " \t\r\n");
	length = strlen(text);
	copy = arena_alloc(length + 1);
	for (size_t i = 0; i < length; i++)
		if (text[i] != '\r' || text[i + 1] != '\n')
			copy[kept++] = text[i];
	while (kept > 0 && strchr(" \t\n", copy[kept - 1]) != NULL)
		kept--;
	copy[kept] = '\0';
	return utf8_ok(copy, kept) ? copy : NULL;
}

/* The text of what was sent; "" when absent; NULL: it is no text, which is an error. */
static const char *text_of(struct form *form, const char *field, const struct form_sent *sent)
{
	const char *text = "";

	if (form_is_absent(sent))
		return text;
	if (sent->json != NULL && !cJSON_IsString(sent->json)) {
		form_error(form, field, _("This must be text."));
		return NULL;
	}
	text = clean(sent->json != NULL ? sent->json->valuestring : sent->text);
	if (text == NULL)
		form_refuse(form, 400,
		    _("What was sent has characters that are no text. Nothing was changed."));
	return text;
}

const char *form_text(struct form *form, const char *field, size_t min, size_t max)
{
	const char *text = text_of(form, field, form_take_one(form, field));
	size_t count;

	if (text == NULL)
		return "";
	count = utf8_count(text);
	if (count < min && count == 0)
		form_error(form, field, _("Write something here."));
	else if (count < min)
		form_error(form, field, arena_printf(_("Write at least %zu characters."), min));
	else if (count > max)
		form_error(form, field, arena_printf(
		    _("Write at most %zu characters. Now there are %zu."), max, count));
	return text;
}

const char *form_choice(struct form *form, const char *field, const char *const choices[],
    bool optional)
{
	const char *text = text_of(form, field, form_take_one(form, field));

	if (text == NULL || (*text == '\0' && optional))
		return NULL;
	if (choice_has(choices, text))
		return text;
	form_error(form, field, _("Choose one of the alternatives."));
	return NULL;
}

const char *form_op(struct form *form)
{
	const char *text = text_of(form, "op", form_take_one(form, "op"));

	if (text == NULL || *text == '\0')
		return NULL;
	if (strlen(text) == 32 && strspn(text, "0123456789abcdef") == 32)
		return text;
	form_error(form, "op", _("Open the page again and send it from there."));
	return NULL;
}

static void take_text(struct form *form, const char *field, const char *text, const char **texts,
    size_t *count, size_t max)
{
	text = clean(text);
	if (text == NULL)
		form_refuse(form, 400,
		    _("What was sent has characters that are no text. Nothing was changed."));
	else if (utf8_count(text) > max)
		form_error(form, field, arena_printf(_("Write at most %zu characters in each."), max));
	else if (*text != '\0')
		texts[(*count)++] = text;
}

/* The texts of a JSON array; whole numbers count as text, since ids are chosen too. */
static void take_array(struct form *form, const char *field, const cJSON *array, const char **texts,
    size_t *count, size_t max)
{
	const cJSON *value;
	int64_t number;

	cJSON_ArrayForEach(value, array) {
		if (cJSON_IsString(value) || json_is_int(value, INT64_MIN, INT64_MAX, &number))
			take_text(form, field, form_json_as_text(value), texts, count, max);
		else
			form_error(form, field, _("This must be a list of texts."));
	}
}

const char *const *form_list(struct form *form, const char *field, size_t count, size_t max)
{
	const struct form_sent *first = form_take(form, field, true);
	const bool is_array = first != NULL && cJSON_IsArray(first->json);
	const size_t room = is_array ? (size_t)cJSON_GetArraySize(first->json) : form->count;
	const char **texts = arena_alloc((room + 1) * sizeof *texts);
	size_t found = 0;

	if (is_array)
		take_array(form, field, first->json, texts, &found, max);
	else if (first != NULL && first->json != NULL && !cJSON_IsNull(first->json))
		form_error(form, field, _("This must be a list of texts."));
	for (size_t i = 0; i < form->count; i++)
		if (form->sent[i].text != NULL && strcmp(form->sent[i].name, field) == 0)
			take_text(form, field, form->sent[i].text, texts, &found, max);
	form_show_list(form, field, texts);
	if (found > count)
		form_error(form, field, arena_printf(_("Choose at most %zu."), count));
	return texts;
}

/* Numbers, days, flags ---------------------------------------------------- */

/* The text of a form's number: without spaces of any kind, and a point for the comma. */
static const char *plain_number(const char *text)
{
	struct buf out = { 0 };

	for (; *text != '\0'; text++) {
		if (strncmp(text, "\u00a0", 2) == 0)
			text += 1;
		else if (strncmp(text, "\u202f", 3) == 0)
			text += 2;
		else if (*text == ',')
			buf_add_char(&out, '.');
		else if (*text != ' ')
			buf_add_char(&out, *text);
	}
	return buf_text(&out);
}

static bool read_integer(const char *text, int64_t *number)
{
	const size_t sign = *text == '-';
	const size_t digits = strspn(text + sign, "0123456789");

	if (digits == 0 || digits > 18 || text[sign + digits] != '\0')
		return false;
	*number = strtoll(text, NULL, 10);
	return true;
}

static bool integer_of(const struct form_sent *sent, int64_t min, int64_t max, int64_t *number)
{
	if (sent->json != NULL)
		return json_is_int(sent->json, min, max, number);
	return read_integer(plain_number(clean(sent->text)), number) && *number >= min &&
	    *number <= max;
}

/* Bounds that no person knows of are not worth a word. */
static const char *integer_message(int64_t min, int64_t max)
{
	if (max > 1000000000)
		return _("Write a whole number.");
	return arena_printf(_("Write a whole number from %s to %s."), i18n_number((double)min, 0),
	    i18n_number((double)max, 0));
}

int64_t form_int(struct form *form, const char *field, int64_t min, int64_t max, int64_t fallback)
{
	const struct form_sent *sent = form_take_one(form, field);
	int64_t number;

	if (form_is_absent(sent))
		return fallback;
	if (integer_of(sent, min, max, &number))
		return number;
	form_error(form, field, integer_message(min, max));
	return fallback;
}

int64_t form_int_required(struct form *form, const char *field, int64_t min, int64_t max)
{
	const struct form_sent *sent = form_take_one(form, field);
	int64_t number;

	if (!form_is_absent(sent) && integer_of(sent, min, max, &number))
		return number;
	form_error(form, field, integer_message(min, max));
	return min;
}

/* "1234.5" as "1234.50"; NULL: no decimal between 0 and max with at most that many decimals. */
static const char *with_decimals(const char *text, int64_t max, int decimals)
{
	const size_t whole = strspn(text, "0123456789");
	const char *point = text + whole;
	const size_t given = *point == '.' ? strspn(point + 1, "0123456789") : 0;
	const char *end = point + (*point == '.') + given;

	if (whole == 0 || whole > 15 || given > (size_t)decimals || *end != '\0')
		return NULL;
	if (*point == '.' && given == 0)
		return NULL;
	if (strtod(text, NULL) > (double)max)
		return NULL;
	return arena_printf("%lld%s%.*s%.*s", strtoll(text, NULL, 10), decimals > 0 ? "." : "",
	    (int)given, point + (*point == '.'), decimals - (int)given, "000000000000");
}

static const char *decimal_of(const struct form_sent *sent, int64_t max, int decimals)
{
	if (sent->json == NULL)
		return with_decimals(plain_number(clean(sent->text)), max, decimals);
	if (!cJSON_IsNumber(sent->json))
		return NULL;
	return with_decimals(json_text(sent->json), max, decimals);
}

const char *form_decimal(struct form *form, const char *field, int64_t max, int decimals)
{
	const struct form_sent *sent = form_take_one(form, field);
	const char *decimal;

	if (form_is_absent(sent))
		return NULL;
	decimal = decimal_of(sent, max, decimals);
	if (decimal != NULL)
		return decimal;
	form_error(form, field, decimals == 0 ?
	    arena_printf(_("Write a whole number from %s to %s."), "0", i18n_number((double)max, 0)) :
	    arena_printf(_("Write a number from 0 to %s, with at most %d decimals."),
	    i18n_number((double)max, 0), decimals));
	return NULL;
}

/* "4.12.2026" as "2026-12-04"; other texts as they are. */
static const char *norwegian_day(const char *text)
{
	const size_t day = strspn(text, "0123456789");
	const char *month = text + day + 1;
	size_t digits;

	if (day < 1 || day > 2 || text[day] != '.')
		return text;
	month += *month == ' ';
	digits = strspn(month, "0123456789");
	if (digits < 1 || digits > 2 || month[digits] != '.')
		return text;
	return arena_printf("%s-%02ld-%02ld", month + digits + 1 + (month[digits + 1] == ' '),
	    strtol(month, NULL, 10), strtol(text, NULL, 10));
}

const char *form_day(struct form *form, const char *field)
{
	const struct form_sent *sent = form_take_one(form, field);
	const char *day = text_of(form, field, sent);

	if (day == NULL || *day == '\0')
		return NULL;
	if (sent->json == NULL)
		day = norwegian_day(day);
	if (clock_is_day(day))
		return day;
	form_error(form, field, _("Write a date as day.month.year, such as 24.11.2026."));
	return NULL;
}

bool form_bool(struct form *form, const char *field)
{
	static const char *const yes[] = { "1", "on", "true", "yes", NULL };
	static const char *const no[] = { "0", "off", "false", "no", NULL };
	const struct form_sent *sent = form_take_one(form, field);

	if (form_is_absent(sent))
		return false;
	if (sent->json != NULL && cJSON_IsBool(sent->json))
		return cJSON_IsTrue(sent->json);
	if (sent->json == NULL && choice_has(yes, sent->text))
		return true;
	if (sent->json == NULL && choice_has(no, sent->text))
		return false;
	form_error(form, field, _("This must be yes or no."));
	return false;
}
