/* What a definition may have, but its designer should think over. */
#ifndef GRUNNMUR_SURVEY_WARNING_H
#define GRUNNMUR_SURVEY_WARNING_H

struct cJSON;
struct survey_catalogue;

/* So many items of one person are more than most answer with care. */
enum { SURVEY_ITEMS_MOST = 60 };

/*
 * [{kind, section, question, competence, message}] in the order of the definition, messages in the
 * user's language; section and question are codes, null where the whole survey is meant. Kinds:
 * unrequired, untranslated, too_many, free_text, ended, empty, twice, unreached.
 */
struct cJSON *survey_warnings(const struct survey_catalogue *catalogue,
    const struct cJSON *definition);

#endif
