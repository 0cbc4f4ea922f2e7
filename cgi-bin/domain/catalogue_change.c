/* The versions of what HR keeps: who changed what, when, from what to what. */
#include "catalogue_change.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "buf.h"
#include "catalogue_value.h"
#include "clock.h"
#include "json.h"

enum { VERSIONS_MOST = 100 };

int64_t catalogue_change_newest(struct db *db, const char *kind, int64_t id)
{
	struct db_rows *rows = db_query(db,
	    "SELECT COALESCE(MAX(version), 0) AS newest FROM catalogue_change"
	    " WHERE kind = ? AND object_id = ?",
	    DB_ARGS(db_text(kind), db_int(id)));

	return db_next(rows) ? db_col_int(rows, "newest") : 0;
}

bool catalogue_change_add(struct db *db, const struct user *user, const char *kind, int64_t id,
    int64_t version, const struct cJSON *old, const struct cJSON *new)
{
	return db_try(db,
	    "INSERT INTO catalogue_change (kind, object_id, version, at, actor_id, old, new)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_text(kind), db_int(id), db_int(version), db_text(clock_now()),
	        db_int(user->id), db_text(old ? json_text(old) : NULL), db_text(json_text(new))));
}

/* What a list has that another has not. */
static cJSON *without(const cJSON *list, const cJSON *other)
{
	cJSON *rest = cJSON_CreateArray();
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (!catalogue_value_has(other, one))
			cJSON_AddItemToArray(rest, cJSON_Duplicate(one, true));
	return rest;
}

struct cJSON *catalogue_change_between(const struct cJSON *old, const struct cJSON *new)
{
	cJSON *changes = cJSON_CreateArray();
	const cJSON *value;

	cJSON_ArrayForEach(value, new) {
		const cJSON *before = old ? json_get(old, value->string) : NULL;
		const bool is_list = cJSON_IsArray(value);

		if (before ? catalogue_value_same(before, value)
		    : cJSON_IsNull(value) || (is_list && !value->child))
			continue;
		cJSON *change = cJSON_CreateObject();

		json_set_text(change, "field", value->string);
		json_set(change, "old", is_list ? without(before, value)
		    : before ? cJSON_Duplicate(before, true) : cJSON_CreateNull());
		json_set(change, "new", is_list ? without(value, before) : cJSON_Duplicate(value, true));
		cJSON_AddItemToArray(changes, change);
	}
	return changes;
}

const char *catalogue_change_names(const struct cJSON *old, const struct cJSON *new)
{
	const cJSON *changes = catalogue_change_between(old, new), *change;
	struct buf names = { 0 };

	cJSON_ArrayForEach(change, changes) {
		buf_add(&names, names.length ? " " : "");
		buf_add(&names, json_get_text(change, "field"));
	}
	return buf_text(&names);
}

static cJSON *parsed(const char *text)
{
	const char *fault;

	return text ? json_read(text, strlen(text), &fault) : NULL;
}

struct cJSON *catalogue_change_list(struct db *db, const char *kind, int64_t id)
{
	cJSON *list = cJSON_CreateArray();
	struct db_rows *rows = db_query(db,
	    "SELECT h.version, h.at, CONCAT(p.given_name, ' ', p.family_name) AS person, h.old, h.new"
	    "  FROM catalogue_change h JOIN person p ON p.id = h.actor_id"
	    " WHERE h.kind = ? AND h.object_id = ? ORDER BY h.version DESC LIMIT ?",
	    DB_ARGS(db_text(kind), db_int(id), db_int(VERSIONS_MOST)));

	while (db_next(rows)) {
		cJSON *version = db_row_json(rows);

		cJSON_DeleteItemFromObjectCaseSensitive(version, "old");
		cJSON_DeleteItemFromObjectCaseSensitive(version, "new");
		json_set_bool(version, "made", db_col_null(rows, "old"));
		json_set(version, "changes", catalogue_change_between(parsed(db_col_text(rows, "old")),
		    parsed(db_col_text(rows, "new"))));
		cJSON_AddItemToArray(list, version);
	}
	return list;
}
