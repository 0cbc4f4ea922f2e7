/* What people_fint.c (entries as they are read) and people_fint_join.c share. */
#ifndef GRUNNMUR_PEOPLE_FINT_INSIDE_H
#define GRUNNMUR_PEOPLE_FINT_INSIDE_H

#include "people_fint.h"

enum people_fint_content {
	FINT_UNITS, FINT_EMPLOYEES, FINT_PERSONS, FINT_POSITIONS, FINT_JOBS, FINT_KINDS, FINT_CONTENTS
};

/* An entry that others refer to, with what is kept of it. */
struct people_fint_entry {
	struct people_place at;
	const char *parent, *leader, *person, *unit, *job_ref, *kind_ref;   /* links */
	struct people_unit as_unit;
	struct people_person as_person;
	struct people_position as_position;
	const char *text;               /* a code's own, a kind's name */
	bool faulty;
};

struct people_fint {
	struct people_rows *rows;
	const struct people_source *source;
	struct import_codes refs[FINT_CONTENTS];     /* "ansattnummer/1" → entry */
	struct people_fint_entry **lists[FINT_CONTENTS];
	size_t counts[FINT_CONTENTS], rooms[FINT_CONTENTS];
	int64_t totals[FINT_CONTENTS];
	bool has_leaders;
};

/* The entry that a link leads to; NULL: none, or no link. */
struct people_fint_entry *people_fint_found(const struct people_fint *fint,
    enum people_fint_content content, const char *ref);

/* A fault in an entry's field; but for a note, the entry is faulty. */
void people_fint_refuse(struct people_fint *fint, struct people_fint_entry *to, const char *field,
    enum people_severity severity, const char *code, const char *item, const char *value);

/* A code that must be there, a text that may; NULL after a fault. */
const char *people_fint_code(struct people_fint *fint, struct people_fint_entry *to,
    const char *field, const char *text, size_t max, enum people_severity severity);
const char *people_fint_text(struct people_fint *fint, struct people_fint_entry *to,
    const char *field, const char *text, size_t max);

#endif
