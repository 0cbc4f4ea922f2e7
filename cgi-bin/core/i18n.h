/*
 * The user's language: messages, dates, numbers. English is the source; nb and nn are gettext
 * catalogues, one text domain per language under C.UTF-8 (LANGUAGE changed between requests would
 * keep the first user's).
 */
#ifndef GRUNNMUR_I18N_H
#define GRUNNMUR_I18N_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Opens the catalogues below folder; the languages are those found there, and English. Prints what
 * is wrong and exits with 78.
 */
void i18n_start(const char *folder);

/*
 * Chooses the language of the request: nb, nn, en or another catalogue; se and unknown ones become
 * nb. Returns what was chosen.
 */
const char *i18n_use(const char *language);
const char *i18n_language(void);

/* Whether there is such a language to choose. */
bool i18n_has(const char *language);

/* The message in the language in use; unknown ones come back as they are. */
const char *i18n_text(const char *message) __attribute__((format_arg(1)));
const char *i18n_plural(const char *one, const char *many,
    unsigned long n) __attribute__((format_arg(1), format_arg(2)));
#define _(message) i18n_text(message)
#define N_(message) (message)

/* What a code is called: lists of these end in a NULL code. NULL for a code that is not listed. */
struct i18n_word { const char *code, *message; };
const char *i18n_word(const struct i18n_word words[], const char *code);

/*
 * In the language in use, in the arena. day "YYYY-MM-DD", moment UTC as in clock.h; what is no day
 * or moment comes back as it is.
 */
const char *i18n_date(const char *day);          /* 4.12.2026 · 4 December 2026 */
const char *i18n_date_long(const char *day);     /* fredag 4. desember · Friday 4 December */
/* 4.12.2026 kl. 10.42 · 4 December 2026, 10:42; Oslo's time */
const char *i18n_moment(const char *moment);
const char *i18n_time(const char *moment);       /* kl. 10.42 · 10:42 */
/*
 * 12 345,5: narrow no-break space, decimal comma · 12,345.5; decimals < 0: as many as needed, at
 * most 2
 */
const char *i18n_number(double number, int decimals);

/* As one would type it, with two decimals at most: no zeros at the end, 12345,5 · 12345.5 */
const char *i18n_typed_number(double number);
/* 1 250 kr · NOK 1,250; two decimals only when there are øre */
const char *i18n_money(double kroner);

#endif
