/* A unit's own people against what they are asked and what their roles need. */
#include "heat_map.h"

#include <string.h>

#include "arena.h"
#include "clock.h"
#include "json.h"
#include "proof.h"
#include "requirement.h"

enum { NONE = -1, NOT_RELEVANT = -2 };

struct person { int64_t id; cJSON *json; };

struct column {
	int64_t competence;
	const char *facet, *code;
	bool proof, used, varies;
	int lowest, highest;            /* of the levels required; NONE: nobody needs it */
	cJSON *json;
};

struct cell {
	bool shown;
	int level, required;
	const char *status;
};

struct proof { int64_t person, competence; const char *status; };

struct map {
	struct person *people;
	struct column *columns;
	struct proof *proofs;
	struct cell *cells;             /* people × columns */
	size_t person_count, column_count, proof_count;
	size_t last;                    /* rows come grouped by person */
};

/* The unit's own people of today, if the leader leads it or a unit above. */
#define HERE \
	"WITH here AS (" \
	"SELECT DISTINCT p.person_id" \
	"  FROM position p" \
	"  JOIN person h ON h.id = p.person_id AND h.active = 1" \
	" WHERE p.unit_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)" \
	"   AND EXISTS (SELECT 1 FROM unit_tree t" \
	"         JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?" \
	"          AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"        WHERE t.unit_id = p.unit_id))"

#define HERE_ARGS \
	db_int(unit_id), today, today, db_int(leader->id), today, today

static void read_people(struct map *map, struct db *db, const struct user *leader, int64_t unit_id,
    int64_t round_id)
{
	const struct db_arg today = db_text(clock_today()), language = db_text(leader->language);
	struct db_rows *rows = db_query(db,
	    HERE
	    ", place AS ("
	    "SELECT p.person_id, p.role_id, ROW_NUMBER() OVER (PARTITION BY p.person_id"
	    "         ORDER BY p.is_main DESC, p.percent DESC, p.id) AS place"
	    "  FROM position p"
	    " WHERE p.unit_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?))"
	    " SELECT h.id, CONCAT(h.given_name, ' ', h.family_name) AS name,"
	    "        COALESCE(own.name, nb.name, r.code) AS role,"
	    "        IF(own.name IS NULL, 'nb', NULL) AS role_language,"
	    "        IF(a.state = 'assigned' AND a.started_at IS NOT NULL, 'started', a.state) AS state"
	    "   FROM here"
	    "   JOIN person h ON h.id = here.person_id"
	    "   JOIN place ON place.person_id = h.id AND place.place = 1"
	    "   JOIN role r ON r.id = place.role_id"
	    "   LEFT JOIN role_text own ON own.role_id = r.id AND own.language = ?"
	    "   LEFT JOIN role_text nb ON nb.role_id = r.id AND nb.language = 'nb'"
	    "   LEFT JOIN (assessment a JOIN round c ON c.id = a.round_id AND c.confidential = 0)"
	    "     ON a.round_id = ? AND a.person_id = h.id"
	    "  ORDER BY h.given_name, h.family_name, h.id",
	    DB_ARGS(HERE_ARGS, db_int(unit_id), today, today, language, db_int(round_id)));

	map->people = arena_alloc((db_count(rows) + 1) * sizeof *map->people);
	while (db_next(rows)) {
		struct person *person = &map->people[map->person_count++];

		person->id = db_col_int(rows, "id");
		person->json = db_row_json(rows);
	}
}

/* The whole catalogue; what nobody here is asked or needs is left out in the end. */
static void read_columns(struct map *map, struct db *db, const struct user *leader)
{
	const struct db_arg language = db_text(leader->language);
	struct db_rows *rows = db_query(db,
	    "SELECT c.id, c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language, f.facet, t.code AS topic,"
	    "       COALESCE(town.name, tnb.name, t.code) AS topic_name,"
	    "       IF(town.name IS NULL, 'nb', NULL) AS topic_language, c.statutory, c.proof, c.law"
	    "  FROM competence c"
	    "  JOIN competence_facet f ON f.competence_id = c.id"
	    "  JOIN topic t ON t.id = c.topic_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    "  LEFT JOIN topic_text town ON town.topic_id = t.id AND town.language = ?"
	    "  LEFT JOIN topic_text tnb ON tnb.topic_id = t.id AND tnb.language = 'nb'"
	    " ORDER BY c.position, f.facet",
	    DB_ARGS(language, language));

	map->columns = arena_alloc((db_count(rows) + 1) * sizeof *map->columns);
	while (db_next(rows)) {
		struct column *column = &map->columns[map->column_count++];

		column->competence = db_col_int(rows, "id");
		column->code = db_col_text(rows, "code");
		column->facet = db_col_text(rows, "facet");
		column->proof = db_col_int(rows, "proof");
		column->lowest = column->highest = NONE;
		column->json = db_row_json(rows);
		cJSON_DeleteItemFromObjectCaseSensitive(column->json, "id");
	}
}

