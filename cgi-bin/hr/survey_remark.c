/* What is wrong with a definition, and what is to be thought over, each with its place. */
#include "survey_remark.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "json.h"
#include "survey.h"

static cJSON *nth(const cJSON *list, const char *index)
{
	int64_t number = 0;

	for (; *index >= '0' && *index <= '9' && number < 10000; index++)
		number = number * 10 + (*index - '0');
	return cJSON_GetArrayItem(list, (int)number);
}

/* "sections[1].questions[0].text" is about a section and a question. */
static void add_place(cJSON *shown, const cJSON *definition, const char *path)
{
	const char *sections = "sections[", *questions = ".questions[";
	const char *inner = strstr(path, questions);
	const cJSON *section = strncmp(path, sections, strlen(sections)) == 0
	    ? nth(json_get(definition, "sections"), path + strlen(sections)) : NULL;
	const cJSON *question = section && inner
	    ? nth(json_get(section, "questions"), inner + strlen(questions)) : NULL;

	json_set_text(shown, "section", section ? json_get_text(section, "code") : NULL);
	json_set_text(shown, "question", question ? json_get_text(question, "code") : NULL);
}

cJSON *survey_remark_faults(const struct request *req, const cJSON *definition)
{
	cJSON *list = cJSON_CreateArray();
	const struct survey_fault *fault = survey_check(req->db, definition);

	for (; fault; fault = fault->next) {
		cJSON *shown = cJSON_CreateObject();

		json_set_text(shown, "path", fault->path);
		json_set_text(shown, "message", fault->message);
		add_place(shown, definition, fault->path);
		cJSON_AddItemToArray(list, shown);
	}
	return list;
}

/* The rows once more for the page: where each leads to. */
cJSON *survey_remark_links(const cJSON *rows)
{
	cJSON *list = cJSON_Duplicate(rows, true), *row;

	cJSON_ArrayForEach(row, list) {
		const char *competence = json_get_text(row, "competence");
		const char *question = json_get_text(row, "question");

		json_set_text(row, "to_question", question);
		json_set_text(row, "to_competence", competence ? json_get_text(row, "section") : NULL);
		json_set_text(row, "to_section",
		    question || competence ? NULL : json_get_text(row, "section"));
		const bool is_whole = !json_get_text(row, "section"), is_plain = is_whole
		    && json_get_text(row, "kind") && strcmp(json_get_text(row, "kind"), "too_many") == 0;

		json_set_bool(row, "to_texts", is_whole && !is_plain);
		json_set_bool(row, "is_plain", is_plain);
	}
	return list;
}
