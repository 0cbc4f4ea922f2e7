// What stands where: the menu in two rows, fields in line beside a faulty one, and what forced colours must not hide.
import { check, desktop, device, equal, finish, languages } from './browser.mjs';

const tops = (page, selector) => page.$$eval(selector, (nodes) => nodes.map((node) => Math.round(node.getBoundingClientRect().top)));

// Programs, language and name in one row, the pages of the present program in one below it, for everybody and in each language.
for (const [who, path] of [
	['employee', '/grunnmur/survey/'],
	['leader', '/grunnmur/survey/'],
	['leader', '/grunnmur/leader/'],
	['hr', '/grunnmur/survey/'],
	['hr', '/grunnmur/hr/rounds'],
])
	for (const code of languages)
		await check(`${who}: the menu of ${path} has two rows, ${code}`, async () => {
			const page = await device(who, desktop);
			await page.goto(`${path}?lang=${code}`);
			const height = await page.$eval('.gm-header', (header) => header.getBoundingClientRect().height);
			equal(height < 125, true, `a height of ${height}`);
			equal(new Set(await tops(page, '.gm-menu__pages a')).size, 1, 'rows of pages');
			equal(new Set([...(await tops(page, '.gm-menu__programs a')), ...(await tops(page, '.gm-menu__lang button'))]).size, 1, 'the row above');
			await page.context().close();
		});

await check('a faulty field stands in line with its neighbours', async () => {
	const page = await device('employee', desktop);
	await page.goto('/grunnmur/survey/training');
	await page.fill('#title', 'Kurs');
	await page.fill('#hours', 'mange');
	await page.locator('form:has(#title) button').first().click();
	await page.waitForSelector('#hours[aria-invalid="true"]');
	const row = await tops(page, '#starts_on, #ends_on, #hours');
	equal(new Set(row).size, 1, `tops ${row}`);
	const below = await tops(page, '#price, #substitute_hours, #study_leave_days');
	equal(new Set(below).size, 1, `tops ${below}`);
	await page.context().close();
});

// Where colours are the reader's own, backgrounds and shadows are gone: what is chosen needs a line.
await check('forced colours: the present page, language and topic have a line', async () => {
	const page = await device('employee', { ...desktop, forcedColors: 'active' });
	const line = (selector, side) => page.$eval(selector, (node, edge) =>
		Number.parseFloat(getComputedStyle(node)[`border${edge}Width`]), side);
	await page.goto('/grunnmur/survey/');
	equal(await line('.gm-menu__pages [aria-current]', 'Bottom'), 3, 'page');
	equal(await line('.gm-menu__lang [aria-current]', 'Bottom'), 3, 'language');
	await page.goto(await page.locator('main a[href*="/assessments/"]').first().getAttribute('href'));
	await page.goto(`${page.url()}?section=1`);
	equal(await line('.gm-topics a[aria-current]', 'Left'), 4, 'topic');
	await page.context().close();
});

await finish();
