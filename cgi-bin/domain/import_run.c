/* One run of the import: collects faults; gathers rows and stores some thousand at a time. */
#include "import_run.h"

#include <inttypes.h>

#include "arena.h"

enum { ROWS_AT_A_TIME = 4000, BYTES_AT_A_TIME = 1 << 20 };

void import_run_begin(struct import *in, struct db *db)
{
	*in = (struct import){ .db = db };
	in->faults_end = &in->faults;
	in->batches_end = &in->batches;
}

void import_run_fault(struct import *in, const char *file, size_t line, const char *column,
    const char *message)
{
	struct import_fault *fault = arena_alloc(sizeof *fault);

	*fault = (struct import_fault){ file, line, column, message, NULL };
	*in->faults_end = fault;
	in->faults_end = (struct import_fault **)&fault->next;
}

void import_batch_open(struct import *in, struct import_batch *batch,
    void (*store)(struct db *db, struct db_arg rows))
{
	*batch = (struct import_batch){ .in = in, .store = store };
	*in->batches_end = batch;
	in->batches_end = &batch->next;
}

/* The room of the text is kept for the rows that follow. */
static void store_all(struct import *in)
{
	for (struct import_batch *batch = in->batches; batch; batch = batch->next) {
		if (batch->rows > 0 && !in->faults) {
			buf_add_char(&batch->json, ']');
			batch->store(in->db, db_bytes(batch->json.text, batch->json.length));
		}
		batch->json.length = 0;
		batch->rows = 0;
	}
}

static void add_text(struct buf *json, const char *text, size_t length)
{
	size_t kept = 0;

	buf_add_char(json, '"');
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)text[i];

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		buf_add_bytes(json, text + kept, i - kept);
		buf_printf(json, "\\u%04x", c);
		kept = i + 1;
	}
	buf_add_bytes(json, text + kept, length - kept);
	buf_add_char(json, '"');
}

void import_batch_add(struct import_batch *batch, const struct db_arg *values)
{
	struct buf *json = &batch->json;

	if (batch->in->faults)
		return;
	buf_add(json, batch->rows++ > 0 ? ",[" : "[[");
	for (const struct db_arg *value = values; value->kind != DB_ARG_END; value++) {
		if (value != values)
			buf_add_char(json, ',');
		if (value->kind == DB_ARG_INT)
			buf_printf(json, "%" PRId64, value->number);
		else if (value->kind == DB_ARG_TEXT)
			add_text(json, value->text, value->length);
		else
			buf_add(json, "null");
	}
	buf_add_char(json, ']');
	if (batch->rows == ROWS_AT_A_TIME || json->length > BYTES_AT_A_TIME)
		store_all(batch->in);
}

void import_batches_end(struct import *in)
{
	store_all(in);
	in->batches = NULL;
	in->batches_end = &in->batches;
}
