// Small comforts on every page, and the answers that this device keeps until the server has them.
// Every page works when this file does not load.

/* Kept answers: of one person, for a week at most; a page of another person removes them */

const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = 'gm:answer:';

const forget = (person) => {
	for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
		let at = 0;
		try {
			at = JSON.parse(localStorage.getItem(key)).at;
		} catch (e) { /* counts as old */ }
		const own = key.startsWith(`${PREFIX}${person}:`);
		if (!own || !(Date.now() - at < WEEK)) localStorage.removeItem(key);
	}
};
// The answers kept for the assessment of a form. Where nothing can be kept, put says so with false.
export const copiesOf = ({ person, assessment }) => {
	const start = `${PREFIX}${person}:${assessment}:`;
	return {
		put(id, copy) {
			try {
				localStorage.setItem(start + id, JSON.stringify({ ...copy, at: Date.now() }));
				return true;
			} catch (e) {
				return false;
			}
		},
		drop(id) {
			try { localStorage.removeItem(start + id); } catch (e) { /* none was kept */ }
		},
		all() {
			try {
				const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
				const copy = (key) => JSON.parse(localStorage.getItem(key));
				return keys.map((key) => [key.slice(start.length), copy(key)]);
			} catch (e) {
				return [];
			}
		},
	};
};

/* Texts with places for what only the script knows, and the time as it is read */

export const fill = (text, values) =>
	(text || '').replace(/%(\w)/g, (all, key) => (key in values ? values[key] : all));
export const time = () => {
	const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
	const text = format.format(new Date());
	return document.documentElement.lang === 'en' ? text : text.replace(':', '.');
};

/* Comforts */

// [data-refresh=SECONDS][id]: takes this part from the page, fetched again while it is seen.
const refresh = (part) => {
	const take = async () => {
		if (document.hidden) {
			document.addEventListener('visibilitychange', take, { once: true });
			return;
		}
		let fresh = null;
		try {
			const headers = { Accept: 'text/html' };
			const response = await fetch(location.href, { headers, redirect: 'manual' });
			const page = new DOMParser().parseFromString(await response.text(), 'text/html');
			if (response.ok) fresh = page.getElementById(part.id);
		} catch (e) { /* next time, perhaps */ }
		if (fresh) put(fresh);
		else wait();
	};
	const put = (fresh) => {
		const all = Array.from(part.querySelectorAll('a, button'));
		const held = all.indexOf(document.activeElement);
		const next = document.importNode(fresh, true);
		part.replaceWith(next);
		part = next;
		stops();
		const again = part.querySelectorAll('a, button')[held];
		if (again) again.focus();
		if (part.dataset.refresh) wait();
	};
	const wait = () => { setTimeout(take, 1000 * Math.max(2, Number(part.dataset.refresh))); };
	wait();
};

// A table that fits needs no stop on the way of the Tab key; one that scrolls sideways does.
const stops = () => document.querySelectorAll('.gm-scroll').forEach((region) => {
	region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1;
});

const { person } = document.body.dataset;
try {
	if (person) forget(person);
} catch (e) { /* no storage: nothing was kept */ }
stops();
addEventListener('resize', stops);
document.querySelectorAll('[data-refresh][id]').forEach(refresh);
document.querySelectorAll('[data-print]').forEach((button) => {
	button.hidden = false;
	button.addEventListener('click', () => print());
});
