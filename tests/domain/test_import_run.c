/* Rows on their way to the tables: many at a time, parents first, none after a fault. */
#include "app.h"

#include "import_run.h"

static void store_topics(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO topic (id, code, position) SELECT j.id, CONCAT('T', j.id), 1"
	    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]')) j", DB_ARGS(rows));
}

static void store_texts(struct db *db, struct db_arg rows)
{
	db_exec(db,
		"INSERT INTO topic_text (topic_id, language, name) SELECT j.id, 'nb', j.name"
		"  FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]', name VARCHAR(120) PATH '$[1]')) "
		"j",
		DB_ARGS(rows));
}

struct run { struct import in; struct import_batch topics, texts; };

static void begin(struct run *run)
{
	import_run_begin(&run->in, db_session(DB_WRITE));
	import_batch_open(&run->in, &run->topics, store_topics);
	import_batch_open(&run->in, &run->texts, store_texts);
}

static void parents_are_stored_before_children_over_many_batches(void **state)
{
	(void)state;
	struct run run;

	begin(&run);
	for (int64_t i = 101; i <= 9100; i++) {
		import_batch_add(&run.topics, DB_ARGS(db_int(i)));
		import_batch_add(&run.texts, DB_ARGS(db_int(i), db_text("x")));
	}
	import_batches_end(&run.in);
	db_commit(run.in.db);
	assert_string_equal(stored("SELECT COUNT(*) FROM topic_text WHERE topic_id > 100"), "9000");
}

static void texts_arrive_as_they_are(void **state)
{
	(void)state;
	static const char text[] = "«Ø» \"x\" \\ \t/ \n' € 𝄞";
	struct run run;

	begin(&run);
	import_batch_add(&run.topics, DB_ARGS(db_int(101)));
	import_batch_add(&run.texts, DB_ARGS(db_int(101), db_text(text)));
	import_batches_end(&run.in);
	db_commit(run.in.db);
	assert_string_equal(stored("SELECT name FROM topic_text WHERE topic_id = 101"), text);
}

static void nothing_is_stored_after_a_fault(void **state)
{
	(void)state;
	struct run run;

	begin(&run);
	import_batch_add(&run.topics, DB_ARGS(db_int(101)));
	import_run_fault(&run.in, "a.csv", 2, "code", "wrong");
	import_batch_add(&run.topics, DB_ARGS(db_int(102)));
	import_run_fault(&run.in, "a.csv", 3, NULL, "wrong too");
	import_batches_end(&run.in);
	db_commit(run.in.db);
	assert_string_equal(stored("SELECT COUNT(*) FROM topic WHERE id > 100"), "0");
	assert_int_equal(run.in.faults->line, 2);
	assert_int_equal(run.in.faults->next->line, 3);
	assert_null(run.in.faults->next->next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(parents_are_stored_before_children_over_many_batches),
		APP_TEST(texts_arrive_as_they_are),
		APP_TEST(nothing_is_stored_after_a_fault),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
