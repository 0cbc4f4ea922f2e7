/* The leader's side of certificates: what waits for whom, and whether it is confirmed. */
#include "certificate_decision.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "certificate.h"
#include "clock.h"
#include "fault.h"
#include "json.h"
#include "proof.h"

/* The unit of a certificate's person. */
#define PLACE DECISION_POSITION("unit_id")

/* z is q once more: by that name proof.h reads its dates. */
#define CARD \
	"WITH here AS (SELECT DISTINCT q.id, j.place, " PLACE " AS unit_id" \
	"   FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, id BIGINT PATH '$.id')) j" \
	"   JOIN certificate q ON q.id = j.id)" \
	"SELECT q.id, " DECISION_WHOSE ", c.code AS competence," \
	"       COALESCE(cown.name, cnb.name, c.code) AS name," \
	"       IF(cown.name IS NULL, 'nb', NULL) AS language, c.law, c.statutory, q.issuer," \
	"       q.number, q.issued_on, q.expires_on, q.state," \
	"       IF(" PROOF_COUNTS("q") ", " PROOF_STATUS ", NULL) AS status," \
	"       IF(" PROOF_COUNTS("q") ", DATEDIFF(q.expires_on, ?), NULL) AS days," \
	"       f.type AS file_type, f.size AS file_size, q.submitted_at, q.rev, " DECISION_BY "," \
	"       IF(q.state = 'submitted', NULL, (SELECT MAX(e.at) FROM certificate_event e" \
	"           WHERE e.certificate_id = q.id)) AS decided_at" \
	"  FROM here" \
	"  JOIN certificate q ON q.id = here.id" \
	"  JOIN certificate z ON z.id = q.id" \
	"  JOIN person h ON h.id = q.person_id AND h.active = 1" \
	"  JOIN unit u ON u.id = here.unit_id" \
	"  JOIN competence c ON c.id = q.competence_id" \
	"  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?" \
	"  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'" \
	"  LEFT JOIN competence_text cown ON cown.competence_id = c.id AND cown.language = ?" \
	"  LEFT JOIN competence_text cnb ON cnb.competence_id = c.id AND cnb.language = 'nb'" \
	"  LEFT JOIN certificate_file f ON f.certificate_id = q.id" \
	" WHERE q.state <> 'withdrawn' AND " DECISION_SEEN("q.person_id") \
	" ORDER BY here.place"

struct cJSON *certificate_decision_cards(struct db *db, const struct user *leader,
    const struct cJSON *ids)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));
	const struct db_arg me = db_int(leader->id);

	return db_rows_json(db_query(db, CARD,
	    DB_ARGS(today, today, db_text(json_text(ids)), DECISION_WHOSE_ARGS, today, soon, today,
	        DECISION_BY_ARGS, language, language, DECISION_SEEN_ARGS)));
}

/*
 * Very many may wait, as after an import: for whom is found out once for each unit, and once more
 * only for people who lead or have a deputy, whose own pass by themselves.
 */
#define UNITS \
	"units AS (SELECT area.unit_id, COALESCE((SELECT l.person_id = ? FROM " DECISION_LEADERS("") \
	"    WHERE t.unit_id = area.unit_id ORDER BY t.depth, l.person_id <> ? LIMIT 1), 0) AS mine" \
	"   FROM area)"
#define UNITS_ARGS me, today, today, today, today, me
#define LEADS \
	"(EXISTS (SELECT 1 FROM unit_leader i WHERE i.person_id = q.person_id)" \
	" OR EXISTS (SELECT 1 FROM unit_leader i WHERE i.deputy_for_id = q.person_id))"

struct cJSON *certificate_decision_open(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg me = db_int(leader->id), unit = db_int(unit_id);

	return db_rows_json(db_query(db,
	    "WITH " DECISION_AREA ", " UNITS ", here AS ("
	    "SELECT q.id, p.unit_id, units.mine FROM units"
	    "  JOIN position p ON p.unit_id = units.unit_id"
	    "  JOIN person h ON h.id = p.person_id AND h.active = 1"
	    "  JOIN certificate q ON q.person_id = p.person_id AND q.state = 'submitted'"
	    " WHERE p.id = " DECISION_POSITION("id") ")"
	    "SELECT q.id, IF(" LEADS ", " DECISION_WAITS_FOR_ME ", here.mine) = 1 AS waits_for_me,"
	    "       c.statutory"
	    "  FROM here"
	    "  JOIN certificate q ON q.id = here.id"
	    "  JOIN competence c ON c.id = q.competence_id"
	    " ORDER BY waits_for_me DESC, c.statutory DESC, q.submitted_at, q.id",
	    DB_ARGS(DECISION_AREA_ARGS, UNITS_ARGS, today, today, DECISION_WAITS_ARGS)));
}

