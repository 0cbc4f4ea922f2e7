/*
 * Where files about people come from: what the columns of a source are called, and which of our
 * roles its job codes are. Only what is named here is read.
 */
#ifndef GRUNNMUR_PEOPLE_SOURCE_H
#define GRUNNMUR_PEOPLE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

enum people_field {
	PEOPLE_NUMBER, PEOPLE_GIVEN_NAME, PEOPLE_FAMILY_NAME, PEOPLE_LOGIN, PEOPLE_EMAIL,
	PEOPLE_POSITION_UNIT, PEOPLE_JOB, PEOPLE_TITLE, PEOPLE_PERCENT, PEOPLE_MAIN, PEOPLE_FROM,
	PEOPLE_TO, PEOPLE_POSITION, PEOPLE_KIND, PEOPLE_HIRED, PEOPLE_LANGUAGE,
	PEOPLE_UNIT, PEOPLE_PARENT, PEOPLE_UNIT_NAME, PEOPLE_LEADER, PEOPLE_FUNCTION, PEOPLE_UNIT_FROM,
	PEOPLE_UNIT_TO, PEOPLE_LEVEL, PEOPLE_FIELDS
};

/* What can be read of a file. label is a text to translate; names are how systems call it. */
struct people_field_kind {
	const char *name, *file, *label;
	bool needed;
	const char *const *names;
};
extern const struct people_field_kind people_fields[PEOPLE_FIELDS];

struct people_source {
	int64_t id, municipality_id, rev;
	const char *code, *name, *format;
	bool is_new;                    /* its numbers are those of the new municipality */
	size_t prefix_length;           /* of what numbers of a former municipality get in front */
	const char *headings[PEOPLE_FIELDS];    /* NULL: not mapped */
};

/* The source; false: there is none. */
bool people_source_get(struct db *db, int64_t id, struct people_source *source);
int64_t people_source_find(struct db *db, const char *code);

/* All: id, code, name, format, municipality, import_id and state of the last import, its
 * ended_at. */
struct db_rows *people_source_list(struct db *db);

/*
 * Which of the headings a field is: the one that the source's mapping names, else one that systems
 * use for it. -1: none. A heading of what is never read is none either.
 */
int people_source_column(const struct people_source *source, enum people_field field,
    const char *const *headings, size_t count);

/* Whether a heading says salary, national identity number or absence: it is never mapped. */
bool people_source_is_forbidden(const char *heading);

/*
 * Makes a source (id 0) or changes it; headings NULL leaves the mapping as it is. 0: the code is
 * taken; -1: somebody was faster (rev -1 does not ask).
 */
int64_t people_source_save(struct db *db, const struct user *actor,
    const struct people_source *source, bool with_headings);

/* Keeps a mapping that was guessed. */
void people_source_keep(struct db *db, int64_t source_id, enum people_field field,
    const char *heading);

/*
 * The job codes of the source that are mapped, or stand in its open import, or had no role in its
 * last one: job_code, title, role_id and role (code) or NULL, positions (how many rows).
 */
struct db_rows *people_source_jobs(struct db *db, int64_t source_id);

/* Says which role a job code is; role_id 0: none. The audit is told once, of all. */
void people_source_map_job(struct db *db, int64_t source_id, const char *job_code,
    int64_t role_id);
void people_source_mapped(struct db *db, const struct user *actor, int64_t source_id,
    const char *job_codes);

/* Whose numbers a source's can be: id, name, is_new; whether there is one of that id. */
struct db_rows *people_source_municipalities(struct db *db);
bool people_source_has_municipality(struct db *db, int64_t id);

/* The roles that have not ended, by name: code, name in the language or in bokmål. */
struct db_rows *people_source_roles(struct db *db, const char *language);

/* The role of a code that has not ended, 0: none. */
int64_t people_source_role(struct db *db, const char *code);

#endif
