/* The form that a definition gives to a role: the same items, pages and texts as a stored round's. */
#include "app.h"

#include <string.h>

#include "survey.h"
#include "survey_preview.h"

static struct assessment_form *preview(const char *login, const char *role, bool leads, cJSON **definition)
{
	struct db *db = db_session(DB_READ);
	const struct survey_catalogue *catalogue = survey_asked_catalogue(db, "nb");
	struct survey_person person = { .role = survey_asked_role(catalogue, role), .leads = leads };

	*definition = survey_definition(db, 1);
	person.sector = person.role->sector;
	return survey_preview(db, user_of(login), catalogue, *definition, &person);
}

/* Ids and what is pinned to a person differ; all else is as ann's own form. */
static cJSON *bare(cJSON *sections)
{
	static const char *const own[] = { "id", "rev", "show_if", "level", "wish", "teach", "comment", "value" };
	cJSON *section, *item;

	cJSON_ArrayForEach(section, sections)
		cJSON_ArrayForEach(item, json_get(section, "items"))
			for (size_t i = 0; i < sizeof own / sizeof *own; i++)
				cJSON_DeleteItemFromObjectCaseSensitive(item, own[i]);
	return sections;
}

static void it_is_the_form_that_an_employee_gets(void **state)
{
	(void)state;
	cJSON *definition, *seen = cJSON_CreateArray(), *real = cJSON_CreateArray();
	struct assessment_form *form = preview("ann", "NURSE", false, &definition);
	struct assessment_form *own = assessment_form_read(db_session(DB_READ), user_of("ann"), 1, true);

	assert_int_equal(form->item_count, own->item_count);
	assert_int_equal(form->page_count, own->page_count);
	for (size_t n = 1; n <= form->page_count; n++) {
		cJSON_AddItemToArray(seen, survey_preview_section(form, definition, n, "nb"));
		cJSON_AddItemToArray(real, assessment_form_section(own, n));
	}
	bare(seen);
	bare(real);
	const cJSON *a = seen->child, *b = real->child;

	for (; a; a = a->next, b = b->next) {
		assert_string_equal(json_get_text(a, "title"), json_get_text(b, "title"));
		assert_true(cJSON_Compare(json_get(a, "items"), json_get(b, "items"), true));
	}
}

static void it_is_in_the_language_of_who_looks(void **state)
{
	(void)state;
	cJSON *definition;
	struct assessment_form *form = preview("bo", "LEAD", true, &definition);
	const cJSON *section = survey_preview_section(form, definition, form->page_count, "nn");

	assert_string_equal(json_get_text(section, "language"), "nb");
	const cJSON *item = json_get(section, "items")->child;

	assert_string_equal(json_get_text(item, "name"), "Kva former passar for deg?");
	assert_int_equal(json_get(json_get(item->next, "show_if"), "item")->valueint, json_get(item, "id")->valueint);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		APP_TEST(it_is_the_form_that_an_employee_gets), APP_TEST(it_is_in_the_language_of_who_looks),
	};

	return cmocka_run_group_tests(tests, app_start, app_stop);
}
