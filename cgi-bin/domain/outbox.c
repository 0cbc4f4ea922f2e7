/* Mails that wait to be sent, and what became of them. */
#include "outbox.h"

#include "clock.h"
#include "i18n.h"

struct db_rows *outbox_outcome(struct db *db, const char *kind, int64_t object_id)
{
	return db_query(db,
	    "SELECT state, reason, COUNT(*) AS mails FROM outbox WHERE kind = ? AND object_id = ?"
	    " GROUP BY state, reason ORDER BY state, reason",
	    DB_ARGS(db_text(kind), db_int(object_id)));
}

/* The unit is that of the main position today. */
struct db_rows *outbox_faults(struct db *db, const struct user *user, const char *kind,
    int64_t object_id, int64_t most)
{
	return db_query(db,
	    "SELECT CONCAT(p.given_name, ' ', p.family_name) AS person,"
	    "       COALESCE(own.name, nb.name, u.code) AS unit_name,"
	    "       IF(own.name IS NULL AND nb.name IS NOT NULL, 'nb', NULL) AS unit_language,"
	    "       o.state, o.reason, o.said, o.ended_at"
	    "  FROM outbox o"
	    "  JOIN person p ON p.id = o.person_id"
	    "  LEFT JOIN unit u ON u.id = (SELECT s.unit_id FROM position s"
	    "        WHERE s.person_id = o.person_id"
	    "        ORDER BY s.valid_to IS NOT NULL, s.is_main DESC, s.percent DESC, s.id LIMIT 1)"
	    "  LEFT JOIN unit_text own ON own.unit_id = u.id AND own.language = ?"
	    "  LEFT JOIN unit_text nb ON nb.unit_id = u.id AND nb.language = 'nb'"
	    " WHERE o.kind = ? AND o.object_id = ? AND o.state IN ('failed', 'uncertain')"
	    " ORDER BY o.state, unit_name, p.family_name, p.given_name, o.id LIMIT ?",
	    DB_ARGS(db_text(user->language), db_text(kind), db_int(object_id), db_int(most)));
}

int64_t outbox_again(struct db *db, const char *kind, int64_t object_id, const char *state)
{
	return db_exec(db,
	    "UPDATE outbox SET state = 'queued', reason = NULL, said = '', tries = 0, due_at = ?,"
	    "  ended_at = NULL"
	    " WHERE kind = ? AND object_id = ? AND state = ? AND state IN ('failed', 'uncertain')",
	    DB_ARGS(db_text(clock_now()), db_text(kind), db_int(object_id), db_text(state)));
}

const char *outbox_state_text(const char *state)
{
	static const struct i18n_word states[] = {
		{ "queued", N_("On its way") }, { "sending", N_("On its way") },
		{ "sent", N_("Mail sent") }, { "failed", N_("Did not arrive") },
		{ "uncertain", N_("May have arrived") }, { "dropped", N_("Not needed any more") },
		{ NULL, NULL },
	};
	const char *text = i18n_word(states, state);

	return text ? text : state;
}

const char *outbox_reason_text(const char *reason)
{
	static const struct i18n_word reasons[] = {
		{ "mail.address", N_("The mail address does not exist or is not written right. Correct it"
		    " in the HR system, and give the person a letter meanwhile.") },
		{ "mail.refused", N_("The mail server refused the mail. Ask IT; give the person a letter"
		    " meanwhile.") },
		{ "mail.gave_up", N_("The mail server did not take the mail in a whole day. Ask IT; give"
		    " the person a letter meanwhile.") },
		{ "mail.cut", N_("The link to the mail server broke. The mail may have been sent, and is"
		    " not sent again by itself.") },
		{ "mail.later", N_("The mail server does not take this mail now. It is tried again.") },
		{ "mail.server", N_("The mail server does not answer, or takes no mail now. It is tried"
		    " again.") },
		{ "mail.submitted", N_("The answers were submitted before the mail was sent.") },
		{ "mail.closed", N_("The round was closed before the mail was sent.") },
		{ "mail.renewed", N_("The certificate was renewed or withdrawn before the mail was"
		    " sent.") },
		{ "mail.left", N_("The person had left before the mail was sent.") },
		{ NULL, NULL },
	};
	const char *text = i18n_word(reasons, reason);

	return text ? text : reason;
}
