// Walks so many rounds through every address of every program: as pages and as JSON, found and missing, taken and refused.
import { digestOf, ids, kinds, makeImport, writes } from '../web/catalogue.mjs';
import { check, finish, http, json, one, post, routes, send, sql, today, unknown } from '../web/http.mjs';
import { about, lay, makeRound } from '../web/round.mjs';

const walks = Number(process.argv[2]);
const [[employee, person, assessment, unit]] = sql(`SELECT p.login, p.id, a.id, a.unit_id FROM assessment a
	JOIN person p ON p.id = a.person_id JOIN unit_leader l ON l.unit_id = a.unit_id AND l.deputy_for_id IS NULL
	 AND l.person_id <> p.id AND l.valid_from <= '${today}' AND (l.valid_to IS NULL OR l.valid_to >= '${today}')
	WHERE p.login IS NOT NULL AND p.active = 1 ORDER BY a.id LIMIT 1`);
const leader = one(`SELECT p.login FROM unit_leader l JOIN person p ON p.id = l.person_id WHERE l.unit_id = ${unit}
	AND l.deputy_for_id IS NULL AND l.valid_from <= '${today}' AND (l.valid_to IS NULL OR l.valid_to >= '${today}')`);
const hr = one('SELECT p.login FROM granted_role g JOIN person p ON p.id = g.person_id LIMIT 1');
const round = one(`SELECT round_id FROM assessment WHERE id = ${assessment}`);
const item = one(`SELECT answer.item_id FROM answer JOIN item ON item.id = answer.item_id
	WHERE assessment_id = ${assessment} AND required_level IS NOT NULL LIMIT 1`);
const who = { survey: employee, leader, hr };
const seen = {};

async function expect(what, wanted, answer) {
	const { status } = await answer;
	const name = `${what}: ${wanted}`;
	seen[name] ??= new Set();
	if (status !== wanted) seen[name].add(status);
	return answer;
}

const idOf = { assessments: assessment, units: unit, employees: person, rounds: round, jobs: 0, reminders: 0 };
for (const name of Object.keys(kinds)) [idOf[name]] = ids(name);
let request = 0;

async function read(route) {
	const object = route.path.split('/')[1];
	const fill = (id) => `/${route.program}${route.path}`.replace('{id}', id);
	// What needs a query of its own is walked through with the others of its part.
	if (/\/export\.(csv|json)$/.test(route.path) && object === 'catalogue') return;
	const own = fill(object === 'requests' ? request : route.path.includes('/import/') ? imported : idOf[object]);
	const name = `GET /${route.program}${route.path}`, found = route.path === '/' && route.program === 'hr' ? 303 : 200;
	for (const Accept of ['text/html', 'application/json']) {
		await expect(name, found, http(who[route.program], 'GET', own, { Accept }));
		await expect(`${name} in English`, found, http(who[route.program], 'GET', `${own}?lang=en`, { Accept }));
		if (route.path.includes('{')) await expect(`${name}, missing`, 404, http(who[route.program], 'GET', fill(987654), { Accept }));
		await expect(`${name}, a stranger`, 403, http(unknown, 'GET', own, { Accept }));
	}
	await expect(`${name}, twice the same`, 400, http(who[route.program], 'GET', `${own}?a=1&a=2`));
}

