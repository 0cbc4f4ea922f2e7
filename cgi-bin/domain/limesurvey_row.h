/* What the cells of LimeSurvey's structure mean: types, languages, conditions, marked-up texts. */
#ifndef GRUNNMUR_LIMESURVEY_ROW_H
#define GRUNNMUR_LIMESURVEY_ROW_H

#include <stdbool.h>

/* Our type of question for one of theirs; NULL: there is none. */
const char *limesurvey_type(const char *type);

/* Our language for one of theirs ("no" and "nb-NO" are bokmål); NULL: we do not have it. */
const char *limesurvey_language(const char *language);

/* A text without its mark-up: tags are left out, the common entities are characters. */
const char *limesurvey_plain(const char *text);

/* Whether a relevance says that a question is always shown. */
bool limesurvey_is_always(const char *relevance);

/* "Q1 == 'A2'": a question and one of its answers. */
struct limesurvey_rule { const char *question, *choice; };

/* False: the relevance says more, or something else. */
bool limesurvey_rule(const char *relevance, struct limesurvey_rule *rule);

/* "Q1_SQ2 == 'Y'": the box SQ2 of question Q1. */
bool limesurvey_rule_of_box(const char *relevance, struct limesurvey_rule *rule);

#endif
