// Who may remind whom: HR in every round, a leader the own people.
import { one } from './http.mjs';

let made = 0;
// A sending that is done: another kind and day for each.
const sending = (round) =>
	one(`INSERT INTO reminder_sending (round_id, kind, day, scope_id, asked_by, asked_at, people, mails)
	 SELECT ${round}, 'never', DATE_ADD('2020-01-01', INTERVAL ${(made += 1)} DAY), 0, MIN(id), '2020-01-01', 0, 0 FROM person;
	SELECT LAST_INSERT_ID()`);

export function cases({ read, form, round, otherRound }) {
	return {
		'GET /hr/rounds/{id}/reminders': { ...read, own: () => round, other: () => otherRound, sees: () => true },
		'POST /hr/rounds/{id}/reminders': {
			...form({ kind: 'never' }, 303), own: () => round, other: () => otherRound, sees: () => false, found: 409,
		},
		'GET /hr/rounds/{id}/letters': { ...read, own: () => round, other: () => otherRound, sees: () => true },
		'GET /hr/reminders/{id}': { ...read, own: () => sending(round), other: () => sending(otherRound), sees: () => true },
		'GET /leader/reminders': read,
		'POST /leader/reminders': form({ round, kind: 'never' }, 303),
	};
}
