/* The one way out when something is broken or busy: a jump to the innermost guard. */
#include "fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "log.h"

#define EXIT_SOFTWARE 70        /* sysexits.h */

static jmp_buf *guard;

enum outcome fault_guard(void (*body)(void *), void *context)
{
	jmp_buf here;
	jmp_buf *const outer = guard;
	enum outcome outcome = OUTCOME_DONE;

	guard = &here;
	switch (setjmp(here)) {
	case 0:
		body(context);
		break;
	case OUTCOME_BUSY:
		outcome = OUTCOME_BUSY;
		break;
	default:
		outcome = OUTCOME_BROKEN;
		break;
	}
	guard = outer;
	return outcome;
}

__attribute__((format(printf, 3, 0)))
static _Noreturn void leave(enum outcome outcome, const char *kind, const char *format,
    va_list arguments)
{
	char text[1024];

	/* Not in the arena: that may be what has run out. */
	vsnprintf(text, sizeof text, format, arguments);
	log_line("%s: %s", kind, text);
	if (guard == NULL)
		exit(EXIT_SOFTWARE);
	longjmp(*guard, (int)outcome);
}

void fault(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	leave(OUTCOME_BROKEN, "fault", format, arguments);
}

void fault_busy(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	leave(OUTCOME_BUSY, "busy", format, arguments);
}
