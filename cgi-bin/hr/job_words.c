/* What jobs are called on pages: kinds, phases, reasons; and where their subject is shown. */
#include "job_words.h"

#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"

static const struct i18n_word kinds[] = {
	{ "round.open", N_("Opening of a round") },
	{ "round.undo", N_("Taking back the opening of a round") },
	{ "remind.send", N_("Reminders") },
	{ "warn.certificates", N_("Telling of certificates that run out") },
	{ "people.check", N_("Check of an import of people") },
	{ "people.apply", N_("Storing of an import of people") },
	{ NULL, NULL },
};

/* By lane: the address of what a job is about, but for its id. */
static const struct { const char *lane, *folder; } subjects[] = {
	{ "round", "rounds" }, { "remind", "reminders" },
	{ "people", "people/import" },
};

static const struct i18n_word states[] = {
	{ "queued", N_("Waiting") }, { "running", N_("Running") }, { "done", N_("Done") },
	{ "failed", N_("Failed") }, { "cancelled", N_("Stopped") }, { NULL, NULL },
};

static const struct i18n_word phases[] = {
	{ "people", N_("Finding those who are asked") },
	{ "questions", N_("People who have their questions") },
	{ "undo", N_("Taking questions back") },
	{ "match", N_("Finding out who is who") },
	{ "compare", N_("Making the difference") },
	{ "apply", N_("Storing the changes") },
	{ NULL, NULL },
};

static const struct i18n_word reasons[] = {
	{ "broken", N_("Something in Grunnmur is broken. Nothing was stored. Give the reference to your"
		" IT department.") },
	{ "round.unknown", N_("The round is no longer there.") },
	{ "round.not_ready", N_("The round is not ready to be opened, or it was opened before.") },
	{ "round.too_early", N_("The round's opening time has not come.") },
	{ "round.too_late", N_("The round's closing time is past.") },
	{ "round.asks_nobody", N_("Nobody has a position that is valid today. Import the employees"
		" first.") },
	{ "remind.unknown", N_("The reminder is no longer there.") },
	{ "remind.closed", N_("The round is not open. Nobody was reminded.") },
	{ "people.not_open", N_("The import is no longer open, or it was stored before.") },
	{ "people.base_changed", N_("Something was changed here since the files were compared, or it is"
		" another day. Check again, and look through the difference once more.") },
	{ NULL, NULL },
};

static const char *or_itself(const char *text, const char *code)
{
	return text ? text : code;
}

static const char *folder_of(const char *kind)
{
	const char *lane = arena_text(kind, strcspn(kind, "."));

	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
		if (strcmp(subjects[i].lane, lane) == 0)
			return subjects[i].folder;
	return NULL;
}

void job_words_add(cJSON *row)
{
	const char *kind = json_get_text(row, "kind"), *state = json_get_text(row, "state");
	const char *reason = json_get_text(row, "reason"), *folder = folder_of(kind);

	json_set_text(row, "title", or_itself(i18n_word(kinds, kind), kind));
	json_set_text(row, "state_text", or_itself(i18n_word(states, state), state));
	json_set_text(row, "reason_text",
	    reason ? or_itself(i18n_word(reasons, reason), reason) : "");
	json_set_text(row, "subject", folder ? arena_printf("%s/%lld", folder,
	    (long long)json_get_int(row, "object_id", 0)) : "");
}

const char *job_words_phase(const char *phase)
{
	return or_itself(i18n_word(phases, phase), phase);
}
