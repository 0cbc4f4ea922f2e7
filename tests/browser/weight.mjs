// What a page weighs over the wire, at the first visit and the next (ui.md: the budget of a page).
import { again, check, desktop, device, finish, json, phone } from './browser.mjs';

const kilobyte = 1000;

// Bytes and requests of one visit as the browser counts them; what its cache gives counts as none.
async function weigh(page, path) {
	const client = await page.context().newCDPSession(page);
	const cached = new Set();
	const weight = { bytes: 0, requests: 0, files: [] };
	await client.send('Network.enable');
	const urls = new Map();
	client.on('Network.requestServedFromCache', ({ requestId }) => cached.add(requestId));
	client.on('Network.responseReceived', ({ requestId, response }) => {
		urls.set(requestId, response.url);
		if (response.fromDiskCache) cached.add(requestId);
	});
	client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (cached.has(requestId) || !/^http/.test(urls.get(requestId) ?? '')) return;
		weight.bytes += encodedDataLength;
		weight.requests += 1;
		weight.files.push(`${urls.get(requestId).replace(/.*\//, '')} ${encodedDataLength}`);
	});
	await page.goto(path, { waitUntil: 'networkidle' });
	await page.evaluate(() => document.fonts.ready);
	await client.detach();
	return weight;
}

function within(weight, bytes, requests) {
	if (weight.bytes <= bytes && weight.requests <= requests) return;
	throw new Error(`${weight.bytes} bytes in ${weight.requests} requests: ${weight.files.join(', ')}`);
}

async function light(name, who, options, path, html = 60 * kilobyte) {
	await check(`${name}: first visit and next`, async () => {
		const page = await device(who, options);
		const first = await weigh(page, path);
		const next = await weigh(page, path);
		console.log(`# ${name}: ${first.bytes} bytes in ${first.requests}, then ${next.bytes} in ${next.requests}`);
		within(first, 120 * kilobyte, 12);
		within(next, 15 * kilobyte, 2);
		const length = await page.evaluate(async () => (await (await fetch('')).arrayBuffer()).byteLength);
		if (length > html) throw new Error(`${length} bytes of HTML`);
		await page.context().close();
	});
}

const employee = await device('employee');
const { assessments: [assessment] } = await json(employee, '/grunnmur/survey/');
await employee.context().close();
const leader = await device('leader');
const { units } = await json(leader, '/grunnmur/leader/');
await leader.context().close();

for (const [size, options] of [['phone', phone], ['desktop', desktop]]) {
	await light(`my page, ${size}`, 'employee', options, '/grunnmur/survey/');
	await light(`assessment, ${size}`, 'employee', options, `/grunnmur/survey/assessments/${assessment.id}`);
	await light(`unit, ${size}`, 'leader', options, `/grunnmur/leader/units/${units[0].id}`,
		150 * kilobyte);
	await light(`rounds, ${size}`, 'hr', options, '/grunnmur/hr/rounds');
}

// Northern Sámi letters are in the second font file, which comes only where they stand.
await check('Sámi letters: their font comes where they stand, and shows them', async () => {
	const page = await device('employee', phone);
	const answer = await page.request.get('/grunnmur/survey/', { headers: { Accept: 'application/json' }, ...again });
	const created = await page.request.post('/grunnmur/survey/requests', {
		headers: { 'X-CSRF-Token': answer.headers()['x-csrf-token'], Origin: new URL(answer.url()).origin },
		data: { title: 'Čáppa đuodji: ŋ, š, ŧ og ž', form: 'digital' },
	});
	const path = `/grunnmur/survey/requests/${(await created.json()).id}`;
	const weight = await weigh(page, path);
	within(weight, 205 * kilobyte, 12);
	if (!weight.files.some((file) => file.startsWith('inter-latin-ext'))) throw new Error('the font did not come');
	const client = await page.context().newCDPSession(page);
	await client.send('DOM.enable');
	await client.send('CSS.enable');
	const { root } = await client.send('DOM.getDocument');
	const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' });
	const { fonts } = await client.send('CSS.getPlatformFontsForNode', { nodeId });
	const foreign = fonts.filter((font) => !font.isCustomFont);
	if (foreign.length) throw new Error(`letters in ${foreign.map((font) => font.familyName).join()}`);
	await page.context().close();
	const other = await device('employee', phone);
	const plain = await weigh(other, '/grunnmur/survey/profile');
	if (plain.files.some((file) => file.startsWith('inter-latin-ext'))) throw new Error('the font came where none is needed');
	await other.context().close();
});

await finish();
