// The addresses of certificates for the other tests: some to ask for, good bodies and misfits, files that pretend.
import { http, json, one } from './http.mjs';
import { multipart } from './people.mjs';

const me = (await (await fetch(`${process.env.BASE_EMPLOYEE}/grunnmur/survey/`, { headers: { Accept: 'application/json' } })).json()).person.id;
const competence = one("SELECT code FROM competence WHERE proof = 1 ORDER BY position LIMIT 1");

// Each is fresh, so that a cell of a matrix changes no other's.
export const makeCertificate = (person, state = 'submitted') =>
	one(`INSERT INTO certificate (person_id, competence_id, issuer, issued_on, expires_on, state, submitted_at)
	 SELECT ${person}, MIN(id), 'Testskolen', '2026-01-01', '2027-01-01', '${state}', '2026-01-02' FROM competence WHERE proof = 1;
	SELECT LAST_INSERT_ID()`);
export const makeFile = (person) => {
	const id = makeCertificate(person);
	one(`INSERT INTO certificate_file VALUES (${id}, 'pdf', 'bevis.pdf', 5, '%PDF-'); SELECT 1`);
	return id;
};

export const pdf = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';
export const wish = () => ({ competence, issuer: 'Brannvesenet', issued_on: '2026-01-05' });
export async function sendFile(login, path, fields, file, headers = {}) {
	const token = (await http(login, 'GET', '/survey/')).headers['x-csrf-token'];
	const { type, body } = multipart({ csrf: token, ...fields }, { file });
	return http(login, 'POST', path, { 'Content-Type': type, ...headers }, body);
}
export const stateOf = async (login, id) => json(await http(login, 'GET', `/survey/certificates/${id}`)).certificate;

const misfits = [
	{ competence: '' }, { competence: 'NO-SUCH' }, { competence: 'x'.repeat(25) }, { competence: 7 }, { competence: ['X'] },
	{ issuer: '' }, { issuer: 'x'.repeat(121) }, { issuer: 7 }, { number: 'x'.repeat(61) }, { number: {} },
	{ issued_on: null }, { issued_on: '2126-01-01' }, { issued_on: '2026-02-30' }, { issued_on: 20260101 },
	{ expires_on: '2025-01-01' }, { expires_on: 'x' }, { drop_file: 'yes' }, { rev: -1 }, { op: 'x' },
];
const known = ['competence', 'issuer', 'number', 'issued_on', 'expires_on', 'file', 'drop_file'];
export const writes = {
	'POST /survey/certificates': ['/survey/certificates', wish(), misfits, known],
	'POST /survey/certificates/{id}': [
		`/survey/certificates/${makeCertificate(me)}`,
		{ do: 'save', ...wish() },
		[...misfits, { do: 'confirm' }, { do: null }, { do: 1 }],
		known,
	],
	'POST /leader/certificates/{id}': [
		`/leader/certificates/${makeCertificate(me)}`,
		{ do: 'confirm' },
		[{ do: 'refuse' }, { do: 'refuse', reason: ' \n ' }, { do: 'confirmed' }, { do: null }, { reason: 'x'.repeat(2001) }, { rev: 'x' },
			{ op: 'x' }],
		['reason'],
	],
};
