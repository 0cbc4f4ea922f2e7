/*
 * Any bytes as a survey's definition, and as LimeSurvey's structure: what is wrong is told with its
 * place, nothing crashes, and what is right can be taken apart, moved and counted.
 */
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "limesurvey.h"
#include "survey.h"
#include "survey_asked.h"
#include "survey_edit.h"
#include "survey_warning.h"

static const char *const competences[] = { "BRANN", "HYG", NULL };
static const char *const roles[] = { "NURSE", NULL };
static const struct survey_known known = { competences, roles, false };

static const struct survey_facet facets[] = {
	{ 1, 1, "BRANN", "knowledge", true, true }, { 2, 1, "HYG", "practice", false, true },
};
static const struct survey_role asked_roles[] = { { 1, "NURSE", "Nurse", "felles", true, false } };
static const signed char levels[] = { 2, -1 };
static const bool statutory[] = { true, false };
static const struct survey_catalogue catalogue = { facets, asked_roles, 2, 1, levels, statutory };

/* What survey_check has passed is walked through by all that reads it. */
static void use(cJSON *definition)
{
	cJSON *sections = survey_edit_list(definition, "sections"), *section;
	const struct survey_person person = { asked_roles, "felles", true };
	size_t count;

	survey_asked(&catalogue, definition, &person, &count);
	survey_warnings(&catalogue, definition);
	cJSON_ArrayForEach(section, sections) {
		const char *code = json_get_text(section, "code");

		if (survey_edit_section(definition, code) != section)
			abort();
		if (survey_edit_section(definition, survey_edit_code(definition, "sections", code)))
			abort();
	}
	survey_edit_move(sections, sections->child, survey_edit_count(sections));
	if (survey_faults(&known, definition) && !survey_edit_count(sections))
		abort();
}

static void try_definition(const char *bytes, size_t length)
{
	const char *why;
	cJSON *definition = json_read(bytes, length, &why);
	const struct survey_fault *fault = definition ? survey_faults(&known, definition) : NULL;

	for (const struct survey_fault *one = fault; one; one = one->next)
		if (!one->path || !one->message || !*one->message)
			abort();
	if (definition && !fault)
		use(definition);
}

/* What comes of LimeSurvey is of the right shape, whatever texts and codes it has. */
static void try_structure(const char *bytes, size_t length)
{
	struct limesurvey found;
	size_t line;

	if (limesurvey_read(bytes, length, &found, &line)) {
		if (line == 0)
			abort();
		return;
	}
	cJSON *definition = survey_edit_new("S");

	limesurvey_add(definition, found.sections);
	limesurvey_add(definition, found.sections);
	if (survey_edit_count(json_get(definition, "sections")) != 2 * survey_edit_count(found.sections))
		abort();
	survey_faults(&known, definition);
	survey_warnings(&catalogue, definition);
}

static void try_input(const char *bytes, size_t length)
{
	try_definition(bytes, length);
	try_structure(bytes, length);
}

#include "harness.h"
