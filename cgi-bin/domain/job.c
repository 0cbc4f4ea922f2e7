/* Long work that HR or the operator asks for: its queue, how far it is, how it ended. */
#include "job.h"

#include "arena.h"
#include "audit.h"
#include "clock.h"

/* The lane's row is there before the first job of its kind. */
static void lay_lane(struct db *db, const char *kind)
{
	struct db_rows *lane = db_query(db,
	    "SELECT name FROM job_lane WHERE name = SUBSTRING_INDEX(?, '.', 1)",
	    DB_ARGS(db_text(kind)));

	if (db_count(lane) == 0)
		db_try(db, "INSERT INTO job_lane (name) VALUES (SUBSTRING_INDEX(?, '.', 1))",
		    DB_ARGS(db_text(kind)));
}

int64_t job_add(struct db *db, const struct user *actor, const char *kind, int64_t object_id,
    const char *op)
{
	const int64_t before = audit_op_object(db, actor, op, "job.add");

	if (before)
		return before;
	lay_lane(db, kind);
	if (!db_try(db,
	    "INSERT INTO job (kind, object_id, asked_by, asked_at, state)"
	    " VALUES (?, ?, ?, ?, 'queued')",
	    DB_ARGS(db_text(kind), db_int(object_id),
	        db_int_or_null(actor ? actor->id : 0, actor != NULL), db_text(clock_now()))))
		return 0;
	const int64_t id = db_insert_id(db);

	if (!audit_op_claim(db, actor, op, "job.add", id))
		return 0;
	audit_add(db, actor, "job.add", id, 0,
	    arena_printf("%s %lld", kind, (long long)object_id));
	return id;
}

#define JOBS \
	"SELECT j.id, j.kind, j.object_id, CONCAT(p.given_name, ' ', p.family_name) AS person," \
	"       j.asked_at, j.state, j.started_at, j.phase, j.done, j.total, j.seen_at, j.ended_at," \
	"       TIMESTAMPDIFF(SECOND, COALESCE(j.seen_at, j.asked_at), ?) AS silent_seconds," \
	"       j.reason, j.detail" \
	"  FROM job j LEFT JOIN person p ON p.id = j.asked_by"

struct db_rows *job_list(struct db *db)
{
	return db_query(db, JOBS " ORDER BY j.id DESC LIMIT 100", DB_ARGS(db_text(clock_now())));
}

struct db_rows *job_get(struct db *db, int64_t id)
{
	return db_query(db, JOBS " WHERE j.id = ?", DB_ARGS(db_text(clock_now()), db_int(id)));
}

struct db_rows *job_of(struct db *db, const char *kind, int64_t object_id)
{
	return db_query(db, JOBS " WHERE j.kind = ? AND j.object_id = ? ORDER BY j.id DESC LIMIT 1",
	    DB_ARGS(db_text(clock_now()), db_text(kind), db_int(object_id)));
}

/* The worker sees it when it next says how far it is, at the latest when it would end. */
bool job_cancel(struct db *db, const struct user *actor, int64_t id)
{
	if (db_exec(db,
	    "UPDATE job SET state = 'cancelled', ended_at = ?"
	    " WHERE id = ? AND state IN ('queued', 'running')",
	    DB_ARGS(db_text(clock_now()), db_int(id))) == 0)
		return false;
	audit_add(db, actor, "job.cancel", id, 0, "");
	return true;
}
