// What the programs answer against htdocs/api/openapi.json: every operation, as many people, each status that can be had.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { catalogue } from './catalogue_openapi.mjs';
import { certificates } from './certificate_openapi.mjs';
import { describe as surveys } from './survey_cases.mjs';
import { reminders } from './reminder_openapi.mjs';
import { rounds } from './round_openapi.mjs';
import { people as imports } from './people_openapi.mjs';
import { check, finish, http, json, one, post, routes, send, sql, today } from './http.mjs';
import { faultsOf, resolve } from './schema.mjs';

const document = JSON.parse(readFileSync('htdocs/api/openapi.json', 'utf8'));
const seen = new Map(); // operationId → statuses that were met

function operation(method, path) {
	const parts = path.split('?')[0].split('/');
	const names = ([template]) => template.split('{').length;
	// "/catalogue/new" before "/catalogue/{id}".
	for (const [template, operations] of Object.entries(document.paths).sort((a, b) => names(a) - names(b))) {
		const wanted = template.split('/');
		const fits = wanted.length === parts.length && wanted.every((part, i) => part.startsWith('{') || part === parts[i]);
		if (fits && operations[method.toLowerCase()]) return operations[method.toLowerCase()];
	}
	return null;
}

// What is wrong with an answer: a status, a type or a body that the description lacks.
function faults(method, path, answer) {
	const described = operation(method, path);
	if (!described) return ['no such operation'];
	const statuses = seen.get(described.operationId) ?? new Set();
	seen.set(described.operationId, statuses.add(String(answer.status)));
	if (!described.responses[answer.status]) return [`status ${answer.status} is not described: ${answer.body.slice(0, 200)}`];
	const response = resolve(document, described.responses[answer.status]);
	const type = (answer.headers['content-type'] ?? '').split(';')[0];
	const missing = Object.keys(response.headers ?? {}).filter((name) => !answer.headers[name.toLowerCase()]);
	if (missing.length) return [`header ${missing} is missing`];
	if (!response.content) return answer.body ? ['a body that is not described'] : [];
	const content = response.content[type];
	if (!content) return [`type ${type} is not described`];
	if (type === 'application/jsonl')
		return answer.body
			.trim()
			.split('\n')
			.flatMap((line, i) => faultsOf(document, content.schema, JSON.parse(line), `line ${i + 1}`))
			.slice(0, 3);
	return faultsOf(document, content.schema, type.endsWith('json') ? json(answer) : answer.body).slice(0, 3);
}

function verify(name, method, path, answer, status) {
	const wrong = faults(method, path, answer);
	if (status && answer.status !== status) wrong.unshift(`${answer.status} instead of ${status}: ${answer.body.slice(0, 300)}`);
	check(`openapi: ${name}`, wrong.length === 0, wrong.join(' · '));
	return json(answer);
}

// Each of many people's own page, as one check.
async function verifyAll(name, list) {
	const wrong = [];
	for (const [login, path] of list) {
		const answer = await http(login, 'GET', path);
		const found = answer.status === 200 ? faults('GET', path, answer) : [`${answer.status}`];
		if (found.length && wrong.length < 3) wrong.push(`${login} ${path}: ${found.join(' · ')}`);
	}
	check(`openapi: ${name}, ${list.length} times`, list.length > 0 && wrong.length === 0, wrong.join(' | '));
}

const login = async (name) => one(`SELECT login FROM person WHERE id = ${json(await http2(name, '/survey/')).person.id}`);
const http2 = async (name, path) => {
	const response = await fetch(`${process.env[`BASE_${name}`]}/grunnmur${path}`, { headers: { Accept: 'application/json' } });
	return { body: await response.text() };
};

const employee = await login('EMPLOYEE'),
	leader = await login('LEADER'),
	hr = await login('HR');
const me = one(`SELECT id FROM person WHERE login = '${employee}'`);
const assessment = one(`SELECT id FROM assessment WHERE person_id = ${me}`);
const unit = one(`SELECT l.unit_id FROM unit_leader l JOIN person p ON p.id = l.person_id AND p.login = '${leader}'`);
const round = one('SELECT MIN(id) FROM round');

