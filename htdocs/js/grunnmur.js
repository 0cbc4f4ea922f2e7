// Small comforts on every page. Every page works when this file does not load.
(() => {
	'use strict';

	const WEEK = 7 * 24 * 3600 * 1000;
	const COPY = 'gm:answer:';

	// Answers kept on this device belong to one person, for a week at most: others' pages remove them.
	const forgetCopies = (person) => {
		try {
			for (const key of Object.keys(localStorage)) {
				if (!key.startsWith(COPY)) continue;
				let at = 0;
				try { at = JSON.parse(localStorage.getItem(key)).at; } catch (e) { /* counts as old */ }
				const theirs = !key.startsWith(`${COPY}${person}:`);
				if (theirs || !(Date.now() - at < WEEK)) localStorage.removeItem(key);
			}
		} catch (e) { /* no storage: nothing was kept */ }
	};

	// input[data-narrow=TABLE]: hides the rows of a table, all there already, that lack what is typed.
	const narrow = (input) => {
		const rows = document.querySelectorAll(`#${input.dataset.narrow} > tbody > tr`);
		const language = document.documentElement.lang;
		input.addEventListener('input', () => {
			const wanted = input.value.trim().toLocaleLowerCase(language);
			rows.forEach((row) => {
				row.hidden = !row.textContent.toLocaleLowerCase(language).includes(wanted);
			});
		});
	};

	// [data-refresh=SECONDS][id]: takes this part from the page fetched again, while it can be seen.
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
			const held = Array.from(part.querySelectorAll('a, button')).indexOf(document.activeElement);
			const next = document.importNode(fresh, true);
			part.replaceWith(next);
			part = next;
			const again = part.querySelectorAll('a, button')[held];
			if (again) again.focus();
			if (part.dataset.refresh) wait();
		};
		const wait = () => { setTimeout(take, 1000 * Math.max(2, Number(part.dataset.refresh))); };
		wait();
	};

	const { person } = document.body.dataset;
	if (person) forgetCopies(person);
	document.querySelectorAll('input[data-narrow]').forEach(narrow);
	document.querySelectorAll('[data-refresh][id]').forEach(refresh);
	document.querySelectorAll('[data-print]').forEach((button) => {
		button.hidden = false;
		button.addEventListener('click', () => print());
	});
})();
