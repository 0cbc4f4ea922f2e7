/* The catalogue as files: taken out, and sent in, where a dry run shows what they would change. */
#include <inttypes.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "catalogue_file.h"
#include "catalogue_import.h"
#include "catalogue_page.h"
#include "clock.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "table_page.h"

enum { ROWS_A_PAGE = 40, FAULTS_MOST = 200, NAME_MOST = 200 };

static const char *const kinds[] = {
	"competences", "roles", "requirements", "offerings", "coverages", "topics", "levels", "anchors",
	NULL,
};

/* Out ----------------------------------------------------------------------- */

static struct reply choose(const struct request *req, struct form *typed);

static struct reply download(const struct request *req, bool is_json)
{
	static const char *const delimiters[] = { ";", ",", NULL };
	struct form *form = form_query(req);
	const char *plural = form_choice(form, "kind", kinds, false);
	const char *delimiter = is_json ? NULL : form_choice(form, "delimiter", delimiters, true);
	size_t length;

	form_text(form, "lang", 0, 8);
	if (!form_ok(form))
		return reply_form(choose(req, NULL), form);
	const struct catalogue_kind *kind = catalogue_page_kind(plural)->kind;
	const char *file = is_json ? catalogue_file_json(req->db, kind, &length)
	    : catalogue_file_csv(req->db, kind, delimiter ? *delimiter : ';', &length);

	return reply_file(arena_printf("grunnmur-%s-%s.%s", plural, clock_today(),
	    is_json ? "json" : "csv"), is_json ? "application/json" : "text/csv; charset=utf-8", file,
	    length);
}

static struct reply csv(const struct request *req)
{
	return download(req, false);
}

static struct reply json(const struct request *req)
{
	return download(req, true);
}

/* In ------------------------------------------------------------------------ */

static struct reply choose(const struct request *req, struct form *typed)
{
	const char *wanted = typed ? json_get_text(json_get(form_view(typed), "kind"), "value")
	    : request_query(req, "kind");
	cJSON *view = cJSON_CreateObject(), *page = catalogue_page_heads(catalogue_page_section(req));
	cJSON *imports = db_rows_json(catalogue_import_list(req->db)), *rows, *row;

	rows = cJSON_Duplicate(imports, true);
	cJSON_ArrayForEach(row, rows) {
		const struct catalogue_section *of = catalogue_page_kind(json_get_text(row, "kind"));

		json_set_text(row, "kind_text", of ? i18n_text(of->title) : json_get_text(row, "kind"));
		json_set_bool(row, "is_applied", !cJSON_IsNull(json_get(row, "applied_at")));
	}
	json_set(page, "kinds", catalogue_page_kinds(wanted ? wanted : "competences"));
	json_set(page, "rows", rows);
	json_set_bool(page, "has_rows", rows->child);
	json_set(view, "imports", imports);
	return reply_with(reply_page("catalogue_import", view), page);
}

static struct reply show_choice(const struct request *req)
{
	return choose(req, NULL);
}

/* The first NAME_MOST letters of a name. */
static const char *shortened(const char *name)
{
	size_t length = 0, letters = 0;

	while (name[length] && (((unsigned char)name[length] & 0xc0) == 0x80 || letters++ < NAME_MOST))
		length++;
	return arena_text(name, length);
}

/* The file of a form, or the text of a JSON body; NULL: there is none, and the form says so. */
static const char *sent_of(struct form *form, const char **name, size_t *length)
{
	struct form_file file;
	const char *text = form_text(form, "text", 0, CATALOGUE_IMPORT_MOST);
	const bool has_file = form_file(form, "file", &file);

	*name = form_text(form, "name", 0, NAME_MOST);
	*length = has_file ? file.length : strlen(text);
	if (has_file)
		*name = shortened(file.name);
	if (!**name)
		*name = "–";
	/* What is called a file and is none is not passed over. */
	if (*length == 0 || (!has_file && form_has(form, "file")))
		form_error(form, "file", _("Choose a file that is not empty."));
	else if (*length > CATALOGUE_IMPORT_MOST)
		form_error(form, "file", _("The file is larger than 2 MB."));
	else if (has_file && memchr(file.bytes, '\0', file.length))
		form_error(form, "file", _("This is no text. Save a workbook as CSV first."));
	return has_file ? file.bytes : text;
}

/* The dry run --------------------------------------------------------------- */

static cJSON *figures_of(const struct catalogue_difference *difference)
{
	cJSON *figures = cJSON_CreateObject();
	const int64_t faults = cJSON_GetArraySize(difference->faults);
	const int64_t same = difference->count - difference->made - difference->changed - faults;

	json_set_int(figures, "rows", difference->count);
	json_set_int(figures, "made", difference->made);
	json_set_int(figures, "changed", difference->changed);
	json_set_int(figures, "unchanged", same > 0 ? same : 0);
	json_set_int(figures, "faults", faults);
	return figures;
}

static cJSON *view_of(struct db_rows *import, const struct catalogue_difference *difference)
{
	cJSON *view = cJSON_CreateObject(), *head = db_row_json(import);

	cJSON_DeleteItemFromObjectCaseSensitive(head, "body");
	json_set(view, "import", head);
	json_set_text(view, "digest", difference ? difference->digest : NULL);
	json_set(view, "figures", difference ? figures_of(difference) : cJSON_CreateNull());
	json_set(view, "rows", difference ? cJSON_Duplicate(difference->rows, true)
	    : cJSON_CreateArray());
	json_set(view, "faults", difference ? cJSON_Duplicate(difference->faults, true)
	    : cJSON_CreateArray());
	return view;
}

static const char *address_of(int64_t id)
{
	return arena_printf("/hr/catalogue/import/%" PRId64, id);
}

