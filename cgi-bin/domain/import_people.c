/* People, where they come from, and their positions. */
#include "import_parts.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "import_file.h"

static void store_people(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO person (id, employee_no, login, given_name, family_name, email, birth_year,"
	    "   language, hired_on, active)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   employee_no VARCHAR(24) PATH '$[1]', login VARCHAR(255) PATH '$[2]',"
	    "   given_name VARCHAR(80) PATH '$[3]', family_name VARCHAR(80) PATH '$[4]',"
	    "   email VARCHAR(254) PATH '$[5]', birth_year INT PATH '$[6]',"
	    "   language CHAR(2) PATH '$[7]', hired_on DATE PATH '$[8]', active INT PATH '$[9]')) j",
	    DB_ARGS(rows));
}

static void store_origins(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO person_origin (municipality_id, employee_no, person_id)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (municipality_id INT PATH '$[0]',"
	    "   employee_no VARCHAR(24) PATH '$[1]', person_id INT PATH '$[2]')) j", DB_ARGS(rows));
}

static void store_positions(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO position (id, source_id, person_id, unit_id, legacy_unit_id, role_id,"
	    "   percent, is_main, kind, valid_from, valid_to)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   source_id VARCHAR(40) PATH '$[1]', person_id INT PATH '$[2]',"
	    "   unit_id INT PATH '$[3]', legacy_unit_id INT PATH '$[4]', role_id INT PATH '$[5]',"
	    "   percent DECIMAL(5,2) PATH '$[6]', is_main INT PATH '$[7]',"
	    "   kind VARCHAR(40) PATH '$[8]', valid_from DATE PATH '$[9]',"
	    "   valid_to DATE PATH '$[10]')) j",
	    DB_ARGS(rows));
}

struct people {
	struct import_batch people, origins, positions;
	struct import_codes origin_keys, position_codes;
};

/* Where somebody was employed before; both columns, or none. */
static void take_origin(struct import_row *row, int64_t id)
{
	struct people *to = row->context;
	const int64_t from = import_optional_known(row, "legacy_municipality",
	    &row->in->municipalities);

	if (!import_cell(row, "legacy_municipality") && !import_cell(row, "legacy_employee_no"))
		return;
	const char *number = import_code(row, "legacy_employee_no", 24);

	if (!import_cell(row, "legacy_municipality"))
		import_row_fault(row, "legacy_municipality", _("This is needed."));
	if (from && number && !import_codes_add(&to->origin_keys,
	    arena_printf("%lld %s", (long long)from, number), NULL))
		import_row_fault(row, "legacy_employee_no",
		    arena_printf(_("\"%s\" stands in an earlier row too."), number));
	import_batch_add(&to->origins, DB_ARGS(db_int(from), db_text(number), db_int(id)));
}

/* What the web server will say of who somebody is: exact, so nothing invisible may be in it. */
static const char *take_login(struct import_row *row)
{
	const char *login = import_optional_text(row, "username", 255);

	if (!login)
		return NULL;
	if (strpbrk(login, " \t\n")) {
		import_row_fault(row, "username", _("A login name has no spaces."));
		return NULL;
	}
	if (!import_codes_add(&row->in->logins, login, NULL))
		import_row_fault(row, "username",
		    arena_printf(_("\"%s\" stands in an earlier row too."), login));
	return login;
}

/* Logins of the people without one take a place too, so that a login's id is the person's. */
static void take_person(struct import_row *row)
{
	struct people *to = row->context;
	struct import_person *person = arena_alloc(sizeof *person);
	const int64_t id = import_new(row, "employee_no", &row->in->people, 24, person);
	const char *login = take_login(row), *email = import_optional_text(row, "email", 254);
	int64_t year;
	const bool has_year = import_optional_number(row, "birth_year", 1900, 2100, &year);

	if (!login)
		import_codes_add(&row->in->logins, arena_printf(" %zu", row->line), NULL);
	if (email && (!strchr(email, '@') || strpbrk(email, " \t\n")))
		import_row_fault(row, "email", _("This is no e-mail address."));
	person->language = import_optional_choice(row, "preferred_language", import_languages);
	import_batch_add(&to->people,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "employee_no")), db_text(login),
	    db_text(import_text(row, "given_name", 80)), db_text(import_text(row, "family_name", 80)),
	    db_text(email), db_int_or_null(year, has_year), db_text(person->language),
	    db_text(import_optional_day(row, "hired_on")), db_bool(import_flag(row, "active"))));
	take_origin(row, id);
}

/*
 * The main position: valid today before others, then marked as main, then the highest percentage,
 * then the first.
 */
static void note_main(struct import_person *person, int64_t unit_id, const char *percent,
    bool is_main, bool is_valid)
{
	const int64_t rank = 1 + (is_valid ? 1000000 : 0) + (is_main ? 100000 : 0)
	    + (int64_t)(strtod(percent, NULL) * 100);

	if (rank <= person->main_rank)
		return;
	person->main_rank = rank;
	person->unit_id = unit_id;
}

static void note_leader(struct import *in, const char *employee_no, int64_t unit_id,
    const char *from)
{
	struct import_unit *unit = import_codes_value(&in->units, unit_id);

	if (!unit || !unit->leader || strcmp(unit->leader, employee_no) != 0)
		return;
	if (!unit->leader_from || strcmp(from, unit->leader_from) < 0)
		unit->leader_from = from;
}

static void take_position(struct import_row *row)
{
	struct people *to = row->context;
	struct import *in = row->in;
	const int64_t id = import_new(row, "position_id", &to->position_codes, 40, NULL);
	const int64_t person_id = import_known(row, "employee_no", &in->people);
	const int64_t unit_id = import_known(row, "unit_code", &in->units);
	const int64_t legacy_unit = import_optional_known(row, "legacy_unit_code", &in->legacy_units);
	const int64_t role_id = import_known(row, "role_code", &in->roles);
	const char *percent = import_decimal(row, "employment_pct", 100);
	const char *from = import_day(row, "valid_from"), *end = import_optional_day(row, "valid_to");
	const bool is_main = import_flag(row, "is_main");
	const char *kind = import_text(row, "employment_type", 40);

	import_days_follow(row, "valid_from", from, "valid_to", end);
	if (!person_id || !unit_id || !percent || !from)
		return;
	note_main(import_codes_value(&in->people, person_id), unit_id, percent, is_main,
	    strcmp(from, clock_today()) <= 0 && (!end || strcmp(end, clock_today()) >= 0));
	note_leader(in, import_cell(row, "employee_no"), unit_id, from);
	import_batch_add(&to->positions,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "position_id")), db_int(person_id),
	    db_int(unit_id), db_int_or_null(legacy_unit, legacy_unit > 0), db_int(role_id),
	    db_text(percent), db_bool(is_main), db_text(kind), db_text(from), db_text(end)));
}

void import_people(struct import *in)
{
	struct people to = { 0 };

	import_batch_open(in, &to.people, store_people);
	import_batch_open(in, &to.origins, store_origins);
	import_batch_open(in, &to.positions, store_positions);
	import_file_read(in, "employees.csv",
	    "employee_no legacy_employee_no legacy_municipality given_name family_name username email"
	    " birth_year preferred_language hired_on active", take_person, &to);
	import_file_read(in, "positions.csv",
	    "position_id employee_no unit_code legacy_unit_code role_code employment_pct is_main"
	    " employment_type valid_from valid_to", take_position, &to);
	import_batches_end(in);
}
