/* What HR builds, until it is stored as the next version of its survey; the surveys. */
#ifndef GRUNNMUR_SURVEY_DRAFT_H
#define GRUNNMUR_SURVEY_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/*
 * Versions of all surveys, those of one code together, the latest first: id, code, version, title,
 * language, rounds, open_rounds; language is that of the title when it is not the user's.
 */
struct db_rows *survey_versions(struct db *db, const struct user *user);

/*
 * The rounds that ask a version: id, code, title, language, state. No row: nobody was asked yet.
 */
struct db_rows *survey_rounds(struct db *db, const struct user *user, int64_t survey_id);

struct survey_draft {
	int64_t id, rev, version;       /* version: the number that it becomes */
	int64_t based_on_id, based_on;  /* the version it began as, and its number; 0: none */
	const char *code, *changed_at, *changed_by;
	struct cJSON *definition;       /* as survey_store takes it, perhaps unfinished */
};

/* id, code, rev, changed_at, changed_by and the definition as text, by code. */
struct db_rows *survey_draft_list(struct db *db);

/* False: there is no such draft. */
bool survey_draft_read(struct db *db, int64_t id, struct survey_draft *draft);

/* The draft of a survey by its code; 0: there is none. */
int64_t survey_draft_find(struct db *db, const char *code);

/*
 * Begins a draft of the survey that the definition names; based_on_id 0: of nothing. 0: there is
 * one of that code.
 */
int64_t survey_draft_make(struct db *db, const struct user *user, const struct cJSON *definition,
    int64_t based_on_id);

/*
 * Stores the definition of a draft that was read and changed; what says in a word what was done.
 * False: somebody else has changed it since.
 */
bool survey_draft_save(struct db *db, const struct user *user, struct survey_draft *draft,
    const char *what);

/* Throws a draft away. False: somebody else has changed it since. */
bool survey_draft_discard(struct db *db, const struct user *user, const struct survey_draft *draft);

/*
 * Makes a draft without faults the next version; the version's id. 0: somebody else has changed it
 * since.
 */
int64_t survey_draft_settle(struct db *db, const struct user *user,
    const struct survey_draft *draft);

#endif
