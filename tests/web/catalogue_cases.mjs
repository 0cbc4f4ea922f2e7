// Who may what in the catalogue: HR alone, whatever the object.
import { codeOf, digestOf, file, ids, kinds, makeImport } from './catalogue.mjs';
import { one } from './http.mjs';

export function cases({ read, form, change }) {
	const both = (name) => ({ own: () => ids(name)[0], other: () => ids(name)[1], sees: () => true });
	const other = (name) => (/levels|anchors/.test(name) ? kinds[name].body : { valid_to: '2090-12-31' });
	const imported = { own: makeImport, other: makeImport, sees: () => true };
	// Another level than there is: what changes nothing leaves no row in the audit.
	const set = (name) => ({
		status: 200,
		ask: (login, path) => {
			const id = path.split('/')[3],
				[role, competence] = name === 'roles' ? [id, ids('catalogue')[0]] : [ids('roles')[0], id];
			const facet = one(`SELECT facet FROM competence_facet WHERE competence_id = ${competence} LIMIT 1`);
			const level = one(`SELECT level FROM requirement WHERE role_id = ${role} AND competence_id = ${competence} LIMIT 1`);
			const other = name === 'roles' ? { competence: codeOf('catalogue') } : { role: codeOf('roles') };
			return change({ requirements: [{ ...other, facet, level: level === '1' ? 2 : 1 }] }).ask(login, path);
		},
	});

	return {
		...Object.fromEntries(
			Object.entries(kinds).flatMap(([name, { fresh, body }]) => [
				[`GET /hr/${name}`, read],
				...(fresh ? [[`GET /hr/${name}/new`, read], [`POST /hr/${name}`, form({ ...fresh('RIGHTS'), ...body }, 303)]] : []),
				[`GET /hr/${name}/{id}`, { ...read, ...both(name) }],
				[`POST /hr/${name}/{id}`, { ...change({ do: 'save', ...other(name) }), ...both(name) }],
			]),
		),
		'GET /hr/catalogue/export.csv': { ...read, ask: (login, path) => read.ask(login, `${path}?kind=roles`) },
		'GET /hr/catalogue/export.json': { ...read, ask: (login, path) => read.ask(login, `${path}?kind=roles`) },
		'GET /hr/catalogue/import': read,
		'POST /hr/catalogue/import': form({ kind: 'roles', text: file() }, 303),
		'GET /hr/catalogue/import/{id}': { ...read, ...imported },
		'POST /hr/catalogue/import/{id}': {
			status: 200,
			...imported,
			ask: async (login, path) => change({ do: 'apply', digest: (await digestOf(path)) ?? '0'.repeat(16) }).ask(login, path),
		},
		'GET /hr/requirements': read,
		'GET /hr/roles/{id}/requirements': { ...read, ...both('roles') },
		'POST /hr/roles/{id}/requirements': { ...set('roles'), ...both('roles') },
		'GET /hr/catalogue/{id}/requirements': { ...read, ...both('catalogue') },
		'POST /hr/catalogue/{id}/requirements': { ...set('catalogue'), ...both('catalogue') },
	};
}
