/* Municipalities, the tree of units, and the units of the former municipalities. */
#include "import_parts.h"

#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "import_file.h"

static void store_municipalities(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO municipality (id, code, name, municipality_no, org_no, language, is_new)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(24) PATH '$[1]', name VARCHAR(120) PATH '$[2]',"
	    "   municipality_no CHAR(4) PATH '$[3]', org_no CHAR(9) PATH '$[4]',"
	    "   language CHAR(2) PATH '$[5]', is_new INT PATH '$[6]')) j", DB_ARGS(rows));
}

static void store_units(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO unit (id, code, municipality_id, sector, level, kostra_function, valid_from,"
	    "   valid_to)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(40) PATH '$[1]', municipality_id INT PATH '$[2]',"
	    "   sector VARCHAR(20) PATH '$[3]', level VARCHAR(40) PATH '$[4]',"
	    "   kostra_function CHAR(3) PATH '$[5]', valid_from DATE PATH '$[6]',"
	    "   valid_to DATE PATH '$[7]')) j",
	    DB_ARGS(rows));
}

static void store_unit_texts(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO unit_text (unit_id, language, name)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', name VARCHAR(200) PATH '$[2]')) j", DB_ARGS(rows));
}

static void store_parents(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "UPDATE unit u"
	    "  JOIN JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]', parent_id INT PATH '$[1]')) j"
	    "      ON j.id = u.id"
	    "   SET u.parent_id = j.parent_id", DB_ARGS(rows));
}

static void store_legacy_units(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO legacy_unit (id, municipality_id, code, sector, level, name, valid_from,"
	    "   valid_to)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   municipality_id INT PATH '$[1]', code VARCHAR(40) PATH '$[2]',"
	    "   sector VARCHAR(20) PATH '$[3]', level VARCHAR(40) PATH '$[4]',"
	    "   name VARCHAR(200) PATH '$[5]', valid_from DATE PATH '$[6]',"
	    "   valid_to DATE PATH '$[7]')) j",
	    DB_ARGS(rows));
}

static void store_legacy_parents(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "UPDATE legacy_unit u"
	    "  JOIN JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]', parent_id INT PATH '$[1]')) j"
	    "      ON j.id = u.id"
	    "   SET u.parent_id = j.parent_id", DB_ARGS(rows));
}

static void store_tree(struct db *db)
{
	db_exec(db,
	    "INSERT INTO unit_tree (ancestor_id, unit_id, depth)"
	    " WITH RECURSIVE below AS ("
	    "  SELECT id AS ancestor_id, id AS unit_id, 0 AS depth FROM unit"
	    "  UNION ALL"
	    "  SELECT b.ancestor_id, u.id, b.depth + 1 FROM below b"
	    "      JOIN unit u ON u.parent_id = b.unit_id)"
	    " SELECT ancestor_id, unit_id, depth FROM below", DB_ARGS());
}

struct organisation {
	struct import_batch municipalities, units, unit_texts, parents, legacy_units, legacy_parents;
	bool has_new;
};

/* Brønnøysund's numbers end in a check digit, modulus 11. */
static bool org_no_ok(const char *number)
{
	static const int weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
	int sum = 0;

	for (size_t i = 0; i < 8; i++)
		sum += weights[i] * (number[i] - '0');
	return (11 - sum % 11) % 11 == number[8] - '0';
}

static void take_municipality(struct import_row *row)
{
	struct organisation *to = row->context;
	const int64_t id = import_new(row, "code", &row->in->municipalities, 24, NULL);
	const char *org_no = import_text(row, "org_no", 9) ? import_digits(row, "org_no", 9) : NULL;
	const char *number = import_text(row, "municipality_no", 4)
	    ? import_digits(row, "municipality_no", 4) : NULL;
	const bool is_new = import_flag(row, "is_new");

	if (org_no && !org_no_ok(org_no))
		import_row_fault(row, "org_no",
		    _("This is no organisation number: its last digit does not fit."));
	if (is_new && to->has_new)
		import_row_fault(row, "is_new", _("Only one municipality can be the new one."));
	to->has_new |= is_new;
	import_batch_add(&to->municipalities, DB_ARGS(db_int(id), db_text(import_cell(row, "code")),
	    db_text(import_text(row, "name", 120)), db_text(number), db_text(org_no),
	    db_text(import_choice(row, "written_language", import_languages)), db_bool(is_new)));
}

