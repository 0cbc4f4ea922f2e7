// Every file that a program opens and every address it connects to, from its start to its end, is on a list (S22).
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { check, finish, http, json, one, post, send, sql, state, token } from './http.mjs';

const root = process.cwd();
const programs = ['survey', 'leader', 'hr'];
const parent = Number(readFileSync(`${state}/lighttpd.pid`, 'utf8'));
const environment = Object.fromEntries(readFileSync(`/proc/${parent}/environ`, 'utf8').split('\0').filter(Boolean)
	.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
const watched = 'open,openat,openat2,creat,connect,execve,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat';
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const post_office = readFileSync(`${state}/mail/port`, 'utf8'); // where the worker hands its mails over

// What each may open: libraries, its own configuration and secrets, what it shows, the time zone, the characters.
const files = (program) => [
	/^\/etc\/ld\.so\.cache$/, /^(\/usr)?\/lib\/[\w./+-]+\.so[.\d]*$/, /^\/usr\/lib\/locale\/[\w./@-]+$/, /^\/usr\/share\/locale\/[\w./-]+$/,
	/^\/usr\/lib\/[\w-]+\/gconv\/[\w.-]+$/, /^\/usr\/share\/zoneinfo\/Europe\/Oslo$/, /^\/etc\/localtime$/,
	/^\/etc\/(nsswitch\.conf|services)$/, /^\/(usr\/lib|etc)\/ssl\/openssl\.cnf$/,     // Connector/C, for its port and its ciphers
	new RegExp(`^${literal(`${state}/conf/${program}.conf`)}$`),
	new RegExp(`^${literal(`${state}/secret/`)}(key|${program})$`),
	new RegExp(`^${literal(`${root}/cgi-bin/`)}(layout|${program})(/\\w+\\.html)?$`),
	new RegExp(`^${literal(`${root}/build/locale`)}[\\w./-]*$`),
	// libcurl, which the worker alone uses: its TLS library's state, and how names are looked up.
	...(program === 'worker' ? [/^\/proc\/sys\/crypto\/fips_enabled$/, /^\/etc\/(ssl\/certs[\w./-]*|hosts|host\.conf|resolv\.conf|gai\.conf)$/] : []),
];

async function until(what, condition) {
	for (const end = Date.now() + 20000; Date.now() < end; await wait(20)) if (await condition()) return;
	throw new Error(`waited in vain for ${what}`);
}

const runs = (pid) => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

async function stop_web_server() {
	const pid = Number(readFileSync(`${state}/lighttpd.pid`, 'utf8'));
	process.kill(pid, 'SIGTERM');
	await until('the end of the web server', () => !runs(pid));
}

// The demo's web server once more, its programs watched. The watcher is beside them, so that signals reach the program.
async function start_watched() {
	const configuration = `${state}/lighttpd.conf`;
	for (const program of programs)
		writeFileSync(`${state}/watched-${program}`, `#!/bin/sh\nexec strace -D -f -q -s 4096 -o ${state}/trace.${program}.$$ `
			+ `-e trace=${watched} ${root}/build/bin/${program}\n`, { mode: 0o700 });
	writeFileSync(configuration, readFileSync(configuration, 'utf8').replaceAll('env.ROOT + "/build/bin/', 'env.STATE + "/watched-'));
	await stop_web_server();
	execFileSync('lighttpd', ['-f', configuration], { env: { ...environment, PATH: `${process.env.PATH}:/usr/sbin` } });
	for (const program of programs) await until(program, async () => (await http(null, 'GET', `/${program}/health`)).status === 200);
}

// The worker once more, watched, until it has sent a mail.
async function watch_worker(round, hr) {
	const before = Number(readFileSync(`${state}/worker.pid`, 'utf8'));
	const letters = () => readdirSync(`${state}/mail`).filter((name) => name.endsWith('.eml')).length;
	process.kill(before, 'SIGTERM');
	await until('the end of the worker', () => !runs(before));
	const worker = spawn('strace', ['-D', '-f', '-q', '-s', '4096', '-o', `${state}/trace.worker.1`, '-e', `trace=${watched}`,
		`${root}/build/bin/grunnmur`, '--conf', `${state}/conf/worker.conf`, 'worker'], { stdio: 'ignore' });
	const sent = letters();
	const asked = await send(hr, 'POST', `/hr/rounds/${round}/reminders`, { kind: 'never' });
	check('people are reminded', asked.status === 200, asked.body);
	await until('a mail', () => letters() > sent);
	worker.kill('SIGTERM');
}

async function use_everything() {
	const [[employee, id]] = sql(`SELECT p.login, a.id FROM assessment a JOIN round r ON r.id = a.round_id AND r.state = 'open'
		JOIN person p ON p.id = a.person_id WHERE a.state = 'assigned' AND p.login IS NOT NULL ORDER BY a.id LIMIT 1`);
	const people = readFileSync(`${state}/data/logins.csv`, 'utf8').trim().split('\n').map((line) => line.trim().split(','));
	const [leader, hr] = ['leader', 'hr'].map((who) => people.find(([, name]) => name === who)[2]);
	const html = { Accept: 'text/html', HTTP_PROXY: 'http://127.0.0.1:9/', Proxy: 'http://127.0.0.1:9/' };
	const page = async (login, path) => check(`${path} answers`, (await http(login, 'GET', path, html)).status === 200);
	const round = one("SELECT id FROM round WHERE state = 'open'");

	for (const path of ['/', '/profile', '/training', '/requests', '/certificates', '/my-data', `/assessments/${id}`, '/?lang=nn', '/?lang=en',
		'/?lang=../../etc'])
		await page(employee, `/survey${path}`);
	for (const path of ['/', '/requests', '/certificates']) await page(leader, `/leader${path}`);
	for (const path of ['/rounds', `/rounds/${round}`, `/rounds/${round}/export.csv`, `/rounds/${round}/export.jsonl?pseudonymous=1`])
		await page(hr, `/hr${path}`);
	await token(employee);
	const item = json(await http(employee, 'GET', `/survey/assessments/${id}`)).sections.flatMap((section) => section.items)
		.find((asked) => asked.type === 'competence');
	const saved = await send(employee, 'PUT', `/survey/assessments/${id}/answers/${item.id}`, { level: 2, rev: item.rev });
	check('an answer is saved', saved.status === 200, saved.body);
	check('a request is made', (await post(employee, '/survey/requests', { do: 'save', title: '../../etc/passwd', form: 'digital' })).status === 303);
	await watch_worker(round, hr);
	for (const path of ['/survey/../../etc/passwd', '/survey/%2e%2e/%2e%2e/etc/passwd', '/survey/requests/..%2f..%2fetc%2fpasswd'])
		check(`${path} is refused`, (await http(employee, 'GET', path, html)).status >= 400);
}

try {
	execFileSync('strace', ['-qq', 'true'], { stdio: 'ignore' });
} catch {
	console.log('not ok - the programs cannot be watched: strace may not trace here # SKIP');
	process.exit(0);
}
await start_watched();
await use_everything();
await stop_web_server();
const traces = () => readdirSync(state).filter((name) => name.startsWith('trace.'));
// The last line of a trace is the program's end.
await until('the ends of the programs', () =>
	traces().every((name) => /\+\+\+ (exited|killed)[^\n]*\n$/.test(readFileSync(`${state}/${name}`, 'utf8'))));

for (const program of [...programs, 'worker']) {
	const lines = traces().filter((name) => name.startsWith(`trace.${program}.`))
		.flatMap((name) => readFileSync(`${state}/${name}`, 'utf8').split('\n')).filter((line) => !/ENOENT/.test(line));
	const opened = lines.filter((line) => /\b(open|openat|openat2|creat)\(/.test(line)).map((line) => [line.match(/"([^"]*)"/)?.[1] ?? '', line]);
	const strange = opened.filter(([path]) => !files(program).some((allowed) => allowed.test(path)));
	const written = lines.filter((line) => /O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)|\b(creat|rename\w*|unlink\w*|mkdir\w*)\(/.test(line));
	const connected = lines.filter((line) => /\bconnect\(/.test(line));
	const mail = new RegExp(`sin_port=htons\\(${post_office}\\), sin_addr=inet_addr\\("127\\.0\\.0\\.1"\\)`);
	const others = connected.filter((line) => !line.includes(`sun_path="${state}/mariadb.sock"`) && !(program === 'worker' && mail.test(line)));
	const list = (found) => [...new Set(found.map((entry) => [entry].flat().at(-1).trim()))].slice(0, 10).join('\n# ');

	check(`${program}: was watched`, opened.some(([path]) => path.endsWith(program === 'worker' ? '.mo' : '.html')) && connected.length > 0);
	check(`${program}: opens what is on the list alone`, strange.length === 0, list(strange));
	check(`${program}: writes and removes no file`, written.length === 0, list(written));
	check(`${program}: connects to the database alone${program === 'worker' ? ', and to the mail server' : ''}`, others.length === 0, list(others));
	check(`${program}: starts no other program`, lines.filter((line) => /\bexecve\(/.test(line)).length <= traces()
		.filter((name) => name.startsWith(`trace.${program}.`)).length);
	check(`${program}: ends by itself`, lines.some((line) => /\+\+\+ exited with 0/.test(line)), list(lines.filter((line) => /\+\+\+/.test(line))));
}
finish();
