// Sections and questions of a draft can be dragged to their places: a drop fills the form that the
// page has for it. The buttons beside each of them do the same without this file.

const form = document.getElementById('drag');
const field = (name) => form.elements.namedItem(name);
let dragged = null;
let marked = null;

const mark = (target, where) => {
	if (marked && marked !== target) delete marked.dataset.drop;
	marked = target;
	if (target) target.dataset.drop = where;
};
// What the pointer is over that the dragged one can stand at: one of its kind, else a section.
const targetOf = ({ target, clientY }) => {
	const { what } = dragged.dataset;
	const like = target.closest(`li[data-what="${what}"]`);
	const section = what === 'question' && target.closest('li[data-what="section"]');
	if (like && like !== dragged) {
		const { top, height } = like.getBoundingClientRect();
		return [like, clientY < top + height / 2 ? 'before' : 'after'];
	}
	return section && !like ? [section, 'into'] : null;
};
// The place among the others, from 1.
const placeAt = (target, where) => {
	const others = Array.from(target.parentElement.children).filter((item) => item !== dragged);
	return others.indexOf(target) + (where === 'before' ? 1 : 2);
};
const drop = (target, where) => {
	const { what, code } = dragged.dataset;
	const section = where === 'into' ? target : target.parentElement.closest('li[data-code]');
	field('what').value = what;
	field('code').value = code;
	field('into').value = what === 'question' ? section.dataset.code : '';
	field('place').value = where === 'into' ? 1000 : placeAt(target, where);
	form.requestSubmit();
};

document.querySelectorAll('li[data-what]').forEach((item) => {
	const grip = document.createElement('span');
	grip.className = 'gm-grip';
	grip.draggable = true;
	grip.title = form.dataset.handle;
	grip.addEventListener('dragstart', (event) => {
		dragged = item;
		item.dataset.dragged = '';
		event.dataTransfer.effectAllowed = 'move';
		event.dataTransfer.setData('text/plain', item.dataset.code);
		event.dataTransfer.setDragImage(item, 0, 0);
		event.stopPropagation();
	});
	grip.addEventListener('dragend', () => {
		delete item.dataset.dragged;
		mark(null);
		dragged = null;
	});
	item.prepend(grip);
});
document.addEventListener('dragover', (event) => {
	const found = dragged && targetOf(event);
	if (!found) {
		mark(null);
		return;
	}
	event.preventDefault();
	mark(...found);
});
document.addEventListener('drop', (event) => {
	const found = dragged && targetOf(event);
	if (!found) return;
	event.preventDefault();
	drop(...found);
});
