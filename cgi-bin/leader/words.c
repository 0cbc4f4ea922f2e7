/* Copies of what the view holds, with the words that a page shows beside them. */
#include "words.h"

#include <string.h>

#include "certificate.h"
#include "i18n.h"
#include "json.h"
#include "profile.h"
#include "proof.h"
#include "round.h"
#include "training.h"

void words_status(cJSON *json, const char *status, const char *text)
{
	bool bad = status && (strcmp(status, "expired") == 0 || strcmp(status, "missing") == 0);

	json_set_bool(json, "bad", bad);
	json_set_bool(json, "soon", status && strcmp(status, "expiring") == 0);
	json_set_text(json, "status_text", status ? text : NULL);
}

cJSON *words_answer(const cJSON *answer)
{
	cJSON *row = cJSON_Duplicate(answer, true);
	const char *status = json_get_text(row, "status");
	const cJSON *gap = json_get(row, "gap");

	json_set_text(row, "facet_text", profile_facet_text(json_get_text(row, "facet")));
	json_set_bool(row, "has_gap", cJSON_IsNumber(gap) && gap->valueint > 0);
	json_set_bool(row, "unanswered", cJSON_IsNull(json_get(row, "self_level"))
	    && !json_get_true(row, "not_relevant"));
	json_set_bool(row, "has_required", cJSON_IsNumber(json_get(row, "required_level")));
	json_set_bool(row, "has_self", cJSON_IsNumber(json_get(row, "self_level")));
	json_set_bool(row, "has_leader", cJSON_IsNumber(json_get(row, "leader_level")));
	json_set_bool(row, "has_agreed", cJSON_IsNumber(json_get(row, "agreed_level")));
	json_set_bool(row, "in_order", !status && !json_get_true(row, "has_gap"));
	words_status(row, status, status ? proof_word(status) : NULL);
	return row;
}

cJSON *words_proof(const cJSON *proof)
{
	cJSON *row = cJSON_Duplicate(proof, true);
	const char *status = json_get_text(row, "status");
	const cJSON *days = json_get(row, "days");
	bool dated = cJSON_IsNumber(days);

	words_status(row, status, proof_text(status, dated, dated ? days->valueint : 0));
	json_set_bool(row, "is_unconfirmed", cJSON_IsFalse(json_get(row, "confirmed")));
	return row;
}

cJSON *words_certificate(const cJSON *certificate)
{
	cJSON *row = cJSON_Duplicate(certificate, true);
	const char *status = json_get_text(row, "status"), *state = json_get_text(row, "state");
	const char *file = json_get_text(row, "file_type");
	const cJSON *days = json_get(row, "days");
	const bool dated = cJSON_IsNumber(days);

	words_status(row, status,
	    status ? proof_text(status, dated, dated ? days->valueint : 0) : NULL);
	json_set_bool(row, "has_status", status);
	json_set_bool(row, "has_number", json_get_text(row, "number"));
	json_set_text(row, "state_text", certificate_state_text(state));
	json_set_text(row, "state_icon", certificate_state_icon(state));
	json_set_text(row, "state_color", certificate_state_color(state));
	json_set_text(row, "file_text", file ? certificate_file_text(file) : NULL);
	return row;
}

cJSON *words_certificate_step(const cJSON *step)
{
	cJSON *row = cJSON_Duplicate(step, true);

	json_set_text(row, "state_text", certificate_step_text(json_get_text(row, "step")));
	return row;
}

cJSON *words_request(const cJSON *request)
{
	cJSON *row = cJSON_Duplicate(request, true);
	const char *state = json_get_text(row, "state"), *form = json_get_text(row, "training_form");
	const char *title = json_get_text(row, "title"), *names = json_get_text(row, "competences");

	json_set_text(row, "state_text", training_state_text(state));
	json_set_text(row, "state_icon", training_state_icon(state));
	json_set_text(row, "state_color", training_state_color(state));
	json_set_text(row, "form_text", form ? training_form_text(form) : NULL);
	json_set_text(row, "competences_text",
	    names && title && strcmp(names, title) != 0 ? names : NULL);
	json_set_bool(row, "has_price", cJSON_IsNumber(json_get(row, "price")));
	json_set_bool(row, "has_hours", cJSON_IsNumber(json_get(row, "hours")));
	json_set_bool(row, "has_substitute", cJSON_IsNumber(json_get(row, "substitute_hours")));
	json_set_bool(row, "has_leave", cJSON_IsNumber(json_get(row, "study_leave_days")));
	return row;
}

cJSON *words_step(const cJSON *step)
{
	cJSON *row = cJSON_Duplicate(step, true);
	const char *state = json_get_text(row, "state");

	json_set_text(row, "state_text",
	    strcmp(state, "submitted") == 0 ? _("Handed in") : training_state_text(state));
	return row;
}

cJSON *words_unit(const cJSON *unit)
{
	cJSON *row = cJSON_Duplicate(unit, true);
	const int64_t invited = json_get_int(unit, "invited", 0);

	json_set_bool(row, "has_requests", json_get_int(unit, "requests_waiting", 0) > 0);
	json_set_int(row, "invited_or_one", invited > 0 ? invited : 1);
	return row;
}

cJSON *words_unit_above(const cJSON *unit, const cJSON *units)
{
	cJSON *row = words_unit(unit), *children = cJSON_CreateArray();
	const cJSON *other;

	cJSON_ArrayForEach(other, units)
		if (json_get_int(other, "parent_id", 0) == json_get_int(unit, "id", 0))
			cJSON_AddItemToArray(children, words_unit(other));
	json_set_bool(row, "has_children", children->child);
	json_set(row, "children", children);
	return row;
}

cJSON *words_round(const cJSON *round)
{
	if (!cJSON_IsObject(round))
		return cJSON_CreateNull();
	cJSON *row = cJSON_Duplicate(round, true);
	const char *day = round_last_day(json_get_text(row, "closes_at"));

	json_set_text(row, "last_day", i18n_date_long(day));
	json_set_bool(row, "is_open", strcmp(json_get_text(row, "state"), "open") == 0);
	return row;
}

cJSON *words_all(const cJSON *list, cJSON *words(const cJSON *))
{
	cJSON *rows = cJSON_CreateArray();
	const cJSON *item;

	cJSON_ArrayForEach(item, list)
		cJSON_AddItemToArray(rows, words(item));
	return rows;
}
