/* Rounds as HR follows them: which there are, and how far people have come. */
#include "round.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"
#include "small_group.h"

/* The three counts, over rows a of assessment. */
#define COUNTS \
	"COUNT(a.id) AS invited," \
	" CAST(COALESCE(SUM(a.started_at IS NOT NULL AND a.state IN ('assigned', 'reopened')), 0)" \
	"  AS UNSIGNED) AS started," \
	" CAST(COALESCE(SUM(a.state IN ('submitted', 'reviewed', 'agreed')), 0) AS UNSIGNED)" \
	"  AS submitted"

/*
 * A confidential round that asks a small group counts nobody. Binds the least that is shown, the
 * language.
 */
#define ROUNDS \
	"SELECT x.id, x.code, x.title, x.language, x.state, x.opens_at, x.closes_at," \
	"       x.confidential, x.has_dpia, x.rev, IF(x.few, 'small', NULL) AS withheld," \
	"       IF(x.few, NULL, x.invited) AS invited, IF(x.few, NULL, x.started) AS started," \
	"       IF(x.few, NULL, x.submitted) AS submitted" \
	"  FROM (SELECT r.id, r.code, COALESCE(t.title, nb.title, r.code) AS title," \
	"               IF(t.title IS NULL AND nb.title IS NOT NULL, 'nb', NULL) AS language," \
	"               r.state, r.opens_at, COALESCE(r.closed_at, r.closes_at) AS closes_at," \
	"               r.confidential," \
	"               r.dpia IS NOT NULL AS has_dpia, r.rev," \
	"               r.confidential AND COUNT(a.id) > 0 AND COUNT(a.id) < ? AS few, " COUNTS \
	"          FROM round r" \
	"          LEFT JOIN round_text t ON t.round_id = r.id AND t.language = ?" \
	"          LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'" \
	"          LEFT JOIN assessment a ON a.round_id = r.id"

struct db_rows *round_list(struct db *db, const struct user *user)
{
	return db_query(db, ROUNDS " GROUP BY r.id) x ORDER BY x.opens_at DESC, x.id DESC",
	    DB_ARGS(db_int(SMALL_GROUP_LEAST), db_text(user->language)));
}

struct db_rows *round_get(struct db *db, const struct user *user, int64_t id)
{
	return db_query(db, ROUNDS " WHERE r.id = ? GROUP BY r.id) x",
	    DB_ARGS(db_int(SMALL_GROUP_LEAST), db_text(user->language), db_int(id)));
}

const char *round_code(struct db *db, int64_t id)
{
	struct db_rows *rows = db_query(db, "SELECT code FROM round WHERE id = ?", DB_ARGS(db_int(id)));

	return db_next(rows) ? db_col_text(rows, "code") : NULL;
}

bool round_is_confidential(struct db *db, int64_t id)
{
	return db_next(db_query(db, "SELECT id FROM round WHERE id = ? AND confidential = 1",
	    DB_ARGS(db_int(id))));
}

/*
 * People are counted by unit first: the tree is joined to some hundred units, not to every
 * person.
 */
struct db_rows *round_units(struct db *db, const struct user *user, int64_t id, int64_t unit_id)
{
	return db_query(db,
	    "SELECT u.id, u.parent_id, u.code, COALESCE(t.name, nb.name, u.code) AS name,"
	    "       IF(t.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language, x.depth,"
	    "       EXISTS (SELECT 1 FROM unit k WHERE k.parent_id = u.id) AS has_units,"
	    "       CAST(SUM(c.invited) AS UNSIGNED) AS invited,"
	    "       CAST(SUM(c.started) AS UNSIGNED) AS started,"
	    "       CAST(SUM(c.submitted) AS UNSIGNED) AS submitted,"
	    "       CAST(SUM(IF(b.depth = 0, c.invited, 0)) AS UNSIGNED) AS own_invited,"
	    "       CAST(SUM(IF(b.depth = 0, c.started, 0)) AS UNSIGNED) AS own_started,"
	    "       CAST(SUM(IF(b.depth = 0, c.submitted, 0)) AS UNSIGNED) AS own_submitted"
	    "  FROM unit_tree x"
	    "  JOIN unit u ON u.id = x.unit_id"
	    "  JOIN unit_tree b ON b.ancestor_id = u.id"
	    "  JOIN (SELECT a.unit_id, " COUNTS
	    "          FROM assessment a WHERE a.round_id = ? GROUP BY a.unit_id) c"
	    "    ON c.unit_id = b.unit_id"
	    "  LEFT JOIN unit_text t ON t.unit_id = u.id AND t.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE x.depth <= 2"
	    "   AND x.ancestor_id IN"
	    "       (SELECT id FROM unit WHERE id = ? OR (? = 0 AND parent_id IS NULL))"
	    " GROUP BY u.id"
	    " ORDER BY x.depth, name, u.id",
	    DB_ARGS(db_int(id), db_text(user->language), db_int(unit_id), db_int(unit_id)));
}

