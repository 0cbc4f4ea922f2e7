// Every page that can be reached by links, as each person: axe, console, width; light and dark in
// bokmål, one page of each kind in all languages. Pictures are kept.
import {
	axeSource, check, desktop, device, equal, finish, languages, phone, picture,
} from './browser.mjs';

const axe = axeSource();
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const starts = {
	employee: ['/grunnmur/survey/', '/grunnmur/survey/no-such-page', '/grunnmur/leader/'],
	leader: ['/grunnmur/leader/', '/grunnmur/survey/'],
	top: ['/grunnmur/leader/'],
	hr: ['/grunnmur/hr/rounds', '/grunnmur/survey/'],
	representative: ['/grunnmur/survey/'],
	stranger: ['/grunnmur/survey/'],
};

// Pages that differ only in a number or a choice are of one kind; one of each is looked at, once.
const kindOf = (path) =>
	path.replace(/\d+/g, '#').replace(/=[^&]*/g, '=').replace(/[?&]lang=/g, '');
const seen = new Set();

async function linksOf(page) {
	return page.$$eval('a[href^="/grunnmur/"], main a[href^="?"]', (links) => links
		.filter((link) => !link.hasAttribute('download'))
		.map((link) => link.pathname + link.search));
}
async function reach(who) {
	const page = await device(who, desktop);
	const found = new Map();
	const open = [...starts[who]];
	while (open.length) {
		const path = open.shift();
		const kind = kindOf(path);
		if (found.has(kind) || seen.has(kind) || /\.(csv|jsonl|json)\b/.test(path)) continue;
		found.set(kind, path);
		await page.goto(path);
		open.push(...await linksOf(page));
	}
	found.forEach((path, kind) => { if (!starts[who].includes(path)) seen.add(kind); });
	await page.context().close();
	return found;
}
async function audit(page) {
	await page.evaluate(axe);
	const run = (runOnly) => window.axe.run(document, { runOnly });
	const { violations } = await page.evaluate(run, rules);
	return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}
// Icons that the sprite does not have would be blank without a word.
const missingIcons = (page) => page.evaluate(async () => {
	const hrefs = Array.from(document.querySelectorAll('svg use'), (use) => use.getAttribute('href'));
	if (!hrefs.length) return [];
	const sprite = await (await fetch(hrefs[0].replace(/#.*/, ''))).text();
	const names = hrefs.map((href) => href.replace(/.*#/, ''));
	return names.filter((name) => !sprite.includes(`id="${name}"`));
});

// On a phone a table is cards or scrolls; a card whose content does not fit would hide its end.
const cutCards = (page) => page.$$eval('.gm-scroll:has(> .gm-cards)', (boxes) => boxes
	.filter((box) => innerWidth < 768 && box.scrollWidth > box.clientWidth)
	.map((box) => box.textContent.trim().slice(0, 80)));

// What a page shall be in each colour; a refusal says its status in the console, and may.
async function look(who, path, options, code, name, colors) {
	const page = await device(who, options);
	await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${code}`);
	equal(await page.locator('h1').count(), 1, 'main headings');
	equal(await page.locator('html').getAttribute('lang'), code, 'language');
	for (const colorScheme of colors) {
		await page.emulateMedia({ colorScheme });
		await picture(page, `${name}-${colorScheme}`);
		equal(await audit(page), [], `axe, ${colorScheme}`);
	}
	equal(await missingIcons(page), [], 'icons');
	equal(page.said.filter((line) => !/status of 40[34]/.test(line)), [], 'console');
	for (const width of [options.viewport.width, 320]) {
		await page.setViewportSize({ width, height: 800 });
		const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
		equal(scroll, width, `width at ${width}`);
		equal(await cutCards(page), [], `cards that are cut at ${width}`);
	}
	await page.context().close();
}

for (const who of Object.keys(starts)) {
	let kinds = new Map();
	await check(`${who}: all links`, async () => { kinds = await reach(who); });
	for (const [kind, path] of kinds) {
		const tail = kind.replace('/grunnmur/', '').replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');
		const name = `${who}-${tail}`;
		for (const [size, options] of [[390, phone], [1280, desktop]]) {
			await check(`${who} ${kind} at ${size}`, () =>
				look(who, path, options, 'nb', `${name}-${size}-nb`, ['light', 'dark']));
		}
		for (const code of languages.slice(1)) {
			await check(`${who} ${kind} ${code}`, () =>
				look(who, path, phone, code, `${name}-390-${code}`, ['light']));
		}
	}
}

await finish();
