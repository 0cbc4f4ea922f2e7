/* One row of an export, as CSV or as a line of JSON. */
#ifndef GRUNNMUR_EXPORT_ROW_H
#define GRUNNMUR_EXPORT_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"

/*
 * How the file is to be. Pseudonymous: a random key stands for number and name, comments and free
 * texts are left out. lines: JSON Lines instead of CSV.
 */
struct export_form { bool pseudonymous, lines; char delimiter; };

/* Names that many rows share. */
struct export_name { int64_t id; const char *code, *name; };

struct export_item {
	int64_t id;
	const char *code, *name, *type;
	const char *facet;                          /* NULL: a plain question */
	bool statutory;
	const char *cells;                          /* as export_row_item makes them */
};

struct export_person {
	int64_t assessment;
	const char *number, *name;                  /* pseudonymous: the key, and NULL */
	const struct export_name *municipality, *unit, *role;   /* municipality may be NULL */
	const char *sector, *state;
	bool submitted;                             /* once: the last submission is seen */
	struct export_person *next;
};

/* What was submitted; a level of -1 is none, a text of NULL too. */
struct export_answer {
	int required_level, self_level, leader_level, agreed_level;
	bool not_relevant, wish, teach;
	const char *comment;
	const char *value;                          /* as stored, in CSV as export_row_plain makes it */
	const char *answered_at;                    /* "YYYY-MM-DD HH:MM:SS" */
};

/* The byte order mark and the names of the columns; nothing for JSON Lines. */
void export_row_heading(struct buf *out, const struct export_form *form);

/*
 * The cells that all rows of a person begin with, and those that all rows of an item have in the
 * middle.
 */
void export_row_person(struct buf *out, const struct export_form *form, const char *round,
    const struct export_person *person);
void export_row_item(struct buf *out, const struct export_form *form,
    const struct export_item *item);

/*
 * A stored value as it stands in a cell: the text itself, the number, or the codes with | between
 * them.
 */
void export_row_plain(struct buf *out, const char *json);

/* The rest of the row and its end. */
void export_row_answer(struct buf *out, const struct export_form *form,
    const struct export_person *person, const struct export_item *item,
    const struct export_answer *answer);

#endif
