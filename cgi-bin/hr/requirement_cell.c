/* The cells of a table of requirements: how they are shown, and read as they were sent. */
#include "requirement_cell.h"

#include <inttypes.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "form.h"
#include "i18n.h"
#include "json.h"
#include "reply.h"

static const char *const levels[] = { "0", "1", "2", "3", "4", NULL };

/* A cell's field: "level_17_knowledge". */
static const char *field_of(const char *what, const cJSON *row)
{
	return arena_printf("%s_%" PRId64 "_%s", what, json_get_int(row, "id", 0),
	    json_get_text(row, "facet"));
}

static const char *rev_field(const cJSON *row)
{
	return arena_printf("rev_%" PRId64, json_get_int(row, "id", 0));
}

/* What a cell is called to who does not see the table: unlike that of any other cell. */
static const char *level_label(const struct requirement_side *side, const cJSON *row)
{
	const char *name = json_get_text(row, "name");
	const char *facet = catalogue_facet_text(json_get_text(row, "facet"));

	/* TRANSLATORS: competence, facet, role */
	return arena_printf(_("%s, %s: level for %s"), side->of_role ? name : side->name, facet,
	    side->of_role ? side->name : name);
}

static const char *law_label(const struct requirement_side *side, const cJSON *row)
{
	const char *name = json_get_text(row, "name");
	const char *facet = catalogue_facet_text(json_get_text(row, "facet"));

	/* TRANSLATORS: competence, facet, role */
	return arena_printf(_("%s, %s: demanded by law of %s"), side->of_role ? name : side->name,
	    facet, side->of_role ? side->name : name);
}

/* Showing ------------------------------------------------------------------- */

static const char *level_text(const struct requirement_side *side, const char *level)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, side->scale)
		if (json_get_int(one, "level", -1) == *level - '0')
			return arena_printf("%s %s", level, json_get_text(one, "name"));
	return level;
}

static cJSON *choices_of(const struct requirement_side *side, const char *chosen)
{
	cJSON *choices = cJSON_CreateArray();

	for (const char *const *level = levels; *level; level++) {
		cJSON *choice = cJSON_CreateObject();

		json_set_text(choice, "code", *level);
		json_set_text(choice, "text", level_text(side, *level));
		json_set_bool(choice, "selected", strcmp(*level, chosen) == 0);
		cJSON_AddItemToArray(choices, choice);
	}
	return choices;
}

static const char *stored_level(const cJSON *row)
{
	const cJSON *level = json_get(row, "level");

	return cJSON_IsNumber(level) ? levels[level->valueint] : "";
}

/* What was typed in a field; NULL: nothing was sent. */
static const cJSON *typed_of(struct form *form, const char *field)
{
	return form && form_has(form, field) ? json_get(form_view(form), field) : NULL;
}

struct cJSON *requirement_cell_show(const struct requirement_side *side, const struct cJSON *row,
    struct form *form, bool has_rev)
{
	const char *field = field_of("level", row), *law = field_of("law", row);
	const cJSON *typed = typed_of(form, field);
	const bool checked = typed ? typed_of(form, law) != NULL : json_get_true(row, "statutory");
	const char *level = typed ? json_get_text(typed, "value") : stored_level(row);
	cJSON *shown = cJSON_CreateObject();

	json_set_int(shown, "id", json_get_int(row, "id", 0));
	json_set_text(shown, "code", json_get_text(row, "code"));
	json_set_text(shown, "name", json_get_text(row, "name"));
	json_set_text(shown, "language", json_get_text(row, "language"));
	json_set_text(shown, "law", json_get_text(row, "law"));
	json_set_bool(shown, "ended", json_get_true(row, "ended"));
	json_set_bool(shown, "by_law", json_get_true(row, "by_law"));
	json_set_text(shown, "facet_text", catalogue_facet_text(json_get_text(row, "facet")));
	json_set_text(shown, "level_field", field);
	json_set_text(shown, "level_label", level_label(side, row));
	json_set(shown, "choices", choices_of(side, level ? level : ""));
	json_set_text(shown, "error", typed ? json_get_text(typed, "error") : NULL);
	json_set_text(shown, "law_field", law);
	json_set_text(shown, "law_label", law_label(side, row));
	json_set_bool(shown, "checked", checked);
	json_set_text(shown, "rev_field", has_rev ? rev_field(row) : NULL);
	json_set_int(shown, "rev", json_get_int(row, "rev", 0));
	return shown;
}

