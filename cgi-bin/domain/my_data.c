/*
 * Everything that is stored about a person, for that person; who has looked at it, and how long it
 * is kept.
 */
#include "my_data.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "assessment.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"

#define MINE DB_ARGS(db_int(user->id))

/* The person ---------------------------------------------------------------- */

static cJSON *person(struct db *db, const struct user *user)
{
	struct db_rows *rows = db_query(db,
	    "SELECT id, employee_no, login, given_name, family_name, email, birth_year, language,"
	    " active, hired_on, ended_on FROM person WHERE id = ?", MINE);

	db_next(rows);
	return db_row_json(rows);
}

static cJSON *origins(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT m.name AS municipality, o.employee_no FROM person_origin o"
	    "  JOIN municipality m ON m.id = o.municipality_id"
	    " WHERE o.person_id = ? ORDER BY m.name, o.employee_no", MINE));
}

static cJSON *positions(struct db *db, const struct user *user)
{
	const struct db_arg language = db_text(user->language);

	return db_rows_json(db_query(db,
	    "SELECT p.source_id, u.code AS unit, COALESCE(uown.name, unb.name, u.code) AS unit_name,"
	    "       l.name AS legacy_unit, COALESCE(rown.name, rnb.name, r.code) AS role, p.percent,"
	    "       p.is_main, p.kind, p.valid_from, p.valid_to"
	    "  FROM position p"
	    "  JOIN unit u ON u.id = p.unit_id"
	    "  JOIN role r ON r.id = p.role_id"
	    "  LEFT JOIN legacy_unit l ON l.id = p.legacy_unit_id"
	    "  LEFT JOIN unit_text uown ON uown.unit_id = u.id AND uown.language = ?"
	    "  LEFT JOIN unit_text unb ON unb.unit_id = u.id AND unb.language = 'nb'"
	    "  LEFT JOIN role_text rown ON rown.role_id = r.id AND rown.language = ?"
	    "  LEFT JOIN role_text rnb ON rnb.role_id = r.id AND rnb.language = 'nb'"
	    " WHERE p.person_id = ? ORDER BY p.valid_from, p.id",
	    DB_ARGS(language, language, db_int(user->id))));
}

static cJSON *leads(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT u.code AS unit, COALESCE(own.name, nb.name, u.code) AS unit_name,"
	    "       CONCAT(d.given_name, ' ', d.family_name) AS deputy_for, l.valid_from, l.valid_to"
	    "  FROM unit_leader l"
	    "  JOIN unit u ON u.id = l.unit_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    "  LEFT JOIN person d ON d.id = l.deputy_for_id"
	    " WHERE l.person_id = ? ORDER BY l.valid_from, l.id",
	    DB_ARGS(db_text(user->language), db_int(user->id))));
}

static cJSON *offices(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT o.kind, u.code AS unit, COALESCE(own.name, nb.name, u.code) AS unit_name,"
	    " o.valid_from, o.valid_to"
	    "  FROM office o"
	    "  JOIN unit u ON u.id = o.unit_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE o.person_id = ? ORDER BY o.valid_from, o.id",
	    DB_ARGS(db_text(user->language), db_int(user->id))));
}

static cJSON *roles(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db, "SELECT role FROM granted_role WHERE person_id = ?", MINE));
}

/* What the person has done -------------------------------------------------- */

static cJSON *answers(struct db *db, const struct user *user)
{
	const struct db_arg language = db_text(user->language);

	return db_rows_json(db_query(db,
	    "SELECT a.id AS assessment, i.id AS item, c.code AS competence,"
	    "       COALESCE(own.name, nb.name, iown.text, inb.text, i.code) AS name, i.facet,"
	    "       an.required_level, an.draft_level, an.draft_not_relevant, an.draft_wish,"
	    "       an.draft_teach,"
	    "       an.draft_comment, an.draft_value, an.draft_at, an.self_level, an.not_relevant,"
	    "       an.wish,"
	    "       an.teach, an.comment, an.value, an.answered_at, an.leader_level, an.agreed_level"
	    "  FROM assessment a"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "  JOIN item i ON i.id = an.item_id"
	    "  LEFT JOIN competence c ON c.id = i.competence_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    "  LEFT JOIN item_text iown ON iown.item_id = i.id AND iown.language = ?"
	    "  LEFT JOIN item_text inb ON inb.item_id = i.id AND inb.language = 'nb'"
	    " WHERE a.person_id = ? ORDER BY a.id, an.item_id",
	    DB_ARGS(language, language, db_int(user->id))));
}

