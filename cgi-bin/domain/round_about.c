/* What a round is: its fields, and storing them. */
#include "round_about.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "catalogue_change.h"
#include "catalogue_value.h"
#include "choice.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "round.h"

/* Fields -------------------------------------------------------------------- */

static const char *const bases[] = { "c", "e", "b", "a", NULL };

const char *round_basis_text(const char *letter)
{
	static const struct i18n_word words[] = {
		{ "c", N_("a duty that the law lays on the municipality (letter c)") },
		{ "e", N_("a task in the public interest (letter e)") },
		{ "b", N_("the employment contract (letter b)") },
		{ "a", N_("consent (letter a; discouraged: an employee is seldom free to say no)") },
		{ NULL, NULL },
	};

	return i18n_word(words, letter);
}

/* One field for each language, the first of them needed where need is true. */
#define IN_LANGUAGES(field, in_nb, in_nn, in_en, kind, need, length) \
	{ .name = field "_nb", .label = in_nb, .type = kind, .needed = need, .most = length }, \
	{ .name = field "_nn", .label = in_nn, .type = kind, .most = length }, \
	{ .name = field "_en", .label = in_en, .type = kind, .most = length }

static const struct catalogue_field what_fields[] = {
	{ .name = "code", .label = N_("Code"), .type = CATALOGUE_CODE, .needed = true, .fixed = true,
	  .most = 40,
	  .help = N_("Short, as R2027. It stands in the names of files and never changes.") },
	{ .name = "survey", .label = N_("Survey"), .type = CATALOGUE_CHOICE, .needed = true,
	  .most = 60, .source = CATALOGUE_SURVEYS },
	IN_LANGUAGES("title", N_("Title in bokmål"), N_("Title in nynorsk"), N_("Title in English"),
	    CATALOGUE_TEXT, true, 200),
	{ 0 }
};

static const struct catalogue_field when_fields[] = {
	{ .name = "opens_on", .label = N_("Opens on"), .type = CATALOGUE_DAY, .needed = true,
	  .help = N_("A round that is ready opens by itself at midnight before this day.") },
	{ .name = "closes_on", .label = N_("Closes after"), .type = CATALOGUE_DAY, .needed = true,
	  .help = N_("The last day on which people can answer.") },
	{ 0 }
};

static const struct catalogue_field why_fields[] = {
	IN_LANGUAGES("purpose", N_("Purpose in bokmål"), N_("Purpose in nynorsk"),
	    N_("Purpose in English"), CATALOGUE_LONG, true, 1000),
	{ .name = "basis", .label = N_("Legal basis (GDPR article 6 no. 1)"), .type = CATALOGUE_MANY,
	  .needed = true, .choices = bases, .word = round_basis_text,
	  .help = N_("Legitimate interest is not open to a municipality that does its tasks.") },
	{ .name = "law", .label = N_("The acts and sections behind it"), .type = CATALOGUE_TEXT,
	  .most = 300, .help = N_("As cited. Needed for a duty and for a task (letters c and e).") },
	{ .name = "retention_months", .label = N_("Answers are kept for so many months"),
	  .type = CATALOGUE_NUMBER, .needed = true, .least = 1, .most = 24,
	  .help = N_("From closing on, 24 at most.") },
	{ 0 }
};

static const struct catalogue_field dpia_fields[] = {
	{ .name = "dpia", .label = N_("Where the assessment is filed"), .type = CATALOGUE_TEXT,
	  .most = 200, .help = N_("The reference in your archive. A round in which persons are seen"
	    " needs it before it opens.") },
	{ 0 }
};

static const struct catalogue_field who_fields[] = {
	{ .name = "confidential", .label = N_("Confidential: nobody sees a person's answers"),
	  .type = CATALOGUE_FLAG },
	{ .name = "comments", .label = N_("People may write a comment to each answer"),
	  .type = CATALOGUE_FLAG },
	IN_LANGUAGES("recipients", N_("Who sees what, in bokmål"), N_("Who sees what, in nynorsk"),
	    N_("Who sees what, in English"), CATALOGUE_LONG, false, 1000),
	{ 0 }
};

static const struct catalogue_field notice_fields[] = {
	IN_LANGUAGES("notice", N_("Notice in bokmål"), N_("Notice in nynorsk"),
	    N_("Notice in English"), CATALOGUE_LONG, false, 4000),
	{ 0 }
};

/* Checks -------------------------------------------------------------------- */

static int64_t find_code(struct db *db, const struct cJSON *object)
{
	struct db_rows *rows = db_query(db, "SELECT id FROM round WHERE code = ?",
	    DB_ARGS(db_text(json_get_text(object, "code"))));

	return db_next(rows) ? db_col_int(rows, "id") : 0;
}

