// The headers of every answer (security.md S14, S15), once each, on every status that can be had.
import { execFileSync } from 'node:child_process';
import { makeFile } from './certificates.mjs';
import { check, finish, http, one, post, send, sql, state, unknown } from './http.mjs';

const wanted = {
	'content-security-policy':
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';" +
		" form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=()',
	'cache-control': 'no-store',
};
const met = new Set();

function verify(name, answer, status, other = {}) {
	const wrong = [];
	if (answer.status !== status) wrong.push(`${answer.status} instead of ${status}`);
	for (const [header, value] of Object.entries({ ...wanted, ...other })) {
		const values = answer.raw.filter((_, i, raw) => i % 2 && raw[i - 1].toLowerCase() === header);
		if (values.length !== 1 || values[0] !== value) wrong.push(`${header}: ${values.join(' | ') || 'missing'}`);
	}
	for (const header of ['set-cookie', 'server', 'x-powered-by'])
		if (answer.headers[header]) wrong.push(`${header}: ${answer.headers[header]}`);
	const type = answer.headers['content-type'] ?? '';
	if (
		answer.body &&
		!/^(application\/(problem\+)?json|application\/(jsonl; charset=utf-8|pdf)|text\/[a-z]+; charset=utf-8|text\/html|image\/svg\+xml)$/.test(
			type,
		)
	)
		wrong.push(`type ${type}`);
	met.add(status);
	check(`headers: ${name}: ${status}`, wrong.length === 0, wrong.join(' · '));
}

const login = (name) =>
	fetch(`${process.env[`BASE_${name}`]}/grunnmur/survey/`, { headers: { Accept: 'application/json' } })
		.then((response) => response.json())
		.then((page) => one(`SELECT login FROM person WHERE id = ${page.person.id}`));
const employee = await login('EMPLOYEE'),
	leader = await login('LEADER'),
	hr = await login('HR');
const assessment = one(`SELECT a.id FROM assessment a JOIN person p ON p.id = a.person_id AND p.login = '${employee}'`);
const round = one('SELECT MIN(id) FROM round');
const html = { Accept: 'text/html' };
const proof = makeFile(one(`SELECT id FROM person WHERE login = '${employee}'`));

sql(`UPDATE assessment SET state = 'assigned', submitted_at = NULL WHERE id = ${assessment};
	UPDATE answer SET draft_level = NULL, draft_value = NULL, draft_not_relevant = 0 WHERE assessment_id = ${assessment}`);
for (const path of [
	'/survey/',
	'/survey/profile',
	'/survey/training',
	'/survey/requests',
	'/survey/certificates',
	'/survey/my-data',
	'/survey/my-data?file=1',
	`/survey/assessments/${assessment}`,
])
	for (const headers of [html, {}]) verify(`${path} as ${headers.Accept ?? 'JSON'}`, await http(employee, 'GET', path, headers), 200);
for (const path of ['/leader/', '/leader/requests', '/leader/certificates']) verify(path, await http(leader, 'GET', path, html), 200);
for (const path of ['/hr/rounds', `/hr/rounds/${round}`, `/hr/rounds/${round}/export.csv`, `/hr/rounds/${round}/export.jsonl`])
	verify(path, await http(hr, 'GET', path, html), 200);
// The proof of a certificate may do nothing, wherever it is shown in spite of all.
const alone = {
	'content-security-policy': `${wanted['content-security-policy']}; sandbox`,
	'content-disposition': `attachment; filename="certificate-${proof}.pdf"`,
};
for (const [who, program] of [[employee, 'survey'], [leader, 'leader']])
	verify(`the file of a certificate for ${program}`, await http(who, 'GET', `/${program}/certificates/${proof}/file`, html), 200, alone);
