// An employee asks for training; the leader returns it, then approves; another one is declined.
// Two leaders at once: the second one is told.
import { check, desktop, device, equal, finish, json, language, phone, picture } from './browser.mjs';

const reason = 'Jeg jobber mye alene på kveld, og vil løfte riktig. <b>Ærlig talt!</b>';
const saysState = (page) => page.locator('.gm-head .ds-tag, main .ds-tag').first();

async function people() {
	const [employee, leader] = [await device('employee', phone), await device('leader', desktop)];
	await employee.goto('/grunnmur/survey/');
	await language(employee, 'nb');
	await leader.goto('/grunnmur/leader/');
	await language(leader, 'nb');
	return { employee, leader };
}
// The employee writes a request of their own and sends it; gives its id.
async function ask(page, title) {
	await page.goto('/grunnmur/survey/training');
	await page.locator('#request #title').fill(title);
	await page.locator('#request #reason').fill(reason);
	await page.locator('#request #form').selectOption('classroom');
	await page.locator('#request button[value="submit"]').click();
	await page.waitForURL(/\/survey\/requests/);
	const { requests } = await json(page, '/grunnmur/survey/requests');
	const mine = requests.find((request) => request.title === title);
	equal(mine.state, 'submitted', 'state');
	return mine.id;
}
const stateOf = async (page, id) => {
	const { requests } = await json(page, '/grunnmur/survey/requests');
	return requests.find((request) => request.id === id).state;
};
async function decide(page, id, step, text) {
	await page.goto(`/grunnmur/leader/requests/${id}`);
	await page.locator('#reason').fill(text);
	await page.locator(`button[name="do"][value="${step}"]`).click();
	await page.waitForLoadState();
}

await check('a request is returned, answered and approved', async () => {
	const { employee, leader } = await people();
	const id = await ask(employee, 'Forflytning i praksis');
	await picture(employee, 'request-sent');
	await leader.goto('/grunnmur/leader/requests');
	await leader.locator(`a[href$="/leader/requests/${id}"]`).first().click();
	equal(await leader.locator('main b').count(), 0, 'elements made from what was typed');
	await leader.locator('q', { hasText: 'Ærlig talt!' }).waitFor();
	await picture(leader, 'request-to-decide');
	await decide(leader, id, 'return', 'Hvilken dato passer?');
	equal(await stateOf(employee, id), 'returned', 'state');
	await employee.goto(`/grunnmur/survey/requests/${id}`);
	await employee.getByText('Hvilken dato passer?').waitFor();
	await employee.locator('#comment').fill('8. desember passer.');
	await employee.locator('button[name="do"][value="submit"]').click();
	await employee.waitForLoadState();
	equal(await stateOf(employee, id), 'submitted', 'state');
	await decide(leader, id, 'approve', '');
	equal(await stateOf(employee, id), 'approved', 'state');
	await employee.goto(`/grunnmur/survey/requests/${id}`);
	equal(await employee.locator('.gm-history > li').count(), 4, 'steps');
	await saysState(employee).waitFor();
	await picture(employee, 'request-approved');
	equal([...employee.said, ...leader.said], [], 'console');
});

await check('declining needs a reason; what was typed stays', async () => {
	const { employee, leader } = await people();
	const id = await ask(employee, 'Seilkurs i Middelhavet');
	await decide(leader, id, 'decline', '');
	await leader.locator('#reason[aria-invalid="true"]').waitFor();
	equal((await leader.title()).startsWith('Feil: '), true, 'title');
	await leader.locator('.ds-error-summary a').click();
	await leader.locator('#reason:focus').waitFor();
	await picture(leader, 'request-decline-without-reason');
	await decide(leader, id, 'decline', 'Kurset hører ikke til stillingen.');
	equal(await stateOf(employee, id), 'declined', 'state');
});

await check('two decisions at once: the second one is told', async () => {
	const { employee, leader } = await people();
	const above = await device('top', desktop);
	const id = await ask(employee, 'Førstehjelp for alle');
	await leader.goto(`/grunnmur/leader/requests/${id}`);
	await above.goto(`/grunnmur/leader/requests/${id}`);
	await leader.locator('button[name="do"][value="approve"]').click();
	await leader.waitForLoadState();
	await above.locator('#reason').fill('Nei.');
	const [answer] = await Promise.all([
		above.waitForResponse((response) => response.request().method() === 'POST'),
		above.locator('button[name="do"][value="decline"]').click(),
	]);
	equal(answer.status(), 409, 'status');
	await picture(above, 'request-decided-by-another');
	equal(await stateOf(employee, id), 'approved', 'state');
});

await finish();
