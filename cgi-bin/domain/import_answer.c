/* assessments.csv: answers from elsewhere into an open round, some thousand at a time. */
#include "import_parts.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "i18n.h"
#include "import_file.h"

static const char *const states[] = { "submitted", "started", NULL };

/* One fact about a pair of person and competence, or person and round: a bit each. */
struct bits { unsigned char *bytes; size_t width; };

static struct bits bits_make(size_t rows, size_t width)
{
	return (struct bits){ arena_alloc(rows * width / 8 + 1), width };
}

/* Sets the bit; whether it was set before. */
static bool bits_set(struct bits *bits, int64_t row, int64_t column)
{
	const size_t at = (size_t)row * bits->width + (size_t)column;
	const unsigned char mask = (unsigned char)(1u << (at % 8));
	const bool was = bits->bytes[at / 8] & mask;

	bits->bytes[at / 8] |= mask;
	return was;
}

static bool bits_get(const struct bits *bits, int64_t row, int64_t column)
{
	const size_t at = (size_t)row * bits->width + (size_t)column;

	return bits->bytes[at / 8] >> (at % 8) & 1;
}

struct answers {
	struct import_batch batch;
	struct import_codes rounds, people, competences;
	int64_t round_id;               /* the open round that the file is about */
	int64_t *competence_ids;        /* by place in competences */
	int64_t *assessments;           /* by place in people */
	char *states;                   /* by place in people: u, t or 0 */
	size_t *lines;                  /* by place in people: the first row */
	struct bits asked, required, answered;
};

/*
 * Both copies of what was submitted, the working copy of what was only begun. A competence with
 * several facets has one level in the file: it holds for each.
 */
static void store_answers(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (round_id INT PATH '$[0]',"
	    "   assessment_id INT PATH '$[1]', competence_id INT PATH '$[2]',"
	    "   submitted INT PATH '$[3]', level INT PATH '$[4]', leader_level INT PATH '$[5]',"
	    "   agreed_level INT PATH '$[6]', at DATETIME PATH '$[7]')) j"
	    "  STRAIGHT_JOIN round r ON r.id = j.round_id"
	    "  STRAIGHT_JOIN item i ON i.competence_id = j.competence_id AND i.survey_id = r.survey_id"
	    "  STRAIGHT_JOIN answer a ON a.round_id = j.round_id AND a.assessment_id = j.assessment_id"
	    "   AND a.item_id = i.id"
	    "   SET a.draft_level = j.level, a.draft_at = j.at, a.rev = a.rev + 1,"
	    "       a.self_level = IF(j.submitted, j.level, NULL),"
	    "       a.answered_at = IF(j.submitted, j.at, NULL),"
	    "       a.leader_level = j.leader_level, a.agreed_level = j.agreed_level", DB_ARGS(rows));
}

/*
 * What follows for the assessments: agreed when every answer is, reviewed when the leader has set a
 * level.
 */
static void settle(struct db *db, int64_t round_id)
{
	db_exec(db,
	    "UPDATE assessment s"
	    "  JOIN round r ON r.id = s.round_id"
	    "  JOIN (SELECT assessment_id, MIN(draft_at) AS first_at, MAX(answered_at) AS last_at,"
	    "               SUM(leader_level IS NOT NULL) AS led,"
	    "               SUM(agreed_level IS NOT NULL) AS agreed,"
	    "               SUM(draft_level IS NOT NULL) AS answered"
	    "          FROM answer WHERE round_id = ? AND draft_at IS NOT NULL"
	    "         GROUP BY assessment_id) a"
	    "    ON a.assessment_id = s.id"
	    "   SET s.started_at = a.first_at, s.submitted_at = a.last_at,"
	    "       s.notice_version = r.notice_version,"
	    "       s.state = CASE WHEN a.last_at IS NULL THEN 'assigned'"
	    "                      WHEN a.agreed = a.answered THEN 'agreed'"
	    "                      WHEN a.led > 0 THEN 'reviewed' ELSE 'submitted' END,"
	    "       s.rev = s.rev + 1"
	    " WHERE s.round_id = ? AND s.state = 'assigned'",
	    DB_ARGS(db_int(round_id), db_int(round_id)));
}

static bool take_asked(const struct db_rows *row, void *context)
{
	struct answers *to = context;
	const int64_t person = import_codes_find(&to->people, db_at_text(row, 0));
	const int64_t competence = import_codes_find(&to->competences, db_at_text(row, 1));

	if (person && competence)
		bits_set(&to->asked, person - 1, competence - 1);
	if (person && competence && db_at_int(row, 2))
		bits_set(&to->required, person - 1, competence - 1);
	return true;
}

static void read_people(struct import *in, struct answers *to)
{
	struct db_rows *rows = db_query(in->db,
	    "SELECT p.employee_no, a.id FROM assessment a JOIN person p ON p.id = a.person_id"
	    " WHERE a.round_id = ? AND a.state = 'assigned' AND a.started_at IS NULL",
	    DB_ARGS(db_int(to->round_id)));

	to->assessments = arena_alloc((db_count(rows) + 1) * sizeof *to->assessments);
	to->states = arena_alloc(db_count(rows) + 1);
	to->lines = arena_alloc((db_count(rows) + 1) * sizeof *to->lines);
	for (size_t i = 0; db_next(rows); i++) {
		import_codes_add(&to->people, db_at_text(rows, 0), NULL);
		to->assessments[i] = db_at_int(rows, 1);
	}
}

