// Who may what: every route of the route tables × every role × own, other and missing object (security.md S5, S6, S8).
import { readdirSync } from 'node:fs';
import { check, finish, http, json, one, post, routes, send, sql, today, unknown } from './http.mjs';

// People -----------------------------------------------------------------------------------------
// Each gets an open assessment; those who ask get a draft request; those who lead get somebody to lead.
const by = (where) =>
	sql(
		`SELECT p.login, p.id FROM person p JOIN assessment a ON a.person_id = p.id
			WHERE p.login IS NOT NULL AND p.active = 1 AND ${where} ORDER BY p.id LIMIT 1`,
	)[0];
const leads = `p.id IN (SELECT person_id FROM unit_leader WHERE valid_from <= '${today}' AND (valid_to IS NULL OR valid_to >= '${today}'))`;
const plain = `NOT ${leads} AND p.id NOT IN (SELECT person_id FROM granted_role) AND p.id NOT IN (SELECT person_id FROM office)`;
// A unit with a leader and plain people, at a unit whose children have no people of their own leader's subtree but itself.
const unitOf = (person) => one(`SELECT unit_id FROM assessment WHERE person_id = ${person}`);
const leaderOf = (unit) =>
	sql(`SELECT p.login, p.id FROM unit_leader l JOIN person p ON p.id = l.person_id WHERE l.unit_id = ${unit}
	AND l.deputy_for_id IS NULL AND l.valid_from <= '${today}' AND (l.valid_to IS NULL OR l.valid_to >= '${today}') LIMIT 1`)[0];
const employee = by(`${plain} AND a.unit_id IN (SELECT unit_id FROM unit_leader WHERE deputy_for_id IS NULL)`);
const unit = unitOf(employee[1]);
const leader = leaderOf(unit);
const otherEmployee = by(`${plain} AND a.unit_id IN (SELECT unit_id FROM unit_leader WHERE deputy_for_id IS NULL)
	AND a.unit_id NOT IN (SELECT unit_id FROM unit_tree WHERE ancestor_id IN (SELECT parent_id FROM unit WHERE id = ${unit}))`);
const otherUnit = unitOf(otherEmployee[1]);
const otherLeader = leaderOf(otherUnit);
const root = one('SELECT id FROM unit WHERE parent_id IS NULL');
const top = leaderOf(root);
const hr = sql(
	'SELECT p.login, p.id FROM granted_role g JOIN person p ON p.id = g.person_id JOIN assessment a ON a.person_id = p.id LIMIT 1',
)[0];
const representative = by('p.id IN (SELECT person_id FROM office)');
const [former, inactive, gone] =
	sql(`SELECT p.login, p.id FROM person p JOIN assessment a ON a.person_id = p.id WHERE p.login IS NOT NULL AND ${plain}
	AND p.id NOT IN (${employee[1]}, ${otherEmployee[1]}) AND p.active = 1 ORDER BY p.id DESC LIMIT 3`);

sql(`INSERT INTO unit_leader (unit_id, person_id, valid_from, valid_to)
	VALUES (${unit}, ${former[1]}, '2020-01-01', DATE_SUB('${today}', INTERVAL 1 DAY));
	UPDATE person SET active = 0 WHERE id = ${inactive[1]};
	UPDATE position SET valid_from = '2000-01-01', valid_to = DATE_SUB('${today}', INTERVAL 1 DAY) WHERE person_id = ${gone[1]};
	UPDATE assessment SET state = 'assigned', submitted_at = NULL, started_at = NULL;
	UPDATE answer SET draft_level = NULL, draft_not_relevant = 0, draft_value = NULL;
	INSERT IGNORE INTO round (code, survey_id, state, opens_at, closes_at, comments, notice_version)
	 SELECT 'OTHER', survey_id, 'ready', '2100-01-01', '2100-02-01', 1, 1 FROM round LIMIT 1`);
const round = one("SELECT MIN(id) FROM round WHERE code <> 'OTHER'"),
	otherRound = one("SELECT id FROM round WHERE code = 'OTHER'");

