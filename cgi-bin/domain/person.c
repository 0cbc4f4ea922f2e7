/* Who a login is, and what a person is to a request today. */
#include "person.h"

#include "arena.h"
#include "clock.h"

const struct user *person_identify(struct db *db, const char *login)
{
	const struct db_arg today = db_text(clock_today());
	struct db_rows *rows = db_query(db,
		"SELECT p.id, p.login, CONCAT(p.given_name, ' ', p.family_name) AS name, p.language,"
		"       EXISTS (SELECT 1 FROM unit_leader l WHERE l.person_id = p.id"
		"         AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)) AS leads,"
		"       EXISTS (SELECT 1 FROM granted_role g WHERE g.person_id = p.id AND g.role = 'hr') "
		"AS hr,"
		"       EXISTS (SELECT 1 FROM office o WHERE o.person_id = p.id"
		"         AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)) AS represents"
		"  FROM person p"
		" WHERE p.login = ? AND p.active = 1"
		"   AND EXISTS (SELECT 1 FROM position q WHERE q.person_id = p.id"
		"         AND q.valid_from <= ? AND (q.valid_to IS NULL OR q.valid_to >= ?))",
		DB_ARGS(today, today, today, today, db_text(login), today, today));

	if (!db_next(rows))
		return NULL;
	struct user *user = arena_alloc(sizeof *user);

	user->id = db_col_int(rows, "id");
	user->login = db_col_text(rows, "login");
	user->name = db_col_text(rows, "name");
	user->language = user->stored_language = db_col_text(rows, "language");
	user->roles = ROLE_EMPLOYEE;
	if (db_col_int(rows, "leads"))
		user->roles |= ROLE_LEADER;
	if (db_col_int(rows, "hr"))
		user->roles |= ROLE_HR;
	if (db_col_int(rows, "represents"))
		user->roles |= ROLE_REPRESENTATIVE;
	return user;
}

void person_choose_language(struct db *db, const struct user *user, const char *language)
{
	db_exec(db, "UPDATE person SET language = ? WHERE id = ?",
	    DB_ARGS(db_text(language), db_int(user->id)));
}
