/* What a delivery says, on its way from its files to the tables of the import. */
#include "people_rows.h"

#include <string.h>

#include "arena.h"
#include "people_cell.h"

static void store_units(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO people_unit_row (import_id, unit_key, file, line, code, parent_key, name,"
	    "   level, leader_no, kostra_function, valid_from, valid_to, keeps_leader)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (import_id INT PATH '$[0]',"
	    "   unit_key VARCHAR(40) PATH '$[1]', file INT PATH '$[2]', line INT PATH '$[3]',"
	    "   code VARCHAR(40) PATH '$[4]', parent_key VARCHAR(40) PATH '$[5]',"
	    "   name VARCHAR(200) PATH '$[6]', level VARCHAR(40) PATH '$[7]',"
	    "   leader_no VARCHAR(24) PATH '$[8]', kostra_function CHAR(3) PATH '$[9]',"
	    "   valid_from DATE PATH '$[10]', valid_to DATE PATH '$[11]',"
	    "   keeps_leader INT PATH '$[12]')) j",
	    DB_ARGS(rows));
}

static void store_persons(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO people_person_row (import_id, employee_no, file, line, given_name,"
	    "   family_name, login, email, language, hired_on, ended_on, left_out)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (import_id INT PATH '$[0]',"
	    "   employee_no VARCHAR(24) PATH '$[1]', file INT PATH '$[2]', line INT PATH '$[3]',"
	    "   given_name VARCHAR(80) PATH '$[4]', family_name VARCHAR(80) PATH '$[5]',"
	    "   login VARCHAR(255) PATH '$[6]', email VARCHAR(254) PATH '$[7]',"
	    "   language CHAR(2) PATH '$[8]', hired_on DATE PATH '$[9]', ended_on DATE PATH '$[10]',"
	    "   left_out INT PATH '$[11]')) j",
	    DB_ARGS(rows));
}

static void store_positions(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO people_position_row (import_id, row_no, file, line, position_key,"
	    "   employee_no, unit_key, job_code, title, percent, is_main, kind, valid_from, valid_to)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (import_id INT PATH '$[0]',"
	    "   row_no INT PATH '$[1]', file INT PATH '$[2]', line INT PATH '$[3]',"
	    "   position_key VARCHAR(40) PATH '$[4]', employee_no VARCHAR(24) PATH '$[5]',"
	    "   unit_key VARCHAR(40) PATH '$[6]', job_code VARCHAR(40) PATH '$[7]',"
	    "   title VARCHAR(120) PATH '$[8]', percent DECIMAL(5,2) PATH '$[9]',"
	    "   is_main INT PATH '$[10]', kind VARCHAR(40) PATH '$[11]',"
	    "   valid_from DATE PATH '$[12]', valid_to DATE PATH '$[13]')) j",
	    DB_ARGS(rows));
}

static void store_faults(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO people_change (import_id, kind, is_read, file, line, heading, severity, code,"
	    "   item, old)"
	    " SELECT j.import_id, 'fault', 1, j.file, j.line, LEFT(j.heading, 120), j.severity, j.code,"
	    "        j.item, LEFT(j.value, 80)"
	    "   FROM JSON_TABLE(?, '$[*]' COLUMNS (import_id INT PATH '$[0]', file INT PATH '$[1]',"
	    "     line INT PATH '$[2]', heading VARCHAR(500) PATH '$[3]',"
	    "     severity VARCHAR(10) PATH '$[4]', code VARCHAR(40) PATH '$[5]',"
	    "     item VARCHAR(64) PATH '$[6]', value VARCHAR(500) PATH '$[7]')) j",
	    DB_ARGS(rows));
}

struct person_kept {
	struct people_person person;
	struct people_place at;
	bool left_out, known;           /* known: its row was read whole */
};

void people_rows_begin(struct people_rows *rows, struct db *db, int64_t import_id)
{
	*rows = (struct people_rows){ .import_id = import_id };
	import_run_begin(&rows->store, db);
	import_batch_open(&rows->store, &rows->units, store_units);
	import_batch_open(&rows->store, &rows->persons, store_persons);
	import_batch_open(&rows->store, &rows->positions, store_positions);
	import_batch_open(&rows->store, &rows->faults, store_faults);
}

