/* The choice of language, stored with the person. */
#include <string.h>

#include "audit.h"
#include "config.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "person.h"

/*
 * The page to return to, below the prefix; anything that is not surely a page of ours is my page.
 */
static const char *return_path(const char *path)
{
	const size_t length = strlen(config()->prefix);

	if (strncmp(path, config()->prefix, length) != 0 || path[length] != '/')
		return "/survey/";
	path += length;
	if (strncmp(path, "//", 2) == 0 || strstr(path, "/.") || strpbrk(path, "\\\t\n"))
		return "/survey/";
	if (path[strspn(path,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.?=&%")])
		return "/survey/";
	return path;
}

static struct reply choose(const struct request *req)
{
	struct form *form = form_read(req);
	const char *language = form_text(form, "language", 1, 2);
	const char *path = form_text(form, "return", 0, 2000);

	if (*language && !i18n_has(language))
		form_error(form, "language", _("Choose one of the languages."));
	if (!form_ok(form))
		return reply_form(reply_bad(_("The language could not be chosen.")), form);
	person_choose_language(req->db, req->user, language);
	audit_add(req->db, req->user, "person.language", req->user->id, req->user->id, language);
	cJSON *view = cJSON_CreateObject();

	json_set_text(view, "language", language);
	return reply_done(req, return_path(path), view);
}

const struct route language_routes[] = {
	{ METHOD_POST, "/language", ROLE_EMPLOYEE, choose, 0 },
	{ 0 }
};
