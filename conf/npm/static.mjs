// Builds the folder of static files: node static.mjs NODE_MODULES OUT. Its name is a hash of its content, so it can be
// cached for ever; OUT/VERSION holds the name. Text files get a .gz beside them.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [modules, out] = process.argv.slice(2);
const fresh = join(out, 'fresh');

const copies = [
	['@digdir/designsystemet-css/dist/src/index.css', 'designsystemet/designsystemet.css'],
	['@digdir/designsystemet-css/LICENSE', 'designsystemet/LICENSE'],
	['@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', 'inter/inter-latin-wght-normal.woff2'],
	['@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2', 'inter/inter-latin-ext-wght-normal.woff2'],
	['@fontsource-variable/inter/LICENSE', 'inter/LICENSE'],
];

function files(folder) {
	return readdirSync(folder, { withFileTypes: true })
		.flatMap((entry) => entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]).sort();
}

function copy(from, to) {
	mkdirSync(dirname(to), { recursive: true });
	cpSync(from, to, { recursive: true });
}

/* Every icon that a template or a script names behind sprite.svg#, also under conditions, or a program as a text of its own. */
function icons() {
	const names = new Set();
	const known = (name) => existsSync(join(modules, '@navikt/aksel-icons/dist/svg', `${name}.svg`));
	for (const file of [...files('cgi-bin'), ...files('htdocs')].filter((name) => /\.(html|js|c)$/.test(name))) {
		const text = readFileSync(file, 'utf8');
		const [where, plain] = file.endsWith('.c') ? [/"(?:icon:)?([A-Z][A-Za-z0-9]+)"/g, false] : [/sprite\.svg#([^"'`]+)/g, true];
		for (const [, found] of text.matchAll(where)) {
			if (plain && /^\w+$/.test(found) && !known(found))
				throw new Error(`${file}: there is no icon ${found}`);
			found.split(/\W+/).filter((name) => name && known(name)).forEach((name) => names.add(name));
		}
	}
	return [...names].sort();
}

/* One file with a symbol for each icon; symbols keep currentColor, so the style sheet colours them. */
function sprite() {
	const symbols = icons().map((name) => readFileSync(join(modules, '@navikt/aksel-icons/dist/svg', `${name}.svg`), 'utf8')
		.trim().replace(/<svg[^>]*>/, `<symbol id="${name}" viewBox="0 0 24 24" fill="none">`)
		.replace('</svg>', '</symbol>').replaceAll('\n', ''));
	return ['<svg xmlns="http://www.w3.org/2000/svg">', ...symbols, '</svg>', ''].join('\n');
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(join(fresh, 'vendor/aksel-icons'), { recursive: true });
for (const folder of readdirSync('htdocs'))
	copy(join('htdocs', folder), join(fresh, folder));
for (const [from, to] of copies)
	copy(join(modules, from), join(fresh, 'vendor', to));
writeFileSync(join(fresh, 'vendor/aksel-icons/sprite.svg'), sprite());

const hash = createHash('sha256');
for (const file of files(fresh)) {
	const content = readFileSync(file);
	hash.update(file).update(content);
	if (/\.(css|js|svg|json)$/.test(file))
		writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
const version = hash.digest('hex').slice(0, 12);

/* Older versions stay for a day: pages that are open in a browser, and demos that run, go on working. */
const yesterday = Date.now() - 24 * 60 * 60 * 1000;
for (const name of readdirSync(out))
	if (name === version || (/^[0-9a-f]{12}$/.test(name) && statSync(join(out, name)).mtimeMs < yesterday))
		rmSync(join(out, name), { recursive: true });
renameSync(fresh, join(out, version));
writeFileSync(join(out, 'VERSION'), `${version}\n`);
