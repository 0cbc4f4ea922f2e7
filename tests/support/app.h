/* The product without a web server: requests go through the program's own dispatch, on a private MariaDB with a small seed. */
#ifndef GRUNNMUR_TESTS_APP_H
#define GRUNNMUR_TESTS_APP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cjson/cJSON.h>

#include "db.h"
#include "json.h"
#include "reply.h"
#include "route.h"

/*
 * Group setup and teardown: app_start makes a database of its own on the server of GRUNNMUR_TEST_SOCKET, from sql/schema.sql,
 * with the clock at 2026-11-24 09:00 UTC. app_reset, the setup of each test, puts tests/support/seed.sql into it afresh.
 */
int app_start(void **state);
int app_reset(void **state);
int app_stop(void **state);

/* The configuration of the tests with these lines more, until it is called again; they are copied. */
void app_configure(const char *lines);

/* Which program's pages the tests visit; loads its templates, strictly. Called in the group setup, after app_start. */
void app_serves(const char *program, const struct route *const *tables);

/* A request through the whole of dispatch, committed; the reply is valid until the next one. */
struct reply visit(const char *login, const char *path);                            /* GET, as a browser */
struct reply visit_json(const char *login, const char *path);                       /* GET, Accept: application/json */
struct reply submit(const char *login, const char *path, const char *form);         /* POST of a form, with its token */
struct reply send_json(const char *method, const char *login, const char *path, const char *json);

/* POST of multipart/form-data: fields ("do=save&rev=1", nothing escaped) and a file in the field called file. */
struct reply upload(const char *login, const char *path, const char *fields, const char *name, const char *bytes, size_t length);

/* Changes a parameter of the next request alone: "HTTP_ORIGIN"; value NULL leaves it out. */
void app_next(const char *name, const char *value);

/* The body of the last reply, as sent; its head; a header of it, or NULL. */
const char *shown(void);
const char *shown_head(void);

/* Whether the body has this text. */
bool shows(const char *text);

/* The last body as JSON. */
cJSON *shown_json(void);

/* The first column of the first row of a query, as text; "" for no row or NULL. */
#define stored(sql) app_stored("" sql "")
const char *app_stored(const char *sql);

/* Runs statements as they are, outside any session of the product. */
void app_run(const char *sql);

/* The user of a login, for calling domain functions. */
const struct user *user_of(const char *login);

/* A whole cmocka group: every test begins with app_reset. */
#define APP_TEST(function) cmocka_unit_test_setup(function, app_reset)

#endif