static void add_changes(const struct request *req, cJSON *page,
    const struct catalogue_section *section, const cJSON *rows)
{
	cJSON *shown = table_page_rows(page, rows, ROWS_A_PAGE,
	    request_query_int(req, "page", 1, INT32_MAX, 1));
	cJSON *row;

	cJSON_ArrayForEach(row, shown)
		cJSON_ReplaceItemInObjectCaseSensitive(row, "changes",
		    catalogue_page_changes(section, json_get(row, "changes")));
	table_page_links(page, arena_printf("%s?", address_of(request_id(req, "id")) + 1), "");
	json_set(page, "differences", shown);
	json_set_bool(page, "has_differences", shown->child);
}

static void add_faults(cJSON *page, const cJSON *faults)
{
	cJSON *shown = cJSON_CreateArray();
	const cJSON *fault;

	cJSON_ArrayForEach(fault, faults)
		if (cJSON_GetArraySize(shown) < FAULTS_MOST)
			cJSON_AddItemToArray(shown, cJSON_Duplicate(fault, true));
	json_set(page, "shown_faults", shown);
	json_set_bool(page, "has_faults", shown->child);
	json_set_bool(page, "has_more_faults", cJSON_GetArraySize(faults) > FAULTS_MOST);
}

static struct reply page_of(const struct request *req)
{
	struct db_rows *import = catalogue_import_get(req->db, request_id(req, "id"));
	const struct catalogue_section *of = db_next(import)
	    ? catalogue_page_kind(db_col_text(import, "kind")) : NULL;

	if (!of)
		return reply_not_found();
	const char *body = db_col_text(import, "body");
	const struct catalogue_difference *difference = body ? catalogue_import_compare(req->db,
	    of->kind, body, strlen(body)) : NULL;
	cJSON *view = view_of(import, difference), *page = catalogue_page_heads(of);

	json_set_bool(page, "is_applied", !body);
	json_set_bool(page, "is_json", body && catalogue_file_is_json(body, strlen(body)));
	json_set_bool(page, "can_apply", difference && difference->rows->child
	    && !difference->faults->child);
	json_set_bool(page, "is_same", difference && !difference->rows->child
	    && !difference->faults->child);
	add_changes(req, page, of, json_get(view, "rows"));
	add_faults(page, json_get(view, "faults"));
	return reply_with(reply_page("catalogue_difference", view), page);
}

static struct reply take(const struct request *req)
{
	struct form *form = form_read(req);
	const char *op = form_op(form), *name;
	const char *plural = form_choice(form, "kind", kinds, false);
	size_t length;
	const char *bytes = sent_of(form, &name, &length);
	const int64_t before = audit_op_object(req->db, req->user, op, "catalogue.upload");

	if (!form_ok(form))
		return reply_form(choose(req, form), form);
	const int64_t id = before ? before : catalogue_import_add(req->db, req->user,
	    catalogue_page_kind(plural)->kind, name, bytes, length);

	if (!before && !audit_op_claim(req->db, req->user, op, "catalogue.upload", id))
		return reply_conflict(_("This has been sent before."));
	struct db_rows *import = catalogue_import_get(req->db, id);
	const struct catalogue_section *of = catalogue_page_kind(plural);

	db_next(import);
	return reply_created(req, address_of(id), view_of(import, !request_is_json(req) || before ? NULL
	    : catalogue_import_compare(req->db, of->kind, bytes, length)));
}

/* Applying ------------------------------------------------------------------ */

static struct reply applied(const struct request *req, int64_t id)
{
	struct db_rows *import = catalogue_import_get(req->db, id);

	db_next(import);
	return reply_done(req, address_of(id), view_of(import, NULL));
}

static struct reply apply(const struct request *req)
{
	static const char *const steps[] = { "apply", NULL };
	const int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *op = form_op(form);
	const char *digest = form_text(form, "digest", 16, 16);
	struct db_rows *import = catalogue_import_get(req->db, id);

	form_choice(form, "do", steps, false);
	if (!db_next(import))
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(page_of(req), form);
	if (audit_op_object(req->db, req->user, op, "catalogue.import") == id)
		return applied(req, id);
	const struct catalogue_kind *kind = catalogue_page_kind(db_col_text(import, "kind"))->kind;
	const char *body = db_col_text(import, "body");

	if (!body)
		return reply_conflict(_("This file has been applied already."));
	const struct catalogue_difference *difference = catalogue_import_compare(req->db, kind, body,
	    strlen(body));

	if (difference->faults->child)
		return reply_conflict(_("The file has faults. Correct them and send it again."));
	if (strcmp(difference->digest, digest) != 0
	    || catalogue_import_apply(req->db, req->user, id, kind, difference) == CATALOGUE_STALE)
		return reply_conflict(_("The catalogue has changed since you looked through the file."
		    " Look through it again before you apply it."));
	if (!audit_op_claim(req->db, req->user, op, "catalogue.import", id))
		return reply_conflict(_("This has been sent before."));
	return applied(req, id);
}

const struct route catalogue_file_routes[] = {
	{ METHOD_GET, "/catalogue/export.csv", ROLE_HR, csv, DB_READ },
	{ METHOD_GET, "/catalogue/export.json", ROLE_HR, json, DB_READ },
	{ METHOD_GET, "/catalogue/import", ROLE_HR, show_choice, DB_READ },
	{ METHOD_POST, "/catalogue/import", ROLE_HR, take, DB_WRITE | ROUTE_UPLOAD },
	{ METHOD_GET, "/catalogue/import/{id}", ROLE_HR, page_of, DB_READ },
	{ METHOD_POST, "/catalogue/import/{id}", ROLE_HR, apply, DB_WRITE },
	{ 0 }
};
