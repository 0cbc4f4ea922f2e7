/* Certificates: what their owner registers, corrects and withdraws, and the trail of all steps. */
#include "certificate.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "profile.h"
#include "proof.h"

/* Words ------------------------------------------------------------------- */

/* An icon is written as the build finds it: "icon:Name". */
struct word { const char *code, *text, *icon, *color; };

static const struct word states[] = {
	{ "submitted", N_("Not yet confirmed"), "icon:Hourglass", "info" },
	{ "confirmed", N_("Confirmed"), "icon:CheckmarkCircleFill", "success" },
	{ "refused", N_("Not accepted"), "icon:XMarkOctagonFill", "danger" },
	{ "withdrawn", N_("Withdrawn"), "icon:CircleSlash", "neutral" },
	{ NULL, NULL, "icon:Circle", "neutral" },
};

static const struct word steps[] = {
	{ "registered", N_("Registered"), "icon:FileText", NULL },
	{ "corrected", N_("Corrected"), "icon:PencilLine", NULL },
	{ "withdrawn", N_("Withdrawn"), "icon:CircleSlash", NULL },
	{ "confirmed", N_("Confirmed"), "icon:CheckmarkCircleFill", NULL },
	{ "refused", N_("Not accepted"), "icon:XMarkOctagonFill", NULL },
	{ NULL, NULL, "icon:Circle", NULL },
};

static const struct word *word_of(const struct word *words, const char *code)
{
	while (words->code && strcmp(words->code, code) != 0)
		words++;
	return words;
}

static const char *text_of(const struct word *words, const char *code)
{
	const struct word *word = word_of(words, code);

	return word->code ? i18n_text(word->text) : code;
}

const char *certificate_state_text(const char *state)
{
	return text_of(states, state);
}

const char *certificate_state_icon(const char *state)
{
	return word_of(states, state)->icon + sizeof "icon:" - 1;
}

const char *certificate_state_color(const char *state)
{
	return word_of(states, state)->color;
}

const char *certificate_step_text(const char *step)
{
	return text_of(steps, step);
}

const char *certificate_step_icon(const char *step)
{
	return word_of(steps, step)->icon + sizeof "icon:" - 1;
}

/* Reading ----------------------------------------------------------------- */

#define COLUMNS \
	"SELECT z.id, c.code AS competence, COALESCE(own.name, nb.name, c.code) AS name," \
	"       IF(own.name IS NULL, 'nb', NULL) AS language, c.law, z.issuer, z.number," \
	"       z.issued_on, z.expires_on, z.state," \
	"       IF(" PROOF_COUNTS("z") ", " PROOF_STATUS ", NULL) AS status," \
	"       IF(" PROOF_COUNTS("z") ", DATEDIFF(z.expires_on, ?), NULL) AS days," \
	"       f.type AS file_type, f.name AS file_name, f.size AS file_size," \
	"       IF(z.state = 'refused', (SELECT e.reason FROM certificate_event e" \
	"           WHERE e.certificate_id = z.id ORDER BY e.id DESC LIMIT 1), NULL) AS reason," \
	"       z.submitted_at, z.rev" \
	"  FROM certificate z" \
	"  JOIN competence c ON c.id = z.competence_id" \
	"  LEFT JOIN certificate_file f ON f.certificate_id = z.id" \
	"  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?" \
	"  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
#define COLUMNS_ARGS today, soon, today, db_text(user->language)

static cJSON *missing_one(const cJSON *proof)
{
	static const char *const none[] = {
		"id", "issuer", "number", "issued_on", "expires_on", "state", "days", "file_type",
		"file_name", "file_size", "reason", "submitted_at", "rev",
	};
	cJSON *row = cJSON_CreateObject();

	json_set_text(row, "competence", json_get_text(proof, "competence"));
	json_set_text(row, "name", json_get_text(proof, "name"));
	json_set_text(row, "language", json_get_text(proof, "language"));
	json_set_text(row, "law", json_get_text(proof, "law"));
	json_set_text(row, "status", "missing");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		json_set_null(row, none[i]);
	return row;
}

