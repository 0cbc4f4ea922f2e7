// Rounds for the other tests: drafts to change, a good body of each write, and what does not fit.
import { one } from './http.mjs';

const survey = one("SELECT CONCAT(code, '/', version) FROM survey ORDER BY id LIMIT 1");
const whole = {
	survey,
	title_nb: 'Vår 2099',
	opens_on: '2099-03-01',
	closes_on: '2099-03-31',
	purpose_nb: 'Se hva som mangler.',
	basis: ['c', 'e'],
	law: 'kommuneloven § 25-1',
	retention_months: 24,
};
const empty = ['title_nn', 'title_en', 'purpose_nn', 'purpose_en', 'recipients_nb', 'recipients_nn', 'recipients_en'];
const known = ['code', 'dpia', ...empty, 'notice_nb', 'notice_nn', 'notice_en'];
const misfits = [
	{ title_nb: '' },
	{ title_nb: 'x'.repeat(201) },
	{ survey: 'NONE/1' },
	{ opens_on: '2099-02-30' },
	{ opens_on: 20990301 },
	{ closes_on: '2099-02-01' },
	{ closes_on: '2020-01-01', opens_on: '2019-01-01' },
	{ purpose_nb: null },
	{ purpose_nb: 'ø'.repeat(1001) },
	{ basis: [] },
	{ basis: ['f'] },
	{ law: '' },
	{ retention_months: 25 },
	{ retention_months: 0 },
	{ confidential: 'perhaps' },
	{ comments: 7 },
	{ dpia: 'x'.repeat(201) },
	{ notice_nb: 'x'.repeat(4001) },
];

let made = 0;

// A round as it can be laid before somebody; of any state but what comes with it.
export const makeRound = (state = 'draft') => {
	const code = `WEB${process.pid}-${(made += 1)}`;
	return one(`INSERT INTO round (code, survey_id, state, opens_at, closes_at, comments, notice_version, basis, law, dpia)
		 SELECT '${code}', survey_id, '${state}', '2099-02-28 23:00:00', '2099-03-31 22:00:00', 1, 1, 'c,e', 'lov', 'ARK'
		   FROM round ORDER BY id LIMIT 1;
		SET @r = LAST_INSERT_ID();
		INSERT INTO round_text (round_id, language, title, purpose) VALUES (@r, 'nb', 'Runde', 'Se.');
		INSERT INTO round_notice VALUES (@r, 1, 'nb', 'Les.');
		SELECT @r`);
};

export const about = (code) => ({ code, ...whole });
export const lay = { do: 'lay', others: 'AMU', documents: 'Spørsmålene', answer_by: '2098-12-31' };
const draft = makeRound(),
	ready = makeRound('ready');

// Each write route: [path, a good body, what does not fit, what else the form knows].
export const writes = {
	'POST /hr/rounds': ['/hr/rounds', about(`NEW${process.pid}`), misfits, known],
	'POST /hr/rounds/{id}/edit': [`/hr/rounds/${draft}/edit`, { do: 'save', ...whole }, [...misfits, { do: null }, { do: 'make' }], known],
	'POST /hr/rounds/{id}': [
		`/hr/rounds/${ready}`,
		{ do: 'withdraw', reason: 'Nytt formål' },
		[{ do: 'fly' }, { do: null }, { do: 1 }, { op: 'x' }, { rev: 'x' }, { reason: 'x'.repeat(1001) }, { reason: '' }, { closes_on: 'x' }],
		['closes_on'],
	],
	'POST /hr/rounds/{id}/consultation': [
		`/hr/rounds/${draft}/consultation`,
		lay,
		[
			{ do: 'fly' },
			{ others: '' },
			{ others: 7 },
			{ offices: ['987654'] },
			{ offices: 'x' },
			{ documents: '' },
			{ documents: 'x'.repeat(2001) },
			{ answer_by: '2099-03-01' },
			{ answer_by: '2020-01-01' },
			{ do: 'state', party: 'x' },
			{ do: 'state', view: 'perhaps' },
			{ do: 'ready', minutes: 'x'.repeat(8001) },
			{ do: 'ready', outcome: 'x' },
		],
		['party', 'view', 'text', 'stated_on', 'minutes', 'outcome', 'evaluation_on'],
	],
};
