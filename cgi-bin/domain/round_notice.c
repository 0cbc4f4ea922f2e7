/* Drafts of what employees read before the first question (GDPR art. 13), from a round's fields. */
#include "round_about.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "buf.h"
#include "i18n.h"
#include "json.h"

static const char *controller(struct db *db)
{
	struct db_rows *row = db_query(db, "SELECT name FROM municipality WHERE is_new = 1 LIMIT 1",
	    DB_ARGS());

	return db_next(row) ? db_col_text(row, "name") : _("The municipality");
}

/* Who sees what; in the language in use. */
static const char *recipients(const cJSON *round)
{
	return json_get_true(round, "confidential")
	    ? _("Only you see your answers. Neither your leader nor HR sees what a person has"
	        " answered. The municipality uses figures of groups of five or more.")
	    : _("Your leader, and the leaders above, see your answers when you have submitted. HR sees"
	        " them when the purpose needs it. Representatives see figures of groups of five or"
	        " more, never a person. You can see who has looked at your answers.");
}

static void add_basis(struct buf *text, const cJSON *round)
{
	const char *law = json_get_text(round, "law");
	const cJSON *letter;
	const char *between = "";

	buf_add(text, _("Legal basis, article 6 no. 1 of the General Data Protection Regulation:"));
	cJSON_ArrayForEach(letter, json_get(round, "basis")) {
		const char *words = strcmp(letter->valuestring, "a") == 0 ? _("consent (letter a)")
		    : round_basis_text(letter->valuestring);

		buf_printf(text, "%s %s", between, words);
		between = ",";
	}
	if (law)
		buf_printf(text, " (%s)", law);
	buf_add(text, ".\n");
}

/* The whole notice in the language in use, whose code is language. */
static const char *notice(struct db *db, const cJSON *round, const char *language)
{
	const int64_t months = json_get_int(round, "retention_months", 24);
	const char *seen = json_get_text(round, arena_printf("recipients_%s", language));
	struct buf text = { 0 };

	buf_printf(&text, _("%s is responsible for the data."), controller(db));
	buf_add(&text, "\n");
	buf_printf(&text, _("Purpose: %s"), json_get_text(round, arena_printf("purpose_%s", language)));
	buf_add(&text, "\n");
	add_basis(&text, round);
	buf_printf(&text, "%s\n", seen ? seen : recipients(round));
	buf_printf(&text, i18n_plural(
	    "The answers are deleted at the latest %lld month after the round has closed.",
	    "The answers are deleted at the latest %lld months after the round has closed.",
	    (unsigned long)months), (long long)months);
	buf_add(&text, "\n");
	buf_add(&text, _("You have the right to see, correct and erase your data. You may object to"
	    " their use, and you may complain to the Data Protection Authority (Datatilsynet). All that"
	    " is stored about you here is on the page My data."));
	return buf_text(&text);
}

typedef const char *draft(struct db *db, const cJSON *round, const char *language);

static const char *recipients_draft(struct db *db, const cJSON *round, const char *language)
{
	(void)db;
	(void)language;
	return recipients(round);
}

/* Empty, or still what was written for it before. */
static bool is_ours(struct db *db, const cJSON *old, draft *write, const char *language,
    const char *field, const char *text)
{
	const char *before = old ? json_get_text(old, field) : NULL;

	return !text || (before && strcmp(text, before) == 0
	    && strcmp(before, write(db, old, language)) == 0);
}

static void fill(struct db *db, const cJSON *old, cJSON *object, const char *name,
    const char *language, draft *write)
{
	const char *field = arena_printf("%s_%s", name, language);
	const bool has_purpose = json_get_text(object, arena_printf("purpose_%s", language));

	if (!has_purpose || !is_ours(db, old && json_get_text(old, arena_printf("purpose_%s", language))
	    ? old : NULL, write, language, field, json_get_text(object, field)))
		return;
	cJSON_DeleteItemFromObjectCaseSensitive(object, field);
	json_set_text(object, field, write(db, object, language));
}

void round_about_complete(struct db *db, const struct cJSON *old, struct cJSON *object)
{
	const char *const in_use = i18n_language();

	for (const char *const *code = catalogue_languages; *code; code++) {
		i18n_use(*code);
		fill(db, old, object, "recipients", *code, recipients_draft);
		fill(db, old, object, "notice", *code, notice);
	}
	i18n_use(in_use);
}
