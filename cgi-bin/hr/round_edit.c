/* Making a round, and changing what it is: the form in its parts. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "catalogue_form.h"
#include "catalogue_value.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "round.h"
#include "round_about.h"
#include "round_words.h"
#include "saved.h"

/* Showing ------------------------------------------------------------------- */

static const char *shown_value(const struct catalogue_field *field, const cJSON *value)
{
	const cJSON *one;
	const char *text = "";

	if (field->type == CATALOGUE_FLAG)
		return cJSON_IsTrue(value) ? _("Yes") : _("No");
	if (field->type == CATALOGUE_DAY && cJSON_IsString(value))
		return i18n_date(value->valuestring);
	if (field->type != CATALOGUE_MANY)
		return catalogue_value_text(field, value);
	cJSON_ArrayForEach(one, value)
		text = arena_printf("%s%s%s", text, *text ? "\n" : "", field->word(one->valuestring));
	return text;
}

/* A part that cannot be changed now, as facts; what is empty is left out. */
static cJSON *facts_of(const struct round_part *part, const cJSON *object)
{
	cJSON *facts = cJSON_CreateArray();

	for (const struct catalogue_field *field = part->kind.fields; field->name; field++) {
		const char *text = shown_value(field, json_get(object, field->name));
		cJSON *fact = cJSON_CreateObject();

		if (!*text)
			continue;
		json_set_text(fact, "label", i18n_text(field->label));
		json_set_text(fact, "text", text);
		json_set_text(fact, "language", catalogue_form_language(field->name));
		cJSON_AddItemToArray(facts, fact);
	}
	return facts;
}

/* state NULL: a round that is being made. */
static cJSON *parts_of(const struct request *req, struct form *form, const cJSON *object,
    const char *state)
{
	cJSON *parts = cJSON_CreateArray();

	for (const struct round_part *part = round_parts; part->title; part++) {
		const bool may = !state || round_about_may(part, state);
		/* What is said once is asked for where there is no object yet. */
		const cJSON *known = !state && part->kind.fields->fixed ? NULL : object;
		cJSON *shown = cJSON_CreateObject();

		json_set_text(shown, "title", i18n_text(part->title));
		json_set_text(shown, "help", may && part->help ? i18n_text(part->help) : NULL);
		json_set_bool(shown, "may", may);
		json_set_int(shown, "place", part - round_parts + 1);
		json_set(shown, "fields", may
		    ? catalogue_form_fields(req, &part->kind, form, known) : cJSON_CreateArray());
		json_set(shown, "facts", may ? cJSON_CreateArray() : facts_of(part, object));
		json_set_bool(shown, "has_facts", cJSON_GetArraySize(json_get(shown, "facts")) > 0);
		cJSON_AddItemToArray(parts, shown);
	}
	return parts;
}

static struct reply new_page(const struct request *req, struct form *form)
{
	cJSON *page = cJSON_CreateObject();

	json_set(page, "parts", parts_of(req, form, form ? NULL : round_about_fresh(), NULL));
	json_set_bool(page, "menu_rounds", true);
	return reply_with(reply_page("round_new", cJSON_CreateObject()), page);
}

static struct reply blank(const struct request *req)
{
	return new_page(req, NULL);
}

/* What HR must know before the round goes on. */
static cJSON *warnings_of(const cJSON *object)
{
	static const char *const languages[] = { "nn", "en" };
	cJSON *list = cJSON_CreateArray();
	const cJSON *letter;

	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (!json_get_text(object, arena_printf("notice_%s", languages[i])))
			cJSON_AddItemToArray(list, cJSON_CreateString(i == 0
			    ? _("There is no notice in nynorsk. Those who have chosen it read bokmål.")
			    : _("There is no notice in English. Those who have chosen it read bokmål.")));
	cJSON_ArrayForEach(letter, json_get(object, "basis"))
		if (strcmp(letter->valuestring, "a") == 0)
			cJSON_AddItemToArray(list, cJSON_CreateString(_("Consent is a weak basis at work:"
			    " it must be free, and can be withdrawn. Use another basis if there is one.")));
	return list;
}

static struct reply edit_page(const struct request *req, struct form *form)
{
	const int64_t id = request_id(req, "id");
	struct db_rows *round = round_get(req->db, req->user, id);
	const cJSON *object = round_about_read(req->db, id);

	if (!object || !db_next(round))
		return reply_not_found();
	const char *state = db_col_text(round, "state");
	cJSON *view = cJSON_CreateObject(), *about = cJSON_Duplicate(object, true);

	json_set_int(about, "id", id);
	json_set_text(about, "state", state);
	json_set_int(about, "rev", db_col_int(round, "rev"));
	json_set(view, "round", about);
	cJSON *page = round_words_page(db_row_json(round), "/edit"), *warnings = warnings_of(object);