// A request of person in the state, with its first step; fresh for every cell that changes it.
const makeRequest = (person, state) =>
	one(`INSERT INTO training_request (person_id, unit_id, title, form, state, submitted_at)
	 SELECT ${person}, unit_id, 'Kurs', 'classroom', '${state}', IF('${state}' = 'draft', NULL, '2026-01-01')
	 FROM assessment WHERE person_id = ${person} LIMIT 1;
	SELECT LAST_INSERT_ID()`);

// A job that nobody's worker does.
let made = 0;
const makeJob = () =>
	one(`INSERT INTO job (kind, object_id, asked_at, state) VALUES ('nothing.wait', ${(made += 1)}, '2026-01-01', 'queued');
	SELECT LAST_INSERT_ID()`);

const roles = {
	employee: { login: employee[0], id: employee[1], is: ['employee'] },
	'other employee': { login: otherEmployee[0], id: otherEmployee[1], is: ['employee'] },
	leader: { login: leader[0], id: leader[1], is: ['employee', 'leader'], unit, led: employee[1] },
	'leader elsewhere': { login: otherLeader[0], id: otherLeader[1], is: ['employee', 'leader'], unit: otherUnit, led: otherEmployee[1] },
	'leader of all': { login: top[0], id: top[1], is: ['employee', 'leader'], unit: root, led: employee[1], all: true },
	'former leader': { login: former[0], id: former[1], is: ['employee'] },
	hr: { login: hr[0], id: hr[1], is: ['employee', 'hr'] },
	representative: { login: representative[0], id: representative[1], is: ['employee', 'representative'] },
	inactive: { login: inactive[0], id: inactive[1], is: [] },
	'without a position': { login: gone[0], id: gone[1], is: [] },
	unknown: { login: unknown, id: 0, is: [] },
};
const token = new Map();
for (const role of Object.values(roles)) {
	const answer = await http(role.login, 'GET', '/survey/');
	token.set(role.login, answer.headers['x-csrf-token']);
	if (role.is.includes('leader') && !json(answer)?.person.roles.includes('leader')) check(`rights: ${role.login} leads`, false);
}