// The description itself ------------------------------------------------------------------------
{
	const described = Object.entries(document.paths).flatMap(([path, operations]) =>
		Object.keys(operations).map((m) => `${m.toUpperCase()} ${path}`),
	);
	const real = routes().map((route) => `${route.method} /${route.program}${route.path}`);
	const extra = described.filter((name) => !name.endsWith('/health') && !real.includes(name));
	check(
		'openapi: describes every route',
		real.every((name) => described.includes(name)),
		real.filter((name) => !described.includes(name)).join(', '),
	);
	check('openapi: describes no other', extra.length === 0, extra.join(', '));
	const ids = Object.values(document.paths).flatMap((operations) => Object.values(operations).map((o) => o.operationId));
	check('openapi: operation ids are unique', new Set(ids).size === ids.length);
	const references = JSON.stringify(document)
		.match(/"#\/[^"]+"/g)
		.map((text) => JSON.parse(text));
	check(
		'openapi: every reference leads somewhere',
		references.every(($ref) => resolve(document, { $ref })),
	);
	const used = new Set(references.map((text) => text.split('/').pop()));
	const unused = Object.keys(document.components.schemas).filter((name) => !used.has(name));
	check('openapi: every schema is used', unused.length === 0, unused.join(', '));
}

function fits(name, schema, value) {
	const wrong = faultsOf(document, { $ref: `#/components/schemas/${schema}` }, value);
	check(`openapi: what is sent is as described: ${name}`, wrong.length === 0, wrong.join(' · '));
}

// Reading, as many people -----------------------------------------------------------------------
sql(`UPDATE answer SET draft_value = '["digital"]' WHERE item_id = (SELECT MIN(id) FROM item WHERE type = 'many')`);
sql(`UPDATE person SET language = ELT(1 + id MOD 3, 'nb', 'nn', 'en') WHERE login NOT IN ('${employee}')`);
const people = sql(
	'SELECT p.login, a.id FROM person p JOIN assessment a ON a.person_id = p.id WHERE p.login IS NOT NULL ORDER BY p.id LIMIT 150',
);
for (const path of ['/survey/', '/survey/profile', '/survey/training', '/survey/requests', '/survey/certificates', '/survey/my-data'])
	await verifyAll(
		path,
		people.filter((_, i) => i % (path === '/survey/training' ? 10 : 2) === 0).map(([who]) => [who, path]),
	);
await verifyAll(
	'assessments',
	people.filter((_, i) => i % 3 === 0).map(([who, id]) => [who, `/survey/assessments/${id}`]),
);
await verifyAll(
	'my requests',
	sql(`SELECT p.login, CONCAT('/survey/requests/', q.id) FROM training_request q JOIN person p ON p.id = q.person_id
	WHERE p.login IS NOT NULL LIMIT 60`),
);
const leaders = sql(`SELECT DISTINCT p.login, l.unit_id FROM unit_leader l JOIN person p ON p.id = l.person_id AND p.login IS NOT NULL
	WHERE l.valid_from <= '${today}' AND (l.valid_to IS NULL OR l.valid_to >= '${today}') ORDER BY l.unit_id LIMIT 40`);
await verifyAll(
	'/leader/',
	leaders.map(([who]) => [who, '/leader/']),
);
await verifyAll(
	'/leader/units/{id}',
	leaders.map(([who, id]) => [who, `/leader/units/${id}`]),
);
await verifyAll(
	'/leader/requests',
	leaders.map(([who]) => [who, '/leader/requests']),
);
const top = one(
	`SELECT p.login FROM unit u JOIN unit_leader l ON l.unit_id = u.id JOIN person p ON p.id = l.person_id WHERE u.parent_id IS NULL LIMIT 1`,
);
await verifyAll(
	'/leader/employees/{id}',
	sql(`SELECT '${top}', CONCAT('/leader/employees/', id) FROM person WHERE active = 1 ORDER BY id DESC LIMIT 80`),
);
await verifyAll(
	'/leader/requests/{id}',
	sql(`SELECT '${top}', CONCAT('/leader/requests/', id) FROM training_request WHERE state <> 'draft' LIMIT 60`),
);
for (const language of ['nb', 'nn', 'en'])
	await verifyAll(`rounds in ${language}`, [
		[hr, `/hr/rounds?lang=${language}`],
		[hr, `/hr/rounds/${round}?lang=${language}`],
		[hr, `/hr/rounds/${round}?unit=${unit}`],
	]);
