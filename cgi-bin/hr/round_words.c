/* What pages say of a round: its state, days and steps in words; the tabs that its pages share. */
#include "round_words.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "consultation.h"
#include "i18n.h"
#include "json.h"
#include "round.h"
#include "round_about.h"
#include "small_group.h"

/* 100 only when all have submitted. */
void round_words_share(cJSON *row)
{
	const int64_t invited = json_get_int(row, "invited", 0);
	const int64_t submitted = json_get_int(row, "submitted", 0);
	const int64_t started = json_get_int(row, "started", 0);
	const char *withheld = json_get_text(row, "withheld");

	json_set_text(row, "withheld_text", withheld ? small_group_text(withheld) : NULL);
	json_set_int(row, "share", invited ? submitted * 100 / invited : 0);
	json_set_int(row, "waiting", invited - submitted - started);
	json_set_bool(row, "has_started", started > 0);
}

/* RFC 3339 and the clock's own form differ in the letter between day and time. */
static const char *plain_moment(const char *moment)
{
	return arena_printf("%.10s %.8s", moment, moment + 11);
}

void round_words_add(cJSON *round)
{
	const char *state = json_get_text(round, "state");
	const char *opens = plain_moment(json_get_text(round, "opens_at"));
	const char *closes = plain_moment(json_get_text(round, "closes_at"));
	const bool open = round_is_open(state, closes);

	round_words_share(round);
	json_set_text(round, "first_day", arena_text(clock_oslo(opens), 10));
	json_set_text(round, "last_day", round_last_day(closes));
	json_set_bool(round, "is_open", open);
	json_set_bool(round, "is_over", strcmp(state, "closed") == 0 || strcmp(state, "archived") == 0);
	json_set_bool(round, "is_due", strcmp(opens, clock_now()) <= 0);
	json_set_bool(round, "is_late", strcmp(closes, clock_now()) <= 0);
	json_set_bool(round, "has_people", strcmp(state, "opening") != 0
	    && (json_get_int(round, "invited", 0) > 0 || json_get_text(round, "withheld")));
	json_set_text(round, "state_text", strcmp(state, "open") == 0 && !open
	    ? _("Deadline passed") : round_state_text(state));
}

/* The pages of one round. More of them are more rows. */
static const struct { const char *path, *title; } tabs[] = {
	{ "", N_("The round") },
	{ "/edit", N_("Purpose and notice") },
	{ "/consultation", N_("Consultation") },
	{ "/reminders", N_("Reminders") },
};

struct cJSON *round_words_page(const struct cJSON *round, const char *path)
{
	cJSON *page = cJSON_CreateObject(), *head = cJSON_Duplicate(round, true);
	cJSON *list = cJSON_CreateArray();

	round_words_add(head);
	for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++) {
		cJSON *tab = cJSON_CreateObject();

		json_set_text(tab, "path", tabs[i].path);
		json_set_text(tab, "title", i18n_text(tabs[i].title));
		json_set_bool(tab, "current", strcmp(tabs[i].path, path) == 0);
		cJSON_AddItemToArray(list, tab);
	}
	json_set(page, "head", head);
	json_set(page, "tabs", list);
	json_set_bool(page, "menu_rounds", true);
	return page;
}

/* Steps --------------------------------------------------------------------- */

/* The field's label; of one that has gone, its name. */
static const char *label_of(const char *name)
{
	for (const struct round_part *part = round_parts; part->title; part++)
		for (const struct catalogue_field *field = part->kind.fields; field->name; field++)
			if (strcmp(field->name, name) == 0)
				return i18n_text(field->label);
	return name;
}

static const char *labels_of(const char *names)
{
	struct buf text = { 0 };

	while (*names) {
		const size_t length = strcspn(names, " ");

		buf_printf(&text, "%s%s", text.length ? ", " : "", label_of(arena_text(names, length)));
		names += length + strspn(names + length, " ");
	}
	return buf_text(&text);
}

static const char *text_of(const char *step)
{
	static const struct i18n_word words[] = {
		{ "make", N_("Made") }, { "change", N_("Changed: %s") },
		{ "lay", N_("Laid before representatives, to be answered by %s") },
		{ "state", N_("A statement was recorded: %s") },
		{ "withdraw", N_("Taken back to draft") }, { "ready", N_("Consultation ended: %s") },
		{ "open", N_("Opened") }, { "undo", N_("The opening was taken back") },
		{ "extend", N_("Closing day moved to %s") }, { "close", N_("Closed") },
		{ "archive", N_("Archived") }, { NULL, NULL },
	};

	return i18n_word(words, step);
}

/* What the step is about, to be put into its words. */
static const char *about(const char *step, const char *detail)
{
	if (strcmp(step, "change") == 0)
		return labels_of(detail);
	if (strcmp(step, "lay") == 0)
		return i18n_date(detail);
	if (strcmp(step, "extend") == 0)
		return i18n_date(round_last_day(detail));
	if (strcmp(step, "state") == 0)
		return consultation_view_text(detail);
	if (strcmp(step, "ready") == 0)
		return consultation_outcome_text(detail + strcspn(detail, " ")
		    + strspn(detail + strcspn(detail, " "), " "));
	return NULL;
}

static const char *step_text(const cJSON *event)
{
	const char *step = json_get_text(event, "step"), *detail = json_get_text(event, "detail");
	const char *text = text_of(step), *put = about(step, detail);
	const char *place = strstr(text, "%s");

	if (!place)
		return text;
	return arena_printf("%.*s%s%s", (int)(place - text), text, put ? put : detail, place + 2);
}

struct cJSON *round_words_history(const struct cJSON *events)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *event;

	cJSON_ArrayForEach(event, events) {
		cJSON *row = cJSON_Duplicate(event, true);

		json_set_text(row, "text", step_text(event));
		/* Nobody but the clock closes a round without a person; opening has a command, too. */
		json_set_bool(row, "by_clock", !json_get_text(event, "person")
		    && strcmp(json_get_text(event, "step"), "close") == 0);
		cJSON_AddItemToArray(list, row);
	}
	return list;
}
