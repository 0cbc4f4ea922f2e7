// An export that breaks in the middle of its rows, by its worker's or its database session's end, fails in the browser too.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { check, finish, one, sql, state } from './http.mjs';

const folder = `${process.env.BASE_HR}/grunnmur/hr/rounds/${one('SELECT MIN(id) FROM round')}`;
const database = Number(readFileSync(`${state}/mariadb.pid`, 'utf8'));

async function until(what, condition) {
	for (const end = Date.now() + 20000; Date.now() < end; await wait(10)) {
		const found = await condition();
		if (found) return found;
	}
	throw new Error(`waited in vain for ${what}`);
}

// HR's workers of this demo: its configuration is in their environment.
const workers = () =>
	readdirSync('/proc').filter((pid) => {
		try {
			return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`GRUNNMUR_CONF=${state}/conf/hr.conf`);
		} catch {
			return false;
		}
	}).map(Number);

// Begins a download: {length} grows; ended resolves to whether the browser takes it for whole.
function download(name) {
	const file = { length: 0, status: 0 };

	file.ended = new Promise((resolve) => {
		const call = request(`${folder}/${name}`, { agent: false }, (response) => {
			file.status = response.statusCode;
			response.on('data', (part) => { file.length += part.length; });
			response.on('end', () => resolve(response.complete));
			response.on('error', () => resolve(false));
		});
		call.on('error', () => resolve(false));
		call.end();
	});
	return file;
}

// A session that holds the answers back from everybody.
async function lock() {
	const session = spawn('mariadb', ['--no-defaults', `--socket=${state}/mariadb.sock`, '--user=root', '--batch',
		'--skip-column-names', '--unbuffered', 'grunnmur']);
	const locked = new Promise((resolve) => { session.stdout.once('data', resolve); });

	session.stdin.write("LOCK TABLES answer WRITE; SELECT 'locked';\n");
	await locked;
	return session;
}

const session_in = (words) =>
	one(`SELECT id FROM information_schema.processlist WHERE user = 'grunnmur_hr' AND state LIKE '${words}'`);

const signal = (pids, name) => pids.forEach((pid) => process.kill(pid, name));

// Whatever happens, nothing of the demo stays stopped.
process.on('exit', () => signal([database, ...workers()], 'SIGCONT'));

const stands_still = (pid) =>
	readdirSync(`/proc/${pid}/task`).every((task) => / T [^)]*$/.test(readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8')));

// A process of several threads stops one by one.
async function stop(pids) {
	signal(pids, 'SIGSTOP');
	await until('the processes to stand still', () => pids.every(stands_still));
}

/*
 * Holds the workers until the server has filled the link to one of them and can send no more: when it goes on, it finds some
 * rows, and their end nowhere.
 */
async function in_the_middle(name) {
	const held = await lock();
	const file = download(name);

	await until('the heading', () => session_in('Waiting for table metadata lock'));
	const stopped = workers();
	await stop(stopped);
	held.stdin.end('UNLOCK TABLES;\n');
	return { file, stopped, session: await until('a full link', () => session_in('Writing to net')) };
}

async function worker_is_killed(name) {
	const { file, stopped } = await in_the_middle(name);
	const heading = file.length;

	await stop([database]);
	signal(stopped, 'SIGCONT');
	await until('rows', () => file.length > heading);
	signal(stopped, 'SIGKILL');
	process.kill(database, 'SIGCONT');
	return file;
}

async function session_is_ended(name) {
	const { file, stopped, session } = await in_the_middle(name);

	sql(`KILL CONNECTION ${Number(session)}`);
	signal(stopped, 'SIGCONT');
	return file;
}

for (const name of ['export.csv?pseudonymous=0', 'export.csv?pseudonymous=1', 'export.jsonl?pseudonymous=0']) {
	const whole = download(name);

	check(`${name} comes whole`, await whole.ended);
	for (const breaks of [worker_is_killed, session_is_ended]) {
		const file = await breaks(name);
		const taken_for_whole = await file.ended;

		check(`${name} has begun when its ${breaks.name.replaceAll('_', ' ')}`,
			file.status === 200 && file.length > 60000 && file.length < whole.length, `${file.status}, ${file.length} of ${whole.length}`);
		check('and is not taken for whole', !taken_for_whole);
		check('and comes whole the next time', await until('the next one', async () => {
			const next = download(name);
			return (await next.ended) && next.status === 200 && next.length === whole.length;
		}));
	}
}
finish();
