/* One line per event on stderr: time, program, the request's reference, the escaped text. */
#ifndef GRUNNMUR_LOG_H
#define GRUNNMUR_LOG_H

/* The name that starts each line; called once at the start. */
void log_program(const char *name);
const char *log_program_name(void);

/* A fresh reference (12 of [0-9a-z]) for the request that begins; error pages show it. */
void log_begin(void);
const char *log_reference(void);

/*
 * Control bytes and non-ASCII in the result are shown as \xNN, so a value cannot make a line of its
 * own.
 */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
