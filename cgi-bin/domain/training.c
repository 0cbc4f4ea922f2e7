/* Training requests: what is asked for, the steps an employee takes, and the trail of all steps. */
#include "training.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"

const char *const training_forms[] = {
	"digital", "classroom", "practical", "on_the_job", "mentoring", "further_education", NULL,
};

/* Words ------------------------------------------------------------------- */

/* An icon is written as the build finds it: "icon:Name". */
struct word { const char *code, *text, *icon, *color; };

static const struct word states[] = {
	{ "draft", N_("Draft"), "icon:PencilLine", "neutral" },
	{ "submitted", N_("Waiting for an answer"), "icon:Hourglass", "info" },
	{ "returned", N_("Returned to the employee"), "icon:ArrowUndo", "warning" },
	{ "approved", N_("Approved"), "icon:CheckmarkCircleFill", "success" },
	{ "declined", N_("Declined"), "icon:XMarkOctagonFill", "danger" },
	{ "escalated", N_("With the next leader"), "icon:Hourglass", "info" },
	{ "booked", N_("Booked"), "icon:Calendar", "success" },
	{ "completed", N_("Completed"), "icon:CheckmarkCircleFill", "success" },
	{ "cancelled", N_("Cancelled"), "icon:CircleSlash", "neutral" },
	{ NULL, NULL, NULL, NULL },
};

static const struct word forms[] = {
	{ "digital", N_("Digital course"), NULL, NULL },
	{ "classroom", N_("Course in a room"), NULL, NULL },
	{ "practical", N_("Practical exercise"), NULL, NULL },
	{ "on_the_job", N_("Learning on the job"), NULL, NULL },
	{ "mentoring", N_("Mentoring"), NULL, NULL },
	{ "further_education", N_("Further education"), NULL, NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct word *word_of(const struct word *words, const char *code)
{
	while (words->code && strcmp(words->code, code) != 0)
		words++;
	return words;
}

const char *training_state_text(const char *state)
{
	const struct word *word = word_of(states, state);

	return word->code ? i18n_text(word->text) : state;
}

const char *training_own_state_text(const char *state)
{
	return strcmp(state, "returned") == 0 ? _("Returned to you") : training_state_text(state);
}

const char *training_form_text(const char *form)
{
	const struct word *word = word_of(forms, form);

	return word->code ? i18n_text(word->text) : form;
}

const char *training_state_icon(const char *state)
{
	const struct word *word = word_of(states, state);

	return word->code ? word->icon + sizeof "icon:" - 1 : "Circle";
}

const char *training_state_color(const char *state)
{
	const struct word *word = word_of(states, state);

	return word->code ? word->color : "neutral";
}

/* Reading ----------------------------------------------------------------- */

/* What the employee sees of a request q: what is written in it and not yet sent, d, goes first. */
#define OWN(column) "IF(d.request_id IS NULL, q." column ", d." column ") AS "
#define REQUEST_COLUMNS \
	"q.id, " OWN("offering_id") "offering, " OWN("title") "title, " OWN("form") "form, " \
	OWN("reason") "reason, " OWN("starts_on") "starts_on, " OWN("ends_on") "ends_on, " \
	OWN("hours") "hours, " OWN("price") "price, " OWN("substitute_hours") "substitute_hours, " \
	OWN("study_leave_days") "study_leave_days, q.state, q.submitted_at, q.rev"
#define REQUESTS \
	" FROM training_request q LEFT JOIN training_draft d ON d.request_id = q.id"

static cJSON *history(struct db *db, const struct user *user, int64_t request_id)
{
	return db_rows_json(db_query(db,
	    TRAINING_HISTORY
	    " WHERE q.id = ? AND q.person_id = ? ORDER BY e.id",
	    DB_ARGS(db_int(request_id), db_int(user->id))));
}

static cJSON *competences(struct db *db, const struct user *user, int64_t request_id)
{
	const struct db_arg id = db_int(request_id);

	return db_rows_json(db_query(db,
	    "SELECT c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language"
	    "  FROM training_request q"
	    "  JOIN (SELECT request_id, competence_id FROM training_draft_competence"
	    "         WHERE request_id = ?"
	    "        UNION ALL"
	    "        SELECT request_id, competence_id FROM training_request_competence"
	    "         WHERE request_id = ?"
	    "           AND NOT EXISTS (SELECT 1 FROM training_draft WHERE request_id = ?)) k"
	    "    ON k.request_id = q.id"
	    "  JOIN competence c ON c.id = k.competence_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE q.id = ? AND q.person_id = ?"
	    " ORDER BY c.position",
	    DB_ARGS(id, id, id, db_text(user->language), id, db_int(user->id))));
}

struct cJSON *training_own(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT " REQUEST_COLUMNS REQUESTS
	    " WHERE q.person_id = ?"
	    " ORDER BY FIELD(q.state, 'returned', 'draft', 'escalated', 'submitted', 'booked',"
	    " 'approved', 'declined', 'completed', 'cancelled'), q.id DESC",
	    DB_ARGS(db_int(user->id))));
}

