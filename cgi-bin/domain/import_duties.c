/* Who leads and deputises from day to day, who holds an office, who has a granted right. */
#include "import_parts.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "import_file.h"

static const char *const offices[] = {
	"tillitsvalgt", "hovedtillitsvalgt", "verneombud", "hovedverneombud", "amu_medlem", NULL,
};
static const char *const grants[] = { "hr", NULL };

static void store_leaders(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO unit_leader (unit_id, person_id, deputy_for_id, valid_from, valid_to)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (unit_id INT PATH '$[0]',"
	    "   person_id INT PATH '$[1]', deputy_for_id INT PATH '$[2]',"
	    "   valid_from DATE PATH '$[3]', valid_to DATE PATH '$[4]')) j",
	    DB_ARGS(rows));
}

static void store_offices(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO office (person_id, kind, unit_id, role_id, valid_from)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (person_id INT PATH '$[0]',"
	    "   kind VARCHAR(20) PATH '$[1]', unit_id INT PATH '$[2]', role_id INT PATH '$[3]',"
	    "   valid_from DATE PATH '$[4]')) j",
	    DB_ARGS(rows));
}

static void store_grants(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO granted_role (person_id, role)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (person_id INT PATH '$[0]',"
	    "   role VARCHAR(20) PATH '$[1]')) j",
	    DB_ARGS(rows));
}

struct duties {
	struct import_batch leaders, offices, grants;
	struct import_codes leader_keys, office_keys, grant_keys;
};

static const char *leader_key(int64_t unit_id, int64_t person_id, const char *from)
{
	return arena_printf("%lld %lld %s", (long long)unit_id, (long long)person_id, from);
}

/* The unit's leader from its first day on, or from the day that the leader came to it. */
static void take_leaders(struct import *in, struct duties *to)
{
	for (size_t i = 0; i < in->units.count; i++) {
		const struct import_unit *unit = in->units.codes[i].value;
		const int64_t person_id = unit->leader ? import_codes_find(&in->people, unit->leader) : 0;
		const char *from = unit->valid_from;

		if (unit->leader && person_id == 0)
			import_run_fault(in, "units.csv", unit->line, "leader_employee_no",
			    arena_printf(_("\"%s\" is unknown."), unit->leader));
		if (person_id == 0 || !from)
			continue;
		if (unit->leader_from && strcmp(unit->leader_from, from) > 0)
			from = unit->leader_from;
		if (unit->valid_to && strcmp(from, unit->valid_to) > 0) {
			import_run_fault(in, "units.csv", unit->line, "leader_employee_no",
			    _("The leader's position there begins after the unit's last day."));
			continue;
		}
		import_codes_add(&to->leader_keys, leader_key((int64_t)i + 1, person_id, from), NULL);
		import_batch_add(&to->leaders, DB_ARGS(db_int((int64_t)i + 1), db_int(person_id), db_null(),
		    db_text(from), db_text(unit->valid_to)));
	}
}

static void take_deputy(struct import_row *row)
{
	struct duties *to = row->context;
	struct import *in = row->in;
	const int64_t unit_id = import_known(row, "unit_code", &in->units);
	const struct import_unit *unit = import_codes_value(&in->units, unit_id);
	const int64_t leader = import_known(row, "leader_employee_no", &in->people);
	const int64_t deputy = import_known(row, "substitute_employee_no", &in->people);
	const char *from = import_day(row, "valid_from"), *end = import_day(row, "valid_to");

	import_days_follow(row, "valid_from", from, "valid_to", end);
	if (leader && leader == deputy)
		import_row_fault(row, "substitute_employee_no", _("Nobody is their own deputy."));
	if (unit && leader
	    && (!unit->leader || strcmp(unit->leader, import_cell(row, "leader_employee_no")) != 0))
		import_row_fault(row, "leader_employee_no", _("The unit has another leader."));
	if (unit_id && deputy && from
	    && !import_codes_add(&to->leader_keys, leader_key(unit_id, deputy, from), NULL))
		import_row_fault(row, "valid_from", _("This person leads the unit from that day already."));
	import_batch_add(&to->leaders,
	    DB_ARGS(db_int(unit_id), db_int(deputy), db_int(leader), db_text(from), db_text(end)));
}

/* The role whose requirements come with the office; 0: none. */
static int64_t office_role(struct import_row *row, const char *kind)
{
	const char *code = NULL;

	if (strcmp(kind, "verneombud") == 0 || strcmp(kind, "hovedverneombud") == 0)
		code = "VERNEOMBUD";
	else if (strcmp(kind, "amu_medlem") == 0)
		code = "AMU-MEDLEM";
	const int64_t role = code ? import_codes_find(&row->in->roles, code) : 0;

	if (code && role == 0)
		import_row_fault(row, "office",
		    arena_printf(_("The office needs the role \"%s\", which roles.csv lacks."), code));
	return role;
}

/*
 * Which union somebody stands for is not stored: two unions' offices of one person in one unit are
 * one office.
 */
static void take_office(struct import_row *row)
{
	struct duties *to = row->context;
	const int64_t person_id = import_known(row, "employee_no", &row->in->people);
	const int64_t unit_id = import_known(row, "unit_code", &row->in->units);
	const char *kind = import_choice(row, "office", offices);
	const int64_t role = kind ? office_role(row, kind) : 0;

	if (!kind || !import_codes_add(&to->office_keys,
	    arena_printf("%lld %lld %s", (long long)person_id, (long long)unit_id, kind), NULL))
		return;
	import_batch_add(&to->offices, DB_ARGS(db_int(person_id), db_text(kind), db_int(unit_id),
	    db_int_or_null(role, role > 0), db_text(clock_today())));
}

static void take_grant(struct import_row *row)
{
	struct duties *to = row->context;
	const int64_t person_id = import_known(row, "username", &row->in->logins);
	const char *role = import_choice(row, "role", grants);

	if (person_id && role && !import_codes_add(&to->grant_keys,
	    arena_printf("%lld %s", (long long)person_id, role), NULL))
		import_row_fault(row, "role", _("This person has the role from an earlier row."));
	import_batch_add(&to->grants, DB_ARGS(db_int(person_id), db_text(role)));
}

void import_duties(struct import *in)
{
	struct duties to = { 0 };

	import_batch_open(in, &to.leaders, store_leaders);
	import_batch_open(in, &to.offices, store_offices);
	import_batch_open(in, &to.grants, store_grants);
	take_leaders(in, &to);
	import_file_read(in, "delegations.csv",
	    "unit_code leader_employee_no substitute_employee_no valid_from valid_to", take_deputy,
	    &to);
	import_file_read(in, "offices.csv", "employee_no office unit_code", take_office, &to);
	import_file_read(in, "system_roles.csv", "username role", take_grant, &to);
	import_batches_end(in);
}
