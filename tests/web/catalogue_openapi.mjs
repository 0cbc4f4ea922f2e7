// The catalogue against its description: each kind is listed, made, changed, refused; requirements are set.
import { readFileSync } from 'node:fs';
import { digestOf, ids, kinds, makeImport, writes } from './catalogue.mjs';
import { check, http, json, post, send, sql } from './http.mjs';
import { faultsOf } from './schema.mjs';

const bodies = {
	coverage: 'CoverageBody',
	catalogue: 'CompetenceBody',
	roles: 'RoleBody',
	offerings: 'OfferingBody',
	topics: 'CatalogueTopicBody',
	levels: 'ScaleLevelBody',
	anchors: 'ScaleAnchorBody',
};

export async function catalogue({ fits, verify, verifyAll, hr }) {
	for (const [name, { fresh, body }] of Object.entries(kinds)) {
		const address = `/hr/${name}`,
			[first] = ids(name);
		verify(`all of ${name}`, 'GET', address, await http(hr, 'GET', address), 200);
		await verifyAll(
			`each of ${name}`,
			sql(`SELECT '${hr}', CONCAT('${address}/', id) FROM ${kinds[name].table}`),
		);
		if (fresh) {
			const [, made] = writes[`POST ${address}`];
			verify(`an empty form of ${name}`, 'GET', `${address}/new`, await http(hr, 'GET', `${address}/new`), 200);
			fits(`one of ${name}`, bodies[name], made);
			verify(`one of ${name} is made`, 'POST', address, await send(hr, 'POST', address, made), 201);
			verify(`and once more, of ${name}`, 'POST', address, await send(hr, 'POST', address, made), 422);
			sql(`DELETE FROM coverage ORDER BY id DESC LIMIT ${name === 'coverage' ? 1 : 0}`);
			verify(`one of ${name}, as a form`, 'POST', address, await post(hr, address, { ...fresh('FORM'), ...body }), 303);
		}
		const one_ = `${address}/${first}`,
			none = `${address}/987654`;
		const other = { ...body, [Object.keys(body)[0]]: 'Ny' };
		const [end, back] = fresh ? [{ valid_to: '2099-12-31' }, { valid_to: null }] : [body, other];
		fits(`a change of ${name}`, bodies[name], { do: 'save', ...end });
		verify(`one of ${name} is changed`, 'POST', one_, await send(hr, 'POST', one_, { do: 'save', ...end, rev: 0 }), 200);
		verify(`one of ${name} is changed late`, 'POST', one_, await send(hr, 'POST', one_, { do: 'save', ...back, rev: 0 }), 409);
		verify(`one of ${name} does not fit`, 'POST', one_, await send(hr, 'POST', one_, { do: 'save', [Object.keys(body)[0]]: '' }), 422);
		verify(`no such one of ${name}`, 'POST', none, await send(hr, 'POST', none, { do: 'save', ...back }), 404);
		const fields = Object.fromEntries(Object.entries(json(await http(hr, 'GET', one_))).flatMap(([, value]) => Object.entries(value)));
		const sent = Object.fromEntries(Object.keys(body).map((field) => [field, fields[field] ?? body[field]]));
		const kept = name === 'catalogue' && { statutory: 1, law: 'lov' };
		verify(`one of ${name} is changed as a form`, 'POST', one_, await post(hr, one_, { do: 'save', ...sent, ...kept }), 303);
	}
	for (const [name, schema] of [['roles', 'RoleRequirementsBody'], ['catalogue', 'CompetenceRequirementsBody']]) {
		const [address, good] = writes[`POST /hr/${name}/{id}/requirements`];
		const { rev } = json(await http(hr, 'GET', address)).role ?? {};
		const [{ facet, level, id: row }] = verify(`requirements of ${name}`, 'GET', address, await http(hr, 'GET', address), 200).requirements;
		fits(`requirements of ${name}`, schema, good);
		verify(`requirements of ${name} are set`, 'POST', address, await send(hr, 'POST', address, { ...good, rev }), 200);
		verify(`of ${name} by a form`, 'POST', address, await post(hr, address, { [`level_${row}_${facet}`]: level ?? '' }), 303);
		const [wish] = good.requirements;
		const late = { rev: name === 'roles' ? 99 : undefined, requirements: [{ ...wish, level: 1, ...(name === 'roles' ? {} : { rev: 99 }) }] };
		verify(`late, of ${name}`, 'POST', address, await send(hr, 'POST', address, late), 409);
		verify(`of no ${name}`, 'POST', address.replace(/\d+/, '987654'), await send(hr, 'POST', address.replace(/\d+/, '987654'), good), 404);
		verify(`that do not fit ${name}`, 'POST', address, await send(hr, 'POST', address, { requirements: [{ ...wish, level: 5 }] }), 422);
	}
	verify('all requirements', 'GET', '/hr/requirements', await http(hr, 'GET', '/hr/requirements'), 200);
	verify('a competence is checked', 'POST', '/hr/catalogue/2', await send(hr, 'POST', '/hr/catalogue/2', { do: 'check' }), 200);

	const schema = JSON.parse(readFileSync('htdocs/api/catalogue.schema.json', 'utf8'));
	// Each part is taken out and sent in again: nothing would change.
	for (const kind of ['competences', 'roles', 'requirements', 'offerings', 'coverages', 'topics', 'levels', 'anchors'])
		for (const [query, to] of [['', 'csv'], ['&delimiter=,', 'csv'], ['', 'json']]) {
			const from = `/hr/catalogue/export.${to}?kind=${kind}${query}`;
			const answer = await http(hr, 'GET', from);
			verify(`${kind} as ${to}`, 'GET', from, answer, 200);
			const sent = { kind, name: `${kind}.${to}`, text: answer.body };
			const faults = to === 'json' ? faultsOf(schema, schema.properties[kind], json(answer)[kind]) : [];
			check(`openapi: ${kind} as ${to} fit catalogue.schema.json`, faults.length === 0, faults.slice(0, 3).join(' · '));
			const again = await send(hr, 'POST', '/hr/catalogue/import', sent);
			const { figures } = verify(`${kind} as ${to} again`, 'POST', '/hr/catalogue/import', again, 201);
			const same = figures.rows > 0 && figures.unchanged === figures.rows;
			check(`openapi: ${kind} as ${to}${query} change nothing`, same, JSON.stringify(figures));
		}
	const [, sent] = writes['POST /hr/catalogue/import'];
	fits('a file', 'CatalogueFile', sent);
	const made = verify('a file', 'POST', '/hr/catalogue/import', await send(hr, 'POST', '/hr/catalogue/import', sent), 201);
	verify('a file by a form', 'POST', '/hr/catalogue/import', await post(hr, '/hr/catalogue/import', sent), 303);
	verify('no file', 'POST', '/hr/catalogue/import', await send(hr, 'POST', '/hr/catalogue/import', { kind: 'roles', text: '' }), 422);
	verify('the files', 'GET', '/hr/catalogue/import', await http(hr, 'GET', '/hr/catalogue/import'), 200);
	verify('no part', 'GET', '/hr/catalogue/export.csv', await http(hr, 'GET', '/hr/catalogue/export.csv?kind=x'), 422);
	verify('no part as JSON', 'GET', '/hr/catalogue/export.json', await http(hr, 'GET', '/hr/catalogue/export.json'), 422);
	const address = `/hr/catalogue/import/${made.import.id}`;
	const wish = { do: 'apply', digest: made.digest };
	fits('what is applied', 'CatalogueApply', wish);
	verify('what a file would do', 'GET', address, await http(hr, 'GET', address), 200);
	verify('late', 'POST', address, await send(hr, 'POST', address, { ...wish, digest: '0'.repeat(16) }), 409);
	verify('it is applied', 'POST', address, await send(hr, 'POST', address, wish), 200);
	verify('and not again', 'POST', address, await send(hr, 'POST', address, wish), 409);
	verify('not like that', 'POST', address, await send(hr, 'POST', address, { do: 'apply' }), 422);
	verify('none', 'POST', '/hr/catalogue/import/987654', await send(hr, 'POST', '/hr/catalogue/import/987654', wish), 404);
	verify('no such file', 'GET', '/hr/catalogue/import/987654', await http(hr, 'GET', '/hr/catalogue/import/987654'), 404);
	const other = `/hr/catalogue/import/${makeImport()}`;
	const form = { do: 'apply', digest: await digestOf(other) };
	verify('another by a form', 'POST', other, await post(hr, other, form), 303);
}
