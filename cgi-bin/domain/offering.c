/* Training that can be had, with what it teaches. */
#include "offering.h"

#include <cjson/cJSON.h>

#include "clock.h"
#include "json.h"

static cJSON *competence_of(const struct db_rows *row)
{
	cJSON *competence = cJSON_CreateObject();

	json_set_text(competence, "code", db_col_text(row, "competence"));
	json_set_text(competence, "name", db_col_text(row, "name"));
	json_set_text(competence, "language", db_col_text(row, "name_language"));
	json_set_int(competence, "reaches_level", db_col_int(row, "reaches_level"));
	return competence;
}

static cJSON *offering_of(const struct db_rows *row)
{
	static const char *const of_competence[] = { "competence", "name", "name_language",
	    "reaches_level" };
	cJSON *offering = db_row_json(row);

	for (size_t i = 0; i < sizeof of_competence / sizeof *of_competence; i++)
		cJSON_DeleteItemFromObjectCaseSensitive(offering, of_competence[i]);
	json_set(offering, "competences", cJSON_CreateArray());
	return offering;
}

struct cJSON *offering_list(struct db *db, const struct user *user)
{
	const struct db_arg language = db_text(user->language);
	cJSON *list = cJSON_CreateArray(), *offering = NULL;
	int64_t last = 0;
	struct db_rows *rows = db_query(db,
	    "SELECT o.id, o.code, COALESCE(own.title, nb.title, o.code) AS title,"
	    "       IF(own.title IS NULL, 'nb', NULL) AS language, o.form, o.provider, o.hours,"
	    "       o.price, o.places,"
	    "       c.code AS competence, COALESCE(cown.name, cnb.name, c.code) AS name,"
	    "       IF(cown.name IS NULL, 'nb', NULL) AS name_language, f.reaches_level"
	    "  FROM offering o"
	    "  LEFT JOIN offering_text own ON own.offering_id = o.id AND own.language = ?"
	    "  LEFT JOIN offering_text nb ON nb.offering_id = o.id AND nb.language = 'nb'"
	    "  LEFT JOIN offering_competence f ON f.offering_id = o.id"
	    "  LEFT JOIN competence c ON c.id = f.competence_id"
	    "  LEFT JOIN competence_text cown ON cown.competence_id = c.id AND cown.language = ?"
	    "  LEFT JOIN competence_text cnb ON cnb.competence_id = c.id AND cnb.language = 'nb'"
	    " WHERE o.valid_to IS NULL OR o.valid_to >= ?"
	    " ORDER BY title, o.id, c.position",
	    DB_ARGS(language, language, db_text(clock_today())));

	while (db_next(rows)) {
		if (db_col_int(rows, "id") != last) {
			offering = offering_of(rows);
			cJSON_AddItemToArray(list, offering);
			last = db_col_int(rows, "id");
		}
		if (!db_col_null(rows, "competence"))
			cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(offering, "competences"),
			    competence_of(rows));
	}
	return list;
}
