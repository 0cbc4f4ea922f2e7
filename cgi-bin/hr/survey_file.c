/* A survey as a file: the definition of a version or of a draft, as JSON. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "json.h"
#include "pages.h"
#include "survey.h"
#include "survey_draft.h"

/* As people read it: indented. */
static struct reply file_of(const cJSON *definition)
{
	const char *text = cJSON_Print(definition);
	const char *name = arena_printf("%s-%lld.json", json_get_text(definition, "code"),
	    (long long)json_get_int(definition, "version", 0));

	return reply_file(name, "application/json", text, strlen(text));
}

static struct reply version(const struct request *req)
{
	const cJSON *definition = survey_definition(req->db, request_id(req, "id"));

	return definition ? file_of(definition) : reply_not_found();
}

static struct reply draft(const struct request *req)
{
	struct survey_draft found;

	return survey_draft_read(req->db, request_id(req, "id"), &found) ? file_of(found.definition)
	    : reply_not_found();
}

const struct route survey_file_routes[] = {
	{ METHOD_GET, "/surveys/{id}/survey.json", ROLE_HR, version, DB_READ },
	{ METHOD_GET, "/surveys/drafts/{id}/survey.json", ROLE_HR, draft, DB_READ },
	{ 0 }
};
