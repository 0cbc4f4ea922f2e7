/* In statements: the level that counts for a person, for what was asked and for what was not. */
#ifndef GRUNNMUR_REQUIREMENT_H
#define GRUNNMUR_REQUIREMENT_H

/*
 * What the roles and offices of today require of the people of here (person_id), by competence and
 * facet, the highest of each; follows WITH here AS (…). Binds today six times.
 */
#define REQUIREMENT_NEED \
	"need AS (" \
	"SELECT worn.person_id, r.competence_id, r.facet, MAX(r.level) AS level," \
	"       MAX(r.statutory) AS statutory" \
	"  FROM (SELECT here.person_id, p.role_id FROM here" \
	"          JOIN position p ON p.person_id = here.person_id" \
	"           AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)" \
	"         UNION " \
	"        SELECT here.person_id, o.role_id FROM here" \
	"          JOIN office o ON o.person_id = here.person_id AND o.role_id IS NOT NULL" \
	"           AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)) worn" \
	"  JOIN requirement r ON r.role_id = worn.role_id" \
	"  JOIN competence c ON c.id = r.competence_id" \
	"   AND (c.valid_from IS NULL OR c.valid_from <= ?)" \
	"   AND (c.valid_to IS NULL OR c.valid_to >= ?)" \
	" GROUP BY worn.person_id, r.competence_id, r.facet)"

/*
 * Of one person: the level as pinned when a facet was asked about, that of today for what was not
 * asked; follows the above and asked AS (competence_id, facet, required_level, …).
 */
#define REQUIREMENT_COUNTS \
	"counts AS (" \
	"SELECT competence_id, facet, required_level FROM asked" \
	" UNION ALL " \
	"SELECT competence_id, facet, level FROM need" \
	" WHERE NOT EXISTS (SELECT 1 FROM asked" \
	"         WHERE asked.competence_id = need.competence_id AND asked.facet = need.facet))"

#endif
