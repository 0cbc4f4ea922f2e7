/* Reads FINT's collections, and joins them by their links. */
#include "people_fint_inside.h"

#include <string.h>
#include <time.h>

#include "arena.h"
#include "clock.h"
#include "json.h"
#include "people_cell.h"
#include "people_fint_scan.h"
#include "utf8.h"

static const char *const resources[FINT_CONTENTS] = {
	"organisasjonselement", "personalressurs", "person", "arbeidsforhold", "stillingskode",
	"arbeidsforholdstype",
};

/* Links ------------------------------------------------------------------------- */

/* The last count parts of an address, the name of the field in small letters. */
static const char *last_parts(const char *href, int count)
{
	const char *at = href + strlen(href);

	while (at > href && (at[-1] != '/' || --count > 0))
		at--;
	char *text = arena_text(at, strlen(at));

	for (char *c = text; *c && *c != '/'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 'a' - 'A');
	return text;
}

static const cJSON *links_of(const cJSON *entry, const char *relation)
{
	const cJSON *links = json_get(entry, "_links");

	return links ? json_get(links, relation) : NULL;
}

/* "ansattnummer/T1" of the first link; NULL: there is none. */
static const char *link_of(const cJSON *entry, const char *relation)
{
	const cJSON *first = cJSON_IsArray(links_of(entry, relation))
	    ? links_of(entry, relation)->child : NULL;
	const char *href = first ? json_get_text(first, "href") : NULL;
	const char *parts = href ? last_parts(href, 2) : NULL;

	return parts && strchr(parts, '/') ? parts : NULL;
}

static void refer(struct people_fint *fint, enum people_fint_content content, const char *ref,
    struct people_fint_entry *entry)
{
	if (ref)
		import_codes_add(&fint->refs[content], ref, entry);
}

struct people_fint_entry *people_fint_found(const struct people_fint *fint,
    enum people_fint_content content, const char *ref)
{
	return ref ? import_codes_value(&fint->refs[content],
	    import_codes_find(&fint->refs[content], ref)) : NULL;
}

/* An entry is found by every link to itself. */
static void refer_self(struct people_fint *fint, enum people_fint_content content,
    const cJSON *entry, struct people_fint_entry *to)
{
	const cJSON *link;

	cJSON_ArrayForEach(link, links_of(entry, "self")) {
		const char *href = json_get_text(link, "href");

		refer(fint, content, href ? last_parts(href, 2) : NULL, to);
	}
}

/* Values ------------------------------------------------------------------------ */

void people_fint_refuse(struct people_fint *fint, struct people_fint_entry *to, const char *field,
    enum people_severity severity, const char *code, const char *item, const char *value)
{
	to->faulty |= severity != PEOPLE_NOTE;
	people_rows_fault(fint->rows, to->at, field, severity, code, item,
	    strcmp(code, "national") == 0 ? NULL : value);
}

static const char *identifier(const cJSON *entry, const char *name)
{
	const cJSON *object = json_get(entry, name);

	return object ? json_get_text(object, "identifikatorverdi") : NULL;
}

const char *people_fint_code(struct people_fint *fint, struct people_fint_entry *to,
    const char *field, const char *text, size_t max, enum people_severity severity)
{
	const char *fault, *value = people_cell_code(text, max, &fault);

	if (!value)
		people_fint_refuse(fint, to, field, severity, fault ? fault : "needed", NULL, text);
	return value;
}

const char *people_fint_text(struct people_fint *fint, struct people_fint_entry *to,
    const char *field, const char *text, size_t max)
{
	const char *fault, *value = people_cell_text(text, max, &fault);

	if (fault)
		people_fint_refuse(fint, to, field, PEOPLE_LEFT_OUT, fault, NULL, text);
	return value;
}

/* The day in Oslo of a moment as text, or of milliseconds since 1970. */
static const char *day_of(const cJSON *value)
{
	int64_t number;

	if (json_is_int(value, -5000000000000, 9000000000000, &number)) {
		const time_t seconds = (time_t)(number / 1000);
		struct tm utc;
		char text[32];

		if (!gmtime_r(&seconds, &utc) || !strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &utc))
			return NULL;
		const char *oslo = clock_oslo(text);

		return oslo ? arena_text(oslo, 10) : NULL;
	}
	const char *text = cJSON_IsString(value) ? value->valuestring : NULL;
	const char *oslo = text && strlen(text) == 20 ? clock_oslo(text) : NULL;

	return oslo ? arena_text(oslo, 10) : text;
}

