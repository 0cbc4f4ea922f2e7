/* What the rows of a difference are called, and why files are refused. */
#include "people_words.h"

#include <ctype.h>
#include <string.h>

#include "arena.h"
#include "i18n.h"
#include "json.h"
#include "people_import.h"
#include "utf8.h"

static const struct i18n_word kinds[] = {
	{ "fault", N_("Faults in the files") }, { "conflict", N_("To be decided") },
	{ "gone", N_("Disappear") }, { "new", N_("New") }, { "moved", N_("Move") },
	{ "changed", N_("Change") }, { NULL, NULL },
};

static const struct i18n_word states[] = {
	{ "checking", N_("Being checked") }, { "checked", N_("Ready to look through") },
	{ "applying", N_("Being stored") }, { "applied", N_("Stored") },
	{ "discarded", N_("Discarded") }, { NULL, NULL },
};

static const struct i18n_word contents[] = {
	{ "people", N_("People and positions") }, { "units", N_("Units") },
	{ "organisasjonselement", N_("Units (organisasjonselement)") },
	{ "personalressurs", N_("Employees (personalressurs)") }, { "person", N_("Names (person)") },
	{ "arbeidsforhold", N_("Positions (arbeidsforhold)") },
	{ "stillingskode", N_("Job codes (stillingskode)") },
	{ "arbeidsforholdstype", N_("Kinds of employment (arbeidsforholdstype)") }, { NULL, NULL },
};

static const struct i18n_word changes[] = {
	{ "person", N_("Person") }, { "unit", N_("Unit") }, { "given_name", N_("Given name") },
	{ "family_name", N_("Family name") }, { "login", N_("Login name") }, { "email", N_("E-mail") },
	{ "active", N_("Let in again") }, { "number", N_("Joined to employee number") },
	{ "position", N_("Further position") },
	{ "position_ends", N_("Position ends") }, { "percent", N_("Percentage") },
	{ "role", N_("Role") }, { "position_from", N_("Position from") },
	{ "position_to", N_("Position to") }, { "kind", N_("Kind of employment") },
	{ "main", N_("Main position") }, { "position_unit", N_("Unit of the position") },
	{ "unit_name", N_("Unit's name") }, { "unit_code", N_("Unit's code") },
	{ "unit_level", N_("Kind of unit") }, { "unit_function", N_("KOSTRA function") },
	{ "unit_from", N_("Unit from") }, { "unit_to", N_("Unit to") }, { "leader", N_("Leader") },
	{ NULL, NULL },
};

#define STAYS N_("What is stored of this person stays as it is.")
#define STOPS N_("The files cannot be stored before this is corrected.")
#define LEFT  N_("The unit keeps what is stored.")

/* What is wrong, and what Grunnmur does meanwhile. */
static const struct { const char *code, *what, *meanwhile; } faults[] = {
	{ "needed", N_("The cell is empty."), NULL },
	{ "long", N_("The text is too long."), NULL },
	{ "letters", N_("Some letters cannot be read. Save the file as UTF-8."), NULL },
	{ "national", N_("This looks like a national identity number. Grunnmur never stores one."),
	  NULL },
	{ "code", N_("A code has the letters A to Z, digits and - _ . / only."), NULL },
	{ "login", N_("A login name has no spaces."), NULL },
	{ "email", N_("This is no e-mail address."), NULL },
	{ "percent", N_("The percentage must be a number from 0 to 100."), NULL },
	{ "day", N_("This is no date that exists. Write 31.12.2026 or 2026-12-31."), NULL },
	{ "days", N_("The last day lies before the first."), NULL },
	{ "flag", N_("This must be yes or no, written 1 or 0, ja or nei."), NULL },
	{ "function", N_("A KOSTRA function is three digits."), LEFT },
	{ "cells", N_("The row has another number of cells than the heading."), NULL },
	{ "entry", N_("The entry is no JSON, or belongs to another collection."), NULL },
	{ "quotes", N_("A quotation mark is missing or stands where none may. What follows cannot be"
	    " read."), NULL },
	{ "twice", N_("This unit stands in an earlier row too."), NULL },
	{ "differs", N_("Another row says something else about this person."),
	  N_("The first row counts.") },
	{ "position_twice", N_("This position stands in an earlier row too."),
	  N_("It is stored once.") },
	{ "unknown_unit", N_("There is no unit with this code."), NULL },
	{ "unknown_job", N_("Nobody has said which role this job code is."),
	  N_("The people who have it stay as they are. Choose the role on the page of the source.") },
	{ "position_taken", N_("Another person has a position with this number."), NULL },
	{ "main_none", N_("None of several positions is marked as the main one."),
	  N_("The largest becomes the main position.") },
	{ "main_many", N_("More than one position is marked as the main one."),
	  N_("The largest of them becomes the main position.") },
	{ "no_position", N_("The person has no position that is valid today."),
	  N_("They cannot log in, and are asked nothing, until they have one.") },
	{ "unknown_parent", N_("The unit above does not exist."), NULL },
	{ "code_taken", N_("Another unit has this code."), NULL },
	{ "cycle", N_("The unit lies below itself."), NULL },
	{ "unknown_leader", N_("Nobody has this employee number."),
	  N_("Who leads the unit today goes on.") },
	{ "no_leader", N_("The unit has no leader."),
	  N_("What waits for a decision goes to the nearest leader above.") },
	{ "unit_in_use", N_("The unit is no longer in the file, but somebody has a position in it."),
	  N_("The unit stays until its people have moved.") },
	{ "leader_without", N_("The leader has no position that is valid from today on."),
	  N_("They cannot log in. What waits goes to the nearest leader above.") },
};

