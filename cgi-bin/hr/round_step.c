/* The steps that HR takes with a round: open, take back, extend, close, archive. */
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "audit.h"
#include "clock.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "round.h"
#include "round_life.h"
#include "round_opening.h"
#include "saved.h"

enum { REASON_MOST = 1000 };

/* What the form of a step says, read at once. */
struct wish {
	const char *step, *op, *reason, *closes_on;
	int64_t rev;
};

static struct wish read_wish(struct form *form)
{
	static const char *const steps[] = { "open", "undo", "withdraw", "extend", "close", "archive",
		NULL };
	struct wish wish = { .step = form_choice(form, "do", steps, false), .op = form_op(form),
		.rev = form_int(form, "rev", 0, UINT32_MAX, -1),
		.reason = form_text(form, "reason", 0, REASON_MOST),
		.closes_on = form_day(form, "closes_on") };
	static const char *const reasoned[] = { "withdraw", "extend", "close" };

	for (size_t i = 0; wish.step && i < sizeof reasoned / sizeof *reasoned; i++)
		if (strcmp(wish.step, reasoned[i]) == 0 && !*wish.reason && form_ok(form))
			form_error(form, "reason", _("Say why. Those who look at the round later read it."));
	if (wish.step && strcmp(wish.step, "extend") == 0 && !wish.closes_on && form_ok(form))
		form_error(form, "closes_on", _("Choose the new closing day."));
	return wish;
}

static struct reply done(const struct request *req, int64_t job)
{
	const long long id = request_id(req, "id");
	struct db_rows *round = round_get(req->db, req->user, id);
	cJSON *view = cJSON_CreateObject();

	db_next(round);
	json_set_text(view, "state", db_col_text(round, "state"));
	json_set_int(view, "rev", db_col_int(round, "rev"));
	if (!job)
		return saved_reply(req, arena_printf("/hr/rounds/%lld", id), view, false);
	json_set_int(view, "job", job);
	return reply_done(req, arena_printf("/hr/jobs/%lld", (long long)job), view);
}

/* Opening takes a while: a worker does it, and its page shows how far it is. */
static struct reply ask_job(const struct request *req, const struct wish *wish)
{
	const int64_t id = request_id(req, "id");
	const int64_t job = strcmp(wish->step, "open") == 0
	    ? round_opening_ask(req->db, req->user, id, wish->op)
	    : round_opening_ask_undo(req->db, req->user, id, wish->op);

	return job ? done(req, job)
	    : reply_conflict(_("The round is not ready to be opened, or it was opened before."));
}

static void take(const struct request *req, const struct wish *wish, const struct round_now *now)
{
	if (strcmp(wish->step, "withdraw") == 0)
		round_life_withdraw(req->db, req->user, now, wish->reason);
	else if (strcmp(wish->step, "extend") == 0)
		round_life_extend(req->db, req->user, now, clock_day_end(wish->closes_on), wish->reason);
	else if (strcmp(wish->step, "close") == 0)
		round_life_close(req->db, req->user, now, wish->reason);
	else
		round_life_archive(req->db, req->user, now, wish->reason);
}

static bool is_later(const struct wish *wish, const struct round_now *now)
{
	return strcmp(wish->step, "extend") != 0
	    || strcmp(clock_day_end(wish->closes_on), now->closes_at) > 0;
}

static struct reply step(const struct request *req)
{
	struct form *form = form_read(req);
	const struct wish wish = read_wish(form);
	const struct round_now *now = round_life_lock(req->db, request_id(req, "id"));

	if (!now)
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(round_show(req), form);
	const bool is_job = strcmp(wish.step, "open") == 0 || strcmp(wish.step, "undo") == 0;
	const char *action = is_job ? "job.add" : arena_printf("round.%s", wish.step);
	const int64_t before = audit_op_object(req->db, req->user, wish.op, action);

	if (before)
		return is_job || before == now->id ? done(req, is_job ? before : 0)
		    : reply_conflict(_("This has been sent before."));
	const char *why = round_life_refusal(now, wish.step, wish.rev);

	if (why)
		return reply_conflict(why);
	if (!is_later(&wish, now)) {
		form_error(form, "closes_on", _("The new closing day must be later than the present one."));
		return reply_form(round_show(req), form);
	}
	if (is_job)
		return ask_job(req, &wish);
	take(req, &wish, now);
	return audit_op_claim(req->db, req->user, wish.op, action, now->id) ? done(req, 0)
	    : reply_conflict(_("This has been sent before."));
}

const struct route round_step_routes[] = {
	{ METHOD_POST, "/rounds/{id}", ROLE_HR, step, DB_WRITE },
	{ 0 }
};
