/* Training that can be had, what answers my gaps first, and the form to ask with. */
#include "training.h"

#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "i18n.h"
#include "json.h"
#include "offering.h"
#include "pages.h"
#include "profile.h"
#include "request_form.h"

/* What of my own is missing ------------------------------------------------- */

static const cJSON *find(const cJSON *list, const char *code)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (strcmp(json_get_text(one, "code"), code) == 0)
			return one;
	return NULL;
}

static double number(const cJSON *object, const char *name)
{
	const cJSON *value = json_get(object, name);

	return cJSON_IsNumber(value) ? value->valuedouble : 0;
}

static bool answers_gap(const cJSON *offering, const cJSON *mine)
{
	const cJSON *taught, *own;

	cJSON_ArrayForEach(taught, json_get(offering, "competences"))
		cJSON_ArrayForEach(own, mine)
			if (strcmp(json_get_text(own, "code"), json_get_text(taught, "code")) == 0 &&
			    profile_is_missing(own))
				return true;
	return false;
}

static bool teaches(const cJSON *offering, const char *code)
{
	return code && find(json_get(offering, "competences"), code);
}

/* Those that answer a gap first, each part in the order it came. */
static cJSON *by_gap(cJSON *offerings, const cJSON *mine)
{
	cJSON *first = cJSON_CreateArray(), *rest = cJSON_CreateArray(), *offering;

	while ((offering = offerings->child)) {
		const bool answers = answers_gap(offering, mine);

		cJSON_DetachItemViaPointer(offerings, offering);
		json_set_bool(offering, "answers_gap", answers);
		cJSON_AddItemToArray(answers ? first : rest, offering);
	}
	while ((offering = rest->child))
		cJSON_AddItemToArray(first, cJSON_DetachItemViaPointer(rest, offering));
	return first;
}

/* The page ------------------------------------------------------------------ */

static cJSON *card_of(const cJSON *offering)
{
	cJSON *card = cJSON_Duplicate(offering, true);

	json_set_text(card, "form_text", training_form_text(json_get_text(offering, "form")));
	json_set_text(card, "hours_text", i18n_number(number(offering, "hours"), -1));
	return card;
}

/*
 * The offerings in two lists: those that answer my gaps, or teach what was asked for, and the
 * others.
 */
static void add_cards(cJSON *page_view, const cJSON *offerings, const char *code)
{
	cJSON *fitting = cJSON_CreateArray(), *others = cJSON_CreateArray();
	const cJSON *offering;

	cJSON_ArrayForEach(offering, offerings)
		cJSON_AddItemToArray((code ? teaches(offering, code)
		    : json_get_true(offering, "answers_gap")) ? fitting
		    : others, card_of(offering));
	json_set_bool(page_view, "has_fitting", fitting->child != NULL);
	json_set_bool(page_view, "has_others", others->child != NULL);
	json_set(page_view, "fitting", fitting);
	json_set(page_view, "others", others);
}

static const cJSON *offering_of(const cJSON *offerings, double id)
{
	const cJSON *offering;

	cJSON_ArrayForEach(offering, offerings)
		if (number(offering, "id") == id)
			return offering;
	return NULL;
}

/* What the form starts with: the offering that was chosen, or the competence. */
static cJSON *start_with(const cJSON *offering, const cJSON *competence)
{
	cJSON *start = cJSON_CreateObject(), *named = cJSON_CreateArray();

	if (offering) {
		json_set(start, "offering", cJSON_Duplicate(json_get(offering, "id"), true));
		json_set(start, "title", cJSON_Duplicate(json_get(offering, "title"), true));
		json_set(start, "form", cJSON_Duplicate(json_get(offering, "form"), true));
		json_set(start, "hours", cJSON_Duplicate(json_get(offering, "hours"), true));
		json_set(start, "price", cJSON_Duplicate(json_get(offering, "price"), true));
		json_set(start, "competences", cJSON_Duplicate(json_get(offering, "competences"), true));
		return start;
	}
	if (competence)
		cJSON_AddItemToArray(named, cJSON_Duplicate(competence, true));
	json_set(start, "competences", named);
	return start;
}

static double offering_asked(const struct request *req, struct form *typed)
{
	const cJSON *sent = typed ? json_get(form_view(typed), "offering") : NULL;
	const char *text = sent ? json_get_text(sent, "value") : NULL;

	return text ? strtod(text, NULL) : (double)request_query_int(req, "offering", 1, UINT32_MAX, 0);
}

struct reply training_page(const struct request *req, struct form *typed)
{
	cJSON *view = cJSON_CreateObject(), *page_view = cJSON_CreateObject();
	const cJSON *mine = profile_competences(req->db, req->user);
	cJSON *offerings = by_gap(offering_list(req->db, req->user), mine);
	const char *code = request_query(req, "competence");
	const cJSON *competence = code ? find(mine, code) : NULL;
	const cJSON *offering = offering_of(offerings, offering_asked(req, typed));

	json_set(view, "offerings", offerings);
	add_cards(page_view, offerings, competence ? code : NULL);
	json_set_bool(page_view, "menu_training", true);
	json_set(page_view, "competence", competence ? cJSON_Duplicate(competence, true)
	    : cJSON_CreateNull());
	json_set(page_view, "chosen", offering ? card_of(offering) : cJSON_CreateNull());
	json_set_bool(page_view, "has_offering", offering != NULL);
	json_set_bool(page_view, "form_first", offering || typed);
	json_set_bool(page_view, "is_returned", false);
	json_set(page_view, "fields", request_form_fields(typed, start_with(offering, competence),
	    mine));
	return reply_with(reply_page("training_list", view), page_view);
}

static struct reply show(const struct request *req)
{
	return training_page(req, NULL);
}

const struct route training_routes[] = {
	{ METHOD_GET, "/training", ROLE_EMPLOYEE, show, 0 },
	{ 0 }
};
