/*
 * Any bytes as the body of a form, with files or without, or a JSON write, read by every kind of field; the first byte
 * chooses which.
 */
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "form.h"
#include "json.h"
#include "request.h"
#include "utf8.h"

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void read_fields(struct form *form)
{
	static const char *const choices[] = { "save", "submit", NULL };
	const char *text = form_text(form, "t", 1, 10);
	const char *day = form_day(form, "day");
	const char *op = form_op(form);
	const int64_t number = form_int(form, "n", -5, 5, 0);
	struct form_file file;

	form_choice(form, "do", choices, false);
	form_decimal(form, "price", 1000000, 2);
	form_bool(form, "wish");
	form_list(form, "l", 3, 5);
	form_json(form, "answers");
	if (form_file(form, "file", &file))
		expect(utf8_ok(file.name, strlen(file.name)) && file.bytes != NULL);
	expect(utf8_ok(text, strlen(text)));
	expect(day == NULL || clock_is_day(day));
	expect(op == NULL || strlen(op) == 32);
	expect(number >= -5 && number <= 5);
	expect(!form_ok(form) || utf8_count(text) <= 10);
}

static void try_input(const char *bytes, size_t length)
{
	struct request req = { .content_type = "application/x-www-form-urlencoded" };
	struct form *form;

	if (length == 0)
		return;
	if (*bytes == 'j') {
		req.content_type = "application/json";
		req.sends_json = true;
	}
	if (*bytes == 'm') {
		req.content_type = "multipart/form-data; boundary=b";
		req.takes_files = true;
	}
	req.body = bytes + 1;
	req.body_length = length - 1;
	form = form_read(&req);
	read_fields(form);
	expect(form_ok(form) == (form_errors(form)->child == NULL && form_fault(form) == NULL));
	json_text(form_view(form));
}

#include "harness.h"