for (const path of [
	`/hr/rounds/${round}/export.jsonl?pseudonymous=0`,
	`/hr/rounds/${round}/export.jsonl?pseudonymous=1`,
	`/hr/rounds/${round}/export.csv`,
])
	verify(path, 'GET', path, await http(hr, 'GET', path), 200);
{
	const columns = Object.keys(document.components.schemas.ExportLine.properties);
	const heading = async (query) =>
		(await http(hr, 'GET', `/hr/rounds/${round}/export.csv?${query}`)).body.split('\r\n')[0].slice(1).split(';');
	const named = await heading('pseudonymous=0'),
		keyed = await heading('pseudonymous=1');
	check(
		'openapi: the heading of a CSV is that of ExportLine',
		named.join() === columns.filter((name) => name !== 'person').join(),
		named.join(),
	);
	check(
		'openapi: and without names',
		keyed.join() === columns.filter((name) => !['employee_no', 'name', 'comment'].includes(name)).join(),
		keyed.join(),
	);
}
verify('/hr/', 'GET', '/hr/', await http(hr, 'GET', '/hr/'), 303);
for (const program of ['survey', 'leader', 'hr'])
	verify(`/${program}/health`, 'GET', `/${program}/health`, await http(null, 'GET', `/${program}/health`), 200);
verify('health from elsewhere', 'GET', '/survey/health', await http(null, 'GET', '/survey/health', { 'X-Forwarded-For': '10.0.0.1' }), 404);
verify('a page', 'GET', '/survey/', await http(employee, 'GET', '/survey/', { Accept: 'text/html' }), 200);

// Jobs: one that nobody does is cancelled.
{
	verify('an open round', 'POST', `/hr/rounds/${round}`, await send(hr, 'POST', `/hr/rounds/${round}`, { do: 'open' }), 409);
	const idle = one(`INSERT INTO job (kind, object_id, asked_at, state) VALUES ('nothing.wait', 1, '2026-01-01', 'queued');
	 SELECT LAST_INSERT_ID()`);
	verify('a cancelled job', 'POST', `/hr/jobs/${idle}`, await send(hr, 'POST', `/hr/jobs/${idle}`, { do: 'cancel' }), 200);
	verify('and once more, as a form', 'POST', `/hr/jobs/${idle}`, await post(hr, `/hr/jobs/${idle}`, { do: 'cancel' }), 303);
	verify('the jobs', 'GET', '/hr/jobs', await http(hr, 'GET', '/hr/jobs'), 200);
}

await catalogue({ fits, verify, verifyAll, hr });
await imports({ fits, verify, hr });
await certificates({ fits, verify, employee, leader, me });
await surveys({ fits, verify, http, send, post, hr });
await reminders({ fits, verify, verifyAll, hr, leaders: [...new Set(leaders.map(([who]) => who))].slice(0, 8), round, unit });
await rounds({ fits, verify, verifyAll, hr });

// Refusals of reading ---------------------------------------------------------------------------
for (const [who, path, status] of [
	[employee, '/survey/assessments/999999', 404],
	[employee, '/leader/', 403],
	[leader, '/leader/units/999999', 404],
	[employee, '/survey/?a=1&a=2', 400],
	[hr, '/hr/rounds/999999', 404],
	[hr, '/hr/jobs/999999', 404],
	[hr, `/hr/rounds/${round}/export.csv?delimiter=x`, 422],
	[hr, `/hr/rounds/${round}/export.csv?x=1`, 400],
]) {
	for (const Accept of ['application/json', 'text/html'])
		verify(`${status} of ${path} as ${Accept}`, 'GET', path, await http(who, 'GET', path, { Accept }), status);
}

