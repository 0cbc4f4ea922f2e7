/* What the catalogue's pages say: headings, rows and versions in words. */
#ifndef GRUNNMUR_HR_CATALOGUE_PAGE_H
#define GRUNNMUR_HR_CATALOGUE_PAGE_H

#include "catalogue.h"

struct cJSON;

/* A kind's place in the program; all texts in English. */
struct catalogue_section {
	const char *path;       /* "/roles" */
	const struct catalogue_kind *kind;
	const char *title, *intro, *make, *empty;
};

/* The section that an address belongs to. */
const struct catalogue_section *catalogue_page_section(const struct request *req);

/* The section of a kind, by its plural; NULL: there is none. */
const struct catalogue_section *catalogue_page_kind(const char *plural);

/* [{code, text, selected}] of all kinds. */
struct cJSON *catalogue_page_kinds(const char *chosen);

/* A page's own view: what is the same on all pages of the section. */
struct cJSON *catalogue_page_heads(const struct catalogue_section *section);

/* A row of a list: its name, and what it is, in words. */
struct cJSON *catalogue_page_row(const struct catalogue_section *section, const struct cJSON *row);

/* The heading of an object's page, and what is to be known about it first. */
void catalogue_page_object(const struct request *req, struct cJSON *page,
    const struct catalogue_section *section, const struct cJSON *object);

/* [{label, old, new}] of changes, in words. */
struct cJSON *catalogue_page_changes(const struct catalogue_section *section,
    const struct cJSON *changes);

/* The versions in words. */
struct cJSON *catalogue_page_history(const struct catalogue_section *section,
    const struct cJSON *versions);

#endif
