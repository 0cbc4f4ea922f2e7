/* What every page's template may use beside its own view. */
#include "page.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "config.h"
#include "csrf.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "log.h"
#include "reply.h"
#include "request.h"

static cJSON *languages(void)
{
	static const char *const known[][2] = {
		{ "nb", "Bokmål" }, { "nn", "Nynorsk" }, { "en", "English" },
	};
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		cJSON *language = cJSON_CreateObject();

		json_set_text(language, "code", known[i][0]);
		json_set_text(language, "name", known[i][1]);
		json_set_bool(language, "current", strcmp(known[i][0], i18n_language()) == 0);
		cJSON_AddItemToArray(list, language);
	}
	return list;
}

static void add_user(cJSON *page, const struct user *user)
{
	cJSON *who = cJSON_CreateObject();

	json_set_int(who, "id", user->id);
	json_set_text(who, "name", user->name);
	json_set(page, "user", who);
	json_set_text(page, "csrf", csrf_token(user->login));
	json_set_text(page, "op", csrf_random_id());
	json_set_bool(page, "has_leader", user->roles & ROLE_LEADER);
	json_set_bool(page, "has_hr", user->roles & ROLE_HR);
	json_set_bool(page, "has_programs", user->roles & (ROLE_LEADER | ROLE_HR));
}

/* A link of the configuration without its https://, which stands in the template: no tag starts an
 * href. */
static const char *https_rest(const char *url)
{
	return *url ? url + strlen("https://") : "";
}

/* The query without the language that one look was asked for in: it must not outlive a choice. */
static const char *lasting_query(const char *query)
{
	struct buf kept = { 0 };

	while (query && *query) {
		const size_t length = strcspn(query, "&");

		if (length > 0 && strncmp(query, "lang=", 5) != 0) {
			buf_add(&kept, kept.length ? "&" : "");
			buf_add_bytes(&kept, query, length);
		}
		query += length + (query[length] == '&');
	}
	return buf_text(&kept);
}

/*
 * Where the page is found again, below the prefix and its slash; its query is not that of another
 * address.
 */
static void add_place(cJSON *page, const struct request *req)
{
	const bool is_own = !req->page || strcmp(req->page, req->address) == 0;
	const char *address = is_own ? req->address : req->page;

	json_set_text(page, "path", address ? address + strlen(config()->prefix) + 1 : "");
	json_set_text(page, "query", is_own ? lasting_query(req->query_text) : "");
}

static cJSON *page_object(const struct request *req, const struct reply *reply)
{
	const struct config *c = config();
	cJSON *page = cJSON_CreateObject();

	json_set_text(page, "root", c->prefix);
	json_set_text(page, "static", arena_printf("%s/static/%s", c->prefix, c->static_version));
	json_set_text(page, "program", log_program_name());
	json_set_bool(page, arena_printf("in_%s", log_program_name()), true);
	json_set_text(page, "size", strcmp(log_program_name(), "survey") == 0 ? "md" : "sm");
	add_place(page, req);
	json_set_text(page, "language", i18n_language());
	json_set_text(page, "municipality", c->municipality);
	json_set_text(page, "privacy_url", https_rest(c->privacy_url));
	json_set_text(page, "accessibility_url", https_rest(c->accessibility_url));
	json_set_text(page, "help_url", https_rest(c->help_url));
	json_set_text(page, "reference", log_reference());
	json_set_text(page, "today", clock_today());
	json_set_int(page, "status", reply->status);
	json_set(page, "languages", languages());
	if (req->user)
		add_user(page, req->user);
	return page;
}

cJSON *page_globals(const struct request *req, const struct reply *reply, const char *title)
{
	cJSON *globals = cJSON_CreateObject();

	json_set(globals, "page", page_object(req, reply));
	if (reply->form)
		json_set(globals, "form", form_view(reply->form));
	if (reply->status >= 400) {
		cJSON *refusal = cJSON_CreateObject();

		json_set_text(refusal, "title", title);
		json_set_text(refusal, "message", reply->message ? reply->message : "");
		json_set(globals, "refusal", refusal);
	}
	return globals;
}
