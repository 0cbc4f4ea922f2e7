/* The operator's command: schema, import, rounds, roles, faults, jobs. It shows no answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "commands.h"
#include "config.h"
#include "db.h"
#include "fault.h"
#include "i18n.h"
#include "log.h"
#include "person.h"

/* What a whole municipality's files take while they are read. */
static const size_t memory = (size_t)2 << 30;

static int version_run(int count, char **words)
{
	(void)words;
	if (count > 0)
		return USAGE;
	printf("grunnmur, schema %d\n", PERSON_SCHEMA_VERSION);
	return DONE;
}

static const struct command {
	const char *name, *usage;
	int (*run)(int count, char **words);
} commands[] = {
	{ "migrate", "migrate [--schema FILE|FOLDER] [--grants]", migrate_run },
	{ "import", "import FOLDER | import --answers FOLDER", import_run },
	{ "round", "round open CODE", round_run },
	{ "people", "people [--check] [--reason TEXT] SOURCE FILE…", people_run },
	{ "role", "role grant|revoke LOGIN hr", role_run },
	{ "check", "check", check_run },
	{ "worker", "worker [--until-idle]", worker_run },
	{ "version", "version", version_run },
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static int usage(void)
{
	fprintf(stderr, "Usage: grunnmur [--conf FILE] COMMAND\n");
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(stderr, "  grunnmur %s\n", commands[i].usage);
	return USAGE;
}

struct call { const struct command *command; int count; char **words; int status; };

static void run(void *context)
{
	struct call *call = context;

	call->status = call->command->run(call->count, call->words);
}

static int finish(enum outcome outcome, int status)
{
	db_rollback_all();
	db_close_all();
	if (outcome == OUTCOME_BUSY) {
		fprintf(stderr, "%s\n",
		    _("The database does not answer, or does not fit. Nothing was changed by this step."));
		return BUSY;
	}
	if (outcome == OUTCOME_BROKEN) {
		fprintf(stderr, "%s\n",
		    _("Something is broken; the line above says what. Nothing was changed by this step."));
		return BROKEN;
	}
	arena_release();
	return status;
}

static void start(const char *conf)
{
	log_program("grunnmur");
	log_begin();
	config_read(conf);
	arena_limit(memory);
	arena_serves_cjson();
	clock_begin();
	i18n_start(config()->locale);
	i18n_use(config()->language);
	db_expect(PERSON_SCHEMA_VERSION, "grunnmur_admin");
}

int main(int count, char **words)
{
	const char *conf = NULL;
	int at = 1;

	if (count > 2 && strcmp(words[1], "--conf") == 0) {
		conf = words[2];
		at = 3;
	}
	for (size_t i = 0; at < count && i < COMMANDS; i++) {
		struct call call = { &commands[i], count - at - 1, words + at + 1, USAGE };

		if (strcmp(words[at], commands[i].name) != 0)
			continue;
		if (commands[i].run != version_run)
			start(conf);
		const enum outcome outcome = fault_guard(run, &call);
		const int status = finish(outcome, call.status);

		return status == USAGE ? usage() : status;
	}
	return usage();
}
