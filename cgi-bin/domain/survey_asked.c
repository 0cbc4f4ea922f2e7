/* Who would be asked what of a definition. */
#include "survey_asked.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "json.h"

/* Reading the catalogue ----------------------------------------------------- */

static struct db_rows *query_facets(struct db *db)
{
	const struct db_arg day = db_text(clock_today());

	return db_query(db,
	    "SELECT c.id, c.topic_id, c.code, f.facet, COALESCE(c.valid_from, ?) <= ?"
	    "       AND COALESCE(c.valid_to, ?) >= ? AS is_current"
	    "  FROM competence_facet f"
	    "  JOIN competence c ON c.id = f.competence_id"
	    "  JOIN topic t ON t.id = c.topic_id"
	    " ORDER BY t.position, c.position, c.id, f.facet",
	    DB_ARGS(day, day, day, day));
}

static struct db_rows *query_roles(struct db *db, const char *language)
{
	const struct db_arg day = db_text(clock_today());

	return db_query(db,
	    "SELECT r.id, r.code, COALESCE(own.name, nb.name, r.code) AS name, r.sector,"
	    "       l.role_id IS NOT NULL AS leads, r.valid_to IS NOT NULL AND r.valid_to < ? AS ended"
	    "  FROM role r"
	    "  LEFT JOIN role_text own ON own.role_id = r.id AND own.language = ?"
	    "  LEFT JOIN role_text nb ON nb.role_id = r.id AND nb.language = 'nb'"
	    "  LEFT JOIN (SELECT DISTINCT p.role_id FROM unit_leader u"
	    "        JOIN position p ON p.person_id = u.person_id AND p.valid_from <= ?"
	    "         AND (p.valid_to IS NULL OR p.valid_to >= ?)"
	    "       WHERE u.deputy_for_id IS NULL AND u.valid_from <= ?"
	    "         AND (u.valid_to IS NULL OR u.valid_to >= ?)) l ON l.role_id = r.id"
	    " ORDER BY name, r.id",
	    DB_ARGS(day, db_text(language), day, day, day, day));
}

static struct db_rows *query_requirements(struct db *db)
{
	return db_query(db,
	    "SELECT role_id, competence_id, facet, level, statutory FROM requirement", DB_ARGS());
}

static void take_facets(struct survey_catalogue *c, struct db_rows *rows)
{
	struct survey_facet *facets = arena_alloc((db_count(rows) + 1) * sizeof *facets);

	for (; db_next(rows); c->facet_count++)
		facets[c->facet_count] = (struct survey_facet){
			.competence_id = db_col_int(rows, "id"), .topic_id = db_col_int(rows, "topic_id"),
			.code = db_col_text(rows, "code"), .facet = db_col_text(rows, "facet"),
			.is_current = db_col_int(rows, "is_current") != 0,
		};
	c->facets = facets;
}

static void take_roles(struct survey_catalogue *c, struct db_rows *rows)
{
	struct survey_role *roles = arena_alloc((db_count(rows) + 1) * sizeof *roles);

	for (; db_next(rows); c->role_count++)
		roles[c->role_count] = (struct survey_role){
			.id = db_col_int(rows, "id"), .code = db_col_text(rows, "code"),
			.name = db_col_text(rows, "name"), .sector = db_col_text(rows, "sector"),
			.leads = db_col_int(rows, "leads") != 0, .ended = db_col_int(rows, "ended") != 0,
		};
	c->roles = roles;
}

static size_t role_index(const struct survey_catalogue *c, int64_t id)
{
	size_t i = 0;

	while (i < c->role_count && c->roles[i].id != id)
		i++;
	return i;
}

static size_t facet_index(const struct survey_catalogue *c, int64_t competence, const char *facet)
{
	size_t i = 0;

	while (i < c->facet_count && (c->facets[i].competence_id != competence
	    || strcmp(c->facets[i].facet, facet) != 0))
		i++;
	return i;
}