static const char *checked_day(struct people_fint *fint, struct people_fint_entry *to,
    const cJSON *period, const char *name, bool needed)
{
	const cJSON *value = period ? json_get(period, name) : NULL;
	const bool missing = !value || cJSON_IsNull(value);
	const char *fault = NULL, *day = missing ? NULL : people_cell_day(day_of(value), &fault);

	if (fault || (!day && !missing && !cJSON_IsString(value)))
		people_fint_refuse(fint, to, name, PEOPLE_LEFT_OUT, "day", NULL, NULL);
	else if (!day && needed)
		people_fint_refuse(fint, to, name, PEOPLE_LEFT_OUT, "needed", NULL, NULL);
	return day;
}

/* Entries ------------------------------------------------------------------------ */

static void take_unit(struct people_fint *fint, const cJSON *entry, struct people_fint_entry *to)
{
	const char *key = people_fint_code(fint, to, "organisasjonsId",
	    identifier(entry, "organisasjonsId"), 40, PEOPLE_STOP);
	const char *code = people_fint_code(fint, to, "organisasjonsKode",
	    identifier(entry, "organisasjonsKode"), 40, PEOPLE_STOP);
	const char *name = people_fint_text(fint, to, "navn", json_get_text(entry, "navn"), 200);
	const cJSON *period = json_get(entry, "gyldighetsperiode");

	if (!name)
		name = people_fint_text(fint, to, "kortnavn", json_get_text(entry, "kortnavn"), 200);
	to->as_unit = (struct people_unit){ .key = key, .code = code, .name = name ? name : code };
	to->as_unit.from = checked_day(fint, to, period, "start", false);
	to->as_unit.to = checked_day(fint, to, period, "slutt", false);
	to->parent = link_of(entry, "overordnet");
	to->leader = link_of(entry, "leder");
	fint->has_leaders |= to->leader != NULL;
}

static void take_employee(struct people_fint *fint, const cJSON *entry,
    struct people_fint_entry *to)
{
	const char *number = people_fint_code(fint, to, "ansattnummer",
	    identifier(entry, "ansattnummer"),
	    24 - fint->source->prefix_length, PEOPLE_STOP);
	const cJSON *contact = json_get(entry, "kontaktinformasjon");
	const char *fault, *login = people_cell_login(identifier(entry, "brukernavn"), &fault);

	if (fault)
		people_fint_refuse(fint, to, "brukernavn", PEOPLE_LEFT_OUT, fault, number,
		    identifier(entry, "brukernavn"));
	const char *email = people_cell_email(
	    contact ? json_get_text(contact, "epostadresse") : NULL, &fault);

	if (fault)
		people_fint_refuse(fint, to, "epostadresse", PEOPLE_LEFT_OUT, fault, number,
		    json_get_text(contact, "epostadresse"));
	const cJSON *period = json_get(entry, "ansettelsesperiode");

	to->as_person = (struct people_person){ .number = number, .login = login, .email = email };
	to->as_person.hired_on = checked_day(fint, to, period, "start", false);
	to->as_person.ended_on = checked_day(fint, to, period, "slutt", false);
	to->person = link_of(entry, "person");
}

/* Of a person the name and the language are looked at, and whose they are. */
static void take_person(struct people_fint *fint, const cJSON *entry, struct people_fint_entry *to)
{
	const cJSON *name = json_get(entry, "navn"), *link;
	const char *given = name ? json_get_text(name, "fornavn") : NULL;
	const char *middle = name ? json_get_text(name, "mellomnavn") : NULL;
	const char *language = link_of(entry, "malform");

	if (given && middle && *middle)
		given = arena_printf("%s %s", given, middle);
	to->as_person.given_name = people_fint_text(fint, to, "fornavn", given, 80);
	to->as_person.family_name = people_fint_text(fint, to, "etternavn",
	    name ? json_get_text(name, "etternavn") : NULL, 80);
	to->as_person.language = people_cell_language(language ? strchr(language, '/') + 1 : NULL);
	cJSON_ArrayForEach(link, links_of(entry, "personalressurs")) {
		const char *href = json_get_text(link, "href");

		refer(fint, FINT_PERSONS, href ? last_parts(href, 2) : NULL, to);
	}
}

static void take_position(struct people_fint *fint, const cJSON *entry,
    struct people_fint_entry *to)
{
	struct people_position *p = &to->as_position;
	const cJSON *period = json_get(entry, "gyldighetsperiode");
	int64_t percent;

