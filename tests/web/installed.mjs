// What `make install` puts down, run from where it lies, behind each web server of conf/*.example: their samples let nobody in
// without a login (security.md S2), and their sockets nobody but the web server (S3). Only the login is a substitute.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request, createServer } from 'node:http';
import { createServer as createListener } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { makeFile } from './certificates.mjs';
import { check, finish, one, sql, state } from './http.mjs';

process.umask(0o022);       // what is installed is read by the web server's account as well
const root = mkdtempSync('/tmp/grunnmur-installed.');
chmodSync(root, 0o755);
const superuser = process.getuid() === 0;
const programs = ['survey', 'leader', 'hr'];
const running = [];
process.on('exit', () => {
	for (const child of running) child.kill('SIGTERM');
	rmSync(root, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

function start(command, args, options = {}) {
	const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], ...options });
	child.said = '';
	child.stderr.on('data', (text) => (child.said += text));
	child.on('error', (error) => (child.said += error));
	running.push(child);
	return child;
}

async function until(what, child, condition) {
	for (const end = Date.now() + 20000; Date.now() < end; await wait(20)) {
		if (await condition()) return;
		if (child.exitCode !== null) break;
	}
	throw new Error(`waited in vain for ${what}: ${child.said}`);
}

const freePort = () =>
	new Promise((resolve) => {
		const listener = createListener().listen(0, '127.0.0.1', () => {
			const { port } = listener.address();
			listener.close(() => resolve(port));
		});
	});

