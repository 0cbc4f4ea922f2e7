/* Which version of the schema a database has. */
#ifndef GRUNNMUR_SCHEMA_H
#define GRUNNMUR_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

/* 0: an empty database; -1: it holds tables, but none of ours. */
int64_t schema_version(struct db *db);

/* One migration at a time; false: another one is under way. The lock goes with the session. */
bool schema_lock(struct db *db);

#endif
