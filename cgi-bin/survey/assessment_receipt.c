/* The receipt of an assessment: what was answered, as text, section by section. */
#include "assessment_receipt.h"

#include <string.h>

#include "arena.h"
#include "assessment.h"
#include "i18n.h"
#include "json.h"
#include "profile.h"

/* "3 Independent": a level with its name; NULL: none. */
static const char *level_text(const cJSON *item, const char *name)
{
	const cJSON *level = json_get(item, name), *anchor;

	if (!cJSON_IsNumber(level))
		return NULL;
	cJSON_ArrayForEach(anchor, json_get(item, "anchors"))
		if (json_get(anchor, "level")->valuedouble == level->valuedouble)
			return arena_printf("%.0f %s", level->valuedouble, json_get_text(anchor, "name"));
	return NULL;
}

static const char *choice_text(const cJSON *item, const char *code)
{
	const cJSON *choice;

	cJSON_ArrayForEach(choice, json_get(item, "choices"))
		if (strcmp(json_get_text(choice, "code"), code) == 0)
			return json_get_text(choice, "text");
	return code;
}

static const char *value_text(const cJSON *item)
{
	const cJSON *one, *value = json_get(item, "value");
	const char *text = "";

	if (cJSON_IsNumber(value))
		return i18n_number(value->valuedouble, -1);
	if (cJSON_IsString(value) && strcmp(json_get_text(item, "type"), "date") == 0)
		return i18n_date(value->valuestring);
	if (cJSON_IsString(value))
		return choice_text(item, value->valuestring);
	cJSON_ArrayForEach(one, value)
		text = arena_printf("%s%s%s", text, *text ? ", " : "", choice_text(item, one->valuestring));
	return *text ? text : NULL;
}

static cJSON *row_of(const cJSON *item)
{
	static const char *const same[] = { "name", "language", "comment" };
	const char *facet = json_get_text(item, "facet");
	const char *answer = facet ? level_text(item, "level") : value_text(item);
	cJSON *row = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		json_set_text(row, same[i], json_get_text(item, same[i]));
	if (json_get_true(item, "not_relevant"))
		answer = _("Not relevant in my job");
	json_set_text(row, "facet_text", facet ? profile_facet_text(facet) : NULL);
	json_set_text(row, "answer", answer);
	json_set_bool(row, "wish", json_get_true(item, "wish"));
	json_set_bool(row, "teach", json_get_true(item, "teach"));
	json_set_text(row, "leader", level_text(item, "leader_level"));
	json_set_text(row, "agreed", level_text(item, "agreed_level"));
	return row;
}

/* Gives its rows. */
static cJSON *add_section(cJSON *sections, const struct assessment_form *form, size_t page)
{
	const char *language, *title = assessment_form_title(form, page, &language);
	cJSON *section = cJSON_CreateObject(), *rows = cJSON_CreateArray();

	json_set_int(section, "section", (int64_t)page);
	json_set_text(section, "title", title);
	json_set_text(section, "language", language);
	json_set(section, "rows", rows);
	cJSON_AddItemToArray(sections, section);
	return rows;
}

/* The pages of a section are one section here. What the answers hide does not count. */
static cJSON *sections_of(const struct assessment_form *form)
{
	cJSON *sections = cJSON_CreateArray(), *rows = NULL;
	int64_t section = 0;

	for (size_t i = 0; i < form->item_count; i++) {
		const struct assessment_item *item = &form->items[i];

		if (!item->is_met)
			continue;
		if (item->section != section)
			rows = add_section(sections, form, item->page);
		section = item->section;
		cJSON_AddItemToArray(rows, row_of(item->json));
	}
	return sections;
}

struct reply assessment_receipt(struct assessment_form *form)
{
	const char *state = json_get_text(form->head, "state");
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	const bool is_submitted = strcmp(state, "submitted") == 0;

	json_set(view, "assessment", form->head);
	json_set_text(page_view, "deadline",
	    assessment_deadline(json_get_text(form->head, "closes_at")));
	json_set(page_view, "answers", sections_of(form));
	json_set_text(page_view, "state_text", assessment_state_text(state));
	json_set_bool(page_view, "is_submitted", is_submitted);
	json_set_bool(page_view, "is_reviewed", strcmp(state, "reviewed") == 0);
	json_set_bool(page_view, "is_agreed", strcmp(state, "agreed") == 0);
	json_set_bool(page_view, "is_late", !form->is_open && (strcmp(state, "assigned") == 0 ||
	    strcmp(state, "started") == 0 || strcmp(state, "reopened") == 0));
	json_set_bool(page_view, "may_reopen", is_submitted && form->is_open);
	json_set_bool(page_view, "is_open", form->is_open);
	json_set_bool(page_view, "is_empty", form->page_count == 0);
	return reply_with(reply_page("assessment_receipt", view), page_view);
}
