// An employee's whole self-assessment on a phone, with and without script, in each language; then
// with a database that goes away in the middle, and on two devices at once.
import {
	check, database, device, equal, finish, json, language, languages, phone, picture, until,
} from './browser.mjs';

const status = '[data-save]';
const saved = (page, timeout = 15000) =>
	page.locator(`${status}[data-state="saved"]`).waitFor({ timeout });

async function assessmentOf(page) {
	const { assessments } = await json(page, '/grunnmur/survey/');
	const open = assessments.find((one) => one.state !== 'closed');
	return `/grunnmur/survey/assessments/${open.id}`;
}
const itemsOf = async (page, path) =>
	(await json(page, path)).sections.flatMap((section) => section.items);

async function reopen(page, path) {
	const { assessment } = await json(page, path);
	if (assessment.state !== 'submitted') return;
	await page.goto(path);
	await page.locator(`form[action$="/reopen"] button`).click();
	await page.waitForLoadState();
}

// Past the notice that stands before the first question.
async function begin(page, path) {
	await page.goto(path);
	const start = page.locator('main a[href*="section="]').first();
	if (!await page.locator('#answers').count()) await start.click();
	await page.goto(`${path}?section=1`);
}

// Answers every question of a page; level is the same for all, so that it can be found again.
async function answerPage(page, level) {
	for (const item of await page.locator('[data-item][data-type="competence"]').all()) {
		await item.locator('.gm-opt label').nth(level).click();
	}
	for (const item of await page.locator('[data-item][data-type="one"]:visible').all()) {
		await item.locator('input[type="radio"]').first().check();
	}
	for (const item of await page.locator('[data-item][data-type="text"]:visible textarea').all()) {
		await item.fill(`Ordet «blåbærsyltetøy» nr. ${level}`);
	}
}
async function wholeAssessment(page, path, level, look) {
	for (let number = 1; number < 60; number++) {
		await answerPage(page, level);
		if (look && number === 1) await look();
		const next = page.locator('button[name="do"][value="next"]');
		if (!await next.count()) break;
		await next.click();
		await page.waitForURL((url) => url.searchParams.get('section') !== String(number));
	}
	await page.locator('button[name="do"][value="submit"]').click();
	await page.waitForLoadState();
	equal((await json(page, path)).assessment.state, 'submitted', 'state');
}

let level = 0;
for (const code of languages) {
	for (const script of [true, false]) {
		await check(`the whole assessment, ${code}, ${script ? 'with' : 'without'} script`, async () => {
			const page = await device('employee', { ...phone, javaScriptEnabled: script });
			const picker = await device('employee');
			const path = await assessmentOf(picker);
			await picker.goto('/grunnmur/survey/');
			await language(picker, code);
			await reopen(picker, path);
			await begin(page, path);
			equal(await page.locator('html').getAttribute('lang'), code, 'language');
			level = (level + 1) % 5;
			const look = async () => {
				if (script) await saved(page);
				await picture(page, `assessment-${code}-${script ? 'script' : 'plain'}`);
			};
			await wholeAssessment(page, path, level, look);
			await picture(page, `receipt-${code}-${script ? 'script' : 'plain'}`);
			const answers = (await itemsOf(page, path)).filter((item) => item.anchors);
			equal(answers.filter((item) => item.level !== level).length, 0, 'answers that differ');
			equal(page.said, [], 'console');
			await page.context().close();
			await picker.context().close();
		});
	}
}

await check('without script an answer is taken back by a box', async () => {
	const page = await device('employee', { ...phone, javaScriptEnabled: false });
	const path = await assessmentOf(page);
	await reopen(page, path);
	await page.goto(`${path}?section=1`);
	const item = page.locator('[data-item][data-type="competence"]').first();
	const id = Number(await item.getAttribute('data-item'));
	await item.locator('[name^="clear_"]').check();
	await picture(page, 'assessment-take-back');
	await page.locator('button[name="do"][value="save"]').click();
	await page.waitForLoadState();
	equal((await itemsOf(page, path)).find((one) => one.id === id).level, null, 'level');
	equal(await item.locator('[name^="clear_"]').count(), 0, 'boxes');
	await page.context().close();
});

