/* The order in which a municipality's files are read: nothing refers to what comes later. */
#include "import.h"

#include "arena.h"
#include "audit.h"
#include "import_parts.h"

bool import_is_possible(struct db *db)
{
	return !db_next(db_query(db,
	    "SELECT 1 AS one FROM person UNION ALL SELECT 1 FROM competence"
	    " UNION ALL SELECT 1 FROM survey LIMIT 1",
	    DB_ARGS()));
}

bool import_keeps_letters(struct db *db)
{
	return db_next(db_query(db, "SELECT 1 AS one WHERE @@character_set_database = 'utf8mb4'",
	    DB_ARGS()));
}

const struct import_fault *import_folder(struct db *db, const char *seed, const char *folder)
{
	struct import in;

	import_run_begin(&in, db);
	in.folder = seed;
	import_catalogue(&in);
	import_requirements(&in);
	import_round_survey(&in);
	in.folder = folder;
	import_organisation(&in);
	import_people(&in);
	import_duties(&in);
	import_training(&in);
	import_rounds(&in);
	if (!in.faults)
		audit_add(db, NULL, "import.folder", 0, 0,
		    arena_printf("%zu people, %zu units", in.people.count, in.units.count));
	return in.faults;
}