struct cJSON *certificate_own(struct db *db, const struct user *user)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));
	cJSON *list = db_rows_json(db_query(db,
	    COLUMNS
	    " WHERE z.person_id = ?"
	    " ORDER BY FIELD(z.state, 'refused', 'submitted', 'confirmed', 'withdrawn'),"
	    "  z.expires_on IS NULL, z.expires_on, z.id DESC",
	    DB_ARGS(COLUMNS_ARGS, db_int(user->id))));
	const cJSON *proof;

	cJSON_ArrayForEach(proof, profile_certificates(db, user))
		if (strcmp(json_get_text(proof, "status"), "missing") == 0)
			cJSON_AddItemToArray(list, missing_one(proof));
	return list;
}

struct cJSON *certificate_refused(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT z.id, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language"
	    "  FROM certificate z"
	    "  JOIN competence c ON c.id = z.competence_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE z.person_id = ? AND z.state = 'refused' ORDER BY z.id",
	    DB_ARGS(db_text(user->language), db_int(user->id))));
}

struct cJSON *certificate_show(struct db *db, const struct user *user, int64_t id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));
	struct db_rows *rows = db_query(db, COLUMNS " WHERE z.id = ? AND z.person_id = ?",
	    DB_ARGS(COLUMNS_ARGS, db_int(id), db_int(user->id)));

	if (!db_next(rows))
		return NULL;
	cJSON *certificate = db_row_json(rows);

	json_set(certificate, "history", db_rows_json(db_query(db,
	    CERTIFICATE_HISTORY " WHERE q.id = ? AND q.person_id = ? ORDER BY e.id",
	    DB_ARGS(db_int(id), db_int(user->id)))));
	return certificate;
}

#define CAN_BE \
	" ((c.valid_from IS NULL OR c.valid_from <= ?) AND (c.valid_to IS NULL OR c.valid_to >= ?)" \
	"  OR c.id = (SELECT x.competence_id FROM certificate x WHERE x.id = ? AND x.person_id = ?))"
#define CAN_BE_ARGS today, today, db_int(id), db_int(user->id)

struct cJSON *certificate_competences(struct db *db, const struct user *user, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(user->id);

	return db_rows_json(db_query(db,
	    "SELECT c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language,"
	    "       c.proof = 1 AND need.competence_id IS NOT NULL AS required, c.renewal_months"
	    "  FROM competence c"
	    "  LEFT JOIN (SELECT r.competence_id FROM position p"
	    "          JOIN requirement r ON r.role_id = p.role_id"
	    "         WHERE p.person_id = ? AND p.valid_from <= ?"
	    "           AND (p.valid_to IS NULL OR p.valid_to >= ?)"
	    "        UNION "
	    "       SELECT r.competence_id FROM office o JOIN requirement r ON r.role_id = o.role_id"
	    "         WHERE o.person_id = ? AND o.valid_from <= ?"
	    "           AND (o.valid_to IS NULL OR o.valid_to >= ?)) need"
	    "    ON need.competence_id = c.id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE" CAN_BE
	    " ORDER BY required DESC, c.proof DESC, c.position",
	    DB_ARGS(me, today, today, me, today, today, db_text(user->language), CAN_BE_ARGS)));
}

bool certificate_knows(struct db *db, const struct user *user, int64_t id, const char *competence)
{
	const struct db_arg today = db_text(clock_today());

	return db_count(db_query(db, "SELECT c.id FROM competence c WHERE c.code = ? AND" CAN_BE,
	    DB_ARGS(db_text(competence), CAN_BE_ARGS))) > 0;
}

/* Changing ---------------------------------------------------------------- */

void certificate_event_add(struct db *db, const struct user *actor, int64_t certificate_id,
    int64_t deputy_for, const char *step, const char *reason)
{
	db_exec(db,
	    "INSERT INTO certificate_event (certificate_id, at, actor_id, deputy_for_id, step, reason)"
	    " VALUES (?, ?, ?, ?, ?, ?)",
	    DB_ARGS(db_int(certificate_id), db_text(clock_now()), db_int(actor->id),
	        db_int_or_null(deputy_for, deputy_for != 0), db_text(step),
	        db_text(reason && *reason ? reason : NULL)));
}

