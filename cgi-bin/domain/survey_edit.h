/*
 * Changes of a definition that is being built: sections and questions by their codes, places,
 * texts. Nothing here knows the database; what is unfinished or wrong is left to survey_check.
 */
#ifndef GRUNNMUR_SURVEY_EDIT_H
#define GRUNNMUR_SURVEY_EDIT_H

#include <stdbool.h>
#include <stddef.h>

struct cJSON;

/* A definition with nothing in it yet. */
struct cJSON *survey_edit_new(const char *code);

/* NULL: there is none of that code. */
struct cJSON *survey_edit_section(struct cJSON *definition, const char *code);

/* A question by its code, and the section it stands in; NULL: there is none. */
struct cJSON *survey_edit_question(struct cJSON *definition, const char *code,
    struct cJSON **section);

/* A list of an object, made if it is not there. */
struct cJSON *survey_edit_list(struct cJSON *object, const char *name);

/* Puts a member in place of what is there; NULL takes it away. The name is a literal. */
void survey_edit_set(struct cJSON *object, const char *name, struct cJSON *value);

/* The place of one of a list, from 1; and how many there are. */
size_t survey_edit_place(const struct cJSON *list, const struct cJSON *one);
size_t survey_edit_count(const struct cJSON *list);

/* Puts one of a list at a place from 1; beyond the end is the end. */
void survey_edit_move(struct cJSON *list, struct cJSON *one, size_t place);

/* Takes one out of its list. */
void survey_edit_remove(struct cJSON *list, struct cJSON *one);

/*
 * A code that is not taken in the definition, made from a text: "Hva kan du?" is "hva-kan-du". The
 * codes of sections and of questions are two lists; within says in which.
 */
const char *survey_edit_code(const struct cJSON *definition, const char *within, const char *text);

/* Whether a text is a code; empty is none. */
bool survey_edit_is_code(const char *text);

/* A code that is none of those of a list of objects with codes. */
const char *survey_edit_free_code(const struct cJSON *list, const char *text);

/* The text in a language, else in bokmål, then *other is "nb"; "" if there is none. */
const char *survey_edit_text(const struct cJSON *texts, const char *language, const char **other);

#endif
