// A question of the self-assessment: its fields, its answer, and the copy of it on this device.

export const form = document.querySelector('form[data-autosave]');

const FLAGS = ['not_relevant', 'wish', 'teach'];
const WEEK = 7 * 24 * 3600 * 1000;
const COPY = form ? `gm:answer:${form.dataset.person}:${form.dataset.assessment}:` : '';

export const fill = (text, values) =>
	(text || '').replace(/%(\w)/g, (all, key) => (key in values ? values[key] : all));

/* Fields and answers */

export const fields = (name) => Array.from(form.querySelectorAll(`[name="${name}"]`));
const chosen = (name) => fields(name).filter((f) => f.checked).map((f) => f.value);
export const tick = (name, values) =>
	fields(name).forEach((f) => { f.checked = values.includes(f.value); });
export const isTyped = (field) => !/^(radio|checkbox|hidden)$/.test(field.type);
export const list = (value) =>
	(value === null || value === undefined ? [] : [].concat(value)).map(String);

const readValue = ({ id, type }) => {
	if (type === 'many') return chosen(`value_${id}`);
	if (type === 'one') return chosen(`value_${id}`)[0] || null;
	const text = fields(`value_${id}`)[0].value.trim();
	const number = Number(text.replace(/\s/g, '').replace(',', '.'));
	if (text === '') return null;
	return type === 'number' && Number.isFinite(number) ? number : text;
};
export const read = (item) => {
	if (item.type !== 'competence') return { value: readValue(item) };
	const level = chosen(`level_${item.id}`)[0];
	const answer = { level: level === undefined ? null : Number(level) };
	FLAGS.forEach((flag) => { answer[flag] = chosen(`${flag}_${item.id}`).length > 0; });
	const comment = fields(`comment_${item.id}`)[0];
	answer.comment = comment ? comment.value.trim() : '';
	return answer;
};
export const write = ({ id, type }, answer) => {
	if (type === 'competence') {
		tick(`level_${id}`, list(answer.level));
		FLAGS.forEach((flag) => tick(`${flag}_${id}`, answer[flag] ? ['1'] : []));
		fields(`comment_${id}`).forEach((f) => { f.value = answer.comment || ''; });
	} else if (type === 'one' || type === 'many') {
		tick(`value_${id}`, list(answer.value));
	} else {
		fields(`value_${id}`)[0].value = list(answer.value).join('');
	}
};
export const isAnswered = (answer) =>
	list(answer.level).length > 0 || Boolean(answer.not_relevant) || list(answer.value).length > 0;
const essence = (item, answer) => JSON.stringify(item.type === 'competence'
	? [list(answer.level), FLAGS.map((flag) => Boolean(answer[flag])), answer.comment || '']
	: list(answer.value).sort());
export const same = (item, a, b) => essence(item, a) === essence(item, b);

const labels = (item, name, values) => list(values).map((value) => {
	const field = item.element && fields(name).find((f) => f.value === value && !isTyped(f));
	return field && field.labels.length ? field.labels[0].textContent.trim() : value;
});
export const describe = (item, answer, words) => {
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

/* Copies on this device */

export const keepCopy = (id, copy) => {
	try {
		localStorage.setItem(COPY + id, JSON.stringify({ ...copy, at: Date.now() }));
		return true;
	} catch (e) {
		return false;
	}
};
export const dropCopy = (id) => {
	try { localStorage.removeItem(COPY + id); } catch (e) { /* none was kept */ }
};
export const allCopies = () => {
	const found = [];
	try {
		for (const key of Object.keys(localStorage).filter((k) => k.startsWith(COPY))) {
			const copy = JSON.parse(localStorage.getItem(key));
			if (Date.now() - copy.at < WEEK) found.push([key.slice(COPY.length), copy]);
		}
	} catch (e) { /* none was kept */ }
	return found;
};
