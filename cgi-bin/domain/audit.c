/* Who changed what, who looked at whom, what was refused; and operation ids. */
#include "audit.h"

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "fault.h"
#include "log.h"

void audit_add(struct db *db, const struct user *actor, const char *action, int64_t object_id,
    int64_t person_id, const char *detail)
{
	db_exec(db,
	    "INSERT INTO audit (at, actor_id, program, action, object_id, person_id, detail, reference)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_text(clock_now()), db_int_or_null(actor ? actor->id : 0, actor != NULL),
	        db_text(log_program_name()), db_text(action), db_int_or_null(object_id, object_id != 0),
	        db_int_or_null(person_id, person_id != 0), db_text(detail ? detail : ""),
	        db_text(log_reference())));
}

/*
 * Whether the viewer has looked today already; then that look counts once more. What earlier
 * exports of the day were for is kept behind what this one is for.
 */
static bool count_look(const struct user *viewer, const char *object, int64_t object_id,
    const char *action, const char *detail)
{
	return db_exec(db_session(DB_SAVE),
			   "UPDATE audit_look SET count = count + 1, last_at = ?,"
			   "  detail = IF(LOCATE(?, detail) > 0, detail, LEFT(CONCAT_WS('; ', ?, detail), 500))"
			   " WHERE object = ? AND object_id = ? AND day = ? AND viewer_id = ? AND action = ?",
			   DB_ARGS(db_text(clock_now()), db_text(detail), db_text(detail), db_text(object),
				   db_int(object_id), db_text(clock_today()), db_int(viewer->id),
				   db_text(action))) > 0;
}

/*
 * No INSERT … ON DUPLICATE KEY UPDATE: MariaDB wants the right to update every column that is
 * inserted, and who looked at whom is not to be changed.
 */
static void look(const struct user *viewer, const char *object, int64_t object_id,
    const char *action, const char *detail)
{
	if (count_look(viewer, object, object_id, action, detail))
		return;
	const bool first = db_try(db_session(DB_SAVE),
	    "INSERT INTO audit_look (viewer_id, object, object_id, day, action, last_at, detail)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_int(viewer->id), db_text(object), db_int(object_id), db_text(clock_today()),
	        db_text(action), db_text(clock_now()), db_text(detail)));

	if (!first)
		count_look(viewer, object, object_id, action, detail);
}

void audit_look_person(const struct user *viewer, int64_t person_id)
{
	if (viewer->id != person_id)
		look(viewer, "person", person_id, "read", "");
}

void audit_look_unit(const struct user *viewer, int64_t unit_id)
{
	look(viewer, "unit", unit_id, "read", "");
}

void audit_look_round(const struct user *viewer, int64_t round_id, const char *detail)
{
	look(viewer, "round", round_id, "export", detail);
}

void audit_refused(const struct user *user, const char *login, const char *why,
    const struct request *req)
{
	const char *action = arena_printf("refused.%s", why);
	const char *method = request_parameter(req, "REQUEST_METHOD");

	struct buf seen = { 0 };

	/* Login and address are the sender's own text: escaped to ASCII, so that a cut splits no
	 * character. */
	buf_printf(&seen, "%s ", method ? method : "");
	buf_add_log(&seen, user ? "" : login);
	buf_add(&seen, " ");
	buf_add_log(&seen, req->address);
	audit_add(db_session(DB_SAVE), user, action, request_id(req, "id"), user ? user->id : 0,
	    arena_printf("%.400s", buf_text(&seen)));
}

bool audit_op_claim(struct db *db, const struct user *actor, const char *op, const char *action,
    int64_t object_id)
{
	if (!op)
		return true;
	const bool first = db_try(db,
	    "INSERT INTO op (id, person_id, action, object_id, at) VALUES (?, ?, ?, ?, ?)",
	    DB_ARGS(db_text(op), db_int(actor->id), db_text(action), db_int(object_id),
	        db_text(clock_now())));

	/* Its twin was faster: begun again, this request finds what the twin stored. */
	if (!first && audit_op_object(db, actor, op, action))
		fault_busy("the operation %s was stored meanwhile", op);
	return first;
}

int64_t audit_op_object(struct db *db, const struct user *actor, const char *op, const char *action)
{
	if (!op)
		return 0;
	struct db_rows *rows = db_query(db,
	    "SELECT object_id FROM op WHERE id = ? AND person_id = ? AND action = ?",
	    DB_ARGS(db_text(op), db_int(actor->id), db_text(action)));

	return db_next(rows) ? db_col_int(rows, "object_id") : 0;
}
