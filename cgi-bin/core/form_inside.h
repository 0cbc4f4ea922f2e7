/* What form.c (the body, the view) and form_field.c (the kinds of field) share. */
#ifndef GRUNNMUR_FORM_INSIDE_H
#define GRUNNMUR_FORM_INSIDE_H

#include "form.h"

/* One field as it was sent: text of a form, json, or a file. */
struct form_sent {
	const char *name, *text;
	const struct cJSON *json;
	const struct multipart *file;
	bool read;
};

struct form {
	struct form_sent *sent;
	size_t count;
	int status;             /* of the body as a whole; 200 if it could be read */
	const char *fault;
	struct cJSON *view, *errors;    /* {field:{id,value,error}}, {field:[message]} */
};

/* Records that the body as a whole cannot be taken; the first reason stays. */
void form_refuse(struct form *form, int status, const char *message);

/*
 * The field as it was sent, first of several; NULL when it was not. All of its name are read by
 * this.
 */
struct form_sent *form_take(struct form *form, const char *field, bool may_repeat);

/* Takes a field that stands once, and shows what was typed. */
const struct form_sent *form_take_one(struct form *form, const char *field);

/* Not sent, null, or nothing but white space. */
bool form_is_absent(const struct form_sent *sent);

/* Shows the texts of a list, which end in NULL. */
void form_show_list(struct form *form, const char *field, const char *const *texts);

/* A value as a text to show; "" for null. */
const char *form_json_as_text(const struct cJSON *value);

#endif
