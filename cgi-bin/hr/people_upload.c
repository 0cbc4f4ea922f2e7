/* Files about people are chosen and sent; they are read at once, as far as they are mapped. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "people_import.h"
#include "people_words.h"

/* The fields for files: of CSV the first two, of FINT all but the first two. */
static const struct { const char *name, *label, *format; } slots[] = {
	{ "people", N_("People and positions"), "csv" },
	{ "units", N_("Units"), "csv" },
	{ "elements", N_("Units (organisasjonselement)"), "fint" },
	{ "resources", N_("Employees (personalressurs)"), "fint" },
	{ "persons", N_("Names (person)"), "fint" },
	{ "employments", N_("Positions (arbeidsforhold)"), "fint" },
	{ "codes", N_("Job codes (stillingskode)"), "fint" },
	{ "kinds", N_("Kinds of employment (arbeidsforholdstype)"), "fint" },
};

enum { SLOTS = sizeof slots / sizeof *slots };

static cJSON *slots_of(const char *format, struct form *form)
{
	const cJSON *typed = form ? form_view(form) : NULL;
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < SLOTS; i++) {
		if (strcmp(slots[i].format, format) != 0)
			continue;
		const cJSON *sent = typed ? json_get(typed, slots[i].name) : NULL;
		cJSON *slot = cJSON_CreateObject();

		json_set_text(slot, "name", slots[i].name);
		json_set_text(slot, "label", i18n_text(slots[i].label));
		json_set_text(slot, "error", sent ? json_get_text(sent, "error") : NULL);
		cJSON_AddItemToArray(list, slot);
	}
	return list;
}

/* The chosen source, or the only one. */
static int64_t chosen(const struct request *req, const cJSON *sources)
{
	const int64_t wanted = request_query_int(req, "source", 1, UINT32_MAX, 0);

	return wanted == 0 && sources->child && !sources->child->next
	    ? json_get_int(sources->child, "id", 0) : wanted;
}

static struct reply page_of(const struct request *req, int64_t source_id, struct form *form,
    cJSON *page)
{
	cJSON *view = cJSON_CreateObject(), *sources = db_rows_json(people_source_list(req->db)), *row;
	struct people_source source;
	const int64_t id = source_id ? source_id : chosen(req, sources);
	const bool known = id && people_source_get(req->db, id, &source);

	cJSON_ArrayForEach(row, sources)
		json_set_bool(row, "selected", json_get_int(row, "id", 0) == id);
	json_set_bool(page, "has_sources", sources->child);
	json_set(page, "sources", sources);
	json_set_bool(page, "is_chosen", known);
	if (known) {
		const int64_t open = people_import_open(req->db, id);

		json_set_int(page, "source_id", id);
		json_set_text(page, "source_name", source.name);
		json_set_bool(page, "is_csv", strcmp(source.format, "csv") == 0);
		json_set(page, "slots", slots_of(source.format, form));
		json_set_bool(page, "is_open", open);
		json_set_int(page, "open_id", open);
	}
	json_set_bool(page, "menu_people", true);
	return reply_with(reply_page("people_upload", view), page);
}

static struct reply choose(const struct request *req)
{
	return page_of(req, 0, NULL, cJSON_CreateObject());
}

/* Sending --------------------------------------------------------------------------- */

struct sent { struct people_upload uploads[SLOTS]; const char *fields[SLOTS]; size_t count; };

static void read_files(struct form *form, struct sent *sent)
{
	for (size_t i = 0; i < SLOTS; i++) {
		struct form_file file;

		if (!form_file(form, slots[i].name, &file))
			continue;
		sent->fields[sent->count] = slots[i].name;
		sent->uploads[sent->count++] = (struct people_upload){ file.name, file.bytes, file.length };
	}
}

/* What the columns of a file that cannot be read are called, for those who map them. */
static cJSON *found_headings(const struct people_made *made)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < made->heading_count; i++)
		if (*made->headings[i])
			cJSON_AddItemToArray(list, cJSON_CreateString(made->headings[i]));
	return list;
}

static struct reply refused(const struct request *req, struct form *form, int64_t source_id,
    const struct sent *sent, const struct people_made *made)
{
	cJSON *page = cJSON_CreateObject(), *headings = found_headings(made);
	const char *first = NULL;

	if (strcmp(made->problem, "open") == 0)
		return reply_conflict(_("An import from this source is under way. Store or discard it"
		    " first."));
	for (size_t i = 0; i < SLOTS && !first; i++)
		first = form_has(form, slots[i].name) ? slots[i].name : NULL;
	form_error(form, sent->count ? sent->fields[made->file] : first ? first : slots[0].name,
	    people_words_problem(made->problem, made->detail, made->heading));
	json_set_bool(page, "has_headings", headings->child);
	json_set(page, "headings", headings);
	db_rollback(req->db);   /* or the page would find the import that was not made to be open */
	return reply_form(page_of(req, source_id, form, page), form);
}

static struct reply upload(const struct request *req)
{
	struct form *form = form_read(req);
	struct people_source source;
	struct sent sent = { .count = 0 };
	const char *op = form_op(form);
	const int64_t id = form_int_required(form, "source", 1, UINT32_MAX);

	read_files(form, &sent);
	if (id > 0 && !people_source_get(req->db, id, &source))
		form_error(form, "source", _("There is no such source."));
	if (!form_ok(form))
		return reply_form(page_of(req, id, form, cJSON_CreateObject()), form);
	const struct people_made made = people_import_make(req->db, req->user, &source, sent.uploads,
	    sent.count, op);

	if (made.problem)
		return refused(req, form, id, &sent, &made);
	cJSON *view = cJSON_CreateObject();

	json_set_int(view, "id", made.id);
	json_set_int(view, "job", made.job);
	return reply_created(req, arena_printf("/hr/people/import/%lld", (long long)made.id), view);
}

const struct route people_upload_routes[] = {
	{ METHOD_GET, "/people/import", ROLE_HR, choose, DB_READ },
	{ METHOD_POST, "/people/import", ROLE_HR, upload, DB_WRITE | ROUTE_UPLOAD },
	{ 0 }
};
