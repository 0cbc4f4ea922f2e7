/* Proofs: the certificates that people hold against those that their roles of today ask for. */
#ifndef GRUNNMUR_PROOF_H
#define GRUNNMUR_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "request.h"

struct cJSON;

/* A certificate runs out soon from so many days before its last valid day. */
enum { PROOF_SOON_DAYS = 90 };

/*
 * In a statement: certificate x counts. One that the leader has not confirmed yet counts by its
 * dates, as a level counts as its person sees it until it is agreed upon: that it is not confirmed
 * is a fact of its own, which pages and figures show beside its status. One that is refused or
 * withdrawn never counts.
 */
#define PROOF_COUNTS(x) x ".state IN ('submitted', 'confirmed')"

/*
 * In a statement: the status of z, a row of PROOF_BEST or none. Binds today and the last day
 * that is soon.
 */
#define PROOF_STATUS \
	"CASE WHEN z.person_id IS NULL THEN 'missing' WHEN z.expires_on IS NULL THEN 'valid'" \
	" WHEN z.expires_on < ? THEN 'expired' WHEN z.expires_on <= ? THEN 'expiring' ELSE 'valid' END"

/*
 * In a statement: of the certificates x of a person and competence, the last valid day of the one
 * that lasts longest, and whether one that lasts as long is confirmed; follows WITH here AS (…).
 */
#define PROOF_LASTS "COALESCE(x.expires_on, '9999-12-31')"
#define PROOF_BEST \
	"(SELECT x.person_id, x.competence_id," \
	"        IF(SUM(x.expires_on IS NULL) > 0, NULL, MAX(x.expires_on)) AS expires_on," \
	"        MAX(" PROOF_LASTS ")" \
	"          <=> MAX(IF(x.state = 'confirmed', " PROOF_LASTS ", NULL)) AS confirmed" \
	"   FROM here JOIN certificate x ON x.person_id = here.person_id AND " PROOF_COUNTS("x") \
	"  GROUP BY x.person_id, x.competence_id)"

/* In a statement, of z as above: whether it is confirmed; NULL where there is none. */
#define PROOF_CONFIRMED "IF(z.person_id IS NULL, NULL, z.confirmed = 1)"

/*
 * Each proof that each of a unit's own people needs today, of a unit that the leader sees:
 * [{person_id, person, code, name, language, law, statutory, expires_on, status, days, confirmed}],
 * expired first, then missing, expiring, valid, each by date. days from today to the last valid
 * day, negative when past; null without one. confirmed is null where there is none.
 */
struct cJSON *proof_unit(struct db *db, const struct user *leader, int64_t unit_id);

/* The same of one person that the leader sees, with what is held and not needed. */
struct cJSON *proof_person(struct db *db, const struct user *leader, int64_t person_id);

/* "Expired 9 days ago", "Runs out in 12 days", "Valid", "Missing", in the user's language. */
const char *proof_text(const char *status, bool dated, int days);

/* "Expired", "Runs out soon", "Valid", "Missing". */
const char *proof_word(const char *status);

/* How a status is marked on pages: a colour of the design system and an icon. */
const char *proof_color(const char *status);
const char *proof_icon(const char *status);

#endif
