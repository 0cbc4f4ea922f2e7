/* What the proof of a certificate is, told by its bytes. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "certificate_file.h"
#include "proof_files.h"

static const char *type(const char *bytes, size_t length)
{
	const char *found = certificate_file_type(bytes, length);

	return found ? found : "none";
}

static void three_kinds_are_known(void **state)
{
	(void)state;
	assert_string_equal(type(PROOF_PDF, sizeof PROOF_PDF - 1), "pdf");
	assert_string_equal(type(PROOF_JPEG, sizeof PROOF_JPEG - 1), "jpeg");
	assert_string_equal(type(PROOF_PNG, sizeof PROOF_PNG - 1), "png");
	assert_string_equal(certificate_file_text("jpeg"), "JPEG");
}

/* Each in memory of its own size, so that reading beyond it is seen. */
static void nothing_else_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof hostile_files / sizeof *hostile_files; i++) {
		const struct proof_file *file = &hostile_files[i];
		char *copy = malloc(file->length + !file->length);

		memcpy(copy, file->bytes, file->length);
		if (certificate_file_type(copy, file->length))
			fail_msg("%s is taken for %s", file->what, certificate_file_type(copy, file->length));
		free(copy);
	}
}

/* What only looks like a PDF to us is still sent as nothing but a PDF to be saved. */
static void a_polyglot_is_what_it_begins_as(void **state)
{
	(void)state;
	static const char both[] = "%PDF-1.4\n<html><script>alert(1)</script>\nPK\3\4 %%EOF";
	static const char picture[] = "\xff\xd8\xff\xfe\0\x20<script>alert(1)</script>\xff\xd9";

	assert_string_equal(type(both, sizeof both - 1), "pdf");
	assert_string_equal(type(picture, sizeof picture - 1), "jpeg");
}

static void a_leader_reads_those_of_own_people(void **state)
{
	(void)state;
	const struct certificate_file sent = { .type = "pdf", .name = "../../etc/x.pdf", .bytes = "a\0b", .length = 3 };
	struct certificate_file file;
	struct db *db = db_session(DB_WRITE);

	certificate_file_keep(db, 1, &sent);
	db_commit(db);
	assert_true(certificate_file_seen(db, user_of("lea"), 1, &file));
	assert_string_equal(file.download, "certificate-1.pdf");
	assert_string_equal(file.media, "application/pdf");
	assert_int_equal(file.person_id, 3);
	assert_memory_equal(file.bytes, "a\0b", 3);
	assert_true(certificate_file_seen(db, user_of("dag"), 1, &file));
	assert_true(certificate_file_seen(db, user_of("top"), 1, &file));
	assert_false(certificate_file_seen(db, user_of("max"), 1, &file));
	assert_false(certificate_file_own(db, user_of("lea"), 1, &file));
	assert_false(certificate_file_seen(db, user_of("lea"), 2, &file));
	app_run("UPDATE person SET active = 0 WHERE id = 3");
	assert_false(certificate_file_seen(db, user_of("lea"), 1, &file));
}

static void five_megabytes_come_back_as_they_went(void **state)
{
	(void)state;
	char *bytes = malloc(CERTIFICATE_FILE_MOST);
	struct certificate_file file;
	struct db *db = db_session(DB_WRITE);

	for (size_t i = 0; i < CERTIFICATE_FILE_MOST; i++)
		bytes[i] = (char)(i * 2654435761u >> 13);
	certificate_file_keep(db, 1, &(struct certificate_file){ .type = "png", .name = "x", .bytes = bytes,
	    .length = CERTIFICATE_FILE_MOST });
	db_commit(db);
	assert_true(certificate_file_own(db_session(DB_READ), user_of("ann"), 1, &file));
	assert_int_equal(file.length, CERTIFICATE_FILE_MOST);
	assert_memory_equal(file.bytes, bytes, CERTIFICATE_FILE_MOST);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_kinds_are_known), cmocka_unit_test(nothing_else_is),
		cmocka_unit_test(a_polyglot_is_what_it_begins_as), APP_TEST(a_leader_reads_those_of_own_people),
		APP_TEST(five_megabytes_come_back_as_they_went),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
