// People against their description: sources, files, the difference, each step.
import { http, json, one, post, send } from './http.mjs';
import { makeImport, makeSource, peopleFile, source, stateOf, upload } from './people.mjs';

async function ended(login, id) {
	for (let i = 0; i < 300; i += 1) {
		const { job } = await stateOf(login, id);
		if (job && !['queued', 'running'].includes(job.state)) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

export async function people({ fits, verify, hr }) {
	const get = async (name, path, status = 200) => verify(name, 'GET', path, await http(hr, 'GET', path), status);
	await get('people', '/hr/people');
	await get('a source to fill in', '/hr/people/sources/new');
	const wish = source();
	fits('a source', 'SourceBody', wish);
	const made = verify('a source', 'POST', '/hr/people/sources', await send(hr, 'POST', '/hr/people/sources', wish), 201);
	verify('a source twice', 'POST', '/hr/people/sources', await send(hr, 'POST', '/hr/people/sources', wish), 422);
	verify('a source by a form', 'POST', '/hr/people/sources', await post(hr, '/hr/people/sources', source()), 303);
	const address = `/hr/people/sources/${made.source.id}`;
	await get('the source', address);
	const change = { do: 'save', name: 'Visma', municipality: wish.municipality, people_employee_no: 'Ansattnr', rev: 0 };
	fits('a mapping', 'SourceChangeBody', change);
	verify('the mapping', 'POST', address, await send(hr, 'POST', address, change), 200);
	verify('late', 'POST', address, await send(hr, 'POST', address, change), 409);
	verify('job codes by a form', 'POST', address, await post(hr, address, { do: 'map', job_1: '7174', role_1: 'KOMDIR' }), 303);
	verify('a forbidden column', 'POST', address, await send(hr, 'POST', address, { ...change, rev: 1, people_title: 'Lønn' }), 422);
	verify('of no source', 'POST', '/hr/people/sources/987654', await send(hr, 'POST', '/hr/people/sources/987654', change), 404);

	await get('files to choose', '/hr/people/import');
	const files = { people: ['personer.csv', peopleFile] };
	const asked = verify('files', 'POST', '/hr/people/import',
		await upload(hr, { source: made.source.id }, files, { Accept: 'application/json' }), 201);
	verify('while one is open', 'POST', '/hr/people/import', await upload(hr, { source: made.source.id }, files), 409);
	verify('no files', 'POST', '/hr/people/import', await send(hr, 'POST', '/hr/people/import', { source: made.source.id }), 422);
	verify('files by a form', 'POST', '/hr/people/import',
		await upload(hr, { source: makeSource() }, files, { Accept: 'text/html' }), 303);
	const import_ = `/hr/people/import/${asked.id}`;
	await ended(hr, asked.id);
	const { import: it } = await get('the difference', import_);
	await get('what disappears', `${import_}?kind=gone`);
	const step = (body) => send(hr, 'POST', import_, body);
	fits('a step', 'ImportStepBody', { do: 'apply', rev: it.rev, reason: '' });
	verify('too many disappear', 'POST', import_, await step({ do: 'apply', rev: it.rev }), 422);
	verify('late', 'POST', import_, await step({ do: 'discard', rev: 99 }), 409);
	verify('discarded', 'POST', import_, await step({ do: 'discard', rev: it.rev }), 200);
	verify('discarded twice', 'POST', import_, await step({ do: 'discard' }), 409);
	const other = `/hr/people/import/${makeImport()}`;
	verify('discarded by a form', 'POST', other, await post(hr, other, { do: 'discard' }), 303);
	verify('of no import', 'POST', '/hr/people/import/987654', await send(hr, 'POST', '/hr/people/import/987654', { do: 'discard' }), 404);
	one('SELECT 1');
	return json;
}
