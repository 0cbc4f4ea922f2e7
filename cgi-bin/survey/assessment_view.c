/* What the pages of an assessment show beside its JSON: topics, cards, chosen boxes, what is wrong. */
#include "assessment_view.h"

#include <inttypes.h>
#include <string.h>

#include "arena.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "profile.h"

static int64_t number_of(const cJSON *object, const char *name)
{
	const cJSON *value = json_get(object, name);

	return cJSON_IsNumber(value) ? (int64_t)value->valuedouble : -1;
}

static bool is_true(const cJSON *object, const char *name)
{
	return cJSON_IsTrue(json_get(object, name));
}

/* Typed over stored --------------------------------------------------------- */

static void replace(cJSON *item, const char *name, cJSON *value)
{
	cJSON_ReplaceItemInObjectCaseSensitive(item, name, value);
}

/* What was typed stands on the page again, stored or not. */
static void type_over(cJSON *item, const struct assessment_change *change)
{
	const struct assessment_answer *answer = &change->answer;
	const char *why;

	replace(item, "level", answer->level >= 0 ? cJSON_CreateNumber(answer->level) : cJSON_CreateNull());
	replace(item, "not_relevant", cJSON_CreateBool(answer->not_relevant));
	replace(item, "wish", cJSON_CreateBool(answer->wish));
	replace(item, "teach", cJSON_CreateBool(answer->teach));
	replace(item, "comment", cJSON_CreateStringReference(answer->comment));
	if (json_get(item, "value"))
		replace(item, "value", answer->value ? json_read(answer->value, strlen(answer->value), &why)
		    : cJSON_CreateNull());
}

static const struct assessment_change *change_of(const struct assessment_shown *shown, int64_t item)
{
	for (size_t i = 0; i < shown->change_count; i++)
		if (shown->changes[i].item == item)
			return &shown->changes[i];
	return NULL;
}

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

/* The five boxes of an item, or its choices, with what an answer chooses. */
static cJSON *options_of(const cJSON *item, const cJSON *answer)
{
	const bool is_level = cJSON_IsArray(json_get(item, "anchors"));
	const cJSON *sources = json_get(item, is_level ? "anchors" : "choices"), *source;
	cJSON *options = cJSON_CreateArray();

	cJSON_ArrayForEach(source, sources) {
		cJSON *option = cJSON_Duplicate(source, true);

		json_set_bool(option, "checked", is_level
		    ? number_of(answer, "level") == number_of(source, "level")
		    : has_value(answer, json_get_text(source, "code")));
		if (!json_get(option, "language"))
			json_set_null(option, "language");
		cJSON_AddItemToArray(options, option);
	}
	return options;
}

/* An answer in words, as both sides of a conflict are told. */
static const char *words_of(const cJSON *item, const cJSON *answer)
{
	const char *words = "";
	const cJSON *option, *options = options_of(item, answer);

	cJSON_ArrayForEach(option, options) {
		if (!is_true(option, "checked"))
			continue;
		const char *name = json_get_text(option, "name");

		words = arena_printf("%s%s%s", words, *words ? ", " : "", name
		    ? arena_printf("%" PRId64 " %s", number_of(option, "level"), name) : json_get_text(option, "text"));
	}
	if (!*words && cJSON_IsString(json_get(answer, "value")))
		words = json_get_text(answer, "value");
	if (!*words && cJSON_IsNumber(json_get(answer, "value")))
		words = i18n_number(json_get(answer, "value")->valuedouble, -1);
	if (is_true(answer, "not_relevant"))
		words = _("Not relevant in my job");
	return *words ? words : _("No answer");
}

static const char *more_words(const cJSON *answer, const char *words)
{
	const char *comment = json_get_text(answer, "comment");

	if (is_true(answer, "wish"))
		words = arena_printf("%s, %s", words, _("I want training in this"));
	if (is_true(answer, "teach"))
		words = arena_printf("%s, %s", words, _("I can teach others"));
	return comment && *comment ? arena_printf("%s, «%s»", words, comment) : words;
}

static void add_conflict(cJSON *item, const struct assessment_shown *shown)
{
	const cJSON *stored = shown->stale
	    ? json_get(shown->stale, arena_printf("%" PRId64, number_of(item, "id"))) : NULL;

	if (!stored) {
		json_set_null(item, "conflict");
		return;
	}
	cJSON *conflict = cJSON_CreateObject();

	json_set_text(conflict, "stored", more_words(stored, words_of(item, stored)));
	json_set_text(conflict, "typed", more_words(item, words_of(item, item)));
	json_set(item, "conflict", conflict);
	replace(item, "rev", cJSON_CreateNumber((double)number_of(stored, "rev")));
}

