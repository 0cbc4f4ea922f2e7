/* The files of an import by subject, in the order of reading. For import*.c alone. */
#ifndef GRUNNMUR_IMPORT_PARTS_H
#define GRUNNMUR_IMPORT_PARTS_H

#include "import_run.h"

/* What is known of a competence, a unit and a person while the other files are read. */
struct import_competence { const char *facet; int64_t months; bool has_months, statutory; };
struct import_unit {
	const char *code, *parent, *leader, *valid_from, *valid_to;
	const char *leader_from;        /* the first day of the leader's first position in the unit */
	size_t line;
	int64_t parent_id;
	bool walked;
};
struct import_person {
	const char *language;
	int64_t unit_id;                /* of the main position; 0: none */
	int64_t main_rank;
	bool has_origin;
};

void import_catalogue(struct import *in);       /* topics, competences, renewal, law */
void import_requirements(struct import *in);    /* roles, requirements, scale, anchors, offerings */
void import_round_survey(struct import *in);          /* survey.json */
void import_organisation(struct import *in);    /* municipalities, units, legacy units */
void import_people(struct import *in);          /* employees, positions */
void import_duties(struct import *in);          /* leaders, deputies, offices, granted roles */
void import_training(struct import *in);        /* certificates, training requests */
void import_rounds(struct import *in);
/* consultations.csv and its parties, where there is such a file; rounds has those of rounds.csv. */
void import_consultations(struct import *in, const struct import_codes *rounds);

#endif
