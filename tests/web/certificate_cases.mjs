// Who may what with certificates: the owner their own, the leader those of own people.
import { makeCertificate, makeFile, wish } from './certificates.mjs';

export function cases({ read, form, stranger, outside, someone }) {
	const mine = (make) => ({ own: (role) => make(role.id || someone), other: (role) => make(stranger(role)) });
	const led = (make) => ({ own: (role) => make(role.led ?? someone), other: (role) => make(outside(role)), sees: (role) => role.all });

	return {
		'GET /survey/certificates': read,
		'GET /survey/certificates/new': read,
		'POST /survey/certificates': form(wish(), 303),
		'GET /survey/certificates/{id}': { ...read, ...mine(makeCertificate) },
		'POST /survey/certificates/{id}': { ...form({ do: 'save', ...wish() }, 303), ...mine(makeCertificate) },
		'GET /survey/certificates/{id}/file': { ...read, ...mine(makeFile) },
		'GET /leader/certificates': read,
		'GET /leader/certificates/{id}': { ...read, ...led(makeCertificate) },
		'POST /leader/certificates/{id}': { ...form({ do: 'refuse', reason: 'Uleselig' }, 303), ...led(makeCertificate) },
		'GET /leader/certificates/{id}/file': { ...read, ...led(makeFile) },
	};
}
