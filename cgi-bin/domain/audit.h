/* Who changed what, who looked at whom, what was refused; and operation ids, by which a change that
 * is sent again is known. */
#ifndef GRUNNMUR_AUDIT_H
#define GRUNNMUR_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

/*
 * A row in the caller's transaction. action is "subject.verb"; person_id is whom it concerns and
 * who may see it, 0: nobody; actor NULL is the operator's command. detail has no free text of
 * answers.
 */
void audit_add(struct db *db, const struct user *actor, const char *action, int64_t object_id,
    int64_t person_id, const char *detail);

/*
 * Looks: one row per viewer, object and Oslo day, with a count, shown to everybody it covered. In
 * their own autocommit, so that a page that is read can leave them.
 */
void audit_look_person(const struct user *viewer, int64_t person_id);
void audit_look_unit(const struct user *viewer, int64_t unit_id);
void audit_look_round(
	const struct user *viewer, int64_t round_id, const char *detail); /* an export */

/* What a program's refused hook does: a row "refused.<why>" in its own autocommit. user is NULL for
 * a stranger. */
void audit_refused(
	const struct user *user, const char *login, const char *why, const struct request *req);

/*
 * Claims an operation id for a change to object_id, in the change's own transaction. Where the same
 * person's twin of this request was stored meanwhile, the request begins again and finds it by
 * audit_op_object. False: the id is another's, or of another action. op NULL is no claim, and true.
 */
bool audit_op_claim(struct db *db, const struct user *actor, const char *op, const char *action,
    int64_t object_id);

/* The object of an operation id that was claimed before by the same person for the same action; 0:
 * none. */
int64_t audit_op_object(
	struct db *db, const struct user *actor, const char *op, const char *action);

#endif