// Routes ------------------------------------------------------------------------------------------
const missing = 987654;
const assessmentOf = (person) => one(`SELECT id FROM assessment WHERE person_id = ${person || 0}`) ?? missing;
const stranger = (role) => (role.id === employee[1] ? otherEmployee[1] : employee[1]);
const itemOf = (assessment) => one(`SELECT item_id FROM answer WHERE assessment_id = ${assessment} AND required = 1 LIMIT 1`) ?? 1;
const answerPath = (assessment) => `/survey/assessments/${assessment}/answers/${itemOf(assessment)}`;
const form = (fields, status) => ({
	status,
	ask: async (login, path) =>
		http(
			login,
			'POST',
			path,
			{ Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
			new URLSearchParams({ csrf: token.get(login) ?? '', ...fields }).toString(),
		),
});
const change = (fields) => ({
	status: 200,
	ask: async (login, path) =>
		http(login, 'POST', path, { 'Content-Type': 'application/json', 'X-CSRF-Token': token.get(login) ?? '' }, JSON.stringify(fields)),
});
const read = { status: 200, ask: async (login, path) => http(login, 'GET', path) };
const ownAssessment = { own: (role) => assessmentOf(role.id), other: (role) => assessmentOf(stranger(role)) };
const outside = (role) => (role.led === employee[1] && role.unit === unit ? otherEmployee[1] : employee[1]);

/*
 * For each route what is asked, what its object is for a role, and what who may gets for the own object; `sees` says whether a
 * role sees another's too. Reads are asked as JSON, changes as forms.
 */
const cases = {
	'GET /survey/': read,
	'GET /survey/profile': read,
	'GET /survey/training': read,
	'GET /survey/requests': read,
	'GET /survey/my-data': read,
	'GET /survey/assessments/{id}': { ...read, ...ownAssessment },
	'POST /survey/assessments/{id}': { ...form({ do: 'save', section: '1' }, 303), ...ownAssessment },
	'POST /survey/assessments/{id}/submit': { ...form({}, 422), ...ownAssessment },
	'POST /survey/assessments/{id}/reopen': { ...form({}, 409), ...ownAssessment },
	'PUT /survey/assessments/{id}/answers/{item}': {
		...ownAssessment,
		status: 200,
		path: answerPath,
		ask: async (login, path) =>
			http(
				login,
				'PUT',
				path,
				{ 'Content-Type': 'application/json', 'X-CSRF-Token': token.get(login) ?? '' },
				JSON.stringify({
					level: 1,
					rev: Number(
						one(`SELECT rev FROM answer WHERE assessment_id = ${path.split('/')[3]} AND item_id = ${path.split('/')[5]}`) ?? 0,
					),
				}),
			),
	},
	'POST /survey/requests': form({ title: 'Kurs', form: 'digital' }, 303),
	'GET /survey/requests/{id}': {
		...read,
		own: (role) => makeRequest(role.id || employee[1], 'draft'),
		other: (role) => makeRequest(stranger(role), 'draft'),
	},
	'POST /survey/requests/{id}': {
		...form({ do: 'save', title: 'Kurs', form: 'digital' }, 303),
		own: (role) => makeRequest(role.id || employee[1], 'draft'),
		other: (role) => makeRequest(stranger(role), 'draft'),
	},
	'POST /survey/language': form({ language: 'nb' }, 303),
	'GET /leader/': read,
	'GET /leader/requests': read,
	'GET /leader/units/{id}': {
		...read,
		own: (role) => role.unit ?? unit,
		other: (role) => (role.unit === unit ? otherUnit : unit),
		sees: (role) => role.all,
	},
	'GET /leader/employees/{id}': { ...read, own: (role) => role.led ?? employee[1], other: outside, sees: (role) => role.all },
	'GET /leader/requests/{id}': {
		...read,
		own: (role) => makeRequest(role.led ?? employee[1], 'submitted'),
		other: (role) => makeRequest(outside(role), 'submitted'),
		sees: (role) => role.all,
	},
	'POST /leader/requests/{id}': {
		...form({ do: 'return', reason: 'Når?' }, 303),
		own: (role) => makeRequest(role.led ?? employee[1], 'submitted'),
		other: (role) => makeRequest(outside(role), 'submitted'),
		sees: (role) => role.all,
	},
	'GET /hr/': { ...read, status: 303 },
	'GET /hr/jobs': read,
	'GET /hr/jobs/{id}': { ...read, own: makeJob, other: makeJob, sees: () => true },
	'POST /hr/jobs/{id}': { ...form({ do: 'cancel' }, 303), own: makeJob, other: makeJob, sees: () => true },
	...Object.fromEntries(
		['/export.csv', '/export.jsonl'].map((what) => [
			`GET /hr/rounds/{id}${what}`,
			{ ...read, own: () => round, other: () => otherRound, sees: () => true },
		]),
	),
};

// Each part of the product keeps its own routes' cases beside its tests.
for (const file of readdirSync('tests/web').filter((name) => name.endsWith('_cases.mjs')))
	Object.assign(
		cases,
		(await import(`./${file}`)).cases({ read, form, change, round, otherRound, token, stranger, outside, someone: employee[1] }),
	);

// The matrix --------------------------------------------------------------------------------------
const table = routes();
let cells = 0,
	expected = 0;

// Saved answers leave no row: their revision and time are the trace (product, settled details).
const traceless = new Set(['PUT /survey/assessments/{id}/answers/{item}', 'POST /survey/assessments/{id}']);
const traced = new Set();
const last = () => one('SELECT COALESCE(MAX(id), 0) FROM audit');
function trace(name, route, role, before) {
	const rows = sql(`SELECT action FROM audit WHERE id > ${before} AND actor_id = ${role.id} AND program = '${route.program}'`).flat();
	const wanted = traceless.has(name) ? 0 : 1;
	check(`rights: ${name} leaves ${wanted} row of audit`, rows.length === wanted, rows.join());
	traced.add(name);
}

for (const route of table) {
	const name = `${route.method} /${route.program}${route.path}`;
	const wanted = cases[name];
	const hasObject = route.path.includes('{');
	expected += Object.keys(roles).length * (hasObject ? 3 : 1);
	if (!wanted || hasObject !== !!wanted.own) {
		check(`rights: ${name} is tested`, false);
		continue;
	}
	for (const [title, role] of Object.entries(roles)) {
		const may = route.roles.some((one_) => role.is.includes(one_));
		const bodies = {};
		for (const object of hasObject ? ['own', 'other', 'missing'] : ['']) {
			const id = object === 'missing' ? missing : object && wanted[object](role);
			const path =
				wanted.path && id !== missing
					? wanted.path(id)
					: `/${route.program}${route.path}`.replace('{id}', id).replace('{item}', '1');
			const watched = may && route.method !== 'GET' && !traced.has(name);
			const before = watched && last();
			const answer = await wanted.ask(role.login, path);
			if (watched && answer.status < 400) trace(name, route, role, before);
			const hidden = object === 'other' && !wanted.sees?.(role);
			const status = !may ? 403 : object === 'missing' ? 404 : hidden ? (wanted.found ?? 404) : wanted.status;
			bodies[object] = answer.body;
			cells += 1;
			check(`rights: ${name}, ${title}${object && `, ${object}`}: ${status}`, answer.status === status, `${answer.status} ${path}`);
		}
		// In JSON nothing tells a foreign object from a missing one.
		if (may && hasObject && !wanted.sees?.(role) && route.method !== 'POST')
			check(
				`rights: ${name}, ${title}: other and missing are answered alike`,
				bodies.other === bodies.missing,
				`${bodies.other} ${bodies.missing}`,
			);
	}
}
check(`rights: ${cells} cells are tested, as many as the tables have`, cells === expected, `${expected} in the tables`);
// These two need a whole assessment, and have their tests where they have one (tests/survey/test_assessment.c).
for (const name of table.filter((route) => route.method !== 'GET').map((route) => `${route.method} /${route.program}${route.path}`))
	check(`rights: ${name}: its row was looked for`, traced.has(name) || /\/(submit|reopen)$/.test(name));
check(
	'rights: no case without its route',
	Object.keys(cases).every((name) => table.some((route) => name === `${route.method} /${route.program}${route.path}`)),
);

// Without a login, with another method, beyond the table -------------------------------------------
async function stranger_at(route) {
	const path = `/${route.program}${route.path.replace('{id}', '1').replace('{item}', '1')}`;
	const answer = await http(null, route.method, path);
	check(`rights: ${route.method} ${path} without a login: 401`, answer.status === 401, `${answer.status}`);
	const wrong = await http(null, route.method, path, {
		Authorization: `Basic ${Buffer.from(`${employee[0]}:wrong`).toString('base64')}`,
	});
	check(`rights: ${route.method} ${path} with a wrong password: 401`, wrong.status === 401, `${wrong.status}`);
}
// All at once: the web server takes its time to answer a wrong password.
await Promise.all(table.map(stranger_at));
for (const path of new Set(table.map((route) => `/${route.program}${route.path}`))) {
	const allowed = table.filter((route) => `/${route.program}${route.path}` === path).map((route) => route.method);
	const role = path.startsWith('/hr') ? roles.hr : path.startsWith('/leader') ? roles.leader : roles.employee;
	for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS'].filter((one_) => !allowed.includes(one_))) {
		const answer = await http(role.login, method, path.replace('{id}', '1').replace('{item}', '1'), {
			'X-CSRF-Token': token.get(role.login),
		});
		const named = allowed.every((one_) => (answer.headers.allow ?? '').includes(one_));
		check(`rights: ${method} ${path}: 405`, answer.status === 405 && named, `${answer.status} ${answer.headers.allow}`);
	}
}
for (const path of [
	'/survey/nothing',
	'/survey/assessments',
	'/survey/assessments/',
	'/survey/assessments/1/',
	'/survey/assessments/1/x',
	'/survey/profile/',
	'/leader/nothing',
	'/leader/units',
	'/hr/nothing',
	'/hr/rounds/',
	'/hr/rounds/1/export',
	'/hr/rounds/1/export.xlsx',
	'/survey/assessments/0',
	'/survey/assessments/-1',
	'/survey/assessments/1e3',
	'/survey/assessments/99999999999999999999',
	'/survey/assessments/%31%00',
	"/survey/assessments/1'",
]) {
	const role = path.startsWith('/hr') ? roles.hr : path.startsWith('/leader') ? roles.leader : roles.employee;
	const answer = await http(role.login, 'GET', path);
	check(`rights: nothing at ${path}`, answer.status === 404 || answer.status === 400, `${answer.status}`);
}

