/* Saving answers: one at a time as they are given, and a whole page of the form without script. */
#include <inttypes.h>
#include <string.h>

#include "arena.h"
#include "assessment_item.h"
#include "assessment_value.h"
#include "assessment_view.h"
#include "audit.h"
#include "clock.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"

enum { COMMENT_MOST = 1000 };

static const char *closed_text(void)
{
	return _("The assessment has been submitted or the round is closed, so answers can no longer be"
	    " changed.");
}

/* One answer ---------------------------------------------------------------- */

static void check_value(const struct request *req, struct form *form, const cJSON *value,
    struct assessment_answer *answer)
{
	const struct assessment_question question = assessment_question(req->db, req->user,
	    request_id(req, "id"), request_id(req, "item"));
	const char *wrong = NULL;

	if (!question.type || cJSON_IsNull(value))
		return;
	if (strcmp(question.type, "competence") == 0)
		wrong = _("This question is answered with a level.");
	else
		answer->value = assessment_value(&question, value, &wrong);
	if (wrong)
		form_error(form, "value", wrong);
}

static struct assessment_answer read_answer(const struct request *req, struct form *form)
{
	struct assessment_answer answer = { .level = (int)form_int(form, "level", 0, 4, -1) };
	const cJSON *value = form_json(form, "value");

	answer.not_relevant = form_bool(form, "not_relevant");
	answer.wish = form_bool(form, "wish");
	answer.teach = form_bool(form, "teach");
	answer.comment = form_text(form, "comment", 0, COMMENT_MOST);
	if (answer.level >= 0 && answer.not_relevant)
		form_error(form, "not_relevant",
		    _("Choose either a level or “Not relevant in my job”, not both."));
	if (value && !cJSON_IsNull(value))
		check_value(req, form, value, &answer);
	return answer;
}

static struct reply saved_reply(const struct assessment_saved *saved)
{
	cJSON *view = cJSON_CreateObject();

	json_set_int(view, "rev", saved->rev);
	json_set_int(view, "answered", saved->answered);
	json_set_int(view, "total", saved->total);
	json_set_text(view, "saved_at", arena_printf("%.10sT%sZ", clock_now(), clock_now() + 11));
	return reply_json(200, view);
}

static struct reply misfit(struct form *form, const struct assessment_answer *answer,
    const char *suffix, enum assessment_result result)
{
	if (result == ASSESSMENT_COMMENTS_OFF)
		form_error(form, arena_printf("comment%s", suffix),
		    _("Comments are switched off in this round."));
	else if (answer->value)
		form_error(form, arena_printf("value%s", suffix),
		    _("This question is answered with a level."));
	else
		form_error(form, arena_printf("level%s", suffix),
		    _("This question is not answered with a level."));
	return reply_form(reply_json(422, NULL), form);
}

/* A fault in the body tells nothing of whether somebody else's answer exists. */
static struct reply refuse_body(const struct request *req, struct form *form)
{
	const struct assessment_question question = assessment_question(req->db, req->user,
	    request_id(req, "id"), request_id(req, "item"));

	if (!question.type)
		return reply_not_found();
	return reply_form(reply_json(422, NULL), form);
}

static struct reply save(const struct request *req)
{
	struct form *form = form_read(req);
	const struct assessment_answer answer = read_answer(req, form);
	const int64_t rev = form_int_required(form, "rev", 0, UINT32_MAX);

	if (!form_ok(form))
		return refuse_body(req, form);
	const struct assessment_saved saved = assessment_save(req->db, req->user, request_id(req, "id"),
	    request_id(req, "item"), rev, &answer);

	if (saved.result == ASSESSMENT_NOT_FOUND)
		return reply_not_found();
	if (saved.result == ASSESSMENT_CLOSED)
		return reply_conflict(closed_text());
	if (saved.result == ASSESSMENT_CONFLICT) {
		cJSON *members = cJSON_CreateObject();

		json_set(members, "stored", saved.stored);
		return reply_conflict_with(_("This was answered differently on another device meanwhile."),
		    members);
	}
	if (saved.result != ASSESSMENT_DONE)
		return misfit(form, &answer, "", saved.result);
	return saved_reply(&saved);
}

/* A whole page -------------------------------------------------------------- */

static const char *field(const char *name, int64_t item)
{
	return arena_printf("%s_%" PRId64, name, item);
}

/*
 * Without script a chosen box cannot be unchosen: of a level and "not relevant" together, the one
 * that is new is meant.
 */
