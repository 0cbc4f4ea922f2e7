// A round from nothing to the archive, by keyboard alone, in bokmål and nynorsk: made, laid before representatives, heard,
// ready, opened by the clock, followed, extended, closed, archived. And a confidential one, as the leader does not see it.
import { check, desktop, device, equal, finish, json, language, picture, until } from './browser.mjs';

const oslo = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Oslo' });
const day = (from) => oslo.format(new Date(Date.now() + from * 86400000));

// Tab from wherever the focus is until it stands on what is looked for.
async function tabTo(page, selector) {
	for (let i = 0; i < 400; i += 1) {
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`the keyboard does not come to ${selector}`);
}
async function write(page, selector, text) {
	await tabTo(page, selector);
	await page.keyboard.press('Control+A');
	await page.keyboard.type(text);
}
// Chromium's field of a day has the order of its own language, which is English here.
async function writeDay(page, selector, iso) {
	await tabTo(page, selector);
	const [year, month, date] = iso.split('-');
	await page.keyboard.type(`${month}${date}${year}`);
	equal(await page.locator(selector).inputValue(), iso, selector);
}
async function tick(page, selector) {
	await tabTo(page, selector);
	await page.keyboard.press('Space');
}
async function press(page, selector) {
	await tabTo(page, selector);
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
// A radio of a group that nothing is chosen in is reached at its first; the arrows choose.
async function choose(page, first, steps) {
	await tick(page, first);
	for (let i = 0; i < steps; i += 1) await page.keyboard.press('ArrowDown');
}
const stateOf = async (page, id) => (await json(page, `/grunnmur/hr/rounds/${id}`)).round.state;
const says = (page, text) => page.getByText(text, { exact: false }).first().waitFor();

async function make(page, code, words) {
	await page.goto('/grunnmur/hr/rounds');
	await press(page, 'a[href$="/hr/rounds/new"]');
	await press(page, 'main form button.ds-button');
	equal((await page.title()).startsWith(words.error), true, 'the title with faults');
	await page.locator('.ds-error-summary:focus').waitFor();
	await write(page, '#code', code);
	await tabTo(page, '#survey');
	await page.keyboard.press('ArrowDown');
	await write(page, '#title_nb', `Tastatur ${code}`);
	await writeDay(page, '#opens_on', day(1));
	await writeDay(page, '#closes_on', day(10));
	await write(page, '#purpose_nb', 'Se hva som mangler.');
	await write(page, '#purpose_nn', 'Sjå kva som manglar.');
	await tick(page, '#basis_b');
	await picture(page, `round-new-${words.language}`);
	await press(page, 'main form button.ds-button');
	const id = page.url().match(/rounds\/(\d+)/)[1];
	await page.locator('#notice_nb').waitFor();
	equal((await page.locator('#notice_nn').inputValue()).includes('Føremål: Sjå kva som manglar.'), true, 'the notice');
	return id;
}
async function consult(page, id, words) {
	await press(page, '.gm-tabs a[href$="/consultation"]');
	await tick(page, 'input[name="offices"]');
	await write(page, '#others', 'AMU');
	await write(page, '#documents', 'Spørsmålene og formålet.');
	await writeDay(page, '#answer_by', day(0));
	await press(page, 'button[value="lay"]');
	equal(await stateOf(page, id), 'consultation', 'state');
	for (const party of (await json(page, `/grunnmur/hr/rounds/${id}/consultation`)).consultations[0].parties) {
		await choose(page, 'input[name="party"]', party.office ? 0 : 1);
		await choose(page, 'input[name="view"]', party.office ? 0 : 2);
		await write(page, '#text', 'Greit for oss.');
		await press(page, 'button[value="state"]');
	}
	await picture(page, `round-consultation-${words.language}`);
	await write(page, '#minutes', 'Partene er enige.');
	await choose(page, 'input[name="outcome"]', 0);
	await writeDay(page, '#evaluation_on', day(60));
	await press(page, 'button[value="ready"]');
	equal(await stateOf(page, id), 'ready', 'state');
}
// What is ready opens by itself when its day comes: the day is moved to today.
async function open(page, id, words) {
	await press(page, '.gm-tabs a[href$="/edit"]');
	await writeDay(page, '#opens_on', day(0));
	await write(page, '#dpia', 'Sak 26/99');
	await press(page, 'button[value="save"]');
	await until('the worker has opened it', async () => (await stateOf(page, id)) === 'open', 60000);
	await press(page, '.gm-tabs a[href$="/rounds/' + id + '"]');
	await says(page, words.bands);
	await page.locator('#progress[data-refresh]').waitFor();
	await picture(page, `round-open-${words.language}`);
}
async function end(page, id, words) {
	await tick(page, '#time > summary');
	await write(page, '#reason', 'Mange er syke.');
	await writeDay(page, '#closes_on', day(20));
	await press(page, 'button[value="extend"]');
	await says(page, words.moved);
	await tick(page, '#time > summary');
	await press(page, 'button[value="close"]');
	await page.locator('#reason[aria-invalid="true"]').waitFor();
	await write(page, '#reason', 'Alle har svart.');
	await press(page, 'button[value="close"]');
	equal(await stateOf(page, id), 'closed', 'state');
	await press(page, 'button[value="archive"]');
	equal(await stateOf(page, id), 'archived', 'state');
	equal(await page.locator('.gm-history > li').count() >= 9, true, 'steps in the history');
	await picture(page, `round-archived-${words.language}`);
}

for (const words of [
	{ language: 'nb', error: 'Feil: ', bands: 'Fremdrift etter stillingsprosent', moved: 'Siste svardag er flyttet til' },
	{ language: 'nn', error: 'Feil: ', bands: 'Framdrift etter stillingsprosent', moved: 'Siste svardag er flytta til' },
])
	await check(`a round's life by keyboard alone, in ${words.language}`, async () => {
		const page = await device('hr', desktop);
		await page.goto('/grunnmur/hr/rounds');
		await language(page, words.language);
		const id = await make(page, `KEY-${words.language}`, words);
		await consult(page, id, words);
		await open(page, id, words);
		await end(page, id, words);
		equal(page.said.filter((line) => !/status of (409|422)/.test(line)), [], 'console');
	});

await check('a page of a round that refreshes itself keeps the focus where it was', async () => {
	const page = await device('hr', desktop);
	const [{ id }] = (await json(page, '/grunnmur/hr/rounds')).rounds.filter((round) => round.state === 'open');
	await page.goto(`/grunnmur/hr/rounds/${id}`);
	await tabTo(page, '#time > summary');
	const answer = await page.waitForResponse((response) => response.url().includes(`/hr/rounds/${id}`));
	equal(answer.status(), 200, 'status');
	await page.locator('#time > summary:focus').waitFor();
});

await finish();
