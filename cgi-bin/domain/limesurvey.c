/* LimeSurvey's tab-separated structure as sections of plain questions. */
#include "limesurvey.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "i18n.h"
#include "json.h"
#include "limesurvey_row.h"
#include "sheet.h"
#include "survey_edit.h"

enum { BYTES_MOST = 2 << 20, ROWS_MOST = 20000, COLUMNS_MOST = 400 };

/* A row's cells by what we need of them; the file's own order of columns does not matter. */
enum column { CLASS, TYPE, NAME, RELEVANCE, TEXT, HELP, LANGUAGE, MANDATORY, OTHER, COLUMNS };

static const char *const headings[COLUMNS] = {
	"class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other",
};

struct reading {
	struct limesurvey *out;
	size_t at[COLUMNS], rows, line;
	bool has_head;
	const char *fault;
	cJSON *section, *question;      /* what rows below belong to; NULL: it is not taken */
	const char *base, *language;    /* of the first group; of the present one */
	size_t group;                   /* which of its language */
	const char *ignored;            /* languages that were told of, between bars */
};

static void lose(struct reading *r, const char *code, const char *message)
{
	cJSON *one = cJSON_CreateObject();

	json_set_int(one, "line", (int64_t)r->line);
	json_set_text(one, "code", code);
	json_set_text(one, "message", message);
	cJSON_AddItemToArray(r->out->lost, one);
}

/* The heading ----------------------------------------------------------------- */

static void read_head(struct reading *r, const char *const *cells, size_t count)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		r->at[c] = COLUMNS_MOST;
		for (size_t i = 0; i < count && i < COLUMNS_MOST; i++)
			if (strcmp(cells[i], headings[c]) == 0)
				r->at[c] = i;
	}
	if (r->at[CLASS] == COLUMNS_MOST || r->at[TYPE] == COLUMNS_MOST || r->at[NAME] == COLUMNS_MOST
	    || r->at[TEXT] == COLUMNS_MOST)
		r->fault = N_("The first line lacks the headings class, type/scale, name and text.");
	r->has_head = true;
}

static const char *cell(const struct reading *r, const char *const *cells, size_t count,
    enum column column)
{
	return r->at[column] < count ? cells[r->at[column]] : "";
}

/* Groups, and their copies in other languages ------------------------------- */

static cJSON *find(const cJSON *list, const char *code)
{
	cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (strcmp(json_get_text(one, "code"), code) == 0)
			return one;
	return NULL;
}

static void set_text(cJSON *object, const char *name, const char *language, const char *text)
{
	cJSON *texts = cJSON_GetObjectItemCaseSensitive(object, name);
	const char *plain = limesurvey_plain(text);

	if (language && *plain && !json_get(texts, language))
		json_set_text(texts, language, plain);
}

static cJSON *new_section(struct reading *r, const char *name)
{
	cJSON *section = cJSON_CreateObject(), *audience = cJSON_CreateObject();

	json_set_text(section, "code", survey_edit_free_code(r->out->sections, limesurvey_plain(name)));
	json_set(section, "title", cJSON_CreateObject());
	json_set_bool(audience, "everyone", true);
	json_set(section, "audience", audience);
	json_set(section, "questions", cJSON_CreateArray());
	cJSON_AddItemToArray(r->out->sections, section);
	return section;
}

/* Our language of one of theirs; one that we do not have is told of once. */
static const char *language_of(struct reading *r, const char *theirs)
{
	const char *language = *theirs ? limesurvey_language(theirs) : r->base ? r->base : "nb";
	const char *mark = arena_printf("|%s|", theirs);

	if (!language && *theirs && !strstr(r->ignored, mark)) {
		lose(r, NULL, arena_printf(_("The language %s is not one of this survey's."), theirs));
		r->ignored = arena_printf("%s%s", r->ignored, mark);
	}
	return language;
}

static void take_group(struct reading *r, const char *name, const char *theirs)
{
	const char *language = language_of(r, theirs);
	const bool again = r->base && language && strcmp(language, r->base) != 0;

	if (!r->base)
		r->base = language;
	r->group = r->language && language && strcmp(r->language, language) == 0 ? r->group + 1 : 0;
	r->language = language;
	r->question = NULL;
	r->section = !language ? NULL : again
	    ? cJSON_GetArrayItem(r->out->sections, (int)r->group) : new_section(r, name);
	if (r->section)
		set_text(r->section, "title", language, name);
}