// Installation ------------------------------------------------------------------------------------
const { MAKEFLAGS, MAKELEVEL, MFLAGS, ...environment } = process.env;
execFileSync('make', ['-s', 'install', `DESTDIR=${root}`], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
const installed = (path) => join(root, 'usr/local', path);
const here = (text) => text.replaceAll('/usr/local/', `${root}/usr/local/`).replaceAll('/run/grunnmur', `${root}/run`);
const sample = (name) => here(readFileSync(installed(`share/doc/grunnmur/${name}.conf.example`), 'utf8'));

const units = installed('lib/systemd/system');
for (const unit of readdirSync(units))
	for (const [path] of readFileSync(join(units, unit), 'utf8').matchAll(/\/usr\/local\/[\w./%-]+/g))
		for (const program of path.includes('%i') ? programs : [''])
			check(`installed: ${path.replace('%i', program)} of ${unit} is there`, existsSync(join(root, path.replace('%i', program))));
check('installed: grunnmur-check-login can be run', (statSync(installed('bin/grunnmur-check-login')).mode & 0o111) === 0o111);

// The programs, as their units start them: from the sample of the configuration, on sockets for the web server's group alone.
function configure(account) {
	const file = join(root, `${account}.conf`);
	const text = sample('grunnmur')
		.replace('key_file = /etc/grunnmur/key', `key_file = ${state}/secret/key`)
		.replace('database_socket = /run/mysqld/mysqld.sock', `database_socket = ${state}/mariadb.sock`);
	writeFileSync(file, `${text}database_user = grunnmur_${account}\ndatabase_password_file = ${state}/secret/${account}\n`);
	return file;
}
const socketUnit = readFileSync(join(units, 'grunnmur@.socket'), 'utf8');
const group = socketUnit.match(/SocketGroup=([\w-]+)/)[1];
const groupId = superuser ? Number(execFileSync('getent', ['group', group], { encoding: 'utf8' }).split(':')[2]) : process.getgid();
const folder = here(socketUnit.match(/ExecStartPre=(.*)/)[1]).split(' ');
execFileSync(folder[0], folder.slice(1).map((word) => (word === group ? String(groupId) : word)));
const listen = `my ($path, $mode, $group, $program) = @ARGV;
	socket(my $listening, PF_UNIX, SOCK_STREAM, 0) or die $!;
	bind($listening, sockaddr_un($path)) or die $!;
	chown(-1, $group, $path) && chmod(oct($mode), $path) && listen($listening, 64) && dup2(fileno($listening), 0) or die $!;
	exec($program)`;
for (const program of programs) {
	const socket = `${root}/run/${program}.sock`;
	const mode = socketUnit.match(/SocketMode=(\d+)/)[1];
	const child = start('/usr/bin/perl',
		['-MSocket', '-MPOSIX=dup2', '-e', listen, socket, mode, groupId, installed(`lib/grunnmur/${program}`)],
		{ env: { PATH: '/usr/bin:/bin', GRUNNMUR_CONF: configure(program) } });
	await until(program, child, () => existsSync(socket));
}
const command = (...args) =>
	execFileSync(installed('bin/grunnmur'), ['--conf', configure('admin'), ...args],
		{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
check('installed: the command finds its migrations', typeof command('migrate') === 'string');

// Another account than the web server's ------------------------------------------------------------
const knock = 'socket(my $client, PF_UNIX, SOCK_STREAM, 0); print connect($client, sockaddr_un($ARGV[0])) ? "connected" : $! + 0';
const as = (user, groups, path) => {
	const words = ['setpriv', `--reuid=${user}`, `--regid=${groups}`, '--clear-groups', '/usr/bin/perl', '-MSocket', '-e', knock, path];
	if (!superuser) words.unshift('sudo', '-n');
	return new Promise((resolve) => execFile(words[0], words.slice(1), { cwd: '/' }, (error, said) => resolve(said.trim() || String(error))));
};
const ENOENT = '2',
	EACCES = '13';
const mayTry = superuser || (await as('nobody', 'nogroup', '/nothing')) === ENOENT;
for (const program of programs) {
	const socket = `${root}/run/${program}.sock`;
	const name = `installed: another account is refused at ${program}.sock`;
	if (!mayTry) {
		console.log(`not ok - ${name} # SKIP needs root, or sudo without a password`);
		continue;
	}
	const stranger = await as('nobody', 'nogroup', socket);
	check(name, stranger === EACCES, stranger);
	chmodSync(`${root}/run`, 0o755);
	const within = await as('nobody', 'nogroup', socket);
	chmodSync(`${root}/run`, 0o750);
	check(`${name}, also where the folder is open`, within === EACCES, within);
	const server = await as('nobody', groupId, socket);
	check(`installed: the web server's group is not, at ${program}.sock`, server === 'connected', server);
}

// The web servers ----------------------------------------------------------------------------------
// One for each server: they are tried at the same time.
const [ann, bo, cai] = sql(`SELECT p.login FROM person p JOIN assessment a ON a.person_id = p.id AND a.state = 'assigned'
	WHERE p.login IS NOT NULL AND p.language = 'nb' ORDER BY p.id LIMIT 3`).flat();
const basic = (login, password) => ({ Authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` });
const lines = (...text) => `${text.join('\n')}\n`;
const without = (text, ...parts) =>
	parts.reduce((left, part) => {
		if (left.split(part).length !== 2) throw new Error(`not once in the sample: ${part}`);
		return left.replace(part, () => '');
	}, text);
const instead = (text, part, other) => {
	if (!text.includes(part)) throw new Error(`not in the sample: ${part}`);
	return text.replaceAll(part, () => other);
};
writeFileSync(`${root}/users`, `${cai}:demo\n`);
writeFileSync(`${root}/htpasswd`, `${ann}:{SHA}${createHash('sha1').update('demo').digest('base64')}\n`);

// What nginx asks who somebody is, in place of the gateway.
const gateway = createServer((asked, reply) => {
	const good = asked.headers.authorization === basic(bo, 'demo').Authorization;
	reply.writeHead(good ? 202 : 401, good ? { 'X-Auth-Request-User': bo } : { 'WWW-Authenticate': 'Basic realm="Grunnmur"' }).end();
});
await new Promise((resolve) => gateway.listen(0, '127.0.0.1', resolve));

const modules = (text) => ['mpm_event', 'authn_core', 'authn_file', 'auth_basic', 'authz_core', 'authz_host', 'authz_user', 'mime',
	...text.match(/^# Modules: (.*)\.$/m)[1].split(', ').filter((name) => name !== 'auth_openidc')];
const servers = {
	apache: {
		employee: ann,
		login: (text) => instead(text, 'AuthType openid-connect',
			`AuthType Basic\nAuthName Grunnmur\nAuthBasicProvider file\nAuthUserFile ${root}/htpasswd`),
		open: {
			'no login asked for': (text) => without(text, '\tRequire valid-user\n'),
			'a header believed': (text) => instead(text, '\tRequire valid-user\n', '\tSetEnvIf X-Remote-User "(.+)" REMOTE_USER=$1\n'),
		},
		run: (text, port, work) => {
			writeFileSync(`${work}/conf`, lines(`ServerRoot ${work}`, `DefaultRuntimeDir ${work}`, `PidFile ${work}/pid`, `ErrorLog ${work}/log`,
				'ServerName 127.0.0.1', `Listen 127.0.0.1:${port}`, `DocumentRoot ${work}`, 'TypesConfig /dev/null', 'AddType text/css .css',
				...modules(text).map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
				...(superuser ? ['User www-data', 'Group www-data'] : []), '<Directory />\nRequire all denied\n</Directory>',
				`<Directory ${work}>\nRequire all granted\n</Directory>`, text));
			return start('apache2', ['-f', `${work}/conf`, '-DFOREGROUND']);
		},
	},
	nginx: {
		employee: bo,
		login: (text) => instead(text, '127.0.0.1:4180', `127.0.0.1:${gateway.address().port}`),
		open: {
			'no login asked for': (text) => without(text, '\t\tauth_request /grunnmur/login-check;\n'),
			'an unchecked name believed': (text) => instead(without(text, '\t\tauth_request /grunnmur/login-check;\n'), '$login;', '$remote_user;'),
		},
		run: (text, port, work) => {
			const room = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${work}/${name};`);
			writeFileSync(`${work}/conf`, lines('daemon off;', superuser ? 'user www-data;' : '', `pid ${work}/pid;`,
				'error_log stderr;', 'events { }', 'http {', 'access_log off;', 'types { text/html html; text/css css; }', ...room,
				'server {', `listen 127.0.0.1:${port};`, `root ${work};`, text, '}', '}'));
			return start('nginx', ['-p', work, '-e', 'stderr', '-c', `${work}/conf`]);
		},
	},
	lighttpd: {
		employee: cai,
		login: (text) => {
			const plain = instead(instead(text, 'mod_authn_gssapi', 'mod_authn_file'), '"method" => "gssapi"', '"method" => "basic"');
			return instead(plain, 'auth.backend = "gssapi"', `auth.backend = "plain"\nauth.backend.plain.userfile = "${root}/users"`);
		},
		open: { 'no login asked for': (text) => text.replace(/^\t\tauth\.require = .*\n/m, '') },
		run: (text, port, work) => {
			writeFileSync(`${work}/conf`, lines('server.modules = ()', 'server.bind = "127.0.0.1"', `server.port = ${port}`,
				`server.document-root = "${work}"`, 'mimetype.assign = (".css" => "text/css", ".html" => "text/html; charset=utf-8")', text));
			return start('lighttpd', ['-D', '-f', `${work}/conf`]);
		},
	},
};

// {status, headers: [[name, value]…], body}
function ask(port, path, { method = 'GET', headers = {}, body = '' } = {}) {
	return new Promise((resolve) => {
		const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
			const names = response.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
			const parts = [];
			const done = () => resolve({ status: response.statusCode, body: Buffer.concat(parts).toString(),
				headers: names.map((name, i) => [name, response.rawHeaders[2 * i + 1]]) });
			response.on('data', (part) => parts.push(part)).on('end', done).on('error', done);
		});
		call.on('error', () => resolve({ status: 0, body: '', headers: [] }));
		call.end(body);
	});
}

