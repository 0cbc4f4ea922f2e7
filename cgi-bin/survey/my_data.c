/* Everything stored about me: as a page, and as a file. */
#include "my_data.h"

#include <string.h>

#include "arena.h"
#include "assessment.h"
#include "certificate.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "outbox.h"
#include "pages.h"
#include "profile.h"
#include "training.h"

/* A list on the page has the newest; the file has all. */
enum { LIST_MOST = 200 };

static const char *look_text(const cJSON *look)
{
	const char *object = json_get_text(look, "object"), *what = json_get_text(look, "what");

	if (strcmp(object, "person") == 0)
		return _("Looked at your profile");
	if (strcmp(object, "unit") == 0)
		return arena_printf(_("Looked at the overview of %s"), what);
	return arena_printf(_("Exported the answers of the round %s"), what);
}

/* The list under a name, with the words that a page needs added to each entry; a copy. */
static cJSON *dressed(const cJSON *data, const char *name, void (*dress)(cJSON *entry))
{
	cJSON *list = cJSON_Duplicate(json_get(data, name), true), *entry;

	cJSON_ArrayForEach(entry, list)
		dress(entry);
	return list;
}

static void dress_look(cJSON *look)
{
	json_set_text(look, "text", look_text(look));
}

static void dress_change(cJSON *change)
{
	json_set_text(change, "text", my_data_action_text(json_get_text(change, "action")));
}

static void dress_request(cJSON *request)
{
	json_set_text(request, "state_text", training_own_state_text(json_get_text(request, "state")));
}

static void dress_assessment(cJSON *assessment)
{
	cJSON *answer;

	json_set_text(assessment, "state_text", assessment_state_text(json_get_text(assessment,
	    "state")));
	cJSON_ArrayForEach(answer, cJSON_GetObjectItemCaseSensitive(assessment, "answers")) {
		const char *facet = json_get_text(answer, "facet");

		json_set_text(answer, "facet_text", facet ? profile_facet_text(facet) : NULL);
	}
}

static void dress_certificate(cJSON *certificate)
{
	cJSON *warning;

	json_set_text(certificate, "state_text",
	    certificate_state_text(json_get_text(certificate, "state")));
	cJSON_ArrayForEach(warning, cJSON_GetObjectItemCaseSensitive(certificate, "warnings")) {
		const char *mail = json_get_text(warning, "mail");

		json_set_text(warning, "mail_text", mail ? outbox_state_text(mail) : NULL);
	}
}

static void dress_reminder(cJSON *reminder)
{
	const char *mail = json_get_text(reminder, "mail");

	json_set_text(reminder, "mail_text", mail ? outbox_state_text(mail) : _("No mail; shown on my"
	    " page"));
}

static void dress_office(cJSON *office)
{
	static const struct i18n_word names[] = {
		{ "tillitsvalgt", N_("Union representative") },
		{ "hovedtillitsvalgt", N_("Chief union representative") },
		{ "verneombud", N_("Safety representative") },
		{ "hovedverneombud", N_("Chief safety representative") },
		{ "amu_medlem", N_("Member of the working environment committee") },
		{ NULL, NULL },
	};
	const char *text = i18n_word(names, json_get_text(office, "kind"));

	if (text)
		json_set_text(office, "kind_text", text);
}

/* The page asked for one more than it shows, to know whether there are more. */
static void cut(cJSON *page_view, const char *name)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(page_view, arena_printf("my_%s", name));
	const bool is_cut = cJSON_GetArraySize(list) > LIST_MOST;

	if (is_cut)
		cJSON_DetachItemFromArray(list, LIST_MOST);
	json_set_bool(page_view, arena_printf("%s_cut", name), is_cut);
}

static void add_list(cJSON *page_view, const char *name, cJSON *list)
{
	json_set_bool(page_view, arena_printf("has_%s", name), list->child != NULL);
	json_set(page_view, arena_printf("my_%s", name), list);
}

static struct reply file(const cJSON *data)
{
	const char *text = json_text(data);

	return reply_file(arena_printf("my-data-%s.json", clock_today()), "application/json", text,
	    strlen(text));
}

static struct reply show(const struct request *req)
{
	const bool is_file = request_is_json(req) || request_query_int(req, "file", 1, 1, 0);
	cJSON *data = my_data(req->db, req->user, is_file ? INT64_MAX : LIST_MOST + 1);
	cJSON *page_view = cJSON_CreateObject();

	if (is_file)
		return file(data);
	json_set_bool(page_view, "menu_data", true);
	add_list(page_view, "looks", dressed(data, "looks", dress_look));
	add_list(page_view, "changes", dressed(data, "changes", dress_change));
	json_set_text(page_view, "cut_text",
	    arena_printf(_("These are the %d newest. The file has all."), LIST_MOST));
	cut(page_view, "looks");
	cut(page_view, "changes");
	add_list(page_view, "assessments", dressed(data, "assessments", dress_assessment));
	add_list(page_view, "requests", dressed(data, "requests", dress_request));
	add_list(page_view, "reminders", dressed(data, "reminders", dress_reminder));
	add_list(page_view, "offices", dressed(data, "offices", dress_office));
	add_list(page_view, "origins", cJSON_Duplicate(json_get(data, "origins"), true));
	add_list(page_view, "leads", cJSON_Duplicate(json_get(data, "leads"), true));
	add_list(page_view, "certificates", dressed(data, "certificates", dress_certificate));
	return reply_with(reply_page("my_data_show", data), page_view);
}

const struct route my_data_routes[] = {
	{ METHOD_GET, "/my-data", ROLE_EMPLOYEE, show, 0 },
	{ 0 }
};
