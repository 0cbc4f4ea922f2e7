// Who the user is comes from two parameters of the web server and nothing else (security.md S1 to S4): a bare FastCGI client.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { check, finish, http, one, port, sql, state } from './http.mjs';

const login = (name) =>
	fetch(`${process.env[`BASE_${name}`]}/grunnmur/survey/`, { headers: { Accept: 'application/json' } })
		.then((response) => response.json())
		.then((page) => one(`SELECT login FROM person WHERE id = ${page.person.id}`));
const employee = await login('EMPLOYEE'),
	hr = await login('HR');

// FastCGI 1.0: a record, and a name with its value.
function record(type, content) {
	const head = Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]);
	return Buffer.concat([head, content]);
}
const length = (n) => (n < 128 ? Buffer.from([n]) : Buffer.from([(n >> 24) | 128, (n >> 16) & 255, (n >> 8) & 255, n & 255]));
function pair(name, value) {
	const bytes = [name, value].map((text) => (Buffer.isBuffer(text) ? text : Buffer.from(text)));
	return Buffer.concat([length(bytes[0].length), length(bytes[1].length), ...bytes]);
}

// Resolves to {status, body}; status 0: the program ended the connection without an answer.
function ask(program, pairs, body = Buffer.alloc(0)) {
	const socket = `${state}/${readdirSync(state).find((name) => name.startsWith(`${program}.sock`))}`;
	const parameters = Buffer.concat(pairs.map(([name, value]) => pair(name, value)));
	const parts = [record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]))];
	for (let at = 0; at < parameters.length; at += 65000) parts.push(record(4, parameters.subarray(at, at + 65000)));
	parts.push(record(4, Buffer.alloc(0)));
	if (body.length) parts.push(record(5, body));
	parts.push(record(5, Buffer.alloc(0)));
	return new Promise((resolve) => {
		const answers = [];
		const client = connect(socket, () => client.write(Buffer.concat(parts)));
		client.setTimeout(15000, () => client.destroy());
		client.on('data', (part) => answers.push(part));
		client.on('error', () => {});
		client.on('close', () => {
			let text = '',
				rest = Buffer.concat(answers);
			while (rest.length >= 8) {
				const size = rest.readUInt16BE(4);
				if (rest[1] === 6) text += rest.subarray(8, 8 + size).toString();
				rest = rest.subarray(8 + size + rest[6]);
			}
			resolve({ status: Number(text.match(/^Status: (\d+)/)?.[1] ?? 0), body: text.slice(text.indexOf('\r\n\r\n') + 4) });
		});
	});
}

const basic = (path = '/survey/', program = 'survey') => [
	['REQUEST_METHOD', 'GET'],
	['SCRIPT_NAME', `/grunnmur/${program}`],
	['PATH_INFO', path.slice(program.length + 1)],
	['REQUEST_URI', `/grunnmur${path}`],
	['QUERY_STRING', ''],
	['CONTENT_LENGTH', '0'],
	['SERVER_PROTOCOL', 'HTTP/1.1'],
	['REMOTE_ADDR', '127.0.0.1'],
	['HTTP_ACCEPT', 'application/json'],
];
const as = (user) => [...basic(), ['GRUNNMUR_AUTH', 'on'], ['REMOTE_USER', user]];

async function expect(name, pairs, status, program = 'survey', body = undefined) {
	const answer = await ask(program, pairs, body);
	const leaks = status !== 200 && answer.body.includes('"person"');
	check(`identity: ${name}: ${status}`, answer.status === status && !leaks, `${answer.status} ${answer.body.slice(0, 200)}`);
	return answer;
}

const mine = await expect('as the web server says', as(employee), 200);
check(
	'identity: it is the right person',
	JSON.parse(mine.body).person.name === one(`SELECT CONCAT(given_name, ' ', family_name) FROM person WHERE login = '${employee}'`),
);

// S1: nothing but REMOTE_USER, once, and whole.
await expect('no REMOTE_USER', [...basic(), ['GRUNNMUR_AUTH', 'on']], 500);
await expect('an empty one', as(''), 500);
await expect('two of them', [...as(employee), ['REMOTE_USER', hr]], 500);
await expect('two that are the same', [...as(employee), ['REMOTE_USER', employee]], 500);
await expect('256 bytes', as('x'.repeat(256)), 500);
await expect('255 bytes that nobody has', as('x'.repeat(255)), 403);
await expect('a newline', as(`${employee}\n`), 500);
await expect('a NUL first', as(`\0${employee}`), 500);
await expect('a tab', as(`${employee}\t`), 500);
await expect('DEL', as(`${employee}\x7f`), 500);
await expect('bytes that are no text', as(Buffer.concat([Buffer.from(employee), Buffer.from([0xff])])), 500);
const forged = [
	['HTTP_X_REMOTE_USER', hr],
	['HTTP_REMOTE_USER', hr],
	['HTTP_X_FORWARDED_USER', hr],
	['HTTP_AUTHORIZATION', 'Basic eDp5'],
	['HTTP_COOKIE', `REMOTE_USER=${hr}`],
	['HTTP_GRUNNMUR_AUTH', 'on'],
	['X_REMOTE_USER', hr],
	['remote_user', hr],
	['AUTH_USER', hr],
	['LOGON_USER', hr],
];
for (const [name, value] of forged) {
	const answer = await expect(`${name} beside it changes nothing`, [...as(employee), [name, value]], 200);
	check(
		`identity: ${name}: still the same person`,
		answer.status === 200 && JSON.parse(answer.body).person.id === JSON.parse(mine.body).person.id,
	);
	await expect(`${name} instead of it`, [...basic(), ['GRUNNMUR_AUTH', 'on'], [name, value]], 500);
}
await expect(
	'REMOTE_USER in the query',
	[...basic().filter(([name]) => name !== 'QUERY_STRING'), ['QUERY_STRING', `REMOTE_USER=${employee}`], ['GRUNNMUR_AUTH', 'on']],
	500,
);
for (const header of ['X-Remote-User', 'Remote-User', 'Remote_User', 'REMOTE_USER', 'X_Remote_User', 'GRUNNMUR_AUTH', 'Grunnmur-Auth']) {
	const none = await http(null, 'GET', '/survey/', { [header]: header.toLowerCase().includes('auth') ? 'on' : hr });
	check(`identity: header ${header} without a login: 401`, none.status === 401, `${none.status}`);
	const own = await http(employee, 'GET', '/survey/', { [header]: hr });
	check(
		`identity: header ${header} beside a login changes nothing`,
		JSON.parse(own.body).person?.id === JSON.parse(mine.body).person.id,
		own.body.slice(0, 100),
	);
}

