/* A request: address, query, body and the user the web server vouches for, decoded and checked as
 * text. */
#ifndef GRUNNMUR_REQUEST_H
#define GRUNNMUR_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

enum method { METHOD_GET = 1, METHOD_POST, METHOD_PUT };

enum role { ROLE_EMPLOYEE = 1, ROLE_LEADER = 2, ROLE_HR = 4, ROLE_REPRESENTATIVE = 8 };

/* Who asks, read from the database in this request. language is what the page is shown in. */
struct user {
	int64_t id;
	const char *login, *name, *language;
	const char *stored_language;    /* NULL: none chosen */
	unsigned roles;                 /* of enum role */
};

struct field { const char *name, *value; };

struct request {
	enum method method;
	const char *path;               /* below the program's address: "/requests/17" */
	const char
		*address; /* as the browser sees it, without the query: "/grunnmur/leader/requests/17" */
	const char *page;               /* the address of the page that it belongs to; NULL: its own */
	const char *query_text;         /* as sent, or "" */
	const char *content_type;       /* "" if none */
	const char *body;
	size_t body_length;
	bool wants_json;                /* Accept prefers application/json */
	bool sends_json;                /* Content-Type is application/json */
	bool takes_files;               /* the route may be sent multipart/form-data */
	const char *const *parameters;  /* as the web server gave them, NAME=VALUE */
	const struct user *user;        /* NULL only on the way to a refusal */
	struct db *db;                  /* the session that the route's method calls for */
	const struct field *query, *parts;      /* decoded; ended by a NULL name */
};

/* {name} of the route's path, a positive integer; 0 if it is none: no row has that id. */
int64_t request_id(const struct request *req, const char *name);

/* A field of the query, NULL if absent. */
const char *request_query(const struct request *req, const char *name);

/* An integer of the query between min and max; fallback if absent or anything else. */
int64_t request_query_int(
	const struct request *req, const char *name, int64_t min, int64_t max, int64_t fallback);

/*
 * Splits application/x-www-form-urlencoded text (only & separates) into fields ended by a NULL
 * name, at most max. NULL: too many, a bad escape, or not text (S16, S17). In the arena.
 */
const struct field *request_split(const char *text, size_t length, size_t max);

/*
 * Reads the parameters of the web server and the body into req; program is the name that
 * SCRIPT_NAME must end in, body_most the longest body that is taken. Returns 0, or the status to
 * refuse with (400, 404, 405, 413), with *why for the log.
 */
int request_begin(struct request *req, const char *program, const char *const *parameters,
    const char *body, size_t body_length, size_t body_most, const char **why);

/* A parameter of the web server ("HTTP_ORIGIN"), NULL if absent. */
const char *request_parameter(const struct request *req, const char *name);

/* Whether the answer is JSON: it was asked for, or it is the answer to JSON. */
bool request_is_json(const struct request *req);

/*
 * REMOTE_USER as the login to look up, without the configured realm (S1, S2, S4). NULL: not vouched
 * for; *why says what was wrong.
 */
const char *request_login(const struct request *req, const char **why);

#endif