// Writing ---------------------------------------------------------------------------------------
sql(`UPDATE assessment SET state = 'assigned', submitted_at = NULL, started_at = NULL WHERE id = ${assessment}`);
sql(`UPDATE answer SET draft_level = NULL, draft_not_relevant = 0, draft_value = NULL WHERE assessment_id = ${assessment}`);
const form = json(await http(employee, 'GET', `/survey/assessments/${assessment}`));
const items = form.sections.flatMap((section) => section.items);
const item = items.find((one_) => one_.type === 'competence');
const answer = `/survey/assessments/${assessment}/answers/${item.id}`;
const body = { level: 2, not_relevant: false, wish: true, teach: false, comment: 'Å lære', rev: item.rev };

fits('an answer', 'AnswerBody', body);
const saved = verify('an answer', 'PUT', answer, await send(employee, 'PUT', answer, body), 200);
verify('an answer once more', 'PUT', answer, await send(employee, 'PUT', answer, body), 200);
verify('a stale answer', 'PUT', answer, await send(employee, 'PUT', answer, { ...body, level: 4 }), 409);
verify('a wrong answer', 'PUT', answer, await send(employee, 'PUT', answer, { ...body, level: 5, rev: saved.rev }), 422);
verify('an unknown field', 'PUT', answer, await send(employee, 'PUT', answer, { ...body, person: 1 }), 400);
verify('no such item', 'PUT', `${answer}99999`, await send(employee, 'PUT', `${answer}99999`, body), 404);
verify(
	'without a token',
	'PUT',
	answer,
	await http(employee, 'PUT', answer, { 'Content-Type': 'application/json' }, JSON.stringify(body)),
	403,
);
verify('text instead of JSON', 'PUT', answer, await send(employee, 'PUT', answer, 'x', { 'Content-Type': 'text/plain' }), 415);
verify('too much', 'PUT', answer, await send(employee, 'PUT', answer, JSON.stringify({ comment: 'x'.repeat(1100000) })), 413);
for (const plain of items.filter((one_) => one_.type !== 'competence')) {
	const path = `/survey/assessments/${assessment}/answers/${plain.id}`;
	const value = { many: [plain.choices?.[0].code], one: plain.choices?.[0].code, text: 'tekst', number: 1.5, date: '2026-12-01' }[
		plain.type
	];
	verify(`an answer of type ${plain.type}`, 'PUT', path, await send(employee, 'PUT', path, { value, rev: plain.rev }), 200);
}
const page = `/survey/assessments/${assessment}`;
fits('a page', 'PageBody', { do: 'save', section: 1, [`rev_${item.id}`]: saved.rev, [`level_${item.id}`]: 3 });
verify(
	'a page as JSON',
	'POST',
	page,
	await send(employee, 'POST', page, { do: 'save', section: 1, [`rev_${item.id}`]: saved.rev, [`level_${item.id}`]: 3 }),
	200,
);
verify(
	'a stale page',
	'POST',
	page,
	await send(employee, 'POST', page, { do: 'save', section: 1, [`rev_${item.id}`]: saved.rev, [`level_${item.id}`]: 1 }),
	409,
);
verify('a page as a form', 'POST', page, await post(employee, page, { do: 'next', section: '1' }), 303);
verify('a page with a wrong step', 'POST', page, await post(employee, page, { do: 'jump' }), 422);
const incomplete = verify('an incomplete submission', 'POST', `${page}/submit`, await send(employee, 'POST', `${page}/submit`, {}), 409);
check('openapi: an incomplete submission names what is missing', incomplete?.missing?.length > 0);
for (const id of incomplete?.missing ?? [])
	await send(employee, 'PUT', `/survey/assessments/${assessment}/answers/${id}`, {
		level: 1,
		rev: items.find((one_) => one_.id === id).rev,
	});
verify('reopening what was not submitted', 'POST', `${page}/reopen`, await send(employee, 'POST', `${page}/reopen`, {}), 409);
verify(
	'a submission',
	'POST',
	`${page}/submit`,
	await send(employee, 'POST', `${page}/submit`, { op: randomBytes(16).toString('hex') }),
	200,
);
verify('an answer after submission', 'PUT', answer, await send(employee, 'PUT', answer, { level: 0, rev: 99 }), 409);
verify('reopening', 'POST', `${page}/reopen`, await send(employee, 'POST', `${page}/reopen`, {}), 200);
await post(employee, `${page}/submit`, {});
verify('reopening as a form', 'POST', `${page}/reopen`, await post(employee, `${page}/reopen`, {}), 303);
verify('a submission as a form', 'POST', `${page}/submit`, await post(employee, `${page}/submit`, {}), 303);