await check('submitting with answers missing leads to the questions', async () => {
	const page = await device('employee');
	const path = await assessmentOf(page);
	await reopen(page, path);
	await page.goto(`${path}?section=1`);
	await page.locator('[data-clear]:visible').first().click();
	await saved(page);
	for (;;) {
		const next = page.locator('button[name="do"][value="next"]');
		if (!await next.count()) break;
		const before = page.url();
		await next.click();
		await page.waitForURL((url) => url.href !== before);
	}
	await page.locator('button[name="do"][value="submit"]').click();
	await page.locator('.ds-error-summary').waitFor();
	await picture(page, 'assessment-missing');
	await page.locator('.ds-error-summary a').first().click();
	await page.waitForLoadState();
	await page.locator('[data-item] [aria-invalid="true"], .gm-comp[data-error]').first().waitFor();
});

await check('the database goes away in the middle: the page says so, nothing is lost', async () => {
	const page = await device('employee');
	const path = await assessmentOf(page);
	await page.goto(`${path}?section=1`);
	const items = await page.locator('[data-item][data-type="competence"]').all();
	await items[0].locator('.gm-opt label').nth(1).click();
	await saved(page);
	database.kill();
	for (const item of items) await item.locator('.gm-opt label').nth(2).click();
	await page.locator(`${status}[data-state="offline"]`).waitFor();
	await picture(page, 'assessment-database-away');
	const kept = await page.evaluate(() => Object.keys(localStorage).length);
	equal(kept, items.length, 'answers kept on the device');
	database.start();
	await saved(page, 60000);
	equal(await page.evaluate(() => Object.keys(localStorage).length), 0, 'answers still kept');
	const wanted = await Promise.all(items.map((item) => item.getAttribute('data-item')));
	const stored = (await itemsOf(page, path)).filter((item) => wanted.includes(String(item.id)));
	equal(stored.map((item) => item.level), items.map(() => 2), 'levels');
	await picture(page, 'assessment-database-back');
	await page.context().close();
});

await check('answers of a page closed while the database is away are sent later', async () => {
	const page = await device('employee');
	const path = await assessmentOf(page);
	await page.goto(`${path}?section=1`);
	const item = page.locator('[data-item][data-type="competence"]').first();
	const id = await item.getAttribute('data-item');
	database.kill();
	await item.locator('.gm-opt label').nth(4).click();
	await page.locator(`${status}[data-state="offline"]`).waitFor();
	await page.goto('about:blank');
	database.start();
	await until('the database answers', async () => (await page.request.get(path)).ok());
	await page.goto(`${path}?section=1`);
	await saved(page);
	const stored = (await itemsOf(page, path)).find((one) => String(one.id) === id);
	equal(stored.level, 4, 'level');
	await page.context().close();
});

await check('two devices: the second one is told and chooses', async () => {
	const [first, second] = [await device('employee'), await device('employee')];
	const path = await assessmentOf(first);
	const item = '[data-item][data-type="competence"]';
	const choose = (page, wanted) =>
		page.locator(item).first().locator('.gm-opt label').nth(wanted).click();
	await first.goto(`${path}?section=1`);
	await second.goto(`${path}?section=1`);
	await choose(first, 1);
	await saved(first);
	await choose(second, 3);
	await second.locator('.gm-conflict').waitFor();
	await picture(second, 'assessment-two-devices');
	await second.locator('.gm-conflict [data-keep]').click();
	await saved(second);
	const id = await first.locator(item).first().getAttribute('data-item');
	const stored = async () => (await itemsOf(first, path)).find((one) => String(one.id) === id).level;
	equal(await stored(), 3, 'kept level');
	await choose(first, 0);
	await first.locator('.gm-conflict').waitFor();
	await first.locator('.gm-conflict [data-use]').click();
	const third = first.locator(item).first().locator('input[value="3"]:checked');
	await third.waitFor({ state: 'attached' });
	equal(await stored(), 3, 'level after taking the stored one');
	await first.context().close();
	await second.context().close();
});

await check('answers kept for one person are removed by the page of another', async () => {
	const page = await device('employee');
	await page.goto('/grunnmur/survey/');
	const copy = JSON.stringify({ at: Date.now() });
	await page.evaluate((text) => localStorage.setItem('gm:answer:0:1:1', text), copy);
	await page.reload();
	equal(await page.evaluate(() => Object.keys(localStorage).length), 0, 'foreign copies');
	await page.context().close();
});

await finish();
