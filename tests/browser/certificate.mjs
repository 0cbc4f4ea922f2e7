// An employee registers a certificate by phone; the leader confirms one and refuses another; files that are none; the last valid day.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { check, desktop, device, equal, finish, json, language, phone, picture } from './browser.mjs';

const sql = (statement) => execFileSync('mariadb', ['--no-defaults', '--default-character-set=utf8mb4',
	`--socket=${process.env.STATE}/mariadb.sock`, '--user=root', '--batch', '--skip-column-names', 'grunnmur', '-e', statement],
	{ encoding: 'utf8' }).trim();
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

// A picture as a phone's camera would send it, but for its size; and what only pretends.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const hostile = {
	'HTML named .pdf': { name: 'kursbevis.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<script>alert(1)</script>') },
	SVG: { name: 'kursbevis.png', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
	'HTML before a PDF': { name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html><body onload=alert(1)>%PDF-1.4 %%EOF') },
	'a picture with an archive behind it': { name: 'x.png', mimeType: 'image/png', buffer: Buffer.concat([png, Buffer.from('PK\x03\x04')]) },
};

// The employee's fire training is missing until it is registered here.
const employee = await device('employee', phone), leader = await device('leader', desktop);
const me = (await json(employee, '/grunnmur/survey/')).person.id;
const fire = sql("SELECT id FROM competence WHERE code = 'BRANN-GRUNN'");
sql(`DELETE FROM certificate WHERE person_id = ${me} AND competence_id = ${fire}`);
await employee.goto('/grunnmur/survey/');
await language(employee, 'nb');
await leader.goto('/grunnmur/leader/');
await language(leader, 'nb');

async function fill(page, expires) {
	await page.locator('#issuer').fill('Trefjord brannvesen');
	await page.locator('#number').fill('B-2026/17');
	await page.locator('#issued_on').fill('2026-01-05');
	await page.locator('#expires_on').fill(expires);
}
const idOf = (page) => Number(new URL(page.url()).pathname.split('/').pop());
const proofOf = async () => (await json(employee, '/grunnmur/survey/')).certificates.find((proof) => proof.competence === 'BRANN-GRUNN');

let id;
await check('a missing certificate is registered by phone, with a picture', async () => {
	await employee.goto('/grunnmur/survey/');
	await employee.locator('a[href$="/certificates/new?competence=BRANN-GRUNN"]').click();
	equal(await employee.locator('#competence').inputValue(), 'BRANN-GRUNN', 'chosen');
	await picture(employee, 'certificate-new');
	await fill(employee, today);
	await employee.locator('#file').setInputFiles({ name: 'IMG_0001.png', mimeType: 'image/png', buffer: png });
	await employee.locator('form button.ds-button', { hasText: 'Registrer' }).click();
	await employee.waitForURL(/\/survey\/certificates\/\d+$/);
	id = idOf(employee);
	await employee.getByText('Ikke bekreftet ennå').first().waitFor();
	await employee.getByText('Siste gyldige dag er i dag').first().waitFor();
	equal(await employee.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, 'wider than the phone');
	await picture(employee, 'certificate-registered');
});

await check('on its last valid day it counts, and is marked as not yet confirmed', async () => {
	const proof = await proofOf();
	equal([proof.status, proof.confirmed, proof.days], ['expiring', false, 0], 'proof');
	sql(`UPDATE certificate SET expires_on = DATE_SUB('${today}', INTERVAL 1 DAY), issued_on = '2025-01-05' WHERE id = ${id}`);
	equal((await proofOf()).status, 'expired', 'the day after');
	sql(`UPDATE certificate SET expires_on = '${today}' WHERE id = ${id}`);
});

await check('files that are no PDF, JPEG or PNG are refused, whatever they are called', async () => {
	for (const [what, file] of Object.entries(hostile)) {
		await employee.goto('/grunnmur/survey/certificates/new');
		await employee.locator('#competence').selectOption('BRANN-GRUNN');
		await fill(employee, '2027-01-05');
		await employee.locator('#file').setInputFiles(file);
		await employee.locator('form button.ds-button', { hasText: 'Registrer' }).click();
		await employee.locator('#file-error').waitFor();
		equal(await employee.locator('#number').inputValue(), 'B-2026/17', `what was typed beside ${what}`);
	}
	equal((await employee.title()).startsWith('Feil: '), true, 'title');
	await employee.locator('.ds-error-summary a').click();
	await employee.locator('#file:focus').waitFor();
	await picture(employee, 'certificate-wrong-file');
	equal(sql(`SELECT COUNT(*) FROM certificate WHERE person_id = ${me} AND competence_id = ${fire}`), '1', 'certificates');
});

await check('the leader saves the picture as a file and confirms', async () => {
	await leader.goto('/grunnmur/leader/certificates');
	await picture(leader, 'certificate-queue');
	await leader.goto(`/grunnmur/leader/certificates/${id}`);
	await picture(leader, 'certificate-to-decide');
	const [download] = await Promise.all([leader.waitForEvent('download'), leader.locator(`a[href$="/certificates/${id}/file"]`).click()]);
	equal(download.suggestedFilename(), `certificate-${id}.png`, 'name');
	equal(readFileSync(await download.path()).equals(png), true, 'bytes');
	const answer = await leader.request.get(`/grunnmur/leader/certificates/${id}/file`);
	equal(/^attachment/.test(answer.headers()['content-disposition']), true, 'disposition');
	equal(/sandbox/.test(answer.headers()['content-security-policy']), true, 'policy');
	equal(answer.headers()['x-content-type-options'], 'nosniff', 'sniffing');
	await leader.locator('button[value="confirm"]').click();
	await leader.waitForURL(/done=/);
	await leader.locator('[role="status"]', { hasText: 'Bekreftet' }).waitFor();
	await picture(leader, 'certificate-confirmed');
	equal((await proofOf()).confirmed, true, 'confirmed');
});

await check('a correction waits anew; refused with a reason it does not count, and its owner is told', async () => {
	await employee.goto(`/grunnmur/survey/certificates/${id}`);
	await employee.locator('summary').click();
	await employee.locator('#expires_on').fill('2027-01-05');
	await employee.locator('button[value="save"]').click();
	await employee.waitForLoadState();
	await employee.getByText('Ikke bekreftet ennå').first().waitFor();
	await leader.goto(`/grunnmur/leader/certificates/${id}`);
	await leader.locator('button[value="refuse"]').click();
	await leader.locator('#reason[aria-invalid="true"]').waitFor();
	await leader.locator('#reason').fill('Bildet er uleselig. <b>Ta et nytt!</b>');
	await leader.locator('button[value="refuse"]').click();
	await leader.waitForURL(/done=/);
	equal((await proofOf()).status, 'missing', 'status');
	await employee.goto('/grunnmur/survey/');
	await employee.locator('.ds-alert a[href*="/certificates/"]').click();
	await employee.getByText('Ta et nytt!').first().waitFor();
	equal(await employee.locator('main b').count(), 0, 'elements made from what was typed');
	equal(await employee.locator('.gm-history > li').count(), 4, 'steps');
	await picture(employee, 'certificate-refused');
});

await check('without script it is corrected, then withdrawn, and its file is gone', async () => {
	const plain = await device('employee', { ...phone, javaScriptEnabled: false });
	await plain.goto(`/grunnmur/survey/certificates/${id}`);
	await plain.locator('#issuer').fill('Solvåg brannvesen');
	await plain.locator('button[value="save"]').click();
	await plain.getByText('Solvåg brannvesen').first().waitFor();
	await plain.locator('button[value="withdraw"]').click();
	await plain.getByText('Trukket tilbake').first().waitFor();
	equal(await plain.locator('button[name="do"]').count(), 0, 'buttons');
	equal(sql(`SELECT COUNT(*) FROM certificate_file WHERE certificate_id = ${id}`), '0', 'files');
	await picture(plain, 'certificate-withdrawn');
	await leader.goto(`/grunnmur/leader/certificates/${id}`);
	await leader.getByRole('heading', { level: 1 }).waitFor();
	equal(await leader.locator('button[value="confirm"]').count(), 0, 'to decide');
});

await check('in nynorsk', async () => {
	await employee.goto('/grunnmur/survey/certificates?lang=nn');
	await employee.getByRole('heading', { level: 1, name: 'Kursbevisa mine' }).waitFor();
	await picture(employee, 'certificates-nn');
	await leader.goto('/grunnmur/leader/certificates?lang=nn');
	await leader.getByRole('heading', { level: 1, name: 'Kursbevis' }).waitFor();
	await picture(leader, 'certificate-queue-nn');
	// A 404 and refused files are told by Chromium itself.
	equal([...employee.said, ...leader.said].filter((text) => !/status of (404|422)/.test(text)), [], 'console');
});

await finish();
