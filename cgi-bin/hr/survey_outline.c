/* A definition in words, section by section, for its pages. */
#include "survey_outline.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "buf.h"
#include "catalogue.h"
#include "i18n.h"
#include "json.h"
#include "round.h"
#include "survey_edit.h"

struct outline {
	const cJSON *competences, *roles, *definition;
	const char *language, *at;
};

const char *survey_outline_type(const char *type)
{
	static const struct i18n_word types[] = {
		{ "text", N_("Free text") }, { "one", N_("One choice") }, { "many", N_("Several choices") },
		{ "number", N_("Number") }, { "date", N_("Date") }, { NULL, NULL },
	};
	const char *word = type ? i18n_word(types, type) : NULL;

	return word ? word : "?";
}

/* The row of a code among what is known; NULL: it is not there. */
static const cJSON *known(const cJSON *rows, const char *code)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (strcmp(json_get_text(row, "code"), code) == 0)
			return row;
	return NULL;
}

static void add_word(struct buf *words, const char *word)
{
	buf_printf(words, "%s%s", words->length ? ", " : "", word);
}

static const char *audience_words(const struct outline *o, const cJSON *audience)
{
	struct buf words = { 0 };
	const cJSON *code;

	if (json_get_true(audience, "everyone"))
		add_word(&words, _("everyone"));
	cJSON_ArrayForEach(code, json_get(audience, "sectors"))
		add_word(&words, round_sector_text(code->valuestring));
	cJSON_ArrayForEach(code, json_get(audience, "roles")) {
		const cJSON *role = known(o->roles, code->valuestring);

		add_word(&words, role ? json_get_text(role, "name") : code->valuestring);
	}
	if (json_get_true(audience, "leaders"))
		add_word(&words, _("those who lead others"));
	return words.length ? buf_text(&words) : _("nobody yet");
}

static const char *rule_words(const cJSON *section)
{
	const char *from = json_get_text(section, "from_requirements");

	if (!from)
		return NULL;
	return strcmp(from, "statutory") == 0 ? _("What the law requires in each person's roles")
	    : _("What each person's roles require otherwise");
}

static void set_own_text(const struct outline *o, cJSON *shown, const char *name,
    const cJSON *texts, const char *code)
{
	const char *other, *text = survey_edit_text(texts, o->language, &other);

	json_set_text(shown, name, *text ? text : code);
	json_set_text(shown, "language", *text ? other : NULL);
}

static cJSON *competences_of(const struct outline *o, const cJSON *section)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *code;

	cJSON_ArrayForEach(code, json_get(section, "competences")) {
		const cJSON *row = known(o->competences, code->valuestring);
		cJSON *shown = cJSON_CreateObject();

		json_set_text(shown, "code", code->valuestring);
		json_set_text(shown, "name", row ? json_get_text(row, "name") : code->valuestring);
		json_set_bool(shown, "ended", row && json_get_true(row, "ended"));
		cJSON_AddItemToArray(list, shown);
	}
	return list;
}

/* "Only if “Which forms?” is answered with “Digital”". */
static const char *condition_words(const struct outline *o, const cJSON *question)
{
	const cJSON *rule = json_get(question, "show_if"), *section, *earlier, *choice;
	const char *code = json_get_text(rule, "question"), *has = json_get_text(rule, "has");
	const char *other, *words = has, *asked = code;

	if (!code || !has)
		return NULL;
	cJSON_ArrayForEach(section, json_get(o->definition, "sections")) {
		earlier = known(json_get(section, "questions"), code);
		if (!earlier)
			continue;
		asked = survey_edit_text(json_get(earlier, "text"), o->language, &other);
		choice = known(json_get(earlier, "choices"), has);
		words = choice ? survey_edit_text(json_get(choice, "text"), o->language, &other) : has;
	}
	return arena_printf(_("Only if “%s” is answered with “%s”"), asked, words);
}

static bool is_at(const struct outline *o, const char *step, const char *what, const char *code)
{
	return o->at && strcmp(o->at, arena_printf("%s.%s.%s", step, what, code)) == 0;
}

