/* Competences as the catalogue has them. */
#include "catalogue.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "catalogue_value.h"
#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "round.h"

static const char *const bases[] = { "law", "norm", "practice", NULL };
static const char *const sources[] = { "checked", "source", "knowledge", "doubtful", NULL };

static const char *basis_text(const char *basis)
{
	static const struct i18n_word words[] = {
		{ "law", N_("Law or regulation") }, { "norm", N_("Norm") },
		{ "practice", N_("The municipality's own practice") }, { NULL, NULL },
	};

	return i18n_word(words, basis);
}

static const char *source_text(const char *source)
{
	static const struct i18n_word words[] = {
		{ "checked", N_("Checked by HR") }, { "source", N_("Taken from the source") },
		{ "knowledge", N_("Not checked against the source") }, { "doubtful", N_("Doubtful") },
		{ NULL, NULL },
	};

	return i18n_word(words, source);
}

static const struct catalogue_field law_columns[] = {
	{ .name = "act", .label = N_("Act or regulation"), .type = CATALOGUE_TEXT, .needed = true,
	  .most = 120 },
	{ .name = "section", .label = N_("Section"), .type = CATALOGUE_TEXT, .most = 80 },
	{ .name = "address", .label = N_("Address (https://…)"), .type = CATALOGUE_TEXT,
	  .needed = true, .most = 200 },
	{ .name = "valid_from", .label = N_("Applies from"), .type = CATALOGUE_DAY },
	{ .name = "valid_to", .label = N_("Applies to"), .type = CATALOGUE_DAY },
	{ 0 }
};

static const struct catalogue_field fields[] = {
	{ .name = "code", .label = N_("Code"), .type = CATALOGUE_CODE, .needed = true, .fixed = true,
	  .most = 24, .help = N_("Letters from A to Z, digits and hyphens. It never changes.") },
	{ .name = "name_nb", .label = N_("Name in bokmål"), .type = CATALOGUE_TEXT, .needed = true,
	  .most = 120 },
	{ .name = "name_nn", .label = N_("Name in nynorsk"), .type = CATALOGUE_TEXT, .most = 120 },
	{ .name = "name_en", .label = N_("Name in English"), .type = CATALOGUE_TEXT, .most = 120 },
	{ .name = "description_nb", .label = N_("Description in bokmål"), .type = CATALOGUE_LONG,
	  .needed = true, .most = 500 },
	{ .name = "description_nn", .label = N_("Description in nynorsk"), .type = CATALOGUE_LONG,
	  .most = 500 },
	{ .name = "description_en", .label = N_("Description in English"), .type = CATALOGUE_LONG,
	  .most = 500 },
	{ .name = "topic", .label = N_("Topic"), .type = CATALOGUE_CHOICE, .needed = true, .most = 40,
	  .source = CATALOGUE_TOPICS },
	{ .name = "sector", .label = N_("Sector"), .type = CATALOGUE_CHOICE, .needed = true, .most = 20,
	  .choices = catalogue_sectors, .word = round_sector_text },
	{ .name = "facets", .label = N_("Facets"), .type = CATALOGUE_MANY, .needed = true,
	  .choices = catalogue_facets, .word = catalogue_facet_text,
	  .help = N_("What people assess. A facet that a survey asks for cannot be taken away.") },
	{ .name = "statutory", .label = N_("An act or regulation demands it"), .type = CATALOGUE_FLAG },
	{ .name = "law", .label = N_("Act and section, as cited"), .type = CATALOGUE_TEXT,
	  .most = 200 },
	{ .name = "laws", .label = N_("Acts and regulations, with addresses"), .type = CATALOGUE_ROWS,
	  .most = 10, .columns = law_columns },
	{ .name = "proof", .label = N_("A certificate is needed"), .type = CATALOGUE_FLAG },
	{ .name = "renewal_months", .label = N_("Renewed after so many months"),
	  .type = CATALOGUE_NUMBER, .least = 1, .most = 600 },
	{ .name = "renewal_basis", .label = N_("What sets the interval"), .type = CATALOGUE_CHOICE,
	  .most = 20, .choices = bases, .word = basis_text },
	{ .name = "valid_from", .label = N_("Used from"), .type = CATALOGUE_DAY },
	{ .name = "valid_to", .label = N_("Used until"), .type = CATALOGUE_DAY,
	  .help = N_("The last day. It is not in rounds that open later; what is stored stays.") },
	{ .name = "verified", .label = N_("Checked"), .type = CATALOGUE_KEPT, .choices = sources,
	  .word = source_text },
	{ 0 }
};

