/*
 * A person's own profile: what is required, what the person can, and what is
 * missing.
 */
#include "profile.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "clock.h"
#include "i18n.h"
#include "json.h"
#include "proof.h"
#include "requirement.h"

/* The person alone, and what today requires. */
#define NEED "here AS (SELECT h.id AS person_id FROM person h WHERE h.id = ?), " REQUIREMENT_NEED
#define NEED_ARGS db_int(user->id), today, today, today, today, today, today

#define HELD "held AS " PROOF_BEST

struct cJSON *profile_competences(struct db *db, const struct user *user)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));
	const struct db_arg language = db_text(user->language);

	return db_rows_json(db_query(db,
	    "WITH " NEED ", " HELD ","
	    " asked AS (SELECT i.competence_id, i.facet, an.required_level, an.draft_level,"
	    "     an.draft_not_relevant, an.leader_level, an.agreed_level"
	    "   FROM assessment a"
	    "   JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "   JOIN item i ON i.id = an.item_id AND i.type = 'competence'"
	    "  WHERE a.id = (SELECT n.id FROM assessment n JOIN round r ON r.id = n.round_id"
	    "     AND r.state <> 'opening' WHERE n.person_id = ?"
	    "   ORDER BY r.opened_at DESC, n.id DESC LIMIT 1)),"
	    " " REQUIREMENT_COUNTS
	    "SELECT c.code, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language,"
	    "       COALESCE(town.name, tnb.name) AS topic, k.facet, c.law, c.proof,"
	    "       COALESCE(need.statutory, c.statutory) = 1 AS statutory,"
	    "       k.required_level,"
	    "       had.draft_level AS self_level, had.draft_not_relevant AS not_relevant,"
	    "       had.leader_level, had.agreed_level,"
	    "       GREATEST(0, CAST(k.required_level AS SIGNED)"
	    "         - CAST(COALESCE(had.agreed_level, had.draft_level) AS SIGNED)) AS gap,"
	    "       IF(c.proof = 1, " PROOF_STATUS ", NULL) AS status, z.expires_on,"
	    "       (SELECT COUNT(*) FROM offering_competence f"
	    "         WHERE f.competence_id = c.id) AS offerings"
	    "  FROM counts k"
	    "  JOIN competence c ON c.id = k.competence_id"
	    "  LEFT JOIN need ON need.competence_id = k.competence_id AND need.facet = k.facet"
	    "  LEFT JOIN asked had ON had.competence_id = k.competence_id AND had.facet = k.facet"
	    "  LEFT JOIN held z ON z.competence_id = k.competence_id"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    "  LEFT JOIN topic_text town ON town.topic_id = c.topic_id AND town.language = ?"
	    "  LEFT JOIN topic_text tnb ON tnb.topic_id = c.topic_id AND tnb.language = 'nb'"
	    " ORDER BY c.position, k.facet",
	    DB_ARGS(NEED_ARGS, db_int(user->id), today, soon, language, language)));
}

bool profile_is_missing(const struct cJSON *competence)
{
	const char *status = json_get_text(competence, "status");

	if (!status)
		return cJSON_GetNumberValue(json_get(competence, "gap")) > 0;
	return cJSON_IsNumber(json_get(competence, "required_level")) && strcmp(status, "valid") != 0;
}

struct cJSON *profile_history(struct db *db, const struct user *user)
{
	const struct db_arg language = db_text(user->language);

	return db_rows_json(db_query(db,
	    "SELECT c.code, i.facet, r.code AS round, COALESCE(own.title, nb.title, r.code) AS title,"
	    " r.closes_at, an.self_level, an.agreed_level"
	    "  FROM assessment a"
	    "  JOIN round r ON r.id = a.round_id"
	    "  JOIN answer an ON an.round_id = a.round_id AND an.assessment_id = a.id"
	    "  AND an.answered_at IS NOT NULL"
	    "  JOIN item i ON i.id = an.item_id AND i.type = 'competence'"
	    "  JOIN competence c ON c.id = i.competence_id"
	    "  LEFT JOIN round_text own ON own.round_id = r.id AND own.language = ?"
	    "  LEFT JOIN round_text nb ON nb.round_id = r.id AND nb.language = 'nb'"
	    " WHERE a.person_id = ? AND a.submitted_at IS NOT NULL"
	    " ORDER BY r.opened_at, r.id, an.item_id",
	    DB_ARGS(language, db_int(user->id))));
}

struct cJSON *profile_certificates(struct db *db, const struct user *user)
{
	const struct db_arg today = db_text(clock_today());
	const struct db_arg soon = db_text(clock_add_days(clock_today(), PROOF_SOON_DAYS));

	return db_rows_json(db_query(db,
	    "WITH " NEED ", " HELD ","
	    " pair AS (SELECT need.competence_id FROM need JOIN competence c"
	    " ON c.id = need.competence_id AND c.proof = 1"
	    "   UNION SELECT competence_id FROM held)"
	    "SELECT c.code AS competence, COALESCE(own.name, nb.name, c.code) AS name,"
	    "       IF(own.name IS NULL, 'nb', NULL) AS language, c.law, x.id, x.issuer, x.issued_on,"
	    "       z.expires_on, " PROOF_STATUS " AS status, " PROOF_CONFIRMED " AS confirmed,"
	    "       DATEDIFF(z.expires_on, ?) AS days,"
	    "       (SELECT MAX(w.day) FROM certificate_warning w WHERE w.certificate_id = x.id"
	    "           AND w.expires_on = x.expires_on) AS warned_on,"
	    "       EXISTS (SELECT 1 FROM need WHERE need.competence_id = c.id) AS required,"
	    "       (SELECT COUNT(*) FROM offering_competence f"
	    "         WHERE f.competence_id = c.id) AS offerings"
	    "  FROM pair"
	    "  JOIN competence c ON c.id = pair.competence_id"
	    "  LEFT JOIN held z ON z.competence_id = pair.competence_id"
	    "  LEFT JOIN certificate x ON x.id = (SELECT y.id FROM certificate y"
	    "   WHERE y.person_id = z.person_id AND y.competence_id = z.competence_id"
	    "     AND y.expires_on <=> z.expires_on AND " PROOF_COUNTS("y")
	    "   ORDER BY y.state = 'confirmed' DESC, y.id DESC LIMIT 1)"
	    "  LEFT JOIN competence_text own ON own.competence_id = c.id AND own.language = ?"
	    "  LEFT JOIN competence_text nb ON nb.competence_id = c.id AND nb.language = 'nb'"
	    " ORDER BY FIELD(status, 'expired', 'missing', 'expiring', 'valid'), z.expires_on IS NULL,"
	    " z.expires_on, c.position",
	    DB_ARGS(NEED_ARGS, today, soon, today, db_text(user->language))));
}

const char *profile_facet_text(const char *facet)
{
	if (strcmp(facet, "knowledge") == 0)
		return _("Knowledge");
	if (strcmp(facet, "attitude") == 0)
		return _("Attitude");
	return _("Practice");
}

const char *profile_facet_hint(const char *facet)
{
	if (strcmp(facet, "knowledge") == 0)
		return _("What I know");
	if (strcmp(facet, "attitude") == 0)
		return _("What I think is important");
	return _("What I do in practice");
}
