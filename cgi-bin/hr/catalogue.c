/* The catalogue's pages: lists, and one object of any kind with its form and versions. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "buf.h"
#include "catalogue_change.h"
#include "catalogue_filter.h"
#include "catalogue_form.h"
#include "catalogue_page.h"
#include "catalogue_value.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "saved.h"
#include "table_page.h"

enum { ROWS_A_PAGE = 40 };

/* Lists --------------------------------------------------------------------- */

/* The topics to narrow by, where the kind has them. */
static cJSON *topics_of(const struct request *req, const struct catalogue_section *section,
    const char *chosen)
{
	cJSON *topics, *topic;

	if (section->kind != &catalogue_competence)
		return cJSON_CreateArray();
	topics = catalogue_choices(req->db, CATALOGUE_TOPICS, req->user->language);
	cJSON_ArrayForEach(topic, topics)
		json_set_bool(topic, "selected", strcmp(json_get_text(topic, "code"), chosen) == 0);
	return topics;
}

static bool topics_has(const cJSON *topics, const char *code)
{
	const cJSON *topic;

	cJSON_ArrayForEach(topic, topics)
		if (strcmp(json_get_text(topic, "code"), code) == 0)
			return true;
	return false;
}

/* The rows of one page, in words, and where the others are. */
static void add_rows(cJSON *page, const struct catalogue_section *section, const cJSON *all,
    int64_t wanted)
{
	cJSON *rows = cJSON_CreateArray();
	const cJSON *one;

	cJSON_ArrayForEach(one, table_page_rows(page, all, ROWS_A_PAGE, wanted))
		cJSON_AddItemToArray(rows, catalogue_page_row(section, one));
	json_set_bool(page, "has_rows", rows->child);
	json_set(page, "rows", rows);
}

/* The other pages are narrowed and sorted as this one. */
static void add_links(cJSON *page)
{
	struct buf address = { 0 };

	buf_printf(&address, "hr/%s?q=", json_get_text(page, "path"));
	buf_add_url(&address, json_get_text(page, "q"));
	buf_printf(&address, "&topic=%s&status=%s&sort=%s&", json_get_text(page, "topic"),
	    json_get_text(page, "status"), json_get_text(page, "sort"));
	table_page_links(page, buf_text(&address), "");
}

static struct reply list(const struct request *req)
{
	const struct catalogue_section *section = catalogue_page_section(req);
	const char *search = request_query(req, "q"), *topic = request_query(req, "topic");
	cJSON *view = cJSON_CreateObject(), *page = catalogue_page_heads(section);
	cJSON *topics = topics_of(req, section, topic ? topic : "");
	cJSON *all = catalogue_filter(req, page, db_rows_json(section->kind->list(req->db,
	    req->user->language, search ? search : "", topic ? topic : "")));

	json_set(view, section->kind->plural, all);
	add_rows(page, section, all, request_query_int(req, "page", 1, INT32_MAX, 1));
	json_set_bool(page, "has_tags", section->kind->find);
	json_set_bool(page, "has_topics", topics->child);
	json_set(page, "topics", topics);
	json_set_text(page, "topic", topic && topics_has(topics, topic) ? topic : "");
	json_set_text(page, "q", search ? search : "");
	add_links(page);
	json_set_bool(page, "is_narrowed", (search && *search) || (topic && *topic)
	    || *json_get_text(page, "status"));
	return reply_with(reply_page("catalogue_list", view), page);
}

/* One of them --------------------------------------------------------------- */

static cJSON *view_of(const struct request *req, const struct catalogue_section *section,
    int64_t id, const cJSON *object)
{
	const char *kind = section->kind->name;
	cJSON *view = cJSON_CreateObject(), *head = cJSON_CreateObject();
	const cJSON *value;

	json_set_int(head, "id", id);
	json_set_int(head, "rev", catalogue_change_newest(req->db, kind, id));
	cJSON_ArrayForEach(value, object)
		json_set(head, value->string, cJSON_Duplicate(value, true));
	json_set(view, kind, head);
	json_set(view, "versions", catalogue_change_list(req->db, kind, id));
	return view;
}

static struct reply page_of(const struct request *req, struct form *typed)
{
	const struct catalogue_section *section = catalogue_page_section(req);
	const int64_t id = request_id(req, "id");
	const cJSON *object = catalogue_read(req->db, section->kind, id);

	if (!object)
		return reply_not_found();
	cJSON *view = view_of(req, section, id, object), *page = catalogue_page_heads(section);
	const cJSON *head = json_get(view, section->kind->name);

	saved_show(page, req);
	catalogue_page_object(req, page, section, object);
	json_set_int(page, "id", id);
	json_set_int(page, "rev", json_get_int(head, "rev", 0));
	json_set(page, "fields", catalogue_form_fields(req, section->kind, typed, object));
	json_set(page, "history", catalogue_page_history(section, json_get(view, "versions")));
	json_set_bool(page, "has_history", json_get(view, "versions")->child);
	return reply_with(reply_page("catalogue_show", view), page);
}

