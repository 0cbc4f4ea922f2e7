/* Deliveries of an HR system for tests. */
#include "people.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "job_run.h"

const char people_head[] =
	"ansattnr;fornavn;etternavn;brukernavn;epost;enhetskode;stillingskode;stillingstittel;prosent;hovedstilling;fradato;tildato\n";

const char people_seed[] =
	"T1;Tove;Topp;top;;TRE;LEAD;Direktør;100;1;01.01.2020;\n"
	"T2;Lea;Lund;lea;;HEL-1;LEAD;Leder;100,00;1;01.01.2020;\n"
	"T3;Ann;O'Hara;ann;ann@trefjord.example;HEL-1;NURSE;Sykepleier;80;1;01.01.2020;\n"
	"T4;Bo;Berg;bo;;HEL-1;NURSE;Sykepleier;100;1;01.01.2020;\n"
	"T5;Max;Moe;max;;HEL-2;LEAD;Leder;100;1;01.01.2020;\n"
	"T6;Eli;Elvestad;eli;;HEL-2;NURSE;Sykepleier;50;1;01.01.2020;31.12.2026\n"
	"T7;Hal;Holm;hal;;STA;HRADV;Rådgiver;100;1;01.01.2020;\n"
	"T8;Rita;Ravn;rita;;HEL-1;NURSE;Sykepleier;100;1;01.01.2020;\n"
	"T10;Lars;Late;late;;HEL-1;NURSE;Sykepleier;100;1;01.01.2020;23.11.2026\n"
	"T11;Dag;Dahl;dag;;HEL-1;NURSE;Sykepleier;100;1;01.01.2020;\n"
	"T12;Máret;Čuđi;maret;;HEL-1;NURSE;Sykepleier;60;1;01.01.2020;\n"
	"T12;Máret;Čuđi;maret;;HEL-2;NURSE;Sykepleier;40;0;01.01.2020;\n";

const char people_units[] =
	"enhetskode;overordnet;navn;leder_ansattnr;orgnr;funksjon;fradato;tildato\n"
	"TRE;;Trefjord kommune;T1;;;01.05.2026;\n"
	"HEL;TRE;Helse og omsorg;;;;01.05.2026;\n"
	"HEL-1;HEL;Solvang sykehjem;T2;;253;01.05.2026;\n"
	"HEL-2;HEL;Bjørkelia hjemmetjeneste;T5;;258;01.05.2026;\n"
	"STA;TRE;Stab og støtte;;;120;01.05.2026;\n";

void people_sources(void)
{
	app_run("INSERT INTO people_source (id, code, name, format, municipality_id) VALUES (1, 'TRE', 'Visma', 'csv', 1),"
		" (2, 'SOL', 'Solvågs lønn', 'csv', 2), (3, 'FINT', 'FINT', 'fint', 1);"
		"UPDATE person SET ended_on = NULL, active = 1 WHERE id = 9; DELETE FROM position WHERE person_id = 9;"
		"DELETE FROM person WHERE id = 9");
}

static bool is_of(const char *line, const char *number)
{
	return number && strncmp(line, number, strlen(number)) == 0 && line[strlen(number)] == ';';
}

const char *people_with(const char *number, const char *lines)
{
	struct buf text = { 0 };

	buf_add(&text, people_head);
	for (const char *line = people_seed, *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!is_of(line, number))
			buf_add_bytes(&text, line, (size_t)(end + 1 - line));
	}
	buf_add(&text, lines);
	return buf_text(&text);
}

struct people_made people_deliver(int64_t source_id, const char *people, const char *units)
{
	struct db *db = db_session(DB_WRITE);
	struct people_upload uploads[2] = { { "personer.csv", people, strlen(people) } };
	struct people_source source;

	if (units)
		uploads[1] = (struct people_upload){ "enheter.csv", units, strlen(units) };
	assert_true(people_source_get(db, source_id, &source));
	const struct people_made made = people_import_make(db, user_of("hal"), &source, uploads, units ? 2 : 1, NULL);

	if (made.problem)
		db_rollback(db);
	else
		db_commit(db);
	people_work();
	return made;
}

void people_work(void)
{
	static const struct job_kind kinds[] = {
		{ "people.check", people_check_work }, { "people.apply", people_apply_work }, { NULL, NULL },
	};

	while (job_run_next(kinds, NULL)) { }
}

enum people_step people_settle(int64_t import_id, const char *reason)
{
	struct db *db = db_session(DB_WRITE);
	const enum people_step step = people_import_apply(db, user_of("hal"), import_id, -1, reason);

	if (step == PEOPLE_DONE)
		db_commit(db);
	else
		db_rollback(db);
	people_work();
	return step;
}

const char *people_rows_of(int64_t import_id, const char *kind)
{
	struct db_rows *rows = db_query(db_session(DB_SAVE),
	    "SELECT CONCAT_WS(' ', code, item, CONCAT(COALESCE(old, ''), '>', COALESCE(new, ''))) AS text FROM people_change"
	    " WHERE import_id = ? AND kind = ? ORDER BY id", DB_ARGS(db_int(import_id), db_text(kind)));
	struct buf text = { 0 };

	while (db_next(rows))
		buf_printf(&text, "%s%s", text.length ? "; " : "", db_col_text(rows, "text"));
	return buf_text(&text);
}

const char *people_end(void)
{
	return stored("SELECT CONCAT_WS(' ', state, reason, detail) FROM job ORDER BY id DESC LIMIT 1");
}
