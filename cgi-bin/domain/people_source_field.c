/* What can be read of an HR system's file, and how such systems call it. */
#include "people_source.h"

#include <ctype.h>
#include <string.h>

#include "arena.h"
#include "i18n.h"

#define NAMES(...) (const char *const[]){ __VA_ARGS__, NULL }

/* Names are folded as fold() does: small letters and digits alone. */
const struct people_field_kind people_fields[PEOPLE_FIELDS] = {
	[PEOPLE_NUMBER] = { "employee_no", "people", N_("Employee number"), true,
	    NAMES("ansattnr", "ansattnummer", "ressursnr", "ressursnummer", "medarbeidernr",
	        "employeeno", "employeenumber", "ansnr") },
	[PEOPLE_GIVEN_NAME] = { "given_name", "people", N_("Given name"), true,
	    NAMES("fornavn", "førenamn", "givenname", "firstname") },
	[PEOPLE_FAMILY_NAME] = { "family_name", "people", N_("Family name"), true,
	    NAMES("etternavn", "etternamn", "familyname", "lastname", "surname") },
	[PEOPLE_LOGIN] = { "login", "people", N_("Login name"), false,
	    NAMES("brukernavn", "brukarnamn", "username", "login", "brukerid", "bruker") },
	[PEOPLE_EMAIL] = { "email", "people", N_("E-mail"), false,
	    NAMES("epost", "epostadresse", "email", "mail", "epostadr") },
	[PEOPLE_POSITION_UNIT] = { "unit_code", "people", N_("Unit's code"), true,
	    NAMES("enhetskode", "einingskode", "enhet", "enhetsnr", "orgenhet", "avdelingskode",
	        "unitcode") },
	[PEOPLE_JOB] = { "job_code", "people", N_("Job code"), true,
	    NAMES("stillingskode", "stillingkode", "jobcode", "rolecode", "yrkeskode") },
	[PEOPLE_TITLE] = { "title", "people", N_("Job title"), false,
	    NAMES("stillingstittel", "stillingsnavn", "stilling", "tittel", "title", "titlenb") },
	[PEOPLE_PERCENT] = { "percent", "people", N_("Percentage"), true,
	    NAMES("prosent", "stillingsprosent", "stillprosent", "stillingspst", "percent",
	        "employmentpct") },
	[PEOPLE_MAIN] = { "is_main", "people", N_("Main position"), false,
	    NAMES("hovedstilling", "hovudstilling", "ismain", "primærstilling") },
	[PEOPLE_FROM] = { "valid_from", "people", N_("Position from"), true,
	    NAMES("fradato", "frådato", "startdato", "datofra", "gyldigfra", "validfrom") },
	[PEOPLE_TO] = { "valid_to", "people", N_("Position to"), false,
	    NAMES("tildato", "sluttdato", "datotil", "gyldigtil", "validto") },
	[PEOPLE_POSITION] = { "position_id", "people", N_("Position's number"), false,
	    NAMES("stillingsid", "stillingid", "arbeidsforholdid", "positionid") },
	[PEOPLE_KIND] = { "kind", "people", N_("Kind of employment"), false,
	    NAMES("ansettelsestype", "ansettelsesform", "arbeidsforholdstype", "stillingstype",
	        "employmenttype") },
	[PEOPLE_HIRED] = { "hired_on", "people", N_("Employed since"), false,
	    NAMES("ansattdato", "ansattfra", "tilsattdato", "hiredon") },
	[PEOPLE_LANGUAGE] = { "language", "people", N_("Written language"), false,
	    NAMES("målform", "språk", "preferredlanguage", "language") },
	[PEOPLE_UNIT] = { "unit_code", "units", N_("Unit's code"), true,
	    NAMES("enhetskode", "einingskode", "enhet", "enhetsnr", "orgenhet", "avdelingskode",
	        "unitcode") },
	[PEOPLE_PARENT] = { "parent_code", "units", N_("Unit above"), true,
	    NAMES("overordnet", "overordna", "overordnetenhet", "overordnetenhetskode", "parent",
	        "parentcode") },
	[PEOPLE_UNIT_NAME] = { "name", "units", N_("Unit's name"), true,
	    NAMES("navn", "namn", "enhetsnavn", "einingsnamn", "name", "namenb") },
	[PEOPLE_LEADER] = { "leader_no", "units", N_("Leader's employee number"), false,
	    NAMES("lederansattnr", "leiaransattnr", "leder", "leiar", "lederansattnummer", "ledernr",
	        "leaderemployeeno") },
	[PEOPLE_FUNCTION] = { "kostra_function", "units", N_("KOSTRA function"), false,
	    NAMES("funksjon", "kostrafunksjon", "kostrafunction") },
	[PEOPLE_UNIT_FROM] = { "valid_from", "units", N_("Unit from"), false,
	    NAMES("fradato", "frådato", "startdato", "gyldigfra", "validfrom") },
	[PEOPLE_UNIT_TO] = { "valid_to", "units", N_("Unit to"), false,
	    NAMES("tildato", "sluttdato", "gyldigtil", "validto") },
	[PEOPLE_LEVEL] = { "level", "units", N_("Kind of unit"), false,
	    NAMES("nivå", "enhetstype", "einingstype", "organisasjonstype", "level") },
};

/* Small letters and digits alone, of Norwegian too. */
static const char *fold(const char *heading)
{
	static const struct { const char *large, *small; } letters[] = {
		{ "Æ", "æ" }, { "Ø", "ø" }, { "Å", "å" },
	};
	char *text = arena_alloc(strlen(heading) + 1);
	size_t length = 0;

	for (; *heading; heading++) {
		if (isalnum((unsigned char)*heading))
			text[length++] = (char)tolower((unsigned char)*heading);
		else if (*heading & 0x80)
			text[length++] = *heading;
	}
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		for (char *at; (at = strstr(text, letters[i].large));)
			memcpy(at, letters[i].small, 2);
	return text;
}

bool people_source_is_forbidden(const char *heading)
{
	static const char *const words[] = {
		"fødselsn", "fodselsn", "foedselsn", "fødselsdato", "fodselsdato", "fnr", "personnr",
		"personnummer", "persnr", "dnummer", "dnr", "nationalid", "ssn", "lønn", "lonn", "løn",
		"lon", "lønstrinn", "salary", "wage", "fravær", "fraver", "fråvær", "sykefrav",
		"sykemeld", "sjukemeld", "absence", "sick", "egenmeld", "eigenmeld", "permisjon",
		"kontonr", "kontonummer", "kjønn", "kjonn", "gender", "fagforening", "fagforeining",
		"union",
	};
	const char *text = fold(heading);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0
		    || (strlen(words[i]) > 4 && strstr(text, words[i])))
			return true;
	return false;
}

static bool is_called(const char *heading, const char *const *names)
{
	const char *text = fold(heading);

	for (; *names; names++)
		if (strcmp(text, *names) == 0)
			return true;
	return false;
}

int people_source_column(const struct people_source *source, enum people_field field,
    const char *const *headings, size_t count)
{
	const char *mapped = source->headings[field];

	for (size_t i = 0; i < count; i++) {
		const bool found = *headings[i] && (mapped ? strcmp(fold(headings[i]), fold(mapped)) == 0
		    : is_called(headings[i], people_fields[field].names));

		if (found && !people_source_is_forbidden(headings[i]))
			return (int)i;
	}
	return -1;
}
