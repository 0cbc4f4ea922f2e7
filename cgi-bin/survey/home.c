/* My page: what waits for me. */
#include "assessment.h"
#include "certificate.h"
#include "choice.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "profile.h"
#include "proof.h"
#include "training.h"

static cJSON *person_of(const struct user *user)
{
	static const struct { unsigned role; const char *name; } names[] = {
		{ ROLE_EMPLOYEE, "employee" }, { ROLE_LEADER, "leader" }, { ROLE_HR, "hr" },
		{ ROLE_REPRESENTATIVE, "representative" },
	};
	cJSON *person = cJSON_CreateObject(), *roles = cJSON_CreateArray();

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (user->roles & names[i].role)
			cJSON_AddItemToArray(roles, cJSON_CreateStringReference(names[i].name));
	json_set_int(person, "id", user->id);
	json_set_text(person, "name", user->name);
	json_set_text(person, "language", user->language);
	json_set(person, "roles", roles);
	return person;
}

/* Assessments --------------------------------------------------------------- */

/* Open ones that wait for me, and the others. */
static void add_assessments(cJSON *page_view, const cJSON *assessments)
{
	static const char *const working[] = { "assigned", "started", "reopened", NULL };
	static const char *const fresh[] = { "assigned", NULL };
	cJSON *waiting = cJSON_CreateArray(), *others = cJSON_CreateArray();
	const cJSON *source;

	cJSON_ArrayForEach(source, assessments) {
		cJSON *card = cJSON_Duplicate(source, true);

		json_set_text(card, "state_text", assessment_state_text(json_get_text(card, "state")));
		json_set_text(card, "deadline", assessment_deadline(json_get_text(card, "closes_at")));
		json_set_bool(card, "is_fresh", choice_has(fresh, json_get_text(card, "state")));
		json_set_bool(card, "is_complete", json_get(card, "answered")->valuedouble == json_get(card,
		    "total")->valuedouble);
		json_set_bool(card, "is_late", choice_has(working, json_get_text(card, "state")));
		cJSON_AddItemToArray(json_get_true(card, "open") &&
		    choice_has(working, json_get_text(card, "state"))
		    ? waiting : others, card);
	}
	json_set_bool(page_view, "has_waiting", waiting->child != NULL);
	json_set_bool(page_view, "has_others", others->child != NULL);
	json_set(page_view, "waiting", waiting);
	json_set(page_view, "others", others);
}

/* Requests and certificates ------------------------------------------------- */

static void add_requests(cJSON *page_view, const cJSON *requests)
{
	static const char *const over[] = { "cancelled", "completed", NULL };
	cJSON *list = cJSON_CreateArray();
	const cJSON *source;

	cJSON_ArrayForEach(source, requests) {
		if (choice_has(over, json_get_text(source, "state")))
			continue;
		cJSON *row = cJSON_Duplicate(source, true);
		const char *state = json_get_text(row, "state");

		json_set_text(row, "state_text", training_own_state_text(state));
		json_set_text(row, "state_icon", training_state_icon(state));
		json_set_text(row, "state_color", training_state_color(state));
		json_set_text(row, "form_text", training_form_text(json_get_text(row, "form")));
		cJSON_AddItemToArray(list, row);
	}
	json_set_bool(page_view, "has_requests", list->child != NULL);
	json_set(page_view, "my_requests", list);
}

static void add_certificates(cJSON *page_view, const cJSON *certificates)
{
	static const char *const valid[] = { "valid", NULL }, *const soon[] = { "expiring", NULL };
	cJSON *list = cJSON_CreateArray();
	const cJSON *source;

	cJSON_ArrayForEach(source, certificates) {
		const cJSON *days = json_get(source, "days");

		if (choice_has(valid, json_get_text(source, "status")))
			continue;
		cJSON *row = cJSON_Duplicate(source, true);

		json_set_text(row, "status_text", proof_text(json_get_text(row, "status"),
		    cJSON_IsNumber(days), cJSON_IsNumber(days) ? (int)days->valuedouble : 0));
		json_set_bool(row, "is_soon", choice_has(soon, json_get_text(row, "status")));
		json_set_bool(row, "is_unconfirmed", cJSON_IsFalse(json_get(row, "confirmed")));
		json_set_bool(row, "may_train", json_get(row, "offerings")->valuedouble > 0);
		cJSON_AddItemToArray(list, row);
	}
	json_set_bool(page_view, "has_proofs", list->child != NULL);
	json_set_bool(page_view, "has_valid",
	    cJSON_GetArraySize(certificates) > cJSON_GetArraySize(list));
	json_set(page_view, "proofs", list);
}

static struct reply show(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	cJSON *assessments = assessment_own(req->db, req->user);
	cJSON *requests = training_own(req->db, req->user);
	cJSON *certificates = profile_certificates(req->db, req->user);

	json_set(view, "person", person_of(req->user));
	json_set(view, "assessments", assessments);
	json_set(view, "requests", requests);
	json_set(view, "certificates", certificates);
	json_set_bool(page_view, "menu_home", true);
	add_assessments(page_view, assessments);
	add_requests(page_view, requests);
	add_certificates(page_view, certificates);
	json_set(page_view, "refused", certificate_refused(req->db, req->user));
	return reply_with(reply_page("home_show", view), page_view);
}

const struct route home_routes[] = {
	{ METHOD_GET, "/", ROLE_EMPLOYEE, show, 0 },
	{ 0 }
};
