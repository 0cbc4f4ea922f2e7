/* What HR builds, until it is stored as the next version of its survey. */
#include "survey_draft.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "fault.h"
#include "json.h"
#include "survey.h"

struct db_rows *survey_versions(struct db *db, const struct user *user)
{
	return db_query(db,
	    "SELECT s.id, s.code, s.version, COALESCE(own.title, nb.title, s.code) AS title,"
	    "       IF(own.title IS NULL, 'nb', NULL) AS language,"
	    "       (SELECT COUNT(*) FROM round r WHERE r.survey_id = s.id) AS rounds,"
	    "       (SELECT COUNT(*) FROM round r WHERE r.survey_id = s.id"
	    "           AND r.state IN ('opening', 'open')) AS open_rounds"
	    "  FROM survey s"
	    "  LEFT JOIN survey_text own ON own.survey_id = s.id AND own.language = ?"
	    "  LEFT JOIN survey_text nb ON nb.survey_id = s.id AND nb.language = 'nb'"
	    " ORDER BY s.code, s.version DESC",
	    DB_ARGS(db_text(user->language)));
}

struct db_rows *survey_rounds(struct db *db, const struct user *user, int64_t survey_id)
{
	return db_query(db,
	    "SELECT r.id, r.code, COALESCE(own.title, nb.title, r.code) AS title,"
	    "       IF(own.title IS NULL, 'nb', NULL) AS language, r.state"
	    "  FROM round r"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    " WHERE r.survey_id = ? ORDER BY r.opens_at DESC, r.id DESC",
	    DB_ARGS(db_text(user->language), db_int(survey_id)));
}

/* Drafts -------------------------------------------------------------------- */

struct db_rows *survey_draft_list(struct db *db)
{
	return db_query(db,
	    "SELECT d.id, d.code, d.rev, d.changed_at,"
	    "       CONCAT(p.given_name, ' ', p.family_name) AS changed_by, d.definition"
	    "  FROM survey_draft d JOIN person p ON p.id = d.changed_by ORDER BY d.code",
	    DB_ARGS());
}

/* The text is ours: it was checked when it was stored. */
static cJSON *parsed(const char *text)
{
	const char *why;
	cJSON *definition = json_read(text, strlen(text), &why);

	if (!definition)
		fault("a draft that is no JSON: %s", why);
	return definition;
}

static void set_version(cJSON *definition, int64_t version)
{
	cJSON *number = cJSON_CreateNumber((double)version);

	if (json_get(definition, "version"))
		cJSON_ReplaceItemInObjectCaseSensitive(definition, "version", number);
	else
		json_set(definition, "version", number);
}

bool survey_draft_read(struct db *db, int64_t id, struct survey_draft *draft)
{
	struct db_rows *row = db_query(db,
	    "SELECT d.code, d.rev, d.based_on_id, b.version AS based_on, d.definition, d.changed_at,"
	    "       CONCAT(p.given_name, ' ', p.family_name) AS changed_by,"
	    "       (SELECT COALESCE(MAX(s.version), 0) + 1 FROM survey s WHERE s.code = d.code)"
	    "           AS next"
	    "  FROM survey_draft d"
	    "  JOIN person p ON p.id = d.changed_by"
	    "  LEFT JOIN survey b ON b.id = d.based_on_id"
	    " WHERE d.id = ?",
	    DB_ARGS(db_int(id)));

	if (!db_next(row))
		return false;
	*draft = (struct survey_draft){
		.id = id, .rev = db_col_int(row, "rev"), .version = db_col_int(row, "next"),
		.based_on_id = db_col_int(row, "based_on_id"), .based_on = db_col_int(row, "based_on"),
		.code = db_col_text(row, "code"), .changed_at = db_col_text(row, "changed_at"),
		.changed_by = db_col_text(row, "changed_by"),
		.definition = parsed(db_col_text(row, "definition")),
	};
	set_version(draft->definition, draft->version);
	return true;
}

int64_t survey_draft_find(struct db *db, const char *code)
{
	struct db_rows *row = db_query(db, "SELECT id FROM survey_draft WHERE code = ?",
	    DB_ARGS(db_text(code)));

	return db_next(row) ? db_col_int(row, "id") : 0;
}

int64_t survey_draft_make(struct db *db, const struct user *user, const cJSON *definition,
    int64_t based_on_id)
{
	const struct db_arg who = db_int(user->id), now = db_text(clock_now());
	const char *code = json_get_text(definition, "code");
	const bool made = db_try(db,
	    "INSERT INTO survey_draft (code, based_on_id, definition, made_by, made_at, changed_by,"
	    "   changed_at)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_text(code), db_int_or_null(based_on_id, based_on_id != 0),
	        db_text(json_text(definition)), who, now, who, now));

	if (!made)
		return 0;
	const int64_t id = db_insert_id(db);

	audit_add(db, user, "survey_draft.make", id, 0, code);
	return id;
}

bool survey_draft_save(struct db *db, const struct user *user, struct survey_draft *draft,
    const char *what)
{
	const int64_t saved = db_exec(db,
	    "UPDATE survey_draft SET definition = ?, rev = rev + 1, changed_by = ?, changed_at = ?"
	    " WHERE id = ? AND rev = ?",
	    DB_ARGS(db_text(json_text(draft->definition)), db_int(user->id), db_text(clock_now()),
	        db_int(draft->id), db_int(draft->rev)));

	if (saved == 0)
		return false;
	draft->rev++;
	audit_add(db, user, "survey_draft.change", draft->id, 0,
	    arena_printf("%s: %.200s", draft->code, what));
	return true;
}

static bool remove_draft(struct db *db, const struct survey_draft *draft)
{
	return db_exec(db, "DELETE FROM survey_draft WHERE id = ? AND rev = ?",
	    DB_ARGS(db_int(draft->id), db_int(draft->rev))) != 0;
}

bool survey_draft_discard(struct db *db, const struct user *user, const struct survey_draft *draft)
{
	if (!remove_draft(db, draft))
		return false;
	audit_add(db, user, "survey_draft.discard", draft->id, 0, draft->code);
	return true;
}

int64_t survey_draft_settle(struct db *db, const struct user *user,
    const struct survey_draft *draft)
{
	if (!remove_draft(db, draft))
		return 0;
	const int64_t id = survey_store(db, draft->definition);

	db_exec(db,
	    "INSERT INTO survey_change (survey_id, at, actor_id, what) VALUES (?, ?, ?, 'made')",
	    DB_ARGS(db_int(id), db_text(clock_now()), db_int(user->id)));
	audit_add(db, user, "survey.make", id, 0,
	    arena_printf("%s %lld", draft->code, (long long)draft->version));
	return id;
}
