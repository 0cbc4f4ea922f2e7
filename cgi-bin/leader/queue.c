/* What waits for leaders, as a page: mine as cards, other open ones and the past as rows. */
#include "queue.h"

#include <stdbool.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "csrf.h"
#include "json.h"

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

struct cJSON *queue_take(struct cJSON *page, struct cJSON *open, int64_t *wanted)
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

struct cJSON *queue_cut(struct cJSON *open)
{
	int64_t others = 0;
	cJSON *next = NULL;

	for (cJSON *one = open->child; one; one = next) {
		next = one->next;
		if (!json_get_true(one, "waits_for_me") && ++others > QUEUE_OTHERS)
			cJSON_DetachItemViaPointer(open, one);
	}
	return open;
}

void queue_split(struct cJSON *page, const struct cJSON *list,
    struct cJSON *words(const struct cJSON *), int64_t done)
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
