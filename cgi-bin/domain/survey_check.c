/* What can be wrong with a survey's definition. */
#include "survey.h"

#include <string.h>

#include "arena.h"
#include "choice.h"
#include "i18n.h"
#include "json.h"
#include "utf8.h"

const char *const survey_languages[] = { "nb", "nn", "en", "se", NULL };

static const char *const sectors[] = {
	"oppvekst", "helse_omsorg", "teknisk", "kultur", "administrasjon", "felles", NULL,
};
static const char *const types[] = { "text", "one", "many", "number", "date", NULL };
static const char *const requirement_kinds[] = { "statutory", "other", NULL };

/* More of them than anybody would answer, or a page could show. */
enum { SECTIONS_MOST = 60, QUESTIONS_MOST = 100, CHOICES_MOST = 60, CODES_MOST = 400 };

struct checking {
	const struct survey_known *known;
	struct survey_fault *first, **end;
	const cJSON *definition;
};

static void wrong(struct checking *c, const char *path, const char *message)
{
	struct survey_fault *fault = arena_alloc(sizeof *fault);

	*fault = (struct survey_fault){ path, message, NULL };
	*c->end = fault;
	c->end = (struct survey_fault **)&fault->next;
}

static const char *below(const char *path, const char *key)
{
	return *path ? arena_printf("%s.%s", path, key) : key;
}

static const char *nth(const char *path, const char *key, size_t i)
{
	return arena_printf("%s[%zu]", below(path, key), i);
}

/* Whether value is an object; keys that are not in the list are faults. */
static bool check_keys(struct checking *c, const char *path, const cJSON *value,
    const char *const keys[])
{
	const cJSON *member;

	if (!cJSON_IsObject(value)) {
		wrong(c, path, _("An object is needed here."));
		return false;
	}
	cJSON_ArrayForEach(member, value)
		if (!choice_has(keys, member->string))
			wrong(c, below(path, member->string), _("This key is unknown."));
	return true;
}

