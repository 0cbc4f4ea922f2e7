/* A delivery: its files are read into a new import. */
#include "people_import.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "job.h"

static int64_t make_import(struct db *db, const struct user *actor,
    const struct people_source *source)
{
	return db_try(db,
	    "INSERT INTO people_import (source_id, state, asked_by, asked_at, has_people, has_units)"
	    " VALUES (?, 'checking', ?, ?, 0, 0)",
	    DB_ARGS(db_int(source->id), db_int_or_null(actor ? actor->id : 0, actor != NULL),
	        db_text(clock_now()))) ? db_insert_id(db) : 0;
}

int64_t people_import_open(struct db *db, int64_t source_id)
{
	struct db_rows *row = db_query(db,
	    "SELECT id FROM people_import WHERE source_id = ? AND is_open = 1",
	    DB_ARGS(db_int(source_id)));

	return db_next(row) ? db_col_int(row, "id") : 0;
}

/* Which column was taken for what is kept, so that it can be seen and the next file is read so. */
static void keep_mapping(struct db *db, const struct people_source *source,
    const struct people_read *read)
{
	for (size_t i = 0; i < PEOPLE_FIELDS; i++)
		if (read->columns[i] >= 0 && !source->headings[i])
			people_source_keep(db, source->id, i, read->headings[read->columns[i]]);
}

static void keep_file(struct db *db, int64_t id, int64_t place, const char *name,
    const struct people_read *read)
{
	const char delimiter[] = { read->delimiter, '\0' };

	db_exec(db,
	    "INSERT INTO people_file (import_id, place, name, content, encoding, delimiter, row_count)"
	    " VALUES (?, ?, LEFT(?, 120), ?, ?, ?, ?)",
	    DB_ARGS(db_int(id), db_int(place), db_text(name), db_text(read->content),
	        db_text(read->encoding), db_text(*delimiter ? delimiter : NULL),
	        db_int((int64_t)read->rows)));
	db_exec(db,
	    "UPDATE people_import SET has_people = has_people OR ? = 'people',"
	    "   has_units = has_units OR ? = 'units' WHERE id = ?",
	    DB_ARGS(db_text(read->content), db_text(read->content), db_int(id)));
}

/* The base name of what may be a path. */
static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/'), *back = strrchr(path, '\\');

	if (back && (!slash || back > slash))
		slash = back;
	return slash ? slash + 1 : path;
}

static void read_csv(struct db *db, const struct people_source *source,
    const struct people_upload *uploads, size_t count, struct people_rows *rows,
    struct people_made *made)
{
	const char *before = NULL;

	for (size_t i = 0; i < count && !made->problem; i++) {
		const struct people_read read = people_csv_read(rows, source, (int64_t)i + 1,
		    uploads[i].bytes, uploads[i].length);

		made->file = i;
		made->headings = read.headings;
		made->heading_count = read.heading_count;
		made->detail = read.detail;
		made->problem = read.problem;
		if (made->problem)
			return;
		if (before && strcmp(before, read.content) == 0)
			made->problem = "twice";
		before = read.content;
		keep_file(db, made->id, (int64_t)i + 1, base_name(uploads[i].name), &read);
		keep_mapping(db, source, &read);
	}
}

static struct people_made already(struct db *db, int64_t id)
{
	struct db_rows *job = job_of(db, "people.check", id);

	return (struct people_made){ .id = id, .job = db_next(job) ? db_col_int(job, "id") : 0 };
}

static void ask(struct db *db, const struct user *actor, struct people_made *made, const char *op)
{
	made->job = job_add(db, actor, "people.check", made->id, NULL);
	if (!made->job || !audit_op_claim(db, actor, op, "people.read", made->id))
		made->problem = "open";
}

struct people_made people_import_make(struct db *db, const struct user *actor,
    const struct people_source *source, const struct people_upload *uploads, size_t count,
    const char *op)
{
	const int64_t before = audit_op_object(db, actor, op, "people.read");
	struct people_made made = { .detail = "" };
	struct people_rows rows;

	if (before)
		return already(db, before);
	if (count == 0)
		return (struct people_made){ .problem = "nothing", .detail = "" };
	made.id = make_import(db, actor, source);
	if (!made.id)
		return (struct people_made){ .problem = "open", .detail = "",
			.id = people_import_open(db, source->id) };
	people_rows_begin(&rows, db, made.id);
	read_csv(db, source, uploads, count, &rows, &made);
	if (made.problem)
		return made;
	people_rows_end(&rows);
	ask(db, actor, &made, op);
	return made;
}
