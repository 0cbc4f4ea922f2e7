// What bad bodies get (security.md S9, S16, S17) on every write route: the right status, and nothing changed.
import { writes as catalogue } from './catalogue.mjs';
import { writes as surveys } from './survey_cases.mjs';
import { writes as people } from './people.mjs';
import { bodies as reminders } from './reminder_cases.mjs';
import { writes as certificates } from './certificates.mjs';
import { check, finish, http, json, one, routes, sql, token } from './http.mjs';
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
const item = one(`SELECT item_id FROM answer WHERE assessment_id = ${assessment} AND required = 1 LIMIT 1`);
const question = one(
	`SELECT a.item_id FROM answer a JOIN item i ON i.id = a.item_id AND i.type <> 'competence' WHERE a.assessment_id = ${assessment} LIMIT 1`,
);
const unit = one(`SELECT unit_id FROM assessment WHERE id = ${assessment}`);
const request = (state) =>
	one(`INSERT INTO training_request (person_id, unit_id, title, form, state, submitted_at)
	VALUES (${person}, ${unit}, 'Kurs', 'classroom', '${state}', '2026-01-01'); SELECT LAST_INSERT_ID()`);
const returned = request('returned'),
	open = request('submitted');
const round = one('SELECT MIN(id) FROM round');
const job = one(`INSERT INTO job (kind, object_id, asked_at, state, ended_at)
		VALUES ('round.open', 1, '2026-01-01', 'done', '2026-01-01'); SELECT LAST_INSERT_ID()`);
sql(`UPDATE assessment SET state = 'assigned', submitted_at = NULL WHERE id = ${assessment};
	UPDATE answer SET draft_level = NULL, draft_not_relevant = 0, draft_value = NULL, rev = 0 WHERE assessment_id = ${assessment}`);

