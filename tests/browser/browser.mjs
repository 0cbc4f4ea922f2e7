// What the browser tests share: Chromium, the people of the running demo, named checks, pictures.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(`${root}build/package.json`);
const { chromium } = require('playwright-core');
const pictures = process.env.SCREENSHOTS || `${root}build/screenshots`;

export const languages = ['nb', 'nn', 'en'];
export const base = {
	employee: process.env.BASE_EMPLOYEE,
	leader: process.env.BASE_LEADER,
	top: process.env.BASE_TOP,
	hr: process.env.BASE_HR,
	representative: process.env.BASE_REP,
	stranger: process.env.BASE_STRANGER,
};
export const axeSource = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const flags = [
	'--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync',
];
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium-headless-shell',
	args: process.getuid() === 0 ? [...flags, '--no-sandbox'] : flags,
});

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
export const desktop = { viewport: { width: 1280, height: 900 } };

// A page of its own device; what the console says on it is collected in page.said. Failed requests
// are told there by Chromium itself, so tests that provoke them look at page.said no further.
export async function device(who, options = phone) {
	const settings = { baseURL: base[who], reducedMotion: 'reduce', ...options };
	const context = await browser.newContext(settings);
	const page = await context.newPage();
	page.said = [];
	page.on('console', (message) => {
		if (/error|warning/.test(message.type())) page.said.push(message.text());
	});
	page.on('pageerror', (error) => page.said.push(String(error)));
	page.setDefaultTimeout(15000);
	return page;
}

export async function picture(page, name) {
	mkdirSync(pictures, { recursive: true });
	await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

// A connection may be closed at the very moment it is used again; a browser then asks once more.
export const again = { maxRetries: 2 };

// A page's JSON face, as the person whose device it is.
export async function json(page, path) {
	const response = await page.request.get(path, { headers: { Accept: 'application/json' }, ...again });
	if (!response.ok()) throw new Error(`${path}: ${response.status()}`);
	return response.json();
}

export async function language(page, code) {
	const menu = page.locator('.gm-menu-btn');
	if (await menu.isVisible()) await menu.click();
	await page.locator(`.gm-menu__lang button[value="${code}"]`).click();
	await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
}

export async function until(what, condition, ms = 30000) {
	const end = Date.now() + ms;
	while (!await condition()) {
		if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

export function equal(actual, expected, what) {
	const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
	if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

// The demo's MariaDB, killed and started again as it was.
export const database = {
	pidFile: `${process.env.STATE}/mariadb.pid`,
	kill() {
		const pid = Number(readFileSync(this.pidFile, 'utf8'));
		this.command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
		process.kill(pid, 'SIGKILL');
	},
	start() {
		const [program, ...args] = this.command;
		spawn(program, args, { detached: true, stdio: 'ignore' }).unref();
	},
};

let failed = 0;
export async function check(name, body) {
	const begin = performance.now();
	try {
		await body();
		console.log(`ok - ${name} # ${((performance.now() - begin) / 1000).toFixed(1)} s`);
	} catch (error) {
		failed++;
		console.log(`not ok - ${name}`);
		console.log(String(error.stack || error).replace(/^/gm, '# '));
	}
}
export async function finish() {
	await browser.close();
	process.exit(failed ? 1 : 0);
}