/* Questions ------------------------------------------------------------------- */

static cJSON *add_choice(cJSON *question, const char *code)
{
	cJSON *choice = cJSON_CreateObject();

	json_set_text(choice, "code", code);
	json_set(choice, "text", cJSON_CreateObject());
	cJSON_AddItemToArray(survey_edit_list(question, "choices"), choice);
	return choice;
}

/* Choices that LimeSurvey has without rows: yes and no, one to five. */
static void add_own_choices(cJSON *question, const char *type)
{
	static const char *const yes_no[][4] = {
		{ "Y", "Ja", "Ja", "Yes" }, { "N", "Nei", "Nei", "No" },
	};

	for (size_t i = 0; *type == 'Y' && i < 2; i++) {
		cJSON *choice = add_choice(question, yes_no[i][0]);

		set_text(choice, "text", "nb", yes_no[i][1]);
		set_text(choice, "text", "nn", yes_no[i][2]);
		set_text(choice, "text", "en", yes_no[i][3]);
	}
	for (int i = 1; *type == '5' && i <= 5; i++) {
		const char *number = arena_printf("%d", i);
		cJSON *choice = add_choice(question, number);

		set_text(choice, "text", "nb", number);
		set_text(choice, "text", "nn", number);
		set_text(choice, "text", "en", number);
	}
}

/* The question of a name, wherever it stands. */
static cJSON *question_of(const struct reading *r, const char *name)
{
	const cJSON *section;
	cJSON *found = NULL;

	cJSON_ArrayForEach(section, r->out->sections)
		if (!found)
			found = find(json_get(section, "questions"), name);
	return found;
}

/* A condition of one answer; another is told, and the question is always shown. */
static void take_relevance(struct reading *r, cJSON *question, const char *name,
    const char *relevance)
{
	struct limesurvey_rule rule;

	if (limesurvey_is_always(relevance))
		return;
	cJSON *earlier = limesurvey_rule(relevance, &rule) ? question_of(r, rule.question) : NULL;

	/* "Q1_SQ2 == 'Y'" asks for a box of a question with several choices. */
	if (!earlier && limesurvey_rule_of_box(relevance, &rule))
		earlier = question_of(r, rule.question);
	if (!earlier || earlier == question || !find(json_get(earlier, "choices"), rule.choice)) {
		lose(r, name, arena_printf(
		    _("The condition “%s” was not taken; the question is always shown."), relevance));
		return;
	}
	cJSON *show_if = cJSON_CreateObject();

	json_set_text(show_if, "question", rule.question);
	json_set_text(show_if, "has", rule.choice);
	json_set(question, "show_if", show_if);
}

struct row {
	const char *type, *name, *relevance, *text, *help, *mandatory, *other;
};

static void tell_of_rest(struct reading *r, const struct row *row)
{
	if (*row->help)
		lose(r, row->name, _("The help text was not taken."));
	if (strcmp(row->other, "Y") == 0)
		lose(r, row->name, _("The choice “Other” with its text was not taken."));
	if (strcmp(row->type, "O") == 0 || strcmp(row->type, "P") == 0)
		lose(r, row->name, _("The comment beside the choices was not taken."));
}

static cJSON *new_question(struct reading *r, const struct row *row)
{
	const char *type = limesurvey_type(row->type);
	cJSON *question;

	if (!type || !survey_edit_is_code(row->name) || question_of(r, row->name)) {
		lose(r, row->name, !type ? arena_printf(
		    _("Questions of LimeSurvey's type “%s” have no counterpart here."), row->type)
		    : _("The question's code is no code here, or stands twice."));
		return NULL;
	}
	question = cJSON_CreateObject();
	json_set_text(question, "code", row->name);
	json_set_text(question, "type", type);
	json_set_bool(question, "required", false);
	json_set(question, "text", cJSON_CreateObject());
	add_own_choices(question, row->type);
	take_relevance(r, question, row->name, row->relevance);
	if (!json_get(question, "show_if"))
		survey_edit_set(question, "required",
		    cJSON_CreateBool(strcmp(row->mandatory, "Y") == 0));
	cJSON_AddItemToArray(survey_edit_list(r->section, "questions"), question);
	tell_of_rest(r, row);
	return question;
}

