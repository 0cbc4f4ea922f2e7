/*
 * What the pages of an assessment show beside its JSON: topics, cards, chosen boxes, what is wrong.
 */
#include "assessment_view.h"

#include <inttypes.h>
#include <string.h>

#include "arena.h"
#include "assessment_card.h"
#include "assessment_item.h"
#include "assessment_pages.h"
#include "i18n.h"
#include "json.h"
#include "profile.h"

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
	return page->answered >= page->total ? _("Done") : page->answered > 0 ? _("Started")
	    : _("Not started");
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
		json_set_int(entry, "number", (int64_t)assessment_form_page_of(shown->form,
		    (int64_t)id->valuedouble));
		json_set_text(entry, "text", facet ? arena_printf(_("%s · %s: choose a level"),
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

/* What an earlier page's answer leaves out. */
static void take_hidden(const struct assessment_form *form, cJSON *items)
{
	cJSON *item = items->child;

	while (item) {
		cJSON *next = item->next;

		if (assessment_pages_hides(form, json_get_int(item, "id", 0)))
			cJSON_DetachItemViaPointer(items, item);
		item = next;
	}
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
	json_set_text(page_view, "deadline", assessment_deadline(json_get_text(form->head,
	    "closes_at")));
	json_set(page_view, "section", section);
	take_hidden(form, items);
	json_set_bool(page_view, "is_empty_page", !items->child);
	const int64_t cards = assessment_card_topics(page_view, items, assessment_item_dress, shown);

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
	json_set_bool(page_view, "is_complete", json_get_int(form->head,
	    "answered", -1) == json_get_int(form->head, "total", -1));
	json_set_text(page_view, "words", arena_printf("%s|%s|%s", _("Done"), _("Started"),
	    _("Not started")));
	add_steps(page_view, shown);
	return reply_with(reply_page("assessment_form", view), page_view);
}
