/* What the rows of a difference are called, and why files are refused. */
#ifndef GRUNNMUR_PEOPLE_WORDS_H
#define GRUNNMUR_PEOPLE_WORDS_H

struct cJSON;

/*
 * Adds to a row of people_import_changes what its page shows: what (which field, or what is wrong),
 * meanwhile (of a fault: what Grunnmur does), before and after in words, place (line and column).
 */
void people_words_add(struct cJSON *row);

/* Of a conflict: its choices as [{code, text, checked, closed}]; closed: another must choose it. */
struct cJSON *people_words_choices(const struct cJSON *row);

/* A kind of row ("new"), a state, an encoding's delimiter, a field: as pages call it. */
const char *people_words_kind(const char *kind);
const char *people_words_state(const char *state);
const char *people_words_delimiter(const char *delimiter);
const char *people_words_content(const char *content);

/*
 * Why files could not be read: what happened, and what to do. detail is a field, heading what the
 * mapping calls it or NULL.
 */
const char *people_words_problem(const char *problem, const char *detail, const char *heading);

#endif