struct db_rows *round_unit_path(struct db *db, const struct user *user, int64_t unit_id)
{
	return db_query(db,
	    "SELECT u.id, COALESCE(t.name, nb.name, u.code) AS name,"
	    "       IF(t.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language"
	    "  FROM unit_tree x"
	    "  JOIN unit u ON u.id = x.ancestor_id"
	    "  LEFT JOIN unit_text t ON t.unit_id = u.id AND t.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE x.unit_id = ?"
	    " ORDER BY x.depth DESC",
	    DB_ARGS(db_text(user->language), db_int(unit_id)));
}

struct db_rows *round_sectors(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT a.sector, " COUNTS
	    "  FROM assessment a WHERE a.round_id = ?"
	    " GROUP BY a.sector ORDER BY invited DESC, a.sector",
	    DB_ARGS(db_int(id)));
}

struct db_rows *round_municipalities(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT m.id, m.code, m.name, " COUNTS
	    "  FROM assessment a"
	    "  LEFT JOIN municipality m ON m.id = a.municipality_id"
	    " WHERE a.round_id = ?"
	    " GROUP BY a.municipality_id ORDER BY m.name IS NULL, m.name, m.id",
	    DB_ARGS(db_int(id)));
}

struct db_rows *round_bands(struct db *db, int64_t id)
{
	return db_query(db,
	    "SELECT b.least, b.most, " COUNTS
	    "  FROM assessment a"
	    "  JOIN (SELECT 0 AS least, 0 AS most UNION ALL SELECT 1, 49 UNION ALL SELECT 50, 79"
	    "        UNION ALL SELECT 80, 99 UNION ALL SELECT 100, 100) b"
	    "    ON IF(a.percent > 0 AND a.percent < 1, 1, FLOOR(a.percent)) BETWEEN b.least AND b.most"
	    " WHERE a.round_id = ?"
	    " GROUP BY b.least, b.most ORDER BY b.least",
	    DB_ARGS(db_int(id)));
}

const char *round_state_text(const char *state)
{
	static const struct i18n_word states[] = {
		{ "draft", N_("Draft") }, { "consultation", N_("In consultation") },
		{ "ready", N_("Ready") }, { "opening", N_("Opening") }, { "open", N_("Running") },
		{ "closed", N_("Closed") }, { "archived", N_("Archived") }, { NULL, NULL },
	};

	const char *text = i18n_word(states, state);

	return text ? text : state;
}

const char *round_sector_text(const char *sector)
{
	static const struct i18n_word sectors[] = {
		{ "oppvekst", N_("Children and education") }, { "helse_omsorg", N_("Health and care") },
		{ "teknisk", N_("Technical services") }, { "kultur", N_("Culture") },
		{ "administrasjon", N_("Administration") }, { "felles", N_("Common to all sectors") },
		{ NULL, NULL },
	};

	const char *text = i18n_word(sectors, sector);

	return text ? text : sector;
}

const char *round_last_day(const char *closes_at)
{
	const char *oslo = clock_oslo(closes_at);

	if (!oslo)
		return "";
	const char *day = arena_text(oslo, 10);

	return strcmp(oslo + 11, "00:00:00") == 0 ? clock_add_days(day, -1) : day;
}

bool round_is_open(const char *state, const char *closes_at)
{
	return strcmp(state, "open") == 0 && strcmp(clock_now(), closes_at) < 0;
}
