// Checks a value against a JSON Schema of openapi.json or of a file beside it. A keyword it does not know is a fault, so
// nothing goes unchecked.
import { readFileSync } from 'node:fs';

const types = {
	null: (v) => v === null,
	boolean: (v) => typeof v === 'boolean',
	string: (v) => typeof v === 'string',
	number: (v) => typeof v === 'number',
	integer: (v) => Number.isInteger(v),
	array: Array.isArray,
	object: (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
};
const formats = {
	date: (v) => /^\d{4}-\d\d-\d\d$/.test(v) && !Number.isNaN(Date.parse(v)),
	'date-time': (v) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(v) && !Number.isNaN(Date.parse(v)),
};
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function object(document, schema, value, at) {
	const faults = [];
	const patterns = Object.entries(schema.patternProperties ?? {}).map(([text, inner]) => [new RegExp(text), inner]);
	for (const name of schema.required ?? []) if (!(name in value)) faults.push(`${at}.${name}: missing`);
	for (const [name, inner] of Object.entries(value)) {
		const matched = patterns.find(([pattern]) => pattern.test(name));
		const known = schema.properties?.[name] ?? matched?.[1] ?? schema.additionalProperties;
		if (known === false) faults.push(`${at}.${name}: not described`);
		else if (known && known !== true) faults.push(...faultsOf(document, known, inner, `${at}.${name}`));
	}
	return faults;
}

const said = ['description', 'title', '$schema', '$id', '$defs'];
const keywords = {
	...Object.fromEntries(said.map((word) => [word, () => true])),
	type: (want, v) => [want].flat().some((type) => types[type](v)),
	enum: (list, v) => list.some((one) => same(one, v)),
	const: (wanted, v) => same(wanted, v),
	minimum: (least, v) => typeof v !== 'number' || v >= least,
	maximum: (most, v) => typeof v !== 'number' || v <= most,
	maxLength: (most, v) => typeof v !== 'string' || [...v].length <= most,
	minLength: (least, v) => typeof v !== 'string' || [...v].length >= least,
	uniqueItems: (wanted, v) => !Array.isArray(v) || new Set(v.map((one) => JSON.stringify(one))).size === v.length,
	pattern: (text, v) => typeof v !== 'string' || new RegExp(text, 'u').test(v),
	format: (name, v) => typeof v !== 'string' || formats[name](v),
	minItems: (least, v) => !Array.isArray(v) || v.length >= least,
	maxItems: (most, v) => !Array.isArray(v) || v.length <= most,
};
const structural = ['items', 'properties', 'patternProperties', 'additionalProperties', 'required', 'anyOf', 'allOf', 'not', 'if', 'then', 'else'];

export function resolve(document, node) {
	let found = node;
	while (found?.$ref?.startsWith('#'))
		found = found.$ref
			.slice(2)
			.split('/')
			.reduce((place, part) => place?.[part.replace('~1', '/')], document);
	if (!found) throw new Error(`nothing at ${node.$ref}`);
	return found;
}

// What does not fit, as texts; none: it fits.
export function faultsOf(document, reference, value, at = '$') {
	const schema = resolve(document, reference);
	if (schema.$ref) {
		const file = JSON.parse(readFileSync(`htdocs/api/${schema.$ref}`, 'utf8'));
		return faultsOf(file, file, value, at);
	}
	const fits = (inner) => faultsOf(document, inner, value, at).length === 0;
	const faults = (schema.allOf ?? []).flatMap((inner) => faultsOf(document, inner, value, at));
	if (schema.not && fits(schema.not)) faults.push(`${at}: is what it must not be: ${JSON.stringify(schema.not)}`);
	if (schema.if) faults.push(...faultsOf(document, (fits(schema.if) ? schema.then : schema.else) ?? {}, value, at));
	for (const [keyword, argument] of Object.entries(schema)) {
		if (structural.includes(keyword)) continue;
		if (!keywords[keyword]) throw new Error(`${at}: unknown keyword ${keyword}`);
		if (!keywords[keyword](argument, value))
			faults.push(`${at}: ${JSON.stringify(value)} is not ${keyword} ${JSON.stringify(argument)}`);
	}
	if (schema.anyOf && !schema.anyOf.some((inner) => faultsOf(document, inner, value, at).length === 0))
		faults.push(
			`${at}: ${JSON.stringify(value)?.slice(0, 200)} is none of anyOf: ` +
				schema.anyOf.map((inner) => faultsOf(document, inner, value, at)[0]).join('; '),
		);
	if (schema.items && Array.isArray(value))
		value.forEach((inner, i) => faults.push(...faultsOf(document, schema.items, inner, `${at}[${i}]`)));
	if (
		(schema.properties || schema.patternProperties || schema.required || schema.additionalProperties !== undefined) &&
		types.object(value)
	)
		faults.push(...object(document, schema, value, at));
	return faults;
}
