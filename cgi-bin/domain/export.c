/*
 * A round's answers, row by row. People, units, roles and items are read into memory once; then
 * one unbuffered cursor runs over the answers, without a join in the server, so that memory does
 * not grow with the rows.
 */
#include "export.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "assessment.h"
#include "csrf.h"
#include "fault.h"

enum { ROOM = 64 * 1024, KEY_BYTES = 8 };

struct names { struct export_name *rows; size_t count; };

struct export {
	struct db *db;
	const struct user *user;
	int64_t round_id, rows;
	const char *round_code;
	const struct export_form *form;
	export_write *write;
	void *reader;
	bool gone;
	struct names units, roles, municipalities;
	struct export_item *items;
	size_t item_count;
	struct export_person *last;     /* read latest, the others behind it */
	struct export_person **people;  /* in the order of the file */
	size_t people_count, at;
	struct buf out, cells, value;   /* cells: what the rows of people[at] begin with */
};

/* Names ---------------------------------------------------------------- */

static struct names names_of(struct db_rows *rows)
{
	struct names names = { .rows = arena_alloc((db_count(rows) + 1) * sizeof *names.rows) };

	while (db_next(rows))
		names.rows[names.count++] = (struct export_name){ .id = db_at_int(rows, 0),
			.code = db_at_text(rows, 1), .name = db_at_text(rows, 2) };
	return names;
}

static int by_id(const void *key, const void *row)
{
	const int64_t wanted = *(const int64_t *)key, id = *(const int64_t *)row;

	return (wanted > id) - (wanted < id);
}

/* NULL: there is none of that id. */
static const struct export_name *name_of(const struct names *names, int64_t id)
{
	_Static_assert(offsetof(struct export_name, id) == 0, "by_id reads the id first");
	return bsearch(&id, names->rows, names->count, sizeof *names->rows, by_id);
}

