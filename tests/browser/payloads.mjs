// What people write is text wherever it is shown: of a hundred ways to smuggle markup into every text that is stored, none
// makes an element, an attribute or another scheme of a link on any page (security.md S10).
import { makeFile } from '../web/certificates.mjs';
import { one, sql } from '../web/http.mjs';
import { again, base, check, device, equal, finish, json } from './browser.mjs';

const openings = ['', '"', "'", '`', '">', "'/>", '-->', '</title>', '</script>', '</textarea>', '</option>', '\\"'];
const vectors = [
	'<script>x()</script>', '<img src=x onerror=x()>', '<svg/onload=x()>', ' onfocus=x() autofocus ', ' style=color:red x="',
	'{{{page.csrf}}}', '&lt;b>&#60;i>', 'javascript:x()', '<!--',
];
// Three at a time, so that a page is read once for them; columns that are too short for three have one of them by turns.
const payloads = openings.flatMap((opening) => [0, 3, 6].map((first) =>
	vectors.slice(first, first + 3).map((vector) => opening + vector)));

// Every text of people, HR or leaders: all columns that are no code.
const columns = sql(`SELECT c.TABLE_NAME, c.COLUMN_NAME, c.CHARACTER_MAXIMUM_LENGTH FROM information_schema.COLUMNS c
	JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)
	WHERE c.TABLE_SCHEMA = 'grunnmur' AND t.TABLE_TYPE = 'BASE TABLE' AND c.DATA_TYPE = 'varchar'
	AND c.CHARACTER_SET_NAME = 'utf8mb4' AND c.COLUMN_KEY <> 'PRI' AND c.COLUMN_NAME NOT IN
	('login', 'draft_value', 'value', 'detail', 'reference')`);
const tables = [...new Set(columns.map(([table]) => table))];

const employee = (await json(await device('employee'), '/grunnmur/survey/')).person.id;
const leader = (await json(await device('leader'), '/grunnmur/leader/')).units[0].id;
const assessments = `assessment_id IN (SELECT id FROM assessment WHERE person_id = ${employee})`;

sql(`INSERT IGNORE INTO audit_look (viewer_id, object, object_id, day, action, last_at, detail)
	SELECT p.id, 'person', ${employee}, '2026-01-02', 'read', '2026-01-02', '' FROM person p WHERE p.id <> ${employee} LIMIT 1;
	UPDATE assessment SET state = 'reopened', submitted_at = '2026-01-02', started_at = '2026-01-02' WHERE person_id = ${employee}`);
sql(`INSERT INTO people_source (code, name, format, municipality_id) SELECT 'TEXT', 'Tekst', 'csv', MIN(id) FROM municipality;
	INSERT INTO people_source_column VALUES (LAST_INSERT_ID(), 'people', 'number', 'Tekst');
	INSERT INTO people_import (source_id, state, asked_at, has_people, has_units)
	 SELECT MAX(id), 'checked', '2026-01-02', 1, 1 FROM people_source;
	INSERT INTO people_change (import_id, kind, code, severity, item, name, old, new, file, line, heading)
	 SELECT MAX(id), kind, code, IF(kind = 'fault', 'left_out', NULL), 'T1', 'Tekst', 'Tekst', 'Tekst', NULL, 1, 'Tekst' FROM people_import JOIN
	 (SELECT 'fault' AS kind, 'day' AS code UNION SELECT 'conflict', 'login_new' UNION SELECT 'changed', 'family_name') AS kinds`);
const request = one(`SELECT id FROM training_request WHERE unit_id = ${leader} AND state = 'submitted' LIMIT 1`);
const own = one(`SELECT id FROM training_request WHERE person_id = ${employee} AND state = 'returned' LIMIT 1`);
const certificate = makeFile(employee);
sql(`INSERT INTO certificate_event (certificate_id, at, actor_id, step, reason)
	VALUES (${certificate}, '2026-01-02', ${employee}, 'corrected', 'x')`);
const assessment = one(`SELECT id FROM assessment WHERE person_id = ${employee} LIMIT 1`);
const round = one('SELECT MIN(id) FROM round');
const of = (table) => one(`SELECT MIN(id) FROM ${table}`);
const competence = one('SELECT code FROM competence ORDER BY id LIMIT 1');

const only = { answer: assessments, consultation_party: 'office_id IS NULL' };   // who holds an office has no name beside it

const quoted = (text) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
function store(texts) {
	const fitting = (length, i) => (texts.join('').length <= length ? texts.join('') : texts[i % texts.length]);
	const update = (table) => {
		const sets = columns.filter(([name]) => name === table)
			.map(([, column, length], i) => `\`${column}\` = ${quoted(fitting(length, i))}`);
		return `UPDATE \`${table}\` SET ${sets.join(', ')}${only[table] ? ` WHERE ${only[table]}` : ''}`;
	};
	sql(`START TRANSACTION; ${tables.map(update).join('; ')}; COMMIT`);
}

