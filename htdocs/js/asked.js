// Plain questions that are asked only if an earlier answer on the same page says so. What decides
// stands before what it decides, so that one walk settles chains of conditions.

const chosen = (root, id) => Array.from(root.querySelectorAll(`[name="value_${id}"]`))
	.filter((field) => field.checked).map((field) => field.value);

export const showAsked = (root) => {
	root.querySelectorAll('[data-show-item]').forEach((card) => {
		const { showItem, showValues } = card.dataset;
		const decides = root.querySelector(`[data-item="${showItem}"]`);
		if (!decides) return;
		const away = Boolean(decides.closest('[hidden]'));
		card.hidden = away || !chosen(root, showItem).some((value) => value === showValues);
	});
};