static void read_names(struct export *e)
{
	const struct db_arg language = db_text(e->user->language);

	e->units = names_of(db_query(e->db,
	    "SELECT u.id, u.code, COALESCE(t.name, nb.name, u.code) AS name"
	    "  FROM unit u"
	    "  LEFT JOIN unit_text t ON t.unit_id = u.id AND t.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " ORDER BY u.id", DB_ARGS(language)));
	e->roles = names_of(db_query(e->db,
	    "SELECT id, code, NULL AS name FROM role ORDER BY id", DB_ARGS()));
	e->municipalities = names_of(db_query(e->db,
	    "SELECT id, code, name FROM municipality ORDER BY id", DB_ARGS()));
}

static void read_items(struct export *e)
{
	struct db_rows *rows = db_query(e->db,
	    "SELECT i.id, i.type, COALESCE(c.code, i.code) AS code, i.facet,"
	    "       COALESCE(c.statutory, 0) AS statutory,"
	    "       COALESCE(t.name, nb.name, q.text, qnb.text, c.code, i.code) AS name"
	    "  FROM round r"
	    "  JOIN item i ON i.survey_id = r.survey_id"
	    "  LEFT JOIN competence c ON c.id = i.competence_id"
	    "  LEFT JOIN competence_text t ON t.competence_id = c.id AND t.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    "  LEFT JOIN item_text q ON q.item_id = i.id AND q.language = ?"
	    "  LEFT JOIN item_text qnb ON qnb.item_id = i.id AND qnb.language = 'nb'"
	    " WHERE r.id = ? ORDER BY i.id",
	    DB_ARGS(db_text(e->user->language), db_text(e->user->language), db_int(e->round_id)));

	e->items = arena_alloc((db_count(rows) + 1) * sizeof *e->items);
	while (db_next(rows)) {
		struct export_item *item = &e->items[e->item_count++];
		struct buf cells = { 0 };

		*item = (struct export_item){
			.id = db_col_int(rows, "id"), .type = db_col_text(rows, "type"),
			.code = db_col_text(rows, "code"), .name = db_col_text(rows, "name"),
			.facet = db_col_text(rows, "facet"), .statutory = db_col_int(rows, "statutory") != 0,
		};
		export_row_item(&cells, e->form, item);
		item->cells = buf_text(&cells);
	}
}

static const struct export_item *item_of(const struct export *e, int64_t id)
{
	_Static_assert(offsetof(struct export_item, id) == 0, "by_id reads the id first");
	return bsearch(&id, e->items, e->item_count, sizeof *e->items, by_id);
}

/* People --------------------------------------------------------------- */

/* The one of a few codes that equals code: thousands of people share them. */
static const char *shared(const char *const *codes, const char *code)
{
	for (; *codes; codes++)
		if (strcmp(*codes, code) == 0)
			return *codes;
	return arena_text(code, strlen(code));
}

static bool keep_person(const struct db_rows *row, void *context)
{
	static const char *const sectors[] = {
		"oppvekst", "helse_omsorg", "teknisk", "kultur", "administrasjon", "felles", NULL,
	};
	static const char *const states[] = {
		"assigned", "started", "submitted", "reopened", "reviewed", "agreed", NULL,
	};
	struct export *e = context;
	struct export_person *person = arena_alloc(sizeof *person);
	const char *number = db_at_text(row, 7), *name = db_at_text(row, 8);

	*person = (struct export_person){ .assessment = db_at_int(row, 0),
		.unit = name_of(&e->units, db_at_int(row, 1)),
		.role = name_of(&e->roles, db_at_int(row, 2)),
		.municipality = name_of(&e->municipalities, db_at_int(row, 3)),
		.sector = shared(sectors, db_at_text(row, 4)), .state = shared(states, db_at_text(row, 5)),
		.submitted = db_at_int(row, 6) != 0, .next = e->last };
	if (number) {
		person->number = arena_text(number, strlen(number));
		person->name = arena_text(name, strlen(name));
	}
	e->last = person;
	e->people_count++;
	return true;
}

/* Of a confidential round nobody gets rows, with names or with keys. Asked once a statement. */
#define OF_OPEN_PERSONS " AND (SELECT c.confidential FROM round c WHERE c.id = ?) = 0"
#define ROUND_TWICE DB_ARGS(db_int(e->round_id), db_int(e->round_id))

#define PERSON \
	"a.id, a.unit_id, a.role_id, a.municipality_id, a.sector, " ASSESSMENT_STATE " AS state," \
	" a.submitted_at IS NOT NULL AS submitted"

static void read_people(struct export *e)
{
	if (e->form->pseudonymous)
		db_each(e->db, "SELECT " PERSON ", NULL, NULL FROM assessment a"
		    " WHERE a.round_id = ?" OF_OPEN_PERSONS, ROUND_TWICE, keep_person, e);
	else
		db_each(e->db, "SELECT " PERSON ", p.employee_no, CONCAT(p.given_name, ' ', p.family_name)"
		    "  FROM assessment a JOIN person p ON p.id = a.person_id"
		    " WHERE a.round_id = ?" OF_OPEN_PERSONS, ROUND_TWICE, keep_person, e);
	e->people = arena_alloc((e->people_count + 1) * sizeof *e->people);
	for (size_t i = 0; e->last; e->last = e->last->next)
		e->people[i++] = e->last;
}

static int by_assessment(const void *one, const void *other)
{
	const struct export_person *a = *(struct export_person *const *)one;
	const struct export_person *b = *(struct export_person *const *)other;

	return (a->assessment > b->assessment) - (a->assessment < b->assessment);
}

/* Fisher and Yates; with 64 random bits the modulo's bias is far below what anybody could see. */
static void shuffle(struct export *e)
{
	for (size_t i = e->people_count; i > 1; i--) {
		uint64_t random;

		csrf_random(&random, sizeof random);
		struct export_person *const other = e->people[random % i];

		e->people[random % i] = e->people[i - 1];
		e->people[i - 1] = other;
	}
}

/* Rows ----------------------------------------------------------------- */

static void empty(struct buf *buf)
{
	buf->length = 0;
	if (buf->text)
		buf->text[0] = '\0';
}

static bool flush(struct export *e)
{
	if (e->out.length > 0 && !e->write(e->reader, e->out.text, e->out.length))
		e->gone = true;
	empty(&e->out);
	return !e->gone;
}

/*
 * A key that says nothing: drawn, not computed from anything. A letter first, so that no
 * spreadsheet takes it for a number. One person's rows follow each other, so nobody has to
 * remember it.
 */
static void draw_key(struct buf *key)
{
	unsigned char random[KEY_BYTES];

	csrf_random(random, sizeof random);
	buf_add_char(key, 'p');
	for (size_t i = 0; i < sizeof random; i++) {
		buf_add_char(key, "0123456789abcdef"[random[i] >> 4]);
		buf_add_char(key, "0123456789abcdef"[random[i] & 15]);
	}
}

/* Goes on to the person of the row; the cursor and the people are in the same order. */
static struct export_person *person_of(struct export *e, int64_t assessment)
{
	if (e->cells.length > 0 && e->people[e->at]->assessment == assessment)
		return e->people[e->at];
	e->at += e->cells.length > 0;
	while (e->at < e->people_count && e->people[e->at]->assessment != assessment)
		e->at++;
	if (e->at == e->people_count)
		fault("the answers of round %lld are not in the order of its people",
		    (long long)e->round_id);
	struct export_person *person = e->people[e->at];

	if (e->form->pseudonymous) {
		empty(&e->value);
		draw_key(&e->value);
		person->number = e->value.text;
	}
	empty(&e->cells);
	export_row_person(&e->cells, e->form, e->round_code, person);
	return person;
}

static int level_of(const struct db_rows *row, size_t column)
{
	return db_at_null(row, column) ? -1 : (int)db_at_int(row, column);
}

static const char *value_of(struct export *e, const char *value)
{
	if (!value || e->form->lines)
		return value;
	empty(&e->value);
	export_row_plain(&e->value, value);
	return buf_text(&e->value);
}

static bool write_answer(const struct db_rows *row, void *context)
{
	struct export *e = context;
	const struct export_person *person = person_of(e, db_at_int(row, 0));
	const struct export_item *item = item_of(e, db_at_int(row, 1));
	struct export_answer answer = { .required_level = level_of(row, 2), .self_level = -1,
		.leader_level = -1, .agreed_level = -1 };

	if (!item)
		fault("round %lld has an answer to an item of another survey", (long long)e->round_id);
	if (person->submitted) {
		answer.self_level = level_of(row, 3);
		answer.leader_level = level_of(row, 4);
		answer.agreed_level = level_of(row, 5);
		answer.not_relevant = db_at_int(row, 6) != 0;
		answer.wish = db_at_int(row, 7) != 0;
		answer.teach = db_at_int(row, 8) != 0;
		answer.answered_at = db_at_text(row, 9);
		answer.value = value_of(e, db_at_text(row, 10));
		answer.comment = db_at_text(row, 11);
	}
	buf_add_bytes(&e->out, e->cells.text, e->cells.length);
	buf_add(&e->out, item->cells);
	export_row_answer(&e->out, e->form, person, item, &answer);
	e->rows++;
	return e->out.length < ROOM || flush(e);
}

#define ANSWER \
	"a.assessment_id, a.item_id, a.required_level, a.self_level, a.leader_level," \
	" a.agreed_level, a.not_relevant, a.wish, a.teach, a.answered_at, a.value"

static void write_identified(struct export *e)
{
	qsort(e->people, e->people_count, sizeof *e->people, by_assessment);
	db_each(e->db, "SELECT " ANSWER ", a.comment"
	    "  FROM answer a FORCE INDEX (PRIMARY)"
	    " WHERE a.round_id = ?" OF_OPEN_PERSONS " ORDER BY a.assessment_id, a.item_id",
	    ROUND_TWICE, write_answer, e);
}

/*
 * The answers in the order that was drawn: each person's are one short range of the clustered
 * key.
 */
static void write_pseudonymous(struct export *e)
{
	struct buf order = { 0 };

	shuffle(e);
	buf_add_char(&order, '[');
	for (size_t i = 0; i < e->people_count; i++)
		buf_printf(&order, "%s%lld", i ? "," : "", (long long)e->people[i]->assessment);
	buf_add_char(&order, ']');
	db_each(e->db, "SELECT STRAIGHT_JOIN " ANSWER ", NULL"
	    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT UNSIGNED PATH '$')) x"
	    "  JOIN answer a FORCE INDEX (PRIMARY) ON a.round_id = ? AND a.assessment_id = x.id"
	    OF_OPEN_PERSONS,
	    DB_ARGS(db_bytes(order.text, order.length), db_int(e->round_id), db_int(e->round_id)),
	    write_answer, e);
}

int64_t export_run(struct db *db, const struct user *user, int64_t round_id, const char *round_code,
    const struct export_form *form, export_write *write, void *reader)
{
	struct export e = { .db = db, .user = user, .round_id = round_id, .round_code = round_code,
		.form = form, .write = write, .reader = reader };

	/* The heading goes first: a browser that waits shows at once that something comes. */
	export_row_heading(&e.out, form);
	if (!flush(&e))
		return -1;
	db_exec(db, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", DB_ARGS());
	read_names(&e);
	read_items(&e);
	read_people(&e);
	if (form->pseudonymous)
		write_pseudonymous(&e);
	else
		write_identified(&e);
	if (e.gone || !flush(&e))
		return -1;
	db_exec(db, "COMMIT", DB_ARGS());
	return e.rows;
}
