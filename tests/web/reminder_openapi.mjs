// Reminders against their description: who can be reminded, sending, what became of it, letters.
import { http, json, post, send, sql } from './http.mjs';

export async function reminders({ fits, verify, verifyAll, hr, leaders, round, unit }) {
	const address = `/hr/rounds/${round}/reminders`;
	const wish = { kind: 'never', op: '0123456789abcdef0123456789abcdef' };

	sql(`UPDATE person SET email = NULL WHERE id MOD 5 = 0;
		UPDATE assessment SET state = 'assigned', started_at = NULL, submitted_at = NULL WHERE id MOD 3 = 0`);
	fits('a reminder', 'RemindBody', wish);
	verify('HR reminds', 'POST', address, await send(hr, 'POST', address, wish), 200);
	verify('and once more, as a form', 'POST', address, await post(hr, address, wish), 303);
	verify('another of the kind', 'POST', address, await send(hr, 'POST', address, { kind: 'never' }), 409);
	verify('of no kind', 'POST', address, await send(hr, 'POST', address, { kind: 'all' }), 422);
	verify('in no round', 'POST', '/hr/rounds/987654/reminders', await send(hr, 'POST', '/hr/rounds/987654/reminders', wish), 404);
	fits('a leader’s reminder', 'RemindPeopleBody', { round: Number(round), kind: 'paused' });
	const [leader, other] = leaders;
	const own = '/leader/reminders';
	verify('a leader reminds', 'POST', own, await send(leader, 'POST', own, { round: Number(round), kind: 'paused' }), 200);
	verify('another, by a form', 'POST', own, await post(other, own, { round, kind: 'paused' }), 303);
	verify('and once more', 'POST', own, await send(leader, 'POST', own, { round: Number(round), kind: 'paused' }), 409);
	const { sendings } = json(await http(hr, 'GET', address));
	sql(`INSERT INTO outbox (kind, object_id, person_id, queued_at, due_at, state, reason, said, ended_at)
		SELECT 'reminder', ${sendings.at(-1).id}, id, '2026-01-01', '2026-01-01', IF(id MOD 2, 'failed', 'uncertain'), 'mail.address',
		 '550 5.1.1', '2026-01-01' FROM person ORDER BY id LIMIT 6`);
	const again = `/hr/reminders/${sendings.at(-1).id}`;
	fits('mails once more', 'RemindAgainBody', { which: 'uncertain', sure: true });
	verify('some fail again', 'POST', again, await send(hr, 'POST', again, { which: 'failed' }), 200);
	verify('and once more', 'POST', again, await send(hr, 'POST', again, { which: 'failed' }), 409);
	verify('what may have come', 'POST', again, await send(hr, 'POST', again, { which: 'uncertain' }), 422);
	verify('of no sending', 'POST', '/hr/reminders/987654', await send(hr, 'POST', '/hr/reminders/987654', { which: 'failed' }), 404);
	sql("UPDATE outbox SET state = 'failed', reason = 'mail.address', ended_at = '2026-01-01' WHERE state = 'queued'");
	verify('as a form', 'POST', again, await post(hr, again, { which: 'failed' }), 303);
	const pages = [
		...['', '?kind=never', '?kind=paused', '?kind=last&page=2', '?lang=nn'].map((query) => [hr, address + query]),
		...sendings.map(({ id }) => [hr, `/hr/reminders/${id}`]),
		[hr, `${again}?again=uncertain`],
		...['', `?unit=${unit}`, '?page=2'].map((query) => [hr, `/hr/rounds/${round}/letters${query}`]),
		...leaders.flatMap((who) => ['', '?kind=last'].map((query) => [who, own + query])),
	];
	await verifyAll('reminders', pages);
	sql('UPDATE round SET confidential = 1');
	await verifyAll('reminders of a confidential round', pages);
	sql('UPDATE round SET confidential = 0');
}
