/* grunnmur round open CODE */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "commands.h"
#include "db.h"
#include "i18n.h"
#include "job.h"
#include "round_life.h"
#include "round_opening.h"

static const char *refusal(const char *reason)
{
	static const struct i18n_word reasons[] = {
		{ "round.unknown", N_("There is no round with this code.") },
		{ "round.not_ready", N_("The round is not ready to be opened, or it was opened before.") },
		{ "round.too_early", N_("The round's opening time has not come.") },
		{ "round.too_late", N_("The round's closing time is past.") },
		{ "round.asks_nobody", N_("Nobody has a position that is valid today.") },
		{ NULL, NULL },
	};
	const char *text = i18n_word(reasons, reason);

	return text ? text : reason;    /* a sentence already */
}

/* Does the job itself, or waits for the worker that was faster. How it ended: NULL is well. */
static const char *end_of(int64_t id)
{
	for (;;) {
		const bool worked = job_run_next(worker_kinds, NULL);
		struct db_rows *job = job_get(db_session(DB_SAVE), id);

		db_next(job);
		const char *state = db_col_text(job, "state");

		if (strcmp(state, "done") == 0)
			return NULL;
		if (strcmp(state, "failed") == 0)
			return db_col_text(job, "reason");
		if (strcmp(state, "cancelled") == 0)
			return "round.not_ready";
		if (!worked)
			nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
	}
}

static const char *open_round(int64_t round_id)
{
	struct db *db = db_session(DB_WRITE);

	const struct round_now *now = round_life_lock(db, round_id);

	if (!now)
		return "round.unknown";
	const char *why = round_life_refusal(now, "open", -1);

	if (why) {
		db_rollback(db);
		return why;
	}
	const int64_t job = round_opening_ask(db, NULL, round_id, NULL);

	if (!job) {
		db_rollback(db);
		return "round.not_ready";
	}
	db_commit(db);
	return end_of(job);
}

int round_run(int count, char **words)
{
	if (count != 2 || strcmp(words[0], "open") != 0)
		return USAGE;
	const int64_t round_id = round_opening_find(db_session(DB_SAVE), words[1]);
	const char *reason = open_round(round_id);

	if (reason) {
		fprintf(stderr, "%s: %s\n", words[1], refusal(reason));
		return NOT_DONE;
	}
	const struct round_opened opened = round_opening_count(db_session(DB_SAVE), round_id);

	printf(_("The round is open: %lld people are asked %lld questions.\n"),
	    (long long)opened.people, (long long)opened.answers);
	return DONE;
}
