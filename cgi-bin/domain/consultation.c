/* A round laid before representatives: the record of it. */
#include "consultation.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"

enum { OFFICES_MOST = 60 };

const char *const consultation_views[] = { "agrees", "disagrees", "noted", NULL };
const char *const consultation_outcomes[] = { "agreed", "not_agreed", "noted", NULL };

/* Laying it before them ----------------------------------------------------- */

static bool add_offices(struct db *db, int64_t id, const char *const *offices)
{
	const struct db_arg today = db_text(clock_today());
	cJSON *list = cJSON_CreateArray();

	for (; *offices; offices++)
		cJSON_AddItemToArray(list, cJSON_CreateString(*offices));
	const int64_t added = db_exec(db,
	    "INSERT INTO consultation_party (consultation_id, office_id)"
	    " SELECT ?, o.id FROM office o"
	    "   JOIN (SELECT DISTINCT id FROM JSON_TABLE(?, '$[*]'"
	    "           COLUMNS (id INT UNSIGNED PATH '$')) x) j ON j.id = o.id"
	    "  WHERE o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)",
	    DB_ARGS(db_int(id), db_text(json_text(list)), today, today));

	return added == cJSON_GetArraySize(list);
}

/* One a line; empty lines are none. */
static int64_t add_others(struct db *db, int64_t id, const char *names)
{
	int64_t added = 0;

	while (*names) {
		const size_t blank = strspn(names, " \t\r\n");
		const size_t length = strcspn(names + blank, "\n");
		size_t end = length;

		while (end > 0 && strchr(" \t\r", names[blank + end - 1]))
			end--;
		if (end)
			added += db_exec(db,
			    "INSERT INTO consultation_party (consultation_id, name) VALUES (?, LEFT(?, 200))",
			    DB_ARGS(db_int(id), db_bytes(names + blank, end)));
		names += blank + length;
	}
	return added;
}

bool consultation_lay(struct db *db, const struct user *user, const struct round_now *now,
    const struct consultation_laying *laying)
{
	db_exec(db,
	    "INSERT INTO consultation (round_id, laid_at, laid_by, documents, answer_by)"
	    " VALUES (?, ?, ?, ?, ?)",
	    DB_ARGS(db_int(now->id), db_text(clock_now()), db_int(user->id),
	        db_text(laying->documents), db_text(laying->answer_by)));
	const int64_t id = db_insert_id(db);

	if (!add_offices(db, id, laying->offices)
	    || (add_others(db, id, laying->others) == 0 && !*laying->offices))
		return false;
	round_life_move(db, now, "consultation");
	round_life_event(db, user, now->id, "lay", NULL, laying->answer_by);
	return true;
}

/* Statements, and the end --------------------------------------------------- */

bool consultation_state(struct db *db, const struct user *user, const struct round_now *now,
    const struct consultation_statement *statement)
{
	const bool kept = db_exec(db,
	    "INSERT INTO consultation_statement"
	    " (party_id, stated_on, view, text, recorded_at, recorded_by)"
	    " SELECT p.id, ?, ?, ?, ?, ?"
	    "   FROM consultation c JOIN consultation_party p ON p.consultation_id = c.id"
	    "  WHERE c.round_id = ? AND c.waits = 1 AND p.id = ?",
	    DB_ARGS(db_text(statement->stated_on), db_text(statement->view),
	        db_text(*statement->text ? statement->text : NULL), db_text(clock_now()),
	        db_int(user->id), db_int(now->id), db_int(statement->party_id))) == 1;

	if (!kept)
		return false;
	round_life_move(db, now, now->state);
	round_life_event(db, user, now->id, "state", NULL, statement->view);
	return true;
}

struct consultation_waiting consultation_waits_for(struct db *db, int64_t round_id)
{
	struct db_rows *row = db_query(db,
	    "SELECT c.answer_by, c.answer_by < ? AS is_over,"
	    "       (SELECT COUNT(*) FROM consultation_party p WHERE p.consultation_id = c.id"
	    "          AND NOT EXISTS (SELECT 1 FROM consultation_statement s"
	    "                WHERE s.party_id = p.id)) AS parties"
	    "  FROM consultation c WHERE c.round_id = ? AND c.waits = 1",
	    DB_ARGS(db_text(clock_today()), db_int(round_id)));

	if (!db_next(row))
		return (struct consultation_waiting){ 0 };
	return (struct consultation_waiting){ db_col_int(row, "parties"),
		db_col_int(row, "is_over") != 0, db_col_text(row, "answer_by") };
}

bool consultation_end(struct db *db, const struct user *user, const struct round_now *now,
    const char *minutes, const char *outcome, const char *evaluation_on)
{
	const struct consultation_waiting waiting = consultation_waits_for(db, now->id);
	const char *ended = waiting.parties == 0 ? "answered" : "deadline";

	if (waiting.parties > 0 && !waiting.is_over)
		return false;
	db_exec(db,
	    "UPDATE consultation SET ended_at = ?, ended = ?, minutes = ?, outcome = ?,"
	    "  evaluation_on = ? WHERE round_id = ? AND waits = 1",
	    DB_ARGS(db_text(clock_now()), db_text(ended), db_text(minutes), db_text(outcome),
	        db_text(evaluation_on), db_int(now->id)));
	db_exec(db, "UPDATE round SET consulted_on = ? WHERE id = ?",
	    DB_ARGS(db_text(clock_today()), db_int(now->id)));
	round_life_move(db, now, "ready");
	round_life_event(db, user, now->id, "ready", NULL, arena_printf("%s %s", ended, outcome));
	return true;
}

