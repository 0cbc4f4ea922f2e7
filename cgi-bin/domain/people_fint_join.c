/* Joins what FINT's collections say by their links, and gives it to the rows. */
#include "people_fint_inside.h"

#include <string.h>

#include "arena.h"

/* The top is its own parent. A parent that is no entry is what the link says: ours, or a fault. */
static void join_unit(struct people_fint *fint, struct people_fint_entry *unit)
{
	const struct people_fint_entry *parent = people_fint_found(fint, FINT_UNITS, unit->parent);
	const struct people_fint_entry *leader = people_fint_found(fint, FINT_EMPLOYEES, unit->leader);
	struct people_unit row = unit->as_unit;

	if (!row.key || !row.code)
		return;
	if (parent != unit)
		row.parent = parent ? parent->as_unit.key : unit->parent ? strchr(unit->parent, '/') + 1
		    : NULL;
	row.leader = leader ? leader->as_person.number : NULL;
	row.keeps_leader = !fint->has_leaders || (unit->leader && !row.leader);
	if (unit->leader && !row.leader)
		people_fint_refuse(fint, unit, "leder", PEOPLE_NOTE, "unknown_leader", row.code, NULL);
	people_rows_unit(fint->rows, unit->at, &row);
}

static void join_employee(struct people_fint *fint, struct people_fint_entry *employee)
{
	const struct people_fint_entry *person = people_fint_found(fint, FINT_PERSONS,
	    employee->person);
	struct people_person row = employee->as_person;

	if (!person)
		person = people_fint_found(fint, FINT_PERSONS,
		    arena_printf("ansattnummer/%s", row.number ? row.number : ""));
	if (!row.number)
		return;
	if (person) {
		row.given_name = person->as_person.given_name;
		row.family_name = person->as_person.family_name;
		row.language = person->as_person.language;
	}
	if (!row.given_name || !row.family_name)
		people_fint_refuse(fint, employee, "navn", PEOPLE_LEFT_OUT, "needed", row.number, NULL);
	if (employee->faulty || (person && person->faulty))
		people_rows_leave_out(fint->rows, employee->at, row.number);
	else
		people_rows_person(fint->rows, employee->at, &row);
}

/* Without its code list a job code is what its link ends in. */
static const char *code_text(const struct people_fint *fint, enum people_fint_content content,
    const char *ref)
{
	const struct people_fint_entry *code = people_fint_found(fint, content, ref);

	return code && code->text ? code->text : ref ? strchr(ref, '/') + 1 : NULL;
}

static void join_position(struct people_fint *fint, struct people_fint_entry *position)
{
	const struct people_fint_entry *employee = people_fint_found(fint, FINT_EMPLOYEES,
	    position->person);
	const struct people_fint_entry *unit = people_fint_found(fint, FINT_UNITS, position->unit);
	struct people_position row = position->as_position;

	row.number = employee ? employee->as_person.number : NULL;
	if (!row.number) {
		people_fint_refuse(fint, position, "personalressurs", PEOPLE_STOP, "needed", NULL, NULL);
		return;
	}
	row.unit = unit ? unit->as_unit.key : people_fint_code(fint, position, "arbeidssted",
	    position->unit ? strchr(position->unit, '/') + 1 : NULL, 40, PEOPLE_LEFT_OUT);
	row.job = people_fint_text(fint, position, "stillingskode",
	    code_text(fint, FINT_JOBS, position->job_ref), 40);
	row.kind = people_fint_text(fint, position, "arbeidsforholdstype",
	    code_text(fint, FINT_KINDS, position->kind_ref), 40);
	/* A code of its own for those without one: HR may say that it is a role too. */
	if (!row.job)
		row.job = "-";
	if (position->faulty)
		people_rows_leave_out(fint->rows, position->at, row.number);
	else
		people_rows_position(fint->rows, position->at, &row);
}

bool people_fint_has_people(const struct people_fint *fint)
{
	return fint->counts[FINT_EMPLOYEES] > 0 || fint->counts[FINT_POSITIONS] > 0;
}

bool people_fint_has_units(const struct people_fint *fint)
{
	return fint->counts[FINT_UNITS] > 0;
}

const char *people_fint_end(struct people_fint *fint)
{
	for (size_t i = 0; i < FINT_CONTENTS; i++)
		if (fint->totals[i] > (int64_t)fint->counts[i])
			return "fint_cut";
	if (people_fint_has_people(fint) && (fint->counts[FINT_EMPLOYEES] == 0
	    || fint->counts[FINT_POSITIONS] == 0 || fint->counts[FINT_PERSONS] == 0))
		return "fint_part";
	for (size_t i = 0; i < fint->counts[FINT_UNITS]; i++)
		join_unit(fint, fint->lists[FINT_UNITS][i]);
	for (size_t i = 0; i < fint->counts[FINT_EMPLOYEES]; i++)
		join_employee(fint, fint->lists[FINT_EMPLOYEES][i]);
	for (size_t i = 0; i < fint->counts[FINT_POSITIONS]; i++)
		join_position(fint, fint->lists[FINT_POSITIONS][i]);
	return NULL;
}