/* The buttons of one in its list; where the pressed one is dead, its neighbour has the focus. */
static void add_order(const struct outline *o, cJSON *shown, const cJSON *list, const cJSON *one,
    const char *what)
{
	const size_t place = survey_edit_place(list, one);
	const char *code = json_get_text(one, "code");
	const bool first = place == 1, last = place == survey_edit_count(list);
	const bool up = is_at(o, "up", what, code), down = is_at(o, "down", what, code);

	json_set_text(shown, "code", code);
	json_set_int(shown, "number", (int64_t)place);
	json_set_bool(shown, "is_first", first);
	json_set_bool(shown, "is_last", last);
	json_set_bool(shown, "at_up", (up && !first) || (down && last && !first));
	json_set_bool(shown, "at_down", (down && !last) || (up && first && !last));
	json_set_bool(shown, "at_edit", is_at(o, "edit", what, code)
	    || ((up || down) && first && last));
}

static cJSON *choices_of(const struct outline *o, const cJSON *question)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *choice;

	cJSON_ArrayForEach(choice, json_get(question, "choices")) {
		cJSON *shown = cJSON_CreateObject();

		json_set_text(shown, "code", json_get_text(choice, "code"));
		set_own_text(o, shown, "text", json_get(choice, "text"), json_get_text(choice, "code"));
		cJSON_AddItemToArray(list, shown);
	}
	return list;
}

static cJSON *questions_of(const struct outline *o, const cJSON *section)
{
	const cJSON *questions = json_get(section, "questions"), *question;
	cJSON *list = cJSON_CreateArray();

	cJSON_ArrayForEach(question, questions) {
		cJSON *shown = cJSON_CreateObject(), *choices = choices_of(o, question);

		add_order(o, shown, questions, question, "question");
		set_own_text(o, shown, "text", json_get(question, "text"),
		    json_get_text(question, "code"));
		json_set_text(shown, "type", survey_outline_type(json_get_text(question, "type")));
		json_set_bool(shown, "required", json_get_true(question, "required"));
		json_set_text(shown, "condition", condition_words(o, question));
		json_set_bool(shown, "has_choices", choices->child);
		json_set(shown, "choices", choices);
		cJSON_AddItemToArray(list, shown);
	}
	return list;
}

static cJSON *section_of(const struct outline *o, const cJSON *sections, const cJSON *section)
{
	cJSON *shown = cJSON_CreateObject(), *competences = competences_of(o, section);
	cJSON *questions = questions_of(o, section);
	const char *rule = rule_words(section);
	const int count = cJSON_GetArraySize(competences);

	add_order(o, shown, sections, section, "section");
	set_own_text(o, shown, "title", json_get(section, "title"), json_get_text(section, "code"));
	json_set_text(shown, "audience", audience_words(o, json_get(section, "audience")));
	json_set_text(shown, "rule", rule);
	json_set_bool(shown, "is_empty", !rule && !count && !questions->child);
	json_set_bool(shown, "has_competences", count > 0);
	json_set_text(shown, "competence_count", arena_printf(
	    i18n_plural("%d competence", "%d competences", (unsigned long)count), count));
	json_set(shown, "competences", competences);
	json_set_bool(shown, "has_questions", questions->child);
	json_set(shown, "questions", questions);
	return shown;
}

cJSON *survey_outline(const struct request *req, const cJSON *definition, const char *at)
{
	const char *language = req->user->language;
	const struct outline o = {
		.competences = catalogue_choices(req->db, CATALOGUE_COMPETENCES, language),
		.roles = db_rows_json(catalogue_role.list(req->db, language, "", "")),
		.definition = definition, .language = language, .at = at,
	};
	const cJSON *sections = json_get(definition, "sections"), *section;
	cJSON *list = cJSON_CreateArray();

	cJSON_ArrayForEach(section, sections)
		cJSON_AddItemToArray(list, section_of(&o, sections, section));
	return list;
}