/*
 * Gives each of the parents those children whose key names its id; both are in the order of that
 * id.
 */
static void nest(cJSON *parents, const char *name, cJSON *children, const char *key)
{
	cJSON *parent, *child = children->child;

	cJSON_ArrayForEach(parent, parents) {
		const double id = cJSON_GetNumberValue(json_get(parent, "id"));
		cJSON *list = cJSON_CreateArray();

		while (child && cJSON_GetNumberValue(json_get(child, key)) == id) {
			cJSON *next = child->next;

			cJSON_AddItemToArray(list, cJSON_DetachItemViaPointer(children, child));
			child = next;
		}
		json_set(parent, name, list);
	}
}

static cJSON *assessments(struct db *db, const struct user *user)
{
	cJSON *list = db_rows_json(db_query(db,
	    "SELECT a.id, r.code AS round, COALESCE(own.title, nb.title, r.code) AS title, r.opens_at,"
	    " r.closes_at,"
	    "       " ASSESSMENT_STATE " AS state, u.code AS unit,"
	    "       COALESCE(rown.name, rnb.name, ro.code) AS role,"
	    "       m.name AS legacy_municipality, a.sector, a.percent, a.notice_version, a.started_at,"
	    "       a.submitted_at"
	    "  FROM assessment a"
	    "  JOIN round r ON r.id = a.round_id"
	    "  JOIN unit u ON u.id = a.unit_id"
	    "  JOIN role ro ON ro.id = a.role_id"
	    "  LEFT JOIN municipality m ON m.id = a.municipality_id"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    "  LEFT JOIN role_text rown ON rown.role_id = ro.id AND rown.language = ?"
	    "  LEFT JOIN role_text rnb ON rnb.role_id = ro.id AND rnb.language = 'nb'"
	    " WHERE a.person_id = ? ORDER BY a.id",
	    DB_ARGS(db_text(user->language), db_text(user->language), db_int(user->id))));

	nest(list, "answers", answers(db, user), "assessment");
	return list;
}

/* Reminders, and what became of the mail of each; mail NULL: there was none. */
static cJSON *reminders(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT m.day, COALESCE(own.title, nb.title, r.code) AS title, s.kind,"
	    "       CONCAT(p.given_name, ' ', p.family_name) AS actor, o.state AS mail,"
	    "       IF(o.state = 'sent', o.ended_at, NULL) AS sent_at"
	    "  FROM reminder m"
	    "  JOIN reminder_sending s ON s.id = m.sending_id"
	    "  JOIN round r ON r.id = m.round_id"
	    "  JOIN person p ON p.id = s.asked_by"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    "  LEFT JOIN outbox o ON o.person_id = m.person_id AND o.kind = 'reminder'"
	    "   AND o.object_id = m.sending_id"
	    " WHERE m.person_id = ? ORDER BY m.day DESC, m.round_id",
	    DB_ARGS(db_text(user->language), db_int(user->id))));
}

/* The files themselves are downloaded one by one. */
static cJSON *certificates(struct db *db, const struct user *user)
{
	cJSON *list = db_rows_json(db_query(db,
	    "SELECT x.id, x.source_id, c.code AS competence,"
	    "       COALESCE(own.name, nb.name, c.code) AS name, x.issuer, x.number, x.issued_on,"
	    "       x.expires_on, x.state, x.state = 'confirmed' AS confirmed, x.submitted_at,"
	    "       f.type AS file_type, f.name AS file_name, f.size AS file_size"
	    "  FROM certificate x"
	    "  JOIN competence c ON c.id = x.competence_id"
	    "  LEFT JOIN certificate_file f ON f.certificate_id = x.id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE x.person_id = ? ORDER BY x.id",
	    DB_ARGS(db_text(user->language), db_int(user->id))));

	nest(list, "history", db_rows_json(db_query(db,
	    "SELECT e.certificate_id AS certificate, e.at,"
	    "       CONCAT(p.given_name, ' ', p.family_name) AS actor,"
	    "       CONCAT(d.given_name, ' ', d.family_name) AS deputy_for, e.step, e.reason"
	    "  FROM certificate x"
	    "  JOIN certificate_event e ON e.certificate_id = x.id"
	    "  JOIN person p ON p.id = e.actor_id"
	    "  LEFT JOIN person d ON d.id = e.deputy_for_id"
	    " WHERE x.person_id = ? ORDER BY x.id, e.id", MINE)), "certificate");
	/* The mail of a day is about all that was warned of on it. */
	nest(list, "warnings", db_rows_json(db_query(db,
	    "SELECT w.certificate_id AS certificate, w.day, w.threshold, w.expires_on, o.state AS mail,"
	    "       IF(o.state = 'sent', o.ended_at, NULL) AS sent_at"
	    "  FROM certificate_warning w"
	    "  LEFT JOIN outbox o ON o.kind = 'certificate' AND o.person_id = w.person_id"
	    "   AND o.object_id = (SELECT MAX(v.id) FROM certificate_warning v"
	    "         WHERE v.person_id = w.person_id AND v.day = w.day)"
	    " WHERE w.person_id = ? ORDER BY w.certificate_id, w.id", MINE)), "certificate");
	return list;
}