static size_t person_at(struct map *map, int64_t id)
{
	for (size_t tried = 0; tried < map->person_count; tried++) {
		if (map->people[map->last].id == id)
			return map->last;
		map->last = (map->last + 1) % map->person_count;
	}
	return map->person_count;
}

/*
 * The cell of a row that has person_id, competence_id and facet; NULL for who left between two
 * statements.
 */
static struct cell *cell_of(struct map *map, const struct db_rows *rows)
{
	size_t person = person_at(map, db_col_int(rows, "person_id"));
	int64_t competence = db_col_int(rows, "competence_id");
	const char *facet = db_col_text(rows, "facet");

	if (person == map->person_count)
		return NULL;
	for (size_t i = 0; i < map->column_count; i++)
		if (map->columns[i].competence == competence && strcmp(map->columns[i].facet, facet) == 0)
			return &map->cells[person * map->column_count + i];
	return NULL;
}

static int level_of(const struct db_rows *rows, const char *column)
{
	return db_col_null(rows, column) ? NONE : (int)db_col_int(rows, column);
}

/* What was asked in the round, with the requirement pinned then and what has been submitted. */
static void read_answers(struct map *map, struct db *db, const struct user *leader, int64_t unit_id,
    int64_t round_id)
{
	const struct db_arg today = db_text(clock_today()), round = db_int(round_id);
	struct db_rows *rows = db_query(db,
	    HERE
	    " SELECT here.person_id, i.competence_id, i.facet, w.required_level,"
	    "        COALESCE(w.agreed_level, w.self_level) AS level, w.not_relevant"
	    "   FROM here"
	    "   JOIN assessment a ON a.round_id = ? AND a.person_id = here.person_id"
	    "   JOIN round c ON c.id = a.round_id AND c.confidential = 0"
	    "   JOIN answer w ON w.round_id = ? AND w.assessment_id = a.id"
	    "   JOIN item i ON i.id = w.item_id AND i.competence_id IS NOT NULL",
	    DB_ARGS(HERE_ARGS, round, round));

	while (db_next(rows)) {
		struct cell *cell = cell_of(map, rows);

		if (!cell)
			continue;
		cell->shown = true;
		cell->required = level_of(rows, "required_level");
		cell->level = level_of(rows, "level");
		if (cell->level == NONE && db_col_int(rows, "not_relevant"))
			cell->level = NOT_RELEVANT;
	}
}

/* What the roles and offices of today need: shown as well where nobody was asked. */
static void read_needs(struct map *map, struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());
	struct db_rows *rows = db_query(db,
	    HERE
	    ", " REQUIREMENT_NEED
	    " SELECT person_id, competence_id, facet, level FROM need",
	    DB_ARGS(HERE_ARGS, today, today, today, today, today, today));

	while (db_next(rows)) {
		struct cell *cell = cell_of(map, rows);

		if (!cell)
			continue;
		if (!cell->shown)
			cell->required = level_of(rows, "level");
		cell->shown = true;
	}
}

static void read_proofs(struct map *map, struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));
	struct db_rows *rows = db_query(db,
	    HERE
	    " SELECT z.person_id, z.competence_id, " PROOF_STATUS " AS status FROM " PROOF_BEST " z",
	    DB_ARGS(HERE_ARGS, today, soon));

	map->proofs = arena_alloc((db_count(rows) + 1) * sizeof *map->proofs);
	while (db_next(rows)) {
		struct proof *proof = &map->proofs[map->proof_count++];

		proof->person = db_col_int(rows, "person_id");
		proof->competence = db_col_int(rows, "competence_id");
		proof->status = db_col_text(rows, "status");
	}
}

