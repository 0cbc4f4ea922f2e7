/* The catalogue's rules: values as they are typed, versions, what is used, what ended. */
#include "app.h"

#include <string.h>

#include "audit.h"
#include "catalogue.h"
#include "catalogue_change.h"
#include "catalogue_value.h"
#include "offering.h"

static const cJSON *parsed(const char *text)
{
	const char *fault;
	const cJSON *value = json_read(text, strlen(text), &fault);

	assert_non_null(value);
	return value;
}

/* What a value becomes, as JSON; or the fault's field. */
static const char *taken(const struct catalogue_kind *kind, const char *field, const char *sent, const char **fault)
{
	cJSON *faults = cJSON_CreateObject();
	const cJSON *old = catalogue_read(db_session(DB_WRITE), kind, 1);
	const cJSON *object = catalogue_value_object(catalogue_value_known(db_session(DB_WRITE)), kind, old, parsed(sent), faults);

	*fault = faults->child ? faults->child->string : "";
	return json_text(json_get(object, field));
}

static void values_are_read_alike_from_forms_files_and_json(void **state)
{
	(void)state;
	static const struct { const char *field, *sent, *value, *fault; } cases[] = {
		{ "renewal_months", "{\"renewal_months\":\"24\"}", "24", "" },
		{ "renewal_months", "{\"renewal_months\":24}", "24", "" },
		{ "renewal_months", "{\"renewal_months\":\"\"}", "null", "" },
		{ "renewal_months", "{\"renewal_months\":\"24,5\"}", "null", "renewal_months" },
		{ "renewal_months", "{\"renewal_months\":\"601\"}", "null", "renewal_months" },
		{ "renewal_months", "{\"renewal_months\":\"-1\"}", "null", "renewal_months" },
		{ "renewal_months", "{\"renewal_months\":\"0x10\"}", "null", "renewal_months" },
		{ "statutory", "{\"statutory\":\"0\"}", "false", "" },
		{ "statutory", "{\"statutory\":true}", "true", "" },
		{ "statutory", "{\"statutory\":\"perhaps\"}", "null", "statutory" },
		{ "valid_to", "{\"valid_to\":\"31.1.2027\"}", "\"2027-01-31\"", "" },
		{ "valid_to", "{\"valid_to\":\"2027-02-30\"}", "null", "valid_to" },
		{ "valid_to", "{\"valid_to\":\"31.2\"}", "null", "valid_to" },
		{ "facets", "{\"facets\":\"practice, knowledge\"}", "[\"knowledge\",\"practice\"]", "" },
		{ "facets", "{\"facets\":[\"practice\"]}", "[\"practice\"]", "" },
		{ "facets", "{\"facets\":[]}", "null", "facets" },
		{ "facets", "{\"facets\":[\"magic\"]}", "null", "facets" },
		{ "sector", "{\"sector\":\"felles\"}", "\"felles\"", "" },
		{ "sector", "{\"sector\":\"havet\"}", "null", "sector" },
		{ "topic", "{\"topic\":\"none\"}", "null", "topic" },
		{ "name_nb", "{\"name_nb\":\"  Brann  \"}", "\"Brann\"", "" },
		{ "name_nb", "{\"name_nb\":\" \"}", "null", "name_nb" },
		{ "code", "{\"code\":\"OTHER\"}", "\"BRANN\"", "" },
		{ "laws", "{\"laws\":\"lov | § 1 | https://l.no | 1.1.2031 |\"}",
		  "[{\"act\":\"lov\",\"section\":\"§ 1\",\"address\":\"https://l.no\",\"valid_from\":\"2031-01-01\",\"valid_to\":null}]", "" },
		{ "laws", "{\"laws\":[{\"act\":\"\",\"address\":\"\"}]}", "[]", "" },
		{ "laws", "{\"laws\":[{\"act\":\"lov\",\"address\":\"\"}]}", "[{\"act\":\"lov\",\"section\":null,\"address\":null,"
		  "\"valid_from\":null,\"valid_to\":null}]", "laws_1_address" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *fault, *value = taken(&catalogue_competence, cases[i].field, cases[i].sent, &fault);

		if (strcmp(value, cases[i].value) || strcmp(fault, cases[i].fault))
			fail_msg("%s became %s, fault %s", cases[i].sent, value, fault);
	}
}

/* What is written as text and read again is the same, for every object of the seed. */
static void text_and_back_is_the_same(void **state)
{
	(void)state;
	static const struct catalogue_kind *const kinds[] = { &catalogue_competence, &catalogue_role, &catalogue_offering };

	app_run("INSERT INTO competence_law VALUES (1, 'lov om brann', 'https://lovdata.no/1', '§ 12', '2031-01-01', NULL)");
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (int64_t id = 1; id <= 2; id++) {
			struct db *db = db_session(DB_WRITE);
			cJSON *sent = cJSON_CreateObject(), *faults = cJSON_CreateObject();
			const cJSON *object = catalogue_read(db, kinds[k], id);

			for (const struct catalogue_field *field = kinds[k]->fields; field->name; field++)
				json_set_text(sent, field->name, catalogue_value_text(field, json_get(object, field->name)));
			const cJSON *again = catalogue_value_object(catalogue_value_known(db), kinds[k], NULL, sent, faults);

			assert_null(faults->child);
			if (!catalogue_value_same(object, again))
				fail_msg("%s instead of %s", json_text(again), json_text(object));
		}
	db_rollback(db_session(DB_WRITE));
}

static const cJSON *changed(const struct catalogue_kind *kind, int64_t id, const char *sent)
{
	struct db *db = db_session(DB_WRITE);
	cJSON *faults = cJSON_CreateObject();
	const cJSON *object = catalogue_value_object(catalogue_value_known(db), kind, catalogue_read(db, kind, id), parsed(sent), faults);

	if (kind->check)
		kind->check(db, id, object, faults);
	if (faults->child)
		fail_msg("%s", json_text(faults));
	return object;
}

static void every_change_is_a_version(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	const struct user *hal = user_of("hal");
	const cJSON *object = changed(&catalogue_role, 1, "{\"name_en\":null,\"requirements\":\"HYG | practice | 4 | 0\"}");
	int64_t id = 1;

	assert_int_equal(catalogue_save(db, hal, &catalogue_role, &id, 1, object), CATALOGUE_STALE);
	assert_int_equal(catalogue_save(db, hal, &catalogue_role, &id, 0, object), CATALOGUE_DONE);
	assert_int_equal(catalogue_save(db, hal, &catalogue_role, &id, 1, object), CATALOGUE_SAME);
	assert_int_equal(catalogue_save(db, hal, &catalogue_role, &id, 0, object), CATALOGUE_STALE);
	db_commit(db);
	assert_string_equal(stored("SELECT GROUP_CONCAT(competence_id, facet, level) FROM requirement WHERE role_id = 1"), "2practice4");
	const cJSON *version = cJSON_GetArrayItem(catalogue_change_list(db, "role", 1), 0);
	const cJSON *change = cJSON_GetArrayItem(json_get(version, "changes"), 1);

	assert_string_equal(json_get_text(version, "person"), "Hal Holm");
	assert_string_equal(json_get_text(change, "field"), "requirements");
	assert_int_equal(cJSON_GetArraySize(json_get(change, "old")), 3);
	assert_int_equal(cJSON_GetArraySize(json_get(change, "new")), 1);
	assert_string_equal(stored("SELECT detail FROM audit WHERE action = 'role.change'"), "name_en requirements");
}

/* The level that was asked stands with the answer: no change of a requirement reaches it. */
static void rounds_keep_what_they_were_opened_with(void **state)
{
	(void)state;
	int64_t id = 1;
	const char *before = stored("SELECT GROUP_CONCAT(required_level ORDER BY assessment_id, item_id) FROM answer");

	catalogue_save(db_session(DB_WRITE), user_of("hal"), &catalogue_role, &id, 0,
		changed(&catalogue_role, 1, "{\"requirements\":\"HYG | practice | 0 | 0\"}"));
	db_commit(db_session(DB_WRITE));
	assert_string_equal(stored("SELECT GROUP_CONCAT(required_level ORDER BY assessment_id, item_id) FROM answer"), before);
}

static void what_has_ended_is_offered_no_more(void **state)
{
	(void)state;
	struct db *db = db_session(DB_WRITE);
	int64_t id = 1;

	assert_int_equal(cJSON_GetArraySize(offering_list(db, user_of("ann"))), 2);
	catalogue_save(db, user_of("hal"), &catalogue_offering, &id, 0, changed(&catalogue_offering, 1, "{\"valid_to\":\"2026-11-24\"}"));
	assert_int_equal(cJSON_GetArraySize(offering_list(db, user_of("ann"))), 2);
	catalogue_save(db, user_of("hal"), &catalogue_offering, &id, 1, changed(&catalogue_offering, 1, "{\"valid_to\":\"2026-11-23\"}"));
	assert_int_equal(cJSON_GetArraySize(offering_list(db, user_of("ann"))), 1);
	db_commit(db);
	assert_string_equal(stored("SELECT COUNT(*) FROM offering"), "2");
}

static void what_one_field_cannot_tell_is_checked(void **state)
{
	(void)state;
	static const struct { const struct catalogue_kind *kind; int64_t id; const char *sent, *fault; } cases[] = {
		{ &catalogue_competence, 2, "{\"statutory\":true}", "law" },
		{ &catalogue_competence, 1, "{\"statutory\":false}", "statutory" },
		{ &catalogue_competence, 2, "{\"renewal_months\":12}", "renewal_basis" },
		{ &catalogue_competence, 2, "{\"renewal_basis\":\"law\"}", "renewal_months" },
		{ &catalogue_competence, 2, "{\"valid_from\":\"2027-01-02\",\"valid_to\":\"2027-01-01\"}", "valid_to" },
		{ &catalogue_competence, 2, "{\"name_nn\":null}", "name_nn" },
		{ &catalogue_competence, 2, "{\"facets\":[\"practice\"]}", "facets" },
		{ &catalogue_competence, 2, "{\"laws\":\"a | | https://a | |\\na | | https://b | |\"}", "laws_2_act" },
		{ &catalogue_competence, 2, "{\"laws\":\"a | | ftp://a | |\"}", "laws_1_address" },
		{ &catalogue_role, 1, "{\"styrk08\":\"12345\"}", "styrk08" },
		{ &catalogue_role, 1, "{\"requirements\":\"BRANN | practice | 2 | 0\"}", "requirements" },
		{ &catalogue_role, 1, "{\"requirements\":\"HYG | practice | 2 | 1\"}", "requirements" },
		{ &catalogue_role, 1, "{\"requirements\":\"HYG | practice | 2 | 0\\nHYG | practice | 3 | 0\"}", "requirements" },
		{ &catalogue_offering, 1, "{\"competences\":\"HYG | 2\\nHYG | 3\"}", "competences_2_competence" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct db *db = db_session(DB_WRITE);
		const struct catalogue_kind *kind = cases[i].kind;
		cJSON *faults = cJSON_CreateObject();
		const cJSON *old = catalogue_read(db, kind, cases[i].id);
		const cJSON *object = catalogue_value_object(catalogue_value_known(db), kind, old, parsed(cases[i].sent), faults);

		kind->check(db, cases[i].id, object, faults);
		if (!faults->child || strcmp(faults->child->string, cases[i].fault) != 0)
			fail_msg("%s: %s", cases[i].sent, json_text(faults));
	}
	db_rollback(db_session(DB_WRITE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(values_are_read_alike_from_forms_files_and_json), APP_TEST(text_and_back_is_the_same),
		APP_TEST(every_change_is_a_version), APP_TEST(rounds_keep_what_they_were_opened_with),
		APP_TEST(what_has_ended_is_offered_no_more), APP_TEST(what_one_field_cannot_tell_is_checked),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
