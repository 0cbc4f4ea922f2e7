// Reading changes nothing but the trace of who looked (security.md S12): checksums of all other tables before and after every
// page was asked for by everybody.
import { makeFile } from './certificates.mjs';
import { check, finish, http, one, routes, sql } from './http.mjs';

const tables = sql("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'grunnmur' AND TABLE_TYPE = 'BASE TABLE'")
	.flat()
	.filter((table) => !['audit', 'audit_look'].includes(table));
const sums = () => sql(`CHECKSUM TABLE ${tables.map((table) => `\`${table}\``).join(', ')}`);
const changed = (before) => sums().filter(([, sum], i) => sum !== before[i][1]).map(([table]) => table);

const login = async (name) => {
	const page = await (await fetch(`${process.env[`BASE_${name}`]}/grunnmur/survey/`, { headers: { Accept: 'application/json' } })).json();
	return one(`SELECT login FROM person WHERE id = ${page.person.id}`);
};
const people = await Promise.all(['EMPLOYEE', 'LEADER', 'TOP', 'HR', 'REP'].map(login));
const [employee, leader] = people.map((name) => one(`SELECT id FROM person WHERE login = '${name}'`));
const unit = one(`SELECT unit_id FROM unit_leader WHERE person_id = ${leader} LIMIT 1`);
const certificate = makeFile(employee);
const ids = {
	'/assessments/{id}': one(`SELECT id FROM assessment WHERE person_id = ${employee}`),
	'/requests/{id}': one(`SELECT id FROM training_request WHERE unit_id = ${unit} AND state = 'submitted' LIMIT 1`),
	'/certificates/{id}': certificate,
	'/certificates/{id}/file': certificate,
	'/units/{id}': unit,
	'/employees/{id}': employee,
};
const pathOf = ({ program, path }) => `/${program}${path.replace('{id}', ids[path] ?? one('SELECT MIN(id) FROM round'))}`;
const paths = routes().filter(({ method }) => method === 'GET').map(pathOf);
const queries = ['', '?lang=nn', '?section=2', '?file=1', '?do=submit&language=en'];

const faces = [['GET', 'text/html'], ['GET', 'application/json'], ['HEAD', 'text/html']];

const looks = Number(one('SELECT COUNT(*) FROM audit_look'));
for (const path of paths) {
	const before = sums();
	for (const name of people)
		for (const query of queries)
			for (const [method, Accept] of query ? [['GET', 'text/html']] : faces)
				await http(name, method, path + query, { Accept });
	check(`reads: ${path} changes nothing`, changed(before).length === 0, changed(before).join());
}
check('reads: who looked has left a trace', Number(one('SELECT COUNT(*) FROM audit_look')) > looks);

// A language is chosen by a form alone, and this way of seeing a change sees one.
const before = sums();
sql(`UPDATE person SET language = 'en' WHERE id = ${employee}`);
check('reads: a change would be seen', changed(before).join() === 'grunnmur.person');
finish();
