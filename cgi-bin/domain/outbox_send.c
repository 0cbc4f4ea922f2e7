/* A worker's side of the outbox. */
#include "outbox_send.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "fault.h"
#include "i18n.h"
#include "job_run.h"
#include "log.h"

/* A turn ends after so many mails: jobs wait for the same worker. */
enum { MAILS_A_TURN = 50, STORE_TRIES = 20, STORE_WAIT_MS = 500 };

/* Minutes until a mail that was not taken is tried again; after the last it is given up. */
static const int waits[] = { 1, 5, 15, 60, 240, 240, 240, 240, 240 };

enum { WAITS = sizeof waits / sizeof *waits };

/* What is done with one mail, and how it ends. */
struct turn {
	const struct outbox_kind *kinds;
	struct mail mail;
	int64_t id, attempt, tries;
	const char *state, *reason, *said;
	const char *due_at;             /* of one that stays in the queue */
	bool try_counts;
};

static bool anything_is_due(void)
{
	return db_count(db_query(db_session(DB_SAVE),
	    "SELECT id FROM outbox WHERE state IN ('queued', 'sending') AND due_at <= ? LIMIT 1",
	    DB_ARGS(db_text(clock_now())))) > 0;
}

/* With the lane in hand, nobody is at these: who was has died, or lost its link to the database. */
static void give_up_what_was_left(void)
{
	const int64_t left = db_exec(db_session(DB_SAVE),
	    "UPDATE outbox SET state = 'uncertain', reason = 'mail.cut', ended_at = ?"
	    " WHERE state = 'sending'", DB_ARGS(db_text(clock_now())));

	if (left > 0)
		log_line("%lld mails were left half sent: uncertain", (long long)left);
}

static struct db_rows *next_due(void)
{
	return db_query(db_session(DB_SAVE),
	    "SELECT id, kind, object_id, person_id, queued_at, attempt, tries FROM outbox"
	    " WHERE state = 'queued' AND due_at <= ? ORDER BY due_at, id LIMIT 1",
	    DB_ARGS(db_text(clock_now())));
}

/* False: another worker has taken it meanwhile. */
static bool claim(struct turn *turn)
{
	const int64_t before = turn->attempt++;

	return db_exec(db_session(DB_SAVE),
	    "UPDATE outbox SET state = 'sending', attempt = ?"
	    " WHERE id = ? AND state = 'queued' AND attempt = ?",
	    DB_ARGS(db_int(turn->attempt), db_int(turn->id), db_int(before))) == 1;
}

/* What was thought uncertain meanwhile is not: here is the answer. */
static void store(void *context)
{
	const struct turn *turn = context;
	const bool stays = strcmp(turn->state, "queued") == 0;

	db_exec(db_session(DB_SAVE),
	    "UPDATE outbox SET state = ?, reason = ?, said = ?, due_at = COALESCE(?, due_at),"
	    "  tries = tries + ?, ended_at = ?"
	    " WHERE id = ? AND attempt = ? AND state IN ('queued', 'sending', 'uncertain')",
	    DB_ARGS(db_text(turn->state), db_text(turn->reason), db_text(turn->said),
	        db_text(turn->due_at), db_bool(turn->try_counts),
	        db_text(stays ? NULL : clock_now()), db_int(turn->id), db_int(turn->attempt)));
}

/* A mail that was sent must not be forgotten because the database was away for a moment. */
static void store_surely(struct turn *turn)
{
	for (int i = 0; i < STORE_TRIES; i++) {
		if (fault_guard(store, turn) == OUTCOME_DONE)
			return;
		db_rollback(db_session(DB_SAVE));
		clock_wait(STORE_WAIT_MS);
	}
	fault_busy("what became of mail %lld could not be stored", (long long)turn->id);
}

static void end_as(struct turn *turn, const char *state, const char *reason, const char *said)
{
	turn->state = state;
	turn->reason = reason;
	turn->said = said;
}

static const char *in_minutes(int minutes)
{
	return clock_later(minutes * 60);
}

/* The server's answer as the row's end. False: no mail can be sent now. */
static bool conclude(struct turn *turn, const struct mail_answer *answer)
{
	switch (answer->result) {
	case MAIL_SENT:
		end_as(turn, "sent", NULL, "");
		return true;
	case MAIL_REFUSED:
		end_as(turn, "failed", answer->no_such_address ? "mail.address" : "mail.refused",
		    answer->said);
		return true;
	case MAIL_UNCERTAIN:
		end_as(turn, "uncertain", "mail.cut", answer->said);
		return true;
	case MAIL_LATER:
		if (turn->tries >= WAITS) {
			end_as(turn, "failed", "mail.gave_up", answer->said);
			return true;
		}
		end_as(turn, "queued", "mail.later", answer->said);
		turn->due_at = in_minutes(waits[turn->tries]);
		turn->try_counts = true;
		return true;
	case MAIL_NO_SERVER:
		break;
	}
	log_line("no mail can be sent now: %s", answer->said);
	end_as(turn, "queued", "mail.server", answer->said);
	return false;
}

static const struct outbox_kind *kind_of(const struct outbox_kind *kinds, const char *name)
{
	for (; kinds->name; kinds++)
		if (strcmp(kinds->name, name) == 0)
			return kinds;
	fault("no mail is called %s", name);
}

/* Made anew from what holds now; its id says which row it is, and when the row was made. */
static const char *write_mail(struct turn *turn, const struct db_rows *row)
{
	const char *day = arena_text(db_col_text(row, "queued_at"), 10);

	turn->mail = (struct mail){ .id = arena_printf("grunnmur-%lld-%s", (long long)turn->id, day) };
	return kind_of(turn->kinds, db_col_text(row, "kind"))->write(db_session(DB_SAVE), row,
	    &turn->mail);
}

/* False: no mail can be sent now. */
static bool send_one(const struct outbox_kind *kinds, const struct db_rows *row)
{
	struct turn turn = { .kinds = kinds, .id = db_col_int(row, "id"),
		.attempt = db_col_int(row, "attempt"), .tries = db_col_int(row, "tries"), .said = "" };
	const char *dropped = write_mail(&turn, row);
	bool goes_on = true;

	if (!dropped && mail_address_ok(turn.mail.to)) {
		if (!claim(&turn))
			return true;
		const struct mail_answer answer = mail_send(&turn.mail);

		clock_begin();
		goes_on = conclude(&turn, &answer);
	} else {
		end_as(&turn, dropped ? "dropped" : "failed", dropped ? dropped : "mail.address", "");
	}
	store_surely(&turn);
	return goes_on;
}

static enum outbox_end send_some(const struct outbox_kind *kinds, bool (*ending)(void))
{
	int sent = 0;

	give_up_what_was_left();
	for (; sent < MAILS_A_TURN && !(ending && ending()); sent++) {
		clock_begin();
		struct db_rows *row = next_due();

		if (!db_next(row))
			break;
		if (!send_one(kinds, row))
			return OUTBOX_NO_SERVER;
	}
	return sent > 0 ? OUTBOX_WORKED : OUTBOX_IDLE;
}

enum outbox_end outbox_send(const struct outbox_kind *kinds, bool (*ending)(void))
{
	enum outbox_end end = OUTBOX_IDLE;

	clock_begin();
	if (mail_is_configured() && anything_is_due()) {
		if (job_take_lane("outbox"))
			end = send_some(kinds, ending);
		db_rollback(db_session(DB_HOLD));
	}
	if (end != OUTBOX_WORKED)
		mail_hang_up();
	return end;
}
