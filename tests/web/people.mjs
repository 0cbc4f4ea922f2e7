// The addresses of people for the other tests: sources and imports to ask for, good bodies and misfits.
import { http, json, one } from './http.mjs';

let made = 0;
const fresh = () => `WEB${Date.now() % 100000}${(made += 1)}`;
const municipality = one('SELECT id FROM municipality WHERE is_new = 1');
export const makeSource = (format = 'csv') =>
	one(`INSERT INTO people_source (code, name, format, municipality_id) VALUES ('${fresh()}', 'Lønn', '${format}', ${municipality});
	SELECT LAST_INSERT_ID()`);
export const makeImport = (state = 'checked') =>
	one(`INSERT INTO people_import (source_id, state, asked_at, has_people, has_units, base)
	 VALUES (${makeSource()}, '${state}', '2026-01-01', 1, 0, ''); SELECT LAST_INSERT_ID()`);
export const source = () => ({ code: fresh(), name: 'Lønn', format: 'csv', municipality: Number(municipality) });

// Files as a browser sends them.
export const multipart = (fields, files) => {
	const boundary = '----grunnmur-test';
	const part = (head, body) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
	return {
		type: `multipart/form-data; boundary=${boundary}`,
		body: Buffer.from(
			Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value)).join('') +
				Object.entries(files).map(([name, [file, text]]) => part(`name="${name}"; filename="${file}"`, text)).join('') +
				`--${boundary}--\r\n`,
		),
	};
};
export const peopleFile = 'ansattnr;fornavn;etternavn;enhetskode;stillingskode;prosent;fradato\nNY1;Nora;Ny;TRE;KOMDIR;100;01.01.2026\n';
export async function upload(login, fields, files, headers = {}) {
	const token = (await http(login, 'GET', '/survey/')).headers['x-csrf-token'];
	const { type, body } = multipart({ csrf: token, ...fields }, files);
	return http(login, 'POST', '/hr/people/import', { 'Content-Type': type, ...headers }, body);
}
export const stateOf = async (login, id) => json(await http(login, 'GET', `/hr/people/import/${id}`));

const columns = Object.fromEntries(['people_employee_no', 'units_name'].map((name) => [name, 'Kolonne']));
export const writes = {
	'POST /hr/people/sources': [
		'/hr/people/sources',
		source(),
		[{ code: '' }, { code: 'æ ø' }, { name: '' }, { format: 'xml' }, { municipality: 0 }, { municipality: 987654 }, { op: 'x' }],
		['code', 'name', 'format', 'municipality'],
	],
	'POST /hr/people/sources/{id}': [
		`/hr/people/sources/${makeSource()}`,
		{ do: 'save', name: 'Lønn', municipality: Number(municipality), ...columns },
		[
			{ do: 'burn' },
			{ name: '' },
			{ municipality: 'x' },
			{ people_employee_no: 'Fødselsnummer' },
			{ people_title: 'Årslønn' },
			{ units_name: 'x'.repeat(121) },
			{ op: 'x' },
		],
		['name', 'municipality'],
	],
	'POST /hr/people/import': [
		'/hr/people/import',
		{ source: Number(makeSource()) },
		[{ source: 0 }, { source: 'x' }, { source: 987654 }, { op: 'x' }],
		['people', 'units', 'source'],
	],
	'POST /hr/people/import/{id}': [
		`/hr/people/import/${makeImport()}`,
		{ do: 'check' },
		[{ do: 'burn' }, { do: null }, { do: 'apply', reason: 'x'.repeat(501) }, { change: 'x' }, { rev: -1 }, { op: 'x' }],
		['reason'],
	],
};
