/* What all roles require, in one table: a topic's competences across, a sector's roles down. */
#include <string.h>

#include <cjson/cJSON.h>

#include "catalogue_page.h"
#include "heat_map.h"
#include "i18n.h"
#include "json.h"
#include "pages.h"
#include "requirement_table.h"
#include "round.h"
#include "table_page.h"

/* A real catalogue's 51 roles on one page, as few bytes as a heat map may have. */
enum { COLUMNS_A_PAGE = 12, ROWS_A_PAGE = 60 };

static bool is_text(const cJSON *object, const char *field, const char *text)
{
	const char *own = json_get_text(object, field);

	return own && strcmp(own, text) == 0;
}

/* Those of a list that have not ended and whose field is value; "" is all. */
static cJSON *narrowed(const cJSON *list, const char *field, const char *value)
{
	cJSON *rest = cJSON_CreateArray();
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (!json_get_true(one, "ended") && (!*value || is_text(one, field, value)))
			cJSON_AddItemToArray(rest, cJSON_Duplicate(one, true));
	return rest;
}

/* The requirement of a cell; NULL: there is none. own has those of the role alone. */
static const cJSON *requirement_of(const cJSON *own, const cJSON *facet)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, own)
		if (is_text(one, "competence", json_get_text(facet, "code"))
		    && is_text(one, "facet", json_get_text(facet, "facet")))
			return one;
	return NULL;
}

static cJSON *cell_of(const cJSON *requirement)
{
	cJSON *cell = cJSON_CreateObject();

	json_set_bool(cell, "has_level", requirement != NULL);
	json_set_int(cell, "level", requirement ? json_get_int(requirement, "level", 0) : 0);
	json_set_bool(cell, "statutory", requirement && json_get_true(requirement, "statutory"));
	return cell;
}

static void add_cells(cJSON *rows, const cJSON *columns, const cJSON *requirements)
{
	cJSON *row;
	const cJSON *column;

	cJSON_ArrayForEach(row, rows) {
		const cJSON *own = narrowed(requirements, "role", json_get_text(row, "code"));
		cJSON *cells = cJSON_CreateArray();

		cJSON_ArrayForEach(column, columns)
			cJSON_AddItemToArray(cells, cell_of(requirement_of(own, column)));
		json_set(row, "cells", cells);
	}
}

/* The columns' facets in words, where a competence has more than one, or all would seem alike. */
static void add_facets(cJSON *columns)
{
	cJSON *column;

	cJSON_ArrayForEach(column, columns)
		json_set_text(column, "facet_text",
		    catalogue_facet_text(json_get_text(column, "facet")));
}

/* The topics to choose from; the first is shown where none is chosen. */
static const char *add_topics(const struct request *req, cJSON *page, const char *wanted)
{
	cJSON *topics = catalogue_choices(req->db, CATALOGUE_TOPICS, req->user->language), *topic;
	const char *chosen = topics->child ? json_get_text(topics->child, "code") : "";

	cJSON_ArrayForEach(topic, topics)
		if (wanted && is_text(topic, "code", wanted))
			chosen = wanted;
	cJSON_ArrayForEach(topic, topics) {
		const bool is_chosen = is_text(topic, "code", chosen);

		json_set_bool(topic, "selected", is_chosen);
		if (is_chosen)
			json_set_text(page, "topic_name", json_get_text(topic, "name"));
	}
	if (!topics->child)
		json_set_text(page, "topic_name", "");
	json_set(page, "topics", topics);
	json_set_text(page, "topic", chosen);
	return chosen;
}

static const char *add_sectors(cJSON *page, const char *wanted)
{
	cJSON *sectors = cJSON_CreateArray();
	const char *chosen = "";

	for (const char *const *code = catalogue_sectors; *code; code++) {
		const bool is_chosen = wanted && strcmp(*code, wanted) == 0;
		cJSON *sector = cJSON_CreateObject();

		if (is_chosen)
			chosen = *code;
		json_set_text(sector, "code", *code);
		json_set_text(sector, "name", round_sector_text(*code));
		json_set_bool(sector, "selected", is_chosen);
		cJSON_AddItemToArray(sectors, sector);
	}
	json_set(page, "sectors", sectors);
	json_set_text(page, "sector", chosen);
	return chosen;
}

static struct reply show(const struct request *req)
{
	cJSON *matrix = requirement_table_all(req->db, req->user->language);
	cJSON *page = catalogue_page_heads(catalogue_page_section(req));
	const char *topic = add_topics(req, page, request_query(req, "topic"));
	const char *sector = add_sectors(page, request_query(req, "sector"));
	cJSON *below = cJSON_CreateObject();
	cJSON *columns = table_page_rows(page, narrowed(json_get(matrix, "facets"), "topic", topic),
	    COLUMNS_A_PAGE, request_query_int(req, "page", 1, INT32_MAX, 1));
	cJSON *rows = table_page_rows(below, narrowed(json_get(matrix, "roles"), "sector", sector),
	    ROWS_A_PAGE, request_query_int(req, "down", 1, INT32_MAX, 1));

	add_facets(columns);
	add_cells(rows, columns, json_get(matrix, "requirements"));
	json_set_bool(page, "has_cells", rows->child && columns->child);
	json_set(page, "columns", columns);
	json_set(page, "rows", rows);
	json_set(page, "below", below);
	json_set(page, "scale", heat_map_scale(req->db, req->user));
	return reply_with(reply_page("requirement_matrix", matrix), page);
}

const struct route requirement_matrix_routes[] = {
	{ METHOD_GET, "/requirements", ROLE_HR, show, DB_READ }, { 0 }
};
