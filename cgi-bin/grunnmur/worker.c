/*
 * grunnmur worker [--until-idle]: does the long work that HR asks for, one job after another, and
 * what the clock asks for.
 */
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "certificate_warning.h"
#include "clock.h"
#include "commands.h"
#include "db.h"
#include "fault.h"
#include "log.h"
#include "outbox_send.h"
#include "people_apply.h"
#include "person.h"
#include "reminder_send.h"
#include "round_life.h"
#include "round_opening.h"

/* After the mail server was found dead. */
enum { MAIL_REST_MS = 60000 };

const struct job_kind worker_kinds[] = {
	{ "round.open", round_opening_work },
	{ "round.undo", round_opening_undo_work },
	{ "people.check", people_check_work },
	{ "people.apply", people_apply_work },
	{ "remind.send", reminder_send_work },
	{ "warn.certificates", certificate_warning_work },
	{ NULL, NULL },
};

const struct outbox_kind worker_mails[] = {
	{ "reminder", reminder_mail },
	{ "certificate", certificate_warning_mail },
	{ NULL, NULL },
};

static volatile sig_atomic_t ending;

static void end(int number)
{
	(void)number;
	ending = 1;
}

static bool worker_ends(void)
{
	return ending != 0;
}

static void take_one(void *context)
{
	bool *worked = context;

	*worked = job_run_next(worker_kinds, worker_ends);
}

static void follow_clock(void *context)
{
	(void)context;
	clock_begin();
	round_life_due(db_session(DB_WRITE));
	certificate_warning_due(db_session(DB_WRITE));
}

static void send_mails(void *context)
{
	enum outbox_end *end = context;

	*end = outbox_send(worker_mails, worker_ends);
}

/* What breaks or must wait leaves nothing behind, and does not keep the worker from the rest. */
static enum outcome guarded(void (*work)(void *context), void *context)
{
	const enum outcome outcome = fault_guard(work, context);

	db_rollback_all();
	arena_release();
	return outcome;
}

/* Mails go out between jobs, and rest for a while when there is nobody to take them. */
static bool mails_went(int64_t *not_before)
{
	enum outbox_end end = OUTBOX_IDLE;

	if (clock_ms() < *not_before)
		return false;
	const enum outcome outcome = guarded(send_mails, &end);

	if (end == OUTBOX_NO_SERVER || outcome == OUTCOME_BROKEN)
		*not_before = clock_ms() + MAIL_REST_MS;
	return end == OUTBOX_WORKED;
}

/* Nothing to do, or no database: a second's rest, which a signal ends. */
static void rest(void)
{
	nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL);
}

int worker_run(int count, char **words)
{
	const bool until_idle = count == 1 && strcmp(words[0], "--until-idle") == 0;
	const struct sigaction ends = { .sa_handler = end };

	if (count > 0 && !until_idle)
		return USAGE;
	db_expect(PERSON_SCHEMA_VERSION, "grunnmur_worker");
	sigaction(SIGTERM, &ends, NULL);
	sigaction(SIGINT, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);       /* the mail server's end of a link is told by errno */
	int64_t no_mail_before = 0;

	log_line("the worker begins");
	while (!ending) {
		bool worked = false;

		guarded(follow_clock, NULL);
		const enum outcome outcome = guarded(take_one, &worked);

		worked |= mails_went(&no_mail_before);
		if (until_idle && outcome == OUTCOME_DONE && !worked)
			break;
		if (!worked && !ending)
			rest();
	}
	log_line("the worker ends");
	return DONE;
}
