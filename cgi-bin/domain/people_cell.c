/* The cells of an HR system's file as what they must be. */
#include "people_cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "clock.h"
#include "utf8.h"

/* National identity numbers ------------------------------------------------- */

/* Both check digits fit (modulus 11), as of a D number or a synthetic number too. */
static bool checks(const char *digits)
{
	static const int first[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2, 1 };
	static const int second[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
	int one = 0, two = 0;

	for (size_t i = 0; i < 10; i++)
		one += first[i] * (digits[i] - '0');
	for (size_t i = 0; i < 11; i++)
		two += second[i] * (digits[i] - '0');
	return one % 11 == 0 && two % 11 == 0;
}

/* The digits of one run, with the space that stands behind the date in handwriting. */
static size_t run_of_digits(const char *text, char digits[12])
{
	size_t count = 0, at = 0;

	for (; isdigit((unsigned char)text[at])
	    || (count == 6 && text[at] == ' ' && isdigit((unsigned char)text[at + 1])); at++)
		if (text[at] != ' ' && count++ < 11)
			digits[count - 1] = text[at];
	digits[count < 11 ? count : 11] = '\0';
	return count;
}

bool people_cell_is_national(const char *text)
{
	char digits[12];

	for (; *text; text++) {
		if (!isdigit((unsigned char)*text))
			continue;
		if (run_of_digits(text, digits) == 11 && checks(digits))
			return true;
		text += strspn(text, "0123456789") - 1;
	}
	return false;
}

/* Texts ---------------------------------------------------------------------- */

static const char *refuse(const char **fault, const char *why)
{
	*fault = why;
	return NULL;
}

/* Without white space at its ends; what breaks the line becomes a space. */
static const char *trimmed(const char *cell)
{
	const char *start = cell + strspn(cell, " \t\r\n");
	size_t length = strlen(start);

	for (;;) {
		if (length > 0 && strchr(" \t\r\n", start[length - 1]))
			length--;
		else if (length > 1 && strncmp(start + length - 2, "\u00a0", 2) == 0)
			length -= 2;
		else
			break;
	}
	char *text = arena_text(start, length);

	for (char *at = text; *at; at++)
		if (*at == '\n' || *at == '\r' || *at == '\t')
			*at = ' ';
	return text;
}

const char *people_cell_text(const char *cell, size_t max, const char **fault)
{
	*fault = NULL;
	const char *text = cell ? trimmed(cell) : "";

	if (!*text)
		return NULL;
	if (strstr(text, PEOPLE_CELL_NO_LETTER))
		return refuse(fault, "letters");
	if (people_cell_is_national(text))
		return refuse(fault, "national");
	return utf8_count(text) > max ? refuse(fault, "long") : text;
}

const char *people_cell_code(const char *cell, size_t max, const char **fault)
{
	const char *text = people_cell_text(cell, max, fault);

	if (text && strspn(text,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") != strlen(text))
		return refuse(fault, "code");
	return text;
}

const char *people_cell_login(const char *cell, const char **fault)
{
	const char *text = people_cell_text(cell, 255, fault);

	return text && strchr(text, ' ') ? refuse(fault, "login") : text;
}

const char *people_cell_email(const char *cell, const char **fault)
{
	const char *text = people_cell_text(cell, 254, fault);

	return text && (!strchr(text, '@') || strchr(text, ' ')) ? refuse(fault, "email") : text;
}

/* Numbers, days, flags --------------------------------------------------------- */

const char *people_cell_percent(const char *cell, const char **fault)
{
	const char *text = people_cell_text(cell, 40, fault);

	if (!text)
		return NULL;
	const size_t whole = strspn(text, "0123456789");
	const char *rest = text + whole;
	const bool point = *rest == '.' || *rest == ',';
	const size_t decimals = point ? strspn(rest + 1, "0123456789") : 0;
	const char *end = rest + point + decimals;

	end += strspn(end, " ");
	end += *end == '%';
	if (*end || whole == 0 || whole > 3 || decimals > 9 || (point && decimals == 0))
		return refuse(fault, "percent");
	const double number = strtod(arena_printf("%.*s.%.*s", (int)whole, text, (int)decimals,
	    point ? rest + 1 : ""), NULL);

	return number > 100 ? refuse(fault, "percent") : arena_printf("%.2f", number);
}

/* Year, month and day as they stand in the text, as YYYY-MM-DD; NULL: in no way that we know. */
static const char *written_day(const char *text)
{
	int year, month, day;
	char *end;

	if (strlen(text) == 10 && text[4] == '-' && text[7] == '-')
		return text;
	if (strlen(text) == 8 && strspn(text, "0123456789") == 8)
		return arena_printf("%.4s-%.2s-%.2s", text, text + 4, text + 6);
	if (!isdigit((unsigned char)*text))
		return NULL;
	day = (int)strtol(text, &end, 10);
	if (*end != '.' || !isdigit((unsigned char)end[1]))
		return NULL;
	month = (int)strtol(end + 1, &end, 10);
	if (*end != '.' || strspn(end + 1, "0123456789") != 4)
		return NULL;
	year = (int)strtol(end + 1, &end, 10);
	return *end || day > 99 || month > 99 ? NULL
	    : arena_printf("%04d-%02d-%02d", year, month, day);
}

const char *people_cell_day(const char *cell, const char **fault)
{
	const char *text = people_cell_text(cell, 40, fault);

	if (!text)
		return NULL;
	const char *day = written_day(arena_text(text, strcspn(text, " T")));

	if (day && strncmp(day, "9999-", 5) == 0)
		return NULL;
	return day && clock_is_day(day) ? day : refuse(fault, "day");
}

static bool is_one_of(const char *text, const char *const words[])
{
	for (; *words; words++)
		if (strcasecmp(text, *words) == 0)
			return true;
	return false;
}

bool people_cell_flag(const char *cell, const char **fault)
{
	static const char *const yes[] = { "1", "x", "j", "ja", "true", "yes", "y", NULL };
	static const char *const no[] = { "0", "n", "nei", "false", "no", "-", NULL };
	const char *text = people_cell_text(cell, 20, fault);

	if (!text || is_one_of(text, yes))
		return text != NULL;
	if (!is_one_of(text, no))
		*fault = "flag";
	return false;
}

const char *people_cell_language(const char *cell)
{
	static const struct { const char *code, *words[6]; } languages[] = {
		{ "nb", { "nb", "nob", "bokmål", "b", NULL } },
		{ "nn", { "nn", "nno", "nynorsk", "n", NULL } },
		{ "en", { "en", "eng", "english", "engelsk", NULL } },
		{ "se", { "se", "sme", "nordsamisk", NULL } },
	};
	const char *fault, *text = people_cell_text(cell, 40, &fault);

	for (size_t i = 0; text && i < sizeof languages / sizeof *languages; i++)
		if (is_one_of(text, languages[i].words))
			return languages[i].code;
	return NULL;
}
