/* A delivery: its files are read into a new import. */
#include "people_import.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "job.h"
#include "people_fint.h"

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
			people_source_keep(db, source->id, (enum people_field)i,
			    read->headings[read->columns[i]]);
}

/* What an import holds, once all its files are read. */
static void keep_content(struct db *db, int64_t id, bool has_people, bool has_units)
{
	db_exec(db, "UPDATE people_import SET has_people = ?, has_units = ? WHERE id = ?",
	    DB_ARGS(db_bool(has_people), db_bool(has_units), db_int(id)));
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
}

/* The base name of what may be a path. */
static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/'), *back = strrchr(path, '\\');

	if (back && (!slash || back > slash))
		slash = back;
	return slash ? slash + 1 : path;
}

/* False: the file could not be read. */
static bool keep_read(struct db *db, struct people_made *made, const struct people_read *read,
    size_t file, const char *name)
{
	made->file = file;
	made->headings = read->headings;
	made->heading_count = read->heading_count;
	made->detail = read->detail;
	made->heading = read->heading;
	made->problem = read->problem;
	if (!read->problem)
		keep_file(db, made->id, (int64_t)file + 1, base_name(name), read);
	return !read->problem;
}

static void read_csv(struct db *db, const struct people_source *source,
    const struct people_upload *uploads, size_t count, struct people_rows *rows,
    struct people_made *made)
{
	bool has[2] = { false, false };

	for (size_t i = 0; i < count; i++) {
		const struct people_read read = people_csv_read(rows, source, (int64_t)i + 1,
		    uploads[i].bytes, uploads[i].length);

		if (!keep_read(db, made, &read, i, uploads[i].name))
			return;
		bool *seen = &has[strcmp(read.content, "units") == 0];

		if (*seen) {
			made->problem = "twice";
			return;
		}
		*seen = true;
		keep_mapping(db, source, &read);
	}
	keep_content(db, made->id, has[0], has[1]);
}

static void read_fint(struct db *db, const struct people_source *source,
    const struct people_upload *uploads, size_t count, struct people_rows *rows,
    struct people_made *made)
{
	struct people_fint *fint = people_fint_begin(rows, source);

	for (size_t i = 0; i < count; i++) {
		const struct people_read read = people_fint_read(fint, (int64_t)i + 1, uploads[i].bytes,
		    uploads[i].length);

		if (!keep_read(db, made, &read, i, uploads[i].name))
			return;
	}
	made->file = 0;
	made->problem = people_fint_end(fint);
	keep_content(db, made->id, people_fint_has_people(fint), people_fint_has_units(fint));
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
	if (strcmp(source->format, "fint") == 0)
		read_fint(db, source, uploads, count, &rows, &made);
	else
		read_csv(db, source, uploads, count, &rows, &made);
	if (made.problem)
		return made;
	people_rows_end(&rows);
	ask(db, actor, &made, op);
	return made;
}
