// HR keeps the catalogue by keyboard alone, in bokmål and nynorsk: requirements in a table, a competence, a file with its dry run.
import { again, check, desktop, device, equal, finish, json, phone, picture } from './browser.mjs';

// Goes on with Tab until the element has the focus.
async function tabTo(page, selector) {
	for (let i = 0; i < 400; i += 1) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
	}
	throw new Error(`Tab does not reach ${selector}`);
}
async function pressOn(page, selector) {
	await tabTo(page, selector);
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
// The list's option by its first letters, as people type them.
async function chooseOn(page, selector, text) {
	await tabTo(page, selector);
	await page.keyboard.type(text);
}
const start = async (language, options = desktop) => {
	const page = await device('hr', options);
	await page.goto(`/grunnmur/hr/catalogue?lang=${language}`);
	return page;
};
// Links do not carry ?lang=: the language is chosen as people do it, in the header.
async function speak(page, code) {
	await pressOn(page, `.gm-header button[value="${code}"]`);
	equal(await page.getAttribute('html', 'lang'), code, 'language');
}

// Every control has a name that no other on the page has.
async function names(page) {
	const all = await page.$$eval('main table select, main table input[type=checkbox]', (controls) =>
		controls.map((control) => control.getAttribute('aria-label')));
	equal(all.every(Boolean), true, 'every control has a name');
	equal(new Set(all).size, all.length, 'names are unique');
	return all;
}

for (const [code, texts] of Object.entries({
	nb: { saved: /Lagret: 1 krav er endret/, level: /, Kunnskap: nivå for Sykepleier/, late: 'Ingenting endres', made: /1 nye, 1 endret/ },
	nn: { saved: /Lagra: 1 krav er endra/, level: /, Kunnskap: nivå for Sjukepleiar/, late: 'Ingenting blir endra', made: /1 nye, 1 endra/ },
})) {
	const page = await start('nb');
	const { roles } = await json(page, '/grunnmur/hr/roles');
	const nurse = roles.find(({ name }) => /^(Sykepleier|Sjukepleiar)$/.test(name));

	await check(`${code}: what a role requires is set by keyboard, and names tell every cell`, async () => {
		await speak(page, code);
		await page.goto('/grunnmur/hr/requirements');
		await picture(page, `catalogue_matrix_${code}`);
		await pressOn(page, `a[href*="/roles/${nurse.id}/requirements"]`);
		equal((await names(page)).some((name) => texts.level.test(name)), true, 'competence, facet and role');
		await chooseOn(page, '#part', ' ');
		await page.goto(`/grunnmur/hr/roles/${nurse.id}/requirements`);
		const first = await page.locator('main table select').first().getAttribute('id');
		const before = await page.inputValue(`#${first}`);
		await chooseOn(page, `#${first}`, before === '4' ? '3' : '4');
		await picture(page, `catalogue_role_${code}`);
		await pressOn(page, 'form[method=post] button:not([name])');
		equal(texts.saved.test(await page.textContent('[role=status]')), true, 'it says what was saved');
		equal(await page.inputValue(`#${first}`), before === '4' ? '3' : '4', 'level');
		equal(page.said, [], 'the console is silent');
	});
	await check(`${code}: a competence over all roles fits a phone`, async () => {
		const small = await device('hr', phone);
		await small.goto('/grunnmur/hr/catalogue');
		await small.locator('main table a').first().click();
		await small.locator('main a[href$="/requirements"]').first().click();
		await names(small);
		const over = await small.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		equal(over, 0, 'nothing sticks out');
		await picture(small, `catalogue_competence_${code}_390`);
		await small.context().close();
	});
	await check(`${code}: a competence is changed by keyboard, with its version`, async () => {
		await page.goto('/grunnmur/hr/catalogue?topic=&q=BRANN-GRUNN');
		await pressOn(page, 'main tbody a');
		await tabTo(page, '#description_nn');
		await page.keyboard.press('End');
		await page.keyboard.type(` ${code}.`);
		await pressOn(page, 'main form[method=post] button[value=save]');
		equal(await page.locator('.gm-history > li').count() > 0, true, 'a version');
	});
	await check(`${code}: a file is looked through before it changes anything`, async () => {
		await page.goto('/grunnmur/hr/roles');
		await pressOn(page, 'main a[href*="/catalogue/import"]');
		const csv = await (await page.request.get('/grunnmur/hr/catalogue/export.csv?kind=roles', again)).text();
		const changed = csv.replace(/;(helse_omsorg|felles|teknisk);\r\n/, ';kultur;\r\n');
		const send = async (name, text) => {
			await page.goto('/grunnmur/hr/catalogue/import?kind=roles');
			// The system's window for choosing a file is not ours: all else is by keyboard.
			await page.setInputFiles('#file', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
			await pressOn(page, 'main form[method=post] button');
		};
		await send('uendret.csv', csv);
		equal((await page.textContent('[role=status]')).includes(texts.late), true, 'nothing changes');
		await send('feil.csv', changed.replace(';kultur;', ';havet;'));
		equal(await page.locator('main tbody code').first().textContent(), 'sector', 'the column with the fault');
		equal(await page.locator('button[value=apply]').count(), 0, 'nothing to apply');
		await picture(page, `catalogue_faults_${code}`);
		await send('roller.csv', `${changed.trimEnd()}\r\nPROSJEKT-${code.toUpperCase()};Prosjektleder;;;;felles;\r\n`);
		equal(await page.locator('#changes ~ .gm-scroll tbody > tr').count(), 2, 'one changed, one new');
		await picture(page, `catalogue_difference_${code}`);
		await pressOn(page, 'button[value=apply]');
		equal(texts.made.test(await page.textContent('[role=status]')), true, 'it says what was applied');
		equal(page.said, [], 'the console is silent');
	});
	await page.context().close();
}

await check('without script a file and a table work alike', async () => {
	const page = await device('hr', { ...desktop, javaScriptEnabled: false });
	await page.goto('/grunnmur/hr/catalogue/import?kind=topics');
	await page.setInputFiles('#file', { name: 'tema.csv', mimeType: 'text/csv', buffer: Buffer.from('code;name_nb\nnytt;Nytt tema\n') });
	await page.locator('main form[method=post] button').click();
	await page.locator('button[value=apply]').click();
	equal((await page.locator('[role=status]').textContent()).includes('1'), true, 'applied');
	await page.goto('/grunnmur/hr/topics');
	equal(await page.getByText('Nytt tema', { exact: true }).count() > 0, true, 'the topic is there');
	await page.context().close();
});
await finish();