void people_rows_fault(struct people_rows *rows, struct people_place at, const char *heading,
    enum people_severity severity, const char *code, const char *item, const char *value)
{
	static const char *const severities[] = { "note", "left_out", "stop" };
	const char *fault, *seen = people_cell_text(value, 500, &fault);

	rows->stops += severity == PEOPLE_STOP;
	import_batch_add(&rows->faults,
	    DB_ARGS(db_int(rows->import_id), db_int(at.file), db_int((int64_t)at.line),
	        db_text(heading), db_text(severities[severity]), db_text(code), db_text(item),
	        db_text(seen)));
}

void people_rows_unit(struct people_rows *rows, struct people_place at,
    const struct people_unit *unit)
{
	rows->has_units = true;
	if (!import_codes_add(&rows->unit_keys, unit->key, NULL)) {
		people_rows_fault(rows, at, NULL, PEOPLE_STOP, "twice", unit->code, NULL);
		return;
	}
	import_batch_add(&rows->units,
	    DB_ARGS(db_int(rows->import_id), db_text(unit->key), db_int(at.file),
	        db_int((int64_t)at.line), db_text(unit->code), db_text(unit->parent),
	        db_text(unit->name), db_text(unit->level), db_text(unit->leader),
	        db_text(unit->function), db_text(unit->from), db_text(unit->to),
	        db_bool(unit->keeps_leader)));
}

static struct person_kept *kept(struct people_rows *rows, struct people_place at,
    const char *number)
{
	const int64_t id = import_codes_find(&rows->numbers, number);
	struct person_kept *person = import_codes_value(&rows->numbers, id);

	if (person)
		return person;
	person = arena_alloc(sizeof *person);
	*person = (struct person_kept){ .person = { .number = number }, .at = at };
	import_codes_add(&rows->numbers, number, person);
	return person;
}

static bool same(const char *one, const char *other)
{
	return one && other ? strcmp(one, other) == 0 : one == other;
}

/* The first row tells who somebody is; a later one that says otherwise is told. */
void people_rows_person(struct people_rows *rows, struct people_place at,
    const struct people_person *person)
{
	struct person_kept *to = kept(rows, at, person->number);

	if (!to->known) {
		to->person = *person;
		to->known = true;
	} else if (!same(to->person.given_name, person->given_name)
	    || !same(to->person.family_name, person->family_name)
	    || !same(to->person.login, person->login) || !same(to->person.email, person->email))
		people_rows_fault(rows, at, NULL, PEOPLE_NOTE, "differs", person->number, NULL);
}

void people_rows_leave_out(struct people_rows *rows, struct people_place at, const char *number)
{
	kept(rows, at, number)->left_out = true;
}

void people_rows_position(struct people_rows *rows, struct people_place at,
    const struct people_position *p)
{
	const char *key = p->key ? p->key
	    : arena_printf("%s %s %s %s", p->number, p->unit, p->job, p->from);

	if (!import_codes_add(&rows->position_keys, key, NULL)) {
		people_rows_fault(rows, at, NULL, p->key ? PEOPLE_LEFT_OUT : PEOPLE_NOTE, "position_twice",
		    p->number, p->key);
		return;
	}
	import_batch_add(&rows->positions,
	    DB_ARGS(db_int(rows->import_id), db_int(++rows->position_count), db_int(at.file),
	        db_int((int64_t)at.line), db_text(p->key), db_text(p->number), db_text(p->unit),
	        db_text(p->job), db_text(p->title), db_text(p->percent), db_bool(p->is_main),
	        db_text(p->kind), db_text(p->from), db_text(p->to)));
}

/* Somebody whose every row was faulty is kept as a number, so that they do not seem to be gone. */
void people_rows_end(struct people_rows *rows)
{
	for (size_t i = 0; i < rows->numbers.count; i++) {
		const struct person_kept *to = rows->numbers.codes[i].value;
		const struct people_person *p = &to->person;

		import_batch_add(&rows->persons,
		    DB_ARGS(db_int(rows->import_id), db_text(p->number), db_int(to->at.file),
		        db_int((int64_t)to->at.line), db_text(p->given_name ? p->given_name : ""),
		        db_text(p->family_name ? p->family_name : ""), db_text(p->login),
		        db_text(p->email), db_text(p->language), db_text(p->hired_on),
		        db_text(p->ended_on), db_bool(to->left_out || !to->known)));
	}
	import_batches_end(&rows->store);
}
