// HR follows the round and downloads its answers: without names, with names, as CSV and JSON Lines.
import { readFileSync } from 'node:fs';
import { check, desktop, device, equal, finish, languages, language, picture } from './browser.mjs';

async function roundPage(page) {
	await page.goto('/grunnmur/hr/rounds');
	await page.locator('main tr:has(progress) td a[href*="/hr/rounds/"]').first().click();
	await page.locator('form[action$="/export.csv"]').waitFor();
}
async function download(page, button) {
	const [file] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
	equal(await file.failure(), null, 'failure');
	return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}
const csv = 'form[action$="/export.csv"] button:not([formaction])';
const lines = 'form[action$="/export.csv"] button[formaction$="/export.jsonl"]';
const heads = (text) => text.slice(1, text.indexOf('\r\n')).split(';');

let rows = 0;
await check('without names is what is chosen; a key stands in the place of names', async () => {
	const page = await device('hr', desktop);
	await roundPage(page);
	equal(await page.locator('#pseudonymous').isChecked(), true, 'chosen');
	const { name, text } = await download(page, csv);
	equal(/^[a-z0-9-]+\.csv$/.test(name), true, `file name ${name}`);
	equal(text.charCodeAt(0), 0xfeff, 'byte order mark');
	equal(heads(text).includes('person'), true, 'column person');
	const names = heads(text).filter((head) => /^(name|employee_no|comment)$/.test(head));
	equal(names, [], 'columns of names');
	rows = text.split('\r\n').length - 2;
	equal(rows > 100, true, 'rows');
	equal(page.said, [], 'console');
	await page.context().close();
});

await check('with names, by a purpose that is written down', async () => {
	const page = await device('hr', desktop);
	await roundPage(page);
	await page.locator('#with-names').check();
	await page.locator('#purpose').fill('Bemanningsplan 2027');
	const { text } = await download(page, csv);
	equal(heads(text).slice(0, 3), ['round', 'employee_no', 'name'], 'columns');
	await page.context().close();
});

await check('JSON Lines have as many rows, each of them JSON', async () => {
	const page = await device('hr', desktop);
	await roundPage(page);
	const { name, text } = await download(page, lines);
	equal(/\.jsonl$/.test(name), true, `file name ${name}`);
	const parsed = text.trimEnd().split('\n').map((line) => JSON.parse(line));
	equal(parsed.length, rows, 'rows');
	equal('name' in parsed[0], false, 'names');
	await page.context().close();
});

await check('the export is in the language of the one who asks', async () => {
	const page = await device('hr', desktop);
	const names = new Set();
	for (const code of languages) {
		await page.goto('/grunnmur/hr/rounds');
		await language(page, code);
		await roundPage(page);
		const { text } = await download(page, csv);
		const column = heads(text).indexOf('competence_name');
		names.add(text.split('\r\n').slice(1, 60).map((row) => row.split(';')[column]).join('|'));
	}
	equal(names.size, languages.length, 'languages');
	await language(page, 'nb');
	await page.context().close();
});

await check('progress is fetched again while the page is open', async () => {
	const page = await device('hr', desktop);
	await roundPage(page);
	const part = page.locator('[data-refresh]');
	const isPage = (response) => response.url() === page.url();
	const asked = page.waitForResponse(isPage, { timeout: 40000 });
	await part.waitFor();
	equal((await asked).status(), 200, 'status');
	await page.locator('[data-refresh] .gm-figures').waitFor();
	equal(page.said, [], 'console');
	await picture(page, 'hr-round-open');
	await page.context().close();
});

await finish();
