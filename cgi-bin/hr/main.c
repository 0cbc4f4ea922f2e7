/* The HR program: rounds as they run, their export, jobs, the catalogue and surveys. */
#include "audit.h"
#include "pages.h"
#include "person.h"
#include "serve.h"

static const struct route *const tables[] = { round_edit_routes, round_routes,
	round_step_routes, round_consultation_routes, export_routes, job_routes,
	catalogue_file_routes, catalogue_routes, requirement_routes, requirement_matrix_routes,
	survey_import_routes, survey_routes, survey_draft_routes, survey_section_routes,
	survey_competences_routes, survey_question_routes, survey_text_fix_routes,
	survey_file_routes, survey_preview_routes, survey_limesurvey_routes, reminder_routes,
	people_routes, people_mapping_routes, people_upload_routes, people_difference_routes,
	NULL };

static const struct program program = {
	.name = "hr",
	.tables = tables,
	.schema_version = PERSON_SCHEMA_VERSION,
	.identify = person_identify,
	.refused = audit_refused,
};

int main(int argc, char **argv)
{
	return serve(&program, argc, argv);
}
