/* The survey's definition, and the rounds that ask it: ready to be opened. */
#include "import_parts.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "import_file.h"
#include "json.h"
#include "json_check.h"
#include "survey.h"

void import_round_survey(struct import *in)
{
	static const char file[] = "survey.json";
	const char *problem;
	size_t length;
	const char *bytes = import_file_bytes(in, file, &length);

	if (!bytes || in->faults)       /* competences would be unknown for want of a catalogue */
		return;
	const cJSON *definition = json_read(bytes, length, &problem);

	if (!definition) {
		import_run_fault(in, file, json_check_line(bytes, length), NULL,
		    arena_printf(_("This is not JSON: %s."), i18n_text(problem)));
		return;
	}
	const struct survey_fault *fault = survey_check(in->db, definition);

	for (; fault; fault = fault->next)
		import_run_fault(in, file, 0, fault->path, fault->message);
	if (in->faults)
		return;
	in->survey_code = json_get_text(definition, "code");
	in->survey_id = survey_store(in->db, definition);
	in->notice = json_get(definition, "notice");
}

static void store_rounds(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, consulted_on,"
	    "   comments, notice_version)"
	    " SELECT j.*, 1, 1 FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(40) PATH '$[1]', survey_id INT PATH '$[2]',"
	    "   state VARCHAR(20) PATH '$[3]', opens_at DATETIME PATH '$[4]',"
	    "   closes_at DATETIME PATH '$[5]', consulted_on DATE PATH '$[6]')) j", DB_ARGS(rows));
}

static void store_round_texts(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO round_text (round_id, language, title, purpose)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', title VARCHAR(200) PATH '$[2]',"
	    "   purpose VARCHAR(1000) PATH '$[3]')) j", DB_ARGS(rows));
}

static void store_notices(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO round_notice (round_id, version, language, text)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   version INT PATH '$[1]', language CHAR(2) PATH '$[2]',"
	    "   text VARCHAR(4000) PATH '$[3]')) j", DB_ARGS(rows));
}

struct rounds {
	struct import_batch rounds, texts, notices;
	struct import_codes codes;
};

/* Days of Oslo: from the start of the first to the end of the last. */
static void take_round(struct import_row *row)
{
	struct rounds *to = row->context;
	const int64_t id = import_new(row, "round_code", &to->codes, 40, NULL);
	const char *opens = import_day(row, "opens_on"), *closes = import_day(row, "closes_on");
	const char *consulted = import_past_day(row, "consulted_on");
	const char *survey = import_text(row, "survey_code", 40);
	static const struct import_words words[] = {
		{ "name", 200 }, { "purpose", 1000 }, { NULL, 0 },
	};
	const cJSON *text;

	import_days_follow(row, "opens_on", opens, "closes_on", closes);
	import_days_follow(row, "consulted_on", consulted, "opens_on", opens);
	if (survey && row->in->survey_code && strcmp(survey, row->in->survey_code) != 0)
		import_row_fault(row, "survey_code", arena_printf(_("\"%s\" is unknown."), survey));
	import_batch_add(&to->rounds,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "round_code")), db_int(row->in->survey_id),
	    db_text("ready"), db_text(opens ? clock_day_start(opens) : NULL),
	    db_text(closes ? clock_day_end(closes) : NULL), db_text(consulted)));
	import_texts(row, &to->texts, DB_ARGS(db_int(id)), words);
	cJSON_ArrayForEach(text, row->in->notice)
		import_batch_add(&to->notices, DB_ARGS(db_int(id), db_int(1), db_text(text->string),
		    db_text(text->valuestring)));
}

void import_rounds(struct import *in)
{
	struct rounds to = { 0 };

	import_batch_open(in, &to.rounds, store_rounds);
	import_batch_open(in, &to.texts, store_round_texts);
	import_batch_open(in, &to.notices, store_notices);
	import_file_read(in, "rounds.csv",
	    "round_code name_nb survey_code opens_on closes_on consulted_on purpose_nb", take_round,
	    &to);
	import_batches_end(in);
}