static int64_t find_none(struct db *db, const struct cJSON *object)
{
	(void)db;
	(void)object;
	return 0;
}

static void check_when(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults)
{
	const char *opens = json_get_text(object, "opens_on");
	const char *closes = json_get_text(object, "closes_on");

	(void)db;
	(void)id;
	if (strcmp(closes, opens) < 0)
		catalogue_value_fault(faults, "closes_on", _("The last day must not be before the first."));
	if (strcmp(closes, clock_today()) < 0)
		catalogue_value_fault(faults, "closes_on", _("The last day must not be past."));
}

static void check_why(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults)
{
	const cJSON *basis;

	(void)db;
	(void)id;
	cJSON_ArrayForEach(basis, json_get(object, "basis"))
		if (strpbrk(basis->valuestring, "ce") && !json_get_text(object, "law"))
			catalogue_value_fault(faults, "law",
			    _("A duty or a task needs the act that gives it."));
}

#define KIND(fields_, find_, check_) \
	{ .name = "round", .plural = "rounds", .fields = fields_, .find = find_, .check = check_ }

const struct round_part round_parts[] = {
	{ N_("The round"), NULL, KIND(what_fields, find_code, NULL), { "draft" } },
	{ N_("Days"), NULL, KIND(when_fields, find_none, check_when), { "draft", "ready" } },
	{ N_("What it is for"), N_("Employees read this before the first question."),
	  KIND(why_fields, find_none, check_why), { "draft" } },
	{ N_("Data protection impact assessment (DPIA)"), NULL, KIND(dpia_fields, find_none, NULL),
	  { "draft", "ready" } },
	{ N_("Who sees what"), N_("What you leave empty is written for you when you save."),
	  KIND(who_fields, find_none, NULL), { "draft" } },
	{ N_("Notice to employees"),
	  N_("What you leave empty is written from the fields above when you save, in each language"
	     " that has a purpose. Read it, and change what does not fit."),
	  KIND(notice_fields, find_none, NULL), { "draft", "ready", "open" } },
	{ 0 }
};

bool round_about_may(const struct round_part *part, const char *state)
{
	return choice_has(part->states, state);
}

/* Reading ------------------------------------------------------------------- */

static cJSON *letters_of(const char *set)
{
	cJSON *list = cJSON_CreateArray();

	for (const char *const *letter = bases; *letter; letter++)
		if (strstr(set, *letter))
			cJSON_AddItemToArray(list, cJSON_CreateStringReference(*letter));
	return list;
}

static struct db_rows *texts_of(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT l.code, t.title, t.purpose, t.recipients, n.text AS notice"
	    "  FROM round r"
	    "  JOIN (SELECT 'nb' AS code UNION SELECT 'nn' UNION SELECT 'en') l"
	    "  LEFT JOIN round_text t ON t.round_id = r.id AND t.language = l.code"
	    "  LEFT JOIN round_notice n ON n.round_id = r.id AND n.version = r.notice_version"
	    "   AND n.language = l.code"
	    " WHERE r.id = ?", DB_ARGS(db_int(id)));
}

struct cJSON *round_about_read(struct db *db, int64_t id)
{
	static const char *const names[] = { "title", "purpose", "recipients", "notice" };
	struct db_rows *row = db_query(db,
	    "SELECT r.code, CONCAT(s.code, '/', s.version) AS survey, r.retention_months, r.law,"
	    "       r.dpia, r.confidential, r.comments, r.basis, r.opens_at, r.closes_at"
	    "  FROM round r JOIN survey s ON s.id = r.survey_id WHERE r.id = ?", DB_ARGS(db_int(id)));

	if (!db_next(row))
		return NULL;
	cJSON *object = db_row_json(row);

	cJSON_ReplaceItemInObjectCaseSensitive(object, "basis",
	    letters_of(db_col_text(row, "basis")));
	cJSON_DeleteItemFromObjectCaseSensitive(object, "opens_at");
	cJSON_DeleteItemFromObjectCaseSensitive(object, "closes_at");
	json_set_text(object, "opens_on", arena_text(clock_oslo(db_col_text(row, "opens_at")), 10));
	json_set_text(object, "closes_on", round_last_day(db_col_text(row, "closes_at")));
	for (struct db_rows *texts = texts_of(db, id); db_next(texts);)
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			json_set_text(object, arena_printf("%s_%s", names[i], db_col_text(texts, "code")),
			    db_col_text(texts, names[i]));
	return object;
}

struct cJSON *round_about_fresh(void)
{
	cJSON *object = cJSON_CreateObject();

	json_set_int(object, "retention_months", 24);
	json_set_bool(object, "comments", true);
	return object;
}

/* Storing ------------------------------------------------------------------- */

