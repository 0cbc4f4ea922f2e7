// The database is not there, takes no writes, or has no room: 503 and nothing stored, and all is well again by itself.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { check, finish, http, json, one, send, sql, state, token } from './http.mjs';

const [[employee, assessment]] = sql(`SELECT p.login, a.id FROM assessment a JOIN round r ON r.id = a.round_id AND r.state = 'open'
	JOIN person p ON p.id = a.person_id WHERE a.state = 'assigned' AND p.login IS NOT NULL ORDER BY a.id LIMIT 1`);
const people = readFileSync(`${state}/data/logins.csv`, 'utf8').trim().split('\n').map((line) => line.trim().split(','));
const [leader, hr] = ['leader', 'hr'].map((who) => people.find(([, name]) => name === who)[2]);
await token(employee);
const form = json(await http(employee, 'GET', `/survey/assessments/${assessment}`));
const item = form.sections.flatMap((section) => section.items).find((asked) => asked.type === 'competence');

const database = () => Number(readFileSync(`${state}/mariadb.pid`, 'utf8'));
const script = (action) => execFileSync('bash', ['conf/demo/mariadb.sh', action, state]);
const stored = () => one(`SELECT CONCAT_WS(' ', (SELECT rev FROM answer WHERE assessment_id = ${assessment} AND item_id = ${item.id}),
	(SELECT COUNT(*) FROM training_request), (SELECT COUNT(*) FROM training_event), (SELECT COUNT(*) FROM op),
	(SELECT COUNT(*) FROM audit WHERE detail <> 'filler'))`);

// Something new each time: the same again would be stored already.
const save = () =>
	send(employee, 'PUT', `/survey/assessments/${assessment}/answers/${item.id}`, { level: item.rev % 5, rev: item.rev });
const create = () =>
	send(employee, 'POST', '/survey/requests', { title: 'Norskkurs', form: 'classroom', op: randomBytes(16).toString('hex') });

function refused(what, answers) {
	for (const [i, answer] of answers.entries())
		check(`${what}: request ${i + 1} is told to come back`, answer.status === 503 && answer.headers['retry-after'] === '5',
			`${answer.status} ${answer.body.slice(0, 200)}`);
}

async function comes_back(what) {
	for (const end = Date.now() + 20000; Date.now() < end; await wait(50))
		if ((await http(employee, 'GET', '/survey/')).status === 200) break;
	const saved = await save();
	check(`${what} is over: what was not saved can be`, saved.status === 200, `${saved.status} ${saved.body}`);
	item.rev = json(saved)?.rev;
	check(`${what} is over: what was not asked for can be`, (await create()).status === 201);
}

// The programs of this demo: their configuration is in their environment.
const workers = () => readdirSync('/proc').filter((pid) => {
	try {
		return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`GRUNNMUR_CONF=${state}/conf/`)
			&& /\/bin\/(survey|leader|hr)\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
	} catch {
		return false;
	}
});

// Ends them, and returns when the web server has started as many new ones.
async function start_anew() {
	const old = workers();
	old.forEach((pid) => process.kill(Number(pid)));
	for (const end = Date.now() + 20000; Date.now() < end; await wait(50))
		if (workers().filter((pid) => !old.includes(pid)).length >= old.length) return;
	throw new Error('the programs were not started anew');
}

const before = stored();
script('stop');
await start_anew();
refused('started without a database', await Promise.all([
	http(employee, 'GET', '/survey/'), http(leader, 'GET', '/leader/'), http(hr, 'GET', '/hr/rounds'), save(), create()]));
script('start');
check('started without a database: nothing was stored', stored() === before, stored());
await comes_back('the start without a database');
for (const [login, path] of [[leader, '/leader/'], [hr, '/hr/rounds']])
	check(`${path} came back by itself`, (await http(login, 'GET', path)).status === 200);

const when_read_only = stored();
sql('SET GLOBAL read_only = 1');
refused('the database is read-only', await Promise.all([save(), create()]));
check('the database is read-only: pages are still shown', (await http(employee, 'GET', '/survey/')).status === 200);
check('the database is read-only: nothing was stored', stored() === when_read_only, stored());
sql('SET GLOBAL read_only = 0');
await comes_back('reading only');

/*
 * No room: the audit moves into the system tablespace, which may not grow, and is filled to its last byte. The server is the
 * demo's, with one option more.
 */
sql("SET GLOBAL innodb_file_per_table = 0; ALTER TABLE audit FORCE, ALGORITHM = COPY");
const command = readFileSync(`/proc/${database()}/cmdline`, 'utf8').split('\0').filter(Boolean);
script('stop');
const room = statSync(`${state}/mariadb/ibdata1`).size;
spawn(command[0], [...command.slice(1), `--innodb-data-file-path=ibdata1:${room}`], { detached: true, stdio: 'ignore' }).unref();
for (const end = Date.now() + 20000; Date.now() < end; await wait(50))
	try {
		if (one('SELECT 1') === '1') break;
	} catch { /* not yet */ }
function fill() {
	for (let rows = 4096; rows >= 1; rows = Math.floor(rows / 4))
		for (let full = false; !full; )
			try {
				sql(`INSERT INTO audit (at, program, action, detail, reference)
					SELECT '2026-01-01', 'test', 'test', 'filler', 'filler' FROM seq_1_to_${rows}`);
			} catch (error) {
				full = /ERROR 1114/.test(error.message);
				if (!full) throw error;
			}
}
// What the server tidies away behind the scenes makes room once more.
fill();
sql('SET GLOBAL innodb_max_purge_lag_wait = 0');
fill();
const when_full = stored();
refused('there is no room', [await create()]);
check('there is no room: nothing was stored', stored() === when_full, stored());
check('there is no room: pages are still shown', (await http(employee, 'GET', '/survey/')).status === 200);
script('stop');
script('start');
await comes_back('the want of room');
finish();
