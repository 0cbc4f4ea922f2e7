/* Who is to be reminded, as parts of statements: what lists and what reminds them must agree. */
#ifndef GRUNNMUR_REMINDER_INSIDE_H
#define GRUNNMUR_REMINDER_INSIDE_H

/* People p with an assessment a in a round that they have not submitted. Binds the round. */
#define REMINDER_MISSING \
	"  FROM assessment a" \
	"  JOIN person p ON p.id = a.person_id AND p.active = 1" \
	" WHERE a.round_id = ? AND a.state IN ('assigned', 'reopened')"

/* Were reminded on a day; binds it. */
#define REMINDER_WAS_TODAY \
	"EXISTS (SELECT 1 FROM reminder m" \
	"         WHERE m.round_id = a.round_id AND m.person_id = a.person_id AND m.day = ?)"

/* … and were not reminded on a day. Binds the round, the day. */
#define REMINDER_WAITING REMINDER_MISSING " AND NOT " REMINDER_WAS_TODAY

/* … who work here today. Binds today twice. */
#define REMINDER_HERE \
	"   AND EXISTS (SELECT 1 FROM position s WHERE s.person_id = a.person_id" \
	"        AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?))"

/* … whom a leader leads today, but the leader. Binds the leader, today twice, the leader, today
 * twice. */
#define REMINDER_LED \
	"   AND a.person_id <> ?" \
	"   AND a.person_id IN (SELECT s.person_id FROM unit_leader l" \
	"        JOIN unit_tree t ON t.ancestor_id = l.unit_id" \
	"        JOIN position s ON s.unit_id = t.unit_id" \
	"         AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?)" \
	"       WHERE l.person_id = ? AND l.valid_from <= ?" \
	"         AND (l.valid_to IS NULL OR l.valid_to >= ?))"

#define REMINDER_NEVER "a.started_at IS NULL"

/* Has begun, and neither saved nor submitted since a moment; binds it three times. */
#define REMINDER_PAUSED \
	"(a.started_at IS NOT NULL AND a.started_at < ? AND COALESCE(a.submitted_at < ?, 1)" \
	" AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.round_id = a.round_id" \
	"      AND n.assessment_id = a.id AND n.draft_at >= ?))"

/* … of a kind. Binds the kind, the kind, the moment three times, the kind. */
#define REMINDER_OF_KIND \
	"   AND ((? = 'never' AND " REMINDER_NEVER ")" \
	"     OR (? = 'paused' AND " REMINDER_PAUSED ") OR ? = 'last')"

#define REMINDER_OF_KIND_ARGS(kind, quiet) kind, kind, quiet, quiet, quiet, kind

#endif
