/*
 * Typed fields of a form or a JSON body, one reading for both; remembers what was typed and what is
 * wrong.
 *
 * The fields a handler reads are the fields there are: form_ok is false with form_status 400 when
 * the body is no form, no JSON object, has a field nobody read, or one twice (lists may repeat).
 * Field `csrf` is known to every form.
 * Numbers and flags are JSON numbers, true and false in a JSON body, text in a form.
 */
#ifndef GRUNNMUR_FORM_H
#define GRUNNMUR_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cJSON;
struct form;
struct request;

/* Never NULL; a body that cannot be read is a form with form_status 400 or 415. */
struct form *form_read(const struct request *req);

/* The fields of the address, read as those of a form: unknown and doubled ones are refused. */
struct form *form_query(const struct request *req);

/* Whether the field was sent at all (JSON null counts as sent). */
bool form_has(struct form *form, const char *field);

/*
 * Text with between min and max characters, outer white space removed; "" when absent and min is 0.
 * CRLF becomes LF.
 */
const char *form_text(struct form *form, const char *field, size_t min, size_t max);

/* An integer; fallback when absent or empty. */
int64_t form_int(struct form *form, const char *field, int64_t min, int64_t max, int64_t fallback);

/* An integer that must be there. */
int64_t form_int_required(struct form *form, const char *field, int64_t min, int64_t max);

/*
 * A decimal with at most decimals digits after the point, as text "1234.50"; NULL when absent.
 * Forms take comma or point, and spaces.
 */
const char *form_decimal(struct form *form, const char *field, int64_t max, int decimals);

/* A day as "YYYY-MM-DD" (forms also take d.m.yyyy); NULL when absent. */
const char *form_day(struct form *form, const char *field);

/*
 * One of the choices, which end in NULL; NULL when absent (an error unless optional) or none of
 * them (an error).
 */
const char *form_choice(struct form *form, const char *field, const char *const choices[],
    bool optional);

/* A flag; false when absent. */
bool form_bool(struct form *form, const char *field);

/*
 * Texts of a field that may repeat (form) or be an array (JSON), ended by NULL; at most count, each
 * of at most max characters.
 */
const char *const *form_list(struct form *form, const char *field, size_t count, size_t max);

/*
 * Any JSON value of a JSON body (checked as text, depth and size limited), or NULL; in a form the
 * field's text as a JSON string.
 */
const struct cJSON *form_json(struct form *form, const char *field);

/*
 * A file that was sent in multipart/form-data, to a route with ROUTE_UPLOAD: its bytes as they are
 * (up to 20 MB: more than one statement carries, keep it in parts), its name for people to read.
 * False: none was chosen, which is no error here.
 */
struct form_file { const char *name, *bytes; size_t length; };
bool form_file(struct form *form, const char *field, struct form_file *file);

/* The operation id: 32 lower-case hex digits; NULL when absent, which is no error. */
const char *form_op(struct form *form);

/* Records that a field is wrong; the first message of a field stays. */
void form_error(struct form *form, const char *field, const char *message);

/* Whether all is well. To be asked after the last field was read and before anything is changed. */
bool form_ok(struct form *form);

/* 200 when form_ok, 422 when a field is wrong, 400 and 415 as above. */
int form_status(struct form *form);

/*
 * {field:{value, error, id}} for the page: what was typed comes back whatever was wrong. Lists have
 * values:[…].
 */
struct cJSON *form_view(struct form *form);

/*
 * What the page calls a field: the summary of what is wrong says it before a message that does not
 * name the field itself. Nothing happens where nothing is wrong with it.
 */
void form_label(struct form *form, const char *field, const char *label);

/* {field:[message]} for application/problem+json. */
struct cJSON *form_errors(struct form *form);

/* What is wrong with the body as a whole (status 400), in the user's language. */
const char *form_fault(struct form *form);

#endif