async function answers() {
	const path = `/survey/assessments/${assessment}`;
	sql(`UPDATE assessment SET state = 'assigned', submitted_at = NULL WHERE id = ${assessment};
		UPDATE answer SET draft_level = NULL, draft_not_relevant = 0, draft_value = NULL WHERE assessment_id = ${assessment}`);
	const rev = () => Number(one(`SELECT rev FROM answer WHERE assessment_id = ${assessment} AND item_id = ${item}`));
	const put = (body) => send(employee, 'PUT', `${path}/answers/${item}`, body);
	const before = rev();
	await expect('a level', 200, put({ level: 2, wish: true, rev: before }));
	await expect('a stale level', 409, put({ level: 3, rev: before }));
	await expect('no level', 422, put({ level: 9, rev: rev() }));
	await expect('no field', 400, put({ level: 1, rev: rev(), person: 1 }));
	await expect('no JSON', 400, put('{"level":'));
	await expect('a page', 303, post(employee, path, { do: 'next', section: '1', [`rev_${item}`]: rev(), [`level_${item}`]: '3' }));
	await expect('a page that is wrong', 422, post(employee, path, { do: 'next', [`rev_${item}`]: rev(), [`level_${item}`]: 'x' }));
	await expect('a page without its token', 403, post(employee, path, { csrf: '0', do: 'next' }));
	await expect('too early', 422, post(employee, `${path}/submit`, {}));
	sql(`UPDATE answer SET draft_not_relevant = 1, draft_level = NULL WHERE assessment_id = ${assessment} AND required = 1
		AND item_id IN (SELECT id FROM item WHERE type = 'competence')`);
	await expect('submitted', 303, post(employee, `${path}/submit`, {}));
	await expect('the receipt', 200, http(employee, 'GET', path, { Accept: 'text/html' }));
	await expect('opened again', 303, post(employee, `${path}/reopen`, {}));
}

async function training() {
	const create = (fields) => send(employee, 'POST', '/survey/requests', { title: 'Kurs', form: 'digital', ...fields });
	await expect('no request', 422, create({ title: '', price: 'mye' }));
	const made = await expect('a request', 201, create({}));
	request = made.headers.location.split('/').pop();
	const change = (fields) => post(employee, `/survey/requests/${request}`, fields);
	const decide = (fields) => post(leader, `/leader/requests/${request}`, fields);
	await expect('a saved request', 303, change({ do: 'save', title: 'Kurs i førstehjelp', form: 'classroom', price: '1 200,50' }));
	await expect('a request in', 303, change({ do: 'submit' }));
	await expect('declined without a reason', 422, decide({ do: 'decline' }));
	await expect('returned', 303, decide({ do: 'return', reason: 'Når?' }));
	await expect('answered', 303, change({ do: 'submit', comment: 'I januar' }));
	await expect('approved', 303, decide({ do: 'approve' }));
	await expect('too late', 409, decide({ do: 'decline', reason: 'Nei' }));
	await expect('another', 201, create({ reason: 'æøå'.repeat(100) }));
	for (const language of ['en', 'nn', 'nb']) await expect('a language', 303, post(employee, '/survey/language', { language }));
}

async function exports() {
	for (const query of ['pseudonymous=1&delimiter=;', 'pseudonymous=0&delimiter=,&purpose=Plan&lang=nn'])
		for (const kind of ['csv', 'jsonl']) await expect(kind, 200, http(hr, 'GET', `/hr/rounds/${round}/export.${kind}?${query}`));
	await expect('no export', 422, http(hr, 'GET', `/hr/rounds/${round}/export.csv?delimiter=x`));
}

// Of a kind that no worker takes.
async function jobs() {
	idOf.jobs = one(`INSERT INTO job (kind, object_id, asked_at, state) VALUES ('nothing.wait', 1, '2026-01-01', 'queued');
		SELECT LAST_INSERT_ID()`);
	await expect('a round that is open', 409, post(hr, `/hr/rounds/${round}`, { do: 'open' }));
	await expect('nothing to do', 422, post(hr, `/hr/jobs/${idOf.jobs}`, {}));
	await expect('cancelled', 303, post(hr, `/hr/jobs/${idOf.jobs}`, { do: 'cancel' }));
}