// A good body of each write route, in JSON. What does not fit is made from it.
const writes = {
	'PUT /survey/assessments/{id}/answers/{item}': {
		path: `/survey/assessments/${assessment}/answers/${item}`,
		good: { level: 3, rev: 0 },
		misfits: [
			{ level: '3' },
			{ level: 3.5 },
			{ level: -1 },
			{ level: 5 },
			{ level: 1e10 },
			{ level: true },
			{ level: [] },
			{ level: {} },
			{ wish: 1 },
			{ wish: 'true' },
			{ teach: 'on' },
			{ not_relevant: 'yes' },
			{ not_relevant: true },
			{ comment: 'x'.repeat(1001) },
			{ comment: 'ø'.repeat(1001) },
			{ comment: 7 },
			{ comment: ['a'] },
			{ rev: null },
			{ rev: -1 },
			{ rev: '0' },
			{ rev: 4294967296 },
			{ rev: 0.5 },
			{ value: 'text' },
		],
	},
	[`PUT /survey/assessments/{id}/answers/{item} (a question)`]: {
		path: `/survey/assessments/${assessment}/answers/${question}`,
		good: { value: null, rev: 0 },
		misfits: [{ value: ['nothing'] }, { value: {} }, { value: true }, { value: 7 }, { value: ['a', ['b']] }, { level: 2 }],
	},
	'POST /survey/assessments/{id}': {
		path: `/survey/assessments/${assessment}`,
		good: { do: 'save' },
		form: true,
		misfits: [
			{ do: 'jump' },
			{ do: null },
			{ do: 1 },
			{ section: 0 },
			{ section: 'x' },
			{ section: 1e9 },
			{ [`rev_${item}`]: 0, [`level_${item}`]: 9 },
			{ [`rev_${item}`]: -1 },
			{ [`rev_${item}`]: 0, [`comment_${item}`]: 'x'.repeat(1001) },
		],
	},
	'POST /survey/assessments/{id}/submit': {
		path: `/survey/assessments/${assessment}/submit`,
		good: {},
		form: true,
		misfits: [{ rev: 'x' }, { rev: -1 }, { op: 'short' }, { op: 'G'.repeat(32) }],
	},
	'POST /survey/assessments/{id}/reopen': {
		path: `/survey/assessments/${assessment}/reopen`,
		good: {},
		form: true,
		misfits: [{ rev: 'x' }, { op: 'A'.repeat(32) }],
	},
	'POST /survey/requests': {
		path: '/survey/requests',
		good: { title: 'Kurs', form: 'digital' },
		form: true,
		misfits: [
			{ title: '' },
			{ title: 'x'.repeat(201) },
			{ title: 7 },
			{ form: 'magic' },
			{ form: null },
			{ offering: 987654 },
			{ offering: -1 },
			{ offering: 'x' },
			{ starts_on: '2026-02-30' },
			{ starts_on: '1.1.20x' },
			{ starts_on: 20260101 },
			{ starts_on: '2027-02-01', ends_on: '2027-01-01' },
			{ hours: -1 },
			{ hours: 10000 },
			{ hours: 1.234 },
			{ hours: 'many' },
			{ price: -0.5 },
			{ price: 1e9 },
			{ substitute_hours: 'x' },
			{ study_leave_days: 1000 },
			{ competences: ['NO-SUCH'] },
			{ competences: 'x'.repeat(25) },
			{ competences: Array(51).fill('X') },
			{ competences: [1] },
			{ competences: {} },
			{ reason: 'x'.repeat(2001) },
			{ do: 'approve' },
			{ op: '1' },
		],
	},
	'POST /survey/requests/{id}': {
		path: `/survey/requests/${returned}`,
		good: { do: 'save', title: 'Kurs', form: 'digital' },
		form: true,
		misfits: [
			{ do: null },
			{ do: 'approve' },
			{ title: '' },
			{ form: 'x' },
			{ ends_on: 'x' },
			{ price: 'x' },
			{ comment: 'x'.repeat(2001) },
			{ rev: 'x' },
		],
	},
	'POST /survey/language': {
		path: '/survey/language',
		good: { language: 'nb' },
		form: true,
		misfits: [{ language: 'xx' }, { language: '' }, { language: null }, { language: 'nbx' }, { language: 1 }],
	},
	'POST /leader/requests/{id}': {
		path: `/leader/requests/${open}`,
		good: { do: 'approve' },
		form: true,
		misfits: [
			{ do: 'decline' },
			{ do: 'return', reason: ' \n ' },
			{ do: 'approved' },
			{ do: null },
			{ reason: 'x'.repeat(2001) },
			{ rev: 'x' },
			{ op: 'x' },
		],
	},
	'POST /hr/jobs/{id}': {
		path: `/hr/jobs/${job}`,
		good: { do: 'cancel' },
		form: true,
		misfits: [{ do: 'done' }, { do: null }, { do: 1 }, { op: 'x' }],
	},
	...reminders(round),
	...Object.fromEntries(
		Object.entries({ ...catalogue, ...surveys, ...rounds, ...people, ...certificates }).map(([name, [path, good, misfits, known]]) => [
			name,
			{ path, good, form: true, misfits, known },
		]),
	),
};
const tables =
	'answer, assessment, training_request, training_draft, training_event, training_request_competence, person, position, ' +
	'people_source, people_source_column, people_import, ' +
	'unit_leader, granted_role, op, round, office, certificate, certificate_event, certificate_file, job, ' +
	'competence, role, offering, coverage, requirement, catalogue_change, ' +
	'catalogue_import, topic, scale_text, anchor_text, survey, survey_draft, survey_change, section, item, ' +
	'round_text, round_notice, round_event, consultation, consultation_party, consultation_statement';
const sum = () => JSON.stringify(sql(`CHECKSUM TABLE ${tables}`));

const table = routes()
	.filter((route) => route.method !== 'GET')
	.map((route) => `${route.method} /${route.program}${route.path}`);
check(
	'bodies: every write route is tested',
	table.every((name) => writes[name]),
	table.filter((name) => !writes[name]).join(),
);