static void take_requirements(struct survey_catalogue *c, struct db_rows *rows)
{
	const size_t cells = c->role_count * c->facet_count + 1;
	signed char *levels = arena_alloc(cells);
	bool *statutory = arena_alloc(cells * sizeof *statutory);

	memset(levels, -1, cells);
	while (db_next(rows)) {
		const size_t role = role_index(c, db_col_int(rows, "role_id"));
		const size_t facet = facet_index(c, db_col_int(rows, "competence_id"),
		    db_col_text(rows, "facet"));

		if (role == c->role_count || facet == c->facet_count)
			continue;
		levels[role * c->facet_count + facet] = (signed char)db_col_int(rows, "level");
		statutory[role * c->facet_count + facet] = db_col_int(rows, "statutory") != 0;
		((struct survey_facet *)c->facets)[facet].is_required = true;
	}
	c->levels = levels;
	c->statutory = statutory;
}

const struct survey_catalogue *survey_asked_catalogue(struct db *db, const char *language)
{
	struct survey_catalogue *c = arena_alloc(sizeof *c);

	take_facets(c, query_facets(db));
	take_roles(c, query_roles(db, language));
	take_requirements(c, query_requirements(db));
	return c;
}

const struct survey_role *survey_asked_role(const struct survey_catalogue *catalogue,
    const char *code)
{
	for (size_t i = 0; code && i < catalogue->role_count; i++)
		if (strcmp(catalogue->roles[i].code, code) == 0)
			return &catalogue->roles[i];
	return NULL;
}

/* Asking -------------------------------------------------------------------- */

struct asking {
	const struct survey_catalogue *catalogue;
	const struct survey_person *person;
	struct survey_item *items;
	size_t count;
	bool *is_asked;                 /* by facet: the first section that has it asks it */
};

static bool has(const cJSON *list, const char *text)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (cJSON_IsString(one) && text && strcmp(one->valuestring, text) == 0)
			return true;
	return false;
}

static bool is_for(const cJSON *section, const struct survey_person *person)
{
	const cJSON *audience = json_get(section, "audience");

	return json_get_true(audience, "everyone") || has(json_get(audience, "sectors"), person->sector)
	    || has(json_get(audience, "roles"), person->role->code)
	    || (person->leads && json_get_true(audience, "leaders"));
}

static bool asks_facet(const struct asking *a, const cJSON *section, size_t facet)
{
	const struct survey_catalogue *c = a->catalogue;
	const size_t role = (size_t)(a->person->role - c->roles);
	const char *from = json_get_text(section, "from_requirements");

	if (!from)
		return has(json_get(section, "competences"), c->facets[facet].code);
	return c->levels[role * c->facet_count + facet] >= 0
	    && c->statutory[role * c->facet_count + facet] == (strcmp(from, "statutory") == 0);
}

static void add_facets(struct asking *a, const cJSON *section)
{
	const struct survey_catalogue *c = a->catalogue;
	const size_t role = (size_t)(a->person->role - c->roles);

	for (size_t i = 0; i < c->facet_count; i++) {
		if (a->is_asked[i] || !c->facets[i].is_current || !asks_facet(a, section, i))
			continue;
		a->is_asked[i] = true;
		a->items[a->count++] = (struct survey_item){ .section = section, .facet = &c->facets[i],
			.level = c->levels[role * c->facet_count + i] };
	}
}

static size_t count_questions(const cJSON *definition)
{
	const cJSON *section;
	size_t count = 0;

	cJSON_ArrayForEach(section, json_get(definition, "sections"))
		count += (size_t)cJSON_GetArraySize(json_get(section, "questions"));
	return count;
}

const struct survey_item *survey_asked(const struct survey_catalogue *catalogue,
    const cJSON *definition, const struct survey_person *person, size_t *count)
{
	const size_t most = catalogue->facet_count + count_questions(definition) + 1;
	struct asking a = { .catalogue = catalogue, .person = person };
	const cJSON *section, *question;

	a.items = arena_alloc(most * sizeof *a.items);
	a.is_asked = arena_alloc((catalogue->facet_count + 1) * sizeof *a.is_asked);
	cJSON_ArrayForEach(section, json_get(definition, "sections")) {
		if (!is_for(section, person))
			continue;
		add_facets(&a, section);
		cJSON_ArrayForEach(question, json_get(section, "questions"))
			a.items[a.count++] = (struct survey_item){ .section = section, .question = question,
				.level = -1 };
	}
	*count = a.count;
	return a.items;
}
