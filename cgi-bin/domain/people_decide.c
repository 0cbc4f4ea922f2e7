/* What HR sees of an import, and decides. */
#include "people_import.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "choice.h"
#include "clock.h"
#include "job.h"
#include "people_apply.h"

/* Looking ------------------------------------------------------------------------- */

#define IMPORTS \
	"SELECT i.id, i.source_id, s.name AS source, s.code AS source_code, s.format, i.state," \
	"       CONCAT(p.given_name, ' ', p.family_name) AS person, i.asked_at, i.ended_at," \
	"       i.has_people, i.has_units, i.people, i.gone, i.rev, i.reason, i.counts," \
	"       (SELECT COUNT(*) FROM people_change c WHERE c.import_id = i.id" \
	"           AND c.kind = 'fault' AND c.severity = 'stop') AS stops," \
	"       (SELECT COUNT(*) FROM people_change c WHERE c.import_id = i.id" \
	"           AND c.kind = 'conflict' AND c.choice IS NULL) AS open_conflicts," \
	"       (SELECT COUNT(*) FROM people_change c WHERE c.import_id = i.id" \
	"           AND c.kind IN ('new', 'changed', 'moved', 'gone')) AS changes" \
	"  FROM people_import i JOIN people_source s ON s.id = i.source_id" \
	"  LEFT JOIN person p ON p.id = i.asked_by"

struct db_rows *people_import_get(struct db *db, int64_t id)
{
	return db_query(db, IMPORTS " WHERE i.id = ?", DB_ARGS(db_int(id)));
}

struct db_rows *people_import_list(struct db *db)
{
	return db_query(db,
	    "SELECT i.id, s.name AS source, i.state,"
	    "       CONCAT(p.given_name, ' ', p.family_name) AS person, i.asked_at, i.ended_at,"
	    "       i.counts"
	    "  FROM people_import i JOIN people_source s ON s.id = i.source_id"
	    "  LEFT JOIN person p ON p.id = i.asked_by ORDER BY i.id DESC LIMIT 50", DB_ARGS());
}

struct db_rows *people_import_files(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT place, name, content, encoding, delimiter, row_count FROM people_file"
	    " WHERE import_id = ? ORDER BY place", DB_ARGS(db_int(id)));
}

#define NARROWED \
	" c.import_id = ? AND (? IS NULL OR c.kind = ?) AND (? = '' OR c.item = ?" \
	"    OR c.name LIKE CONCAT('%', ?, '%'))"

struct db_rows *people_import_changes(struct db *db, const struct user *user, int64_t id,
    const char *kind, const char *q, int64_t after, int64_t count)
{
	return db_query(db,
	    "SELECT c.id, c.kind, c.code, c.severity, c.item, c.name, c.old, c.new, c.other_no,"
	    "       c.choice, c.person_id IS NULL OR c.person_id <> ? AS choosable, f.name AS file,"
	    "       c.line, c.heading"
	    "  FROM people_change c LEFT JOIN people_file f ON f.import_id = c.import_id"
	    "   AND f.place = c.file"
	    " WHERE" NARROWED " AND c.id > ? ORDER BY c.id LIMIT ?",
	    DB_ARGS(db_int(user->id), db_int(id), db_text(kind), db_text(kind), db_text(q), db_text(q),
	        db_text(q), db_int(after), db_int(count)));
}

int64_t people_import_count(struct db *db, int64_t id, const char *kind, const char *q)
{
	struct db_rows *row = db_query(db,
	    "SELECT COUNT(*) AS count FROM people_change c WHERE" NARROWED
	    "   AND (c.kind <> 'conflict' OR c.choice IS NULL)",
	    DB_ARGS(db_int(id), db_text(kind), db_text(kind), db_text(q), db_text(q), db_text(q)));

	db_next(row);
	return db_col_int(row, "count");
}

bool people_import_shrinks(int64_t people, int64_t gone)
{
	return gone * 100 > people * PEOPLE_GONE_PERCENT;
}

const char *const *people_import_choices(const char *code)
{
	static const char *const join[] = { "join", "move", "apart", NULL };
	static const char *const move[] = { "move", "apart", NULL };
	static const char *const twice[] = { "join", "apart", NULL };
	static const char *const open[] = { "open", "leave", NULL };
	static const char *const take[] = { "take", "leave", NULL };

	return strcmp(code, "login_new") == 0 ? join : strcmp(code, "login_moves") == 0 ? move
	    : strcmp(code, "login_twice") == 0 ? twice : strcmp(code, "inactive") == 0 ? open : take;
}

/* Steps ---------------------------------------------------------------------------- */

/* Locks the import; whether it is open, at that revision, and nothing is at work on it. */
static enum people_step lock(struct db *db, int64_t id, int64_t rev, struct db_rows **row)
{
	struct db_rows *waits = db_query(db,
	    "SELECT id FROM job WHERE kind IN ('people.check', 'people.apply') AND object_id = ?"
	    "   AND waits = 1", DB_ARGS(db_int(id)));

