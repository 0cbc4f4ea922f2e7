/* What a definition may have, but its designer should think over. */
#include "survey_warning.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "i18n.h"
#include "json.h"
#include "survey_asked.h"

struct warning {
	const struct survey_catalogue *catalogue;
	const cJSON *definition, *section, *question;
	cJSON *list;
};

static void warn(const struct warning *w, const char *kind, const char *competence,
    const char *message)
{
	cJSON *one = cJSON_CreateObject();

	json_set_text(one, "kind", kind);
	json_set_text(one, "section", w->section ? json_get_text(w->section, "code") : NULL);
	json_set_text(one, "question", w->question ? json_get_text(w->question, "code") : NULL);
	json_set_text(one, "competence", competence);
	json_set_text(one, "message", message);
	cJSON_AddItemToArray(w->list, one);
}

/* Translations -------------------------------------------------------------- */

static const struct i18n_word languages[] = {
	{ "nb", N_("Bokmål") }, { "nn", N_("Nynorsk") }, { "en", N_("English") }, { NULL, NULL },
};

static void check_texts(const struct warning *w, const cJSON *texts, const char *what)
{
	struct buf missing = { 0 };

	for (const struct i18n_word *word = languages; word->code; word++)
		if (!json_get_text(texts, word->code))
			buf_printf(&missing, "%s%s", missing.length ? ", " : "", i18n_text(word->message));
	if (missing.length)
		warn(w, "untranslated", NULL, arena_printf(_("%s lacks a text in: %s"), what,
		    buf_text(&missing)));
}

static const char *name_of(const cJSON *object, const char *name)
{
	const char *text = json_get_text(json_get(object, name), "nb");

	return text ? text : json_get_text(object, "code");
}

/* Competences --------------------------------------------------------------- */

static bool lists(const cJSON *section, const char *code)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, json_get(section, "competences"))
		if (cJSON_IsString(one) && strcmp(one->valuestring, code) == 0)
			return true;
	return false;
}

static const cJSON *earlier_section(const struct warning *w, const char *code)
{
	const cJSON *section;

	cJSON_ArrayForEach(section, json_get(w->definition, "sections")) {
		if (section == w->section)
			return NULL;
		if (lists(section, code))
			return section;
	}
	return NULL;
}

/* A competence has a facet or more; the first fault of one is told. */
static void check_competence(const struct warning *w, const char *code)
{
	const struct survey_catalogue *c = w->catalogue;
	bool is_required = false, is_current = false, is_there = false;
	const cJSON *earlier = earlier_section(w, code);

	for (size_t i = 0; i < c->facet_count; i++) {
		if (strcmp(c->facets[i].code, code) != 0)
			continue;
		is_there = true;
		is_required |= c->facets[i].is_required;
		is_current |= c->facets[i].is_current;
	}
	if (!is_there)
		return;
	if (!is_current)
		warn(w, "ended", code, arena_printf(
		    _("%s is not in use today, and is asked of nobody."), code));
	else if (!is_required)
		warn(w, "unrequired", code, arena_printf(_("No role requires %s."), code));
	if (earlier)
		warn(w, "twice", code, arena_printf(
		    _("%s stands in “%s” as well, and is asked there of those who are in both."), code,
		    name_of(earlier, "title")));
}

/* Questions ----------------------------------------------------------------- */

static bool is_for_everyone(const cJSON *section)
{
	return json_get_true(json_get(section, "audience"), "everyone");
}

/* The section in which a question stands. */
static const cJSON *section_of(const struct warning *w, const char *code)
{
	const cJSON *section, *question;

	cJSON_ArrayForEach(section, json_get(w->definition, "sections"))
		cJSON_ArrayForEach(question, json_get(section, "questions"))
			if (code && strcmp(json_get_text(question, "code"), code) == 0)
				return section;
	return NULL;
}

static void check_question(const struct warning *w)
{
	const cJSON *question = w->question, *choice;
	const char *type = json_get_text(question, "type"), *name = name_of(question, "text");
	const cJSON *earlier = section_of(w, json_get_text(json_get(question, "show_if"), "question"));

	check_texts(w, json_get(question, "text"), arena_printf(_("“%s”"), name));
	cJSON_ArrayForEach(choice, json_get(question, "choices"))
		check_texts(w, json_get(choice, "text"), arena_printf(_("The choice “%s” of “%s”"),
		    name_of(choice, "text"), name));
	if (type && strcmp(type, "text") == 0)
		warn(w, "free_text", NULL, arena_printf(_("“%s” is answered in free text. Employees are"
		    " asked not to write about health, union membership, users or patients; choices are"
		    " safer."), name));
	if (earlier && earlier != w->section && !is_for_everyone(earlier))
		warn(w, "unreached", NULL, arena_printf(
		    _("“%s” depends on a question in “%s”, which is not asked of everyone."),
		    name, name_of(earlier, "title")));
}

static void check_section(struct warning *w)
{
	const cJSON *section = w->section, *one;
	const cJSON *questions = json_get(section, "questions");
	const cJSON *competences = json_get(section, "competences");

	check_texts(w, json_get(section, "title"), arena_printf(_("The section “%s”"),
	    name_of(section, "title")));
	if (!json_get_text(section, "from_requirements") && cJSON_GetArraySize(questions) == 0
	    && cJSON_GetArraySize(competences) == 0)
		warn(w, "empty", NULL, arena_printf(_("The section “%s” asks nothing yet."),
		    name_of(section, "title")));
	cJSON_ArrayForEach(one, competences)
		if (cJSON_IsString(one))
			check_competence(w, one->valuestring);
	cJSON_ArrayForEach(one, questions) {
		w->question = one;
		check_question(w);
	}
	w->question = NULL;
}

/* How much a role is asked -------------------------------------------------- */

static size_t asked_of(const struct warning *w, const struct survey_role *role, const char *sector)
{
	const struct survey_person person = { role, sector, role->leads };
	size_t count;

	survey_asked(w->catalogue, w->definition, &person, &count);
	return count;
}

/* A role that all sectors have is asked what its unit's sector is: the most of them counts. */
static size_t most_asked_of(const struct warning *w, const struct survey_role *role)
{
	static const char *const sectors[] = {
		"helse_omsorg", "oppvekst", "teknisk", "kultur", "administrasjon", NULL,
	};
	size_t most = asked_of(w, role, role->sector);

	for (const char *const *sector = sectors; strcmp(role->sector, "felles") == 0 && *sector;
	    sector++) {
		const size_t count = asked_of(w, role, *sector);

		most = count > most ? count : most;
	}
	return most;
}

static void check_roles(struct warning *w)
{
	for (size_t i = 0; i < w->catalogue->role_count; i++) {
		const struct survey_role *role = &w->catalogue->roles[i];
		const size_t count = role->ended ? 0 : most_asked_of(w, role);

		if (count > SURVEY_ITEMS_MOST)
			warn(w, "too_many", NULL, arena_printf(
			    _("%s is asked %zu questions; more than %d are seldom answered with care."),
			    role->name, count, SURVEY_ITEMS_MOST));
	}
}

cJSON *survey_warnings(const struct survey_catalogue *catalogue, const cJSON *definition)
{
	struct warning w = { .catalogue = catalogue, .definition = definition,
		.list = cJSON_CreateArray() };

	check_texts(&w, json_get(definition, "title"), _("The survey's title"));
	check_texts(&w, json_get(definition, "notice"), _("The notice"));
	cJSON_ArrayForEach(w.section, json_get(definition, "sections"))
		check_section(&w);
	w.section = NULL;
	check_roles(&w);
	return w.list;
}