/* What is written in returned requests and not sent again. */
static cJSON *drafts(struct db *db, const struct user *user)
{
	cJSON *list = db_rows_json(db_query(db,
	    "SELECT d.request_id AS id, d.offering_id AS offering, d.title, d.form, d.reason,"
	    "       d.starts_on, d.ends_on, d.hours, d.price, d.substitute_hours, d.study_leave_days"
	    "  FROM training_request t JOIN training_draft d ON d.request_id = t.id"
	    " WHERE t.person_id = ? ORDER BY t.id", MINE));

	nest(list, "competences", db_rows_json(db_query(db,
	    "SELECT q.request_id AS request, c.code FROM training_request t"
	    "  JOIN training_draft_competence q ON q.request_id = t.id"
	    "  JOIN competence c ON c.id = q.competence_id"
	    " WHERE t.person_id = ? ORDER BY t.id, c.position", MINE)), "request");
	return list;
}

static cJSON *requests(struct db *db, const struct user *user)
{
	cJSON *list = db_rows_json(db_query(db,
	    "SELECT t.id, t.source_id, t.offering_id AS offering, t.title, t.form, t.reason,"
	    " t.starts_on, t.ends_on,"
	    "       t.hours, t.price, t.substitute_hours, t.study_leave_days, t.state, t.submitted_at,"
	    "       u.code AS unit"
	    "  FROM training_request t JOIN unit u ON u.id = t.unit_id"
	    " WHERE t.person_id = ? ORDER BY t.id", MINE));

	nest(list, "competences", db_rows_json(db_query(db,
	    "SELECT q.request_id AS request, c.code FROM training_request t"
	    "  JOIN training_request_competence q ON q.request_id = t.id"
	    "  JOIN competence c ON c.id = q.competence_id"
	    " WHERE t.person_id = ? ORDER BY t.id, c.position", MINE)), "request");
	nest(list, "history", db_rows_json(db_query(db,
	    "SELECT e.request_id AS request, e.at, CONCAT(p.given_name, ' ', p.family_name) AS actor,"
	    "       CONCAT(d.given_name, ' ', d.family_name) AS deputy_for, e.state, e.reason"
	    "  FROM training_request t"
	    "  JOIN training_event e ON e.request_id = t.id"
	    "  JOIN person p ON p.id = e.actor_id"
	    "  LEFT JOIN person d ON d.id = e.deputy_for_id"
	    " WHERE t.person_id = ? ORDER BY t.id, e.id", MINE)), "request");
	nest(list, "drafts", drafts(db, user), "id");
	return list;
}

/* Who has seen or done something -------------------------------------------- */

static cJSON *changes(struct db *db, const struct user *user, int64_t most)
{
	return db_rows_json(db_query(db,
	    "SELECT x.at, CONCAT(p.given_name, ' ', p.family_name) AS actor, x.program, x.action,"
	    " x.object_id AS object"
	    "  FROM audit_own x LEFT JOIN person p ON p.id = x.actor_id"
	    " WHERE x.person_id = ? ORDER BY x.at DESC LIMIT ?",
	    DB_ARGS(db_int(user->id), db_int(most))));
}

/*
 * Looks at the person, at a unit while the person held a position there, and exports of a round
 * that the person was asked in.
 */
