/* Fields of the builder's forms: the languages of a text beside each other, choices, boxes. */
#ifndef GRUNNMUR_HR_SURVEY_FIELD_H
#define GRUNNMUR_HR_SURVEY_FIELD_H

#include <stdbool.h>
#include <stddef.h>

struct cJSON;
struct form;

/* The languages that the builder asks for; bokmål first. */
extern const char *const survey_field_languages[];

/* The name of a language, in the user's. */
const char *survey_field_language(const char *language);

struct survey_text { const char *name, *label, *help; size_t most; bool is_long; };

/*
 * Adds to a list of texts the fields NAME_nb, NAME_nn and NAME_en, with what was typed (typed may
 * be NULL), else what is stored.
 */
void survey_field_add_text(struct cJSON *list, const struct survey_text *text,
    struct form *typed, const struct cJSON *stored);

/*
 * The texts as they were sent; bokmål must be there if it is needed. A language that the form does
 * not have stays as it was.
 */
struct cJSON *survey_field_texts(struct form *form, const struct survey_text *text, bool needs_nb,
    const struct cJSON *stored);

/* The text of a field as it was typed; NULL: no form was sent. */
const char *survey_field_typed(struct form *typed, const char *name);

/* The fault of a field, NULL: none. */
const char *survey_field_error(struct form *typed, const char *name);

/* Whether a list that was typed has a value; without a form, whether the stored list has. */
bool survey_field_is_chosen(struct form *typed, const char *name, const char *value,
    const struct cJSON *stored);

/* Adds {code, text, selected}. */
void survey_field_add_option(struct cJSON *list, const char *code, const char *text,
    bool selected);

#endif
