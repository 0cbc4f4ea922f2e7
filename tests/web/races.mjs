// What two requests of one person do when they meet: nothing is lost, nothing is submitted that lacks an answer, nothing is made twice.
import { randomBytes } from 'node:crypto';
import { check, finish, http, json, one, post, send, sql, token } from './http.mjs';

const rounds = 20;
const [[login, id]] = sql(`SELECT p.login, a.id FROM assessment a JOIN round r ON r.id = a.round_id AND r.state = 'open'
	JOIN person p ON p.id = a.person_id WHERE a.state = 'assigned' AND p.login IS NOT NULL ORDER BY a.id LIMIT 1`);
await token(login);

const form = async () => json(await http(login, 'GET', `/survey/assessments/${id}`));
const items = (await form()).sections.flatMap((section) => section.items.filter((item) => item.type === 'competence')
	.map((item) => ({ ...item, section: section.id })));
const stored = (item) => sql(`SELECT COALESCE(draft_level, 'none'), rev FROM answer WHERE assessment_id = ${id} AND item_id = ${item}`)[0];

// The one that came second is told: with 409, or with the page that shows both.
let lost = 0, met = 0;
const first = items[0];
for (let i = 0; i < rounds; i += 1) {
	const [before, rev] = stored(first.id);
	const [level, other] = before === '1' || before === '4' ? [2, 3] : [1, 4];     // both are news
	const [put, page] = await Promise.all([
		send(login, 'PUT', `/survey/assessments/${id}/answers/${first.id}`, { level, rev: Number(rev) }),
		post(login, `/survey/assessments/${id}`, { do: 'save', section: first.section, [`rev_${first.id}`]: rev, [`level_${first.id}`]: other }),
	]);
	lost += put.status === 200 && page.status === 303;
	met += put.status === 409 || page.status === 409 || page.status === 422 || page.status === 200;
}
check('a save and a page of the same answer: the second one is told', lost === 0 && met > 0, `${lost} lost, ${met} told of ${rounds}`);

// Fill all, then clear one while it is submitted.
for (const item of items) {
	const [, rev] = stored(item.id);
	await send(login, 'PUT', `/survey/assessments/${id}/answers/${item.id}`, { level: 3, rev: Number(rev) });
}
let gaps = 0, submitted = 0;
for (let i = 0; i < rounds; i += 1) {
	const [, rev] = stored(first.id);
	await Promise.all([
		send(login, 'PUT', `/survey/assessments/${id}/answers/${first.id}`, { level: null, rev: Number(rev) }),
		send(login, 'POST', `/survey/assessments/${id}/submit`, {}),
	]);
	if (one(`SELECT state FROM assessment WHERE id = ${id}`) === 'submitted') {
		submitted += 1;
		gaps += Number(one(`SELECT COUNT(*) FROM answer WHERE assessment_id = ${id} AND required = 1 AND self_level IS NULL AND not_relevant = 0`));
		await send(login, 'POST', `/survey/assessments/${id}/reopen`, {});
	}
	const [, next] = stored(first.id);
	await send(login, 'PUT', `/survey/assessments/${id}/answers/${first.id}`, { level: 3, rev: Number(next) });
}
check('nothing is submitted that lacks an answer', gaps === 0, `${gaps} gaps in ${submitted} submissions`);

// The same operation twice at once: one request, told of twice.
let different = 0;
for (let i = 0; i < rounds; i += 1) {
	const op = randomBytes(16).toString('hex');
	const make = () => send(login, 'POST', '/survey/requests', { title: `Dobbelt ${op}`, form: 'digital', op });
	const [a, b] = await Promise.all([make(), make()]);
	if (a.status !== 201 || b.status !== 201 || a.headers.location !== b.headers.location) different += 1;
}
check('an operation that is sent twice at once is done once, and answered twice', different === 0, `${different} of ${rounds}`);
check('and stored once', one("SELECT COUNT(*) = COUNT(DISTINCT title) FROM training_request WHERE title LIKE 'Dobbelt %'") === '1');
finish();
