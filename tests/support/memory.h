/*
 * Want of memory (S24), in the test programs that are linked with its --wrap: every allocation of
 * ours, and every call of Connector/C that returns memory, fails in turn.
 */
#ifndef GRUNNMUR_TESTS_MEMORY_H
#define GRUNNMUR_TESTS_MEMORY_H

#include "app.h"
#include "fault.h"

/*
 * ask sends a request and returns its status. Each allocation on its way fails once, those that
 * last as long as the program too: the answer is 500, and the next request is served.
 */
void memory_fails_in_turn(int (*ask)(void), int status);

/* The same where the request's own memory is at an end, sooner and later. */
void memory_runs_out(int (*ask)(void), int status);

/* Runs what comes after dispatch, such as the rows of a file, with the same want. */
enum outcome memory_guard(void (*body)(void *), void *context);

#endif