static struct reply show(const struct request *req)
{
	return page_of(req, NULL);
}

static struct reply new_page(const struct request *req, struct form *typed)
{
	const struct catalogue_section *section = catalogue_page_section(req);
	cJSON *page = catalogue_page_heads(section);

	json_set(page, "fields", catalogue_form_fields(req, section->kind, typed, NULL));
	return reply_with(reply_page("catalogue_new", cJSON_CreateObject()), page);
}

static struct reply blank(const struct request *req)
{
	return new_page(req, NULL);
}

/* Changing ------------------------------------------------------------------ */

static struct reply saved(const struct request *req, int64_t id, bool made)
{
	const struct catalogue_section *section = catalogue_page_section(req);
	const char *address = arena_printf("/hr%s/%lld", section->path, (long long)id);
	cJSON *view = view_of(req, section, id, catalogue_read(req->db, section->kind, id));

	return saved_reply(req, address, view, made);
}

static struct reply stale(const struct catalogue_section *section, struct form *form)
{
	return reply_typed(reply_conflict(_("Somebody has changed this since you opened it.")),
	    catalogue_form_typed(section->kind, form));
}

static struct reply create(const struct request *req)
{
	const struct catalogue_section *section = catalogue_page_section(req);
	const char *action = arena_printf("%s.make", section->kind->name);
	struct form *form = form_read(req);
	const char *op = form_op(form);
	const cJSON *object = catalogue_form_object(req, section->kind, form, 0, NULL);
	const int64_t before = audit_op_object(req->db, req->user, op, action);
	int64_t id = 0;

	if (before)
		return saved(req, before, true);
	if (!form_ok(form))
		return reply_form(new_page(req, form), form);
	if (catalogue_save(req->db, req->user, section->kind, &id, -1, object) == CATALOGUE_STALE)
		return stale(section, form);
	if (!audit_op_claim(req->db, req->user, op, action, id))
		return reply_conflict(_("This has been sent before."));
	return saved(req, id, true);
}

/* As it is, but that HR has looked it up. */
static cJSON *checked(const cJSON *old)
{
	cJSON *object = cJSON_Duplicate(old, true);

	cJSON_ReplaceItemInObjectCaseSensitive(object, "verified", cJSON_CreateString("checked"));
	return object;
}

static struct reply change(const struct request *req)
{
	static const char *const steps[] = { "save", "check", NULL };
	const struct catalogue_section *section = catalogue_page_section(req);
	const char *action = arena_printf("%s.change", section->kind->name);
	int64_t id = request_id(req, "id");
	struct form *form = form_read(req);
	const char *step = form_choice(form, "do", steps, false), *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);
	const cJSON *old = catalogue_read(req->db, section->kind, id);

	if (!old)
		return reply_not_found();
	const bool checks = step && strcmp(step, "check") == 0 && json_get(old, "verified");
	const cJSON *object = checks ? checked(old)
	    : catalogue_form_object(req, section->kind, form, id, old);
	const int64_t before = audit_op_object(req->db, req->user, op, action);

	if (before)
		return before == id ? saved(req, id, false)
		    : reply_conflict(_("This has been sent before."));
	if (!form_ok(form))
		return reply_form(page_of(req, form), form);
	if (catalogue_save(req->db, req->user, section->kind, &id, rev, object) == CATALOGUE_STALE)
		return stale(section, form);
	if (!audit_op_claim(req->db, req->user, op, action, id))
		return reply_conflict(_("This has been sent before."));
	return saved(req, id, false);
}

#define ROUTES(path) \
	{ METHOD_GET, path, ROLE_HR, list, DB_READ }, \
	{ METHOD_POST, path, ROLE_HR, create, DB_WRITE }, \
	{ METHOD_GET, path "/new", ROLE_HR, blank, DB_READ }, \
	{ METHOD_GET, path "/{id}", ROLE_HR, show, DB_READ }, \
	{ METHOD_POST, path "/{id}", ROLE_HR, change, DB_WRITE }

/* What is there once and for all is worded, and no more. */
#define WORDED(path) \
	{ METHOD_GET, path, ROLE_HR, list, DB_READ }, \
	{ METHOD_GET, path "/{id}", ROLE_HR, show, DB_READ }, \
	{ METHOD_POST, path "/{id}", ROLE_HR, change, DB_WRITE }

const struct route catalogue_routes[] = {
	ROUTES("/catalogue"), ROUTES("/roles"), ROUTES("/offerings"), ROUTES("/coverage"),
	ROUTES("/topics"), WORDED("/levels"), WORDED("/anchors"), { 0 }
};