static void settle(struct form *form, const cJSON *item, struct assessment_answer *answer,
    int64_t id)
{
	const cJSON *level = json_get(item, "level");

	if (answer->level < 0 || !answer->not_relevant)
		return;
	if (json_get_true(item, "not_relevant"))
		answer->not_relevant = false;
	else if (cJSON_IsNumber(level))
		answer->level = -1;
	else
		form_error(form, field("not_relevant", id),
		    _("Choose either a level or “Not relevant in my job”, not both."));
}

static const char *const *codes_of(const cJSON *item)
{
	const cJSON *choice, *choices = json_get(item, "choices");
	const char **codes = arena_alloc(((size_t)cJSON_GetArraySize(choices) + 1) * sizeof *codes);
	size_t count = 0;

	cJSON_ArrayForEach(choice, choices)
		codes[count++] = json_get_text(choice, "code");
	return codes;
}

/* The value of a plain question as a form sends it, as JSON. */
static const cJSON *form_value(struct form *form, const char *name,
    const struct assessment_question *question)
{
	const char *text;

	if (strcmp(question->type, "many") == 0) {
		const char *const *chosen = form_list(form, name, 100, 40);
		cJSON *list = cJSON_CreateArray();

		for (; *chosen; chosen++)
			cJSON_AddItemToArray(list, cJSON_CreateStringReference(*chosen));
		return list;
	}
	if (strcmp(question->type, "number") == 0) {
		const char *why;

		text = form_decimal(form, name, INT64_C(999999999999), 6);
		return text ? json_read(text, strlen(text), &why) : NULL;
	}
	if (strcmp(question->type, "date") == 0)
		text = form_day(form, name);
	else
		text = form_text(form, name, 0, ASSESSMENT_TEXT_MOST);
	return text ? cJSON_CreateStringReference(text) : NULL;
}

static void read_value(struct form *form, const cJSON *item, struct assessment_answer *answer,
    int64_t id)
{
	const struct assessment_question question = { json_get_text(item, "type"), codes_of(item) };
	const char *wrong;

	answer->value = assessment_value(&question, form_value(form, field("value", id), &question),
	    &wrong);
	if (wrong)
		form_error(form, field("value", id), wrong);
}

/* A chosen radio button cannot be unchosen without script: clear_ITEM takes it back. */
static struct assessment_change read_change(struct form *form, const cJSON *item, int64_t id,
    bool comments)
{
	struct assessment_change change = { .item = id, .answer = { .level = -1, .comment = "" } };
	struct assessment_answer *answer = &change.answer;

	change.rev = form_int_required(form, field("rev", id), 0, UINT32_MAX);
	const bool clears = form_bool(form, field("clear", id));

	if (!json_get_text(item, "facet")) {
		read_value(form, item, answer, id);
		answer->value = clears ? NULL : answer->value;
		return change;
	}
	answer->level = (int)form_int(form, field("level", id), 0, 4, -1);
	answer->level = clears ? -1 : answer->level;
	answer->not_relevant = form_bool(form, field("not_relevant", id));
	answer->wish = form_bool(form, field("wish", id));
	answer->teach = form_bool(form, field("teach", id));
	answer->comment = form_text(form, field("comment", id), 0, COMMENT_MOST);
	if (*answer->comment && !comments)
		form_error(form, field("comment", id), _("Comments are switched off in this round."));
	settle(form, item, answer, id);
	return change;
}

/* The items that came with their revision, in the order of the form. */
static void read_changes(struct form *form, struct assessment_shown *shown)
{
	const struct assessment_form *asked = shown->form;
	struct assessment_change *changes = arena_alloc((asked->item_count + 1) * sizeof *changes);

	for (size_t i = 0; i < asked->item_count; i++)
		if (form_has(form, field("rev", asked->items[i].id)))
			changes[shown->change_count++] = read_change(form, asked->items[i].json,
			    asked->items[i].id, asked->has_comments);
	shown->changes = changes;
}

/*
 * What is right is stored though the page comes back with what is not: nothing that was typed is
 * lost.
 */
static struct reply again(const struct request *req, struct assessment_shown *shown, int status)
{
	struct reply reply = assessment_view_page(shown);

	reply.status = status;
	db_commit(req->db);
	return reply;
}

static struct reply closed(const struct assessment_shown *shown)
{
	return reply_typed(reply_conflict(closed_text()), assessment_item_typed(shown));
}

static struct reply told(const struct request *req, const char *path, const char *state)
{
	cJSON *view = cJSON_CreateObject();

	json_set_text(view, "state", state);
	return reply_done(req, path, view);
}

