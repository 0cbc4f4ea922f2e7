/* What the catalogue's pages say: headings, rows and versions in words. */
#include "catalogue_page.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "buf.h"
#include "catalogue_value.h"
#include "i18n.h"
#include "json.h"
#include "round.h"
#include "training.h"

static const struct catalogue_section sections[] = {
	{ "/catalogue", &catalogue_competence, N_("Competences"),
	  N_("What people can know, hold as an attitude or do. What the law demands stands first."),
	  N_("New competence"), N_("There is no competence here") },
	{ "/roles", &catalogue_role, N_("Roles"), N_("What people work as, and what that requires."),
	  N_("New role"), N_("There is no role here") },
	{ "/offerings", &catalogue_offering, N_("Training offered"),
	  N_("What employees can ask for, and what it teaches."), N_("New training"),
	  N_("There is no training here") },
	{ "/requirements", &catalogue_requirement, N_("Requirements"),
	  N_("What each role requires, in one table."), NULL, NULL },
	{ "/coverage", &catalogue_coverage, N_("Coverage requirements"),
	  N_("What a unit must have among its people, such as a fire warden on every ward."),
	  N_("New coverage requirement"), N_("There is no coverage requirement here") },
	{ "/topics", &catalogue_topic, N_("Topics"),
	  N_("By which competences are ordered and asked."), N_("New topic"),
	  N_("There is no topic here") },
	{ "/levels", &catalogue_level, N_("Scale"),
	  N_("The five levels on which people are assessed."), NULL, N_("There is no level here") },
	{ "/anchors", &catalogue_anchor, N_("Anchors"),
	  N_("What each level means for knowledge, attitude and practice. People read it when they"
	    " assess themselves."), NULL, N_("There is no anchor here") },
};

const struct catalogue_section *catalogue_page_section(const struct request *req)
{
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (strncmp(req->path, sections[i].path, strlen(sections[i].path)) == 0)
			return &sections[i];
	return &sections[0];
}

const struct catalogue_section *catalogue_page_kind(const char *plural)
{
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (strcmp(sections[i].kind->plural, plural) == 0)
			return &sections[i];
	return NULL;
}

struct cJSON *catalogue_page_kinds(const char *chosen)
{
	cJSON *kinds = cJSON_CreateArray();

	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		cJSON *kind = cJSON_CreateObject();

		json_set_text(kind, "code", sections[i].kind->plural);
		json_set_text(kind, "text", i18n_text(sections[i].title));
		json_set_bool(kind, "selected", strcmp(sections[i].kind->plural, chosen) == 0);
		cJSON_AddItemToArray(kinds, kind);
	}
	return kinds;
}

struct cJSON *catalogue_page_heads(const struct catalogue_section *section)
{
	cJSON *page = cJSON_CreateObject(), *tabs = cJSON_CreateArray();

	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		cJSON *tab = cJSON_CreateObject();

		json_set_text(tab, "path", sections[i].path + 1);
		json_set_text(tab, "title", i18n_text(sections[i].title));
		json_set_bool(tab, "current", &sections[i] == section);
		cJSON_AddItemToArray(tabs, tab);
	}
	json_set(page, "tabs", tabs);
	json_set_text(page, "path", section->path + 1);
	json_set_text(page, "plural", section->kind->plural);
	json_set_text(page, "title", i18n_text(section->title));
	json_set_text(page, "intro", i18n_text(section->intro));
	json_set_text(page, "make", section->make ? i18n_text(section->make) : NULL);
	json_set_text(page, "empty", section->empty ? i18n_text(section->empty) : NULL);
	json_set_bool(page, "menu_catalogue", true);
	return page;
}

/* Rows ---------------------------------------------------------------------- */

static const char *competence_words(const cJSON *row)
{
	const int64_t roles = json_get_int(row, "roles", 0);
	const char *used = roles == 0 ? _("no role requires it") : arena_printf(i18n_plural(
	    "%lld role requires it", "%lld roles require it", (unsigned long)roles), (long long)roles);

	return arena_printf("%s · %s", json_get_text(row, "topic"), used);
}

static const char *role_words(const cJSON *row)
{
	const int64_t count = json_get_int(row, "requirements", 0);

	return arena_printf("%s · %s", round_sector_text(json_get_text(row, "sector")), count == 0
	    ? _("no requirements") : arena_printf(i18n_plural("%lld requirement", "%lld requirements",
	    (unsigned long)count), (long long)count));
}

