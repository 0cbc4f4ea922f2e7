/*
 * The cells of an HR system's file as what they must be, in the ways in which such systems write
 * them. Each gives NULL for an empty cell, or for one that is not that: *fault then is a word of
 * the product ("day"), else NULL.
 */
#ifndef GRUNNMUR_PEOPLE_CELL_H
#define GRUNNMUR_PEOPLE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "utf8.h"

/*
 * What stands for a byte that was no letter; a cell that has it is no text. And what stands in a
 * national identity number's place: no such number is given to anybody.
 */
#define PEOPLE_CELL_NO_LETTER UTF8_NO_LETTER

/* At most max characters on one line, without white space at its ends. "long", "letters". */
const char *people_cell_text(const char *cell, size_t max, const char **fault);

/* Letters, digits and - _ . / of ASCII. "code" as well. */
const char *people_cell_code(const char *cell, size_t max, const char **fault);

/* What somebody is called at their login: no spaces in it. "login". */
const char *people_cell_login(const char *cell, const char **fault);
const char *people_cell_email(const char *cell, const char **fault);

/* 0 to 100 with comma or point, or a % behind it; as "33.33". "percent". */
const char *people_cell_percent(const char *cell, const char **fault);

/*
 * 31.12.2026, 2026-12-31 or 20261231, a time of day behind it or none; as "2026-12-31". The year
 * 9999 is no end: NULL without fault. "day".
 */
const char *people_cell_day(const char *cell, const char **fault);

/* Whether it says yes: 1, x, ja, j, true, yes. "flag" when it does not say no either. */
bool people_cell_flag(const char *cell, const char **fault);

/* One of nb, nn, en, se, also by its name; NULL without fault for any other language. */
const char *people_cell_language(const char *cell);

/* Whether the text is, or has in it, a number that could be a person's national identity number. */
bool people_cell_is_national(const char *text);

#endif