static struct cJSON *all(struct db *db, int64_t id)
{
	const struct db_arg *one = DB_ARGS(db_int(id), db_int(id));
	cJSON *objects = db_rows_json(db_query(db,
	    "SELECT c.id, c.code, nb.name AS name_nb, nn.name AS name_nn, en.name AS name_en,"
	    "       nb.description AS description_nb,"
	    "       NULLIF(nn.description, '') AS description_nn,"
	    "       NULLIF(en.description, '') AS description_en,"
	    "       t.code AS topic, c.sector, c.statutory, c.law, c.proof, c.renewal_months,"
	    "       c.renewal_basis, c.valid_from, c.valid_to, c.verified"
	    "  FROM competence c"
	    "  JOIN topic t ON t.id = c.topic_id"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    "  LEFT JOIN competence_text nn ON nn.competence_id = c.id AND nn.language = 'nn'"
	    "  LEFT JOIN competence_text en ON en.competence_id = c.id AND en.language = 'en'"
	    " WHERE (? = 0 OR c.id = ?) ORDER BY c.id", one));

	catalogue_attach(objects, "facets", db_query(db,
	    "SELECT competence_id AS owner, facet FROM competence_facet"
	    " WHERE (? = 0 OR competence_id = ?) ORDER BY competence_id, facet", one), "facet");
	catalogue_attach(objects, "laws", db_query(db,
	    "SELECT competence_id AS owner, act, section, address, valid_from, valid_to"
	    "  FROM competence_law"
	    " WHERE (? = 0 OR competence_id = ?) ORDER BY competence_id, act", one), NULL);
	return objects;
}

static int64_t find(struct db *db, const struct cJSON *object)
{
	struct db_rows *rows = db_query(db, "SELECT id FROM competence WHERE code = ?",
	    DB_ARGS(db_text(json_get_text(object, "code"))));

	return db_next(rows) ? db_col_int(rows, "id") : 0;
}

/* Checking ------------------------------------------------------------------ */

static void check_facets(struct db *db, int64_t id, const cJSON *facets, cJSON *faults)
{
	struct db_rows *used = db_query(db,
	    "SELECT DISTINCT f.facet,"
	    "       EXISTS (SELECT 1 FROM item i WHERE i.competence_id = f.competence_id"
	    "          AND i.facet = f.facet) AS asked"
	    "  FROM competence_facet f"
	    " WHERE f.competence_id = ?"
	    "   AND (EXISTS (SELECT 1 FROM item i WHERE i.competence_id = f.competence_id"
	    "           AND i.facet = f.facet)"
	    "     OR EXISTS (SELECT 1 FROM requirement r WHERE r.competence_id = f.competence_id"
	    "           AND r.facet = f.facet)"
	    "     OR EXISTS (SELECT 1 FROM coverage v WHERE v.competence_id = f.competence_id"
	    "           AND v.facet = f.facet))",
	    DB_ARGS(db_int(id)));

	while (db_next(used)) {
		cJSON *facet = cJSON_CreateString(db_col_text(used, "facet"));

		if (catalogue_value_has(facets, facet))
			continue;
		catalogue_value_fault(faults, "facets", arena_printf(db_col_int(used, "asked")
		    ? _("%s stays: a survey asks for it.")
		    : _("%s stays: a role or a unit requires it. Take that requirement away first."),
		    catalogue_facet_text(facet->valuestring)));
	}
}

/* Whether the law demands it of a role. */
static bool is_demanded(struct db *db, int64_t id)
{
	return db_next(db_query(db,
	    "SELECT role_id FROM requirement WHERE competence_id = ? AND statutory = 1 LIMIT 1",
	    DB_ARGS(db_int(id))));
}

