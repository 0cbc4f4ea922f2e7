/* Rights that no position gives: made and taken by the operator, told in the audit. */
#ifndef GRUNNMUR_GRANT_H
#define GRUNNMUR_GRANT_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

/* The person with exactly this login, 0: none. */
int64_t grant_person(struct db *db, const char *login);

/*
 * False: the person has (or has not) the role already; nothing changes. The transaction is the
 * caller's.
 */
bool grant_role(struct db *db, int64_t person_id, const char *role);
bool grant_revoke(struct db *db, int64_t person_id, const char *role);

#endif
