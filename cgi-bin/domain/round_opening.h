/* Opens a round: one assessment a person, one answer row an item asked, levels pinned. */
#ifndef GRUNNMUR_ROUND_OPENING_H
#define GRUNNMUR_ROUND_OPENING_H

#include <stdint.h>

#include "db.h"
#include "job_run.h"
#include "request.h"

/*
 * Asks for a round that is ready to be opened, or for an opening that stopped to go on. Returns the
 * job's id, the same again for the same op; 0: its state is another, persons are seen in it and it
 * has no DPIA, or it is being opened already. actor NULL is the operator's command.
 */
int64_t round_opening_ask(struct db *db, const struct user *actor, int64_t round_id,
    const char *op);

/*
 * Asks for what a stopped opening has written to be taken back. 0: there is nothing, or that is
 * under way already.
 */
int64_t round_opening_ask_undo(struct db *db, const struct user *actor, int64_t round_id,
    const char *op);

/* The id of a round by its code, 0: there is none. */
int64_t round_opening_find(struct db *db, const char *code);

struct round_opened { int64_t people, answers; };

/* How many are asked, and how many questions in all. */
struct round_opened round_opening_count(struct db *db, int64_t round_id);

/*
 * The job "round.open". Everybody active with a position that is valid on the day of its beginning
 * is asked. First an assessment for each, then their answers, some hundred people at a time: in
 * between the round is `opening`, and nobody sees anything of it. Called again, it goes on where it
 * was. Reasons: round.unknown, not_ready, too_early, too_late, asks_nobody; the round then stays
 * ready.
 */
job_work round_opening_work;

/*
 * The job "round.undo": an opening that was stopped leaves nothing, and the round is ready again.
 */
job_work round_opening_undo_work;

#endif