static const char *or_itself(const char *text, const char *code)
{
	return text ? text : code;
}

const char *people_words_kind(const char *kind)
{
	return or_itself(i18n_word(kinds, kind), kind);
}

const char *people_words_state(const char *state)
{
	return or_itself(i18n_word(states, state), state);
}

const char *people_words_content(const char *content)
{
	return or_itself(i18n_word(contents, content), content);
}

const char *people_words_delimiter(const char *delimiter)
{
	static const struct i18n_word words[] = {
		{ ";", N_("semicolon") }, { ",", N_("comma") }, { "\t", N_("tab") }, { NULL, NULL },
	};

	return delimiter ? or_itself(i18n_word(words, delimiter), delimiter) : "";
}

/* Faults --------------------------------------------------------------------------- */

static void add_fault(cJSON *row, const char *code)
{
	const char *severity = json_get_text(row, "severity"), *meanwhile = NULL, *what = code;

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strcmp(faults[i].code, code) == 0) {
			what = i18n_text(faults[i].what);
			meanwhile = faults[i].meanwhile;
		}
	if (strcmp(severity, "stop") == 0)
		meanwhile = STOPS;
	else if (!meanwhile)
		meanwhile = strcmp(severity, "left_out") == 0 ? STAYS : LEFT;
	json_set_text(row, "what", what);
	json_set_text(row, "meanwhile", i18n_text(meanwhile));
	json_set_bool(row, "stops", strcmp(severity, "stop") == 0);
	json_set_bool(row, "leaves_out", strcmp(severity, "left_out") == 0);
	json_set_bool(row, "is_job", strcmp(code, "unknown_job") == 0);
}

/* Conflicts ------------------------------------------------------------------------- */

static const char *conflict_text(const cJSON *row, const char *code)
{
	const char *old = json_get_text(row, "old"), *new = json_get_text(row, "new");
	const char *other = json_get_text(row, "other_no");

	if (strcmp(code, "login_new") == 0)
		return arena_printf(_("A new employee number has the login name %s, which %s (%s) has."),
		    new, old, other);
	if (strcmp(code, "login_moves") == 0)
		return arena_printf(_("The file gives the login name %s, which %s (%s) has."), new, old,
		    other);
	if (strcmp(code, "login_twice") == 0)
		return arena_printf(_("Two numbers have the login name %s; the other is %s (%s)."), new,
		    old, other);
	if (strcmp(code, "inactive") == 0)
		return _("This person has been shut out, and the file has a position for them.");
	if (strcmp(code, "leads") == 0)
		return arena_printf(_("%s, who works with Grunnmur in HR, would become the leader."), new);
	return arena_printf(_("The unit would come below one that %s leads, who works with Grunnmur in"
	    " HR."), new);
}

static const struct { const char *conflict, *code, *text; } choices[] = {
	{ "login_new", "join", N_("They are one person: join the numbers") },
	{ "login_new", "move", N_("They are two people: the new one gets the login name") },
	{ "login_new", "apart", N_("They are two people: the new one gets no login name") },
	{ "login_moves", "move", N_("The login name moves to this person") },
	{ "login_moves", "apart", N_("Both keep their login names") },
	{ "login_twice", "join", N_("They are one person: join the numbers") },
	{ "login_twice", "apart", N_("They are two people: this one gets no login name") },
	{ "inactive", "open", N_("Let the person in again") },
	{ "inactive", "leave", N_("The person stays shut out") },
	{ "leads", "take", N_("Yes, they become the leader") },
	{ "leads", "leave", N_("No, the unit keeps its leader") },
	{ "moves_below", "take", N_("Yes, the unit moves") },
	{ "moves_below", "leave", N_("No, the unit stays where it is") },
};

