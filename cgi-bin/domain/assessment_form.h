/* The form of an assessment: what is asked, page by page, with what has been answered. */
#ifndef GRUNNMUR_ASSESSMENT_FORM_H
#define GRUNNMUR_ASSESSMENT_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;
struct assessment_texts;

/* A page has at most so many competences. */
enum { ASSESSMENT_PAGE_MOST = 6 };

/* One question as far as pages and counts need it; json only where the whole item was read. */
struct assessment_item {
	int64_t id, section, topic, competence;     /* topic and competence 0: a plain question */
	bool required, answered;
	int64_t show_if;                            /* the item that decides; 0: always shown */
	const char *show_if_choice, *chosen;        /* chosen: the choices made here, as JSON */
	bool is_met;                                /* shown; see assessment_pages_lay */
	size_t page;                                /* from 1 */
	struct cJSON *json;
};

/* A page: whole topics of one section; items first to last stand side by side in the form. */
struct assessment_page {
	int64_t section;
	size_t first, count;                        /* in items */
	int64_t answered, total;                    /* of its required items */
};

struct assessment_form {
	int64_t id;
	struct cJSON *head;         /* {id, state, round, title, closes_at, answered, total, …} */
	bool is_working;            /* may be answered now */
	bool is_open;               /* the round is open */
	bool has_comments;
	const struct assessment_texts *texts;
	struct assessment_item *items;
	size_t item_count;
	struct assessment_page *pages;
	size_t page_count;
};

/*
 * Reads head, order and texts, and with whole every item as well. NULL: no such assessment of this
 * person.
 */
struct assessment_form *assessment_form_read(struct db *db, const struct user *user, int64_t id,
    bool whole);

/* The ids of the items that stored answers hide: what a submission leaves out. */
struct cJSON *assessment_form_hidden(struct db *db, const struct user *user, int64_t id);

/* Reads the items of one page, from 1. */
void assessment_form_read_page(struct db *db, const struct user *user, struct assessment_form *form,
    size_t page);

/* An item as it stands in the form's JSON, of a row with all its columns. */
struct cJSON *assessment_form_item_json(const struct db_rows *row,
    const struct assessment_form *form);

/* A page whose items were read: {id, title, language, items:[…]}. */
struct cJSON *assessment_form_section(const struct assessment_form *form, size_t page);

/* The title of a page, that of its section; *language as of assessment_text. */
const char *assessment_form_title(const struct assessment_form *form, size_t page,
    const char **language);

/* An item that was read; NULL: not asked, or not read. */
struct cJSON *assessment_form_item(const struct assessment_form *form, int64_t item);

/* The page of the first required item without an answer, else the last one. */
size_t assessment_form_continue(const struct assessment_form *form);

/* The page of an item; 0: not asked. */
size_t assessment_form_page_of(const struct assessment_form *form, int64_t item);

/* The five levels, {level, name, text}, as they are explained beside no competence. */
struct cJSON *assessment_form_scale(const struct assessment_form *form);

/* What is read before the first question: {version, text, language, purpose}. */
struct cJSON *assessment_form_notice(struct db *db, const struct user *user, int64_t id);

#endif
