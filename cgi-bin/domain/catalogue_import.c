/* Files that are to change the catalogue: kept, compared with what is stored, applied. */
#include "catalogue_import.h"

#include <inttypes.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "buf.h"
#include "catalogue_change.h"
#include "catalogue_file.h"
#include "catalogue_value.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "requirement_table.h"

enum { LISTED_MOST = 20, KEPT_DAYS = 30 };

/* Files --------------------------------------------------------------------- */

int64_t catalogue_import_add(struct db *db, const struct user *user,
    const struct catalogue_kind *kind, const char *name, const char *bytes, size_t length)
{
	db_exec(db,
	    "DELETE FROM catalogue_import WHERE applied_at IS NULL AND at < ? - INTERVAL ? DAY",
	    DB_ARGS(db_text(clock_now()), db_int(KEPT_DAYS)));
	db_exec(db,
	    "INSERT INTO catalogue_import (kind, name, at, actor_id, body) VALUES (?, ?, ?, ?, ?)",
	    DB_ARGS(db_text(kind->plural), db_text(name), db_text(clock_now()), db_int(user->id),
	        db_bytes(bytes, length)));
	const int64_t id = db_insert_id(db);

	audit_add(db, user, "catalogue.upload", id, 0, kind->plural);
	return id;
}

struct db_rows *catalogue_import_list(struct db *db)
{
	return db_query(db,
	    "SELECT i.id, i.kind, i.name, i.at, CONCAT(p.given_name, ' ', p.family_name) AS person,"
	    "       i.applied_at, i.made, i.changed"
	    "  FROM catalogue_import i JOIN person p ON p.id = i.actor_id"
	    " ORDER BY i.id DESC LIMIT ?", DB_ARGS(db_int(LISTED_MOST)));
}

struct db_rows *catalogue_import_get(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT i.id, i.kind, i.name, i.at, CONCAT(p.given_name, ' ', p.family_name) AS person,"
	    "       i.applied_at, i.made, i.changed, i.body"
	    "  FROM catalogue_import i JOIN person p ON p.id = i.actor_id"
	    " WHERE i.id = ?", DB_ARGS(db_int(id)));
}

/* Comparing ----------------------------------------------------------------- */

struct comparing {
	struct db *db;
	const struct catalogue_kind *kind;
	struct catalogue_known *known;
	struct catalogue_difference *difference;
	cJSON *stored, *seen;           /* by key */
};

/* What tells an object from the others of its kind: what is said once, when it is made. */
static const char *key_of(const struct catalogue_kind *kind, const cJSON *object)
{
	struct buf key = { 0 };

	for (const struct catalogue_field *field = kind->fields; field->name; field++)
		if (field->fixed)
			buf_printf(&key, "%s%s", key.length ? " " : "",
			    catalogue_value_text(field, json_get(object, field->name)));
	return buf_text(&key);
}

static cJSON *by_key(struct db *db, const struct catalogue_kind *kind)
{
	cJSON *stored = cJSON_CreateObject(), *all = kind->all(db, 0), *object;

	while ((object = cJSON_DetachItemFromArray(all, 0)))
		json_set(stored, key_of(kind, object), object);
	return stored;
}

/* The column that a fault's field is in: "laws_2_address" is in "laws". */
static const struct catalogue_field *column_of(const struct catalogue_kind *kind,
    const char *name)
{
	const struct catalogue_field *found = NULL;

	for (const struct catalogue_field *field = kind->fields; field->name; field++) {
		const size_t length = strlen(field->name);

		if (strcmp(field->name, name) == 0)
			return field;
		if (strncmp(field->name, name, length) == 0 && name[length] == '_' && field->columns)
			found = field;
	}
	return found;
}

static void add_faults(struct comparing *all, int64_t place, const cJSON *faults)
{
	const cJSON *fault;

	cJSON_ArrayForEach(fault, faults) {
		const struct catalogue_field *column = column_of(all->kind, fault->string);
		const char *row = column && column->columns ? fault->string + strlen(column->name) : "";

		catalogue_file_fault(all->difference->faults, place,
		    column ? column->name : fault->string, *row == '_'
		    ? arena_printf("%s: %s", row + 1, fault->valuestring) : fault->valuestring);
	}
}

static const char *name_of(const cJSON *object)
{
	static const char *const fields[] = { "name_nb", "title_nb", "text_nb", NULL };

	for (const char *const *field = fields; *field; field++)
		if (json_get_text(object, *field))
			return json_get_text(object, *field);
	return NULL;
}

static void add_change(struct comparing *all, int64_t place, const cJSON *old, cJSON *new)
{
	struct catalogue_difference *difference = all->difference;
	cJSON *row = cJSON_CreateObject(), *object = cJSON_CreateObject();

	json_set_int(row, "place", place);
	json_set_text(row, "code", key_of(all->kind, new));
	json_set_text(row, "name", name_of(new));
	json_set_bool(row, "is_new", !old);
	json_set(row, "changes", catalogue_change_between(old, new));
	cJSON_AddItemToArray(difference->rows, row);
	json_set_int(object, "id", old ? json_get_int(old, "id", 0) : 0);
	json_set(object, "object", new);
	cJSON_AddItemToArray(difference->objects, object);
	difference->made += !old;
	difference->changed += old != NULL;
}

/* Whether the whole of an object, but for its id, is as it is stored. */
static bool is_same(const struct catalogue_kind *kind, const cJSON *old, const cJSON *new)
{
	for (const struct catalogue_field *field = kind->fields; field->name; field++)
		if (!catalogue_value_same(json_get(old, field->name), json_get(new, field->name)))
			return false;
	return true;
}

