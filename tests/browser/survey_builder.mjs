// HR builds a survey by keyboard alone, in bokmål and in nynorsk: from nothing to a version, with two sections, a condition,
// another order, warnings, a preview; then what script adds, and what works without it.
import { check, desktop, device, equal, finish, phone, picture } from './browser.mjs';

const words = {
	nb: {
		fresh: 'Ny undersøkelse', begin: 'Begynn', section: 'Ny del', save: 'Lagre', pick: 'Velg kompetanser',
		ask: 'Nytt spørsmål', edit: 'Rediger', up: 'Opp', see: 'Se den som ansatt', show: 'Vis',
		version: 'Lag versjon 1', made: 'Versjon 1', faults: 'må rettes', free: 'besvares med fritekst',
		warned: 'å tenke over', title: 'Tittel og informasjonstekst', care: 'Ikke skriv om helse',
	},
	nn: {
		fresh: 'Ny undersøking', begin: 'Byrja', section: 'Ny del', save: 'Lagre', pick: 'Vel kompetansar',
		ask: 'Nytt spørsmål', edit: 'Rediger', up: 'Opp', see: 'Sjå ho som tilsett', show: 'Vis',
		version: 'Lag versjon 1', made: 'Versjon 1', faults: 'må rettast', free: 'svart på med fritekst',
		warned: 'å tenkje over', title: 'Tittel og informasjonstekst', care: 'Ikkje skriv om helse',
	},
};

// Tab until the control has the focus, as somebody without a mouse does.
async function reach(page, locator, most = 250) {
	const target = await locator.first().elementHandle();
	for (let i = 0; i < most; i++) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`the Tab key does not reach ${locator}`);
}
const press = async (page, locator, key = 'Enter') => {
	await reach(page, locator);
	await page.keyboard.press(key);
};
const follow = async (page, locator) => {
	const gone = page.waitForNavigation();
	await press(page, locator);
	await gone;
};
const type = async (page, id, text) => {
	await reach(page, page.locator(`[id="${id}"]`));
	await page.keyboard.press('Control+A');
	await page.keyboard.type(text);
};
const named = (page, role, name) => page.getByRole(role, { name });

async function addSection(page, w, title, tick) {
	await follow(page, named(page, 'link', w.section));
	await type(page, 'title_nb', title);
	await press(page, page.locator(tick), 'Space');
	await reach(page, page.locator('#rule_listed'));
	await follow(page, page.locator('form button.ds-button').first());
}
const order = (page) => page.$$eval('.gm-outline > li', (items) => items.map((item) => item.dataset.code).join());
const focused = (page) => page.evaluate(() => document.activeElement.value ?? document.activeElement.textContent.trim());