static const char *offering_words(const cJSON *row)
{
	return arena_printf("%s · %s · %s", training_form_text(json_get_text(row, "form")),
	    json_get_text(row, "provider"), i18n_money(json_get(row, "price")->valuedouble));
}

static const char *topic_words(const cJSON *row)
{
	const int64_t count = json_get_int(row, "competences", 0);

	return arena_printf(i18n_plural("%lld competence", "%lld competences", (unsigned long)count),
	    (long long)count);
}

static const char *anchor_name(const cJSON *row)
{
	/* TRANSLATORS: facet, number of the level */
	return arena_printf(_("%s, level %lld"), catalogue_facet_text(json_get_text(row, "facet")),
	    (long long)json_get_int(row, "level", 0));
}

static const char *coverage_words(const cJSON *row)
{
	const int64_t people = json_get_int(row, "people", 0);
	const long long level = json_get_int(row, "level", 0);
	const char *facet = catalogue_facet_text(json_get_text(row, "facet"));
	const char *least = people ? arena_printf(i18n_plural("at least %lld person",
	    "at least %lld people", (unsigned long)people), (long long)people)
	    : arena_printf(_("at least %lld percent"), (long long)json_get_int(row, "share", 0));

	return arena_printf(_("%s · %s on level %lld or higher · %s"), json_get_text(row, "unit"),
	    facet, level, least);
}

static const char *words_of_row(const struct catalogue_kind *kind, const cJSON *row)
{
	if (kind == &catalogue_competence)
		return competence_words(row);
	if (kind == &catalogue_role)
		return role_words(row);
	if (kind == &catalogue_offering)
		return offering_words(row);
	if (kind == &catalogue_topic)
		return topic_words(row);
	return kind == &catalogue_coverage ? coverage_words(row) : json_get_text(row, "text");
}

struct cJSON *catalogue_page_row(const struct catalogue_section *section, const struct cJSON *row)
{
	const struct catalogue_kind *kind = section->kind;
	const char *verified = json_get_text(row, "verified");
	cJSON *shown = cJSON_CreateObject();

	json_set_int(shown, "id", json_get_int(row, "id", 0));
	json_set_text(shown, "code", kind == &catalogue_level ? arena_printf(_("Level %lld"),
	    (long long)json_get_int(row, "code", 0)) : json_get_text(row, "code"));
	json_set_text(shown, "name", kind == &catalogue_anchor ? anchor_name(row)
	    : json_get_text(row, "name"));
	json_set_text(shown, "language", kind == &catalogue_anchor ? NULL
	    : json_get_text(row, "language"));
	json_set_text(shown, "words", words_of_row(kind, row));
	json_set_text(shown, "words_language", json_get_text(row, "text")
	    ? json_get_text(row, "language") : NULL);
	json_set_text(shown, "law", json_get_text(row, "law"));
	json_set_bool(shown, "statutory", json_get_true(row, "statutory"));
	json_set_bool(shown, "doubtful", verified && strcmp(verified, "doubtful") == 0);
	json_set_bool(shown, "unchecked", verified && strcmp(verified, "knowledge") == 0);
	json_set_bool(shown, "ended", json_get_true(row, "ended"));
	json_set_text(shown, "valid_to", json_get_text(row, "valid_to"));
	return shown;
}

/* An object ----------------------------------------------------------------- */

static const char *name_in(const cJSON *object, const char *field, const char *language)
{
	const char *name = json_get_text(object, arena_printf("%s_%s", field, language));

	return name ? name : json_get_text(object, arena_printf("%s_nb", field));
}

/* The name of a code among those to choose from; the code itself if there is none. */
static const char *known_name(const struct request *req, enum catalogue_source source,
    const char *code)
{
	const cJSON *one, *known = catalogue_choices(req->db, source, req->user->language);

	cJSON_ArrayForEach(one, known)
		if (strcmp(json_get_text(one, "code"), code) == 0)
			return json_get_text(one, "name");
	return code;
}

static const char *heading(const struct request *req, const struct catalogue_kind *kind,
    const cJSON *object)
{
	if (kind == &catalogue_coverage)
		return arena_printf("%s: %s",
		    known_name(req, CATALOGUE_UNITS, json_get_text(object, "unit")),
		    known_name(req, CATALOGUE_COMPETENCES, json_get_text(object, "competence")));
	if (kind == &catalogue_anchor)
		return anchor_name(object);
	const char *name = name_in(object, kind == &catalogue_offering ? "title" : "name",
	    req->user->language);

	return name ? name : json_get_text(object, "code");
}

