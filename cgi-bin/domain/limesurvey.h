/*
 * The structure of a LimeSurvey survey in its tab-separated form (.txt), as plain questions of a
 * survey here. What has no counterpart is told, never guessed.
 */
#ifndef GRUNNMUR_LIMESURVEY_H
#define GRUNNMUR_LIMESURVEY_H

#include <stddef.h>

struct cJSON;

struct limesurvey {
	struct cJSON *sections;         /* as in a definition; asked of everyone */
	struct cJSON *lost;             /* [{line, code, message}], messages in the user's language */
};

/*
 * Reads UTF-8 text. NULL, or why it is no such file, with the line; then nothing was read.
 */
const char *limesurvey_read(const char *bytes, size_t length, struct limesurvey *out, size_t *line);

/*
 * Adds sections behind those of a definition. Codes that are taken get a number, and conditions
 * follow them.
 */
void limesurvey_add(struct cJSON *definition, const struct cJSON *sections);

#endif