/* A code is what answers are stored under. */
static const char *check_code(struct checking *c, const char *path, const cJSON *object)
{
	const char *code = json_get_text(object, "code");

	if (code && *code && strlen(code) <= 40
	    && strspn(code,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen(code))
		return code;
	wrong(c, below(path, "code"), _("A code of 1 to 40 letters, digits, - and _ is needed here."));
	return NULL;
}

static void check_text(struct checking *c, const char *path, const cJSON *object, const char *key,
    size_t max)
{
	const cJSON *texts = json_get(object, key), *text;
	const char *here = below(path, key);

	if (!check_keys(c, here, texts, survey_languages))
		return;
	if (!json_get_text(texts, "nb"))
		wrong(c, below(here, "nb"), _("The Norwegian text (nb) is missing."));
	cJSON_ArrayForEach(text, texts)
		if (!cJSON_IsString(text) || !*text->valuestring || utf8_count(text->valuestring) > max)
			wrong(c, below(here, text->string),
			    arena_printf(_("A text of 1 to %zu characters is needed."), max));
}

/* Whether a list is one, and no longer than can be; what is not there is empty. */
static bool check_list(struct checking *c, const char *path, const cJSON *list, int most)
{
	if (!list)
		return true;
	if (!cJSON_IsArray(list))
		wrong(c, path, _("A list is needed here."));
	else if (cJSON_GetArraySize(list) > most)
		wrong(c, path, arena_printf(_("At most %d can stand in this list."), most));
	else
		return true;
	return false;
}

/* A list of different codes; found tells what the catalogue has. */
static void check_codes(struct checking *c, const char *path, const char *key, const cJSON *list,
    bool (*found)(struct checking *c, const char *code))
{
	const cJSON *code, *other;
	size_t i = 0;

	if (!check_list(c, below(path, key), list, CODES_MOST))
		return;
	cJSON_ArrayForEach(code, list) {
		const char *here = nth(path, key, i++);

		if (!cJSON_IsString(code) || !found(c, code->valuestring)) {
			wrong(c, here, arena_printf(_("\"%s\" is unknown."), cJSON_IsString(code)
			    ? code->valuestring : "?"));
			continue;
		}
		for (other = list->child; other != code; other = other->next)
			if (cJSON_IsString(other) && strcmp(other->valuestring, code->valuestring) == 0)
				wrong(c, here, arena_printf(_("\"%s\" stands twice."), code->valuestring));
	}
}

static bool is_sector(struct checking *c, const char *code)
{
	(void)c;
	return choice_has(sectors, code);
}

static bool is_role(struct checking *c, const char *code)
{
	return choice_has(c->known->roles, code);
}

static bool is_competence(struct checking *c, const char *code)
{
	return choice_has(c->known->competences, code);
}

static void check_flag(struct checking *c, const char *path, const cJSON *object, const char *key)
{
	const cJSON *flag = json_get(object, key);

	if (flag && !cJSON_IsBool(flag))
		wrong(c, below(path, key), _("true or false is needed here."));
}

static void check_audience(struct checking *c, const char *path, const cJSON *section)
{
	static const char *const keys[] = { "everyone", "sectors", "roles", "leaders", NULL };
	const cJSON *audience = json_get(section, "audience");
	const char *here = below(path, "audience");

	if (!check_keys(c, here, audience, keys))
		return;
	check_flag(c, here, audience, "everyone");
	check_flag(c, here, audience, "leaders");
	check_codes(c, here, "sectors", json_get(audience, "sectors"), is_sector);
	check_codes(c, here, "roles", json_get(audience, "roles"), is_role);
	if (!json_get_true(audience, "everyone")
	    && !json_get_true(audience, "leaders") && !json_get(audience, "sectors")
	    && !json_get(audience, "roles"))
		wrong(c, here, _("Nobody would be asked."));
}

static void check_choices(struct checking *c, const char *path, const cJSON *question, bool needed)
{
	static const char *const keys[] = { "code", "text", NULL };
	const cJSON *choices = json_get(question, "choices"), *choice, *other;
	size_t i = 0;

	if (needed != (cJSON_IsArray(choices) && choices->child)) {
		wrong(c, below(path, "choices"), needed ? _("This type needs choices.")
		    : _("This type has no choices."));
		return;
	}
	if (!check_list(c, below(path, "choices"), choices, CHOICES_MOST))
		return;
	cJSON_ArrayForEach(choice, choices) {
		const char *here = nth(path, "choices", i++);
		const char *code = check_keys(c, here, choice, keys) ? check_code(c, here, choice) : NULL;

		if (!code)
			continue;
		check_text(c, here, choice, "text", 200);
		for (other = choices->child; other != choice; other = other->next)
			if (json_get_text(other, "code") && strcmp(json_get_text(other, "code"), code) == 0)
				wrong(c, below(here, "code"), arena_printf(_("\"%s\" stands twice."), code));
	}
}

/* The question with this code that comes before another; NULL: none. */
static const cJSON *question_before(const struct checking *c, const cJSON *until, const char *code)
{
	const cJSON *section, *question;

	cJSON_ArrayForEach(section, json_get(c->definition, "sections")) {
		cJSON_ArrayForEach(question, json_get(section, "questions")) {
			if (question == until)
				return NULL;
			const char *own = json_get_text(question, "code");

			if (own && strcmp(own, code) == 0)
				return question;
		}
	}
	return NULL;
}

static void check_condition(struct checking *c, const char *path, const cJSON *question)
{
	static const char *const keys[] = { "question", "has", NULL };
	const cJSON *show_if = json_get(question, "show_if"), *choice;
	const char *here = below(path, "show_if");

	if (!show_if || !check_keys(c, here, show_if, keys))
		return;
	const char *code = json_get_text(show_if, "question"), *has = json_get_text(show_if, "has");
	const cJSON *earlier = code ? question_before(c, question, code) : NULL;

	if (json_get_true(question, "required"))
		wrong(c, below(path, "required"),
		    _("A question that is shown only sometimes cannot be required."));
	if (!earlier) {
		wrong(c, below(here, "question"),
		    _("This must be the code of a question that comes before."));
		return;
	}
	cJSON_ArrayForEach(choice, json_get(earlier, "choices"))
		if (has && json_get_text(choice, "code") && strcmp(json_get_text(choice, "code"), has) == 0)
			return;
	wrong(c, below(here, "has"), _("This must be a choice of that question."));
}

static void check_question(struct checking *c, const char *path, const cJSON *question)
{
	static const char *const keys[] = { "code", "type", "required", "show_if", "text", "choices",
	    NULL };

	if (!check_keys(c, path, question, keys))
		return;
	const char *code = check_code(c, path, question), *type = json_get_text(question, "type");

	if (code && question_before(c, question, code))
		wrong(c, below(path, "code"), arena_printf(_("\"%s\" stands twice."), code));
	if (!choice_has(types, type))
		wrong(c, below(path, "type"), _("The types are text, one, many, number and date."));
	else
		check_choices(c, path, question, strcmp(type, "one") == 0 || strcmp(type, "many") == 0);
	check_flag(c, path, question, "required");
	check_text(c, path, question, "text", 500);
	check_condition(c, path, question);
}

/*
 * A section asks what roles require, or the competences that it lists: an item must have one rule.
 */
static void check_section(struct checking *c, const char *path, const cJSON *section)
{
	static const char *const keys[] = {
		"code", "title", "audience", "from_requirements", "competences", "questions", NULL,
	};
	const cJSON *from = json_get(section, "from_requirements"), *question, *other;
	size_t i = 0;

	if (!check_keys(c, path, section, keys))
		return;
	const char *code = check_code(c, path, section);

	cJSON_ArrayForEach(other, json_get(c->definition, "sections")) {
		if (other == section)
			break;
		if (code && json_get_text(other, "code") && strcmp(json_get_text(other, "code"), code) == 0)
			wrong(c, below(path, "code"), arena_printf(_("\"%s\" stands twice."), code));
	}
	check_text(c, path, section, "title", 200);
	check_audience(c, path, section);
	if (from && !(cJSON_IsString(from) && choice_has(requirement_kinds, from->valuestring)))
		wrong(c, below(path, "from_requirements"), _("This must be statutory or other."));
	if (from && json_get(section, "competences"))
		wrong(c, below(path, "competences"),
		    _("A section that asks what roles require lists no competences."));
	check_codes(c, path, "competences", json_get(section, "competences"), is_competence);
	if (!check_list(c, below(path, "questions"), json_get(section, "questions"), QUESTIONS_MOST))
		return;
	cJSON_ArrayForEach(question, json_get(section, "questions"))
		check_question(c, nth(path, "questions", i++), question);
}

static void check_version(struct checking *c)
{
	const char *code = check_code(c, "", c->definition);
	int64_t version;

	if (!json_is_int(json_get(c->definition, "version"), 1, 65535, &version))
		wrong(c, "version", _("A whole number from 1 to 65535 is needed here."));
	else if (code && c->known->is_stored)
		wrong(c, "version", _("This version is stored already; a change needs the next number."));
}

const struct survey_fault *survey_faults(const struct survey_known *known,
    const cJSON *definition)
{
	static const char *const keys[] = { "code", "version", "title", "notice", "sections", NULL };
	struct checking c = { .known = known, .definition = definition };
	const cJSON *sections = json_get(definition, "sections"), *section;
	size_t i = 0;

	c.end = &c.first;
	if (!check_keys(&c, "", definition, keys))
		return c.first;
	check_version(&c);
	check_text(&c, "", definition, "title", 200);
	check_text(&c, "", definition, "notice", 4000);
	if (!cJSON_IsArray(sections) || !sections->child)
		wrong(&c, "sections", _("A list with at least one section is needed here."));
	else if (check_list(&c, "sections", sections, SECTIONS_MOST))
		cJSON_ArrayForEach(section, sections)
			check_section(&c, nth("", "sections", i++), section);
	return c.first;
}

/* A column of codes as a list. */
static const char *const *codes(struct db_rows *rows)
{
	const char **list = arena_alloc((db_count(rows) + 1) * sizeof *list);

	for (size_t i = 0; db_next(rows); i++)
		list[i] = db_col_text(rows, "code");
	return list;
}

static bool is_stored(struct db *db, const cJSON *definition)
{
	const char *code = json_get_text(definition, "code");
	int64_t version;

	return code && json_is_int(json_get(definition, "version"), 1, 65535, &version)
	    && db_next(db_query(db, "SELECT id FROM survey WHERE code = ? AND version = ?",
	    DB_ARGS(db_text(code), db_int(version))));
}

const struct survey_fault *survey_check(struct db *db, const cJSON *definition)
{
	const struct survey_known known = {
		.competences = codes(db_query(db, "SELECT code FROM competence", DB_ARGS())),
		.roles = codes(db_query(db, "SELECT code FROM role", DB_ARGS())),
		.is_stored = is_stored(db, definition),
	};

	return survey_faults(&known, definition);
}