	p->key = people_fint_code(fint, to, "systemId", identifier(entry, "systemId"),
	    40 - fint->source->prefix_length, PEOPLE_LEFT_OUT);
	p->title = people_fint_text(fint, to, "stillingstittel",
	    json_get_text(entry, "stillingstittel"), 120);
	p->from = checked_day(fint, to, period, "start", true);
	p->to = checked_day(fint, to, period, "slutt", false);
	p->is_main = json_get_true(entry, "hovedstilling");
	if (p->from && p->to && strcmp(p->from, p->to) > 0)
		people_fint_refuse(fint, to, "gyldighetsperiode", PEOPLE_LEFT_OUT, "days", NULL, NULL);
	if (json_is_int(json_get(entry, "ansettelsesprosent"), 0, 10000, &percent))
		p->percent = arena_printf("%lld.%02lld", (long long)percent / 100,
		    (long long)percent % 100);
	else
		people_fint_refuse(fint, to, "ansettelsesprosent", PEOPLE_LEFT_OUT, "percent", NULL, NULL);
	to->person = link_of(entry, "personalressurs");
	to->unit = link_of(entry, "arbeidssted");
	to->job_ref = link_of(entry, "stillingskode");
	to->kind_ref = link_of(entry, "arbeidsforholdstype");
}

static void take_code(const cJSON *entry, enum people_fint_content content,
    struct people_fint_entry *to)
{
	to->text = json_get_text(entry, content == FINT_JOBS ? "kode" : "navn");
}

/* Which collection an entry is of, by the address of itself; FINT_CONTENTS: none that we read. */
static enum people_fint_content content_of(const cJSON *entry)
{
	const cJSON *self = links_of(entry, "self");
	const char *href = cJSON_IsArray(self) && self->child
	    ? json_get_text(self->child, "href") : NULL;
	const char *parts = href ? last_parts(href, 3) : "";
	const size_t length = strcspn(parts, "/");
	enum people_fint_content content = 0;

	while (content < FINT_CONTENTS && (strlen(resources[content]) != length
	    || strncmp(resources[content], parts, length) != 0))
		content++;
	return content;
}

static void keep(struct people_fint *fint, enum people_fint_content content,
    struct people_fint_entry *to)
{
	if (fint->counts[content] == fint->rooms[content]) {
		const size_t room = fint->rooms[content], wider = room ? 2 * room : 64;

		fint->lists[content] = arena_grow(fint->lists[content], room * sizeof to,
		    wider * sizeof to);
		fint->rooms[content] = wider;
	}
	fint->lists[content][fint->counts[content]++] = to;
}

static void take_entry(struct people_fint *fint, struct people_place at,
    enum people_fint_content content, const cJSON *entry)
{
	struct people_fint_entry *to = arena_alloc(sizeof *to);

	to->at = at;
	keep(fint, content, to);
	refer_self(fint, content, entry, to);
	if (content == FINT_UNITS)
		take_unit(fint, entry, to);
	else if (content == FINT_EMPLOYEES)
		take_employee(fint, entry, to);
	else if (content == FINT_PERSONS)
		take_person(fint, entry, to);
	else if (content == FINT_POSITIONS)
		take_position(fint, entry, to);
	else
		take_code(entry, content, to);
}

/* Files ------------------------------------------------------------------------- */

struct people_fint *people_fint_begin(struct people_rows *rows, const struct people_source *source)
{
	struct people_fint *fint = arena_alloc(sizeof *fint);

	fint->rows = rows;
	fint->source = source;
	return fint;
}

/* The collection of the whole file is that of its first entry; another's entry is a fault. */
static void read_entries(struct people_fint *fint, int64_t place, struct people_fint_scan *scan,
    struct people_read *read)
{
	enum people_fint_content of = FINT_CONTENTS;
	cJSON *entry;

	while (people_fint_scan_next(scan, &entry)) {
		const struct people_place at = { place, scan->entry };
		const enum people_fint_content content = entry ? content_of(entry) : FINT_CONTENTS;

		read->rows++;
		if (of == FINT_CONTENTS)
			of = content;
		if (content == FINT_CONTENTS || content != of)
			people_rows_fault(fint->rows, at, NULL, PEOPLE_STOP, "entry", NULL, NULL);
		else
			take_entry(fint, at, content, entry);
	}
	read->content = of < FINT_CONTENTS ? resources[of] : NULL;
	if (of < FINT_CONTENTS && scan->total > fint->totals[of])
		fint->totals[of] = scan->total;
}

struct people_read people_fint_read(struct people_fint *fint, int64_t place, const char *bytes,
    size_t length)
{
	struct people_read read = { .detail = "", .encoding = "UTF-8" };
	struct people_fint_scan scan;

	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	if (length == 0)
		read.problem = "empty";
	else if (memchr(bytes, '\0', length))
		read.problem = "binary";
	else if (!people_fint_scan_begin(&scan, bytes, length))
		read.problem = "fint";
	else
		read_entries(fint, place, &scan, &read);
	if (!read.problem && !read.content)
		read.problem = "fint";
	return read;
}
