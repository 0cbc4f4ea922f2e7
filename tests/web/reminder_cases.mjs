// Who may remind whom: HR in every round, a leader the own people.
import { one, sql } from './http.mjs';

let made = 0;
// A sending that is done: another kind and day for each.
const sending = (round) =>
	one(`INSERT INTO reminder_sending (round_id, kind, day, scope_id, asked_by, asked_at, people, mails)
	 SELECT ${round}, 'never', DATE_ADD('2020-01-01', INTERVAL ${(made += 1)} DAY), 0, MIN(id), '2020-01-01', 0, 0 FROM person;
	SELECT LAST_INSERT_ID()`);

// With a mail that failed.
export const failed = (round) => {
	const id = sending(round);
	sql(`INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at, state, reason, ended_at)
		SELECT 'reminder', ${id}, MIN(id), '2020-01-01', '2020-01-01', 'failed', 'mail.gave_up', '2020-01-01' FROM person`);
	return id;
};

export function cases({ read, form, round, otherRound }) {
	return {
		'GET /hr/rounds/{id}/reminders': { ...read, own: () => round, other: () => otherRound, sees: () => true },
		'POST /hr/rounds/{id}/reminders': {
			...form({ kind: 'never' }, 303), own: () => round, other: () => otherRound, sees: () => false, found: 409,
		},
		'GET /hr/rounds/{id}/letters': { ...read, own: () => round, other: () => otherRound, sees: () => true },
		'GET /hr/reminders/{id}': { ...read, own: () => sending(round), other: () => sending(otherRound), sees: () => true },
		'POST /hr/reminders/{id}': {
			...form({ which: 'failed' }, 303), own: () => failed(round), other: () => failed(otherRound), sees: () => false, found: 409,
		},
		'GET /leader/reminders': read,
		'POST /leader/reminders': form({ round, kind: 'never' }, 303),
	};
}

// What fits their bodies and what does not.
export const bodies = (round) => ({
	'POST /hr/rounds/{id}/reminders': {
		path: `/hr/rounds/${round}/reminders`,
		good: { kind: 'never' },
		form: true,
		misfits: [{ kind: 'all' }, { kind: null }, { kind: 1 }, { kind: '' }, { op: 'x' }],
	},
	'POST /hr/reminders/{id}': {
		path: `/hr/reminders/${failed(round)}`,
		good: { which: 'failed' },
		form: true,
		misfits: [{ which: 'sent' }, { which: null }, { which: 'uncertain' }, { which: 'uncertain', sure: false }, { op: 'x' }],
	},
	'POST /leader/reminders': {
		path: '/leader/reminders',
		good: { round: Number(round), kind: 'never' },
		form: true,
		misfits: [{ kind: 'all' }, { kind: null }, { round: null }, { round: -1 }, { round: 'x' }, { round: 1.5 }, { op: 'x' }],
	},
});
