// HR imports people by keyboard alone: a source, its files, the difference, what must be decided, storing; in bokmål and nynorsk.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { execFileSync } from 'node:child_process';
import { axeSource, check, desktop, device, equal, finish, json, language, picture, until } from './browser.mjs';

// The demo's people as an HR system writes them; the files are kept beside its data.
const folder = mkdtempSync(join(tmpdir(), 'grunnmur-people-'));
execFileSync('python3', ['tests/support/people_files.py', `${process.env.STATE}/data`, folder, '--faults']);
const people = join(folder, 'personer.csv'), units = join(folder, 'enheter.csv');

// Tab until the element has the focus: what a keyboard cannot reach is a fault.
async function reach(page, selector) {
	for (let i = 0; i < 400; i += 1) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
	}
	throw new Error(`Tab never reaches ${selector}`);
}
async function press(page, selector, key = 'Enter') {
	await reach(page, selector);
	await page.keyboard.press(key);
}
// The file dialog is the browser's own: Space opens it, the file is chosen in it.
async function choose(page, selector, file) {
	await reach(page, selector);
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
	await chooser.setFiles(file);
}
async function checked(page) {
	await until('the job has ended', async () => {
		const { import: it, job } = await json(page, new URL(page.url()).pathname);
		return !['queued', 'running'].includes(job?.state) && it;
	}, 60000);
	await page.goto(page.url());
}
async function accessible(page, name) {
	await page.evaluate(axeSource());
	const found = await page.evaluate(async () => (await window.axe.run()).violations.map((one) => one.id));
	equal(found, [], `axe on ${name}`);
}

for (const [code, word, end, told] of [['nb', 'Ansatte', 'discard', 'Forkastet'], ['nn', 'Tilsette', 'apply', 'Lagra']])
	await check(`an import by keyboard, ${code}`, async () => {
		const page = await device('hr', desktop);
		await page.goto('/grunnmur/hr/people');
		await language(page, code);
		equal(await page.locator('h1').innerText(), word, 'heading');
		await press(page, 'main a[href$="/people/sources/new"]');
		await page.waitForURL(/sources\/new/);
		await reach(page, '#code');
		await page.keyboard.type(`HR-${code}`);
		await reach(page, '#name');
		await page.keyboard.type(`Lønn ${code}`);
		await press(page, 'main form button');
		await page.waitForURL(/sources\/\d+$/);
		await picture(page, `hr-people-source-${code}`);
		await page.goto('/grunnmur/hr/people');
		await picture(page, `hr-people-${code}`);
		await page.goto(`/grunnmur/hr/people/import`);
		if (await page.locator('select#source').count() > 0 && !await page.locator('input#people').count()) {
			await reach(page, 'select#source');
			await page.keyboard.type(`Lønn ${code}`);
			await press(page, 'main form[method="get"] button');
		}
		await picture(page, `hr-people-upload-${code}`);
		await choose(page, 'input#people', people);
		await choose(page, 'input#units', units);
		await press(page, 'main form[enctype] button');
		await page.waitForURL(/\/people\/import\/\d+/);
		await checked(page);
		await picture(page, `hr-people-import-${code}`);
		await accessible(page, 'the difference');
		await press(page, 'main a[href*="kind=fault"]');
		await page.waitForURL(/kind=fault/);
		await accessible(page, 'the faults');
		await picture(page, `hr-people-faults-${code}`);
		await press(page, `main button[value="${end}"]`);
		await page.waitForURL(/\/people\/import\/\d+$/);
		await checked(page);
		equal((await page.locator('main [role="status"]').innerText()).startsWith(told), true, told);
		await picture(page, `hr-people-end-${code}`);
		equal(page.said, [], 'console');
		await page.context().close();
	});
finish();