static const char *status_of(const struct map *map, int64_t person, int64_t competence)
{
	for (size_t i = 0; i < map->proof_count; i++)
		if (map->proofs[i].person == person && map->proofs[i].competence == competence)
			return map->proofs[i].status;
	return "missing";
}

/* Which columns are used, and the level that each needs: one for all, or from lowest to highest. */
static void settle_column(struct map *map, size_t at)
{
	struct column *column = &map->columns[at];
	int first = NONE;

	for (size_t i = 0; i < map->person_count; i++) {
		struct cell *cell = &map->cells[i * map->column_count + at];

		if (!cell->shown)
			continue;
		if (!column->used)
			first = cell->required;
		column->used = true;
		if (cell->required != first)
			column->varies = true;
		if (cell->required > column->highest)
			column->highest = cell->required;
		if (cell->required != NONE && (column->lowest == NONE || cell->required < column->lowest))
			column->lowest = cell->required;
		if (column->proof)
			cell->status = status_of(map, map->people[i].id, column->competence);
	}
}

static void set_level(cJSON *object, const char *name, int level)
{
	if (level >= 0)
		json_set_int(object, name, level);
	else if (level == NOT_RELEVANT)
		json_set_text(object, name, "not_relevant");
	else
		json_set_null(object, name);
}

static cJSON *competences_json(const struct map *map)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < map->column_count; i++) {
		const struct column *column = &map->columns[i];

		if (!column->used)
			continue;
		set_level(column->json, "required_level", column->varies ? NONE : column->highest);
		set_level(column->json, "lowest_level", column->lowest);
		set_level(column->json, "highest_level", column->highest);
		cJSON_AddItemToArray(list, column->json);
	}
	return list;
}

static cJSON *cell_json(const struct column *column, const struct cell *cell)
{
	cJSON *json = cJSON_CreateObject();

	json_set_text(json, "code", column->code);
	json_set_text(json, "facet", column->facet);
	set_level(json, "level", cell->level);
	set_level(json, "required_level", cell->required);
	if (cell->level < 0 || cell->required < 0)
		json_set_null(json, "gap");
	else
		json_set_int(json, "gap", cell->required > cell->level ? cell->required - cell->level : 0);
	json_set_text(json, "status", cell->status);
	return json;
}

static cJSON *people_json(const struct map *map)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < map->person_count; i++) {
		cJSON *cells = cJSON_CreateArray();

		for (size_t j = 0; j < map->column_count; j++)
			if (map->cells[i * map->column_count + j].shown)
				cJSON_AddItemToArray(cells,
				    cell_json(&map->columns[j], &map->cells[i * map->column_count + j]));
		json_set(map->people[i].json, "cells", cells);
		cJSON_AddItemToArray(list, map->people[i].json);
	}
	return list;
}

struct cJSON *heat_map(struct db *db, const struct user *leader, int64_t unit_id, int64_t round_id)
{
	struct map map = { 0 };
	cJSON *json = cJSON_CreateObject();

	read_people(&map, db, leader, unit_id, round_id);
	read_columns(&map, db, leader);
	map.cells = arena_alloc((map.person_count * map.column_count + 1) * sizeof *map.cells);
	for (size_t i = 0; i < map.person_count * map.column_count; i++)
		map.cells[i].level = map.cells[i].required = NONE;
	read_answers(&map, db, leader, unit_id, round_id);
	read_needs(&map, db, leader, unit_id);
	read_proofs(&map, db, leader, unit_id);
	for (size_t i = 0; i < map.column_count; i++)
		settle_column(&map, i);
	json_set(json, "competences", competences_json(&map));
	json_set(json, "people", people_json(&map));
	json_set(json, "certificates", proof_unit(db, leader, unit_id));
	return json;
}

struct cJSON *heat_map_scale(struct db *db, const struct user *user)
{
	return db_rows_json(db_query(db,
	    "SELECT nb.level, COALESCE(own.name, nb.name) AS name, IF(own.name IS NULL, 'nb',"
	    " NULL) AS language"
	    "  FROM scale_text nb"
	    "  LEFT JOIN scale_text own ON own.level = nb.level AND own.language = ?"
	    " WHERE nb.language = 'nb'"
	    " ORDER BY nb.level",
	    DB_ARGS(db_text(user->language))));
}
