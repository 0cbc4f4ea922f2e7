// The demo's database as root, so that a test can make what no page makes: one client that stays, as starting one takes longer
// than most statements. It is asked through named pipes, which can be read without turning the tests inside out.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const end = 'end of the answer';
const chunk = Buffer.alloc(1 << 16);
let client = null;

function start() {
	const folder = mkdtempSync(join(tmpdir(), 'grunnmur-sql-'));
	const [questions, answers] = ['questions', 'answers'].map((name) => join(folder, name));
	execFileSync('mkfifo', [questions, answers]);
	const options = ['--no-defaults', '--default-character-set=utf8mb4', `--socket=${process.env.STATE}/mariadb.sock`, '--user=root',
		'--batch', '--skip-column-names', '--skip-reconnect', '--unbuffered', 'grunnmur'];
	spawn('sh', ['-c', 'exec mariadb "$@" <"$0/questions" >"$0/answers" 2>&1', folder, ...options], { stdio: 'ignore' }).unref();
	client = { questions: openSync(questions, 'w'), answers: openSync(answers, 'r') };
	rmSync(folder, { recursive: true });
}

function stop() {
	closeSync(client.questions);
	closeSync(client.answers);
	client = null;
}

// What it says until the end of the answer, or its last words: it ends itself at the first error.
function ask(statement) {
	const parts = [];
	let tail = '';
	if (!client) start();
	try {
		writeSync(client.questions, `${statement.trim().replace(/;$/, '')};\nSELECT '${end}';\n`);
	} catch (error) {
		if (error.code !== 'EPIPE') throw error;
	}
	while (!tail.endsWith(`${end}\n`)) {
		const length = readSync(client.answers, chunk);
		if (length === 0) {
			stop();
			throw new Error(`${Buffer.concat(parts).toString().trim() || 'the client ended'}: ${statement}`);
		}
		parts.push(Buffer.from(chunk.subarray(0, length)));
		tail = (tail + parts.at(-1).toString('latin1')).slice(-end.length - 1);
	}
	return Buffer.concat(parts).toString().slice(0, -end.length - 1);
}

// Rows of the statements as lists of texts. A server that was started anew meanwhile is asked again.
export function sql(statement) {
	let text;
	try {
		text = ask(statement);
	} catch (error) {
		if (!/^ERROR (2006|4031) |^the client ended/m.test(error.message)) throw error;
		text = ask(statement);
	}
	return text.trim().split('\n').filter(Boolean).map((line) => line.split('\t'));
}
export const one = (statement) => sql(statement)[0]?.[0];