const uploads = new Set(routes().filter((route) => route.upload).map((route) => `${route.method} /${route.program}${route.path}`));
const deep = (depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
// What is no JSON object that can be read: text of the body, or a function of the good one.
const unreadable = {
	nothing: '',
	'no JSON': 'x',
	half: '{"a":',
	'an array': '[]',
	'a text': '"x"',
	null: 'null',
	'a number': '1',
	'behind it something': (good) => `${good} x`,
	'two objects': (good) => `${good}${good}`,
	'a trailing comma': (good) => good.replace(/}$/, ',}'),
	'a comment': (good) => `/* */${good}`,
	'single quotes': "{'do':'save'}",
	'a byte order mark': (good) => `\ufeff${good}`,
	'a NUL': (good) => `${good}\0`,
	'an escaped NUL': '{"comment":"a\\u0000b"}',
	'a raw newline in a text': '{"comment":"a\nb"}',
	'a control byte': '{"comment":"a\u0001b"}',
	'a lone surrogate': '{"comment":"\\ud800"}',
	'bytes that are no UTF-8': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
	'an overlong form': Buffer.from('{"a":"\xc0\xaf"}', 'latin1'),
	'depth 33': `{"value":${deep(33)}}`,
	'depth 100000': `{"value":${deep(100000)}}`,
	'a number beyond all': '{"level":1e400}',
	'a leading zero': '{"level":01}',
	NaN: '{"level":NaN}',
	'a key twice': (good) => (good === '{}' ? '{"rev":1,"rev":1}' : good.replace(/^{("[^"]+":[^,}]+)/, '{$1,$1')),
	'a key in other letters': '{"LEVEL":1,"Do":"save"}',
	'301 keys': JSON.stringify(Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`k${i}`, 1]))),
	'an unknown key': (good) => good.replace(/}$/, `${good === '{}' ? '' : ','}"zzz":1}`),
	__proto__: (good) => good.replace(/}$/, `${good === '{}' ? '' : ','}"__proto__":{"a":1}}`),
};
const forms = {
	'an unknown field': 'zzz=1',
	'a field twice': 'do=save&do=save&language=nb&language=nb&rev=1&rev=1&title=a&title=b',
	'a bad escape': 'do=%',
	'a cut escape': 'do=%4',
	'no hex': 'do=%zz',
	'a NUL': 'do=%00',
	'no UTF-8': 'do=%ff',
	'an overlong form': 'do=%c0%af',
	'a control byte': 'do=%01',
	'301 fields': Array.from({ length: 301 }, (_, i) => `k${i}=1`).join('&'),
	'a nameless field': '=1',
};

async function ask(name, type, body, headers = {}) {
	const who = name.includes('/leader/') ? leader : name.includes('/hr/') ? hr : employee;
	return http(who, name.split(' ')[0], writes[name].path, { 'Content-Type': type, 'X-CSRF-Token': await token(who), ...headers }, body);
}

// All of a list get one of the statuses, and nothing is changed since the list before.
let sums = sum();
async function refused(name, title, list) {
	const wrong = [];
	for (const [what, statuses, answer] of list) {
		const got = await answer();
		const problem = json(got);
		if (!statuses.includes(got.status)) wrong.push(`${what}: ${got.status}`);
		else if (got.body && (problem?.status !== got.status || !problem.title)) wrong.push(`${what}: ${got.body.slice(0, 100)}`);
		else if (got.status === 422 && !Object.keys(problem?.errors ?? {}).length) wrong.push(`${what}: 422 names no field`);
	}
	check(`bodies: ${name}: ${list.length} ${title} are refused`, wrong.length === 0, wrong.slice(0, 6).join(' · '));
	const now = sum();
	check(`bodies: ${name}: ${title} change nothing`, now === sums);
	sums = now;
}

const columns = [...new Set(sql("SELECT DISTINCT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'grunnmur'").flat())];
// With a boundary that its body lacks.
const takesFiles = (name, type) => name === 'POST /hr/people/import' && type.startsWith('multipart');
const nasty = [
	"'",
	'"',
	'\\',
	';',
	'--',
	'0x',
	"' OR 1=1 -- ",
	'\u{1f600}',
	'=1+1',
	'<script>alert(1)</script>',
	'%s%n',
	'{{page.csrf}}',
	'../../etc/passwd',
	'\u202e',
	'é',
];

