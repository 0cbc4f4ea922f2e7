/* The proof of a certificate: a PDF or a picture, told by its bytes alone. */
#include "certificate_file.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "decision.h"

static const struct { const char *type, *text, *media, *ending; } types[] = {
	{ "pdf", "PDF", "application/pdf", "pdf" },
	{ "jpeg", "JPEG", "image/jpeg", "jpg" },
	{ "png", "PNG", "image/png", "png" },
};

enum { TYPES = sizeof types / sizeof *types };

/* What it is ------------------------------------------------------------------------ */

static bool begins(const char *bytes, size_t length, const char *with, size_t of)
{
	return length >= of && memcmp(bytes, with, of) == 0;
}

/* ISO 32000-2, 7.5.2 and 7.5.5: the header stands first, the end in the last 1024 bytes. */
static bool is_pdf(const char *bytes, size_t length)
{
	const size_t tail = length < 1024 ? length : 1024;

	return begins(bytes, length, "%PDF-", 5)
	    && memmem(bytes + length - tail, tail, "%%EOF", 5) != NULL;
}

/* Start of image, and a marker. Cameras put things of their own behind the end. */
static bool is_jpeg(const char *bytes, size_t length)
{
	return length > 4 && begins(bytes, length, "\xff\xd8\xff", 3);
}

/* W3C PNG, 5.2 to 5.6: its signature, then the header of 13 bytes; an empty chunk ends it. */
static bool is_png(const char *bytes, size_t length)
{
	static const char end[12] = "\0\0\0\0IEND\xae\x42\x60\x82";

	return length > 45 && begins(bytes, length, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)
	    && memcmp(bytes + length - sizeof end, end, sizeof end) == 0;
}

const char *certificate_file_type(const char *bytes, size_t length)
{
	if (is_pdf(bytes, length))
		return "pdf";
	if (is_jpeg(bytes, length))
		return "jpeg";
	return is_png(bytes, length) ? "png" : NULL;
}

const char *certificate_file_text(const char *type)
{
	for (size_t i = 0; i < TYPES; i++)
		if (strcmp(types[i].type, type) == 0)
			return types[i].text;
	return type;
}

/* Keeping and reading --------------------------------------------------------------- */

void certificate_file_drop(struct db *db, int64_t certificate_id)
{
	db_exec(db, "DELETE FROM certificate_file WHERE certificate_id = ?",
	    DB_ARGS(db_int(certificate_id)));
}

void certificate_file_keep(struct db *db, int64_t certificate_id,
    const struct certificate_file *file)
{
	certificate_file_drop(db, certificate_id);
	db_exec(db,
	    "INSERT INTO certificate_file (certificate_id, type, name, size, body)"
	    " VALUES (?, ?, LEFT(?, 200), ?, ?)",
	    DB_ARGS(db_int(certificate_id), db_text(file->type), db_text(file->name),
	        db_int((int64_t)file->length), db_bytes(file->bytes, file->length)));
}

static bool read(struct db_rows *rows, int64_t id, struct certificate_file *file)
{
	if (!db_next(rows))
		return false;
	*file = (struct certificate_file){ .type = db_col_text(rows, "type"),
		.name = db_col_text(rows, "name"), .bytes = db_col_text(rows, "body"),
		.length = (size_t)db_col_int(rows, "size"), .person_id = db_col_int(rows, "person_id") };
	for (size_t i = 0; i < TYPES; i++)
		if (strcmp(types[i].type, file->type) == 0) {
			file->media = types[i].media;
			file->download = arena_printf("certificate-%lld.%s", (long long)id, types[i].ending);
		}
	return true;
}

bool certificate_file_own(struct db *db, const struct user *user, int64_t certificate_id,
    struct certificate_file *file)
{
	return read(db_query(db,
	    "SELECT q.person_id, f.type, f.name, f.size, f.body"
	    "  FROM certificate q JOIN certificate_file f ON f.certificate_id = q.id"
	    " WHERE q.id = ? AND q.person_id = ?",
	    DB_ARGS(db_int(certificate_id), db_int(user->id))), certificate_id, file);
}

bool certificate_file_seen(struct db *db, const struct user *leader, int64_t certificate_id,
    struct certificate_file *file)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return read(db_query(db,
	    "SELECT q.person_id, f.type, f.name, f.size, f.body"
	    "  FROM certificate q JOIN certificate_file f ON f.certificate_id = q.id"
	    "  JOIN person h ON h.id = q.person_id AND h.active = 1"
	    " WHERE q.id = ? AND " DECISION_SEEN("q.person_id"),
	    DB_ARGS(db_int(certificate_id), DECISION_SEEN_ARGS)), certificate_id, file);
}
