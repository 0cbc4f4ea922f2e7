// Who may what with rounds: HR alone, whatever the round.
import { about, lay, makeRound } from './round.mjs';

export function cases({ read, form, change, round, otherRound }) {
	const both = { own: () => round, other: () => otherRound, sees: () => true };
	const drafts = { own: () => makeRound(), other: () => makeRound(), sees: () => true };

	return {
		'GET /hr/rounds': read,
		'GET /hr/rounds/new': read,
		'POST /hr/rounds': form({ ...about('RIGHTS'), basis: 'b', law: '' }, 303),
		'GET /hr/rounds/{id}': { ...read, ...both },
		'GET /hr/rounds/{id}/edit': { ...read, ...both },
		'POST /hr/rounds/{id}/edit': { ...change({ do: 'save', retention_months: 6 }), ...drafts },
		'GET /hr/rounds/{id}/consultation': { ...read, ...both },
		'POST /hr/rounds/{id}/consultation': { ...form(lay, 303), ...drafts },
		'POST /hr/rounds/{id}': {
			...form({ do: 'withdraw', reason: 'Nytt formål' }, 303),
			own: () => makeRound('ready'),
			other: () => round,
			sees: () => false,
			found: 409,
		},
	};
}
