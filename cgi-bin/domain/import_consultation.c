/* Consultations of imported rounds: before whom they were laid, what was said, how it ended. */
#include "import_parts.h"

#include <unistd.h>

#include "arena.h"
#include "clock.h"
#include "consultation.h"
#include "i18n.h"
#include "import_file.h"

static const char *const offices[] = {
	"tillitsvalgt", "hovedtillitsvalgt", "verneombud", "hovedverneombud", "amu_medlem", NULL,
};

static void store_consultations(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO consultation (id, round_id, laid_at, documents, answer_by, ended_at, ended,"
	    "   minutes, outcome, evaluation_on)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   round_id INT PATH '$[1]', laid_at DATETIME PATH '$[2]',"
	    "   documents VARCHAR(2000) PATH '$[3]', answer_by DATE PATH '$[4]',"
	    "   ended_at DATETIME PATH '$[5]', ended VARCHAR(20) PATH '$[6]',"
	    "   minutes VARCHAR(8000) PATH '$[7]', outcome VARCHAR(20) PATH '$[8]',"
	    "   evaluation_on DATE PATH '$[9]')) j", DB_ARGS(rows));
	db_exec(db,
	    "UPDATE round r JOIN consultation c ON c.round_id = r.id AND c.waits = 1"
	    "   SET r.state = 'consultation' WHERE r.state = 'draft'", DB_ARGS());
}

static void store_parties(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO consultation_party (id, consultation_id, office_id, name)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   consultation_id INT PATH '$[1]', office_id INT PATH '$[2]',"
	    "   name VARCHAR(200) PATH '$[3]')) j", DB_ARGS(rows));
}

static void store_statements(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO consultation_statement (party_id, stated_on, view, text, recorded_at)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (party_id INT PATH '$[0]',"
	    "   stated_on DATE PATH '$[1]', view VARCHAR(20) PATH '$[2]',"
	    "   text VARCHAR(4000) PATH '$[3]', recorded_at DATETIME PATH '$[4]')) j",
	    DB_ARGS(rows));
}

struct consultations {
	struct import_batch consultations, parties, statements;
	struct import_codes codes;
	const struct import_codes *rounds;
	int64_t party;
};

/* One that has ended has its minutes, outcome and day of evaluation. */
static void take_consultation(struct import_row *row)
{
	struct consultations *to = row->context;
	const int64_t round_id = import_known(row, "round_code", to->rounds);
	const int64_t id = import_new(row, "round_code", &to->codes, 40, NULL);
	const char *laid = import_past_day(row, "laid_on");
	const char *by = import_day(row, "answer_by");
	const char *ended = import_optional_past_day(row, "ended_on");
	const char *documents = import_text(row, "documents", 2000);
	const char *minutes = ended ? import_text(row, "minutes", 8000) : NULL;
	const char *outcome = ended ? import_choice(row, "outcome", consultation_outcomes) : NULL;
	const char *evaluation = ended ? import_day(row, "evaluation_on") : NULL;

	import_days_follow(row, "laid_on", laid, "answer_by", by);
	import_days_follow(row, "laid_on", laid, "ended_on", ended);
	import_batch_add(&to->consultations,
	    DB_ARGS(db_int(id), db_int(round_id), db_text(laid ? clock_day_start(laid) : NULL),
	        db_text(documents), db_text(by), db_text(ended ? clock_day_start(ended) : NULL),
	        db_text(ended ? "answered" : NULL), db_text(minutes), db_text(outcome),
	        db_text(evaluation)));
}

static int64_t office_of(struct import_row *row, int64_t person_id)
{
	const int64_t unit_id = import_known(row, "unit_code", &row->in->units);
	const char *kind = import_choice(row, "office", offices);

	if (row->in->faults || !kind)
		return 0;
	struct db_rows *office = db_query(row->in->db,
	    "SELECT id FROM office WHERE person_id = ? AND kind = ? AND unit_id = ?",
	    DB_ARGS(db_int(person_id), db_text(kind), db_int(unit_id)));

	if (!db_next(office)) {
		import_row_fault(row, "office", _("Nobody holds this office there."));
		return 0;
	}
	return db_col_int(office, "id");
}

/* A party is the holder of an office, or a body by its name; a view makes its statement. */
static void take_party(struct import_row *row)
{
	struct consultations *to = row->context;
	const int64_t id = ++to->party;
	const int64_t consultation = import_known(row, "round_code", &to->codes);
	const int64_t person = import_optional_known(row, "employee_no", &row->in->people);
	const int64_t office = person ? office_of(row, person) : 0;
	const char *name = person ? NULL : import_text(row, "name", 200);
	const char *view = import_optional_choice(row, "view", consultation_views);
	const char *on = view ? import_past_day(row, "stated_on") : NULL;
	const char *text = import_optional_text(row, "text", 4000);

	import_batch_add(&to->parties, DB_ARGS(db_int(id), db_int(consultation),
	    db_int_or_null(office, office != 0), db_text(name)));
	if (view)
		import_batch_add(&to->statements, DB_ARGS(db_int(id), db_text(on), db_text(view),
		    db_text(text), db_text(on ? clock_day_start(on) : NULL)));
}

void import_consultations(struct import *in, const struct import_codes *rounds)
{
	struct consultations to = { .rounds = rounds };

	if (access(arena_printf("%s/consultations.csv", in->folder), R_OK) != 0)
		return;
	import_batch_open(in, &to.consultations, store_consultations);
	import_batch_open(in, &to.parties, store_parties);
	import_batch_open(in, &to.statements, store_statements);
	import_file_read(in, "consultations.csv", "round_code laid_on answer_by documents ended_on"
	    " minutes outcome evaluation_on", take_consultation, &to);
	import_file_read(in, "consultation_parties.csv", "round_code employee_no office unit_code name"
	    " stated_on view text", take_party, &to);
	import_batches_end(in);
}