/* Reading ------------------------------------------------------------------- */

static struct requirement_cell cell_of(const struct requirement_side *side, const cJSON *row,
    int64_t rev)
{
	return (struct requirement_cell){
		.role_id = side->of_role ? side->id : json_get_int(row, "id", 0),
		.competence = side->of_role ? json_get_text(row, "code") : side->code,
		.facet = json_get_text(row, "facet"),
		.level = -1,
		.rev = rev,
	};
}

/* Whether the form has this row's cell; then it is in *cell. */
static bool take_field(const struct requirement_side *side, struct form *form, const cJSON *row,
    int64_t rev, struct requirement_cell *cell)
{
	const char *level = form_choice(form, field_of("level", row), levels, true);
	const bool is_law = form_bool(form, field_of("law", row));

	*cell = cell_of(side, row, rev);
	if (level)
		cell->level = *level - '0';
	cell->statutory = level && is_law;
	return form_has(form, field_of("level", row));
}

static const cJSON *row_named(const struct requirement_side *side, const cJSON *sent)
{
	const char *code = json_get_text(sent, side->of_role ? "competence" : "role");
	const char *facet = json_get_text(sent, "facet");
	const cJSON *row;

	if (!code || !facet)
		return NULL;
	cJSON_ArrayForEach(row, side->rows)
		if (strcmp(json_get_text(row, "code"), code) == 0
		    && strcmp(json_get_text(row, "facet"), facet) == 0)
			return row;
	return NULL;
}

/* One of a JSON body's requirements; false: it is none, and the form says so. */
static bool take_json(const struct requirement_side *side, struct form *form, const cJSON *sent,
    int64_t rev, struct requirement_cell *cell)
{
	const cJSON *row = row_named(side, sent), *level = json_get(sent, "level");
	const cJSON *statutory = json_get(sent, "statutory"), *own_rev = json_get(sent, "rev");

	if (!row) {
		form_error(form, "requirements", _("Name what is in the catalogue, with its facet."));
		return false;
	}
	*cell = cell_of(side, row, rev);
	if (!level || (!cJSON_IsNull(level) && !json_is_int(level, 0, 4, &cell->level))) {
		form_error(form, "requirements", _("A level is a whole number from 0 to 4, or null."));
		return false;
	}
	if (statutory && !cJSON_IsBool(statutory)) {
		form_error(form, "requirements", _("Say true or false for what is statutory."));
		return false;
	}
	if (own_rev && (side->of_role || !json_is_int(own_rev, 0, UINT32_MAX, &cell->rev))) {
		form_error(form, "requirements", _("A rev is a whole number."));
		return false;
	}
	cell->statutory = cell->level >= 0 && cJSON_IsTrue(statutory);
	return true;
}

const struct requirement_cell *requirement_cell_read(const struct requirement_side *side,
    struct form *form, int64_t rev, size_t *count)
{
	const cJSON *sent = form_json(form, "requirements"), *one;
	const cJSON *list = cJSON_IsArray(sent) ? sent : NULL;
	const int room = cJSON_GetArraySize(side->rows) + cJSON_GetArraySize(list);
	struct requirement_cell *cells = arena_alloc(((size_t)room + 1) * sizeof *cells);

	*count = 0;
	cJSON_ArrayForEach(one, side->rows) {
		const int64_t own = side->of_role ? rev : form_int(form, rev_field(one), 0, UINT32_MAX, -1);

		if (take_field(side, form, one, own, &cells[*count]))
			++*count;
	}
	cJSON_ArrayForEach(one, list)
		if (take_json(side, form, one, rev, &cells[*count]))
			++*count;
	if (*count == 0 && !list)
		form_error(form, "requirements", _("Send at least one requirement."));
	if (form_has(form, "requirements") && !list)
		form_error(form, "requirements", _("The requirements are a list."));
	return cells;
}

struct cJSON *requirement_cell_typed(const struct requirement_side *side, struct form *form)
{
	cJSON *typed = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, side->rows) {
		const cJSON *sent = typed_of(form, field_of("level", row));
		const char *level = sent ? json_get_text(sent, "value") : NULL;

		if (level && strcmp(level, stored_level(row)) != 0)
			reply_typed_add(typed, level_label(side, row), NULL,
			    *level ? level_text(side, level) : _("No requirement"));
	}
	return typed;
}
