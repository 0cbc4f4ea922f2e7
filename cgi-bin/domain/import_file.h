/* Reads one CSV file of an import, and its cells as what they must be. For import*.c alone. */
#ifndef GRUNNMUR_IMPORT_FILE_H
#define GRUNNMUR_IMPORT_FILE_H

#include "import_run.h"

struct import_row {
	struct import *in;
	const char *file;
	size_t line;
	const char *const *names, *const *cells;
	size_t count;
	void *context;
};

/*
 * Calls row for each row of in->folder/name. columns, separated by spaces, must be there, in any
 * order; others may. Separated by commas or semicolons, as the heading is; UTF-8.
 */
void import_file_read(struct import *in, const char *name, const char *columns,
    void (*row)(struct import_row *row), void *context);

/* The file's bytes with a NUL behind them, in the arena; NULL: a fault was added. */
char *import_file_bytes(struct import *in, const char *name, size_t *length);

/* A fault in the row's column. */
void import_row_fault(struct import_row *row, const char *column, const char *message);

/*
 * The cells below add a fault when they are not what is asked for, and then give NULL, 0 or false.
 */

/* The cell as it stands; NULL when it is empty or there is no such column. */
const char *import_cell(const struct import_row *row, const char *column);

/* Not empty, of at most max characters; the second may be empty: NULL. */
const char *import_text(struct import_row *row, const char *column, size_t max);
const char *import_optional_text(struct import_row *row, const char *column, size_t max);

/* Letters, digits and - _ . / of ASCII. */
const char *import_code(struct import_row *row, const char *column, size_t max);

/* Exactly count digits, or empty. */
const char *import_digits(struct import_row *row, const char *column, size_t count);

int64_t import_number(struct import_row *row, const char *column, int64_t min, int64_t max);
bool    import_optional_number(struct import_row *row, const char *column, int64_t min, int64_t max,
    int64_t *number);
bool    import_flag(struct import_row *row, const char *column);                 /* 0 or 1 */

/* At least 0, below max, at most two decimals; with a point whatever stood there. */
const char *import_decimal(struct import_row *row, const char *column, double max);

const char *import_day(struct import_row *row, const char *column);
const char *import_optional_day(struct import_row *row, const char *column);

/* The day of what has happened: today or earlier. */
const char *import_past_day(struct import_row *row, const char *column);
const char *import_optional_past_day(struct import_row *row, const char *column);

/* Adds a fault to the second column when its day lies before that of the first; NULLs are fine. */
bool import_days_follow(struct import_row *row, const char *first, const char *from,
    const char *second, const char *to);

/* One of the choices, which end with NULL; the second may be empty: NULL. */
const char *import_choice(struct import_row *row, const char *column, const char *const choices[]);
const char *import_optional_choice(struct import_row *row, const char *column,
    const char *const choices[]);

/* The id of a code that another file has; the second may be empty: 0. */
int64_t import_known(struct import_row *row, const char *column, const struct import_codes *codes);
int64_t import_optional_known(struct import_row *row, const char *column,
    const struct import_codes *codes);

/* Adds the row's own code; 0 when it is no code, or stands in an earlier row. */
int64_t import_new(struct import_row *row, const char *column, struct import_codes *codes,
    size_t max, void *value);

/*
 * Texts by language: for each language whose columns are filled, a row of key, language and the
 * texts. Bokmål must be there.
 */
struct import_words { const char *column; size_t max; };
void import_texts(struct import_row *row, struct import_batch *batch, const struct db_arg *key,
    const struct import_words *words);

extern const char *const import_sectors[];
extern const char *const import_languages[];
extern const char *const import_facets[];
extern const char *const import_forms[];

#endif
