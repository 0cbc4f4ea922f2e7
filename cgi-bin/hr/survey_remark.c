/* What is wrong with a definition, and what is to be thought over, each with its place. */
#include "survey_remark.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "survey.h"
#include "survey_edit.h"
#include "utf8.h"

static cJSON *nth(const cJSON *list, const char *index)
{
	int64_t number = 0;

	for (; *index >= '0' && *index <= '9' && number < 10000; index++)
		number = number * 10 + (*index - '0');
	return cJSON_GetArrayItem(list, (int)number);
}

/* "sections[1].questions[0].text" is about a section and a question; NULL: about none. */
static const cJSON *section_at(const cJSON *definition, const char *path)
{
	const char *sections = "sections[";

	return strncmp(path, sections, strlen(sections)) == 0
	    ? nth(json_get(definition, "sections"), path + strlen(sections)) : NULL;
}

static const cJSON *question_at(const cJSON *section, const char *path)
{
	const char *questions = ".questions[", *inner = strstr(path, questions);

	return section && inner ? nth(json_get(section, "questions"), inner + strlen(questions)) : NULL;
}

static void add_place(cJSON *shown, const cJSON *definition, const char *path)
{
	const cJSON *section = section_at(definition, path), *question = question_at(section, path);

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

/* What its maker calls the place of a fault; NULL: the survey as a whole. */
static const char *where_of(const struct request *req, const cJSON *definition, const char *path)
{
	const cJSON *section = section_at(definition, path), *question = question_at(section, path);
	const char *other, *text;

	if (strncmp(path, "title", 5) == 0)
		return _("The survey's name");
	if (strncmp(path, "notice", 6) == 0)
		return _("The notice");
	if (!section)
		return NULL;
	text = survey_edit_text(json_get(question ? question : section, question ? "text" : "title"),
	    req->user->language, &other);
	return *text ? arena_printf(_("“%s”"), text)
	    : json_get_text(question ? question : section, "code");
}

/* Paths are for those who write files; a page says what to do. */
static const char *text_of(const struct request *req, const cJSON *definition, const cJSON *row)
{
	const char *path = json_get_text(row, "path"), *text = json_get_text(row, "message");

	if (!path)
		return text;
	const char *where = where_of(req, definition, path);

	if (strcmp(path, "sections") == 0)
		text = _("There is no section yet. Make one.");
	else if (utf8_ends_with(path, ".show_if.question"))
		text = _("It is shown after the answer to a question that comes later or has gone. Move"
		    " it, or change when it is shown.");
	return where ? arena_printf("%s: %s", where, text) : text;
}

cJSON *survey_remark_links(const struct request *req, const cJSON *definition, const cJSON *rows)
{
	cJSON *list = cJSON_Duplicate(rows, true), *row;

	cJSON_ArrayForEach(row, list) {
		const char *competence = json_get_text(row, "competence");
		const char *question = json_get_text(row, "question");
		const char *path = json_get_text(row, "path");
		const bool to_new = path && strcmp(path, "sections") == 0;

		json_set_text(row, "text", text_of(req, definition, row));
		json_set_bool(row, "to_new", to_new);
		json_set_text(row, "to_question", question);
		json_set_text(row, "to_competence", competence ? json_get_text(row, "section") : NULL);
		json_set_text(row, "to_section",
		    question || competence ? NULL : json_get_text(row, "section"));
		const bool is_whole = !json_get_text(row, "section"), is_plain = is_whole
		    && json_get_text(row, "kind") && strcmp(json_get_text(row, "kind"), "too_many") == 0;

		json_set_bool(row, "to_texts", is_whole && !is_plain && !to_new);
		json_set_bool(row, "is_plain", is_plain);
	}
	return list;
}