	saved_show(page, req);
	json_set(page, "parts", parts_of(req, form, object, state));
	json_set_bool(page, "may", round_life_may(state, "change"));
	json_set_bool(page, "is_consulted", strcmp(state, "consultation") == 0);
	json_set_bool(page, "is_shown", strcmp(state, "open") == 0);
	json_set_bool(page, "has_warnings", warnings->child && strcmp(state, "draft") == 0);
	json_set(page, "warnings", warnings);
	return reply_with(reply_page("round_edit", view), page);
}

static struct reply edit(const struct request *req)
{
	return edit_page(req, NULL);
}

/* Storing ------------------------------------------------------------------- */

/* Whether the form has a field of a part that may not be changed now. */
static bool touches(struct form *form, const char *state)
{
	bool touched = false;

	for (const struct round_part *part = round_parts; part->title; part++)
		for (const struct catalogue_field *field = part->kind.fields; field->name; field++) {
			if (round_about_may(part, state) || !form_has(form, field->name))
				continue;
			touched = true;
			form_list(form, field->name, SIZE_MAX, SIZE_MAX);
		}
	return touched;
}

/* The whole round from the form: parts that may be changed are read, others are as they were. */
static cJSON *object_of(const struct request *req, struct form *form, int64_t id, const cJSON *old,
    const char *state)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *value;

	for (const struct round_part *part = round_parts; part->title; part++) {
		cJSON *read = !state || round_about_may(part, state)
		    ? catalogue_form_object(req, &part->kind, form, id, old) : NULL;

		for (const struct catalogue_field *field = part->kind.fields; field->name; field++) {
			value = cJSON_Duplicate(json_get(read ? read : old, field->name), true);
			json_set(object, field->name, value ? value : cJSON_CreateNull());
		}
	}
	return object;
}

static struct reply saved(const struct request *req, int64_t id, bool made)
{
	struct db_rows *round = round_get(req->db, req->user, id);
	cJSON *view = cJSON_CreateObject(), *about = round_about_read(req->db, id);
	const char *address = arena_printf("/hr/rounds/%lld/edit", (long long)id);

	db_next(round);
	json_set_int(about, "id", id);
	json_set_text(about, "state", db_col_text(round, "state"));
	json_set_int(about, "rev", db_col_int(round, "rev"));
	json_set(view, "round", about);
	return saved_reply(req, address, view, made);
}

static struct reply make(const struct request *req)
{
	struct form *form = form_read(req);
	const char *op = form_op(form);
	cJSON *object = object_of(req, form, 0, NULL, NULL);
	const int64_t before = audit_op_object(req->db, req->user, op, "round.make");

	if (before)
		return saved(req, before, true);
	if (!form_ok(form))
		return reply_form(new_page(req, form), form);
	round_about_complete(req->db, NULL, object);
	const int64_t id = round_about_make(req->db, req->user, object);

	return audit_op_claim(req->db, req->user, op, "round.make", id) ? saved(req, id, true)
	    : reply_conflict(_("This has been sent before."));
}

static struct reply stale(struct form *form, const char *why)
{
	cJSON *typed = cJSON_CreateArray();
	const cJSON *one;

	for (const struct round_part *part = round_parts; part->title; part++)
		cJSON_ArrayForEach(one, catalogue_form_typed(&part->kind, form))
			cJSON_AddItemToArray(typed, cJSON_Duplicate(one, true));
	return reply_typed(reply_conflict(why), typed);
}

static struct reply change(const struct request *req)
{
	static const char *const what[] = { "save", NULL };
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *op = form_op(form);

	form_choice(form, "do", what, false);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	const struct round_now *now = round_life_lock(req->db, id);

	if (!now)
		return reply_not_found();
	const cJSON *old = round_about_read(req->db, id);
	const char *why = round_life_refusal(now, "change", rev);
	const bool touched = touches(form, now->state);
	cJSON *object = object_of(req, form, id, old, now->state);
	const int64_t before = audit_op_object(req->db, req->user, op, "round.change");

	if (before)
		return before == id ? saved(req, id, false)
		    : reply_conflict(_("This has been sent before."));
	/* What cannot be read is no conflict; what belongs to a locked part is, read or not. */
	if (!touched && form_fault(form))
		return reply_form(edit_page(req, form), form);
	if (why || touched)
		return stale(form, why ? why : _("Some of this cannot be changed any more. Take the round"
		    " back to draft first, if it is not open yet."));
	if (!form_ok(form))
		return reply_form(edit_page(req, form), form);
	round_about_complete(req->db, old, object);
	round_about_save(req->db, req->user, now, old, object);
	return audit_op_claim(req->db, req->user, op, "round.change", id) ? saved(req, id, false)
	    : reply_conflict(_("This has been sent before."));
}

const struct route round_edit_routes[] = {
	{ METHOD_GET, "/rounds/new", ROLE_HR, blank, DB_READ },
	{ METHOD_POST, "/rounds", ROLE_HR, make, DB_WRITE },
	{ METHOD_GET, "/rounds/{id}/edit", ROLE_HR, edit, DB_READ },
	{ METHOD_POST, "/rounds/{id}/edit", ROLE_HR, change, DB_WRITE },
	{ 0 }
};