for (const [name, write] of Object.entries(writes)) {
	const good = JSON.stringify(write.good);
	await refused(
		name,
		'bodies that cannot be read',
		Object.entries(unreadable).map(([what, body]) => [
			what,
			what === 'nothing' && good === '{}' ? [200, 409, 422] : [400, ...(what === 'nothing' ? [422] : [])],
			() => ask(name, 'application/json', typeof body === 'function' ? body(good) : body),
		]),
	);
	await refused(
		name,
		'fields that do not fit',
		write.misfits.map((misfit) => [
			JSON.stringify(misfit).slice(0, 60),
			[400, 422],
			() => ask(name, 'application/json', JSON.stringify({ ...write.good, ...misfit })),
		]),
	);
	const known = new Set([
		...Object.keys(write.good),
		...write.misfits.flatMap((misfit) => Object.keys(misfit)),
		...(write.known ?? []),
		...'level wish teach comment not_relevant value rev do op reason return section offering title form'.split(' '),
		...'starts_on ends_on hours price substitute_hours study_leave_days competences language'.split(' '),
	]);
	await refused(
		name,
		'columns of tables',
		columns
			.filter((column) => !known.has(column))
			.map((column) => [column, [400], () => ask(name, 'application/json', JSON.stringify({ ...write.good, [column]: 1 }))]),
	);
	await refused(
		name,
		'types of content',
		[
			'text/plain',
			'application/xml',
			'multipart/form-data; boundary=x',
			'application/jsonp',
			'application/x-www-form-urlencodedx',
			'',
		].map((type) => [type, uploads.has(name) && type.startsWith('multipart') ? [400] : [415], () => ask(name, type, good === '{}' ? 'x' : good)]),
	);
	if (write.form)
		await refused(
			name,
			'forms that cannot be read',
			Object.entries(forms).map(([what, body]) => [what, [400], () => ask(name, 'application/x-www-form-urlencoded', body)]),
		);
	await refused(name, 'bodies that are too large', [
		['JSON', [413], () => ask(name, 'application/json', `{"a":"${'x'.repeat(1 << 20)}"}`)],
		['many numbers', [413, 400], () => ask(name, 'application/json', `{"a":[${'1,'.repeat(520000)}1]}`)],
		['a form', [413], () => ask(name, 'application/x-www-form-urlencoded', `a=${'x'.repeat(1 << 20)}`)],
	]);
}

// What is text is stored as it is, and comes back as it went.
let rev = 0;
for (const text of nasty) {
	const answer = await ask(
		'PUT /survey/assessments/{id}/answers/{item}',
		'application/json',
		JSON.stringify({ level: 1, comment: text, rev }),
	);
	rev = json(answer)?.rev;
	const stored = (await http(employee, 'GET', `/survey/assessments/${assessment}`)).body;
	const back = JSON.parse(stored)
		.sections.flatMap((section) => section.items)
		.find((one_) => one_.id === Number(item)).comment;
	check(
		`bodies: ${JSON.stringify(text)} comes back as it went`,
		answer.status === 200 && back === text.trim(),
		`${answer.status} ${back}`,
	);
}
const exact = { level: 1, comment: 'ø'.repeat(1000), rev };
check(
	'bodies: 1000 characters are 1000 characters',
	(await ask('PUT /survey/assessments/{id}/answers/{item}', 'application/json', JSON.stringify(exact))).status === 200,
);

// Queries ------------------------------------------------------------------------------------------
for (const query of ['a=1&a=2', Array.from({ length: 101 }, (_, i) => `k${i}=1`).join('&')])
	check(`bodies: the query ${query.slice(0, 20)} is refused`, (await http(employee, 'GET', `/survey/?${query}`)).status === 400);
for (const query of ['section=x', 'section=-1', 'lang=xx', 'a;b=1', "section=1'"])
	check(
		`bodies: the query ${query} does no harm`,
		(await http(employee, 'GET', `/survey/assessments/${assessment}?${query}`)).status === 200,
	);
for (const query of ['section=99', 'section=99999999999'])
	check(
		`bodies: the query ${query} finds nothing`,
		(await http(employee, 'GET', `/survey/assessments/${assessment}?${query}`)).status === 404,
	);
finish();
