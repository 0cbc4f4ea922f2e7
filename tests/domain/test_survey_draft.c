/* Drafts: begun, changed, settled as a version that reads back as what was built; texts put right. */
#include "app.h"

#include <string.h>

#include "survey.h"
#include "survey_draft.h"
#include "survey_edit.h"
#include "survey_text.h"

#define SHARED "\"title\":{\"nb\":\"Ny\",\"nn\":\"Nye\"},\"notice\":{\"nb\":\"Hvorfor\"},\"sections\":["

/* As a version reads back: competences in the order of the catalogue. */
static const char text[] = "{\"code\":\"NEW\",\"version\":1," SHARED
	"{\"code\":\"law\",\"title\":{\"nb\":\"Lov\"},\"audience\":{\"everyone\":true},\"from_requirements\":\"statutory\"},"
	"{\"code\":\"all\",\"title\":{\"nb\":\"Alle\",\"en\":\"All\"},\"audience\":{\"sectors\":[\"felles\",\"helse_omsorg\"],"
	"\"roles\":[\"LEAD\",\"NURSE\"],\"leaders\":true},\"competences\":[\"BRANN\",\"HYG\",\"RESPEKT\"],\"questions\":["
	"{\"code\":\"P\",\"type\":\"many\",\"required\":true,\"text\":{\"nb\":\"Hva?\",\"nn\":\"Kva?\",\"en\":\"What?\"},\"choices\":["
	"{\"code\":\"x\",\"text\":{\"nb\":\"X\"}},{\"code\":\"y\",\"text\":{\"nb\":\"Y\",\"en\":\"Why\"}}]},"
	"{\"code\":\"Q\",\"type\":\"text\",\"required\":false,\"show_if\":{\"question\":\"P\",\"has\":\"y\"},\"text\":{\"nb\":\"Hvorfor?\"}}]}]}";

static cJSON *definition(void)
{
	const char *why;

	return json_read(text, sizeof text - 1, &why);
}

static struct survey_draft begun(void)
{
	struct db *db = db_session(DB_WRITE);
	const int64_t id = survey_draft_make(db, user_of("hal"), definition(), 0);
	struct survey_draft draft;

	db_commit(db);
	assert_true(survey_draft_read(db_session(DB_READ), id, &draft));
	return draft;
}

static void a_version_reads_back_as_it_was_built(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const struct survey_draft draft = begun();

	assert_null(survey_check(db, draft.definition));
	const int64_t id = survey_draft_settle(db, user_of("hal"), &draft);

	db_commit(db);
	assert_true(id > 1);
	assert_string_equal(json_text(survey_definition(db_session(DB_READ), id)), text);
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_draft"), "0");
	assert_string_equal(stored("SELECT CONCAT(what, actor_id) FROM survey_change"), "made7");
	assert_string_equal(stored("SELECT detail FROM audit WHERE action = 'survey.make'"), "NEW 1");
	assert_null(survey_definition(db_session(DB_READ), 999));
}

static void what_is_read_can_be_stored_again(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	cJSON *read = survey_definition(db, 1);
	const int64_t id = survey_draft_make(db, user_of("hal"), read, 1);
	struct survey_draft draft;

	assert_true(survey_draft_read(db, id, &draft));
	assert_int_equal(draft.version, 2);
	assert_int_equal(draft.based_on, 1);
	assert_string_equal(survey_check(db, draft.definition)->path, "notice.nb");
	survey_edit_set(draft.definition, "notice", cJSON_Parse("{\"nb\":\"N\"}"));
	assert_true(survey_draft_save(db, user_of("hal"), &draft, "texts"));
	const int64_t next = survey_draft_settle(db, user_of("hal"), &draft);

	db_commit(db);
	cJSON *again = survey_definition(db_session(DB_READ), next);

	assert_string_equal(json_text(json_get(again, "sections")), json_text(json_get(read, "sections")));
	assert_string_equal(stored("SELECT COUNT(*) FROM item WHERE survey_id = 1"), "6");
}

static void one_draft_a_survey(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const struct survey_draft draft = begun();

	assert_int_equal(survey_draft_make(db, user_of("hal"), definition(), 0), 0);
	assert_int_equal(survey_draft_find(db, "NEW"), draft.id);
	assert_int_equal(survey_draft_find(db, "OTHER"), 0);
	assert_int_equal(db_count(survey_draft_list(db)), 1);
}

