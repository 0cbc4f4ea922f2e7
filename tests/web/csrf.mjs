// Forged requests (security.md S13): each write route × where it comes from × its token; nothing is changed by those refused.
import { writes as catalogue } from './catalogue.mjs';
import { writes as surveys } from './survey_cases.mjs';
import { writes as people } from './people.mjs';
import { failed } from './reminder_cases.mjs';
import { writes as certificates } from './certificates.mjs';
import { check, finish, http, one, port, routes, sql, token } from './http.mjs';
import { writes as rounds } from './round.mjs';

const login = (name) =>
	fetch(`${process.env[`BASE_${name}`]}/grunnmur/survey/`, { headers: { Accept: 'application/json' } })
		.then((response) => response.json())
		.then((page) => one(`SELECT login FROM person WHERE id = ${page.person.id}`));
const employee = await login('EMPLOYEE'),
	leader = await login('LEADER'),
	hr = await login('HR');
const person = one(`SELECT id FROM person WHERE login = '${employee}'`);
const assessment = one(`SELECT id FROM assessment WHERE person_id = ${person}`);
const item = one(`SELECT item_id FROM answer WHERE assessment_id = ${assessment} LIMIT 1`);
const unit = one(`SELECT unit_id FROM assessment WHERE id = ${assessment}`);
const request = (state) =>
	one(`INSERT INTO training_request (person_id, unit_id, title, form, state, submitted_at)
	VALUES (${person}, ${unit}, 'Kurs', 'classroom', '${state}', '2026-01-01'); SELECT LAST_INSERT_ID()`);
const draft = request('returned'),
	open = request('submitted');
const round = one('SELECT MIN(id) FROM round'),
	job = one(`INSERT INTO job (kind, object_id, asked_at, state, ended_at)
		VALUES ('round.open', 1, '2026-01-01', 'done', '2026-01-01'); SELECT LAST_INSERT_ID()`);
sql(`UPDATE assessment SET state = 'assigned' WHERE id = ${assessment}`);

const own = await token(employee),
	leaders = await token(leader),
	hrs = await token(hr);
// Who asks a program, with the own token and another's.
const asker = (name) =>
	name.includes('/leader/') ? [leader, leaders, own] : name.includes('/hr/') ? [hr, hrs, own] : [employee, own, leaders];
const origin = `http://127.0.0.1:${port}`;
const sum = () =>
	JSON.stringify(
		sql(
			'CHECKSUM TABLE answer, assessment, training_request, training_draft, training_event, training_request_competence,' +
				' people_source, people_import,' +
				' certificate, certificate_event, person, op, unit_leader, granted_role,' +
				' round, job, competence, role, offering, coverage, requirement, catalogue_change,' +
				' catalogue_import, topic, scale_text, anchor_text, survey, survey_draft, survey_change, section, item,' +
				' round_event, consultation, consultation_statement',
		),
	);

const writes = {
	'PUT /survey/assessments/{id}/answers/{item}': [`/survey/assessments/${assessment}/answers/${item}`, { level: 3, rev: 0 }],
	'POST /survey/assessments/{id}': [`/survey/assessments/${assessment}`, { do: 'save' }],
	'POST /survey/assessments/{id}/submit': [`/survey/assessments/${assessment}/submit`, {}],
	'POST /survey/assessments/{id}/reopen': [`/survey/assessments/${assessment}/reopen`, {}],
	'POST /survey/requests': ['/survey/requests', { title: 'Kurs', form: 'digital' }],
	'POST /survey/requests/{id}': [`/survey/requests/${draft}`, { do: 'cancel' }],
	'POST /survey/language': ['/survey/language', { language: 'nn' }],
	'POST /leader/requests/{id}': [`/leader/requests/${open}`, { do: 'approve' }],
	'POST /hr/jobs/{id}': [`/hr/jobs/${job}`, { do: 'cancel' }],
	'POST /hr/rounds/{id}/reminders': [`/hr/rounds/${round}/reminders`, { kind: 'never' }],
	'POST /hr/reminders/{id}': [`/hr/reminders/${failed(round)}`, { which: 'failed' }],
	'POST /leader/reminders': ['/leader/reminders', { round: Number(round), kind: 'never' }],
	...catalogue,
	...certificates,
	...people,
	...surveys,
	...rounds,
};

