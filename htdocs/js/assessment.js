// Saves the self-assessment while it is filled in; without this file its buttons save it. Answers
// are sent whole (PUT), one after another, with the revision they are based on; this device keeps
// a copy until the server has them. All texts come from data attributes of the page.
import { showAsked } from './asked.js';
import { copiesOf, fill, time } from './grunnmur.js';

const TYPING = 600;                  // ms after the last key
const PATIENCE = 20000;              // ms for one request; the server itself tries for 8 s
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const FLAGS = ['not_relevant', 'wish', 'teach'];

const form = document.querySelector('form[data-autosave]');
const copies = copiesOf(form.dataset);

/* Fields and answers */

const fields = (name) => Array.from(form.querySelectorAll(`[name="${name}"]`));
const chosen = (name) => fields(name).filter((f) => f.checked).map((f) => f.value);
const tick = (name, on) => fields(name).forEach((f) => { f.checked = on.includes(f.value); });
const isTyped = (field) => !/^(radio|checkbox|hidden)$/.test(field.type);
const list = (v) => (v === null || v === undefined ? [] : [].concat(v)).map(String);

const readValue = ({ id, type }) => {
	if (type === 'many') return chosen(`value_${id}`);
	if (type === 'one') return chosen(`value_${id}`)[0] || null;
	const text = fields(`value_${id}`)[0].value.trim();
	const number = Number(text.replace(/\s/g, '').replace(',', '.'));
	if (text === '') return null;
	return type === 'number' && Number.isFinite(number) ? number : text;
};
const read = (item) => {
	if (item.type !== 'competence') return { value: readValue(item) };
	const level = chosen(`level_${item.id}`)[0];
	const answer = { level: level === undefined ? null : Number(level) };
	FLAGS.forEach((flag) => { answer[flag] = chosen(`${flag}_${item.id}`).length > 0; });
	const comment = fields(`comment_${item.id}`)[0];
	answer.comment = comment ? comment.value.trim() : '';
	return answer;
};
const write = ({ id }, answer) => {
	const value = list(answer.value);
	tick(`level_${id}`, list(answer.level));
	FLAGS.forEach((flag) => tick(`${flag}_${id}`, answer[flag] ? ['1'] : []));
	fields(`comment_${id}`).forEach((f) => { f.value = answer.comment || ''; });
	tick(`value_${id}`, value);
	fields(`value_${id}`).filter(isTyped).forEach((f) => { f.value = value.join(''); });
};
const isAnswered = (answer) =>
	list(answer.level).length > 0 || Boolean(answer.not_relevant) || list(answer.value).length > 0;
const essence = (item, answer) => JSON.stringify(item.type === 'competence'
	? [list(answer.level), FLAGS.map((flag) => Boolean(answer[flag])), answer.comment || '']
	: list(answer.value).sort());
const same = (item, a, b) => essence(item, a) === essence(item, b);

const labels = (item, name, values) => list(values).map((value) => {
	const field = item.element && fields(name).find((f) => f.value === value && !isTyped(f));
	return field && field.labels.length ? field.labels[0].textContent.trim() : value;
});
const describe = (item, answer) => {
	const words = template.dataset;
	const parts = labels(item, `value_${item.id}`, answer.value);
	const [level] = labels(item, `level_${item.id}`, answer.level);
	if (level) parts.push(item.element ? level : fill(words.level, { l: level }));
	if (answer.not_relevant) parts.push(words.notRelevant);
	if (!parts.length) parts.push(words.none);
	if (answer.wish) parts.push(words.wish);
	if (answer.teach) parts.push(words.teach);
	if (answer.comment) parts.push(`«${answer.comment}»`);
	return parts.join(', ');
};

const items = new Map();
form.querySelectorAll('[data-item]').forEach((element) => {
	const { item: id, type, rev } = element.dataset;
	const item = { id, type, rev: Number(rev), element, sent: [] };
	item.wasAnswered = isAnswered(read(item));
	items.set(id, item);
});
// A kept answer of another page of the form has no fields here, but is sent all the same.
const elsewhere = (id, { answer, rev, label }) =>
	({ id, rev, label, type: 'value' in answer ? 'other' : 'competence', element: null, sent: [] });