void catalogue_page_object(const struct request *req, struct cJSON *page,
    const struct catalogue_section *section, const struct cJSON *object)
{
	const char *verified = json_get_text(object, "verified");
	const struct catalogue_kind *kind = section->kind;

	json_set_text(page, "heading", heading(req, kind, object));
	json_set_text(page, "code", json_get_text(object, "code"));
	json_set_bool(page, "is_wording", kind == &catalogue_topic || !kind->find);
	json_set_bool(page, "is_competence", kind == &catalogue_competence);
	json_set_bool(page, "is_role", kind == &catalogue_role);
	json_set_bool(page, "is_coverage", kind == &catalogue_coverage);
	json_set_bool(page, "has_requirements",
	    kind == &catalogue_competence || kind == &catalogue_role);
	json_set_bool(page, "doubtful", verified && strcmp(verified, "doubtful") == 0);
	json_set_bool(page, "unchecked", verified && strcmp(verified, "knowledge") == 0);
}

/* Versions ------------------------------------------------------------------ */

static const struct catalogue_field *field_named(const struct catalogue_field *fields,
    const char *name)
{
	for (; fields->name; fields++)
		if (strcmp(fields->name, name) == 0)
			return fields;
	return NULL;
}

/* A value in words: codes by their names, days as people write them. */
static const char *in_words(const struct catalogue_field *field, const cJSON *value)
{
	if (cJSON_IsNull(value))
		return "";
	if (cJSON_IsBool(value))
		return cJSON_IsTrue(value) ? _("Yes") : _("No");
	if (cJSON_IsString(value) && field->type == CATALOGUE_DAY)
		return i18n_date(value->valuestring);
	const char *word = cJSON_IsString(value) && field->word ? field->word(value->valuestring)
	    : NULL;

	return word ? word : catalogue_value_text(field, value);
}

/* A row of a list that came or went: its columns in words. */
static const char *row_words(const struct catalogue_field *field, const cJSON *row)
{
	struct buf text = { 0 };

	if (!field->columns)
		return in_words(field, row);
	for (const struct catalogue_field *c = field->columns; c->name; c++) {
		const char *words = in_words(c, json_get(row, c->name));

		if (*words && c->type == CATALOGUE_FLAG)
			words = cJSON_IsTrue(json_get(row, c->name)) ? i18n_text(c->label) : "";
		if (*words)
			buf_printf(&text, "%s%s", text.length ? " · " : "", words);
	}
	return buf_text(&text);
}

static cJSON *words_of(const struct catalogue_field *field, const cJSON *value)
{
	cJSON *lines = cJSON_CreateArray();
	const cJSON *row;

	if (!cJSON_IsArray(value)) {
		const char *text = in_words(field, value);

		if (*text)
			cJSON_AddItemToArray(lines, cJSON_CreateString(text));
		return lines;
	}
	cJSON_ArrayForEach(row, value)
		cJSON_AddItemToArray(lines, cJSON_CreateString(row_words(field, row)));
	return lines;
}

static cJSON *change_words(const struct catalogue_kind *kind, const cJSON *change)
{
	const struct catalogue_field *field = field_named(kind->fields, json_get_text(change, "field"));
	cJSON *shown = cJSON_CreateObject();

	if (!field)
		return NULL;
	cJSON *old = words_of(field, json_get(change, "old"));
	cJSON *new = words_of(field, json_get(change, "new"));

	json_set_text(shown, "label", i18n_text(field->label));
	json_set_bool(shown, "has_old", old->child);
	json_set_bool(shown, "has_new", new->child);
	json_set(shown, "old", old);
	json_set(shown, "new", new);
	return shown;
}

struct cJSON *catalogue_page_changes(const struct catalogue_section *section,
    const struct cJSON *changes)
{
	cJSON *rows = cJSON_CreateArray();
	const cJSON *change;

	cJSON_ArrayForEach(change, changes) {
		cJSON *words = change_words(section->kind, change);

		if (words)
			cJSON_AddItemToArray(rows, words);
	}
	return rows;
}

struct cJSON *catalogue_page_history(const struct catalogue_section *section,
    const struct cJSON *versions)
{
	cJSON *history = cJSON_CreateArray();
	const cJSON *version;

	cJSON_ArrayForEach(version, versions) {
		cJSON *shown = cJSON_Duplicate(version, true);

		cJSON_DeleteItemFromObjectCaseSensitive(shown, "changes");
		json_set(shown, "rows", catalogue_page_changes(section, json_get(version, "changes")));
		cJSON_AddItemToArray(history, shown);
	}
	return history;
}
