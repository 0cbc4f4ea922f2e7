/* Reminders as HR and leaders see them alike: kinds with their counts, what was sent, the words. */
#ifndef GRUNNMUR_REMINDER_VIEW_H
#define GRUNNMUR_REMINDER_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

struct cJSON;

/*
 * Of a confidential round no more is told than how many, from five on: nobody is named, no unit and
 * no mail counted. Then null stands for fewer, nobody among them, and for what is not told.
 *
 * [{kind, all, people, mail}]: how many are of each kind, and would be reminded now.
 */
struct cJSON *reminder_view_kinds(struct db *db, int64_t round_id, int64_t scope);

/* Sendings of a round as JSON, each with done (there are people), is_waiting and has_faults. */
struct cJSON *reminder_view_sendings(struct db *db, int64_t round_id, struct db_rows *rows);

/*
 * A copy with what a page says of each: text, about, count_text, reminded (today), tells_today,
 * tells_now_alone, has_people, by_unit, others (reached by notice and letter), has_split, chosen,
 * may_send, why_not, send_text. sendings are those of the round, of today among them, by_hr whose
 * are meant; closes_at is "YYYY-MM-DD HH:MM:SS", NULL: nobody can answer.
 */
struct cJSON *reminder_view_cards(const struct cJSON *kinds, const struct cJSON *sendings,
    const char *closes_at, const char *chosen, bool by_hr);

/*
 * Adds to a sending kind_text, people_text, status_text, color, icon, others, has_mails (they are
 * counted) and is_under_way.
 */
void reminder_view_words(struct cJSON *sending);

/*
 * Adds to a page the cards, who (a copy of the chosen one, null: none), sent_rows (the sendings in
 * words) with has_sent, and whether it refreshes by itself: while some are under way.
 */
void reminder_view_add(struct cJSON *page, struct cJSON *cards, const struct cJSON *sendings);

#endif
