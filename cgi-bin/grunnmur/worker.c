/* grunnmur worker [--until-idle]: does the long work that HR asks for, one job after another. */
#include <signal.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "clock.h"
#include "commands.h"
#include "db.h"
#include "fault.h"
#include "log.h"
#include "person.h"
#include "round_opening.h"

const struct job_kind worker_kinds[] = {
	{ "round.open", round_opening_work },
	{ "round.undo", round_opening_undo_work },
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
	log_line("the worker begins");
	while (!ending) {
		bool worked = false;
		const enum outcome outcome = fault_guard(take_one, &worked);

		db_rollback_all();
		arena_release();
		if (until_idle && outcome == OUTCOME_DONE && !worked)
			break;
		if (!worked && !ending)
			rest();
	}
	log_line("the worker ends");
	return DONE;
}
