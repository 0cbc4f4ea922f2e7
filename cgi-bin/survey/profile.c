/*
 * My profile: what my roles require and what I can, facet by facet, with what I could do about each
 * gap.
 */
#include "profile.h"

#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "proof.h"

/* History ------------------------------------------------------------------- */

static bool is_same(const cJSON *one, const cJSON *other, const char *name)
{
	const char *a = json_get_text(one, name), *b = json_get_text(other, name);

	return a && b && strcmp(a, b) == 0;
}

/* Gives each competence what it was in the rounds so far. */
static void add_history(cJSON *competences, const cJSON *history)
{
	cJSON *competence;
	const cJSON *entry;

	cJSON_ArrayForEach(competence, competences) {
		cJSON *list = cJSON_CreateArray();

		cJSON_ArrayForEach(entry, history)
			if (is_same(entry, competence, "code") && is_same(entry, competence, "facet"))
				cJSON_AddItemToArray(list, cJSON_Duplicate(entry, true));
		json_set(competence, "history", list);
	}
}

/* The page ------------------------------------------------------------------ */

static void add_status(cJSON *row)
{
	const char *status = json_get_text(row, "status");
	const cJSON *days = json_get(row, "days");

	json_set_bool(row, "has_status", status != NULL);
	json_set_bool(row, "is_due", status && strcmp(status, "valid") != 0);
	if (!status)
		return;
	json_set_text(row, "status_text", days
	    ? proof_text(status, cJSON_IsNumber(days), (int)days->valuedouble)
	    : proof_word(status));
	json_set_text(row, "status_color", proof_color(status));
	json_set_text(row, "status_icon", proof_icon(status));
}

static bool is_positive(const cJSON *row, const char *name)
{
	return cJSON_IsNumber(json_get(row, name)) && json_get(row, name)->valuedouble > 0;
}

static void dress(cJSON *row)
{
	json_set_text(row, "facet_text", profile_facet_text(json_get_text(row, "facet")));
	json_set_bool(row, "has_gap", is_positive(row, "gap"));
	json_set_bool(row, "may_train", is_positive(row, "offerings"));
	add_status(row);
}

/* Rows of the competences that were answered in more than one round. */
static cJSON *development(const cJSON *rows)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (cJSON_GetArraySize(json_get(row, "history")) > 1)
			cJSON_AddItemToArray(list, cJSON_Duplicate(row, true));
	return list;
}

/* Neither required nor answered: nothing to tell. */
static bool is_blank(const cJSON *row)
{
	return !cJSON_IsNumber(json_get(row, "required_level")) &&
	    !cJSON_IsNumber(json_get(row, "self_level")) &&
	    !cJSON_IsNumber(json_get(row, "agreed_level")) &&
	    !json_get_true(row, "not_relevant");
}

static void add_rows(cJSON *page_view, const cJSON *competences)
{
	cJSON *rows = cJSON_CreateArray(), *gaps = cJSON_CreateArray();
	const cJSON *competence;

	cJSON_ArrayForEach(competence, competences) {
		cJSON *row = cJSON_Duplicate(competence, true);

		if (is_blank(row))
			continue;
		dress(row);
		cJSON_AddItemToArray(rows, row);
		if (profile_is_missing(row))
			cJSON_AddItemToArray(gaps, cJSON_Duplicate(row, true));
	}
	cJSON *developed = development(rows);

	json_set_bool(page_view, "has_gaps", gaps->child != NULL);
	json_set_bool(page_view, "has_rows", rows->child != NULL);
	json_set_bool(page_view, "has_development", developed->child != NULL);
	json_set(page_view, "gaps", gaps);
	json_set(page_view, "rows", rows);
	json_set(page_view, "development", developed);
}

static struct reply show(const struct request *req)
{
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	cJSON *competences = profile_competences(req->db, req->user);
	cJSON *certificates = profile_certificates(req->db, req->user), *row;

	add_history(competences, profile_history(req->db, req->user));
	json_set(view, "competences", competences);
	json_set_bool(page_view, "menu_profile", true);
	add_rows(page_view, competences);
	cJSON_ArrayForEach(row, certificates) {
		add_status(row);
		json_set_bool(row, "is_unconfirmed", cJSON_IsFalse(json_get(row, "confirmed")));
	}
	json_set_bool(page_view, "has_certificates", certificates->child != NULL);
	json_set(page_view, "certificates", certificates);
	return reply_with(reply_page("profile_show", view), page_view);
}

const struct route profile_routes[] = {
	{ METHOD_GET, "/profile", ROLE_EMPLOYEE, show, 0 },
	{ 0 }
};
