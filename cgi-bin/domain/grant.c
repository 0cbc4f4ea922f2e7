/* Rights that no position gives. */
#include "grant.h"

#include "audit.h"

int64_t grant_person(struct db *db, const char *login)
{
	struct db_rows *person = db_query(db, "SELECT id FROM person WHERE login = ?",
	    DB_ARGS(db_text(login)));

	return db_next(person) ? db_col_int(person, "id") : 0;
}

bool grant_role(struct db *db, int64_t person_id, const char *role)
{
	if (!db_try(db, "INSERT INTO granted_role (person_id, role) VALUES (?, ?)",
	    DB_ARGS(db_int(person_id), db_text(role))))
		return false;
	audit_add(db, NULL, "role.grant", person_id, person_id, role);
	return true;
}

bool grant_revoke(struct db *db, int64_t person_id, const char *role)
{
	if (db_exec(db, "DELETE FROM granted_role WHERE person_id = ? AND role = ?",
	    DB_ARGS(db_int(person_id), db_text(role))) == 0)
		return false;
	audit_add(db, NULL, "role.revoke", person_id, person_id, role);
	return true;
}