struct cJSON *training_show(struct db *db, const struct user *user, int64_t id)
{
	const struct db_arg today = db_text(clock_today());
	struct db_rows *rows = db_query(db,
	    "SELECT " REQUEST_COLUMNS ", COALESCE(own.name, nb.name) AS unit, o.provider"
	    REQUESTS
	    "  JOIN unit u ON u.id = " TRAINING_UNIT
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    "  LEFT JOIN offering o"
	    "    ON o.id = IF(d.request_id IS NULL, q.offering_id, d.offering_id)"
	    " WHERE q.id = ? AND q.person_id = ?",
	    DB_ARGS(today, today, db_text(user->language), db_int(id), db_int(user->id)));

	if (!db_next(rows))
		return NULL;
	cJSON *request = db_row_json(rows);

	json_set(request, "competences", competences(db, user, id));
	json_set(request, "history", history(db, user, id));
	return request;
}

static const char *codes_json(const struct training_wish *wish)
{
	cJSON *codes = cJSON_CreateArray();

	for (const char *const *code = wish->competences; code && *code; code++)
		cJSON_AddItemToArray(codes, cJSON_CreateStringReference(*code));
	return json_text(codes);
}

const char *training_unknown(struct db *db, const struct user *user, int64_t id,
    const struct training_wish *wish)
{
	struct db_rows *rows = db_query(db,
	    "SELECT (SELECT COUNT(*) FROM offering o"
	    "         WHERE o.id = ? AND (o.valid_to IS NULL OR o.valid_to >= ?"
	    "            OR EXISTS (SELECT 1 FROM training_request q"
	    "                 WHERE q.id = ? AND q.person_id = ? AND q.offering_id = o.id"
	    "                   AND q.state = 'returned'))) AS offerings,"
	    "       (SELECT COUNT(*) FROM JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(200) PATH '$')) j"
	    "          LEFT JOIN competence c ON c.code = j.code WHERE c.id IS NULL) AS strangers",
	    DB_ARGS(db_int(wish->offering), db_text(clock_today()), db_int(id), db_int(user->id),
	        db_text(codes_json(wish))));

	db_next(rows);
	if (wish->offering && db_col_int(rows, "offerings") == 0)
		return "offering";
	return db_col_int(rows, "strangers") > 0 ? "competences" : NULL;
}

/* Changing ---------------------------------------------------------------- */

void training_event_add(struct db *db, const struct user *actor, int64_t request_id,
    int64_t deputy_for, const char *state, const char *reason)
{
	db_exec(db,
	    "INSERT INTO training_event (request_id, at, actor_id, deputy_for_id, state, reason)"
	    " VALUES (?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_int(request_id), db_text(clock_now()), db_int(actor->id),
	        db_int_or_null(deputy_for, deputy_for != 0), db_text(state),
	        db_text(reason && *reason ? reason : NULL)));
}

/* What is not said is taken from the offering. */
static struct training_wish completed(struct db *db, const struct user *user,
    const struct training_wish *wish)
{
	struct training_wish whole = *wish;

	if (!wish->offering)
		return whole;
	struct db_rows *rows = db_query(db,
	    "SELECT o.form, CAST(o.hours AS CHAR) AS hours, CAST(o.price AS CHAR) AS price,"
	    "       COALESCE(own.title, nb.title, o.code) AS title"
	    "  FROM offering o"
	    "  LEFT JOIN offering_text own ON own.offering_id = o.id AND own.language = ?"
	    "  LEFT JOIN offering_text nb ON nb.offering_id = o.id AND nb.language = 'nb'"
	    " WHERE o.id = ?",
	    DB_ARGS(db_text(user->language), db_int(wish->offering)));

	if (!db_next(rows))
		return whole;
	if (!whole.title || !*whole.title)
		whole.title = db_col_text(rows, "title");
	whole.form = whole.form ? whole.form : db_col_text(rows, "form");
	whole.hours = whole.hours ? whole.hours : db_col_text(rows, "hours");
	whole.price = whole.price ? whole.price : db_col_text(rows, "price");
	return whole;
}

