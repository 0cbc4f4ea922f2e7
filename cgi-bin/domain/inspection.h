/* What is wrong with the data in a way that only people can mend. */
#ifndef GRUNNMUR_INSPECTION_H
#define GRUNNMUR_INSPECTION_H

#include "db.h"

/* Units of today without a leader or deputy today: code, name. */
struct db_rows *inspection_units_without_leader(struct db *db);

/*
 * Active people without a position that is valid today, who are therefore turned away: employee_no,
 * name. Who has left is missed no longer.
 */
struct db_rows *inspection_people_without_position(struct db *db);

/* Requests that wait though nobody may decide them today: id, employee_no, unit. */
struct db_rows *inspection_requests_without_decider(struct db *db);

/* Certificates that wait though nobody may confirm them today: id, employee_no, unit. */
struct db_rows *inspection_certificates_without_decider(struct db *db);

/*
 * Mails that did not arrive or may not have: state, reason, mails, of the last 30 days; and those
 * that have waited for more than an hour, as state "queued".
 */
struct db_rows *inspection_mails(struct db *db);

/*
 * Rounds that do not go on by themselves: code, and why as a word: "dpia" (it is ready, its time
 * has come, and the reference is missing), "late" (its closing day came before it was opened),
 * "failed" (its opening failed or was cancelled), "stopped" (its opening stopped in its midst),
 * "answers" (the deadline of its consultation is past).
 */
struct db_rows *inspection_rounds(struct db *db);

#endif
