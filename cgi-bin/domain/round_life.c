/* The life of a round: which step may follow which state, and taking it. */
#include "round_life.h"

#include <string.h>

#include "arena.h"
#include "audit.h"
#include "choice.h"
#include "clock.h"
#include "i18n.h"
#include "job.h"
#include "round.h"

enum { EVENTS_MOST = 200 };

/* From which states a step may be taken, and what is said from any other. */
static const struct step {
	const char *name, *states[4], *otherwise;
} steps[] = {
	{ "change", { "draft", "ready", "open" },
	  N_("A round in this state cannot be changed. Take it back to draft first, if it is not open"
	     " yet.") },
	{ "lay", { "draft" }, N_("Only a draft can be laid before representatives.") },
	{ "state", { "consultation" }, N_("No consultation is under way.") },
	{ "withdraw", { "consultation", "ready" },
	  N_("Only a round in consultation, or one that is ready, can be taken back to draft.") },
	{ "ready", { "consultation" }, N_("No consultation is under way.") },
	{ "open", { "ready", "opening" },
	  N_("The round is not ready to be opened, or it was opened before.") },
	{ "undo", { "opening" }, N_("No opening has stopped in its midst.") },
	{ "extend", { "open" }, N_("The round is not open. Its closing day cannot be moved.") },
	{ "close", { "open" }, N_("The round is not open.") },
	{ "archive", { "closed" }, N_("Only a closed round can be archived.") },
};

static const struct step *step_of(const char *name)
{
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (strcmp(steps[i].name, name) == 0)
			return &steps[i];
	return NULL;
}

bool round_life_may(const char *state, const char *step)
{
	const struct step *known = step_of(step);

	return known && choice_has(known->states, state);
}

const struct round_now *round_life_lock(struct db *db, int64_t id)
{
	struct db_rows *row = db_query(db,
	    "SELECT id, rev, state, opens_at, closes_at, confidential, dpia FROM round WHERE id = ?"
	    " FOR UPDATE", DB_ARGS(db_int(id)));

	if (!db_next(row))
		return NULL;
	struct db_rows *job = db_query(db,
	    "SELECT id FROM job WHERE kind = 'round.open' AND object_id = ? AND waits = 1",
	    DB_ARGS(db_int(id)));
	struct round_now *now = arena_alloc(sizeof *now);

	*now = (struct round_now){ .id = id, .rev = db_col_int(row, "rev"),
		.state = db_col_text(row, "state"), .opens_at = db_col_text(row, "opens_at"),
		.closes_at = db_col_text(row, "closes_at"),
		.confidential = db_col_int(row, "confidential") != 0,
		.has_dpia = !db_col_null(row, "dpia"), .is_opened_now = db_count(job) > 0 };
	return now;
}

/* What the clock and the papers say of a step that the state allows. */
static const char *hindrance(const struct round_now *now, const char *step)
{
	const bool is_over = strcmp(now->closes_at, clock_now()) <= 0;

	if (now->is_opened_now && strcmp(step, "undo") != 0 && strcmp(now->state, "open") != 0)
		return _("The round is being opened. Cancel that job first.");
	if (strcmp(step, "extend") == 0 && is_over)
		return i18n_text(step_of(step)->otherwise);
	if (strcmp(step, "open") != 0)
		return NULL;
	if (!now->confidential && !now->has_dpia)
		return _("A round in which persons are seen needs the reference of its data protection"
		    " impact assessment (DPIA) before it opens.");
	if (strcmp(now->opens_at, clock_now()) > 0)
		return _("The round's opening time has not come.");
	return is_over ? _("The round's closing time is past.") : NULL;
}

const char *round_life_refusal(const struct round_now *now, const char *step, int64_t rev)
{
	if (!round_life_may(now->state, step))
		return i18n_text(step_of(step)->otherwise);
	if (rev >= 0 && rev != now->rev)
		return _("Somebody has changed this since you opened it.");
	return hindrance(now, step);
}

/* Taking steps -------------------------------------------------------------- */

void round_life_event(struct db *db, const struct user *actor, int64_t round_id, const char *step,
    const char *reason, const char *detail)
{
	db_exec(db,
	    "INSERT INTO round_event (round_id, at, actor_id, step, reason, detail)"
	    " VALUES (?, ?, ?, ?, ?, LEFT(?, 500))",
	    DB_ARGS(db_int(round_id), db_text(clock_now()),
	        db_int_or_null(actor ? actor->id : 0, actor != NULL), db_text(step),
	        db_text(reason && *reason ? reason : NULL), db_text(detail)));
	audit_add(db, actor, arena_printf("round.%s", step), round_id, 0,
	    arena_printf("%.400s", detail));
}

