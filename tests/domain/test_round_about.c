/* What a round is: fields stored and read, and the notice that is written from them. */
#include "app.h"

#include <string.h>

#include "i18n.h"
#include "round_about.h"

static struct db *db(void)
{
	return db_session(DB_WRITE);
}

static cJSON *round_of(const char *more)
{
	static const char all[] = "{\"code\":\"R3\",\"survey\":\"SURVEY/1\",\"title_nb\":\"Runde\",\"title_nn\":null,"
	    "\"title_en\":null,\"opens_on\":\"2027-03-01\",\"closes_on\":\"2027-03-31\",\"purpose_nb\":\"Se hva vi kan\","
	    "\"purpose_nn\":null,\"purpose_en\":null,\"basis\":[\"c\",\"e\"],\"law\":\"kommuneloven § 25-1\","
	    "\"retention_months\":12,\"dpia\":null,\"confidential\":false,\"comments\":true,\"recipients_nb\":null,"
	    "\"recipients_nn\":null,\"recipients_en\":null,\"notice_nb\":null,\"notice_nn\":null,\"notice_en\":null}";
	cJSON *object = cJSON_Parse(all), *extra = more ? cJSON_Parse(more) : NULL;
	const cJSON *value;

	cJSON_ArrayForEach(value, extra)
		cJSON_ReplaceItemInObjectCaseSensitive(object, value->string, cJSON_Duplicate(value, true));
	return object;
}

static int64_t made(const char *more)
{
	cJSON *object = round_of(more);

	round_about_complete(db(), NULL, object);
	const int64_t id = round_about_make(db(), user_of("hal"), object);

	db_commit(db());
	return id;
}

static void change(int64_t id, const char *more)
{
	const struct round_now *now = round_life_lock(db(), id);
	const cJSON *old = round_about_read(db(), id);
	cJSON *object = cJSON_Duplicate(old, true), *extra = cJSON_Parse(more);
	const cJSON *value;

	cJSON_ArrayForEach(value, extra)
		cJSON_ReplaceItemInObjectCaseSensitive(object, value->string, cJSON_Duplicate(value, true));
	round_about_complete(db(), old, object);
	round_about_save(db(), user_of("hal"), now, old, object);
	db_commit(db());
}

static const char *text(int64_t id, const char *field)
{
	return json_get_text(round_about_read(db(), id), field);
}

static void a_new_round_is_a_draft_of_oslos_days(void **state)
{
	(void)state;
	const int64_t id = made(NULL);
	const cJSON *object = round_about_read(db(), id);

	assert_string_equal(stored("SELECT CONCAT_WS('|', state, opens_at, closes_at, basis, retention_months, comments, rev)"
	    " FROM round WHERE code = 'R3'"), "draft|2027-02-28 23:00:00|2027-03-31 22:00:00|c,e|12|1|1");
	assert_string_equal(json_get_text(object, "survey"), "SURVEY/1");
	assert_string_equal(json_get_text(object, "opens_on"), "2027-03-01");
	assert_string_equal(json_get_text(object, "closes_on"), "2027-03-31");
	assert_int_equal(cJSON_GetArraySize(json_get(object, "basis")), 2);
	assert_string_equal(stored("SELECT CONCAT(step, detail) FROM round_event"), "makeR3");
	assert_null(round_about_read(db(), 99));
}

static void the_notice_is_written_in_each_language_with_a_purpose(void **state)
{
	(void)state;
	i18n_use("nb");
	const int64_t id = made("{\"title_nn\":\"Runde\",\"purpose_nn\":\"Sjå kva vi kan\"}");
	const char *nb = text(id, "notice_nb"), *nn = text(id, "notice_nn");

	assert_non_null(strstr(nb, "Trefjord kommune er ansvarlig for opplysningene."));
	assert_non_null(strstr(nb, "Formål: Se hva vi kan"));
	assert_non_null(strstr(nb, "(bokstav c), en oppgave i allmennhetens interesse (bokstav e) (kommuneloven § 25-1)."));
	assert_non_null(strstr(nb, "12 måneder"));
	assert_non_null(strstr(nn, "Føremål: Sjå kva vi kan"));
	assert_non_null(strstr(text(id, "recipients_nn"), "Leiaren din"));
	assert_null(text(id, "notice_en"));
	assert_string_equal(i18n_language(), "nb");
}