static void check_laws(const cJSON *laws, cJSON *faults)
{
	const cJSON *law;
	int64_t place = 0;

	cJSON_ArrayForEach(law, laws) {
		const char *address = json_get_text(law, "address");
		const char *from = json_get_text(law, "valid_from"), *to = json_get_text(law, "valid_to");
		const cJSON *other;

		place++;
		if (address && (strncmp(address, "https://", 8) != 0 || strpbrk(address, " \"<>")))
			catalogue_value_fault(faults, arena_printf("laws_%lld_address", (long long)place),
			    _("An address starts with https:// and has no spaces."));
		if (from && to && strcmp(to, from) < 0)
			catalogue_value_fault(faults, arena_printf("laws_%lld_valid_to", (long long)place),
			    _("The last day must not be before the first."));
		cJSON_ArrayForEach(other, laws) {
			if (other == law)
				break;
			if (cJSON_Compare(json_get(other, "act"), json_get(law, "act"), true))
				catalogue_value_fault(faults, arena_printf("laws_%lld_act", (long long)place),
				    _("This act stands above already."));
		}
	}
}

static void check(struct db *db, int64_t id, const struct cJSON *object, struct cJSON *faults)
{
	const char *from = json_get_text(object, "valid_from"), *to = json_get_text(object, "valid_to");
	const bool renewed = cJSON_IsNumber(json_get(object, "renewal_months"));
	const bool has_basis = json_get_text(object, "renewal_basis");
	static const char *const texts[][2] = {
		{ "name_nn", "description_nn" }, { "name_en", "description_en" },
	};

	if (json_get_true(object, "statutory") && !json_get_text(object, "law"))
		catalogue_value_fault(faults, "law", _("What is statutory needs its act and section."));
	if (renewed && !has_basis)
		catalogue_value_fault(faults, "renewal_basis",
		    _("Say whether law, a norm or your own practice sets the interval."));
	if (has_basis && !renewed)
		catalogue_value_fault(faults, "renewal_months", _("Write after how many months."));
	if (from && to && strcmp(to, from) < 0)
		catalogue_value_fault(faults, "valid_to", _("The last day must not be before the first."));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (json_get_text(object, texts[i][1]) && !json_get_text(object, texts[i][0]))
			catalogue_value_fault(faults, texts[i][0], _("A description needs its name."));
	if (id && !json_get_true(object, "statutory") && is_demanded(db, id))
		catalogue_value_fault(faults, "statutory",
		    _("Roles have it as demanded by law. Change their requirements first."));
	check_laws(json_get(object, "laws"), faults);
	if (id && cJSON_IsArray(json_get(object, "facets")))
		check_facets(db, id, json_get(object, "facets"), faults);
}

/* Storing ------------------------------------------------------------------- */

static struct db_arg text_of(const struct cJSON *object, const char *field)
{
	return db_text(json_get_text(object, field));
}

static struct db_arg months_of(const struct cJSON *object)
{
	const int64_t months = json_get_int(object, "renewal_months", 0);

	return db_int_or_null(months, months > 0);
}

static int64_t make(struct db *db, const struct cJSON *object)
{
	db_exec(db,
	    "INSERT INTO competence (code, position, topic_id, sector, statutory, proof, verified)"
	    " SELECT ?, COALESCE((SELECT MAX(position) FROM competence), 0) + 1, t.id, ?, 0, 0, ?"
	    "   FROM topic t WHERE t.code = ?",
	    DB_ARGS(text_of(object, "code"), text_of(object, "sector"), text_of(object, "verified"),
	        text_of(object, "topic")));
	return db_insert_id(db);
}

static void store_texts(struct db *db, int64_t id, const struct cJSON *object)
{
	for (const char *const *language = catalogue_languages; *language; language++) {
		const char *name = json_get_text(object, arena_printf("name_%s", *language));
		const char *about = json_get_text(object, arena_printf("description_%s", *language));

		if (name)
			db_exec(db,
			    "INSERT INTO competence_text (competence_id, language, name, description)"
			    " VALUES (?, ?, ?, ?)"
			    " ON DUPLICATE KEY UPDATE name = VALUES(name), description = VALUES(description)",
			    DB_ARGS(db_int(id), db_text(*language), db_text(name),
			        db_text(about ? about : "")));
		else
			db_exec(db, "DELETE FROM competence_text WHERE competence_id = ? AND language = ?",
			    DB_ARGS(db_int(id), db_text(*language)));
	}
}