/* The competences asked for, or those of the offering when none is named. */
static void write_competences(struct db *db, int64_t id, const struct training_wish *wish)
{
	const bool named = wish->competences && *wish->competences;

	if (named)
		db_exec(db,
		    "INSERT INTO training_draft_competence (request_id, competence_id)"
		    " SELECT DISTINCT ?, c.id"
		    "   FROM JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(200) PATH '$')) j"
		    "   JOIN competence c ON c.code = j.code",
		    DB_ARGS(db_int(id), db_text(codes_json(wish))));
	else if (wish->offering)
		db_exec(db,
		    "INSERT INTO training_draft_competence (request_id, competence_id)"
		    " SELECT ?, competence_id FROM offering_competence WHERE offering_id = ?",
		    DB_ARGS(db_int(id), db_int(wish->offering)));
}

/* Forgets what was written and not sent; its competences go with it. */
static void drop_draft(struct db *db, int64_t id)
{
	db_exec(db, "DELETE FROM training_draft WHERE request_id = ?", DB_ARGS(db_int(id)));
}

static void write_draft(struct db *db, const struct user *user, int64_t id,
    const struct training_wish *wish)
{
	const struct training_wish w = completed(db, user, wish);

	drop_draft(db, id);
	db_exec(db,
	    "INSERT INTO training_draft (request_id, offering_id, title, form, reason, starts_on,"
	    "       ends_on, hours, price, substitute_hours, study_leave_days)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_int(id), db_int_or_null(w.offering, w.offering != 0), db_text(w.title),
	        db_text(w.form), db_text(w.reason && *w.reason ? w.reason : NULL), db_text(w.starts_on),
	        db_text(w.ends_on), db_text(w.hours), db_text(w.price), db_text(w.substitute_hours),
	        db_text(w.study_leave_days)));
	write_competences(db, id, &w);
}

/*
 * Takes what was written into the request, but for one that is returned: the leader reads that,
 * and reads only what was submitted.
 */
static void settle_draft(struct db *db, int64_t id)
{
	const int64_t taken = db_exec(db,
	    "UPDATE training_request t JOIN training_draft d ON d.request_id = t.id"
	    "   SET t.offering_id = d.offering_id, t.title = d.title, t.form = d.form,"
	    "       t.reason = d.reason, t.starts_on = d.starts_on, t.ends_on = d.ends_on,"
	    "       t.hours = d.hours, t.price = d.price, t.substitute_hours = d.substitute_hours,"
	    "       t.study_leave_days = d.study_leave_days"
	    " WHERE t.id = ? AND t.state <> 'returned'", DB_ARGS(db_int(id)));

	if (!taken)
		return;
	db_exec(db, "DELETE FROM training_request_competence WHERE request_id = ?",
	    DB_ARGS(db_int(id)));
	db_exec(db,
	    "INSERT INTO training_request_competence (request_id, competence_id)"
	    " SELECT request_id, competence_id FROM training_draft_competence WHERE request_id = ?",
	    DB_ARGS(db_int(id)));
	drop_draft(db, id);
}

int64_t training_create(struct db *db, const struct user *user, const struct training_wish *wish,
    bool is_submitted)
{
	const struct db_arg today = db_text(clock_today());
	const char *state = is_submitted ? "submitted" : "draft";

	db_exec(db,
	    "INSERT INTO training_request (person_id, unit_id, title, form, state, submitted_at)"
	    " SELECT p.person_id, p.unit_id, '', 'digital', ?, ?"
	    "   FROM position p"
	    "  WHERE p.person_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)"
	    "  ORDER BY p.is_main DESC, p.percent DESC, p.id LIMIT 1",
	    DB_ARGS(db_text(state), db_text(is_submitted ? clock_now() : NULL), db_int(user->id), today,
	        today));
	const int64_t id = db_insert_id(db);

	write_draft(db, user, id, wish);
	settle_draft(db, id);
	training_event_add(db, user, id, 0, state, NULL);
	audit_add(db, user, "training.create", id, user->id, state);
	return id;
}

