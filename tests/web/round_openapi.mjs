// Rounds against their description: made, changed, laid before somebody, and through their states.
import { randomBytes } from 'node:crypto';
import { http, one, post, send, sql } from './http.mjs';
import { about, lay, makeRound } from './round.mjs';

const op = () => randomBytes(16).toString('hex');

export async function rounds({ fits, verify, verifyAll, hr }) {
	const get = (title, path, status = 200) => http(hr, 'GET', path).then((answer) => verify(title, 'GET', path, answer, status));
	const ask = (title, path, body, status = 200) =>
		send(hr, 'POST', path, body).then((answer) => verify(title, 'POST', path, answer, status));

	await get('the form of a new round', '/hr/rounds/new');
	fits('a round', 'RoundBody', about('API1'));
	await ask('a round is made', '/hr/rounds', about('API1'), 201);
	await ask('and once more', '/hr/rounds', about('API1'), 422);
	verify('a round, as a form', 'POST', '/hr/rounds', await post(hr, '/hr/rounds', { ...about('API2'), basis: 'b' }), 303);
	const id = one("SELECT id FROM round WHERE code = 'API1'"),
		address = `/hr/rounds/${id}`;
	const { rev } = (await get('what it is', `${address}/edit`)).round;
	await ask('it is changed', `${address}/edit`, { do: 'save', confidential: true, rev });
	await ask('it is changed late', `${address}/edit`, { do: 'save', confidential: false, rev }, 409);
	verify('no such round', 'POST', '/hr/rounds/987654/edit', await send(hr, 'POST', '/hr/rounds/987654/edit', { do: 'save' }), 404);
	const changed = { do: 'save', ...about('API1'), basis: 'b', code: undefined, law: '' };
	const sent = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
	verify('it is changed by a form', 'POST', `${address}/edit`, await post(hr, `${address}/edit`, sent), 303);
	fits('what is laid before them', 'ConsultationBody', lay);
	await ask('it is laid before somebody', `${address}/consultation`, lay);
	const party = (await get('the record', `${address}/consultation`)).consultations[0].parties[0].id;
	const said = { do: 'state', party, view: 'agrees', text: 'Ja', stated_on: '2026-01-02' };
	await ask('what they say', `${address}/consultation`, said);
	const end = { do: 'ready', minutes: 'Enige', outcome: 'agreed', evaluation_on: '2099-05-01' };
	verify('the end, as a form', 'POST', `${address}/consultation`, await post(hr, `${address}/consultation`, end), 303);
	await ask('and once more', `${address}/consultation`, end, 409);
	await ask('a body that is not whole', `${address}/consultation`, { do: 'lay' }, 422);
	await get('the record in the end', `${address}/consultation`);
	await ask('it opens too early', address, { do: 'open' }, 409);
	await ask('it is taken back', address, { do: 'withdraw', reason: 'Nytt formål', op: op() });
	await get('a draft again', address);
	const open = makeRound('open');
	await ask('longer', `/hr/rounds/${open}`, { do: 'extend', closes_on: '2099-04-30', reason: 'Mange er syke' });
	await ask('not shorter', `/hr/rounds/${open}`, { do: 'extend', closes_on: '2099-04-01', reason: 'x' }, 422);
	await ask('closed', `/hr/rounds/${open}`, { do: 'close', reason: 'Alle har svart' });
	await ask('archived', `/hr/rounds/${open}`, { do: 'archive' });

	// A round that is to be opened becomes a job; this one, stopped in its midst, asks nobody.
	const due = makeRound('opening');
	sql(`UPDATE round SET opens_at = '2026-01-01', opened_at = '2026-01-01 00:00:00' WHERE id = ${due}`);
	const wish = { do: 'open', op: op() };
	const { job } = await ask('a round to be opened', `/hr/rounds/${due}`, wish);
	verify('and once more, as a form', 'POST', `/hr/rounds/${due}`, await post(hr, `/hr/rounds/${due}`, wish), 303);
	await get('its job', `/hr/jobs/${job}`);
	const each = sql(`SELECT '${hr}', CONCAT('/hr/rounds/', id, p.path) FROM round,
		(SELECT '' AS path UNION SELECT '/edit' UNION SELECT '/consultation') p`);
	await verifyAll('each round', each);
	sql('UPDATE round SET confidential = 1 - confidential');
	await verifyAll('each, confidential or not', [...each, [hr, '/hr/rounds']]);
	sql('UPDATE round SET confidential = 1 - confidential');
}