static const char *field_error(const struct assessment_shown *shown, int64_t id)
{
	static const char *const fields[] = { "level", "not_relevant", "value", "comment", "wish", "teach", "rev" };

	for (size_t i = 0; shown->typed && i < sizeof fields / sizeof *fields; i++) {
		const cJSON *errors = json_get(form_errors(shown->typed), arena_printf("%s_%" PRId64, fields[i], id));

		if (errors)
			return errors->child->valuestring;
	}
	return NULL;
}

static bool is_answered(const cJSON *item)
{
	const cJSON *value = json_get(item, "value");

	return number_of(item, "level") >= 0 || is_true(item, "not_relevant") || (value && !cJSON_IsNull(value));
}

static const char *error_of(const cJSON *item, const struct assessment_shown *shown)
{
	const char *error = field_error(shown, number_of(item, "id"));

	if (error || !shown->marks_missing || !is_true(item, "required") || is_answered(item))
		return error;
	return json_get_text(item, "facet") ? _("Choose the level that fits best, or “Not relevant in my job”.")
	    : _("Answer this question.");
}

/* The words of the choice that shows a question; NULL: it is always shown, or the choice is on another page. */
static const char *condition_of(const cJSON *item, const struct assessment_form *form)
{
	const cJSON *rule = json_get(item, "show_if"), *choice;
	const cJSON *parent = cJSON_IsObject(rule) ? assessment_form_item(form, number_of(rule, "item")) : NULL;
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

/* Adds to an item what its card needs. */
static void dress(cJSON *item, const struct assessment_shown *shown)
{
	const struct assessment_change *change = change_of(shown, number_of(item, "id"));
	const char *facet = json_get_text(item, "facet");

	if (change)
		type_over(item, change);
	json_set(item, "options", options_of(item, item));
	json_set_bool(item, "has_required", number_of(item, "required_level") > 0);
	json_set_text(item, "error", error_of(item, shown));
	json_set_bool(item, "answered", is_answered(item));
	if (!json_get(item, "language"))
		json_set_null(item, "language");
	if (facet) {
		json_set_text(item, "facet_text", profile_facet_text(facet));
		json_set_text(item, "facet_hint", profile_facet_hint(facet));
		json_set_bool(item, "comments", shown->form->has_comments);
		json_set_bool(item, "has_comment", *(json_get_text(item, "comment") ? json_get_text(item, "comment") : ""));
	} else {
		add_question(item, shown->form);
	}
	add_conflict(item, shown);
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
	json_set_bool(card, "statutory", is_true(item, "statutory"));
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

/* The items of a page as topics, and in them a card for each competence. Returns how many cards there are. */
static int64_t add_topics(cJSON *view, cJSON *items, const struct assessment_shown *shown)
{
	cJSON *topics = cJSON_CreateArray(), *topic = NULL, *card = NULL, *item;
	int64_t number = 0;

	cJSON_ArrayForEach(item, items) {
		const char *name = json_get_text(item, "topic"), *competence = json_get_text(item, "competence");
		const char *before = topic ? json_get_text(topic, "topic") : NULL;

		if (!topic || (name ? !is_same_text(before, name) : before != NULL)) {
			topic = new_topic(name);
			card = NULL;
			cJSON_AddItemToArray(topics, topic);
		}
		dress(item, shown);
		if (!competence) {
			add_to(topic, "questions", cJSON_Duplicate(item, true));
			continue;
		}
		if (!card || !is_same_text(json_get_text(card, "competence"), competence)) {
			card = new_card(item, ++number);
			add_to(topic, "cards", card);
		}
		if (json_get_text(item, "error"))
			replace(card, "has_error", cJSON_CreateTrue());
		cJSON_AddItemReferenceToArray(cJSON_GetObjectItemCaseSensitive(card, "items"), item);
	}
	json_set(view, "topics", topics);
	return number;
}

/* The list of pages at the side --------------------------------------------- */

/* How far a page is: an optional one has no required question. */
static const char *page_icon(const struct assessment_page *page)
{
	const char *icon = page->total && page->answered >= page->total ? "icon:CheckmarkCircleFill"
	    : page->answered > 0 ? "icon:CircleBroken" : "icon:Circle";

	return icon + sizeof "icon:" - 1;
}

static const char *page_word(const struct assessment_page *page)
{
	if (page->total == 0)
		return _("Optional");
	return page->answered >= page->total ? _("Done") : page->answered > 0 ? _("Begun") : _("Not begun");
}

/* Which part of its section a page is, where there are several. */
static const char *part_of(const struct assessment_form *form, size_t page)
{
	const int64_t section = form->pages[page - 1].section;
	size_t part = 0, parts = 0;

	for (size_t n = 1; n <= form->page_count; n++) {
		parts += form->pages[n - 1].section == section;
		part += form->pages[n - 1].section == section && n <= page;
	}
	return parts > 1 ? arena_printf(_("Part %zu of %zu"), part, parts) : NULL;
}

static cJSON *side_list(const struct assessment_shown *shown)
{
	const struct assessment_form *form = shown->form;
	cJSON *list = cJSON_CreateArray();

	for (size_t n = 1; n <= form->page_count; n++) {
		const struct assessment_page *page = &form->pages[n - 1];
		cJSON *entry = cJSON_CreateObject();
		const char *language;

		json_set_int(entry, "number", (int64_t)n);
		json_set_text(entry, "title", assessment_form_title(form, n, &language));
		json_set_text(entry, "language", language);
		json_set_text(entry, "part", part_of(form, n));
		json_set_bool(entry, "counts", page->total > 0);
		json_set_int(entry, "answered", page->answered);
		json_set_int(entry, "total", page->total);
		json_set_text(entry, "icon", page_icon(page));
		json_set_text(entry, "word", page_word(page));
		json_set_bool(entry, "current", n == shown->page);
		cJSON_AddItemToArray(list, entry);
	}
	return list;
}

/* Together ------------------------------------------------------------------ */

static cJSON *missing_list(const struct assessment_shown *shown)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *id;

	cJSON_ArrayForEach(id, shown->missing) {
		const struct cJSON *item = assessment_form_item(shown->form, (int64_t)id->valuedouble);
		const char *facet = json_get_text(item, "facet");
		cJSON *entry = cJSON_CreateObject();

		json_set_int(entry, "item", (int64_t)id->valuedouble);
		json_set_int(entry, "number", (int64_t)assessment_form_page_of(shown->form, (int64_t)id->valuedouble));
		json_set_text(entry, "text", facet ? arena_printf(_("%s: choose a level for %s"),
		    json_get_text(item, "name"), profile_facet_text(facet)) : json_get_text(item, "name"));
		cJSON_AddItemToArray(list, entry);
	}
	return list;
}

/* The list of pages stands twice, and no two landmarks may have the same name. */
static cJSON *labelled(const char *label)
{
	cJSON *object = cJSON_CreateObject();

	json_set_text(object, "nav_label", label);
	return object;
}

static void add_steps(cJSON *view, const struct assessment_shown *shown)
{
	const size_t pages = shown->form->page_count;

	json_set_int(view, "number", (int64_t)shown->page);
	json_set_int(view, "pages", (int64_t)pages);
	json_set_bool(view, "is_last", shown->page == pages);
	json_set_bool(view, "is_first", shown->page == 1);
}

struct reply assessment_view_page(const struct assessment_shown *shown)
{
	struct assessment_form *form = shown->form;
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	cJSON *section = assessment_form_section(form, shown->page);
	cJSON *items = cJSON_DetachItemFromObjectCaseSensitive(section, "items");
	cJSON *missing = missing_list(shown);
	const bool has_missing = missing->child != NULL;

	json_set(view, "assessment", form->head);
	json_set_text(page_view, "deadline", assessment_deadline(json_get_text(form->head, "closes_at")));
	json_set(page_view, "section", section);
	const int64_t cards = add_topics(page_view, items, shown);

	json_set_int(page_view, "cards_count", cards);
	json_set_bool(page_view, "cards_any", cards > 0);
	json_set(page_view, "side", side_list(shown));
	json_set(page_view, "narrow", labelled(_("Pages")));
	json_set(page_view, "wide", labelled(_("Pages, wide screen")));
	json_set(page_view, "scale", assessment_form_scale(form));
	json_set(page_view, "missing", missing);
	json_set_bool(page_view, "has_missing", has_missing);
	if (has_missing) {
		const int count = cJSON_GetArraySize(missing);

		json_set_text(page_view, "missing_title", arena_printf(i18n_plural(
		    "%d question must be answered before you can submit",
		    "%d questions must be answered before you can submit", (unsigned long)count), count));
	}
	json_set_bool(page_view, "has_conflict", shown->stale && shown->stale->child);
	json_set_bool(page_view, "is_complete", number_of(form->head, "answered") == number_of(form->head, "total"));
	json_set_text(page_view, "words", arena_printf("%s|%s|%s", _("Done"), _("Begun"), _("Not begun")));
	add_steps(page_view, shown);
	return reply_with(reply_page("assessment_form", view), page_view);
}
