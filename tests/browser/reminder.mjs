// HR reminds, by keyboard alone, in bokmål and nynorsk: the list, the send, the mail, the notice, the letter; then a leader.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { check, desktop, device, equal, finish, json, language, phone, picture, until } from './browser.mjs';

const state = process.env.STATE;
const sql = (statement) => execFileSync('mariadb', ['--no-defaults', '--default-character-set=utf8mb4', `--socket=${state}/mariadb.sock`,
	'--user=root', '--batch', '--skip-column-names', 'grunnmur', '-e', statement], { encoding: 'utf8' }).trim();
// Mails about certificates that run out go out of themselves, and are not meant here.
const mails = () => readdirSync(`${state}/mail`).filter((name) => name.endsWith('.txt'))
	.map((name) => readFileSync(`${state}/mail/${name}`, 'utf8')).filter((mail) => !/^Subject: .*(kursbevis|certificate)/m.test(mail));

// The employee of the demo has not begun; of their unit somebody has no address, writes nynorsk, and is not reached by mail.
const employee = await device('employee', phone);
const me = (await json(employee, '/grunnmur/survey/')).person.id;
const round = sql("SELECT id FROM round WHERE state = 'open'");
sql(`UPDATE assessment SET state = 'assigned', started_at = NULL, submitted_at = NULL WHERE person_id = ${me}`);
const other = sql(`SELECT a.person_id FROM assessment a JOIN position s ON s.person_id = a.person_id AND s.valid_to IS NULL
	WHERE a.round_id = ${round} AND a.unit_id = (SELECT unit_id FROM assessment WHERE person_id = ${me} AND round_id = ${round})
	AND a.person_id <> ${me} AND a.person_id NOT IN (SELECT person_id FROM unit_leader) LIMIT 1`);
sql(`UPDATE person SET email = NULL, language = 'nn', given_name = 'Máret', family_name = 'Čuđi' WHERE id = ${other};
	UPDATE assessment SET state = 'assigned', started_at = NULL, submitted_at = NULL WHERE person_id = ${other}`);
const unit = sql(`SELECT unit_id FROM assessment WHERE person_id = ${other} AND round_id = ${round}`);
const myName = sql(`SELECT CONCAT(given_name, ' ', family_name) FROM person WHERE id = ${me}`);

// Goes to an element by the tab key alone, and presses Enter there.
async function press(page, locator, key = 'Enter') {
	await locator.first().waitFor();
	for (let i = 0; i < 120; i++) {
		if (await locator.first().evaluate((element) => element === document.activeElement)) {
			await page.keyboard.press(key);
			return;
		}
		await page.keyboard.press('Tab');
	}
	throw new Error(`the tab key does not reach ${locator}`);
}

// Reminds those who never started, in a language, and gives the page of HR.
async function remind(page, code, words) {
	await page.goto(`/grunnmur/hr/rounds/${round}`);
	await language(page, code);
	await press(page, page.locator(`a[href$="/hr/rounds/${round}/reminders"]`));
	await page.waitForURL(/\/reminders$/);
	await press(page, page.locator('a[href*="kind=never"]'));
	await page.waitForURL(/kind=never/);
	await page.locator('#who-table').waitFor({ state: 'attached' });
	await picture(page, `reminder-list-${code}`);
	const button = page.locator('button[name="kind"]');
	const text = await button.textContent();
	if (!words.send.test(text)) throw new Error(`the button says ${text}`);
	await press(page, button);
	await page.waitForURL(/\/reminders$/);
	await page.getByText(words.done).first().waitFor({ timeout: 30000 });
	await picture(page, `reminder-sent-${code}`);
	equal(page.said, [], 'console');
}

await check('HR reminds in bokmål; the mail arrives with a link and no answers', async () => {
	const hr = await device('hr', desktop);
	await remind(hr, 'nb', { send: /Send påminnelse til \d+ person/, done: 'Ferdig' });
	await until('the mail has come', () => mails().some((mail) => mail.includes(`Hei ${myName}`)));
	const mine = mails().find((mail) => mail.includes(`Hei ${myName}`));
	const link = mine.match(/https?:\/\/\S+/)[0];
	const assessment = sql(`SELECT id FROM assessment WHERE person_id = ${me} AND round_id = ${round}`);
	equal(new URL(link).pathname, `/grunnmur/survey/assessments/${assessment}`, 'link');
	equal(/Subject: Påminnelse: .*, frist \d+\.\d+\.\d{4}/.test(mine), true, 'subject');
	equal(mails().filter((mail) => mail.includes('Máret Čuđi')).length, 0, 'mails to whom no mail reaches');
	equal(new Set(mails().map((mail) => mail.match(/^To: .*$/m)[0])).size, mails().length, 'receivers, each once');
});

