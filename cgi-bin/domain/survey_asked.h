/*
 * Who would be asked what of a definition, worked out from the catalogue without storing anything:
 * by the same rules as the opening of a round.
 */
#ifndef GRUNNMUR_SURVEY_ASKED_H
#define GRUNNMUR_SURVEY_ASKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"

struct cJSON;

/* A facet of a competence, in the order of forms. */
struct survey_facet {
	int64_t competence_id, topic_id;
	const char *code, *facet;
	bool is_required;               /* by some role */
	bool is_current;                /* begun, and not ended */
};

struct survey_role {
	int64_t id;
	const char *code, *name, *sector;
	bool leads;                     /* somebody in it leads a unit today */
	bool ended;
};

/* What the catalogue has, as far as it decides who is asked what. */
struct survey_catalogue {
	const struct survey_facet *facets;
	const struct survey_role *roles;
	size_t facet_count, role_count;
	const signed char *levels;      /* role × facet; -1: not required */
	const bool *statutory;          /* role × facet */
};

/* A fixed number of statements; names of roles are in the language. */
const struct survey_catalogue *survey_asked_catalogue(struct db *db, const char *language);

/* Whom a form is worked out for. */
struct survey_person { const struct survey_role *role; const char *sector; bool leads; };

/* The role of a code; NULL: there is none. */
const struct survey_role *survey_asked_role(const struct survey_catalogue *catalogue,
    const char *code);

/* One item asked: a facet, or a plain question. */
struct survey_item {
	const struct cJSON *section, *question; /* question NULL: a facet */
	const struct survey_facet *facet;
	int level;                      /* required of the person; -1: none */
};

/* The items in the order of the form; *count tells how many. */
const struct survey_item *survey_asked(const struct survey_catalogue *catalogue,
    const struct cJSON *definition, const struct survey_person *person, size_t *count);

#endif
