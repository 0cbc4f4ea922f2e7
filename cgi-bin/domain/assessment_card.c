/* A page of an assessment's form as cards: topics, in each a card a competence, plain questions. */
#include "assessment_card.h"

#include <string.h>

#include "assessment_form.h"
#include "i18n.h"
#include "json.h"
#include "profile.h"

/* One item ------------------------------------------------------------------ */

static bool has_value(const cJSON *answer, const char *code)
{
	const cJSON *one, *value = json_get(answer, "value");

	if (cJSON_IsString(value))
		return strcmp(value->valuestring, code) == 0;
	cJSON_ArrayForEach(one, value)
		if (cJSON_IsString(one) && strcmp(one->valuestring, code) == 0)
			return true;
	return false;
}

cJSON *assessment_card_options(const cJSON *item, const cJSON *answer)
{
	const bool is_level = cJSON_IsArray(json_get(item, "anchors"));
	const cJSON *sources = json_get(item, is_level ? "anchors" : "choices"), *source;
	cJSON *options = cJSON_CreateArray();

	cJSON_ArrayForEach(source, sources) {
		cJSON *option = cJSON_Duplicate(source, true);

		json_set_bool(option, "checked", is_level
		    ? json_get_int(answer, "level", -1) == json_get_int(source, "level", -1)
		    : has_value(answer, json_get_text(source, "code")));
		if (!json_get(option, "language"))
			json_set_null(option, "language");
		cJSON_AddItemToArray(options, option);
	}
	return options;
}

bool assessment_card_answered(const cJSON *item)
{
	const cJSON *value = json_get(item, "value");

	return json_get_int(item, "level", -1) >= 0 || json_get_true(item, "not_relevant") || (value &&
	    !cJSON_IsNull(value));
}

/* Whether a radio button is chosen. */
static bool has_radio(const cJSON *item)
{
	const bool is_one = strcmp(json_get_text(item, "type"), "one") == 0;

	return json_get_int(item, "level", -1) >= 0 ||
	    (is_one && cJSON_IsString(json_get(item, "value")));
}

/*
 * The words of the choice that shows a question; NULL: it is always shown, or the choice is on
 * another page.
 */
static const char *condition_of(const cJSON *item, const struct assessment_form *form)
{
	const cJSON *rule = json_get(item, "show_if"), *choice;
	const cJSON *parent = cJSON_IsObject(rule)
	    ? assessment_form_item(form, json_get_int(rule, "item", -1)) : NULL;
	const cJSON *choices = parent ? json_get(parent, "choices") : NULL;

	cJSON_ArrayForEach(choice, choices)
		if (strcmp(json_get_text(choice, "code"), json_get_text(rule, "choice")) == 0)
			return json_get_text(choice, "text");
	return NULL;
}

static void add_question(cJSON *item, const struct assessment_form *form)
{
	const char *type = json_get_text(item, "type");
	const cJSON *value = json_get(item, "value");

	json_set_text(item, "condition", condition_of(item, form));
	json_set_bool(item, "is_one", strcmp(type, "one") == 0);
	json_set_bool(item, "is_many", strcmp(type, "many") == 0);
	json_set_bool(item, "is_text", strcmp(type, "text") == 0);
	json_set_bool(item, "is_number", strcmp(type, "number") == 0);
	json_set_bool(item, "is_date", strcmp(type, "date") == 0);
	if (cJSON_IsNumber(value))
		json_set_text(item, "typed", i18n_number(value->valuedouble, -1));
	else
		json_set_text(item, "typed", cJSON_IsString(value) ? value->valuestring : "");
}

void assessment_card_dress(cJSON *item, const struct assessment_form *form)
{
	const char *facet = json_get_text(item, "facet");

	json_set(item, "options", assessment_card_options(item, item));
	json_set_bool(item, "has_required", json_get_int(item, "required_level", -1) > 0);
	json_set_bool(item, "answered", assessment_card_answered(item));
	json_set_bool(item, "may_clear", has_radio(item));
	if (!json_get(item, "language"))
		json_set_null(item, "language");
	if (facet) {
		json_set_text(item, "facet_text", profile_facet_text(facet));
		json_set_text(item, "facet_hint", profile_facet_hint(facet));
		json_set_bool(item, "comments", form->has_comments);
		json_set_bool(item, "has_comment", *(json_get_text(item, "comment")
		    ? json_get_text(item, "comment") : ""));
	} else {
		add_question(item, form);
	}
}

/* Topics and cards ---------------------------------------------------------- */

static bool is_same_text(const char *one, const char *other)
{
	return one && other && strcmp(one, other) == 0;
}

static cJSON *new_card(const cJSON *item, int64_t number)
{
	static const char *const taken[] = { "competence", "name", "description", "law", "language" };
	cJSON *card = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		json_set_text(card, taken[i], json_get_text(item, taken[i]));
	json_set_bool(card, "statutory", json_get_true(item, "statutory"));
	json_set_int(card, "number", number);
	json_set_bool(card, "has_error", false);
	json_set(card, "items", cJSON_CreateArray());
	return card;
}

static cJSON *new_topic(const char *name)
{
	cJSON *topic = cJSON_CreateObject();

	json_set_text(topic, "topic", name);
	json_set(topic, "cards", cJSON_CreateArray());
	json_set(topic, "questions", cJSON_CreateArray());
	return topic;
}

static void add_to(cJSON *object, const char *list, cJSON *value)
{
	cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(object, list), value);
}

int64_t assessment_card_topics(cJSON *view, cJSON *items,
    void (*dress)(cJSON *item, const void *context), const void *context)
{
	cJSON *topics = cJSON_CreateArray(), *topic = NULL, *card = NULL, *item;
	int64_t number = 0;

	cJSON_ArrayForEach(item, items) {
		const char *name = json_get_text(item, "topic"), *competence = json_get_text(item,
		    "competence");
		const char *before = topic ? json_get_text(topic, "topic") : NULL;

		if (!topic || (name ? !is_same_text(before, name) : before != NULL)) {
			topic = new_topic(name);
			card = NULL;
			cJSON_AddItemToArray(topics, topic);
		}
		dress(item, context);
		if (!competence) {
			add_to(topic, "questions", cJSON_Duplicate(item, true));
			continue;
		}
		if (!card || !is_same_text(json_get_text(card, "competence"), competence)) {
			card = new_card(item, ++number);
			add_to(topic, "cards", card);
		}
		if (json_get_text(item, "error"))
			cJSON_ReplaceItemInObjectCaseSensitive(card, "has_error", cJSON_CreateTrue());
		cJSON_AddItemReferenceToArray(cJSON_GetObjectItemCaseSensitive(card, "items"), item);
	}
	json_set(view, "topics", topics);
	return number;
}