const wish = {
	title: 'Sårstell',
	form: 'classroom',
	reason: 'Trenger det',
	starts_on: null,
	hours: 7.5,
	price: 1800,
	substitute_hours: 7,
	competences: ['BRANN-GRUNN'],
};
fits('a request', 'RequestBody', { ...wish, do: 'save' });
const asked = await send(employee, 'POST', '/survey/requests', { ...wish, do: 'save', op: randomBytes(16).toString('hex') });
const request = verify('a request', 'POST', '/survey/requests', asked, 201);
check('openapi: Location is the request', asked.headers.location === `/grunnmur/survey/requests/${request?.id}`, asked.headers.location);
verify('a request without a title', 'POST', '/survey/requests', await send(employee, 'POST', '/survey/requests', {}), 422);
verify(
	'a request as a form',
	'POST',
	'/survey/requests',
	await post(employee, '/survey/requests', { title: 'Kurs', form: 'digital' }),
	303,
);
const own = `/survey/requests/${request?.id}`;
verify(
	'a request is changed',
	'POST',
	own,
	await send(employee, 'POST', own, { ...wish, do: 'save', title: 'Sårstell 2', rev: request?.rev }),
	200,
);
verify('a request is changed on a stale revision', 'POST', own, await send(employee, 'POST', own, { ...wish, do: 'save', rev: 77 }), 409);
const submitted = verify('a request is submitted', 'POST', own, await send(employee, 'POST', own, { do: 'submit' }), 200);
verify('the page of it', 'GET', own, await http(employee, 'GET', own), 200);
const theirs = `/leader/requests/${request?.id}`;
verify('the leader reads it', 'GET', theirs, await http(leader, 'GET', theirs), 200);
verify('declined without a reason', 'POST', theirs, await send(leader, 'POST', theirs, { do: 'decline' }), 422);
fits('a decision', 'DecisionBody', { do: 'return', reason: 'Når?', rev: submitted?.rev });
verify('returned', 'POST', theirs, await send(leader, 'POST', theirs, { do: 'return', reason: 'Når?', rev: submitted?.rev }), 200);
verify('decided twice', 'POST', theirs, await send(leader, 'POST', theirs, { do: 'approve' }), 409);
verify(
	'a decision on nothing',
	'POST',
	'/leader/requests/999999',
	await send(leader, 'POST', '/leader/requests/999999', { do: 'approve' }),
	404,
);
verify('submitted again', 'POST', own, await send(employee, 'POST', own, { do: 'submit', comment: 'I januar' }), 200);
verify('approved as a form', 'POST', theirs, await post(leader, theirs, { do: 'approve' }), 303);
verify('my page of it', 'GET', own, await http(employee, 'GET', own), 200);
verify('the leader sees it decided', 'GET', '/leader/requests', await http(leader, 'GET', '/leader/requests'), 200);
verify('cancelled as a form', 'POST', own, await post(employee, own, { do: 'cancel' }), 303);
verify('a language', 'POST', '/survey/language', await send(employee, 'POST', '/survey/language', { language: 'nn' }), 200);
verify(
	'a language as a form',
	'POST',
	'/survey/language',
	await post(employee, '/survey/language', { language: 'nb', return: '/grunnmur/survey/profile' }),
	303,
);
verify('no language', 'POST', '/survey/language', await send(employee, 'POST', '/survey/language', { language: 'xx' }), 422);
verify('my data after all this', 'GET', '/survey/my-data', await http(employee, 'GET', '/survey/my-data'), 200);

// Every operation was met with each of its good statuses ------------------------------------------
const unmet = Object.values(document.paths)
	.flatMap((operations) => Object.values(operations))
	.flatMap((described) =>
		Object.keys(described.responses)
			.filter((status) => status < 400 && !seen.get(described.operationId)?.has(status))
			.map((status) => `${described.operationId} ${status}`),
	);
check('openapi: every good answer that is described was met', unmet.length === 0, unmet.join(', '));
finish();
