// Every page that can be reached by links, one of each kind, as each person: on a phone in three
// languages, on a desktop in bokmål; axe, contrast in the dark, icons, console, width. Pictures are
// kept. What a language or a colour cannot change is not looked at again in it.
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

const inLanguage = (path, code) => {
	const bare = path.replace(/([?&])lang=[^&]*&?/, '$1').replace(/[?&]$/, '');
	return `${bare}${bare.includes('?') ? '&' : '?'}lang=${code}`;
};

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
async function audit(page, runOnly) {
	const run = (only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] });
	const { violations } = await page.evaluate(run, runOnly);
	return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}
async function darkToo(page, name) {
	await page.emulateMedia({ colorScheme: 'dark' });
	await picture(page, `${name}-dark`);
	equal(await audit(page, { type: 'rule', values: ['color-contrast'] }), [], 'axe in the dark');
	await page.emulateMedia({ colorScheme: 'light' });
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

// What a page shall be; a refusal says its status in the console, and may.
async function look(page, path, code, name) {
	page.said.length = 0;
	await page.goto(inLanguage(path, code));
	const { width } = page.viewportSize();
	equal(await page.locator('h1').count(), 1, 'main headings');
	equal(await page.locator('html').getAttribute('lang'), code, 'language');
	if (code !== 'en') await picture(page, `${name}-${width}-${code}-light`);
	if (code === 'nb') {
		await page.evaluate(axe);
		equal(await audit(page, rules), [], 'axe');
		if (width < 768) await darkToo(page, `${name}-${width}-${code}`);
		equal(await missingIcons(page), [], 'icons');
	}
	equal(page.said.filter((line) => !/status of 40[34]/.test(line)), [], 'console');
	for (const narrow of [width, 320]) {
		await page.setViewportSize({ width: narrow, height: 800 });
		const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
		equal(scroll, narrow, `width at ${narrow}`);
		equal(await cutCards(page), [], `cards that are cut at ${narrow}`);
	}
}

for (const who of Object.keys(starts)) {
	let kinds = new Map();
	await check(`${who}: all links`, async () => { kinds = await reach(who); });
	for (const [options, codes] of [[phone, languages], [desktop, ['nb']]]) {
		const page = await device(who, options);
		for (const [kind, path] of kinds) {
			const tail = kind.replace('/grunnmur/', '').replaceAll('#', 'id').replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');
			for (const code of codes) {
				await page.setViewportSize(options.viewport);
				await check(`${who} ${kind} at ${options.viewport.width} ${code}`, () =>
					look(page, path, code, `${who}-${tail}`));
			}
		}
		await page.context().close();
	}
}

await finish();
