/* Whether bytes are JSON that we take, before cJSON sees them: it forgives too much. */
#include "json_check.h"

#include <stdbool.h>
#include <string.h>

#include "i18n.h"
#include "utf8.h"

#define MAX_DEPTH 32
#define MAX_VALUES 100000       /* a value takes 64 bytes of the arena */
#define MAX_NUMBER 60           /* bytes; cJSON cuts at 63 */

/* What is left of the text, and what was wrong with it. */
struct scan {
	const char *at, *end;
	const char *fault;      /* the first one */
	size_t depth, values;
};

static bool refuse(struct scan *scan, const char *why)
{
	if (scan->fault == NULL)
		scan->fault = why;
	return false;
}

static char look(const struct scan *scan)
{
	return scan->at < scan->end ? *scan->at : '\0';
}

static void skip_space(struct scan *scan)
{
	while (scan->at < scan->end && memchr(" \t\r\n", *scan->at, 4) != NULL)
		scan->at++;
}

static bool take(struct scan *scan, char c)
{
	if (scan->at == scan->end || *scan->at != c)
		return false;
	scan->at++;
	return true;
}

/* The four hex digits of \uXXXX; -1: they are none. */
static int scan_unit(struct scan *scan)
{
	int unit = 0;

	for (int i = 0; i < 4; i++) {
		const char c = look(scan);

		if (c >= '0' && c <= '9')
			unit = unit * 16 + (c - '0');
		else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
			unit = unit * 16 + ((c | 0x20) - 'a' + 10);
		else
			return -1;
		scan->at++;
	}
	return unit;
}

static bool scan_unicode(struct scan *scan)
{
	const int unit = scan_unit(scan);

	if (unit < 0)
		return refuse(scan, N_("bad \\u escape"));
	if ((unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r') || unit == 0x7f)
		return refuse(scan, N_("escaped control character"));
	if (unit < 0xd800 || unit > 0xdfff)
		return true;
	if (unit < 0xdc00 && take(scan, '\\') && take(scan, 'u')) {
		const int low = scan_unit(scan);

		if (low >= 0xdc00 && low <= 0xdfff)
			return true;
	}
	return refuse(scan, N_("lone surrogate"));
}

static bool scan_escape(struct scan *scan)
{
	if (take(scan, 'u'))
		return scan_unicode(scan);
	if (take(scan, 'b') || take(scan, 'f'))
		return refuse(scan, N_("escaped control character"));
	if (look(scan) == '\0' || strchr("\"\\/nrt", look(scan)) == NULL)
		return refuse(scan, N_("bad escape"));
	scan->at++;
	return true;
}

static bool scan_string(struct scan *scan)
{
	const char *start = scan->at;

	if (!take(scan, '"'))
		return refuse(scan, N_("text expected"));
	while (scan->at < scan->end && *scan->at != '"') {
		if ((unsigned char)*scan->at < 0x20)
			return refuse(scan, N_("control byte in a text"));
		if (take(scan, '\\')) {
			if (!scan_escape(scan))
				return false;
		} else {
			scan->at++;
		}
	}
	if (!utf8_ok(start, (size_t)(scan->at - start)))
		return refuse(scan, N_("not UTF-8"));
	return take(scan, '"') || refuse(scan, N_("text without an end"));
}

static bool scan_digits(struct scan *scan)
{
	const char *start = scan->at;

	while (look(scan) >= '0' && look(scan) <= '9')
		scan->at++;
	return scan->at > start;
}

static bool scan_number(struct scan *scan)
{
	const char *start = scan->at;

	take(scan, '-');
	if (!take(scan, '0') && !scan_digits(scan))
		return refuse(scan, N_("value expected"));
	if (take(scan, '.') && !scan_digits(scan))
		return refuse(scan, N_("bad number"));
	if (take(scan, 'e') || take(scan, 'E')) {
		if (!take(scan, '+'))
			take(scan, '-');
		if (!scan_digits(scan))
			return refuse(scan, N_("bad number"));
	}
	return scan->at - start <= MAX_NUMBER || refuse(scan, N_("number too long"));
}

static bool scan_word(struct scan *scan, const char *word)
{
	const size_t length = strlen(word);

	if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
		return refuse(scan, N_("value expected"));
	scan->at += length;
	return true;
}

static bool scan_value(struct scan *scan);

static bool scan_member(struct scan *scan, bool named)
{
	skip_space(scan);
	if (named) {
		if (!scan_string(scan))
			return false;
		skip_space(scan);
		if (!take(scan, ':'))
			return refuse(scan, N_("colon expected"));
		skip_space(scan);
	}
	return scan_value(scan);
}

/* The members of an object or array, whose opening bracket has been taken. */
static bool scan_members(struct scan *scan, char closing)
{
	if (++scan->depth > MAX_DEPTH)
		return refuse(scan, N_("nested too deep"));
	skip_space(scan);
	if (!take(scan, closing)) {
		do {
			if (!scan_member(scan, closing == '}'))
				return false;
			skip_space(scan);
		} while (take(scan, ','));
		if (!take(scan, closing))
			return refuse(scan, N_("comma or end expected"));
	}
	scan->depth--;
	return true;
}

static bool scan_value(struct scan *scan)
{
	if (++scan->values > MAX_VALUES)
		return refuse(scan, N_("too many values"));
	switch (look(scan)) {
	case '{':
		scan->at++;
		return scan_members(scan, '}');
	case '[':
		scan->at++;
		return scan_members(scan, ']');
	case '"': return scan_string(scan);
	case 't': return scan_word(scan, "true");
	case 'f': return scan_word(scan, "false");
	case 'n': return scan_word(scan, "null");
	default: return scan_number(scan);
	}
}

/* Reads as far as it is JSON. */
static struct scan read_all(const char *bytes, size_t length)
{
	struct scan scan = { .at = bytes, .end = bytes + length };

	skip_space(&scan);
	if (!scan_value(&scan))
		return scan;
	skip_space(&scan);
	if (scan.at < scan.end)
		scan.fault = N_("more bytes after the value");
	return scan;
}

const char *json_check(const char *bytes, size_t length)
{
	return read_all(bytes, length).fault;
}

size_t json_check_line(const char *bytes, size_t length)
{
	const struct scan scan = read_all(bytes, length);
	size_t line = 1;

	for (const char *at = bytes; scan.fault && at < scan.at; at++)
		line += *at == '\n';
	return scan.fault ? line : 0;
}
