/* Where files about people come from: their columns and their job codes. */
#include "people_source.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"

static void read_headings(struct db *db, struct people_source *source)
{
	struct db_rows *rows = db_query(db,
	    "SELECT file, field, heading FROM people_source_column WHERE source_id = ?",
	    DB_ARGS(db_int(source->id)));

	while (db_next(rows))
		for (size_t i = 0; i < PEOPLE_FIELDS; i++)
			if (strcmp(people_fields[i].file, db_col_text(rows, "file")) == 0
			    && strcmp(people_fields[i].name, db_col_text(rows, "field")) == 0)
				source->headings[i] = db_col_text(rows, "heading");
}

bool people_source_get(struct db *db, int64_t id, struct people_source *source)
{
	struct db_rows *row = db_query(db,
	    "SELECT s.id, s.code, s.name, s.format, s.municipality_id, s.rev, m.is_new,"
	    "       IF(m.is_new, 0, LENGTH(m.code) + 1) AS prefix_length"
	    "  FROM people_source s JOIN municipality m ON m.id = s.municipality_id WHERE s.id = ?",
	    DB_ARGS(db_int(id)));

	if (!db_next(row))
		return false;
	*source = (struct people_source){ .id = id, .rev = db_col_int(row, "rev"),
		.municipality_id = db_col_int(row, "municipality_id"), .code = db_col_text(row, "code"),
		.name = db_col_text(row, "name"), .format = db_col_text(row, "format"),
		.is_new = db_col_int(row, "is_new") == 1,
		.prefix_length = (size_t)db_col_int(row, "prefix_length") };
	read_headings(db, source);
	return true;
}

int64_t people_source_find(struct db *db, const char *code)
{
	struct db_rows *row = db_query(db, "SELECT id FROM people_source WHERE code = ?",
	    DB_ARGS(db_text(code)));

	return db_next(row) ? db_col_int(row, "id") : 0;
}

struct db_rows *people_source_list(struct db *db)
{
	return db_query(db,
	    "SELECT s.id, s.code, s.name, s.format, m.name AS municipality, i.id AS import_id, i.state,"
	    "       i.asked_at, i.ended_at"
	    "  FROM people_source s JOIN municipality m ON m.id = s.municipality_id"
	    "  LEFT JOIN people_import i ON i.id = (SELECT MAX(x.id) FROM people_import x"
	    "      WHERE x.source_id = s.id)"
	    " ORDER BY s.name, s.id", DB_ARGS());
}

/* Saving -------------------------------------------------------------------- */

static int64_t make(struct db *db, const struct people_source *source)
{
	return db_try(db,
	    "INSERT INTO people_source (code, name, format, municipality_id) VALUES (?, ?, ?, ?)",
	    DB_ARGS(db_text(source->code), db_text(source->name), db_text(source->format),
	        db_int(source->municipality_id))) ? db_insert_id(db) : 0;
}

static int64_t change(struct db *db, const struct people_source *source)
{
	return db_exec(db,
	    "UPDATE people_source SET name = ?, municipality_id = ?, rev = rev + 1"
	    " WHERE id = ? AND (? < 0 OR rev = ?)",
	    DB_ARGS(db_text(source->name), db_int(source->municipality_id), db_int(source->id),
	        db_int(source->rev), db_int(source->rev))) == 1 ? source->id : -1;
}

void people_source_keep(struct db *db, int64_t source_id, enum people_field field,
    const char *heading)
{
	db_exec(db,
	    "INSERT IGNORE INTO people_source_column (source_id, file, field, heading)"
	    " VALUES (?, ?, ?, ?)",
	    DB_ARGS(db_int(source_id), db_text(people_fields[field].file),
	        db_text(people_fields[field].name), db_text(heading)));
}

int64_t people_source_save(struct db *db, const struct user *actor,
    const struct people_source *source, bool with_headings)
{
	const int64_t id = source->id ? change(db, source) : make(db, source);

	if (id <= 0)
		return id;
	if (with_headings) {
		db_exec(db, "DELETE FROM people_source_column WHERE source_id = ?", DB_ARGS(db_int(id)));
		for (size_t i = 0; i < PEOPLE_FIELDS; i++)
			if (source->headings[i])
				people_source_keep(db, id, (enum people_field)i, source->headings[i]);
	}
	audit_add(db, actor, source->id ? "people_source.change" : "people_source.make", id, 0,
	    arena_printf("%s, municipality %lld", source->name, (long long)source->municipality_id));
	return id;
}

