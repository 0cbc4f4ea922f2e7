/* The token against forged requests (S13), and randomness. libsodium is known here alone. */
#ifndef GRUNNMUR_CSRF_H
#define GRUNNMUR_CSRF_H

#include <stdbool.h>
#include <stddef.h>

/* Reads the key file. Prints what is wrong and exits with 78. */
void csrf_start(const char *key_file);

/*
 * HMAC-SHA-256(key, login, day) for today under a random pad, hence another one each time; 128 hex
 * digits, in the arena.
 */
const char *csrf_token(const char *login);

/* Whether token is one of login's of today or yesterday, in constant time. */
bool csrf_ok(const char *login, const char *token);

/* An operation id for a new form, 32 random hex digits; in the arena. */
const char *csrf_random_id(void);

/* Fills bytes with randomness. */
void csrf_random(void *bytes, size_t length);

#endif
