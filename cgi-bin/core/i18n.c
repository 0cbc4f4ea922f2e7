/* The user's language: messages from gettext catalogues, dates, numbers. */
#include "i18n.h"

#include <dirent.h>
#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"

#define EXIT_CONFIG 78          /* sysexits.h */
#define MOST_LANGUAGES 16

static struct {
	char known[MOST_LANGUAGES][16];         /* those with a catalogue, and en */
	size_t count;
	const char *chosen;
	bool english;
} state = { .known = { "en" }, .count = 1, .chosen = "en", .english = true };

/* Takes "nn.mo" in as the language nn. */
static void take_catalogue(const char *folder, const char *file)
{
	const size_t length = strcspn(file, ".");

	if (strcmp(file + length, ".mo") != 0 || length == 0 || length >= sizeof state.known[0])
		return;
	if (state.count == MOST_LANGUAGES)
		return;
	memcpy(state.known[state.count], file, length);
	bindtextdomain(state.known[state.count], folder);
	bind_textdomain_codeset(state.known[state.count], "UTF-8");
	state.count++;
}

void i18n_start(const char *folder)
{
	const char *messages = arena_printf("%s/C.UTF-8/LC_MESSAGES", folder);
	struct dirent *entry;
	DIR *files;

	/* Would be asked before our own choice, and remembered by gettext. */
	unsetenv("LANGUAGE");
	if (setlocale(LC_ALL, "C.UTF-8") == NULL) {
		fprintf(stderr, "the locale C.UTF-8 is missing\n");
		exit(EXIT_CONFIG);
	}
	files = opendir(messages);
	if (files == NULL) {
		fprintf(stderr, "%s: %s\n", messages, strerror(errno));
		exit(EXIT_CONFIG);
	}
	state.count = 1;
	while ((entry = readdir(files)) != NULL)
		take_catalogue(folder, entry->d_name);
	closedir(files);
}

static const char *find(const char *language)
{
	for (size_t i = 0; language != NULL && i < state.count; i++)
		if (strcmp(state.known[i], language) == 0)
			return state.known[i];
	return NULL;
}

const char *i18n_use(const char *language)
{
	const char *found = find(language);

	state.chosen = found != NULL ? found : "nb";
	state.english = strcmp(state.chosen, "en") == 0;
	return state.chosen;
}

const char *i18n_language(void)
{
	return state.chosen;
}

bool i18n_has(const char *language)
{
	return find(language) != NULL;
}

const char *i18n_text(const char *message)
{
	/* gettext answers "" with the catalogue's heading. */
	if (state.english || *message == '\0')
		return message;
	return dgettext(state.chosen, message);
}

const char *i18n_word(const struct i18n_word words[], const char *code)
{
	for (; words->code; words++)
		if (strcmp(words->code, code) == 0)
			return i18n_text(words->message);
	return NULL;
}

const char *i18n_plural(const char *one, const char *many, unsigned long n)
{
	if (state.english)
		return n == 1 ? one : many;
	return dngettext(state.chosen, one, many, n);
}

static const char *month_name(int month)
{
	static const char *const months[] = {
		N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
		N_("July"), N_("August"), N_("September"), N_("October"), N_("November"),
		N_("December"),
	};

	return i18n_text(months[month - 1]);
}

static const char *weekday_name(const char *day)
{
	static const char *const weekdays[] = {
		N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
		N_("Saturday"), N_("Sunday"),
	};
	const int days = clock_days_between("1900-01-01", day);         /* a Monday */

	return i18n_text(weekdays[days % 7]);
}

static int number_at(const char *text)
{
	return (int)strtol(text, NULL, 10);
}

/*
 * Writes "YYYY-MM-DD HH:MM:SS" by a pattern: D day, M month, MMMM its name, YYYY year, W weekday,
 * HH hour, MM minute after it; other characters stand for themselves, in quotes letters too. A
 * pattern is a message, so a language brings its own.
 */
