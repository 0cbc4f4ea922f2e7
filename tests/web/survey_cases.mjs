// The builder's addresses for the other tests: drafts and versions that are fresh, good bodies, what does not fit.
import { readFileSync } from 'node:fs';
import { check, one, sql } from './http.mjs';
import { faultsOf } from './schema.mjs';
import { refusals } from './survey_refusals.mjs';

const person = one('SELECT person_id FROM granted_role LIMIT 1');
const all = (text) => ({ nb: text, nn: text, en: text });
export const definition = (code) => ({
	code,
	title: all('Prøve'),
	notice: all('Vi spør fordi'),
	sections: [
		{
			code: 'first',
			title: all('Først'),
			audience: { everyone: true },
			competences: ['BRANN-GRUNN'],
			questions: [
				{
					code: 'Q1',
					type: 'one',
					required: false,
					text: all('Hva?'),
					choices: ['a', 'b'].map((code_) => ({ code: code_, text: all(code_) })),
				},
				{ code: 'Q2', type: 'date', required: false, show_if: { question: 'Q1', has: 'a' }, text: all('Når?') },
			],
		},
		{ code: 'second', title: all('Så'), audience: { leaders: true } },
	],
});

let made = 0;
const quoted = (value) => `'${JSON.stringify(value).replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
export const makeDraft = () => {
	const code = `DRAFT-${(made += 1)}-${process.pid}`;
	return one(`INSERT INTO survey_draft (code, definition, made_by, made_at, changed_by, changed_at)
		VALUES ('${code}', ${quoted(definition(code))}, ${person}, '2026-01-01', ${person}, '2026-01-01'); SELECT LAST_INSERT_ID()`);
};
export const makeVersion = () => {
	const survey = one(`INSERT INTO survey (code, version) VALUES ('VERSION-${(made += 1)}-${process.pid}', 1); SELECT LAST_INSERT_ID()`);
	sql(`INSERT INTO survey_text VALUES (${survey}, 'nb', 'Versjon'); INSERT INTO survey_notice VALUES (${survey}, 'nb', 'Fordi');
		INSERT INTO section (survey_id, position, code, for_everyone, for_leaders) VALUES (${survey}, 1, 'first', 1, 0);
		INSERT INTO section_text VALUES (LAST_INSERT_ID(), 'nb', 'Først')`);
	return survey;
};

const texts = (name, most) => [{ [`${name}_nb`]: '' }, { [`${name}_nb`]: 'x'.repeat(most + 1) }, { [`${name}_nn`]: 7 }, { [`${name}_en`]: ['x'] }];
const known = 'code section question place title_nb text_nb choice what type rule into step file'.split(' ');
const question = { section: 'first', text_nb: 'Hvor?', type: 'text' };

// Each write of a draft, by the end of its address: a good body, and what does not fit.
const changes = {
	'': [{ do: 'move', step: 'down.section.first' }, [{ do: 'fly' }, { do: null }, { step: 'up.section.none' }, { step: 7 },
		{ op: 'x' }, { rev: -1 }, { do: 'place', what: 'section', code: 'first', place: 0 }, { do: 'remove', what: 'cow', code: 'first' }]],
	'/texts': [{ title_nb: 'Ny tittel', notice_nb: 'Fordi' }, [...texts('title', 200), { notice_nb: 'x'.repeat(4001) }, { rev: 'x' }]],
	'/section': [{ title_nb: 'Del', everyone: true, rule: 'listed' }, [...texts('title', 200), { rule: 'magic' }, { rule: null },
		{ everyone: 'perhaps' }, { everyone: false }, { place: 0 }, { code: 'a b' }, { code: 'first' }, { sectors: 'x'.repeat(41) },
		{ roles: [{}] }]],
	'/competences': [{ section: 'first', shown: ['BRANN-GRUNN'], chosen: ['BRANN-GRUNN'] }, [{ chosen: ['NO-SUCH'] }, { chosen: [true] },
		{ chosen: {} }, { shown: 7 }, { section: '' }]],
	'/question': [question, [...texts('text', 500), { type: 'slider' }, { type: 'one' }, { type: null }, { required: 'perhaps' }, { show_if: 'Q1' },
		{ required: true, show_if: 'Q1.a' }, { into: 'none' }, { place: 0 }, { place: 'x' }, { code: 'Q1' }, { choice_1_nn: 'x' }]],
};
const tsv = 'class\ttype/scale\tname\ttext\tlanguage\nG\tG0\tLæring\t\tnb\nQ\tS\tQ9\tHva?\tnb\nQ\tF\tARR\tx\tnb\n';
changes['/limesurvey'] = [{ do: 'add', text: tsv }, [{ do: 'fly' }, { do: null }, { text: '' }, { text: 'class' }, { text: 7 }, { rev: 'x' }]];
const whole = (code) => ({ ...definition(code), version: 1 });
const fix = { section: 'first', title_nb: 'Rettet' };

// Each write route: [path, a good body, what does not fit, what else the form knows].
const list = {
	'POST /hr/surveys': { path: '/hr/surveys', good: { title_nb: 'Undersøkelse' }, misfits: [...texts('title', 200), { code: 'a b' }, { code: 7 }] },
	'POST /hr/surveys/import': {
		path: '/hr/surveys/import',
		good: { do: 'store', definition: whole('IMPORT') },
		misfits: [{ do: 'fly' }, { do: null }, { definition: 7 }, { definition: 'x' }, { definition: {} }, { definition: [] },
			{ replace: 'perhaps' }],
	},
	'POST /hr/surveys/{id}': { path: `/hr/surveys/${makeVersion()}`, good: { do: 'draft' }, misfits: [{ do: 'fly' }, { do: null }, { op: 'x' }] },
	'POST /hr/surveys/{id}/text': { path: `/hr/surveys/${makeVersion()}/text`, good: fix, misfits: [...texts('title', 200), { rev: 'x' }] },
	...Object.fromEntries(
		Object.entries(changes).map(([tail, [good, misfits]]) => [
			`POST /hr/surveys/drafts/{id}${tail}`,
			{ path: `/hr/surveys/drafts/${makeDraft()}${tail}`, good, misfits },
		]),
	),
};
export const writes = Object.fromEntries(Object.entries(list).map(([name, { path, good, misfits }]) => [name, [path, good, misfits, known]]));

// The rights of each route: HR alone, whose the draft or version may be.
export function cases({ read, form, change }) {
	const draft = { own: makeDraft, other: makeDraft, sees: () => true };
	const version = { own: makeVersion, other: makeVersion, sees: () => true };
	const reads = { '': '', '/preview': '', '/limesurvey': '', '/texts': '', '/section': '', '/survey.json': '' };
	for (const tail of ['/question', '/competences']) reads[tail] = '?section=first';
	return {
		'GET /hr/surveys': read,
		'GET /hr/surveys/new': read,
		'POST /hr/surveys': form({ title_nb: 'Undersøkelse' }, 303),
		'GET /hr/surveys/import': read,
		'POST /hr/surveys/import': {
			status: 201,
			ask: (login, path) => change({ do: 'store', definition: whole(`RIGHTS-${(made += 1)}`) }).ask(login, path),
		},
		'GET /hr/surveys/{id}/preview': { ...read, ...version },
		'GET /hr/surveys/{id}': { ...read, ...version },
		'POST /hr/surveys/{id}': { ...form({ do: 'draft' }, 303), ...version },
		'GET /hr/surveys/{id}/survey.json': { ...read, ...version },
		'GET /hr/surveys/{id}/text': { ...read, ...version },
		'POST /hr/surveys/{id}/text': { ...form(fix, 303), ...version },
		...Object.fromEntries(
			Object.entries(reads).map(([tail, query]) => [
				`GET /hr/surveys/drafts/{id}${tail}`,
				{ ...read, ...draft, path: (id) => `/hr/surveys/drafts/${id}${tail}${query}` },
			]),
		),
		...Object.fromEntries(
			Object.entries(changes).map(([tail, [good]]) => [
				`POST /hr/surveys/drafts/{id}${tail}`,
				{ ...form(Object.fromEntries(Object.entries(good).map(([name, value]) => [name, String(value)])), 303), ...draft },
			]),
		),
	};
}

// Every operation once and more, against the description: verify and fits are those of openapi.mjs.
export async function describe({ verify, fits, http, send, post, hr }) {
	const get = async (path, status = 200) => verify(path, 'GET', path.split('?')[0], await http(hr, 'GET', path), status);
	const bodies = { '': 'Draft' };
	for (const tail of Object.keys(changes).slice(1)) bodies[tail] = tail[1].toUpperCase() + tail.slice(2);
	const version = makeVersion(),
		draft = makeDraft();
	const drafts = `/hr/surveys/drafts/${draft}`;
	for (const path of ['/hr/surveys', '/hr/surveys/new', '/hr/surveys/1', '/hr/surveys/1/survey.json', `/hr/surveys/${version}`,
		'/hr/surveys/1/text', '/hr/surveys/1/text?section=law', '/hr/surveys/1/text?question=FORM', drafts, `${drafts}/texts`,
		`${drafts}/survey.json`,
		'/hr/surveys/import', '/hr/surveys/1/preview?section=2', `${drafts}/preview?leads=1`, `${drafts}/limesurvey`,
		`${drafts}/section`, `${drafts}/section?section=first`, `${drafts}/question?section=first`, `${drafts}/question?question=Q2`,
		`${drafts}/competences?section=first&q=brann`]) await get(path);
	for (const path of ['/hr/surveys/987654', '/hr/surveys/drafts/987654', `${drafts}/competences`]) await get(path, 404);
	const begin = { title_nb: 'Ny', code: 'API-NEW' };
	fits('a new survey', 'SurveyNewBody', begin);
	const asked = verify('a new survey', 'POST', '/hr/surveys', await send(hr, 'POST', '/hr/surveys', begin), 201);
	verify('once more', 'POST', '/hr/surveys', await send(hr, 'POST', '/hr/surveys', begin), 422);
	verify('as a form', 'POST', '/hr/surveys', await post(hr, '/hr/surveys', { title_nb: 'Ny' }), 303);
	verify('the draft of it', 'GET', `/hr/surveys/drafts/${asked.draft.id}`, await http(hr, 'GET', `/hr/surveys/drafts/${asked.draft.id}`), 200);
	for (const [tail, [good]] of Object.entries(changes)) {
		const path = `${drafts}${tail}`;
		fits(`a change of a draft${tail}`, `Survey${bodies[tail]}Body`, good);
		verify(`a change of a draft${tail}`, 'POST', path, await send(hr, 'POST', path, good), 200);
		verify(`a late change${tail}`, 'POST', path, await send(hr, 'POST', path, { ...good, rev: 77 }), 409);
		verify(`a change as a form${tail}`, 'POST', path, await post(hr, path, { ...good, ...(tail === '/section' && { everyone: '1' }) }), 303);
	}
	const last = verify('a version is made', 'POST', drafts, await send(hr, 'POST', drafts, { do: 'version' }), 200);
	await get(`/hr/surveys/${last.survey.id}`);
	const away = `/hr/surveys/drafts/${makeDraft()}`;
	verify('a draft is thrown away', 'POST', away, await send(hr, 'POST', away, { do: 'discard' }), 200);
	const path = `/hr/surveys/${version}`;
	verify('the next version', 'POST', path, await send(hr, 'POST', path, { do: 'draft' }), 201);
	verify('and once more', 'POST', path, await send(hr, 'POST', path, { do: 'draft' }), 409);
	verify('as a form', 'POST', path, await post(hr, `/hr/surveys/${last.survey.id}`, { do: 'draft' }), 303);
	fits('a text', 'SurveyTextBody', fix);
	verify('a text is put right', 'POST', `${path}/text`, await send(hr, 'POST', `${path}/text`, fix), 200);
	verify('late', 'POST', `${path}/text`, await send(hr, 'POST', `${path}/text`, { ...fix, rev: 0 }), 409);
	verify('as a form', 'POST', `${path}/text`, await post(hr, `${path}/text`, { ...fix, title_nb: 'Rett' }), 303);
	const look = async (body) => send(hr, 'POST', '/hr/surveys/import', { do: 'check', definition: body });
	const good = whole('API-IMPORT');
	fits('an import', 'SurveyImportBody', { do: 'store', definition: good });
	const seen = verify('a definition is looked through', 'POST', '/hr/surveys/import', await look(good), 200);
	check('openapi: a good definition has no faults', seen.faults.length === 0, JSON.stringify(seen.faults));
	const stored = { do: 'store', definition: good };
	verify('and stored', 'POST', '/hr/surveys/import', await send(hr, 'POST', '/hr/surveys/import', stored), 201);
	verify('and once more', 'POST', '/hr/surveys/import', await send(hr, 'POST', '/hr/surveys/import', stored), 422);
	const form = { do: 'store', definition: JSON.stringify(good), replace: '1' };
	verify('in its place, as a form', 'POST', '/hr/surveys/import', await post(hr, '/hr/surveys/import', form), 303);
	const limesurvey = `${drafts}/limesurvey`;
	const again = `/hr/surveys/drafts/${makeDraft()}/limesurvey`;
	const read = verify('LimeSurvey', 'POST', again, await send(hr, 'POST', again, { do: 'check', text: tsv }), 200);
	check('openapi: what LimeSurvey has and we have not is told', read.lost.length === 1 && read.lost[0].code === 'ARR', limesurvey);
	await refuse({ look, verify });
}

// The schema and the product's own check agree, on the starter survey and on each refusal.
async function refuse({ look, verify }) {
	const schema = { $ref: 'survey.schema.json' };
	const seed = JSON.parse(readFileSync('sql/seed/survey.json', 'utf8'));
	check('schema: the starter survey fits', faultsOf({}, schema, seed).length === 0, faultsOf({}, schema, seed).join(' · '));
	for (const [what, change, path, inSchema] of refusals) {
		const body = structuredClone(whole('REFUSED'));
		change(body);
		const { faults } = verify(what, 'POST', '/hr/surveys/import', await look(body), 200);
		const sees = faultsOf({}, schema, body).length > 0;
		check(`schema: ${what} is refused at ${path}`, faults.some((fault) => fault.path === path), JSON.stringify(faults).slice(0, 200));
		check(`schema: ${what} is ${inSchema ? '' : 'not '}seen by the schema`, sees === inSchema, faultsOf({}, schema, body).join(' · '));
	}
}
