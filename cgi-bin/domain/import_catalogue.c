/* The catalogue: topics, competences with facets and texts, their renewal, their acts. */
#include "import_parts.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "import_file.h"

static const char *const bases[] = { "law", "norm", "practice", NULL };
static const char *const sources[] = { "source", "knowledge", "doubtful", NULL };

static void store_topics(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO topic (id, code, position)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(40) PATH '$[1]', position INT PATH '$[2]')) j", DB_ARGS(rows));
}

static void store_topic_texts(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO topic_text (topic_id, language, name)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', name VARCHAR(120) PATH '$[2]')) j", DB_ARGS(rows));
}

static void store_competences(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO competence (id, code, position, topic_id, sector, statutory, proof, law,"
	    "   verified)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   code VARCHAR(24) PATH '$[1]', position INT PATH '$[2]', topic_id INT PATH '$[3]',"
	    "   sector VARCHAR(20) PATH '$[4]', statutory INT PATH '$[5]', proof INT PATH '$[6]',"
	    "   law VARCHAR(200) PATH '$[7]', verified VARCHAR(20) PATH '$[8]')) j", DB_ARGS(rows));
}

static void store_facets(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO competence_facet (competence_id, facet)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   facet VARCHAR(20) PATH '$[1]')) j",
	    DB_ARGS(rows));
}

static void store_competence_texts(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO competence_text (competence_id, language, name, description)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   language CHAR(2) PATH '$[1]', name VARCHAR(120) PATH '$[2]',"
	    "   description VARCHAR(500) PATH '$[3]')) j", DB_ARGS(rows));
}

static void store_renewals(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "UPDATE competence c"
	    "  JOIN JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]', months INT PATH '$[1]',"
	    "   basis VARCHAR(20) PATH '$[2]')) j ON j.id = c.id"
	    "   SET c.renewal_months = j.months, c.renewal_basis = j.basis", DB_ARGS(rows));
}

static void store_laws(struct db *db, struct db_arg rows)
{
	db_exec(db,
	    "INSERT INTO competence_law (competence_id, act, address)"
	    " SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (id INT PATH '$[0]',"
	    "   act VARCHAR(120) PATH '$[1]', address VARCHAR(200) PATH '$[2]')) j", DB_ARGS(rows));
}

struct catalogue {
	struct import_batch topics, topic_texts, competences, facets, competence_texts, renewals, laws;
	struct import_codes renewed, acts;
};

static void take_topic(struct import_row *row)
{
	struct catalogue *to = row->context;
	const int64_t id = import_new(row, "code", &row->in->topics, 40, NULL);
	static const struct import_words words[] = { { "name", 120 }, { NULL, 0 } };

	import_batch_add(&to->topics,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "code")), db_int(id)));
	import_texts(row, &to->topic_texts, DB_ARGS(db_int(id)), words);
}

static void take_competence(struct import_row *row)
{
	struct catalogue *to = row->context;
	struct import_competence *known = arena_alloc(sizeof *known);
	const int64_t id = import_new(row, "code", &row->in->competences, 24, known);
	static const struct import_words words[] = {
		{ "name", 120 }, { "description", 500 }, { NULL, 0 },
	};
	const char *law = import_optional_text(row, "law", 200);

	known->facet = import_choice(row, "kind", import_facets);
	known->statutory = import_flag(row, "statutory");
	known->has_months = import_optional_number(row, "renewal_months", 1, 600, &known->months);
	if (known->statutory && !law)
		import_row_fault(row, "law", _("What is statutory needs its act and section."));
	import_batch_add(&to->competences,
	    DB_ARGS(db_int(id), db_text(import_cell(row, "code")), db_int(id),
	    db_int(import_known(row, "topic", &row->in->topics)),
	    db_text(import_choice(row, "sector", import_sectors)), db_bool(known->statutory),
	    db_bool(import_flag(row, "proof")), db_text(law),
	    db_text(import_choice(row, "verified", sources))));
	import_batch_add(&to->facets, DB_ARGS(db_int(id), db_text(known->facet)));
	import_texts(row, &to->competence_texts, DB_ARGS(db_int(id)), words);
}

static void take_renewal(struct import_row *row)
{
	struct catalogue *to = row->context;
	const int64_t id = import_known(row, "competence_code", &row->in->competences);
	const struct import_competence *known = import_codes_value(&row->in->competences, id);
	const int64_t months = import_number(row, "renewal_months", 1, 600);

	import_new(row, "competence_code", &to->renewed, 24, NULL);
	if (known && (!known->has_months || known->months != months))
		import_row_fault(row, "renewal_months", _("The catalogue says otherwise."));
	import_batch_add(&to->renewals, DB_ARGS(db_int(id), db_int(months),
	    db_text(import_choice(row, "basis", bases))));
}

static void take_law(struct import_row *row)
{
	struct catalogue *to = row->context;
	const int64_t id = import_known(row, "competence_code", &row->in->competences);
	const char *act = import_text(row, "act", 120);
	const char *address = import_text(row, "address", 200);

	if (address && (strncmp(address, "https://", 8) != 0 || strpbrk(address, " \"<>")))
		import_row_fault(row, "address", _("An address starts with https:// and has no spaces."));
	if (id && act && !import_codes_add(&to->acts, arena_printf("%lld %s", (long long)id, act),
	    NULL))
		import_row_fault(row, "act",
		    arena_printf(_("\"%s\" stands in an earlier row too."), act));
	import_batch_add(&to->laws, DB_ARGS(db_int(id), db_text(act), db_text(address)));
}

/* Whether an interval is law, norm or practice is always stored with it. */
static void check_renewals(struct import *in, const struct catalogue *to)
{
	for (size_t i = 0; i < in->competences.count; i++) {
		const struct import_competence *known = in->competences.codes[i].value;
		const char *code = in->competences.codes[i].code;

		if (known->has_months && !import_codes_find(&to->renewed, code))
			import_run_fault(in, "renewal.csv", 0, "competence_code",
			    arena_printf(_("\"%s\" is renewed after some months; its row is missing."),
			        code));
	}
}

void import_catalogue(struct import *in)
{
	struct catalogue to = { 0 };

	import_batch_open(in, &to.topics, store_topics);
	import_batch_open(in, &to.topic_texts, store_topic_texts);
	import_batch_open(in, &to.competences, store_competences);
	import_batch_open(in, &to.facets, store_facets);
	import_batch_open(in, &to.competence_texts, store_competence_texts);
	import_batch_open(in, &to.renewals, store_renewals);
	import_batch_open(in, &to.laws, store_laws);
	import_file_read(in, "topics.csv", "code name_nb", take_topic, &to);
	import_file_read(in, "catalogue.csv",
	    "code sector kind topic statutory proof law renewal_months name_nb description_nb verified",
	    take_competence, &to);
	import_file_read(in, "renewal.csv", "competence_code renewal_months basis", take_renewal, &to);
	import_file_read(in, "law_refs.csv", "competence_code act address", take_law, &to);
	check_renewals(in, &to);
	import_batches_end(in);
}
