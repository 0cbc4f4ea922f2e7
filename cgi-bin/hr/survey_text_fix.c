/* Puts right the texts of a stored version, one thing at a time; each change is logged. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "survey.h"
#include "survey_edit.h"
#include "survey_field.h"
#include "survey_text.h"

static const char action[] = "survey.text";

/* One text of what is put right: its field, its place, and what is stored. */
struct entry { struct survey_text field; struct survey_place place; const cJSON *stored; };

struct fixing {
	int64_t id, rev;
	cJSON *definition;
	const char *section, *question; /* both NULL: title and notice */
	struct entry *entries;
	size_t count;
};

static void add(struct fixing *f, struct survey_text field, struct survey_place place,
    const cJSON *stored)
{
	f->entries[f->count++] = (struct entry){ field, place, stored };
}

static bool add_whole(struct fixing *f)
{
	f->entries = arena_alloc(2 * sizeof *f->entries);
	add(f, (struct survey_text){ "title", N_("What is the survey called?"), NULL, 200, false },
	    (struct survey_place){ "title", NULL, NULL }, json_get(f->definition, "title"));
	add(f, (struct survey_text){ "notice",
	    N_("The notice that is read before the first question"),
	    N_("Rounds that are made later begin with this text. Rounds that are there keep theirs."),
	    4000, true }, (struct survey_place){ "notice", NULL, NULL },
	    json_get(f->definition, "notice"));
	return true;
}

static bool add_section(struct fixing *f)
{
	const cJSON *section = survey_edit_section(f->definition, f->section);

	if (!section)
		return false;
	f->entries = arena_alloc(sizeof *f->entries);
	add(f, (struct survey_text){ "title", N_("What is the section called?"), NULL, 200, false },
	    (struct survey_place){ "section", f->section, NULL }, json_get(section, "title"));
	return true;
}

static bool add_question(struct fixing *f)
{
	const cJSON *question = survey_edit_question(f->definition, f->question, NULL), *choice;
	const cJSON *choices = json_get(question, "choices");
	int row = 0;

	if (!question)
		return false;
	f->entries = arena_alloc((survey_edit_count(choices) + 1) * sizeof *f->entries);
	add(f, (struct survey_text){ "text", N_("What is asked?"), NULL, 500, true },
	    (struct survey_place){ "question", f->question, NULL }, json_get(question, "text"));
	cJSON_ArrayForEach(choice, choices)
		add(f, (struct survey_text){ arena_printf("choice_%d", ++row), N_("Choice"), NULL, 200,
		    false }, (struct survey_place){ "choice", f->question,
		    json_get_text(choice, "code") }, json_get(choice, "text"));
	return true;
}

/* False: there is no such version, or no such part of it. */
static bool find(const struct request *req, struct fixing *f, const char *section,
    const char *question)
{
	*f = (struct fixing){ .id = request_id(req, "id") };
	f->definition = survey_definition(req->db, f->id);
	f->section = section && *section ? section : NULL;
	f->question = question && *question ? question : NULL;
	if (!f->definition)
		return false;
	f->rev = survey_text_rev(req->db, f->id);
	return f->question ? add_question(f) : f->section ? add_section(f) : add_whole(f);
}

static struct reply page_of(const struct request *req, const struct fixing *f, struct form *typed)
{
	cJSON *view = cJSON_CreateObject(), *page = cJSON_CreateObject();
	cJSON *texts = cJSON_CreateArray(), *survey = cJSON_CreateObject();
	const char *other, *title = survey_edit_text(json_get(f->definition, "title"),
	    req->user->language, &other);

	for (size_t i = 0; i < f->count; i++)
		survey_field_add_text(texts, &f->entries[i].field, typed, f->entries[i].stored);
	json_set_int(survey, "id", f->id);
	json_set_text(survey, "code", json_get_text(f->definition, "code"));
	json_set_int(survey, "version", json_get_int(f->definition, "version", 0));
	json_set_int(survey, "rev", f->rev);
	json_set(view, "survey", survey);
	json_set_text(view, "section", f->section);
	json_set_text(view, "question", f->question);
	json_set(page, "texts", texts);
	json_set_bool(page, "menu_surveys", true);
	json_set_text(page, "survey_title", *title ? title : json_get_text(f->definition, "code"));
	json_set_text(page, "survey_language", other);
	return reply_with(reply_page("survey_text_fix", view), page);
}

static struct reply show(const struct request *req)
{
	struct fixing f;

	return find(req, &f, request_query(req, "section"), request_query(req, "question"))
	    ? page_of(req, &f, NULL) : reply_not_found();
}

/* Saving -------------------------------------------------------------------- */

static struct reply done(const struct request *req, int64_t id)
{
	cJSON *view = cJSON_CreateObject(), *survey = cJSON_CreateObject();

	json_set_int(survey, "id", id);
	json_set_int(survey, "rev", survey_text_rev(req->db, id));
	json_set(view, "survey", survey);
	return reply_done(req, arena_printf("/hr/surveys/%lld", (long long)id), view);
}

static struct reply stale(const struct fixing *f, const cJSON *const *fixed)
{
	cJSON *typed = cJSON_CreateArray();
	const cJSON *text;

	for (size_t i = 0; i < f->count; i++)
		cJSON_ArrayForEach(text, fixed[i])
			reply_typed_add(typed, survey_field_language(text->string), text->string,
			    text->valuestring);
	return reply_typed(reply_conflict(_("Somebody has changed this since you opened it.")), typed);
}

static int store(const struct request *req, const struct fixing *f, const cJSON *const *fixed)
{
	int count = 0;

	for (size_t i = 0; i < f->count; i++)
		count += survey_text_fix(req->db, req->user, f->id, &f->entries[i].place,
		    f->entries[i].stored, fixed[i]);
	if (count)
		audit_add(req->db, req->user, action, f->id, 0, arena_printf("%s: %d",
		    f->question ? f->question : f->section ? f->section : "title", count));
	return count;
}

static struct reply save(const struct request *req)
{
	struct form *form = form_read(req);
	const char *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	const char *section = form_text(form, "section", 0, 40);
	const char *question = form_text(form, "question", 0, 40);
	struct fixing f;

	survey_text_lock(req->db, request_id(req, "id"));
	if (!find(req, &f, section, question))
		return reply_not_found();
	const cJSON **fixed = arena_alloc(f.count * sizeof *fixed);

	for (size_t i = 0; i < f.count; i++)
		fixed[i] = survey_field_texts(form, &f.entries[i].field, f.entries[i].stored->child, NULL);
	if (audit_op_object(req->db, req->user, op, action) == f.id)
		return done(req, f.id);
	if (!form_ok(form))
		return reply_form(page_of(req, &f, form), form);
	if (rev >= 0 && rev != f.rev)
		return stale(&f, fixed);
	store(req, &f, fixed);
	if (!audit_op_claim(req->db, req->user, op, action, f.id))
		return reply_conflict(_("This has been sent before."));
	return done(req, f.id);
}

const struct route survey_text_fix_routes[] = {
	{ METHOD_GET,  "/surveys/{id}/text", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/surveys/{id}/text", ROLE_HR, save, DB_WRITE },
	{ 0 }
};
