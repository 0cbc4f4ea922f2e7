/* The cells of an imported row as what they must be. */
#include "import_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "utf8.h"

const char *const import_sectors[] = {
	"oppvekst", "helse_omsorg", "teknisk", "kultur", "administrasjon", "felles", NULL,
};
const char *const import_languages[] = { "nb", "nn", "en", "se", NULL };
const char *const import_facets[] = { "knowledge", "attitude", "practice", NULL };
const char *const import_forms[] = {
	"digital", "classroom", "practical", "on_the_job", "mentoring", "further_education", NULL,
};

void import_row_fault(struct import_row *row, const char *column, const char *message)
{
	import_run_fault(row->in, row->file, row->line, column, message);
}

const char *import_cell(const struct import_row *row, const char *column)
{
	for (size_t i = 0; i < row->count; i++)
		if (strcmp(row->names[i], column) == 0)
			return *row->cells[i] ? row->cells[i] : NULL;
	return NULL;
}

static const char *needed(struct import_row *row, const char *column)
{
	const char *text = import_cell(row, column);

	if (!text)
		import_row_fault(row, column, _("This is needed."));
	return text;
}

const char *import_optional_text(struct import_row *row, const char *column, size_t max)
{
	const char *text = import_cell(row, column);

	if (!text)
		return NULL;
	if (utf8_count(text) > max) {
		import_row_fault(row, column, arena_printf(_("This is longer than %zu characters."), max));
		return NULL;
	}
	if (*text == ' ' || text[strlen(text) - 1] == ' ') {
		import_row_fault(row, column, _("There is a space at the start or the end."));
		return NULL;
	}
	return text;
}

const char *import_text(struct import_row *row, const char *column, size_t max)
{
	return needed(row, column) ? import_optional_text(row, column, max) : NULL;
}

