/* The catalogue as HR keeps it: what its kinds share. */
#include "catalogue.h"

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "catalogue_change.h"
#include "catalogue_value.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"

const char *const catalogue_facets[] = { "knowledge", "attitude", "practice", NULL };
const char *const catalogue_sectors[] = {
	"felles", "helse_omsorg", "oppvekst", "teknisk", "kultur", "administrasjon", NULL,
};
const char *const catalogue_languages[] = { "nb", "nn", "en", NULL };

const char *catalogue_facet_text(const char *facet)
{
	static const struct i18n_word facets[] = {
		{ "knowledge", N_("Knowledge") }, { "attitude", N_("Attitude") },
		{ "practice", N_("Practice") }, { NULL, NULL },
	};

	return i18n_word(facets, facet);
}

static struct db_rows *competence_choices(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       c.valid_to IS NOT NULL AND c.valid_to < ? AS ended"
	    "  FROM competence c"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " ORDER BY ended, name, c.id",
	    DB_ARGS(db_text(clock_today()), db_text(language)));
}

static struct db_rows *unit_choices(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT u.code, COALESCE(own.name, nb.name, u.code) AS name,"
	    "       u.valid_to IS NOT NULL AND u.valid_to < ? AS ended"
	    "  FROM unit u"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " ORDER BY ended, name, u.id",
	    DB_ARGS(db_text(clock_today()), db_text(language)));
}

static struct db_rows *role_choices(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT r.id, r.code, COALESCE(own.name, nb.name, r.code) AS name,"
	    "       r.valid_to IS NOT NULL AND r.valid_to < ? AS ended"
	    "  FROM role r"
	    "  LEFT JOIN role_text own ON own.role_id = r.id AND own.language = ?"
	    "  LEFT JOIN role_text nb ON nb.role_id = r.id AND nb.language = 'nb'"
	    " ORDER BY ended, name, r.id",
	    DB_ARGS(db_text(clock_today()), db_text(language)));
}

static struct db_rows *topic_choices(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT t.code, COALESCE(own.name, nb.name, t.code) AS name,"
	    "       t.valid_to IS NOT NULL AND t.valid_to < ? AS ended"
	    "  FROM topic t"
	    "  LEFT JOIN topic_text own ON own.topic_id = t.id AND own.language = ?"
	    "  LEFT JOIN topic_text nb ON nb.topic_id = t.id AND nb.language = 'nb'"
	    " ORDER BY ended, t.position",
	    DB_ARGS(db_text(clock_today()), db_text(language)));
}

/* A survey's code is that of one version: "KARTLEGGING/2". */
static struct db_rows *survey_choices(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT CONCAT(s.code, '/', s.version) AS code,"
	    "       CONCAT(COALESCE(own.title, nb.title, s.code), ' (', s.code, '/', s.version, ')')"
	    "        AS name, 1 = 0 AS ended"
	    "  FROM survey s"
	    "  LEFT JOIN survey_text own ON own.survey_id = s.id AND own.language = ?"
	    "  LEFT JOIN survey_text nb ON nb.survey_id = s.id AND nb.language = 'nb'"
	    " ORDER BY s.id DESC",
	    DB_ARGS(db_text(language)));
}

struct cJSON *catalogue_choices(struct db *db, enum catalogue_source source, const char *language)
{
	static struct db_rows *(*const choices[])(struct db *db, const char *language) = {
		[CATALOGUE_TOPICS] = topic_choices, [CATALOGUE_COMPETENCES] = competence_choices,
		[CATALOGUE_UNITS] = unit_choices, [CATALOGUE_ROLES] = role_choices,
		[CATALOGUE_SURVEYS] = survey_choices,
	};

	return db_rows_json(choices[source](db, language));
}

void catalogue_attach(struct cJSON *objects, const char *field, struct db_rows *rows,
    const char *column)
{
	cJSON *object;

	cJSON_ArrayForEach(object, objects)
		json_set(object, field, cJSON_CreateArray());
	object = objects->child;
	while (object && db_next(rows)) {
		cJSON *row = column ? cJSON_CreateString(db_col_text(rows, column)) : db_row_json(rows);

		cJSON_DeleteItemFromObjectCaseSensitive(row, "owner");
		while (object && json_get_int(object, "id", 0) != db_col_int(rows, "owner"))
			object = object->next;
		cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(object, field), row);
	}
}

struct cJSON *catalogue_read(struct db *db, const struct catalogue_kind *kind, int64_t id)
{
	cJSON *object = id > 0 ? kind->all(db, id)->child : NULL;

	cJSON_DeleteItemFromObjectCaseSensitive(object, "id");
	return object;
}

enum catalogue_result catalogue_keep(struct db *db, const struct user *user,
    const struct catalogue_kind *kind, int64_t *id, int64_t rev, const struct cJSON *object,
    const char **names)
{
	const cJSON *old = *id ? catalogue_read(db, kind, *id) : NULL;
	const int64_t newest = *id ? catalogue_change_newest(db, kind->name, *id) : 0;

	if (rev >= 0 && rev != newest)
		return CATALOGUE_STALE;
	if (old && catalogue_value_same(old, object))
		return CATALOGUE_SAME;
	*id = kind->store(db, *id, object);
	const cJSON *new = catalogue_read(db, kind, *id);

	*names = catalogue_change_names(old, new);
	return catalogue_change_add(db, user, kind->name, *id, newest + 1, old, new) ? CATALOGUE_DONE
	    : CATALOGUE_STALE;
}

enum catalogue_result catalogue_save(struct db *db, const struct user *user,
    const struct catalogue_kind *kind, int64_t *id, int64_t rev, const struct cJSON *object)
{
	const bool is_new = !*id;
	const char *names;
	const enum catalogue_result result = catalogue_keep(db, user, kind, id, rev, object, &names);

	if (result == CATALOGUE_DONE)
		audit_add(db, user, arena_printf("%s.%s", kind->name, is_new ? "make" : "change"), *id, 0,
		    names);
	return result;
}
