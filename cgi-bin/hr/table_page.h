/* Tables that are cut into pages: the rows of one of them, and where the others are. */
#ifndef GRUNNMUR_HR_TABLE_PAGE_H
#define GRUNNMUR_HR_TABLE_PAGE_H

#include <stdint.h>

struct cJSON;

/*
 * Says in the page which of its pages is shown and where the others are; gives that page's number,
 * from 1: the one wanted, or the last. The partial table_pages shows it, once table_page_links has
 * said where the others are.
 */
int64_t table_page_cut(struct cJSON *page, int64_t count, int64_t a_page, int64_t wanted);

/* The same, and copies of the rows of that page. */
struct cJSON *table_page_rows(struct cJSON *page, const struct cJSON *rows, int64_t a_page,
    int64_t wanted);

/* address is what page=2 is written behind, "hr/catalogue?q=x&"; place "#rows" or "". */
void table_page_links(struct cJSON *page, const char *address, const char *place);

#endif