// libfcgi ends a value at a NUL, so that what follows is never seen: the web server must not let such a login in.
for (const odd of [`${employee}\0`, `${employee}\0x`, `${employee} `, `${employee}\n`, employee.toUpperCase(), `${employee}@EVIL`])
	check(`identity: the web server lets ${JSON.stringify(odd)} not in`, (await http(odd, 'GET', '/survey/')).status === 401);

// S2: the mark of the protected place.
await expect('no GRUNNMUR_AUTH', [...basic(), ['REMOTE_USER', employee]], 500);
for (const mark of ['', 'off', 'On', 'on ', '1'])
	await expect(`GRUNNMUR_AUTH ${JSON.stringify(mark)}`, [...basic(), ['REMOTE_USER', employee], ['GRUNNMUR_AUTH', mark]], 500);
await expect('GRUNNMUR_AUTH only as a header', [...basic(), ['REMOTE_USER', employee], ['HTTP_GRUNNMUR_AUTH', 'on']], 500);

// S4: the login is what it is.
const person = one(`SELECT id FROM person WHERE login = '${employee}'`);
sql(`UPDATE person SET login = 'iåkari' WHERE id = ${person}`);
await expect('letters beyond ASCII', as('iåkari'), 200);
for (const other of [
	'iåkari@EVIL',
	'iåkari@TREFJORD.EXAMPLE',
	'IÅKARI',
	'Iåkari',
	'iåkari ',
	' iåkari',
	'i\u0307åkari',
	'\u0130åkari',
	'ia\u030akari',
	'iakari',
	'iåkar',
	'iåkarii',
	'iåkari\u200b',
	"iåkari' OR '1'='1",
	'iåkari%',
	'_åkari',
	'EVIL\\iåkari',
])
	await expect(`not ${JSON.stringify(other)}`, as(other), 403);
check('identity: strangers leave rows', Number(one("SELECT COUNT(*) FROM audit WHERE action = 'refused.stranger'")) >= 17);
check('identity: and no account', one("SELECT COUNT(*) FROM person WHERE login LIKE '%EVIL%'") === '0');
sql(`UPDATE person SET login = '${employee}' WHERE id = ${person}`);

// A program answers only for its own address; what is malformed ends in an error, never as somebody.
for (const name of ['/grunnmur/leader', '/grunnmur/surveyx', '/survey', '/grunnmur/survey/x', '']) {
	const pairs = as(employee).filter(([key]) => key !== 'SCRIPT_NAME');
	const answer = await ask('survey', [...pairs, ['SCRIPT_NAME', name]]);
	check(
		`identity: SCRIPT_NAME ${JSON.stringify(name)} is refused`,
		answer.status >= 400 && !answer.body.includes('"person"'),
		`${answer.status}`,
	);
}
for (const method of ['get', 'CONNECT', 'GET ', 'G', '']) {
	const pairs = as(employee).filter(([key]) => key !== 'REQUEST_METHOD');
	const answer = await ask('survey', [...pairs, ['REQUEST_METHOD', method]]);
	check(`identity: method ${JSON.stringify(method)} is refused`, answer.status === 405 || answer.status === 400, `${answer.status}`);
}
await expect('101 headers', [...as(employee), ...Array.from({ length: 101 }, (_, i) => [`HTTP_X_${i}`, 'x'])], 400);
await expect('a header over 8 KB', [...as(employee), ['HTTP_X', 'x'.repeat(8300)]], 400);
const health = [...basic('/survey/health').filter(([name]) => name !== 'REMOTE_ADDR')];
await expect('health for this machine', [...health, ['REMOTE_ADDR', '127.0.0.1']], 200);
await expect('health for another', [...health, ['REMOTE_ADDR', '10.0.0.1']], 404);
await expect('health through a proxy', [...health, ['REMOTE_ADDR', '127.0.0.1'], ['HTTP_X_FORWARDED_FOR', '10.0.0.1']], 404);
await expect('health of an unnamed one', health, 404);

// S3: only the web server's own account reaches the sockets.
{
	check('identity: the folder of the sockets is nobody else’s', (statSync(state).mode & 0o007) === 0);
	const started = spawnSync('bash', ['-c', 'exec 3<>/dev/tcp/127.0.0.1/"$0"; exec build/bin/survey <&3', String(port)], {
		encoding: 'utf8',
		env: { ...process.env, GRUNNMUR_CONF: `${state}/conf/survey.conf` },
	});
	check(
		'identity: a program on a TCP socket does not start',
		started.status === 78 && /unix socket/.test(started.stderr),
		`${started.status} ${started.stderr}`,
	);
}
check('identity: after all this it still answers', (await ask('survey', as(employee))).status === 200);
finish();
