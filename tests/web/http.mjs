// What the web tests share: requests through the demo's web server as anybody, its database, named checks.
import { execFileSync } from 'node:child_process';
import { request as ask } from 'node:http';

export const state = process.env.STATE;
export const port = Number(new URL(process.env.BASE_EMPLOYEE).port) - 1;
export const unknown = 'nobody.at.all'; // whom the web server lets in and no program knows: the port of BASE_STRANGER
export const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

let failed = 0,
	passed = 0;

export function check(name, good, detail = '') {
	console.log(`${good ? 'ok' : 'not ok'} - ${name}${good || !detail ? '' : ` (${detail})`}`);
	if (good) passed += 1;
	else failed += 1;
}

export function finish() {
	console.log(`# ${passed} passed, ${failed} failed`);
	process.exit(failed ? 1 : 0);
}

export { one, sql } from './database.mjs';

// Resolves to {status, headers, raw, body}; login null: without one. Paths are below the prefix unless they begin with "//".
export function http(login, method, path, headers = {}, body = '') {
	const sent = { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin', ...headers };
	if (login && login !== unknown) sent.Authorization = `Basic ${Buffer.from(`${login}:demo`).toString('base64')}`;
	for (const name of Object.keys(sent)) if (sent[name] === null) delete sent[name];
	return new Promise((resolve) => {
		const address = path.startsWith('//') ? path.slice(1) : `/grunnmur${path}`;
		const request = ask(
			{ host: '127.0.0.1', port: login === unknown ? port + 6 : port, method, path: address, headers: sent, agent: false },
			(response) => {
				const parts = [];
				response.on('data', (part) => parts.push(part));
				response.on('end', () =>
					resolve({
						status: response.statusCode,
						headers: response.headers,
						raw: response.rawHeaders,
						body: Buffer.concat(parts).toString(),
					}),
				);
				response.on('error', (error) => resolve({ status: 0, error, headers: {}, raw: [], body: '' }));
			},
		);
		// A body that is refused early may be cut: the answer counts.
		request.on('error', (error) => resolve({ status: 0, error, headers: {}, raw: [], body: '' }));
		request.end(body);
	});
}

const tokens = new Map();

export async function token(login) {
	if (!tokens.has(login)) tokens.set(login, (await http(login, 'GET', '/survey/')).headers['x-csrf-token']);
	return tokens.get(login);
}

// A write in JSON, and one as a form, each with its token.
export const send = async (login, method, path, body, headers = {}) =>
	http(
		login,
		method,
		path,
		{ 'Content-Type': 'application/json', 'X-CSRF-Token': await token(login), ...headers },
		typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
	);
export const post = async (login, path, fields, headers = {}) =>
	http(
		login,
		'POST',
		path,
		{ 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html', ...headers },
		typeof fields === 'string' || Buffer.isBuffer(fields)
			? fields
			: new URLSearchParams({ csrf: await token(login), ...fields }).toString(),
	);

export const json = (answer) => {
	try {
		return JSON.parse(answer.body);
	} catch {
		return null;
	}
};

// The route tables of the programs that are built: [{program, method, path, roles}].
export function routes() {
	return ['survey', 'leader', 'hr'].flatMap((program) => {
		const table = JSON.parse(execFileSync(`build/bin/${program}`, ['--routes'], { encoding: 'utf8' }));
		return table.routes.map((route) => ({ program, ...route }));
	});
}
