// The catalogue's addresses for the other tests: a good body to make and to change each kind, and what does not fit.
import { http, json, one, sql } from './http.mjs';

const unit = one('SELECT code FROM unit ORDER BY id LIMIT 1');
const texts = { name_nb: 'Sårstell', name_nn: 'Sårstell', description_nb: 'Steller sår.' };
const competence = { ...texts, topic: 'emergency', sector: 'felles', facets: ['knowledge'] };
const role = { name_nb: 'Vikar', sector: 'felles' };
const offering = { title_nb: 'Kurs', form: 'digital', provider: 'Vi', hours: 1.5, price: 0 };
const coverage = { level: 3, people: 2, basis: 'ROS' };
const days = [{ valid_to: '2026-02-30' }, { valid_to: 'x' }, { valid_to: 20260101 }];
const names = ['name_nb', 'name_nn', 'name_en'];

// A new one's own fields, a whole body, what one that is used keeps, misfits, what else the form knows.
export const kinds = {
	catalogue: {
		table: 'competence',
		fresh: (code) => ({ code }),
		body: competence,
		kept: { facets: undefined, statutory: true, law: 'lov' },
		misfits: [
			{ name_nb: '' },
			{ name_nb: 'x'.repeat(121) },
			{ description_nb: 'ø'.repeat(501) },
			{ topic: 'none' },
			{ sector: 'havet' },
			{ facets: [] },
			{ facets: ['magic'] },
			{ statutory: true, law: '' },
			{ statutory: 'perhaps' },
			{ proof: 7 },
			{ renewal_months: 0, renewal_basis: 'law' },
			{ renewal_months: 12 },
			{ renewal_basis: 'habit' },
			{ laws: [{ act: 'lov' }] },
			{ laws: [{ act: 'lov', address: 'http://x' }] },
			{ laws: Array(11).fill({ act: 'lov', address: 'https://x' }) },
			{ valid_from: '2027-01-02', valid_to: '2027-01-01' },
			...days,
		],
		known: [...names, 'description_nn', 'description_en', 'law', 'code'],
	},
	roles: {
		table: 'role',
		fresh: (code) => ({ code }),
		body: role,
		misfits: [
			{ name_nb: null },
			{ sector: '' },
			{ styrk08: '12' },
			{ requirements: [{ competence: 'NO-SUCH', facet: 'knowledge', level: 2 }] },
			{ requirements: [{ competence: 'BRANN-GRUNN', facet: 'knowledge', level: 5 }] },
			...days,
		],
		known: [...names, 'code'],
	},
	offerings: {
		table: 'offering',
		fresh: (code) => ({ code }),
		body: offering,
		misfits: [
			{ title_nb: '' },
			{ form: 'magic' },
			{ provider: '' },
			{ hours: -1 },
			{ price: 'x' },
			{ places: 0 },
			{ places: 1.5 },
			{ competences: [{ competence: 'NO-SUCH', reaches_level: 2 }] },
			...days,
		],
		known: ['title_nn', 'title_en', 'code'],
	},
	coverage: {
		table: 'coverage',
		fresh: () => ({ unit, competence: 'BRANN-GRUNN', facet: one(`SELECT facet FROM competence_facet f
			JOIN competence c ON c.id = f.competence_id WHERE c.code = 'BRANN-GRUNN' LIMIT 1`) }),
		body: coverage,
		misfits: [{ level: 0 }, { level: 5 }, { people: 0 }, { share: 10 }, { people: null }, { basis: 'x'.repeat(201) }, ...days],
		known: ['unit', 'competence', 'facet'],
	},
	topics: {
		table: 'topic',
		fresh: (code) => ({ code }),
		body: { name_nb: 'Digitalt', name_nn: 'Digitalt', position: 3 },
		misfits: [{ name_nb: '' }, { name_nb: 'x'.repeat(121) }, { position: 0 }, { position: 'x' }, { position: 1.5 }, ...days],
		known: ['name_en', 'code', 'valid_to'],
	},
	levels: {
		table: '(SELECT level + 1 AS id FROM scale_text WHERE language = \'nb\') x',
		body: { name_nb: 'Selvstendig', anchor_nb: 'Gjør det alene.' },
		misfits: [{ name_nb: '' }, { anchor_nb: null }, { name_nn: 'Aleine', anchor_nn: '' }, { name_nb: 'x'.repeat(61) }],
		known: ['name_en', 'anchor_en', 'level'],
	},
	anchors: {
		table: '(SELECT (facet + 0 - 1) * 5 + level + 1 AS id FROM anchor_text WHERE language = \'nb\') x',
		body: { text_nb: 'Gjør det alene.' },
		misfits: [{ text_nb: '' }, { text_nb: 'x'.repeat(301) }, { text_nn: 'x'.repeat(301) }],
		known: ['text_en', 'facet', 'level'],
	},
};
sql(`INSERT IGNORE INTO coverage (unit_id, competence_id, facet, level, people)
	SELECT u.id, f.competence_id, f.facet, 2, 1 FROM (SELECT MAX(id) AS id FROM unit) u,
	(SELECT competence_id, facet FROM competence_facet ORDER BY competence_id LIMIT 2) f`);

