// Certificates against their description: read, registered with and without a file, corrected, decided.
import { http, one, post, send } from './http.mjs';
import { makeCertificate, makeFile, pdf, sendFile, wish } from './certificates.mjs';

export async function certificates({ fits, verify, employee, leader, me }) {
	const get = async (name, who, path, status = 200) => verify(name, 'GET', path, await http(who, 'GET', path), status);
	const mine = '/survey/certificates';
	await get('a form for a certificate', employee, `${mine}/new`);
	fits('a certificate', 'CertificateBody', wish());
	const made = verify('a certificate', 'POST', mine, await send(employee, 'POST', mine, wish()), 201);
	verify('a certificate by a form', 'POST', mine, await post(employee, mine, wish()), 303);
	verify('with a file', 'POST', mine,
		await sendFile(employee, mine, wish(), ['bevis.pdf', pdf], { Accept: 'application/json' }), 201);
	verify('with a file that is none', 'POST', mine, await sendFile(employee, mine, wish(), ['bevis.pdf', '<html>']), 422);
	verify('with one that is too large', 'POST', mine, await sendFile(employee, mine, wish(), ['x.pdf', pdf + ' '.repeat(21 << 20)]), 413);
	verify('without its issuer', 'POST', mine, await send(employee, 'POST', mine, { ...wish(), issuer: '' }), 422);
	await get('my certificates', employee, mine);

	const one_ = `${mine}/${made.id}`;
	await get('one of mine', employee, one_);
	await get('of another', employee, `${mine}/${makeCertificate(one(`SELECT MIN(id) FROM person WHERE id <> ${me}`))}`, 404);
	await get('its file', employee, `${mine}/${makeFile(me)}/file`);
	await get('no file', employee, `${one_}/file`, 404);
	const change = { do: 'save', ...wish(), rev: 0 };
	fits('a correction', 'CertificateStepBody', change);
	verify('corrected', 'POST', one_, await send(employee, 'POST', one_, change), 200);
	verify('late', 'POST', one_, await send(employee, 'POST', one_, change), 409);
	verify('by a form', 'POST', one_, await post(employee, one_, { do: 'withdraw' }), 303);
	verify('withdrawn twice', 'POST', one_, await send(employee, 'POST', one_, { do: 'withdraw' }), 409);
	await get('withdrawn', employee, one_);

	const seen = `/leader/certificates/${makeFile(me)}`;
	await get('what waits', leader, '/leader/certificates');
	await get('one that waits', leader, seen);
	await get('its file for the leader', leader, `${seen}/file`);
	await get('no unit', leader, '/leader/certificates?unit=987654', 404);
	const decision = { do: 'refuse', reason: 'Uleselig', rev: 0 };
	fits('a decision', 'CertificateDecisionBody', decision);
	verify('refused without a reason', 'POST', seen, await send(leader, 'POST', seen, { do: 'refuse' }), 422);
	verify('refused', 'POST', seen, await send(leader, 'POST', seen, decision), 200);
	verify('and confirmed', 'POST', seen, await send(leader, 'POST', seen, { do: 'confirm' }), 409);
	const other = `/leader/certificates/${makeCertificate(me)}`;
	verify('confirmed by a form', 'POST', other, await post(leader, other, { do: 'confirm' }), 303);
	await get('decided ones', leader, '/leader/certificates');
	await get('a refused one of mine', employee, mine);
	await get('my page', employee, '/survey/');
	await get('my data', employee, '/survey/my-data');
}