// In a kind that nobody is of, so that no mail goes out.
async function reminders() {
	sql(`INSERT IGNORE INTO reminder_sending (round_id, kind, day, scope_id, asked_by, asked_at, people, mails)
		SELECT ${round}, 'never', '2020-01-01', 0, MIN(id), '2020-01-01', 0, 0 FROM person`);
	idOf.reminders = one('SELECT MIN(id) FROM reminder_sending');
	await expect('no kind', 422, post(hr, `/hr/rounds/${round}/reminders`, { kind: 'all' }));
	await expect('a kind', 200, http(hr, 'GET', `/hr/rounds/${round}/reminders?kind=last`, { Accept: 'text/html' }));
	await expect('letters', 200, http(hr, 'GET', `/hr/rounds/${round}/letters?unit=1`, { Accept: 'text/html' }));
	await expect('a leader’s kind', 200, http(leader, 'GET', '/leader/reminders?kind=last', { Accept: 'text/html' }));
	await expect('no round', 422, post(leader, '/leader/reminders', { kind: 'never' }));
}

// Every kind of the catalogue is changed and refused; requirements are set; a file goes out, comes in and is applied.
let imported = 0;
async function catalogue() {
	for (const [name, [path, good]] of Object.entries(writes).filter(([, [path]]) => /\d(\/requirements)?$/.test(path) && !path.includes('import'))) {
		await expect(name, 200, send(hr, 'POST', path, good));
		if (!path.endsWith('requirements')) await expect(`${name}, late`, 409, send(hr, 'POST', path, { ...good, rev: 9999 }));
	}
	for (const kind of ['competences', 'roles', 'requirements', 'offerings', 'coverages', 'topics', 'levels', 'anchors'])
		for (const to of ['csv', 'json']) {
			const { body } = await expect(`${kind} as ${to}`, 200, http(hr, 'GET', `/hr/catalogue/export.${to}?kind=${kind}`));
			await expect(`${kind} in ${to} again`, 201, send(hr, 'POST', '/hr/catalogue/import', { kind, text: body }));
		}
	imported = makeImport();
	const address = `/hr/catalogue/import/${imported}`;
	await expect('a file with faults', 201, send(hr, 'POST', '/hr/catalogue/import', { kind: 'roles', text: 'code;colour\nx;"' }));
	await expect('another digest', 409, send(hr, 'POST', address, { do: 'apply', digest: '0'.repeat(16) }));
	await expect('applied', 200, send(hr, 'POST', address, { do: 'apply', digest: await digestOf(address) }));
}

// From a draft to consultation and back, and one from open to the archive.
async function rounds(walk) {
	const draft = `/hr/rounds/${makeRound()}`,
		open = `/hr/rounds/${makeRound('open')}`;
	await expect('a round', 201, send(hr, 'POST', '/hr/rounds', about(`WALK${process.pid}-${walk}`)));
	await expect('no round', 422, send(hr, 'POST', '/hr/rounds', {}));
	await expect('a change', 200, send(hr, 'POST', `${draft}/edit`, { do: 'save', retention_months: 6 }));
	await expect('nobody to hear', 422, post(hr, `${draft}/consultation`, { ...lay, others: '' }));
	await expect('laid', 303, post(hr, `${draft}/consultation`, lay));
	await expect('too early', 409, send(hr, 'POST', `${draft}/consultation`,
		{ do: 'ready', minutes: 'x', outcome: 'noted', evaluation_on: '2099-05-01' }));
	await expect('taken back', 303, post(hr, draft, { do: 'withdraw', reason: 'Nytt' }));
	await expect('without a reason', 422, post(hr, open, { do: 'close' }));
	await expect('longer', 303, post(hr, open, { do: 'extend', closes_on: '2099-04-30', reason: 'x' }));
	await expect('closed', 303, post(hr, open, { do: 'close', reason: 'x' }));
	await expect('archived', 303, post(hr, open, { do: 'archive' }));
}

for (let walk = 0; walk < walks; walk += 1) {
	await answers();
	await training();
	await exports();
	await jobs();
	await reminders();
	await catalogue();
	await rounds(walk);
	for (const route of routes()) if (route.method === 'GET') await read(route);
}
for (const [name, others] of Object.entries(seen)) check(name, others.size === 0, [...others].join(', '));
finish();