static void take_question(struct reading *r, const struct row *row)
{
	const bool again = r->language && r->base && strcmp(r->language, r->base) != 0;

	r->question = !r->section ? NULL
	    : again ? find(json_get(r->section, "questions"), row->name) : new_question(r, row);
	if (r->question)
		set_text(r->question, "text", r->language, row->text);
}

/* An answer, or a box of a question with several choices. */
static void take_choice(struct reading *r, bool is_box, const struct row *row)
{
	const char *type = r->question ? json_get_text(r->question, "type") : NULL;
	const char *wanted = is_box ? "many" : "one";

	if (!type || strcmp(type, wanted) != 0)
		return;
	cJSON *choice = find(json_get(r->question, "choices"), row->name);

	if (!choice && !survey_edit_is_code(row->name)) {
		lose(r, row->name, _("The choice has no code that can be used here."));
		return;
	}
	choice = choice ? choice : add_choice(r->question, row->name);
	set_text(choice, "text", r->language, row->text);
}

/* Rows -------------------------------------------------------------------------- */

static bool take_row(size_t line, const char *const *cells, size_t count, void *context)
{
	struct reading *r = context;

	r->line = line;
	if (!r->has_head) {
		read_head(r, cells, count);
		return !r->fault;
	}
	if (++r->rows > ROWS_MOST) {
		r->fault = N_("The file has more rows than a survey can have.");
		return false;
	}
	const char *class = cell(r, cells, count, CLASS);
	const struct row row = {
		cell(r, cells, count, TYPE), cell(r, cells, count, NAME), cell(r, cells, count, RELEVANCE),
		cell(r, cells, count, TEXT), cell(r, cells, count, HELP), cell(r, cells, count, MANDATORY),
		cell(r, cells, count, OTHER),
	};

	if (strcmp(class, "G") == 0)
		take_group(r, row.name, cell(r, cells, count, LANGUAGE));
	else if (strcmp(class, "Q") == 0)
		take_question(r, &row);
	else if (strcmp(class, "SQ") == 0 || strcmp(class, "A") == 0)
		take_choice(r, *class == 'S', &row);
	return true;
}

const char *limesurvey_read(const char *bytes, size_t length, struct limesurvey *out, size_t *line)
{
	struct reading r = { .out = out, .ignored = "" };

	*out = (struct limesurvey){ cJSON_CreateArray(), cJSON_CreateArray() };
	*line = 1;
	const char *fault = length > BYTES_MOST ? N_("The file is larger than 2 MB.")
	    : sheet_read(bytes, length, '\t', take_row, &r, line);

	if (!fault && r.fault) {
		*line = r.line;
		fault = r.fault;
	}
	if (!fault && !out->sections->child)
		fault = N_("The file has no group of questions.");
	return fault ? i18n_text(fault) : NULL;
}

/* Adding ------------------------------------------------------------------------ */

/* In these sections, conditions on a question follow its new code. */
static void rename_question(cJSON *sections, cJSON *question, const char *code)
{
	const char *old = json_get_text(question, "code");
	cJSON *section, *other;

	cJSON_ArrayForEach(section, sections)
		cJSON_ArrayForEach(other, json_get(section, "questions")) {
			cJSON *rule = cJSON_GetObjectItemCaseSensitive(other, "show_if");
			const char *on = json_get_text(rule, "question");

			if (on && strcmp(on, old) == 0)
				survey_edit_set(rule, "question", cJSON_CreateString(code));
		}
	survey_edit_set(question, "code", cJSON_CreateString(code));
}

void limesurvey_add(cJSON *definition, const cJSON *sections)
{
	cJSON *fresh = cJSON_Duplicate(sections, true), *section, *question;
	cJSON *all = survey_edit_list(definition, "sections");

	cJSON_ArrayForEach(section, fresh) {
		if (survey_edit_section(definition, json_get_text(section, "code")))
			survey_edit_set(section, "code", cJSON_CreateString(survey_edit_code(definition,
			    "sections", json_get_text(section, "code"))));
		cJSON_ArrayForEach(question, json_get(section, "questions"))
			if (survey_edit_question(definition, json_get_text(question, "code"), NULL))
				rename_question(fresh, question, survey_edit_code(definition, "questions",
				    json_get_text(question, "code")));
	}
	while ((section = cJSON_DetachItemFromArray(fresh, 0)))
		cJSON_AddItemToArray(all, section);
}