/* Why a step found no row. */
static enum training_step refusal(struct db *db, const struct user *user, int64_t id, int64_t rev)
{
	struct db_rows *rows = db_query(db,
	    "SELECT rev FROM training_request WHERE id = ? AND person_id = ? FOR UPDATE",
	    DB_ARGS(db_int(id), db_int(user->id)));

	if (!db_next(rows))
		return TRAINING_NOT_FOUND;
	return rev >= 0 && rev != db_col_int(rows, "rev") ? TRAINING_STALE : TRAINING_STATE;
}

/* In a statement: whether what draft q asks for can be asked for no more. Binds today. */
#define HAS_ENDED \
	"(q.state = 'draft' AND EXISTS" \
	" (SELECT 1 FROM offering o WHERE o.id = q.offering_id AND o.valid_to < ?))"

static bool is_over(struct db *db, const struct user *user, int64_t id)
{
	return db_next(db_query(db,
	    "SELECT q.id FROM training_request q WHERE q.id = ? AND q.person_id = ? AND " HAS_ENDED,
	    DB_ARGS(db_int(id), db_int(user->id), db_text(clock_today()))));
}

enum training_step training_save(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const struct training_wish *wish)
{
	const int64_t saved = db_exec(db,
	    "UPDATE training_request SET rev = rev + 1"
	    " WHERE id = ? AND person_id = ? AND state IN ('draft', 'returned') AND (? < 0 OR rev = ?)",
	    DB_ARGS(db_int(id), db_int(user->id), db_int(rev), db_int(rev)));

	if (!saved)
		return refusal(db, user, id, rev);
	write_draft(db, user, id, wish);
	settle_draft(db, id);
	audit_add(db, user, "training.save", id, user->id, "");
	return TRAINING_DONE;
}

enum training_step training_submit(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const struct training_wish *wish, const char *comment)
{
	const struct db_arg today = db_text(clock_today());
	const int64_t sent = db_exec(db,
	    "UPDATE training_request q"
	    "   SET q.state = 'submitted', q.submitted_at = ?, q.rev = q.rev + 1,"
	    "       q.unit_id = " DECISION_POSITION("unit_id")
	    " WHERE q.id = ? AND q.person_id = ? AND q.state IN ('draft', 'returned')"
	    "   AND (? < 0 OR q.rev = ?) AND (? OR NOT " HAS_ENDED ")",
	    DB_ARGS(db_text(clock_now()), today, today, db_int(id), db_int(user->id), db_int(rev),
	    db_int(rev), db_bool(wish != NULL), today));

	if (!sent)
		return !wish && is_over(db, user, id) ? TRAINING_ENDED : refusal(db, user, id, rev);
	if (wish)
		write_draft(db, user, id, wish);
	settle_draft(db, id);
	training_event_add(db, user, id, 0, "submitted", comment);
	audit_add(db, user, "training.submit", id, user->id, "");
	return TRAINING_DONE;
}

enum training_step training_cancel(struct db *db, const struct user *user, int64_t id, int64_t rev,
    const char *comment)
{
	const struct db_arg today = db_text(clock_today());
	/* It is pinned where it is, before its state says that it is closed. */
	const int64_t cancelled = db_exec(db,
	    "UPDATE training_request q"
	    "   SET q.unit_id = " TRAINING_UNIT ", q.state = 'cancelled', q.rev = q.rev + 1"
	    " WHERE q.id = ? AND q.person_id = ?"
	    "   AND q.state NOT IN ('declined', 'completed', 'cancelled') AND (? < 0 OR q.rev = ?)",
	    DB_ARGS(today, today, db_int(id), db_int(user->id), db_int(rev), db_int(rev)));

	if (!cancelled)
		return refusal(db, user, id, rev);
	drop_draft(db, id);
	training_event_add(db, user, id, 0, "cancelled", comment);
	audit_add(db, user, "training.cancel", id, user->id, "");
	return TRAINING_DONE;
}
