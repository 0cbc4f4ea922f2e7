// Who may what in the catalogue: HR alone, whatever the object.
import { ids, kinds, writes } from './catalogue.mjs';

export function cases({ read, form, change }) {
	const both = (name) => ({ own: () => ids(name)[0], other: () => ids(name)[1], sees: () => true });
	const wish = (name) => change(writes[`POST /hr/${name}/{id}/requirements`][1]);

	return {
		...Object.fromEntries(
			Object.entries(kinds).flatMap(([name, { fresh, body }]) => [
				[`GET /hr/${name}`, read],
				[`GET /hr/${name}/new`, read],
				[`POST /hr/${name}`, form({ ...fresh('RIGHTS'), ...body }, 303)],
				[`GET /hr/${name}/{id}`, { ...read, ...both(name) }],
				[`POST /hr/${name}/{id}`, { ...change({ do: 'save', valid_to: null }), ...both(name) }],
			]),
		),
		'GET /hr/requirements': read,
		'GET /hr/roles/{id}/requirements': { ...read, ...both('roles') },
		'POST /hr/roles/{id}/requirements': { ...wish('roles'), ...both('roles') },
		'GET /hr/catalogue/{id}/requirements': { ...read, ...both('catalogue') },
		'POST /hr/catalogue/{id}/requirements': { ...change({ requirements: [] }), ...both('catalogue') },
	};
}