static void store_facets(struct db *db, int64_t id, const struct cJSON *object)
{
	const struct db_arg facets = db_text(json_text(json_get(object, "facets")));

	db_exec(db,
	    "DELETE FROM competence_facet WHERE competence_id = ? AND facet NOT IN"
	    " (SELECT facet FROM JSON_TABLE(?, '$[*]' COLUMNS (facet VARCHAR(20) PATH '$')) j)",
	    DB_ARGS(db_int(id), facets));
	db_exec(db,
	    "INSERT INTO competence_facet (competence_id, facet)"
	    " SELECT ?, j.facet FROM JSON_TABLE(?, '$[*]' COLUMNS (facet VARCHAR(20) PATH '$')) j"
	    "   LEFT JOIN competence_facet f ON f.competence_id = ? AND f.facet = j.facet"
	    "  WHERE f.facet IS NULL",
	    DB_ARGS(db_int(id), facets, db_int(id)));
}

static void store_laws(struct db *db, int64_t id, const struct cJSON *object)
{
	db_exec(db, "DELETE FROM competence_law WHERE competence_id = ?", DB_ARGS(db_int(id)));
	db_exec(db,
	    "INSERT INTO competence_law (competence_id, act, section, address, valid_from, valid_to)"
	    " SELECT ?, j.* FROM JSON_TABLE(?, '$[*]' COLUMNS (act VARCHAR(120) PATH '$.act',"
	    "   section VARCHAR(80) PATH '$.section', address VARCHAR(200) PATH '$.address',"
	    "   valid_from DATE PATH '$.valid_from', valid_to DATE PATH '$.valid_to')) j",
	    DB_ARGS(db_int(id), db_text(json_text(json_get(object, "laws")))));
}

static int64_t store(struct db *db, int64_t id, const struct cJSON *object)
{
	if (!id)
		id = make(db, object);
	db_exec(db,
	    "UPDATE competence c JOIN topic t ON t.code = ?"
	    "   SET c.topic_id = t.id, c.sector = ?, c.statutory = ?, c.proof = ?, c.law = ?,"
	    "       c.renewal_months = ?, c.renewal_basis = ?, c.verified = ?, c.valid_from = ?,"
	    "       c.valid_to = ?"
	    " WHERE c.id = ?",
	    DB_ARGS(text_of(object, "topic"), text_of(object, "sector"),
	        db_bool(json_get_true(object, "statutory")), db_bool(json_get_true(object, "proof")),
	        text_of(object, "law"), months_of(object), text_of(object, "renewal_basis"),
	        text_of(object, "verified"), text_of(object, "valid_from"),
	        text_of(object, "valid_to"), db_int(id)));
	store_texts(db, id, object);
	store_facets(db, id, object);
	store_laws(db, id, object);
	return id;
}

static struct db_rows *list(struct db *db, const char *language, const char *search,
    const char *topic)
{
	return db_query(db,
	    "SELECT c.id, c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS language,"
	    "       COALESCE(town.name, tnb.name, t.code) AS topic, c.sector, c.statutory, c.law,"
	    "       c.verified, c.valid_to,"
	    "       c.valid_to IS NOT NULL AND c.valid_to < ? AS ended,"
	    "       RANK() OVER (ORDER BY COALESCE(own.name, nb.name, c.code)) AS by_name,"
	    "       (SELECT COUNT(DISTINCT r.role_id) FROM requirement r"
	    "         WHERE r.competence_id = c.id) AS roles"
	    "  FROM competence c"
	    "  JOIN topic t ON t.id = c.topic_id"
	    "  LEFT JOIN topic_text town ON town.topic_id = t.id AND town.language = ?"
	    "  LEFT JOIN topic_text tnb ON tnb.topic_id = t.id AND tnb.language = 'nb'"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " WHERE (? = '' OR t.code = ?)"
	    "   AND (? = '' OR LOCATE(?, CONCAT_WS(' ', c.code, own.name, nb.name, c.law)) > 0)"
	    " ORDER BY c.statutory DESC, t.position, c.position",
	    DB_ARGS(db_text(clock_today()), db_text(language), db_text(language), db_text(topic),
	        db_text(topic), db_text(search), db_text(search)));
}

const struct catalogue_kind catalogue_competence = {
	"competence", "competences", fields, all, find, check, store, list,
};