/* What the page shows */

const line = document.querySelector('[data-save]');
const reload = document.querySelector('[data-reload]');
const LOOK = { saving: 'saving', saved: 'saved', offline: 'offline', busy: 'offline' };
const say = (state, values = {}) => {
	const text = values.text || fill(line.dataset[state], values);
	const words = line.querySelector('span');
	line.dataset.state = LOOK[state] || 'error';
	if (words.textContent !== text) words.textContent = text;
	reload.hidden = state !== 'login' && state !== 'closed';
};
const showProgress = (d, n) => {
	document.querySelectorAll('[data-progress]').forEach((bar) => { bar.max = n; bar.value = d; });
	document.querySelectorAll('[data-progress-text]').forEach((text) => {
		text.textContent = fill(text.dataset.progressText, { d, n });
	});
};
const TOPIC = ['sprite.svg#CheckmarkCircleFill', 'sprite.svg#CircleBroken', 'sprite.svg#Circle'];
const showTopic = () => {
	let gained = 0;
	items.forEach((item) => { gained += isAnswered(read(item)) - item.wasAnswered; });
	document.querySelectorAll('[data-topic]').forEach((topic) => {
		const n = Number(topic.dataset.total);
		const d = Number(topic.dataset.done) + gained;
		const state = d >= n ? 0 : d > 0 ? 1 : 2;
		const count = topic.querySelector('[data-count]');
		const words = topic.closest('[data-words]').dataset.words.split('|');
		const icon = topic.querySelector('use');
		count.textContent = fill(count.dataset.count, { d, n });
		topic.querySelector('[data-word]').textContent = `: ${words[state]}`;
		const href = icon.getAttribute('href').replace(/sprite\.svg#.*/, TOPIC[state]);
		icon.setAttribute('href', href);
	});
};
const clearError = (element) => {
	element.querySelectorAll('.ds-validation-message').forEach((m) => m.remove());
	element.querySelectorAll('[aria-invalid]').forEach((f) => f.removeAttribute('aria-invalid'));
	const card = element.closest('[data-error]');
	if (card && !card.querySelector('.ds-validation-message')) card.removeAttribute('data-error');
};
const showItem = (item) => {
	const answer = read(item);
	const clear = item.element.querySelector('[data-clear]');
	if (clear) clear.hidden = !isAnswered(answer);
	if (isAnswered(answer)) clearError(item.element);
	showAsked(form);
};
const setRev = (item, rev) => {
	item.rev = rev;
	item.sent = [];
	if (item.element) fields(`rev_${item.id}`).forEach((f) => { f.value = rev; });
};
const show = (item, answer) => {
	write(item, answer);
	showItem(item);
	showTopic();
	focusOn(item);
};
const focusOn = (item) => {
	const all = Array.from(item.element.querySelectorAll('input:not([type="hidden"]), textarea'));
	(all.find((f) => f.checked) || all[0]).focus();
};

/* The queue: one answer after another, the latest content of each */

const waiting = new Map();           // item → answer, in the order they were given
const disputed = new Set();          // items that wait for a choice between two answers
let working = false;
let stopped = false;                 // logged out, or submitted meanwhile
let kept = true;                     // whether this device could keep what waits
let csrf = form.dataset.csrf;
let renewed = false;
let pause = FIRST_WAIT;
let wake = null;                     // ends a pause
let leave = null;                    // a submit that waits: called with whether all was sent

const next = () => Array.from(waiting.keys()).find((item) => !disputed.has(item));
const keep = (item, answer) => {
	const { id, rev, label } = item;
	kept = copies.put(id, { answer, rev, label: label || nameOf(item) });
};
const nameOf = (item) => {
	const card = item.element.closest('[data-competence]');
	const title = card && card.querySelector('h3, h4');
	const legend = item.element.querySelector('legend').firstChild.textContent.trim();
	return title ? `${title.textContent.trim()} – ${legend}` : legend;
};
const change = (item) => {
	const answer = read(item);
	clearTimeout(item.timer);
	item.typed = false;
	showItem(item);
	showTopic();
	keep(item, answer);
	waiting.delete(item);
	waiting.set(item, answer);
	if (disputed.has(item)) item.slot('mine', describe(item, answer));
	work();
};
const work = async () => {
	if (working || stopped) return;
	working = true;
	for (let item = next(); item && !stopped; item = next()) {
		if (line.dataset.state !== 'offline') say('saving');
		const rest = await deliver(item, waiting.get(item));
		if (rest) await new Promise((resolve) => { wake = resolve; setTimeout(resolve, rest); });
		wake = null;
	}
	working = false;
	if (disputed.size && !stopped) say('conflict');
	gone(waiting.size === 0);
};
const gone = (all) => {
	if (leave) leave(all);
	leave = null;
};
const retryNow = () => {
	pause = FIRST_WAIT;
	if (wake) wake();
	else work();
};

const put = async (item, answer) => {
	const control = new AbortController();
	const timer = setTimeout(() => control.abort(), PATIENCE);
	try {
		const response = await fetch(`${form.dataset.answers}/${item.id}`, {
			method: 'PUT',
			redirect: 'manual',
			signal: control.signal,
			keepalive: document.hidden,
			headers: {
				'Content-Type': 'application/json',
				Accept: 'application/json',
				'X-CSRF-Token': csrf,
			},
			body: JSON.stringify({ ...answer, rev: item.rev }),
		});
		return {
			status: response.type === 'opaqueredirect' ? 401 : response.status,
			after: Number(response.headers.get('Retry-After')),
			body: /json/.test(response.headers.get('Content-Type')) ? await response.json() : null,
		};
	} catch (e) {
		return { status: 0, after: 0, body: null };
	} finally {
		clearTimeout(timer);
	}
};
// Sends one answer; tells how many ms to rest before the next try.
const deliver = async (item, answer) => {
	item.sent.push(answer);
	const { status, after, body } = await put(item, answer);
	if (status === 200 && body) return accepted(item, answer, body);
	if (status === 409 && body && body.stored) return stale(item, answer, body.stored);
	if (status === 409 && body) return stop('closed', body.detail);
	if (status === 403 && body && /:csrf$/.test(body.type) && !renewed) return renew();
	if (status === 401 || status === 403 || status === 200) return stop('login');
	if (status === 0 || status === 429 || status >= 500) return later(status, after);
	waiting.delete(item);
	say('failed', { m: (body && (body.detail || body.title)) || String(status) });
	return 0;
};
const accepted = (item, answer, body) => {
	pause = FIRST_WAIT;
	renewed = false;
	setRev(item, body.rev);
	if (waiting.get(item) === answer) {
		waiting.delete(item);
		if (!item.typed) copies.drop(item.id);
	} else {
		keep(item, waiting.get(item));
	}
	showProgress(body.answered, body.total);
	if (!waiting.size) say('saved', { t: time() });
	return 0;
};
const stale = (item, answer, stored) => {
	// Our own earlier try may have arrived though its reply did not: then nothing is to be chosen.
	if (item.sent.some((sent) => same(item, sent, stored))) setRev(item, stored.rev);
	else dispute(item, answer, stored);
	return 0;
};
const renew = async () => {
	renewed = true;
	try {
		const headers = { Accept: 'application/json' };
		const page = await fetch(location.href, { headers, redirect: 'manual' });
		csrf = page.headers.get('X-CSRF-Token') || csrf;
		document.querySelectorAll('[name="csrf"]').forEach((f) => { f.value = csrf; });
	} catch (e) { /* the next try will tell */ }
	return 0;
};
const later = (status, after) => {
	const rest = after > 0 ? Math.min(1000 * after, 4 * LONGEST_WAIT) : pause;
	pause = Math.min(2 * pause, LONGEST_WAIT);
	say(!kept ? 'lost' : status === 0 ? 'offline' : 'busy');
	gone(false);
	return rest;
};
const stop = (state, text) => {
	stopped = true;
	say(kept || state === 'closed' ? state : 'lost', { text });
	return 0;
};

/* Two devices that disagree */

const template = document.querySelector('template[data-conflict]');
const dispute = (item, answer, stored) => {
	const box = document.importNode(template.content, true).firstElementChild;
	const settle = () => {
		box.remove();
		disputed.delete(item);
		setRev(item, stored.rev);
	};
	item.slot = (name, text) => { box.querySelector(`[data-slot="${name}"]`).textContent = text; };
	item.slot('question', item.label || nameOf(item));
	item.slot('mine', describe(item, answer));
	item.slot('theirs', describe(item, stored));
	box.querySelector('[data-keep]').addEventListener('click', () => {
		settle();
		keep(item, waiting.get(item));
		if (item.element) focusOn(item);
		work();
	});
	box.querySelector('[data-use]').addEventListener('click', () => {
		settle();
		waiting.delete(item);
		copies.drop(item.id);
		if (item.element) show(item, stored);
		if (waiting.size) work();
		else say('saved', { t: time() });
	});
	disputed.add(item);
	if (item.element) item.element.append(box);
	else form.prepend(box);
};

/* Events */

const itemAt = (target) => {
	const element = target.closest('[data-item]');
	return element ? items.get(element.dataset.item) : undefined;
};
const sendTyped = () => items.forEach((item) => { if (item.typed) change(item); });

form.addEventListener('input', ({ target }) => {
	const item = itemAt(target);
	if (!item || !isTyped(target)) return;
	item.typed = true;
	keep(item, read(item));
	clearTimeout(item.timer);
	item.timer = setTimeout(change, TYPING, item);
});
form.addEventListener('change', ({ target }) => {
	const item = itemAt(target);
	if (!item || (isTyped(target) && !item.typed)) return;
	if (target.name.startsWith('level_')) tick(`not_relevant_${item.id}`, []);
	if (target.name.startsWith('not_relevant_') && target.checked) tick(`level_${item.id}`, []);
	change(item);
});
form.addEventListener('click', ({ target }) => {
	const item = target.closest('[data-clear]') && itemAt(target);
	if (!item) return;
	write(item, { ...read(item), level: null, not_relevant: false, value: null });
	focusOn(item);
	change(item);
});

// A button posts the whole page: what is under way goes first, so that the revisions are fresh.
let leaving = false;
form.addEventListener('submit', (event) => {
	sendTyped();
	if (leaving || stopped || waiting.size === 0) {
		leaving = true;
		return;
	}
	event.preventDefault();
	leave = (all) => {
		leaving = all;
		if (all) form.requestSubmit(event.submitter);
	};
	if (!next()) {
		say('conflict');
		form.querySelector('.gm-conflict').scrollIntoView({ block: 'center' });
	}
	retryNow();
});
reload.addEventListener('click', () => location.reload());
addEventListener('online', retryNow);
addEventListener('pageshow', () => { leaving = false; });
document.addEventListener('visibilitychange', () => (document.hidden ? sendTyped : retryNow)());
addEventListener('beforeunload', (event) => {
	if (!leaving && !kept && waiting.size) event.preventDefault();
});

/* Start: what this device still keeps goes into the form, and to the server */

items.forEach(showItem);
const restore = (item, { rev, answer }) => {
	item.rev = rev;
	if (item.element) write(item, answer);
	if (item.element) showItem(item);
	waiting.set(item, answer);
};
copies.all().forEach(([id, copy]) => {
	const item = items.get(id) || elsewhere(id, copy);
	if (item.element && same(item, read(item), copy.answer)) copies.drop(id);
	else restore(item, copy);
});
showTopic();
line.querySelector('span').textContent = line.dataset.idle;
work();
