// Eight people save while MariaDB and each program are killed with signal 9: what was acknowledged is there afterwards, once.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { request as ask, Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const state = process.env.STATE;
const employee = new URL(process.env.BASE_EMPLOYEE);
const port = Number(employee.port) - 1;
const clients = 8;
const agent = new Agent({ keepAlive: true, maxSockets: clients });
let failed = 0;

function check(name, good, detail = '') {
	console.log(`${good ? 'ok' : 'not ok'} - durability: ${name}${good || !detail ? '' : ` (${detail})`}`);
	failed += !good;
}

const sql = (statement) => execFileSync('mariadb', ['--no-defaults', '--default-character-set=utf8mb4',
	`--socket=${state}/mariadb.sock`, '--user=root',
	'--batch', '--skip-column-names', 'grunnmur', '-e', statement], { encoding: 'utf8' }).trim().split('\n')
	.filter(Boolean).map((line) => line.split('\t'));

// Resolves to {status, headers, body}; status 0 where there was no answer.
function http(login, method, path, headers = {}, body = '') {
	return new Promise((resolve) => {
		const request = ask({ agent, host: '127.0.0.1', port, method, path: `/grunnmur${path}`, headers: {
			Authorization: `Basic ${Buffer.from(`${login}:demo`).toString('base64')}`, Accept: 'application/json',
			'Sec-Fetch-Site': 'same-origin', ...headers } }, (response) => {
			const parts = [];
			response.on('data', (part) => parts.push(part));
			response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() }));
			response.on('error', () => resolve({ status: 0 }));
		});
		request.on('error', () => resolve({ status: 0 }));
		request.end(body);
	});
}

const tally = { acknowledged: 0, cut: 0 };
let ending = false;

// One save, sent again on the same revision until it is acknowledged: it may have been stored the first time.
async function save(client, item) {
	const body = JSON.stringify({ level: (item.level + 1) % 5, rev: item.rev });

	for (;;) {
		const answer = await http(client.login, 'PUT', `/survey/assessments/${client.id}/answers/${item.id}`,
			{ 'Content-Type': 'application/json', 'X-CSRF-Token': client.token }, body);
		if (answer.status === 200) {
			item.level = (item.level + 1) % 5;
			item.saves += 1;
			item.rev = JSON.parse(answer.body).rev;
			tally.acknowledged += 1;
			return;
		}
		if (answer.status && answer.status < 500) throw new Error(`${answer.status} ${answer.body}`);
		tally.cut += 1;
		await wait(50);
	}
}

async function work(client) {
	for (let i = 0; !ending; i += 1) await save(client, client.items[i % client.items.length]);
}

async function begin([login, id]) {
	const page = await http(login, 'GET', `/survey/assessments/${id}`);
	const items = JSON.parse(page.body).sections.flatMap((section) => section.items)
		.filter((item) => item.type === 'competence')
		.map((item) => ({ id: item.id, level: item.level ?? -1, rev: item.rev, first: item.rev, saves: 0 }));
	return { login, id, items, token: page.headers['x-csrf-token'] };
}

// The workers of a program: children of the demo's web server.
function workers(program) {
	const parent = readFileSync(`${state}/lighttpd.pid`, 'utf8').trim();
	return readdirSync('/proc').filter((pid) => {
		try {
			return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[1] === parent
				&& readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0].endsWith(`/${program}`);
		} catch { return false; }
	}).map(Number);
}

async function progress(more) {
	const goal = tally.acknowledged + more;
	const until = Date.now() + 60000;
	while (tally.acknowledged < goal && Date.now() < until) await wait(20);
	return tally.acknowledged >= goal;
}

const people = sql(`SELECT p.login, a.id FROM assessment a JOIN round r ON r.id = a.round_id AND r.state = 'open'
	JOIN person p ON p.id = a.person_id WHERE a.state = 'assigned' AND a.started_at IS NULL AND p.login IS NOT NULL
	ORDER BY a.id DESC LIMIT ${clients}`);
const all = await Promise.all(people.map(begin));
const running = all.map(work);

check('eight people save', people.length === clients && await progress(200));
const seen = { survey: 0 };
for (const pid of workers('survey')) {
	process.kill(pid, 9);
	seen.survey += 1;
	check(`saving goes on after worker ${seen.survey} of survey was killed`, await progress(100));
}
check('each worker of survey was killed', seen.survey >= 2, `${seen.survey} found`);
for (const program of ['leader', 'hr']) {
	const killed = workers(program);
	killed.forEach((pid) => process.kill(pid, 9));
	check(`saving goes on after ${killed.length} workers of ${program} were killed`, killed.length > 0 && await progress(100));
}
for (let kill = 1; kill <= 3; kill += 1) {
	process.kill(Number(readFileSync(`${state}/mariadb.pid`, 'utf8')), 9);
	await wait(100);
	execFileSync('bash', ['conf/demo/mariadb.sh', 'start', state]);
	check(`saving goes on after MariaDB was killed, time ${kill}`, await progress(200));
}
ending = true;
await Promise.all(running);

let lost = 0, doubled = 0;
for (const client of all) {
	const rows = new Map(sql(`SELECT item_id, draft_level, rev FROM answer WHERE assessment_id = ${Number(client.id)}`)
		.map(([id, level, rev]) => [Number(id), [level, Number(rev)]]));
	for (const item of client.items) {
		const [level, rev] = rows.get(item.id);
		if (item.saves && (Number(level) !== item.level || rev < item.rev)) lost += 1;
		if (rev !== item.first + item.saves) doubled += 1;
	}
}
check(`no acknowledged answer was lost: ${tally.acknowledged} acknowledged, ${tally.cut} cut off and sent again`, lost === 0, `${lost} lost`);
check('no answer was stored twice', doubled === 0, `${doubled} with another revision than their saves`);
agent.destroy();
process.exit(failed ? 1 : 0);
