/*
 * The proof of a certificate: a PDF or a picture, told by its bytes alone. It is kept apart from
 * the certificate, read only to be downloaded, and never shown: nothing here trusts what it holds.
 */
#ifndef GRUNNMUR_CERTIFICATE_FILE_H
#define GRUNNMUR_CERTIFICATE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

enum { CERTIFICATE_FILE_MOST = 5 << 20 };

/* name is as sent, for people to read; download is what we call it. */
struct certificate_file {
	const char *type, *name, *download, *media, *bytes;
	size_t length;
	int64_t person_id;
};

/* "pdf", "jpeg" or "png"; NULL: none of them. */
const char *certificate_file_type(const char *bytes, size_t length);

/* "PDF", "JPEG", "PNG". */
const char *certificate_file_text(const char *type);

/* Keeps a file instead of what there was; in the transaction of the step that brings it. */
void certificate_file_keep(struct db *db, int64_t certificate_id,
    const struct certificate_file *file);
void certificate_file_drop(struct db *db, int64_t certificate_id);

/* That of a certificate of the person's own, or of somebody whom the leader sees; false: none. */
bool certificate_file_own(struct db *db, const struct user *user, int64_t certificate_id,
    struct certificate_file *file);
bool certificate_file_seen(struct db *db, const struct user *leader, int64_t certificate_id,
    struct certificate_file *file);

#endif
