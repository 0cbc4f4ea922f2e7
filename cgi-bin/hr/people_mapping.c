/* A source of files about people: what its columns are called, which roles its job codes are. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "buf.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "people_source.h"

/* So many job codes are on the page at a time: those without a role first. */
enum { JOBS_A_PAGE = 100 };

static const char *const formats[] = { "csv", "fint", NULL };

static const char *field_name(enum people_field field)
{
	return arena_printf("%s_%s", people_fields[field].file, people_fields[field].name);
}

/* Showing -------------------------------------------------------------------------- */

static const char *typed_or(const cJSON *typed, const char *name, const char *stored)
{
	const cJSON *field = typed ? json_get(typed, name) : NULL;
	const char *value = field ? json_get_text(field, "value") : NULL;

	return value ? value : stored ? stored : "";
}

static cJSON *column_fields(const cJSON *typed, const struct people_source *source,
    const char *file)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < PEOPLE_FIELDS; i++) {
		if (strcmp(people_fields[i].file, file) != 0)
			continue;
		cJSON *field = cJSON_CreateObject();
		const char *name = field_name((enum people_field)i);
		const cJSON *sent = typed ? json_get(typed, name) : NULL;

		json_set_text(field, "name", name);
		json_set_text(field, "label", i18n_text(people_fields[i].label));
		json_set_bool(field, "needed", people_fields[i].needed);
		json_set_text(field, "guess", people_fields[i].names[0]);
		json_set_text(field, "value", typed_or(typed, name, source->headings[i]));
		json_set_text(field, "error", sent ? json_get_text(sent, "error") : NULL);
		cJSON_AddItemToArray(list, field);
	}
	return list;
}

static cJSON *choices(cJSON *rows, const char *chosen)
{
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		json_set_bool(row, "selected", chosen && strcmp(json_get_text(row, "code"), chosen) == 0);
	return rows;
}

static cJSON *municipalities(const struct request *req, int64_t chosen)
{
	cJSON *rows = db_rows_json(people_source_municipalities(req->db)), *row;

	cJSON_ArrayForEach(row, rows)
		json_set_bool(row, "selected", json_get_int(row, "id", 0) == chosen);
	return rows;
}

/* The job codes with the roles to choose from; the lists are the same but for the choice. */
static void add_jobs(const struct request *req, cJSON *page, cJSON *jobs)
{
	const cJSON *roles = db_rows_json(people_source_roles(req->db, req->user->language));
	cJSON *list = cJSON_CreateArray();
	const cJSON *job;
	int64_t place = 0, without = 0;

	cJSON_ArrayForEach(job, jobs) {
		const char *role = json_get_text(job, "role");

		without += role == NULL;
		if (place++ >= JOBS_A_PAGE)
			continue;
		cJSON *row = cJSON_Duplicate(job, true);

		json_set_int(row, "place", place);
		json_set(row, "roles", choices(cJSON_Duplicate(roles, true), role));
		json_set_bool(row, "has_role", role);
		cJSON_AddItemToArray(list, row);
	}
	json_set_bool(page, "has_jobs", list->child);
	json_set_int(page, "without_role", without);
	json_set_bool(page, "any_without_role", without > 0);
	json_set(page, "job_rows", list);
}

static cJSON *block(cJSON *fields)
{
	cJSON *object = cJSON_CreateObject();

	json_set(object, "fields", fields);
	return object;
}

static cJSON *shared_page(const struct request *req, const struct people_source *source,
    const cJSON *typed)
{
	cJSON *page = cJSON_CreateObject();

	json_set(page, "municipalities", municipalities(req, source->municipality_id));
	json_set(page, "people_block", block(column_fields(typed, source, "people")));
	json_set(page, "unit_block", block(column_fields(typed, source, "units")));
	json_set_bool(page, "menu_people", true);
	return page;
}

static cJSON *view_of(const struct request *req, const struct people_source *source)
{
	cJSON *view = cJSON_CreateObject(), *head = cJSON_CreateObject();
	cJSON *columns = cJSON_CreateObject();

	json_set_int(head, "id", source->id);
	json_set_text(head, "code", source->code);
	json_set_text(head, "name", source->name);
	json_set_text(head, "format", source->format);
	json_set_int(head, "municipality", source->municipality_id);
	json_set_int(head, "rev", source->rev);
	for (size_t i = 0; i < PEOPLE_FIELDS; i++)
		if (source->headings[i])
			json_set_text(columns, field_name((enum people_field)i), source->headings[i]);
	json_set(head, "columns", columns);
	json_set(view, "source", head);
	json_set(view, "jobs", db_rows_json(people_source_jobs(req->db, source->id)));
	return view;
}

static struct reply page_of(const struct request *req, struct form *form)
{
	struct people_source source;

	if (!people_source_get(req->db, request_id(req, "id"), &source))
		return reply_not_found();
	const cJSON *typed = form ? form_view(form) : NULL;
	cJSON *view = view_of(req, &source), *page = shared_page(req, &source, typed);

	json_set_text(page, "name_value", typed_or(typed, "name", source.name));
	json_set_bool(page, "is_csv", strcmp(source.format, "csv") == 0);
	add_jobs(req, page, cJSON_GetObjectItemCaseSensitive(view, "jobs"));
	return reply_with(reply_page("people_source", view), page);
}

static struct reply show(const struct request *req)
{
	return page_of(req, NULL);
}