/* Job codes ------------------------------------------------------------------ */

struct db_rows *people_source_jobs(struct db *db, int64_t source_id)
{
	return db_query(db,
	    "SELECT k.job_code, MAX(k.title) AS title, r.id AS role_id, r.code AS role,"
	    "       SUM(k.positions) AS positions"
	    "  FROM (SELECT job_code, NULL AS title, 0 AS positions FROM people_source_role"
	    "         WHERE source_id = ?"
	    "        UNION ALL"
	    "        SELECT p.job_code, MAX(p.title), COUNT(*) FROM people_import i"
	    "          JOIN people_position_row p ON p.import_id = i.id"
	    "         WHERE i.source_id = ? AND i.is_open = 1 GROUP BY p.job_code"
	    "        UNION ALL"
	    "        SELECT c.old COLLATE utf8mb4_bin, c.name, CAST(c.new AS UNSIGNED)"
	    "          FROM people_import i JOIN people_change c ON c.import_id = i.id"
	    "           AND c.kind = 'fault' AND c.code = 'unknown_job'"
	    "         WHERE i.id = (SELECT MAX(x.id) FROM people_import x WHERE x.source_id = ?)"
	    "           AND i.is_open IS NULL) k"
	    "  LEFT JOIN people_source_role m ON m.source_id = ? AND m.job_code = k.job_code"
	    "  LEFT JOIN role r ON r.id = m.role_id"
	    "      OR (m.role_id IS NULL AND r.code = CONVERT(k.job_code USING ascii))"
	    " GROUP BY k.job_code, r.id, r.code ORDER BY r.id IS NOT NULL, k.job_code",
	    DB_ARGS(db_int(source_id), db_int(source_id), db_int(source_id), db_int(source_id)));
}

void people_source_map_job(struct db *db, int64_t source_id, const char *job_code, int64_t role_id)
{
	if (role_id)
		db_exec(db,
		    "INSERT INTO people_source_role (source_id, job_code, role_id) VALUES (?, ?, ?)"
		    " ON DUPLICATE KEY UPDATE role_id = VALUES(role_id)",
		    DB_ARGS(db_int(source_id), db_text(job_code), db_int(role_id)));
	else
		db_exec(db, "DELETE FROM people_source_role WHERE source_id = ? AND job_code = ?",
		    DB_ARGS(db_int(source_id), db_text(job_code)));
}

void people_source_mapped(struct db *db, const struct user *actor, int64_t source_id,
    const char *job_codes)
{
	audit_add(db, actor, "people_source.map", source_id, 0, arena_printf("%.480s", job_codes));
}

/* What a source refers to --------------------------------------------------------- */

struct db_rows *people_source_municipalities(struct db *db)
{
	return db_query(db, "SELECT id, name, is_new FROM municipality ORDER BY is_new DESC, name",
	    DB_ARGS());
}

bool people_source_has_municipality(struct db *db, int64_t id)
{
	return db_count(db_query(db, "SELECT id FROM municipality WHERE id = ?",
	    DB_ARGS(db_int(id)))) == 1;
}

struct db_rows *people_source_roles(struct db *db, const char *language)
{
	return db_query(db,
	    "SELECT r.code, COALESCE(t.name, n.name, r.code) AS name FROM role r"
	    "  LEFT JOIN role_text t ON t.role_id = r.id AND t.language = ?"
	    "  LEFT JOIN role_text n ON n.role_id = r.id AND n.language = 'nb'"
	    " WHERE r.valid_to IS NULL OR r.valid_to >= ? ORDER BY name, r.code",
	    DB_ARGS(db_text(language), db_text(clock_today())));
}

int64_t people_source_role(struct db *db, const char *code)
{
	struct db_rows *row = db_query(db,
	    "SELECT id FROM role WHERE code = ? AND (valid_to IS NULL OR valid_to >= ?)",
	    DB_ARGS(db_text(code), db_text(clock_today())));

	return db_next(row) ? db_col_int(row, "id") : 0;
}