verify('HEAD', await http(employee, 'HEAD', '/survey/', html), 200);
verify('HEAD of an export', await http(hr, 'HEAD', `/hr/rounds/${round}/export.csv`), 200);
for (const program of ['survey', 'leader', 'hr']) verify(`health of ${program}`, await http(null, 'GET', `/${program}/health`), 200);
verify('created', await send(employee, 'POST', '/survey/requests', { title: 'Kurs', form: 'digital' }), 201);
verify('after a form', await post(employee, '/survey/language', { language: 'nb' }), 303);
verify('to the rounds', await http(hr, 'GET', '/hr/'), 303);
verify('from the prefix', await http(employee, 'GET', '/'), 301);
verify('from the program', await http(employee, 'GET', '/survey'), 301);
for (const headers of [html, {}]) {
	const as = headers.Accept ?? 'JSON';
	verify(`a bad address as ${as}`, await http(employee, 'GET', '/survey/?a=1&a=2', headers), 400);
	verify(`no login as ${as}`, await http(null, 'GET', '/survey/', headers), 401);
	verify(`another role as ${as}`, await http(employee, 'GET', '/leader/', headers), 403);
	verify(`a stranger as ${as}`, await http(unknown, 'GET', '/survey/', headers), 403);
	verify(
		`forged as ${as}`,
		await http(employee, 'POST', '/survey/language', { ...headers, 'Sec-Fetch-Site': 'cross-site' }, 'language=nb'),
		403,
	);
	verify(`nothing there as ${as}`, await http(employee, 'GET', '/survey/nothing', headers), 404);
	verify(`no such assessment as ${as}`, await http(employee, 'GET', '/survey/assessments/987654', headers), 404);
	verify(`another method as ${as}`, await http(employee, 'DELETE', '/survey/', headers), 405);
	verify(`refused state as ${as}`, await post(employee, `/survey/assessments/${assessment}/reopen`, {}, headers), 409);
	verify(`too much as ${as}`, await post(employee, '/survey/language', `language=${'x'.repeat(1100000)}`, headers), 413);
	verify(
		`no form as ${as}`,
		await post(employee, '/survey/language', 'x', {
			...headers,
			'Content-Type': 'text/plain',
			'X-CSRF-Token': (await http(employee, 'GET', '/survey/')).headers['x-csrf-token'],
		}),
		415,
	);
	verify(`a misfit as ${as}`, await post(employee, '/survey/language', { language: 'xx' }, headers), 422);
}
// What the web server refuses alone has its own page, which shows nothing of the request.
for (const [name, answer, status] of [
	['more than the web server takes', await post(employee, '/survey/language', `language=evil${'x'.repeat(5 << 20)}`), 413],
	['an address that is no text', await http(employee, 'GET', '/survey/?a=evil%ff'), 400],
]) {
	verify(name, answer, status);
	check(`headers: ${name}: nothing is echoed`, !answer.body.includes('evil'), answer.body);
}
const version = (await http(employee, 'GET', '/survey/', html)).body.match(/\/static\/([0-9a-f]+)\//)[1];
for (const file of ['css/grunnmur.css', 'js/grunnmur.js', 'images/shield.svg', 'api/openapi.json'])
	verify(`static ${file}`, await http(employee, 'GET', `/static/${version}/${file}`), 200, {
		'cache-control': 'public, max-age=31536000, immutable',
	});

// A hostile Host is never shown (S15).
for (const path of ['/survey/', '/hr/', '/']) {
	const answer = await http(hr, 'GET', path, { ...html, Host: 'evil.example' });
	check(`headers: a hostile Host at ${path} is not echoed`, !`${answer.body}${JSON.stringify(answer.headers)}`.includes('evil.example'));
}

// Broken and busy: a table that is missing, a database that is away.
sql('RENAME TABLE offering_text TO offering_text_away');
for (const headers of [html, {}]) {
	const answer = await http(employee, 'GET', '/survey/training', headers);
	verify(`broken as ${headers.Accept ?? 'JSON'}`, answer, 500);
	check(
		`headers: a fault tells nothing of SQL as ${headers.Accept ?? 'JSON'}`,
		!/SELECT|offering_text|MariaDB|error \d/.test(answer.body),
		answer.body.slice(0, 300),
	);
}
sql('RENAME TABLE offering_text_away TO offering_text');
execFileSync('bash', ['conf/demo/mariadb.sh', 'stop', state]);
for (const headers of [html, {}]) {
	const answer = await http(employee, 'GET', '/survey/', headers);
	verify(`busy as ${headers.Accept ?? 'JSON'}`, answer, 503);
	check(`headers: busy says when to try again as ${headers.Accept ?? 'JSON'}`, answer.headers['retry-after'] === '5');
}
verify('health without a database', await http(null, 'GET', '/survey/health'), 503);
execFileSync('bash', ['conf/demo/mariadb.sh', 'start', state]);
verify('and with it again', await http(employee, 'GET', '/survey/', html), 200);
const all = [200, 201, 301, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 503];
check(
	'headers: every status was met',
	all.every((status) => met.has(status)),
	all.filter((status) => !met.has(status)).join(),
);
finish();
