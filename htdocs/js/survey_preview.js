// The preview of a survey: questions come and go with the answers that are tried. Nothing is sent.
import { showAsked } from './asked.js';

const form = document.querySelector('[data-preview]');

if (form) {
	form.addEventListener('change', () => showAsked(form));
	showAsked(form);
}