static const char *by_pattern(const char *pattern, const char *local)
{
	struct buf out = { 0 };
	bool quoted = false, hour_seen = false;

	while (*pattern != '\0') {
		const size_t run = quoted ? 1 : strspn(pattern, (const char[]){ *pattern, '\0' });

		if (*pattern == '\'')
			quoted = !quoted;
		else if (!quoted && *pattern == 'D')
			buf_printf(&out, "%d", number_at(local + 8));
		else if (!quoted && *pattern == 'M' && run >= 4)
			buf_add(&out, month_name(number_at(local + 5)));
		else if (!quoted && *pattern == 'M' && hour_seen)
			buf_add_bytes(&out, local + 14, 2);
		else if (!quoted && *pattern == 'M')
			buf_printf(&out, "%d", number_at(local + 5));
		else if (!quoted && *pattern == 'Y')
			buf_add_bytes(&out, local, 4);
		else if (!quoted && *pattern == 'W')
			buf_add(&out, weekday_name(arena_text(local, 10)));
		else if (!quoted && *pattern == 'H')
			buf_add_bytes(&out, local + 11, 2);
		else
			buf_add_bytes(&out, pattern, run);
		hour_seen = hour_seen || (!quoted && *pattern == 'H');
		pattern += run;
	}
	return buf_text(&out);
}

/* A day, or the day in Oslo of a moment; NULL if it is neither. */
static const char *day_of(const char *text)
{
	return clock_is_day(text) ? text : clock_oslo(text);
}

const char *i18n_date(const char *text)
{
	const char *day = day_of(text);

	return day != NULL ? by_pattern(_("D MMMM YYYY"), day) : text;
}

const char *i18n_date_long(const char *text)
{
	const char *day = day_of(text);

	return day != NULL ? by_pattern(_("W D MMMM"), day) : text;
}

const char *i18n_moment(const char *moment)
{
	const char *local = clock_oslo(moment);

	return local != NULL ? by_pattern(_("D MMMM YYYY, HH:MM"), local) : moment;
}

const char *i18n_time(const char *moment)
{
	const char *local = clock_oslo(moment);

	return local != NULL ? by_pattern(_("HH:MM"), local) : moment;
}

/* Adds digits in groups of three. */
static void add_grouped(struct buf *out, const char *digits, size_t count, const char *separator,
    size_t length)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && (count - i) % 3 == 0)
			buf_add_bytes(out, separator, length);
		buf_add_char(out, digits[i]);
	}
}

const char *i18n_number(double number, int decimals)
{
	/* The translated sample shows how the language groups digits and marks decimals. */
	const char *sample = _("1,234.5");
	const size_t group = strcspn(sample + 1, "2");
	const char *mark = sample + 1 + group + 3;
	const char *digits = arena_printf("%.*f", decimals < 0 ? 2 : decimals, fabs(number));
	const size_t whole = strcspn(digits, ".");
	size_t length = strlen(digits);
	struct buf out = { 0 };

	if (!isfinite(number))
		return "–";
	while (decimals < 0 && length > whole && strchr("0.", digits[length - 1]) != NULL)
		length--;
	if (number < 0 && strspn(digits, "0.") < length)
		buf_add(&out, "\u2212");
	add_grouped(&out, digits, whole, sample + 1, group);
	if (length > whole) {
		buf_add_bytes(&out, mark, strcspn(mark, "5"));
		buf_add_bytes(&out, digits + whole + 1, length - whole - 1);
	}
	return buf_text(&out);
}

const char *i18n_money(double kroner)
{
	const char *digits = arena_printf("%.2f", kroner);
	const bool whole = isfinite(kroner) && strcmp(strchr(digits, '.'), ".00") == 0;

	return arena_printf(_("NOK\u00a0%s"), i18n_number(kroner, whole ? 0 : 2));
}

const char *i18n_typed_number(double number)
{
	char *text = arena_printf("%.2f", number);
	size_t length = strlen(text);

	while (text[length - 1] == '0')
		text[--length] = '\0';
	if (text[length - 1] == '.')
		text[--length] = '\0';
	char *point = strchr(text, '.');

	if (point && strcmp(i18n_language(), "en") != 0)
		*point = ',';
	return text;
}
