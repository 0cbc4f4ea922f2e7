/* A round's answers as a file: CSV or JSON Lines, with names or with keys. */
#include "export.h"

#include <ctype.h>
#include <string.h>

#include "arena.h"
#include "audit.h"
#include "buf.h"
#include "clock.h"
#include "fault.h"
#include "form.h"
#include "i18n.h"
#include "log.h"
#include "pages.h"
#include "round.h"

enum { PURPOSE_MOST = 400 };

struct download {
	const struct request *req;
	const char *code;
	int64_t round_id;
	struct export_form form;
};

static bool pass_on(void *sink, const char *bytes, size_t length)
{
	return sink_write(sink, bytes, length);
}

static void send(struct sink *sink, void *context)
{
	const struct download *download = context;
	const int64_t rows = export_run(download->req->db, download->req->user, download->round_id,
	    download->code, &download->form, pass_on, sink);

	if (rows < 0)
		log_line("export of round %s: the browser went away", download->code);
	else
		log_line("export of round %s: %lld rows", download->code, (long long)rows);
}

/* grunnmur-<code of the round>-<day>.<ending>, of [a-z0-9-] alone (S22). */
static const char *file_name(const char *code, const char *ending)
{
	struct buf name = { 0 };

	buf_add(&name, "grunnmur-");
	for (; *code; code++) {
		const unsigned char c = (unsigned char)*code;

		buf_add_char(&name, isalnum(c) ? (char)tolower(c) : '-');
	}
	buf_printf(&name, "-%s.%s", clock_today(), ending);
	return buf_text(&name);
}

static struct reply download(const struct request *req, bool lines)
{
	static const char *const delimiters[] = { ";", ",", NULL };
	static const char *const yes_or_no[] = { "0", "1", NULL };
	struct form *form = form_query(req);
	const char *pseudonymous = form_choice(form, "pseudonymous", yes_or_no, true);
	const char *delimiter = form_choice(form, "delimiter", delimiters, true);
	const char *purpose = form_text(form, "purpose", 0, PURPOSE_MOST);
	const char *code = round_code(req->db, request_id(req, "id"));
	struct download *file = arena_alloc(sizeof *file);

	form_text(form, "lang", 0, 8);
	if (!code)
		return reply_not_found();
	if (!form_ok(form))
		return reply_form(round_show(req), form);
	if (round_is_confidential(req->db, request_id(req, "id")))
		return reply_conflict(_("This round is confidential. There is no export of its answers: a"
		    " file with a row for each person would show who has answered what."));
	*file = (struct download){ .req = req, .round_id = request_id(req, "id"),
		.code = code,
		.form = { .pseudonymous = pseudonymous && *pseudonymous == '1', .lines = lines,
			.delimiter = delimiter ? *delimiter : ';' } };
	/* HEAD brings nobody's answers out of the house. */
	if (strcmp(request_parameter(req, "REQUEST_METHOD"), "HEAD") != 0)
		audit_look_round(req->user, file->round_id, file->form.pseudonymous
		    ? arena_printf("%s, pseudonymous", lines ? "jsonl" : "csv")
		    : arena_printf("%s, with names: %s", lines ? "jsonl" : "csv",
		        *purpose ? purpose : "-"));
	return reply_stream(file_name(file->code, lines ? "jsonl" : "csv"),
	    lines ? "application/jsonl; charset=utf-8" : "text/csv; charset=utf-8", send, file);
}

static struct reply csv(const struct request *req)
{
	return download(req, false);
}

static struct reply jsonl(const struct request *req)
{
	return download(req, true);
}

const struct route export_routes[] = {
	{ METHOD_GET, "/rounds/{id}/export.csv", ROLE_HR, csv, DB_READ },
	{ METHOD_GET, "/rounds/{id}/export.jsonl", ROLE_HR, jsonl, DB_READ },
	{ 0 }
};