struct cJSON *people_words_choices(const struct cJSON *row)
{
	const char *code = json_get_text(row, "code"), *chosen = json_get_text(row, "choice");
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
		if (strcmp(choices[i].conflict, code) != 0)
			continue;
		cJSON *one = cJSON_CreateObject();

		json_set_text(one, "code", choices[i].code);
		json_set_text(one, "text", i18n_text(choices[i].text));
		json_set_bool(one, "checked", chosen && strcmp(chosen, choices[i].code) == 0);
		json_set_bool(one, "closed", !json_get_true(row, "choosable")
		    && people_import_gives(choices[i].code));
		cJSON_AddItemToArray(list, one);
	}
	return list;
}

/* Changes ---------------------------------------------------------------------------- */

/* A stored value as people read it: dates, decimals, yes and no. */
static const char *value_text(const char *code, const char *value)
{
	if (!value)
		return "";
	if (utf8_ends_with(code, "_from") || utf8_ends_with(code, "_to"))
		return i18n_date(value);
	if (strcmp(code, "main") == 0)
		return strcmp(value, "1") == 0 ? _("yes") : _("no");
	if (strcmp(code, "percent") == 0)
		return i18n_number(strtod(value, NULL), -1);
	return value;
}

void people_words_add(struct cJSON *row)
{
	const char *code = json_get_text(row, "code"), *kind = json_get_text(row, "kind");
	const char *heading = json_get_text(row, "heading");
	const int64_t line = json_get_int(row, "line", 0);
	const bool is_fault = strcmp(kind, "fault") == 0;    /* its value is what the file says */

	if (is_fault)
		add_fault(row, code);
	else
		json_set_text(row, "what", strcmp(kind, "conflict") == 0 ? conflict_text(row, code)
		    : or_itself(i18n_word(changes, code), code));
	json_set_text(row, "before", value_text(is_fault ? "" : code, json_get_text(row, "old")));
	json_set_text(row, "after", value_text(is_fault ? "" : code, json_get_text(row, "new")));
	json_set_text(row, "place", line == 0 ? "" : heading
	    ? arena_printf(_("line %lld, column %s"), (long long)line, heading)
	    : arena_printf(_("line %lld"), (long long)line));
}

/* Problems of a file as a whole ------------------------------------------------------- */

static const struct i18n_word problems[] = {
	{ "empty", N_("The file is empty.") },
	{ "workbook", N_("This is an Excel workbook. Save it as CSV, and choose that file.") },
	{ "utf16", N_("The file is written in UTF-16. Save it as UTF-8, and choose it again.") },
	{ "binary", N_("This is no text file. Choose a file that the HR system has written as CSV.") },
	{ "heading", N_("The first line has no column that Grunnmur knows. Say on the page of the"
	    " source what the columns are called, then choose the file again.") },
	{ "fint", N_("The file holds no collection of FINT that Grunnmur reads.") },
	{ "fint_part", N_("Employees, names and positions must be read together. Choose all three"
	    " files.") },
	{ "fint_cut", N_("A collection has fewer entries than it says. Fetch its other pages too.") },
	{ "twice", N_("Two of the files have the same content. Choose one of each kind.") },
	{ "nothing", N_("Choose at least one file.") },
	{ NULL, NULL },
};

/* A mapped column is asked for by the name that HR gave it. */
static const char *missing(const char *label, const char *heading)
{
	if (!heading)
		return arena_printf(_("The column for \"%s\" is missing. Say on the page of the source what"
		    " it is called, then choose the file again."), label);
	return arena_printf(_("The column \"%s\" (%c%s) was not found. Say on the page of the source"
	    " what it is called, then choose the file again."), heading,
	    tolower((unsigned char)*label), label + 1);
}

const char *people_words_problem(const char *problem, const char *detail, const char *heading)
{
	if (strcmp(problem, "column") == 0)
		for (size_t i = 0; i < PEOPLE_FIELDS; i++)
			if (strcmp(people_fields[i].name, detail) == 0)
				return missing(i18n_text(people_fields[i].label), heading);
	return or_itself(i18n_word(problems, problem), problem);
}
