/* One request from the web server's parameters to the reply's bytes: identity, rights, handler,
 * commit, another try. */
#ifndef GRUNNMUR_DISPATCH_H
#define GRUNNMUR_DISPATCH_H

#include <stddef.h>

struct program;
struct reply;

/*
 * The bytes to send, in the arena; *reply is what they were made from. Tries again what busy
 * databases may yet do, for 8 s, then answers 503 (R6). Never raises.
 */
const char *dispatch(const struct program *program, const char *const *parameters,
    const char *body, size_t body_length, size_t *length, const struct reply **reply);

#endif
