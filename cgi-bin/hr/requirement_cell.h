/* The cells of a table of requirements: how they are shown, and read as they were sent. */
#ifndef GRUNNMUR_HR_REQUIREMENT_CELL_H
#define GRUNNMUR_HR_REQUIREMENT_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "requirement_table.h"

struct cJSON;
struct form;

/* Whose table it is: a role's, of competences, or a competence's, of roles. */
struct requirement_side {
	bool of_role;
	int64_t id;
	const char *code, *name;        /* name in the user's language */
	const struct cJSON *rows;       /* of requirement_table.h */
	const struct cJSON *scale;      /* [{level, name, language}] */
};

/*
 * A row for the page, with what was typed (form may be NULL); with the role's version, which is
 * sent once for all facets, if it says so.
 */
struct cJSON *requirement_cell_show(const struct requirement_side *side, const struct cJSON *row,
    struct form *form, bool has_rev);

/*
 * The cells that were sent, by a form or as JSON; what is wrong is in the form. rev is the role's
 * own where the table is one role's.
 */
const struct requirement_cell *requirement_cell_read(const struct requirement_side *side,
    struct form *form, int64_t rev, size_t *count);

/* What was sent and is other than what is stored, for the page that refuses it. */
struct cJSON *requirement_cell_typed(const struct requirement_side *side, struct form *form);

#endif