/* A requirement without a level is none: nothing to take away is nothing to do. */
static bool is_nothing(const struct catalogue_kind *kind, const cJSON *new)
{
	return kind == &catalogue_requirement && cJSON_IsNull(json_get(new, "level"));
}

static void compare_row(struct comparing *all, const cJSON *row)
{
	const int64_t place = json_get_int(row, "place", 0);
	const cJSON *sent = json_get(row, "sent");
	const char *key = key_of(all->kind, sent);
	const cJSON *old = json_get(all->stored, key);
	cJSON *faults = cJSON_CreateObject();
	cJSON *new = catalogue_value_object(all->known, all->kind, old, sent, faults);

	if (json_get(all->seen, key))
		catalogue_value_fault(faults, all->kind->fields[0].name,
		    _("This stands in an earlier row too."));
	else
		json_set_bool(all->seen, key, true);
	const bool is_other = !faults->child && (old ? !is_same(all->kind, old, new)
	    : !is_nothing(all->kind, new));

	if (is_other && !old && !all->kind->find && all->kind != &catalogue_requirement)
		catalogue_value_fault(faults, all->kind->fields[0].name, _("There is no such one."));
	if (is_other && all->kind->check)
		all->kind->check(all->db, old ? json_get_int(old, "id", 0) : 0, new, faults);
	add_faults(all, place, faults);
	if (is_other && !faults->child)
		add_change(all, place, old, new);
}

/* FNV-1a: no secret, only unlike what something else would give. */
static const char *digest_of(const cJSON *rows)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (const char *text = json_text(rows); *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
	return arena_printf("%016" PRIx64, hash);
}

const struct catalogue_difference *catalogue_import_compare(struct db *db,
    const struct catalogue_kind *kind, const char *bytes, size_t length)
{
	struct catalogue_difference *difference = arena_alloc(sizeof *difference);
	struct comparing all = { .db = db, .kind = kind, .difference = difference,
		.known = catalogue_value_known(db), .stored = by_key(db, kind),
		.seen = cJSON_CreateObject() };
	const cJSON *row;

	difference->rows = cJSON_CreateArray();
	difference->objects = cJSON_CreateArray();
	difference->faults = cJSON_CreateArray();
	const cJSON *rows = catalogue_file_read(kind, bytes, length, difference->faults);

	difference->count = cJSON_GetArraySize(rows);
	cJSON_ArrayForEach(row, rows)
		compare_row(&all, row);
	difference->digest = digest_of(difference->rows);
	return difference;
}

/* Applying ------------------------------------------------------------------ */

static int64_t role_of(struct catalogue_known *known, const char *code)
{
	const cJSON *roles = catalogue_value_codes(known, CATALOGUE_ROLES), *role;

	cJSON_ArrayForEach(role, roles)
		if (strcmp(json_get_text(role, "code"), code) == 0)
			return json_get_int(role, "id", 0);
	return 0;
}

static enum catalogue_result put_requirements(struct db *db, const struct user *user,
    const struct catalogue_difference *difference)
{
	const size_t count = (size_t)cJSON_GetArraySize(difference->objects);
	struct requirement_cell *cells = arena_alloc((count + 1) * sizeof *cells), *cell = cells;
	struct catalogue_known *known = catalogue_value_known(db);
	cJSON *faults = cJSON_CreateObject();
	const cJSON *one;
	int64_t changed;

	cJSON_ArrayForEach(one, difference->objects) {
		const cJSON *object = json_get(one, "object");

		*cell++ = (struct requirement_cell){
			.role_id = role_of(known, json_get_text(object, "role")),
			.competence = json_get_text(object, "competence"),
			.facet = json_get_text(object, "facet"),
			.level = json_get_int(object, "level", -1), .rev = -1,
			.statutory = json_get_true(object, "statutory"),
		};
	}
	const enum catalogue_result result = requirement_table_keep(db, user, cells, count, &changed,
	    faults);

	return faults->child ? CATALOGUE_STALE : result;
}

static enum catalogue_result put_objects(struct db *db, const struct user *user,
    const struct catalogue_kind *kind, const struct catalogue_difference *difference)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, difference->objects) {
		int64_t id = json_get_int(one, "id", 0);
		const char *names;

		if (catalogue_keep(db, user, kind, &id, -1, json_get(one, "object"), &names)
		    == CATALOGUE_STALE)
			return CATALOGUE_STALE;
	}
	return CATALOGUE_DONE;
}

enum catalogue_result catalogue_import_apply(struct db *db, const struct user *user, int64_t id,
    const struct catalogue_kind *kind, const struct catalogue_difference *difference)
{
	const int64_t taken = db_exec(db,
	    "UPDATE catalogue_import SET applied_at = ?, made = ?, changed = ?, body = NULL"
	    " WHERE id = ? AND applied_at IS NULL",
	    DB_ARGS(db_text(clock_now()), db_int(difference->made), db_int(difference->changed),
	        db_int(id)));
	const enum catalogue_result result = !taken ? CATALOGUE_STALE
	    : kind == &catalogue_requirement ? put_requirements(db, user, difference)
	    : put_objects(db, user, kind, difference);

	if (result != CATALOGUE_STALE)
		audit_add(db, user, "catalogue.import", id, 0, arena_printf("%s: %lld new, %lld changed",
		    kind->plural, (long long)difference->made, (long long)difference->changed));
	return result;
}