const header = (reply, name) => reply.headers.filter(([n]) => n === name).map(([, value]) => value).join(' & ');
const safety = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy',
	'cross-origin-resource-policy', 'permissions-policy', 'cache-control'];
const missing = (reply) => safety.filter((name) => reply.headers.filter(([n]) => n === name).length !== 1).join();

const checkLogin = (port) =>
	new Promise((resolve) =>
		execFile('bash', [installed('bin/grunnmur-check-login'), `http://127.0.0.1:${port}/grunnmur`], (error, said) =>
			resolve({ status: error ? error.code : 0, faults: said.split('\n').filter((line) => line.startsWith('not ok')) })));

async function serve(name, what, text) {
	const port = await freePort();
	const work = join(root, `${name}-${what.replaceAll(' ', '-')}`);
	mkdirSync(work);
	const child = servers[name].run(text, port, work);
	await until(`${name}, ${what}`, child, async () => (await ask(port, '/')).status > 0);
	return { port, child };
}

async function tryIt(name, port) {
	const good = (what, reply, status) =>
		check(`${name}: ${what}: ${status}, with its headers`, reply.status === status && missing(reply) === '',
			`${reply.status}, not once: ${missing(reply)}`);
	const { employee } = servers[name];
	const known = basic(employee, 'demo');
	const page = await ask(port, '/grunnmur/survey/', { headers: known });
	good('a page', page, 200);
	const style = page.body.match(/href="(\/grunnmur\/static\/[^"]+grunnmur\.css)"/)?.[1];
	const file = await ask(port, style ?? '/nothing');
	check(`${name}: its style sheet, to be kept`, file.status === 200 && header(file, 'cache-control') === 'public, max-age=31536000, immutable',
		`${file.status} ${header(file, 'cache-control')}`);
	const csrf = page.body.match(/name="csrf" value="([^"]+)"/)?.[1] ?? '';
	const chosen = await ask(port, '/grunnmur/survey/language', { method: 'POST', body: new URLSearchParams({ csrf, language: 'en' }).toString(),
		headers: { ...known, 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' } });
	good('a form', chosen, 303);
	check(`${name}: and it is stored`, one(`SELECT language FROM person WHERE login = '${employee}'`) === 'en');
	sql(`UPDATE person SET language = 'nb' WHERE login = '${employee}'`);
	good('a page that the program refuses', await ask(port, '/grunnmur/hr/rounds', { headers: known }), 403);
	check(`${name}: the program is well`, (await ask(port, '/grunnmur/survey/health')).status === 200);
	const start_ = await ask(port, '/grunnmur/', { headers: known });
	check(`${name}: the way in`, [301, 302].includes(start_.status) && header(start_, 'location').endsWith('/grunnmur/survey/'),
		`${start_.status} ${header(start_, 'location')}`);

	// Whoever is not HR is told so by the program: the file came through the web server and its login.
	const file_ = { ...known, 'Content-Type': 'multipart/form-data; boundary=b', 'Sec-Fetch-Site': 'same-origin' };
	const sent = await ask(port, '/grunnmur/hr/people/import', { method: 'POST', headers: file_, body: Buffer.alloc(5 << 20) });
	good('a file of 5 MB for HR', sent, 403);
	const proof = await ask(port, '/grunnmur/survey/certificates', { method: 'POST', headers: file_, body: Buffer.alloc(5 << 20) });
	good('a certificate of 5 MB, without its token', proof, 403);
	const id = makeFile(one(`SELECT id FROM person WHERE login = '${employee}'`));
	const saved = await ask(port, `/grunnmur/survey/certificates/${id}/file`, { headers: known });
	good('the file of a certificate', saved, 200);
	check(`${name}: which may do nothing`, header(saved, 'content-security-policy').endsWith("object-src 'none'; sandbox")
		&& header(saved, 'content-disposition').startsWith('attachment;'), JSON.stringify(saved.headers));
	for (const [what, path, headers, status] of [
		['no login', '/grunnmur/survey/', {}, 401],
		['a wrong password', '/grunnmur/survey/', basic(employee, 'wrong'), 401],
		['a body too large', '/grunnmur/survey/language', known, 413],
		['no address of ours', '/grunnmur/nothing/', known, 404],
		['two lengths', '/grunnmur/survey/', { ...known, 'Content-Length': ['1', '2'] }, 400],
		['a header too long', '/grunnmur/survey/', { ...known, 'X-Long': 'x'.repeat(40000) }, name === 'lighttpd' ? 431 : 400],
	]) {
		const reply = await ask(port, path, status === 413 ? { method: 'POST', headers, body: Buffer.alloc(5 << 20) } : { headers });
		good(what, reply, status);
		check(`${name}: ${what}: a page that says so`, header(reply, 'content-type') === 'text/html; charset=utf-8'
			&& reply.body.includes('<html lang="nb"'), `${header(reply, 'content-type')} ${reply.body.slice(0, 200)}`);
	}
}

async function trySample(name) {
	const text = servers[name].login(sample(name));
	const { port, child } = await serve(name, 'as it is', text);
	const { status, faults } = await checkLogin(port);
	check(`${name}: nobody comes in without a login`, status === 0 && faults.length === 0, `${status} ${faults.join('; ')}`);
	await tryIt(name, port);
	child.kill('SIGTERM');
	for (const [what, open] of Object.entries(servers[name].open)) {
		const hole = await serve(name, what, open(text));
		const found = await checkLogin(hole.port);
		check(`${name}: ${what}: the script finds it`, found.status !== 0 && found.faults.length > 0);
		hole.child.kill('SIGTERM');
	}
}

await Promise.all(Object.keys(servers).map((name) =>
	trySample(name).catch((error) =>
		/ENOENT/.test(error.message) ? console.log(`not ok - ${name}: its sample works # SKIP it is not installed`)
			: check(`${name}: its sample works`, false, error.message))));
gateway.close();
finish();
