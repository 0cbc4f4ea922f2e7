// What the demo's web server is to do: ask for a login, add no header twice, cache and pack static files.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';

const base = process.env.BASE_LOGIN;
const state = process.env.STATE;
const version = readFileSync('build/static/VERSION', 'utf8').trim();
const people = readFileSync(`${state}/data/logins.csv`, 'utf8').trim().split('\n').slice(1).map((line) => line.trim().split(','));
const login = (who) => people.find(([, name]) => name === who)[2];
let failed = 0;

async function check(name, body) {
	try {
		await body();
		console.log(`ok - ${name}`);
	} catch (error) {
		failed++;
		console.log(`not ok - ${name}\n${String(error.stack || error).replace(/^/gm, '# ')}`);
	}
}

function equal(actual, expected, what) {
	if (JSON.stringify(actual) !== JSON.stringify(expected))
		throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

// {status, headers: [[name, value]…], body, whole}; whole is false where the connection broke before the end.
function ask(address, { method = 'GET', headers = {}, onData } = {}) {
	return new Promise((resolve, reject) => {
		const call = request(address, { method, headers, agent: false }, (response) => {
			const names = response.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
			const pairs = names.map((name, i) => [name, response.rawHeaders[2 * i + 1]]);
			const parts = [];
			const done = (whole) => resolve({ status: response.statusCode, headers: pairs, body: Buffer.concat(parts), whole });
			response.on('data', (part) => { parts.push(part); onData?.(call); });
			response.on('end', () => done(response.complete));
			response.on('error', () => done(false));
		});
		call.on('error', reject);
		call.end();
	});
}

const header = (reply, name) => reply.headers.filter(([n]) => n === name).map(([, value]) => value);
const basic = (name, password = 'demo') => ({ Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` });
const safety = [
	'content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy',
	'cross-origin-resource-policy', 'permissions-policy', 'cache-control',
];

await check('nobody comes in without a login: the shipped script', () => {
	const { status, stdout } = spawnSync('bash', ['conf/check-login.sh', `${base}/grunnmur`], { encoding: 'utf8' });
	equal(stdout.split('\n').filter((line) => line.startsWith('not ok')), [], 'let in');
	equal(status, 0, 'its exit status');
});

await check('a wrong password is refused, a right one is remembered', async () => {
	equal((await ask(`${base}/grunnmur/survey/`, { headers: basic(login('employee'), 'wrong') })).status, 401, 'status');
	for (let i = 0; i < 3; i++)
		equal((await ask(`${base}/grunnmur/survey/`, { headers: basic(login('employee')) })).status, 200, 'status');
});

await check('every answer has each header of safety once', async () => {
	const hr = basic(login('hr'));
	for (const [path, headers, status] of [
		['/', {}, 200], ['/grunnmur/', {}, 401], ['/grunnmur/survey/', {}, 401], ['/grunnmur/survey/', hr, 200],
		['/grunnmur/', hr, 301], ['/grunnmur/hr/rounds', hr, 200], ['/grunnmur/survey/nothing', hr, 404],
		['/grunnmur/leader/', hr, 403], ['/grunnmur/nothing/', hr, 404], ['/grunnmur/surveyor', hr, 404],
		['/grunnmur/survey/health', {}, 200], [`/grunnmur/static/${version}/css/grunnmur.css`, {}, 200],
		['/grunnmur/static/none/css/grunnmur.css', {}, 404],
	]) {
		const reply = await ask(base + path, { headers });
		equal(reply.status, status, `status of ${path}`);
		for (const name of safety)
			equal(header(reply, name).length, 1, `${name} of ${path} with ${status}`);
		equal(header(reply, 'set-cookie'), [], `cookies of ${path}`);
	}
});

await check('the programs send the headers themselves', async () => {
	for (const [port, path] of [['EMPLOYEE', '/survey/'], ['STRANGER', '/survey/'], ['LEADER', '/leader/'], ['HR', '/hr/rounds'],
		['EMPLOYEE', '/survey/nothing'], ['EMPLOYEE', '/hr/rounds']]) {
		const reply = await ask(`${process.env[`BASE_${port}`]}/grunnmur${path}`);
		for (const name of safety)
			equal(header(reply, name).length, 1, `${name} of ${path} as ${port}`);
	}
});

await check('static files are kept for ever, and come packed', async () => {
	const address = `${base}/grunnmur/static/${version}/css/grunnmur.css`;
	const packed = await ask(address, { headers: { 'Accept-Encoding': 'gzip' } });
	const plain = await ask(address);
	equal(header(packed, 'cache-control'), ['public, max-age=31536000, immutable'], 'cache');
	equal(header(packed, 'content-encoding'), ['gzip'], 'encoding');
	equal(header(packed, 'content-type'), header(plain, 'content-type'), 'type');
	equal(header(plain, 'content-encoding'), [], 'encoding of the plain one');
	equal(packed.body.length * 2 < plain.body.length, true, 'smaller by half');
});

// A page that another site sends the browser to is not packed: its length must tell nothing of what it shows (BREACH).
await check('pages come packed, but not to other sites', async () => {
	const page = `${process.env.BASE_EMPLOYEE}/grunnmur/survey/my-data`;
	const gzip = { 'Accept-Encoding': 'gzip, deflate, br' };
	for (const site of [{}, { 'Sec-Fetch-Site': 'none' }, { 'Sec-Fetch-Site': 'same-origin' }]) {
		const packed = await ask(page, { headers: { ...gzip, ...site } });
		equal([packed.status, header(packed, 'content-encoding')], [200, ['gzip']], `encoding with ${JSON.stringify(site)}`);
		equal(header(packed, 'vary').join().includes('Accept-Encoding'), true, 'vary');
		const text = gunzipSync(packed.body).toString();
		equal([text.endsWith('</html>\n'), packed.body.length * 3 < text.length], [true, true], 'whole, and a third');
	}
	for (const site of ['cross-site', 'same-site'])
		equal(header(await ask(page, { headers: { ...gzip, 'Sec-Fetch-Site': site } }), 'content-encoding'), [], site);
	equal(header(await ask(page), 'content-encoding'), [], 'encoding that was not asked for');
});

// What lighttpd refuses before a program is asked.
await check('what the web server refuses alone has a page and the headers too', async () => {
	const long = { 'Content-Length': String(5 << 20) };
	for (const [name, path, headers, status] of [
		['too large', '/grunnmur/survey/language', { ...basic(login('hr')), ...long }, 413],
		['a header too long', '/grunnmur/survey/', { 'X-Long': 'x'.repeat(20000) }, 431],
		['two lengths', '/grunnmur/survey/', { 'Content-Length': ['1', '2'] }, 400],
		['no login', '/grunnmur/survey/', {}, 401],
		['no such program', '/grunnmur/nothing/', basic(login('hr')), 404],
	])
		for (const address of [base, process.env.BASE_EMPLOYEE]) {
			if (status === 401 && address !== base) continue;
			const reply = await ask(address + path, { method: path.endsWith('language') ? 'POST' : 'GET', headers });
			equal(reply.status, status, `status of ${name}`);
			for (const one of safety)
				equal(header(reply, one).length, 1, `${one} of ${name} with ${status}`);
			equal(header(reply, 'content-type'), ['text/html; charset=utf-8'], `type of ${name}`);
			equal(/<h1>Siden kan ikke vises<\/h1>/.test(reply.body.toString()), true, `page of ${name}`);
		}
});

await check('nothing outside the static folder is handed out', async () => {
	for (const path of ['/grunnmur/static/../../Makefile', '/grunnmur/static/%2e%2e/%2e%2e/Makefile', '/grunnmur/static/',
		'/users', '/../users', '/secret/key', '/mariadb.sock', '/conf/survey.conf'])
		equal([403, 404].includes((await ask(base + path, { headers: basic(login('hr')) })).status), true, path);
});

const client = ['--no-defaults', '--default-character-set=utf8mb4', `--socket=${state}/mariadb.sock`, '--user=root', '--batch',
	'--skip-column-names', 'grunnmur'];
const round = execFileSync('mariadb', [...client, '-e', 'SELECT MIN(id) FROM round'], { encoding: 'utf8' }).trim();
const exported = `${process.env.BASE_HR}/grunnmur/hr/rounds/${round}/export.csv`;

await check('an export begins with its heading before a row is read', async () => {
	const lock = spawn('mariadb', [...client, '--unbuffered'], { stdio: ['pipe', 'pipe', 'inherit'] });
	lock.stdin.write("LOCK TABLES answer WRITE, assessment WRITE; SELECT 'locked';\n");
	await once(lock.stdout, 'data');
	// Rows can be read once the heading has come: that sets the tables free.
	const reply = await ask(exported, { headers: { 'Accept-Encoding': 'gzip' }, onData: () => lock.stdin.end() }).finally(() => lock.stdin.end());
	equal([reply.status, reply.whole], [200, true], 'the export');
	equal(reply.body.toString().startsWith('\ufeffround;'), true, 'the heading');
	equal(header(reply, 'content-encoding'), [], 'encoding');
});

await check('everything listens on loopback alone', () => {
	const listening = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1).map((line) => line.trim().split(/\s+/))
		.filter((parts) => parts[3] === '0A').map((parts) => parts[1].split(':'));
	const first = Number(new URL(base).port);
	for (let port = first; port <= first + 6; port++)
		equal(listening.filter(([, hex]) => parseInt(hex, 16) === port).map(([ip]) => ip), ['0100007F'], `port ${port}`);
});

process.exit(failed ? 1 : 0);
