/* What roles require: roles, requirements, scale and anchors; and the training offered. */
#include "import_parts.h"

#include <stdlib.h>

#include "arena.h"
#include "i18n.h"
#include "import_file.h"

static void store_roles(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO role (id, code, styrk08, sector)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(24) PATH '$[1]', styrk08 CHAR(4) PATH '$[2]',"
	    "   sector VARCHAR(20) PATH '$[3]')) j", DB_ARGS(rows));
}

static void store_role_texts(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO role_text (role_id, language, name)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', name VARCHAR(120) PATH '$[2]')) j", DB_ARGS(rows));
}

static void store_requirements(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO requirement (role_id, competence_id, facet, level, statutory)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (role_id INT PATH '$[0]',"
	    "   competence_id INT PATH '$[1]', facet VARCHAR(20) PATH '$[2]', level INT PATH '$[3]',"
	    "   statutory INT PATH '$[4]')) j",
	    DB_ARGS(rows));
}

static void store_scale(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO scale_text (level, language, name, anchor)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (level INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', name VARCHAR(60) PATH '$[2]',"
	    "   anchor VARCHAR(300) PATH '$[3]')) j", DB_ARGS(rows));
}

static void store_anchors(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO anchor_text (facet, level, language, text)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (facet VARCHAR(20) PATH '$[0]',"
	    "   level INT PATH '$[1]', language CHAR(2) PATH '$[2]',"
	    "   text VARCHAR(300) PATH '$[3]')) j", DB_ARGS(rows));
}

static void store_offerings(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO offering (id, code, form, provider, hours, price, places)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(24) PATH '$[1]', form VARCHAR(20) PATH '$[2]',"
	    "   provider VARCHAR(120) PATH '$[3]', hours DECIMAL(6,2) PATH '$[4]',"
	    "   price DECIMAL(10,2) PATH '$[5]', places INT PATH '$[6]')) j", DB_ARGS(rows));
}

static void store_offering_texts(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO offering_text (offering_id, language, title)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', title VARCHAR(200) PATH '$[2]')) j", DB_ARGS(rows));
}

static void store_offering_competences(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO offering_competence (offering_id, competence_id, reaches_level)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   competence_id INT PATH '$[1]', reaches_level INT PATH '$[2]')) j", DB_ARGS(rows));
}

struct requirements {
	struct import_batch roles, role_texts, requirements, scale, anchors, offerings, offering_texts,
	    offering_competences;
	struct import_codes pairs, levels, anchor_keys, offering_codes;
};

static const struct import_words name_words[] = { { "name", 120 }, { NULL, 0 } };
static const struct import_words scale_words[] = { { "name", 60 }, { "anchor", 300 }, { NULL, 0 } };
static const struct import_words anchor_words[] = { { "anchor", 300 }, { NULL, 0 } };
static const struct import_words title_words[] = { { "title", 200 }, { NULL, 0 } };

static void take_role(struct import_row *row)
{
	struct requirements *to = row->context;
	const int64_t id = import_new(row, "code", &row->in->roles, 24, NULL);

	import_batch_add(&to->roles,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "code")),
	    db_text(import_digits(row, "styrk08", 4)),
	    db_text(import_choice(row, "sector", import_sectors))));
	import_texts(row, &to->role_texts, DB_ARGS(db_int(id)), name_words);
}

static void take_requirement(struct import_row *row)
{
	struct requirements *to = row->context;
	const int64_t role = import_known(row, "role_code", &row->in->roles);
	const int64_t competence = import_known(row, "competence_code", &row->in->competences);
	const struct import_competence *known = import_codes_value(&row->in->competences, competence);
	const bool statutory = import_flag(row, "statutory");

	if (known && statutory && !known->statutory)
		import_row_fault(row, "statutory",
		    _("The catalogue says that no act demands this competence."));
	if (role && competence && !import_codes_add(&to->pairs,
	    arena_printf("%lld %lld", (long long)role, (long long)competence), NULL))
		import_row_fault(row, "competence_code",
		    _("The role's requirement of this stands in an earlier row too."));
	import_batch_add(&to->requirements, DB_ARGS(db_int(role), db_int(competence),
	    db_text(known ? known->facet : NULL), db_int(import_number(row, "required_level", 0, 4)),
	    db_bool(statutory)));
}

static void take_level(struct import_row *row)
{
	struct requirements *to = row->context;
	const int64_t level = import_number(row, "level", 0, 4);

	import_new(row, "level", &to->levels, 1, NULL);
	import_texts(row, &to->scale, DB_ARGS(db_int(level)), scale_words);
}

static void take_anchor(struct import_row *row)
{
	struct requirements *to = row->context;
	const char *facet = import_choice(row, "kind", import_facets);
	const int64_t level = import_number(row, "level", 0, 4);

	if (facet && !import_codes_add(&to->anchor_keys,
	    arena_printf("%s %lld", facet, (long long)level), NULL))
		import_row_fault(row, "level", _("This level of this kind stands in an earlier row too."));
	import_texts(row, &to->anchors, DB_ARGS(db_text(facet), db_int(level)), anchor_words);
}

static void take_offering(struct import_row *row)
{
	struct requirements *to = row->context;
	const int64_t id = import_new(row, "code", &to->offering_codes, 24, NULL);
	const int64_t places = import_number(row, "places", 0, 65535);    /* 0: no limit */

	import_batch_add(&to->offerings,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "code")),
	    db_text(import_choice(row, "form", import_forms)),
	    db_text(import_text(row, "provider", 120)), db_text(import_decimal(row, "hours", 9999)),
	    db_text(import_decimal(row, "price_nok", 99999999)), db_int_or_null(places, places > 0)));
	import_texts(row, &to->offering_texts, DB_ARGS(db_int(id)), title_words);
	import_batch_add(&to->offering_competences, DB_ARGS(db_int(id),
	    db_int(import_known(row, "competence_code", &row->in->competences)),
	    db_int(import_number(row, "reaches_level", 0, 4))));
}

void import_requirements(struct import *in)
{
	struct requirements to = { 0 };

	import_batch_open(in, &to.roles, store_roles);
	import_batch_open(in, &to.role_texts, store_role_texts);
	import_batch_open(in, &to.requirements, store_requirements);
	import_batch_open(in, &to.scale, store_scale);
	import_batch_open(in, &to.anchors, store_anchors);
	import_batch_open(in, &to.offerings, store_offerings);
	import_batch_open(in, &to.offering_texts, store_offering_texts);
	import_batch_open(in, &to.offering_competences, store_offering_competences);
	import_file_read(in, "roles.csv", "code name_nb styrk08 sector", take_role, &to);
	import_file_read(in, "requirements.csv", "role_code competence_code required_level statutory",
	    take_requirement, &to);
	import_file_read(in, "scale.csv", "level name_nb anchor_nb", take_level, &to);
	import_file_read(in, "scale_anchors.csv", "kind level anchor_nb", take_anchor, &to);
	import_file_read(in, "offerings.csv",
	    "code competence_code form title_nb provider hours price_nok places reaches_level",
	    take_offering, &to);
	if (to.levels.count < 5 && !in->faults)
		import_run_fault(in, "scale.csv", 0, "level", _("The levels are 0 to 4, each with a row."));
	if (to.anchor_keys.count < 15 && !in->faults)
		import_run_fault(in, "scale_anchors.csv", 0, "level",
		    _("Each kind has the levels 0 to 4, each with a row."));
	import_batches_end(in);
}