static void what_hr_wrote_stays_and_what_was_written_for_it_follows(void **state)
{
	(void)state;
	const int64_t id = made(NULL);

	change(id, "{\"purpose_nb\":\"Noe annet\"}");
	assert_non_null(strstr(text(id, "notice_nb"), "Formål: Noe annet"));
	change(id, "{\"confidential\":true}");
	assert_non_null(strstr(text(id, "recipients_nb"), "Bare du ser svarene dine"));
	assert_non_null(strstr(text(id, "notice_nb"), "Bare du ser svarene dine"));
	change(id, "{\"notice_nb\":\"Mine egne ord\"}");
	change(id, "{\"purpose_nb\":\"Noe tredje\"}");
	assert_string_equal(text(id, "notice_nb"), "Mine egne ord");
	change(id, "{\"notice_nb\":null}");
	assert_non_null(strstr(text(id, "notice_nb"), "Formål: Noe tredje"));
}

static void every_notice_that_was_shown_is_kept(void **state)
{
	(void)state;
	const int64_t id = made("{\"notice_nb\":\"Den første\"}");

	change(id, "{\"notice_nb\":\"Den andre\"}");
	change(id, "{\"retention_months\":6}");
	assert_string_equal(stored("SELECT GROUP_CONCAT(version, text ORDER BY version) FROM round_notice n JOIN round r ON r.id = n.round_id"
	    " WHERE r.code = 'R3'"), "1Den første,2Den andre");
	assert_string_equal(stored("SELECT notice_version FROM round WHERE code = 'R3'"), "2");
	assert_string_equal(stored("SELECT GROUP_CONCAT(detail ORDER BY id SEPARATOR '|') FROM round_event WHERE step = 'change'"),
	    "notice_nb|retention_months");
}

static void nothing_changed_is_nothing_done(void **state)
{
	(void)state;
	const int64_t id = made(NULL);

	change(id, "{\"purpose_nb\":\"Se hva vi kan\"}");
	assert_string_equal(stored("SELECT CONCAT(rev, (SELECT COUNT(*) FROM round_event)) FROM round WHERE code = 'R3'"), "11");
}

static void a_language_can_be_taken_away(void **state)
{
	(void)state;
	const int64_t id = made("{\"title_nn\":\"Runde\",\"purpose_nn\":\"Sjå\"}");

	change(id, "{\"title_nn\":null,\"purpose_nn\":null,\"recipients_nn\":null,\"notice_nn\":null}");
	assert_string_equal(stored("SELECT GROUP_CONCAT(language) FROM round_text t JOIN round r ON r.id = t.round_id"
	    " WHERE r.code = 'R3'"), "nb");
	assert_null(text(id, "notice_nn"));
}

static void parts_are_locked_by_the_state(void **state)
{
	(void)state;
	static const struct { const char *state, *open; } cases[] = {
		{ "draft", "111111" }, { "consultation", "000000" }, { "ready", "010101" }, { "opening", "000000" },
		{ "open", "000001" }, { "closed", "000000" }, { "archived", "000000" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t part = 0; round_parts[part].title; part++)
			assert_int_equal(round_about_may(&round_parts[part], cases[i].state), cases[i].open[part] == '1');
	for (const char *letter = "ceba"; *letter; letter++)
		assert_non_null(round_basis_text((const char[]){ *letter, '\0' }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(a_new_round_is_a_draft_of_oslos_days), APP_TEST(the_notice_is_written_in_each_language_with_a_purpose),
		APP_TEST(what_hr_wrote_stays_and_what_was_written_for_it_follows), APP_TEST(every_notice_that_was_shown_is_kept),
		APP_TEST(nothing_changed_is_nothing_done), APP_TEST(a_language_can_be_taken_away), APP_TEST(parts_are_locked_by_the_state),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
