/* The HR program's route tables, one per subject, and what they share. */
#ifndef GRUNNMUR_HR_PAGES_H
#define GRUNNMUR_HR_PAGES_H

#include "route.h"

extern const struct route round_routes[];
extern const struct route round_edit_routes[];
extern const struct route round_step_routes[];
extern const struct route round_consultation_routes[];
extern const struct route export_routes[];
extern const struct route job_routes[];
extern const struct route catalogue_routes[];
extern const struct route catalogue_file_routes[];
extern const struct route reminder_routes[];
extern const struct route requirement_routes[];
extern const struct route requirement_matrix_routes[];
extern const struct route survey_routes[];
extern const struct route survey_draft_routes[];
extern const struct route survey_section_routes[];
extern const struct route survey_competences_routes[];
extern const struct route survey_question_routes[];
extern const struct route survey_text_fix_routes[];
extern const struct route survey_file_routes[];
extern const struct route people_routes[];
extern const struct route people_mapping_routes[];
extern const struct route people_upload_routes[];
extern const struct route people_difference_routes[];
extern const struct route survey_preview_routes[];
extern const struct route survey_import_routes[];
extern const struct route survey_limesurvey_routes[];

/* The page of a round; 404 if there is none. */
struct reply round_show(const struct request *req);

/* The page of an import; 404 if there is none. form is what was sent and refused, or NULL. */
struct reply people_difference_page(const struct request *req, struct form *form);

#endif