static void who_is_late_changes_nothing(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	struct survey_draft first = begun(), second = first;

	assert_true(survey_draft_save(db, user_of("hal"), &first, "texts"));
	assert_int_equal(first.rev, 1);
	assert_false(survey_draft_save(db, user_of("hal"), &second, "texts"));
	assert_int_equal(survey_draft_settle(db, user_of("hal"), &second), 0);
	assert_false(survey_draft_discard(db, user_of("hal"), &second));
	assert_true(survey_draft_discard(db, user_of("hal"), &first));
	db_commit(db);
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_draft"), "0");
	assert_string_equal(stored("SELECT COUNT(*) FROM survey WHERE code = 'NEW'"), "0");
	assert_false(survey_draft_read(db_session(DB_READ), first.id, &second));
}

static void versions_tell_where_they_are_asked(void **state)
{
	(void)state;
	struct db_rows *versions = survey_versions(db_session(DB_READ), user_of("bo"));

	assert_true(db_next(versions));
	assert_string_equal(db_col_text(versions, "title"), "Kartlegging");
	assert_int_equal(db_col_int(versions, "rounds"), 2);
	assert_int_equal(db_col_int(versions, "open_rounds"), 1);
	struct db_rows *rounds = survey_rounds(db_session(DB_READ), user_of("max"), 1);

	assert_true(db_next(rounds));
	assert_string_equal(db_col_text(rounds, "title"), "Mapping 2026");
	assert_true(db_next(rounds));
	assert_string_equal(db_col_text(rounds, "language"), "nb");
}

static int fix(const char *what, const char *code, const char *choice, const char *old, const char *new)
{
	const struct survey_place place = { what, code, choice };
	struct db *db = db_session(DB_WRITE);
	const int count = survey_text_fix(db, user_of("hal"), 1, &place, cJSON_Parse(old), cJSON_Parse(new));

	db_commit(db);
	return count;
}

static void texts_are_put_right_and_logged(void **state)
{
	(void)state;
	assert_int_equal(survey_text_rev(db_session(DB_READ), 1), 0);
	assert_int_equal(fix("title", NULL, NULL, "{\"nb\":\"Kartlegging\"}", "{\"nb\":\"Kartlegginga\"}"), 1);
	assert_int_equal(fix("notice", NULL, NULL, "{}", "{\"nb\":\"Vi spør fordi\"}"), 1);
	assert_int_equal(fix("section", "law", NULL, "{\"nb\":\"Det loven krever\"}", "{\"nb\":\"Lovkrav\",\"se\":\"Láhka\"}"), 2);
	assert_int_equal(fix("question", "FORM", NULL, "{\"nn\":\"Kva former passar for deg?\"}", "{\"nn\":\"Kva passar?\"}"), 1);
	assert_int_equal(fix("choice", "FORM", "classroom", "{\"nb\":\"Kurs\"}", "{\"nb\":\"Kurs\",\"nn\":\"Kurs på stad\"}"), 1);
	assert_string_equal(stored("SELECT title FROM survey_text WHERE survey_id = 1 AND language = 'nb'"), "Kartlegginga");
	assert_string_equal(stored("SELECT text FROM survey_notice"), "Vi spør fordi");
	assert_string_equal(stored("SELECT GROUP_CONCAT(title ORDER BY language) FROM section_text WHERE section_id = 1"),
		"What the law requires,Lovkrav,Det lova krev,Láhka");
	assert_string_equal(stored("SELECT text FROM item_text WHERE item_id = 5 AND language = 'nn'"), "Kva passar?");
	assert_string_equal(stored("SELECT text FROM choice_text WHERE item_id = 5 AND position = 2 AND language = 'nn'"), "Kurs på stad");
	assert_string_equal(stored("SELECT COUNT(*) FROM survey_change"), "6");
	struct db_rows *changes = survey_text_changes(db_session(DB_READ), 1);

	assert_true(db_next(changes));
	assert_string_equal(db_col_text(changes, "choice"), "classroom");
	assert_null(db_col_text(changes, "old"));
	assert_string_equal(db_col_text(changes, "person"), "Hal Holm");
	assert_true(survey_text_lock(db_session(DB_WRITE), 1) > 0);
	db_rollback_all();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_version_reads_back_as_it_was_built), APP_TEST(what_is_read_can_be_stored_again),
		APP_TEST(one_draft_a_survey), APP_TEST(who_is_late_changes_nothing),
		APP_TEST(versions_tell_where_they_are_asked), APP_TEST(texts_are_put_right_and_logged),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