// Two that are there.
export const ids = (kind) => sql(`SELECT id FROM ${kinds[kind].table} ORDER BY id LIMIT 2`).flat();

// Each write route of the catalogue: [path, a good body, what does not fit, what else the form knows].
const one_ = (kind) => ids(kind)[0];
const facet = (competence) => one(`SELECT facet FROM competence_facet WHERE competence_id = ${competence} ORDER BY facet LIMIT 1`);
export const codeOf = (kind) => one(`SELECT code FROM ${kinds[kind].table} WHERE id = ${one_(kind)}`);
const wish = (key, kind) => ({ [key]: codeOf(kind), facet: facet(one_('catalogue')), level: 3 });
const unfit = (good) => [
	{ requirements: 1 },
	{ requirements: ['x'] },
	{ requirements: [{ ...good, level: 5 }] },
	{ requirements: [{ ...good, level: '1' }] },
	{ requirements: [{ ...good, level: undefined }] },
	{ requirements: [{ ...good, facet: 'magic' }] },
	{ requirements: [{ ...good, statutory: 1 }] },
	{ requirements: [{ ...good, rev: -1 }] },
	{ page: 0 },
	{ part: 'x'.repeat(41) },
];
const tables = [
	['roles', wish('competence', 'catalogue')],
	['catalogue', wish('role', 'roles')],
];

// A file that was sent in and would make a role; what it would do, told by its digest.
let files = 0;
export const file = () => `code;name_nb;sector\nFILE${(files += 1)};Rolle;felles\n`;
export const makeImport = () =>
	one(`INSERT INTO catalogue_import (kind, name, at, actor_id, body)
	 SELECT 'roles', 'roller.csv', UTC_TIMESTAMP(), person_id, '${file()}' FROM granted_role LIMIT 1; SELECT LAST_INSERT_ID()`);
const adviser = one("SELECT login FROM person JOIN granted_role g ON g.person_id = id WHERE g.role = 'hr' LIMIT 1");
export const digestOf = async (path) => json(await http(adviser, 'GET', path))?.digest;
const waiting = `/hr/catalogue/import/${makeImport()}`;
export const writes = Object.fromEntries([
	[
		'POST /hr/catalogue/import',
		[
			'/hr/catalogue/import',
			{ kind: 'roles', text: file() },
			[{ kind: 'people' }, { kind: null }, { text: '' }, { text: 1 }, { name: 'x'.repeat(201) }, { name: 'a', text: ' ' }, { file: 1 }],
			['name'],
		],
	],
	[
		'POST /hr/catalogue/import/{id}',
		[
			waiting,
			{ do: 'apply', digest: (await digestOf(waiting)) ?? '0'.repeat(16) },
			[{ do: 'undo' }, { do: null }, { digest: '' }, { digest: 'x' }, { digest: 1 }, { op: 'x' }],
			[],
		],
	],
	...Object.entries(kinds).flatMap(([name, { fresh, body, kept, misfits, known }], i) => [
		...(fresh ? [[`POST /hr/${name}`, [`/hr/${name}`, { ...fresh(`NEW${i}`), ...body }, misfits, known]]] : []),
		[`POST /hr/${name}/{id}`, [`/hr/${name}/${one_(name)}`, { do: 'save', ...body, ...kept }, misfits, known]],
	]),
	...tables.map(([name, good]) => [
		`POST /hr/${name}/{id}/requirements`,
		[`/hr/${name}/${one_(name)}/requirements`, { requirements: [good] }, unfit(good), []],
	]),
]);
