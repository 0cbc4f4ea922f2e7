/* The heat map as a table on a page: one topic at a time, digit, badge and mark in a cell. */
#ifndef GRUNNMUR_LEADER_MAP_PAGE_H
#define GRUNNMUR_LEADER_MAP_PAGE_H

struct cJSON;

/*
 * Adds to page what unit.html shows of view (as heat_map gives it): answered, asked, gap_count,
 * topics (choices of the filter), columns, rows, averages. chosen is the topic asked for; NULL
 * or an unknown one: the first with a statutory competence.
 */
void map_page_add(struct cJSON *page, const struct cJSON *view, const char *chosen);

#endif
