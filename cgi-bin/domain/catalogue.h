/*
 * The catalogue as HR keeps it. Each kind of object is described once, by its fields: forms, JSON,
 * files and versions all follow from that. An object is JSON with every field of its kind: text,
 * number, true or false, "YYYY-MM-DD", a list of codes, or rows of columns; null is "not said".
 */
#ifndef GRUNNMUR_CATALOGUE_H
#define GRUNNMUR_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

enum catalogue_type {
	CATALOGUE_CODE = 1, CATALOGUE_TEXT, CATALOGUE_LONG, CATALOGUE_NUMBER, CATALOGUE_DECIMAL,
	CATALOGUE_FLAG, CATALOGUE_DAY, CATALOGUE_CHOICE, CATALOGUE_MANY, CATALOGUE_ROWS,
	CATALOGUE_KEPT,         /* not in forms: as it was, else the first of its choices */
};

/* What a code of another kind is chosen from. */
enum catalogue_source {
	CATALOGUE_TOPICS = 1, CATALOGUE_COMPETENCES, CATALOGUE_UNITS, CATALOGUE_ROLES,
	CATALOGUE_SURVEYS, CATALOGUE_SOURCES,
};

struct catalogue_field {
	const char *name, *label, *help;        /* English; help may be NULL */
	enum catalogue_type type;
	bool needed, fixed;     /* fixed: said once, when it is made */
	int64_t least, most;                    /* of a number; most characters of a text, rows */
	const char *const *choices;
	const char *(*word)(const char *choice);
	enum catalogue_source source;
	const struct catalogue_field *columns;  /* of rows; columns have no rows */
};

struct catalogue_kind {
	const char *name, *plural;              /* "competence", "competences" */
	const struct catalogue_field *fields;   /* ended by a NULL name */
	/* [{id, …}] as they are stored, by id: all, or that of id alone where it is not 0. */
	struct cJSON *(*all)(struct db *db, int64_t id);
	/* The id of the one that a whole object is about; 0: it is a new one. */
	int64_t (*find)(struct db *db, const struct cJSON *object);
	/* Adds {field: message} for what one field alone cannot tell; may be NULL. */
	void (*check)(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults);
	/* Stores it, id 0 as a new one; gives its id. */
	int64_t (*store)(struct db *db, int64_t id, const struct cJSON *object);
	/*
	 * id, code, name, language, topic, then what the kind has; search "" is all. by_name is the
	 * place by name where the order is another.
	 */
	struct db_rows *(*list)(struct db *db, const char *language, const char *search,
	    const char *topic);
};

/*
 * Requirements are rows of files alone: find, store and list are NULL, versions are the roles'.
 * Levels and anchors are there once and for all: find is NULL.
 */
extern const struct catalogue_kind catalogue_competence, catalogue_role, catalogue_offering,
    catalogue_coverage, catalogue_requirement, catalogue_topic, catalogue_level, catalogue_anchor;

/* Names of the codes, in the user's language. */
const char *catalogue_facet_text(const char *facet);
extern const char *const catalogue_facets[];
extern const char *const catalogue_sectors[];
extern const char *const catalogue_languages[];

/* [{code, name}] to choose from, in the order of the catalogue; what has ended stands last. */
struct cJSON *catalogue_choices(struct db *db, enum catalogue_source source, const char *language);

/*
 * For the kinds: puts rows under their objects, as a list called field; both in the order of ids,
 * a row's own being owner. Column NULL: as objects; else that column's texts.
 */
void catalogue_attach(struct cJSON *objects, const char *field, struct db_rows *rows,
    const char *column);

/* The object of a kind as it is stored, without its id; NULL: there is none. */
struct cJSON *catalogue_read(struct db *db, const struct catalogue_kind *kind, int64_t id);

enum catalogue_result { CATALOGUE_DONE, CATALOGUE_SAME, CATALOGUE_STALE };

/*
 * What catalogue_save does but for its row in the audit, for who changes many at once; *names then
 * has the fields that changed, separated by spaces.
 */
enum catalogue_result catalogue_keep(struct db *db, const struct user *user,
    const struct catalogue_kind *kind, int64_t *id, int64_t rev, const struct cJSON *object,
    const char **names);

/*
 * Stores a checked object with a new version. *id 0 makes one, and *id is then its own. rev is the
 * version that was changed, -1 any: another than the newest is stale, and nothing may be kept.
 */
enum catalogue_result catalogue_save(struct db *db, const struct user *user,
    const struct catalogue_kind *kind, int64_t *id, int64_t rev, const struct cJSON *object);

#endif