void round_life_move(struct db *db, const struct round_now *now, const char *state)
{
	db_exec(db, "UPDATE round SET state = ?, rev = rev + 1 WHERE id = ?",
	    DB_ARGS(db_text(state), db_int(now->id)));
}

void round_life_withdraw(struct db *db, const struct user *user, const struct round_now *now,
    const char *reason)
{
	db_exec(db,
	    "UPDATE consultation SET ended_at = ?, ended = 'withdrawn'"
	    " WHERE round_id = ? AND waits = 1",
	    DB_ARGS(db_text(clock_now()), db_int(now->id)));
	db_exec(db, "UPDATE round SET consulted_on = NULL WHERE id = ?", DB_ARGS(db_int(now->id)));
	round_life_move(db, now, "draft");
	round_life_event(db, user, now->id, "withdraw", reason, now->state);
}

void round_life_extend(struct db *db, const struct user *user, const struct round_now *now,
    const char *closes_at, const char *reason)
{
	db_exec(db, "UPDATE round SET closes_at = ?, rev = rev + 1 WHERE id = ?",
	    DB_ARGS(db_text(closes_at), db_int(now->id)));
	round_life_event(db, user, now->id, "extend", reason, closes_at);
}

static void close_round(struct db *db, const struct user *actor, int64_t id, const char *at,
    const char *reason)
{
	db_exec(db,
	    "UPDATE round SET state = 'closed', closed_at = ?, rev = rev + 1"
	    " WHERE id = ? AND state = 'open'", DB_ARGS(db_text(at), db_int(id)));
	round_life_event(db, actor, id, "close", reason, "");
}

/* One whose time was over, and that no worker had closed yet, was closed by the clock. */
void round_life_close(struct db *db, const struct user *user, const struct round_now *now,
    const char *reason)
{
	const bool is_over = strcmp(now->closes_at, clock_now()) <= 0;

	close_round(db, user, now->id, is_over ? now->closes_at : clock_now(), reason);
}

void round_life_archive(struct db *db, const struct user *user, const struct round_now *now,
    const char *reason)
{
	round_life_move(db, now, "archived");
	round_life_event(db, user, now->id, "archive", reason, "");
}

struct db_rows *round_life_history(struct db *db, int64_t round_id)
{
	return db_query(db,
	    "SELECT e.id, e.at, CONCAT(p.given_name, ' ', p.family_name) AS person, e.step, e.reason,"
	    "       e.detail"
	    "  FROM round_event e LEFT JOIN person p ON p.id = e.actor_id"
	    " WHERE e.round_id = ? ORDER BY e.id DESC LIMIT ?",
	    DB_ARGS(db_int(round_id), db_int(EVENTS_MOST)));
}

/* The clock ----------------------------------------------------------------- */

/* Another worker may be at it, or HR: those are left to them. */
static bool is_still(struct db *db, const struct db_rows *round, const char *state)
{
	struct db_rows *row = db_query(db,
	    "SELECT id FROM round WHERE id = ? AND state = ? AND closes_at = ? FOR UPDATE SKIP LOCKED",
	    DB_ARGS(db_int(db_col_int(round, "id")), db_text(state),
	        db_text(db_col_text(round, "closes_at"))));

	return db_count(row) == 1;
}

static void close_due(struct db *db)
{
	struct db_rows *rows = db_query(db,
	    "SELECT id, closes_at FROM round WHERE state = 'open' AND closes_at <= ?",
	    DB_ARGS(db_text(clock_now())));

	while (db_next(rows)) {
		if (is_still(db, rows, "open"))
			close_round(db, NULL, db_col_int(rows, "id"), db_col_text(rows, "closes_at"), NULL);
		db_commit(db);
	}
}

/* Asked for once for each opening time: what fails needs somebody, not another try a second. */
static struct db_rows *rounds_to_open(struct db *db)
{
	return db_query(db,
	    "SELECT r.id, r.closes_at FROM round r"
	    " WHERE r.state = 'ready' AND r.opens_at <= ? AND r.closes_at > ?"
	    "   AND (r.confidential = 1 OR r.dpia IS NOT NULL)"
	    "   AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'round.open' AND j.object_id = r.id"
	    "         AND j.asked_at >= r.opens_at)",
	    DB_ARGS(db_text(clock_now()), db_text(clock_now())));
}

void round_life_due(struct db *db)
{
	close_due(db);
	for (struct db_rows *rows = rounds_to_open(db); db_next(rows);) {
		const bool asked = is_still(db, rows, "ready")
		    && job_add(db, NULL, "round.open", db_col_int(rows, "id"), NULL) != 0;

		if (asked)
			db_commit(db);
		else
			db_rollback(db);
	}
}
