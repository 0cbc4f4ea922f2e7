/* Who a login is, and what a person is to a request today. */
#ifndef GRUNNMUR_PERSON_H
#define GRUNNMUR_PERSON_H

#include <stdbool.h>

#include "db.h"
#include "request.h"

/* The version of sql/schema.sql that all statements are written for. */
enum { PERSON_SCHEMA_VERSION = 12 };

/*
 * The person with exactly this login, with roles as of today: employee, leader (also as deputy),
 * hr, representative. NULL for a stranger, one who is not active, and one without a position that
 * is valid today. One statement.
 */
const struct user *person_identify(struct db *db, const char *login);

/* Stores the language that the user chose; the transaction is the caller's. */
void person_choose_language(struct db *db, const struct user *user, const char *language);

#endif