// The places a request can come from, and whether one of them is ours.
const places = [
	['same-origin', undefined, true],
	['same-origin', 'http://evil.example', true],
	[null, origin, true],
	[null, origin.replace('127.0.0.1', 'localhost'), true],
	['cross-site', origin, false],
	['same-site', origin, false],
	['none', origin, false],
	['Same-Origin', origin, false],
	[null, undefined, false],
	[null, 'null', false],
	[null, 'http://evil.example', false],
	[null, `${origin}.evil.example`, false],
	[null, `${origin}/`, false],
	[null, origin.replace('http', 'https'), false],
];
// What is under a token's pad, the same all day: as a token by itself it is none.
const bare = (mine) => {
	const bytes = Buffer.from(mine, 'hex');
	return Buffer.from(bytes.subarray(0, 32).map((pad, i) => pad ^ bytes[32 + i])).toString('hex');
};
const tokens = (mine, theirs) => [
	['none', undefined, false],
	['empty', '', false],
	['another user’s', theirs, false],
	['cut', mine.slice(0, -1), false],
	['longer', `${mine}0`, false],
	['without its pad', bare(mine), false],
	['changed', mine.replace(/^./, (c) => (c === '0' ? '1' : '0')), false],
	['zeros', '0'.repeat(128), false],
	['not hex', 'g'.repeat(128), false],
	['own', mine, true],
];

const table = routes()
	.filter((route) => route.method !== 'GET')
	.map((route) => `${route.method} /${route.program}${route.path}`);
check(
	'csrf: every write route is tested',
	table.every((name) => writes[name]) && table.length === Object.keys(writes).length,
	table.filter((name) => !writes[name]).join(),
);

async function attempt(name, way, [site, from], value) {
	const [path, fields] = writes[name];
	const [who] = asker(name);
	const headers = { 'Sec-Fetch-Site': site, ...(from && { Origin: from }) };
	if (way === 'form') {
		const body = new URLSearchParams({ ...fields, ...(value !== undefined && { csrf: value }) }).toString();
		return http(
			who,
			name.split(' ')[0],
			path,
			{ ...headers, Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
			body,
		);
	}
	return http(
		who,
		name.split(' ')[0],
		path,
		{ ...headers, 'Content-Type': 'application/json', ...(value !== undefined && { 'X-CSRF-Token': value }) },
		JSON.stringify(fields),
	);
}

// Every place with every token for one route of each program; elsewhere what differs from a good request in one thing alone.
function forgeries(name, mine, theirs) {
	const first = Object.keys(writes).find((other) => other.split('/')[1] === name.split('/')[1]);
	return places
		.flatMap((place) => tokens(mine, theirs).map((value) => [place, value]))
		.filter(([place, value]) => !(place[2] && value[2]))
		.filter(([place, value]) => name === first || place === places[0] || value[2]);
}

// First all that must be refused, then what must not.
for (const name of Object.keys(writes)) {
	const [, mine, theirs] = asker(name);
	for (const way of name.startsWith('PUT') ? ['JSON'] : ['JSON', 'form']) {
		const before = sum();
		const passed = [];
		const list = forgeries(name, mine, theirs);
		for (const [place, [title, value]] of list) {
			const answer = await attempt(name, way, place, value);
			if (answer.status !== 403) passed.push(`${place[0]} ${place[1]} ${title}: ${answer.status}`);
		}
		check(
			`csrf: ${name} as ${way}: ${list.length} forgeries are refused`,
			passed.length === 0,
			passed.slice(0, 3).join(' · '),
		);
		check(`csrf: ${name} as ${way}: and nothing is changed`, before === sum());
	}
}
// A token in the address, or JSON's token in its body, is none.
check(
	'csrf: a token in the address is none',
	(await http(employee, 'POST', `/survey/language?csrf=${own}`, { 'Content-Type': 'application/x-www-form-urlencoded' }, 'language=nn'))
		.status === 403,
);
check(
	'csrf: nor in a JSON body',
	(
		await http(
			employee,
			'POST',
			'/survey/language',
			{ 'Content-Type': 'application/json' },
			JSON.stringify({ language: 'nn', csrf: own }),
		)
	).status === 403,
);
check(
	'csrf: a refusal says which it is',
	JSON.parse((await http(employee, 'POST', '/survey/language', { 'Content-Type': 'application/json' }, '{}')).body).type ===
		'urn:grunnmur:problem:csrf',
);
for (const name of Object.keys(writes))
	for (const place of places.filter((one_) => one_[2])) {
		const answer = await attempt(name, name.startsWith('PUT') ? 'JSON' : 'form', place, asker(name)[1]);
		check(
			`csrf: ${name} from ${place[0] ?? place[1]} with its token is let in`,
			answer.status !== 403 && answer.status < 500,
			`${answer.status}`,
		);
	}
finish();
