/* Narrows and orders a list of the catalogue by what the address says. */
#include "catalogue_filter.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"

/* Status -------------------------------------------------------------------- */

static bool is_doubtful(const cJSON *row)
{
	const char *verified = json_get_text(row, "verified");

	return verified && strcmp(verified, "doubtful") == 0;
}

static bool is_unchecked(const cJSON *row)
{
	const char *verified = json_get_text(row, "verified");

	return is_doubtful(row) || (verified && strcmp(verified, "knowledge") == 0);
}

static bool is_statutory(const cJSON *row)
{
	return json_get_true(row, "statutory");
}

static bool has_ended(const cJSON *row)
{
	return json_get_true(row, "ended");
}

static const struct status {
	const char *code, *text;
	bool (*fits)(const cJSON *row);
} statuses[] = {
	{ "unchecked", N_("Not checked"), is_unchecked },
	{ "doubtful", N_("Doubtful"), is_doubtful },
	{ "statutory", N_("Demanded by law"), is_statutory },
	{ "ended", N_("Ended"), has_ended },
};

enum { STATUSES = sizeof statuses / sizeof *statuses };

static int64_t count_of(const cJSON *all, const struct status *status)
{
	const cJSON *row;
	int64_t count = 0;

	cJSON_ArrayForEach(row, all)
		count += status->fits(row);
	return count;
}

static cJSON *choice_of(const char *code, const char *text, bool selected)
{
	cJSON *choice = cJSON_CreateObject();

	json_set_text(choice, "code", code);
	json_set_text(choice, "text", text);
	json_set_bool(choice, "selected", selected);
	return choice;
}

/* What is there to choose; NULL: nothing was chosen. */
static const struct status *add_statuses(cJSON *page, const cJSON *all, const char *wanted)
{
	const struct status *chosen = NULL;
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < STATUSES; i++) {
		const int64_t count = count_of(all, &statuses[i]);
		const bool is_chosen = wanted && strcmp(wanted, statuses[i].code) == 0;

		if (is_chosen)
			chosen = &statuses[i];
		if (count > 0 || is_chosen)
			cJSON_AddItemToArray(list, choice_of(statuses[i].code, arena_printf("%s (%lld)",
			    i18n_text(statuses[i].text), (long long)count), is_chosen));
	}
	json_set_bool(page, "has_statuses", list->child);
	json_set(page, "statuses", list);
	json_set_text(page, "status", chosen ? chosen->code : "");
	return chosen;
}

/* Order --------------------------------------------------------------------- */

static int by_name(const void *one, const void *other)
{
	const int64_t first = json_get_int(*(cJSON *const *)one, "by_name", 0);
	const int64_t second = json_get_int(*(cJSON *const *)other, "by_name", 0);

	return (first > second) - (first < second);
}

static int by_code(const void *one, const void *other)
{
	return strcmp(json_get_text(*(cJSON *const *)one, "code"),
	    json_get_text(*(cJSON *const *)other, "code"));
}

/* The rows that fit, taken out of all, in order; by_name goes: it is no part of the answer. */
static cJSON *ordered(cJSON *all, const struct status *status,
    int (*compare)(const void *, const void *))
{
	cJSON **rows = arena_alloc(((size_t)cJSON_GetArraySize(all) + 1) * sizeof *rows), *row;
	cJSON *list = cJSON_CreateArray();
	size_t count = 0;

	while ((row = cJSON_DetachItemFromArray(all, 0)))
		if (!status || status->fits(row))
			rows[count++] = row;
	if (compare && count > 0)
		qsort(rows, count, sizeof *rows, compare);
	for (size_t i = 0; i < count; i++) {
		cJSON_DeleteItemFromObjectCaseSensitive(rows[i], "by_name");
		cJSON_AddItemToArray(list, rows[i]);
	}
	return list;
}

struct cJSON *catalogue_filter(const struct request *req, struct cJSON *page, struct cJSON *all)
{
	const char *sort = request_query(req, "sort");
	const cJSON *first = all->child;
	const bool has_names = first && json_get(first, "by_name");
	const bool has_codes = first && json_get_text(first, "code");
	const bool names = has_names && sort && strcmp(sort, "name") == 0;
	const bool codes = has_codes && sort && strcmp(sort, "code") == 0;
	cJSON *sorts = cJSON_CreateArray();

	cJSON_AddItemToArray(sorts, choice_of("", has_names ? _("Law and topic") : _("Usual"),
	    !names && !codes));
	if (has_names)
		cJSON_AddItemToArray(sorts, choice_of("name", _("Name"), names));
	if (has_codes)
		cJSON_AddItemToArray(sorts, choice_of("code", _("Code"), codes));
	json_set_bool(page, "has_sorts", has_codes);
	json_set(page, "sorts", sorts);
	json_set_text(page, "sort", names ? "name" : codes ? "code" : "");
	return ordered(all, add_statuses(page, all, request_query(req, "status")),
	    names ? by_name : codes ? by_code : NULL);
}
