/* How the items of a form are laid on pages, and which of them its answers show. */
#include "assessment_pages.h"

#include <string.h>

#include "arena.h"
#include "assessment_form.h"

/* How many different competences stand in a run; a plain question counts as one. */
static size_t count_competences(const struct assessment_item *items, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		if (i == 0 || !items[i].competence || items[i].competence != items[i - 1].competence)
			found++;
	return found;
}

/* How many items the first so many competences of a run have. */
static size_t items_of(const struct assessment_item *items, size_t count, size_t competences)
{
	size_t length = count;

	while (length > 0 && count_competences(items, length) > competences)
		length--;
	return length;
}

/* The items from the first on that are of the same topic of the same section. */
static size_t topic_length(const struct assessment_item *items, size_t count)
{
	size_t length = 1;

	while (length < count && items[length].section == items->section &&
	    items[length].topic == items->topic)
		length++;
	return length;
}

/*
 * Puts a run that stays together on the present page, or on a new one when it does not fit there.
 */
static void place_run(struct assessment_form *form, size_t first, size_t count)
{
	struct assessment_page *page = form->page_count ? &form->pages[form->page_count - 1] : NULL;
	const struct assessment_item *items = form->items;

	if (!page || page->section != items[first].section ||
	    count_competences(&items[page->first], page->count + count) > ASSESSMENT_PAGE_MOST) {
		page = &form->pages[form->page_count++];
		*page = (struct assessment_page){ .section = items[first].section, .first = first };
	}
	for (size_t i = first; i < first + count; i++) {
		form->items[i].page = form->page_count;
		page->total += items[i].required;
		page->answered += items[i].required && items[i].answered;
	}
	page->count += count;
}

/*
 * Whole topics up to six competences a page; a longer topic is split into parts of about the same
 * length.
 */
static void lay_pages(struct assessment_form *form)
{
	form->pages = arena_alloc((form->item_count + 1) * sizeof *form->pages);
	for (size_t at = 0; at < form->item_count;) {
		const size_t length = topic_length(&form->items[at], form->item_count - at);
		const size_t end = at + length;
		const size_t competences = count_competences(&form->items[at], length);
		size_t parts = (competences + ASSESSMENT_PAGE_MOST - 1) / ASSESSMENT_PAGE_MOST;
		size_t left = competences;

		for (; parts > 0; parts--) {
			const size_t share = (left + parts - 1) / parts;
			const size_t count = items_of(&form->items[at], end - at, share);

			place_run(form, at, count);
			at += count;
			left -= share;
		}
	}
}

static const struct assessment_item *item_before(const struct assessment_form *form, size_t until,
    int64_t id)
{
	for (size_t i = 0; i < until; i++)
		if (form->items[i].id == id)
			return &form->items[i];
	return NULL;
}

/* Choices are codes, and stored as JSON: between quotes there is nothing else. */
static bool has_chosen(const struct assessment_item *item, const char *choice)
{
	return item->chosen && strstr(item->chosen, arena_printf("\"%s\"", choice)) != NULL;
}

/* What decides stands before what it decides, so that one walk settles chains of conditions. */
static void settle(struct assessment_form *form)
{
	for (size_t i = 0; i < form->item_count; i++) {
		struct assessment_item *item = &form->items[i];
		const struct assessment_item *parent = item_before(form, i, item->show_if);

		item->is_met = !item->show_if
		    || (parent && parent->is_met && has_chosen(parent, item->show_if_choice));
	}
}

void assessment_pages_lay(struct assessment_form *form)
{
	lay_pages(form);
	settle(form);
}

bool assessment_pages_hides(const struct assessment_form *form, int64_t id)
{
	const struct assessment_item *item = item_before(form, form->item_count, id);
	const struct assessment_item *parent = item
	    ? item_before(form, form->item_count, item->show_if) : NULL;

	return item && item->show_if && !item->is_met
	    && (!parent || parent->page != item->page || assessment_pages_hides(form, parent->id));
}