const char *import_code(struct import_row *row, const char *column, size_t max)
{
	const char *text = import_text(row, column, max);

	if (text && strspn(text,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") != strlen(text)) {
		import_row_fault(row, column, _("A code has the letters A to Z, digits and - _ . / only."));
		return NULL;
	}
	return text;
}

const char *import_digits(struct import_row *row, const char *column, size_t count)
{
	const char *text = import_cell(row, column);

	if (text && (strlen(text) != count || strspn(text, "0123456789") != count)) {
		import_row_fault(row, column, arena_printf(_("This must be %zu digits."), count));
		return NULL;
	}
	return text;
}

bool import_optional_number(struct import_row *row, const char *column, int64_t min, int64_t max,
    int64_t *number)
{
	const char *text = import_cell(row, column);
	char *end;

	*number = 0;
	if (!text)
		return false;
	errno = 0;
	const long long value = strtoll(text, &end, 10);

	if (*end || errno || strspn(text, "-0123456789") != strlen(text) || value < min
	    || value > max) {
		import_row_fault(row, column,
		    arena_printf(_("This must be a whole number from %lld to %lld."), (long long)min,
		    (long long)max));
		return false;
	}
	*number = value;
	return true;
}

int64_t import_number(struct import_row *row, const char *column, int64_t min, int64_t max)
{
	int64_t number = 0;

	if (needed(row, column))
		import_optional_number(row, column, min, max, &number);
	return number;
}

bool import_flag(struct import_row *row, const char *column)
{
	return import_number(row, column, 0, 1) == 1;
}

const char *import_decimal(struct import_row *row, const char *column, double max)
{
	const char *text = needed(row, column);

	if (!text)
		return NULL;
	const size_t whole = strspn(text, "0123456789");
	const bool point = text[whole] == '.' || text[whole] == ',';
	const size_t decimals = point ? strspn(text + whole + 1, "0123456789") : 0;
	const bool written = whole > 0 && whole <= 9 && decimals <= 2 && (decimals > 0 || !point)
	    && strlen(text) == whole + point + decimals;
	const char *number = written ? arena_printf("%.*s%s%.*s", (int)whole, text, point ? "." : "",
	    (int)decimals, point ? text + whole + 1 : "") : NULL;

	if (!number || strtod(number, NULL) > max) {
		import_row_fault(row, column,
		    arena_printf(_("This must be a number from 0 to %.0f with at most two decimals."),
		    max));
		return NULL;
	}
	return number;
}

const char *import_optional_day(struct import_row *row, const char *column)
{
	const char *text = import_cell(row, column);

	if (text && !clock_is_day(text)) {
		import_row_fault(row, column, _("This is no date that exists, written YYYY-MM-DD."));
		return NULL;
	}
	return text;
}

const char *import_day(struct import_row *row, const char *column)
{
	return needed(row, column) ? import_optional_day(row, column) : NULL;
}

const char *import_optional_past_day(struct import_row *row, const char *column)
{
	const char *day = import_optional_day(row, column);

	if (!day || strcmp(day, clock_today()) <= 0)
		return day;
	import_row_fault(row, column, _("This day has not come yet."));
	return NULL;
}

const char *import_past_day(struct import_row *row, const char *column)
{
	return needed(row, column) ? import_optional_past_day(row, column) : NULL;
}

bool import_days_follow(struct import_row *row, const char *first, const char *from,
    const char *second, const char *to)
{
	if (!from || !to || strcmp(from, to) <= 0)
		return true;
	import_row_fault(row, second,
	    arena_printf(_("%s lies before %s in the column %s."), to, from, first));
	return false;
}

const char *import_optional_choice(struct import_row *row, const char *column,
    const char *const choices[])
{
	const char *text = import_cell(row, column);
	struct buf list = { 0 };

	if (!text)
		return NULL;
	for (size_t i = 0; choices[i]; i++) {
		if (strcmp(choices[i], text) == 0)
			return choices[i];
		buf_printf(&list, "%s%s", i ? ", " : "", choices[i]);
	}
	import_row_fault(row, column, arena_printf(_("\"%s\" is none of: %s."), text, list.text));
	return NULL;
}

const char *import_choice(struct import_row *row, const char *column, const char *const choices[])
{
	return needed(row, column) ? import_optional_choice(row, column, choices) : NULL;
}

int64_t import_optional_known(struct import_row *row, const char *column,
    const struct import_codes *codes)
{
	const char *code = import_cell(row, column);
	const int64_t id = code ? import_codes_find(codes, code) : 0;

	if (code && id == 0)
		import_row_fault(row, column, arena_printf(_("\"%s\" is unknown."), code));
	return id;
}

int64_t import_known(struct import_row *row, const char *column, const struct import_codes *codes)
{
	return needed(row, column) ? import_optional_known(row, column, codes) : 0;
}

int64_t import_new(struct import_row *row, const char *column, struct import_codes *codes,
    size_t max, void *value)
{
	const char *code = import_code(row, column, max);
	const int64_t id = code ? import_codes_add(codes, code, value) : 0;

	if (code && id == 0)
		import_row_fault(row, column,
		    arena_printf(_("\"%s\" stands in an earlier row too."), code));
	return id;
}

/* The texts of one language; false: it is left out, or a fault. */
static bool read_words(struct import_row *row, const char *language,
    const struct import_words *words, struct db_arg *texts)
{
	const bool must = strcmp(language, "nb") == 0;
	size_t filled = 0, count = 0;

	for (; words[count].column; count++) {
		const char *column = arena_printf("%s_%s", words[count].column, language);
		const char *text = must ? import_text(row, column, words[count].max)
		    : import_optional_text(row, column, words[count].max);

		texts[count] = db_text(text);
		filled += text != NULL;
	}
	if (filled > 0 && filled < count && !must)
		import_row_fault(row, arena_printf("%s_%s", words[0].column, language),
		    _("This language is there in part only."));
	return filled == count;
}

void import_texts(struct import_row *row, struct import_batch *batch, const struct db_arg *key,
    const struct import_words *words)
{
	for (size_t i = 0; import_languages[i]; i++) {
		struct db_arg values[8] = { 0 };
		size_t count = 0;

		for (; key[count].kind != DB_ARG_END; count++)
			values[count] = key[count];
		values[count++] = db_text(import_languages[i]);
		if (read_words(row, import_languages[i], words, values + count))
			import_batch_add(batch, values);
	}
}
