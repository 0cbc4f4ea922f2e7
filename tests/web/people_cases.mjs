// Who may what with people: HR alone, whatever the object.
import { makeImport, makeSource, peopleFile, source, upload } from './people.mjs';

export function cases({ read, form }) {
	const sources = { own: () => makeSource(), other: () => makeSource('fint'), sees: () => true };
	const imports = { own: () => makeImport(), other: () => makeImport(), sees: () => true };

	return {
		'GET /hr/people': read,
		'GET /hr/people/sources/new': read,
		'POST /hr/people/sources': {
			status: 303,
			ask: (login, path) => form(Object.fromEntries(Object.entries(source())), 303).ask(login, path),
		},
		'GET /hr/people/sources/{id}': { ...read, ...sources },
		'POST /hr/people/sources/{id}': { ...form({ do: 'map', job_1: '7174', role_1: 'KOMDIR' }, 303), ...sources },
		'GET /hr/people/import': read,
		'POST /hr/people/import': {
			status: 303,
			ask: (login) => upload(login, { source: makeSource() }, { people: ['personer.csv', peopleFile] }, { Accept: 'text/html' }),
		},
		'GET /hr/people/import/{id}': { ...read, ...imports },
		'POST /hr/people/import/{id}': { ...form({ do: 'discard' }, 303), ...imports },
	};
}
