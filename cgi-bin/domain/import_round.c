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
	    "INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, consulted_on, basis,"
	    "   law, retention_months, dpia, confidential, comments, notice_version)"
	    " SELECT j.*, 1 FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(40) PATH '$[1]', survey_id INT PATH '$[2]',"
	    "   state VARCHAR(20) PATH '$[3]', opens_at DATETIME PATH '$[4]',"
	    "   closes_at DATETIME PATH '$[5]', consulted_on DATE PATH '$[6]',"
	    "   basis VARCHAR(20) PATH '$[7]', law VARCHAR(300) PATH '$[8]',"
	    "   retention_months INT PATH '$[9]', dpia VARCHAR(200) PATH '$[10]',"
	    "   confidential INT PATH '$[11]', comments INT PATH '$[12]')) j", DB_ARGS(rows));
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

static void store_recipients(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "UPDATE round_text t JOIN JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', text VARCHAR(1000) PATH '$[2]')) j"
	    "    ON j.id = t.round_id AND j.language = t.language"
	    "   SET t.recipients = j.text", DB_ARGS(rows));
}

struct rounds {
	struct import_batch rounds, texts, recipients, notices;
	struct import_codes codes;
};

/* The letters of GDPR article 6 (1), as "c e"; the column may be missing. */
static const char *basis_of(struct import_row *row)
{
	const char *letters = import_cell(row, "basis");
	const char *set = "";

	for (; letters && *letters; letters++) {
		if (*letters == ' ')
			continue;
		if (!strchr("abce", *letters))
			import_row_fault(row, "basis", _("Letters of GDPR article 6 no. 1: a, b, c or e."));
		set = arena_printf("%s%s%c", set, *set ? "," : "", *letters);
	}
	return set;
}

/* What a round has beside its survey, days and texts; all of it may be missing. */
static void take_terms(struct import_row *row, struct import_batch *to, const struct db_arg *core)
{
	const char *basis = basis_of(row), *law = import_optional_text(row, "law", 300);
	const char *dpia = import_optional_text(row, "dpia", 200);
	int64_t months, confidential, comments;

	if (!import_optional_number(row, "retention_months", 1, 24, &months))
		months = 24;
	if (!import_optional_number(row, "comments", 0, 1, &comments))
		comments = 1;
	import_optional_number(row, "confidential", 0, 1, &confidential);
	import_batch_add(to,
	    DB_ARGS(core[0], core[1], core[2], core[3], core[4], core[5], core[6], db_text(basis),
	        db_text(law), db_int(months), db_text(dpia), db_int(confidential), db_int(comments)));
}

/*
 * Days of Oslo: from the start of the first to the end of the last. One not consulted is a draft.
 */
static void take_round(struct import_row *row)
{
	struct rounds *to = row->context;
	const int64_t id = import_new(row, "round_code", &to->codes, 40, NULL);
	const char *opens = import_day(row, "opens_on"), *closes = import_day(row, "closes_on");
	const char *consulted = import_optional_past_day(row, "consulted_on");
	const char *survey = import_text(row, "survey_code", 40);
	static const struct import_words words[] = {
		{ "name", 200 }, { "purpose", 1000 }, { NULL, 0 },
	};
	const cJSON *text;

	import_days_follow(row, "opens_on", opens, "closes_on", closes);
	import_days_follow(row, "consulted_on", consulted, "opens_on", opens);
	if (survey && row->in->survey_code && strcmp(survey, row->in->survey_code) != 0)
		import_row_fault(row, "survey_code", arena_printf(_("\"%s\" is unknown."), survey));
	take_terms(row, &to->rounds,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "round_code")), db_int(row->in->survey_id),
	    db_text(consulted ? "ready" : "draft"), db_text(opens ? clock_day_start(opens) : NULL),
	    db_text(closes ? clock_day_end(closes) : NULL), db_text(consulted)));
	import_texts(row, &to->texts, DB_ARGS(db_int(id)), words);
	for (const char *const *language = import_languages; *language; language++) {
		const char *column = arena_printf("recipients_%s", *language);
		const char *seen = import_optional_text(row, column, 1000);

		if (seen)
			import_batch_add(&to->recipients, DB_ARGS(db_int(id), db_text(*language),
			    db_text(seen)));
	}
	cJSON_ArrayForEach(text, row->in->notice)
		import_batch_add(&to->notices, DB_ARGS(db_int(id), db_int(1), db_text(text->string),
		    db_text(text->valuestring)));
}

void import_rounds(struct import *in)
{
	struct rounds to = { 0 };

	import_batch_open(in, &to.rounds, store_rounds);
	import_batch_open(in, &to.texts, store_round_texts);
	import_batch_open(in, &to.recipients, store_recipients);
	import_batch_open(in, &to.notices, store_notices);
	import_file_read(in, "rounds.csv",
	    "round_code name_nb survey_code opens_on closes_on consulted_on purpose_nb", take_round,
	    &to);
	import_batches_end(in);
	import_consultations(in, &to.codes);
}
