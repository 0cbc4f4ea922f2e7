/* Reminders on paper. */
#include "reminder_letter.h"

#include <cjson/cJSON.h>

#include "arena.h"
#include "clock.h"
#include "config.h"
#include "i18n.h"
#include "json.h"
#include "reminder.h"
#include "reminder_text.h"
#include "round.h"

/*
 * People p with an assessment a in a round r whom no mail reaches and who work here today. Binds
 * the round, now, whether all of them are meant twice, today twice.
 */
#define UNREACHED \
	"  FROM round r" \
	"  JOIN assessment a ON a.round_id = r.id" \
	"  JOIN person p ON p.id = a.person_id AND p.active = 1" \
	"  JOIN person_reach h ON h.id = p.id" \
	" WHERE r.id = ? AND r.state = 'open' AND r.closes_at > ?" \
	"   AND (? OR a.state IN ('assigned', 'reopened'))" \
	"   AND (h.has_mail = 0 OR NOT ? AND EXISTS (SELECT 1 FROM reminder m" \
	"         JOIN outbox o ON o.kind = 'reminder' AND o.object_id = m.sending_id" \
	"          AND o.state = 'failed' AND o.person_id = m.person_id" \
	"        WHERE m.round_id = a.round_id AND m.person_id = a.person_id))" \
	"   AND EXISTS (SELECT 1 FROM position s WHERE s.person_id = a.person_id" \
	"        AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?))"

#define UNREACHED_ARGS \
	db_int(round_id), db_text(clock_now()), all, all, today, today

struct db_rows *reminder_letter_units(struct db *db, const struct user *user, int64_t round_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg all = db_bool(!reminder_may_name(db, round_id));

	return db_query(db,
	    "SELECT u.id, u.code, COALESCE(own.name, nb.name, u.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language, w.letters"
	    "  FROM (SELECT a.unit_id, COUNT(*) AS letters" UNREACHED " GROUP BY a.unit_id) w"
	    "  JOIN unit u ON u.id = w.unit_id"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " ORDER BY name, u.id",
	    DB_ARGS(UNREACHED_ARGS, db_text(user->language)));
}

struct db_rows *reminder_letter_unit(struct db *db, const struct user *user, int64_t unit_id)
{
	return db_query(db,
	    "SELECT u.id, COALESCE(own.name, nb.name, u.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language"
	    "  FROM unit u"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE u.id = ?",
	    DB_ARGS(db_text(user->language), db_int(unit_id)));
}

static struct db_rows *receivers(struct db *db, int64_t round_id, int64_t unit_id, int64_t most)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(config()->language);
	const struct db_arg all = db_bool(!reminder_may_name(db, round_id));

	return db_query(db,
	    "SELECT w.assessment, w.person, w.language, w.started, w.closes_at,"
	    "       COALESCE(uown.name, unb.name, u.code) AS unit,"
	    "       COALESCE(rown.title, rnb.title, w.code) AS title"
	    "  FROM (SELECT a.id AS assessment, a.unit_id, r.id AS round_id, r.code, r.closes_at,"
	    "               CONCAT(p.given_name, ' ', p.family_name) AS person, p.family_name,"
	    "               p.given_name, COALESCE(IF(p.language = 'se', 'nb', p.language), ?)"
	    "                AS language, a.started_at IS NOT NULL AS started"
	    UNREACHED
	    "           AND a.unit_id IN (SELECT t.unit_id FROM unit_tree t WHERE t.ancestor_id = ?)) w"
	    "  JOIN unit u ON u.id = w.unit_id"
	    "  LEFT JOIN unit_text uown ON uown.unit_id = u.id AND uown.language = w.language"
	    "  LEFT JOIN unit_text unb ON unb.unit_id = u.id AND unb.language = 'nb'"
	    "  LEFT JOIN round_text rown ON rown.round_id = w.round_id AND rown.language = w.language"
	    "  LEFT JOIN round_text rnb ON rnb.round_id = w.round_id AND rnb.language = 'nb'"
	    " ORDER BY unit, w.unit_id, w.family_name, w.given_name, w.assessment LIMIT ?",
	    DB_ARGS(language, UNREACHED_ARGS, db_int(unit_id), db_int(most)));
}

/* Whether somebody has begun is not told where nobody may be named. */
static cJSON *letter(const struct db_rows *row, bool names)
{
	const struct reminder_text text = { db_col_text(row, "person"), db_col_text(row, "title"),
		round_last_day(db_col_text(row, "closes_at")), db_col_int(row, "assessment"),
		db_col_int(row, "started") != 0 };
	cJSON *sheet = cJSON_CreateObject();

	json_set_text(sheet, "language", i18n_use(db_col_text(row, "language")));
	json_set_text(sheet, "person", text.person);
	json_set_text(sheet, "unit", db_col_text(row, "unit"));
	json_set_text(sheet, "greeting", arena_printf(_("Hello %s"), text.person));
	json_set_text(sheet, "matter", names ? reminder_text_matter(&text) : arena_printf(
	    _("You have been asked to assess yourself in “%s”. If you have submitted, you need not"
	        " do anything."), text.title));
	json_set_text(sheet, "deadline", reminder_text_deadline(&text));
	json_set_text(sheet, "how", _("Use a computer or a phone, and log in as you do to the other"
	    " pages of the municipality. What you fill in is saved as you go: you can stop and go on"
	    " later. Ask your leader for time to do it, and for help if you need it."));
	json_set_text(sheet, "where", _("Type this address:"));
	json_set_text(sheet, "address", reminder_text_short_address());
	json_set_text(sheet, "regards", _("Regards"));
	json_set_text(sheet, "municipality", config()->municipality);
	return sheet;
}

struct cJSON *reminder_letters(struct db *db, int64_t round_id, int64_t unit_id, int64_t most)
{
	const char *language = i18n_language();
	const bool names = reminder_may_name(db, round_id);
	struct db_rows *rows = receivers(db, round_id, unit_id, most);
	cJSON *list = cJSON_CreateArray();

	while (db_next(rows))
		cJSON_AddItemToArray(list, letter(rows, names));
	i18n_use(language);
	return list;
}