await check('the reminder stands on the page of the employee until the answers are in', async () => {
	await employee.goto('/grunnmur/survey/');
	await employee.locator('.ds-alert', { hasText: 'påminnelse' }).waitFor();
	await picture(employee, 'reminder-notice');
	await employee.goto('/grunnmur/survey/my-data');
	await employee.locator('#reminders').waitFor();
	await employee.getByText('E-post sendt').waitFor();
	sql(`UPDATE assessment SET state = 'submitted', submitted_at = started_at, started_at = NOW() WHERE person_id = ${me}`);
	await employee.goto('/grunnmur/survey/');
	equal(await employee.locator('.ds-alert', { hasText: 'påminnelse' }).count(), 0, 'notices');
	sql(`UPDATE assessment SET state = 'assigned', submitted_at = NULL, started_at = NULL WHERE person_id = ${me}`);
});

await check('letters are printed for those whom no mail reaches, in their language', async () => {
	const hr = await device('hr', desktop);
	await hr.goto(`/grunnmur/hr/rounds/${round}/reminders`);
	await press(hr, hr.locator(`a[href$="/letters"]`));
	await hr.waitForURL(/\/letters$/);
	await picture(hr, 'reminder-letters-units');
	await press(hr, hr.locator(`a[href$="letters?unit=${unit}"]`));
	await hr.waitForURL(/unit=/);
	const letter = hr.locator('.gm-letter[lang="nn"]');
	await letter.getByText('Hei Máret Čuđi').waitFor();
	await letter.getByText('Skriv denne adressa:').waitFor();
	await picture(hr, 'reminder-letter');
	await hr.emulateMedia({ media: 'print' });
	equal(await hr.locator('.gm-header').isVisible(), false, 'header on paper');
	const sheets = (await hr.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
	equal(sheets, await hr.locator('.gm-letter').count(), 'sheets');
});

await check('the same reminder is not sent twice on a day; another day in nynorsk it is', async () => {
	const hr = await device('hr', desktop);
	await hr.goto(`/grunnmur/hr/rounds/${round}/reminders?kind=never`);
	equal(await hr.locator('button[name="kind"]').count(), 0, 'buttons');
	sql('UPDATE reminder SET day = DATE_SUB(day, INTERVAL 1 DAY); UPDATE reminder_sending SET day = DATE_SUB(day, INTERVAL 1 DAY)');
	sql(`UPDATE person SET language = 'nn' WHERE id = ${me}`);
	const before = mails().length;
	await remind(hr, 'nn', { send: /Send påminning til \d+ person/, done: 'Ferdig' });
	await until('the mails have come', () => mails().length === before * 2);
	equal(mails().some((mail) => /Subject: Påminning: /.test(mail) && mail.includes(myName)), true, 'a mail in nynorsk');
});

await check('a leader reminds own people by name', async () => {
	sql('DELETE FROM outbox; DELETE FROM reminder; DELETE FROM reminder_sending');
	const leader = await device('leader', desktop);
	await leader.goto('/grunnmur/leader/');
	await language(leader, 'nb');
	await press(leader, leader.locator('a[href$="/leader/reminders"]'));
	await leader.waitForURL(/\/leader\/reminders/);
	await press(leader, leader.locator('a[href*="kind=never"]'));
	await leader.getByRole('rowheader', { name: myName }).waitFor();
	await picture(leader, 'reminder-leader-list');
	const before = mails().length;
	await press(leader, leader.locator('button[name="kind"]'));
	await leader.waitForURL(/round=\d+$/);
	await leader.getByText('Ferdig').first().waitFor({ timeout: 30000 });
	await picture(leader, 'reminder-leader-sent');
	await until('the mail has come', () => mails().slice(before).some((mail) => mail.includes(myName)));
	const led = sql('SELECT COUNT(*) FROM reminder');
	const asked = sql(`SELECT people FROM reminder_sending WHERE scope_id > 0`);
	equal(led, asked, 'people');
	equal(leader.said, [], 'console');
});

await finish();