// Walking ids (S6) --------------------------------------------------------------------------------
async function walk(role, prefix, middle, allowed) {
	const answers = new Set();
	let wrong = 0;
	for (let id = Math.max(1, middle - 100); id <= middle + 100; id += 1) {
		if (allowed.has(String(id))) continue;
		const answer = await http(role.login, 'GET', `${prefix}/${id}`);
		if (answer.status !== 404) wrong += 1;
		answers.add(answer.body);
	}
	check(
		`rights: ${role.login} walks ${prefix}: all alike, none found`,
		wrong === 0 && answers.size === 1,
		`${wrong} found, ${answers.size} different answers`,
	);
}
await walk(roles.employee, '/survey/assessments', Number(assessmentOf(employee[1])), new Set([assessmentOf(employee[1])]));
await walk(roles.employee, '/survey/requests', 60, new Set(sql(`SELECT id FROM training_request WHERE person_id = ${employee[1]}`).flat()));
await walk(
	roles.employee,
	'/survey/certificates',
	60,
	new Set(sql(`SELECT id FROM certificate WHERE person_id = ${employee[1]}`).flat()),
);
await walk(
	roles.leader,
	'/leader/employees',
	Number(employee[1]),
	new Set(
		sql(`SELECT DISTINCT p.person_id FROM position p JOIN unit_tree t ON t.unit_id = p.unit_id
	JOIN unit_leader l ON l.unit_id = t.ancestor_id WHERE l.person_id = ${leader[1]}`).flat(),
	),
);
await walk(
	roles.leader,
	'/leader/units',
	Number(unit),
	new Set(
		sql(`SELECT t.unit_id FROM unit_tree t JOIN unit_leader l ON l.unit_id = t.ancestor_id WHERE l.person_id = ${leader[1]}`).flat(),
	),
);