async function build(code) {
	const w = words[code];
	const page = await device('hr', desktop);
	await page.goto(`/grunnmur/hr/surveys?lang=${code}`);
	await page.locator(`.gm-menu__lang button[value="${code}"]`).click();
	await follow(page, named(page, 'link', w.fresh));
	await type(page, 'title_nb', `Bygd på ${code}`);
	await follow(page, named(page, 'button', w.begin));
	await addSection(page, w, 'Alle sammen', '#everyone');
	equal((await focused(page)).startsWith(w.edit), true, 'the focus is where the user left off');
	await addSection(page, w, 'Bare ledere', '#leaders');

	// Competences, several at once.
	await follow(page, page.locator('#section-alle-sammen a[href*="competences"]'));
	await type(page, 'q', 'brann');
	await follow(page, named(page, 'button', w.show));
	await press(page, page.locator('#chosen_BRANN-GRUNN'), 'Space');
	await follow(page, named(page, 'button', w.save));
	equal(await page.locator('#section-alle-sammen details').count(), 1, 'sections with competences');

	// A question with choices, and one that hangs on it.
	const ask = async (section, text, kind) => {
		await follow(page, page.locator(`#section-${section} a[href*="question?section"]`));
		await type(page, 'text_nb', text);
		await press(page, page.locator('#type_text'), 'Space');
		for (let i = 0; i < kind; i++) await page.keyboard.press('ArrowRight');
	};
	await ask('alle-sammen', 'Hvilke former?', 2);
	await type(page, 'choice_1_nb', 'Digitalt');
	await type(page, 'choice_2_nb', 'Kurs');
	await follow(page, named(page, 'button', w.save));
	await ask('alle-sammen', 'Hvorfor digitalt?', 0);
	await reach(page, page.locator('#show_if'));
	await page.keyboard.press('ArrowDown');
	await follow(page, named(page, 'button', w.save));
	equal(await page.locator('.gm-outline__questions > li').count(), 2, 'questions');

	// Another order; the focus stays on the moved one.
	await follow(page, page.locator('[value="up.section.bare-ledere"]'));
	equal(await order(page), 'bare-ledere,alle-sammen', 'order');
	equal(await focused(page), 'down.section.bare-ledere', 'focus after the top is reached');
	await follow(page, page.locator('[value="down.section.bare-ledere"]'));
	equal(await order(page), 'alle-sammen,bare-ledere', 'order again');
	equal(await page.getByText(w.warned).count() > 0, true, 'warnings');
	equal(await page.getByText(w.free).count() > 0, true, 'the warning of free text');
	await picture(page, `builder-draft-${code}`);

	// A version only when the notice is there.
	await follow(page, named(page, 'button', w.version));
	equal(await page.getByText(w.faults).count() > 0, true, 'faults');
	await follow(page, named(page, 'link', w.title));
	await type(page, 'notice_nb', 'Vi spør for å planlegge.');
	await follow(page, named(page, 'button', w.save));

	// As somebody sees it: the question comes and goes with the answer it hangs on.
	await follow(page, named(page, 'link', w.see));
	await reach(page, page.locator('#width'));
	await page.keyboard.press('ArrowDown');
	await follow(page, named(page, 'button', w.show));
	await page.goto(`${page.url()}&section=2`);
	const dependent = page.locator('[data-show-item]');
	if (!await dependent.count()) await page.goto(page.url().replace('section=2', 'section=1'));
	equal(await dependent.isVisible(), false, 'a question before the answer that shows it');
	await press(page, page.locator('[data-preview] input[type="checkbox"][value="digitalt"]'), 'Space');
	equal(await dependent.isVisible(), true, 'and after');
	equal((await page.locator('[id^="care-"]').textContent()).startsWith(w.care), true, 'the notice on health and union data');
	equal(await page.locator('.gm-preview').evaluate((frame) => frame.offsetWidth), 768, 'width');
	await picture(page, `builder-preview-${code}`);
	await page.goBack();
	await page.goto('/grunnmur/hr/surveys');
	await follow(page, page.locator('tr', { hasText: `Bygd på ${code}` }).locator('a[href*="drafts"]'));
	await follow(page, named(page, 'button', w.version));
	equal(await page.getByText(w.made, { exact: false }).count() > 0, true, 'the version');
	equal(page.said.filter((line) => !/status of 422/.test(line)), [], 'console');
	await page.context().close();
}

for (const code of ['nb', 'nn']) await check(`a survey is built by keyboard in ${code}`, () => build(code));

await check('a section is dragged to its place, and the focus stays with it', async () => {
	const page = await device('hr', desktop);
	await page.goto('/grunnmur/hr/surveys/1');
	await page.locator('button[value="draft"]').click();
	const before = (await order(page)).split(',');
	const grip = page.locator(`#section-${before[0]} > .gm-grip`);
	const gone = page.waitForNavigation();
	await grip.dragTo(page.locator(`#section-${before[1]}`), { targetPosition: { x: 300, y: 90 } });
	await gone;
	equal((await order(page)).split(',').slice(0, 2), [before[1], before[0]], 'order');
	equal(await page.evaluate(() => document.activeElement.closest('[data-code]').dataset.code), before[0], 'focus');
	await page.context().close();
});

await check('the builder works without script', async () => {
	const page = await device('hr', { ...phone, javaScriptEnabled: false });
	await page.goto('/grunnmur/hr/surveys');
	await page.locator('a[href*="surveys/drafts/"]').first().click();
	const before = (await page.locator('.gm-outline > li').first().getAttribute('data-code'));
	await page.locator(`[value="down.section.${before}"]`).click();
	equal(await page.locator('.gm-outline > li').nth(1).getAttribute('data-code'), before, 'order');
	equal(await page.locator('.gm-grip').count(), 0, 'grips');
	await page.locator('a[href$="/preview"]').click();
	equal(await page.locator('.gm-preview').count(), 1, 'preview');
	await page.context().close();
});

await finish();
