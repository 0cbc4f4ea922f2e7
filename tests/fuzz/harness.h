/*
 * What each fuzz target does around an input: the arena, a guard, and silence. A target defines
 * try_input before it includes this. What a user types is never a fault, so a fault is a finding,
 * unless the target defines FAULTS_ARE_ALLOWED. With PLANTED_FAULT an input that starts with "%!"
 * writes one byte too far: a harness that does not find it is blind.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include "arena.h"
#include "fault.h"
#include "i18n.h"
#include "log.h"

#ifndef FAULTS_ARE_ALLOWED
#define FAULTS_ARE_ALLOWED 0
#endif

/* In the place of core's log: a line for each refused input would drown what the fuzzer says. */
void log_program(const char *name)
{
	(void)name;
}

const char *log_program_name(void)
{
	return "fuzz";
}

void log_begin(void)
{
}

const char *log_reference(void)
{
	return "-";
}

void log_line(const char *format, ...)
{
	(void)format;
}

struct input { const char *bytes; size_t length; };

static void run(void *context)
{
	const struct input *input = context;

#ifdef PLANTED_FAULT
	/* Volatile, so that each comparison is a branch that the fuzzer sees. */
	const volatile char *magic = input->bytes;

	if (input->length >= 2 && magic[0] == '%' && magic[1] == '!') {
		volatile char *piece = arena_alloc(3);

		piece[input->length >= 2 ? 3 : 0] = 'x';
	}
#endif
	try_input(input->bytes, input->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { (const char *)data, size };

	setenv("GRUNNMUR_NOW", "2026-11-24T09:30:00Z", 0);
	arena_serves_cjson();
	i18n_use("nb");
	if (fault_guard(run, &input) != OUTCOME_DONE && !FAULTS_ARE_ALLOWED)
		abort();
	arena_release();
	return 0;
}