const survey = `/grunnmur/survey/assessments/${assessment}`;
const pages = [
	['employee', '/grunnmur/survey/'], ['employee', `${survey}?section=1`], ['employee', `${survey}?section=7`],
	['employee', '/grunnmur/survey/profile'], ['employee', `/grunnmur/survey/training?competence=${competence}`],
	['employee', '/grunnmur/survey/requests'], ['employee', `/grunnmur/survey/requests/${own}`], ['employee', '/grunnmur/survey/my-data'],
	['employee', '/grunnmur/survey/certificates'], ['employee', `/grunnmur/survey/certificates/${certificate}`],
	['leader', '/grunnmur/leader/certificates'], ['leader', `/grunnmur/leader/certificates/${certificate}`],
	['leader', '/grunnmur/leader/'], ['leader', `/grunnmur/leader/units/${leader}`], ['leader', `/grunnmur/leader/employees/${employee}`],
	['leader', '/grunnmur/leader/requests'], ['leader', `/grunnmur/leader/requests/${request}`],
	...['rounds', `rounds/${round}`, `rounds/${round}/edit`, `rounds/${round}/consultation`, `rounds/${round}/letters`, 'surveys',
		`surveys/${of('survey')}`, 'catalogue', `catalogue/${of('competence')}`, 'roles', `roles/${of('role')}`,
		`roles/${of('role')}/requirements`, 'offerings', `offerings/${of('offering')}`, 'topics', 'levels', 'people',
		`people/sources/${of('people_source')}`,
		...['fault', 'conflict', 'changed'].map((kind) => `people/import/${of('people_import')}?kind=${kind}`),
	].map((path) => ['hr', `/grunnmur/hr/${path}`]),
	// What was typed comes back with what is wrong with it.
	['employee', '/grunnmur/survey/requests', 'title,reason,hours,form,starts_on'],
	['employee', `/grunnmur/survey/requests/${own}`, 'do,title,reason,price,comment'],
	['employee', '/grunnmur/survey/certificates', 'competence,issuer,number,issued_on,expires_on'],
	['employee', `/grunnmur/survey/certificates/${certificate}`, 'do,issuer,number'],
	['leader', `/grunnmur/leader/certificates/${certificate}`, 'do,reason'],
	['employee', survey, 'do,section'],
	['leader', `/grunnmur/leader/requests/${request}`, 'do,reason'],
];

const browsers = {};
for (const who of ['employee', 'leader', 'hr']) {
	browsers[who] = await device(who);
	await browsers[who].goto('/grunnmur/survey/');
	browsers[who].token = await browsers[who].getAttribute('[name="csrf"]', 'value');
}

async function html([who, path, fields], texts) {
	const { request: client, token } = browsers[who];
	// One in each field, by turns: together they are too long for some.
	const form = Object.fromEntries((fields ?? '').split(',').map((field, i) => [field, texts[i % texts.length]]));
	const answer = fields
		? await client.post(path, { form: { csrf: token, ...form }, headers: { Origin: base[who] }, ...again })
		: await client.get(path, again);
	if (![200, 422].includes(answer.status())) throw new Error(`${path}: ${answer.status()}`);
	return answer.text();
}

// All elements of the pages with the names of their attributes, and the schemes of links, as a browser reads them.
const bones = (texts) => browsers.hr.evaluate((list) => list.map((text) => {
	const links = ['href', 'src', 'action', 'formaction'];
	const scheme = (value) => new URL(value, location.href).protocol;
	const bone = ({ localName, attributes }) => [localName, ...Array.from(attributes, ({ name, value }) =>
		(links.includes(name) ? `${name}:${scheme(value)}` : name)).sort()].join(' ');
	return Array.from(new DOMParser().parseFromString(text, 'text/html').querySelectorAll('*'), bone).sort();
}), texts);
const read = async (texts) => {
	store(texts);
	return bones(await Promise.all(pages.map((page) => html(page, texts))));
};

// The first reading leaves the traces of who looked that my data shows in the second.
await read(['Tekst']);
const plain = await read(['Tekst']);
for (const payload of payloads) {
	await check(`payloads: ${payload.join(' ')}`, async () => {
		const found = await read(payload);
		pages.forEach(([, path], i) => {
			if (found[i].join('\n') === plain[i].join('\n')) return;
			const rest = [...plain[i]];
			const added = found[i].filter((bone) => rest.indexOf(bone) < 0 || !rest.splice(rest.indexOf(bone), 1));
			equal([added, rest], [[], []], path);
		});
	});
}

await finish();
