/* What waits for leaders, as a page: mine as cards, other open ones and the past as rows. */
#include "queue.h"

#include <stdbool.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "csrf.h"
#include "i18n.h"
#include "json.h"
#include "organisation.h"

/* The most on a page for a browser: so many cards that wait for me, so many rows of others. */
enum { PAGE_CARDS = 10, PAGE_ROWS = 50 };

static void link_pages(cJSON *page, int64_t number, int64_t last)
{
	json_set_bool(page, "has_pages", last > 1);
	json_set_int(page, "page_number", number);
	json_set_int(page, "page_count", last);
	if (number > 1)
		json_set_int(page, "previous", number - 1);
	if (number < last)
		json_set_int(page, "next", number + 1);
}

/*
 * Takes what is on one page out of all that is open, of the last page when there is none so far;
 * others begin where mine end. Links the pages.
 */
static cJSON *take(cJSON *page, cJSON *open, int64_t *wanted)
{
	int64_t mine = 0, others = 0;
	const cJSON *one;

	cJSON_ArrayForEach(one, open)
		*(json_get_true(one, "waits_for_me") ? &mine : &others) += 1;
	const int64_t first = mine ? (mine - 1) / PAGE_CARDS : 0;
	const int64_t last = first + 1 + (others ? (others - 1) / PAGE_ROWS : 0);
	cJSON *taken = cJSON_CreateArray(), *next = NULL;
	int64_t at = 0;

	const int64_t number = *wanted = *wanted > last ? last : *wanted;

	for (cJSON *left = open->child; left; left = next, at++) {
		next = left->next;
		if (number == 1 + (at < mine ? at / PAGE_CARDS : first + (at - mine) / PAGE_ROWS))
			cJSON_AddItemToArray(taken, cJSON_DetachItemViaPointer(open, left));
	}
	json_set_bool(page, "shows_mine", number <= first + 1);
	link_pages(page, number, last);
	return taken;
}

/* With no more than so many of others. */
static cJSON *cut(cJSON *open, int64_t most)
{
	int64_t others = 0;
	cJSON *next = NULL;

	for (cJSON *one = open->child; one; one = next) {
		next = one->next;
		if (!json_get_true(one, "waits_for_me") && ++others > most)
			cJSON_DetachItemViaPointer(open, one);
	}
	return open;
}

static void split(cJSON *page, const cJSON *list, cJSON *words(const cJSON *), int64_t done)
{
	cJSON *mine = cJSON_CreateArray(), *others = cJSON_CreateArray(), *past = cJSON_CreateArray();
	const cJSON *one;
	int64_t id;

	cJSON_ArrayForEach(one, list) {
		cJSON *card = words(one);
		bool is_open = strcmp(json_get_text(card, "state"), "submitted") == 0;

		if (is_open && json_get_true(card, "waits_for_me"))
			json_set_text(card, "op", csrf_random_id());
		if (!is_open && json_is_int(json_get(card, "id"), done, done, &id))
			json_set(page, "done", cJSON_Duplicate(card, true));
		cJSON_AddItemToArray(!is_open ? past
		    : json_get_true(card, "waits_for_me") ? mine : others, card);
	}
	json_set_bool(page, "has_mine", mine->child);
	json_set_bool(page, "has_others", others->child);
	json_set_bool(page, "has_past", past->child);
	json_set(page, "mine", mine);
	json_set(page, "others", others);
	json_set(page, "past", past);
}

/* What is decided stands on the first page alone. */
static cJSON *open_and_past(const struct request *req, const struct queue_kind *kind, cJSON *page,
    int64_t unit)
{
	int64_t number = request_query_int(req, "page", 1, INT32_MAX, 1);
	cJSON *open = kind->open(req->db, req->user, unit);

	if (!req->wants_json)
		open = take(page, open, &number);
	else if (kind->json_others)
		open = cut(open, kind->json_others);
	if (!req->wants_json && number > 1)
		return kind->cards(req->db, req->user, open);
	cJSON *past = kind->past(req->db, req->user, unit);

	while (past->child)
		cJSON_AddItemToArray(open, cJSON_DetachItemFromArray(past, 0));
	return kind->cards(req->db, req->user, open);
}

struct reply queue_page(const struct request *req, const struct queue_kind *kind)
{
	const int64_t unit = request_query_int(req, "unit", 1, INT64_MAX, 0);
	cJSON *page = cJSON_CreateObject(), *view = cJSON_CreateObject();

	if (unit) {
		cJSON *path = organisation_path(req->db, req->user, unit);

		if (!path->child)
			return reply_not_found();
		json_set(page, "only", cJSON_DetachItemFromArray(path, cJSON_GetArraySize(path) - 1));
	}
	cJSON *list = open_and_past(req, kind, page, unit);

	json_set(view, kind->list, list);
	if (req->wants_json)
		return reply_page(kind->page, view);
	json_set_bool(page, kind->menu, true);
	json_set_text(page, "heading", i18n_text(kind->heading));
	json_set_text(page, "pages_label", i18n_text(kind->pages));
	json_set_text(page, "queue_path", kind->list);
	split(page, list, kind->words, request_query_int(req, "done", 1, INT64_MAX, 0));
	return reply_with(reply_page(kind->page, view), page);
}