static cJSON *looks(struct db *db, const struct user *user, int64_t most)
{
	const struct db_arg id = db_int(user->id);

	return db_rows_json(db_query(db,
	    "WITH mine AS ("
	    " SELECT l.* FROM audit_look l WHERE l.object = 'person' AND l.object_id = ?"
	    " UNION ALL "
	    " SELECT l.* FROM (SELECT DISTINCT unit_id FROM position WHERE person_id = ?) u"
	    "   JOIN audit_look l ON l.object = 'unit' AND l.object_id = u.unit_id"
	    "  WHERE EXISTS (SELECT 1 FROM position q WHERE q.person_id = ? AND q.unit_id = u.unit_id"
	    "    AND q.valid_from <= l.day AND (q.valid_to IS NULL OR q.valid_to >= l.day))"
	    " UNION ALL "
	    " SELECT l.* FROM assessment a JOIN audit_look l ON l.object = 'round'"
	    " AND l.object_id = a.round_id"
	    "  WHERE a.person_id = ?)"
	    "SELECT l.day, CONCAT(p.given_name, ' ', p.family_name) AS viewer, l.object, l.action,"
	    "       COALESCE(own.name, nb.name, r.code) AS what, l.count, l.last_at"
	    "  FROM mine l"
	    "  JOIN person p ON p.id = l.viewer_id"
	    "  LEFT JOIN unit_text own ON l.object = 'unit' AND own.unit_id = l.object_id"
	    "  AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON l.object = 'unit' AND nb.unit_id = l.object_id"
	    "  AND nb.language = 'nb'"
	    "  LEFT JOIN round r ON l.object = 'round' AND r.id = l.object_id"
	    " ORDER BY l.last_at DESC LIMIT ?",
	    DB_ARGS(id, id, id, id, db_text(user->language), db_int(most))));
}

static void add_kept(cJSON *list, const char *what, const char *text)
{
	cJSON *kept = cJSON_CreateObject();

	json_set_text(kept, "what", what);
	json_set_text(kept, "text", text);
	cJSON_AddItemToArray(list, kept);
}

static cJSON *kept(void)
{
	cJSON *list = cJSON_CreateArray();

	add_kept(list, "person", _("Person, positions and offices: as long as you are employed."));
	add_kept(list, "assessments",
	    _("Assessments and answers: at most 24 months after the round was closed."));
	add_kept(list, "reminders",
	    _("Reminders, and that a mail was sent: as long as the assessment. The mail's text is not"
	        " kept."));
	add_kept(list, "certificates", _("Certificates: until six months after you have left."));
	add_kept(list, "requests", _("Training requests and their history: five years."));
	add_kept(list, "looks", _("Who has looked, and what was changed: 24 months."));
	return list;
}

struct cJSON *my_data(struct db *db, const struct user *user, int64_t most)
{
	cJSON *data = cJSON_CreateObject();

	json_set_text(data, "made_on", clock_today());
	json_set(data, "person", person(db, user));
	json_set(data, "origins", origins(db, user));
	json_set(data, "positions", positions(db, user));
	json_set(data, "leads", leads(db, user));
	json_set(data, "offices", offices(db, user));
	json_set(data, "roles", roles(db, user));
	json_set(data, "assessments", assessments(db, user));
	json_set(data, "reminders", reminders(db, user));
	json_set(data, "certificates", certificates(db, user));
	json_set(data, "requests", requests(db, user));
	json_set(data, "changes", changes(db, user, most));
	json_set(data, "looks", looks(db, user, most));
	json_set(data, "kept", kept());
	return data;
}

const char *my_data_action_text(const char *action)
{
	static const struct i18n_word names[] = {
		{ "assessment.submit", N_("An assessment was submitted") },
		{ "assessment.reopen", N_("An assessment was opened again") },
		{ "training.create", N_("A training request was made") },
		{ "training.save", N_("A training request was changed") },
		{ "training.submit", N_("A training request was submitted") },
		{ "training.cancel", N_("A training request was cancelled") },
		{ "training.approve", N_("A training request was approved") },
		{ "training.decline", N_("A training request was declined") },
		{ "training.return", N_("A training request was returned") },
		{ "certificate.register", N_("A certificate was registered") },
		{ "certificate.correct", N_("A certificate was corrected") },
		{ "certificate.withdraw", N_("A certificate was withdrawn") },
		{ "certificate.confirm", N_("A certificate was confirmed") },
		{ "certificate.refuse", N_("A certificate was not accepted") },
		{ "person.language", N_("The language was chosen") },
		{ "role.grant", N_("A role was given") },
		{ "role.revoke", N_("A role was taken away") },
		{ NULL, NULL },
	};
	const char *text = i18n_word(names, action);

	if (text)
		return text;
	return strncmp(action, "refused.", 8) == 0 ? _("Access was refused") : action;
}