/* Reading ------------------------------------------------------------------- */

/* Moves rows that name their owner into the lists of their owners. */
static void hand_out(cJSON *owners, const char *list, cJSON *rows, const char *owner)
{
	cJSON *one, *row;

	cJSON_ArrayForEach(one, owners)
		json_set(one, list, cJSON_CreateArray());
	while ((row = cJSON_DetachItemFromArray(rows, 0))) {
		const int64_t id = json_get_int(row, owner, 0);

		cJSON_DeleteItemFromObjectCaseSensitive(row, owner);
		cJSON_ArrayForEach(one, owners)
			if (json_get_int(one, "id", 0) == id) {
				cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(one, list), row);
				break;
			}
	}
}

static struct db_rows *parties_of(struct db *db, const struct user *user, int64_t round_id)
{
	return db_query(db,
	    "SELECT p.id, p.consultation_id, o.kind AS office,"
	    "       CONCAT(h.given_name, ' ', h.family_name) AS person,"
	    "       COALESCE(own.name, nb.name, u.code) AS unit, p.name"
	    "  FROM consultation c"
	    "  JOIN consultation_party p ON p.consultation_id = c.id"
	    "  LEFT JOIN office o ON o.id = p.office_id"
	    "  LEFT JOIN person h ON h.id = o.person_id"
	    "  LEFT JOIN unit u ON u.id = o.unit_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE c.round_id = ? ORDER BY p.id",
	    DB_ARGS(db_text(user->language), db_int(round_id)));
}

struct cJSON *consultation_list(struct db *db, const struct user *user, int64_t round_id)
{
	cJSON *list = db_rows_json(db_query(db,
	    "SELECT c.id, c.laid_at, CONCAT(h.given_name, ' ', h.family_name) AS laid_by,"
	    "       c.documents, c.answer_by, c.ended_at, c.ended, c.minutes, c.outcome,"
	    "       c.evaluation_on"
	    "  FROM consultation c LEFT JOIN person h ON h.id = c.laid_by"
	    " WHERE c.round_id = ? ORDER BY c.id DESC", DB_ARGS(db_int(round_id))));
	cJSON *parties = db_rows_json(parties_of(db, user, round_id));
	cJSON *statements = db_rows_json(db_query(db,
	    "SELECT s.party_id, s.stated_on, s.view, s.text, s.recorded_at,"
	    "       CONCAT(h.given_name, ' ', h.family_name) AS recorded_by"
	    "  FROM consultation c"
	    "  JOIN consultation_party p ON p.consultation_id = c.id"
	    "  JOIN consultation_statement s ON s.party_id = p.id"
	    "  LEFT JOIN person h ON h.id = s.recorded_by"
	    " WHERE c.round_id = ? ORDER BY s.id", DB_ARGS(db_int(round_id))));

	hand_out(parties, "statements", statements, "party_id");
	hand_out(list, "parties", parties, "consultation_id");
	return list;
}

struct cJSON *consultation_offices(struct db *db, const struct user *user)
{
	const struct db_arg today = db_text(clock_today());

	return db_rows_json(db_query(db,
	    "SELECT o.id, o.kind AS office, CONCAT(h.given_name, ' ', h.family_name) AS person,"
	    "       COALESCE(own.name, nb.name, u.code) AS unit"
	    "  FROM office o"
	    "  JOIN person h ON h.id = o.person_id AND h.active = 1"
	    "  JOIN unit u ON u.id = o.unit_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)"
	    " ORDER BY FIELD(o.kind, 'hovedtillitsvalgt', 'hovedverneombud', 'amu_medlem',"
	    "    'tillitsvalgt', 'verneombud'),"
	    "   (SELECT MAX(t.depth) FROM unit_tree t WHERE t.unit_id = u.id), unit, o.id"
	    " LIMIT ?",
	    DB_ARGS(db_text(user->language), today, today, db_int(OFFICES_MOST))));
}

/* Words --------------------------------------------------------------------- */

const char *consultation_office_text(const char *office)
{
	static const struct i18n_word words[] = {
		{ "tillitsvalgt", N_("Union representative") },
		{ "hovedtillitsvalgt", N_("Chief union representative") },
		{ "verneombud", N_("Safety representative") },
		{ "hovedverneombud", N_("Chief safety representative") },
		{ "amu_medlem", N_("Member of the working environment committee") }, { NULL, NULL },
	};

	return i18n_word(words, office);
}

const char *consultation_view_text(const char *view)
{
	static const struct i18n_word words[] = {
		{ "agrees", N_("Agrees") }, { "disagrees", N_("Disagrees") },
		{ "noted", N_("Takes note") }, { NULL, NULL },
	};

	return i18n_word(words, view);
}

const char *consultation_outcome_text(const char *outcome)
{
	static const struct i18n_word words[] = {
		{ "agreed", N_("The parties agree") }, { "not_agreed", N_("The parties do not agree") },
		{ "noted", N_("Taken note of") }, { NULL, NULL },
	};

	return i18n_word(words, outcome);
}

const char *consultation_ended_text(const char *ended)
{
	static const struct i18n_word words[] = {
		{ "answered", N_("Everybody had answered") },
		{ "deadline", N_("The deadline was past, and not everybody had answered") },
		{ "withdrawn", N_("Taken back to draft before it ended") }, { NULL, NULL },
	};

	return i18n_word(words, ended);
}