/* What both kinds of unit have; the id, 0 after a fault. */
static int64_t take_node(struct import_row *row, struct import_codes *codes,
    struct import_unit *unit)
{
	unit->code = import_cell(row, "unit_code");
	unit->parent = import_cell(row, "parent_code");
	unit->line = row->line;
	unit->valid_from = import_day(row, "valid_from");
	unit->valid_to = import_optional_day(row, "valid_to");
	import_days_follow(row, "valid_from", unit->valid_from, "valid_to", unit->valid_to);
	return import_new(row, "unit_code", codes, 40, unit);
}

static void take_unit(struct import_row *row)
{
	struct organisation *to = row->context;
	struct import_unit *unit = arena_alloc(sizeof *unit);
	const int64_t id = take_node(row, &row->in->units, unit);
	const int64_t from = import_optional_known(row, "legacy_municipality",
	    &row->in->municipalities);
	static const struct import_words words[] = { { "name", 200 }, { NULL, 0 } };

	unit->leader = import_cell(row, "leader_employee_no");
	import_batch_add(&to->units,
	    DB_ARGS(db_int(id), db_text(unit->code), db_int_or_null(from, from > 0),
	    db_text(import_optional_choice(row, "sector", import_sectors)),
	    db_text(import_text(row, "level", 40)), db_text(import_digits(row, "kostra_function", 3)),
	    db_text(unit->valid_from), db_text(unit->valid_to)));
	import_texts(row, &to->unit_texts, DB_ARGS(db_int(id)), words);
}

static void take_legacy_unit(struct import_row *row)
{
	struct organisation *to = row->context;
	struct import_unit *unit = arena_alloc(sizeof *unit);
	const int64_t id = take_node(row, &row->in->legacy_units, unit);

	import_batch_add(&to->legacy_units,
	    DB_ARGS(db_int(id),
	    db_int(import_known(row, "legacy_municipality", &row->in->municipalities)),
	    db_text(unit->code), db_text(import_optional_choice(row, "sector", import_sectors)),
	    db_text(import_text(row, "level", 40)), db_text(import_text(row, "name", 200)),
	    db_text(unit->valid_from), db_text(unit->valid_to)));
}

/* Up from a unit to the top: a unit that comes again before the top is reached is below itself. */
static void check_cycle(struct import *in, const char *file, const struct import_codes *codes,
    size_t start)
{
	struct import_unit *unit = codes->codes[start].value;
	size_t steps = 0;

	for (const struct import_unit *up = unit; up && !up->walked; steps++) {
		if (steps > codes->count) {
			import_run_fault(in, file, unit->line, "parent_code",
			    arena_printf(_("\"%s\" lies below itself, or below a unit that does."),
			        unit->code));
			return;
		}
		up = import_codes_value(codes, up->parent_id);
	}
	unit->walked = true;
}

static void take_parents(struct import *in, const char *file, const struct import_codes *codes,
    struct import_batch *parents)
{
	for (size_t i = 0; i < codes->count; i++) {
		struct import_unit *unit = codes->codes[i].value;

		unit->parent_id = unit->parent ? import_codes_find(codes, unit->parent) : 0;
		if (unit->parent && unit->parent_id == 0)
			import_run_fault(in, file, unit->line, "parent_code",
			    arena_printf(_("\"%s\" is unknown."), unit->parent));
		if (unit->parent_id > 0)
			import_batch_add(parents, DB_ARGS(db_int((int64_t)i + 1), db_int(unit->parent_id)));
	}
	for (size_t i = 0; i < codes->count; i++)
		check_cycle(in, file, codes, i);
}

void import_organisation(struct import *in)
{
	struct organisation to = { 0 };

	import_batch_open(in, &to.municipalities, store_municipalities);
	import_batch_open(in, &to.units, store_units);
	import_batch_open(in, &to.unit_texts, store_unit_texts);
	import_batch_open(in, &to.parents, store_parents);
	import_batch_open(in, &to.legacy_units, store_legacy_units);
	import_batch_open(in, &to.legacy_parents, store_legacy_parents);
	import_file_read(in, "municipalities.csv",
	    "code name municipality_no org_no written_language is_new", take_municipality, &to);
	import_file_read(in, "units.csv",
	    "unit_code parent_code legacy_municipality sector level name_nb leader_employee_no"
	    " kostra_function valid_from valid_to", take_unit, &to);
	take_parents(in, "units.csv", &in->units, &to.parents);
	import_file_read(in, "legacy_units.csv",
	    "unit_code parent_code legacy_municipality sector level name valid_from valid_to",
	    take_legacy_unit, &to);
	take_parents(in, "legacy_units.csv", &in->legacy_units, &to.legacy_parents);
	import_batches_end(in);
	if (!in->faults)
		store_tree(in->db);
}