static void read_competences(struct import *in, struct answers *to)
{
	struct db_rows *rows = db_query(in->db, "SELECT code, id FROM competence ORDER BY id",
	    DB_ARGS());

	to->competence_ids = arena_alloc((db_count(rows) + 1) * sizeof *to->competence_ids);
	for (size_t i = 0; db_next(rows); i++) {
		import_codes_add(&to->competences, db_at_text(rows, 0), NULL);
		to->competence_ids[i] = db_at_int(rows, 1);
	}
}

/* The round of the first row is that of all; what was asked in it is read once. */
static bool find_round(struct import_row *row, struct answers *to)
{
	const char *code = import_code(row, "round_code", 40);

	if (!code)
		return false;
	if (to->rounds.count > 0) {
		if (strcmp(to->rounds.codes[0].code, code) != 0)
			import_row_fault(row, "round_code", _("A file holds the answers of one round."));
		return to->round_id > 0;
	}
	import_codes_add(&to->rounds, code, NULL);
	struct db_rows *round = db_query(row->in->db,
	    "SELECT id FROM round WHERE code = ? AND state = 'open'", DB_ARGS(db_text(code)));

	if (!db_next(round)) {
		import_row_fault(row, "round_code", _("There is no open round with this code."));
		return false;
	}
	to->round_id = db_col_int(round, "id");
	read_people(row->in, to);
	read_competences(row->in, to);
	to->asked = bits_make(to->people.count, to->competences.count);
	to->required = bits_make(to->people.count, to->competences.count);
	to->answered = bits_make(to->people.count, to->competences.count);
	db_each(row->in->db,
	    "SELECT p.employee_no, c.code, n.required FROM answer n"
	    "  JOIN assessment a ON a.id = n.assessment_id JOIN person p ON p.id = a.person_id"
	    "  JOIN item i ON i.id = n.item_id JOIN competence c ON c.id = i.competence_id"
	    " WHERE n.round_id = ?",
	    DB_ARGS(db_int(to->round_id)), take_asked, to);
	return true;
}

/* A working hour of the day, a minute on for each answer, never later than now. */
static const char *moment(const char *day, const struct import_row *row, int64_t person)
{
	const char *at = arena_printf("%s %02d:%02d:%02d", day, 7 + (int)(person % 7),
	    (int)(row->line % 60), (int)(person % 60));

	return strcmp(at, clock_now()) > 0 ? clock_now() : at;
}

static void check_row(struct import_row *row, struct answers *to, int64_t person,
    int64_t competence, const char *state)
{
	if (person && state && to->states[person - 1] && to->states[person - 1] != state[1])
		import_row_fault(row, "state", _("An earlier row of this person has another state."));
	else if (person && state)
		to->states[person - 1] = state[1];
	if (person && to->lines[person - 1] == 0)
		to->lines[person - 1] = row->line;
	if (!person || !competence)
		return;
	if (!bits_get(&to->asked, person - 1, competence - 1))
		import_row_fault(row, "competence_code",
		    _("This person is not asked about this in the round."));
	if (bits_set(&to->answered, person - 1, competence - 1))
		import_row_fault(row, "competence_code", _("The answer stands in an earlier row too."));
}

static void take_answer(struct import_row *row)
{
	struct answers *to = row->context;

	if (!find_round(row, to))
		return;
	const int64_t person = import_known(row, "employee_no", &to->people);
	const int64_t competence = import_known(row, "competence_code", &to->competences);
	const char *state = import_choice(row, "state", states);
	const bool submitted = state && strcmp(state, "submitted") == 0;
	const int64_t level = import_number(row, "self_level", 0, 4);
	const char *day = import_past_day(row, "answered_on");
	int64_t led, agreed;
	const bool has_led = import_optional_number(row, "leader_level", 0, 4, &led);
	const bool has_agreed = import_optional_number(row, "agreed_level", 0, 4, &agreed);

	check_row(row, to, person, competence, state);
	if (!submitted && (has_led || has_agreed))
		import_row_fault(row, "leader_level", _("A leader sees nothing before it is submitted."));
	if (!person || !competence || !day)
		return;
	import_batch_add(&to->batch, DB_ARGS(db_int(to->round_id), db_int(to->assessments[person - 1]),
	    db_int(to->competence_ids[competence - 1]), db_bool(submitted), db_int(level),
	    db_int_or_null(led, has_led), db_int_or_null(agreed, has_agreed),
	    db_text(moment(day, row, person))));
}

/* As what is submitted here, what is imported as submitted lacks nothing that is required. */
static void check_complete(struct import *in, const struct answers *to)
{
	for (size_t person = 0; person < to->people.count; person++) {
		const char *missing = "";

		for (size_t c = 0; to->states[person] == 'u' && c < to->competences.count; c++)
			if (bits_get(&to->required, (int64_t)person, (int64_t)c) &&
			    !bits_get(&to->answered, (int64_t)person, (int64_t)c))
				missing = arena_printf("%s%s%s", missing, *missing ? ", " : "",
				    to->competences.codes[c].code);
		if (*missing)
			import_run_fault(in, "assessments.csv", to->lines[person], "state",
			    arena_printf(_("It cannot be submitted without an answer to: %s."), missing));
	}
}

const struct import_fault *import_answers(struct db *db, const char *folder)
{
	struct answers to = { 0 };
	struct import in;

	import_run_begin(&in, db);
	in.folder = folder;
	import_batch_open(&in, &to.batch, store_answers);
	import_file_read(&in, "assessments.csv",
	    "round_code employee_no state competence_code self_level leader_level agreed_level"
	    " answered_on", take_answer, &to);
	if (!in.faults)
		check_complete(&in, &to);
	import_batches_end(&in);
	if (in.faults || to.round_id == 0)
		return in.faults;
	settle(db, to.round_id);
	audit_add(db, NULL, "import.answers", to.round_id, 0, "assessments.csv");
	return NULL;
}
