/* A person as their leader sees them. */
#include <string.h>

#include <cjson/cJSON.h>

#include "audit.h"
#include "employee.h"
#include "json.h"
#include "pages.h"
#include "words.h"

/* The answers under their topics, with the words of the page. */
static cJSON *topics_of(const cJSON *answers)
{
	cJSON *topics = cJSON_CreateArray(), *topic = NULL, *rows = NULL;
	const cJSON *answer;

	cJSON_ArrayForEach(answer, answers) {
		const char *name = json_get_text(answer, "topic");

		if (!topic || strcmp(json_get_text(topic, "topic"), name) != 0) {
			topic = cJSON_CreateObject();
			rows = cJSON_CreateArray();
			json_set_text(topic, "topic", name);
			json_set_text(topic, "topic_language", json_get_text(answer, "topic_language"));
			json_set(topic, "rows", rows);
			cJSON_AddItemToArray(topics, topic);
		}
		cJSON_AddItemToArray(rows, words_answer(answer));
	}
	return topics;
}

/*
 * What of the round is to be seen: nothing asked, not handed in, handed in, or opened again
 * since.
 */
static void add_state(cJSON *page, const cJSON *assessment)
{
	const char *state = json_get_text(assessment, "state");
	bool again = state && strcmp(state, "reopened") == 0;
	bool waiting = state && (strcmp(state, "assigned") == 0 || strcmp(state, "started") == 0);

	json_set_bool(page, "not_asked", !state);
	json_set_bool(page, "not_submitted", waiting);
	json_set_bool(page, "opened_again", again);
	json_set_bool(page, "submitted", state && !waiting && !again);
}

static struct reply show(const struct request *req)
{
	int64_t id = request_id(req, "id");
	cJSON *view = employee_profile(req->db, req->user, id), *page = cJSON_CreateObject();

	if (!view)
		return reply_not_found();
	audit_look_person(req->user, id);
	if (req->wants_json)
		return reply_page("employee", view);
	const cJSON *positions = json_get(view, "positions"), *position;

	json_set_bool(page, "menu_units", true);
	cJSON_ArrayForEach(position, positions)
		if (json_get_true(position, "led")) {
			json_set(page, "home", cJSON_Duplicate(position, true));
			break;
		}
	add_state(page, json_get(view, "assessment"));
	json_set(page, "topics", topics_of(json_get(view, "answers")));
	json_set_bool(page, "has_topics", json_get(view, "answers")->child);
	json_set(page, "proofs", words_all(json_get(view, "certificates"), words_proof));
	json_set(page, "registered_rows", words_all(json_get(view, "registered"), words_certificate));
	json_set_bool(page, "has_registered", json_get(view, "registered")->child);
	json_set(page, "asked_for", words_all(json_get(view, "requests"), words_request));
	json_set_bool(page, "has_questions", json_get(view, "questions")->child);
	json_set_bool(page, "has_proofs", json_get(view, "certificates")->child);
	json_set_bool(page, "has_requests", json_get(view, "requests")->child);
	return reply_with(reply_page("employee", view), page);
}

const struct route employee_routes[] = {
	{ METHOD_GET, "/employees/{id}", ROLE_LEADER, show, DB_READ },
	{ 0 }
};
