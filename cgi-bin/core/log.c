/* One line per event on stderr: time, program, the request's reference, text. */
#include "log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"

#define TEXT_SIZE 2048

static const char *program = "grunnmur";
static char reference[13] = "-";

void log_program(const char *name)
{
	program = name;
}

const char *log_program_name(void)
{
	return program;
}

void log_begin(void)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	unsigned char random[sizeof reference - 1] = { 0 };

	/*
	 * So few bytes come whole or, before the kernel has any, not at all: the reference then is no
	 * secret.
	 */
	if (getrandom(random, sizeof random, 0) < 0)
		random[0] = (unsigned char)time(NULL);
	for (size_t i = 0; i < sizeof random; i++)
		reference[i] = digits[random[i] % (sizeof digits - 1)];
}

const char *log_reference(void)
{
	return reference;
}

static void write_all(const char *bytes, size_t length)
{
	while (length > 0) {
		const ssize_t written = write(STDERR_FILENO, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		bytes += written;
		length -= (size_t)written;
	}
}

void log_line(const char *format, ...)
{
	/*
	 * On the stack, with room for every byte escaped: a line must also be written when the arena is
	 * full.
	 */
	char text[TEXT_SIZE], storage[4 * TEXT_SIZE + 256];
	struct buf line = { storage, 0, sizeof storage };
	struct timespec now;
	struct tm utc;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	buf_printf(&line, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ %.64s %s ", utc.tm_year + 1900,
	    utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
	    now.tv_nsec / 1000000, program, reference);
	buf_add_log(&line, text);
	buf_add_char(&line, '\n');
	write_all(line.text, line.length);
}
