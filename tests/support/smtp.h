/* A real SMTP server on loopback for tests (conf/demo/mail.py): what it takes lies in a folder. */
#ifndef GRUNNMUR_TESTS_SMTP_H
#define GRUNNMUR_TESTS_SMTP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Starts it with more words on its command line, ended by NULL, on a port of its own or the given one; returns its port. A second
 * one is begun after the first was stopped; its folder is the same.
 */
int smtp_start(int port, const char *const *more);
void smtp_stop(void);

/* Whether there is a number-th mail, from 1; how many it has taken; one as it came; its text decoded. Valid until the next call. */
bool smtp_has(size_t number);
size_t smtp_count(void);
const char *smtp_raw(size_t number);
const char *smtp_read(size_t number);

/* Throws away what was taken; stops the server and removes the folder. */
void smtp_empty(void);
void smtp_forget(void);

/* A folder of the test's own, for what else it needs. */
const char *smtp_folder(void);

#endif