	if (db_count(waits) > 0)
		return PEOPLE_BUSY;
	*row = db_query(db,
	    "SELECT source_id, state, is_open, rev, people, gone FROM people_import WHERE id = ?"
	    "   FOR UPDATE", DB_ARGS(db_int(id)));
	if (!db_next(*row) || db_col_int(*row, "is_open") != 1)
		return PEOPLE_CLOSED;
	return rev >= 0 && db_col_int(*row, "rev") != rev ? PEOPLE_STALE : PEOPLE_DONE;
}

static enum people_step begin(struct db *db, const struct user *actor, int64_t id,
    const char *state, const char *kind)
{
	db_exec(db, "UPDATE people_import SET state = ?, rev = rev + 1 WHERE id = ?",
	    DB_ARGS(db_text(state), db_int(id)));
	return job_add(db, actor, kind, id, NULL) ? PEOPLE_DONE : PEOPLE_BUSY;
}

enum people_step people_import_check(struct db *db, const struct user *actor, int64_t id,
    int64_t rev)
{
	struct db_rows *row;
	const enum people_step step = lock(db, id, rev, &row);

	return step == PEOPLE_DONE ? begin(db, actor, id, "checking", "people.check") : step;
}

bool people_import_gives(const char *choice)
{
	static const char *const gives[] = { "move", "open", "take", NULL };

	return choice_has(gives, choice);
}

enum people_step people_import_choose(struct db *db, const struct user *actor, int64_t id,
    int64_t change_id, const char *choice)
{
	struct db_rows *row;
	const enum people_step step = lock(db, id, -1, &row);

	if (step != PEOPLE_DONE)
		return step;
	struct db_rows *change = db_query(db,
	    "SELECT c.code, c.item, EXISTS (SELECT 1 FROM people_change x"
	    "     WHERE x.import_id = c.import_id AND x.kind = 'conflict' AND x.code = c.code"
	    "       AND x.item = c.item AND x.person_id = ?) AS own"
	    "  FROM people_change c WHERE c.id = ? AND c.import_id = ? AND c.kind = 'conflict'",
	    DB_ARGS(db_int(actor->id), db_int(change_id), db_int(id)));

	if (!db_next(change) || !choice_has(people_import_choices(db_col_text(change, "code")), choice))
		return PEOPLE_STALE;
	if (db_col_int(change, "own") == 1 && people_import_gives(choice))
		return PEOPLE_OWN;
	const char *code = db_col_text(change, "code"), *item = db_col_text(change, "item");

	db_exec(db,
	    "INSERT INTO people_choice (import_id, code, item, choice, chosen_by)"
	    " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE choice = VALUES(choice),"
	    "   chosen_by = VALUES(chosen_by)",
	    DB_ARGS(db_int(id), db_text(code), db_text(item), db_text(choice), db_int(actor->id)));
	db_exec(db,
	    "UPDATE people_change SET choice = ? WHERE import_id = ? AND kind = 'conflict'"
	    "   AND code = ? AND item = ?",
	    DB_ARGS(db_text(choice), db_int(id), db_text(code), db_text(item)));
	audit_add(db, actor, "people.choose", id, 0,
	    arena_printf("%s %s: %s", code, item, choice));
	return PEOPLE_DONE;
}

static bool has_changes(struct db *db, int64_t id, const char *kind, const char *severity)
{
	return db_count(db_query(db,
	    "SELECT id FROM people_change WHERE import_id = ? AND kind = ?"
	    "   AND (? IS NULL OR severity = ?) AND (kind <> 'conflict' OR choice IS NULL) LIMIT 1",
	    DB_ARGS(db_int(id), db_text(kind), db_text(severity), db_text(severity)))) > 0;
}

enum people_step people_import_apply(struct db *db, const struct user *actor, int64_t id,
    int64_t rev, const char *reason)
{
	struct db_rows *row;
	const enum people_step step = lock(db, id, rev, &row);

	if (step != PEOPLE_DONE)
		return step;
	if (strcmp(db_col_text(row, "state"), "checked") != 0)
		return PEOPLE_STALE;
	if (has_changes(db, id, "fault", "stop"))
		return PEOPLE_STOPPED;
	if (has_changes(db, id, "conflict", NULL))
		return PEOPLE_UNDECIDED;
	if (people_import_shrinks(db_col_int(row, "people"), db_col_int(row, "gone"))) {
		if (strlen(reason) < PEOPLE_REASON_MIN)
			return PEOPLE_REASON;
		db_exec(db, "UPDATE people_import SET reason = ? WHERE id = ?",
		    DB_ARGS(db_text(reason), db_int(id)));
	}
	return begin(db, actor, id, "applying", "people.apply");
}

enum people_step people_import_discard(struct db *db, const struct user *actor, int64_t id,
    int64_t rev)
{
	struct db_rows *row;
	const enum people_step step = lock(db, id, rev, &row);

	if (step != PEOPLE_DONE)
		return step;
	people_forget(db, id);
	db_exec(db,
	    "UPDATE people_import SET state = 'discarded', ended_at = ?, ended_by = ?, rev = rev + 1"
	    " WHERE id = ?",
	    DB_ARGS(db_text(clock_now()), db_int_or_null(actor ? actor->id : 0, actor != NULL),
	        db_int(id)));
	audit_add(db, actor, "people.discard", id, 0, "");
	return PEOPLE_DONE;
}
