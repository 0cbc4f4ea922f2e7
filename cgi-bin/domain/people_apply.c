/* The jobs of an import: the check, and the applying in one transaction. */
#include "people_apply.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "people_compare.h"

static bool is_in(const struct people_run *run, const char *state)
{
	return strcmp(run->state, state) == 0;
}

const char *people_check_work(struct db *db, struct job *job)
{
	struct people_run run;

	if (!people_run_begin(&run, db, job->object_id) || !is_in(&run, "checking"))
		return "people.not_open";
	job_progress(job, "match", 0, 0);
	people_resolve(&run);
	job_progress(job, "compare", 0, 0);
	people_compare(&run);
	db_exec(db,
	    "UPDATE people_import SET state = 'checked', base = ?, rev = rev + 1 WHERE id = ?",
	    DB_ARGS(db_text(people_base(&run)), db_int(run.import_id)));
	return NULL;
}

void people_forget(struct db *db, int64_t import_id)
{
	const struct db_arg id = db_int(import_id);

	db_exec(db, "DELETE FROM people_unit_row WHERE import_id = ?", DB_ARGS(id));
	db_exec(db, "DELETE FROM people_person_row WHERE import_id = ?", DB_ARGS(id));
	db_exec(db, "DELETE FROM people_position_row WHERE import_id = ?", DB_ARGS(id));
	db_exec(db, "DELETE FROM people_change WHERE import_id = ? AND code <> 'unknown_job'",
	    DB_ARGS(id));
	db_exec(db,
	    "DELETE c FROM people_import n JOIN people_import i ON i.source_id = n.source_id"
	    "   AND i.id < n.id JOIN people_change c ON c.import_id = i.id WHERE n.id = ?",
	    DB_ARGS(id));
}

/* The audit tells how many, and HR's reason where many disappear; not who. */
static void tell(const struct people_run *run, const struct job *job)
{
	struct db_rows *row = db_query(run->db,
	    "SELECT counts, people, gone, reason FROM people_import WHERE id = ?",
	    DB_ARGS(db_int(run->import_id)));

	db_next(row);
	const char *reason = db_col_text(row, "reason");

	audit_add(run->db, job->actor, "people.apply", run->import_id, 0,
	    arena_printf("%s, %lld of %lld gone%s%.300s", db_col_text(row, "counts"),
	        (long long)db_col_int(row, "gone"), (long long)db_col_int(row, "people"),
	        reason ? ": " : "", reason ? reason : ""));
	db_exec(run->db,
	    "UPDATE people_import SET state = 'applied', ended_at = ?, ended_by = ?, rev = rev + 1"
	    " WHERE id = ?",
	    DB_ARGS(db_text(clock_now()), db_int_or_null(job->actor ? job->actor->id : 0,
	        job->actor != NULL), db_int(run->import_id)));
}

const char *people_apply_work(struct db *db, struct job *job)
{
	struct people_run run;

	if (!people_run_begin(&run, db, job->object_id) || !is_in(&run, "applying"))
		return "people.not_open";
	if (!run.base || strcmp(run.base, people_base(&run)) != 0)
		return "people.base_changed";
	job_progress(job, "apply", 0, 4);
	people_resolve(&run);
	if (run.has_units)
		people_apply_units(&run);
	job_progress(job, "apply", 1, 4);
	if (run.has_people)
		people_apply_persons(&run);
	job_progress(job, "apply", 2, 4);
	if (run.has_people)
		people_apply_positions(&run);
	job_progress(job, "apply", 3, 4);
	if (run.has_units)
		people_apply_leaders(&run, job->actor);
	tell(&run, job);
	people_forget(db, run.import_id);
	job_progress(job, "apply", 4, 4);
	return NULL;
}
