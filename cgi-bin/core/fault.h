/* The one way out when something is broken or busy; the only setjmp is behind fault_guard. */
#ifndef GRUNNMUR_FAULT_H
#define GRUNNMUR_FAULT_H

/*
 * OUTCOME_BUSY: deadlock, lost link, no database: the whole transaction may be tried again
 * (security.md section 7).
 * OUTCOME_BROKEN: a bug or a broken installation; it has been logged.
 */
enum outcome { OUTCOME_DONE, OUTCOME_BUSY, OUTCOME_BROKEN };

/* Runs body(context); what it raises ends it and is the outcome. Guards may nest. */
enum outcome fault_guard(void (*body)(void *), void *context);

/* Logs and leaves with OUTCOME_BROKEN. Without a guard the program ends with status 70. */
_Noreturn void fault(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Logs and leaves with OUTCOME_BUSY: the same transaction, tried again, may succeed. */
_Noreturn void fault_busy(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