// Rights end at once (S8); nobody decides their own (S7) --------------------------------------------
const own = makeRequest(leader[1], 'submitted');
const decision = await send(leader[0], 'POST', `/leader/requests/${own}`, { do: 'approve' });
check(
	'rights: a leader does not decide their own request',
	[404, 409].includes(decision.status) && one(`SELECT state FROM training_request WHERE id = ${own}`) === 'submitted',
	`${decision.status}`,
);
const both = makeRequest(employee[1], 'submitted');
const two = await Promise.all([
	post(leader[0], `/leader/requests/${both}`, { do: 'approve' }),
	post(leader[0], `/leader/requests/${both}`, { do: 'decline', reason: 'Nei' }),
]);
check(
	'rights: of two decisions one is told',
	two
		.map((answer) => answer.status)
		.sort()
		.join() === '303,409',
	two.map((answer) => answer.status).join(),
);
check(
	'rights: and one is stored',
	one(`SELECT COUNT(*) FROM training_event WHERE request_id = ${both} AND state IN ('approved', 'declined')`) === '1',
);
check('rights: a leader reads a unit', (await http(leader[0], 'GET', `/leader/units/${unit}`)).status === 200);
sql(`UPDATE unit_leader SET valid_from = '2020-01-01', valid_to = DATE_SUB('${today}', INTERVAL 1 DAY) WHERE person_id = ${leader[1]}`);
check(
	'rights: and does not once the leadership is over',
	[403, 404].includes((await http(leader[0], 'GET', `/leader/units/${unit}`)).status),
);
sql(`DELETE FROM granted_role WHERE person_id = ${hr[1]}`);
check('rights: HR whose role is revoked', (await http(hr[0], 'GET', '/hr/rounds')).status === 403);

// Traces --------------------------------------------------------------------------------------------
for (const why of ['role', 'stranger', 'not_found'])
	check(`rights: refusals leave a row: ${why}`, Number(one(`SELECT COUNT(*) FROM audit WHERE action = 'refused.${why}'`)) > 0);
check(
	'rights: reading a person leaves a row',
	Number(one(`SELECT COUNT(*) FROM audit_look WHERE object = 'person' AND object_id = ${employee[1]}`)) > 0,
);
finish();