static struct reply new_page(const struct request *req, struct form *form)
{
	const struct people_source none = { .municipality_id = 0 };
	const cJSON *typed = form ? form_view(form) : NULL;
	cJSON *page = shared_page(req, &none, typed);

	json_set_text(page, "name_value", typed_or(typed, "name", NULL));
	json_set_bool(page, "chose_fint", strcmp(typed_or(typed, "format", NULL), "fint") == 0);
	return reply_with(reply_page("people_source_new", cJSON_CreateObject()), page);
}

static struct reply blank(const struct request *req)
{
	return new_page(req, NULL);
}

/* Changing ------------------------------------------------------------------------- */

static void read_shared(const struct request *req, struct form *form, struct people_source *source)
{
	const int64_t id = form_int_required(form, "municipality", 1, UINT32_MAX);

	source->name = form_text(form, "name", 1, 120);
	source->municipality_id = id;
	if (id > 0 && !people_source_has_municipality(req->db, id))
		form_error(form, "municipality", _("There is no such municipality."));
}

/* A heading of what Grunnmur never reads cannot be mapped. */
static void read_headings(struct form *form, struct people_source *source)
{
	for (size_t i = 0; i < PEOPLE_FIELDS; i++) {
		const char *name = field_name((enum people_field)i);
		const char *heading = form_text(form, name, 0, 120);

		source->headings[i] = *heading ? heading : NULL;
		if (*heading && people_source_is_forbidden(heading))
			form_error(form, name, _("Grunnmur does not read national identity numbers, salary or"
			    " absence. Choose another column."));
	}
}

static bool is_code(const char *text)
{
	return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")]
	    == '\0';
}

static struct reply made(const struct request *req, int64_t id)
{
	struct people_source source;

	people_source_get(req->db, id, &source);
	return reply_created(req, arena_printf("/hr/people/sources/%lld", (long long)id),
	    view_of(req, &source));
}

static struct reply make(const struct request *req)
{
	struct form *form = form_read(req);
	struct people_source source = { .rev = -1 };
	const char *op = form_op(form);
	const int64_t before = audit_op_object(req->db, req->user, op, "people_source.make");

	source.code = form_text(form, "code", 1, 24);
	source.format = form_choice(form, "format", formats, false);
	read_shared(req, form, &source);
	if (!is_code(source.code))
		form_error(form, "code", _("A code has the letters A to Z, digits and - _ only."));
	if (before)
		return made(req, before);
	if (!form_ok(form))
		return reply_form(new_page(req, form), form);
	const int64_t id = people_source_save(req->db, req->user, &source, false);

	if (id == 0) {
		form_error(form, "code", _("Another source has this code."));
		return reply_form(new_page(req, form), form);
	}
	if (!audit_op_claim(req->db, req->user, op, "people_source.make", id))
		return reply_conflict(_("This has been sent before."));
	return made(req, id);
}

/* job_1 and role_1, job_2 and role_2 …: a code whose role is empty has none. */
static void read_jobs(const struct request *req, struct form *form, int64_t id)
{
	struct buf told = { 0 };

	for (int64_t i = 1; i <= JOBS_A_PAGE; i++) {
		const char *job = form_text(form, arena_printf("job_%lld", (long long)i), 0, 40);
		const char *field = arena_printf("role_%lld", (long long)i);
		const char *role = form_text(form, field, 0, 24);
		const int64_t role_id = *role ? people_source_role(req->db, role) : 0;

		if (*role && !role_id)
			form_error(form, field, _("There is no such role."));
		else if (*job) {
			people_source_map_job(req->db, id, job, role_id);
			buf_printf(&told, "%s%s: %s", told.length ? ", " : "", job, *role ? role : "-");
		}
	}
	people_source_mapped(req->db, req->user, id, buf_text(&told));
}

static struct reply done(const struct request *req, const char *op)
{
	struct people_source source;
	const int64_t id = request_id(req, "id");

	if (!audit_op_claim(req->db, req->user, op, "people_source.change", id))
		return reply_conflict(_("This has been sent before."));
	people_source_get(req->db, id, &source);
	return reply_done(req, arena_printf("/hr/people/sources/%lld", (long long)id),
	    view_of(req, &source));
}

static struct reply change(const struct request *req)
{
	static const char *const steps[] = { "save", "map", NULL };
	struct form *form = form_read(req);
	struct people_source source;
	const char *step = form_choice(form, "do", steps, false), *op = form_op(form);
	const bool saves = step && strcmp(step, "save") == 0;

	if (!people_source_get(req->db, request_id(req, "id"), &source))
		return reply_not_found();
	source.rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	if (audit_op_object(req->db, req->user, op, "people_source.change") == source.id)
		return done(req, NULL);
	if (saves) {
		read_shared(req, form, &source);
		if (strcmp(source.format, "csv") == 0)
			read_headings(form, &source);
	} else
		read_jobs(req, form, source.id);
	if (!form_ok(form))
		return reply_form(page_of(req, form), form);
	if (saves && people_source_save(req->db, req->user, &source, true) < 0)
		return reply_conflict(_("Somebody has changed this since you opened it."));
	return done(req, op);
}

const struct route people_mapping_routes[] = {
	{ METHOD_GET, "/people/sources/new", ROLE_HR, blank, DB_READ },
	{ METHOD_POST, "/people/sources", ROLE_HR, make, DB_WRITE },
	{ METHOD_GET, "/people/sources/{id}", ROLE_HR, show, DB_READ },
	{ METHOD_POST, "/people/sources/{id}", ROLE_HR, change, DB_WRITE },
	{ 0 }
};