static const char *text_of(const struct cJSON *object, const char *field, const char *language)
{
	return json_get_text(object, arena_printf("%s_%s", field, language));
}

static void store_texts(struct db *db, int64_t id, const struct cJSON *object)
{
	for (const char *const *code = catalogue_languages; *code; code++) {
		const char *title = text_of(object, "title", *code);
		const char *purpose = text_of(object, "purpose", *code);

		if (title || purpose)
			db_exec(db,
			    "INSERT INTO round_text (round_id, language, title, purpose, recipients)"
			    " VALUES (?, ?, ?, ?, ?)"
			    " ON DUPLICATE KEY UPDATE title = VALUES(title), purpose = VALUES(purpose),"
			    "  recipients = VALUES(recipients)",
			    DB_ARGS(db_int(id), db_text(*code),
			        db_text(title ? title : text_of(object, "title", "nb")),
			        db_text(purpose ? purpose : text_of(object, "purpose", "nb")),
			        db_text(text_of(object, "recipients", *code))));
		else
			db_exec(db, "DELETE FROM round_text WHERE round_id = ? AND language = ?",
			    DB_ARGS(db_int(id), db_text(*code)));
	}
}

static void store_notice(struct db *db, int64_t id, const struct cJSON *object)
{
	db_exec(db, "UPDATE round SET notice_version = notice_version + 1 WHERE id = ?",
	    DB_ARGS(db_int(id)));
	for (const char *const *code = catalogue_languages; *code; code++)
		if (text_of(object, "notice", *code))
			db_exec(db,
			    "INSERT INTO round_notice (round_id, version, language, text)"
			    " SELECT id, notice_version, ?, ? FROM round WHERE id = ?",
			    DB_ARGS(db_text(*code), db_text(text_of(object, "notice", *code)),
			        db_int(id)));
}

static const char *set_of(const struct cJSON *letters)
{
	const cJSON *letter;
	const char *set = "";

	cJSON_ArrayForEach(letter, letters)
		set = arena_printf("%s%s%s", set, *set ? "," : "", letter->valuestring);
	return set;
}

static void store(struct db *db, int64_t id, const struct cJSON *object)
{
	db_exec(db,
	    "UPDATE round r JOIN survey s ON s.code = SUBSTRING_INDEX(?, '/', 1)"
	    "    AND s.version = SUBSTRING_INDEX(?, '/', -1)"
	    "   SET r.survey_id = s.id, r.opens_at = ?, r.closes_at = ?, r.basis = ?, r.law = ?,"
	    "       r.retention_months = ?, r.dpia = ?, r.confidential = ?, r.comments = ?,"
	    "       r.rev = r.rev + 1"
	    " WHERE r.id = ?",
	    DB_ARGS(db_text(json_get_text(object, "survey")), db_text(json_get_text(object, "survey")),
	        db_text(clock_day_start(json_get_text(object, "opens_on"))),
	        db_text(clock_day_end(json_get_text(object, "closes_on"))),
	        db_text(set_of(json_get(object, "basis"))), db_text(json_get_text(object, "law")),
	        db_int(json_get_int(object, "retention_months", 24)),
	        db_text(json_get_text(object, "dpia")),
	        db_bool(json_get_true(object, "confidential")),
	        db_bool(json_get_true(object, "comments")), db_int(id)));
	store_texts(db, id, object);
}

int64_t round_about_make(struct db *db, const struct user *user, const struct cJSON *object)
{
	db_exec(db,
	    "INSERT INTO round (code, survey_id, state, opens_at, closes_at, comments, notice_version)"
	    " SELECT ?, MIN(s.id), 'draft', ?, ?, 1, 0 FROM survey s",
	    DB_ARGS(db_text(json_get_text(object, "code")),
	        db_text(clock_day_start(json_get_text(object, "opens_on"))),
	        db_text(clock_day_end(json_get_text(object, "closes_on")))));
	const int64_t id = db_insert_id(db);

	store(db, id, object);
	store_notice(db, id, object);
	round_life_event(db, user, id, "make", NULL, json_get_text(object, "code"));
	return id;
}

static bool notice_differs(const struct cJSON *old, const struct cJSON *object)
{
	for (const char *const *code = catalogue_languages; *code; code++) {
		const char *name = arena_printf("notice_%s", *code);

		if (!cJSON_Compare(json_get(old, name), json_get(object, name), true))
			return true;
	}
	return false;
}

void round_about_save(struct db *db, const struct user *user, const struct round_now *now,
    const struct cJSON *old, const struct cJSON *object)
{
	const char *changed = catalogue_change_names(old, object);

	if (!*changed)
		return;
	store(db, now->id, object);
	if (notice_differs(old, object))
		store_notice(db, now->id, object);
	round_life_event(db, user, now->id, "change", NULL, changed);
}
