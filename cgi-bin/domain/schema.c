/* Which version of the schema a database has. */
#include "schema.h"

int64_t schema_version(struct db *db)
{
	struct db_rows *tables = db_query(db,
	    "SELECT COUNT(*) AS tables, COALESCE(SUM(table_name = 'schema_version'), 0) AS ours"
	    "  FROM information_schema.tables WHERE table_schema = DATABASE()", DB_ARGS());

	db_next(tables);
	if (db_col_int(tables, "tables") == 0)
		return 0;
	if (db_col_int(tables, "ours") == 0)
		return -1;
	struct db_rows *version = db_query(db,
	    "SELECT COALESCE(MAX(version), -1) AS version FROM schema_version", DB_ARGS());

	db_next(version);
	return db_col_int(version, "version");
}

bool schema_lock(struct db *db)
{
	/* The server may still be ending the session of the migration before. */
	struct db_rows *lock = db_query(db,
	    "SELECT GET_LOCK(CONCAT('migrate.', DATABASE()), 3) AS held", DB_ARGS());

	return db_next(lock) && db_col_int(lock, "held") == 1;
}