/* Where no last valid day is said: that of a competence which must be renewed. */
#define LAST_DAY "COALESCE(?, DATE_ADD(?, INTERVAL c.renewal_months MONTH))"

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

int64_t certificate_register(struct db *db, const struct user *user,
    const struct certificate_wish *wish, const struct certificate_file *file)
{
	db_exec(db,
	    "INSERT INTO certificate (person_id, competence_id, issuer, number, issued_on, expires_on,"
	    "   state, submitted_at)"
	    " SELECT ?, c.id, ?, ?, ?, " LAST_DAY ", 'submitted', ? FROM competence c WHERE c.code = ?",
	    DB_ARGS(db_int(user->id), db_text(wish->issuer), db_text(or_null(wish->number)),
	        db_text(wish->issued_on), db_text(wish->expires_on), db_text(wish->issued_on),
	        db_text(clock_now()), db_text(wish->competence)));
	const int64_t id = db_insert_id(db);

	if (file)
		certificate_file_keep(db, id, file);
	certificate_event_add(db, user, id, 0, "registered", NULL);
	audit_add(db, user, "certificate.register", id, user->id,
	    arena_printf("%s%s", wish->competence, file ? ", with a file" : ""));
	return id;
}

/* Locks it and tells whether a step may be taken; *state is where it stands. */
static enum certificate_step begin_step(struct db *db, const struct user *user, int64_t id,
    int64_t rev, const char **state)
{
	struct db_rows *rows = db_query(db,
	    "SELECT state, rev FROM certificate WHERE id = ? AND person_id = ? FOR UPDATE",
	    DB_ARGS(db_int(id), db_int(user->id)));

	if (!db_next(rows))
		return CERTIFICATE_NOT_FOUND;
	*state = db_col_text(rows, "state");
	if (strcmp(*state, "withdrawn") == 0)
		return CERTIFICATE_STATE;
	return rev >= 0 && rev != db_col_int(rows, "rev") ? CERTIFICATE_STALE : CERTIFICATE_DONE;
}

enum certificate_step certificate_correct(struct db *db, const struct user *user, int64_t id,
    int64_t rev, const struct certificate_wish *wish, const struct certificate_file *file,
    bool drops)
{
	const char *state;
	const enum certificate_step may = begin_step(db, user, id, rev, &state);

	if (may != CERTIFICATE_DONE)
		return may;
	db_exec(db,
	    "UPDATE certificate z JOIN competence c ON c.code = ?"
	    "   SET z.competence_id = c.id, z.issuer = ?, z.number = ?, z.issued_on = ?,"
	    "       z.expires_on = " LAST_DAY ", z.state = 'submitted', z.submitted_at = ?,"
	    "       z.rev = z.rev + 1"
	    " WHERE z.id = ? AND z.person_id = ?",
	    DB_ARGS(db_text(wish->competence), db_text(wish->issuer), db_text(or_null(wish->number)),
	        db_text(wish->issued_on), db_text(wish->expires_on), db_text(wish->issued_on),
	        db_text(clock_now()), db_int(id), db_int(user->id)));
	if (file)
		certificate_file_keep(db, id, file);
	else if (drops)
		certificate_file_drop(db, id);
	certificate_event_add(db, user, id, 0, "corrected", NULL);
	audit_add(db, user, "certificate.correct", id, user->id,
	    arena_printf("%s -> submitted", state));
	return CERTIFICATE_DONE;
}

enum certificate_step certificate_withdraw(struct db *db, const struct user *user, int64_t id,
    int64_t rev)
{
	const char *state;
	const enum certificate_step may = begin_step(db, user, id, rev, &state);

	if (may != CERTIFICATE_DONE)
		return may;
	db_exec(db,
	    "UPDATE certificate SET state = 'withdrawn', rev = rev + 1"
	    " WHERE id = ? AND person_id = ?", DB_ARGS(db_int(id), db_int(user->id)));
	certificate_file_drop(db, id);
	certificate_event_add(db, user, id, 0, "withdrawn", NULL);
	audit_add(db, user, "certificate.withdraw", id, user->id,
	    arena_printf("%s -> withdrawn", state));
	return CERTIFICATE_DONE;
}
