// Small comforts on every page. Every page works when this file does not load.
(() => {
	'use strict';

	const WEEK = 7 * 24 * 3600 * 1000;
	const COPY = 'gm:answer:';

	// Answers kept on this device belong to one person, for a week: others' pages remove them.
	const forgetCopies = (person) => {
		try {
			for (const key of Object.keys(localStorage)) {
				if (!key.startsWith(COPY)) continue;
				let at = 0;
				try {
					at = JSON.parse(localStorage.getItem(key)).at;
				} catch (e) { /* counts as old */ }
				const theirs = !key.startsWith(`${COPY}${person}:`);
				if (theirs || !(Date.now() - at < WEEK)) localStorage.removeItem(key);
			}
		} catch (e) { /* no storage: nothing was kept */ }
	};

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
			const again = part.querySelectorAll('a, button')[held];
			if (again) again.focus();
			if (part.dataset.refresh) wait();
		};
		const wait = () => { setTimeout(take, 1000 * Math.max(2, Number(part.dataset.refresh))); };
		wait();
	};

	const { person } = document.body.dataset;
	if (person) forgetCopies(person);
	document.querySelectorAll('[data-refresh][id]').forEach(refresh);
	document.querySelectorAll('[data-print]').forEach((button) => {
		button.hidden = false;
		button.addEventListener('click', () => print());
	});
})();
