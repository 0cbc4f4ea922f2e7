/* Proofs: the certificates that people hold against those that their roles of today ask for. */
#include "proof.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "arena.h"
#include "clock.h"
#include "i18n.h"

/* Behind the people (here) and with the pairs of person and competence that are listed (pair). */
#define LISTED \
	" SELECT pair.person_id, CONCAT(h.given_name, ' ', h.family_name) AS person, c.code," \
	"        COALESCE(own.name, nb.name, c.code) AS name, IF(own.name IS NULL, 'nb', NULL)" \
	"         AS language," \
	"        c.law, c.statutory, z.expires_on, DATEDIFF(z.expires_on, ?) AS days," \
	"        " PROOF_STATUS " AS status, " PROOF_CONFIRMED " AS confirmed" \
	"   FROM pair" \
	"   JOIN person h ON h.id = pair.person_id" \
	"   JOIN competence c ON c.id = pair.competence_id" \
	"   LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?" \
	"   LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'" \
	"   LEFT JOIN " PROOF_BEST " z" \
	"     ON z.person_id = pair.person_id AND z.competence_id = pair.competence_id" \
	"  ORDER BY FIELD(status, 'expired', 'missing', 'expiring', 'valid')," \
	"           z.expires_on IS NULL, z.expires_on, h.given_name, h.family_name, h.id, c.position"

#define LISTED_ARGS today, today, soon, db_text(leader->language)

/* What the roles and offices of the people (here) ask for today. */
#define NEEDED \
	"SELECT w.person_id, r.competence_id" \
	"  FROM (SELECT here.person_id, p.role_id FROM here" \
	"          JOIN position p ON p.person_id = here.person_id" \
	"           AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)" \
	"         UNION " \
	"        SELECT here.person_id, o.role_id FROM here" \
	"          JOIN office o ON o.person_id = here.person_id AND o.role_id IS NOT NULL" \
	"           AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)) w" \
	"  JOIN requirement r ON r.role_id = w.role_id" \
	"  JOIN competence c ON c.id = r.competence_id AND c.proof = 1" \
	"   AND (c.valid_from IS NULL OR c.valid_from <= ?)" \
	"   AND (c.valid_to IS NULL OR c.valid_to >= ?)"

#define NEEDED_ARGS today, today, today, today, today, today

/* Whether position p lies in a unit that the leader leads today, or below one. */
#define LED \
	" p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)" \
	" AND EXISTS (SELECT 1 FROM unit_tree t" \
	"       JOIN unit_leader l ON l.unit_id = t.ancestor_id AND l.person_id = ?" \
	"        AND l.valid_from <= ? AND (l.valid_to IS NULL OR l.valid_to >= ?)" \
	"      WHERE t.unit_id = p.unit_id)"

#define LED_ARGS today, today, db_int(leader->id), today, today

struct cJSON *proof_unit(struct db *db, const struct user *leader, int64_t unit_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));

	return db_rows_json(db_query(db,
	    "WITH here AS ("
	    "SELECT DISTINCT p.person_id FROM position p"
	    "  JOIN person h ON h.id = p.person_id AND h.active = 1"
	    " WHERE p.unit_id = ? AND" LED ")"
	    ", pair AS (SELECT DISTINCT n.person_id, n.competence_id FROM (" NEEDED ") n)"
	    LISTED,
	    DB_ARGS(db_int(unit_id), LED_ARGS, NEEDED_ARGS, LISTED_ARGS)));
}

struct cJSON *proof_person(struct db *db, const struct user *leader, int64_t person_id)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));

	return db_rows_json(db_query(db,
	    "WITH here AS ("
	    "SELECT DISTINCT p.person_id FROM position p"
	    "  JOIN person h ON h.id = p.person_id AND h.active = 1"
	    " WHERE p.person_id = ? AND" LED ")"
	    ", pair AS (" NEEDED
	    " UNION SELECT x.person_id, x.competence_id FROM here"
	    "   JOIN certificate x ON x.person_id = here.person_id AND " PROOF_COUNTS("x") ")"
	    LISTED,
	    DB_ARGS(db_int(person_id), LED_ARGS, NEEDED_ARGS, LISTED_ARGS)));
}

const char *proof_word(const char *status)
{
	if (strcmp(status, "expired") == 0)
		return _("Expired");
	if (strcmp(status, "missing") == 0)
		return _("Missing");
	if (strcmp(status, "expiring") == 0)
		return _("Runs out soon");
	return _("Valid");
}

const char *proof_text(const char *status, bool dated, int days)
{
	if (dated && strcmp(status, "expired") == 0)
		return arena_printf(
		    i18n_plural("Expired %d day ago", "Expired %d days ago", (unsigned long)-days), -days);
	if (dated && strcmp(status, "expiring") == 0 && days == 0)
		return _("Last valid day is today");
	if (dated && strcmp(status, "expiring") == 0)
		return arena_printf(
		    i18n_plural("Runs out in %d day", "Runs out in %d days", (unsigned long)days), days);
	return proof_word(status);
}

const char *proof_color(const char *status)
{
	if (strcmp(status, "valid") == 0)
		return "success";
	return strcmp(status, "expiring") == 0 ? "warning" : "danger";
}

const char *proof_icon(const char *status)
{
	const char *icon = strcmp(status, "valid") == 0 ? "icon:CheckmarkCircleFill"
	    : strcmp(status, "expiring") == 0 ? "icon:ExclamationmarkTriangleFill"
	    : "icon:XMarkOctagonFill";

	return icon + sizeof "icon:" - 1;
}