static struct reply conflict(const struct request *req, struct assessment_shown *shown)
{
	if (!request_is_json(req))
		return again(req, shown, 409);
	cJSON *members = cJSON_CreateObject();

	json_set(members, "stored", shown->stale);
	db_commit(req->db);
	return reply_conflict_with(_("This was answered differently on another device meanwhile."),
	    members);
}

static struct reply incomplete(const struct request *req, struct assessment_shown *shown)
{
	shown->missing = assessment_missing(req->db, req->user, shown->form->id);
	if (request_is_json(req)) {
		cJSON *members = cJSON_CreateObject();

		json_set(members, "missing", shown->missing);
		db_commit(req->db);
		return reply_conflict_with(_("Some questions must be answered before you can submit."),
		    members);
	}
	shown->marks_missing = true;
	shown->page = assessment_form_page_of(shown->form, (int64_t)shown->missing->child->valuedouble);
	return again(req, shown, 422);
}

/* It was submitted and opened again meanwhile: each answer was saved on its own. */
static struct reply changed(const struct request *req, struct assessment_shown *shown)
{
	if (request_is_json(req)) {
		db_commit(req->db);
		return reply_conflict(_(
		    "The assessment has changed since the page was opened. Open it again."));
	}
	struct reply reply = again(req, shown, 409);

	reply.message = _("The assessment has changed since the page was opened. Your answers here are"
	    " saved. Look through them and submit again.");
	return reply;
}

static struct reply hand_in(const struct request *req, struct assessment_shown *shown,
    const char *op, int64_t rev)
{
	const char *path = arena_printf("/survey/assessments/%" PRId64, shown->form->id);
	const enum assessment_result result = assessment_submit(req->db, req->user, shown->form->id,
	    rev);

	if (result == ASSESSMENT_MISSING)
		return incomplete(req, shown);
	if (result == ASSESSMENT_CONFLICT)
		return changed(req, shown);
	if (result != ASSESSMENT_DONE)
		return closed(shown);
	if (!audit_op_claim(req->db, req->user, op, "assessment.submit", shown->form->id))
		return reply_conflict(_("This has been sent before."));
	return told(req, path, "submitted");
}

static struct reply go_on(const struct request *req, const struct assessment_shown *shown,
    const char *step)
{
	size_t page = shown->page;

	if (strcmp(step, "next") == 0 && page < shown->form->page_count)
		page++;
	if (strcmp(step, "previous") == 0 && page > 1)
		page--;
	const char *state = json_get_text(shown->form->head, "state");

	return told(req, arena_printf("/survey/assessments/%" PRId64 "?section=%zu", shown->form->id,
	    page), strcmp(state, "reopened") == 0 ? state : "started");
}

static struct reply save_page(const struct request *req)
{
	static const char *const steps[] = { "save", "next", "previous", "submit", NULL };
	struct assessment_shown shown = { .form = assessment_form_read(req->db, req->user,
	    request_id(req, "id"), true) };
	struct form *form = form_read(req);

	if (!shown.form)
		return reply_not_found();
	const char *step = form_choice(form, "do", steps, false);
	const char *op = form_op(form);
	const int64_t rev = form_int(form, "rev", 0, UINT32_MAX, -1);

	shown.page = (size_t)form_int(form, "section", 1, (int64_t)shown.form->page_count, 1);
	read_changes(form, &shown);
	shown.typed = form;
	const int64_t before = audit_op_object(req->db, req->user, op, "assessment.submit");

	if (before != 0)
		return before == shown.form->id
		    ? told(req, arena_printf("/survey/assessments/%" PRId64, before), "submitted")
		    : reply_conflict(_("This has been sent before."));
	if (!shown.form->is_working)
		return form_status(form) == 400 ? reply_form(reply_json(400, NULL), form)
		    : closed(&shown);
	if (!form_ok(form))
		return reply_form(assessment_view_page(&shown), form);
	const enum assessment_result result = assessment_save_page(req->db, req->user, shown.form->id,
	    shown.changes, shown.change_count, &shown.stale);

	if (result != ASSESSMENT_DONE)
		return closed(&shown);
	if (shown.stale->child)
		return conflict(req, &shown);
	return strcmp(step, "submit") == 0 ? hand_in(req, &shown, op, rev) : go_on(req, &shown, step);
}

const struct route answer_routes[] = {
	{ METHOD_PUT,  "/assessments/{id}/answers/{item}", ROLE_EMPLOYEE, save, DB_SAVE },
	{ METHOD_POST, "/assessments/{id}", ROLE_EMPLOYEE, save_page, 0 },
	{ 0 }
};