struct cJSON *certificate_decision_past(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg me = db_int(leader->id), unit = db_int(unit_id);
	const char *since = clock_add_days(clock_today(), -DECISION_DAYS);

	return db_rows_json(db_query(db,
	    "WITH " DECISION_AREA
	    "SELECT q.id, MAX(e.at) AS decided_at"
	    "  FROM certificate_event e"
	    "  JOIN certificate q ON q.id = e.certificate_id AND q.state IN ('confirmed', 'refused')"
	    "  JOIN area ON area.unit_id = " PLACE
	    " WHERE e.at >= ? AND e.step IN ('confirmed', 'refused')"
	    " GROUP BY q.id"
	    " ORDER BY decided_at DESC, q.id DESC"
	    " LIMIT ?",
	    DB_ARGS(DECISION_AREA_ARGS, today, today, db_text(since), db_int(DECISION_PAST))));
}

struct cJSON *certificate_decision_of(struct db *db, const struct user *leader, int64_t person_id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return db_rows_json(db_query(db,
	    "SELECT q.id, c.code AS competence, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language, q.issuer, q.issued_on, q.expires_on,"
	    "       q.state"
	    "  FROM certificate q"
	    "  JOIN competence c ON c.id = q.competence_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE q.person_id = ? AND q.state <> 'withdrawn' AND " DECISION_SEEN("q.person_id")
	    " ORDER BY FIELD(q.state, 'submitted', 'confirmed', 'refused'), q.expires_on IS NULL DESC,"
	    "  q.expires_on DESC, q.id DESC",
	    DB_ARGS(db_text(leader->language), db_int(person_id), DECISION_SEEN_ARGS)));
}

struct cJSON *certificate_decision_show(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	cJSON *ids = cJSON_CreateArray(), *one = cJSON_CreateObject();

	json_set_int(one, "id", id);
	cJSON_AddItemToArray(ids, one);
	cJSON *json = certificate_decision_cards(db, leader, ids)->child;

	if (!json)
		return NULL;
	json_set(json, "history", db_rows_json(db_query(db,
	    CERTIFICATE_HISTORY
	    " WHERE q.id = ? AND " DECISION_SEEN("q.person_id") " ORDER BY e.id",
	    DB_ARGS(db_int(id), DECISION_SEEN_ARGS))));
	return json;
}

/* Deciding ---------------------------------------------------------------------------- */

static struct db_rows *find(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);

	return db_query(db,
	    "SELECT q.state, q.rev, q.person_id FROM certificate q"
	    "  JOIN person h ON h.id = q.person_id AND h.active = 1"
	    " WHERE q.id = ? AND " DECISION_SEEN("q.person_id"),
	    DB_ARGS(db_int(id), DECISION_SEEN_ARGS));
}

/* The certificate's person, and whom the leader acts for in deciding it. */
static struct db_rows *parties(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	struct db_rows *rows = db_query(db,
	    "SELECT q.person_id, " DECISION_DEPUTY("d.id", PLACE) " AS deputy_for"
	    "  FROM certificate q WHERE q.id = ?",
	    DB_ARGS(DECISION_MAKERS_ARGS, today, today, me, db_int(id)));

	if (!db_next(rows))
		fault("certificate %lld vanished while it was decided", (long long)id);
	return rows;
}

enum decision_outcome certificate_decision_make(struct db *db, const struct user *leader,
    int64_t id, const char *state, const char *reason, int64_t rev, const char *op)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	const char *action = strcmp(state, "confirmed") == 0 ? "certificate.confirm"
	                                                     : "certificate.refuse";
	enum decision_outcome outcome;

	if (!decision_claim(db, find, leader, id, action, op, &outcome))
		return outcome;
	const int64_t decided = db_exec(db,
	    "UPDATE certificate q SET q.state = ?, q.rev = q.rev + 1"
	    " WHERE q.id = ? AND q.state = 'submitted' AND (? < 0 OR q.rev = ?)"
	    "   AND " DECISION_MAY(PLACE),
	    DB_ARGS(db_text(state), db_int(id), db_int(rev), db_int(rev), DECISION_MAKERS_ARGS, today,
	        today, me));

	if (decided == 0)
		return decision_refusal(db, find, leader, id, rev);
	struct db_rows *who = parties(db, leader, id);

	certificate_event_add(db, leader, id, db_col_int(who, "deputy_for"), state, reason);
	audit_add(db, leader, action, id, db_col_int(who, "person_id"),
	    arena_printf("submitted -> %s", state));
	return DECISION_MADE;
}

struct cJSON *certificate_decision_state(struct db *db, const struct user *leader, int64_t id)
{
	const struct db_arg today = db_text(clock_today()), me = db_int(leader->id);
	struct db_rows *rows = db_query(db,
	    DECISION_STATE("certificate", "certificate_event e ON e.certificate_id = q.id",
	        DECISION_SEEN("q.person_id")),
	    DB_ARGS(db_int(id), DECISION_SEEN_ARGS));

	return db_next(rows) ? db_row_json(rows) : cJSON_CreateObject();
}
